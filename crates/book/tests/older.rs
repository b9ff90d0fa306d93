//! Books that an older program wrote: they open, every view says what it said then, and each act in them is taken back as
//! it was then, on both engines.
//!
//! `older/format-N.*` holds a book as the program of that format left it, as a file and as a dump of a server, and what
//! its views said: at once, and after each act that was taken back, from the last one to the first. They were written by
//! `GOODTURN_OLDER=write cargo test --workspace --test older`, which writes those of the format that the program has now;
//! those of an older format are never written again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod world;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use goodturn_book::catalog::catalog;
use goodturn_book::journal::history::Line;
use goodturn_book::people::list::Listed;
use goodturn_book::request::{Answer, Danger, Effect, Entry, Run};
use goodturn_book::{Book, Context, Result, Site};
use goodturn_store::{Location, temporary};
use serde_json::{Value, json};
use world::World;

/// The newest format of which there is a book here.
const FORMAT: &str = "format-9";

/// After so many acts taken back everybody is looked at, and not the lists alone.
const LOOK: usize = 25;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older").join(name)
}

fn run(book: &Book, ctx: &Context, name: &str, fields: Value) -> Result<Answer> {
    goodturn_book::catalog::entry(name).unwrap().run(fields, book, ctx)
}

/// A mailbox of some hundred letters, from and to some people of the world and some who are in no book.
fn mailbox() -> String {
    let people =
        ["ada@brook.example", "ben@carver.example", "jo@elder.example", "kim@lime.example", "li@oak.example"];
    let mut letters = String::new();
    for at in 0..300_usize {
        let who = people[at * at % people.len()];
        let (from, to) = if at % 3 == 0 { ("you@example.org", who) } else { (who, "you@example.org") };
        let (month, day) = (1 + at / 28 % 12, 1 + at % 28);
        let names = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let _ = write!(
            letters,
            "From {from} Mon Jan  1 00:00:00 2025\nFrom: {from}\nTo: {to}\nDate: {day} {} 2025 10:00:00 +0000\n\
             Subject: About the roof, {at}\nMessage-ID: <{at}@mail.example>\n\nHello,\nthis is letter {at}.\n\n",
            &names[month - 1][..3],
        );
    }
    letters
}

/// Does whatever the catalog shows how to do, in the order of the manual; takes back every seventh of it, and brings back
/// every other one of these.
fn fill(world: &mut World, book: &Book) {
    let mail = world.folder.path().join("all.mbox");
    std::fs::write(&mail, mailbox()).unwrap();
    let mut done = 0;
    let mut back = |world: &World, answer: Answer| {
        let Answer::Done(answer) = answer else { return };
        done += 1;
        if done % 7 != 0 || answer.seq == 0 {
            return;
        }
        if let Ok(Answer::Done(undo)) =
            run(book, &world.ctx, "undo", json!({ "seq": answer.seq.to_string() }))
            && done % 14 == 0
        {
            run(book, &world.ctx, "undo", json!({ "seq": undo.seq.to_string() })).unwrap();
        }
    };
    let import = run(book, &world.ctx, "import", json!({ "paths": [mail.to_str().unwrap()] })).unwrap();
    back(world, import);
    for entry in catalog().iter().filter(|entry| is_act(entry)) {
        for example in (entry.examples)() {
            // What does not run behind all that was done before it is not what this is about.
            if let Ok(answer) = world.example(book, entry, &example) {
                back(world, answer);
            }
            world.ctx.now += jiff::SignedDuration::from_mins(7);
        }
    }
}

fn is_act(entry: &Entry) -> bool {
    let own = ["undo", "demo", "restore", "backup"].contains(&entry.name);
    entry.effect == Effect::Act && !own && !matches!(entry.run, Run::Alone(_))
}

/// What every view says that asks for nothing; with `everybody`, also of each person in the book.
fn views(book: &Book, ctx: &Context, everybody: bool) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut look = |name: &str, fields: Value| {
        let answer = match run(book, ctx, name, fields.clone()) {
            Ok(Answer::Done(done)) => done.summary.to_string(),
            Ok(shown) => serde_json::to_string(&shown).unwrap(),
            Err(error) => error.message,
        };
        let of = fields.get("who").map_or_else(String::new, |who| format!(" {}", who.as_str().unwrap()));
        said.push((format!("{name}{of}"), answer));
    };
    for entry in catalog() {
        let asks = entry.fields.iter().any(|field| field.is_required());
        // What has been done since is another thing in each book; the place of a book is too.
        let own = ["history", "settings"].contains(&entry.name);
        if entry.effect == Effect::View && entry.danger == Danger::None && !asks && !own {
            look(entry.name, json!({}));
        }
    }
    if everybody {
        let people = run(book, ctx, "people", json!({ "limit": 1000 })).unwrap();
        for person in people.view::<Vec<Listed>>().unwrap() {
            look("show", json!({ "who": person.line.id }));
            look("brief", json!({ "who": person.line.id }));
        }
    }
    said
}

