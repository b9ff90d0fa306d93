//! What a text tells of something that happened: the day, what sort of contact it was, whose move.

use goodturn_core::days::SpokenDay;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::named;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

use super::days;
use super::messages;
use super::parse::today;
use crate::book::{Book, Context};
use crate::error::Result;

named! {
    /// Whose move it was, as one tells it.
    Move {
        /// Both at once: a meeting, a call.
        Both = "both",
        /// Theirs, towards me.
        In = "in",
        /// Mine, towards them.
        Out = "out",
    }
}

impl From<Move> for Direction {
    fn from(whose: Move) -> Direction {
        match whose {
            Move::Both => Direction::Both,
            Move::In => Direction::In,
            Move::Out => Direction::Out,
        }
    }
}

/// What is to be written down of what a text tells, and the day it was, where that is said.
pub(crate) fn text_and_day(
    text: &str,
    on: Option<&str>,
    book: &Book,
    ctx: &Context,
) -> Result<(String, Option<SpokenDay>)> {
    let whole = text.trim();
    if whole.is_empty() {
        return Err(messages::nothing_to_write().at("text"));
    }
    if let Some(on) = on.filter(|on| !on.trim().is_empty()) {
        return Ok((whole.to_owned(), Some(days::day(on, book, ctx)?)));
    }
    if days::day(whole, book, ctx).is_ok() {
        return Err(days::only_a_day(whole));
    }
    let told = days::happening(whole, book, ctx)?;
    Ok((told.words, told.said))
}

/// The same, where the text may say nothing, or only a day.
pub(crate) fn told_if_any(text: &str, book: &Book, ctx: &Context) -> Result<(String, Option<SpokenDay>)> {
    if text.trim().is_empty() {
        return Ok((String::new(), None));
    }
    match days::day(text, book, ctx) {
        Ok(said) => Ok((String::new(), Some(said))),
        Err(_) => text_and_day(text, None, book, ctx),
    }
}

/// The time of a day that was said, which has to have come. A day without an hour is taken at noon: the same day in
/// nearly every zone.
pub(crate) fn when(said: &SpokenDay, ctx: &Context) -> Result<Timestamp> {
    let to_come = || messages::to_come(&days::day_in_words(said));
    let here = |time: Time| ctx.zone.to_timestamp(said.day.to_datetime(time)).map_err(|_| to_come());
    let (today, noon) = (today(ctx), Time::constant(12, 0, 0, 0));
    let at = match said.time {
        None if said.day == today => ctx.now,
        None => here(noon)?,
        // Before the middle of a part of the day that part has begun.
        Some(time) if !time.exact && said.day == today => {
            let (middle, hours) = (here(time.time)?, SignedDuration::from_hours(2));
            if middle > ctx.now && middle.duration_since(ctx.now) <= hours { ctx.now } else { middle }
        }
        Some(time) => here(time.time)?,
    };
    if at > ctx.now { Err(to_come()) } else { Ok(at) }
}

/// What a text sounds like; a note where it names no contact.
pub(crate) fn sounds_like(text: &str) -> InteractionKind {
    let folded = goodturn_core::channel::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let kinds = include_str!("sounds.txt").lines().filter_map(|line| line.split_once(": "));
    kinds
        .filter_map(|(kind, known)| Some((InteractionKind::named(kind)?, known)))
        .find(|(_, known)| known.split(' ').any(|known| words.contains(&known)))
        .map_or(InteractionKind::Note, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_sounds_like_what_it_tells() {
        assert_eq!(sounds_like("Called about the roof"), InteractionKind::Call);
        assert_eq!(sounds_like("Lunch, she moves to Bern"), InteractionKind::Meeting);
        assert_eq!(sounds_like("likes sailing"), InteractionKind::Note);
        assert_eq!(sounds_like("Gestern wegen der Miete angerufen"), InteractionKind::Call);
        assert_eq!(sounds_like("Am Montag getroffen"), InteractionKind::Meeting);
    }
}
