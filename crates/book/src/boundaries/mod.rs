//! What somebody does not want, how they want it, and what they agreed to.
//!
//! - [`boundary`]: what they said about how to deal with them; [`consents`]: about the use of one datum
//! - [`wanted`]: who wants what
//! - `reach`: by which channel and in which hours; `trust`: whoever felt used by networking before; `handed`:
//!   what of somebody others may have

pub mod boundary;
pub mod consents;
pub(crate) mod handed;
mod messages;
pub(crate) mod reach;
pub(crate) mod tells;
pub(crate) mod trust;
pub mod wanted;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] =
    &[boundary::Boundary::ENTRY, consents::Consent::ENTRY, wanted::Boundaries::ENTRY];
