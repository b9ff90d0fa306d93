//! What the readers of people share: a draft that grows value by value.

use goodturn_core::draft::{Draft, PersonDraft, Value, ValueKind};

use super::{Left, Said};
use crate::vcard::naming::made_from;

/// Between several values in one cell, in Google's exports and in Goodturn's own tables.
pub(super) const BETWEEN: &str = ":::";

/// Somebody in the making.
#[derive(Default)]
pub(super) struct Person {
    values: Vec<Value>,
}

impl Person {
    /// Adds a value unless it is empty or known already.
    pub(super) fn add(&mut self, kind: ValueKind, label: &str, text: &str) {
        let value = Value { kind, label: label.to_owned(), text: text.trim().to_owned() };
        if !value.text.is_empty() && !self.values.contains(&value) {
            self.values.push(value);
        }
    }

    /// Adds an address of street, city, region, postcode and country.
    pub(super) fn add_address(&mut self, label: &str, lines: [String; 5]) {
        if lines.iter().any(|line| !line.is_empty()) {
            // The last lines may be empty, and still each has its place.
            let text = lines.map(|line| line.replace(['\r', '\n'], " ")).join("\n");
            self.values.push(Value { kind: ValueKind::Address, label: label.to_owned(), text });
        }
    }

    /// Whom the row describes; a name is made where none stands.
    pub(super) fn done(mut self) -> Said {
        if self.values.is_empty() {
            return Err(Left::Skipped("an empty row"));
        }
        if !self.values.iter().any(|value| value.kind == ValueKind::Name) {
            let phone = || {
                let phone = self.values.iter().find(|value| value.kind == ValueKind::Phone);
                phone.map(|value| value.text.clone())
            };
            let Some(name) = made_from(&self.values).or_else(phone) else {
                return Err(Left::Skipped("a row without a name, an address or a number"));
            };
            self.values.insert(0, Value { kind: ValueKind::Name, label: String::new(), text: name });
        }
        Ok(Draft::Person(PersonDraft { values: self.values, card: None }))
    }
}
