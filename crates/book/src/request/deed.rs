//! What acts have in common: an entry made or ended, a value of somebody written, what was done said.

use goodturn_core::deed::Deed;
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::DetailId;
use goodturn_core::profile;
use goodturn_core::sentence;
use goodturn_core::state::State;
use goodturn_core::words::Words;
use goodturn_store::Writer;
use goodturn_store::rows::{Detail, Entry, Person};

use super::answer::Done;
use super::parse;
use crate::book::{Book, Context, settings};
use crate::error::{Error, Result};

/// An act that makes or moves one entry: `work` writes it and says what was done.
pub(crate) fn entered(
    book: &Book,
    ctx: &Context,
    act: &'static str,
    mut work: impl FnMut(&mut Writer<'_>) -> Result<(Words, Entry)>,
) -> Result<Done> {
    book.act(ctx, act, |writer| {
        let (summary, entry) = work(writer)?;
        Ok(Done::of(summary).about(entry.person).made(entry.id))
    })
}

/// Ends an entry of one of these kinds that is open.
pub(crate) fn close(
    writer: &mut Writer<'_>,
    kinds: &[Kind],
    id: &str,
    state: impl Into<State>,
) -> Result<Entry> {
    let entry = parse::entry(writer, kinds, id)?;
    close_entry(writer, entry, state)
}

/// Ends an entry that is open.
pub(crate) fn close_entry(
    writer: &mut Writer<'_>,
    mut entry: Entry,
    state: impl Into<State>,
) -> Result<Entry> {
    let name = entry.kind.name();
    if !entry.is_open() {
        return Err(Error::refused(
            format!("that {name} is {} already", entry.state),
            sentence!["{list} lists those that are open", list = Deed::listing(name)],
        ));
    }
    entry.state = state.into();
    entry.due = None;
    writer.put_entry(&entry)?;
    Ok(entry)
}

/// An act on several entries: `work` does it with each and says what was done; the answer names the last of them.
pub(crate) fn each_entered(
    book: &Book,
    ctx: &Context,
    act: &'static str,
    mut work: impl FnMut(&mut Writer<'_>) -> Result<Vec<(Words, Entry)>>,
) -> Result<Done> {
    entered(book, ctx, act, |writer| {
        let mut done = work(writer)?;
        let said = Words::joined(done.iter().map(|(said, _)| said.clone()), "; ");
        let (_, last) = done.pop().ok_or_else(|| Error::usage("nothing is named", "name at least one"))?;
        Ok((said, last))
    })
}

impl Book {
    /// A new value of somebody, said by a member.
    pub(crate) fn detail(
        &self,
        writer: &mut Writer<'_>,
        ctx: &Context,
        person: &Person,
        value: Value,
    ) -> Result<Detail> {
        let region = settings(writer)?.region;
        Ok(Detail {
            id: DetailId(self.id(ctx.now)),
            person: person.id,
            normal: profile::normal(value.kind, &value.text, region.as_deref()),
            value,
            origin: None,
            made: writer.run_of_act(),
        })
    }
}

/// Writes somebody whose values have changed: what one sees at a glance, the row, the words to find them by.
pub(crate) fn refresh_profile(writer: &mut Writer<'_>, person: &mut Person) -> Result<()> {
    let values: Vec<Value> = writer.details(person.id)?.into_iter().map(|detail| detail.value).collect();
    person.profile = profile::profile(&values);
    writer.put_person(person)?;
    writer.reindex(person.id)?;
    Ok(())
}

/// An e-mail address is one person's: what comes from it must be theirs alone.
pub(crate) fn nobody_elses(writer: &mut Writer<'_>, detail: &Detail) -> Result<()> {
    let (ValueKind::Email, Some(email)) = (detail.value.kind, &detail.normal) else { return Ok(()) };
    let holders = writer.holders("email", email)?;
    let Some(holder) = holders.into_iter().find(|holder| *holder != detail.person) else { return Ok(()) };
    let name = writer.person(holder)?.map_or_else(String::new, |holder| holder.profile.name);
    Err(Error::refused(
        format!("{email} is {name}'s already"),
        sentence!["use {edit} to say more about them", edit = Deed::new("edit").person("who", holder, &name)],
    ))
}

/// A value as a member typed it, checked.
pub(crate) fn typed(kind: ValueKind, text: &str) -> Result<Value> {
    let text = text.trim();
    if text.is_empty() {
        let error = Error::usage(format!("the {} is empty", kind.name()), "leave it out, or say it");
        return Err(error.at(kind.name()));
    }
    let text = match kind {
        ValueKind::Email => parse::email(kind.name(), text)?,
        // Where the year is not known there is a mark in its place.
        ValueKind::Birthday if text.len() == 5 => format!("--{text}"),
        _ => text.to_owned(),
    };
    Ok(Value { kind, label: String::new(), text })
}
