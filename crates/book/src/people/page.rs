//! One person, whole.

use goodturn_core::business::Role;
use goodturn_core::stance::Stance;
use std::borrow::Cow;

use goodturn_core::channel::fold;
use goodturn_core::consent::Use;
use goodturn_core::draft::{Direction, InteractionKind, ValueKind};
use goodturn_core::id::{InteractionId, PersonId};
use goodturn_core::insight::cadence::{Cadence, every};
use goodturn_core::insight::strength::{Bond, Parts};
use goodturn_core::insight::today::{silence, span};
use goodturn_core::profile::{ALSO, readable};
use goodturn_store::Reader;
use goodturn_store::rows::{Detail, Entry, Participation, Person};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::boundaries::boundary::manners;
use crate::boundaries::consents::Consents;
use crate::business::whole::Whole;
use crate::duplicates::parts::{self, Part};
use crate::error::Result;
use crate::guard::watch::{Watched, watched};
use crate::interest::halves::{Halves, halves};
use crate::interest::profile::{Profile, profile};
use crate::ledger::balance::credit;
use crate::people::beside::Beside;
use crate::people::list;
use crate::people::search::Hit;
use crate::promises::ask::before_asking;
use crate::request::party::Party;
use crate::request::resolve::resolve_person;
use crate::request::{One, Request, request};
use crate::sample::network::ORIGIN;
use crate::stances::cross::sentence;
use crate::stances::held::{Held, held, my_stance};
use crate::today::heed::logged;
use crate::words::card::{self, Sheet};

request! {
    View "show" Show: "Shows somebody: channels, facts, strength explained, timeline" -> one Page {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        limit: Number(From(0)) "How many lines of the timeline (default 30)",
        before: Optional(Id) "Go on below this interaction (its id)",
    }
    examples {
        { who: "Amara" } "enough of the name",
        { who: "ada@brook.example" } "or an address",
    }
}

/// One person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "PersonInFull")]
pub struct Page {
    /// What a list shows.
    #[serde(flatten)]
    pub line: list::Line,
    /// What they are to me, several at once: prospect, client, ambassador, partner, mentor, friend.
    pub roles: Vec<Role>,
    /// What they hold networking to be, as I say or else as it seems; none while too little is known.
    pub stance: Option<Stance>,
    /// person, organisation, list, robot or role.
    pub kind: &'static str,
    /// Why it has that kind, where that is not plain.
    pub kind_why: String,
    /// Everything else that is known, oldest first.
    pub facts: Vec<Fact>,
    /// Why the strength is what it is; none without any contact.
    pub strength_explained: Option<Explained>,
    /// How often to be in touch, in words.
    pub cadence: String,
    /// When one was last in touch: both ways, or by what was written down by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub in_touch: Option<Timestamp>,
    /// The last word of either, in mail, talk or meeting; a note is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub last_word: Option<Timestamp>,
    /// Not in today's list before then.
    #[schemars(with = "Option<String>")]
    pub snoozed: Option<Timestamp>,
    /// Good turns, promises, needs, offers, ties and boundaries.
    #[serde(flatten)]
    pub beside: Beside,
    /// What they did for others than me, in words; none where nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The same, and how one knows; none where too little is known.
    pub stance_explained: Option<Held>,
    /// Where that and what I hold pull apart, and what to do.
    pub cross_purposes: Option<String>,
    /// What to know before one asks them for something.
    pub before_asking: Vec<String>,
    /// How to deal with them beside what they said themselves; a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub manners: Vec<String>,
    /// The person and their business, and which half is empty.
    pub halves: Halves,
    /// What is known of them and what is not, with the next good question.
    pub profile: Profile,
    /// What may be said of them to others.
    pub card: Sheet,
    /// Business with them, what came through them, and how far the tie has come.
    pub business: Whole,
    /// How they stand with the guard; for the member alone.
    pub guard: Watched,
    /// Who was made one with them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Part>,
    /// What happened, newest first.
    pub timeline: Vec<Moment>,
    /// The interaction to go on below, where there is more.
    pub more: Option<String>,
}

/// One value known of somebody.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Fact {
    /// Its id, by which `edit --remove` takes it away.
    pub id: String,
    /// What it is.
    pub kind: &'static str,
    /// What the source calls it.
    pub label: String,
    /// The value.
    pub value: String,
    /// Who said so: `by hand`, or the file.
    pub origin: String,
    /// Whether they may be reached by it.
    #[serde(skip)]
    pub usable_for_contact: bool,
    /// What they said about its use, in words; empty where they said nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consent: String,
}