/// What a book says at once, and after each act that is taken back from the last one to the first: a line each, with
/// what the act was and a print of each view.
fn told(book: &Book, ctx: &Context) -> String {
    let mut told = String::new();
    let mut look = |what: &str, everybody: bool| {
        let _ = writeln!(told, "# {what}");
        for (view, said) in views(book, ctx, everybody) {
            let _ = writeln!(told, "{view} {:016x}", xxhash_rust::xxh3::xxh3_64(said.as_bytes()));
        }
    };
    look("as it is", true);
    let history = run(book, ctx, "history", json!({ "limit": 1000 })).unwrap();
    let lines = history.view::<Vec<Line>>().unwrap();
    for (at, line) in lines.iter().filter(|line| is_done(line)).enumerate() {
        let what = match run(book, ctx, "undo", json!({ "seq": line.seq.to_string() })) {
            Ok(Answer::Done(done)) => done.summary.to_string(),
            Ok(other) => panic!("{other:?}"),
            Err(error) => format!("not taken back: {}", error.message),
        };
        look(&format!("{} {what}", line.seq), at % LOOK == 0);
    }
    look("as it was", true);
    told
}

/// Whether an act stands and can be taken back: not the one that put the book where it lies.
fn is_done(line: &Line) -> bool {
    !line.undone && line.undoes.is_none() && line.act != "restore"
}

/// The worlds that are kept: what the catalog shows how to do, and the sample.
const WORLDS: [&str; 2] = ["deeds", "sample"];

fn make(world: &mut World, name: &str, location: &Location) -> Book {
    match name {
        "sample" => {
            let book = Book::open(location, 7).unwrap();
            run(&book, &world.ctx, "demo", json!({})).unwrap();
            book
        }
        _ => {
            let book = Book::open(location, 9).unwrap();
            world.populate(&book);
            fill(world, &book);
            book
        }
    }
}

/// Writes what is kept of this program's format.
fn write() {
    let server = temporary::Server::start().unwrap();
    for name in WORLDS {
        let mut world = World::new();
        let path = world.folder.path().join("book");
        let book = make(&mut world, name, &Location::File(path.clone()));
        book.put_away().unwrap();
        let keep = |ending: &str, bytes: &[u8]| {
            let packed = zstd::encode_all(bytes, 19).unwrap();
            std::fs::write(kept(&format!("{FORMAT}-{name}.{ending}.zst")), packed).unwrap();
        };
        keep("db", &std::fs::read(&path).unwrap());
        let address = server.database().unwrap();
        let location = Location::Server(address.clone());
        let site = Site { location, seed: 9, folders: Vec::new(), is_own: false };
        Book::restore(&site, &world.ctx, &path).unwrap();
        keep("sql", &server.dump(&address).unwrap());
        let told = told(&Book::open(&Location::File(path), 8).unwrap(), &world.ctx);
        std::fs::write(kept(&format!("{FORMAT}-{name}.txt")), format!("{}\n{told}", world.ctx.now)).unwrap();
    }
}

/// Opens a kept book, and compares all that it says with what it said then.
fn says_the_same(name: &str, location: &Location) {
    let then = std::fs::read_to_string(kept(&format!("{FORMAT}-{name}.txt"))).unwrap();
    let (now, then) = then.split_once('\n').unwrap();
    let ctx = Context::new(now.parse().unwrap(), World::new().ctx.zone);
    let now = told(&Book::open(location, 8).unwrap(), &ctx);
    let (then, now) = (steps(then), steps(&now));
    let mut wrong = Vec::new();
    for ((was, then), (is, now)) in then.iter().zip(&now) {
        if was != is {
            wrong.push(format!("{is}, and then {was}"));
        }
        // What has been added since is not compared; what was there says the same.
        let differ = then.iter().filter(|(view, said)| now.get(*view) != Some(*said));
        wrong.extend(differ.map(|(view, _)| format!("{is}: {view}")));
    }
    assert!(wrong.is_empty(), "{} differ: {}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert_eq!(then.len(), now.len());
}

/// What was taken back, step by step, and the print of each view behind it.
fn steps(told: &str) -> Vec<(&str, BTreeMap<&str, &str>)> {
    let mut steps: Vec<(&str, BTreeMap<&str, &str>)> = Vec::new();
    for line in told.lines() {
        match (line.strip_prefix("# "), steps.last_mut(), line.rsplit_once(' ')) {
            (Some(step), ..) => steps.push((step, BTreeMap::new())),
            (None, Some((_, views)), Some((view, print))) => drop(views.insert(view, print)),
            _ => {}
        }
    }
    steps
}

#[test]
fn what_a_file_held_is_said_and_taken_back_as_then() {
    if std::env::var("GOODTURN_OLDER").is_ok_and(|ask| ask == "write") {
        write();
    }
    let folder = tempfile::tempdir().unwrap();
    for name in WORLDS {
        let path = folder.path().join(name);
        let packed = std::fs::read(kept(&format!("{FORMAT}-{name}.db.zst"))).unwrap();
        std::fs::write(&path, zstd::decode_all(packed.as_slice()).unwrap()).unwrap();
        says_the_same(name, &Location::File(path));
    }
}

#[test]
fn what_a_server_held_is_said_and_taken_back_as_then() {
    let server = temporary::Server::start().unwrap();
    for name in WORLDS {
        let address = server.database().unwrap();
        let packed = std::fs::read(kept(&format!("{FORMAT}-{name}.sql.zst"))).unwrap();
        let dump = String::from_utf8(zstd::decode_all(packed.as_slice()).unwrap()).unwrap();
        server.load(&address, &dump).unwrap();
        says_the_same(name, &Location::Server(address));
    }
}
