//! Slips of a period, as a table that a referral group takes.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::money::Money;
use goodturn_core::referral::ReferralBody;
use goodturn_core::state;
use goodturn_sources::table::cell::written;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::step::SlipBody;
use crate::book::{Book, Context};
use crate::care::may_be_named;
use crate::error::{Error, Result};
use crate::request::days;
use crate::request::parse;
use crate::request::who::who;
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

/// One slip, in the columns of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Slip")]
pub struct Line {
    /// The day.
    pub day: String,
    /// referral-inside, referral-outside, one-to-one, thank-you or visitor.
    pub slip: String,
    /// Who gave it: `you`, or their name.
    pub from: String,
    /// Whom it is for or with; of a visitor the chapter.
    pub to: String,
    /// Whom it is about.
    pub about: String,
    /// What it is about.
    pub what: String,
    /// Of a thank-you what came of it, as a plain number.
    pub amount: String,
    /// Its currency.
    pub currency: String,
}

/// Stands for somebody who does not want to be passed on.
const WITHHELD: &str = "(not passed on)";

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let to = if self.to.is_empty() { String::new() } else { format!(" to {}", self.to) };
        let rest: Vec<String> = [&self.about, &self.what, &amount(self)]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect();
        let rest = if rest.is_empty() { String::new() } else { format!(": {}", rest.join(", ")) };
        vec![format!("  {}  {:<16} {}{to}{rest}", self.day, self.slip, self.from)]
    }
}

fn amount(line: &Line) -> String {
    if line.amount.is_empty() { String::new() } else { format!("{} {}", line.amount, line.currency) }
}

impl Request for Slips {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = book.slips(&self, ctx)?;
        let words = self.csv.then(|| table(&lines));
        let answer = Lines::of(lines, "No slip is of these days.", ctx);
        Ok(match words {
            Some(words) => answer.in_words(words.into_iter().map(Into::into).collect()),
            None => answer,
        })
    }
}

impl Book {
    /// The slips of a period, oldest first. In a table whoever does not want to be passed on has no name.
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
            return Err(
                Error::usage(format!("{from} is after {to}"), "give the earlier day first").at("from")
            );
        }
        self.read(|reader| {
            let mut entries = reader.entries_between(Kind::Slip, from, to, MOST)?;
            for referral in reader.entries_between(Kind::Referral, from, to, MOST)? {
                if referral.person == PersonId::ME || referral.body::<ReferralBody>()?.slip.is_some() {
                    entries.push(referral);
                }
            }
            entries.sort_by(|a, b| (&a.day, a.id).cmp(&(&b.day, b.id)));
            let lines: Result<Vec<Line>> = entries.iter().map(|entry| line(reader, entry, ask.csv)).collect();
            lines
        })
    }
}

/// So many of each kind are in one table.
const MOST: usize = 5000;

fn line(reader: &mut Reader<'_>, entry: &Entry, leaves: bool) -> Result<Line> {
    let mut name = |id: Option<PersonId>| -> Result<String> {
        let Some(id) = id else { return Ok(String::new()) };
        if leaves && !may_be_named(reader, id)? {
            return Ok(WITHHELD.to_owned());
        }
        Ok(who(reader, id)?.name)
    };
    let mut line = Line {
        day: entry.day.to_string(),
        slip: entry.state.to_string(),
        from: name(Some(PersonId::ME))?,
        to: name(Some(entry.person))?,
        about: name(entry.third)?,
        what: entry.what.clone(),
        amount: String::new(),
        currency: String::new(),
    };
    if entry.kind == Kind::Referral {
        let body: ReferralBody = entry.body()?;
        line.slip = format!("referral-{}", body.slip.as_deref().unwrap_or("outside"));
        line.from = name(Some(entry.person))?;
        line.to = name(entry.other)?;
        return Ok(line);
    }
    let body: SlipBody = entry.body()?;
    if entry.state == state::Slip::Visitor {
        (line.about, line.to) = (line.to, body.at);
    }
    if let Some(money) = body.money {
        (line.amount, line.currency) = plain(&money);
    }
    Ok(line)
}

/// An amount as a number that a table takes, and its currency.
fn plain(money: &Money) -> (String, String) {
    let text = money.to_string();
    let number = text.split(' ').next().unwrap_or_default().replace(',', "");
    (number, money.currency.clone())
}

/// The table, a row each.
pub fn table(lines: &[Line]) -> Vec<String> {
    let row = |line: &Line| {
        let cells = [
            &line.day,
            &line.slip,
            &line.from,
            &line.to,
            &line.about,
            &line.what,
            &line.amount,
            &line.currency,
        ];
        cells.map(|text| written(text)).join(",")
    };
    std::iter::once(COLUMNS.join(",")).chain(lines.iter().map(row)).collect()
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
