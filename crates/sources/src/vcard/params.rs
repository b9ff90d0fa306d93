//! The parameters of a content line: `;TYPE=home,work;ENCODING=b`, and the bare ones of version 2.1.

use crate::text::unescaped;

/// One parameter. A bare word of version 2.1 (`;HOME`) has the name it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Param {
    /// Upper case.
    pub name: String,
    /// One value after another, as written in a list, without quotes.
    pub values: Vec<String>,
    /// Where it stands in the head of the line, from its `;` on.
    pub text: String,
}

/// Reads what stands between the name and the colon, without the first `;`.
pub(super) fn parse(head: &str) -> Vec<Param> {
    split_outside_quotes(head, ';').into_iter().filter(|part| !part.trim().is_empty()).map(one).collect()
}

fn one(text: &str) -> Param {
    let Some((name, list)) = text.split_once('=') else {
        let word = text.trim();
        return Param {
            name: name_of_bare(word).to_owned(),
            values: split_outside_quotes(word, ',').into_iter().map(value).collect(),
            text: format!(";{text}"),
        };
    };
    Param {
        name: name.trim().to_ascii_uppercase(),
        values: split_outside_quotes(list, ',').into_iter().map(value).collect(),
        text: format!(";{text}"),
    }
}

/// Version 2.1 lets the name be left out where the word alone says it.
fn name_of_bare(word: &str) -> &'static str {
    const ENCODINGS: [&str; 6] = ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"];
    if ENCODINGS.iter().any(|known| word.eq_ignore_ascii_case(known)) { "ENCODING" } else { "TYPE" }
}

fn value(text: &str) -> String {
    let text = text.trim();
    let bare = text.strip_prefix('"').unwrap_or(text);
    uncaret(bare.strip_suffix('"').unwrap_or(bare))
}

/// RFC 6868: `^n` is a line break, `^'` a quote, `^^` the caret itself.
fn uncaret(text: &str) -> String {
    let meant = |c| match c {
        'n' => Some('\n'),
        '\'' => Some('"'),
        '^' => Some('^'),
        _ => None,
    };
    unescaped(text, '^', meant).into_owned()
}

/// A parameter value as it may stand in a line: RFC 6868 for what quotes cannot hold, quotes where needed.
pub(super) fn quoted(text: &str) -> String {
    let caret = text.replace('^', "^^").replace('"', "^'").replace('\n', "^n");
    let plain =
        !caret.is_empty() && caret.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if plain { caret } else { format!("\"{caret}\"") }
}

/// Cuts at `at`, but not between double quotes. A quote that is never closed quotes nothing.
pub(super) fn split_outside_quotes(text: &str, at: char) -> Vec<&str> {
    let closed = text.matches('"').count().is_multiple_of(2);
    let (mut parts, mut start, mut quoted) = (Vec::new(), 0, false);
    for (i, c) in text.char_indices() {
        if c == '"' && closed {
            quoted = !quoted;
        } else if c == at && !quoted {
            parts.push(&text[start..i]);
            start = i + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_get_the_name_they_stand_for() {
        let params = parse("HOME;QUOTED-PRINTABLE;CHARSET=utf-8");
        let names: Vec<_> = params.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["TYPE", "ENCODING", "CHARSET"]);
    }

    #[test]
    fn quoted_values_keep_their_signs() {
        let params = parse(r#"LABEL="1 Mill Lane; Ely: ^'home^'^nUK";TYPE=home,work"#);
        assert_eq!(params[0].values, ["1 Mill Lane; Ely: \"home\"\nUK"]);
        assert_eq!(params[1].values, ["home", "work"]);
        assert_eq!(quoted("a \"b\"\n^c"), "\"a ^'b^'^n^^c\"");
    }
}
