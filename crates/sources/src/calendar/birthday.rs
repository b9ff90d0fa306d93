//! Birthdays that stand in a calendar as events.

use goodturn_core::draft::{PersonDraft, Value, ValueKind};
use jiff::civil::Date;

use super::component::Component;
use super::rule::{Every, Rule};
use super::when;

/// What calendars of birthdays are called.
const CALENDARS: [&str; 8] = [
    "birthday",
    "geburtstag",
    "anniversaires",
    "cumpleaños",
    "compleann",
    "verjaardag",
    "födelsedag",
    "urodziny",
];

/// What stands before the name, and what after it.
const TITLES: [(&str, &str); 20] = [
    ("", "'s birthday"),
    ("", "’s birthday"),
    ("", "' birthday"),
    ("", "’ birthday"),
    ("birthday of ", ""),
    ("birthday: ", ""),
    ("birthday ", ""),
    ("", " (birthday)"),
    ("", " birthday"),
    ("geburtstag von ", ""),
    ("geburtstag: ", ""),
    ("geburtstag ", ""),
    ("", " (geburtstag)"),
    ("", " hat geburtstag"),
    ("anniversaire de ", ""),
    ("anniversaire d'", ""),
    ("anniversaire d’", ""),
    ("cumpleaños de ", ""),
    ("compleanno di ", ""),
    ("verjaardag van ", ""),
];

/// Years that programs put where the year is not known.
const NO_YEAR: [i16; 5] = [1, 1604, 1900, 1904, 1970];

/// Whether a calendar is one of birthdays, going by its name.
pub(super) fn is_calendar(name: &str) -> bool {
    let name = name.to_lowercase();
    !name.is_empty() && CALENDARS.iter().any(|word| name.contains(word))
}

/// The person whose birthday an event is; none where it is no birthday.
pub(super) fn person(part: &Component, in_birthdays: bool, start: Date, now: Date) -> Option<PersonDraft> {
    let marked = part.all("CATEGORIES").any(|line| {
        line.value.split(',').any(|word| {
            ["birthday", "birthdays", "geburtstag"].contains(&word.trim().to_lowercase().as_str())
        })
    }) || part.lines.iter().any(|line| {
        line.name.starts_with("X-GOOGLE-CALENDAR-CONTENT")
            && line.value.to_ascii_lowercase().contains("birthday")
            || line.name == "X-EVENT-TYPE" && line.value.eq_ignore_ascii_case("birthday")
    });
    let yearly = part
        .line("RRULE")
        .and_then(|line| Rule::parse(&line.value))
        .is_some_and(|rule| rule.every == Every::Year && rule.interval == 1);
    let all_day = part.line("DTSTART").is_some_and(|line| !line.value.contains('T'));
    if !(in_birthdays || marked || (yearly && all_day)) {
        return None;
    }
    let (name, born) = named(&part.text("SUMMARY"), in_birthdays || marked)?;
    let born = born.filter(|year| *year <= now.year()).or_else(|| year(part, start, now, yearly));
    let day = (start.month(), start.day());
    let birthday = match born {
        Some(year) => format!("{year:04}-{:02}-{:02}", day.0, day.1),
        None => format!("--{:02}-{:02}", day.0, day.1),
    };
    let value = |kind, text| Value { kind, label: String::new(), text };
    Some(PersonDraft {
        values: vec![value(ValueKind::Name, name), value(ValueKind::Birthday, birthday)],
        card: None,
    })
}

/// The name in a title, and the year of birth where it stands there. A title of nothing but a name is believed
/// only where it is `sure` that the event is a birthday.
fn named(title: &str, sure: bool) -> Option<(String, Option<i16>)> {
    let title =
        title.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '(' | ')' | '*' | '\'' | '’')));
    let (title, born) = without_year(title);
    let lower = title.to_lowercase();
    // A letter whose small form has another length would make the cut fall elsewhere in the title.
    let found = (lower.len() == title.len())
        .then(|| {
            TITLES.iter().find_map(|(before, after)| {
                let inside = lower.strip_prefix(before)?.strip_suffix(after)?;
                title.get(before.len()..before.len() + inside.len())
            })
        })
        .flatten();
    let name = match found {
        Some(name) => without_count(name.trim()),
        None if sure => title,
        None => return None,
    };
    let name = name.trim().trim_end_matches("'s").trim_end_matches("’s");
    // "My birthday" is nobody's name.
    let nobody = name.is_empty() || ["my", "mein", "happy", "mon"].contains(&name.to_lowercase().as_str());
    (!nobody && name.chars().count() <= 100).then(|| (name.to_owned(), born))
}

/// "Ann (1984)", "Ann *1984": the title without the year, and the year.
fn without_year(title: &str) -> (&str, Option<i16>) {
    let bare = title.trim_end().trim_end_matches(')');
    let Some(at) = bare.len().checked_sub(4).filter(|at| bare.is_char_boundary(*at)) else {
        return (title, None);
    };
    let (rest, digits) = bare.split_at(at);
    let marked = rest.ends_with(['(', '*']) || rest.ends_with("(*");
    match digits.parse::<i16>() {
        Ok(year) if marked && (1850..=2200).contains(&year) => {
            (rest.trim_end_matches(['(', '*']).trim_end(), Some(year))
        }
        _ => (title, None),
    }
}

/// "Ann's 40th": without the number.
fn without_count(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, last)) if last.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => name,
    }
}

/// The year of birth, where the event began long before it was written down. Somebody who notes a birthday by
/// hand lets it begin in the year of writing, which says nothing.
fn year(part: &Component, start: Date, now: Date, yearly: bool) -> Option<i16> {
    let stamped = |name| {
        let year = part.line(name).and_then(|line| when::civil(&line.value)).map(|at| at.year());
        year.filter(|year| (1980..=now.year()).contains(year))
    };
    let latest = match stamped("CREATED") {
        Some(year) => year - 1,
        // The stamp of the last change is no earlier than the writing, and of some programs is just that.
        None => stamped("DTSTAMP").map_or(now.year(), |year| year - 1).min(now.year() - 16),
    };
    let omitted = part.line("X-APPLE-OMIT-YEAR").is_some()
        || part.line("DTSTART").is_some_and(|line| line.param("X-APPLE-OMIT-YEAR").is_some());
    (yearly && !omitted && !NO_YEAR.contains(&start.year()) && (1850..=latest).contains(&start.year()))
        .then_some(start.year())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_come_out_of_titles() {
        let cases = [
            ("Ann Example's birthday", Some(("Ann Example", None))),
            ("🎂 Ann Example’s 40th Birthday", Some(("Ann Example", None))),
            ("Geburtstag von Jörg Muster", Some(("Jörg Muster", None))),
            ("Anniversaire d'Anne", Some(("Anne", None))),
            ("Ann (1984)'s birthday", Some(("Ann (1984)", None))),
            ("Birthday: Ann (*1984)", Some(("Ann", Some(1984)))),
            ("My birthday", None),
            ("Pay the rent", None),
            ("'s birthday", None),
            ("", None),
        ];
        for (title, wanted) in cases {
            let wanted = wanted.map(|(name, year): (&str, _)| (name.to_owned(), year));
            assert_eq!(named(title, false), wanted, "{title}");
        }
        assert_eq!(named("Ann Example", true), Some(("Ann Example".into(), None)));
    }
}
