//! The one declaration that makes a request: its struct, how it is read, its line in the catalog.

use serde_json::Value;

use super::answer::Answer;
use super::entry::{Effect, Entry, Field};
use super::length;
use crate::error::{Error, Result};

/// Reads what is asked, and runs it; an error says which field it is about.
pub(crate) fn asked<T, A: Into<Answer>>(
    entry: &Entry,
    fields: Value,
    read: fn(&Value) -> Result<T>,
    run: impl FnOnce(T) -> Result<A>,
) -> Result<Answer> {
    if entry.effect == Effect::Act {
        length::fits(entry.fields, &fields)?;
    }
    run(read(&fields)?).map(Into::into).map_err(|error| placed(entry, &fields, error))
}

/// Finds the field that an error is about by what that field says: whoever reads a day or a name knows the text alone.
fn placed(entry: &Entry, fields: &Value, error: Error) -> Error {
    let (None, Some(said)) = (&error.field, &error.said) else { return error };
    let says = |field: &&Field| match fields.get(field.name) {
        Some(Value::String(text)) => text.trim() == said,
        Some(Value::Array(texts)) => texts.iter().any(|text| text.as_str().map(str::trim) == Some(said)),
        _ => false,
    };
    let (required, others): (Vec<&Field>, Vec<&Field>) =
        entry.fields.iter().partition(|field| field.is_required());
    match required.iter().chain(&others).copied().find(says) {
        Some(field) => error.at(field.name),
        None => error,
    }
}

