//! Real lives to judge on: who was in touch with whom and when, over years.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use goodturn_core::draft::Direction;
use goodturn_core::draft::{Address, Draft, InteractionKind, Item, Part, Sink};
use goodturn_core::insight::strength;
use goodturn_sources::{Asked, mail};
use jiff::tz::TimeZone;

use crate::Result;

/// One was in touch with another.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Seconds since 1970-01-01.
    pub at: i64,
    /// Who wrote, gave or met.
    pub from: u32,
    /// Whom.
    pub to: u32,
    /// What the product weighs it with.
    pub weight: f64,
    /// Whether it counts for both directions.
    pub both: bool,
}

/// What happened, in the order of time.
pub struct Archive {
    /// What to call it.
    pub name: &'static str,
    /// What had to be decided to read it.
    pub note: &'static str,
    /// All of it.
    pub events: Vec<Event>,
    /// How many days lie between two days of judgement.
    pub step: i64,
}

#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, who: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(who.to_lowercase()).or_insert(next)
    }
}

/// All that lie in the folder.
pub fn all(data: &Path) -> Result<Vec<Archive>> {
    let mut all = vec![mail_list(data)?, helps(data)?, enron(data)?, school(data)?];
    for archive in &mut all {
        archive.events.sort_by_key(|event| event.at);
    }
    Ok(all)
}

fn mail_weight(others: usize) -> f64 {
    strength::weight(InteractionKind::Mail, Direction::Out, others)
}

struct Letters<'a>(&'a mut dyn FnMut(goodturn_core::draft::InteractionDraft));

impl Sink for Letters<'_> {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        if let Item::Draft(Draft::Interaction(draft), _) = found {
            (self.0)(draft);
        }
        ControlFlow::Continue(())
    }
}

fn mail_list(data: &Path) -> Result<Archive> {
    let file = data.join("mail/linux-man.vger.kernel.org.0.full.mbox.zst");
    let mut decoder = zstd::Decoder::new(File::open(&file)?)?;
    decoder.window_log_max(27)?;
    let (mut numbers, mut events) = (Numbers::default(), Vec::new());
    let mut take = |draft: goodturn_core::draft::InteractionDraft| {
        let email = |part: &dyn Fn(Part) -> bool| -> Vec<String> {
            let of = draft.parties.iter().filter(|party| part(party.part));
            of.filter_map(|party| match &party.address {
                Address::Email(address) => Some(address.clone()),
                _ => None,
            })
            .collect()
        };
        let (Some(at), Some(from)) = (draft.at, email(&|part| part == Part::From).into_iter().next()) else {
            return;
        };
        let mut to = email(&|part| matches!(part, Part::To | Part::Cc));
        // The list is nobody.
        to.retain(|address| *address != from && !address.ends_with("vger.kernel.org"));
        to.sort();
        to.dedup();
        let weight = mail_weight(to.len());
        let from = numbers.of(&from);
        for to in &to {
            events.push(Event { at: at.as_second(), from, to: numbers.of(to), weight, both: false });
        }
    };
    let name: Arc<str> = Arc::from("linux-man");
    let asked = Asked {
        now: goodturn_app::clock::Clock::system().context().now,
        zone: TimeZone::UTC,
        texts: false,
        me: Vec::new(),
        format: None,
        all_of_it: false,
        region: None,
    };
    let _ = mail::read_mbox(&mut BufReader::new(decoder), &name, &asked, &mut Letters(&mut take))?;
    let note = "mail of a list 2019-2026: from the writer to each one written to but the list";
    Ok(Archive { name: "linux-man", note, events, step: 90 })
}

fn helps(data: &Path) -> Result<Archive> {
    let lines = BufReader::new(zstd::Decoder::new(File::open(data.join("collab/git.tsv.zst"))?)?);
    let (mut numbers, mut events) = (Numbers::default(), Vec::new());
    for line in lines.split(b'\n').skip(1) {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        let fields: Vec<&str> = line.split('\t').collect();
        let [at, from, to, kind, _] = fields[..] else { continue };
        let address = |who: &str| {
            let inside = who.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
            inside.map_or(who.to_owned(), |(address, _)| address.to_owned())
        };
        let (from, to) = (numbers.of(&address(from)), numbers.of(&address(to)));
        if kind != "committed-for" && from != to {
            events.push(Event { at: at.parse()?, from, to, weight: mail_weight(1), both: false });
        }
    }
    let note = "help given in git.git 2005-2026: from the helper to the helped, one each";
    Ok(Archive { name: "git", note, events, step: 90 })
}

/// Files of one set of timed contacts: how many are in each, who, and when.
fn simplices(data: &Path, name: &str) -> Result<Vec<(i64, Vec<u32>)>> {
    let numbers = |what: &str| -> Result<Vec<i64>> {
        let file = data.join(format!("graph/{name}/{name}-{what}.txt.gz"));
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(File::open(file)?).read_to_string(&mut text)?;
        text.split_ascii_whitespace().map(|number| Ok(number.parse()?)).collect()
    };
    let (sizes, members, times) = (numbers("nverts")?, numbers("simplices")?, numbers("times")?);
    let mut members = members.into_iter().map(|member| member as u32);
    let mut found = Vec::new();
    for (size, at) in sizes.into_iter().zip(times) {
        let mut own: Vec<u32> = members.by_ref().take(size as usize).collect();
        own.sort_unstable();
        own.dedup();
        found.push((at, own));
    }
    found.sort();
    Ok(found)
}

fn enron(data: &Path) -> Result<Archive> {
    /// Seconds from the year 0 to 1970.
    const EPOCH: i64 = 62_167_219_200;
    let mut events = Vec::new();
    for (at, own) in simplices(data, "email-Enron")? {
        // As the product does: a crowd makes nobody acquainted.
        if own.len() > goodturn_store::together::CROWD {
            continue;
        }
        for (place, from) in own.iter().enumerate() {
            for to in &own[place + 1..] {
                let weight = mail_weight(own.len() - 1);
                events.push(Event { at: at / 1000 - EPOCH, from: *from, to: *to, weight, both: true });
            }
        }
    }
    let note = "mail among 143 people 1998-2002; the file does not say who wrote, so each counts for both directions";
    Ok(Archive { name: "email-Enron", note, events, step: 90 })
}

fn school(data: &Path) -> Result<Archive> {
    /// A day at school stands for 90 days.
    const STRETCH: i64 = 90;
    const STEP: i64 = 20;
    let contacts = simplices(data, "contact-high-school")?;
    let start = contacts.first().map_or(0, |(at, _)| *at);
    let weight = strength::weight(InteractionKind::Meeting, Direction::Both, 1);
    let mut seen: HashMap<(u32, u32), i64> = HashMap::new();
    let mut events = Vec::new();
    for (at, own) in contacts {
        for (place, from) in own.iter().enumerate() {
            for to in &own[place + 1..] {
                let before = seen.insert((*from, *to), at);
                // Steps that follow each other are one meeting.
                if before.is_none_or(|before| at - before > STEP) {
                    let at = (at - start) * STRETCH;
                    events.push(Event { at, from: *from, to: *to, weight, both: true });
                }
            }
        }
    }
    let note = "five days of meetings of 327 pupils, time stretched 90 times for every formula: will they meet within a day?";
    Ok(Archive { name: "contact-high-school", note, events, step: 30 })
}
