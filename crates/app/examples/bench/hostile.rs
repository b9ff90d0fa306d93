//! Files that mean harm, or were made by a program gone wild: what each takes of memory and time, beside a plain file
//! of the same format and size.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_book::import::Import;
use goodturn_store::Location;

use crate::mail::most_memory;
use crate::{Result, context, folder, life, program};

/// No input takes more memory than this, in MB.
const MEMORY: f64 = 500.0;
/// Nor longer than this.
const SECONDS: f64 = 60.0;
/// The size of the large ones.
const LARGE: usize = 60 << 20;

/// A format, by the ending of its files.
type Format = &'static str;
/// Adds text until there is enough.
type Make = fn() -> String;

/// What each is called and what is in it.
const ALL: [(&str, Format, Make); 40] = [
    ("a zip of a calendar of one-letter lines", "ics.zip", || {
        "BEGIN:VCALENDAR\n".to_owned() + &"a\n".repeat(125 << 20)
    }),
    ("a zip of a card of one-letter lines", "vcf.zip", || card(&"a\n".repeat(125 << 20))),
    ("a zip in a zip of cards", "vcf.zip.zip", || "BEGIN:VCARD\nFN:x\nEND:VCARD\n".repeat(18 << 20)),
    ("mail that was packed to nothing", "mbox.gz", || letter("") + "\n" + &"x\n".repeat(500 << 20)),
    ("3,000 meetings every hour since 2000", "ics", || {
        calendar(&many(3_000, |n| event(&format!("UID:{n}\nDTSTART:20000101T000000Z\nRRULE:FREQ=HOURLY\n"))))
    }),
    ("a daily meeting of 10,000", "ics", || {
        let guests = many(10_000, |n| format!("ATTENDEE;CN=P{n}:mailto:p{n}@b.example\n"));
        calendar(&event(&format!("UID:1\nDTSTART:20000101T000000Z\nRRULE:FREQ=DAILY\n{guests}")))
    }),
    ("an event of 100,000 guests", "ics", || {
        let guests = many(100_000, |n| format!("ATTENDEE;CN=P{n}:mailto:p{n}@b.example\n"));
        calendar(&event(&format!("UID:1\nDTSTART:20200101T000000Z\n{guests}")))
    }),
    ("an event of 100,000 properties", "ics", || {
        calendar(&event(&format!(
            "UID:1\nDTSTART:20200101T000000Z\n{}",
            many(100_000, |n| format!("X-{n}:v\n"))
        )))
    }),
    ("a series with 100,000 exceptions", "ics", || {
        let day = |n: usize| format!("{}{:02}{:02}T100000Z", 2000 + n / 365 % 20, 1 + n % 12, 1 + n % 28);
        let whole = event("UID:1\nDTSTART:20000101T100000Z\nRRULE:FREQ=DAILY\n");
        let others = many(100_000, |n| {
            event(&format!("UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:{0}\nDTSTART:{0}\n", day(n)))
        });
        calendar(&(whole + &others))
    }),
    ("3 million dates added to an event", "ics", || {
        let dates =
            many(3_000_000, |n| format!("{}{:02}{:02},", 1600 + n % 400, 1 + n / 400 % 12, 1 + n % 28));
        calendar(&event(&format!("UID:1\nDTSTART:20200101T000000Z\nRDATE:{dates}\n")))
    }),
    ("components in components", "ics", || "BEGIN:VCALENDAR\n".to_owned() + &"BEGIN:X\n".repeat(LARGE / 8)),
    ("events of nothing", "ics", || calendar(&"BEGIN:VEVENT\nEND:VEVENT\n".repeat(LARGE / 24))),
    ("zones", "ics", || {
        calendar(&many(400_000, |n| {
            format!(
                "BEGIN:VTIMEZONE\nTZID:Z{n}\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0200\n\
                 TZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10\nEND:STANDARD\nEND:VTIMEZONE\n"
            )
        }))
    }),
    ("a card with 100,000 addresses", "vcf", || card(&many(100_000, |n| format!("EMAIL:a{n}@b.example\n")))),
    ("20,000 cards with one number", "vcf", || people(20_000, |_| "TEL:+49301234567\n".into())),
    ("100,000 cards with one mailbox", "vcf", || {
        people(100_000, |n| format!("UID:{n}\nEMAIL:one@b.example\n"))
    }),
    ("100,000 cards with one home page", "vcf", || {
        people(100_000, |_| "URL:https://www.linkedin.com/in/annberg\n".into())
    }),
    ("100,000 cards with one name", "vcf", || many(100_000, |n| card(&format!("UID:{n}\n")))),
    ("100,000 cards with one UID", "vcf", || people(100_000, |_| "UID:1\n".into())),
    ("100,000 cards that differ in a note", "vcf", || {
        many(100_000, |n| card(&format!("EMAIL:a@b.example\nNOTE:{n}\n")))
    }),
    ("a line that is folded at each letter", "vcf", || card(&format!("NOTE:{}\n", "x\n ".repeat(LARGE / 3)))),
    ("a photo", "vcf", || {
        card(&format!("PHOTO;ENCODING=b:{}\n", format!("{}\n ", "A".repeat(74)).repeat(LARGE / 76)))
    }),
    ("an endless line", "vcf", || card(&format!("NOTE:{}\n", "x".repeat(LARGE)))),
    ("a line that says nothing", "vcf", || card(&"x\n x".repeat(LARGE / 4))),
    ("a value with 8 million parameters", "vcf", || {
        card(&format!("EMAIL{}:a@b.example\n", ";TYPE=x".repeat(LARGE / 7)))
    }),
    ("the shortest cards", "vcf", || many(LARGE / 34, |n| format!("BEGIN:VCARD\nFN:x{n:x}\nEND:VCARD\n"))),
    ("cards in cards", "vcf", || card(&"AGENT:\nBEGIN:VCARD\n".repeat(LARGE / 19))),
    ("a letter to 40,000", "mbox", || letter(&format!("To: {}\n", addresses(0, 40_000))) + "\nhi\n"),
    ("64 letters to 40,000 each", "mbox", || {
        many(64, |n| {
            letter(&format!("Message-ID: <{n}@x>\nTo: {}\n", addresses(n * 40_000, 40_000))) + "\nhi\n\n"
        })
    }),
    ("the shortest letters", "mbox", || {
        many(LARGE / 80, |n| {
            format!("From a@b.example Mon Jan  1 10:00:00 2024\nFrom: a{n:x}@b.example\nSubject: x\n\n")
        })
    }),
    ("an endless header", "mbox", || letter(&format!("X-Y: {}\n", "x".repeat(LARGE))) + "\nhi\n"),
    ("a message to 3 million", "eml", || {
        format!("From: a@b.example\nSubject: x\nTo: {}\n\nhi\n", addresses(0, 3 << 20))
    }),
    ("parts in parts", "eml", || {
        let part = "--b\nContent-Type: multipart/mixed; boundary=b\n\n";
        let head =
            "From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n";
        head.to_owned() + &part.repeat(LARGE / part.len())
    }),
    ("a table of 100,000 columns", "csv", || {
        format!("{COLUMNS},{}\n", many(100_000, |n| format!("c{n},")))
            + &"Ann,Berg,a@b.example,1\n".repeat(100_000)
    }),
    ("an endless cell", "csv", || format!("{COLUMNS}\nAnn,\"{}\",a@b.example,1\n", "x".repeat(LARGE))),
    ("a quote that is never closed", "csv", || {
        format!("{COLUMNS}\nAnn,\"Berg,a@b.example,1\n") + &"Bob,Carl,b@c.example,2\n".repeat(LARGE / 23)
    }),
    ("a quote at the beginning of each row", "csv", || format!("{COLUMNS}\n") + &"\"a,\n".repeat(LARGE / 4)),
    ("the shortest rows", "csv", || format!("{COLUMNS}\n") + &many(LARGE / 12, |n| format!("A{n:x},,,\n"))),
    ("an endless chat message", "txt", || CHAT.to_owned() + &"x y\n".repeat(LARGE / 4)),
    ("the shortest chat messages", "txt", || {
        CHAT.to_owned() + &many(LARGE / 26, |n| format!("1/1/20, 1:00 - A{n:x}: b\n"))
    }),
];

