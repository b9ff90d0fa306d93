//! Times and numbers in words.

use goodturn_book::Context;
pub(crate) use goodturn_core::digits::grouped as count;
use goodturn_core::draft::ValueKind;
use goodturn_core::insight::today;
use goodturn_core::profile::readable;
use goodturn_core::sentence;
use jiff::Timestamp;

use super::speech::of_words;
use goodturn_core::words::Words;

/// How long ago something was.
pub(crate) fn ago(at: Timestamp, ctx: &Context) -> String {
    today::ago(at, ctx.now, &ctx.zone)
}

/// The day of a time, where the reader is.
pub(crate) fn date(at: Timestamp, ctx: &Context) -> jiff::civil::Date {
    goodturn_core::insight::cadence::day(at, &ctx.zone)
}

/// The day and the minute of a time.
pub(crate) fn minute(at: Timestamp, ctx: &Context) -> String {
    ctx.zone.to_datetime(at).strftime("%-d %B %Y, %H:%M").to_string()
}

/// A day as data spells it (`2024-05-06`, `2024-05-06 at 17:00`), as one reads it; anything else as it is.
pub(crate) fn day(of: impl std::fmt::Display) -> String {
    let text = of.to_string();
    let Some((Ok(date), rest)) = text.split_at_checked(10).map(|(day, rest)| (day.parse(), rest)) else {
        return text;
    };
    let date: jiff::civil::Date = date;
    format!("{}{rest}", date.strftime("%-d %B %Y"))
}

/// What an act says of itself, without the command that a terminal would be told. All else in it is in the words of
/// whoever wrote it, and stays so letter for letter.
pub(crate) fn without_commands(summary: &str) -> String {
    summary.strip_suffix("; `goodturn demo --remove` takes it out").unwrap_or(summary).to_owned()
}

/// The same as a sentence.
pub(crate) fn summary(text: &str) -> String {
    ended(&without_commands(text))
}

/// What the book says beside it, as a sentence.
pub(crate) fn sentence(words: &Words) -> String {
    ended(&of_words(words))
}

fn ended(said: &str) -> String {
    let mut letters = said.trim_end_matches('.').chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let mut sentence: String = first.chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

/// What a file is, as a page calls it.
pub(crate) fn format(name: &str) -> String {
    name.strip_prefix("goodturn ").map_or_else(|| name.to_owned(), |of| format!("own table of {of}"))
}

/// So many of something.
pub(crate) fn many(number: u64, one: &str, more: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { more })
}

/// A birthday as a card spells it (`1980-11-17`, `--11-17`), as one reads it.
pub(crate) fn birthday(text: &str) -> String {
    match text.parse::<jiff::civil::Date>() {
        Ok(date) => date.strftime("%-d %B %Y").to_string(),
        Err(_) => readable(ValueKind::Birthday, text).into_owned(),
    }
}

/// An address that may break behind its name, where a line is short.
pub(crate) fn address(text: &str) -> maud::Markup {
    maud::html! {
        @match text.split_once('@') {
            Some((name, host)) => { (name) "@" wbr; (host) },
            None => (text),
        }
    }
}

/// A size in bytes.
pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..1_000 => sentence!["{count|1 byte|# bytes}", count].to_string(),
        1_000..1_000_000 => format!("{} kB", count / 1_000),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.2} GB", count as f64 / 1e9),
    }
}

/// A time that something still takes.
pub(crate) fn left(seconds: f64) -> String {
    match seconds.ceil() as u64 {
        ..=1 => sentence!["a moment left"],
        seconds @ ..=90 => sentence!["about {seconds} seconds left", seconds],
        seconds => sentence!["about {minutes} minutes left", minutes = seconds.div_ceil(60)],
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_readable() {
        let days = ["2024-05-06", "2024-05-06 at 17:00", "someday", "2024-05-99", "–––––"].map(day);
        assert_eq!(days, ["6 May 2024", "6 May 2024 at 17:00", "someday", "2024-05-99", "–––––"]);
        assert_eq!(day(jiff::civil::date(2024, 12, 31)), "31 December 2024");
    }

    #[test]
    fn numbers_and_birthdays_are_readable() {
        assert_eq!([count(7), count(1_000), count(1_234_567)], ["7", "1,000", "1,234,567"]);
        assert_eq!(many(1, "person", "people"), "1 person");
        assert_eq!(
            [birthday("--11-17"), birthday("1980-02-03"), birthday("spring")],
            ["17 November", "3 February 1980", "spring"]
        );
    }
}
