//! Birthdays that stand in a calendar as events.

use goodturn_core::draft::{PersonDraft, Value, ValueKind};
use jiff::civil::{Date, Time};
use unicode_normalization::UnicodeNormalization;

use super::clock;
use super::component::Component;
use super::rule::{Every, Rule};
use crate::locale::{small, words};

/// Years that programs put where the year is not known.
const NO_YEAR: [i16; 5] = [1, 1604, 1900, 1904, 1970];

/// Whether a calendar is one of birthdays, going by its name.
pub(super) fn is_calendar(name: &str) -> bool {
    !name.is_empty() && words().has_birthday(name)
}

/// The person whose birthday an event is; none where it is no birthday.
pub(super) fn person(part: &Component, in_birthdays: bool, start: Date, now: Date) -> Option<PersonDraft> {
    let marked =
        part.all("CATEGORIES").any(|line| line.value.split(',').any(|word| words().is_birthday(word.trim())))
            || part.lines.iter().any(|line| {
                line.name.starts_with("X-GOOGLE-CALENDAR-CONTENT")
                    && line.value.to_ascii_lowercase().contains("birthday")
                    || line.name == "X-EVENT-TYPE" && line.value.eq_ignore_ascii_case("birthday")
            });
    let yearly = part
        .line("RRULE")
        .and_then(|line| Rule::parse(&line.value))
        .is_some_and(|rule| rule.every == Every::Year && rule.interval == 1);
    // A day that does not come back is a birthday where its title says so and nobody is invited to it.
    let alone = part.line("RRULE").is_none() && part.line("ATTENDEE").is_none();
    if !(in_birthdays || marked || ((yearly || alone) && is_all_day(part))) {
        return None;
    }
    let title = part.text("SUMMARY");
    if alone && !(in_birthdays || marked || words().has_birthday(&title)) {
        return None;
    }
    let (name, born) = named(&title, in_birthdays || marked)?;
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

/// Whether an event takes whole days, also where a program writes them from midnight to midnight.
fn is_all_day(part: &Component) -> bool {
    let midnight = |name| {
        part.line(name).is_none_or(|line| {
            let at = line.value.trim();
            !at.contains(['T', 't'])
                || (!at.ends_with(['Z', 'z'])
                    && clock::civil(at).is_some_and(|at| at.time() == Time::midnight()))
        })
    };
    let hours = part.line("DURATION").is_some_and(|line| line.value.contains(['T', 't']));
    part.line("DTSTART").is_some() && midnight("DTSTART") && midnight("DTEND") && !hours
}

/// The name in a title, and the year of birth where it stands there. A title of nothing but a name is believed
/// only where it is `sure` that the event is a birthday, or where a cake stands beside it.
fn named(title: &str, sure: bool) -> Option<(String, Option<i16>)> {
    let cake = title.contains('🎂');
    let framed = in_frame(title);
    let title = framed.unwrap_or(title).trim_matches(|c: char| {
        !(c.is_alphanumeric() || matches!(c, '(' | ')' | '*' | '\'' | '’') || is_sign(c))
    });
    let (title, born) = without_year(title);
    let (title, counted) = (without_count(title, ""), without_count(title, "#"));
    let name = match in_title(&title, &counted).or_else(|| beside_word(&title)) {
        Some(name) => name,
        None if framed.is_some() => title,
        None if (sure || (cake && is_written_as_name(&title))) && !words().has_birthday(&title) => title,
        None => return None,
    };
    let (name, inside) = without_year(&name);
    let name = name
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | ',' | '!' | '·'));
    let name = name.trim_end_matches("'s").trim_end_matches("’s").trim();
    // A name in small letters alone is none where somebody wrote the title: "aniversário do clube".
    let small = !sure && name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase);
    (!small && is_somebody(name)).then(|| (name.to_owned(), born.or(inside)))
}

