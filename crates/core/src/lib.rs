//! What Goodturn knows, with no I/O in it: no clock, no storage, no network.
//!
//! Everything here is a plain value or a pure function over plain values, so that every score can be
//! explained and every rule tested without a book.
//!
//! - [`id`]: the names of rows, UUID version 7, made from a time that the caller gives
//! - [`draft`]: what a source says about people and what happened between them, before it is anybody's
//! - [`place`]: where in the input something stood, and what was wrong with it
//! - [`channel`]: e-mail addresses and phone numbers brought to one spelling
//! - [`profile`]: what one sees of a person at a glance
//! - [`sender`]: who is not a person: lists, robots, bulk mail, roles
//! - [`insight`]: strength, cadence and today, each with the reasons that made it

pub mod channel;
pub mod draft;
pub mod id;
pub mod insight;
pub mod place;
pub mod profile;
pub mod sender;
