//! The tables `interaction` and `participation`: what happened, and each person's timeline.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::id::{InteractionId, PersonId, Seq};
use jiff::Timestamp;

use crate::table::declared::{Entity, table};
use crate::table::stored::Sorted;

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

    /// Everybody in it, as the source named them, without their part.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = PersonId> {
        self.people.iter().map(|(person, _)| *person)
    }

    pub(crate) fn at_millis(&self) -> i64 {
        Sorted(self.at).millis()
    }
}

/// Everybody in the bytes of [`Interaction::people_bytes`], with their part.
pub(crate) fn parts(bytes: &[u8]) -> impl Iterator<Item = (PersonId, u8)> {
    bytes.chunks_exact(17).filter_map(|chunk| {
        let (part, id) = chunk.split_first()?;
        Some((PersonId::from_bytes(id.try_into().ok()?), *part))
    })
}

table! {
    /// What happened.
    INTERACTION = Entity::Interaction, 1;
    Interaction as interaction {
        id: InteractionId = interaction.id,
        at: Sorted = Sorted(interaction.at),
        kind: InteractionKind = interaction.kind,
        direction: Direction = interaction.direction,
        weight: f64 = interaction.weight,
        title: String = interaction.title,
        body: String = interaction.text,
        people: Vec<u8> = interaction.people_bytes(),
        same: i64 = interaction.key,
        origin: Option<[u8; 16]> = interaction.origin,
        made: Seq = interaction.made,
    }
    read Interaction {
        id,
        at: at.0,
        kind,
        direction,
        weight,
        title,
        text: body,
        people: parts(&people).collect(),
        key: same,
        origin,
        made,
    }
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
        Sorted::at(self.at).ok().and_then(|at| at.0)
    }
}

table! {
    /// Everybody's timeline.
    PARTICIPATION = Entity::Participation, 3;
    Participation as own {
        person_id: PersonId = own.person,
        at: i64 = own.at,
        interaction_id: InteractionId = own.interaction,
        part: u8 = own.part,
        weight: f64 = own.weight,
        direction: Direction = own.direction,
        made: Seq = own.made,
    }
    read Participation { person: person_id, at, interaction: interaction_id, part, weight, direction, made }
}
