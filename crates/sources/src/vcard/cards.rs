//! A file cut into its cards, of which no more than one is in memory.

use std::io::{self, BufRead, ErrorKind};
use std::ops::ControlFlow;

use super::lines::{BEGIN, END, is_mark, sign_of, without_break};

/// A piece of a file, in order.
pub(super) struct Piece<'a> {
    /// What it is.
    pub kind: PieceKind,
    /// Its bytes; none of stray text.
    pub bytes: &'a [u8],
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// What was too much of it, and is not among the bytes.
    pub left_out: Option<LeftOut>,
    /// How many bytes of the file are behind it.
    pub read: u64,
}

/// What was too much of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// The line of the file on which the first of it begins.
    pub line: u64,
    /// How many bytes.
    pub bytes: u64,
}

/// How much of a card is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    /// Bytes of one value.
    pub value: usize,
    /// Bytes of the whole card.
    pub card: usize,
}

/// What a piece of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A card from BEGIN to END.
    Whole,
    /// A card that is cut off: the file ends, or another card begins, before its END.
    Open,
    /// Text that belongs to no card.
    Stray,
}

/// Takes the pieces.
pub(super) type Visit<'v> = &'v mut dyn FnMut(Piece<'_>) -> ControlFlow<()>;

/// Cuts a file. Blank lines between cards belong to no piece.
///
/// # Errors
/// When the input cannot be read; what came before is a piece all the same.
pub(super) fn cut(input: &mut dyn BufRead, most: Most, visit: Visit<'_>) -> io::Result<ControlFlow<()>> {
    let sign = sign_of(input.fill_buf()?);
    let mut cutter = Cutter {
        most,
        visit,
        open: None,
        card: Vec::new(),
        value: 0,
        encoded: false,
        dropping: false,
        left_out: None,
        depth: 0,
        agent: false,
        read: 0,
    };
    let mut line = Vec::new();
    for number in 1.. {
        let (length, next) = match read_line(input, sign, most.value, &mut line) {
            Ok(read) => read,
            Err(error) => {
                return if cutter.tell().is_break() { Ok(ControlFlow::Break(())) } else { Err(error) };
            }
        };
        if length == 0 {
            break;
        }
        cutter.read += length as u64;
        if cutter.line(&line, length, number, next).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(cutter.tell())
}

/// Reads a line with its break; of a longer one than `most` only so much, but answers how long it is. Answers the byte
/// after it, too.
fn read_line(
    input: &mut dyn BufRead,
    sign: u8,
    most: usize,
    line: &mut Vec<u8>,
) -> io::Result<(usize, Option<u8>)> {
    line.clear();
    let mut length = 0;
    loop {
        let seen = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            seen => seen?,
        };
        let end = memchr::memchr(sign, seen).map(|at| at + 1);
        let taken = &seen[..end.unwrap_or(seen.len())];
        line.extend_from_slice(&taken[..taken.len().min((most + 1).saturating_sub(line.len()))]);
        let (count, ends) = (taken.len(), end.is_some() || seen.is_empty());
        input.consume(count);
        length += count;
        if ends {
            // What cannot be read is met again with the next line.
            let next = input.fill_buf().ok().and_then(|seen| seen.first().copied());
            return Ok((length, next));
        }
    }
}

struct Cutter<'v> {
    most: Most,
    visit: Visit<'v>,
    open: Option<(PieceKind, u64)>,
    card: Vec<u8>,
    /// Where in the card the value begins that is being read.
    value: usize,
    /// Whether it may go on in lines that nothing marks as going on, as the values of version 2.1 do.
    encoded: bool,
    /// The value that is being read is too long, or the card is.
    dropping: bool,
    left_out: Option<LeftOut>,
    depth: usize,
    agent: bool,
    read: u64,
}

impl Cutter<'_> {
    /// Tells the piece that is open.
    fn tell(&mut self) -> ControlFlow<()> {
        let Some((kind, line)) = self.open.take() else { return ControlFlow::Continue(()) };
        let left_out = self.left_out.take();
        let flow = (self.visit)(Piece { kind, bytes: &self.card, line, left_out, read: self.read });
        self.card.clear();
        (self.value, self.dropping) = (0, false);
        flow
    }

    /// Takes a line of the card that is open.
    fn keep(&mut self, line: &[u8], length: usize, number: u64) {
        let goes_on = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'))
            || (self.encoded && length <= self.most.value && memchr::memchr(b':', line).is_none());
        if !goes_on {
            (self.value, self.dropping, self.encoded) = (self.card.len(), false, is_encoded(line));
        }
        let mut lost = 0;
        if !self.dropping
            && (self.card.len() - self.value + length > self.most.value
                || self.card.len() + length > self.most.card)
        {
            self.dropping = true;
            lost = self.card.len() - self.value;
            self.card.truncate(self.value);
        }
        if self.dropping {
            let left_out = self.left_out.get_or_insert(LeftOut { line: number, bytes: 0 });
            left_out.bytes += (lost + length) as u64;
        } else {
            self.card.extend_from_slice(line);
        }
    }

    /// Keeps the line that ends a card, or begins one, however much the card holds.
    fn mark(&mut self, line: &[u8]) {
        self.card.extend_from_slice(line);
        (self.value, self.dropping) = (self.card.len(), false);
    }

    /// Takes a line: as far as it is not too long, how long it is, its number, the byte after it.
    fn line(&mut self, whole: &[u8], length: usize, number: u64, next: Option<u8>) -> ControlFlow<()> {
        let line = without_break(whole);
        let in_card = matches!(self.open, Some((PieceKind::Open, _)));
        if is_mark(line, BEGIN) {
            if in_card && self.agent {
                self.keep(whole, length, number);
                self.depth += 1;
            } else {
                self.tell()?;
                self.open = Some((PieceKind::Open, number));
                self.mark(whole);
                self.depth = 1;
            }
            self.agent = false;
            return ControlFlow::Continue(());
        }
        let mut ended = false;
        match self.open {
            Some((PieceKind::Open, _)) if is_mark(line, END) => {
                self.depth -= 1;
                self.mark(whole);
                ended = self.depth == 0;
            }
            Some((PieceKind::Open, _)) => self.keep(whole, length, number),
            Some(_) => {}
            None if line.trim_ascii().is_empty() => {}
            None => self.open = Some((PieceKind::Stray, number)),
        }
        match agent_line(line) {
            // The inner card follows on the next line, perhaps after blank ones.
            Some([]) => self.agent = true,
            // The inner card begins on the line itself, and its lines are not folded into it.
            Some(rest) if is_mark(rest, BEGIN) && !matches!(next, Some(b' ' | b'\t')) => {
                self.depth += usize::from(self.depth > 0);
            }
            _ => self.agent &= line.trim_ascii().is_empty(),
        }
        if ended {
            self.open = self.open.map(|(_, line)| (PieceKind::Whole, line));
            return self.tell();
        }
        ControlFlow::Continue(())
    }
}

