//! Who can introduce one: the likeliest ways to somebody, to an organisation, or to anybody of whom something is true.

use goodturn_core::boundary::Purpose;
use goodturn_core::consent::Use;
use goodturn_core::deed::Deed;
use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::graph::SUREST;
use goodturn_core::insight::paths::{Finder, HOPS, HOPS_MOST, STEP};
use goodturn_core::letter::Letter;
use goodturn_core::sentence;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use schemars::JsonSchema;
use serde::Serialize;

use super::evidence::{Known, known, tired};
use super::messages;
use super::ready::{TIRED_DAYS, ready};
use super::target::{Target, target};
use crate::book::{Book, Context};
use crate::boundaries::consents::Consents;
use crate::boundaries::reach::Reach;
use crate::care::{self, Care};
use crate::error::Result;
use crate::promises::ask::before_asking;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::{resolve_party, resolve_person};
use crate::request::{Lines, Request, Say, request};
use crate::words::card::sheet;

request! {
    View "path" Path: "Shows who can introduce you to somebody, the likeliest way first" -> lines Way {
        who: Rest(Line) "Whom you want to meet: a person, an organisation, or what they are, such as “anybody in tax in Lyon”",
        from: Optional(Party) "For whom, where it is not for you",
        k: Number(From(0)) "How many ways at the most (default 5)",
        hops: Number(From(0)) "How many introductions at the most, from 1 to 4 (default 3)",
        why: Optional(Sentence) "Why you want to meet them, for the text of the request",
    }
    examples {
        { who: "Cleo" } "who can introduce you to her",
        { who: "anybody in tax" } "or to whoever fits",
        { who: "Cleo", from: "Ada", why: "she restores old boats" } "",
    }
}

/// So many ways are shown at the most.
const MOST: u32 = 50;

/// A way to somebody.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Way {
    /// From 0 to 1: how likely a request gets through. All its ties, times 0.7 for each beyond the first, times what is
    /// lost where somebody was asked lately.
    pub score: f64,
    /// Whom it begins with.
    pub from: Party,
    /// Everybody after that, with the tie that leads to them.
    pub hops: Vec<Hop>,
    /// The tie that is most likely to break.
    pub weakest: Link,
    /// Whom to ask instead, where the first one cannot: who begins the next way.
    pub instead: Option<Party>,
    /// What to know before asking the first one.
    pub notes: Vec<String>,
    /// The deed that asks for it.
    pub deed: Deed,
    /// The text that asks for it; none where there is nobody to ask.
    pub request: Option<Asking>,
}

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Hop {
    /// To whom.
    pub person: Party,
    /// How likely the one before passes something on to them, from 0 to 100.
    pub strength: f64,
    /// How one knows of the tie.
    pub evidence: String,
}

/// A tie by its ends.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Link {
    /// The one.
    pub from: Party,
    /// The other.
    pub to: Party,
    /// From 0 to 100.
    pub strength: f64,
}

/// The text that asks somebody for an introduction.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Asking {
    /// Whom it asks.
    pub to: Party,
    /// The line above it.
    pub subject: String,
    /// The text.
    pub body: String,
    /// A link that opens it in a mail program; none where they have no address that may be used so.
    pub mailto: Option<String>,
}

impl Way {
    /// Everybody on it by name, with arrows.
    pub fn names(&self) -> String {
        let mut names = vec![self.from.name()];
        names.extend(self.hops.iter().map(|hop| hop.person.name()));
        names.join(" → ")
    }
}

impl Say for Way {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![format!("  {:3.0}  {}", self.score * 100.0, self.names())];
        let mut from = &self.from;
        for hop in &self.hops {
            let step = messages::step(from.name(), hop.person.name(), hop.strength, &hop.evidence);
            lines.push(format!("       {step}"));
            from = &hop.person;
        }
        if self.hops.len() > 1 {
            let Link { from, to, strength } = &self.weakest;
            lines.push(format!("       {}", messages::weakest(from.name(), to.name(), *strength)));
            if let (Some(first), Some(instead)) = (self.hops.first(), &self.instead) {
                lines.push(format!("       {}", messages::instead(first.person.name(), instead.name())));
            }
        }
        lines.extend(self.notes.iter().map(|note| format!("       {note}")));
        lines
    }

    fn words(&self, ctx: &Context) -> Vec<Words> {
        let lines = self.say(ctx).into_iter().map(Words::from);
        lines.chain([sentence!["       {deed}", deed = self.deed.clone()]]).collect()
    }
}

