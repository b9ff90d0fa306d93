//! The list of all deeds and views. Each is declared once, as one request struct in its own file; the command
//! line, the web's forms and whatever comes later are made from this list.

pub use goodturn_store::undo::WayBack;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::sync::LazyLock;

use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::{acts, views};
use crate::{
    boundaries, business, duplicates, events, groups, guard, interest, introductions, ledger, mirror,
    network, promises, referrals, stances, wishes, words,
};

/// How a field is given and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text that must be given, by its place on the command line.
    Positional,
    /// The rest of the command line, joined by blanks; must be given.
    Rest,
    /// A text that may be given by its place.
    MaybePositional,
    /// The rest of the command line, joined by blanks; may be left out.
    MaybeRest,
    /// A text that may be given by name.
    Optional,
    /// Texts that may be given by name, more than once.
    Many,
    /// A whole number that may be given by name.
    Number,
    /// Given or not.
    Switch,
}

/// One field of a request.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, in JSON and (with `-` for `_`) on the command line.
    pub name: &'static str,
    /// How it is given.
    pub shape: Shape,
    /// What it means, as a short sentence.
    pub help: &'static str,
}

/// Whether a request changes the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is an act: it writes a line of the journal.
    Act,
    /// It is a view: it only shows.
    View,
}

/// One deed or view.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// What it does, as a short sentence.
    pub help: &'static str,
    /// Whether it changes the book.
    pub effect: Effect,
    /// What it takes.
    pub fields: &'static [Field],
    /// Runs it with its fields as a JSON object.
    pub run: fn(Value, &Book, &Context) -> Result<Answer>,
}

/// What a request is answered with.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// An act was done.
    Done(Done),
    /// Today's few.
    Today(views::today::Day),
    /// People, a page of them.
    People(Vec<views::people::Line>),
    /// One person, whole.
    Person(Box<views::person::Page>),
    /// Lines of the journal.
    History(Vec<views::history::Line>),
    /// Who I am and where.
    Settings(views::settings::Page),
    /// Anything else that is shown.
    Shown(Shown),
}

/// A view on its way to a face: as data, and in the words for a terminal.
#[derive(Debug)]
pub struct Shown {
    /// One object, or the lines of a list.
    pub json: Json,
    /// What a terminal prints, line by line.
    pub words: Vec<String>,
}

/// A view as data.
#[derive(Debug)]
pub enum Json {
    /// A single thing.
    One(Box<RawValue>),
    /// A list.
    Lines(Vec<Box<RawValue>>),
}

/// A view that can say itself in the words for a terminal.
pub trait Say: Serialize {
    /// Its lines.
    fn say(&self, ctx: &Context) -> Vec<String>;
}

impl Answer {
    /// What an act did, with what to know about it.
    pub(crate) fn with_notes(self, notes: Vec<String>) -> Answer {
        match self {
            Answer::Done(done) => Answer::Done(Done { notes, ..done }),
            other => other,
        }
    }

    /// A single thing, shown.
    pub(crate) fn one(view: &impl Say, ctx: &Context) -> Answer {
        let json = Json::One(raw(view));
        Answer::Shown(Shown { json, words: view.say(ctx) })
    }

    /// A list, shown; `none` is said where nothing stands in it.
    pub(crate) fn lines<V: Say>(views: &[V], none: &str, ctx: &Context) -> Answer {
        let json = Json::Lines(views.iter().map(raw).collect());
        let words = match views {
            [] => vec![none.to_owned()],
            views => views.iter().flat_map(|view| view.say(ctx)).collect(),
        };
        Answer::Shown(Shown { json, words })
    }
}

/// With its fields in the order in which they are declared.
fn raw(view: &impl Serialize) -> Box<RawValue> {
    serde_json::value::to_raw_value(view).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        match &self.json {
            Json::One(one) => one.serialize(to),
            Json::Lines(lines) => lines.serialize(to),
        }
    }
}

/// What an act did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Done {
    /// Its place in the journal, for undoing it; 0 where nothing changed and nothing was written.
    pub seq: i64,
    /// In words.
    pub summary: String,
    /// Whom it was about, where it was about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The entry that it made or moved, by which later deeds name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What to know about it, a sentence each: what stands between, what was left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What was left out, each with its place and the reason; the rest was done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Left>,
    /// How it is taken back.
    #[serde(skip)]
    pub way_back: WayBack,
}