const COLUMNS: &str = "First Name,Last Name,E-mail Address,Mobile Phone";
const CHAT: &str = "13/06/2018, 21:25 - Ann: hi\n13/06/2018, 21:26 - Bob: ho\n";

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for n in 0..count {
        let _ = all.write_str(&one(n));
    }
    all
}

fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Berg\n{lines}END:VCARD\n")
}

fn people(count: usize, lines: impl Fn(usize) -> String) -> String {
    many(count, |n| format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ann{n} Berg{n}\n{}END:VCARD\n", lines(n)))
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nSUMMARY:x\nATTENDEE:mailto:a@b.example\n{lines}END:VEVENT\n")
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")
}

fn letter(headers: &str) -> String {
    let date = "Date: Mon, 1 Jan 2024 10:00:00 +0000";
    format!(
        "From a@b.example Mon Jan  1 10:00:00 2024\nFrom: Ann <a@b.example>\nSubject: x\n{date}\n{headers}"
    )
}

fn addresses(from: usize, count: usize) -> String {
    many(count, |n| format!("p{}@c.example,\n ", from + n)) + "p@c.example"
}

/// What people write in this format, of about so many bytes.
fn plain(format: Format, bytes: usize) -> String {
    let one: fn(usize) -> String = match format {
        "ics" => |n| {
            event(&format!(
                "UID:{n}\nDTSTART:20{:02}{:02}{:02}T100000Z\nATTENDEE;CN=Person {n}:mailto:p{}@c.example\n\
                 DESCRIPTION:{}\n",
                n % 24,
                1 + n % 12,
                1 + n % 28,
                n % 500,
                "we talk of this and that ".repeat(8)
            ))
        },
        "vcf" => |n| {
            let note = "met at the fair and talked of this and that ".repeat(8);
            let line = format!("EMAIL:p{n}@c.example\nTEL:+4930{n:08}\nORG:Firm {}\nNOTE:{note}\n", n % 999);
            format!("BEGIN:VCARD\nVERSION:3.0\nUID:u{n}\nFN:Given{n} Family{n}\n{line}END:VCARD\n")
        },
        "mbox" | "eml" => |n| {
            let to = format!("Message-ID: <{n}@x>\nTo: Person {0} <p{0}@c.example>\n", n % 5_000);
            letter(&to) + "\n" + &"this and that is in it\n".repeat(60) + "\n"
        },
        "csv" => |n| match n {
            0 => format!("{COLUMNS}\n"),
            n => format!("Given{n},Family{n},p{n}@c.example,+4930{n:08}\n"),
        },
        _ => |n| {
            let minute =
                format!("{:02}/{:02}/20{:02}, {:02}:{:02}", 1 + n % 28, 1 + n % 12, n % 24, n % 24, n % 60);
            format!("{minute} - Ann {}: we talk of this and that, {n}\n", n % 50)
        },
    };
    let (mut all, mut n) = (String::new(), 0);
    while all.len() < bytes {
        all.push_str(&one(n));
        n += 1;
    }
    all
}

/// Writes a text as a file, packed as its ending says.
fn write(path: &Path, format: Format, text: &str) -> Result<()> {
    let (inner, packed) = format.split_once('.').unwrap_or((format, ""));
    let zipped = |name: &str, bytes: &[u8]| -> Result<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
        Ok(zip.finish()?.into_inner())
    };
    let name = format!("a.{inner}");
    let bytes = match packed {
        "" => text.as_bytes().to_vec(),
        "gz" => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(text.as_bytes())?;
            packer.finish()?
        }
        "zip" => zipped(&name, text.as_bytes())?,
        _ => zipped("in.zip", &zipped(&name, text.as_bytes())?)?,
    };
    Ok(std::fs::write(path, bytes)?)
}

