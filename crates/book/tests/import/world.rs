//! A book to import into, and files to import.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use goodturn_book::import::{Import, Report};
use goodturn_book::people::list::{Line, People};
use goodturn_book::people::page::{Page, Show};
use goodturn_book::people::search::Sort;
use goodturn_book::{Book, Context};
use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;
use goodturn_store::writer::{Deed, Keep};
use goodturn_store::{Location, Store};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub const ME: &str = "me@home.example";

pub fn ctx() -> Context {
    let now: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
    Context::new(now, TimeZone::UTC)
}

pub struct World {
    pub folder: tempfile::TempDir,
    pub location: Location,
    pub book: Book,
}

impl World {
    pub fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("book.goodturn"));
        World { book: Book::open(&location, 7).unwrap(), folder, location }
    }

    pub fn on(location: Location) -> World {
        let folder = tempfile::tempdir().unwrap();
        World { book: Book::open(&location, 7).unwrap(), folder, location }
    }

    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn import(&self, paths: &[PathBuf]) -> Report {
        import(&self.book, paths)
    }

    pub fn dump(&self) -> Vec<(&'static str, Vec<goodturn_store::cell::Cell>)> {
        self.book.dump().unwrap()
    }

    /// The dump but what is known of sources, which says when each was read.
    pub fn content(&self) -> Vec<(&'static str, Vec<goodturn_store::cell::Cell>)> {
        self.dump().into_iter().filter(|(table, _)| *table != "source").collect()
    }

    pub fn show(&self, who: &str) -> Page {
        self.book.show(&Show { who: who.into(), ..Show::default() }, &ctx()).unwrap()
    }

    pub fn kind(&self, kind: &str) -> Vec<Line> {
        people(&self.book, kind)
    }

    pub fn names(&self, kind: &str) -> Vec<String> {
        self.kind(kind).into_iter().map(|line| line.name).collect()
    }

    pub fn act(&self, name: &str, fields: serde_json::Value) -> i64 {
        let entry = goodturn_book::catalog::catalog().iter().find(|entry| entry.name == name).unwrap();
        match entry.run(fields, &self.book, &ctx()).unwrap() {
            goodturn_book::request::Answer::Done(done) => done.seq,
            other => panic!("{other:?}"),
        }
    }

    pub fn undo(&self, seq: i64) {
        self.act("undo", serde_json::json!({ "seq": seq.to_string() }));
    }
}

pub fn import(book: &Book, paths: &[PathBuf]) -> Report {
    let ask = Import { paths: paths.to_vec(), me: vec![ME.into()], ..Import::default() };
    let report = book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_adds_up(&report);
    report
}

pub fn people(book: &Book, kind: &str) -> Vec<Line> {
    let ask =
        People { kind: Kind::named(kind), sort: Some(Sort::Name), limit: Some(500), ..People::default() };
    book.people(&ask, &ctx()).unwrap()
}

pub fn assert_adds_up(report: &Report) {
    assert!(report.all.adds_up(), "{:?}", report.all);
    let mut sums = [0; 4];
    for source in &report.sources {
        assert!(source.counts.adds_up(), "{source:?}");
        let counts = &source.counts;
        for (sum, count) in
            sums.iter_mut().zip([counts.found, counts.added, counts.unchanged, counts.failures()])
        {
            *sum += count;
        }
    }
    assert_eq!(sums, [report.all.found, report.all.added, report.all.unchanged, report.all.failures()]);
}

/// One message as an mbox keeps it.
pub fn message(number: usize, from: &str, to: &str, more: &str) -> String {
    let (day, hour, minute) = (number / 1440 % 28 + 1, number / 60 % 24, number % 60);
    format!(
        "From sender@host Mon Jan  1 00:00:00 2024\nFrom: {from}\nTo: {to}\n\
         Date: {day} Feb 2024 {hour:02}:{minute:02}:00 +0000\nMessage-ID: <m{number}@host.example>\n\
         Subject: Letter {number}\n{more}\nDear all\n\n"
    )
}

/// An archive of messages to and from people, each of whom wrote many.
pub fn archive(messages: usize) -> String {
    let mut all = String::with_capacity(messages * 240);
    for n in 0..messages {
        let who = format!("Friend {} <f{}@friends.example>", n % 700, n % 700);
        let reply = format!("In-Reply-To: <m{}@host.example>\n", n.saturating_sub(1));
        if n % 2 == 0 {
            all.push_str(&message(n, &who, ME, &reply));
        } else {
            all.push_str(&message(n, &format!("Me <{ME}>"), &who, &reply));
        }
    }
    all
}

/// What a book holds, without the ids: names, counts, strengths.
pub fn gist(book: &Book) -> Vec<(String, i64, String)> {
    let mut all = Vec::new();
    let mut ask = People { sort: Some(Sort::Name), limit: Some(500), ..People::default() };
    loop {
        let page = book.people(&ask, &ctx()).unwrap();
        let Some(last) = page.last() else { break };
        ask.after = Some(last.id.clone());
        all.extend(
            page.into_iter().map(|line| (line.name, line.interactions, format!("{:.6}", line.strength))),
        );
    }
    all.sort();
    all
}

/// A book as it was left: whole, its journal without gaps, every interaction of everybody there once, every bond
/// as its timeline makes it.
pub fn assert_sound(location: &Location) {
    if let Location::File(file) = location {
        goodturn_store::copies::verify(file).unwrap();
    }
    let store = Store::open(location).unwrap();
    let acts = store.read(|reader| reader.journal(None, 100_000)).unwrap();
    let seqs: Vec<i64> = acts.iter().rev().map(|act| act.seq.0).collect();
    assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<i64>>());
    let rows = store.read(|reader| reader.dump()).unwrap();
    let count = |name: &str| rows.iter().filter(|(table, _)| *table == name).count();
    assert_eq!(count("interaction"), count("known"));
    assert!(count("participation") >= count("interaction"));
    let (mut places, mut people) = (0, Vec::new());
    for (table, cells) in &rows {
        if *table == "person"
            && let Some(goodturn_store::cell::Cell::Int(interactions)) = cells.get(17)
        {
            places += usize::try_from(*interactions).unwrap();
        }
        if *table == "person"
            && let Some(goodturn_store::cell::Cell::Id(id)) = cells.first()
        {
            let id = PersonId::from_bytes(*id);
            people.extend(store.read(|reader| reader.person(id)).unwrap().map(|person| (id, person)));
        }
    }
    assert_eq!(places, count("participation"));
    for (id, stored) in &people {
        let deed = Deed::new("nothing", stored.strength_at, "test", store.id(stored.strength_at));
        let mut anew = stored.clone();
        store.write(&deed, &mut |w| Ok((w.recompute_bond(&mut anew)?, Keep::No))).unwrap();
        let off = (anew.strength - stored.strength).abs().max((anew.bond.peak() - stored.bond.peak()).abs());
        assert!(off < 1e-9, "{id}: {stored:?} but from the timeline {anew:?}");
        assert_eq!((anew.last, anew.interactions), (stored.last, stored.interactions));
    }
}

/// The folder with real archives, where there is one beside the project.
pub fn samples(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    path.exists().then_some(path)
}
