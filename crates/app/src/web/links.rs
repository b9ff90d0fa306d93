//! Addresses within the pages.

use axum::http::HeaderMap;
use axum::http::header::REFERER;
use goodturn_core::id::PersonId;
use goodturn_core::letter::ESCAPED;
use percent_encoding::utf8_percent_encode;

use super::memory::Name;

/// A text as a value in a query.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// A path with a query of those pairs that say something.
pub(crate) fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// Whether a path leads to a page of ours and nowhere else.
pub(crate) fn is_ours(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains(char::is_control)
}

/// The page that one came from, without what was said there. The guard has let only our own pages pass.
pub(crate) fn from(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(REFERER)?.to_str().ok()?;
    let rest = referer.strip_prefix("http://")?;
    let path = rest.get(rest.find('/')?..)?;
    page(path)
}

/// A page of ours that can be opened, without what was said there. What is only sent to is none: a form that was refused
/// has its address, and leads nowhere.
pub(crate) fn page(path: &str) -> Option<String> {
    let ours = is_ours(path) && path.bytes().all(|byte| byte.is_ascii_graphic());
    let path = ours.then(|| plain(path))?;
    let mut parts = path.split('?').next().unwrap_or_default().split('/').skip(1);
    let sent_to = match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
        ("act" | "undo" | "demo", ..) | ("people", Some("add"), None) => true,
        ("import", Some("owner" | "stop" | "events"), None) => true,
        ("person", Some(_), Some(deed)) => deed != "forget",
        _ => false,
    };
    (!sent_to).then_some(path)
}

/// What an address may go on saying after something was done: which page, in which order, and numbers. What somebody
/// searched for, and what was said before, stays behind.
const KEPT: [&str; 5] = ["sort", "kind", "stage", "before", "k"];

/// A path of ours with that of its query which is nobody's name.
pub(crate) fn plain(path: &str) -> String {
    let (path, query) = path.split('#').next().unwrap_or_default().split_once('?').unwrap_or((path, ""));
    let path = path.split('#').next().unwrap_or_default();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let of_ours = !matches!(name, "seq" | "word" | "done" | "said");
            of_ours && (KEPT.contains(&name) && value.len() < 20 || is_id_or_day(value))
        })
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// Whether a value is an id or a day.
fn is_id_or_day(value: &str) -> bool {
    value.parse::<PersonId>().is_ok() || value.parse::<jiff::civil::Date>().is_ok()
}

/// A page that is to say what was kept under this name.
pub(crate) fn saying(path: &str, name: Name) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    match name {
        Name::Act(seq) => format!("{path}{joint}seq={seq}"),
        Name::Word(word) => format!("{path}{joint}word={word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(referer: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(REFERER, referer.parse().unwrap());
        from(&headers)
    }

    #[test]
    fn one_goes_back_where_one_came_from_and_nowhere_else() {
        assert_eq!(
            came("http://127.0.0.1:1/people?q=fay&sort=name&word=9&seq=3").as_deref(),
            Some("/people?sort=name"),
            "what was searched for is somebody's name"
        );
        assert_eq!(
            came("http://127.0.0.1:1/journal?who=01234567-89ab-7def-8123-456789abcdef#top").as_deref(),
            Some("/journal?who=01234567-89ab-7def-8123-456789abcdef")
        );
        assert_eq!(came("http://127.0.0.1:1//evil.example/"), None);
        for sent_to in ["person/1/log", "act/gave", "people/add", "undo", "import/owner"] {
            assert_eq!(came(&format!("http://127.0.0.1:1/{sent_to}")), None, "{sent_to} is no page");
        }
        assert_eq!(came("https://evil.example/"), None);
    }

    #[test]
    fn a_value_is_encoded() {
        assert_eq!(link("/p", &[("q", "a b&c"), ("sort", "")]), "/p?q=a%20b%26c");
    }
}
