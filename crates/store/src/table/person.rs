//! The table `person`: everybody in the book, with the bond and what is computed from it; and the parts of a row that are
//! overwritten without the rest ([`BondRow`], [`StrengthRow`]).

use goodturn_core::channel;
use goodturn_core::draft::Direction;
use goodturn_core::id::{PersonId, Seq};
use goodturn_core::insight::cadence::Cadence;
use goodturn_core::insight::strength::{Bond, Came};
use goodturn_core::profile::Profile;
use goodturn_core::sender::Kind;
use goodturn_core::words::{Fill, Part, Words};
use jiff::Timestamp;

use crate::error::Result;
use crate::table::cell::Cell;
use crate::table::declared::{Entity, table};
use crate::table::stored::{Sorted, Stored};
use crate::table::value::{Row, Type, millis, unknown};

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

    /// Recomputes the strength.
    pub fn recompute_strength(&mut self, now: Timestamp) {
        self.strength = self.bond.strength(now);
        self.strength_at = now;
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
            last_at: Sorted(self.last).millis(),
            interactions: self.interactions,
        }
    }
}

/// The month and the day of a birthday, as one number: 229 is the 29th of February.
struct Born((i8, i8));

impl Stored for Born {
    const TYPE: Type = Type::Int;
    fn cell(&self) -> Cell {
        let Born((month, day)) = *self;
        Cell::Int(i64::from(month) * 100 + i64::from(day))
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Born>> {
        let Some(born) = row.opt_int(column)? else { return Ok(None) };
        // A card may tell of a day that no month has; more is not asked of it than that it looks like one.
        match (born / 100, born % 100) {
            (month @ 1..=12, day @ 1..=31) => Ok(Some(Born((month as i8, day as i8)))),
            _ => Err(unknown("birthday")),
        }
    }
}

/// Called as they are called when it is shown.
impl Fill for Person {
    fn fill(self) -> Option<Words> {
        Some(Words::default().and(Part::Person { id: self.id, name: self.profile.name }))
    }
}

table! {
    /// Everybody.
    PERSON = Entity::Person, 1;
    Person as person {
        id: PersonId = person.id,
        kind: Kind = person.kind,
        kind_why: String = person.kind_why,
        name: String = person.profile.name,
        sort_name: String = channel::fold(&person.profile.name),
        organisation: String = person.profile.organisation,
        title: String = person.profile.title,
        circle: Option<i64> = person.circle,
        cadence: Cadence = person.cadence,
        snoozed: Option<Timestamp> = person.snoozed,
        born: Option<Born> = person.profile.born.map(Born),
        bond: Bond = person.bond,
        strength: f64 = person.strength,
        strength_at: Timestamp = person.strength_at,
        peak: f64 = person.bond.peak(),
        first_at: Option<Timestamp> = person.bond.first(),
        last_at: Sorted = Sorted(person.last),
        interactions: i64 = person.interactions,
        made: Seq = person.made,
        changed: Seq = person.changed,
    }
    read Person {
        id,
        kind,
        kind_why,
        profile: Profile {
            name,
            organisation,
            title,
            born: born.map(|Born(born)| born),
        },
        circle,
        cadence,
        snoozed,
        bond,
        strength,
        strength_at,
        last: last_at.0,
        interactions,
        made,
        changed,
    }
}

/// What of a person's row changes when only their bond does.
#[derive(Clone, Debug)]
pub struct BondRow {
    /// Whose.
    pub person: [u8; 16],
    /// The bond; none where nothing counted yet.
    pub bond: Option<Vec<u8>>,
    /// The strength, and when it was computed.
    pub strength: f64,
    /// In milliseconds.
    pub strength_at: i64,
    /// The highest raw figure ever.
    pub peak: f64,
    /// The first that counted, in milliseconds.
    pub first_at: Option<i64>,
    /// The last of any kind, in milliseconds.
    pub last_at: i64,
    /// How many of any kind.
    pub interactions: i64,
}

/// What of a person's row changes when only the strength is computed for another day.
#[derive(Clone, Copy, Debug)]
pub struct StrengthRow {
    /// Whose.
    pub person: [u8; 16],
    /// The strength, from 0 to 100.
    pub strength: f64,
    /// When it was computed, in milliseconds.
    pub at: i64,
}
