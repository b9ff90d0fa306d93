//! One column of everybody at once: names for a map, values of one kind.

use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;

use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::value::Param;

/// Somebody as a dot on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their organisation; empty where none is known.
    pub organisation: String,
    /// What they do; empty where it is not known.
    pub title: String,
}

impl Reader<'_> {
    /// Everybody who is a person, by their id.
    pub fn labels(&mut self, each: &mut dyn FnMut(Label) -> Result<()>) -> Result<()> {
        let params = [self.ws(), Param::Int(Kind::Person.code())];
        self.each(
            "SELECT id, name, organisation, title FROM person WHERE workspace_id = ?1 AND kind = ?2 ORDER BY id",
            &params,
            |(id, name, organisation, title)| each(Label { id, name, organisation, title }),
        )
    }

    /// Whatever of one kind is known of anybody, as it was written.
    pub fn values(
        &mut self,
        kind: ValueKind,
        each: &mut dyn FnMut(PersonId, String) -> Result<()>,
    ) -> Result<()> {
        let params = [self.ws(), Param::Text(kind.name())];
        self.each(
            "SELECT person_id, value FROM detail WHERE workspace_id = ?1 AND kind = ?2 ORDER BY person_id, id",
            &params,
            |(person, value)| each(person, value),
        )
    }
}