impl Fact {
    /// What it says, as people read it.
    pub fn read(&self) -> Cow<'_, str> {
        let kind = ValueKind::ALL.into_iter().find(|kind| kind.name() == self.kind);
        kind.map_or(Cow::Borrowed(self.value.as_str()), |kind| readable(kind, &self.value))
    }
}

/// A strength with its parts and the words for them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Explained {
    /// The parts.
    #[serde(flatten)]
    pub parts: Parts,
    /// The chance of a two-way exchange in the next 90 days, from 0 to 100, on the scale that this book learnt from
    /// its own ties; none where it has too few.
    pub chance_here: Option<f64>,
    /// How many contacts ever counted, and how many of them in the last 90 days.
    pub contacts: [u32; 2],
    /// In words, one sentence each.
    pub words: Vec<String>,
    /// For how long the tie has been silent, as a clause.
    #[serde(skip)]
    pub silent: String,
    /// What matters most today, greatest first.
    pub top: Vec<Moment>,
    /// Contacts in each of the last 24 months, oldest first: mine, and theirs.
    pub months: Vec<[u32; 2]>,
    /// How much went on lately in either direction (half-life 90 days).
    pub activity: f64,
}

/// One interaction as a line of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// Its id.
    pub id: String,
    /// When; none where the source has no believable day.
    #[schemars(with = "Option<String>")]
    pub at: Option<Timestamp>,
    /// What it was.
    pub kind: InteractionKind,
    /// Whose move it was, seen from me; `seen` where I only was there, too.
    pub direction: Direction,
    /// The subject.
    pub title: String,
    /// The text, where kept.
    pub text: String,
    /// Who else was in it, at most eight.
    pub with: Vec<Party>,
    /// How many were in it.
    pub people: usize,
    /// Whether it was written down by hand, so that all of it can be corrected.
    #[serde(skip)]
    pub by_hand: bool,
}

impl Request for Show {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::plain(book.show(&self, ctx)?))
    }
}

impl Book {
    /// One person.
    pub fn show(&self, ask: &Show, ctx: &Context) -> Result<Page> {
        let most = ask.limit.unwrap_or(30).max(1) as usize;
        self.read(|reader| {
            let person = resolve_person(reader, &ask.who)?;
            let before = match &ask.before {
                None => None,
                Some(id) => Some(before(reader, person.id, id)?),
            };
            page_of(reader, person, before.as_ref(), most, ctx)
        })
    }
}

fn before(reader: &mut Reader<'_>, person: PersonId, id: &str) -> Result<Participation> {
    let wrong = || messages::no_interaction(id);
    let id: InteractionId = id.parse().map_err(|_| wrong())?;
    let interaction = reader.interaction(id)?.ok_or_else(wrong)?;
    Ok(Participation::of(person, 0, &interaction, 0.0, Direction::Seen))
}

/// All that is shown of one person, with so many lines of the timeline below one of it.
pub(crate) fn page_of(
    reader: &mut Reader<'_>,
    person: Person,
    before: Option<&Participation>,
    most: usize,
    ctx: &Context,
) -> Result<Page> {
    let mut parts = reader.timeline(person.id, before, most + 1)?;
    let more = (parts.len() > most).then(|| parts.truncate(most)).and_then(|()| parts.last());
    let more = more.map(|part| part.interaction.to_string());
    let mut timeline = Vec::with_capacity(parts.len());
    for part in &parts {
        timeline.extend(moment(reader, part)?);
    }
    let entries = reader.entries(person.id)?;
    let line = list::line(reader, Hit { person: person.clone(), matches: Vec::new() }, ctx)?;
    let facts = facts(reader, &person)?;
    let stance_explained = held(reader, person.id, &entries, ctx)?;
    let cross_purposes = sentence(my_stance(reader)?, stance_explained.as_ref());
    let business = Whole::of(reader, &person, &entries, &line.tags, ctx)?;
    Ok(Page {
        roles: business.roles.iter().map(|held| held.role).collect(),
        stance: stance_explained.as_ref().map(|held| held.stance),
        kind: person.kind.name(),
        kind_why: person.kind_why.clone(),
        strength_explained: explained(reader, &person, ctx)?,
        cadence: person.cadence.words(),
        in_touch: person.bond.exchanged().max(logged(reader, person.id)?),
        last_word: person.bond.last(),
        snoozed: person.snoozed.filter(|until| *until > ctx.now),
        merged: parts::parts(reader, person.id)?,
        guard: watched(reader, person.id, &entries, ctx)?,
        halves: halves_of(&person, &facts, &entries)?,
        facts,
        profile: profile(reader, person.id, &entries, ctx)?,
        card: card::sheet(reader, Party::from(&person))?,
        business,
        credit: credit(person.id, &entries)?,
        beside: Beside::of(reader, person.id, entries, ctx)?,
        manners: manners(reader, person.id, &person.profile.name, ctx)?,
        before_asking: before_asking(reader, &person, cross_purposes.clone(), ctx)?,
        stance_explained,
        cross_purposes,
        timeline,
        more,
        line,
    })
}

