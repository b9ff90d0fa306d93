//! Slips of a period, as a table that a referral group takes.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::money::{Amount, Money};
use goodturn_core::referral::ReferralBody;
use goodturn_core::state;
use goodturn_sources::table::cell::written;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use super::step::SlipBody;
use crate::book::{Book, Context};
use crate::care::may_be_named;
use crate::error::Result;
use crate::request::days;
use crate::request::parse;
use crate::request::party::{Party, party};
use crate::request::{Lines, Request, Say, request};

request! {
    View "slips" Slips: "Shows the slips of a period, or prints them as a table" -> lines Line {
        from: Optional(Past) "The first day (default a year ago)",
        to: Optional(Past) "The last day (default today)",
        csv: Switch "A table: day, slip, from, to, about, what, amount, currency",
    }
    examples {
        { from: "2026-01-01" } "",
        { csv } "as a table",
    }
}

/// The columns of the table.
pub const COLUMNS: [&str; 8] = ["day", "slip", "from", "to", "about", "what", "amount", "currency"];

/// One slip.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Slip")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// The day.
    pub on: String,
    /// referral-inside, referral-outside, one-to-one, thank-you or visitor.
    pub slip: String,
    /// Who gave it.
    pub from: Party,
    /// Whom it is for or with; none for a visitor.
    pub to: Option<Party>,
    /// Whom it is about; none where it is about nobody.
    pub about: Option<Party>,
    /// Of a visitor the chapter; empty else.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub chapter: String,
    /// What it is about.
    pub what: String,
    /// Of a thank-you what came of it.
    pub value: Option<Amount>,
}

impl Line {
    /// Whom it is for or with, by name; of a visitor the chapter.
    pub fn receiver(&self) -> &str {
        self.to.as_ref().map_or(&self.chapter, Party::name)
    }
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let about = self.about.as_ref().map(|about| about.name().to_owned());
        let what = Some(self.what.clone()).filter(|what| !what.is_empty());
        let value = self.value.as_ref().map(Amount::to_string);
        let rest: Vec<String> = [about, what, value].into_iter().flatten().collect();
        let said = messages::slip(self.from.name(), self.receiver(), &rest.join(", "));
        vec![format!("  {}  {:<16} {said}", self.on, self.slip)]
    }
}

impl Request for Slips {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = book.slips(&self, ctx)?;
        if !self.csv {
            return Ok(Lines::of(lines, messages::NO_SLIP, ctx));
        }
        let rows = book.read(|reader| table(reader, &lines))?;
        Ok(Lines::plain(lines, |line| line, rows.into_iter().map(Into::into).collect()))
    }
}

impl Book {
    /// The slips of a period, oldest first.
    pub fn slips(&self, ask: &Slips, ctx: &Context) -> Result<Vec<Line>> {
        let today = parse::today(ctx);
        let to = match parse::maybe(&ask.to) {
            None => today,
            Some(_) => days::past(&ask.to, self, ctx)?,
        };
        let year = to.checked_sub(jiff::Span::new().years(1)).unwrap_or(to);
        let from = match parse::maybe(&ask.from) {
            None => year,
            Some(_) => days::past(&ask.from, self, ctx)?,
        };
        if from > to {
            return Err(days::wrong_way_round(from, to));
        }
        self.read(|reader| {
            let mut entries = reader.entries_between(Kind::Slip, from, to, MOST)?;
            for referral in reader.entries_between(Kind::Referral, from, to, MOST)? {
                if referral.person == PersonId::ME || referral.body::<ReferralBody>()?.slip.is_some() {
                    entries.push(referral);
                }
            }
            entries.sort_by(|a, b| (&a.day, a.id).cmp(&(&b.day, b.id)));
            entries.iter().map(|entry| line(reader, entry)).collect()
        })
    }
}

/// So many of each kind are in one table.
const MOST: usize = 5000;

fn line(reader: &mut Reader<'_>, entry: &Entry) -> Result<Line> {
    let me = party(reader, PersonId::ME)?;
    let mut named = |id: Option<PersonId>| id.map(|id| party(reader, id)).transpose();
    let mut line = Line {
        id: entry.id.to_string(),
        code: entry.id.code(),
        on: entry.day.to_string(),
        slip: entry.state.to_string(),
        from: me,
        to: None,
        about: None,
        chapter: String::new(),
        what: entry.what.clone(),
        value: None,
    };
    if entry.kind == Kind::Referral {
        let body: ReferralBody = entry.body()?;
        line.slip = format!("referral-{}", body.slip.as_deref().unwrap_or("outside"));
        (line.from, line.to) = (named(Some(entry.person))?.unwrap_or(line.from), named(entry.other)?);
        line.about = named(entry.third)?;
        return Ok(line);
    }
    let body: SlipBody = entry.body()?;
    if entry.state == state::Slip::Visitor {
        (line.about, line.chapter) = (named(Some(entry.person))?, body.at);
    } else {
        (line.to, line.about) = (named(Some(entry.person))?, named(entry.third)?);
    }
    line.value = body.money.map(Amount);
    Ok(line)
}

/// An amount as a number that a table takes, and its currency.
fn plain(money: &Money) -> (String, String) {
    let text = money.to_string();
    let number = text.split(' ').next().unwrap_or_default().replace(',', "");
    (number, money.currency.clone())
}

/// The table, a row each. Whoever does not want to be passed on has no name in it.
fn table(reader: &mut Reader<'_>, lines: &[Line]) -> Result<Vec<String>> {
    let mut name = |somebody: Option<&Party>| -> Result<String> {
        let Some(somebody) = somebody else { return Ok(String::new()) };
        Ok(if may_be_named(reader, somebody.id())? {
            somebody.name().to_owned()
        } else {
            messages::WITHHELD.to_owned()
        })
    };
    let mut rows = vec![COLUMNS.join(",")];
    for line in lines {
        let to = if line.to.is_some() { name(line.to.as_ref())? } else { line.chapter.clone() };
        let (amount, currency) = line.value.as_ref().map(|value| plain(&value.0)).unwrap_or_default();
        let (from, about) = (name(Some(&line.from))?, name(line.about.as_ref())?);
        let cells = [&line.on, &line.slip, &from, &to, &about, &line.what, &amount, &currency];
        rows.push(cells.map(|text| written(text)).join(","));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_cell_and_never_a_formula() {
        assert_eq!(written("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(written("=1+1"), "'=1+1");
        let money = Money::parse("1,200.50 CHF").unwrap();
        assert_eq!(plain(&money), ("1200.50".to_owned(), "CHF".to_owned()));
    }
}
