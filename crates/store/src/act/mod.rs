//! How a book changes: acts, each one transaction with a line in the journal and before-images for the way back.
//!
//! - [`writer`]: one act; `load`: many new rows in one
//! - `bonds`: the bonds and strengths that follow from what happened, for one person or a whole import
//! - [`undo`]: taking acts back, exactly; `restored`: the act that no undo takes back
//! - `sets`: many rows at once
//! - [`scrubbing`]: forgetting somebody for good
//! - [`merging`]: two people made one, and taken apart again; `amending`: what happened, corrected or taken out

mod amending;
mod bonds;
mod load;
pub mod merging;
pub(crate) mod restored;
pub mod scrubbing;
mod sets;
pub mod undo;
pub mod writer;
