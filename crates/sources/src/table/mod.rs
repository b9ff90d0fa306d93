//! Under construction.

use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Found, Sink};
use goodturn_core::place::Place;

use crate::Asked;

/// Stub.
pub fn read(_bytes: &[u8], file: &Arc<str>, _asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    sink.take(Found::Skipped("stub table", Place::whole(file)))
}

/// Stub.
pub fn recognise(bytes: &[u8]) -> Option<&'static str> {
    bytes.starts_with(b"First Name,Last Name").then_some("linkedin")
}
