//! Captures the people met at an event, in bulk and as one act.

use std::collections::HashMap;

use goodturn_core::channel::{fold, is_profile};
use goodturn_core::draft::{Direction, InteractionKind, Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId, Seq};
use goodturn_core::state;
use goodturn_core::{profile, sender};
use goodturn_sources::Asked;
use goodturn_sources::guests::{Broken, Guest, Guests, read, typed};
use goodturn_store::Writer;
use goodturn_store::rows::{BY_HAND, Detail, Entry, Person};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::{mark, named};
use super::messages;
use crate::book::{Book, Context, settings};
use crate::error::Result;
use crate::request::deed::refresh_profile;
use crate::request::happened::{Happened, time_of};
use crate::request::parse;
use crate::request::{Done, LeftOut, Request, request};

request! {
    Act "capture" Capture: "Captures the people whom you met at an event: typed lines, cards, a table, pictures" -> done {
        event: Positional(Event) "The event: enough of its name, or its code",
        file: Many(File) "A file: a typed list, vCards, CSV, a picture of a code or of a card (/dev/stdin for what is piped in)",
        line: Many(Sentence) "A typed line: name, where they work, address, number, what was said",
        note: Optional(Sentence) "What was said with all of them",
    }
    examples {
        { event: "timber", file: "list.txt", file: "cards.vcf" } "typed lines, cards",
        { event: "timber", file: "card.jpg" } "a picture of a code or of a card",
        { event: "timber", line: "Ada Brook, Brook & Sons, ada@brook.example | wants old oak" } "",
    }
}

/// What the entry of a follow-up keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FollowBody {
    /// The event's name.
    pub event: String,
    /// The day on which it was done; none where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    /// What the text is to say, in the user's words to them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub say: String,
}

goodturn_core::bodies! { FollowBody: FollowUp; }

/// Within so many days one follows up.
pub(crate) const WITHIN: i64 = 2;

/// What became of those who were captured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    added: usize,
    updated: usize,
    unchanged: usize,
}

impl Request for Capture {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let mut guests = Guests::default();
        let mut take = |more: Guests| {
            guests.people.extend(more.people);
            guests.broken.extend(more.broken);
        };
        let asked = Asked {
            now: ctx.now,
            zone: ctx.zone.clone(),
            texts: false,
            me: Vec::new(),
            format: None,
            all_of_it: false,
            region: book.settings()?.region,
        };
        for file in &self.file {
            take(read(file, &asked));
        }
        if !self.line.is_empty() {
            take(typed(&self.line.join("\n"), "typed"));
        }
        if guests.people.is_empty() && guests.broken.is_empty() {
            return Err(messages::nobody_named());
        }
        let Guests { people, broken } = guests;
        let ids: Vec<[Uuid; 3]> = people.iter().map(|_| std::array::from_fn(|_| book.id(ctx.now))).collect();
        let note = parse::maybe(&self.note).unwrap_or_default().to_owned();
        let done = book.act_if_any(ctx, "capture", |writer| {
            let event = named(writer, &self.event)?;
            let region = settings(writer)?.region;
            let mut desk =
                Capturing { book, ctx, event: &event, region, among: people.len(), seen: HashMap::new() };
            let (mut counts, mut left) =
                (Counts::default(), broken.iter().map(left_out).collect::<Vec<LeftOut>>());
            for (guest, ids) in people.iter().zip(&ids) {
                match desk.bring(writer, guest, *ids, &note)? {
                    Ok(Fate::Added) => counts.added += 1,
                    Ok(Fate::Updated) => counts.updated += 1,
                    Ok(Fate::Unchanged) => counts.unchanged += 1,
                    Err(reason) => {
                        let text = said_again(guest);
                        left.push(LeftOut { place: guest.place.to_string(), reason, text });
                    }
                }
            }
            let Counts { added, updated, unchanged } = counts;
            let summary = messages::captured(&event.what, added, updated, unchanged, left.len());
            let keep = if added + updated == 0 {
                goodturn_store::writer::Keep::No
            } else {
                goodturn_store::writer::Keep::Yes
            };
            Ok((Done { left, ..Done::of(summary) }, keep))
        })?;
        let mut notes = Vec::new();
        if done.seq > 0 {
            notes.push(messages::within(WITHIN * 24));
            notes.extend(book.perhaps_known(ctx, Seq(done.seq)));
        }
        Ok(done.with_notes(notes))
    }
}

fn left_out(broken: &Broken) -> LeftOut {
    let Broken { problem, text } = broken;
    LeftOut { place: problem.place.to_string(), reason: problem.what.clone(), text: text.clone() }
}

/// A guest as a typed line, so that it can be mended and captured again.
fn said_again(guest: &Guest) -> String {
    let values: Vec<&str> = guest.values.iter().map(|value| value.text.as_str()).collect();
    let said = if guest.said.is_empty() { String::new() } else { format!(" | {}", guest.said) };
    format!("{}{said}", values.join(", "))
}

enum Fate {
    Added,
    Updated,
    Unchanged,
}

struct Capturing<'d> {
    book: &'d Book,
    ctx: &'d Context,
    event: &'d Entry,
    region: Option<String>,
    /// How many were captured together.
    among: usize,
    /// Whom this act has brought already, by name.
    seen: HashMap<String, PersonId>,
}

