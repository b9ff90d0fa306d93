//! Which offer meets a need.

use std::collections::{HashMap, HashSet};

use goodturn_core::day::Due;
use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::matching::{
    Corpus, MOST, Offers, SHOWN, TRADES, fit, fresh, reach, share, shared_words, terms_of,
};
use goodturn_core::insight::today::span;
use goodturn_core::state;
use goodturn_core::terms;
use goodturn_core::trades::Trades;
use goodturn_store::Reader;
use goodturn_store::derived::of_trade;
use goodturn_store::postings::Texts;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use super::pairs::Pairs;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_party;
use crate::request::{Lines, Request, Say, request};

request! {
    View "match" Match: "Shows who can give what somebody needs, with the reason, the best first" -> lines Line {
        who: MaybePositional(Party) "Only what this one needs or offers: id, address or enough of the name, or “me”",
        limit: Number(From(0)) "How many at the most (default 20)",
    }
    examples {
        {} "who can help whom",
        { who: "Ada" } "with what she needs and offers",
    }
}

/// One side of a match.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Side {
    /// The id of the need or the offer.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// Whose.
    pub person: Party,
    /// What.
    pub text: String,
}

/// How one knows that somebody can give something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// They offer it.
    Offer,
    /// It is what they do.
    Title,
    /// It was learnt of them.
    Learnt,
}

/// An offer that meets a need.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Match")]
pub struct Line {
    /// From 0 to 1.
    pub score: f64,
    /// What is needed.
    pub need: Side,
    /// What meets it.
    pub offer: Side,
    /// How one knows that they can give it.
    pub source: Source,
    /// Why, in words.
    pub why: String,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let (need, offer) = (&self.need, &self.offer);
        let head = messages::matched(&need.person, &need.text, &offer.person, &offer.text, self.source);
        let by = match self.source {
            Source::Title => format!("\"{}\"", offer.person.name()),
            Source::Offer | Source::Learnt => parse::code(&offer.id).to_owned(),
        };
        let reason = messages::reason(&self.why, &need.code, &by);
        vec![format!("  {:3.0}  {head}", self.score * 100.0), format!("       {reason}")]
    }
}

impl Line {
    /// In words, as it looks from the side of one of the two.
    pub fn seen_by(&self, one: &Party) -> String {
        let (need, offer) = (&self.need, &self.offer);
        let said = match need.person.id() == one.id() {
            true => messages::to_the_asker(offer.person.name(), &offer.text, &need.text),
            false => messages::to_the_giver(&need.person, &need.text, &offer.text),
        };
        said.to_string()
    }

    /// What acts on it: an introduction, or what is done where one side is mine.
    pub fn deed(&self) -> Deed {
        let (asker, giver) = (&self.need.person, &self.offer.person);
        if asker.is_me() {
            Deed::new("ask").person("who", giver.id(), giver.name()).text("what", &self.need.text)
        } else if giver.is_me() {
            let met = Deed::new("met");
            let named = self.need.id.parse().map(|need| met.clone().entry("id", need));
            named.unwrap_or_else(|_| met.text("id", &self.need.id)).text("by", "me")
        } else {
            Deed::new("introduce").person("a", asker.id(), asker.name()).person("b", giver.id(), giver.name())
        }
    }
}

/// What is shown of somebody's needs and offers, and why nobody is suggested where that is so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// The matches, the best first.
    pub lines: Vec<Line>,
    /// Why there are none, where something stands against them.
    pub barred: Option<String>,
}

/// So many open needs and so many offers are compared at the most.
const COMPARED: usize = 100_000;
/// Of one need or offer, so many of the other kind with the same word are looked at, the latest first.
const LOOKED_AT: usize = 600;
/// So many of those that share most with it are weighed.
const WEIGHED: usize = 40;
/// So much counts what somebody can give who did not offer it.
const UNOFFERED: f64 = 0.7;
/// Of so many of the latest needs it is also looked at who does what is needed, where all are asked for.
const LATEST: usize = 50;
/// A word that stands in more than this part of all says nothing, where another one does.
const COMMON: f64 = 0.2;

impl Request for Match {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let most = self.limit.unwrap_or(20).min(500) as usize;
        let found = match parse::maybe(&self.who) {
            Some(who) => book.matches_of(who, most, ctx)?,
            None => Matches { lines: book.matches(most, ctx)?, barred: None },
        };
        let none = found.barred.unwrap_or_else(|| messages::NO_MATCH.to_owned());
        Ok(Lines::of(found.lines, none, ctx))
    }
}

