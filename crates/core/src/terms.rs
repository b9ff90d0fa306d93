//! The words of a need or an offer, as they are compared: folded, without the words that say nothing, and without
//! their endings in five languages.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::channel::fold;

/// Words that say nothing about what is needed or offered, folded, one a line.
const EMPTY: &str = include_str!("empty_words.txt");

static IS_EMPTY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| EMPTY.lines().filter(|line| !line.starts_with('#')).collect());

/// The languages whose endings are taken off.
const LANGUAGES: [Algorithm; 5] =
    [Algorithm::English, Algorithm::German, Algorithm::French, Algorithm::Spanish, Algorithm::Italian];
/// A stem has at least so many letters, or the word is left as it is.
const LEAST: usize = 4;
/// So many words are remembered with their stems before all are forgotten.
const REMEMBERED: usize = 50_000;

struct Stems {
    stemmers: Vec<Stemmer>,
    known: HashMap<String, Rc<str>>,
}

thread_local! {
    static STEMS: RefCell<Stems> = RefCell::new(Stems {
        stemmers: LANGUAGES.into_iter().map(Stemmer::create).collect(),
        known: HashMap::new(),
    });
}

/// The terms of a text, in its order; one that stands twice comes twice.
pub fn terms(text: &str) -> Vec<Rc<str>> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#');
    let telling =
        words.map(|word| word.trim_matches('+')).filter(|word| !word.is_empty() && !IS_EMPTY.contains(word));
    STEMS.with_borrow_mut(|stems| telling.map(|word| stems.of(word)).collect())
}

/// Each term once, in the order in which they come first, with how often it stands there.
pub fn counted(terms: &[Rc<str>]) -> Vec<(&Rc<str>, f64)> {
    let mut counts: Vec<(&Rc<str>, f64)> = Vec::new();
    for term in terms {
        match counts.iter_mut().find(|(known, _)| *known == term) {
            Some(known) => known.1 += 1.0,
            None => counts.push((term, 1.0)),
        }
    }
    counts
}

impl Stems {
    fn of(&mut self, word: &str) -> Rc<str> {
        if let Some(stem) = self.known.get(word) {
            return Rc::clone(stem);
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let stem: Rc<str> = Rc::from(self.stem(word));
        self.known.insert(word.to_owned(), Rc::clone(&stem));
        stem
    }

    /// A word without its endings. Which language it is of, a text of three words does not tell; so the shortest stem
    /// counts that one of five languages makes of it (Snowball, Porter 2001): it is the same for every form of a word in
    /// whichever language has these forms. The plural of English goes first, as other languages do not know it.
    fn stem(&self, word: &str) -> String {
        let word = singular(word);
        let stems = self.stemmers.iter().map(|stemmer| stemmer.stem(&word).into_owned());
        let long_enough = stems.filter(|stem| stem.chars().count() >= LEAST);
        let shortest = long_enough.min_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
        shortest.unwrap_or(word)
    }
}

/// A word without the plural of English; careful rather than complete.
fn singular(word: &str) -> String {
    let without =
        |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= least);
    // What German makes of her who does it.
    for ending in ["innen", "in"] {
        if let Some(rest) = without(ending, 5).filter(|rest| rest.ends_with("er")) {
            return rest.to_owned();
        }
    }
    if let Some(rest) = without("ies", 3) {
        return format!("{rest}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(ending)
            && let Some(rest) = without("es", 3)
        {
            return rest.to_owned();
        }
    }
    if !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && let Some(rest) = without("s", 3)
    {
        return rest.to_owned();
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        terms(text).iter().map(|term| term.to_string()).collect()
    }

    /// That all these are forms of one word.
    fn one_word(forms: &str) {
        let stems = told(forms);
        assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms}: {stems:?}");
    }

    #[test]
    fn words_meet_in_their_forms_and_empty_ones_go() {
        assert_eq!(told("I need an accountant for the boats"), ["account", "boat"]);
        assert_eq!(told("boats, & C++ (Zürich)"), ["boat", "c", "zuric"]);
        assert_eq!(told("the of a"), [""; 0]);
        assert_eq!(told("ich brauche eine für die"), [""; 0]);
        one_word("training trainings");
        one_word("company companies");
        one_word("lawyer lawyers");
    }

    #[test]
    fn each_empty_word_stands_once_and_as_texts_are_folded() {
        let words: Vec<&str> = EMPTY.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(words.len() > 400 && words.windows(2).all(|two| two[0] < two[1]));
        assert!(words.iter().all(|word| *word == fold(word) && terms(word).is_empty()));
    }

    #[test]
    fn forms_of_five_languages_meet() {
        one_word("accountant accountants accounting");
        one_word("Steuerberater Steuerberaterin Steuerberatern");
        one_word("Übersetzung Übersetzungen");
        one_word("avocat avocats");
        one_word("comptable comptables");
        one_word("abogado abogados abogada abogadas");
        one_word("traductor traductora traductores");
        one_word("avvocato avvocati avvocata");
        one_word("falegname falegnami");
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [("music", "museum"), ("boat", "boot"), ("tax", "taxi"), ("lawyer", "layer")] {
            assert_ne!(told(one), told(other));
        }
    }
}
