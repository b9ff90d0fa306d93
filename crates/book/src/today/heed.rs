//! Who wants to stand in today's list, and how they want it.

use goodturn_core::boundary::{Verdict, may};
use goodturn_core::channel::fold;
use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::{Cadence, days_between};
use goodturn_core::insight::today::{GENTLY, Heed, Line, Looked, Pace, Stands, Why};
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use jiff::Timestamp;

use crate::book::Context;
use crate::boundaries::reach::Reach;
use crate::boundaries::trust;
use crate::care::{Care, parsed};
use crate::contact::is_said;
use crate::error::{Error, Result};
use crate::request::party::Party;

/// Looks up what those wish who would stand in the list.
pub(crate) struct Wishes<'r, 'c, 's> {
    /// The book.
    pub reader: &'r mut Reader<'s>,
    /// The request.
    pub ctx: &'c Context,
}

impl Heed<Party> for Wishes<'_, '_, '_> {
    type Error = Error;

    fn look(&mut self, who: &Party) -> Result<Looked> {
        let id = who.id();
        let pace = if trust::is_wary(self.reader, id)? {
            Pace::Gentle
        } else if kin(self.reader, id)? {
            Pace::Kin
        } else {
            Pace::Usual
        };
        Ok(Looked { pace, logged: logged(self.reader, id)? })
    }

    fn stands(&mut self, line: &Line<Party>) -> Result<Stands> {
        let id = line.who.id();
        if id == PersonId::ME {
            return Ok(Stands::Yes);
        }
        if line.why == Why::Meeting {
            return Ok(Stands::Yes); // It is arranged.
        }
        let person = self.reader.person(id)?;
        // Whoever is muted or put off stands in the list for no reason, their promises too.
        let left_out = |person: &Person| {
            person.cadence == Cadence::Never || person.snoozed.is_some_and(|until| until > self.ctx.now)
        };
        if person.as_ref().is_some_and(left_out) {
            return Ok(Stands::No);
        }
        let usual = [(line.who.clone(), line.why.asks())];
        let asks = if line.asks.is_empty() { &usual[..] } else { &line.asks[..] };
        let mut words = Vec::new();
        for (who, purpose) in asks {
            if who.is_me() {
                continue;
            }
            let Some(other) = self.reader.person(who.id())? else { continue };
            if Care::of(self.reader, &other, *purpose, None, self.ctx)?.refused.is_some() {
                return Ok(Stands::No);
            }
            let wanted = parsed(&self.reader.entries_of(other.id, Kind::Boundary)?)?;
            if let Verdict::AskFirst(why) = may(&wanted, *purpose, None) {
                words.push(why.said_of(&other).to_string());
            }
        }
        let entries = self.reader.entries_of(id, Kind::Boundary)?;
        let tie = line.deed.is_none();
        let wary = trust::is_wary(self.reader, id)?;
        let last = person.and_then(|person| person.bond.last_out());
        let since = last.map(|at| days_between(at, self.ctx.now));
        if wary && tie && line.why != Why::Birthday && since.is_some_and(|since| since < GENTLY) {
            return Ok(Stands::No);
        }
        words.extend(Reach::from(self.reader, id, &entries, self.ctx)?.said_of(line.who.name(), self.ctx));
        if wary {
            words.push("gently: they have felt used before".to_owned());
        }
        Ok(if words.is_empty() { Stands::Yes } else { Stands::So(words.join("; ")) })
    }
}

/// Whether somebody is tagged as family.
fn kin(reader: &mut Reader<'_>, id: PersonId) -> Result<bool> {
    let tags = reader.details(id)?.into_iter().filter(|detail| detail.value.kind == ValueKind::Tag);
    Ok(tags.map(|tag| fold(&tag.value.text)).any(|tag| matches!(tag.as_str(), "family" | "kin")))
}

/// Among how many of somebody's last interactions one written down by hand is looked for.
const LOGGED_WITHIN: usize = 30;

/// When a contact with somebody was last written down by hand.
pub(crate) fn logged(reader: &mut Reader<'_>, id: PersonId) -> Result<Option<Timestamp>> {
    let exchanged = reader.person(id)?.and_then(|person| person.bond.exchanged());
    for part in reader.timeline(id, None, LOGGED_WITHIN)? {
        // What was both ways counts as it is, and all below is older.
        if part.when() <= exchanged {
            break;
        }
        if part.weight > 0.0 && reader.interaction(part.interaction)?.as_ref().is_some_and(is_said) {
            return Ok(part.when());
        }
    }
    Ok(None)
}
