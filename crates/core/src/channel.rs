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
    if local.is_empty() || domain.is_empty() || text.len() > 320 || domain.contains(bad) || domain.contains('"') {
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
