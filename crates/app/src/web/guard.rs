//! Who may ask, and what every answer carries. The book is private: neither other sites open in the same browser nor
//! other people at the same machine may read it or write in it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, LOCATION, ORIGIN, REFERER, REFERRER_POLICY,
    SET_COOKIE, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::door::Door;
use super::failure::Failure;
use super::layout;
use super::peer::Peer;

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, CSP),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What the guard goes by.
#[derive(Clone)]
pub(crate) struct Guard {
    hosts: Arc<[String]>,
    door: Arc<Door>,
}

impl Guard {
    pub(crate) fn new(hosts: Vec<String>, door: Arc<Door>) -> Guard {
        Guard { hosts: hosts.into(), door }
    }
}

/// Lets through what our own pages ask for somebody who is signed in, and dresses the answer.
pub(crate) async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&guard.hosts, request.method(), request.headers()) {
        Some(failure) => failure.into_response(),
        None => match way_in(&guard.door, &request) {
            Some(answer) => answer,
            None => next.run(request).await,
        },
    };
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What is answered to whoever comes in, or must stay outside; none for whoever is in, and for what anybody may have.
fn way_in(door: &Door, request: &Request) -> Option<Response> {
    let path = request.uri().path();
    // The style and the scripts say nothing of anybody, and a page that keeps one out needs them too.
    if path.starts_with("/static/") || path.starts_with(super::HERE) {
        return None;
    }
    let known = door.knows(request.headers());
    if *request.method() == Method::GET
        && path == "/"
        && let Some(token) = token(request.uri())
    {
        if request.extensions().get::<Peer>().is_some_and(|peer| peer.is_somebody_else()) {
            return Some(outside(request, false));
        }
        // Who is in already loses nothing by opening an old address once more.
        if door.redeem(token) {
            return Some(home(Some(door.cookie())));
        }
        return Some(if known { home(None) } else { outside(request, true) });
    }
    if known { None } else { Some(outside(request, false)) }
}

fn token(uri: &Uri) -> Option<&str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("token="))
}

/// To the first page, by its address without the token.
fn home(cookie: Option<String>) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, "/")]).into_response();
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The page for whoever is not signed in. It says nothing of the book.
fn outside(request: &Request, used: bool) -> Response {
    // A browser keeps the cookie back where another site, or a file, led to us, but not where we ask again ourselves.
    let elsewhere = text(request.headers(), HeaderName::from_static("sec-fetch-site")) == Some("cross-site");
    let again = elsewhere && *request.method() == Method::GET && request.uri().path() == "/";
    let status = match *request.method() {
        Method::GET | Method::HEAD => StatusCode::UNAUTHORIZED,
        _ => StatusCode::FORBIDDEN,
    };
    let page = layout::outside(used, again);
    (status, [(WWW_AUTHENTICATE, "Goodturn")], page).into_response()
}

fn refusal(hosts: &[String], method: &Method, headers: &HeaderMap) -> Option<Failure> {
    let host = text(headers, HOST);
    // A foreign name that was made to point at this machine (DNS rebinding) comes with the foreign name here.
    let Some(host) = host.filter(|host| hosts.iter().any(|known| known.eq_ignore_ascii_case(host))) else {
        return Some(Failure::new(
            StatusCode::MISDIRECTED_REQUEST,
            "this book is not served under that name",
            "open it by the address that was printed when it was started",
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
