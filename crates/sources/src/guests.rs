//! People met at an event, as one gets them: typed lines, cards, tables, pictures.
//!
//! A typed line is a name and whatever else is known, parted by commas, semicolons or tabs, in any order: an e-mail
//! address, a phone number and a link are told by how they look; the first other part is where they work, and what
//! follows is what was said. `Ada Brook <ada@brook.example>` is a name and an address, and what stands behind `|` was
//! said, whatever is in it.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use goodturn_core::channel;
use goodturn_core::draft::{Draft, Item, Value, ValueKind};
use goodturn_core::place::{Place, Problem, Spot};

use crate::{Asked, Format, picture, table, text, vcard};

/// Somebody met.
#[derive(Clone, Debug, PartialEq)]
pub struct Guest {
    /// What is known of them.
    pub values: Vec<Value>,
    /// What was said; empty where nothing was written down.
    pub said: String,
    /// Where it stood.
    pub place: Place,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Where it stood, and what was wrong with it.
    pub problem: Problem,
    /// It, as it stood; empty where it is no text.
    pub text: String,
}

/// All that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guests {
    /// Whom one can tell.
    pub people: Vec<Guest>,
    /// What could not be read.
    pub broken: Vec<Broken>,
}

/// No file of people met is larger than this, in bytes.
const LARGEST: u64 = 64 << 20;

/// Reads a file: cards, a table, a picture, or typed lines, told by its content.
pub fn read(path: &Path, asked: &Asked) -> Guests {
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let file: Arc<str> = name.as_str().into();
    let mut guests = Guests::default();
    let whole =
        |what: String| Broken { problem: Problem { place: Place::whole(&file), what }, text: String::new() };
    let size = fs::metadata(path).map_or(0, |known| known.len());
    if size > LARGEST {
        guests.broken.push(whole(format!("it is larger than {} MB; split it", LARGEST >> 20)));
        return guests;
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) => {
            guests.broken.push(whole(format!("it cannot be read: {cause}")));
            return guests;
        }
    };
    if picture::is_one(&bytes) {
        match picture::read(&bytes, path) {
            Ok(texts) => texts.iter().for_each(|text| coded(text, &file, asked, &mut guests)),
            Err(why) => guests.broken.push(whole(why)),
        }
        return guests;
    }
    read_text(&bytes, &file, asked, &mut guests);
    guests
}

/// Reads typed lines.
pub fn typed(text: &str, name: &str) -> Guests {
    let file: Arc<str> = name.into();
    let mut guests = Guests::default();
    lines(text, &file, &mut guests);
    guests
}

fn read_text(bytes: &[u8], file: &Arc<str>, asked: &Asked, guests: &mut Guests) {
    let decoded = text::decode(bytes);
    let head = decoded.trim_start_matches('\u{feff}').trim_start();
    let begins = |what: &str| head.get(..what.len()).is_some_and(|head| head.eq_ignore_ascii_case(what));
    let line = |what: &str| {
        let starts = |line: &str| {
            line.trim_start().get(..what.len()).is_some_and(|head| head.eq_ignore_ascii_case(what))
        };
        decoded.lines().any(starts)
    };
    if line("BEGIN:VCARD") {
        drafts(file, guests, &decoded, |sink| vcard::read(bytes, file, asked, sink));
    } else if line("BEGIN:VCALENDAR") || head.starts_with(['{', '[', '<']) || decoded.contains('\0') {
        let what = "it is no list, card, table or picture of people; an import reads many other formats";
        let problem = Problem { place: Place::whole(file), what: what.to_owned() };
        guests.broken.push(Broken { problem, text: String::new() });
    } else if begins("MECARD:") {
        decoded
            .lines()
            .filter(|line| !line.trim().is_empty())
            .for_each(|line| coded(line, file, asked, guests));
    } else if is_table(&decoded, file) {
        let format = if table::recognise(bytes, file).is_some() { None } else { Some(Format::People) };
        let asked = Asked { format, ..asked.clone() };
        drafts(file, guests, &decoded, |sink| table::read(bytes, file, &asked, sink));
    } else {
        lines(&decoded, file, guests);
    }
}

