//! Sentences in which deeds and fields are named, so that each face can show them as its users know them: as a command, as
//! a button, as the name of a page.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::deed::Deed;
use crate::id::PersonId;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// A deed.
    Deed(Deed),
    /// A field of the request that is answered, by its name.
    Field(Field),
    /// Somebody, who is called as they are called when it is shown.
    Person {
        /// Their id.
        id: PersonId,
        /// Their name, as far as it is known.
        name: String,
    },
}

/// A field of a request, by its name in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field(pub &'static str);

/// A sentence, or a few.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Part>);

impl Words {
    /// The same, with one more part.
    pub fn and(mut self, part: impl Into<Part>) -> Words {
        match (self.0.last_mut(), part.into()) {
            (_, Part::Text(text)) if text.is_empty() => {}
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (_, part) => self.0.push(part),
        }
        self
    }

    /// A whole sentence, with what stands for each name in braces. What stands in brackets is left out where a name in it
    /// stands for nothing. Behind a number stands what is said of one and what is said of more, `#` for the number:
    /// `{n|1 pair|# pairs}`.
    pub fn whole<const N: usize>(sentence: &str, values: [(&'static str, Option<Words>); N]) -> Words {
        let value =
            |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let mut words = Words::default();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('[') {
            let (maybe, after) = after.split_once(']').unwrap_or((after, ""));
            words = filled(words, before, &value).1;
            let (is_whole, with) = filled(words.clone(), maybe, &value);
            words = if is_whole { with } else { words };
            rest = after;
        }
        filled(words, rest, &value).1
    }

    /// The same, behind so many blanks: a line below another.
    pub fn indented(self, blanks: &str) -> Words {
        self.0.into_iter().fold(Words::from(blanks), Words::and)
    }

    /// Several, one behind the other, with this between them.
    pub fn joined(all: impl IntoIterator<Item = Words>, between: &str) -> Words {
        let mut all = all.into_iter();
        let first = all.next().unwrap_or_default();
        all.fold(first, |words, next| next.0.into_iter().fold(words.and(between), Words::and))
    }

    /// Its parts.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everybody named in it.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.0.iter().filter_map(|part| match part {
            Part::Person { id, .. } => Some(*id),
            Part::Text(_) | Part::Deed(_) | Part::Field(_) => None,
        })
    }

    /// The same, with everybody called as `name` says.
    pub fn called(mut self, name: impl Fn(PersonId) -> String) -> Words {
        for part in &mut self.0 {
            if let Part::Person { id, name: known } = part {
                *known = name(*id);
            }
        }
        self
    }

    /// As a book keeps it: texts as they stand, people by their ids alone.
    pub fn kept(&self) -> Value {
        let part = |part: &Part| match part {
            Part::Person { id, .. } => json!({ "person": id.to_string() }),
            Part::Text(text) => Value::from(text.as_str()),
            Part::Deed(_) | Part::Field(_) => Value::from(Words(vec![part.clone()]).to_string()),
        };
        match self.0.as_slice() {
            [Part::Text(text)] => Value::from(text.as_str()),
            parts => parts.iter().map(part).collect(),
        }
    }

    /// What [`Words::kept`] kept; none where it is something else. Nobody in it has a name yet.
    pub fn of_kept(kept: &Value) -> Option<Words> {
        let part = |part: &Value| match part {
            Value::String(text) => Some(Part::Text(text.clone())),
            Value::Object(map) => {
                let id = map.get("person")?.as_str()?.parse().ok()?;
                Some(Part::Person { id, name: String::new() })
            }
            _ => None,
        };
        match kept {
            Value::Array(parts) => parts.iter().map(part).collect::<Option<_>>().map(Words),
            one => part(one).map(|part| Words(vec![part])),
        }
    }
}

/// `words` and this piece of a sentence; and whether each name in it stands for something.
fn filled(mut words: Words, piece: &str, value: &dyn Fn(&str) -> Option<Option<Words>>) -> (bool, Words) {
    let mut is_whole = true;
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, forms) = inside.split_once('|').unwrap_or((inside, ""));
        words = words.and(before);
        match value(name) {
            Some(Some(number)) if !forms.is_empty() => {
                let number = number.to_string();
                let (one, more) = forms.split_once('|').unwrap_or((forms, forms));
                let form = if number == "1" { one } else { more };
                words = words.and(form.replace('#', &number));
            }
            Some(Some(said)) => words = said.0.into_iter().fold(words, Words::and),
            Some(None) => is_whole = false,
            // A name that nobody gives stays as it is, where whoever reads it sees it.
            None => words = words.and(format!("{{{inside}}}")),
        }
        rest = after;
    }
    (is_whole, words.and(rest))
}

/// What can stand for a name in a whole sentence.
pub trait Fill {
    /// As it stands there; none where it says nothing.
    fn fill(self) -> Option<Words>;
}

macro_rules! fills {
    ($($of:ty: $value:ident => $part:expr,)+) => {$(
        impl Fill for $of {
            fn fill(self) -> Option<Words> {
                let $value = self;
                Some(Words::default().and($part))
            }
        }
    )+};
}

