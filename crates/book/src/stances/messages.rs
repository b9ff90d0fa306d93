//! What is said of what networking means to somebody: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::stance::Stance;
use goodturn_core::words::Words;

use super::held::Held;
use crate::error::Error;
use crate::request::Party;

pub(super) const NOBODY_CLOSE: &str = "No stance of anybody close is known yet.";
pub(super) const KNOWN_LINE: &str = "that is your line already";

pub(super) fn say_it() -> Words {
    let define = Deed::new("define").open("line", "…");
    sentence!["{define} says it", define]
}

/// What I hold networking to be, as my page says it.
pub(super) fn mine(held: Option<&Held>, taken_for: &str) -> Words {
    match held {
        Some(held) => sentence![
            "You hold networking to be {belief} ({stance}).",
            belief = held.belief,
            stance = held.stance.name()
        ],
        None => sentence![
            "You have not said what networking is to you; until you do it is taken to be {taken_for}.",
            taken_for
        ],
    }
}

/// What somebody else holds it to be, as their page says it.
pub(super) fn theirs(name: &str, held: Option<&Held>) -> Words {
    let Some(held) = held else {
        return sentence!["What {name} holds networking to be is not known yet.", name];
    };
    let (belief, stance, sure) = (held.belief, held.stance.name(), sure(held));
    match held.guessed {
        true => sentence![
            "{name} seems to hold networking to be {belief} ({stance}, {sure} in 100 sure).",
            name,
            belief,
            stance,
            sure
        ],
        false => sentence!["{name} holds networking to be {belief} ({stance}).", name, belief, stance],
    }
}

/// The same on a page that names them already.
pub(super) fn they(held: &Held) -> Words {
    let (belief, stance, sure) = (held.belief, held.stance.name(), sure(held));
    match held.guessed {
        true => sentence![
            "They seem to hold networking to be {belief} ({stance}, {sure} in 100 sure).",
            belief,
            stance,
            sure
        ],
        false => sentence!["They hold networking to be {belief} ({stance}).", belief, stance],
    }
}

fn sure(held: &Held) -> String {
    format!("{:.0}", 100.0 * held.confidence)
}

/// That a stance was written down, or taken back; of somebody, or of me where no name is given.
pub(super) fn set(name: Option<&Party>, stance: Option<Stance>) -> Words {
    match (name, stance.map(Stance::belief)) {
        (None, Some(belief)) => sentence!["you hold networking to be {belief}", belief],
        (None, None) => sentence!["what you hold is left open"],
        (Some(name), Some(belief)) => sentence!["{name} holds networking to be {belief}", name, belief],
        (Some(name), None) => sentence!["what {name} holds is left open", name],
    }
}

pub(super) fn unchanged(name: Option<&Party>) -> Words {
    match name {
        None => sentence!["nothing changed about what you hold"],
        Some(name) => sentence!["nothing changed about what {name} holds", name],
    }
}

pub(super) fn no_stance(name: &str) -> Error {
    let all = Stance::ALL.map(Stance::name).join(", ");
    Error::usage(format!("there is no stance called {name}"), sentence!["use one of: {all}; or unknown", all])
        .at("stance")
}

pub(super) fn unknown(name: &str) -> Error {
    let say = Deed::new("stance").open("who", "WHO").open("stance", "STANCE");
    Error::refused(
        format!("what {name} holds networking to be is not known yet"),
        sentence!["say it with {say}", say],
    )
}

/// Who holds what, above the sentence about the two: somebody, or one of all pairs.
pub(super) fn pair(name: Option<&str>, is_guessed: bool, mine: &str, theirs: &str) -> Words {
    match (name, is_guessed) {
        (Some(name), true) => sentence!["{name} seems to hold {theirs}", name, theirs],
        (Some(name), false) => sentence!["{name} holds {theirs}", name, theirs],
        (None, _) => sentence!["you {mine}, they {theirs}", mine, theirs],
    }
}

/// What networking is to me, in my line; none where I have not said it.
pub(super) fn line(line: Option<&str>) -> Words {
    match line {
        Some(line) => sentence!["Networking is, to you: {line}", line],
        None => sentence!["Networking is, to you: not said yet"],
    }
}

pub(super) fn defined(line: &str) -> Words {
    sentence!["to you, networking is: {line}", line]
}

pub(super) fn too_long(most: usize) -> Error {
    Error::usage(
        format!("that is more than one line of {most} characters"),
        "say it so that somebody could remember it",
    )
    .at("line")
}

// What somebody did that says what networking is to them.
pub(super) const PASSED_ON: &str = "passed on an opportunity";
pub(super) const SPOKE_WELL: &str = "spoke well of somebody";
pub(super) const SPOKE_OF_THEMSELF: &str = "spread the word about themselves";
pub(super) const SPOKE_ONLY_OF_THEMSELF: &str = "spoke almost only of themselves";
pub(super) const IS_SERVED: &str = "belongs to a group that is served";
pub(super) const A_VISIT: &str = "a visit";

pub(super) fn personal(what: &str) -> Words {
    sentence!["something personal: {what}", what]
}

pub(super) fn gave(what: &str) -> Words {
    sentence!["gave: {what}", what]
}

pub(super) fn stood_up(what: &str) -> Words {
    sentence!["stood up for somebody: {what}", what]
}

pub(super) fn good_turn(what: &str) -> Words {
    sentence!["did a good turn: {what}", what]
}

pub(super) fn kept(what: &str) -> Words {
    sentence!["kept a promise: {what}", what]
}

pub(super) fn did_not_help(what: &str) -> Words {
    sentence!["did not help when asked: {what}", what]
}

pub(super) fn wants(boundary: &str) -> Words {
    sentence!["wants {boundary}", boundary]
}

pub(super) fn only_took(turns: usize) -> Words {
    sentence!["took {turns|1 good turn|# good turns} and gave none that is known", turns]
}

pub(super) fn met_only_at(title: &str) -> Words {
    sentence!["met only at {title}", title]
}
