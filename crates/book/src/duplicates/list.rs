//! Who may be in the book twice, with the reasons.

use goodturn_core::day::Due;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use goodturn_core::channel::{fold, is_profile};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind as EntryKind;
use goodturn_core::id::{PersonId, Seq};
use goodturn_core::linkage::apart::{Called, NameVerdict};
use goodturn_core::linkage::clusters::clusters;
use goodturn_core::linkage::reasons::reasons;
use goodturn_core::linkage::{Comparer, Doubles, Learnt, Pair, Records, find};
use goodturn_core::profile::readable;
use goodturn_core::sender::classify;
use goodturn_store::Reader;
use goodturn_store::rows::Detail;
use schemars::JsonSchema;
use serde::Serialize;

use super::everybody::Everybody;
use super::groups::Group;
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};
use goodturn_core::profile::{DERIVED, ROW};
use goodturn_core::state;

request! {
    View "duplicates" Duplicates: "Lists who may be in the book twice, the surest first, with the weight of each reason" -> lines Double {
        who: Optional(Person) "Only pairs with this person: id, e-mail address, or enough of the name",
        least: Number(From(0)) "Only pairs of at least this chance, in per cent; 50 where it is not said",
        limit: Number(From(0)) "How many at the most; 50 where it is not said",
        groups: Switch "Whole groups of cards that are one person, instead of pairs",
    }
    examples {
        { least: 90 } "only those that are all but certain",
        { groups } "more than two cards at once",
    }
}

/// Pairs below this chance are not even looked at again.
pub(super) const FLOOR: f64 = 0.01;
/// From this chance on a pair makes a group.
pub(super) const GROUPED: f64 = 0.5;

/// A reason for two being one, or against it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Reason")]
pub struct Why {
    /// In words.
    pub what: &'static str,
    /// In bits: each makes it twice as likely, or half as likely where it is negative.
    pub weight: f64,
}

/// Who may be in the book twice: a pair, or all cards of one person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Double {
    /// Two cards.
    Pair(Line),
    /// Two or more.
    Group(Group),
}

/// Two who may be one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Pair")]
pub struct Line {
    /// The chance, from 0 to 1.
    pub score: f64,
    /// The one who has been in the book for longer.
    pub a: Party,
    /// The other.
    pub b: Party,
    /// What weighs most first.
    pub why: Vec<Why>,
    /// They have something in common that only one person has: a mailbox, a card's UID, a profile page; and neither their
    /// names nor their days of birth make them two.
    pub certain: bool,
    /// What was said of them before, and why they are asked about again.
    pub said: Option<String>,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines =
            vec![format!("{:>3} %  {}  =  {}", percent(self.score), self.a.name(), self.b.name())];
        lines.push(format!("       {}  {}", self.a.id(), self.b.id()));
        lines.push(format!("       {}", in_words(&self.why)));
        lines.extend(self.said.iter().map(|said| format!("       {said}")));
        lines
    }
}

impl Say for Double {
    fn say(&self, ctx: &Context) -> Vec<String> {
        match self {
            Double::Pair(pair) => pair.say(ctx),
            Double::Group(group) => group.say(ctx),
        }
    }
}

/// Reasons that weigh something, each with its weight.
pub(super) fn in_words(why: &[Why]) -> String {
    let telling = why.iter().filter(|why| why.weight.abs() >= 0.05);
    telling.map(|why| format!("{} ({:+.1})", why.what, why.weight)).collect::<Vec<_>>().join(", ")
}

