//! Goodturn's own tables.

use goodturn_core::channel;
use goodturn_core::draft::{
    Address, Direction, Draft, InteractionDraft, InteractionKind, Marks, Part, Party, TieDraft, TurnDraft,
    WishDraft, WishKind,
};

use super::columns;
use super::messages::title;
use super::people::BETWEEN;
use super::sheet::{Row, Sheet};
use super::{NoDraft, RowResult, key};
use crate::dates::{Days, Order};
use crate::{Asked, Format};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    People,
    Interactions,
    Ties,
    Turns,
    Needs,
    Offers,
}

impl Table {
    /// The table of a format.
    pub(super) fn of(format: Format) -> Option<Table> {
        match format {
            Format::People => Some(Table::People),
            Format::Interactions => Some(Table::Interactions),
            Format::Ties => Some(Table::Ties),
            Format::Turns => Some(Table::Turns),
            Format::Needs => Some(Table::Needs),
            Format::Offers => Some(Table::Offers),
            _ => None,
        }
    }

    /// The table that a header is, where it can be nothing else. Needs and offers are told apart only where
    /// the column of what is needed or offered says so.
    pub(super) fn recognised(sheet: &Sheet<'_>) -> Option<Table> {
        let all = |keys: &[&str]| keys.iter().all(|key| sheet.has(key));
        let known = Table::People.columns().iter().filter(|key| sheet.has(key)).count();
        let named = |table: Table| table.says_what(sheet).is_some_and(|key| key != "what");
        match () {
            () if all(&["when", "who", "kind"]) => Some(Table::Interactions),
            () if all(&["who", "direction", "kind", "on"]) => Some(Table::Turns),
            () if all(&["a", "b"]) && ["strength", "since", "evidence"].iter().any(|key| sheet.has(key)) => {
                Some(Table::Ties)
            }
            () if sheet.has("who") && named(Table::Needs) && !named(Table::Offers) => Some(Table::Needs),
            () if sheet.has("who") && named(Table::Offers) && !named(Table::Needs) => Some(Table::Offers),
            () if (sheet.has("name") || sheet.has("email")) && known >= 2 => {
                let more = ["nickname", "anniversary", "organization", "company", "tag"];
                let ours = [Table::People.columns(), &more].concat();
                (!columns::is_named_otherwise(&sheet.names, &ours)).then_some(Table::People)
            }
            () => None,
        }
    }

