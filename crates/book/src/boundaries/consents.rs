//! Writes down what somebody said about the use of one datum of theirs.

use goodturn_core::channel::fold;
use goodturn_core::consent::{Said, Use, said as said_of};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{DetailId, EntryId, PersonId};
use goodturn_core::profile;
use goodturn_store::Reader;
use goodturn_store::rows::{Detail, Entry};
use goodturn_store::writer::Keep;
use serde::{Deserialize, Serialize};

use crate::book::{Book, Context};
use crate::catalog::{Answer, Done, Request, WayBack, request};
use crate::error::{Error, Result};
use crate::export::handed::tells;
use crate::said;
use crate::whom::whom;

request! {
    Act "consent" Consent: "Writes down what somebody said about the use of one datum of theirs" {
        who: Positional "Id, e-mail address, or enough of the name",
        value: Positional "The datum: an address, a number, a birthday as `show` lists it; or its kind, such as email",
        answer: Positional "yes, no or unknown",
        purpose: Optional "contact, introduce or share (default: any use)",
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
}

/// What somebody said about each of their data.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consents(Vec<(ConsentBody, String, Said)>);

impl Consents {
    /// Everything that was said.
    pub(crate) fn of(reader: &mut Reader<'_>, person: PersonId) -> Result<Consents> {
        let entries = reader.entries_of(person, Kind::Consent)?;
        Ok(Consents(
            entries
                .into_iter()
                .filter_map(|entry| Some((entry.body(), entry.what, Said::named(&entry.state)?)))
                .collect(),
        ))
    }

    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that was said about a value.
    fn about(&self, value: &Value) -> Vec<(Use, Said)> {
        // The same value on another card, or in another spelling, is the same datum.
        let same = |(body, text, _): &&(ConsentBody, String, Said)| {
            body.kind == value.kind.name() && is_same(value, text)
        };
        self.0.iter().filter(same).map(|(body, _, said)| (body.purpose, *said)).collect()
    }

    /// What was said to this use of a value.
    pub(crate) fn said(&self, value: &Value, to: Use) -> Said {
        said_of(&self.about(value), to)
    }

    /// Whether a value may be put to this use: only a plain no stands against it.
    pub(crate) fn allow(&self, value: &Value, to: Use) -> bool {
        self.0.is_empty() || said_of(&self.about(value), to) != Said::No
    }

    /// What was said about a value, in words; empty where nothing was.
    pub(crate) fn words(&self, value: &Value) -> String {
        let said: Vec<String> =
            self.about(value).iter().map(|(to, said)| format!("{} {}", said.name(), to.words())).collect();
        said.join(", ")
    }

    /// These values without those that must not be put to this use.
    pub(crate) fn kept(&self, values: impl IntoIterator<Item = Value>, to: Use) -> Vec<Value> {
        values.into_iter().filter(|value| self.allow(value, to)).collect()
    }
}

impl Request for Consent {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let answer = Said::named(&self.answer)
            .ok_or_else(|| Error::usage(format!("{} is no answer", self.answer), "say yes, no or unknown"))?;
        let purpose = match said::maybe(&self.purpose) {
            None => Use::Any,
            Some(text) => Use::named(text).ok_or_else(|| {
                Error::usage(format!("there is no purpose {text}"), "use contact, introduce, share or any")
            })?,
        };
        let text = said::needed(&self.value, "which datum")?;
        let (id, day) = (EntryId(book.id(ctx.now)), said::today(ctx));
        let ((summary, person, entry), seq) = book.act_if_any(ctx, "consent", |writer| {
            let person = whom(writer, &self.who)?;
            let name = &person.profile.name;
            let detail = datum(writer, person.id, name, text)?;
            let (kind, what) = (detail.value.kind.name(), one_line(&detail.value.text));
            let body = ConsentBody { detail: Some(detail.id), kind: kind.to_owned(), purpose };
            let mut changed = false;
            let mut stands = false;
            for entry in writer.entries_of(person.id, Kind::Consent)? {
                let known: ConsentBody = entry.body();
                let same = known.kind == kind && fold(&entry.what) == fold(&detail.value.text);
                if !same || known.purpose != purpose {
                    continue;
                }
                if entry.state == answer.name() {
                    stands = true;
                } else {
                    writer.remove_entry(&entry)?;
                    changed = true;
                }
            }
            if answer != Said::Unknown && !stands {
                let mut entry = Entry::new(id, Kind::Consent, person.id, day);
                entry.what.clone_from(&detail.value.text);
                entry.state = answer.name().to_owned();
                entry.keep(&body);
                writer.put_entry(&entry)?;
                changed = true;
            }
            let to = purpose.words();
            let summary = match answer {
                Said::Unknown => format!("{name}: it is not known what they say {to} of {kind} {what}"),
                said => format!("{name}: {} {to} of {kind} {what}", said.name()),
            };
            if !changed {
                return Ok(((format!("nothing changed: {summary}"), person.id, None), Keep::No));
            }
            writer.summarise(summary.clone());
            Ok(((summary, person.id, (answer != Said::Unknown).then_some(id)), Keep::Yes))
        })?;
        let (person, id) = (Some(person.to_string()), entry.map(|id| id.to_string()));
        Ok(Answer::Done(Done {
            seq: seq.0,
            summary,
            person,
            id,
            notes: Vec::new(),
            left: Vec::new(),
            way_back: WayBack::Undo,
        }))
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

/// The one datum that a text names: by what it says, or by its kind where there is one of it.
fn datum(reader: &mut Reader<'_>, person: PersonId, name: &str, text: &str) -> Result<Detail> {
    let details = reader.details(person)?;
    let known = details.iter().filter(|detail| detail.value.kind != ValueKind::Uid);
    let wanted = fold(&one_line(text));
    let says = |detail: &&Detail| fold(&one_line(&detail.value.text)) == wanted;
    if let Some(found) = known.clone().find(says) {
        return Ok(found.clone());
    }
    let mut of_kind: Vec<&Detail> = Vec::new();
    for detail in known.clone().filter(|detail| detail.value.kind.name() == wanted) {
        if !of_kind.iter().any(|known| is_same(&known.value, &detail.value.text)) {
            of_kind.push(detail);
        }
    }
    if of_kind.len() > 1 {
        let all: Vec<String> = of_kind.iter().map(|detail| one_line(&detail.value.text)).collect();
        return Err(Error::refused(
            format!("{name} has {} of {text}: {}", of_kind.len(), all.join("; ")),
            "say which one",
        ));
    }
    of_kind.pop().cloned().ok_or_else(|| {
        Error::refused(
            format!("nothing known of {name} says {text:?}"),
            "`goodturn show` lists what is known; give a value as it stands there, or its kind",
        )
    })
}
