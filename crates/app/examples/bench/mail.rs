//! Mail: reading it alone, into a book, with mail-parser, with Python's parser, with notmuch; again; ten times as much;
//! into PostgreSQL.

use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_book::catalog::catalog;
use goodturn_book::import::Import;
use goodturn_core::draft::{Item, Sink};
use goodturn_sources::walk::{Begin, Fingerprint, Watch};
use goodturn_sources::{Asked, walk};
use goodturn_store::Location;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{HeaderName, MessageParser};
use memchr::memmem;

use crate::{Result, context, folder, life, program};

/// Messages of the large archive.
const MANY: u64 = 200_000;

struct Count(u64);

impl Sink for Count {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        self.0 += u64::from(matches!(found, Item::Draft(..)));
        ControlFlow::Continue(())
    }
}

impl Watch for Count {
    fn begin(&mut self, _: &Arc<str>, _: &'static str, _: Option<u64>, _: Option<Fingerprint>) -> Begin {
        Begin::Read
    }
    fn end(&mut self, _: &Arc<str>) {}
}

/// Messages a second, read with no store behind.
fn parse(file: &Path) -> Result<f64> {
    let ctx = context();
    let asked = Asked {
        now: ctx.now,
        zone: ctx.zone,
        texts: false,
        me: vec![life::ME.into()],
        format: None,
        all_of_it: false,
        region: None,
    };
    let (mut count, began) = (Count(0), Instant::now());
    let _ = walk::read(&[file.to_owned()], &asked, &mut count);
    Ok(count.0 as f64 / began.elapsed().as_secs_f64())
}

/// Imports a file into a book; answers the seconds it took and how many interactions came.
fn import(file: &Path, location: &Location) -> Result<(f64, u64)> {
    let book = Book::open(location, 5)?;
    let ask = Import { paths: vec![file.to_owned()], me: vec![life::ME.into()], ..Import::default() };
    let began = Instant::now();
    let report = book.read_in(&ask, &context(), &mut |_| ControlFlow::Continue(()))?;
    if !report.all.adds_up() {
        return Err("the report does not add up".into());
    }
    Ok((began.elapsed().as_secs_f64(), report.interactions))
}

/// The part of a bench that runs as a process of its own: an import; prints seconds, messages and the most
/// memory used, in MB.
pub fn import_alone(file: &str, book: &str) -> Result<()> {
    let (seconds, messages) = import(Path::new(file), &Location::parse(book))?;
    println!("{seconds} {messages} {}", most_memory()?);
    Ok(())
}

/// The most memory that this process has used, in MB.
pub fn most_memory() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    Ok(peak.split_whitespace().next().unwrap_or("0").parse::<f64>()? / 1024.0)
}

struct Alone {
    seconds: f64,
    messages: f64,
    megabytes: f64,
}

impl Alone {
    fn rate(&self) -> f64 {
        self.messages / self.seconds
    }
}

