//! What follows from the rows that were said, kept beside them so that no page looks at the whole book: materialised, kept up
//! to date with each act, and never in the journal, because it can be computed again.
//!
//! - [`derived`]: accounts and terms, from the entries; [`postings`] and [`totals`] read them
//! - [`texts`]: the words of what was written down about people
//! - [`together`]: co-presence: who was where with whom, from the interactions
//! - `strengths`: how strong ties are on a later day, from the bonds

pub mod derived;
pub mod postings;
pub(crate) mod strengths;
pub mod texts;
pub mod together;
pub mod totals;
