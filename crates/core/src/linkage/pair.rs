//! Two who may be one, and all such pairs of a book.

use super::level::Agreement;
use super::model::Model;
use super::rarity::Rarity;

/// Two who may be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The lesser number.
    pub a: u32,
    /// The greater.
    pub b: u32,
    /// How they agree.
    pub agreement: Agreement,
    /// The chance that they are the same, from 0 to 1.
    pub chance: f64,
}

/// What was found.
#[derive(Debug)]
pub struct Doubles {
    /// Pairs of at least the chance that was asked for, the surest first.
    pub pairs: Vec<Pair>,
    /// What was learnt.
    pub model: Model,
    /// How rare values are.
    pub rarity: Rarity,
    /// So many pairs were compared.
    pub compared: u64,
}
