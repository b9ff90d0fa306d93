//! The rows of the book as plain values.

use goodturn_core::draft::{Direction, InteractionKind, Value, ValueKind};
use goodturn_core::id::{CardId, DetailId, InteractionId, PersonId, Seq};
use goodturn_core::insight::cadence::Cadence;
use goodturn_core::insight::strength::{Bond, Came};
use goodturn_core::profile::Profile;
use goodturn_core::{channel, sender::Kind};
use jiff::Timestamp;

use crate::cell::Cell;
use crate::driver::{BondRow, Row, instant, millis};
use crate::error::{Error, Result};
use crate::schema;

pub use crate::entry::Entry;

/// The time of what has none: before every believable day, so that it sorts to the end.
pub(crate) const UNDATED: i64 = -62_135_596_800_000;

/// Somebody in the book, or an address that is nobody.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Person, organisation, list, robot or role.
    pub kind: Kind,
    /// Why it has that kind; `by hand` where the user said so.
    pub kind_why: String,
    /// What one sees at a glance.
    pub profile: Profile,
    /// How close they are, from 1 to 5, as the user says.
    pub circle: Option<i64>,
    /// How often to be in touch.
    pub cadence: Cadence,
    /// Not in today's list before then.
    pub snoozed: Option<Timestamp>,
    /// The tie.
    pub bond: Bond,
    /// The strength as of `strength_at`; it only falls from there until something happens.
    pub strength: f64,
    /// When the strength was computed.
    pub strength_at: Timestamp,
    /// The last interaction of any kind, those only seen among them.
    pub last: Option<Timestamp>,
    /// How many interactions, those only seen among them.
    pub interactions: i64,
    /// The run that brought them.
    pub made: Seq,
    /// The last act that changed them.
    pub changed: Seq,
}

/// The user's word for [`Person::kind_why`].
pub const BY_HAND: &str = "by hand";

impl Person {
    /// Somebody new of whom nothing is known yet.
    pub fn new(id: PersonId, now: Timestamp) -> Person {
        Person {
            id,
            kind: Kind::Person,
            kind_why: String::new(),
            profile: Profile::default(),
            circle: None,
            cadence: Cadence::ByRank,
            snoozed: None,
            bond: Bond::default(),
            strength: 0.0,
            strength_at: now,
            last: None,
            interactions: 0,
            made: Seq(0),
            changed: Seq(0),
        }
    }

    /// Notes one more interaction at `at`.
    pub fn met(&mut self, at: Option<Timestamp>, direction: Direction, weight: f64) -> Came {
        self.interactions += 1;
        let Some(at) = at else { return Came::InTime };
        self.last = self.last.max(Some(at));
        self.bond.add(at, direction, weight)
    }

    /// Computes the strength anew.
    pub fn weigh(&mut self, now: Timestamp) {
        self.strength = self.bond.strength(now);
        self.strength_at = now;
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        let text = |text: &str| Cell::Text(text.to_owned());
        vec![
            Cell::Id(self.id.bytes()),
            Cell::Int(self.kind.code()),
            text(&self.kind_why),
            text(&self.profile.name),
            Cell::Text(channel::fold(&self.profile.name)),
            text(&self.profile.organisation),
            text(&self.profile.title),
            self.circle.into(),
            match self.cadence {
                Cadence::ByRank => Cell::Null,
                Cadence::Every(days) => Cell::Int(i64::from(days)),
                Cadence::Never => Cell::Int(0),
            },
            self.snoozed.map(millis).into(),
            self.profile.born.map(|(month, day)| i64::from(month) * 100 + i64::from(day)).into(),
            if self.bond.count() == 0 { Cell::Null } else { Cell::Bytes(self.bond.to_bytes().to_vec()) },
            Cell::Real(self.strength),
            Cell::Int(millis(self.strength_at)),
            Cell::Real(self.bond.peak()),
            self.bond.first().map(millis).into(),
            Cell::Int(self.last.map_or(UNDATED, millis)),
            Cell::Int(self.interactions),
            Cell::Int(self.made.0),
            Cell::Int(self.changed.0),
        ]
    }

