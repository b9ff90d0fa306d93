//! A small book in which every example of the catalog runs: for the tests of the examples, and of books that an older
//! program wrote.

use std::io::Write;
use std::path::Path;

use goodturn_book::catalog::catalog;
use goodturn_book::request::{Answer, Entry, Example, Kind, Run};
use goodturn_book::today::day::Day;
use goodturn_book::{Book, Context, Result, Site};
use goodturn_core::deed::{Deed, Filled};
use goodturn_store::Location;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// What the examples are about, as the acts that write it down; `LAST` is the entry that the act before made.
const WORLD: &[(&str, &str)] = &[
    ("set", r#"{ "me": ["you@example.org"] }"#),
    (
        "add",
        r#"{ "name": "Ada Brook", "email": ["ada@brook.example"], "phone": ["+442079460101"], "tag": ["choir"] }"#,
    ),
    ("add", r#"{ "name": "A. Brook", "title": "joiner" }"#),
    ("add", r#"{ "name": "Ben Carver", "email": ["ben@carver.example"] }"#),
    ("add", r#"{ "name": "Cleo Dunn" }"#),
    ("add", r#"{ "name": "Amara Okoye", "title": "tax adviser" }"#),
    ("card", r#"{ "who": "me", "name": "Eva Home", "line": "writes wills that hold" }"#),
    ("stance", r#"{ "who": "Ada", "stance": "friends" }"#),
    ("add", r#"{ "name": "Dora Lind" }"#),
    ("add", r#"{ "name": "D. Lind" }"#),
    ("merge", r#"{ "who": "Dora Lind", "other": "D. Lind" }"#),
    ("add", r#"{ "name": "Brook & Sons", "email": ["info@brook.example"] }"#),
    ("log", r#"{ "who": "Ada", "text": "coffee", "on": "3 weeks ago" }"#),
    ("log", r#"{ "who": "Ada", "text": "met at the choir yesterday" }"#),
    ("log", r#"{ "who": "Ben", "text": "lunch", "on": "2 weeks ago" }"#),
    ("gave", r#"{ "who": "Ada", "what": "a lift" }"#),
    ("promise", r#"{ "who": "Ada", "what": "the plans", "on": "3 weeks ago", "by": "last Friday" }"#),
    ("promise", r#"{ "who": "Ben", "what": "an address", "on": "3 weeks ago", "by": "last Friday" }"#),
    ("promise", r#"{ "who": "Cleo", "what": "a book", "on": "3 weeks ago", "by": "last Friday" }"#),
    ("ask", r#"{ "who": "Ada", "what": "a word to her landlord", "by": "in 2 weeks" }"#),
    ("need", r#"{ "who": "Ada", "what": "a tax adviser" }"#),
    ("need", r#"{ "who": "Amara", "what": "a boat" }"#),
    ("need", r#"{ "who": "Cleo", "what": "a loft" }"#),
    ("offer", r#"{ "who": "Ben", "what": "advice on tax" }"#),
    ("group", r#"{ "name": "Choir of St Mary" }"#),
    ("join", r#"{ "who": "Ben", "group": "choir" }"#),
    ("tie", r#"{ "a": "Ada", "b": "Cleo" }"#),
    ("introduce", r#"{ "a": "Ada", "b": "Cleo", "why": "both sing" }"#),
    ("introduce", r#"{ "a": "Amara", "b": "Cleo", "why": "both sail" }"#),
    ("introduce", r#"{ "a": "Ben", "b": "Cleo", "why": "both paint" }"#),
    ("intro", r#"{ "id": "LAST", "step": "send" }"#),
    ("intro", r#"{ "id": "LAST", "step": "accept" }"#),
    ("intro", r#"{ "id": "LAST", "step": "send" }"#),
    ("intro", r#"{ "id": "LAST", "step": "accept" }"#),
    ("intro", r#"{ "id": "LAST", "step": "send" }"#),
    ("refer", r#"{ "from": "me", "to": "Ben", "about": "Ada", "what": "a new roof" }"#),
    ("refer", r#"{ "from": "Ben", "to": "me", "about": "Cleo", "what": "a table" }"#),
    ("opportunity", r#"{ "who": "Amara", "what": "a new roof", "value": "9000 EUR" }"#),
    ("spread", r#"{ "about": "me", "to": "Cleo", "by": "Ben" }"#),
    ("event", r#"{ "name": "Timber fair", "on": "last Friday" }"#),
    ("capture", r#"{ "event": "timber", "line": ["Finn Alder, finn@alder.example | wants old oak"] }"#),
];

/// The files that the examples name.
const FILES: &[(&str, &str)] = &[
    ("list.txt", "Gus Elm, gus@elm.example\n"),
    ("contacts.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jo Elder\r\nEMAIL:jo@elder.example\r\nEND:VCARD\r\n"),
    (
        "Mail/cur/1",
        "From: jo@elder.example\r\nTo: you@example.org\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nHello\r\n",
    ),
    ("calendar.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
    ("linkedin-export.zip", ""),
    ("members.csv", "name,email\nKim Lime,kim@lime.example\n"),
    ("cards.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Hana Rowan\r\nEMAIL:hana@rowan.example\r\nEND:VCARD\r\n"),
];

/// The picture that the examples name, which holds a code.
const PICTURE: &str = "card.jpg";

pub struct World {
    pub folder: tempfile::TempDir,
    pub ctx: Context,
    /// The ids of everything that an example may name by its code.
    ids: Vec<String>,
}

impl World {
    pub fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in FILES {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        std::fs::write(folder.path().join(PICTURE), picture("MECARD:N:Ivy Larch;EMAIL:ivy@larch.example;;"))
            .unwrap();
        // A Thursday.
        let now = "2026-03-05T09:00:00Z".parse().unwrap();
        let ctx = Context::new(now, TimeZone::UTC);
        World { folder, ctx, ids: Vec::new() }
    }

    /// Writes into a book what the examples are about.
    pub fn populate(&mut self, book: &Book) {
        for (name, fields) in WORLD {
            let last = self.ids.last().map_or("", String::as_str);
            let fields = serde_json::from_str(&fields.replace("LAST", last)).unwrap();
            let done = self.run(book, name, fields).unwrap_or_else(|error| panic!("{name}: {error}"));
            if let Answer::Done(done) = done {
                self.ids.extend(done.id);
            }
        }
        for (view, field, of) in [("show", "who", "Ada"), ("events", "event", "timber")] {
            let shown = self.run(book, view, json!({ field: of })).unwrap();
            ids_in(&serde_json::to_value(shown).unwrap(), &mut self.ids);
        }
        let today = self.run(book, "today", json!({})).unwrap();
        let day = today.view::<Day>().unwrap();
        book.remember(day);
        self.ids.extend(day.lines.iter().map(|line| line.matter.clone()));
    }

    pub fn open(&self, name: &str) -> Book {
        Book::open(&Location::File(self.folder.path().join(name)), 7).unwrap()
    }

    pub fn run(&self, book: &Book, name: &str, fields: Value) -> Result<Answer> {
        let entry = catalog().iter().find(|entry| entry.name == name).unwrap();
        entry.run(fields, book, &self.ctx)
    }

    /// Runs an example; an error where no entry of the world makes it one that runs.
    pub fn example(&self, book: &Book, entry: &Entry, example: &Example) -> Result<Answer> {
        let mut wrong = None;
        for deed in self.meant(entry, &example.deed, self.folder.path()) {
            let request = entry.request(&deed);
            let ran = match entry.run {
                Run::Alone(run) => run(request, &self.site(&deed), &self.ctx),
                _ => entry.run(request, book, &self.ctx),
            };
            match ran {
                Ok(answer) => return Ok(answer),
                Err(error) => drop(wrong.get_or_insert(error)),
            }
        }
        Err(wrong.unwrap())
    }

    /// Another place for a book, and beside it the copy that the deed names.
    pub fn site(&self, deed: &Deed) -> Site {
        if let Some(Filled::Text(file)) = deed.field("file") {
            std::fs::remove_file(file).ok();
            self.open("world.db").backup(Path::new(file), None).unwrap();
        }
        let location = Location::File(self.folder.path().join("other.db"));
        Site { location, seed: 8, folders: Vec::new(), is_own: false }
    }

    /// What an example may mean in this world: its codes are those of any entry, its files lie in the world's folder.
    fn meant(&self, entry: &Entry, deed: &Deed, folder: &Path) -> Vec<Deed> {
        let mut meant = vec![deed.clone()];
        for at in 0..deed.fields.len() {
            let Filled::Text(text) = &deed.fields[at].1 else { continue };
            let others: Vec<String> = if is_code(text) {
                self.ids.clone()
            } else if entry.field(&deed.fields[at].0).is_some_and(|field| field.kind == Kind::File) {
                vec![folder.join(text).display().to_string()]
            } else {
                continue;
            };
            let with = |deed: &Deed, text: &String| {
                let mut deed = deed.clone();
                deed.fields[at].1 = Filled::Text(text.clone());
                deed
            };
            meant = meant.iter().flat_map(|deed| others.iter().map(move |text| with(deed, text))).collect();
        }
        meant
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn ids_in(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(id) if key == "id" => ids.push(id.to_owned()),
                    _ => ids_in(value, ids),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| ids_in(value, ids)),
        _ => {}
    }
}

/// A picture of a code: grey, in the format PNG whatever its name says.
fn picture(text: &str) -> Vec<u8> {
    const DOTS: usize = 4;
    const EDGE: usize = 4;
    let code = qrcode::QrCode::new(text).unwrap();
    let (wide, dark) = (code.width(), code.to_colors());
    let side = (wide + 2 * EDGE) * DOTS;
    let mut rows = Vec::new();
    for y in 0..side {
        // Each row begins with the filter that it went through: none.
        rows.push(0);
        rows.extend((0..side).map(|x| {
            let at = |place: usize| (place / DOTS).checked_sub(EDGE).filter(|at| *at < wide);
            let is_dark = at(x).zip(at(y)).is_some_and(|(x, y)| dark[y * wide + x] == qrcode::Color::Dark);
            if is_dark { 0 } else { 255 }
        }));
    }
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&rows).unwrap();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], data: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(&[name, data].concat());
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        png.extend([name, data].concat());
        png.extend(sum.sum().to_be_bytes());
    };
    let side = u32::try_from(side).unwrap().to_be_bytes();
    chunk(b"IHDR", &[&side[..], &side[..], &[8, 0, 0, 0, 0]].concat());
    chunk(b"IDAT", &packed.finish().unwrap());
    chunk(b"IEND", &[]);
    png
}