fn halves_of(person: &Person, facts: &[Fact], entries: &[Entry]) -> Result<Halves> {
    let values: Vec<(&str, &str)> = facts.iter().map(|fact| (fact.kind, fact.value.as_str())).collect();
    let kept = match person.cadence {
        Cadence::Every(days) => Some(every(days)),
        _ => None,
    };
    halves(person.id, &values, entries, kept.as_deref(), &person.profile.name)
}

fn facts(reader: &mut Reader<'_>, person: &Person) -> Result<Vec<Fact>> {
    let mut origins = std::collections::HashMap::new();
    let mut facts: Vec<Fact> = Vec::new();
    let details = reader.details(person.id)?;
    let consents = Consents::of(reader, person.id)?;
    for detail in details.iter().filter(|detail| detail.value.kind != ValueKind::Uid) {
        let origin = match detail.origin {
            None => "by hand".to_owned(),
            Some(id) => match origins.get(&id) {
                Some(known) => String::clone(known),
                None => {
                    let name = match id {
                        ORIGIN => messages::SAMPLE.to_owned(),
                        _ => file(reader, &details, id)?.unwrap_or_else(|| messages::A_CARD.to_owned()),
                    };
                    origins.insert(id, name.clone());
                    name
                }
            },
        };
        let (kind, label) = (detail.value.kind.name(), detail.value.label.clone());
        let (id, value, consent) =
            (detail.id.to_string(), detail.value.text.clone(), consents.words(&detail.value));
        let usable_for_contact = consents.allow(&detail.value, Use::Contact);
        // Of two who were made one each had it: it is shown once, with all who say so.
        let alike = |fact: &Fact| fact.label == label || label == ALSO;
        let same = |fact: &&mut Fact| fact.kind == kind && alike(fact) && fold(&fact.value) == fold(&value);
        if let Some(known) = facts.iter_mut().find(same) {
            if !known.origin.split(", ").any(|known| known == origin) {
                known.origin = format!("{}, {origin}", known.origin);
            }
            continue;
        }
        facts.push(Fact { id, kind, label, value, origin, usable_for_contact, consent });
    }
    Ok(facts)
}

/// The file behind an origin: a source's own, or that of a card, which is known to the value that names the
/// card and has its id.
fn file(reader: &mut Reader<'_>, details: &[Detail], origin: [u8; 16]) -> Result<Option<String>> {
    let card = details.iter().find(|detail| detail.id.bytes() == origin);
    let source = card.and_then(|card| card.origin).unwrap_or(origin);
    Ok(reader.source(source)?.map(|source| source.name))
}

fn moment(reader: &mut Reader<'_>, part: &Participation) -> Result<Option<Moment>> {
    let Some(interaction) = reader.interaction(part.interaction)? else { return Ok(None) };
    let (mut with, mut named) = (Vec::new(), vec![part.person]);
    for (other, _) in interaction.people.iter().take(9) {
        let other = reader.who_is(*other)?;
        if !named.contains(&other) {
            named.push(other);
            with.extend(reader.person(other)?.as_ref().map(Party::from));
        }
    }
    Ok(Some(Moment {
        id: interaction.id.to_string(),
        at: interaction.at,
        kind: interaction.kind,
        direction: part.direction,
        title: interaction.title,
        text: interaction.text,
        with,
        people: interaction.people.len(),
        by_hand: interaction.origin.is_none(),
    }))
}

/// How far back the plot and the list of what matters most look. What is older weighs little, and the page's
/// time must not grow with the length of a life.
const LOOK_BACK: usize = 400;

