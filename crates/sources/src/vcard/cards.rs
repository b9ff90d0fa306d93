//! A file cut into its cards.

use std::ops::Range;

use super::lines::{BEGIN, END, is_mark, physical, without_break};

/// A piece of a file, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its bytes.
    pub span: Range<usize>,
    /// The line it begins on, counted from 1.
    pub line: u64,
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

/// Cuts a file. Blank lines between cards belong to no piece.
pub(super) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut open: Option<Piece> = None;
    let (mut depth, mut agent) = (0usize, false);
    for (above, span) in physical(bytes).into_iter().enumerate() {
        let line = without_break(&bytes[span.clone()]);
        let here = |kind| Piece { kind, span: span.clone(), line: above as u64 + 1 };
        if is_mark(line, BEGIN) {
            match &mut open {
                Some(card) if card.kind == PieceKind::Open && agent => {
                    card.span.end = span.end;
                    depth += 1;
                }
                _ => {
                    out.extend(open.replace(here(PieceKind::Open)));
                    depth = 1;
                }
            }
            agent = false;
            continue;
        }
        match &mut open {
            Some(card) if card.kind == PieceKind::Open => {
                card.span.end = span.end;
                if is_mark(line, END) {
                    depth -= 1;
                    if depth == 0 {
                        card.kind = PieceKind::Whole;
                        out.extend(open.take());
                    }
                }
            }
            _ if line.trim_ascii().is_empty() => {}
            Some(stray) => stray.span.end = span.end,
            None => open = Some(here(PieceKind::Stray)),
        }
        match agent_line(line) {
            // The inner card follows on the next line, perhaps after blank ones.
            Some([]) => agent = true,
            // The inner card begins on the line itself, and its lines are not folded into it.
            Some(rest) if is_mark(rest, BEGIN) && !is_folded(bytes, span.end) => {
                depth += usize::from(depth > 0)
            }
            _ => agent &= line.trim_ascii().is_empty(),
        }
    }
    out.extend(open);
    out
}

/// The value of an AGENT line.
fn agent_line(line: &[u8]) -> Option<&[u8]> {
    let name = line.get(..5).filter(|name| name.eq_ignore_ascii_case(b"AGENT"))?;
    let rest = &line[name.len()..];
    let colon = memchr::memchr(b':', rest)?;
    matches!(rest[0], b':' | b';').then(|| rest[colon + 1..].trim_ascii())
}

fn is_folded(bytes: &[u8], next: usize) -> bool {
    bytes.get(next).is_some_and(|byte| matches!(byte, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(PieceKind, u64)> {
        pieces(text.as_bytes()).into_iter().map(|p| (p.kind, p.line)).collect()
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
