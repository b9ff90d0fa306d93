//! What my last months look like from outside.

use axum::Router;

use super::Web;

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
}