    /// What of the row changes when only the bond does.
    pub(crate) fn bond_row(&self) -> BondRow {
        BondRow {
            person: self.id.bytes(),
            bond: (self.bond.count() > 0).then(|| self.bond.to_bytes().to_vec()),
            strength: self.strength,
            strength_at: millis(self.strength_at),
            peak: self.bond.peak(),
            first_at: self.bond.first().map(millis),
            last_at: self.last.map_or(UNDATED, millis),
            interactions: self.interactions,
        }
    }

    /// Columns as in [`schema::PERSON`], beginning at 0.
    pub(crate) fn from_row(row: &dyn Row) -> Result<Person> {
        let born = row.opt_int(10)?;
        Ok(Person {
            id: PersonId::from_bytes(row.id(0)?),
            kind: Kind::from_code(row.int(1)?).ok_or_else(|| unknown("kind of person"))?,
            kind_why: row.text(2)?,
            profile: Profile {
                name: row.text(3)?,
                organisation: row.text(5)?,
                title: row.text(6)?,
                born: born.map(|n| ((n / 100) as i8, (n % 100) as i8)),
            },
            circle: row.opt_int(7)?,
            cadence: match row.opt_int(8)? {
                None => Cadence::ByRank,
                Some(0) => Cadence::Never,
                Some(days) => Cadence::Every(u32::try_from(days).unwrap_or(u32::MAX)),
            },
            snoozed: row.opt_int(9)?.map(instant).transpose()?,
            bond: bond(row.opt_bytes(11)?)?,
            strength: row.real(12)?,
            strength_at: instant(row.int(13)?)?,
            last: dated(row.int(16)?)?,
            interactions: row.int(17)?,
            made: Seq(row.int(18)?),
            changed: Seq(row.int(19)?),
        })
    }
}

/// A bond from its bytes; an empty one where there are none.
pub(crate) fn bond(bytes: Option<Vec<u8>>) -> Result<Bond> {
    match bytes {
        None => Ok(Bond::default()),
        Some(bytes) => Bond::from_bytes(&bytes).ok_or_else(|| unknown("bond")),
    }
}

pub(crate) fn unknown(what: &str) -> Error {
    Error::Damaged(format!("an unknown {what}"))
}

fn dated(at: i64) -> Result<Option<Timestamp>> {
    if at == UNDATED { Ok(None) } else { instant(at).map(Some) }
}

/// One value known of a person, with its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Its name.
    pub id: DetailId,
    /// Whose.
    pub person: PersonId,
    /// The value.
    pub value: Value,
    /// The spelling that makes it the same as another.
    pub normal: Option<String>,
    /// The card or the source that said so; none where a member did.
    pub origin: Option<[u8; 16]>,
    /// The run that brought it.
    pub made: Seq,
}

impl Detail {
    /// Whether it says this already: of the same kind, in the same words or in the same spelling.
    pub fn says(&self, value: &Value, normal: Option<&str>) -> bool {
        self.value.kind == value.kind
            && (self.value.text == value.text || (normal.is_some() && self.normal.as_deref() == normal))
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Id(self.person.bytes()),
            Cell::Id(self.id.bytes()),
            Cell::Text(self.value.kind.name().to_owned()),
            Cell::Text(self.value.label.clone()),
            Cell::Text(self.value.text.clone()),
            self.normal.clone().map_or(Cell::Null, Cell::Text),
            self.origin.map_or(Cell::Null, Cell::Id),
            Cell::Int(self.made.0),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Detail> {
        Ok(Detail {
            person: PersonId::from_bytes(row.id(0)?),
            id: DetailId::from_bytes(row.id(1)?),
            value: Value {
                kind: ValueKind::named(&row.text(2)?).unwrap_or(ValueKind::Other),
                label: row.text(3)?,
                text: row.text(4)?,
            },
            normal: row.opt_text(5)?,
            origin: row.opt_id(6)?,
            made: Seq(row.int(7)?),
        })
    }
}

/// A card as a source gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its name.
    pub id: CardId,
    /// Whose.
    pub person: PersonId,
    /// Its UID.
    pub uid: String,
    /// Its bytes.
    pub original: Vec<u8>,
    /// The run that brought it.
    pub made: Seq,
    /// The last act that changed it.
    pub changed: Seq,
}

