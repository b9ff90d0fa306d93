//! The tables `detail` and `card`: the values known of people, and the cards that these came from.

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::id::{CardId, DetailId, PersonId, Seq};

use crate::table::declared::{Entity, table};

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
}

table! {
    /// What is known of people.
    DETAIL = Entity::Detail, 2;
    Detail as detail {
        person_id: PersonId = detail.person,
        id: DetailId = detail.id,
        kind: ValueKind = detail.value.kind,
        label: String = detail.value.label,
        value: String = detail.value.text,
        normal: Option<String> = detail.normal,
        origin: Option<[u8; 16]> = detail.origin,
        made: Seq = detail.made,
    }
    read Detail { id, person: person_id, value: Value { kind, label, text: value }, normal, origin, made }
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

table! {
    /// The cards of people.
    CARD = Entity::Card, 2;
    Card as card {
        person_id: PersonId = card.person,
        id: CardId = card.id,
        uid: String = card.uid,
        original: Vec<u8> = card.original,
        made: Seq = card.made,
        changed: Seq = card.changed,
    }
    read Card { id, person: person_id, uid, original, made, changed }
}
