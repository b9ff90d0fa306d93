//! The web pages.

use std::sync::Arc;

use goodturn_book::Book;

use crate::clock::Clock;

/// Serves the pages until it is ended.
pub async fn serve(_: Arc<Book>, _: Clock, listener: tokio::net::TcpListener) -> std::io::Result<()> {
    axum::serve(listener, axum::Router::new()).await
}