    /// What to call it in a report.
    pub(super) fn label(self) -> &'static str {
        match self {
            Table::People => "goodturn people",
            Table::Interactions => "goodturn interactions",
            Table::Ties => "goodturn ties",
            Table::Turns => "goodturn turns",
            Table::Needs => "goodturn needs",
            Table::Offers => "goodturn offers",
        }
    }

    /// Its columns.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Table::People => &[
                "name",
                "given",
                "family",
                "email",
                "phone",
                "organisation",
                "title",
                "birthday",
                "street",
                "city",
                "region",
                "postcode",
                "country",
                "url",
                "tags",
                "note",
            ],
            Table::Interactions => &["when", "who", "kind", "direction", "text"],
            Table::Ties => &["a", "b", "strength", "since", "evidence"],
            Table::Turns => &["who", "direction", "kind", "weight", "value", "on", "what"],
            Table::Needs | Table::Offers => &["who", "what", "until"],
        }
    }

    fn needed(self) -> &'static [&'static str] {
        match self {
            Table::People => &[],
            Table::Interactions => &["when", "who", "kind"],
            Table::Ties => &["a", "b"],
            Table::Turns => &["who", "direction", "kind", "on"],
            Table::Needs | Table::Offers => &["who", "what"],
        }
    }

    /// The column that says what: a table of needs may call it after itself, so that it needs no other sign.
    fn says_what(self, sheet: &Sheet<'_>) -> Option<&'static str> {
        let names: &[&str] = match self {
            Table::Needs => &["need", "needs", "what"],
            Table::Offers => &["offer", "offers", "what"],
            _ => &["what"],
        };
        names.iter().copied().find(|key| sheet.has(key))
    }

    /// A needed column as this sheet calls it.
    fn called(self, key: &'static str, sheet: &Sheet<'_>) -> &'static str {
        if key == "what" { self.says_what(sheet).unwrap_or(key) } else { key }
    }

    /// The table whose header fits best.
    pub(super) fn fitting(self, text: &str) -> Option<Sheet<'_>> {
        match self {
            Table::People => Sheet::fitting(text, |sheet| columns::known(&sheet.names), false),
            _ => {
                let met = |sheet: &Sheet<'_>| {
                    sheet.keys.iter().filter(|key| self.columns().contains(&key.as_str())).count()
                };
                Sheet::fitting(text, met, true)
            }
        }
    }

    /// What is wrong with the header.
    pub(super) fn lacks(self, sheet: &Sheet<'_>) -> Option<String> {
        let missing = match self {
            Table::People if !columns::names_people(&sheet.names) => "name",
            _ => self.needed().iter().copied().find(|key| !sheet.has(self.called(key, sheet)))?,
        };
        let columns = self.columns().join(", ");
        Some(format!("the column \"{missing}\" is missing; the header row needs: {columns}"))
    }

    /// What a row says.
    pub(super) fn row(self, sheet: &Sheet<'_>, row: &Row, asked: &Asked) -> RowResult {
        if row.is_empty() {
            return Err(NoDraft::Skipped("an empty row"));
        }
        let mut needed = self.needed().iter().map(|key| self.called(key, sheet));
        if let Some(empty) = needed.find(|key| sheet.cell(row, key).is_empty()) {
            return Err(NoDraft::Failed(format!("nothing stands in \"{empty}\"; every row needs it")));
        }
        match self {
            // Read by its plan, as the tables of other programs are.
            Table::People => Err(NoDraft::Skipped("an empty row")),
            Table::Interactions => interaction(sheet, row, asked),
            Table::Ties => tie(sheet, row, asked),
            Table::Turns => turn(sheet, row, asked),
            Table::Needs => wish(sheet, row, WishKind::Need, self.called("what", sheet), asked),
            Table::Offers => wish(sheet, row, WishKind::Offer, self.called("what", sheet), asked),
        }
    }
}

fn date(text: &str, column: &str, asked: &Asked) -> Result<String, NoDraft> {
    days(asked).written(text).filter(|day| !day.starts_with('-')).ok_or_else(|| {
        NoDraft::Failed(format!("\"{text}\" in \"{column}\" is not a day; write it as 2024-03-12"))
    })
}

/// Days of our own tables; of two digits, a year may be some years ahead.
fn days(asked: &Asked) -> Days {
    let ahead = asked.today().checked_add(jiff::Span::new().years(30)).unwrap_or(asked.today());
    Days::plain(Order::DayFirst, ahead)
}

fn address(text: &str) -> Address {
    match channel::email(text) {
        Some(email) => Address::Email(email.into_owned()),
        None => Address::Called(text.trim().to_owned()),
    }
}

fn several(text: &str) -> impl Iterator<Item = Address> {
    text.split(BETWEEN).map(str::trim).filter(|one| !one.is_empty()).map(address)
}

