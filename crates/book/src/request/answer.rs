//! What a request is answered with: what an act did, or a view, as data and in words.

use std::any::Any;
use std::marker::PhantomData;

use goodturn_core::id::{PersonId, Seq};
use goodturn_core::words::Words;
pub use goodturn_store::undo::WayBack;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::party::{Party, party};
use crate::book::{Book, Context};

/// What a request is answered with.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// An act was done.
    Done(Done),
    /// A view.
    Shown(Shown),
}

/// A view on its way to a face: as data, in the words for a terminal, and as the value that it is.
#[derive(Debug)]
pub struct Shown {
    /// One object, or the lines of a list.
    pub json: Json,
    /// What a terminal prints, line by line; empty where a face lays the value out by itself.
    pub words: Vec<Words>,
    value: Box<dyn Any + Send>,
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
pub trait Say {
    /// Its lines.
    fn say(&self, ctx: &Context) -> Vec<String>;

    /// The same, with the deeds that help named in them.
    fn words(&self, ctx: &Context) -> Vec<Words> {
        self.say(ctx).into_iter().map(Words::from).collect()
    }
}

/// A single thing, shown: one object with the fields of `V`.
#[derive(Debug)]
pub struct One<V> {
    shown: Shown,
    of: PhantomData<V>,
}

/// A list, shown: an object for each line, with the fields of `L`.
#[derive(Debug)]
pub struct Lines<L> {
    shown: Shown,
    of: PhantomData<L>,
}

/// What an act answers that, where nothing is said to it, shows how things stand.
#[derive(Debug)]
pub enum DoneOr<S> {
    /// What it did.
    Done(Done),
    /// How things stand: [`One`] or [`Lines`].
    Shown(S),
}

impl<V: Serialize + Send + 'static> One<V> {
    /// A thing that says itself.
    pub(crate) fn of(view: V, ctx: &Context) -> One<V>
    where
        V: Say,
    {
        let words = view.words(ctx);
        One { shown: Shown { words, ..One::plain(view).shown }, of: PhantomData }
    }

    /// A thing that each face lays out in its own way.
    pub(crate) fn plain(view: V) -> One<V> {
        let json = Json::One(raw(&view));
        One { shown: Shown { json, words: Vec::new(), value: Box::new(view) }, of: PhantomData }
    }
}

impl<L: Serialize> Lines<L> {
    /// Lines that each say themselves; `none` is said where there is none.
    pub(crate) fn of(lines: Vec<L>, none: impl Into<Words>, ctx: &Context) -> Lines<L>
    where
        L: Say + Send + 'static,
    {
        let words = match lines.as_slice() {
            [] => vec![none.into()],
            lines => lines.iter().flat_map(|line| line.words(ctx)).collect(),
        };
        Lines::in_view(lines, |lines| lines).in_words(words)
    }

    /// What a view shows as a list, said in the words of the whole view.
    pub(crate) fn plain<T>(found: Vec<T>, line: impl Fn(T) -> L, words: Vec<Words>) -> Lines<L>
    where
        L: Send + 'static,
    {
        Lines::in_view(found.into_iter().map(line).collect::<Vec<L>>(), |lines| lines).in_words(words)
    }

    /// A list that each face lays out in its own way; `view` is all of it, `lines` what stands in it.
    pub(crate) fn in_view<V: Send + 'static>(view: V, lines: impl Fn(&V) -> &[L]) -> Lines<L> {
        let json = Json::Lines(lines(&view).iter().map(raw).collect());
        Lines { shown: Shown { json, words: Vec::new(), value: Box::new(view) }, of: PhantomData }
    }

    /// The same, said in other words.
    pub(crate) fn in_words(self, words: Vec<Words>) -> Lines<L> {
        Lines { shown: Shown { words, ..self.shown }, ..self }
    }
}

impl Answer {
    /// The same, with all that a program may want to know of it.
    pub(crate) fn complete(self, book: &Book) -> Answer {
        match self {
            Answer::Done(done) => Answer::Done(done.complete(book)),
            shown => shown,
        }
    }

    /// The view that was asked for, where this is one of that type.
    pub fn view<V: 'static>(&self) -> Option<&V> {
        match self {
            Answer::Done(_) => None,
            Answer::Shown(shown) => shown.value.downcast_ref(),
        }
    }
}

impl From<Done> for Answer {
    fn from(done: Done) -> Answer {
        Answer::Done(done)
    }
}

impl<V> From<One<V>> for Answer {
    fn from(one: One<V>) -> Answer {
        Answer::Shown(one.shown)
    }
}

