//! Backslashes, and values made of several (RFC 6350 section 3.4).

use crate::text::unescaped;

/// Takes backslashes out: `\n` is a line break, `\,` `\;` `\:` `\\` the sign itself; others stay, for paths.
pub(super) fn unescape(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    unescaped(&text, '\\', |c| match c {
        'n' | 'N' => Some('\n'),
        ',' | ';' | ':' | '\\' => Some(c),
        _ => None,
    })
    .into_owned()
}

/// Puts backslashes in.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            ',' | ';' | '\\' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Cuts at each `at` without a backslash before it; the parts keep their backslashes.
pub(super) fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (i, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == at {
            parts.push(&text[start..i]);
            start = i + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The parts of a value between its semicolons, ready to read; a list within a part is joined by `, `.
pub(super) fn components(text: &str) -> Vec<String> {
    split(text, ';').into_iter().map(|part| list(part).join(", ")).collect()
}

/// The parts of a value between its commas, ready to read, the empty ones left out.
pub(super) fn list(text: &str) -> Vec<String> {
    split(text, ',')
        .into_iter()
        .map(|item| unescape(item).trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_go_and_come_back() {
        for text in ["plain", "a,b;c", "two\nlines", r"C:\dir\new", r"end\"] {
            assert_eq!(unescape(&escape(text)), text);
        }
        assert_eq!(unescape(r"http\://x.example/\a"), r"http://x.example/\a");
    }

    #[test]
    fn parts_are_cut_at_bare_signs_only() {
        assert_eq!(components(r"Miller\; Sons;Ada,Grace;;"), ["Miller; Sons", "Ada, Grace", "", ""]);
        assert_eq!(list(r"friends, choir\, old,,"), ["friends", "choir, old"]);
    }
}
