//! Somebody, named.

use goodturn_core::id::PersonId;
use goodturn_core::insight::today;
use goodturn_store::Reader;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Result;

/// Somebody, named.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Who {
    /// Their id.
    pub id: String,
    /// Their name; of the member `you`.
    pub name: String,
}

impl Who {
    /// Whether it is the member themself, whatever anybody is called.
    pub fn is_me(&self) -> bool {
        self.id.parse() == Ok(PersonId::ME)
    }
}

/// A line of today about a matter with somebody.
pub(crate) type Matter = today::Line<Who>;

/// How a person is named: by id and name. The member is `you`.
pub(crate) fn who(reader: &mut Reader<'_>, id: PersonId) -> Result<Who> {
    let name = match id {
        PersonId::ME => "you".to_owned(),
        id => {
            reader.person(id)?.map_or_else(|| "somebody forgotten".to_owned(), |person| person.profile.name)
        }
    };
    Ok(Who { id: id.to_string(), name })
}
