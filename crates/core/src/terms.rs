//! The words of a need or an offer, as they are compared: folded, without the words that say nothing, and with
//! the commonest endings of English taken off.

use crate::channel::fold;

/// Words that say nothing about what is needed or offered.
const EMPTY: [&str; 112] = [
    "a",
    "about",
    "after",
    "all",
    "also",
    "an",
    "and",
    "any",
    "anybody",
    "anyone",
    "are",
    "as",
    "at",
    "be",
    "both",
    "but",
    "by",
    "can",
    "could",
    "do",
    "does",
    "each",
    "every",
    "for",
    "from",
    "get",
    "give",
    "good",
    "had",
    "has",
    "have",
    "he",
    "help",
    "her",
    "him",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "know",
    "known",
    "knows",
    "like",
    "looking",
    "me",
    "more",
    "much",
    "my",
    "need",
    "needs",
    "new",
    "no",
    "not",
    "of",
    "offer",
    "offers",
    "on",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "out",
    "own",
    "she",
    "so",
    "some",
    "somebody",
    "someone",
    "something",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "too",
    "two",
    "up",
    "us",
    "very",
    "want",
    "wants",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "whom",
    "whose",
    "will",
    "with",
    "would",
    "you",
    "your",
];

/// The terms of a text, in its order; one that stands twice comes twice.
pub fn terms(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#');
    words
        .map(|word| word.trim_matches('+'))
        .filter(|word| !word.is_empty() && EMPTY.binary_search(word).is_err())
        .map(stem)
        .collect()
}

/// A word without its commonest endings: plurals and -ing, so that `accountants` meets `accountant`. Careful
/// rather than complete: what is left must still be told apart from other words.
fn stem(word: &str) -> String {
    let without =
        |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= least);
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
        return stem(rest);
    }
    if let Some(rest) = without("ing", 4) {
        return rest.to_owned();
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_in_their_forms_and_empty_ones_go() {
        assert!(EMPTY.is_sorted());
        assert_eq!(terms("I need an accountant for the companies"), ["accountant", "company"]);
        assert_eq!(terms("Accountants, boxes & C++ (Zürich)"), ["accountant", "box", "c", "zurich"]);
        assert_eq!(terms("training, trainings"), ["train", "train"]);
        assert_eq!(terms("the of a"), [""; 0]);
    }
}