fn explained(reader: &mut Reader<'_>, person: &Person, ctx: &Context) -> Result<Option<Explained>> {
    let Some(parts) = person.bond.parts(ctx.now) else { return Ok(None) };
    let recent = reader.timeline(person.id, None, LOOK_BACK)?;
    let mut months = vec![[0; 2]; 24];
    for part in recent.iter().filter(|part| part.weight > 0.0) {
        let Some(at) = part.when() else { continue };
        let age = (ctx.now.as_second() - at.as_second()) as f64 / (86_400.0 * 30.44);
        if (0.0..24.0).contains(&age) {
            let month = &mut months[23 - age as usize];
            month[0] += u32::from(part.direction != Direction::In);
            month[1] += u32::from(part.direction != Direction::Out);
        }
    }
    let mut weighed: Vec<(f64, &Participation)> = recent
        .iter()
        .filter(|part| part.weight > 0.0)
        .filter_map(|part| Some((Bond::contribution(part.when()?, part.weight, ctx.now), part)))
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut top = Vec::new();
    for (_, part) in weighed.into_iter().take(5) {
        top.extend(moment(reader, part)?);
    }
    let activity = person.bond.activity(ctx.now);
    let chance_here = crate::reliability::learnt(reader)?
        .map(|learnt| learnt.scale.chance(person.bond.raw_at(ctx.now)) * 100.0);
    let lately = recent
        .iter()
        .filter(|part| part.weight > 0.0)
        .filter_map(Participation::when)
        .filter(|at| (0..90 * 86_400).contains(&(ctx.now.as_second() - at.as_second())));
    let contacts = [person.bond.count(), u32::try_from(lately.count()).unwrap_or(u32::MAX)];
    let silent = person.bond.last().map(|last| silence(last, ctx.now, &ctx.zone)).unwrap_or_default();
    let mut words = words(&parts, &person.bond, &silent);
    words.extend(over_time(&person.bond, contacts));
    if let Some(chance) = chance_here {
        words.push(messages::strength_here(chance).to_string());
    }
    Ok(Some(Explained { words, silent, parts, chance_here, contacts, top, months, activity }))
}

/// All of it beside the last 90 days.
fn over_time(bond: &Bond, [ever, lately]: [u32; 2]) -> Option<String> {
    let (first, last) = (bond.first()?, bond.last()?);
    let days = (last.as_second() - first.as_second()) as f64 / 86_400.0;
    Some(messages::contacts(ever, days, lately).to_string())
}

fn words(parts: &Parts, bond: &Bond, silent: &str) -> Vec<String> {
    let direction = match (bond.last_out().is_some(), bond.last_in().is_some()) {
        (true, true) if parts.out > 2.0 * parts.in_ => messages::MORE_FROM_YOU,
        (true, true) if parts.in_ > 2.0 * parts.out => messages::MORE_FROM_THEM,
        (true, true) => messages::AS_MUCH,
        (true, false) => messages::NOTHING_BACK,
        _ => messages::NOT_ANSWERED,
    };
    let gap = span(parts.usual_gap_days);
    let rhythm = if parts.rhythm > 0.95 {
        messages::within_rhythm(&gap, silent)
    } else if parts.rhythm > 0.7 {
        messages::longer_than_usual(&gap, silent)
    } else {
        messages::rhythm_broken(&gap, silent)
    };
    let strength = messages::strength(parts.strength);
    let mut words = vec![strength.to_string(), direction.to_owned(), rhythm.to_string()];
    let (now, then) = (parts.strength.round(), parts.after_reply.round());
    if then > now {
        words.push(messages::would_raise(now, then).to_string());
    }
    words
}

/// The names of kinds of interaction, for a face's list.
pub fn interaction_kinds() -> impl Iterator<Item = &'static str> {
    InteractionKind::ALL.into_iter().map(InteractionKind::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_word_would_raise_is_said_where_it_raises_something() {
        let mut parts = Parts {
            out: 1.0,
            in_: 1.0,
            rhythm: 1.0,
            usual_gap_days: 7.0,
            silence_days: 3.0,
            strength: 61.8,
            after_reply: 62.4,
        };
        let last = |parts: &Parts| words(parts, &Bond::default(), "silent for 3 days now").pop().unwrap();
        assert!(last(&parts).starts_with("Usually about every"), "{}", last(&parts));
        parts.after_reply = 62.6;
        assert_eq!(last(&parts), "A word from them today would raise it from 62 to 63.");
    }
}