impl Request for Path {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let ways = book.path(&self, ctx)?;
        let hops = self.hops.unwrap_or(HOPS as u32);
        Ok(Lines::of(ways, messages::no_way(hops, hops as usize >= HOPS_MOST), ctx))
    }
}

impl Book {
    /// The likeliest ways from the member, or from somebody, to whom is asked for.
    pub fn path(&self, ask: &Path, ctx: &Context) -> Result<Vec<Way>> {
        let who = parse::filled(&ask.who, messages::TARGET_NOT_SAID)?;
        if ask.k == Some(0) {
            return Err(messages::no_ways_wanted());
        }
        let most = ask.k.unwrap_or(5).min(MOST) as usize;
        let hops = ask.hops.unwrap_or(HOPS as u32) as usize;
        if !(1..=HOPS_MOST).contains(&hops) {
            return Err(messages::too_many_steps(hops));
        }
        let network = self.network(ctx)?;
        self.read(|reader| {
            let from = match parse::maybe(&ask.from) {
                Some(from) => resolve_party(reader, from)?.id(),
                None => PersonId::ME,
            };
            let ends = match target(reader, who)? {
                Target::One(one) if one == from => return Err(messages::way_to_themself()),
                Target::One(one) => {
                    welcome(reader, one, ctx)?;
                    vec![one]
                }
                Target::Any(many) => many.into_iter().filter(|one| *one != from).collect(),
            };
            let numbers: Vec<u32> = ends.iter().filter_map(|end| network.number(*end)).collect();
            let Some(start) = network.number(from) else { return Ok(Vec::new()) };
            let ready = ready(reader, &network, ctx)?;
            // A few more than asked for: some lead to whom nothing may be sent, and the last needs one to fall back on.
            let found = Finder::new(&network.graph, ready.clone()).ways(start, &numbers, most * 2 + 2, hops);
            let mut ways = Vec::new();
            for found in &found {
                let people: Vec<PersonId> = found.people.iter().map(|one| network.id(*one)).collect();
                let readiness = found.people.iter().skip(1).rev().skip(1).map(|one| ready.of(*one)).product();
                ways.extend(way(reader, &people, readiness, ctx)?);
            }
            ways.sort_by(|a: &Way, b: &Way| b.score.total_cmp(&a.score));
            finish(reader, ways, most, ask, ctx)
        })
    }
}

/// Whether somebody may be introduced at all.
fn welcome(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<()> {
    if let Some(person) = reader.person(person)? {
        Care::of(reader, &person, Purpose::Introduce, None, ctx)?.heeded()?;
    }
    Ok(())
}

/// A way with the evidence for each of its ties; none where one of them is none any more, or the last does not want it.
fn way(reader: &mut Reader<'_>, people: &[PersonId], readiness: f32, ctx: &Context) -> Result<Option<Way>> {
    let (Some(first), Some(last)) = (people.first(), people.last()) else { return Ok(None) };
    if *last != PersonId::ME && welcome(reader, *last, ctx).is_err() {
        return Ok(None);
    }
    let mut score = f64::from(readiness) * f64::from(STEP).powi(people.len() as i32 - 2);
    let mut hops = Vec::new();
    let mut weakest: Option<Link> = None;
    for pair in people.windows(2) {
        let [from, to] = pair else { continue };
        let Known { chance, evidence } = known(reader, *from, *to, ctx)?;
        let chance = chance.min(f64::from(SUREST));
        score *= chance;
        let (from, person) = (party(reader, *from)?, party(reader, *to)?);
        let strength = (chance * 1000.0).round() / 10.0;
        if weakest.as_ref().is_none_or(|link| strength < link.strength) {
            weakest = Some(Link { from, to: person.clone(), strength });
        }
        hops.push(Hop { person, strength, evidence });
    }
    let (Some(weakest), true) = (weakest, score > 0.0) else { return Ok(None) };
    let from = party(reader, *first)?;
    let score = (score * 10_000.0).round() / 10_000.0;
    let deed = Deed::new("show").person("who", weakest.to.id(), weakest.to.name());
    let (instead, notes, request) = (None, Vec::new(), None);
    Ok(Some(Way { score, from, hops, weakest, instead, notes, deed, request }))
}

/// Says for the first of the ways what to know and how to ask.
fn finish(
    reader: &mut Reader<'_>,
    ways: Vec<Way>,
    most: usize,
    ask: &Path,
    ctx: &Context,
) -> Result<Vec<Way>> {
    let firsts: Vec<Option<Party>> = ways
        .iter()
        .map(|way| if way.hops.len() > 1 { way.hops.first().map(|hop| hop.person.clone()) } else { None })
        .collect();
    let mut shown = Vec::new();
    for (at, mut way) in ways.into_iter().enumerate().take(most) {
        let others = firsts.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, who)| who);
        if firsts[at].is_some() {
            way.instead = others.clone().find(|who| Some(*who) != firsts[at].as_ref()).cloned();
        }
        asking(reader, &mut way, ask, ctx)?;
        shown.push(way);
    }
    Ok(shown)
}