impl Card {
    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Id(self.person.bytes()),
            Cell::Id(self.id.bytes()),
            Cell::Text(self.uid.clone()),
            Cell::Bytes(self.original.clone()),
            Cell::Int(self.made.0),
            Cell::Int(self.changed.0),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Card> {
        Ok(Card {
            person: PersonId::from_bytes(row.id(0)?),
            id: CardId::from_bytes(row.id(1)?),
            uid: row.text(2)?,
            original: row.opt_bytes(3)?.unwrap_or_default(),
            made: Seq(row.int(4)?),
            changed: Seq(row.int(5)?),
        })
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Interaction {
    /// Its name.
    pub id: InteractionId,
    /// When.
    pub at: Option<Timestamp>,
    /// How.
    pub kind: InteractionKind,
    /// Whose move.
    pub direction: Direction,
    /// What it weighs for a tie.
    pub weight: f64,
    /// Its subject.
    pub title: String,
    /// Its text, where kept.
    pub text: String,
    /// Everybody in it, as the source named them.
    pub people: Vec<(PersonId, u8)>,
    /// What makes it the same when read again.
    pub key: i64,
    /// The source that said so; none where a member did.
    pub origin: Option<[u8; 16]>,
    /// The run that brought it.
    pub made: Seq,
}

impl Interaction {
    /// Everybody in it as bytes: the part, then the id.
    pub(crate) fn people_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.people.len() * 17);
        for (person, part) in &self.people {
            bytes.push(*part);
            bytes.extend(person.bytes());
        }
        bytes
    }

    pub(crate) fn at_millis(&self) -> i64 {
        self.at.map_or(UNDATED, millis)
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Id(self.id.bytes()),
            Cell::Int(self.at_millis()),
            Cell::Int(self.kind.code()),
            Cell::Int(self.direction.code()),
            Cell::Real(self.weight),
            Cell::Text(self.title.clone()),
            Cell::Text(self.text.clone()),
            Cell::Bytes(self.people_bytes()),
            Cell::Int(self.key),
            self.origin.map_or(Cell::Null, Cell::Id),
            Cell::Int(self.made.0),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Interaction> {
        let people = row.opt_bytes(7)?.unwrap_or_default();
        Ok(Interaction {
            id: InteractionId::from_bytes(row.id(0)?),
            at: dated(row.int(1)?)?,
            kind: InteractionKind::from_code(row.int(2)?).ok_or_else(|| unknown("kind of interaction"))?,
            direction: Direction::from_code(row.int(3)?).ok_or_else(|| unknown("direction"))?,
            weight: row.real(4)?,
            title: row.text(5)?,
            text: row.text(6)?,
            people: parts(&people).collect(),
            key: row.int(8)?,
            origin: row.opt_id(9)?,
            made: Seq(row.int(10)?),
        })
    }
}

/// Everybody in the bytes of [`Interaction::people_bytes`], with their part.
pub(crate) fn parts(bytes: &[u8]) -> impl Iterator<Item = (PersonId, u8)> {
    bytes.chunks_exact(17).filter_map(|chunk| {
        let (part, id) = chunk.split_first()?;
        Some((PersonId::from_bytes(id.try_into().ok()?), *part))
    })
}

/// One person's part in one interaction: a line of their timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Participation {
    /// Who.
    pub person: PersonId,
    /// When, in milliseconds.
    pub(crate) at: i64,
    /// In what.
    pub interaction: InteractionId,
    /// As what.
    pub part: u8,
    /// What it weighs for their tie; 0 where it is no contact of theirs with me.
    pub weight: f64,
    /// Whose move.
    pub direction: Direction,
    /// The run that brought it.
    pub made: Seq,
}

impl Participation {
    /// One person's part in `interaction`.
    pub fn of(
        person: PersonId,
        part: u8,
        interaction: &Interaction,
        weight: f64,
        direction: Direction,
    ) -> Participation {
        let (at, made) = (interaction.at_millis(), interaction.made);
        Participation { person, at, interaction: interaction.id, part, weight, direction, made }
    }

