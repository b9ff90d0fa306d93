//! What is said of people and of what happened with them: each a whole sentence, or a heading.

use goodturn_core::deed::Deed;
use goodturn_core::draft::InteractionKind;
use goodturn_core::insight::today::span;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};
use jiff::civil::Date;

use goodturn_store::scrubbing::Scrubbed;

use crate::error::Error;

/// What forgetting does not do yet.
pub const KEPT: &str = "what the book said of them is still in its journal and its file, so that this can be undone; \
                        backups and exports have it, too";

/// A part of a brief, under a heading of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What they do, their tags, what was noted of them.
    Who,
    /// Meetings that are still to come.
    Meetings,
    /// The last contacts.
    Last,
    /// How strong the tie is, and how good turns stand.
    Tie,
    /// What they need.
    Needs,
    /// What they can give.
    Offers,
    /// What is promised, both ways.
    Promises,
    /// What I asked.
    Asks,
    /// What was learnt of them.
    Learnt,
    /// What to ask them next.
    Question,
    /// Whom they could meet through me.
    CouldMeet,
    /// What they hold networking to be.
    Stance,
    /// What they do not want, and what to be careful about.
    Mind,
    /// Introductions under way with them.
    Introductions,
}

impl Part {
    /// Its heading.
    pub fn head(self) -> &'static str {
        match self {
            Part::Who => "Who they are",
            Part::Meetings => "You meet",
            Part::Last => "What was last",
            Part::Tie => "The tie",
            Part::Needs => "They need",
            Part::Offers => "They can give",
            Part::Promises => "Promised",
            Part::Asks => "Asked",
            Part::Learnt => "Learnt",
            Part::Question => "To ask",
            Part::CouldMeet => "Whom they could meet through you",
            Part::Stance => "What networking is to them",
            Part::Mind => "To mind",
            Part::Introductions => "Introductions",
        }
    }
}

/// The day of something of which nobody knows it.
pub const NO_DAY: &str = "no day";

// Who said something, where that was no file.
pub(super) const SAMPLE: &str = "the sample network";
pub(super) const A_CARD: &str = "a card";

// From whom more came lately.
pub(super) const MORE_FROM_YOU: &str = "Lately more from you than from them.";
pub(super) const MORE_FROM_THEM: &str = "Lately more from them than from you.";
pub(super) const AS_MUCH: &str = "Lately about as much from you as from them.";
pub(super) const NOTHING_BACK: &str = "You wrote; nothing has come back yet.";
pub(super) const NOT_ANSWERED: &str = "They wrote; you have not answered yet.";

/// That nothing of somebody may be handed on who is not to be named either.
pub(super) const NOTHING_TO_HAND_ON: &str = "of somebody nothing may be handed on";

pub(super) fn added(name: impl Fill) -> Words {
    sentence!["added {name}", name]
}

pub(super) fn edited(name: impl Fill) -> Words {
    sentence!["edited {name}", name]
}

pub(super) fn not_edited(name: impl Fill) -> Words {
    sentence!["nothing changed about {name}", name]
}

pub(super) fn forgot(name: impl Fill) -> Words {
    sentence!["forgot {name}", name]
}

/// What stands in the journal of whoever was forgotten for good: not who it was.
pub(super) const FORGOT_FOR_GOOD: &str = "forgot somebody for good";

/// What of somebody who was forgotten for good is still somewhere.
pub(super) fn left_of_them(scrubbed: Scrubbed) -> Vec<Words> {
    let Scrubbed { acts, named } = scrubbed;
    let mut notes = vec![sentence![
        "{acts|1 act says|# acts say} no more what was done with them, and cannot be taken back",
        acts
    ]];
    if named > 0 {
        notes.push(sentence![
            "{named|1 text|# texts} about others still {named|names|name} them, as you wrote it; search for the name to see",
            named
        ]);
    }
    notes.push(
        "backups, exports and copies that were made before still have them; delete those yourself".into(),
    );
    notes
}

pub(super) fn is_part_of(other: &str) -> Error {
    let split = Deed::new("split");
    Error::refused(
        format!("they were merged into {other} and are a part of that card"),
        sentence!["take them apart first ({split}), or forget {other} for good", split, other],
    )
    .at("who")
}

