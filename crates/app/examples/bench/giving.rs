//! Giving and taking in a large book: each question of one person or of the day, beside the same asked as one plain SQL
//! query of the entries and interactions themselves, without what Goodturn keeps up to date for it.

use std::path::Path;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_book::guard::watch::Guard;
use goodturn_book::ledger::balance::Balance;
use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, Mint, PersonId};
use goodturn_core::ledger::{Gave, TurnKind};
use goodturn_core::sender;
use goodturn_core::state::{Ask, State};
use goodturn_core::trades::Trades;
use goodturn_store::reader::{After, Order};
use goodturn_store::rows::Entry;
use goodturn_store::writer::{Deed, Keep};
use goodturn_store::{Location, Store};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rusqlite::{Connection, params};

use crate::life::{self, Dice};
use crate::pages::{INTERACTIONS, PEOPLE};
use crate::{Result, context, folder};

/// How many entries of each kind, 300,000 in all; of needs and offers 10,000 each are open.
const ENTRIES: [(Kind, usize); 11] = [
    (Kind::Turn, 150_000),
    (Kind::Promise, 40_000),
    (Kind::Ask, 18_000),
    (Kind::Need, 20_000),
    (Kind::Offer, 20_000),
    (Kind::Introduction, 8_000),
    (Kind::Referral, 12_000),
    (Kind::Word, 8_000),
    (Kind::Learnt, 14_000),
    (Kind::Opportunity, 5_000),
    (Kind::FollowUp, 5_000),
];
/// So many needs and so many offers are open.
const OPEN: usize = 10_000;
/// So many people only take, so that the guard has whom to look at; their entries are beside the others.
const TAKERS: usize = 40;
/// So many entries go in with one act.
const BATCH: usize = 5_000;
/// The day on which the bench plays.
const TODAY: Date = date(2026, 3, 5);

/// A word of what is needed and offered: a few are in every mouth, most are rare.
fn word(dice: &mut Dice) -> String {
    const PARTS: [&str; 16] = [
        "bo", "ka", "ri", "to", "mel", "san", "dor", "ve", "lun", "pa", "gri", "ost", "ne", "fal", "ur", "ti",
    ];
    let n = dice.skewed(4096) as usize;
    format!("{}{}{}", PARTS[n % 16], PARTS[n / 16 % 16], PARTS[n / 256 % 16])
}

fn words(dice: &mut Dice) -> String {
    (0..3 + dice.roll(4)).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
}

