//! The network of `demo`: sixty invented people and six years with them, the same every time, ending on the
//! day it is brought.

use goodturn_core::draft::{
    Address, Direction, Draft, InteractionDraft, InteractionKind, Marks, Part, Party, PersonDraft, Value,
    ValueKind,
};
use goodturn_store::Writer;
use jiff::{SignedDuration, ToSpan};
use xxhash_rust::xxh3::xxh3_64;

use crate::book::{Book, Context};
use crate::error::Result;
use crate::import;

/// Name, organisation, title, days between contacts, days since the last one, tag.
const PEOPLE: [(&str, &str, &str, i64, i64, &str); 60] = [
    ("Amara Okafor", "Okafor & Daughters", "Founder", 6, 9, "mentor"),
    ("Bence Halász", "Halász Timber", "Managing director", 12, 31, "client"),
    ("Carla Mendes", "Porto Design", "Designer", 9, 3, "friend"),
    ("Dmitri Volkov", "North Lab", "Researcher", 20, 70, "friend"),
    ("Eilidh Fraser", "Fraser Law", "Solicitor", 15, 8, "ambassador"),
    ("Farid Haddad", "Cedar Foods", "Buyer", 25, 12, "client"),
    ("Greta Lindqvist", "Lindqvist Yachts", "Sailmaker", 40, 60, "friend"),
    ("Hiro Tanaka", "Tanaka Robotics", "Engineer", 30, 200, "partner"),
    ("Ines Marchetti", "Banca Verde", "Adviser", 14, 5, "partner"),
    ("Jonas Weber", "Weber Dächer", "Roofer", 35, 22, "client"),
    ("Kalea Nakoa", "Reef Trust", "Director", 60, 90, "community"),
    ("Lars Bjerke", "Fjord Media", "Editor", 21, 15, "ambassador"),
    ("Maeve Doyle", "Doyle Books", "Bookseller", 10, 2, "friend"),
    ("Nikhil Rao", "Rao Analytics", "Analyst", 18, 19, "partner"),
    ("Olga Petrenko", "Petrenko Translations", "Translator", 45, 130, "friend"),
    ("Pierre Lacombe", "Atelier Lacombe", "Joiner", 28, 40, "client"),
    ("Quinn Abbott", "Abbott Events", "Organiser", 16, 7, "community"),
    ("Rosa Delgado", "Delgado Clinic", "Physician", 50, 35, "friend"),
    ("Samuel Osei", "Osei Logistics", "Owner", 22, 26, "prospect"),
    ("Tove Nyström", "Nyström Glass", "Artist", 70, 80, "friend"),
    ("Umar Siddiqui", "Crescent Motors", "Sales lead", 33, 18, "prospect"),
    ("Violeta Ionescu", "Dacia Wines", "Winemaker", 55, 300, "client"),
    ("Wanda Kowalska", "Kowalska Audit", "Auditor", 26, 11, "partner"),
    ("Xavier Roche", "Roche Cycles", "Mechanic", 80, 45, "friend"),
    ("Yara Haddon", "Haddon School", "Teacher", 24, 14, "community"),
    ("Zoltan Kiss", "Kiss Bakery", "Baker", 90, 100, "friend"),
    ("Adele Fontaine", "Fontaine PR", "Publicist", 13, 6, "ambassador"),
    ("Bram de Wit", "De Wit Bulbs", "Grower", 65, 50, "prospect"),
    ("Chiara Bruno", "Bruno Studio", "Architect", 19, 28, "client"),
    ("Declan Walsh", "Walsh Insurance", "Broker", 32, 24, "partner"),
    ("Esra Yilmaz", "Bosphorus Tech", "Developer", 11, 4, "friend"),
    ("Fiona McKay", "McKay Farms", "Farmer", 100, 1200, "friend"),
    ("Gustav Holm", "Holm Bank", "Manager", 9, 1400, "mentor"),
    ("Hana Sato", "Sato Tea", "Importer", 38, 20, "client"),
    ("Ivo Marković", "Marković Marina", "Skipper", 120, 33, "friend"),
    ("June Parker", "Parker Pottery", "Potter", 7, 110, "friend"),
    ("Kwame Mensah", "Gold Coast Cocoa", "Trader", 0, 1, "prospect"),
    ("Lucía Navarro", "Navarro Films", "Producer", 0, 7, "prospect"),
    ("Marek Dvořák", "Dvořák Organs", "Organ builder", 0, 30, "prospect"),
    ("Noor van Dijk", "Canal Museum", "Curator", 0, 90, "community"),
    ("Otis Grant", "Grant Printing", "Printer", 48, 75, "client"),
    ("Paula Stern", "Stern Optics", "Optician", 85, 160, "friend"),
    ("Rafael Cruz", "Cruz Tiles", "Tiler", 42, 55, "client"),
    ("Sanna Virtanen", "Studio Virtanen", "Potter", 0, 1, "prospect"),
    ("Tiago Alves", "Alves Cork", "Owner", 0, 1, "prospect"),
    ("Uwe Brandt", "Brandt Stands", "Owner", 0, 200, "prospect"),
    ("Vera Lang", "Lang Wines", "Winegrower", 0, 200, "prospect"),
    ("Wim Jansen", "Jansen Bikes", "Owner", 0, 200, "prospect"),
    ("Xenia Popa", "Popa Doors", "Painter", 0, 480, "prospect"),
    ("Yusuf Demir", "Demir Foods", "Cook", 0, 480, "prospect"),
    ("Zita Horvat", "Horvat Cakes", "Baker", 34, 30, "friend"),
    ("Anselm Roth", "Roth Archive", "Archivist", 110, 400, "friend"),
    ("Birgit Lund", "Lund Ferries", "Captain", 75, 65, "community"),
    ("Cosmin Radu", "Radu Stone", "Mason", 58, 44, "client"),
    ("Daphne Xu", "Xu Silk", "Weaver", 62, 52, "friend"),
    ("Emeka Obi", "Obi Energy", "Engineer", 29, 17, "partner"),
    ("Freya Dahl", "Dahl Nursery", "Gardener", 95, 85, "friend"),
    ("Giorgos Pappas", "Pappas Olive", "Grower", 130, 1500, "friend"),
    ("Helga Braun", "Braun Choir", "Conductor", 17, 13, "community"),
    ("Isak Berg", "Berg Maps", "Cartographer", 105, 1300, "mentor"),
];

