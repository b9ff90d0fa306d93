//! Writes down what somebody said about the use of one datum of theirs, or of all of a kind, those to come among them.

use goodturn_core::channel::fold;
use goodturn_core::consent::{self, Use, consent_for};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{DetailId, EntryId, PersonId};
use goodturn_core::profile;
use goodturn_store::Reader;
use goodturn_store::rows::{Detail, Entry};
use goodturn_store::writer::Keep;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::{Book, Context};
use crate::boundaries::tells::tells;
use crate::error::Result;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "consent" Consent: "Writes down what somebody said about the use of one datum of theirs" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        value: Positional(Line) "The datum: an address, a number, a birthday as their page lists it; or its kind, such as email, for all of them, those to come too",
        answer: Positional(OneOf(consent::Consent)) "yes, no or unknown",
        purpose: Optional(OneOf(Use)) "contact, introduce or share (default: any use)",
    }
    examples {
        { who: "Ada", value: "email", answer: "no", purpose: "share" } "it is written to no file for others",
        { who: "Ada", value: "+442079460101", answer: "yes", purpose: "contact" } "",
    }
}

/// What the entry of a consent keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ConsentBody {
    /// The datum.
    pub detail: Option<DetailId>,
    /// What kind of datum, by name.
    pub kind: String,
    /// For which use.
    pub purpose: Use,
    /// Whether it was said of all of this kind, those to come among them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub every: bool,
}

goodturn_core::bodies! { ConsentBody: Consent; }

/// What somebody said about each of their data.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consents(Vec<(ConsentBody, String, consent::Consent)>);

impl Consents {
    /// Everything that was said.
    pub(crate) fn of(reader: &mut Reader<'_>, person: PersonId) -> Result<Consents> {
        let entries = reader.entries_of(person, Kind::Consent)?;
        let mut said = Vec::new();
        for entry in entries {
            let body = entry.body()?;
            let answer = entry.stands()?;
            said.push((body, entry.what, answer));
        }
        Ok(Consents(said))
    }

    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that was said about just this value.
    fn about(&self, value: &Value) -> Vec<(Use, consent::Consent)> {
        // The same value on another card, or in another spelling, is the same datum.
        let same = |(body, text, _): &&(ConsentBody, String, consent::Consent)| {
            !body.every && body.kind == value.kind.name() && is_same(value, text)
        };
        self.0.iter().filter(same).map(|(body, _, said)| (body.purpose, *said)).collect()
    }

    /// All that was said about all of a kind.
    fn about_all(&self, kind: ValueKind) -> Vec<(Use, consent::Consent)> {
        let of_kind =
            |(body, ..): &&(ConsentBody, String, consent::Consent)| body.every && body.kind == kind.name();
        self.0.iter().filter(of_kind).map(|(body, _, said)| (body.purpose, *said)).collect()
    }

    /// What was said to this use of a value: of just this one, or else of all of its kind.
    pub(crate) fn consent_to(&self, value: &Value, to: Use) -> consent::Consent {
        match consent_for(&self.about(value), to) {
            consent::Consent::Unknown => self.said_of_all(is_of(value), to),
            said => said,
        }
    }

    /// What was said to this use of all values of a kind, those to come among them.
    pub(crate) fn said_of_all(&self, kind: ValueKind, to: Use) -> consent::Consent {
        consent_for(&self.about_all(kind), to)
    }

    /// Whether a value may be put to this use: only a plain no stands against it.
    pub(crate) fn allow(&self, value: &Value, to: Use) -> bool {
        self.0.is_empty() || self.consent_to(value, to) != consent::Consent::No
    }

    /// What was said about a value, in words; empty where nothing was.
    pub(crate) fn words(&self, value: &Value) -> String {
        let own = self.about(value);
        let mut said: Vec<String> =
            own.iter().map(|(to, said)| messages::answer(*said, *to, None).to_string()).collect();
        let kind = is_of(value);
        let all = self.about_all(kind);
        let open = all.iter().filter(|(to, _)| consent_for(&own, *to) == consent::Consent::Unknown);
        said.extend(open.map(|(to, said)| {
            messages::answer(*said, *to, Some(&format!("any {}", kind.name()))).to_string()
        }));
        said.join(", ")
    }

    /// What was said about all of a kind, a line each, in words.
    pub(crate) fn of_kinds(&self) -> Vec<String> {
        let every = self.0.iter().filter(|(body, ..)| body.every);
        every
            .map(|(body, _, said)| {
                let what = messages::any(&body.kind).to_string();
                messages::answer(*said, body.purpose, Some(&what)).to_string()
            })
            .collect()
    }

    /// These values without those that must not be put to this use.
    pub(crate) fn kept(&self, values: impl IntoIterator<Item = Value>, to: Use) -> Vec<Value> {
        values.into_iter().filter(|value| self.allow(value, to)).collect()
    }
}

