//! What a request says, read field by field as its declaration says: the one place that knows what fits, and says so of
//! the field where something else was given.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use goodturn_core::channel::fold;
use goodturn_core::money::Money;
use goodturn_core::named::{self, Named};
use goodturn_core::spelling::Typed;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::entry::{Entry, Field};
use super::kind::Kind;
use crate::error::{Error, Result};

/// The fields of a request, as they were given. What is `null` was left out.
pub(crate) struct Given<'f> {
    entry: &'f Entry,
    fields: &'f Map<String, Value>,
}

/// Reads one value of a field; none where it says nothing.
type One<T> = fn(&Field, &Value) -> Result<Option<T>>;

impl<'f> Given<'f> {
    /// Those of a request of this entry; refused where they are no object, or one of them is none of its own.
    pub(crate) fn of(entry: &'f Entry, fields: &'f Value) -> Result<Given<'f>> {
        let Value::Object(fields) = fields else {
            return Err(Error::usage(
                format!("a request is an object, and cannot be {}", shown(fields)),
                r#"give its fields by their names, as in {"limit": 10}"#,
            ));
        };
        match fields.keys().find(|name| entry.field(name).is_none()) {
            Some(name) => Err(unknown(entry, name)),
            None => Ok(Given { entry, fields }),
        }
    }

    /// The field of this name, and what was given for it.
    fn field(&self, name: &str) -> Result<(&'static Field, Option<&'f Value>)> {
        let field = self.entry.field(name).ok_or_else(|| unknown(self.entry, name))?;
        Ok((field, self.fields.get(name).filter(|value| !value.is_null())))
    }

    /// A value that must be given.
    pub(crate) fn must<T>(&self, name: &str, one: One<T>) -> Result<T> {
        let (field, _) = self.field(name)?;
        let said = self.may(name, one)?;
        said.ok_or_else(|| Error::usage(format!("{} is not said", field.called()), field.fits()).at(name))
    }

    /// A value that may be left out.
    pub(crate) fn may<T>(&self, name: &str, one: One<T>) -> Result<Option<T>> {
        let (field, value) = self.field(name)?;
        value.map_or(Ok(None), |value| one(field, value))
    }

    /// Any number of values.
    pub(crate) fn all<T>(&self, name: &str, one: One<T>) -> Result<Vec<T>> {
        let (field, value) = self.field(name)?;
        match value {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => {
                values.iter().filter_map(|value| one(field, value).transpose()).collect()
            }
            Some(other) => {
                let each = field.kind.choices();
                let of = if each.is_empty() { "texts".to_owned() } else { or(each) };
                Err(wrong(field, other, format!("give a list of {of}")))
            }
        }
    }

    /// Whether something is switched on.
    pub(crate) fn on(&self, name: &str, one: One<bool>) -> Result<bool> {
        Ok(self.may(name, one)?.unwrap_or_default())
    }
}

/// A text, whatever it says.
pub(crate) fn text(field: &Field, value: &Value) -> Result<Option<String>> {
    match value {
        Value::String(text) => Ok(Some(text.clone())),
        other => Err(wrong(field, other, field.fits())),
    }
}

/// A value that one chooses by its name, however that is written.
pub(crate) fn choice<T: Named>(field: &Field, value: &Value) -> Result<Option<T>> {
    match value {
        Value::String(word) if word.trim().is_empty() => Ok(None),
        Value::String(word) => named::find(word).map(Some).ok_or_else(|| wrong(field, value, field.fits())),
        other => Err(wrong(field, other, field.fits())),
    }
}

/// An amount of money.
pub(crate) fn money(field: &Field, value: &Value) -> Result<Option<Money>> {
    match value {
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => amount(field.name, text).map(Some),
        other => Err(wrong(field, other, field.fits())),
    }
}

/// The amount of money that a text names, which stands in the field of this name.
pub(crate) fn amount(name: &str, text: &str) -> Result<Money> {
    let text = text.trim();
    Money::parse(text).map_err(|why| Error::usage(why.said_of(text), "").at(name))
}

/// The path of a file: as it is written, or as a URL (RFC 8089), which can name what is not written in UTF-8.
pub(crate) fn file(field: &Field, value: &Value) -> Result<Option<PathBuf>> {
    let Some(text) = text(field, value)? else { return Ok(None) };
    let Some(path) = text.strip_prefix("file://") else { return Ok(Some(PathBuf::from(text))) };
    match path.strip_prefix("localhost").unwrap_or(path) {
        path if path.starts_with('/') => {
            let bytes: Vec<u8> = percent_decode_str(path).collect();
            Ok(Some(PathBuf::from(OsString::from_vec(bytes))))
        }
        _ => Err(wrong(
            field,
            value,
            "name a file of this machine, as in file:///home/ann/cards.vcf".to_owned(),
        )),
    }
}