/// A piece of input that an act left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Where it stood.
    #[serde(rename = "where")]
    pub place: String,
    /// What was wrong with it and what to do, as a sentence without a full stop.
    pub reason: String,
    /// It, as it stood, so that it can be mended; empty where it is no text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Something that can be asked of a book.
pub trait Request: Sized {
    /// Runs it.
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer>;
}

pub(crate) fn parse<T: serde::de::DeserializeOwned>(fields: Value) -> Result<T> {
    serde_json::from_value(fields)
        .map_err(|cause| Error::usage(format!("the request cannot be read: {cause}"), ""))
}

/// Everything that can be asked, in the order of the manual.
pub fn catalog() -> &'static [Entry] {
    static ALL: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let parts: &[&[Entry]] = &[
            &[
                views::today::Today::ENTRY,
                views::people::People::ENTRY,
                views::person::Show::ENTRY,
                views::brief::Brief::ENTRY,
                acts::add::Add::ENTRY,
                acts::edit::Edit::ENTRY,
                acts::log::Log::ENTRY,
                acts::amend::Amend::ENTRY,
                acts::answered::Done::ENTRY,
                acts::later::Later::ENTRY,
                acts::tag::Tag::ENTRY,
                acts::snooze::Snooze::ENTRY,
                acts::mute::Mute::ENTRY,
                acts::forget::Forget::ENTRY,
            ],
            duplicates::ENTRIES,
            ledger::ENTRIES,
            promises::ENTRIES,
            wishes::ENTRIES,
            groups::ENTRIES,
            introductions::ENTRIES,
            network::ENTRIES,
            referrals::ENTRIES,
            business::ENTRIES,
            events::ENTRIES,
            words::ENTRIES,
            interest::ENTRIES,
            boundaries::ENTRIES,
            guard::ENTRIES,
            stances::ENTRIES,
            mirror::ENTRIES,
            &[
                acts::settings::Set::ENTRY,
                views::reliability::Chances::ENTRY,
                views::settings::Settings::ENTRY,
                views::history::History::ENTRY,
                acts::undo::Undo::ENTRY,
                acts::demo::Demo::ENTRY,
            ],
        ];
        parts.concat()
    });
    &ALL
}

/// Declares a request once: its struct, its fields' help, its line in the catalog.
macro_rules! request {
    ($effect:ident $name:literal $Struct:ident: $help:literal { $($field:ident: $shape:ident $fhelp:literal,)* }) => {
        #[doc = $help]
        #[derive(Clone, Debug, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $Struct {
            $(#[doc = $fhelp] pub $field: $crate::catalog::field_type!($shape),)*
        }

        impl $Struct {
            /// Its line in the catalog.
            pub const ENTRY: $crate::catalog::Entry = $crate::catalog::Entry {
                name: $name,
                help: $help,
                effect: $crate::catalog::Effect::$effect,
                fields: &[$($crate::catalog::Field {
                    name: $crate::catalog::plain(stringify!($field)),
                    shape: $crate::catalog::Shape::$shape,
                    help: $fhelp,
                },)*],
                run: |fields, book, ctx| {
                    if matches!($crate::catalog::Effect::$effect, $crate::catalog::Effect::Act) {
                        $crate::length::fits(&fields)?;
                    }
                    let request: $Struct = $crate::catalog::parse(fields)?;
                    $crate::catalog::Request::run(request, book, ctx)
                },
            };
        }
    };
}

/// A field's name without the mark of a word that is Rust's own.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

macro_rules! field_type {
    (Positional) => { String };
    (Rest) => { String };
    (MaybePositional) => { Option<String> };
    (MaybeRest) => { Option<String> };
    (Optional) => { Option<String> };
    (Many) => { Vec<String> };
    (Number) => { Option<u32> };
    (Switch) => { bool };
}

pub(crate) use {field_type, request};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_has_one_name_and_help_in_words() {
        let mut names: Vec<&str> = catalog().iter().map(|entry| entry.name).collect();
        for entry in catalog() {
            assert!(entry.help.len() > 10 && !entry.help.ends_with('.'), "{}: {}", entry.name, entry.help);
            for field in entry.fields {
                assert!(field.help.len() > 3, "{} {}", entry.name, field.name);
            }
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), catalog().len());
    }
}