fn alone(file: &Path, book: &Path) -> Result<Alone> {
    let out = Command::new(program()?).arg("--import").arg(file).arg(book).output()?;
    let text = String::from_utf8(out.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let mut next =
        || numbers.next().ok_or("the import said nothing")?.map_err(|_| "the import said something odd");
    Ok(Alone { seconds: next()?, messages: next()?, megabytes: next()? })
}

/// mail-parser, asked for what Goodturn reads of a message and for nothing else.
struct Peer(MessageParser);

impl Peer {
    fn new() -> Peer {
        let parser = MessageParser::new()
            .header_address(HeaderName::From)
            .header_address(HeaderName::To)
            .header_address(HeaderName::Cc)
            .header_date(HeaderName::Date)
            .header_text(HeaderName::Subject)
            .header_id(HeaderName::MessageId);
        Peer(parser.default_header_ignore())
    }

    fn read(&self, message: &[u8]) -> u64 {
        let Some(head) = self.0.parse_headers(message) else { return 0 };
        black_box((head.from(), head.to(), head.cc(), head.date(), head.subject(), head.message_id()));
        u64::from(head.date().is_some())
    }

    /// Messages a second over the same file, which its own reader of mailboxes cuts.
    fn mailbox(&self, file: &Path) -> Result<f64> {
        let began = Instant::now();
        let mut count = 0;
        for message in MessageIterator::new(BufReader::with_capacity(1 << 20, File::open(file)?)) {
            count += self.read(message.map_err(|_| "mail-parser could not read the mailbox")?.contents());
        }
        Ok(count as f64 / began.elapsed().as_secs_f64())
    }

    /// Messages a second where it is handed each message's head alone, and the file lies in memory.
    fn heads(&self, file: &Path) -> Result<f64> {
        let bytes = std::fs::read(file)?;
        let (end, next) = (memmem::Finder::new("\n\n"), memmem::Finder::new("\n\nFrom "));
        let began = Instant::now();
        let (mut count, mut rest) = (0, bytes.as_slice());
        while let Some(start) = rest.iter().position(|byte| *byte == b'\n').map(|at| at + 1) {
            let message = &rest[start..];
            let head = end.find(message).map_or(message, |at| &message[..at + 2]);
            count += self.read(head);
            rest = next.find(message).map_or(&[][..], |at| &message[at + 2..]);
        }
        Ok(count as f64 / began.elapsed().as_secs_f64())
    }
}

/// Python's header parser over the same file, which it may read as it likes and need not store: it is handed
/// each message's head alone.
const PYTHON: &str = "
import mmap, sys, time
from email.parser import BytesHeaderParser
file = open(sys.argv[1], 'rb')
data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
parser, most, n, at = BytesHeaderParser(), int(sys.argv[2]), 0, 0
began = time.time()
while n < most and at >= 0:
    start = data.find(b'\\n', at) + 1
    head = parser.parsebytes(data[start:data.find(b'\\n\\n', start) + 1])
    head['from'], head['to'], head['cc'], head['date'], head['subject'], head['message-id']
    n += 1
    at = data.find(b'\\n\\nFrom ', start)
    at = at + 2 if at >= 0 else -1
print(n / (time.time() - began))
";

/// Mail into SQLite against reading alone, mail-parser, Python's header parser, and notmuch.
pub fn mail() -> Result<()> {
    let folder = folder()?;
    let file = folder.path().join("archive.mbox");
    life::archive(&file, MANY)?;
    parse(&file)?; // The file is in memory from here on, for everybody.
    let (mut rounds, mut peers, peer) = (Vec::new(), Vec::new(), Peer::new());
    for round in 0..3 {
        let parsed = parse(&file)?;
        peers.push((parsed / peer.mailbox(&file)?, parsed / peer.heads(&file)?));
        let stored = alone(&file, &folder.path().join(format!("{round}.db")))?;
        println!(
            "round {round}: reading alone {parsed:.0} a second; into SQLite {:.0} a second, {:.0} MB",
            stored.rate(),
            stored.megabytes
        );
        rounds.push((stored.rate() / parsed, stored.rate(), stored.megabytes));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (share, rate, megabytes) = rounds[1];
    println!("into SQLite / reading alone: {share:.2} (asked: at least 0.33)");
    println!("memory: {megabytes:.0} MB (asked: below 200)");
    peers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mailbox, heads) = peers[1];
    println!(
        "reading alone / mail-parser: {mailbox:.2} over its own reader of mailboxes, {heads:.2} where it is handed each \
         head in memory"
    );
    let python = Command::new("python3").args(["-c", PYTHON]).arg(&file).arg("20000").output()?;
    match String::from_utf8(python.stdout)?.trim().parse::<f64>() {
        Ok(python) => println!(
            "Python's header parser {python:.0} a second; ratio {:.1} (asked: at least 4)",
            rate / python
        ),
        Err(_) => return Err("Python's header parser could not be measured; install python3".into()),
    }
    notmuch(&file, folder.path(), rate)
}

/// `notmuch new` on the first messages of the archive.
fn notmuch(file: &Path, folder: &Path, rate: f64) -> Result<()> {
    const SOME: usize = 3000;
    let mails = folder.join("mails");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(mails.join(part))?;
    }
    let bytes = std::fs::read(file)?;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SOME * 9000)]).into_owned();
    let mut written = 0;
    for message in text.split("From mboxrd@z Thu Jan  1 00:00:00 1970\n").skip(1).take(SOME) {
        std::fs::write(mails.join("cur").join(format!("{written}:2,S")), message)?;
        written += 1;
    }
    let config = folder.join("notmuch-config");
    std::fs::write(
        &config,
        format!(
            "[database]\npath={}\n[user]\nname=Me\nprimary_email={}\n[new]\ntags=new\n",
            mails.display(),
            life::ME
        ),
    )?;
    let began = Instant::now();
    let ran = Command::new("notmuch").args(["new", "--quiet"]).env("NOTMUCH_CONFIG", &config).output();
    if !ran.is_ok_and(|out| out.status.success()) {
        return Err("notmuch could not be measured; install notmuch".into());
    }
    let notmuch = written as f64 / began.elapsed().as_secs_f64();
    println!("notmuch new {notmuch:.0} a second; ratio {:.0} (asked: at least 60)", rate / notmuch);
    Ok(())
}

