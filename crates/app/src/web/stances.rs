//! What networking means to each, and cross purposes.

use axum::Router;

use super::Web;

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
}
