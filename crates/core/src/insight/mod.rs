//! What the book makes of itself, pure and explained: every score comes with the parts that made it.
//!
//! - [`strength`]: how likely a two-way exchange is in the next 90 days, kept in O(1) for each interaction
//! - [`cadence`]: how often to be in touch, and when that is due
//! - [`today`]: the few people to be useful to today, each with the reason

pub mod cadence;
pub mod strength;
pub mod today;