/// A second import of the same archive.
pub fn again() -> Result<()> {
    let folder = folder()?;
    let (file, book) = (folder.path().join("archive.mbox"), folder.path().join("book.db"));
    life::archive(&file, MANY)?;
    let first = alone(&file, &book)?;
    let second = alone(&file, &book)?;
    if second.messages > 0.0 {
        return Err("the second import added something".into());
    }
    println!(
        "first {:.2} s, second {:.2} s: {:.1} times faster (asked: at least 3)",
        first.seconds,
        second.seconds,
        first.seconds / second.seconds
    );
    Ok(())
}

/// Ten times the archive: time, and memory.
pub fn linear() -> Result<()> {
    let folder = folder()?;
    let mut seconds = Vec::new();
    for count in [MANY / 10, MANY, MANY * 5] {
        let file: PathBuf = folder.path().join(format!("{count}.mbox"));
        life::archive(&file, count)?;
        parse(&file)?; // As far as the memory reaches, the file is in it from here on.
        let mut tries = Vec::new();
        for round in 0..3 {
            let book = folder.path().join(format!("{count}-{round}.db"));
            tries.push(alone(&file, &book)?);
            std::fs::remove_file(book)?;
        }
        std::fs::remove_file(file)?;
        tries.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let megabytes = tries.iter().map(|alone| alone.megabytes).fold(0.0, f64::max);
        println!("{count} messages: {:.2} s, {megabytes:.0} MB (asked: below 200)", tries[1].seconds);
        seconds.push(tries[1].seconds);
    }
    println!("ten times the archive takes {:.1} times as long (asked: at most 11)", seconds[1] / seconds[0]);
    println!("fifty times the archive takes {:.1} times as long", seconds[2] / seconds[0]);
    Ok(())
}

/// Taking back an import of 20,000 messages, against the import itself.
pub fn undo() -> Result<()> {
    const SOME: u64 = 20_000;
    let folder = folder()?;
    let file = folder.path().join("archive.mbox");
    life::archive(&file, SOME)?;
    let server = goodturn_store::temporary::Server::start()?;
    let places = [
        ("SQLite", Location::File(folder.path().join("book.db"))),
        ("PostgreSQL", Location::parse(&server.database()?)),
    ];
    for (engine, place) in places {
        let (brought, _) = import(&file, &place)?;
        let book = Book::open(&place, 6)?;
        let undo = catalog().iter().find(|entry| entry.name == "undo").ok_or("there is no undo")?;
        let began = Instant::now();
        undo.run(serde_json::json!({}), &book, &context())?;
        let taken = began.elapsed().as_secs_f64();
        if !book.is_empty()? {
            return Err("the undo left somebody".into());
        }
        println!(
            "{engine}: {SOME} messages brought in {brought:.2} s and taken back in {taken:.2} s: {:.2} of it",
            taken / brought
        );
    }
    Ok(())
}

/// Rows a second into PostgreSQL, beside SQLite.
pub fn postgres() -> Result<()> {
    let folder = folder()?;
    let file = folder.path().join("archive.mbox");
    life::archive(&file, MANY / 4)?;
    let server = goodturn_store::temporary::Server::start()?;
    let place = Location::parse(&server.database()?);
    let (shared, messages) = import(&file, &place)?;
    let (own, _) = import(&file, &Location::File(folder.path().join("book.db")))?;
    let rows = Book::open(&place, 6)?.dump()?.len() as f64;
    println!(
        "PostgreSQL {:.0} rows a second ({:.0} messages), SQLite {:.0} ({:.0}): {:.2} of it",
        rows / shared,
        messages as f64 / shared,
        rows / own,
        messages as f64 / own,
        own / shared
    );
    Ok(())
}