/// A whole number between the limits of its field.
pub(crate) fn number(field: &Field, value: &Value) -> Result<Option<u32>> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    let fits = |number: &u32| match field.kind {
        Kind::Between(least, most) => (least..=most).contains(number),
        Kind::From(least) => *number >= least,
        _ => true,
    };
    match number.filter(fits) {
        Some(number) => Ok(Some(number)),
        None if matches!(field.kind, Kind::From(_)) && value.as_f64() > Some(f64::from(u32::MAX)) => {
            Err(wrong(field, value, format!("give a number up to {}", u32::MAX)))
        }
        None => Err(wrong(field, value, field.fits())),
    }
}

/// Whether something is switched on.
pub(crate) fn switch(field: &Field, value: &Value) -> Result<Option<bool>> {
    match value {
        Value::Bool(on) => Ok(Some(*on)),
        other => Err(wrong(field, other, field.fits())),
    }
}

impl Field {
    /// What it is called in a sentence.
    fn called(&self) -> String {
        if self.name == "as" { "kind".to_owned() } else { self.name.replace('_', " ") }
    }

    /// What one value of it can be, as a hint.
    fn fits(&self) -> String {
        match self.kind {
            Kind::OneOf(choices) => format!("use {}", or(choices)),
            Kind::From(least) => format!("give a number from {least} on"),
            Kind::Between(least, most) => format!("give a number from {least} to {most}"),
            Kind::Switch => "say true or false".to_owned(),
            Kind::Money => "give an amount with its currency, such as 250 EUR".to_owned(),
            _ => "give a text".to_owned(),
        }
    }
}

/// That a field cannot hold what was given; with what it can, as a hint.
fn wrong(field: &Field, value: &Value, fits: String) -> Error {
    Error::usage(format!("{} cannot be {}", field.called(), shown(value)), fits).at(field.name)
}

/// That a request of this entry has no such field, and which it has.
fn unknown(entry: &Entry, name: &str) -> Error {
    let typed = Typed::new(&fold(name));
    let near = |field: &&Field| typed.near(&fold(field.name));
    let meant = entry.fields.iter().filter(|field| near(field).is_some()).min_by_key(near);
    let names: Vec<&str> = entry.fields.iter().map(|field| field.name).collect();
    let hint = match meant {
        Some(field) => format!("did you mean {}?", field.name),
        None if names.is_empty() => "it has none".to_owned(),
        None => format!("use {}", or(&names)),
    };
    Error::usage(format!("{} has no field {name:?}", entry.name), hint).at(name)
}

/// A text of more bytes is not said again.
const LONGEST: usize = 200;

/// A value in a sentence; what is long is only told of.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.len() > LONGEST => "so long a text".to_owned(),
        Value::String(text) => format!("{:?}", text.trim()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null => "nothing".to_owned(),
        plain => plain.to_string(),
    }
}