/// Whether a text is a table: its first line names columns that a table of people has.
fn is_table(text: &str, file: &str) -> bool {
    if table::recognise(text.as_bytes(), file).is_some() {
        return true;
    }
    let head = text.lines().next().unwrap_or_default().to_lowercase();
    let columns: Vec<&str> = head.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"')).collect();
    columns.len() > 1
        && columns.contains(&"name")
        && (columns.contains(&"email") || columns.contains(&"phone"))
}

/// Takes the people out of what a reader finds.
fn drafts(
    file: &Arc<str>,
    guests: &mut Guests,
    text: &str,
    read: impl FnOnce(&mut dyn goodturn_core::draft::Sink) -> ControlFlow<()>,
) {
    let all: Vec<&str> = text.lines().collect();
    let line = |place: &Place| match place.spot {
        Spot::Line(at) => usize::try_from(at)
            .ok()
            .and_then(|at| all.get(at.saturating_sub(1)))
            .map_or("", |line| *line)
            .to_owned(),
        _ => String::new(),
    };
    let mut sink = |found: Item| {
        match found {
            Item::Draft(Draft::Person(draft), place) => {
                let values: Vec<Value> = draft.values;
                guests.people.push(Guest { values, said: String::new(), place });
            }
            Item::Draft(_, place) => {
                let what = "this is nobody whom one can meet".to_owned();
                guests.broken.push(Broken { text: line(&place), problem: Problem { place, what } });
            }
            Item::Failed(problem) => guests.broken.push(Broken { text: line(&problem.place), problem }),
            Item::Skipped(why, place) => {
                guests
                    .broken
                    .push(Broken { text: line(&place), problem: Problem { place, what: why.to_owned() } });
            }
            Item::Noticed(_) | Item::Progress(_) => {}
        }
        ControlFlow::Continue(())
    };
    let _ = read(&mut sink);
    if guests.people.is_empty() && guests.broken.is_empty() {
        let problem = Problem { place: Place::whole(file), what: "nobody stands in it".to_owned() };
        guests.broken.push(Broken { problem, text: String::new() });
    }
}

/// What a picture says, or a line of such a text: a card, a MECARD, or a typed line.
fn coded(text: &str, file: &Arc<str>, asked: &Asked, guests: &mut Guests) {
    let begins =
        |what: &str| text.trim_start().get(..what.len()).is_some_and(|head| head.eq_ignore_ascii_case(what));
    if begins("BEGIN:VCARD") {
        drafts(file, guests, text, |sink| vcard::read(text.as_bytes(), file, asked, sink));
    } else if begins("MECARD:") {
        guests.people.push(Guest { values: mecard(text), said: String::new(), place: Place::whole(file) });
    } else {
        lines(text, file, guests);
    }
}

fn value(kind: ValueKind, text: &str) -> Value {
    Value { kind, label: String::new(), text: text.trim().to_owned() }
}

/// The values of a MECARD, as NTT DOCOMO defined it: fields ended by `;`, `\` before what is no mark.
fn mecard(text: &str) -> Vec<Value> {
    let body = text.trim().get("MECARD:".len()..).unwrap_or_default();
    let mut fields = vec![String::new()];
    let mut letters = body.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => fields.last_mut().into_iter().for_each(|field| field.extend(letters.next())),
            ';' => fields.push(String::new()),
            letter => fields.last_mut().into_iter().for_each(|field| field.push(letter)),
        }
    }
    let mut values = Vec::new();
    for field in fields {
        let Some((name, text)) = field.split_once(':').filter(|(_, text)| !text.trim().is_empty()) else {
            continue;
        };
        match name.trim().to_uppercase().as_str() {
            "N" => {
                let (family, given) = text.split_once(',').unwrap_or((text, ""));
                let whole = format!("{} {}", given.trim(), family.trim());
                values.push(value(ValueKind::Name, &whole));
            }
            "TEL" => values.push(value(ValueKind::Phone, text)),
            "EMAIL" => values.push(value(ValueKind::Email, text)),
            "URL" => values.push(value(ValueKind::Url, text)),
            "ORG" => values.push(value(ValueKind::Organisation, text)),
            "NOTE" => values.push(value(ValueKind::Note, text)),
            _ => {}
        }
    }
    values
}

