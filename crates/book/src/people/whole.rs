//! Everything of one person as other programs take it: values, and the cards they came on.

use goodturn_core::boundary::{Purpose, Verdict, may};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::profile::{self, ALSO, CHOSEN, best_name, rank};
use goodturn_store::Reader;
use goodturn_store::rows::Detail;

use super::messages;
use crate::book::{Book, settings};
use crate::boundaries::consents::Consents;
use crate::boundaries::handed::handed;
use crate::care::parsed;
use crate::error::Result;
use goodturn_core::profile::DERIVED;

/// Everything of one person.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Every value, oldest first.
    pub values: Vec<Value>,
    /// Those that no card says.
    pub uncarded: Vec<Value>,
    /// The cards; for others none, since nobody knows all that stands on one.
    pub cards: Vec<Card>,
    /// Whether they came on a card.
    pub carded: bool,
}

/// Whom somebody's data is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Myself: everything.
    Me,
    /// Others too: only what may be passed on.
    Others,
}

/// What of somebody may be written.
#[derive(Clone, Debug)]
pub enum Written {
    /// This.
    Whole(Whole),
    /// Nothing: who, and why, as a sentence without a full stop.
    Nothing(String),
}

/// A card with what it says.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its bytes as they came.
    pub original: Vec<u8>,
    /// What it says now.
    pub values: Vec<Value>,
}

/// Whether this is a card's name that the card does not say itself.
fn is_derived(value: &Value) -> bool {
    value.kind == ValueKind::Uid && value.label == DERIVED
}

/// Everything, where of the names by mail and lists only that one stands which is shown.
fn with_one_name(values: Vec<Value>) -> Vec<Value> {
    let best = best_name(&values).map(|best| best.text.clone());
    let mut names: Vec<Value> = Vec::new();
    let mut rest: Vec<Value> = Vec::new();
    for value in values {
        match value.kind {
            ValueKind::Name => names.push(value),
            _ => rest.push(value),
        }
    }
    let is_best = |name: &Value| Some(&name.text) == best.as_ref();
    names.retain(|name| is_best(name) || name.label == ALSO || rank(&name.label) <= rank(""));
    names.sort_by_key(|name| !is_best(name));
    let mut all: Vec<Value> = Vec::new();
    for name in names.iter().map(|name| as_read(name, &[])) {
        if all.iter().all(|known| known.text != name.text) {
            all.push(name);
        }
    }
    all.extend(rest);
    all
}

/// A value as its card says it: which of several is shown, and whose word a name is, is the book's to know.
fn as_read(value: &Value, read: &[Value]) -> Value {
    let same = read.iter().find(|said| said.kind == value.kind && said.text == value.text);
    let is_ours = value.label == ALSO || (value.kind == ValueKind::Name && rank(&value.label) != rank(""));
    match same {
        Some(said) if is_ours => said.clone(),
        None if is_ours => Value { label: String::new(), ..value.clone() },
        _ => value.clone(),
    }
}

impl Book {
    /// Everything of one person, by id, that this audience may have.
    pub fn whole(&self, id: &str, audience: Audience) -> Result<Written> {
        let id: PersonId = id.parse().map_err(|_| messages::no_id(id))?;
        self.read(|reader| {
            if audience == Audience::Others {
                return for_others(reader, id);
            }
            let details = reader.details(id)?;
            let cards = reader.cards(id)?;
            // The value that names a card has its id.
            let of_card =
                |detail: &Detail, card: [u8; 16]| detail.origin == Some(card) || detail.id.bytes() == card;
            let region = settings(reader)?.region;
            let on_card = |card: &goodturn_store::rows::Card| {
                let read = goodturn_sources::vcard::values_of(&card.original);
                let said = details
                    .iter()
                    .filter(|detail| of_card(detail, card.id.bytes()) && !is_derived(&detail.value));
                let mut values: Vec<Value> = said.map(|detail| as_read(&detail.value, &read)).collect();
                // What the person is known by from elsewhere stays on the card that says it, too.
                for value in &read {
                    let normal = profile::normal(value.kind, &value.text, region.as_deref());
                    if !values.contains(value)
                        && value.kind != ValueKind::Uid
                        && details.iter().any(|detail| detail.says(value, normal.as_deref()))
                    {
                        values.push(value.clone());
                    }
                }
                values
            };
            let uncarded = details
                .iter()
                .filter(|detail| !cards.iter().any(|card| of_card(detail, card.id.bytes())))
                // A card has its name.
                .filter(|detail| {
                    cards.is_empty() || detail.value.kind != ValueKind::Name || detail.value.label == CHOSEN
                })
                .map(|detail| as_read(&detail.value, &[]))
                .collect();
            Ok(Written::Whole(Whole {
                cards: cards
                    .iter()
                    .map(|card| Card { original: card.original.clone(), values: on_card(card) })
                    .collect(),
                carded: !cards.is_empty(),
                values: with_one_name(details.into_iter().map(|detail| detail.value).collect()),
                uncarded,
            }))
        })
    }
}

/// What others may have of somebody.
fn for_others(reader: &mut Reader<'_>, id: PersonId) -> Result<Written> {
    let name = reader.person(id)?.map(|person| person.profile.name).unwrap_or_default();
    let boundaries = parsed(&reader.entries_of(id, Kind::Boundary)?)?;
    match may(&boundaries, Purpose::Share, None) {
        Verdict::Yes => {}
        // Nobody can be asked while a file is written.
        Verdict::AskFirst(why) | Verdict::No(why) => {
            return Ok(Written::Nothing(why.said_of(&name).to_string()));
        }
    }
    let consents = Consents::of(reader, id)?;
    let values = with_one_name(reader.details(id)?.into_iter().map(|detail| detail.value).collect());
    let said = match handed(values, &consents) {
        None => Err(messages::not_named(&name).to_string()),
        Some(values) if values.is_empty() => Err(messages::NOTHING_TO_HAND_ON.to_owned()),
        Some(values) => Ok(values),
    };
    let carded = !reader.cards(id)?.is_empty();
    Ok(match said {
        Ok(values) => Written::Whole(Whole { uncarded: values.clone(), values, cards: Vec::new(), carded }),
        Err(why) => Written::Nothing(why),
    })
}
