//! A good turn, as it is shown.

use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::money::Amount;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::error::Result;
use crate::request::party::Party;
use crate::request::party::party;

/// A good turn.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Turn {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// `given` by me, `received` from them, or `between` two others.
    pub direction: Gave,
    /// Whom it was done for, where that is not plain from whose it is; none else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Party>,
    /// Who did it, where it was neither mine nor for me.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Party>,
    /// Through whom it came about; none where that was not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<Party>,
    /// introduction, referral, information and so on.
    pub kind: TurnKind,
    /// small, medium or large.
    pub weight: Weight,
    /// What it was worth; none where that was not said.
    pub value: Option<Amount>,
    /// The same as a table wrote it, where that is no amount.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value_said: String,
    /// The day.
    pub on: String,
    /// What for.
    pub what: String,
    /// Whether others may read these words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tell: bool,
}

impl Turn {
    /// What it was worth, in words; none where that was not said.
    pub fn worth(&self) -> Option<String> {
        let said = Some(&self.value_said).filter(|said| !said.is_empty());
        self.value.as_ref().map(Amount::to_string).or_else(|| said.cloned())
    }

    /// In words: the day, which way it went, what, and how much it was.
    pub fn words(&self) -> String {
        let way = match (&self.by, &self.to) {
            (Some(by), Some(to)) => messages::from_to(by.name(), to.name()).to_string(),
            _ => self.direction.to_string(),
        };
        let worth = self.worth();
        let listed = messages::Listed {
            on: &self.on,
            way: &way,
            what: &self.what,
            kind: self.kind,
            weight: self.weight,
            value: worth.as_deref(),
            through: self.through.as_ref().map(|who| who.name()),
        };
        listed.words().to_string()
    }

    /// Of an entry of this kind.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: Entry) -> Result<Turn> {
        let body: TurnBody = entry.body()?;
        let by = entry.other.map(|by| party(reader, by)).transpose()?;
        let to = if by.is_some() { Some(party(reader, entry.person)?) } else { None };
        let through = entry.third.map(|through| party(reader, through)).transpose()?;
        Ok(Turn {
            id: entry.id.to_string(),
            code: entry.id.code(),
            to,
            by,
            through,
            direction: entry.stands()?,
            kind: body.kind,
            weight: body.weight,
            value_said: if body.money.is_none() { body.value } else { String::new() },
            value: body.money.map(Amount),
            on: entry.day.to_string(),
            what: entry.what,
            tell: body.tell,
        })
    }
}
