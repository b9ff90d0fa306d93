//! LinkedIn's files beside the messages.

use goodturn_core::draft::{
    Address, Direction, Draft, InteractionDraft, InteractionKind, Marks, Part, Party, TurnDraft, ValueKind,
};

use goodturn_core::names::full_name;

use super::people::Person;
use super::sheet::{Row, Sheet};
use super::{NoDraft, RowResult, key};
use crate::Asked;
use crate::dates::{self, Days};

/// A row of Connections.csv.
pub(super) fn connection(sheet: &Sheet<'_>, row: &Row, days: Days, odd: &mut Vec<String>) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let (given, family) = (cell("first name"), cell("last name"));
    if given.is_empty() && family.is_empty() {
        return Err(NoDraft::Skipped("a connection who hid their name"));
    }
    let mut person = Person::default();
    person.add(ValueKind::Name, "", &full_name(given, "", family));
    person.add(ValueKind::Given, "", given);
    person.add(ValueKind::Family, "", family);
    person.add(ValueKind::Email, "", cell("email address"));
    person.add(ValueKind::Url, "linkedin", cell("url"));
    person.add(ValueKind::Organisation, "", cell("company"));
    person.add(ValueKind::Title, "", cell("position"));
    let since = cell("connected on");
    match days.written(since) {
        Some(day) => person.add(ValueKind::Connected, "linkedin", &day),
        None if dates::is_none(since) => {}
        None => {
            person.add(ValueKind::Other, "connected", since);
            odd.push(format!("\"{since}\" in \"Connected On\" is not a day; it is kept as it stands"));
        }
    }
    person.done()
}

fn party(part: Part, name: &str, page: &str) -> Party {
    let address = match page {
        "" => Address::Name(name.to_owned()),
        page => Address::Url(page.to_owned()),
    };
    Party { part, name: name.to_owned(), address }
}

fn me(part: Part) -> Party {
    Party { part, name: String::new(), address: Address::Me }
}

/// A row of Invitations.csv.
pub(super) fn invitation(sheet: &Sheet<'_>, row: &Row, days: Days, asked: &Asked) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let direction = match cell("direction").to_ascii_uppercase().as_str() {
        "OUTGOING" => Some(Direction::Out),
        "INCOMING" => Some(Direction::In),
        _ => None,
    };
    let (from, to) = ((cell("from"), cell("inviterprofileurl")), (cell("to"), cell("inviteeprofileurl")));
    let other = if direction == Some(Direction::In) { from } else { to };
    if other.0.is_empty() && other.1.is_empty() {
        return Err(NoDraft::Skipped("an invitation with nobody who is named"));
    }
    let sender = match direction {
        Some(Direction::Out) => me(Part::From),
        _ => party(Part::From, from.0, from.1),
    };
    let receiver = match direction {
        Some(Direction::In) => me(Part::To),
        _ => party(Part::To, to.0, to.1),
    };
    let sent = cell("sent at");
    Ok(Draft::Interaction(InteractionDraft {
        also: Vec::new(),
        key: key(&["invitation", from.0, from.1, to.0, to.1, sent]),
        at: days.moment(sent, &asked.zone).filter(|at| *at <= asked.now),
        kind: InteractionKind::Message,
        direction,
        parties: vec![sender, receiver],
        title: "invitation".to_owned(),
        // LinkedIn allows 300 characters: short enough to be kept always.
        text: cell("message").to_owned(),
        marks: Marks::default(),
    }))
}

/// A row of one of the two files of endorsements.
pub(super) fn endorsement(
    sheet: &Sheet<'_>,
    row: &Row,
    way: Direction,
    days: Days,
    asked: &Asked,
) -> RowResult {
    let who = if way == Direction::In { "endorser" } else { "endorsee" };
    let cell = |key: &str| sheet.cell(row, key);
    let of = |key: &str| sheet.cell(row, &format!("{who} {key}"));
    let name = format!("{} {}", of("first name"), of("last name")).trim().to_owned();
    let (page, skill, date) = (of("public url"), cell("skill name"), cell("endorsement date"));
    if name.is_empty() && page.is_empty() {
        return Err(NoDraft::Skipped("an endorsement with nobody who is named"));
    }
    let parties = match way {
        Direction::In => vec![party(Part::From, &name, page), me(Part::To)],
        _ => vec![me(Part::From), party(Part::To, &name, page)],
    };
    Ok(Draft::Interaction(InteractionDraft {
        also: Vec::new(),
        key: key(&["endorsement", who, &name, page, skill, date]),
        at: days.moment(date, &asked.zone).filter(|at| *at <= asked.now),
        kind: InteractionKind::Message,
        direction: Some(way),
        parties,
        title: format!("endorsed: {skill}").chars().take(200).collect(),
        text: String::new(),
        marks: Marks::default(),
    }))
}

/// A row of one of the two files of recommendations.
pub(super) fn recommendation(
    sheet: &Sheet<'_>,
    row: &Row,
    way: Direction,
    days: Days,
    asked: &Asked,
) -> RowResult {
    let cell = |key: &str| sheet.cell(row, key);
    let name = format!("{} {}", cell("first name"), cell("last name")).trim().to_owned();
    if name.is_empty() {
        return Err(NoDraft::Skipped("a recommendation with nobody who is named"));
    }
    let written_on = cell("creation date");
    let Some(at) = days.moment(written_on, &asked.zone) else {
        return Err(NoDraft::Failed(format!(
            "\"{written_on}\" is not a day in \"Creation Date\"; write it as 2024-03-12"
        )));
    };
    // The words are what was given; the rest tells who said them, and from which post.
    let joined = |parts: [&str; 2], between| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    let post = joined([cell("job title"), cell("company")], ", ");
    let what = match (joined([&post, &cell("status").to_lowercase()], "; "), cell("text")) {
        (about, text) if about.is_empty() => format!("LinkedIn recommendation\n{text}"),
        (about, text) => format!("LinkedIn recommendation ({about})\n{text}"),
    };
    Ok(Draft::Turn(TurnDraft {
        who: Address::Called(name),
        direction: way,
        kind: "advocate".to_owned(),
        weight: "medium".to_owned(),
        value: String::new(),
        on: asked.zone.to_datetime(at).date().to_string(),
        what: what.trim().to_owned(),
    }))
}