/// Something that happened, as it was written down; a note is about somebody, all else with them.
pub(super) fn logged(kind: InteractionKind, name: impl Fill, on: &str) -> Words {
    match kind {
        InteractionKind::Mail => sentence!["logged a mail with {name} on {on}", name, on],
        InteractionKind::Meeting => sentence!["logged a meeting with {name} on {on}", name, on],
        InteractionKind::Call => sentence!["logged a call with {name} on {on}", name, on],
        InteractionKind::Message => sentence!["logged a message with {name} on {on}", name, on],
        InteractionKind::Visit => sentence!["logged a visit with {name} on {on}", name, on],
        InteractionKind::Event => sentence!["logged an event with {name} on {on}", name, on],
        InteractionKind::Note => sentence!["noted about {name} on {on}", name, on],
    }
}

pub(super) fn nothing_happened() -> Error {
    Error::usage("nothing is said of what happened", "write it in the place of the dots").at("text")
}

pub(super) fn corrected(kind: InteractionKind, name: impl Fill, on: Option<Date>, title: &str) -> Words {
    sentence!["corrected: {kind} with {name}[ on {on}]: {title}", kind = kind.name(), name, on, title]
}

pub(super) fn took_out(name: impl Fill, on: Option<Date>, title: &str) -> Words {
    sentence!["took out what happened with {name}[ on {on}]: {title}", name, on, title]
}

pub(super) fn said_by_its_file() -> Error {
    let remove = Field("remove");
    Error::refused(
        "what it was and whose move it was is said by its file",
        sentence!["its day and its words can be corrected, or it can be taken out with {remove}", remove],
    )
}

pub(super) fn nothing_corrected() -> Error {
    Error::usage(
        "nothing is corrected by that",
        sentence![
            "say what is different: {text}, {on}, {kind}, {direction}; or {remove}",
            text = Field("text"),
            on = Field("on"),
            kind = Field("kind"),
            direction = Field("direction"),
            remove = Field("remove")
        ],
    )
}

pub(super) fn nothing_written(name: &str) -> Error {
    Error::refused(format!("nothing that you wrote down happened with {name}"), codes())
}

pub(super) fn several_codes(n: usize, name: &str, code: &str) -> Error {
    Error::refused(format!("{n} codes of what happened with {name} begin with {code}"), codes())
}

pub(super) fn no_such_code(name: &str, code: &str) -> Error {
    Error::refused(format!("nothing that happened with {name} has the code {code}"), codes())
}

fn codes() -> Words {
    let show = Deed::new("show").open("who", "WHO");
    sentence!["{show} lists what happened, each with its code in front", show]
}

pub(super) fn no_cadence(text: &str) -> Error {
    let error = Error::usage(
        format!("{text:?} is no cadence"),
        "use a number of days from 1 to 3650, auto, or never",
    );
    error.at("cadence")
}

/// That a field was emptied: a value is taken away by its id, and a name is never missing.
pub(super) fn emptied(field: &str) -> Error {
    let said = match field {
        "name" => return Error::usage("a name cannot be empty", "write how they are called").at(field),
        "organisation" => "where they belong was emptied, and that takes nothing away",
        "title" => "what they do there was emptied, and that takes nothing away",
        _ => "the birthday was emptied, and that takes nothing away",
    };
    let remove = Field("remove");
    let hint = sentence!["to take it away, remove the value where it is shown ({remove})", remove];
    Error::usage(said, hint).at(field)
}

pub(super) fn no_such_value(name: &str, text: &str) -> Error {
    let show = Deed::new("show");
    Error::refused(
        format!("{name} has no value {text:?}"),
        sentence!["give it exactly as {show} prints it", show],
    )
}

/// That several values of somebody say the same: each by id, with what it is.
pub(super) fn several_values(name: &str, text: &str, values: &[(String, &str)]) -> Error {
    let n = values.len();
    let list: String = values.iter().map(|(id, kind)| format!("\n  {id}  {kind}")).collect();
    Error::refused(format!("{n} values of {name} are {text:?}:{list}"), "give the id of the one to take away")
}

pub(super) fn no_tag() -> Error {
    Error::usage("there is no tag to put on", "write tags separated by commas")
}

