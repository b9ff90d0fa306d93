//! The pipeline, ambassadors and the chain of business.

use axum::Router;

use super::Web;

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
}
