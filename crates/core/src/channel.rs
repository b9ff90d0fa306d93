//! E-mail addresses and phone numbers brought to one spelling, so that the same channel is the same text.

use std::borrow::Cow;

/// An e-mail address in its one spelling: without blanks and brackets around it, lower case throughout.
/// None where it is no address (RFC 5321 section 4.1.2, loosely: something, `@`, something without blanks).
///
/// The local part is lowered too. RFC 5321 lets a host tell cases apart; none that people use does, and
/// address books disagree about case all the time.
pub fn email(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let text = strip_scheme(text);
    let at = text.rfind('@')?;
    let (local, domain) = (&text[..at], &text[at + 1..]);
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';');
    if local.is_empty()
        || domain.is_empty()
        || text.len() > 320
        || domain.contains(bad)
        || domain.contains('"')
    {
        return None;
    }
    if !local.starts_with('"') && local.contains(bad) {
        return None;
    }
    if text.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
        Some(Cow::Owned(text.to_lowercase()))
    } else {
        Some(Cow::Borrowed(text))
    }
}

fn strip_scheme(text: &str) -> &str {
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    }
}

/// A phone number in E.164 (`+442071838750`), or none where it cannot be one in that region.
///
/// `region` is the two letters of ISO 3166-1 for numbers that name no country; without it only numbers
/// with a `+` or a `tel:` that has one can be told.
pub fn phone(text: &str, region: Option<&str>) -> Option<String> {
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};
    let text = text.trim();
    if text.chars().filter(char::is_ascii_digit).count() < 3 {
        return None;
    }
    let region = region.and_then(|code| code.to_uppercase().parse::<Region>().ok());
    let number = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    if !PHONE_NUMBER_UTIL.is_valid_number(&number) {
        return None;
    }
    Some(PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned())
}

/// A page's address in its one spelling: no scheme, no `www.`, no query, no slash at the end, host and path
/// in lower case. Only for comparing.
pub fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split(['?', '#']).next().unwrap_or(text).trim_end_matches('/');
    let text = text.strip_prefix("www.").unwrap_or(text);
    (text.contains('.') && !text.contains(char::is_whitespace)).then(|| text.to_lowercase())
}

/// Whether a page, as [`url`] spells it, is one person's profile; a firm's home page is everybody's there.
pub fn is_profile(page: &str) -> bool {
    page.contains("linkedin.com/in/")
}

/// Text for finding and sorting: lower case, without accents and other marks over or under letters
/// (canonical decomposition, Unicode Standard Annex 15).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        for (written, spelled) in [
            (" Ada@Example.ORG ", Some("ada@example.org")),
            ("<mailto:ada@example.org>", Some("ada@example.org")),
            ("\"a b\"@example.org", Some("\"a b\"@example.org")),
            ("a b@example.org", None),
            ("ada", None),
            ("@example.org", None),
            ("ada@", None),
        ] {
            assert_eq!(email(written).as_deref(), spelled, "{written}");
        }
    }

    #[test]
    fn a_number_has_one_spelling_in_its_region() {
        for (written, region, spelled) in [
            ("020 7183 8750", Some("GB"), Some("+442071838750")),
            ("+44 20 7183 8750", None, Some("+442071838750")),
            ("0039 06 698 12345", Some("DE"), Some("+390669812345")),
            ("020 7183 8750", None, None),
            ("12345", Some("US"), None),
            ("no number", Some("US"), None),
        ] {
            assert_eq!(phone(written, region).as_deref(), spelled, "{written}");
        }
    }

    #[test]
    fn a_page_has_one_spelling() {
        assert_eq!(url("https://www.LinkedIn.com/in/Ada/?trk=1").as_deref(), Some("linkedin.com/in/ada"));
        assert_eq!(url("not a page"), None);
    }
}
