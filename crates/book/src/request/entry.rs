//! A request: what it takes, and what it does to the book.

use std::ops::ControlFlow;

use goodturn_core::deed::Deed;
use schemars::JsonSchema;
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

use super::answer::Answer;
use super::asked::done_before;
use super::kind::Kind;
use super::progress::Watch;
use crate::book::{Asked, Book, Context, Site};
use crate::error::{Error, Result};

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
    /// The rest of the command line, each word a text of its own; at least one must be given.
    Several,
    /// A text that may be given by name.
    Optional,
    /// Texts that may be given by name, more than once.
    Many,
    /// A whole number that may be given by name.
    Number,
    /// Given or not.
    Switch,
}

impl Shape {
    /// Whether it is given by its place on the command line.
    pub fn is_placed(self) -> bool {
        match self {
            Shape::Positional | Shape::Rest | Shape::MaybePositional | Shape::MaybeRest | Shape::Several => {
                true
            }
            Shape::Optional | Shape::Many | Shape::Number | Shape::Switch => false,
        }
    }
}

/// One field of a request.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, in JSON and (with `-` for `_`) on the command line.
    pub name: &'static str,
    /// How it is given.
    pub shape: Shape,
    /// What it holds.
    pub kind: Kind,
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

/// What somebody should know before they run a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Nothing: whatever it does, it takes nothing away and keeps everything in the book.
    None,
    /// It takes something out of the book, or can; undoing it brings that back.
    Removes,
    /// What it replaces does not come back by undoing.
    Final,
    /// It writes what is in the book to where the book no longer watches over it.
    HandsOut,
}

impl Danger {
    /// What it is called in data.
    pub fn name(self) -> &'static str {
        match self {
            Danger::None => "none",
            Danger::Removes => "removes",
            Danger::Final => "final",
            Danger::HandsOut => "hands_out",
        }
    }

    /// It as a sentence without a full stop; none where there is nothing to know.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Danger::None => None,
            Danger::Removes => Some("What it takes out of the book comes back when it is undone"),
            Danger::Final => {
                Some("It cannot be undone; the book as it was is kept in a file, which the answer names")
            }
            Danger::HandsOut => {
                Some("What it writes leaves the book: keep the file where only those come who may read it")
            }
        }
    }
}

impl Effect {
    /// What it is called in data.
    pub fn name(self) -> &'static str {
        match self {
            Effect::Act => "act",
            Effect::View => "view",
        }
    }
}

/// What a request runs on.
#[derive(Clone, Copy)]
pub enum Run {
    /// An open book.
    Open(fn(Value, &Book, &Context) -> Result<Answer>),
    /// An open book, for so long that it says how far it is and can be stopped.
    Watched(fn(Value, &Book, &Context, Watch<'_>) -> Result<Answer>),
    /// The place of a book, with none open there.
    Alone(fn(Value, &Site, &Context) -> Result<Answer>),
}

/// How a request is used.
#[derive(Clone, Debug)]
pub struct Example {
    /// The request with its fields filled in. A field that takes several values stands there several times.
    pub deed: Deed,
    /// What that does, in a few words; empty where it is plain.
    pub what: &'static str,
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
    /// What to know before one runs it.
    pub danger: Danger,
    /// What it takes.
    pub fields: &'static [Field],
    /// How it is used; a test runs every one of them.
    pub examples: fn() -> Vec<Example>,
    /// Runs it with its fields as a JSON object.
    pub run: Run,
    /// What its answer looks like, as JSON Schema (2020-12).
    pub(crate) answer: fn() -> Value,
}

impl Entry {
    /// Runs it on an open book, with its fields as a JSON object.
    pub fn run(&self, fields: Value, book: &Book, ctx: &Context) -> Result<Answer> {
        self.run_watched(fields, book, ctx, &mut |_| ControlFlow::Continue(()))
    }

    /// The same; `watch` is told how far it is where that takes long, and may stop it.
    pub fn run_watched(&self, fields: Value, book: &Book, ctx: &Context, watch: Watch<'_>) -> Result<Answer> {
        let mut ctx = ctx.clone();
        ctx.asked = Some(self.asked(&fields));
        let ctx = &ctx;
        if let (Effect::Act, Some(_)) = (self.effect, &ctx.key)
            && let Some(done) = book.read(|reader| done_before(reader, ctx))?
        {
            return Ok(Answer::Done(done).complete(book));
        }
        match self.run {
            Run::Open(run) => Ok(run(fields, book, ctx)?.complete(book)),
            Run::Watched(run) => Ok(run(fields, book, ctx, watch)?.complete(book)),
            Run::Alone(_) => Err(Error::usage(
                format!("{} is done while no book is open", self.name),
                "close the book, then do it on the machine where the book lies",
            )),
        }
    }

    /// What is asked of it, with what its fields say.
    fn asked(&self, said: &Value) -> Asked {
        let print = format!("{:016x}", xxh3_64(format!("{} {said}", self.name).as_bytes()));
        let mut fields = Vec::new();
        for field in self.fields {
            let Some(value) = said.get(field.name) else { continue };
            // Of a form, what it said when one began to write is asked for by nobody; a switch that is off says nothing.
            if field.kind != Kind::Was && !matches!(value, Value::Null | Value::Bool(false)) {
                fields.push((field.name, value.clone(), field.kind.names_something()));
            }
        }
        Asked { deed: self.name, print, fields }
    }

    /// Whether a form can ask for it: an act on a book that is open, and done at once.
    pub fn is_of_a_form(&self) -> bool {
        self.effect == Effect::Act && matches!(self.run, Run::Open(_))
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// What the fields of a deed say, as its request takes them: numbers as numbers, several values as a list.
    pub fn request(&self, deed: &Deed) -> Value {
        let mut request = Map::new();
        for (name, filled) in &deed.fields {
            let Some(value) = filled.value() else { continue };
            match (self.field(name).map(|field| field.shape), request.get_mut(name.as_ref())) {
                (Some(Shape::Many | Shape::Several), Some(Value::Array(values))) => values.push(value),
                (Some(Shape::Many | Shape::Several), _) => {
                    drop(request.insert(name.to_string(), Value::from(vec![value])))
                }
                (Some(Shape::Number), _) => {
                    let number = value.as_str().and_then(|text| text.parse::<u32>().ok());
                    request.insert(name.to_string(), number.map_or(value, Value::from));
                }
                _ => drop(request.insert(name.to_string(), value)),
            }
        }
        Value::Object(request)
    }
}

/// Something that is answered as its declaration says.
pub trait Answered {
    /// What it is answered with: [`Done`](super::Done), [`One`](super::One) thing or the [`Lines`](super::Lines) of a
    /// list.
    type Answer: Into<Answer> + JsonSchema;
}

/// Something that can be asked of a book.
pub trait Request: Answered + Sized {
    /// Runs it.
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer>;
}

/// Something that can be asked of a book and runs on.
pub trait Watched: Answered + Sized {
    /// Runs it; `watch` is told how far it is.
    fn run(self, book: &Book, ctx: &Context, watch: Watch<'_>) -> Result<Self::Answer>;
}

/// Something that is done where a book lies, with none open there.
pub trait Alone: Answered + Sized {
    /// Runs it.
    fn run(self, site: &Site, ctx: &Context) -> Result<Self::Answer>;
}