/// The part that runs as a process of its own: an import with all that comes after it; prints seconds, things found and
/// the most memory used, in MB.
pub fn alone(file: &str, book: &str) -> Result<()> {
    let book = Book::open(&Location::parse(book), 5)?;
    let ask = Import { paths: vec![file.into()], me: vec![life::ME.into()], ..Import::default() };
    let began = Instant::now();
    let report = book.import(&ask, &context(), &mut |_| ControlFlow::Continue(()))?;
    if !report.all.adds_up() {
        return Err("the report does not add up".into());
    }
    println!("{} {} {}", began.elapsed().as_secs_f64(), report.all.found, most_memory()?);
    Ok(())
}

struct Taken {
    seconds: f64,
    found: f64,
    megabytes: f64,
}

fn measure(file: &Path, book: &Path) -> Result<Taken> {
    let out = Command::new(program()?).arg("--hostile").arg(file).arg(book).output()?;
    let said = String::from_utf8(out.stdout)?;
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [seconds, found, megabytes] = numbers[..] else {
        return Err(format!("it broke off: {}", String::from_utf8_lossy(&out.stderr)).into());
    };
    Ok(Taken { seconds, found, megabytes })
}

/// Every input beside a plain file of its format and size.
pub fn hostile() -> Result<()> {
    let only = std::env::var("GOODTURN_HOSTILE").ok();
    let mut plains: HashMap<(Format, usize), Taken> = HashMap::new();
    let mut beyond: Vec<String> = Vec::new();
    let is_beyond = |taken: &Taken| taken.seconds > SECONDS || taken.megabytes > MEMORY;
    for (what, format, make) in
        ALL.iter().filter(|(what, ..)| only.as_ref().is_none_or(|only| what.contains(only)))
    {
        let folder = folder()?;
        let file = folder.path().join(format!("hostile.{}", format.rsplit('.').next().unwrap_or(format)));
        write(&file, format, &make())?;
        let bytes = usize::try_from(file.metadata()?.len())?;
        let taken = match measure(&file, &folder.path().join("book.db")) {
            Ok(taken) => taken,
            Err(error) => {
                println!("{what}: {error}");
                beyond.push((*what).to_owned());
                continue;
            }
        };
        let inner = format.split('.').next().unwrap_or(format);
        // To the nearest quarter of a power of two, so that few plain files do for all.
        let near = (((bytes.max(1 << 16) as f64).log2() * 4.0).round() / 4.0).exp2() as usize;
        let usual = match plains.entry((inner, near)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let file = folder.path().join(format!("plain.{inner}"));
                std::fs::write(&file, plain(inner, near))?;
                let taken = measure(&file, &folder.path().join("plain.db"))?;
                let megabytes = near as f64 / 1e6;
                println!(
                    "a plain .{inner} of {megabytes:.1} MB: {:.1} s, {:.0} MB, {} found",
                    taken.seconds, taken.megabytes, taken.found
                );
                if is_beyond(&taken) {
                    beyond.push(format!("a plain .{inner} of {megabytes:.1} MB"));
                }
                place.insert(taken)
            }
        };
        println!(
            "{what} ({:.1} MB): {:.1} s, {:.0} MB, {} found; {:.1} times the time and {:.1} times the memory of a plain \
             file of that size",
            bytes as f64 / 1e6,
            taken.seconds,
            taken.megabytes,
            taken.found,
            taken.seconds / usual.seconds,
            taken.megabytes / usual.megabytes
        );
        if is_beyond(&taken) {
            beyond.push((*what).to_owned());
        }
    }
    match beyond.is_empty() {
        true => println!("none takes more than {MEMORY} MB or {SECONDS} s"),
        false => println!("beyond {MEMORY} MB or {SECONDS} s: {}", beyond.join("; ")),
    }
    Ok(())
}
