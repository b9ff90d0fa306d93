//! What is said of introductions: each a whole sentence. What is written to the two themselves lies in `core`'s letters.

use goodturn_core::deed::Deed;
use goodturn_core::introduction::Next;
use goodturn_core::sentence;
use goodturn_core::sieve::UNREAD;
use goodturn_core::words::{Field, Fill, Words};
use jiff::civil::Date;

use crate::error::Error;

pub(super) const NONE_UNDER_WAY: &str = "No introduction is under way.";
pub(super) const CAME_OF_IT: &str = "what came of an introduction";
pub(super) const TURNS: &str = "good turns are written down for all three";
pub(super) const ASK_OR_LET_GO: &str = "Ask whether that still holds, or let it go.";

pub(super) fn drafted(a: impl Fill, b: impl Fill) -> Words {
    sentence!["drafted an introduction of {a} and {b}", a, b]
}

pub(super) fn moved(a: impl Fill, b: impl Fill, on: Option<Date>, state: &str) -> Words {
    sentence!["introduction of {a} and {b}[ on {on}]: {state}", a, b, on, state]
}

/// Two people, and where it stands with them.
pub(super) fn stands(a: &str, b: &str, state: &str) -> Words {
    sentence!["{a} and {b}: {state}", a, b, state]
}

/// A step, once more where the one before was the same.
pub(super) fn step(state: &str, again: bool) -> Words {
    sentence!["{state}[{again}, once more]", state, again]
}

pub(super) fn not_now(why: &str) -> Words {
    sentence!["not now: {why}", why]
}

pub(super) fn no_text(why: &str) -> Words {
    sentence!["No text: {why}.", why]
}

pub(super) fn shows_the_text(intro: Deed) -> Words {
    sentence!["{intro} shows the text", intro]
}

/// What is next: an order, and the deeds that say what came of it; `is_next` says that it is the next thing.
pub(super) fn next(next: Next, order: &str, deeds: &[Deed]) -> Words {
    let deed = |at: usize| deeds.get(at).cloned().unwrap_or_else(|| Deed::new("introductions"));
    let (one, two) = (deed(0), deed(1));
    match next {
        Next::AwaitFirst | Next::AwaitSecond => {
            sentence!["next: {order}: {one} when they say yes, {two} when not", order, one, two]
        }
        Next::AskOutcome => sentence!["next: {order}: {one} or {two}", order, one, two],
        _ => sentence!["next: {order}: send the text, then say {one}", order, one],
    }
}

/// That it is closed, and how one begins anew.
pub(super) fn closed(state: &str) -> Words {
    sentence!["{state}; draft a new one with {introduce}", state, introduce = Deed::new("introduce")]
}

pub(super) fn to_themself(name: &str) -> Error {
    Error::refused(format!("{name} cannot be introduced to themself"), "name two different people").at("b")
}

pub(super) fn nobody_to_meet(name: &str, kind: &str) -> Error {
    let edit = Deed::new("edit").open("who", "WHO").text("kind", "person");
    Error::refused(
        format!("{name} is a {kind}, whom nobody can meet"),
        sentence!["if that is wrong: {edit}", edit],
    )
}

pub(super) fn under_way(a: &str, b: &str, intro: Deed) -> Error {
    let expire = intro.clone().text("step", "expire");
    Error::refused(
        format!("an introduction of {a} and {b} is under way already"),
        sentence!["{intro} shows how it stands; {expire} lets it go", intro, expire],
    )
}

pub(super) fn declined_before(a: &str, b: &str, on: &str) -> Words {
    sentence!["One of {a} and {b} declined an introduction on {on} before.", a, b, on]
}

pub(super) fn gone() -> Error {
    Error::refused("one of the two is no longer in the book", "")
}

pub(super) fn unnamed(name: &str) -> Words {
    sentence!["{name} said no to being named to others", name]
}

pub(super) fn helped_without_outcome() -> Error {
    let helped = Field("helped");
    Error::usage("who was helped is said only where it went well", sentence!["leave {helped} out", helped])
        .at("helped")
}

pub(super) fn passed_on_without_yes() -> Error {
    let pass_on = Field("pass_on");
    Error::usage("what is passed on is said only with a yes", sentence!["leave {pass_on} out", pass_on])
        .at("pass_on")
}

pub(super) fn passed_on_by_second(first: &str, second: &str) -> Error {
    let (pass_on, note) = (Field("pass_on"), Field("note"));
    Error::refused(
        format!("only what {first} wrote, who was asked first, is passed on to {second}"),
        sentence!["leave {pass_on} out; {note} keeps what they said", pass_on, note],
    )
    .at("pass_on")
}

const OUTCOMES: &str = "say outcome well, or outcome nothing";

pub(super) fn no_outcome(text: &str) -> Error {
    Error::usage(format!("there is no outcome {text}"), OUTCOMES).at("result")
}

pub(super) fn outcome_unsaid() -> Error {
    Error::usage("it is not said what came of it", OUTCOMES).at("result")
}