impl Request for Duplicates {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let least = f64::from(self.least.unwrap_or(50)) / 100.0;
        if !(FLOOR..=1.0).contains(&least) {
            return Err(messages::no_chance());
        }
        let most = self.limit.unwrap_or(50) as usize;
        let who = match parse::maybe(&self.who) {
            None => None,
            Some(who) => Some(book.read(|reader| resolve_person(reader, who))?.id),
        };
        if let Some(who) = who.filter(|_| !self.groups)
            && book.is_large()?
            && let Some(lines) = book.like(ctx, who, least, most)?
        {
            return Ok(listed(lines, Double::Pair, ctx));
        }
        let looked = book.looked(ctx)?;
        if self.groups {
            if who.is_some() {
                return Err(messages::groups_of_everybody());
            }
            let groups = book.read(|reader| looked.groups(reader, ctx, most))?;
            return Ok(listed(groups, Double::Group, ctx));
        }
        let lines = book.read(|reader| looked.lines(reader, ctx, who, least, most))?;
        Ok(listed(lines, Double::Pair, ctx))
    }
}

fn listed<T>(found: Vec<T>, double: impl Fn(T) -> Double, ctx: &Context) -> Lines<Double> {
    Lines::of(found.into_iter().map(double).collect(), messages::NOBODY_TWICE, ctx)
}

/// Everybody, looked at once.
pub(crate) struct Looked {
    /// Up to this act.
    pub(super) seq: Seq,
    pub(super) people: Vec<PersonId>,
    pub(super) records: Records,
    pub(super) found: Doubles,
}

impl Looked {
    /// At all who are people or organisations.
    fn at(book: &Book, ctx: &Context) -> Result<Looked> {
        let Everybody { seq, people, records } = Everybody::read(book, &parse::today(ctx).to_string())?;
        let found = find(&records, FLOOR);
        // What it taught spares looking again and is no more than that: where another program is writing, it is not kept.
        let _ = book.store.keep_linkage(&Learnt::written(&records, &found));
        Ok(Looked { seq, people, records, found })
    }

    pub(super) fn id(&self, number: u32) -> PersonId {
        self.people.get(number as usize).copied().unwrap_or(PersonId::ME)
    }

    /// Pairs to be asked about, with the reasons: all, or those of one person.
    pub(super) fn lines(
        &self,
        reader: &mut Reader<'_>,
        ctx: &Context,
        who: Option<PersonId>,
        least: f64,
        most: usize,
    ) -> Result<Vec<Line>> {
        let comparer = Comparer::new(&self.records, &self.found.rarity);
        let asked = self.asked(reader, ctx, who, least, most)?.into_iter();
        Ok(asked.map(|(pair, line)| Line { why: self.why(&comparer, pair), ..line }).collect())
    }

    /// How many pairs there are to be asked about.
    pub(super) fn count(&self, reader: &mut Reader<'_>, ctx: &Context, least: f64) -> Result<u64> {
        if !decided(reader, ctx)?.is_empty() || reader.seq()? != self.seq {
            return Ok(self.asked(reader, ctx, None, least, usize::MAX)?.len() as u64);
        }
        // Nobody was decided on and nobody went away since it was looked: each pair is asked about.
        Ok(self.found.pairs.iter().take_while(|pair| pair.chance >= least).count() as u64)
    }

    /// Pairs to be asked about, without the reasons.
    pub(super) fn asked(
        &self,
        reader: &mut Reader<'_>,
        ctx: &Context,
        who: Option<PersonId>,
        least: f64,
        most: usize,
    ) -> Result<Vec<(&Pair, Line)>> {
        let decided = decided(reader, ctx)?;
        let mut asked = Vec::new();
        for pair in &self.found.pairs {
            if pair.chance < least || asked.len() >= most {
                break;
            }
            let (one, other) = (self.id(pair.a), self.id(pair.b));
            let (one, other) = (one.min(other), one.max(other));
            if who.is_some_and(|who| one != who && other != who) {
                continue;
            }
            // Since it was looked, one of them may have gone into another.
            let (Some(a), Some(b)) = (reader.person(one)?, reader.person(other)?) else { continue };
            let before = decided.get(&(one, other));
            let (mut in_common, mut are_two) = (None, false);
            if pair.chance > 0.9 || before.is_some() {
                let (own, theirs) = (reader.details(one)?, reader.details(other)?);
                in_common = in_common_of(reader, &own, &theirs)?;
                let called = [&own, &theirs].map(|details| Called::of(details.iter().map(value)));
                are_two = called[0].verdict(&called[1]) == NameVerdict::Two
                    || !called[0].is_of_one_generation(&called[1])
                    || are_told_apart(&own, &theirs);
            }
            let said = match (before, &in_common) {
                (None, _) => None,
                (Some(Decision { day, later: false }), Some((kind, both))) => {
                    Some(messages::said_to_be_two(day, *kind, both).to_string())
                }
                (Some(_), _) => continue,
            };
            let line = Line {
                score: rounded(pair.chance),
                a: Party::from(&a),
                b: Party::from(&b),
                why: Vec::new(),
                // Father and son may have one name and one mailbox.
                certain: in_common.is_some() && !are_two,
                said,
            };
            asked.push((pair, line));
        }
        Ok(asked)
    }

