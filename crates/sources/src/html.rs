//! HTML as plain text, roughly: for a first look, not for reading aloud.

/// The text of a page without its marks, styles and scripts; blocks and line breaks become lines.
pub(crate) fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 4);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_text(&rest[..open], &mut out);
        rest = &rest[open..];
        // Prose has such marks too: `1 < 2`.
        let markup = is_markup(rest);
        let (tag, after) = tag(rest);
        rest = after;
        match tag.as_str() {
            "" if !markup => out.push('<'),
            "style" | "script" | "head" | "title" => rest = past(rest, &tag),
            "br" | "/p" | "/div" | "/tr" | "/li" | "/h1" | "/h2" | "/h3" | "/table" | "p" | "div"
                if !out.is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            _ => {}
        }
    }
    push_text(rest, &mut out);
    out
}

fn is_markup(text: &str) -> bool {
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// The name of the tag that the text begins with, and what stands behind it.
fn tag(text: &str) -> (String, &str) {
    if let Some(comment) = text.strip_prefix("<!--") {
        return (String::new(), comment.split_once("-->").map_or("", |(_, rest)| rest));
    }
    let inner = &text[1..];
    if !is_markup(text) {
        return (String::new(), inner);
    }
    let (inner, rest) = inner.split_once('>').unwrap_or((inner, ""));
    let end = inner
        .char_indices()
        .find(|&(at, c)| at > 0 && !c.is_ascii_alphanumeric())
        .map_or(inner.len(), |(at, _)| at);
    (inner[..end].to_ascii_lowercase(), rest)
}

/// What stands behind the end of an element whose inside is no text.
fn past<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    // Never closed: then it is better read than lost.
    text
}

fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_folded(&rest[..at], out);
        rest = &rest[at..];
        let name = rest[1..].split(';').next().filter(|name| name.len() < 10 && name.len() + 1 < rest.len());
        match name.and_then(|name| entity(name).map(|c| (c, name.len() + 2))) {
            Some((c, length)) => {
                push_folded(c.encode_utf8(&mut [0; 4]), out);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    push_folded(rest, out);
}

fn push_folded(text: &str, out: &mut String) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    const NAMES: [(&str, char); 20] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("rsquo", '’'),
        ("euro", '€'),
        ("hellip", '…'),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (html, expected) in [
            ("<p>One</p><p>two &lt; three</p>", "One\ntwo < three\n"),
            ("<style>p { x }</style>a<!-- no -->b", "ab"),
            ("1 < 2 &unknown; &#x41;&#66;", "1 < 2 &unknown; AB"),
            ("<script>never closed", "never closed"),
            ("<b", ""),
            ("a&", "a&"),
        ] {
            assert_eq!(to_text(html), expected.to_owned(), "{html}");
        }
    }
}
