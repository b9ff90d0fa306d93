//! A file of cards to drafts.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{CardText, Draft, Found, PersonDraft, Sink, Value, ValueKind};
use goodturn_core::place::{Place, Problem};
use xxhash_rust::xxh3::xxh3_128;

use super::cards::{Piece, PieceKind, pieces};
use super::groups::{self, Groups};
use super::lines::{Line, lines, physical};
use super::values::values;
use crate::{Asked, text};

/// After so many bytes the sink is told how far reading has come.
const STRIDE: usize = 1 << 20;

/// Reads a file of cards, one [`Found`] for each. No card is lost to another: one that is cut off is read as
/// far as it goes, and text between cards is only noticed.
///
/// A file in UTF-16 is turned into UTF-8 first, and so are the originals of its cards, because a piece of
/// UTF-16 without its mark cannot be told from noise.
pub fn read(bytes: &[u8], file: &Arc<str>, _asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    let bytes = as_utf8(bytes);
    let pieces = pieces(&bytes);
    let groups = groups(&bytes, &pieces);
    let mut told = 0;
    for piece in &pieces {
        let place = Place::line(file, piece.line);
        match piece.kind {
            PieceKind::Stray => {
                let what = "this text belongs to no card and was left out".to_owned();
                sink.take(Found::Noticed(Problem { place, what }))?;
            }
            PieceKind::Whole => card(&bytes[piece.span.clone()], &groups, file, piece.line, sink)?,
            PieceKind::Open => {
                let what = "the card has no END:VCARD and was read as far as it goes".to_owned();
                sink.take(Found::Noticed(Problem { place, what }))?;
                card(&bytes[piece.span.clone()], &groups, file, piece.line, sink)?;
            }
        }
        if piece.span.end - told >= STRIDE {
            told = piece.span.end;
            sink.take(Found::Progress(told as u64))?;
        }
    }
    ControlFlow::Continue(())
}

fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match text::marked(bytes) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => Cow::Borrowed(&bytes[mark..]),
        Some(_) => Cow::Owned(text::decode(bytes).into_owned().into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

/// A group may stand before or after its members, so all are looked up first.
fn groups(bytes: &[u8], pieces: &[Piece]) -> Groups {
    let mut groups = Groups::default();
    for piece in pieces {
        let card = &bytes[piece.span.clone()];
        if piece.kind != PieceKind::Stray && groups::may_be_group(card) {
            let lines = lines(card);
            let values = values(&lines).values;
            groups.learn(&lines, values.iter().find(|v| v.kind == ValueKind::Name).map(|v| v.text.as_str()));
        }
    }
    groups
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
        sink.take(Found::Noticed(Problem { place, what: what.to_owned() }))?;
    }
    sink.take(found(original, &lines, groups, Place::line(file, first)))
}

/// How many lines stand above each line that says nothing to any reader. Of several in a row only the first
/// counts: a letter that slipped into a card is one oddity.
fn nameless(original: &[u8], lines: &[Line]) -> Vec<u64> {
    let (mut found, mut above, mut counted, mut within) = (Vec::new(), 0, 0, false);
    for line in lines {
        let odd = line.name.is_empty() && !line.value.trim_ascii().is_empty();
        if odd && !within {
            above += physical(&original[counted..line.span.start]).len() as u64;
            counted = line.span.start;
            found.push(above);
        }
        within = odd;
    }
    found
}

fn found(original: &[u8], lines: &[Line], groups: &Groups, place: Place) -> Found {
    if groups::is_group(lines) {
        return Found::Skipped("a group; its members are tagged with it", place);
    }
    let mut values = values(lines).values;
    let uid = values.iter().find(|value| value.kind == ValueKind::Uid).map(|value| value.text.clone());
    if !values.iter().any(|value| is_usable(value.kind)) {
        return Found::Skipped("a card without a name or a channel", place);
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
    Found::Draft(Draft::Person(PersonDraft { values, card: Some(card) }), place)
}

fn is_usable(kind: ValueKind) -> bool {
    use ValueKind::{Email, Family, Given, Handle, Name, Nickname, Organisation, Phone, Url};
    matches!(kind, Name | Given | Family | Nickname | Email | Phone | Url | Handle | Organisation)
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
