//! Somebody who stands in a matter of mine, as it is shown.

use std::borrow::Cow;

use goodturn_core::id::PersonId;
use goodturn_core::insight::today;
use goodturn_core::words::{Fill, Part, Words};
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::error::Result;

/// Somebody who stands in a matter of mine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Written")]
pub enum Party {
    /// The member themself.
    Me,
    /// Somebody in the book.
    Person {
        /// Their id.
        id: PersonId,
        /// What they are called.
        name: String,
    },
    /// Somebody who was in the book and was forgotten.
    Forgotten {
        /// The id that they had.
        id: PersonId,
    },
}

impl Party {
    /// Whether it is the member themself, whatever anybody is called.
    pub fn is_me(&self) -> bool {
        *self == Party::Me
    }

    /// Their id.
    pub fn id(&self) -> PersonId {
        match self {
            Party::Me => PersonId::ME,
            Party::Person { id, .. } | Party::Forgotten { id } => *id,
        }
    }

    /// What they are called in a sentence.
    pub fn name(&self) -> &str {
        match self {
            Party::Me => "you",
            Party::Person { name, .. } => name,
            Party::Forgotten { .. } => "somebody forgotten",
        }
    }
}

/// Called as they are called when it is shown.
impl Fill for Party {
    fn fill(self) -> Option<Words> {
        let name = self.name().to_owned();
        Some(match self {
            Party::Me => Words::from(name),
            Party::Person { id, .. } | Party::Forgotten { id } => {
                Words::default().and(Part::Person { id, name })
            }
        })
    }
}

impl From<&Person> for Party {
    fn from(person: &Person) -> Party {
        match person.id {
            PersonId::ME => Party::Me,
            id => Party::Person { id, name: person.profile.name.clone() },
        }
    }
}

/// Somebody, named.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Party")]
struct Written {
    /// Their id.
    id: String,
    /// What they are called; the member is `you`.
    name: String,
}

impl JsonSchema for Party {
    fn schema_name() -> Cow<'static, str> {
        Written::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Written::json_schema(generator)
    }
}

impl From<Party> for Written {
    fn from(party: Party) -> Written {
        Written { id: party.id().to_string(), name: party.name().to_owned() }
    }
}

/// A line of today about a matter with somebody.
pub(crate) type Matter = today::Line<Party>;

/// Whose id this is, with what they are called.
pub(crate) fn party(reader: &mut Reader<'_>, id: PersonId) -> Result<Party> {
    Ok(match id {
        PersonId::ME => Party::Me,
        id => reader.person(id)?.map_or(Party::Forgotten { id }, |person| Party::from(&person)),
    })
}
