//! Outlook's calendar.

use goodturn_core::channel;
use goodturn_core::draft::{
    Address, Direction, Draft, InteractionDraft, InteractionKind, Marks, Part, Party,
};

use super::messages::title;
use super::sheet::{Row, Sheet};
use super::{NoDraft, RowResult, key};
use crate::Asked;
use crate::dates::Days;

/// A meeting.
pub(super) fn meeting(sheet: &Sheet<'_>, row: &Row, days: Days, asked: &Asked) -> RowResult {
    if row.is_empty() {
        return Err(NoDraft::Skipped("an empty row"));
    }
    let cell = |key: &str| sheet.cell(row, key);
    let (subject, day, time) = (cell("subject"), cell("start date"), cell("start time"));
    let time = if cell("all day event").eq_ignore_ascii_case("true") { "" } else { time };
    let Some(at) = days.moment(format!("{day} {time}").trim(), &asked.zone) else {
        return Err(NoDraft::Failed(format!(
            "\"{day} {time}\" is not a day and time; write 2024-03-12 and 10:00"
        )));
    };
    if at > asked.now {
        return Err(NoDraft::Skipped("a meeting still to come"));
    }
    let mut parties: Vec<Party> = Vec::new();
    for column in ["meeting organizer", "required attendees", "optional attendees"] {
        for who in cell(column).split(';').map(str::trim).filter(|who| !who.is_empty()) {
            let address = match channel::email(who) {
                Some(email) if asked.me.iter().any(|me| *me == email) => Address::Me,
                Some(email) => Address::Email(email.into_owned()),
                None => Address::Name(who.to_owned()),
            };
            let name = if matches!(address, Address::Name(_)) { who.to_owned() } else { String::new() };
            let party = Party { part: Part::Attendee, name, address };
            if parties.iter().all(|have| have.address != party.address) {
                parties.push(party);
            }
        }
    }
    if parties.iter().all(|party| party.address == Address::Me) {
        return Err(NoDraft::Skipped("nobody else in it"));
    }
    Ok(Draft::Interaction(InteractionDraft {
        also: Vec::new(),
        key: key(&["meeting", subject, &at.to_string(), cell("location")]),
        at: Some(at),
        kind: InteractionKind::Meeting,
        direction: Some(Direction::Both),
        parties,
        title: title(subject),
        text: if asked.texts { cell("description").to_owned() } else { String::new() },
        marks: Marks::default(),
    }))
}
