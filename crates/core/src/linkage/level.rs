//! Fields, and the levels on which two people agree in them.

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// Whether given and family name stand in the same places.
    Order,
    /// The name of an organisation.
    Called,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// The day of birth.
    Birthday,
    /// Where they work or belong.
    Organisation,
    /// The street with its number.
    Street,
    /// Town and postcode.
    Place,
    /// Names in networks, numbers given by offices, profile pages.
    Handle,
    /// Whom both were in touch with.
    Company,
    /// Whether one list has both: a list that is kept has nobody twice.
    List,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 13] = [
        Field::Given,
        Field::Family,
        Field::Order,
        Field::Called,
        Field::Email,
        Field::Phone,
        Field::Birthday,
        Field::Organisation,
        Field::Street,
        Field::Place,
        Field::Handle,
        Field::Company,
        Field::List,
    ];
}

/// So many levels a field has at most, the one of nothing known among them.
pub const LEVELS: usize = 8;

/// How well one field agrees: 0 where one of the two does not have it, then from the same (1) to another.
pub type Level = u8;

/// Nothing can be said: one of the two has no such value.
pub const MISSING: Level = 0;
/// It is the same.
pub const SAME: Level = 1;

/// Levels of a given or a family name.
pub mod name {
    use super::Level;
    /// Another spelling, a short form, a part of a double name.
    pub const VARIANT: Level = 2;
    /// A slip apart.
    pub const CLOSE: Level = 3;
    /// An initial that fits.
    pub const INITIAL: Level = 4;
    /// Alike, a similarity of 0.8 at least.
    pub const ALIKE: Level = 5;
    /// Another name.
    pub const OTHER: Level = 6;
}

/// Levels of the order of names.
pub mod order {
    use super::Level;
    /// Given and family name changed places.
    pub const SWAPPED: Level = 2;
}

/// Levels of the name of an organisation, and of where somebody works.
pub mod text {
    use super::Level;
    /// All but the same words.
    pub const NEARLY: Level = 2;
    /// Most of the telling words.
    pub const MOST: Level = 3;
    /// Some of them.
    pub const SOME: Level = 4;
    /// Few of them.
    pub const FEW: Level = 5;
    /// Other words.
    pub const OTHER: Level = 6;
}

/// Levels of e-mail addresses.
pub mod email {
    use super::Level;
    /// The same name at another host.
    pub const ELSEWHERE: Level = 2;
    /// A slip apart.
    pub const CLOSE: Level = 3;
    /// A name that is alike.
    pub const ALIKE: Level = 4;
    /// Each is made of its person's name, in the same way.
    pub const MADE: Level = 5;
    /// Another address.
    pub const OTHER: Level = 6;
}

/// Levels of phone numbers and handles.
pub mod number {
    use super::Level;
    /// A slip apart.
    pub const CLOSE: Level = 2;
    /// Another number.
    pub const OTHER: Level = 3;
}

/// Levels of birthdays.
pub mod birthday {
    use super::Level;
    /// The same month and day, and one of the two has no year.
    pub const NO_YEAR: Level = 2;
    /// One digit differs, or day and month changed places.
    pub const CLOSE: Level = 3;
    /// Two of year, month and day.
    pub const TWO: Level = 4;
    /// One of them.
    pub const ONE: Level = 5;
    /// None of them.
    pub const OTHER: Level = 6;
}

/// Levels of streets.
pub mod street {
    use super::Level;
    /// All but the same words, with the same number.
    pub const NEARLY: Level = 2;
    /// The same number, and something of the street.
    pub const NUMBER: Level = 3;
    /// The same street, another number.
    pub const STREET: Level = 4;
    /// Some of the same words.
    pub const SOME: Level = 5;
    /// Another street.
    pub const OTHER: Level = 6;
}

/// Levels of places.
pub mod place {
    use super::Level;
    /// The same postcode, another town or none.
    pub const POSTCODE: Level = 2;
    /// The same town, another postcode or none.
    pub const TOWN: Level = 3;
    /// A slip apart.
    pub const CLOSE: Level = 4;
    /// Another place.
    pub const OTHER: Level = 5;
}

/// Levels of common correspondents.
pub mod company {
    use super::Level;
    /// A third of those of the one who has fewer.
    pub const MANY: Level = 1;
    /// Some.
    pub const SOME: Level = 2;
    /// None.
    pub const NONE: Level = 3;
}

/// Levels of lists.
pub mod list {
    use super::Level;
    /// Each is from another list.
    pub const OTHER: Level = 2;
}

/// How two people agree: the level of each field, and how much more than usual it tells, in bits, that what is the
/// same is rare.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// The levels, four bits a field, in the order of [`Field::ALL`].
    pub levels: u64,
    /// Of what is one person's own: given name, birthday, handle, mailbox.
    pub own: f32,
    /// Of what a household or a firm has in common.
    pub common: f32,
}

impl Agreement {
    /// The level of a field.
    pub fn level(&self, field: Field) -> Level {
        (self.levels >> (4 * field as u32) & 15) as Level
    }
}

/// How two agree, field by field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InDetail {
    levels: u64,
    pub(super) bits: [f32; Field::ALL.len()],
}

impl InDetail {
    pub(super) fn set(&mut self, field: Field, level: Level) {
        self.levels |= u64::from(level) << (4 * field as u32);
    }

    pub(super) fn level(&self, field: Field) -> Level {
        (self.levels >> (4 * field as u32) & 15) as Level
    }

    pub(super) fn rare(&mut self, field: Field, bits: f32) {
        self.bits[field as usize] += bits;
    }

    /// Sets a field of which one may have several by the two that agree best; of several that are the same, the rarest
    /// weighs. `apart` says on what level two different ones agree, or that they do not speak of one thing.
    pub(super) fn set_best<T: Copy + PartialEq, I: Iterator<Item = T>>(
        &mut self,
        field: Field,
        a: I,
        b: impl Fn() -> I,
        apart: impl Fn(T, T) -> Option<Level>,
        bits: impl Fn(T) -> f32,
    ) {
        let mut best = MISSING;
        let mut rarest: Option<f32> = None;
        for one in a {
            for other in b() {
                let level = if one == other { Some(SAME) } else { apart(one, other) };
                if level == Some(SAME) {
                    let bits = bits(one);
                    rarest = Some(rarest.map_or(bits, |known| known.max(bits)));
                }
                if let Some(level) = level.filter(|level| best == MISSING || *level < best) {
                    best = level;
                }
            }
        }
        self.set(field, best);
        self.rare(field, rarest.unwrap_or(0.0));
    }

    pub(super) fn agreement(&self) -> Agreement {
        let sum = |fields: &[Field]| fields.iter().map(|field| self.bits[*field as usize]).sum();
        Agreement {
            levels: self.levels,
            own: sum(&[Field::Given, Field::Birthday, Field::Handle, Field::Email]),
            common: sum(&[Field::Family, Field::Phone, Field::Place]),
        }
    }
}