/// Cards of an old phone that nobody noticed: whose they are, and how the name and the organisation stand on them.
const AGAIN: [(&str, &str, &str); 2] = [
    ("Dmitri Volkov", "Дмитрий Волков", "North Lab"),
    ("Greta Lindqvist", "Lindquist, Greta", "Lindqvist Yachts"),
];

const SUBJECTS: [&str; 12] = [
    "The draft you asked for",
    "Lunch next week?",
    "Somebody you should meet",
    "How did it go?",
    "Thank you for Thursday",
    "A question about the lease",
    "Article I thought you would like",
    "Plans for the spring",
    "Your talk was lovely",
    "Quick favour",
    "The recommendation",
    "News from us",
];

/// What its values name as their source.
pub(crate) const ORIGIN: [u8; 16] = [0; 16];

/// Brings the network in; answers what its people are called.
pub(crate) fn bring(
    book: &Book,
    ctx: &Context,
    writer: &mut Writer<'_>,
) -> Result<[&'static str; PEOPLE.len()]> {
    let mut drafts = Vec::new();
    for (at, person) in PEOPLE.iter().enumerate() {
        drafts.push(Draft::Person(card(at, person, ctx)));
        // The oldest first, as things happen.
        drafts.extend(moments(at, person, ctx).into_iter().rev().map(Draft::Interaction));
    }
    for (at, person) in PEOPLE.iter().enumerate() {
        let again = AGAIN.iter().filter(|(name, ..)| *name == person.0);
        drafts.extend(again.map(|(name, written, organisation)| {
            let mut card = card(at, person, ctx);
            card.values.retain(|value| value.kind == ValueKind::Birthday);
            let mut say = |kind, text: String| card.values.push(Value { kind, label: String::new(), text });
            say(ValueKind::Name, (*written).to_owned());
            say(ValueKind::Organisation, (*organisation).to_owned());
            say(ValueKind::Email, address(name).replace("@sample", "@old-phone"));
            Draft::Person(card)
        }));
    }
    import::bring(book, ctx, writer, drafts, "the sample network", ORIGIN)?;
    Ok(PEOPLE.map(|(name, ..)| name))
}