impl Book {
    /// The best matches of all open needs with all open offers: those that help two others come before those that help
    /// me.
    pub fn matches(&self, most: usize, ctx: &Context) -> Result<Vec<Line>> {
        self.read(|reader| all(reader, most, ctx))
    }

    /// The matches of what one person needs and offers, the best first.
    pub fn matches_of(&self, who: &str, most: usize, ctx: &Context) -> Result<Matches> {
        self.read(|reader| {
            let who = resolve_party(reader, who)?;
            let id = who.id();
            of_person(reader, id, most, ctx)
        })
    }

    /// The matches of the latest needs, the best of each first.
    pub fn latest_matches(&self, most: usize, ctx: &Context) -> Result<Vec<Line>> {
        self.read(|reader| {
            let mut pairs = Pairs::default();
            let mut lines = Vec::new();
            let mut needs = reader.newest(Kind::Need, most)?;
            needs.retain(Entry::is_open);
            read_ahead(reader, &needs);
            for need in &needs {
                lines.extend(of_wish(reader, need, &mut pairs, ctx)?.into_iter().take(2));
            }
            lines.sort_by(|a, b| b.score.total_cmp(&a.score));
            lines.truncate(most);
            Ok(lines)
        })
    }

    /// The matches of one need or offer, by its code or id, the best first.
    pub fn matches_for(&self, wish: &str, ctx: &Context) -> Result<Vec<Line>> {
        self.read(|reader| {
            let entry = parse::entry(reader, &[Kind::Need, Kind::Offer], wish)?;
            of_wish(reader, &entry, &mut Pairs::default(), ctx)
        })
    }
}

/// Whether something is still needed or offered on this day.
fn stands(entry: &Entry, today: Date) -> bool {
    (entry.state == state::Need::Open || entry.state == state::Offer::Open)
        && entry.due.is_some_and(|due| due >= Due::On(today))
}

/// When it was said; what was said before books kept that is as fresh as today.
fn day_of(entry: &Entry, today: Date) -> Date {
    entry.day.date().unwrap_or(today)
}

/// The matches of what one person needs and offers.
pub(crate) fn of_person(
    reader: &mut Reader<'_>,
    id: PersonId,
    most: usize,
    ctx: &Context,
) -> Result<Matches> {
    let mut pairs = Pairs::default();
    if let Some(why) = pairs.barred(reader, id, ctx)? {
        return Ok(Matches { lines: Vec::new(), barred: Some(why) });
    }
    let today = parse::today(ctx);
    let mut lines: Vec<Line> = Vec::new();
    let mut wishes = reader.entries_of(id, Kind::Need)?;
    wishes.extend(reader.entries_of(id, Kind::Offer)?);
    wishes.retain(|entry| stands(entry, today));
    read_ahead(reader, &wishes);
    for entry in &wishes {
        lines.extend(of_wish(reader, entry, &mut pairs, ctx)?);
    }
    lines.sort_by(|a, b| b.score.total_cmp(&a.score));
    lines.truncate(most);
    Ok(Matches { lines, barred: None })
}

/// What the matches of these are looked up by, for a server to read all of it at once.
pub(crate) fn read_ahead(reader: &mut Reader<'_>, wishes: &[Entry]) {
    if !reader.reads_ahead() {
        return;
    }
    for wish in wishes {
        let terms = terms::terms(&wish.what);
        let trades = Trades::known().near(&terms, TRADES).into_iter().map(|(trade, _)| of_trade(trade));
        reader.met_terms(trades.collect::<Vec<_>>());
        reader.met_terms(terms.iter().map(|term| term.to_string()));
    }
}

/// The matches of one need or offer: at most [`MOST`].
pub(crate) fn of_wish(
    reader: &mut Reader<'_>,
    wish: &Entry,
    pairs: &mut Pairs,
    ctx: &Context,
) -> Result<Vec<Line>> {
    let mut found = Vec::new();
    if wish.kind == Kind::Need {
        for (share, offer) in near(reader, wish, Texts::Offers, ctx)? {
            found.extend(line(reader, wish, &offer, share, pairs, ctx)?);
        }
        found.extend(of_what_people_do(reader, wish, pairs, ctx)?);
    } else {
        for (share, need) in near(reader, wish, Texts::Needs, ctx)? {
            found.extend(line(reader, &need, wish, share, pairs, ctx)?);
        }
    }
    Ok(best_of_each(found, MOST))
}

/// Who does or can what is needed, though they offered nothing.
fn of_what_people_do(
    reader: &mut Reader<'_>,
    need: &Entry,
    pairs: &mut Pairs,
    ctx: &Context,
) -> Result<Vec<Line>> {
    let mut found = Vec::new();
    for texts in [Texts::Titles, Texts::Learnt] {
        for (share, text) in near(reader, need, texts, ctx)? {
            found.extend(line(reader, need, &text, share, pairs, ctx)?);
        }
    }
    Ok(found)
}

