//! What many people have in common, read for all of them at once.

use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;

use crate::driver::Param;
use crate::error::Result;
use crate::reader::Reader;

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
        self.connection.query(
            "SELECT id, name, organisation, title FROM person WHERE workspace_id = ?1 AND kind = ?2 ORDER BY id",
            &params,
            &mut |row| {
                each(Label {
                    id: PersonId::from_bytes(row.id(0)?),
                    name: row.text(1)?,
                    organisation: row.text(2)?,
                    title: row.text(3)?,
                })
            },
        )
    }

    /// Whatever of one kind is known of anybody, as it was written.
    pub fn values(
        &mut self,
        kind: ValueKind,
        each: &mut dyn FnMut(PersonId, String) -> Result<()>,
    ) -> Result<()> {
        let params = [self.ws(), Param::Text(kind.name())];
        self.connection.query(
            "SELECT person_id, value FROM detail WHERE workspace_id = ?1 AND kind = ?2 ORDER BY person_id, id",
            &params,
            &mut |row| each(PersonId::from_bytes(row.id(0)?), row.text(1)?),
        )
    }
}