/// What stands beside a word for birthdays in brackets: `[Birthday] Ann`, `Ann [40. Geburtstag]`.
fn in_frame(title: &str) -> Option<&str> {
    let title = title.trim();
    let open = |c: char| matches!(c, '[' | '【' | '(' | '（' | '{' | '<');
    let close = |c: char| matches!(c, ']' | '】' | ')' | '）' | '}' | '>');
    let is_word =
        |text: &str| words().is_birthday(&without_count(text.trim_matches(|c| open(c) || close(c)), ""));
    let head = title.starts_with(open).then(|| title.find(close)).flatten().and_then(|at| {
        let (word, rest) = title.split_at(at);
        is_word(word).then(|| rest.trim_start_matches(close))
    });
    head.or_else(|| {
        let at = title.ends_with(close).then(|| title.rfind(open)).flatten()?;
        let (rest, word) = title.split_at(at);
        is_word(word).then_some(rest)
    })
}

/// Whether a few words look like a name: the first and the last with a capital, where their script has any.
fn is_written_as_name(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let small = |word: &&&str| word.chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric());
    words.len() <= 4 && words.first().filter(small).is_none() && words.last().filter(small).is_none()
}

/// Vowel signs of Indian and other scripts, which are no letters of their own.
fn is_sign(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x590..=0x5c7 | 0x64b..=0x65f | 0x900..=0xdff | 0xe31..=0xe4e | 0x1000..=0x109f | 0x1780..=0x17d3)
}