fn interaction(sheet: &Sheet<'_>, row: &Row, asked: &Asked) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let (when, kind, way) = (cell("when"), cell("kind").to_lowercase(), cell("direction").to_lowercase());
    let Some(at) = Days::plain(Order::DayFirst, asked.today()).moment(when, &asked.zone) else {
        return Err(NoDraft::Failed(format!(
            "\"{when}\" in \"when\" is not a time; write it as 2024-03-12 or 2024-03-12 10:00"
        )));
    };
    if at > asked.now {
        return Err(NoDraft::Failed(format!(
            "\"{when}\" in \"when\" is still to come; put the day it happened"
        )));
    }
    let Some(sort) = InteractionKind::named(&kind) else {
        let kinds = InteractionKind::ALL.map(InteractionKind::name).join(", ");
        return Err(NoDraft::Failed(format!("\"{kind}\" in \"kind\" is not known; write one of: {kinds}")));
    };
    let direction = match way.as_str() {
        "" => None,
        way => Some(Direction::named(way).ok_or_else(|| {
            NoDraft::Failed(format!("\"{way}\" in \"direction\" is not known; write in, out or both"))
        })?),
    };
    let part = match (sort, direction) {
        (InteractionKind::Meeting | InteractionKind::Visit | InteractionKind::Event, _) => Part::Attendee,
        (_, Some(Direction::In)) => Part::From,
        (_, Some(Direction::Both)) => Part::Attendee,
        _ => Part::To,
    };
    let mut parties: Vec<Party> = Vec::new();
    for who in several(cell("who")) {
        let name = if let Address::Called(name) = &who { name.clone() } else { String::new() };
        if parties.iter().all(|have| have.address != who) {
            parties.push(Party { part, name, address: who });
        }
    }
    let who = cell("who").to_lowercase();
    Ok(Draft::Interaction(InteractionDraft {
        also: Vec::new(),
        key: key(&["row", &at.to_string(), &who, &kind, &way, cell("text")]),
        at: Some(at),
        kind: sort,
        direction,
        parties,
        title: title(cell("text")),
        text: cell("text").to_owned(),
        marks: Marks::default(),
    }))
}

fn tie(sheet: &Sheet<'_>, row: &Row, asked: &Asked) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let strength = match cell("strength") {
        "" => None,
        text => match text.replace(',', ".").parse::<f64>() {
            Ok(number) if (0.0..=100.0).contains(&number) => Some(number),
            _ => {
                let what = format!("\"{text}\" in \"strength\" is not a number from 0 to 100");
                return Err(NoDraft::Failed(what));
            }
        },
    };
    let since = match cell("since") {
        "" => String::new(),
        text if is_month_or_year(text) => text.to_owned(),
        text => date(text, "since", asked)?,
    };
    Ok(Draft::Tie(TieDraft {
        a: address(cell("a")),
        b: address(cell("b")),
        strength,
        since,
        evidence: cell("evidence").to_owned(),
    }))
}

fn is_month_or_year(text: &str) -> bool {
    let (year, month) = text.split_once('-').unwrap_or((text, "01"));
    let digits = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month)
}

fn turn(sheet: &Sheet<'_>, row: &Row, asked: &Asked) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let way = cell("direction").to_lowercase();
    let direction = match way.as_str() {
        "out" | "gave" | "given" => Direction::Out,
        "in" | "got" | "received" => Direction::In,
        _ => {
            let what = format!("\"{way}\" in \"direction\" is not known; write gave or got");
            return Err(NoDraft::Failed(what));
        }
    };
    let weight = match cell("weight").to_lowercase().as_str() {
        "" => "medium".to_owned(),
        weight @ ("small" | "medium" | "large") => weight.to_owned(),
        other => {
            let what = format!("\"{other}\" in \"weight\" is not known; write small, medium or large");
            return Err(NoDraft::Failed(what));
        }
    };
    Ok(Draft::Turn(TurnDraft {
        who: address(cell("who")),
        direction,
        kind: cell("kind").to_lowercase(),
        weight,
        value: cell("value").to_owned(),
        on: date(cell("on"), "on", asked)?,
        what: cell("what").to_owned(),
    }))
}

/// Which of the two tables with the same columns a file's name tells of, in whatever case.
pub(super) fn wishes_in(name: &str) -> Option<Table> {
    let name = name.to_lowercase();
    match (name.contains("need"), name.contains("offer")) {
        (true, false) => Some(Table::Needs),
        (false, true) => Some(Table::Offers),
        _ => None,
    }
}

fn wish(sheet: &Sheet<'_>, row: &Row, kind: WishKind, column: &str, asked: &Asked) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let until = match cell("until") {
        "" => String::new(),
        text => date(text, "until", asked)?,
    };
    Ok(Draft::Wish(WishDraft { who: address(cell("who")), kind, what: cell(column).to_owned(), until }))
}