/// The best first, each pair of people once for each need.
fn best_of_each(mut lines: Vec<Line>, most: usize) -> Vec<Line> {
    lines.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut seen = HashSet::new();
    lines.retain(|line| seen.insert((line.need.id.clone(), line.need.person.id(), line.offer.person.id())));
    lines.truncate(most);
    lines
}

/// The texts nearest to a need or an offer, the nearest first, with how much of it they meet and
/// what that counts for.
fn near(reader: &mut Reader<'_>, wish: &Entry, texts: Texts, ctx: &Context) -> Result<Vec<(f64, Entry)>> {
    let today = parse::today(ctx);
    let (counts_for, weighed) = match texts {
        Texts::Needs | Texts::Offers => (1.0, WEIGHED),
        Texts::Titles | Texts::Learnt => (UNOFFERED, MOST),
    };
    let (count, length) = reader.corpus(texts)?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let corpus = Corpus { offers: count, mean_length: length as f64 / count as f64 };
    let mut counts = HashMap::new();
    let terms = terms_of(&wish.what, &corpus, |term| -> Result<usize> {
        let found = reader.stands_in(texts, term)?;
        counts.insert(term.to_owned(), found);
        Ok(found)
    })?;
    let whole = corpus.whole(&terms);
    if whole <= 0.0 {
        return Ok(Vec::new());
    }
    let common =
        |text: &str| counts.get(text).is_some_and(|n| *n as f64 > COMMON * count as f64 && *n > MOST);
    let telling = terms.iter().any(|term| !common(&term.text));
    let mut scores: HashMap<EntryId, (f64, f64)> = HashMap::new();
    for term in terms.iter().filter(|term| !telling || !common(&term.text)) {
        for posting in reader.postings(texts, &term.text, LOOKED_AT)? {
            let part = corpus.part(term.telling, posting.times as f64, posting.length as f64);
            scores.entry(posting.entry).or_default().0 += part / whole;
        }
    }
    for (trade, how) in Trades::known().near(&terms::terms(&wish.what), TRADES) {
        for posting in reader.postings(texts, &of_trade(trade), LOOKED_AT)? {
            let place = &mut scores.entry(posting.entry).or_default().1;
            *place = place.max(how);
        }
    }
    let mut best: Vec<(f64, EntryId)> = scores
        .into_iter()
        .map(|(id, (words, trade))| (counts_for * share(words, trade), id))
        .filter(|(share, _)| *share >= SHOWN)
        .collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let mut found = Vec::new();
    for (share, id) in best.into_iter().take(weighed) {
        let text = match texts {
            Texts::Titles => titled(reader, PersonId(id.0), wish)?,
            Texts::Learnt => reader.entry(id)?.map(|learnt| Entry { day: wish.day, ..learnt }),
            Texts::Needs | Texts::Offers => reader.entry(id)?.filter(|entry| stands(entry, today)),
        };
        found.extend(text.map(|text| (share, text)));
    }
    Ok(found)
}

/// What somebody does, as if they had offered it on the day of the need: it is as fresh as that.
fn titled(reader: &mut Reader<'_>, person: PersonId, need: &Entry) -> Result<Option<Entry>> {
    Ok(reader.person(person)?.map(|found| {
        let mut entry = Entry::new(EntryId(person.0), Kind::Offer, person, need.day);
        entry.what = found.profile.title;
        entry
    }))
}

