//! What an introduction that went well was worth: good turns for all three (science.md section 7).

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::named;
use goodturn_store::rows::Entry;
use jiff::civil::Date;

use super::introduction::Introduction;
use super::messages;
use crate::error::Result;

/// So many good turns come of one at the most.
pub(crate) const TURNS: usize = 4;

named! {
    /// Who was helped by the other.
    #[derive(Default)]
    Helped {
        /// Who was asked first.
        A = "a",
        /// Who was asked second.
        B = "b",
        /// Each of them.
        #[default]
        Both = "both",
    }
}

/// The good turns: I gave each of them an introduction, and they gave each other what came of it.
pub(crate) fn turns(
    kept: &Introduction,
    helped: Helped,
    ids: &[EntryId; TURNS],
    on: Date,
    note: &str,
) -> Result<Vec<Entry>> {
    let [given_a, given_b, between_a, between_b] = *ids;
    let from = kept.entry.id;
    let came = if note.is_empty() { messages::CAME_OF_IT } else { note };
    let body =
        |kind: TurnKind, weight: Weight| TurnBody { kind, weight, from: Some(from.0), ..TurnBody::default() };
    let turn = |id, person, giver: Option<PersonId>, what: String| -> Result<Entry> {
        let mut entry = Entry::new(id, Kind::Turn, person, on);
        entry.other = giver;
        entry.what = what;
        let (state, body) = match giver {
            None => (Gave::Given, body(TurnKind::Introduction, Weight::Medium)),
            // Through me: I brought them together.
            Some(_) => {
                entry.third = Some(PersonId::ME);
                (Gave::Between, body(TurnKind::Other, Weight::Small))
            }
        };
        entry.state = state.into();
        entry.keep(&body)?;
        Ok(entry)
    };
    let (a, b) = (&kept.a, &kept.b);
    let mut turns = vec![
        turn(given_a, a.id, None, messages::introduction_to(&b.profile.name).to_string())?,
        turn(given_b, b.id, None, messages::introduction_to(&a.profile.name).to_string())?,
    ];
    if matches!(helped, Helped::A | Helped::Both) {
        turns.push(turn(between_a, a.id, Some(b.id), came.to_owned())?);
    }
    if matches!(helped, Helped::B | Helped::Both) {
        turns.push(turn(between_b, b.id, Some(a.id), came.to_owned())?);
    }
    Ok(turns)
}