/// The name in a title of a known shape: `Ann's birthday`, `Geburtstag von Ann`, `Ann fyller år`. Shapes that need a
/// number of years (`Ann turns 40`) are looked for in the title in which these are `counted`.
fn in_title(title: &str, counted: &str) -> Option<String> {
    let both: [String; 2] = [title.nfc().collect(), counted.nfc().collect()];
    let [plain, counted] = both.map(|title| (title.chars().collect::<Vec<char>>(), small(&title)));
    words().birthday_titles().find_map(|(before, after)| {
        let (chars, small) = if after.contains('#') { &counted } else { &plain };
        let (before, after): (Vec<char>, Vec<char>) = (before.nfc().collect(), after.nfc().collect());
        let end = small.len().checked_sub(after.len()).filter(|end| *end > before.len())?;
        if !small.starts_with(&before) || !small.ends_with(&after) {
            return None;
        }
        let name: String = chars[before.len()..end].iter().collect();
        // `Lars födelsedag`: the s is his own.
        let own = after.first() == Some(&'s') && after.get(1) == Some(&' ');
        let last = name.split_whitespace().next_back().unwrap_or_default();
        let name = if own && words().ends_in_s(&format!("{last}s")) { format!("{name}s") } else { name };
        let name = name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// The name on the other side of a mark from the word itself: `Birthday: Ann`, `Ann – urodziny`, `Ann (생일)`.
fn beside_word(title: &str) -> Option<String> {
    let parts = title
        .char_indices()
        .filter(|(_, c)| matches!(c, ':' | '：' | '-' | '–' | '—' | '|' | '(' | '（' | '·' | ',' | '/'));
    parts.into_iter().find_map(|(at, mark)| {
        let after = title[at + mark.len_utf8()..].trim().trim_end_matches([')', '）']).trim();
        let before = title[..at].trim();
        let apart =
            !matches!(mark, '-' | '/') || title[..at].ends_with(' ') || title[at + 1..].starts_with(' ');
        match (words().is_birthday(before), words().is_birthday(after)) {
            _ if !apart => None,
            (true, false) if !after.is_empty() => Some(after.to_owned()),
            (false, true) if !before.is_empty() => Some(before.to_owned()),
            _ => None,
        }
    })
}

/// Whether what stands where the name would be is one: "party", "my wife" and "mariage de Paul" are not.
fn is_somebody(name: &str) -> bool {
    let all: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let nobodys = all.iter().enumerate().any(|(at, word)| {
        // Min, Mi and My are names too, where no small word follows.
        let short = word.chars().count() <= 3 && word.chars().all(|c| u32::from(c) < 0x590);
        words().is_nobodys(word.trim_matches(|c: char| !c.is_alphanumeric() && !is_sign(c)))
            && (!short || all.len() == 1 || small(word) || all.get(at + 1).is_some_and(small))
    });
    let first = all.first().copied().unwrap_or_default();
    let small_head = first.starts_with("l'") || first.starts_with("l’");
    if nobodys || small_head || (all.len() > 1 && words().is_article(first)) {
        return false;
    }
    !words().is_nobodys(name)
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['&', '+', '@'])
        && !words().is_birthday(name)
        && name.chars().count() <= 100
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

/// "Ann's 40th birthday", "Ann fyller 40 år", "Ann (40)": with something else, or nothing, instead of the number.
fn without_count(title: &str, instead: &str) -> String {
    let counts = |word: &str| {
        let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ','));
        let digits = bare.chars().take_while(char::is_ascii_digit).count();
        let ending = &bare[digits..];
        (1..=3).contains(&digits)
            && (ending.is_empty()
                || matches!(
                    ending,
                    "st" | "nd"
                        | "rd"
                        | "th"
                        | "e"
                        | "er"
                        | "ème"
                        | "º"
                        | "ª"
                        | "°"
                        | "."
                        | "-й"
                        | "-я"
                        | "歳"
                        | "岁"
                        | "歲"
                ))
    };
    let instead = |word| if counts(word) { instead } else { word };
    title.split_whitespace().map(instead).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first year in which people kept their calendars in programs: a series that is older began with a birth.
const KEPT_SINCE: i16 = 1996;

/// The year of birth, where the event began long before it was written down, or before anybody wrote into such
/// calendars. Somebody who notes a birthday by hand lets it begin in the year of writing, which says nothing.
fn year(part: &Component, start: Date, now: Date, yearly: bool) -> Option<i16> {
    if let Ok(year) = part.text("X-NEXTCLOUD-BC-YEAR").parse::<i16>() {
        return (1850..=now.year()).contains(&year).then_some(year);
    }
    let stamped = |name| {
        let year = part.line(name).and_then(|line| clock::civil(&line.value)).map(|at| at.year());
        year.filter(|year| (1980..=now.year()).contains(year))
    };
    // The stamp of the last change is no earlier than the writing, and of some programs is just that.
    let latest = stamped("CREATED").map_or(KEPT_SINCE, |year| (year - 2).max(KEPT_SINCE)) - 1;
    let latest = latest.min(stamped("DTSTAMP").map_or(now.year(), |year| year - 1));
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
            ("Ann (1984)'s birthday", Some(("Ann", Some(1984)))),
            ("Birthday: Ann (*1984)", Some(("Ann", Some(1984)))),
            ("My birthday", None),
            ("My wife's birthday", None),
            ("Birthday party", None),
            ("Birthday party for Ann", None),
            ("Ann's birthday party", None),
            ("Anniversaire de mariage de Paul", None),
            ("Aniversário de casamento", None),
            ("Birthday: Emma Test", Some(("Emma Test", None))),
            ("Emma Test – urodziny", Some(("Emma Test", None))),
            ("Emma Test (생일)", Some(("Emma Test", None))),
            ("Cumpleaños: Emma Test", Some(("Emma Test", None))),
            ("Cumpleaños de Emma Test", Some(("Emma Test", None))),
            ("Emma Test is jarig", Some(("Emma Test", None))),
            ("Emma Test fyller år", Some(("Emma Test", None))),
            ("Emma Test fyller 40 år", Some(("Emma Test", None))),
            ("Emma Tests födelsedag", Some(("Emma Test", None))),
            ("Lars födelsedag", Some(("Lars", None))),
            ("Emma Test har bursdag", Some(("Emma Test", None))),
            ("Emma Test har fødselsdag", Some(("Emma Test", None))),
            ("Emma Test täyttää vuosia", Some(("Emma Test", None))),
            ("Urodziny: Emma Test", Some(("Emma Test", None))),
            ("Narozeniny: Emma Test", Some(("Emma Test", None))),
            ("Emma Test születésnapja", Some(("Emma Test", None))),
            ("Aniversário de Emma Test", Some(("Emma Test", None))),
            ("Ziua de naștere a lui Emma Test", Some(("Emma Test", None))),
            ("Compleanno di Emma Test", Some(("Emma Test", None))),
            ("День рождения: Emma Test", Some(("Emma Test", None))),
            ("День народження: Emma Test", Some(("Emma Test", None))),
            ("Рожден ден на Emma Test", Some(("Emma Test", None))),
            ("Γενέθλια: Emma Test", Some(("Emma Test", None))),
            ("Emma Test'in doğum günü", Some(("Emma Test", None))),
            ("Emma Test doğum günü", Some(("Emma Test", None))),
            ("יום ההולדת של Emma Test", Some(("Emma Test", None))),
            ("عيد ميلاد Emma Test", Some(("Emma Test", None))),
            ("تولد Emma Test", Some(("Emma Test", None))),
            ("Emma Test का जन्मदिन", Some(("Emma Test", None))),
            ("Emma Testさんの誕生日", Some(("Emma Test", None))),
            ("王芳的生日", Some(("王芳", None))),
            ("김철수님의 생일", Some(("김철수", None))),
            ("Sinh nhật của Emma Test", Some(("Emma Test", None))),
            ("วันเกิดของ Emma Test", Some(("Emma Test", None))),
            ("Ulang tahun Emma Test", Some(("Emma Test", None))),
            ("Siku ya kuzaliwa ya Emma Test", Some(("Emma Test", None))),
            ("18. Geburtstag von Emma Test", Some(("Emma Test", None))),
            ("Min Kim's birthday", Some(("Min Kim", None))),
            ("Anniversaire de la boîte", None),
            ("Anniversaire de Charles de la Tour", Some(("Charles de la Tour", None))),
            ("Fiesta de cumpleaños", None),
            ("🎂 Emma Test", Some(("Emma Test", None))),
            ("Emma Test 🎂", Some(("Emma Test", None))),
            ("🎂 buy a cake", None),
            ("Bday: Emma Test", Some(("Emma Test", None))),
            ("Bday Emma Test", Some(("Emma Test", None))),
            ("[Birthday] Emma Test", Some(("Emma Test", None))),
            ("Emma Test [40. Geburtstag]", Some(("Emma Test", None))),
            ("Geb. Emma Test", Some(("Emma Test", None))),
            ("40. Geburtstag Emma Test", Some(("Emma Test", None))),
            ("Birthday of: Emma Test", Some(("Emma Test", None))),
            ("Emma Test turns 40", Some(("Emma Test", None))),
            ("Emma Test wordt 40", Some(("Emma Test", None))),
            ("Emma Test wird 40", Some(("Emma Test", None))),
            ("Emma Test fête ses 40 ans", Some(("Emma Test", None))),
            ("Emma Test täyttää 40 vuotta", Some(("Emma Test", None))),
            ("Emma Test kończy 40 lat", Some(("Emma Test", None))),
            ("HBD Emma Test", Some(("Emma Test", None))),
            ("С днём рождения, Emma Test!", Some(("Emma Test", None))),
            ("Cumpleaños del club", None),
            ("Compleanno della zia", None),
            ("Compleanno del nonno", None),
            ("Aniversário do clube", None),
            ("Urodziny klubu", None),
            ("Das Haus wird", None),
            ("生日派对", None),
            ("Geburtstagsfeier", None),
            ("Pay the rent", None),
            ("'s birthday", None),
            ("", None),
        ];
        for (title, wanted) in cases {
            let wanted = wanted.map(|(name, year): (&str, _)| (name.to_owned(), year));
            assert_eq!(named(title, false), wanted, "{title}");
        }
        assert_eq!(named("Ann Example", true), Some(("Ann Example".into(), None)));
        assert_eq!(named("Ann's birthday party", true), None);
    }
}