impl Request for Consent {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (answer, purpose) = (self.answer, self.purpose.unwrap_or_default());
        let text = parse::filled(&self.value, messages::DATUM_NOT_SAID)?;
        let (id, day) = (EntryId(book.id(ctx.now)), parse::today(ctx));
        book.act_if_any(ctx, "consent", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let name = &person.profile.name;
            let meant = datum(writer, person.id, name, text)?;
            let (kind, what) = match &meant {
                Meant::Every(kind) => (kind.name(), messages::any(kind.name()).to_string()),
                Meant::One(detail) => {
                    let kind = detail.value.kind.name();
                    (kind, format!("{kind} {}", read(&detail.value)))
                }
            };
            let (detail, said_of) = match &meant {
                Meant::Every(kind) => (None, kind.name()),
                Meant::One(detail) => (Some(detail.id), detail.value.text.as_str()),
            };
            let every = detail.is_none();
            let body = ConsentBody { detail, kind: kind.to_owned(), purpose, every };
            let (mut alone, consents) = (Vec::new(), Consents::of(writer, person.id)?);
            if every {
                for detail in writer.details(person.id)?.into_iter().map(|detail| detail.value) {
                    let own = said_of_one(&consents, &detail, purpose);
                    if is_of(&detail).name() == kind && own != consent::Consent::Unknown && own != answer {
                        alone.push(messages::stays(&read(&detail), own));
                    }
                }
            }
            let mut changed = false;
            let mut stands = false;
            for entry in writer.entries_of(person.id, Kind::Consent)? {
                let known: ConsentBody = entry.body()?;
                let one = every || fold(&entry.what) == fold(said_of);
                let same = known.kind == kind && known.every == every && one;
                if !same || known.purpose != purpose {
                    continue;
                }
                if entry.state == answer {
                    stands = true;
                } else {
                    writer.remove_entry(&entry)?;
                    changed = true;
                }
            }
            if answer != consent::Consent::Unknown && !stands {
                let mut entry = Entry::new(id, Kind::Consent, person.id, day);
                said_of.clone_into(&mut entry.what);
                entry.state = answer.into();
                entry.keep(&body)?;
                writer.put_entry(&entry)?;
                changed = true;
            }
            let summary = messages::answered(&person, answer, purpose, &what);
            if !changed {
                let done = Done::of(messages::unchanged(summary)).about(person.id).with_notes(alone);
                return Ok((done, Keep::No));
            }
            let done = Done::of(summary).about(person.id).with_notes(alone);
            let is_said = answer != consent::Consent::Unknown;
            Ok((if is_said { done.made(id) } else { done }, Keep::Yes))
        })
    }
}

/// Whether a text is this value, in whatever spelling.
fn is_same(value: &Value, text: &str) -> bool {
    let normal = |text: &str| profile::normal(value.kind, text, None);
    fold(text) == fold(&value.text)
        || normal(&value.text).is_some_and(|known| normal(text) == Some(known))
        || value.kind == ValueKind::Phone && tells(value, &Value { text: text.to_owned(), ..value.clone() })
}

fn one_line(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

/// A value in one line, as people read it.
fn read(value: &Value) -> String {
    one_line(&profile::readable(value.kind, &value.text))
}

/// What something is said of.
enum Meant {
    One(Box<Detail>),
    Every(ValueKind),
}

/// What was said to a use of just this value.
fn said_of_one(consents: &Consents, value: &Value, to: Use) -> consent::Consent {
    consent_for(&consents.about(value), to)
}

/// The kind that a value counts as: a page that is a mailbox or a number is one.
fn is_of(value: &Value) -> ValueKind {
    let text = value.text.trim().to_lowercase();
    let begins = |fronts: &[&str]| fronts.iter().any(|front| text.starts_with(front));
    match value.kind {
        ValueKind::Url if begins(&["mailto:"]) => ValueKind::Email,
        ValueKind::Url if begins(&["tel:", "sms:", "https://wa.me/", "callto:"]) => ValueKind::Phone,
        ValueKind::Given | ValueKind::Family | ValueKind::Nickname => ValueKind::Name,
        kind => kind,
    }
}

/// What a text names: all of a kind by its name, or one datum by what it says.
fn datum(reader: &mut Reader<'_>, person: PersonId, name: &str, text: &str) -> Result<Meant> {
    let wanted = fold(&one_line(text));
    let kind = match wanted.as_str() {
        "e-mail" | "mail" => Some(ValueKind::Email),
        wanted => ValueKind::named(wanted).or_else(|| ValueKind::named(wanted.strip_suffix('s')?)),
    };
    if let Some(kind) = kind.filter(|kind| *kind != ValueKind::Uid) {
        return Ok(Meant::Every(is_of(&Value { kind, label: String::new(), text: String::new() })));
    }
    let details = reader.details(person)?;
    let known = details.into_iter().filter(|detail| detail.value.kind != ValueKind::Uid);
    let mut says = known.filter(|detail| {
        fold(&one_line(&detail.value.text)) == wanted || fold(&read(&detail.value)) == wanted
    });
    says.next().map(|detail| Meant::One(Box::new(detail))).ok_or_else(|| messages::not_known(name, text))
}
