//! A file of cards to drafts.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{CardText, Draft, Item, PersonDraft, Sink, Value, ValueKind};
use goodturn_core::limits::{CARD, PROPERTIES, VALUE, VALUES};
use goodturn_core::place::{Place, Problem};
use xxhash_rust::xxh3::xxh3_128;

use super::cards::{LeftOut, Most, Piece, PieceKind, cut};
use super::groups::{self, Groups};
use super::lines::{Line, lines, physical};
use super::values::{Read, values};
use crate::{Asked, text};

/// After so many bytes the sink is told how far reading has come.
const STRIDE: u64 = 1 << 20;

/// Opens a file again.
pub(crate) type Open<'o, 'a> = &'o mut dyn FnMut() -> io::Result<Box<dyn BufRead + 'a>>;

/// Reads a file of cards, one [`Item`] for each. No card is lost to another: one that is cut off is read as
/// far as it goes, and text between cards is only noticed.
///
/// A file in UTF-16 is turned into UTF-8 first, and so are the originals of its cards, because a piece of
/// UTF-16 without its mark cannot be told from noise; and so are lines in another charset that nobody named, because
/// only the whole file tells which it is.
pub fn read(bytes: &[u8], file: &Arc<str>, asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    let bytes = as_utf8(bytes);
    // Memory can be read at any time.
    read_from(&mut || Ok(Box::new(&bytes[..])), file, asked, sink).unwrap_or(ControlFlow::Continue(()))
}

/// The same for a file that can be opened twice, of which no more than a card is in memory.
///
/// # Errors
/// When it cannot be read to its end; what came before was read.
pub(crate) fn read_from(
    open: Open<'_, '_>,
    file: &Arc<str>,
    asked: &Asked,
    sink: &mut dyn Sink,
) -> io::Result<ControlFlow<()>> {
    let most = match asked.all_of_it {
        true => Most { value: usize::MAX / 2, card: usize::MAX / 2 },
        false => Most { value: VALUE, card: CARD },
    };
    // A group may stand before or after its members, so all are looked up first.
    let mut groups = Groups::default();
    let mut learn = |piece: Piece<'_>| {
        if piece.kind != PieceKind::Stray && groups::may_be_group(piece.bytes) {
            let lines = lines(piece.bytes);
            if groups::is_group(&lines) {
                let values = values(&lines).values;
                let name = values.iter().find(|v| v.kind == ValueKind::Name).map(|v| v.text.as_str());
                groups.learn(&lines, name);
            }
        }
        ControlFlow::Continue(())
    };
    // What cannot be read is met again.
    let _ = open().and_then(|mut input| cut(&mut *input, most, &mut learn));
    let mut told = 0;
    let mut tell = |piece: Piece<'_>| {
        let place = Place::line(file, piece.line);
        let mut notice = |what: String| sink.take(Item::Noticed(Problem { place: place.clone(), what }));
        match piece.kind {
            PieceKind::Stray => notice("this text belongs to no card and was left out".to_owned())?,
            PieceKind::Open => notice("the card has no END:VCARD and was read as far as it goes".to_owned())?,
            PieceKind::Whole => {}
        }
        if let Some(LeftOut { line, bytes }) = piece.left_out {
            notice(format!(
                "of this card {bytes} bytes are left out, from line {line} on: a value is read up to {} MB and a card up \
                 to {} MB, and whole where you ask for all of it",
                VALUE >> 20,
                CARD >> 20
            ))?;
        }
        if piece.kind != PieceKind::Stray {
            card(piece.bytes, &groups, file, piece.line, sink)?;
        }
        if piece.read - told >= STRIDE {
            told = piece.read;
            sink.take(Item::Progress(told))?;
        }
        ControlFlow::Continue(())
    };
    cut(&mut *open()?, most, &mut tell)
}

/// What one card says.
pub fn values_of(card: &[u8]) -> Vec<Value> {
    values(&lines(card)).values
}

/// The text of a file, where it is not in UTF-8 or begins with a mark.
fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match text::marked(bytes) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => Cow::Borrowed(&bytes[mark..]),
        Some(_) => Cow::Owned(text::decode(bytes).into_owned().into_bytes()),
        None => spelled_out(bytes),
    }
}

