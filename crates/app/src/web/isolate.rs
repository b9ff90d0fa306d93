//! Values kept from turning our own words round. A name may hold signs of direction, after which a browser writes what
//! follows from right to left, and one of Arabic or Hebrew letters draws digits and signs beside it to its side. So signs of
//! direction are taken away, and what is written from right to left is isolated from what stands around it.

/// Elements whose text is a value that is edited, or no text at all: it stays as it is.
const KEPT: [&str; 3] = ["textarea", "script", "style"];
/// Elements that hold text and no other elements, so that it is isolated by signs.
const BARE: [&str; 3] = ["title", "option", "svg"];
/// Attributes that are read by people.
const READ: [&str; 5] = ["title", "aria-label", "aria-description", "placeholder", "alt"];

/// First strong isolate, and its end.
const SIGNS: [&str; 2] = ["\u{2068}", "\u{2069}"];

/// A page with its values isolated; none where none needs it.
pub(crate) fn page(page: &str) -> Option<String> {
    page.contains(turns).then(|| page_of(page))
}

/// A text that a script shows, isolated by signs.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    words(text, SIGNS, &mut out);
    out
}

/// Whether a sign or letter has to do with direction.
fn turns(c: char) -> bool {
    c >= '\u{590}' && (is_control(c) || is_from_right(c))
}

/// The signs that begin and end an embedding, an override or an isolation (UAX #9, section 2).
fn is_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is written from right to left, with the marks that count as such.
fn is_from_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A page as it goes out. It was made by us, so every tag is whole and every attribute is in quotes.
fn page_of(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + 256);
    let mut within: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (text, from) = rest.split_at(start);
        isolate_text(text, &within, &mut out);
        let (tag, after) = from.split_at(end_of_tag(from));
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if KEPT.contains(&name) || BARE.contains(&name) {
            if !tag.starts_with("</") {
                within.push(name);
            } else if let Some(at) = within.iter().rposition(|known| *known == name) {
                within.truncate(at);
            }
        }
        if tag.contains(turns) {
            attributes(tag, &mut out)
        } else {
            out.push_str(tag)
        }
        rest = after;
    }
    isolate_text(rest, &within, &mut out);
    out
}

/// Where a tag ends that the text begins with: a `>` in quotes ends none.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn isolate_text(text: &str, within: &[&str], out: &mut String) {
    if !text.contains(turns) || within.iter().any(|name| KEPT.contains(name)) {
        out.push_str(text);
    } else if within.is_empty() {
        words(text, ["<bdi>", "</bdi>"], out);
    } else {
        words(text, SIGNS, out);
    }
}

fn attributes(tag: &str, out: &mut String) {
    // Every second part is a value; its name stands at the end of the part before it.
    let mut front = "";
    for (at, part) in tag.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        let name = front.trim_end_matches('=').rsplit(' ').next().unwrap_or_default();
        if at % 2 == 1 && READ.contains(&name) {
            words(part, SIGNS, out)
        } else {
            out.push_str(part)
        }
        front = part;
    }
}

/// A text without signs of direction, with marks around what is written from right to left. A text without any other
/// letters is isolated whole, with its digits and signs.
fn words(text: &str, [open, close]: [&str; 2], out: &mut String) {
    let clean: String = text.chars().filter(|c| !is_control(*c)).collect();
    if !clean.contains(is_from_right) {
        out.push_str(&clean);
        return;
    }
    let pieces = pieces(&clean);
    let alone = pieces.iter().all(|(_, side)| *side != Side::Left);
    // From the first piece of a run to the last, without what is on no side before and after it.
    let mut from = 0;
    while let Some(piece) = pieces.get(from) {
        if piece.1 != Side::Right && !alone {
            out.push_str(piece.0);
            from += 1;
            continue;
        }
        let run = pieces[from..].iter().take_while(|(_, side)| *side != Side::Left).count();
        let last = pieces[from..from + run].iter().rposition(|(_, side)| *side == Side::Right).unwrap_or(0);
        let run = if alone { run } else { last + 1 };
        out.push_str(open);
        pieces[from..from + run].iter().for_each(|(piece, _)| out.push_str(piece));
        out.push_str(close);
        from += run;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    None,
}

/// The letters and signs of a text, each with its side; what is written as `&…;` is one sign.
fn pieces(text: &str) -> Vec<(&str, Side)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let entity = if c == '&' { rest.find(';').filter(|end| *end < 10) } else { None };
        let (piece, after) = rest.split_at(entity.map_or(c.len_utf8(), |end| end + 1));
        let side = match c {
            '&' => Side::None,
            c if is_from_right(c) => Side::Right,
            c if c.is_alphabetic() => Side::Left,
            _ => Side::None,
        };
        found.push((piece, side));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_turns_our_words_round() {
        for (page, out) in [
            ("<p>Forgot Eve\u{202e}lave. Undo</p>", "<p>Forgot Evelave. Undo</p>"),
            ("<p>Called דוד 3 days ago</p>", "<p>Called <bdi>דוד</bdi> 3 days ago</p>"),
            ("<a href=\"/x\">דוד 3 (5)</a>", "<a href=\"/x\"><bdi>דוד 3 (5)</bdi></a>"),
            ("<p>דוד &amp; רות, see</p>", "<p><bdi>דוד &amp; רות</bdi>, see</p>"),
            ("<title>דוד · Goodturn</title>", "<title>\u{2068}דוד\u{2069} · Goodturn</title>"),
            (
                "<svg aria-label=\"a &gt; דוד b\"><text>\u{2067}x דוד</text></svg>",
                "<svg aria-label=\"a &gt; \u{2068}דוד\u{2069} b\"><text>x \u{2068}דוד\u{2069}</text></svg>",
            ),
            ("<p title=\"Eve\u{202e}\">\u{202d}a", "<p title=\"Eve\">a"),
        ] {
            assert_eq!(page_of(page), out);
        }
        assert_eq!(plain("3 of 5 · \u{202e}fcv.דוד"), "3 of 5 · fcv.\u{2068}דוד\u{2069}");
    }

    #[test]
    fn what_is_edited_keeps_every_sign() {
        for page in [
            "<input name=\"name\" value=\"Eve\u{202e} דוד\">",
            "<textarea name=\"note\">\u{202e}דוד a</textarea>",
            "<a href=\"/p?q=a>b\" data-x=\"דוד\">plain</a>",
        ] {
            assert_eq!(page_of(page), page);
        }
    }
}