    /// The place in somebody's timeline below which what was before `at` lies.
    pub fn place(person: PersonId, at: Timestamp) -> Participation {
        let (interaction, direction) = (InteractionId::from_bytes([0; 16]), Direction::Seen);
        Participation {
            person,
            at: at.as_millisecond(),
            interaction,
            part: 0,
            weight: 0.0,
            direction,
            made: Seq(0),
        }
    }

    /// When.
    pub fn when(&self) -> Option<Timestamp> {
        dated(self.at).ok().flatten()
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Id(self.person.bytes()),
            Cell::Int(self.at),
            Cell::Id(self.interaction.bytes()),
            Cell::Int(i64::from(self.part)),
            Cell::Real(self.weight),
            Cell::Int(self.direction.code()),
            Cell::Int(self.made.0),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Participation> {
        Ok(Participation {
            person: PersonId::from_bytes(row.id(0)?),
            at: row.int(1)?,
            interaction: InteractionId::from_bytes(row.id(2)?),
            part: u8::try_from(row.int(3)?).map_err(|_| unknown("part"))?,
            weight: row.real(4)?,
            direction: Direction::from_code(row.int(5)?).ok_or_else(|| unknown("direction"))?,
            made: Seq(row.int(6)?),
        })
    }
}

/// Something that was read, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its name in the book.
    pub id: [u8; 16],
    /// The file's name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// Size and hash of its content and of how it was read; none while it is being read.
    pub print: Option<Vec<u8>>,
    /// When.
    pub at: Timestamp,
    /// Whether it was read to its end.
    pub complete: bool,
    /// The counts, as JSON.
    pub counts: String,
    /// The run that read it.
    pub made: Seq,
}

impl Source {
    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Id(self.id),
            Cell::Text(self.name.clone()),
            Cell::Text(self.format.clone()),
            self.print.clone().map_or(Cell::Null, Cell::Bytes),
            Cell::Int(millis(self.at)),
            Cell::Int(i64::from(self.complete)),
            Cell::Text(self.counts.clone()),
            Cell::Int(self.made.0),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Source> {
        Ok(Source {
            id: row.id(0)?,
            name: row.text(1)?,
            format: row.text(2)?,
            print: row.opt_bytes(3)?,
            at: instant(row.int(4)?)?,
            complete: row.int(5)? != 0,
            counts: row.text(6)?,
            made: Seq(row.int(7)?),
        })
    }
}

/// One act of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its place.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub who: String,
    /// What was done: the deed's name.
    pub act: String,
    /// In words.
    pub summary: String,
    /// The first act of the run it belongs to; its own place for a single act.
    pub run: Seq,
    /// The run that it took back.
    pub undoes: Option<Seq>,
    /// The first and last interaction that it brought, where it brought many.
    pub brought: Option<(InteractionId, InteractionId)>,
}

impl Act {
    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Int(self.seq.0),
            Cell::Int(millis(self.at)),
            Cell::Text(self.who.clone()),
            Cell::Text(self.act.clone()),
            Cell::Text(self.summary.clone()),
            Cell::Int(self.run.0),
            self.undoes.map(|seq| seq.0).into(),
            self.brought.map_or(Cell::Null, |(first, _)| Cell::Id(first.bytes())),
            self.brought.map_or(Cell::Null, |(_, last)| Cell::Id(last.bytes())),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Act> {
        Ok(Act {
            seq: Seq(row.int(0)?),
            at: instant(row.int(1)?)?,
            who: row.text(2)?,
            act: row.text(3)?,
            summary: row.text(4)?,
            run: Seq(row.int(5)?),
            undoes: row.opt_int(6)?.map(Seq),
            brought: match (row.opt_id(7)?, row.opt_id(8)?) {
                (Some(first), Some(last)) => {
                    Some((InteractionId::from_bytes(first), InteractionId::from_bytes(last)))
                }
                _ => None,
            },
        })
    }
}

/// The table of a before-image.
pub(crate) fn table(entity: &str) -> Result<&'static crate::driver::Table> {
    schema::TABLES
        .iter()
        .find(|table| table.name == entity)
        .copied()
        .ok_or_else(|| Error::Damaged(format!("the journal names a table {entity}")))
}
