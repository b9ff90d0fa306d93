//! Sentences in which deeds and fields are named, so that each face can show them as its users know them: as a command, as
//! a button, as the name of a page.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::deed::Deed;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// A deed.
    Deed(Deed),
    /// A field of the request that is answered, by its name.
    Field(Field),
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

    /// A whole sentence, with each name in braces put in its place.
    pub fn whole<const N: usize>(sentence: &str, parts: [(&'static str, Part); N]) -> Words {
        let mut words = Words::default();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            // A name that nobody gives stays as it is, where whoever reads it sees it.
            let part = parts.iter().find(|(known, _)| *known == name).map(|(_, part)| part.clone());
            words = words.and(before).and(part.unwrap_or_else(|| Part::Text(format!("{{{name}}}"))));
            rest = after;
        }
        words.and(rest)
    }

    /// Its parts.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Words made of texts, deeds and fields: `words!["say ", Field("on"), ", or see ", Deed::new("today")]`.
///
/// A whole sentence with names in braces can be put into another language, and so is better wherever it is more than a
/// deed and a few words: `words!["leave {through} out, or see {today}", through = Field("through"), today =
/// Deed::new("today")]`.
#[macro_export]
macro_rules! words {
    ($whole:literal $(, $name:ident = $part:expr)+ $(,)?) => {
        $crate::words::Words::whole($whole, [$((stringify!($name), $part.into())),+])
    };
    ($($part:expr),* $(,)?) => { $crate::words::Words::default()$(.and($part))* };
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
                Part::Text(text) => to.write_str(text)?,
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
        let said = words!["say ", Field("about_me"), ", or see ", Deed::new("follow-up"), ""];
        assert_eq!(said.to_string(), "say “about me”, or see “follow up”");
        assert_eq!(said.parts().len(), 4);
        assert_eq!(words!["a", "b".to_owned()].parts(), [Part::Text("ab".into())]);
        assert!(Words::from("").is_empty());
        let whole = words!["{to} is told; leave {say} out", to = "Ada {x}".to_owned(), say = Field("say")];
        assert_eq!(whole.to_string(), "Ada {x} is told; leave “say” out");
        assert_eq!(Words::whole("a {b} c", []).to_string(), "a {b} c");
        assert_eq!(serde_json::to_string(&said).unwrap(), "\"say “about me”, or see “follow up”\"");
    }
}
