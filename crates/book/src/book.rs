//! An open book, and what every request carries.

use std::sync::{Mutex, PoisonError};

use goodturn_core::id::{Mint, Seq};
use goodturn_store::writer::{Deed, Keep};
use goodturn_store::{Location, Reader, Store, Writer};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::error::{Error, Result};

/// An open book.
pub struct Book {
    pub(crate) store: Store,
    mint: Mutex<Mint>,
}

/// What every request carries: the time, the zone, who asks.
#[derive(Clone, Debug)]
pub struct Context {
    /// The time of the request.
    pub now: Timestamp,
    /// The zone in which days are days.
    pub zone: TimeZone,
    /// Who asks, for the journal.
    pub who: String,
}

/// What the user has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// My own e-mail addresses.
    pub me: Vec<String>,
    /// The region of phone numbers that name none, as two letters (ISO 3166-1).
    pub region: Option<String>,
}

impl Book {
    /// Opens a book; `seed` makes the ids of this process its own.
    pub fn open(location: &Location, seed: u64) -> Result<Book> {
        Ok(Book { store: Store::open(location)?, mint: Mutex::new(Mint::new(seed)) })
    }

    /// Where it lies.
    pub fn location(&self) -> &Location {
        self.store.location()
    }

    /// The next id.
    pub(crate) fn id(&self, now: Timestamp) -> Uuid {
        self.mint.lock().unwrap_or_else(PoisonError::into_inner).next(now)
    }

    pub(crate) fn read<T>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        // The store's errors and ours differ; ours goes around the store's closure in the answer.
        self.store.read(|reader| Ok(ask(reader)))?
    }

    /// Does one act. `work` answers what to show; an error of ours takes everything back.
    pub(crate) fn act<T>(
        &self,
        ctx: &Context,
        act: &'static str,
        mut work: impl FnMut(&mut Writer<'_>) -> Result<T>,
    ) -> Result<(T, Seq)> {
        self.act_if_any(ctx, act, |writer| Ok((work(writer)?, Keep::Yes)))
    }

    /// Does one act that may turn out to change nothing; then nothing is written, and its place is 0.
    pub(crate) fn act_if_any<T>(
        &self,
        ctx: &Context,
        act: &'static str,
        mut work: impl FnMut(&mut Writer<'_>) -> Result<(T, Keep)>,
    ) -> Result<(T, Seq)> {
        let deed =
            Deed { at: ctx.now, who: ctx.who.clone(), act, summary: String::new(), run: None, undoes: None };
        let mut once = Once { tried: None };
        self.store.write(&deed, &mut |writer| once.run(writer, &deed, &mut work))?;
        match once.tried {
            Some((answer, seq)) => Ok((answer?, seq)),
            None => Err(Error::internal("an act was neither done nor refused")),
        }
    }

    /// Brings the stored strengths up to date where they are older than `age`, or of a day to come. It is the
    /// work of the whole book, so a face does it beside its pages; without it they are as right, and slower.
    pub fn freshen(&self, ctx: &Context, age: SignedDuration) -> Result<()> {
        let weighed = self.store.read(|reader| reader.weighed())?;
        if weighed.is_none_or(|day| ctx.now < day || ctx.now.duration_since(day) > age) {
            self.store.weigh(ctx.now)?;
        }
        Ok(())
    }

    /// What the user has set.
    pub fn settings(&self) -> Result<Settings> {
        self.read(settings)
    }

    /// Writes a consistent copy of the book to a file while it is in use.
    pub fn backup(&self, file: &std::path::Path) -> Result<()> {
        Ok(self.store.backup(file)?)
    }

    /// Replaces the book by a backup, after the backup was found whole.
    pub fn restore(&self, file: &std::path::Path) -> Result<()> {
        Ok(self.store.restore(file)?)
    }

    /// Every row of the book but the journal's, for comparing whole books.
    pub fn dump(&self) -> Result<Vec<(&'static str, Vec<goodturn_store::cell::Cell>)>> {
        Ok(self.store.read(|reader| reader.dump())?)
    }
}

/// An act that is done once, however often it is tried: the end of a transaction may be kept without anybody
/// hearing of it, and what is then tried again would be done twice.
struct Once<T> {
    /// What the last try answered, and its place in the journal; 0 where there was nothing to keep.
    tried: Option<(Result<T>, Seq)>,
}

impl<T> Once<T> {
    fn run(
        &mut self,
        writer: &mut Writer<'_>,
        deed: &Deed,
        work: &mut impl FnMut(&mut Writer<'_>) -> Result<(T, Keep)>,
    ) -> goodturn_store::Result<((), Keep)> {
        if let Some((_, seq)) = &self.tried
            && was_kept(writer, *seq, deed)?
        {
            return Ok(((), Keep::No));
        }
        let (answer, keep) = match work(writer) {
            Ok((answer, keep)) => (Ok(answer), keep),
            Err(error) => (Err(error), Keep::No),
        };
        let seq = if keep == Keep::Yes { writer.act() } else { Seq(0) };
        self.tried = Some((answer, seq));
        Ok(((), keep))
    }
}

/// Whether the act at this place of the journal is this one.
fn was_kept(reader: &mut Reader<'_>, seq: Seq, deed: &Deed) -> goodturn_store::Result<bool> {
    let found = reader.journal(Some(Seq(seq.0 + 1)), 1)?.pop();
    Ok(found.is_some_and(|act| {
        let same_time = act.at.as_millisecond() == deed.at.as_millisecond();
        act.seq == seq && same_time && act.who == deed.who && act.act == deed.act
    }))
}

pub(crate) fn settings(reader: &mut Reader<'_>) -> Result<Settings> {
    let mut settings = Settings::default();
    for (key, value) in reader.settings()? {
        match key.as_str() {
            "me" => settings.me.push(value),
            "region" => settings.region = Some(value),
            _ => {}
        }
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use goodturn_core::id::PersonId;
    use goodturn_store::rows::Person;

    use super::*;

    /// The server kept an act, and the connection broke before it could say so.
    #[test]
    fn an_act_whose_end_nobody_heard_of_is_not_done_twice() {
        let folder = tempfile::tempdir().unwrap();
        let book = Book::open(&Location::File(folder.path().join("book")), 7).unwrap();
        let at: Timestamp = "2024-05-15T10:00:00.000000123Z".parse().unwrap();
        let deed = Deed { at, who: "me".into(), act: "add", summary: String::new(), run: None, undoes: None };
        let mut work = |writer: &mut Writer<'_>| {
            let mut person = Person::new(PersonId(book.id(at)), at);
            person.profile.name = "Ada".into();
            writer.put_person(&person)?;
            Ok((person.id, Keep::Yes))
        };
        let mut once = Once { tried: None };
        for _ in 0..3 {
            book.store.write(&deed, &mut |writer| once.run(writer, &deed, &mut work)).unwrap();
        }
        let (answer, seq) = once.tried.unwrap();
        let acts = book.read(|reader| Ok(reader.journal(None, 9)?)).unwrap();
        assert_eq!((acts.len(), seq), (1, Seq(1)));
        assert!(
            book.read(|reader| Ok(reader.person(answer?)?)).unwrap().is_some(),
            "it answers what was kept"
        );
        // Another act at the same place is none of ours, and what was lost is done again.
        let mut once = Once { tried: Some((Ok(PersonId(book.id(at))), Seq(1))) };
        let later = Deed { who: "another".into(), ..deed };
        book.store.write(&later, &mut |writer| once.run(writer, &later, &mut work)).unwrap();
        assert_eq!(once.tried.unwrap().1, Seq(2));
    }
}
