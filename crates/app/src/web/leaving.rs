//! What is done to every page on its way out, so that no page can forget it.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::Response;

use super::failure::Failure;
use super::{Web, isolate, opened};

/// Says in the forms of a page which book they are of, and isolates its values.
pub(crate) async fn pages(State(web): State<Web>, request: Request, next: Next) -> Result<Response, Failure> {
    let response = next.run(request).await;
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return Ok(response);
    }
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Failure::broken())?;
    let changed = match std::str::from_utf8(&bytes) {
        Err(_) => None,
        Ok(page) => {
            let marked = opened::marked(&web, page).await;
            isolate::page(marked.as_deref().unwrap_or(page)).or(marked)
        }
    };
    let Some(page) = changed else { return Ok(Response::from_parts(head, Body::from(bytes))) };
    head.headers.remove(CONTENT_LENGTH);
    Ok(Response::from_parts(head, Body::from(page)))
}
