//! What the book makes of itself, pure and explained: every score comes with the parts that made it.
//!
//! - [`strength`]: how likely a two-way exchange is in the next 90 days, kept in O(1) for each interaction
//! - [`cadence`]: how often to be in touch, and when that is due
//! - [`balance`]: how good turns stand over the years; [`guard`]: who only takes
//! - [`graph`]: who knows whom, as arrays; [`paths`]: who can introduce me
//! - [`matching`]: which offer meets a need
//! - [`ambassador`]: who speaks for me; [`chain`]: what came of somebody; [`vcp`]: how far a tie has come
//! - [`mirror`]: what my own last months look like from outside
//! - [`leaning`]: what somebody seems to hold networking to be
//! - [`today`]: the few people to be useful to today, each with the reason

pub mod ambassador;
pub mod balance;
pub mod cadence;
pub mod calibration;
pub mod chain;
pub mod communities;
pub mod graph;
pub mod guard;
pub mod layers;
pub mod layout;
pub mod leaning;
pub mod matching;
pub mod mirror;
pub mod paths;
pub mod strength;
pub mod today;
pub mod vcp;
