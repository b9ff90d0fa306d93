//! Days as cards write them (RFC 6350 section 4.3, ISO 8601, and what came before).

use jiff::civil::Date;

/// Apple's year for none. Cards that went through other programs have lost the word that says so.
const APPLE_NO_YEAR: &str = "1604";

/// The day as `YYYY-MM-DD`, or `--MM-DD` where the year is not known. None where the text names no one day.
///
/// `no_year` is the year that stands for none (Apple's `X-APPLE-OMIT-YEAR=1604`).
pub(super) fn day(text: &str, no_year: Option<&str>) -> Option<String> {
    as_written(text, no_year).or_else(|| {
        // What no version allows and many programs write: `1963/09/21`, `21.9.1963`, `21 September 1963`.
        let found = crate::dates::alone(text)?;
        let year = found.get(..4)?;
        Some(if no_year.is_some_and(|none| none.trim() == year) {
            format!("--{}", found.get(5..)?)
        } else {
            found
        })
    })
}

fn as_written(text: &str, no_year: Option<&str>) -> Option<String> {
    let text = text.trim();
    let text = text.split(['T', 't', ' ', 'Z']).next().unwrap_or_default();
    if let Some(rest) = text.strip_prefix("--") {
        let (month, day) = pair(rest)?;
        // 2000 had a 29 February.
        Date::new(2000, month, day).ok()?;
        return Some(format!("--{month:02}-{day:02}"));
    }
    let (year, rest) = text.split_at_checked(4)?;
    if !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (month, day) = pair(rest.strip_prefix('-').unwrap_or(rest))?;
    if year == APPLE_NO_YEAR
        || year == "0000"
        || year == "0001"
        || no_year.is_some_and(|none| none.trim() == year)
    {
        Date::new(2000, month, day).ok()?;
        return Some(format!("--{month:02}-{day:02}"));
    }
    Date::new(year.parse().ok()?, month, day).ok()?;
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// `0415`, `04-15`, `4-5`.
fn pair(text: &str) -> Option<(i8, i8)> {
    let (month, day) = match text.split_once('-') {
        Some(parts) => parts,
        None if text.len() == 4 => text.split_at_checked(2)?,
        None => return None,
    };
    let number = |text: &str| {
        let good = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if good { text.parse::<i8>().ok() } else { None }
    };
    Some((number(month)?, number(day)?))
}

/// A day of ours in the spelling of a version: `19960415` and `--0415` for 4.0, with hyphens before. None for
/// a text that is no day in our spelling.
pub(super) fn spelled(text: &str, four: bool) -> Option<String> {
    if day(text, None).as_deref() != Some(text) {
        return None;
    }
    Some(match text.strip_prefix("--") {
        Some(rest) if four => format!("--{}", rest.replace('-', "")),
        None if four => text.replace('-', ""),
        _ => text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_form() {
        for (text, expected) in [
            ("19960415", Some("1996-04-15")),
            ("1996-04-15", Some("1996-04-15")),
            ("1996-04-15T10:22:00Z", Some("1996-04-15")),
            ("19531015T231000Z", Some("1953-10-15")),
            ("--0415", Some("--04-15")),
            ("--04-15", Some("--04-15")),
            ("--0229", Some("--02-29")),
            ("16040229", Some("--02-29")),
            ("1996-4-5", Some("1996-04-05")),
            ("1963/09/21", Some("1963-09-21")),
            ("1963.9.21", Some("1963-09-21")),
            ("21.09.1963", Some("1963-09-21")),
            ("9/21/1963", Some("1963-09-21")),
            ("21 September 1963", Some("1963-09-21")),
            ("21. März 1963", Some("1963-03-21")),
            ("March 21, 1963", Some("1963-03-21")),
            ("1963/09/21 00:00:00", Some("1963-09-21")),
            ("1963-09-21 00:00:00 +0100", Some("1963-09-21")),
            ("1963年9月21日", Some("1963-09-21")),
            ("0000-06-19", Some("--06-19")),
            ("00010619", Some("--06-19")),
            ("0000-02-29", Some("--02-29")),
            ("04/05/1963", None),
            ("21/09/63", Some("1963-09-21")),
            ("15.06.80", Some("1980-06-15")),
            ("15.06.12", None),
            ("05/04/63", None),
            ("Sun Jun 15 00:00:00 1980", Some("1980-06-15")),
            ("Sun Jun 15 00:00:00 CEST 1980", Some("1980-06-15")),
            ("Sun Jun 15 1980 00:00:00 GMT+0200 (CEST)", Some("1980-06-15")),
            ("19630", None),
            ("1996-04", None),
            ("1996", None),
            ("---15", None),
            ("1996-02-30", None),
            ("circa 1800", None),
            ("", None),
        ] {
            assert_eq!(day(text, None).as_deref(), expected, "{text}");
        }
        assert_eq!(day("1604-05-03", Some("1604")).as_deref(), Some("--05-03"));
    }

    #[test]
    fn days_go_out_in_the_spelling_of_the_version() {
        assert_eq!(spelled("1996-04-15", true).as_deref(), Some("19960415"));
        assert_eq!(spelled("--04-15", true).as_deref(), Some("--0415"));
        assert_eq!(spelled("--04-15", false).as_deref(), Some("--04-15"));
        assert_eq!(spelled("spring", true), None);
    }
}
