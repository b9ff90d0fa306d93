//! What is said of the sample network: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::Words;

use crate::error::Error;

pub(super) fn brought(people: usize) -> Words {
    sentence!["brought a sample network of {people} people", people]
}

pub(super) fn takes_it_out() -> Words {
    let demo = Deed::new("demo").on("remove");
    sentence!["{demo} takes it out", demo]
}

/// That it went, but for those with whom something was done since.
pub(super) fn took_out(kept: &[String]) -> Words {
    let kept = Some(kept.join(", ")).filter(|kept| !kept.is_empty());
    sentence!["took the sample network out[; kept {kept}, with whom something was done since]", kept]
}

pub(super) fn none_here() -> Error {
    let demo = Deed::new("demo");
    Error::refused("there is no sample network in this book", sentence!["{demo} brings one", demo])
}

pub(super) fn not_empty() -> Error {
    Error::refused("the book is not empty", "the sample network is for an empty one; try it in another book")
}
