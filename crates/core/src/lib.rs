//! What Goodturn knows, with no I/O in it: no clock, no storage, no network.
//!
//! Everything here is a plain value or a pure function over plain values, so that every score can be
//! explained and every rule tested without a book.
//!
//! - [`id`]: the names of rows, UUID version 7, made from a time that the caller gives; [`hash`]: the same hashes
//!   everywhere
//! - [`draft`]: what a source says about people and what happened between them, before it is anybody's
//! - [`place`]: where in the input something stood, and what was wrong with it
//! - [`channel`]: e-mail addresses and phone numbers brought to one spelling
//! - [`naming`]: what the words of names are; [`firm`]: entries of lists that name a firm and no person
//! - [`called`](mod@called): a name without what programs write beside it; [`names`]: a name in its parts
//! - [`findable`]: the words under which people and texts are found
//! - [`profile`]: what one sees of a person at a glance
//! - [`sender`]: who is not a person: lists, robots, bulk mail, roles
//! - [`entry`]: what stands beside people and interactions; [`state`]: where it stands; [`ledger`]: good turns; [`money`]: amounts
//! - [`boundary`]: what somebody does not want; [`consent`]: what they said about the use of one datum
//! - [`referral`]: an opportunity passed on, and how far it came; [`business`]: the stages of a deal, and roles
//! - [`introduction`]: two people brought together, each asked first; [`letter`]: what is written to whom for it;
//!   [`sieve`]: what must not stand in it
//! - [`day`]: the days of entries; [`days`]: days as one says them, in a field or anywhere in a text
//! - [`stance`]: the nine meanings of networking, and where they are at cross purposes
//! - [`card`]: what one may say of somebody; [`gains`]: what one may learn of somebody, and good questions
//! - [`terms`]: the words of a need or an offer, as they are compared; [`bm25`]: how telling they are; [`trades`]:
//!   occupations under all their names
//! - [`linkage`]: who is in the book twice
//! - [`insight`]: strength, cadence and today, each with the reasons that made it

pub(crate) mod address;
pub mod bm25;
pub mod boundary;
pub mod business;
pub mod called;
pub mod card;
pub mod channel;
pub mod consent;
pub mod day;
pub mod days;
pub mod deed;
pub mod digits;
pub mod draft;
pub mod entry;
pub mod findable;
pub mod firm;
pub mod gains;
pub mod hash;
pub mod id;
pub mod insight;
pub mod introduction;
pub mod ledger;
pub mod letter;
pub mod limits;
pub mod linkage;
pub mod money;
pub mod named;
pub mod names;
pub mod naming;
pub mod place;
pub mod profile;
pub mod referral;
pub mod sender;
pub mod sieve;
pub mod spelling;
pub mod stance;
pub mod state;
pub mod terms;
pub mod trades;
pub mod words;