/// No name is longer than this, in characters.
const LONGEST: usize = 200;

fn lines(text: &str, file: &Arc<str>, guests: &mut Guests) {
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let place = Place::line(file, at as u64 + 1);
        match guest(trimmed) {
            Ok((values, said)) => guests.people.push(Guest { values, said, place }),
            Err(what) => {
                guests.broken.push(Broken { problem: Problem { place, what }, text: line.to_owned() });
            }
        }
    }
}

/// What a typed line says of somebody, and what was said; or what is wrong with it.
fn guest(line: &str) -> Result<(Vec<Value>, String), String> {
    if line.chars().any(|letter| letter.is_control() && letter != '\t') {
        return Err("it has signs in it that are no text; type it anew".to_owned());
    }
    let (known, said) = line.split_once('|').map_or((line, ""), |(known, said)| (known, said.trim()));
    let (mut values, mut rest) = (Vec::new(), Vec::new());
    for part in known.split([',', ';', '\t']).map(str::trim).filter(|part| !part.is_empty()) {
        if let Some((name, address)) =
            part.split_once('<').and_then(|(name, rest)| Some((name, rest.strip_suffix('>')?)))
        {
            values.push(value(ValueKind::Email, good(address)?));
            rest.extend(Some(name.trim()).filter(|name| !name.is_empty()));
        } else if part.contains('@') && !part.contains(char::is_whitespace) && !part.starts_with('@') {
            values.push(value(ValueKind::Email, good(part)?));
        } else if part.starts_with("http://") || part.starts_with("https://") || part.starts_with("www.") {
            values.push(value(ValueKind::Url, part));
        } else if is_phone(part) {
            values.push(value(ValueKind::Phone, part));
        } else if part.contains('@') && !part.starts_with('@') {
            return Err(format!("{part:?} is no e-mail address; write it without blanks, as name@host"));
        } else {
            rest.push(part);
        }
    }
    let mut rest = rest.into_iter();
    match rest.next() {
        Some(name) if name.chars().count() > LONGEST => {
            return Err(format!(
                "a name of {} characters is none; put a comma behind the name",
                name.chars().count()
            ));
        }
        Some(name) if !name.chars().any(char::is_alphabetic) => {
            return Err(format!("{name:?} is no name; begin with the name"));
        }
        Some(name) => values.insert(0, value(ValueKind::Name, name)),
        None if values.iter().any(|value| matches!(value.kind, ValueKind::Email | ValueKind::Phone)) => {}
        None => return Err("nobody is named in it; write at least a name or an address".to_owned()),
    }
    if let Some(at) = rest.next() {
        values.push(value(ValueKind::Organisation, at));
    }
    let spoken: Vec<&str> = rest.chain(Some(said).filter(|said| !said.is_empty())).collect();
    Ok((values, spoken.join(", ")))
}

fn good(address: &str) -> Result<&str, String> {
    match channel::email(address) {
        Some(_) => Ok(address.trim()),
        None => Err(format!("{address:?} is no e-mail address; write it as name@host")),
    }
}

