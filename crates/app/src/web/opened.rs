//! Which book a page was opened on. A restore puts another book in its place while pages of the one before are still
//! open; what their forms name by number may be something else by then. So each form carries the book's epoch, which is
//! new after each restore. All pages pass here on their way out, so that no form can forget it.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::Response;
use maud::html;

use super::Web;
use super::failure::Failure;
use super::forms::Fields;

/// The field of each form that says it.
const FIELD: &str = "opened-on";

/// What begins a form that does something.
const FORM: &str = " method=\"post\"";

/// Writes into each form which book it is of.
pub(crate) async fn pages(State(web): State<Web>, request: Request, next: Next) -> Result<Response, Failure> {
    let response = next.run(request).await;
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return Ok(response);
    }
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Failure::broken())?;
    let page = match std::str::from_utf8(&bytes).ok().filter(|page| page.contains(FORM)) {
        // A book that cannot be asked now answers no form either.
        Some(page) => web.ask(|book, _| book.epoch()).await.ok().map(|epoch| marked(page, &epoch)),
        None => None,
    };
    let Some(page) = page else { return Ok(Response::from_parts(head, Body::from(bytes))) };
    head.headers.remove(CONTENT_LENGTH);
    Ok(Response::from_parts(head, Body::from(page)))
}

/// A page with the epoch in each form. It was made by us, so no value holds a quote that is not escaped.
fn marked(page: &str, epoch: &str) -> String {
    let field = html! { input type="hidden" name=(FIELD) value=(epoch); }.into_string();
    let mut out = String::with_capacity(page.len() + 2_000);
    let mut rest = page;
    while let Some(at) = rest.find(FORM) {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..end]);
        out.push_str(&field);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Takes the mark out of a form, and refuses one of the book as it was before a restore. A program that sends a form
/// without the mark saw no page.
pub(crate) async fn check(web: &Web, fields: &mut Fields) -> Result<(), Failure> {
    let Some(of) = fields.0.iter().find(|(name, _)| name == FIELD).map(|(_, value)| value.clone()) else {
        return Ok(());
    };
    fields.0.retain(|(name, _)| name != FIELD);
    if web.ask(|book, _| book.epoch()).await? == of {
        return Ok(());
    }
    Err(Failure::new(
        StatusCode::CONFLICT,
        "the book was restored from a copy since this page was opened, and nothing was done",
        "open the page again and see whether it is still wanted",
    ))
}