impl Capturing<'_> {
    /// Brings one in; or says why that cannot be.
    fn bring(
        &mut self,
        writer: &mut Writer<'_>,
        guest: &Guest,
        [person, met, follow]: [Uuid; 3],
        note: &str,
    ) -> Result<Result<Fate, String>> {
        let values: Vec<&Value> = guest.values.iter().filter(|value| value.kind != ValueKind::Uid).collect();
        let name = profile::profile(values.iter().copied()).name;
        let known = match self.known(writer, &values, &name)? {
            Ok(known) => known,
            Err(why) => return Ok(Err(why)),
        };
        let mut fate = if known.is_some() { Fate::Unchanged } else { Fate::Added };
        let mut someone = known.unwrap_or_else(|| Person::new(PersonId(person), self.ctx.now));
        let details = if matches!(fate, Fate::Added) { Vec::new() } else { writer.details(someone.id)? };
        for value in values {
            let normal = profile::normal(value.kind, &value.text, self.region.as_deref());
            if details.iter().any(|detail| detail.says(value, normal.as_deref())) {
                continue;
            }
            // Whoever is known keeps the name one has for them.
            let names = matches!(value.kind, ValueKind::Name | ValueKind::Given | ValueKind::Family);
            if names && details.iter().any(|detail| detail.value.kind == ValueKind::Name) {
                continue;
            }
            let detail: Detail = self.book.detail(writer, self.ctx, &someone, value.clone())?;
            writer.put_detail(&detail)?;
            if matches!(fate, Fate::Unchanged) {
                fate = Fate::Updated;
            }
        }
        let said: Vec<&str> =
            [guest.said.as_str(), note].into_iter().filter(|text| !text.is_empty()).collect();
        let said = said.join(", ");
        if self.was_met(writer, someone.id)? {
            if matches!(fate, Fate::Updated) {
                refresh_profile(writer, &mut someone)?;
            }
            return Ok(Ok(fate));
        }
        if matches!(fate, Fate::Unchanged) {
            fate = Fate::Updated;
        }
        if someone.kind_why.is_empty() && someone.kind != sender::Kind::Person {
            (someone.kind, someone.kind_why) = (sender::Kind::Person, BY_HAND.to_owned());
        }
        let day = self.event.on()?;
        let (kind, direction, title) = (InteractionKind::Event, Direction::Both, self.event.what.clone());
        let happened = Happened {
            id: met,
            at: time_of(day, self.ctx),
            kind,
            direction,
            title,
            text: said.clone(),
            among: self.among,
            origin: None,
        };
        happened.write(writer, &mut someone, self.ctx.now)?;
        refresh_profile(writer, &mut someone)?;
        self.seen.insert(fold(&name), someone.id);
        let mut entry = Entry::new(EntryId(follow), Kind::FollowUp, someone.id, day);
        entry.third = Some(mark(self.event.id));
        entry.what = said;
        entry.state = state::FollowUp::Open.into();
        entry.due = Some(day.saturating_add(WITHIN.days()).into());
        entry.keep(&FollowBody { event: self.event.what.clone(), done: None, say: String::new() })?;
        writer.put_entry(&entry)?;
        Ok(Ok(fate))
    }

    /// Whether somebody was captured at this event before.
    fn was_met(&self, writer: &mut Writer<'_>, person: PersonId) -> Result<bool> {
        let found = writer.entries_of(person, Kind::FollowUp)?;
        Ok(found.iter().any(|entry| entry.third == Some(mark(self.event.id))))
    }

    /// Who it is, by e-mail, phone or profile page, or else by the whole name; why it cannot be told where two fit.
    fn known(
        &self,
        writer: &mut Writer<'_>,
        values: &[&Value],
        name: &str,
    ) -> Result<std::result::Result<Option<Person>, String>> {
        for kind in [ValueKind::Email, ValueKind::Phone, ValueKind::Url] {
            for value in values.iter().filter(|value| value.kind == kind) {
                let Some(normal) = profile::normal(kind, &value.text, self.region.as_deref()) else {
                    continue;
                };
                // A firm's home page is everybody's there; a profile page is one person's.
                if kind == ValueKind::Url && !is_profile(&normal) {
                    continue;
                }
                if let Some(id) = writer.holders(kind.name(), &normal)?.first().copied() {
                    return Ok(Ok(writer.person(id)?));
                }
            }
        }
        let has_channel =
            values.iter().any(|value| matches!(value.kind, ValueKind::Email | ValueKind::Phone));
        if let Some(id) = self.seen.get(&fold(name)).filter(|_| !has_channel) {
            return Ok(Ok(writer.person(*id)?));
        }
        let mut named = writer.named(&fold(name))?;
        named.retain(|person| person.kind == sender::Kind::Person);
        match (named.len(), has_channel) {
            (0, _) => Ok(Ok(None)),
            (1, _) => Ok(Ok(named.pop())),
            // With an address of their own they may well be a third of that name.
            (_, true) => Ok(Ok(None)),
            (n, false) => Ok(Err(messages::of_one_name(n, name).to_string())),
        }
    }
}
