//! Values back to a card.

use std::collections::HashSet;

use goodturn_core::draft::{Value, ValueKind};

use super::compose::{Composer, Version, is_name_part, same_part};
use super::lines::{END, Line, is_mark, is_old, lines, without_break};
use super::values::{Read, values};
use crate::naming;

/// Writes a card that is read back as these values.
///
/// With an `original` only the lines change whose values did; all others stay byte for byte, whatever they
/// are, and nothing at all changes where the values are those of the original. Its version is kept. Without
/// one the card is version 4.0; a name is made up from the other values where they have none, since a card
/// must have one. `revision` is the text of REV (`20240312T081500Z`), set where anything is written.
pub fn write(original: Option<&[u8]>, values: &[Value], revision: Option<&str>) -> Vec<u8> {
    match original {
        Some(original) => edited(original, values, revision),
        None => fresh(values, revision),
    }
}

fn fresh(values: &[Value], revision: Option<&str>) -> Vec<u8> {
    let mut composer = Composer { version: Version::Four, eol: "\r\n", groups: HashSet::new() };
    let mut out = b"BEGIN:VCARD\r\nVERSION:4.0\r\n".to_vec();
    if !values.iter().any(|value| value.kind == ValueKind::Name) {
        out.extend(composer.text("FN", &naming::made_from(values).unwrap_or_default()));
    }
    out.extend(composer.lines(values));
    if let Some(revision) = revision {
        out.extend(composer.text("REV", revision));
    }
    out.extend_from_slice(b"END:VCARD\r\n");
    out
}

fn edited(original: &[u8], wanted: &[Value], revision: Option<&str>) -> Vec<u8> {
    let lines = lines(original);
    let read = values(&lines);
    let mut new: Vec<Value> = wanted.iter().filter(|value| !read.values.contains(value)).cloned().collect();
    if new.is_empty() && read.values.iter().all(|value| wanted.contains(value)) {
        return original.to_vec();
    }
    let mut composer = composer(original, &lines);
    let mut out = body(original, (&lines, &read), wanted, &mut new, &composer, revision);
    out.extend(composer.lines(&new));
    // A name that was made from other values may now be made differently; then it must be said.
    let now = values(&self::lines(&out)).values;
    let missing: Vec<Value> = wanted.iter().filter(|value| !now.contains(value)).cloned().collect();
    out.extend(composer.lines(&missing));
    if let Some(revision) = revision
        && !lines.iter().any(|line| line.name == "REV" && !line.nested)
    {
        out.extend(composer.text("REV", revision));
    }
    let tail = end(original, &lines).map_or(original.len(), |line| line.span.start);
    out.extend_from_slice(&original[tail..]);
    out
}

fn composer(original: &[u8], lines: &[Line]) -> Composer {
    let first = lines.first().map_or(&b""[..], |line| &original[line.span.clone()]);
    let eol = match &first[without_break(first).len()..] {
        b"\n" => "\n",
        b"\r" => "\r",
        _ => "\r\n",
    };
    let four = lines.iter().any(|line| line.name == "VERSION" && line.text().trim().starts_with('4'));
    let version = match (is_old(original), four) {
        (true, _) => Version::Old,
        (_, true) => Version::Four,
        _ => Version::Three,
    };
    Composer { version, eol, groups: lines.iter().map(|line| line.group.clone()).collect() }
}

/// The line that ends the card itself.
fn end<'a>(original: &[u8], lines: &'a [Line]) -> Option<&'a Line> {
    lines.iter().rev().find(|line| !line.nested && is_mark(without_break(&original[line.span.clone()]), END))
}

/// All lines up to the end, each kept, changed or left out. What `new` says in place of an old value is taken
/// from it.
fn body(
    original: &[u8],
    (lines, read): (&[Line], &Read),
    wanted: &[Value],
    new: &mut Vec<Value>,
    composer: &Composer,
    revision: Option<&str>,
) -> Vec<u8> {
    let until = end(original, lines).map_or(original.len(), |line| line.span.start);
    let mut out = Vec::with_capacity(original.len() + 256);
    for (line, said) in lines.iter().zip(&read.of_line).filter(|(line, _)| line.span.start < until) {
        let name = line.name == "N" && !line.nested;
        let grows = name && new.iter().any(|v| is_name_part(v) && !said.iter().any(|old| same_part(old, v)));
        match revision {
            Some(revision) if line.name == "REV" && !line.nested => {
                out.extend(composer.text(&head(line), revision))
            }
            _ if said.iter().all(|value| wanted.contains(value)) && !grows => {
                out.extend_from_slice(&original[line.span.clone()]);
            }
            // Nobody else reads such a line: what is left of it goes into lines of the usual kind.
            _ if line.name == "X-ANDROID-CUSTOM" => {
                new.extend(said.iter().filter(|value| wanted.contains(value)).cloned());
            }
            _ => out.extend(composer.line(&head(line), &replaced(said, wanted, new, name))),
        }
    }
    if !out.is_empty() && !out.ends_with(b"\n") && !out.ends_with(b"\r") {
        out.extend_from_slice(composer.eol.as_bytes());
    }
    out
}

/// What a line says now: what it said and is still wanted, and something new of the same kind and label for
/// what is not.
fn replaced(said: &[Value], wanted: &[Value], new: &mut Vec<Value>, name: bool) -> Vec<Value> {
    let mut now = Vec::new();
    for old in said {
        if wanted.contains(old) {
            now.push(old.clone());
        } else if let Some(at) =
            new.iter().position(|value| value.kind == old.kind && value.label == old.label)
        {
            now.push(new.remove(at));
        }
    }
    while name
        && let Some(at) =
            new.iter().position(|v| is_name_part(v) && !now.iter().any(|known| same_part(known, v)))
    {
        now.push(new.remove(at));
    }
    now
}

/// The head of a line without the parameters that speak of how the old value was written.
fn head(line: &Line) -> String {
    let name = line.head.split(';').next().unwrap_or_default();
    let about_text = ["CHARSET", "ENCODING", "VALUE", "X-APPLE-OMIT-YEAR"];
    let kept = line.params.iter().filter(|param| !about_text.contains(&param.name.as_str()));
    format!("{name}{}", kept.map(|param| param.text.as_str()).collect::<String>())
}