/// A match, unless something stands against it or it is too weak.
fn line(
    reader: &mut Reader<'_>,
    need: &Entry,
    offer: &Entry,
    share: f64,
    pairs: &mut Pairs,
    ctx: &Context,
) -> Result<Option<Line>> {
    let today = parse::today(ctx);
    if need.person == offer.person {
        return Ok(None);
    }
    let (mut strengths, mut does) = (Vec::new(), String::new());
    for (person, gives) in [(need.person, false), (offer.person, true)] {
        if let Some(found) = reader.person(person)? {
            strengths.push(found.bond.strength(ctx.now));
            if gives {
                does = format!("{} {}", found.profile.title, found.profile.organisation);
            }
        }
    }
    let corpus = Corpus { offers: 1, mean_length: 1.0 };
    let Ok(terms) = terms_of(&need.what, &corpus, |_| Ok::<usize, std::convert::Infallible>(0));
    let (asked, given) = (day_of(need, today), day_of(offer, today));
    let score = (share * fit(&terms, &does) * fresh(asked, given, today) * reach(strengths)).min(1.0);
    if score < SHOWN {
        return Ok(None);
    }
    for person in [need.person, offer.person] {
        if pairs.barred(reader, person, ctx)?.is_some() {
            return Ok(None);
        }
    }
    if pairs.rests(reader, need.person, offer.person, ctx)? {
        return Ok(None);
    }
    let side = |reader: &mut Reader<'_>, entry: &Entry| -> Result<Side> {
        let person = party(reader, entry.person)?;
        Ok(Side { id: entry.id.to_string(), code: entry.id.code(), person, text: entry.what.clone() })
    };
    let both = asked.max(given);
    let age = (both != today).then(|| span(f64::from((today - both).get_days().max(0))));
    let source = match offer.kind {
        Kind::Learnt => Source::Learnt,
        _ if offer.id.0 == offer.person.0 => Source::Title,
        _ => Source::Offer,
    };
    let words = shared_words(&need.what, &offer.what);
    let trade = if words.is_empty() { shared_trade(&need.what, &offer.what) } else { None };
    let why = messages::why(&words, trade, source, fit(&terms, &does) == 1.0, age);
    Ok(Some(Line {
        score: (score * 1000.0).round() / 1000.0,
        need: side(reader, need)?,
        offer: side(reader, offer)?,
        source,
        why: why.to_string(),
    }))
}

/// The trade that both texts mean, by which they met without a word in common.
fn shared_trade(need: &str, offer: &str) -> Option<&'static str> {
    let trades = Trades::known();
    let offered = trades.named(&terms::terms(offer));
    let near = trades.near(&terms::terms(need), TRADES);
    near.iter().find(|(trade, _)| offered.contains(trade)).map(|(trade, _)| trades.name(*trade))
}

/// The best matches of everything with everything.
fn all(reader: &mut Reader<'_>, most: usize, ctx: &Context) -> Result<Vec<Line>> {
    let today = parse::today(ctx);
    let open = |reader: &mut Reader<'_>, kind| -> Result<Vec<Entry>> {
        let mut open = reader.due(kind, Due::SomeDay, COMPARED)?;
        open.retain(|entry| stands(entry, today));
        Ok(open)
    };
    let (needs, offers) = (open(reader, Kind::Need)?, open(reader, Kind::Offer)?);
    let mut ranked = rank(&needs, &offers, today);
    // What helps two others comes before what helps me.
    let mine =
        |place: &(f64, usize, usize)| needs.get(place.1).is_some_and(|need| need.person == PersonId::ME);
    ranked.sort_by(|a, b| mine(a).cmp(&mine(b)).then(b.0.total_cmp(&a.0)).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = Pairs::default();
    let mut lines: Vec<Line> = Vec::new();
    for (share, need, offer) in ranked {
        // Who is within reach may change the order; so a few more are weighed than are shown.
        if lines.len() == 2 * most {
            break;
        }
        let (Some(need), Some(offer)) = (needs.get(need), offers.get(offer)) else { continue };
        let age = fresh(day_of(need, today), day_of(offer, today), today);
        lines.extend(line(reader, need, offer, share / age, &mut pairs, ctx)?);
    }
    read_ahead(reader, &needs[needs.len().saturating_sub(LATEST)..]);
    for need in needs.iter().rev().take(LATEST) {
        lines.extend(of_what_people_do(reader, need, &mut pairs, ctx)?);
    }
    let mut lines = best_of_each(lines, usize::MAX);
    lines.sort_by(|a, b| {
        let mine = |line: &Line| line.need.person.is_me();
        mine(a).cmp(&mine(b)).then(b.score.total_cmp(&a.score))
    });
    lines.truncate(most);
    Ok(lines)
}

/// Of each need the offers that share most with it, at most [`MOST`], with how much and how fresh that is: the places
/// of both.
pub(crate) fn rank(needs: &[Entry], offers: &[Entry], today: Date) -> Vec<(f64, usize, usize)> {
    let index = Offers::of(Trades::known(), offers.iter().map(|offer| offer.what.as_str()));
    let asked: Vec<&str> = needs.iter().map(|need| need.what.as_str()).collect();
    let mut ranked = Vec::new();
    for (at, (need, hits)) in needs.iter().zip(index.nearest_of_each(&asked, MOST)).enumerate() {
        for hit in hits {
            let Some(offer) = offers.get(hit.offer).filter(|offer| offer.person != need.person) else {
                continue;
            };
            let score = hit.share * fresh(day_of(need, today), day_of(offer, today), today);
            if score >= SHOWN {
                ranked.push((score, at, hit.offer));
            }
        }
    }
    ranked
}