fn is_phone(part: &str) -> bool {
    let digits = part.chars().filter(char::is_ascii_digit).count();
    let marks = part.chars().all(|c| c.is_ascii_digit() || " +-./()".contains(c));
    marks && (6..=15).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    fn asked() -> Asked {
        Asked {
            now: Timestamp::UNIX_EPOCH,
            zone: TimeZone::UTC,
            texts: false,
            me: Vec::new(),
            format: None,
            all_of_it: false,
            region: None,
        }
    }

    fn said(guest: &Guest) -> Vec<String> {
        let mut said: Vec<String> =
            guest.values.iter().map(|value| format!("{} {}", value.kind.name(), value.text)).collect();
        if !guest.said.is_empty() {
            said.push(guest.said.clone());
        }
        said
    }

    #[test]
    fn a_typed_line_is_told_by_how_its_parts_look() {
        let text = "# the fair\nAda Brook, Brook & Sons, ada@brook.example, +44 20 7946 0101, wants oak, soon\n\n\
                    Ben Carver <ben@carver.example>\nCleo Dunn\thttps://dunn.example | has a boat, and a dog\n\
                    dan@edge.example\n";
        let guests = typed(text, "typed");
        assert_eq!(guests.broken, []);
        let all: Vec<Vec<String>> = guests.people.iter().map(said).collect();
        assert_eq!(
            all[0],
            [
                "name Ada Brook",
                "email ada@brook.example",
                "phone +44 20 7946 0101",
                "organisation Brook & Sons",
                "wants oak, soon"
            ]
        );
        assert_eq!(all[1], ["name Ben Carver", "email ben@carver.example"]);
        assert_eq!(all[2], ["name Cleo Dunn", "url https://dunn.example", "has a boat, and a dog"]);
        assert_eq!(all[3], ["email dan@edge.example"]);
        assert_eq!(guests.people[0].place.to_string(), "typed, line 2");
    }

    #[test]
    fn what_is_broken_is_said_with_its_line_and_kept_as_it_stood() {
        let text = "Ada Brook\n,,,\nBen, ben@\n12345, 99\nCleo, cleo at@ home\na\u{1}b\n";
        let guests = typed(text, "typed");
        assert_eq!(guests.people.len(), 1);
        let broken: Vec<(String, &str)> =
            guests.broken.iter().map(|one| (one.problem.place.to_string(), one.text.as_str())).collect();
        assert_eq!(broken[0], ("typed, line 2".to_owned(), ",,,"));
        assert_eq!(broken.len(), 5);
        assert!(guests.broken[1].problem.what.contains("\"ben@\" is no e-mail address"));
    }

    #[test]
    fn cards_tables_and_mecards_are_told_by_their_content() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            super::read(&path, &asked())
        };
        let cards =
            read("a.txt", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEMAIL:ada@x.example\r\nEND:VCARD\r\n");
        assert!(said(&cards.people[0]).contains(&"email ada@x.example".to_owned()), "{cards:?}");
        let table = read("b.txt", "name,email,organisation\nBen,ben@x.example,Tables\n,,\n");
        assert_eq!((table.people.len(), table.broken.len()), (1, 1), "{table:?}");
        let mecard = read("c.txt", "MECARD:N:Dunn,Cleo;TEL:+442079460101;EMAIL:cleo@x.example;NOTE:a\\;b;;");
        assert_eq!(
            said(&mecard.people[0]),
            ["name Cleo Dunn", "phone +442079460101", "email cleo@x.example", "note a;b"]
        );
        let calendar = read("d.ics", "BEGIN:VCALENDAR\r\nSUMMARY:lunch\r\nEND:VCALENDAR\r\n");
        assert!(calendar.people.is_empty() && calendar.broken[0].problem.what.contains("an import reads"));
        assert!(read("e.json", "{\"name\": \"Ada\"}").people.is_empty());
        let late = read("f.txt", "sent from a phone\nBEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n");
        assert_eq!(late.people.len(), 1);
        let none = super::read(&folder.path().join("none"), &asked());
        assert!(none.broken[0].problem.what.starts_with("it cannot be read"));
    }
}
