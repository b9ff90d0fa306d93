//! Values that are one of few: what one chooses from, in words, and in which order.

use goodturn_book::request::{Field, Kind};
use goodturn_core::boundary::CHANNELS;
use goodturn_core::stance::Stance;
use maud::{Markup, html};

/// A value, and what it is called.
pub(crate) type Choice = (String, String);

/// Deeds, a field of theirs, and what its values are called.
type Words = (&'static [&'static str], &'static str, &'static [(&'static str, &'static str)]);

/// What the words of the catalog are called on the pages, where they are not their own names, and the order in which they
/// are offered.
const WORDS: &[Words] = &[
    (
        &["log", "amend"],
        "kind",
        &[
            ("call", "call"),
            ("meeting", "meeting"),
            ("visit", "visit"),
            ("message", "message"),
            ("mail", "mail"),
            ("event", "event"),
            ("note", "note"),
        ],
    ),
    (&["log", "amend"], "direction", &[("both", "both"), ("out", "mine"), ("in", "theirs")]),
    (
        &["correct"],
        "tell",
        &[("no", "are for me alone"), ("yes", "may be read by others, in the report for a group")],
    ),
    (
        &["slip"],
        "kind",
        &[
            ("referral-outside", "referral, outside"),
            ("referral-inside", "referral, inside"),
            ("one-to-one", "one-to-one"),
            ("thank-you", "thank you for closed business"),
            ("visitor", "visitor"),
        ],
    ),
    (&["set"], "merge", &[("ask", "ask me first"), ("certain", "become one by themselves after an import")]),
    (
        &["consent"],
        "purpose",
        &[
            ("any", "any use"),
            ("contact", "reaching them by it"),
            ("introduce", "introductions"),
            ("share", "handing it on"),
        ],
    ),
    (&["consent"], "answer", &[("yes", "They agree"), ("no", "They do not"), ("unknown", "Not known")]),
    (&["follow-up"], "state", &[("done", "Done"), ("drop", "Let go")]),
    (&["intro"], "helped", &[("both", "both"), ("a", "the first of them"), ("b", "the other of them")]),
];

/// How often somebody may be remembered.
pub(crate) const CADENCES: [(&str, &str); 8] = [
    ("7", "every week"),
    ("14", "every two weeks"),
    ("30", "every month"),
    ("61", "every two months"),
    ("91", "every three months"),
    ("183", "twice a year"),
    ("365", "every year"),
    ("auto", "by closeness"),
];

/// The wishes that one can say without a number or a name.
const PLAIN: [(&str, &str); 5] = [
    ("no-pitch", "Nothing sold to them"),
    ("ask-first", "Ask them first"),
    ("no-introductions", "No introductions"),
    ("no-sharing", "Not passed on"),
    ("do-not-contact", "No contact"),
];

/// The hours between which somebody may be reached.
const HOURS: [&str; 5] = ["8-12", "9-17", "8-18", "12-18", "17-21"];

const CIRCLES: [(&str, &str); 6] = [
    ("0", "open"),
    ("1", "1 · closest"),
    ("2", "2 · close"),
    ("3", "3 · friendly"),
    ("4", "4 · known"),
    ("5", "5 · far"),
];

/// Values with their words, as a form may offer them.
pub(crate) fn pairs(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
}

/// What can be chosen in a field of a deed, as its kind says; empty where it is filled in freely.
pub(crate) fn of(deed: &str, field: &Field) -> Vec<Choice> {
    let Kind::OneOf(values) = field.kind else { return Vec::new() };
    let said = WORDS.iter().find(|(deeds, name, _)| deeds.contains(&deed) && *name == field.name);
    match said {
        Some((.., words)) => pairs(words),
        // Where a name is the word for it, too.
        None => values.iter().map(|name| ((*name).to_owned(), name.replace('-', " "))).collect(),
    }
}

/// How close somebody is.
pub(super) fn circles() -> Vec<Choice> {
    pairs(&CIRCLES)
}

/// How often somebody may be remembered, or never.
pub(super) fn cadences() -> Vec<Choice> {
    [pairs(&CADENCES), pairs(&[("never", "never remind me")])].concat()
}

/// How much of a talk was about oneself.
pub(super) fn halves() -> Vec<Choice> {
    [0, 20, 40, 50, 60, 80, 100].map(|percent| (percent.to_string(), format!("{percent} in 100"))).to_vec()
}

/// The nine meanings of networking.
pub(super) fn stances() -> Vec<Choice> {
    let of = |stance: Stance| (stance.name().to_owned(), format!("{}: {}", stance.name(), stance.belief()));
    Stance::ALL.map(of).into_iter().chain(pairs(&[("unknown", "not known")])).collect()
}

/// What somebody may want that has nothing to do with hours.
pub(super) fn wishes() -> Vec<Choice> {
    let mut all = pairs(&PLAIN);
    all.extend(CHANNELS.map(|channel| (format!("channel:{channel}"), format!("Prefers {channel}"))));
    all.extend(
        [7, 14, 30, 90, 180]
            .map(|days| (format!("at-most-every:{days}"), format!("At most once in {days} days"))),
    );
    all
}

/// The hours that somebody may want.
pub(super) fn hours() -> Vec<Choice> {
    HOURS.map(|hours| (format!("hours:{hours}"), format!("{hours} o'clock"))).to_vec()
}

/// What is chosen from, with what is chosen.
pub(super) fn options(of: &[Choice], chosen: Option<&str>) -> Markup {
    html! {
        @for (value, words) in of { option value=(value) selected[chosen == Some(value.as_str())] { (words) } }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use goodturn_book::catalog;

    use super::*;

    #[test]
    fn what_is_offered_is_what_the_kind_takes_and_all_of_it_has_words() {
        let mut seen = 0;
        for entry in catalog::catalog() {
            for field in entry.fields.iter().filter(|field| !field.kind.choices().is_empty()) {
                let offered = of(entry.name, field);
                let values: BTreeSet<&str> = offered.iter().map(|(value, _)| value.as_str()).collect();
                let kind: BTreeSet<&str> = field.kind.choices().iter().copied().collect();
                assert_eq!(values, kind, "{} {}", entry.name, field.name);
                assert!(offered.iter().all(|(_, words)| !words.is_empty()), "{} {}", entry.name, field.name);
                seen += 1;
            }
        }
        assert!(seen > 20);
    }

    #[test]
    fn words_are_of_fields_that_are() {
        for (deeds, name, _) in WORDS {
            for deed in *deeds {
                let entry = catalog::entry(deed).unwrap();
                let field = entry.fields.iter().find(|field| field.name == *name);
                assert!(field.is_some_and(|field| !field.kind.choices().is_empty()), "{deed} {name}");
            }
        }
    }
}