/// Cards in a charset that nobody named, with their lines in UTF-8; those that name one stay as they are. What reads
/// as Windows-1252 stays too, because that is what a line alone is taken for.
fn spelled_out(bytes: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut raw = Vec::new();
    let mut pieces: Vec<(bool, &[u8])> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let goes_on = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        let named = match pieces.last() {
            Some((named, _)) if goes_on => *named,
            _ => {
                let head = line.split(|byte| *byte == b':').next().unwrap_or_default().to_ascii_uppercase();
                memchr::memmem::find(&head, b"CHARSET=").is_some()
            }
        };
        if !named && std::str::from_utf8(line).is_err() {
            raw.extend_from_slice(line);
        }
        pieces.push((named, line));
    }
    if raw.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let charset = text::guess(&raw);
    if charset == encoding_rs::WINDOWS_1252 {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() * 2);
    for (named, line) in pieces {
        if named { out.extend_from_slice(line) } else { out.extend(text::lines_to_utf8(line, charset)) }
    }
    Cow::Owned(out)
}

/// Reads the card that begins on line `first` of the file.
fn card(
    original: &[u8],
    groups: &Groups,
    file: &Arc<str>,
    first: u64,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let lines = lines(original);
    for above in nameless(original, &lines) {
        let what = "the line has no name and colon; it is kept in the card, and nothing was read from it";
        let place = Place::line(file, first + above);
        sink.take(Item::Noticed(Problem { place, what: what.to_owned() }))?;
    }
    let place = Place::line(file, first);
    let (found, more) = found(original, &lines, groups, place.clone());
    if more > 0 || lines.len() > PROPERTIES {
        let what = format!(
            "the card says more than is read of one: {PROPERTIES} properties and {VALUES} values; it is kept as it is"
        );
        sink.take(Item::Noticed(Problem { place, what }))?;
    }
    if let Item::Draft(Draft::Person(person), place) = &found {
        let told = |value: &&Value| value.kind == ValueKind::Other && value.label == "birthday";
        for value in person.values.iter().filter(told) {
            let shown: String = value.text.chars().take(60).collect();
            let what =
                format!("the birthday \"{shown}\" is not a day that can be told; it is kept as it stands");
            sink.take(Item::Noticed(Problem { place: place.clone(), what }))?;
        }
    }
    sink.take(found)
}

/// How many lines stand above each line that says nothing to any reader. Of several in a row only the first
/// counts: a letter that slipped into a card is one oddity.
fn nameless(original: &[u8], lines: &[Line]) -> Vec<u64> {
    let (mut found, mut above, mut counted, mut within) = (Vec::new(), 0, 0, false);
    for line in lines {
        let odd = line.name.is_empty() && !line.value.trim_ascii().is_empty();
        if odd && !within {
            above += physical(&original[counted..line.span.start]).count() as u64;
            counted = line.span.start;
            found.push(above);
        }
        within = odd;
    }
    found
}

/// What a card is, and how many more values it has than are read.
fn found(original: &[u8], lines: &[Line], groups: &Groups, place: Place) -> (Item, u64) {
    if groups::is_group(lines) {
        return (Item::Skipped("a group; its members are tagged with it", place), 0);
    }
    let Read { mut values, more, .. } = values(lines);
    let uid = values.iter().find(|value| value.kind == ValueKind::Uid).map(|value| value.text.clone());
    if !values.iter().any(|value| is_usable(value.kind)) {
        return (Item::Skipped("a card without a name or a channel", place), 0);
    }
    let uid = match uid {
        Some(uid) => {
            for name in groups.of(&uid) {
                let tag = Value { kind: ValueKind::Tag, label: String::new(), text: name.clone() };
                if !values.contains(&tag) {
                    values.push(tag);
                }
            }
            uid
        }
        None => derived_uid(lines),
    };
    let card = CardText { uid, original: original.to_vec() };
    (Item::Draft(Draft::Person(PersonDraft { values, card: Some(card) }), place), more)
}

fn is_usable(kind: ValueKind) -> bool {
    use ValueKind::{Email, Family, Given, Handle, Name, Nickname, Organisation, Phone, Url};
    matches!(kind, Name | Given | Family | Nickname | Email | Phone | Url | Handle | Organisation)
}

/// How long the mark is that a file of UTF-8 begins with.
pub(crate) fn mark(bytes: &[u8]) -> u64 {
    text::marked(bytes).map_or(0, |(_, mark)| mark as u64)
}

/// A card without a UID is known by what it says, however its lines are folded.
fn derived_uid(lines: &[Line]) -> String {
    let mut content = Vec::new();
    for line in lines.iter().filter(|line| !line.name.is_empty()) {
        content.extend_from_slice(line.head.as_bytes());
        content.push(b':');
        content.extend_from_slice(&line.value);
        content.push(b'\n');
    }
    format!("gt-{:032x}", xxh3_128(&content))
}
