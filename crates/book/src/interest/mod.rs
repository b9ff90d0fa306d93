//! Interest in the other person: what is known of them, what to ask next, how much was about me.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