fn one(dice: &mut Dice, all: &[&'static str]) -> &'static str {
    all[dice.roll(all.len() as u64) as usize]
}

fn entry(kind: Kind, at: usize, people: &[PersonId], mint: &mut Mint, dice: &mut Dice) -> Entry {
    let now = context().now;
    let mut who = || people[dice.skewed(people.len() as u64) as usize];
    let (person, other, third) = (who(), who(), who());
    // Six years, and more of the last ones.
    let age = dice.skewed(2190) as i64;
    let day = TODAY.saturating_sub(age.days());
    let mut entry = Entry::new(EntryId(mint.next(now)), kind, person, day);
    entry.what = words(dice);
    if matches!(kind, Kind::Need | Kind::Offer) && dice.roll(3) == 0 {
        entry.what = format!("{} {}", Trades::known().name(dice.roll(3000) as u16), entry.what);
    }
    let state = match kind {
        Kind::Turn => {
            let state = one(dice, &["given", "received", "given", "received", "between"]);
            entry.other = (state == "between" && other != person).then_some(other);
            let kind = TurnKind::ALL[dice.roll(15) as usize].name();
            let weight = one(dice, &["small", "medium", "medium", "large"]);
            entry.more = format!("{{\"kind\":\"{kind}\",\"weight\":\"{weight}\"}}");
            state
        }
        Kind::Promise => {
            entry.more = "{\"theirs\":false}".to_owned();
            one(dice, &["mine", "theirs", "kept", "kept", "kept", "kept", "broken", "released"])
        }
        Kind::Ask => one(dice, &["open", "granted", "granted", "granted", "declined", "unanswered"]),
        Kind::Need | Kind::Offer => {
            if at < OPEN {
                entry.day = TODAY.saturating_sub((dice.roll(300) as i64).days()).into();
            }
            if at < OPEN { "open" } else { "withdrawn" }
        }
        Kind::Introduction => {
            entry.other = Some(other);
            one(dice, &["asked-first", "thanked", "went-well", "went-well", "declined", "led-nowhere"])
        }
        Kind::Referral => {
            (entry.person, entry.other) =
                if dice.roll(2) == 0 { (PersonId::ME, Some(person)) } else { (person, Some(PersonId::ME)) };
            entry.third = Some(third);
            one(dice, &["given", "met", "closed", "closed", "lost"])
        }
        Kind::Word => {
            (entry.other, entry.third) = (Some(PersonId::ME), Some(third));
            "mine"
        }
        Kind::Opportunity => one(dice, &["lead", "talking", "offer", "won", "lost"]),
        Kind::FollowUp => one(dice, &["open", "done", "done", "dropped"]),
        _ => one(dice, &["goals", "interests", "skills"]),
    };
    if let Some(state) = State::named(kind, state) {
        entry.state = state;
    }
    let waits =
        ["open", "mine", "theirs", "asked-first", "thanked", "given", "met", "lead", "talking", "offer"];
    // A word about the member is `mine` and waits for nothing here.
    if waits.contains(&state) && !matches!(kind, Kind::Turn | Kind::Word) {
        entry.due = Some(if dice.roll(3) == 0 {
            Due::SomeDay
        } else {
            Due::On(TODAY.saturating_add((dice.roll(120) as i64 - 30).days()))
        });
    }
    entry
}

fn everybody(location: &Location) -> Result<Vec<PersonId>> {
    let store = Store::open(location)?;
    let mut people = Vec::new();
    let mut after: Option<After> = None;
    loop {
        let page = store.read(|r| r.people(sender::Kind::Person, Order::Name, after.as_ref(), 5_000))?;
        let Some(last) = page.last() else { break };
        after = Some(After::of(last, Order::Name));
        people.extend(page.into_iter().map(|person| person.id));
    }
    Ok(people)
}

fn fill(location: &Location, people: &[PersonId]) -> Result<()> {
    let store = Store::open(location)?;
    let (mut mint, mut dice) = (Mint::new(23), Dice(23));
    for (kind, count) in ENTRIES {
        for first in (0..count).step_by(BATCH) {
            let batch: Vec<Entry> = (first..count.min(first + BATCH))
                .map(|at| entry(kind, at, people, &mut mint, &mut dice))
                .collect();
            let deed = Deed::new("import", context().now, "bench", store.id(context().now));
            store.write(&deed, &mut |w| {
                for entry in &batch {
                    w.put_entry(entry)?;
                }
                Ok(((), Keep::Yes))
            })?;
        }
    }
    let takers: Vec<Entry> = (0..TAKERS).flat_map(|at| taker(at, people, &mut mint)).collect();
    let deed = Deed::new("import", context().now, "bench", store.id(context().now));
    store.write(&deed, &mut |w| {
        takers.iter().try_for_each(|entry| w.put_entry(entry))?;
        Ok(((), Keep::Yes))
    })?;
    Ok(())
}

/// Twelve large turns from others, and three asks that came to nothing.
fn taker(at: usize, people: &[PersonId], mint: &mut Mint) -> Vec<Entry> {
    let now = context().now;
    let person = people[people.len() - 1 - at];
    let mut entries = Vec::new();
    for n in 0..15 {
        let day = TODAY.saturating_sub((400 - 20 * n as i64).days());
        let mut entry =
            Entry::new(EntryId(mint.next(now)), if n < 12 { Kind::Turn } else { Kind::Ask }, person, day);
        if n < 12 {
            (entry.state, entry.other) = (Gave::Between.into(), Some(people[at * 12 + n]));
            entry.more = "{\"kind\":\"time\",\"weight\":\"large\"}".to_owned();
        } else {
            entry.state = Ask::Unanswered.into();
        }
        entry.what = "a favour".to_owned();
        entries.push(entry);
    }
    entries
}

/// The median and the 99th percentile of so many asks, in milliseconds.
fn times(most: usize, mut ask: impl FnMut(usize) -> Result<()>) -> Result<(f64, f64)> {
    let mut times = Vec::with_capacity(most);
    for n in 0..most {
        let began = Instant::now();
        ask(n)?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[times.len() / 2], times[times.len() * 99 / 100]))
}

/// The same questions of the entries and interactions themselves, one statement each. SQLite here knows no powers, so the
/// balance fades by a fraction, which is as much work.
const PLAIN: [(&str, &str); 6] = [
    (
        "balance",
        "SELECT sum(CASE state WHEN 'given' THEN 1 ELSE -1 END * CASE json_extract(more, '$.weight') WHEN 'small' THEN 1 \
         WHEN 'large' THEN 10 ELSE 3 END / (1.0 + (julianday('2026-03-05') - julianday(day)) / 730.0)) \
         FROM entry WHERE kind = 'turn' AND state <> 'between' AND person_id = ?1",
    ),
    (
        "match",
        "SELECT o.id FROM entry n JOIN entry o ON o.kind = 'offer' AND o.state = 'open' AND o.person_id <> n.person_id AND \
         (instr(o.what, substr(n.what, 1, instr(n.what || ' ', ' ') - 1)) > 0) \
         WHERE n.kind = 'need' AND n.state = 'open' AND n.person_id = ?1 LIMIT 10",
    ),
    (
        "brief",
        "SELECT e.kind, e.what FROM entry e WHERE e.person_id = ?1 OR e.other_id = ?1 OR e.third_id = ?1 ORDER BY e.day DESC",
    ),
    (
        "guard",
        "SELECT person_id, count(DISTINCT other_id), sum(CASE json_extract(more, '$.weight') WHEN 'small' THEN 1 WHEN 'large' \
         THEN 10 ELSE 3 END) took FROM entry WHERE kind = 'turn' AND state <> 'received' GROUP BY person_id \
         HAVING count(DISTINCT other_id) >= 8",
    ),
    (
        "mirror",
        "SELECT kind, state, count(*) FROM entry WHERE day >= '2025-12-05' AND day <= '2026-03-05' GROUP BY kind, state",
    ),
    (
        "today",
        "SELECT person_id, max(at) last FROM participation WHERE weight > 0 GROUP BY person_id ORDER BY last LIMIT 5",
    ),
];

fn plain(file: &Connection, sql: &str, person: PersonId) -> Result<()> {
    let mut asked = file.prepare_cached(sql)?;
    let id = person.bytes();
    let mut rows = if asked.parameter_count() == 0 { asked.query([])? } else { asked.query(params![id])? };
    while rows.next()?.is_some() {}
    Ok(())
}

/// Balance, match, brief, guard, mirror and today, and all needs against all offers.
pub fn giving() -> Result<()> {
    let folder = folder()?;
    kept(&folder.path().join("giving.db"))
}

/// The same of a book that stays at this place, made where there is none.
pub fn kept(path: &Path) -> Result<()> {
    let there = path.exists();
    let began = Instant::now();
    let location = Location::File(path.to_owned());
    if !there {
        life::book(&location, PEOPLE, INTERACTIONS)?;
    }
    let people = everybody(&location)?;
    if !there {
        fill(&location, &people)?;
    }
    let entries: usize = ENTRIES.iter().map(|(_, count)| count).sum();
    println!(
        "a book of {PEOPLE} people, {INTERACTIONS} interactions and {entries} entries, made in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    questions(path, &people)
}

fn questions(path: &Path, people: &[PersonId]) -> Result<()> {
    let ctx = context();
    let book = Book::open(&Location::File(path.to_owned()), 9)?;
    let file = Connection::open(path)?;
    let mut dice = Dice(3);
    // The weekly weighing is measured by the bench of pages.
    book.refresh_strengths(&ctx, jiff::SignedDuration::from_hours(24))?;
    let mut someone = || people[dice.skewed(people.len() as u64) as usize];
    // Whoever needs nothing has no matches.
    let needing: Vec<PersonId> = {
        let mut asked = file.prepare(
            "SELECT DISTINCT person_id FROM entry WHERE kind = 'need' AND state = 'open' LIMIT 1000",
        )?;
        let rows = asked.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        rows.filter_map(|id| Some(PersonId::from_bytes(id.ok()?.try_into().ok()?))).collect()
    };
    for (question, most) in
        [("balance", 1000), ("match", 1000), ("brief", 1000), ("guard", 300), ("mirror", 300), ("today", 300)]
    {
        let who: Vec<PersonId> = match question {
            "match" => (0..most).map(|n| needing[n % needing.len()]).collect(),
            _ => (0..most).map(|_| someone()).collect(),
        };
        let (median, high) = times(most, |n| {
            let id = who[n].to_string();
            match question {
                "balance" => drop(book.balance(&Balance { who: Some(id), limit: None }, &ctx)?),
                "match" => drop(book.matches_of(&id, 10, &ctx)?),
                "brief" => drop(book.brief(&id, &ctx)?),
                "guard" => drop(book.guard(&Guard { who: None }, &ctx)?),
                "mirror" => drop(book.mirror(&ctx)?),
                _ => drop(book.today(&ctx)?),
            }
            Ok(())
        })?;
        let sql = PLAIN.iter().find(|(name, _)| *name == question).map_or("", |(_, sql)| sql);
        let few = if matches!(question, "balance" | "brief") { 200 } else { 5 };
        let (floor, _) = times(few, |n| plain(&file, sql, who[n]))?;
        println!(
            "{question}: median {median:.2} ms, 99th percentile {high:.2} ms (asked: below 20); one plain query {floor:.2} ms, \
             {:.2} times ours",
            floor / median
        );
    }
    let (median, _) = times(3, |_| {
        drop(book.matches(100, &ctx)?);
        Ok(())
    })?;
    // The plain query is a tenth of a minute and more for a hundred needs: so it is asked for some, and multiplied.
    const SOME: usize = 20;
    let sql = PLAIN[1].1.replace(" LIMIT 10", "");
    let began = Instant::now();
    for id in needing.iter().take(SOME) {
        plain(&file, &sql, *id)?;
    }
    let floor = began.elapsed().as_secs_f64() * 1000.0 / SOME as f64 * OPEN as f64;
    println!(
        "{OPEN} open needs against {OPEN} offers: {median:.0} ms (asked: below 2000); one plain query each, by the first word \
         alone, {floor:.0} ms (from {SOME} of them), {:.0} times ours",
        floor / median
    );
    Ok(())
}