pub(super) fn too_much(text: &str) -> Error {
    let note = Field("note");
    Error::usage(format!("{text:?} is too much"), sentence!["say more in {note}", note]).at("result")
}

pub(super) fn moved_on(state: &str, next: Option<Words>) -> Error {
    let hint = next.unwrap_or_else(|| Words::from("it is closed"));
    Error::refused(format!("that introduction has moved on: {state}"), hint)
}

pub(super) fn before_last_step(on: Date, last: Date) -> Error {
    Error::usage(format!("{on} is before the last step, which was on {last}"), "give that day or a later one")
        .at("on")
}

/// The good turn that an introduction is to one of the two.
pub(super) fn introduction_to(name: &str) -> Words {
    sentence!["an introduction to {name}", name]
}

/// Whose words give somebody away.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    /// The user's, for one of the two or for both.
    Yours,
    /// Those of a need.
    Need,
    /// What the first wrote.
    Theirs,
}

/// The words that the text for both leaves out, because somebody said no to what they give away.
pub(super) fn without(what: &str, name: &str) -> Words {
    match what == UNREAD {
        false => sentence![
            "Your words give away the {what} of {name}, which they said no to, so the text is without them.",
            what,
            name
        ],
        true => sentence![
            "Your words hold a word that may be the name of {name} in Latin letters, which cannot be told from how it is \
             written (everyday words pass), which they said no to, so the text is without them.",
            name
        ],
    }
}

/// The words that the second is not shown before both have said yes.
pub(super) fn until_both(whose: Whose, what: &str, first: &str, second: &str) -> Words {
    match (whose, what == UNREAD) {
        (Whose::Theirs, false) => sentence![
            "What they wrote gives away the {what} of {first}, so {second} does not see them before both have said yes.",
            what,
            first,
            second
        ],
        (Whose::Theirs, true) => sentence![
            "What they wrote hold a word that may be the name of {first} in Latin letters, which cannot be told from how \
             it is written (everyday words pass), so {second} does not see them before both have said yes.",
            first,
            second
        ],
        (_, false) => sentence![
            "Your words give away the {what} of {first}, so {second} does not see them before both have said yes.",
            what,
            first,
            second
        ],
        (_, true) => sentence![
            "Your words hold a word that may be the name of {first} in Latin letters, which cannot be told from how it is \
             written (everyday words pass), so {second} does not see them before both have said yes.",
            first,
            second
        ],
    }
}

/// The words that the first is not shown before the second has said yes.
pub(super) fn until_second(whose: Whose, what: &str, first: &str, second: &str) -> Words {
    match (whose, what == UNREAD) {
        (Whose::Need, false) => sentence![
            "The words of the need give away the {what} of {second}, so {first} does not see them before {second} has said \
             yes.",
            what,
            first,
            second
        ],
        (Whose::Need, true) => sentence![
            "The words of the need hold a word that may be the name of {second} in Latin letters, which cannot be told from \
             how it is written (everyday words pass), so {first} does not see them before {second} has said yes.",
            first,
            second
        ],
        (_, false) => sentence![
            "Your words give away the {what} of {second}, so {first} does not see them before {second} has said yes.",
            what,
            first,
            second
        ],
        (_, true) => sentence![
            "Your words hold a word that may be the name of {second} in Latin letters, which cannot be told from how it is \
             written (everyday words pass), so {first} does not see them before {second} has said yes.",
            first,
            second
        ],
    }
}

pub(super) fn untold_need(name: &str, what: &str) -> Words {
    sentence![
        "{name} needs: {what}. The text does not say so, since these words are yours alone until you let drafts say them.",
        name,
        what
    ]
}

pub(super) fn no_mail(name: &str) -> Words {
    sentence!["No mail is drafted to {name}: say it the way they prefer.", name]
}

pub(super) fn no_address(name: &str) -> Words {
    sentence!["No e-mail address of {name} may be used or is known: copy the text.", name]
}

pub(super) fn each_alone(name: &str) -> Words {
    sentence!["{name} said no to their address being shown to others: send the text to each alone.", name]
}

/// Lines of today, by where it stands.
pub(super) fn to_be_asked(first: &str, second: &str) -> Words {
    sentence![
        "You wanted to bring {first} and {second} together; {first} is to be asked first",
        first,
        second
    ]
}

pub(super) fn unanswered(since: &str, other: &str) -> Words {
    sentence!["{since} without an answer about meeting {other}: ask again, or let it go", since, other]
}

pub(super) fn ask_second(first: &str, second: &str) -> Words {
    sentence!["{first} would like to meet {second}: now ask {second}", first, second]
}

pub(super) fn introduce_them(first: &str, second: &str) -> Words {
    sentence!["{first} and {second} both said yes: introduce them", first, second]
}

pub(super) fn ask_outcome(since: &str, first: &str, second: &str) -> Words {
    sentence!["{since} since you introduced {first} and {second}: what came of it?", since, first, second]
}

pub(super) fn thank_them(since: &str, first: &str, second: &str) -> Words {
    sentence!["You introduced {first} and {second} {since} ago: thank them", first, second, since]
}
