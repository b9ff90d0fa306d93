//! Address book cards of every version: read into values, and written back with all they held.
//!
//! A card keeps its own text. What is read from it are values; what is not understood stays in the original
//! and comes back out byte for byte, because another program may know what to do with it. The parser is our
//! own since it must work on bytes (old phones fold lines inside a character) and remember where each line
//! stood (RFC 2426, RFC 6350, and "vCard, The Electronic Business Card, Version 2.1" of the versit Consortium).
//!
//! - [`read`]: a file to drafts, one for each card
//! - [`write()`]: values back to a card, changing only the lines that must change
//! - [`photo`]: the picture of a card
//! - `cards`: a file cut into cards
//! - `lines`: a card cut into content lines, and `params` their parameters
//! - `encoded`: quoted-printable, base64, charsets; `escapes`: backslashes and lists
//! - `values`: lines to values, with `labels`, `dates` and `handles` for their parts
//! - `compose`: values to lines
//! - `android`: what Android writes under its own name
//! - `groups`: cards that stand for a group of others

mod android;
mod cards;
mod compose;
mod dates;
mod encoded;
mod escapes;
mod groups;
mod handles;
mod labels;
mod lines;
mod params;
mod photo;
mod read;
mod values;
mod write;

pub use photo::photo;
pub(crate) use read::{mark, read_from};
pub use read::{read, values_of};
pub use write::write;
