//! What one sees of a person at a glance, made from the values known of them.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::called::called;
use crate::channel;
use crate::digits;
use crate::draft::{Value, ValueKind};
pub use crate::findable::parted;
use crate::linkage::names::{Parts, full_name};
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
        let parts = parted(&value.text);
        out.push_str(&parts);
        if matches!(value.kind, ValueKind::Name | ValueKind::Organisation) {
            add_joined(&parts, &mut out);
        }
        if value.kind == ValueKind::Phone {
            let digits: String = value.text.chars().filter_map(digits::european).collect();
            out.push(' ');
            out.push_str(&digits);
        }
    }
    add_parts(&mut out);
    for key in keys(values) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&key);
    }
    out
}

/// Whether a letter is of a script that writes words without blanks between them, so that a given name stands inside.
fn runs_on(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' | '\u{0e01}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// So many letters of a run of them are looked at, and so many bytes of all parts are written for one person.
const RUN: usize = 16;
const PARTS: usize = 2_000;

/// Adds words that stand beside each other in a script without blanks as one word, for many write them so.
fn add_joined(text: &str, out: &mut String) {
    if text.is_ascii() {
        return;
    }
    let mut run = String::new();
    let mut count = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()).chain([""]) {
        if !word.is_empty() && word.chars().all(runs_on) && run.chars().count() < RUN {
            run.push_str(word);
            count += 1;
            continue;
        }
        if count > 1 {
            out.push(' ');
            out.push_str(&run);
        }
        (run, count) = (String::new(), 0);
    }
}

/// Adds the parts of words in scripts without blanks: each end of a word is a word too, so that whatever stands inside
/// begins one.
fn add_parts(out: &mut String) {
    if out.is_ascii() {
        return;
    }
    let mut parts = String::new();
    for word in out.split(' ').filter(|word| word.chars().any(runs_on)) {
        let mut before = None;
        for (at, c) in word.char_indices().take(RUN) {
            if before.is_some_and(runs_on) || (before.is_some() && runs_on(c)) {
                if parts.len() + word.len() > PARTS {
                    break;
                }
                parts.push(' ');
                parts.push_str(&word[at..]);
            }
            before = Some(c);
        }
    }
    out.push_str(&parts);
}

/// So many letters of a part of a run of letters without blanks stand in the index of texts.
const PIECE: usize = 8;

/// The beginning of a word by which it is looked for in texts: as much of it as stands there.
pub fn piece(word: &str) -> &str {
    if !word.chars().any(runs_on) {
        return word;
    }
    word.char_indices().nth(PIECE).map_or(word, |(end, _)| &word[..end])
}

/// The words under which a text is found, each as [`piece`] has it. In scripts without blanks a piece begins with each
/// letter, so that whatever stands inside begins one.
pub fn pieces(text: &str) -> impl Iterator<Item = String> {
    let parted = parted(text);
    let words: Vec<String> = parted
        .split_whitespace()
        .flat_map(|word| {
            let mut before = None;
            let starts = word.char_indices().filter(|(_, c)| {
                let starts = before.is_none_or(runs_on) || runs_on(*c);
                before = Some(*c);
                starts
            });
            starts.map(|(at, _)| piece(&word[at..]).to_owned()).collect::<Vec<_>>()
        })
        .collect();
    words.into_iter()
}

/// Whether a word, or in scripts without blanks a part of one, begins so in a text.
pub fn begins_in(text: &str, word: &str) -> bool {
    let inside = word.chars().any(runs_on);
    parted(text).split_whitespace().any(|one| one.starts_with(word) || (inside && one.contains(word)))
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
    fn what_stands_inside_a_text_without_blanks_begins_a_piece() {
        let found = |text: &str, word: &str| {
            let word = parted(word).trim().to_owned();
            let in_index = pieces(text).any(|one| one.starts_with(piece(&word)));
            assert_eq!(in_index, begins_in(text, &word), "{text} {word}");
            in_index
        };
        let text = "喜欢园艺和摄影, plays Go";
        assert!(
            ["园艺", "摄影", "喜欢园", "影", "pla", "喜欢园艺和摄影"].iter().all(|word| found(text, word))
        );
        assert!(!["影摄", "lays"].iter().any(|word| found(text, word)));
        let (thai, korean) = ("ชอบปลูกต้นไม้และถ่ายรูป", "정원가꾸기를좋아함");
        assert!(found(thai, "ต้นไม้") && found(korean, "좋아함"));
        assert!(found("毎週末は長野の山小屋で過ごしています", "長野の山小屋で過ごして"));
        assert!(pieces("plain words").eq(["plain", "words"]));
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

    #[test]
    fn words_are_folded_and_parted() {
        let values = [value(ValueKind::Name, "Zoë O'Neil"), value(ValueKind::Email, "zoe.o@mail.example")];
        assert!(words(&values).starts_with("zoe o neil zoe o mail example "));
        // Parts of a name without blanks.
        let words =
            words(&[value(ValueKind::Name, "山田太郎"), value(ValueKind::Organisation, "박민수 Ltd")]);
        for part in ["山田太郎", "太郎", "田太郎", "민수"] {
            // Hangul is folded to its parts, and so is what is looked for.
            let part = parted(part);
            assert!(words.split(' ').any(|word| word.starts_with(&part)), "{part}: {words}");
        }
        // Who is written in two words is found by who writes them as one.
        for (name, sought) in [("山田 太郎", "山田太郎"), ("김 민수", "김민수"), ("王 小明", "王小明")]
        {
            let all = super::words(&[value(ValueKind::Name, name)]);
            assert!(all.split(' ').any(|word| word == parted(sought)), "{name}: {all}");
        }
        // Somebody without a whole name is found by its parts.
        assert_eq!(super::words(&[value(ValueKind::Given, "Zoë")]), "zoe");
    }
}
