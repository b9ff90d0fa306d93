//! What one sees of a person at a glance, made from the values known of them.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::called::called;
use crate::channel;
use crate::draft::{Value, ValueKind};
use crate::names::{Parts, full_name};

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

/// The label of a name that the user chose.
pub const CHOSEN: &str = "chosen";
/// The label of a name that somebody writes above their own mail.
pub const SIGNED: &str = "signed";
/// The label of a name that a list of people gives: an export, a table.
pub const LISTED: &str = "listed";
/// The label of a name that others write: among those a letter went to, on a list of guests.
pub const HEARD: &str = "by others";
/// The label of a UID that a card does not say itself: it is made from what the card says, so that reading it
/// again finds it.
pub const DERIVED: &str = "derived";
/// What the UID of a row that has none begins with.
pub const ROW: &str = "row:";

/// Whose word a name with this label is, the best first: the user's choice, a card, their own hand, a list, others.
pub fn rank(label: &str) -> u8 {
    match label {
        CHOSEN => 0,
        SIGNED => 2,
        LISTED => 3,
        HEARD => 4,
        ALSO => 5,
        _ => 1,
    }
}

/// The name to show, of all that is known: the best word counts, of words that are equally good the fullest, whatever
/// came first. A whole name is shown in place of a part of it.
pub fn best_name<'a>(values: impl IntoIterator<Item = &'a Value> + Clone) -> Option<&'a Value> {
    let mut names: Vec<&Value> =
        values.clone().into_iter().filter(|value| value.kind == ValueKind::Name).collect();
    if names.len() < 2 {
        return names.pop();
    }
    let firms: Vec<&str> = values
        .into_iter()
        .filter(|value| value.kind == ValueKind::Organisation)
        .map(|value| value.text.as_str())
        .collect();
    // Whoever has no name is called by their address or their firm.
    let is_none =
        |text: &str| text.contains('@') || firms.contains(&text) || !text.contains(char::is_alphabetic);
    let mut ranked: Vec<_> = names
        .into_iter()
        .map(|value| {
            let text = shown(value);
            let parts = Parts::of_full(&text);
            let words = parts.given.iter().chain(&parts.family);
            let full = words.clone().filter(|word| word.len() > 1).count();
            let letters: usize = words.map(|word| word.chars().count()).sum();
            // `Berg, Paula` is for registers.
            let turned = text.contains(',');
            let none = text.is_empty() || is_none(&text);
            let order = (none, rank(&value.label), usize::MAX - full, turned, usize::MAX - letters);
            (order, value, parts)
        })
        .collect();
    ranked.sort_by(|(one, a, _), (other, b, _)| one.cmp(other).then_with(|| a.text.cmp(&b.text)));
    let (best, rest) = ranked.split_first()?;
    if rank(&best.1.label) == 0 || is_whole(&best.2) {
        return Some(best.1);
    }
    let fuller = rest.iter().find(|(order, value, parts)| {
        !order.0 && value.label != ALSO && is_whole(parts) && is_part_of(&best.2, parts)
    });
    Some(fuller.map_or(best.1, |(_, value, _)| value))
}

/// A name as it is shown: without what a program wrote beside it. What the user chose stays as it is.
fn shown(value: &Value) -> Cow<'_, str> {
    if value.label == CHOSEN { Cow::Borrowed(&value.text) } else { called(&value.text) }
}

/// Whether given and family name are known by another word than that of others.
pub fn is_wholly_named<'a>(values: impl Iterator<Item = &'a Value>) -> bool {
    let (mut given, mut family) = (false, false);
    for value in values.filter(|value| value.label != HEARD && value.label != ALSO) {
        let is_word = value.text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        match value.kind {
            ValueKind::Name if is_whole(&Parts::of_full(&value.text)) => return true,
            ValueKind::Given => given |= is_word,
            ValueKind::Family => family |= is_word,
            _ => {}
        }
    }
    given && family
}

fn is_whole(parts: &Parts) -> bool {
    let full = |words: &[String]| words.iter().any(|word| word.len() > 1);
    full(&parts.given) && full(&parts.family)
}

/// Whether each word of one name is a word of the other, or the initial of one.
fn is_part_of(short: &Parts, long: &Parts) -> bool {
    let all: Vec<&String> = long.given.iter().chain(&long.family).collect();
    let mut words = short.given.iter().chain(&short.family).peekable();
    let fits = |word: &String| {
        all.iter().any(|other| *other == word || (word.len() == 1 && other.starts_with(word.as_str())))
    };
    words.peek().is_some() && words.all(fits)
}

/// Whether what stands for a name is a telephone number.
fn is_number(name: &str) -> bool {
    !name.chars().any(char::is_alphabetic) && name.chars().filter(|c| c.is_numeric()).count() > 4
}