impl<L> From<Lines<L>> for Answer {
    fn from(lines: Lines<L>) -> Answer {
        Answer::Shown(lines.shown)
    }
}

impl<S: Into<Answer>> From<DoneOr<S>> for Answer {
    fn from(either: DoneOr<S>) -> Answer {
        match either {
            DoneOr::Done(done) => done.into(),
            DoneOr::Shown(shown) => shown.into(),
        }
    }
}

impl<S> From<Done> for DoneOr<S> {
    fn from(done: Done) -> DoneOr<S> {
        DoneOr::Done(done)
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Done {
    /// Its place in the journal, for undoing it; 0 where nothing changed and nothing was written.
    pub seq: i64,
    /// In words.
    pub summary: Words,
    /// Whom it was about, where it was about one, by id.
    #[serde(skip)]
    pub person: Option<PersonId>,
    /// The same, named.
    #[serde(rename = "person", skip_serializing_if = "Option::is_none")]
    pub named: Option<Party>,
    /// What it made or moved, where that is one: an entry, something that happened, somebody. Later deeds name it so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// All that it made: people, what happened, entries; the first thousand of them.
    pub ids: Vec<String>,
    /// What to know about it, a sentence each: what stands between, what was left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Words>,
    /// What was left out, each with its place and the reason; the rest was done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftOut>,
    /// How it is taken back.
    #[serde(skip)]
    pub way_back: WayBack,
}

/// So many of the things that an act made are told by id.
const MADE: usize = 1000;

impl Done {
    /// That this was done.
    pub(crate) fn of(summary: impl Into<Words>) -> Done {
        Done { summary: summary.into(), ..Done::default() }
    }

    /// The same, about somebody; the member themself is nobody it could be about.
    pub(crate) fn about(self, person: PersonId) -> Done {
        Done { person: Some(person).filter(|person| *person != PersonId::ME), ..self }
    }

    /// The same, with what it made or moved.
    pub(crate) fn made(self, id: impl ToString) -> Done {
        Done { id: Some(id.to_string()), ..self }
    }

    /// What of it a book keeps to answer the same once more; `asked` tells what was asked for.
    pub(crate) fn kept(&self, asked: &str) -> Value {
        json!({
            "asked": asked,
            "person": self.person,
            "id": self.id,
            "notes": self.notes.iter().map(Words::kept).collect::<Vec<_>>(),
            "left": self.left,
            "way_back": match self.way_back {
                WayBack::Undo => "undo",
                WayBack::BringAgain => "bring again",
                WayBack::Never => "never",
            },
        })
    }

    /// What was done, from what was kept of it and its line in the journal.
    pub(crate) fn of_kept(kept: &Value, seq: Seq, summary: Words) -> Done {
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |name: &str| kept.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let left = |left: &Value| LeftOut {
            place: text(left, "where").unwrap_or_default(),
            reason: text(left, "reason").unwrap_or_default(),
            text: text(left, "text").unwrap_or_default(),
        };
        Done {
            seq: seq.0,
            summary,
            person: text(kept, "person").and_then(|id| id.parse().ok()),
            id: text(kept, "id"),
            notes: list("notes").iter().filter_map(Words::of_kept).collect(),
            left: list("left").iter().map(left).collect(),
            way_back: match text(kept, "way_back").as_deref() {
                Some("bring again") => WayBack::BringAgain,
                Some("never") => WayBack::Never,
                _ => WayBack::Undo,
            },
            ..Done::default()
        }
    }

    /// The same, with what only the book knows of it: the ids of all that it made, and the name of whom it was about.
    fn complete(mut self, book: &Book) -> Done {
        // It is done, whatever comes of looking at it once more.
        let known = book.read(|reader| {
            let made = if self.seq > 0 { reader.made(Seq(self.seq), MADE)? } else { Vec::new() };
            Ok((made, self.person.map(|id| party(reader, id)).transpose()?))
        });
        if let Ok((made, named)) = known {
            self.ids = made.iter().map(ToString::to_string).collect();
            self.named = named;
        }
        if let (None, [only]) = (&self.id, self.ids.as_slice()) {
            self.id = Some(only.clone());
        }
        self
    }

    /// The same, with what to know about it.
    pub(crate) fn with_notes<W: Into<Words>>(mut self, notes: Vec<W>) -> Done {
        self.notes.extend(notes.into_iter().map(Into::into));
        self
    }
}

/// A piece of input that an act left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOut {
    /// Where it stood.
    #[serde(rename = "where")]
    pub place: String,
    /// What was wrong with it and what to do, as a sentence without a full stop.
    pub reason: String,
    /// It, as it stood, so that it can be mended; empty where it is no text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}
