//! People: found, listed, shown, added, changed, and what happened with them written down.
//!
//! - `add`, `edit`, `tag`, `forget`: who they are; `log`, `amend`: what happened with them
//! - [`list`]: all of them, searched and sorted; `search`: who fits a few words
//! - [`page`]: one of them, whole; [`beside`]: what stands with them in the books of give and take
//! - [`brief`]: what to know before one meets somebody; [`whole`]: all that is known, for an export

pub mod add;
pub mod amend;
pub mod beside;
pub mod brief;
pub mod edit;
pub mod forget;
pub mod list;
pub mod log;
mod messages;
pub mod page;
pub mod search;
pub mod tag;
pub mod whole;
