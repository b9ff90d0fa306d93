//! How telling words are among many texts, and how much of a text another speaks of (BM25; Robertson and Zaragoza 2009).

use std::rc::Rc;

use crate::terms::{counted, terms};

/// So many offers it takes to tell how common a word is.
const FEW: usize = 1000;
/// How soon more of a word says no more (Robertson and Zaragoza 2009: 1.2 to 2).
const K1: f64 = 1.2;
/// How much a long text counts less (likewise: 0.5 to 0.8).
const B: f64 = 0.75;

/// What all offers together say of words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corpus {
    /// How many offers there are.
    pub offers: usize,
    /// How many terms an offer has on average.
    pub mean_length: f64,
}

impl Corpus {
    /// How telling a term is that stands in so many offers. Never negative. A few offers say little about how common
    /// a word is; so it is as if there were at least a thousand.
    pub fn telling(&self, offers_with_it: usize) -> f64 {
        let (all, with) = (self.offers.max(FEW).max(offers_with_it) as f64, offers_with_it as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// What a term adds that is so telling, stands so often in a text, and that text has so many terms.
    pub fn part(&self, telling: f64, times: f64, length: f64) -> f64 {
        let long = 1.0 - B + B * length / self.mean_length.max(1.0);
        telling * times * (K1 + 1.0) / (times + K1 * long)
    }

    /// What a need would score against itself.
    pub fn whole(&self, need: &[Term]) -> f64 {
        let length: f64 = need.iter().map(|term| term.times).sum();
        need.iter().map(|term| self.part(term.telling, term.times, length)).sum()
    }
}

/// A term of a need.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The term.
    pub text: Rc<str>,
    /// How often it stands in the need.
    pub times: f64,
    /// How telling it is among the offers.
    pub telling: f64,
}

/// The terms of a need, each once. `offers_with` says in how many offers one stands.
pub fn terms_of<E>(
    text: &str,
    corpus: &Corpus,
    mut offers_with: impl FnMut(&str) -> Result<usize, E>,
) -> Result<Vec<Term>, E> {
    let term = |(text, times): (&Rc<str>, f64)| {
        Ok(Term { text: Rc::clone(text), times, telling: corpus.telling(offers_with(text)?) })
    };
    counted(&terms(text)).into_iter().map(term).collect()
}
