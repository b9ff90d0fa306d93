//! What a value is called: from TYPE parameters, from Apple's `X-ABLabel`, and back.

use super::escapes::unescape;
use super::lines::Line;

/// TYPE values that say how, and nothing about which.
const SILENT: [&str; 7] = ["pref", "voice", "internet", "text", "x400", "dom", "parcel"];

/// The label that the TYPE parameters of a line give: its words in lower case, each once.
pub(super) fn of_types(line: &Line) -> String {
    let mut words: Vec<String> = Vec::new();
    // A list in quotes is one value by the letter of RFC 6350 and several by the habit of its users.
    for word in line.param("TYPE").flat_map(|value| value.split(',')) {
        let word = word.trim().to_lowercase();
        let word = word.strip_prefix("x-").unwrap_or(&word);
        let word = if word == "cell" { "mobile" } else { word };
        if !word.is_empty() && !SILENT.contains(&word) && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words.join(" ")
}

/// The rank of what is not preferred.
pub(super) const NO_RANK: u8 = 101;

/// How much a line is preferred to others of its name: `PREF=1` (RFC 6350 section 5.3) the most, `TYPE=pref` of older
/// versions as much; [`NO_RANK`] where nothing is said.
pub(super) fn rank(line: &Line) -> u8 {
    let said = line.param("PREF").find_map(|value| value.trim().parse::<u8>().ok());
    let typed = || {
        line.param("TYPE")
            .flat_map(|value| value.split(','))
            .any(|word| word.trim().eq_ignore_ascii_case("pref"))
    };
    match said {
        Some(rank) => rank.clamp(1, 100),
        None if typed() => 1,
        None => NO_RANK,
    }
}

/// The text of an `X-ABLabel`: `_$!<Home>!$_` is Apple's own word `home`, anything else the user's.
pub(super) fn of_apple(text: &str) -> String {
    let text = unescape(text);
    let text = text.trim();
    match text.strip_prefix("_$!<").and_then(|rest| rest.strip_suffix(">!$_")) {
        Some(word) => word.to_lowercase(),
        None => text.to_owned(),
    }
}

/// The TYPE values that are read back as this label; none where only an `X-ABLabel` can hold it.
pub(super) fn types(label: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = label.split(' ').collect();
    let fits = |(at, word): (usize, &&str)| {
        !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !word.starts_with("x-")
            && *word != "cell"
            && !SILENT.contains(word)
            && !words[..at].contains(word)
    };
    words
        .iter()
        .enumerate()
        .all(fits)
        .then(|| words.iter().map(|word| if *word == "mobile" { "cell" } else { word }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcard::lines::lines;

    #[test]
    fn labels_from_types() {
        for (head, label) in [
            ("TEL;HOME;VOICE", "home"),
            ("TEL;TYPE=CELL;TYPE=pref", "mobile"),
            ("TEL;TYPE=\"work,fax\"", "work fax"),
            ("TEL;TYPE=work,work", "work"),
            ("TEL", ""),
            ("TEL;TYPE=x-direct", "direct"),
        ] {
            assert_eq!(of_types(&lines(format!("{head}:1").as_bytes())[0]), label, "{head}");
        }
    }

    #[test]
    fn labels_to_types() {
        assert_eq!(types("work fax"), Some(vec!["work", "fax"]));
        assert_eq!(types("mobile"), Some(vec!["cell"]));
        for label in ["", "Home", "voice", "a  b", "cell", "x-a", "è", "a a"] {
            assert_eq!(types(label), None, "{label}");
        }
    }

    #[test]
    fn apple_labels() {
        assert_eq!(of_apple("_$!<HomePage>!$_"), "homepage");
        assert_eq!(of_apple("Direct\\, line"), "Direct, line");
    }
}