/// How a way is set out upon: one asks the first on it; brings two together, where oneself is between them; or writes.
fn asking(reader: &mut Reader<'_>, way: &mut Way, ask: &Path, ctx: &Context) -> Result<()> {
    let (Some(first), Some(last)) = (way.hops.first().cloned(), way.hops.last().cloned()) else {
        return Ok(());
    };
    let why = parse::maybe(&ask.why);
    if !way.from.is_me() {
        // Somebody else's way: where it leads through me, I bring together who stands on my two sides.
        let mine = way.hops.iter().position(|hop| hop.person.is_me());
        way.deed = match mine.and_then(|at| Some((at, way.hops.get(at + 1)?))) {
            Some((at, after)) => {
                let before = if at == 0 { &way.from } else { &way.hops[at - 1].person };
                let (before, after) = (before.clone(), &after.person);
                let deed = Deed::new("introduce");
                let deed = deed.person("a", before.id(), before.name()).person("b", after.id(), after.name());
                match why {
                    Some(why) => deed.text("why", why),
                    None => deed,
                }
            }
            None => Deed::new("show").person("who", first.person.id(), first.person.name()),
        };
        return Ok(());
    }
    if way.hops.len() == 1 {
        way.deed = Deed::new("brief").person("who", first.person.id(), first.person.name());
        return Ok(());
    }
    // Of three in between, the first is asked for the next: each asks on.
    let next = &way.hops[1].person;
    let for_whom = messages::an_introduction(next, &last.person).to_string();
    way.deed = Deed::new("ask").person("who", first.person.id(), first.person.name()).text("what", for_whom);
    let person = resolve_person(reader, &first.person.id().to_string())?;
    if let Some(days) = tired(reader, person.id, ctx)? {
        way.notes.push(messages::asked_lately(first.person.name(), days, TIRED_DAYS).to_string());
    }
    let crossed = care::crossed(reader, person.id, ctx)?;
    way.notes.extend(before_asking(reader, &person, crossed, ctx)?);
    if Care::of(reader, &person, Purpose::Ask, None, ctx)?.refused.is_some() {
        // The notes say why nothing is drafted.
        return Ok(());
    }
    let letter = letter(reader, &first.person, next, &last.person, why)?;
    let details = reader.details(person.id)?;
    let consents = Consents::of(reader, person.id)?;
    let address = details
        .iter()
        .find(|detail| detail.value.kind == ValueKind::Email && consents.allow(&detail.value, Use::Contact));
    let by_mail = Reach::by_mail(reader, person.id, ctx)?;
    let mailto = address.filter(|_| by_mail).map(|detail| letter.mailto(&[detail.value.text.as_str()]));
    way.request =
        Some(Asking { to: first.person.clone(), subject: letter.subject, body: letter.body, mailto });
    Ok(())
}

/// The text that asks for an introduction. It names whom one wants to meet, whom its reader knows, and says of them
/// nothing else.
fn letter(
    reader: &mut Reader<'_>,
    to: &Party,
    next: &Party,
    last: &Party,
    why: Option<&str>,
) -> Result<Letter> {
    let greeting = to.name().split_whitespace().next().unwrap_or_default();
    let because =
        why.map_or_else(String::new, |why| format!("What it is about: {}.\n\n", why.trim_end_matches('.')));
    let on = if next.id() == last.id() {
        format!("I would like to meet {}, whom I think you know.", last.name())
    } else {
        format!(
            "I would like to meet {}. I think that {}, whom you know, could bring me there.",
            last.name(),
            next.name()
        )
    };
    let me = party(reader, PersonId::ME)?;
    let card = sheet(reader, me)?;
    let me = if card.line.is_empty() {
        String::new()
    } else {
        format!("You may pass this on:\n\n> {}\n\n", card.line.trim_end_matches('.'))
    };
    Ok(Letter {
        subject: format!("An introduction to {}", next.name()),
        body: format!(
            "Hello {greeting},\n\n{on}\n\n{because}Would you ask {} whether they would like that? If it is not the \
             right moment, or you would rather not, that is fine.\n\n{me}What can I do for you?\n",
            next.name()
        ),
    })
}
