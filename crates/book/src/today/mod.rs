//! The few to be useful to today, and what one does with a line of that list.
//!
//! - [`day`]: who stands in it; `heed`: who wants to, and how; [`steps`]: what to begin with, where nobody waits
//! - `shown`: the numbers of its lines; [`done`]: a line answered; [`later`], [`snooze`], [`mute`]: a line or a person left
//!   out of it

pub mod day;
pub mod done;
pub(crate) mod heed;
pub mod later;
mod messages;
pub mod mute;
pub(crate) mod shown;
pub mod snooze;
pub mod steps;
