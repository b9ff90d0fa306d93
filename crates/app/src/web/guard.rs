//! Who may ask, and what every answer carries. The book is private and the pages have no password, so other
//! sites open in the same browser must be able neither to read it nor to write in it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERER, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::failure::Failure;

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, CSP),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Lets through what our own pages ask, and dresses the answer.
pub(crate) async fn check(State(hosts): State<Arc<[String]>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&hosts, request.method(), request.headers()) {
        Some(failure) => failure.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn refusal(hosts: &[String], method: &Method, headers: &HeaderMap) -> Option<Failure> {
    let host = text(headers, HOST);
    // A foreign name that was made to point at this machine (DNS rebinding) comes with the foreign name here.
    let Some(host) = host.filter(|host| hosts.iter().any(|known| known.eq_ignore_ascii_case(host))) else {
        return Some(Failure::new(
            StatusCode::MISDIRECTED_REQUEST,
            "this book is not served under that name",
            "open it by the address that `goodturn serve` prints",
        ));
    };
    if matches!(*method, Method::GET | Method::HEAD) || ours(host, headers) {
        return None;
    }
    Some(Failure::new(
        StatusCode::FORBIDDEN,
        "this change was asked for by another site, so nothing was done",
        "use the buttons of the pages themselves",
    ))
}

fn ours(host: &str, headers: &HeaderMap) -> bool {
    let home = format!("http://{host}");
    if let Some(origin) = text(headers, ORIGIN) {
        return origin.eq_ignore_ascii_case(&home);
    }
    if let Some(referer) = text(headers, REFERER) {
        return referer.get(..home.len()).is_some_and(|start| start.eq_ignore_ascii_case(&home))
            && referer[home.len()..].chars().next().is_none_or(|next| next == '/');
    }
    matches!(text(headers, HeaderName::from_static("sec-fetch-site")), Some("same-origin" | "none"))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
