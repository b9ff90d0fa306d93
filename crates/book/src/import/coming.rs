//! Meetings that a calendar says are still to come, brought into the book; and those that it says no more, or calls off.

use std::collections::HashMap;

use goodturn_core::draft::InteractionDraft;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::cadence::day;
use goodturn_core::state;
use goodturn_store::Writer;
use goodturn_store::rows::Entry;

use super::batch::Importer;
use super::messages;
use super::report::Fate;
use crate::error::Result;
use crate::meetings::{self, MeetingBody};

impl Importer<'_> {
    /// Brings in a meeting that is still to come, or moves one; or says why it cannot be told who is in it. None where
    /// nobody in particular is.
    pub(super) fn coming(
        &mut self,
        w: &mut Writer<'_>,
        draft: &InteractionDraft,
        event: u64,
        source: [u8; 16],
    ) -> Result<Result<Option<Fate>, String>> {
        let involved = match self.involved(w, draft, source)? {
            Ok(involved) => involved,
            Err(why) => return Ok(Err(why)),
        };
        let mut people: Vec<(PersonId, u8)> = Vec::new();
        for (at, part) in involved.people {
            let slot = self.known.slot(at);
            // They are to be met, so they are in the book from now on.
            slot.changed = true;
            people.push((slot.person.id, part as u8));
        }
        let Some((first, _)) = people.first().copied() else {
            return Ok(Ok(None));
        };
        let Some(at) = draft.at else { return Ok(Err(messages::NO_TIME.to_owned())) };
        let told = self.coming.told.entry(source).or_default();
        told.keys.insert(draft.key);
        told.events.insert(event);
        let file = told.name.clone();
        let before = self.coming_known(w)?.get(&draft.key).cloned();
        let body = MeetingBody {
            key: draft.key,
            event,
            at: Some(at),
            people,
            addressed: involved.addressed,
            text: draft.text.clone(),
            file,
            source,
        };
        if let Some(before) = &before
            && before.what == draft.title
            && (MeetingBody { source, ..before.body()? }) == body
        {
            return Ok(Ok(Some(Fate::Unchanged)));
        }
        let fate = if before.is_some() { Fate::Updated } else { Fate::Added };
        let id = before.map_or_else(|| EntryId(self.book.id(self.ctx.now)), |before| before.id);
        let on = day(at, &self.ctx.zone);
        let mut entry = Entry::new(id, Kind::Meeting, first, on);
        let mut others = body.people.iter().skip(1).map(|(other, _)| *other);
        (entry.other, entry.third) = (others.next(), others.next());
        entry.what.clone_from(&draft.title);
        entry.state = state::Meeting::Open.into();
        entry.due = Some(on.into());
        entry.keep(&body)?;
        w.put_entry(&entry)?;
        self.coming_known(w)?.insert(draft.key, entry);
        Ok(Ok(Some(fate)))
    }

    /// Takes a meeting out that is called off; answers whether one was waiting.
    pub(super) fn called_off(&mut self, w: &mut Writer<'_>, key: u64) -> Result<bool> {
        let gone = self.coming_known(w)?.remove(&key);
        if let Some(entry) = &gone {
            w.remove_entry(entry)?;
        }
        Ok(gone.is_some())
    }

    /// After a file was read whole: an event that it moved is no more when it was, and what the same file told of before
    /// and tells of no longer is off. A file of the same bare name that has no event in common is another one.
    pub(super) fn told_no_more(&mut self, w: &mut Writer<'_>, source: [u8; 16]) -> Result<()> {
        let Some(told) = self.coming.told.remove(&source) else { return Ok(()) };
        let known = self.coming_known(w)?.values();
        let waiting: Vec<MeetingBody> = known.map(|entry| Ok(entry.body()?)).collect::<Result<_>>()?;
        let mine = |body: &&MeetingBody| body.file == told.name;
        let another = !told.name.contains('/')
            && !told.events.is_empty()
            && !waiting
                .iter()
                .filter(mine)
                .any(|body| body.source != source && told.events.contains(&body.event));
        for body in &waiting {
            let moved = told.events.contains(&body.event);
            if !told.keys.contains(&body.key) && (moved || mine(&body) && !another) {
                self.called_off(w, body.key)?;
            }
        }
        Ok(())
    }

    fn coming_known(&mut self, w: &mut Writer<'_>) -> Result<&mut HashMap<u64, Entry>> {
        if self.coming.known.is_none() {
            let all = meetings::all(w)?.into_iter();
            let known = all.map(|entry| Ok((entry.body::<MeetingBody>()?.key, entry)));
            self.coming.known = Some(known.collect::<Result<_>>()?);
        }
        Ok(self.coming.known.get_or_insert_default())
    }
}