/// Makes the profile. Values come oldest first; the best word on a name counts, and of what changes over the years
/// (organisation, title) the newest. What is labelled [`ALSO`] comes last.
pub fn profile<'a>(values: impl IntoIterator<Item = &'a Value> + Clone) -> Profile {
    let of = |kind, also: bool| {
        values.clone().into_iter().filter(move |v| v.kind == kind && (v.label == ALSO) == also)
    };
    let first = |kind| of(kind, false).chain(of(kind, true)).next().map(|v| v.text.clone());
    let newest = |kind| of(kind, false).last().or_else(|| of(kind, true).last()).map(|v| v.text.clone());
    let parts = || {
        let part = |kind| first(kind).unwrap_or_default();
        Some(full_name(&part(ValueKind::Given), "", &part(ValueKind::Family))).filter(|name| !name.is_empty())
    };
    let name = best_name(values.clone())
        .map(|value| shown(value).into_owned())
        .filter(|name| !(name.is_empty() || is_number(name) && parts().is_some()))
        .or_else(parts)
        .or_else(|| first(ValueKind::Nickname))
        .or_else(|| first(ValueKind::Organisation))
        .or_else(|| first(ValueKind::Email))
        .or_else(|| first(ValueKind::Phone))
        .or_else(|| first(ValueKind::Url))
        .or_else(|| best_name(values.clone()).map(|value| value.text.clone()))
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

/// A value as people read it. A day without a year (`--11-25`) reads `25 November`; all else stands as it is written.
pub fn readable(kind: ValueKind, text: &str) -> Cow<'_, str> {
    let day =
        text.strip_prefix("--").filter(|_| matches!(kind, ValueKind::Birthday | ValueKind::Anniversary));
    // Any year with a 29th of February does.
    let date = day.and_then(|day| {
        let (month, day) = month_and_day(day)?;
        Date::new(2000, month, day).ok()
    });
    date.map_or(Cow::Borrowed(text), |date| Cow::Owned(date.strftime("%-d %B").to_string()))
}

/// Whether a value says this, as it is written or as it is read.
pub fn says(kind: ValueKind, value: &str, text: &str) -> bool {
    value == text || readable(kind, value).eq_ignore_ascii_case(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: ValueKind, text: &str) -> Value {
        Value { kind, label: String::new(), text: text.to_owned() }
    }

    #[test]
    fn a_day_without_a_year_reads_as_one_says_it() {
        let read = |text| readable(ValueKind::Birthday, text);
        assert_eq!(
            ["--11-25", "--02-29", "1980-11-25", "spring", "--13-41"].map(read),
            ["25 November", "29 February", "1980-11-25", "spring", "--13-41"]
        );
        assert_eq!(readable(ValueKind::Anniversary, "--06-01"), "1 June");
        assert_eq!(readable(ValueKind::Note, "--06-01"), "--06-01");
        assert!(says(ValueKind::Birthday, "--11-25", "25 november"));
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
    fn the_best_word_on_a_name_counts_in_any_order() {
        let said = |label: &str, text: &str| Value {
            kind: ValueKind::Name,
            label: label.to_owned(),
            text: text.to_owned(),
        };
        for (all, wanted) in [
            ([said(HEARD, "Anne Exampel"), said(SIGNED, "Ann Example")], "Ann Example"),
            ([said(SIGNED, "A. Example"), said("", "Ann Example")], "Ann Example"),
            ([said(SIGNED, "Ann Example"), said("", "Ann")], "Ann Example"),
            ([said(HEARD, "Boss of accounts"), said(LISTED, "Ann Example")], "Ann Example"),
            ([said(SIGNED, "Mary Berg"), said("", "Mum")], "Mum"),
            ([said(SIGNED, "A. Example"), said(SIGNED, "Ann Example")], "Ann Example"),
            ([said(CHOSEN, "Annie"), said("", "Ann Marie Example")], "Annie"),
            ([said("", "ann@x.example"), said(HEARD, "Ann Example")], "Ann Example"),
            ([said(ALSO, "Ann Marie Example"), said("", "Annie")], "Annie"),
        ] {
            assert_eq!(profile(&all).name, wanted);
            let [one, other] = all;
            assert_eq!(profile(&[other, one]).name, wanted);
        }
        // What stands beside a name is not shown, and the value stays as it came.
        let mail = || value(ValueKind::Email, "ann@brook.example");
        for (written, wanted) in [
            ("Ann Example (ann@brook.example)", "Ann Example"),
            ("Ann Example <ann@brook.example>", "Ann Example"),
            ("'Ann Example'", "Ann Example"),
            ("/O=BROOK/OU=X/CN=RECIPIENTS/CN=AEX", "ann@brook.example"),
            ("ann@brook.example", "ann@brook.example"),
        ] {
            assert_eq!(profile(&[value(ValueKind::Name, written), mail()]).name, wanted, "{written}");
        }
        assert_eq!(profile(&[said(CHOSEN, "Ann (HR)")]).name, "Ann (HR)");
        assert_eq!(profile(&[value(ValueKind::Name, "***")]).name, "***");
        let poor = [said(SIGNED, "A. Example"), said(HEARD, "Ann Example")];
        assert!(!is_wholly_named(poor.iter()) && is_wholly_named([said(LISTED, "Ann Example")].iter()));
        let parts = [value(ValueKind::Given, "민수"), value(ValueKind::Family, "박")];
        assert_eq!(profile(&parts).name, "박민수");
    }
}
