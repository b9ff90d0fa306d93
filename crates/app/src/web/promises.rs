//! Promises and asks.

use axum::Router;

use super::Web;

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
}
