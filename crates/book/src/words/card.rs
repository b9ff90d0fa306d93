//! What one may say of somebody to others, and what not.

use goodturn_core::boundary::{Purpose, Verdict, may};
use goodturn_core::card::Card;
use goodturn_core::consent::{Consent, Use};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::{messages, other};
use crate::book::{Book, Context, settings};
use crate::boundaries::consents::Consents;
use crate::boundaries::tells::tells;
use crate::care::parsed;
use crate::error::Result;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::resolve::resolve_party;
use crate::request::was::heed;
use crate::request::{DoneOr, One, Request, Say, request};

request! {
    Act "card" CardOf: "Writes what one may say of somebody to others, and what not; alone it shows that" -> done | one Sheet {
        who: Positional(Party) "Id, e-mail address, or enough of the name; “me” for yourself",
        line: Optional(Sentence) "What they do, in one line",
        ideal: Optional(Sentence) "Whom they would like to be sent",
        proof: Optional(Sentence) "What proves that they are good at it",
        not: Optional(Sentence) "What is not to be said of them",
        name: Optional(Line) "For your own card: how you are called",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { who: "Ada", line: "makes tables of old oak", ideal: "people with an old house" } "",
        { who: "Ada" } "to say or to send",
        { who: "me", name: "Eva Home", line: "writes wills that hold" } "your own",
    }
}

/// A card, and what may be done with it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Card")]
pub struct Sheet {
    /// Whose.
    pub person: Party,
    /// What they do, in one line.
    pub line: String,
    /// Whom they would like to be sent.
    pub ideal: String,
    /// What proves that they are good at it.
    pub proof: String,
    /// What is not to be said of them.
    pub not: String,
    /// The text to say or to send; none where they do not want that.
    pub text: Option<String>,
    /// What a picture to be read by a phone says; none where they do not want that.
    pub pictured: Option<String>,
    /// Why there is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl Say for Sheet {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = match (&self.text, &self.refused) {
            (Some(text), _) => text.lines().map(str::to_owned).collect(),
            (None, Some(why)) => vec![messages::nothing_drafted(why).to_string()],
            (None, None) => vec![messages::nothing_written(other(&self.person)).to_string()],
        };
        if !self.not.is_empty() {
            lines.push(messages::not_to_be_said(&self.not).to_string());
        }
        lines
    }
}

/// The entry that is somebody's card.
fn entry(reader: &mut Reader<'_>, person: PersonId) -> Result<Option<Entry>> {
    Ok(reader.entries_of(person, Kind::Card)?.pop())
}

/// What is written on somebody's card; empty where they have none.
pub(crate) fn of(reader: &mut Reader<'_>, person: PersonId) -> Result<Card> {
    Ok(entry(reader, person)?.map(|entry| entry.body()).transpose()?.unwrap_or_default())
}

impl Book {
    /// Somebody's card, or mine.
    pub fn card(&self, who: &str) -> Result<Sheet> {
        self.read(|reader| {
            let who = resolve_party(reader, who)?;
            sheet(reader, who)
        })
    }
}

/// A card, and what may be done with it.
pub(crate) fn sheet(reader: &mut Reader<'_>, who: Party) -> Result<Sheet> {
    let id: PersonId = who.id();
    let card = of(reader, id)?;
    let mut refused = None;
    let (name, emails) = if id == PersonId::ME {
        let mine = settings(reader)?.me;
        let name =
            if card.name.is_empty() { mine.first().cloned().unwrap_or_default() } else { card.name.clone() };
        (name, mine)
    } else {
        let boundaries = parsed(&reader.entries_of(id, Kind::Boundary)?)?;
        if let Verdict::No(why) = may(&boundaries, Purpose::Spread, None) {
            refused = Some(why.said_of(&who).to_string());
        }
        let consents = Consents::of(reader, id)?;
        let details: Vec<Value> = reader.details(id)?.into_iter().map(|detail| detail.value).collect();
        if refused.is_none() {
            refused = unagreed(&card, &details, &consents)
                .map(|kind| messages::said_no(who.name(), kind).to_string());
        }
        // How to reach somebody else goes only with their plain yes to just that.
        let agreed = details.into_iter().filter(|value| {
            value.kind == ValueKind::Email && consents.consent_to(value, Use::Share) == Consent::Yes
        });
        (who.name().to_owned(), agreed.map(|value| value.text).collect())
    };
    let said = (!card.is_empty() && refused.is_none()).then(|| card.text(&name));
    let pictured =
        said.as_ref().map(|text| if emails.is_empty() { text.clone() } else { card.vcard(&name, &emails) });
    let Card { line, ideal, proof, not, .. } = card;
    Ok(Sheet { person: who, line, ideal, proof, not, text: said, pictured, refused })
}

/// What a card would hand on that its owner said no to.
fn unagreed(card: &Card, details: &[Value], consents: &Consents) -> Option<ValueKind> {
    let mut held = details.iter().filter(|value| !consents.allow(value, Use::Share));
    let text = Value { kind: ValueKind::Note, label: String::new(), text: card.text("") };
    held.find(|held| held.kind == ValueKind::Name || tells(&text, held)).map(|held| held.kind)
}

impl Request for CardOf {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let said = [&self.line, &self.ideal, &self.proof, &self.not, &self.name];
        if said.iter().all(|text| text.is_none()) {
            return Ok(DoneOr::Shown(One::of(book.card(&self.who)?, ctx)));
        }
        let id = EntryId(book.id(ctx.now));
        let done = entered(book, ctx, "card", |writer| {
            let who = resolve_party(writer, &self.who)?;
            let person: PersonId = who.id();
            if self.name.is_some() && person != PersonId::ME {
                return Err(messages::name_of_another());
            }
            let before = entry(writer, person)?;
            let mut card: Card = before.as_ref().map(Entry::body).transpose()?.unwrap_or_default();
            let known = card.clone();
            for (field, part, text) in [
                ("line", &mut card.line, &self.line),
                ("ideal", &mut card.ideal, &self.ideal),
                ("proof", &mut card.proof, &self.proof),
                ("not", &mut card.not, &self.not),
                ("name", &mut card.name, &self.name),
            ] {
                let mut text = text.clone();
                heed(&self.was, field, &mut text, part)?;
                if let Some(text) = text {
                    text.trim().clone_into(part);
                }
            }
            if card == known {
                return Err(messages::stands_already());
            }
            let mut entry = before.unwrap_or_else(|| Entry::new(id, Kind::Card, person, parse::today(ctx)));
            entry.what.clone_from(&card.line);
            entry.keep(&card)?;
            writer.put_entry(&entry)?;
            Ok((messages::wrote((!who.is_me()).then_some(&who)), entry))
        })?;
        Ok(done.into())
    }
}
