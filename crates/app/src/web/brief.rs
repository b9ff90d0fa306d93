//! What to know before meeting somebody, on one page.

use axum::Router;

use super::Web;

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
}