/// Declares a request once: its struct, its fields' help, how it is read, what it answers, how it is used, its line in the
/// catalog.
///
/// A field says how it is given and, in brackets, what it holds: a `Kind`, or `OneOf` with the type of which one chooses.
/// Of a choice, of money and of a file the struct holds the value, of all else that is written the text.
///
/// What it answers is `-> done`, `-> one VIEW` or `-> lines LINE`; or, where an act alone only shows how things stand,
/// `-> done | one VIEW` or `-> done | lines LINE`. Behind `Act` or `View` its danger may stand in brackets, behind the
/// struct `watched` where it runs on, or `alone` where no book may be open. An example says
/// what it fills in and what that does: `{ who: "Ada", off } "reminded again",`; a switch that is on is its name alone.
macro_rules! request {
    ($effect:ident $(($danger:ident))? $name:literal $Struct:ident $($way:ident)?: $help:literal -> $($how:ident)|+ $($View:path)? { $($field:ident: $shape:ident $(($($kind:tt)+))? $fhelp:literal,)* }
        $(examples { $({ $($filled:ident $(: $value:literal)?),* } $what:literal,)* })?) => {
        #[doc = $help]
        #[derive(Clone, Debug, Default)]
        pub struct $Struct {
            $(#[doc = $fhelp] pub $field: $crate::request::field_type!(
                $shape, $crate::request::value_type!($($($kind)+)?)
            ),)*
        }

        impl $crate::request::Answered for $Struct {
            type Answer = $crate::request::answer_type!($($how)|+ $($View)?);
        }

        impl $Struct {
            /// Its line in the catalog.
            pub const ENTRY: $crate::request::Entry = $crate::request::Entry {
                name: $name,
                help: $help,
                effect: $crate::request::Effect::$effect,
                answer: $crate::request::schema::answer::<<$Struct as $crate::request::Answered>::Answer>,
                danger: $crate::request::danger!($($danger)?),
                examples: || vec![$($({
                    // An example of a field that is not there does not compile.
                    let _ = |request: &$Struct| { let _ = (request, $(&request.$filled,)*); };
                    $crate::request::Example {
                        deed: goodturn_core::deed::Deed::new($name)$(.filled(
                            $crate::request::plain(stringify!($filled)),
                            $crate::request::filled!($($value)?),
                        ))*,
                        what: $what,
                    }
                },)*)?],
                fields: &[$($crate::request::Field {
                    name: $crate::request::plain(stringify!($field)),
                    shape: $crate::request::Shape::$shape,
                    kind: $crate::request::field_kind!($($($kind)+)?),
                    help: $fhelp,
                },)*],
                run: $crate::request::run!($Struct $($way)?),
            };

            /// Reads it from a JSON object with its fields.
            pub fn read(fields: &serde_json::Value) -> $crate::error::Result<$Struct> {
                let _given = $crate::request::reading::Given::of(&$Struct::ENTRY, fields)?;
                Ok($Struct {
                    $($field: $crate::request::field_read!($shape)(
                        &_given,
                        $crate::request::plain(stringify!($field)),
                        $crate::request::value_read!($($($kind)+)?),
                    )?,)*
                })
            }
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

macro_rules! field_kind {
    () => {
        $crate::request::Kind::Switch
    };
    (OneOf($Choice:ty)) => {
        $crate::request::Kind::OneOf(<$Choice as goodturn_core::named::Named>::NAMES)
    };
    ($($kind:tt)+) => {{
        #[allow(unused_imports, reason = "only fields that name entries do")]
        use goodturn_core::entry;
        #[allow(unused_imports, reason = "each field names one of them")]
        use $crate::request::Kind::*;
        $($kind)+
    }};
}

macro_rules! danger {
    () => {
        $crate::request::Danger::None
    };
    ($danger:ident) => {
        $crate::request::Danger::$danger
    };
}

macro_rules! run {
    ($Struct:ident) => {
        $crate::request::Run::Open(|fields, book, ctx| {
            let run = |request: $Struct| $crate::request::Request::run(request, book, ctx);
            $crate::request::asked(&$Struct::ENTRY, fields, $Struct::read, run)
        })
    };
    ($Struct:ident watched) => {
        $crate::request::Run::Watched(|fields, book, ctx, watch| {
            let run = |request: $Struct| $crate::request::Watched::run(request, book, ctx, watch);
            $crate::request::asked(&$Struct::ENTRY, fields, $Struct::read, run)
        })
    };
    ($Struct:ident alone) => {
        $crate::request::Run::Alone(|fields, site, ctx| {
            let run = |request: $Struct| $crate::request::Alone::run(request, site, ctx);
            $crate::request::asked(&$Struct::ENTRY, fields, $Struct::read, run)
        })
    };
}

macro_rules! filled {
    () => {
        goodturn_core::deed::Filled::On
    };
    ($value:literal) => {
        goodturn_core::deed::Filled::Text($value.to_string())
    };
}

/// The type of a field in the struct of its request, by how it is given and the type of one value of it.
macro_rules! field_type {
    (Positional, $Value:ty) => { $Value };
    (Rest, $Value:ty) => { $Value };
    (MaybePositional, $Value:ty) => { Option<$Value> };
    (MaybeRest, $Value:ty) => { Option<$Value> };
    (Several, $Value:ty) => { Vec<$Value> };
    (Optional, $Value:ty) => { Option<$Value> };
    (Many, $Value:ty) => { Vec<$Value> };
    (Number, $Value:ty) => { Option<$Value> };
    (Switch, $Value:ty) => { $Value };
}

/// What reads a field, by how it is given.
macro_rules! field_read {
    (Positional) => {
        $crate::request::reading::Given::must
    };
    (Rest) => {
        $crate::request::reading::Given::must
    };
    (MaybePositional) => {
        $crate::request::reading::Given::may
    };
    (MaybeRest) => {
        $crate::request::reading::Given::may
    };
    (Several) => {
        $crate::request::reading::Given::all
    };
    (Optional) => {
        $crate::request::reading::Given::may
    };
    (Many) => {
        $crate::request::reading::Given::all
    };
    (Number) => {
        $crate::request::reading::Given::may
    };
    (Switch) => {
        $crate::request::reading::Given::on
    };
}

/// The type of one value of a field, by what it holds.
macro_rules! value_type {
    () => {
        bool
    };
    (OneOf($Choice:ty)) => {
        $Choice
    };
    (Money) => {
        goodturn_core::money::Money
    };
    (File) => {
        std::path::PathBuf
    };
    (From($($limit:tt)+)) => {
        u32
    };
    (Between($($limits:tt)+)) => {
        u32
    };
    ($($kind:tt)+) => {
        String
    };
}

/// What reads one value of a field, by what it holds.
macro_rules! value_read {
    () => {
        $crate::request::reading::switch
    };
    (OneOf($Choice:ty)) => {
        $crate::request::reading::choice::<$Choice>
    };
    (Money) => {
        $crate::request::reading::money
    };
    (File) => {
        $crate::request::reading::file
    };
    (From($($limit:tt)+)) => {
        $crate::request::reading::number
    };
    (Between($($limits:tt)+)) => {
        $crate::request::reading::number
    };
    ($($kind:tt)+) => {
        $crate::request::reading::text
    };
}

macro_rules! answer_type {
    (done) => { $crate::request::Done };
    (one $View:path) => { $crate::request::One<$View> };
    (lines $Line:path) => { $crate::request::Lines<$Line> };
    (done | $how:ident $View:path) => { $crate::request::DoneOr<$crate::request::answer_type!($how $View)> };
}

pub(crate) use {
    answer_type, danger, field_kind, field_read, field_type, filled, request, run, value_read, value_type,
};
