//! What a request is answered with: what an act did, or a view, as data and in words.

use goodturn_core::words::Words;
use std::any::Any;

pub use goodturn_store::undo::WayBack;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::book::Context;

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
pub trait Say: Serialize {
    /// Its lines.
    fn say(&self, ctx: &Context) -> Vec<String>;

    /// The same, with the deeds that help named in them.
    fn words(&self, ctx: &Context) -> Vec<Words> {
        self.say(ctx).into_iter().map(Words::from).collect()
    }
}

impl Answer {
    /// What an act did, with what to know about it.
    pub(crate) fn with_notes<W: Into<Words>>(self, notes: Vec<W>) -> Answer {
        let notes = notes.into_iter().map(Into::into).collect();
        match self {
            Answer::Done(done) => Answer::Done(Done { notes, ..done }),
            other => other,
        }
    }

    /// A single thing, shown.
    pub(crate) fn one<V: Say + Send + 'static>(view: V, ctx: &Context) -> Answer {
        let json = Json::One(raw(&view));
        Answer::Shown(Shown { json, words: view.words(ctx), value: Box::new(view) })
    }

    /// A list, shown; `none` is said where nothing stands in it.
    pub(crate) fn lines<V: Say + Send + 'static>(
        views: Vec<V>,
        none: impl Into<Words>,
        ctx: &Context,
    ) -> Answer {
        let json = Json::Lines(views.iter().map(raw).collect());
        let words = match views.as_slice() {
            [] => vec![none.into()],
            views => views.iter().flat_map(|view| view.words(ctx)).collect(),
        };
        Answer::Shown(Shown { json, words, value: Box::new(views) })
    }

    /// A view, said in other words.
    pub(crate) fn in_words(self, words: Vec<Words>) -> Answer {
        match self {
            Answer::Shown(shown) => Answer::Shown(Shown { words, ..shown }),
            other => other,
        }
    }

    /// A single thing that each face lays out in its own way.
    pub(crate) fn plain<V: Serialize + Send + 'static>(view: V) -> Answer {
        let json = Json::One(raw(&view));
        Answer::Shown(Shown { json, words: Vec::new(), value: Box::new(view) })
    }

    /// A list that each face lays out in its own way; `view` is all of it, `lines` what stands in it.
    pub(crate) fn plain_lines<V, L>(view: V, lines: impl Fn(&V) -> &[L]) -> Answer
    where
        V: Send + 'static,
        L: Serialize,
    {
        let json = Json::Lines(lines(&view).iter().map(raw).collect());
        Answer::Shown(Shown { json, words: Vec::new(), value: Box::new(view) })
    }

    /// The view that was asked for, where this is one of that type.
    pub fn view<V: 'static>(&self) -> Option<&V> {
        match self {
            Answer::Done(_) => None,
            Answer::Shown(shown) => shown.value.downcast_ref(),
        }
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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    pub notes: Vec<Words>,
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
