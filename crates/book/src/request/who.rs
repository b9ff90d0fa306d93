//! Somebody, named.

use goodturn_core::insight::today;
use serde::Serialize;

/// Somebody, named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
}

/// A line of today about a matter with somebody.
pub(crate) type Matter = today::Line<Who>;