pub(super) fn tagged(name: impl Fill, tags: &[&str], off: bool) -> Words {
    let tags = tags.join(", ");
    match off {
        true => sentence!["took off {name}: {tags}", name, tags],
        false => sentence!["tagged {name}: {tags}", name, tags],
    }
}

pub(super) fn not_tagged(name: impl Fill, tags: &[&str], off: bool) -> Words {
    let tags = tags.join(", ");
    match off {
        true => sentence!["nothing changed: {name} is not tagged {tags}", name, tags],
        false => sentence!["nothing changed: {name} is tagged {tags} already", name, tags],
    }
}

pub(super) fn nobody_wanted() -> Error {
    Error::usage("a list of 0 people shows nobody", "give a number from 1 on")
}

pub(super) fn no_id(text: &str) -> Error {
    Error::usage(format!("{text} is no id"), "")
}

pub(super) fn no_id_of_a_line(text: &str) -> Error {
    let people = Deed::new("people");
    Error::usage(format!("{text} is no id"), sentence!["it is the id of a line of {people}", people])
}

pub(super) fn no_interaction(text: &str) -> Error {
    Error::usage(format!("{text} is no interaction"), "the ids stand in their timeline")
}

pub(super) fn not_named(name: &str) -> Words {
    sentence!["{name} said no to being named to others", name]
}

/// Something that happened, in a brief.
pub(super) fn moment(title: &str, kind: &str) -> Words {
    sentence!["{title} ({kind})", title, kind]
}

/// Something that was asked, in a brief.
pub(super) fn asked(what: &str, on: &str) -> Words {
    sentence!["{what} ({on})", what, on]
}

/// How good turns stand with somebody.
pub(super) fn turns(reading: &str) -> Words {
    sentence!["Good turns: {reading}.", reading]
}

/// How close somebody is to me as I say.
pub(super) fn closeness(strength: f64, since: Option<&str>, why: &str) -> Words {
    let (strength, why) = (format!("{strength:.0}"), Some(why).filter(|why| !why.is_empty()));
    sentence!["{strength} of 100 as you say[ since {since}][: {why}]", strength, since, why]
}

/// What was said in a talk, named as a place in which words were found.
pub(super) fn talk(kind: &str, on: Option<Date>) -> Words {
    sentence!["{kind}[ of {on}]", kind, on]
}

/// A strength, from 0 to 100, as a chance.
pub(super) fn strength(strength: f64) -> Words {
    let strength = format!("{strength:.0}");
    sentence!["{strength} in 100: the chance of a two-way exchange in the next 90 days.", strength]
}

/// The same, as it came true in this book.
pub(super) fn strength_here(chance: f64) -> Words {
    let chance = format!("{chance:.0}");
    sentence!["In this book, {chance} of 100 such ties had an exchange within 90 days.", chance]
}

/// A silence that is within what is usual.
pub(super) fn within_rhythm(gap: &str, silence: &str) -> Words {
    sentence!["Usually about every {gap}; {silence}, which is within the rhythm of this tie.", gap, silence]
}

pub(super) fn longer_than_usual(gap: &str, silence: &str) -> Words {
    sentence!["Usually about every {gap}; {silence}, longer than usual for this tie.", gap, silence]
}

pub(super) fn rhythm_broken(gap: &str, silence: &str) -> Words {
    sentence![
        "Usually about every {gap}; {silence}, far longer than usual for this tie: its rhythm is broken.",
        gap,
        silence
    ]
}

/// What a word from them would do to a strength.
pub(super) fn would_raise(now: f64, then: f64) -> Words {
    let [now, then] = [now, then].map(|strength| format!("{strength:.0}"));
    sentence!["A word from them today would raise it from {now} to {then}.", now, then]
}

/// All contacts from the first to the last, so many days, beside those of the last 90 days.
pub(super) fn contacts(ever: u32, days: f64, lately: u32) -> Words {
    let over = span(days);
    match days < 1.0 {
        true => sentence![
            "{ever|1 contact|# contacts} on one day, {lately} of them in the last 90 days.",
            ever,
            lately
        ],
        false => sentence![
            "{ever|1 contact|# contacts} over {over}, {lately} of them in the last 90 days.",
            ever,
            over,
            lately
        ],
    }
}
