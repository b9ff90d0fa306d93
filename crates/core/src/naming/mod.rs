//! What the words of names are: their letters, sounds and short forms, whoever bears them.
//!
//! - [`latin`]: any script in Latin letters; `sounds`: how a word sounds and is spelled
//! - [`nicknames`]: short forms and what they stand for; [`given`]: when two given names are one
//! - `particles`: the small words of family names; `similar`: how near two words are

pub mod given;
pub mod latin;
pub mod nicknames;
pub(crate) mod particles;
pub(crate) mod similar;
pub(crate) mod sounds;