/// Whether the head of a line says that its value is encoded.
fn is_encoded(line: &[u8]) -> bool {
    let head = &line[..memchr::memchr(b':', line).unwrap_or(0).min(1000)];
    let head = head.to_ascii_uppercase();
    [&b"BASE64"[..], b"QUOTED-PRINTABLE", b"ENCODING=B"]
        .iter()
        .any(|word| memchr::memmem::find(&head, word).is_some())
}

/// The value of an AGENT line.
fn agent_line(line: &[u8]) -> Option<&[u8]> {
    let name = line.get(..5).filter(|name| name.eq_ignore_ascii_case(b"AGENT"))?;
    let rest = &line[name.len()..];
    let colon = memchr::memchr(b':', rest)?;
    matches!(rest[0], b':' | b';').then(|| rest[colon + 1..].trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8], value: usize, card: usize) -> Vec<(PieceKind, u64, Vec<u8>, Option<LeftOut>)> {
        let mut found = Vec::new();
        let mut visit = |piece: Piece<'_>| {
            found.push((piece.kind, piece.line, piece.bytes.to_vec(), piece.left_out));
            ControlFlow::Continue(())
        };
        let _ = cut(&mut &text[..], Most { value, card }, &mut visit).unwrap();
        found
    }

    fn kinds(text: &str) -> Vec<(PieceKind, u64)> {
        all(text.as_bytes(), 1000, 1000).into_iter().map(|(kind, line, ..)| (kind, line)).collect()
    }

    #[test]
    fn a_photo_that_is_too_large_is_left_out_and_the_person_kept() {
        let folded = format!("PHOTO;ENCODING=b:{}\n", "AAAAAAAA\n ".repeat(20));
        for photo in [folded, format!("PHOTO;BASE64:{}\n", "AAAAAAAA\n".repeat(20)), "A".repeat(200) + ":b\n"]
        {
            let text = format!("BEGIN:VCARD\nFN:A\n{photo}EMAIL:a@b.example\nEND:VCARD\n");
            let found = all(text.as_bytes(), 100, 1000);
            assert_eq!(found.len(), 1, "{photo}");
            assert_eq!(found[0].2, b"BEGIN:VCARD\nFN:A\nEMAIL:a@b.example\nEND:VCARD\n", "{photo}");
            assert_eq!(found[0].3.map(|left| left.bytes), Some(photo.len() as u64), "{photo}");
        }
    }

    #[test]
    fn a_card_that_is_too_large_ends_all_the_same() {
        let text =
            format!("BEGIN:VCARD\nFN:A\n{}END:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "NOTE:x\n".repeat(50));
        let found = all(text.as_bytes(), 100, 80);
        assert_eq!(found.len(), 2);
        assert!(found[0].2.len() <= 80 + 10 && found[0].2.ends_with(b"NOTE:x\nEND:VCARD\n"));
        assert_eq!(found[0].3.unwrap().bytes + found[0].2.len() as u64 + 27, text.len() as u64);
    }

    #[test]
    fn cards_and_what_stands_between() {
        use PieceKind::{Open, Stray, Whole};
        let cases: [(&str, &[(PieceKind, u64)]); 6] = [
            ("", &[]),
            ("BEGIN:VCARD\nFN:A\nEND:VCARD\n\nBEGIN:VCARD\nEND:VCARD", &[(Whole, 1), (Whole, 5)]),
            ("hello\nworld\n\nbegin:vcard\nend:vcard\n", &[(Stray, 1), (Whole, 4)]),
            ("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B", &[(Open, 1), (Open, 3)]),
            ("BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nFN:A\nEND:VCARD\n", &[(Whole, 1)]),
            ("BEGIN:VCARD\nAGENT:BEGIN:VCARD\n FN:B\n END:VCARD\nFN:A\nEND:VCARD\n", &[(Whole, 1)]),
        ];
        for (text, expected) in cases {
            assert_eq!(kinds(text), expected, "{text:?}");
        }
    }
}