fn address(name: &str) -> String {
    let folded = goodturn_core::channel::fold(name);
    let local: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '.' }).collect();
    format!("{local}@sample.example")
}

fn card(
    at: usize,
    (name, organisation, title, _, _, tag): &(&str, &str, &str, i64, i64, &str),
    ctx: &Context,
) -> PersonDraft {
    let value = |kind, text: String| Value { kind, label: String::new(), text };
    let mut values = vec![
        value(ValueKind::Name, (*name).to_owned()),
        value(ValueKind::Email, address(name)),
        value(ValueKind::Phone, format!("+44 20 7946 0{at:03}")),
        value(ValueKind::Organisation, (*organisation).to_owned()),
        value(ValueKind::Title, (*title).to_owned()),
        value(ValueKind::Tag, (*tag).to_owned()),
    ];
    let today = goodturn_core::insight::cadence::day(ctx.now, &ctx.zone);
    if at.is_multiple_of(3)
        && let Ok(born) = today.checked_add((at as i64 * 9 - 8).days())
    {
        values.push(value(ValueKind::Birthday, format!("--{:02}-{:02}", born.month(), born.day())));
    }
    PersonDraft { values, card: None }
}

fn moments(
    at: usize,
    (name, _, _, gap, last, _): &(&str, &str, &str, i64, i64, &str),
    ctx: &Context,
) -> Vec<InteractionDraft> {
    let mut out = Vec::new();
    // Whom one has met only at the events of the story, one has met there.
    if *gap == 0 && [1, 200, 480].contains(last) {
        return out;
    }
    let mut days = *last;
    let mut step = at as i64;
    // Six years.
    let span = if *gap == 0 { *last } else { (last + 1000).max(2190) };
    while days <= span {
        let n = out.len();
        let age = SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(37 * step % 400);
        // Where the calendar does not reach back so far, nothing happened.
        let Ok(when) = ctx.now.checked_sub(age) else { break };
        let (kind, direction) = match (n + at) % 5 {
            0 | 2 => (InteractionKind::Mail, Direction::In),
            1 | 3 => (InteractionKind::Mail, Direction::Out),
            _ => (InteractionKind::Meeting, Direction::Both),
        };
        let (kind, direction) =
            if *gap == 0 { (InteractionKind::Event, Direction::Both) } else { (kind, direction) };
        let title = if *gap == 0 { "Met at a fair" } else { SUBJECTS[(n * 7 + at) % SUBJECTS.len()] };
        out.push(InteractionDraft {
            also: Vec::new(),
            key: xxh3_64(format!("sample {name} {n}").as_bytes()) | 1,
            at: Some(when),
            kind,
            direction: Some(direction),
            parties: vec![Party {
                part: if direction == Direction::Out { Part::To } else { Part::From },
                name: (*name).to_owned(),
                address: Address::Email(address(name)),
            }],
            title: title.to_owned(),
            text: String::new(),
            marks: Marks::default(),
        });
        step = (step * 31 + 17) % 97;
        days += (*gap).max(1) * (60 + step) / 100 + 1;
    }
    out
}
