//! Addresses within the pages.

use axum::http::HeaderMap;
use axum::http::header::REFERER;

/// A text as a value in a query.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
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
    // Two slashes would name another host.
    if path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let path = path.split('#').next()?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("said=") && !pair.starts_with("seq="))
        .collect();
    Some(if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) })
}

/// A page, with a sentence to say there and the act that it is about.
pub(crate) fn saying(path: &str, said: &str, seq: i64) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}said={}&seq={seq}", encode(said))
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
        assert_eq!(came("http://127.0.0.1:1/people?q=a&said=x&seq=3").as_deref(), Some("/people?q=a"));
        assert_eq!(came("http://127.0.0.1:1//evil.example/"), None);
        assert_eq!(came("https://evil.example/"), None);
    }

    #[test]
    fn a_value_is_encoded() {
        assert_eq!(link("/p", &[("q", "a b&c"), ("sort", "")]), "/p?q=a%20b%26c");
    }
}
