//! What the book says, in the words of the pages: a deed by the page on which it is done, a field by its name.

use goodturn_core::words::{Field, Part, Words};

/// The pages on which one does what a command does: its first word, and how the page is called.
const PAGES: &[(&[&str], &str)] = &[
    (&["people", "add"], "the page “People”"),
    (
        &[
            "show", "edit", "tag", "log", "snooze", "mute", "forget", "brief", "tie", "question", "asked",
            "learn", "gains",
        ],
        "the page of that person",
    ),
    (&["duplicates", "merge", "split", "distinct"], "the page “Twice?”"),
    (&["gave", "got", "balance", "correct", "ledger", "years", "ways"], "the page “Good turns”"),
    (&["promise", "promises", "keep", "release", "ask", "asks", "answer"], "the page “Promises and asks”"),
    (
        &["need", "needs", "offer", "offers", "match", "matches", "met", "wishes"],
        "the page “Needs and offers”",
    ),
    (&["introduce", "intro", "introductions"], "the page “Introductions”"),
    (&["refer", "referral", "referrals", "slip", "slips"], "the page “Referrals”"),
    (&["opportunity", "opportunities", "stage", "prospects", "ambassadors"], "the page “Business”"),
    (&["card", "code", "words", "spread", "thank"], "the page “Word of mouth”"),
    (&["group", "groups", "join", "leave", "report"], "the page “Groups”"),
    (&["event", "events", "capture", "follow-up", "follow-ups"], "the page “Events”"),
    (&["boundary", "boundaries", "consent"], "the page “Boundaries”"),
    (&["guard", "overrule", "excuse"], "the page “Guard”"),
    (&["stance", "stances", "define", "cross-purposes"], "the page “What networking means”"),
    (&["mirror"], "the page “Mirror”"),
    (&["map", "communities"], "the page “Map”"),
    (&["circles"], "the page “Circles”"),
    (&["path"], "the page “Ways to somebody”"),
    (&["history", "undo"], "the journal"),
    (&["set", "settings"], "the page “Settings”"),
    (&["import"], "the page “Import”"),
    (&["today", "demo"], "the page “Today”"),
];

/// A sentence as a page says it.
pub(crate) fn of_words(words: &Words) -> String {
    let mut out = String::new();
    for part in words.parts() {
        let said = match part {
            Part::Text(text) | Part::Person { name: text, .. } => text.clone(),
            Part::Deed(deed) => {
                let page = PAGES.iter().find(|(verbs, _)| verbs.contains(&deed.name.as_ref()));
                page.map_or_else(|| "the pages".to_owned(), |(_, page)| (*page).to_owned())
            }
            Part::Field(Field(name)) => format!("“{}”", name.replace('_', " ")),
        };
        // A page is named once.
        let again = matches!(part, Part::Deed(_)) && out.contains(&said);
        out.push_str(if again { "it" } else { &said });
    }
    out
}

#[cfg(test)]
mod tests {
    use goodturn_core::deed::Deed;
    use goodturn_core::sentence;

    use super::*;

    #[test]
    fn a_page_names_pages_and_fields() {
        let (people, add) = (Deed::new("people"), Deed::new("add"));
        let said = sentence!["{people} lists them; {add} adds one", people = people, add = add];
        assert_eq!(of_words(&said), "the page “People” lists them; it adds one");
        let said = sentence!["leave {pass} out, `--as` it is", pass = Field("pass_on")];
        assert_eq!(of_words(&said), "leave “pass on” out, `--as` it is");
    }
}