fills! {
    Deed: deed => deed,
    Field: field => field,
    &str: text => text,
    String: text => text,
    Date: day => day.to_string(),
    usize: number => number.to_string(),
    u32: number => number.to_string(),
    u64: number => number.to_string(),
    i64: number => number.to_string(),
}

impl Fill for Words {
    fn fill(self) -> Option<Words> {
        Some(self)
    }
}

/// Whether what stands beside it in brackets is said; nothing is said of it itself.
impl Fill for bool {
    fn fill(self) -> Option<Words> {
        self.then(Words::default)
    }
}

impl<T: Fill + Clone> Fill for &T {
    fn fill(self) -> Option<Words> {
        self.clone().fill()
    }
}

impl<T: Fill> Fill for Option<T> {
    fn fill(self) -> Option<Words> {
        self.and_then(Fill::fill)
    }
}

/// A whole sentence, which can be put into another language as it stands. What stands in brackets is said only where each
/// name in it stands for something: `sentence!["promised {name}[ on {on}]: {what}", name, on = day, what]`. What goes with
/// a number is said of one and of more: `sentence!["{n|1 pair waits|# pairs wait}", n]`.
#[macro_export]
macro_rules! sentence {
    ($whole:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::words::Words::whole(
            $whole,
            [$((stringify!($name), $crate::words::Fill::fill($crate::sentence!(@value $name $(= $value)?)))),*],
        )
    };
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
}

impl From<&str> for Part {
    fn from(text: &str) -> Part {
        Part::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Part {
        Part::Text(text)
    }
}

impl From<Deed> for Part {
    fn from(deed: Deed) -> Part {
        Part::Deed(deed)
    }
}

impl From<Field> for Part {
    fn from(field: Field) -> Part {
        Part::Field(field)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words::default().and(text)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Words {
        Words::default().and(text)
    }
}

/// As data says it, and whoever has no better way: a deed and a field by their names.
impl fmt::Display for Words {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |name: &str| name.replace(['_', '-'], " ");
        for part in &self.0 {
            match part {
                Part::Text(text) | Part::Person { name: text, .. } => to.write_str(text)?,
                Part::Deed(deed) => write!(to, "“{}”", plain(&deed.name))?,
                Part::Field(Field(name)) => write!(to, "“{}”", plain(name))?,
            }
        }
        Ok(())
    }
}

impl JsonSchema for Words {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_deeds_and_fields_by_their_names() {
        let (say, see) = (Field("about_me"), Deed::new("follow-up"));
        let said = sentence!["say {say}, or see {see}", say, see];
        assert_eq!(said.to_string(), "say “about me”, or see “follow up”");
        assert_eq!(said.parts().len(), 4);
        assert_eq!(Words::from("a").and("b".to_owned()).parts(), [Part::Text("ab".into())]);
        assert!(Words::from("").is_empty());
    }

    #[test]
    fn a_whole_sentence_leaves_out_what_nothing_is_said_of() {
        let (to, say) = ("Ada {x}", Field("say"));
        let whole = sentence!["{to} is told; leave {say} out", to, say];
        assert_eq!(whole.to_string(), "Ada {x} is told; leave “say” out");
        assert_eq!(sentence!["a {b} c"].to_string(), "a {b} c");
        let due = |on: Option<Date>, late: bool| {
            sentence!["due[ on {on}][{late}, which is past]; {n} more", on, late, n = 2_usize].to_string()
        };
        assert_eq!(due(Some(Date::constant(2026, 3, 5)), true), "due on 2026-03-05, which is past; 2 more");
        assert_eq!(due(None, false), "due; 2 more");
    }

    #[test]
    fn what_goes_with_a_number_is_said_of_one_and_of_more() {
        let said = |people: u32, pairs: Option<u32>| {
            sentence!["{people|1 person is|# people are} new[; {pairs|1 pair|# pairs}]", people, pairs]
                .to_string()
        };
        assert_eq!(said(1, Some(2)), "1 person is new; 2 pairs");
        assert_eq!(said(0, Some(1)), "0 people are new; 1 pair");
        assert_eq!(said(21, None), "21 people are new");
    }

    #[test]
    fn whoever_is_named_in_it_is_called_as_they_are_called_when_it_is_shown() {
        let ada = PersonId::from_bytes([7; 16]);
        let name = Part::Person { id: ada, name: "Ada".into() };
        let said = Words::from("met ").and(name).and(" at “{person}”");
        assert_eq!(said.to_string(), "met Ada at “{person}”");
        let kept = said.kept();
        assert!(!kept.to_string().contains("Ada"), "{kept}");
        let read = Words::of_kept(&kept).unwrap();
        assert_eq!(read.people().collect::<Vec<_>>(), [ada]);
        assert_eq!(read.called(|_| "Ada King".into()).to_string(), "met Ada King at “{person}”");
        let plain = Words::from("nothing else");
        assert_eq!(Words::of_kept(&plain.kept()), Some(plain));
        assert_eq!(Words::of_kept(&json!([1])), None);
    }

    #[test]
    fn as_data_it_is_a_text() {
        let (say, see) = (Field("about_me"), Deed::new("follow-up"));
        let said = sentence!["say {say}, or see {see}", say, see];
        assert_eq!(serde_json::to_string(&said).unwrap(), "\"say “about me”, or see “follow up”\"");
    }
}
