//! Something that happened with one person, on its way into the book.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::id::InteractionId;
use goodturn_core::insight::strength::{Came, weight};
use goodturn_store::Writer;
use goodturn_store::rows::{Interaction, Participation, Person};
use jiff::Timestamp;
use jiff::civil::Date;

use super::parse::today;
use crate::book::Context;
use crate::error::Result;

/// Something that happened with one person, on its way into the book.
pub(crate) struct Happened {
    /// Its name.
    pub id: uuid::Uuid,
    /// When.
    pub at: Timestamp,
    /// What it was.
    pub kind: InteractionKind,
    /// Who did it.
    pub direction: Direction,
    /// The line that a timeline shows.
    pub title: String,
    /// The whole text, where that is more.
    pub text: String,
    /// Among how many it happened: with many at once it says less of each.
    pub among: usize,
    /// Where it comes from; none where it was written down as such.
    pub origin: Option<[u8; 16]>,
}

impl Happened {
    /// Writes it down, and lets the tie take it in. The person's row is written by the caller.
    pub(crate) fn write(self, writer: &mut Writer<'_>, person: &mut Person, now: Timestamp) -> Result<()> {
        let weight = weight(self.kind, self.direction, self.among.max(1));
        let (high, low) = self.id.as_u64_pair();
        let interaction = Interaction {
            id: InteractionId(self.id),
            at: Some(self.at),
            kind: self.kind,
            direction: self.direction,
            weight,
            title: self.title,
            text: self.text,
            people: vec![(person.id, 0)],
            key: (high ^ low) as i64 | 1,
            origin: self.origin,
            made: writer.run_of_act(),
        };
        let part = Participation::of(person.id, 0, &interaction, weight, self.direction);
        writer.put_interaction(&interaction, &[part])?;
        if person.met(Some(self.at), self.direction, weight) == Came::Late {
            writer.recompute_bond(person)?;
        }
        person.snoozed = None;
        person.recompute_strength(now);
        Ok(())
    }
}

/// The time of something of a day that is said without an hour: now where it is today, else noon, which is the same day
/// in nearly every zone.
pub(crate) fn time_of(day: Date, ctx: &Context) -> Timestamp {
    if day == today(ctx) {
        return ctx.now;
    }
    ctx.zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap_or(ctx.now)
}

/// The first line, at most 200 characters, and the whole text where that is more.
pub(crate) fn title(text: &str) -> (String, String) {
    let first = text.lines().next().unwrap_or("");
    let title: String = first.chars().take(200).collect();
    let rest = if title.len() == text.len() { String::new() } else { text.to_owned() };
    (title, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_a_title() {
        assert_eq!(title("short"), ("short".to_owned(), String::new()));
        let (first, rest) = title("first\nsecond");
        assert_eq!((first.as_str(), rest.as_str()), ("first", "first\nsecond"));
    }
}
