//! Everything of one person as other programs take it: values, and the cards they came on.

use goodturn_core::boundary::{Purpose, Verdict, may};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Detail;

use crate::book::Book;
use crate::boundaries::consents::Consents;
use crate::care::parsed;
use crate::error::{Error, Result};
use crate::export::handed::handed;
use crate::import::people::DERIVED;

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

impl Book {
    /// Everything of one person, by id, that this audience may have.
    pub fn whole(&self, id: &str, audience: Audience) -> Result<Written> {
        let id: PersonId = id.parse().map_err(|_| Error::usage(format!("{id} is no id"), ""))?;
        self.read(|reader| {
            if audience == Audience::Others {
                return for_others(reader, id);
            }
            let details = reader.details(id)?;
            let cards = reader.cards(id)?;
            // The value that names a card has its id.
            let of_card =
                |detail: &Detail, card: [u8; 16]| detail.origin == Some(card) || detail.id.bytes() == card;
            let on_card = |card: [u8; 16]| {
                let said =
                    details.iter().filter(|detail| of_card(detail, card) && !is_derived(&detail.value));
                said.map(|detail| detail.value.clone()).collect::<Vec<_>>()
            };
            let uncarded = details
                .iter()
                .filter(|detail| !cards.iter().any(|card| of_card(detail, card.id.bytes())))
                .map(|detail| detail.value.clone())
                .collect();
            Ok(Written::Whole(Whole {
                cards: cards
                    .iter()
                    .map(|card| Card { original: card.original.clone(), values: on_card(card.id.bytes()) })
                    .collect(),
                carded: !cards.is_empty(),
                values: details.into_iter().map(|detail| detail.value).collect(),
                uncarded,
            }))
        })
    }
}

/// What others may have of somebody.
fn for_others(reader: &mut Reader<'_>, id: PersonId) -> Result<Written> {
    let name = reader.person(id)?.map(|person| person.profile.name).unwrap_or_default();
    let boundaries = parsed(&reader.entries_of(id, Kind::Boundary)?);
    match may(&boundaries, Purpose::Share, None) {
        Verdict::Yes => {}
        // Nobody can be asked while a file is written.
        Verdict::AskFirst(why) | Verdict::No(why) => return Ok(Written::Nothing(format!("{name} {why}"))),
    }
    let consents = Consents::of(reader, id)?;
    let details = reader.details(id)?.into_iter().map(|detail| detail.value);
    let said = match handed(details, &consents) {
        None => Err(format!("{name} said no to being named to others")),
        Some(values) if values.is_empty() => Err("of somebody nothing may be handed on".to_owned()),
        Some(values) => Ok(values),
    };
    let carded = !reader.cards(id)?.is_empty();
    Ok(match said {
        Ok(values) => Written::Whole(Whole { uncarded: values.clone(), values, cards: Vec::new(), carded }),
        Err(why) => Written::Nothing(why),
    })
}