/// `a, b or c`.
fn or(choices: &[&str]) -> String {
    match choices.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use goodturn_core::ledger::Weight;
    use serde_json::json;

    use super::*;
    use crate::book::{Book, Context};
    use crate::request::{Done, Request, request};

    request! {
        View "try" Try: "Tries every shape and kind" -> done {
            who: Positional(Person) "Whom",
            weight: Positional(OneOf(Weight)) "How much",
            r#as: Optional(OneOf(Weight)) "A kind",
            take: Many(OneOf(Weight)) "Several",
            email: Many(Email) "Addresses",
            value: Optional(Money) "What it was worth",
            about_me: Number(Between(0, 100)) "A share",
            limit: Number(From(1)) "How many",
            note: Optional(Text) "Words",
            off: Switch "Off",
        }
    }

    impl Request for Try {
        fn run(self, _: &Book, _: &Context) -> Result<Done> {
            Ok(Done::default())
        }
    }

    /// What is always given, and this.
    fn with(more: Value) -> Value {
        let mut fields = json!({ "who": "Ada", "weight": "small" });
        if let (Value::Object(fields), Value::Object(more)) = (&mut fields, more) {
            fields.extend(more);
        }
        fields
    }

    #[test]
    fn what_fits_is_read() {
        let all = json!({
            "as": " Medium", "take": ["large", "SMALL"], "email": ["a@b.example"], "value": "€250", "about_me": 100,
            "limit": 1, "note": "", "off": true,
        });
        let read = Try::read(&with(all)).unwrap();
        assert_eq!((read.who.as_str(), read.weight, read.r#as), ("Ada", Weight::Small, Some(Weight::Medium)));
        assert_eq!(
            (read.take, read.email),
            (vec![Weight::Large, Weight::Small], vec!["a@b.example".to_owned()])
        );
        assert_eq!(read.value.map(|value| value.to_string()).as_deref(), Some("250 EUR"));
        assert_eq!((read.about_me, read.limit, read.off), (Some(100), Some(1), true));
        assert_eq!(read.note.as_deref(), Some(""), "what a text says is looked at by whoever needs it");
    }

    #[test]
    fn null_is_left_out_and_so_is_a_choice_or_an_amount_that_is_empty() {
        for nothing in [
            json!({}),
            json!({
                "as": null, "take": null, "email": null, "value": null, "about_me": null, "limit": null, "note": null,
                "off": null,
            }),
            json!({ "as": " ", "take": [""], "value": "" }),
        ] {
            let read = Try::read(&with(nothing)).unwrap();
            assert_eq!((read.r#as, read.value, read.about_me, read.limit), (None, None, None, None));
            assert!(read.take.is_empty() && read.email.is_empty() && !read.off && read.note.is_none());
        }
    }

    #[test]
    fn what_does_not_fit_is_said_of_its_field_with_what_does() {
        let weights = "use small, medium or large";
        for (field, given, message, hint) in [
            ("weight", json!("huge"), r#"weight cannot be "huge""#, weights),
            ("weight", json!(3), "weight cannot be 3", weights),
            ("weight", json!(null), "weight is not said", weights),
            ("weight", json!(" "), "weight is not said", weights),
            ("as", json!("huge"), r#"kind cannot be "huge""#, weights),
            ("as", json!(["small"]), "kind cannot be a list", weights),
            ("take", json!("small"), r#"take cannot be "small""#, "give a list of small, medium or large"),
            ("take", json!(["small", "huge"]), r#"take cannot be "huge""#, weights),
            ("who", json!(3), "who cannot be 3", "give a text"),
            ("who", json!(null), "who is not said", "give a text"),
            ("note", json!({ "text": "x" }), "note cannot be an object", "give a text"),
            ("note", json!(true), "note cannot be true", "give a text"),
            ("email", json!("a@b.example"), r#"email cannot be "a@b.example""#, "give a list of texts"),
            ("email", json!([7]), "email cannot be 7", "give a text"),
            ("email", json!([null]), "email cannot be nothing", "give a text"),
            ("value", json!(250), "value cannot be 250", "give an amount with its currency, such as 250 EUR"),
            ("value", json!("250"), r#""250" names no currency; write it as 250 EUR"#, ""),
            ("value", json!("a lot"), r#""a lot" is no amount; write it as 250 EUR"#, ""),
            ("about_me", json!(101), "about me cannot be 101", "give a number from 0 to 100"),
            (
                "about_me",
                json!(5_000_000_000_u64),
                "about me cannot be 5000000000",
                "give a number from 0 to 100",
            ),
            ("about_me", json!("50"), r#"about me cannot be "50""#, "give a number from 0 to 100"),
            ("limit", json!(0), "limit cannot be 0", "give a number from 1 on"),
            ("limit", json!(-1), "limit cannot be -1", "give a number from 1 on"),
            ("limit", json!(1.5), "limit cannot be 1.5", "give a number from 1 on"),
            (
                "limit",
                json!(5_000_000_000_u64),
                "limit cannot be 5000000000",
                "give a number up to 4294967295",
            ),
            ("off", json!("yes"), r#"off cannot be "yes""#, "say true or false"),
            ("note", json!(["x".repeat(300)]), "note cannot be a list", "give a text"),
            ("weight", json!("x".repeat(300)), "weight cannot be so long a text", weights),
            ("limt", json!(3), r#"try has no field "limt""#, "did you mean limit?"),
            (
                "colour",
                json!("red"),
                r#"try has no field "colour""#,
                "use who, weight, as, take, email, value, about_me, limit, note or off",
            ),
        ] {
            let error = Try::read(&with(json!({ field: given }))).unwrap_err();
            assert_eq!((error.message.as_str(), error.hint.to_string().as_str()), (message, hint), "{field}");
            assert_eq!(
                (error.field.as_deref(), error.kind),
                (Some(field), crate::ErrorKind::Usage),
                "{message}"
            );
        }
    }

    #[test]
    fn a_request_is_an_object() {
        for (given, shown) in
            [(json!(["Ada"]), "a list"), (json!("Ada"), r#""Ada""#), (json!(null), "nothing")]
        {
            let error = Try::read(&given).unwrap_err();
            assert_eq!(error.message, format!("a request is an object, and cannot be {shown}"));
        }
    }
}