    pub(super) fn why(&self, comparer: &Comparer<'_>, pair: &Pair) -> Vec<Why> {
        let found = reasons(comparer, &self.found.model, pair.a, pair.b);
        let one = |weight: f64| (weight * 10.0).round() / 10.0;
        found.into_iter().map(|reason| Why { what: reason.words, weight: one(reason.weight) }).collect()
    }
}

/// Whether one list tells two apart, by UIDs of its own: whoever made it has them as two.
fn are_told_apart(own: &[Detail], theirs: &[Detail]) -> bool {
    let told = |detail: &&Detail| {
        detail.value.kind == ValueKind::Uid
            && detail.value.label != DERIVED
            && !detail.value.text.starts_with(ROW)
    };
    own.iter().filter(told).any(|one| {
        let apart = |other: &Detail| one.origin == other.origin && one.value.text != other.value.text;
        theirs.iter().filter(told).any(apart)
    })
}

/// A card as it stands beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Whose.
    pub who: Party,
    /// What is known: of what kind, the text, and whether the other card says the same.
    pub values: Vec<(&'static str, String, bool)>,
    /// How many interactions.
    pub interactions: i64,
}

/// Two who may be one, with both cards.
#[derive(Clone, Debug, PartialEq)]
pub struct Both {
    /// The reasons.
    pub line: Line,
    /// The cards.
    pub cards: [Card; 2],
}

impl Book {
    /// Who may be in the book twice, as of now, or as of a while ago where since then nothing but duplicates was
    /// decided on: the whole book is not looked at anew after each decision.
    pub(super) fn looked(&self, ctx: &Context) -> Result<Arc<Looked>> {
        self.cache.get(
            |looked: &Looked| self.read(|reader| only_decided_since(reader, looked.seq)),
            || Looked::at(self, ctx),
        )
    }

    /// All cards that are one person's, as whole groups. The whole book is looked at.
    pub fn doubles(&self, ctx: &Context) -> Result<Vec<Vec<PersonId>>> {
        let looked = self.looked(ctx)?;
        let groups = clusters(&looked.records, &looked.found, GROUPED, &HashSet::new());
        Ok(groups.iter().map(|group| group.iter().map(|one| looked.id(*one)).collect()).collect())
    }

    /// Who may be in the book twice, with both cards beside each other, the surest first.
    pub fn duplicates(&self, ctx: &Context, most: usize) -> Result<Vec<Both>> {
        let looked = self.looked(ctx)?;
        self.read(|reader| {
            let lines = looked.lines(reader, ctx, None, GROUPED, most)?;
            lines.into_iter().map(|line| both(reader, line)).collect()
        })
    }
}

/// So many decisions are made before everybody is looked at anew.
const DECISIONS: usize = 200;

fn only_decided_since(reader: &mut Reader<'_>, seq: Seq) -> Result<bool> {
    let since = usize::try_from(reader.seq()?.0 - seq.0).unwrap_or(usize::MAX);
    if since > DECISIONS {
        return Ok(false);
    }
    Ok(reader.journal(None, since)?.iter().all(|act| matches!(act.act.as_str(), "merge" | "distinct")))
}

