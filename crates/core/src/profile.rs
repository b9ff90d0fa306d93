//! What one sees of a person at a glance, made from the values known of them.

use crate::channel;
use crate::draft::{Value, ValueKind};
use crate::linkage::searches::keys;

/// The line at the top of a page: name, organisation, title, birthday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The best name known; never empty where anything is known.
    pub name: String,
    /// Where they work or belong; empty where not known.
    pub organisation: String,
    /// What they do there; empty where not known.
    pub title: String,
    /// Month and day of birth.
    pub born: Option<(i8, i8)>,
}

/// The label of a value that is right and is not the one to show: it came with somebody who turned out to be the same.
pub const ALSO: &str = "also";

/// Makes the profile. Values come oldest first; the oldest full name wins, and of what changes over the years
/// (organisation, title) the newest. What is labelled [`ALSO`] comes last.
pub fn profile<'a>(values: impl IntoIterator<Item = &'a Value> + Clone) -> Profile {
    let of = |kind, also: bool| {
        values.clone().into_iter().filter(move |v| v.kind == kind && (v.label == ALSO) == also)
    };
    let first = |kind| of(kind, false).chain(of(kind, true)).next().map(|v| v.text.clone());
    let newest = |kind| of(kind, false).last().or_else(|| of(kind, true).last()).map(|v| v.text.clone());
    let parts = || {
        let (given, family) = (first(ValueKind::Given), first(ValueKind::Family));
        match (given, family) {
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (given, family) => given.or(family),
        }
    };
    let name = first(ValueKind::Name)
        .or_else(parts)
        .or_else(|| first(ValueKind::Nickname))
        .or_else(|| first(ValueKind::Organisation))
        .or_else(|| first(ValueKind::Email))
        .or_else(|| first(ValueKind::Phone))
        .or_else(|| first(ValueKind::Url))
        .unwrap_or_default();
    Profile {
        name,
        organisation: newest(ValueKind::Organisation).unwrap_or_default(),
        title: newest(ValueKind::Title).unwrap_or_default(),
        born: first(ValueKind::Birthday).and_then(|text| month_and_day(&text)),
    }
}

/// Month and day of `YYYY-MM-DD` or `--MM-DD`.
pub fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let rest = text.get(text.len().checked_sub(5)?..)?;
    let (month, day) = rest.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

/// The words under which a person is found: name, organisation, title, channels, notes, tags, folded as
/// [`channel::fold`] does, and the keys by which those are found who may be one with them.
pub fn words<'a>(values: impl IntoIterator<Item = &'a Value, IntoIter: Clone>) -> String {
    let values = values.into_iter();
    let named = values.clone().any(|value| value.kind == ValueKind::Name);
    let mut out = String::new();
    for value in values.clone() {
        let passed_over = match value.kind {
            ValueKind::Uid | ValueKind::Connected => true,
            // The whole name has them.
            ValueKind::Given | ValueKind::Family => named,
            _ => false,
        };
        if passed_over {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&parted(&value.text));
        if value.kind == ValueKind::Phone {
            let digits: String = value.text.chars().filter(char::is_ascii_digit).collect();
            out.push(' ');
            out.push_str(&digits);
        }
    }
    for key in keys(values) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&key);
    }
    out
}

/// A text folded as [`channel::fold`] does, where every mark is a blank, so that both engines see the same words.
/// Letters in circles and squares and a few vowel signs are marks, as they are to the engines.
pub fn parted(text: &str) -> String {
    let is_sign = |c| {
        matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
            || matches!(c, '\u{19b0}'..='\u{19c0}' | '\u{19c8}'..='\u{19c9}' | '\u{1cf2}'..='\u{1cf3}')
    };
    channel::fold(text).chars().map(|c| if c.is_alphanumeric() && !is_sign(c) { c } else { ' ' }).collect()
}

/// The spelling by which a value is the same as another of its kind, where that matters: channels, names of
/// pages, card UIDs. `region` is for phone numbers.
pub fn normal(kind: ValueKind, text: &str, region: Option<&str>) -> Option<String> {
    match kind {
        ValueKind::Email => channel::email(text).map(Into::into),
        ValueKind::Phone => channel::phone(text, region),
        ValueKind::Url => channel::url(text),
        ValueKind::Uid => Some(text.trim().to_owned()).filter(|uid| !uid.is_empty()),
        ValueKind::Tag => Some(channel::fold(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: ValueKind, text: &str) -> Value {
        Value { kind, label: String::new(), text: text.to_owned() }
    }

    #[test]
    fn the_first_name_and_the_newest_post_are_shown() {
        let values = [
            value(ValueKind::Given, "Ada"),
            value(ValueKind::Name, "Ada Lovelace"),
            value(ValueKind::Title, "Student"),
            value(ValueKind::Title, "Analyst"),
            value(ValueKind::Birthday, "--12-10"),
        ];
        let seen = profile(&values);
        assert_eq!(
            (seen.name.as_str(), seen.title.as_str(), seen.born),
            ("Ada Lovelace", "Analyst", Some((12, 10)))
        );
        assert_eq!(profile(&values[..1]).name, "Ada");
        assert_eq!(profile(&[value(ValueKind::Email, "a@b.example")]).name, "a@b.example");
    }

    #[test]
    fn words_are_folded_and_parted() {
        let values = [value(ValueKind::Name, "Zoë O'Neil"), value(ValueKind::Email, "zoe.o@mail.example")];
        assert!(words(&values).starts_with("zoe o neil zoe o mail example "));
        assert_eq!(parted("aⒶb 🅰"), "a b  ");
        // Somebody without a whole name is found by its parts.
        assert_eq!(words(&[value(ValueKind::Given, "Zoë")]), "zoe");
    }
}
