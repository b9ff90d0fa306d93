//! The rows of a book as plain values.

pub use crate::table::detail::{Card, Detail};
pub use crate::table::entry::Entry;
pub use crate::table::interaction::{Interaction, Participation};
pub use crate::table::journal::{Act, Source};
pub use crate::table::person::{BY_HAND, Person};