fn both(reader: &mut Reader<'_>, line: Line) -> Result<Both> {
    let mut card = |who: &Party| -> Result<Card> {
        let id: PersonId = who.id();
        let interactions = reader.person(id)?.map_or(0, |person| person.interactions);
        let mut values: Vec<(&'static str, String, bool)> = Vec::new();
        for detail in reader.details(id)? {
            let mut value = detail.value;
            if value.kind == ValueKind::Address {
                let lines = value.text.lines().map(str::trim).filter(|line| !line.is_empty());
                value.text = lines.collect::<Vec<_>>().join(", ");
            }
            value.text = readable(value.kind, &value.text).into_owned();
            let shown = !matches!(value.kind, ValueKind::Uid | ValueKind::Connected);
            if shown && values.iter().all(|(kind, text, _)| *kind != value.kind.name() || *text != value.text)
            {
                values.push((value.kind.name(), value.text, false));
            }
        }
        Ok(Card { who: who.clone(), values, interactions })
    };
    let mut cards = [card(&line.a)?, card(&line.b)?];
    let texts = |card: &Card| -> BTreeSet<String> {
        card.values.iter().map(|(kind, text, _)| format!("{kind} {}", fold(text))).collect()
    };
    let (one, other) = (texts(&cards[0]), texts(&cards[1]));
    for card in &mut cards {
        for (kind, text, same) in &mut card.values {
            let key = format!("{kind} {}", fold(text));
            *same = one.contains(&key) && other.contains(&key);
        }
    }
    Ok(Both { line, cards })
}

/// A chance in whole per cent, as it is shown: what is not quite sure is not called sure.
pub fn percent(chance: f64) -> u8 {
    (chance * 100.0).floor().clamp(0.0, 100.0) as u8
}

pub(super) fn rounded(chance: f64) -> f64 {
    (chance * 10_000.0).round() / 10_000.0
}

/// What was said of two people.
pub(super) struct Decision {
    day: String,
    later: bool,
}

/// Of whom it was said that they are two, or that one will see, up to today.
pub(super) fn decided(
    reader: &mut Reader<'_>,
    ctx: &Context,
) -> Result<HashMap<(PersonId, PersonId), Decision>> {
    let today = Due::On(parse::today(ctx));
    let mut found = HashMap::new();
    for entry in reader.newest(EntryKind::Distinct, usize::MAX)? {
        let Some(other) = entry.other else { continue };
        let later = entry.state == state::Distinct::Later;
        if later && entry.due.is_none_or(|due| due <= today) {
            continue;
        }
        let key = (entry.person.min(other), entry.person.max(other));
        found.insert(key, Decision { day: entry.day.to_string(), later });
    }
    Ok(found)
}

/// What both have that only one person has, where there is such a thing.
fn in_common_of(
    reader: &mut Reader<'_>,
    own: &[Detail],
    theirs: &[Detail],
) -> Result<Option<(ValueKind, String)>> {
    let keys = |details: &[Detail]| -> BTreeSet<(ValueKind, String)> {
        let keys = details.iter().filter_map(|detail| Some((detail.value.kind, detail.normal.clone()?)));
        keys.filter(is_own).collect()
    };
    let (own, theirs) = (keys(own), keys(theirs));
    for (kind, normal) in own.intersection(&theirs) {
        // What a third has, too, is nobody's own.
        if reader.holders(kind.name(), normal)?.len() == 2 {
            return Ok(Some((*kind, normal.clone())));
        }
    }
    Ok(None)
}

fn value(detail: &Detail) -> &Value {
    &detail.value
}

/// Whether a value is one person's alone.
fn is_own((kind, normal): &(ValueKind, String)) -> bool {
    match kind {
        ValueKind::Email => classify(normal).is_none(),
        ValueKind::Uid => true,
        ValueKind::Url => is_profile(normal),
        _ => false,
    }
}
