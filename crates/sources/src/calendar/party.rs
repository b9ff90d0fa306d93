//! Who was in an event (RFC 5545 sections 3.8.4.1 and 3.8.4.3).

use std::collections::HashSet;

use goodturn_core::channel;
use goodturn_core::draft::{Address, Marks, Part, Party};
use goodturn_core::limits::RECIPIENTS;

use super::component::Component;
use super::line::Line;
use crate::Asked;

/// Beyond so many, it is looked up who is among them already.
const FEW: usize = 24;

/// Everybody in an event, as far as they took part.
#[derive(Debug, Default)]
pub(super) struct Company {
    pub parties: Vec<Party>,
    /// Who is among them, once there are many.
    seen: HashSet<Address>,
    pub marks: Marks,
    /// Whether I said that I would not come.
    pub declined: bool,
}

impl Company {
    /// Reads organizer and attendees. Those who declined, rooms and things are no party.
    pub fn read(part: &Component, asked: &Asked) -> Company {
        let mut company = Company::default();
        for line in part.all("ORGANIZER").take(1) {
            company.add(line, Part::From, asked);
        }
        for line in part.all("ATTENDEE") {
            let is_me = matches!(address(line, asked), Some(Address::Me));
            let stayed_away = ["DECLINED", "DELEGATED"].iter().any(|word| line.says("PARTSTAT", word));
            if stayed_away {
                company.declined |= is_me && line.says("PARTSTAT", "DECLINED");
                continue;
            }
            if ["RESOURCE", "ROOM"].iter().any(|word| line.says("CUTYPE", word)) {
                continue;
            }
            let part = if line.says("ROLE", "NON-PARTICIPANT") { Part::Cc } else { Part::Attendee };
            company.add(line, part, asked);
        }
        company
    }

    /// Whether somebody besides me is in it.
    pub fn has_others(&self) -> bool {
        self.parties.iter().any(|party| party.address != Address::Me)
    }

    /// The same with no more guests than tell that there are many: for the later times of a series.
    pub fn shortened(&self) -> Vec<Party> {
        let is_mine = |party: &&Party| party.part == Part::From || party.address == Address::Me;
        let others = self.parties.iter().filter(|party| !is_mine(party)).take(RECIPIENTS + 1);
        self.parties.iter().filter(is_mine).chain(others).cloned().collect()
    }

    fn knows(&mut self, address: &Address) -> bool {
        if self.parties.len() < FEW {
            return self.parties.iter().any(|known| known.address == *address);
        }
        if self.seen.is_empty() {
            self.seen = self.parties.iter().map(|party| party.address.clone()).collect();
        }
        !self.seen.insert(address.clone())
    }

    fn add(&mut self, line: &Line, part: Part, asked: &Asked) {
        let Some(address) = address(line, asked) else { return };
        // The organizer stands among the attendees too; once is enough.
        if self.knows(&address) {
            return;
        }
        let mut name = called(line);
        if matches!(&address, Address::Email(email) if name.eq_ignore_ascii_case(email)) {
            name.clear();
        }
        if let (true, Address::Email(email)) = (line.says("CUTYPE", "GROUP"), &address) {
            self.marks.lists.push(email.clone());
        }
        self.parties.push(Party { part, name, address });
    }
}

fn called(line: &Line) -> String {
    let name = line.param("CN").unwrap_or_default().trim().trim_matches('\'');
    name.strip_prefix("mailto:").unwrap_or(name).trim().to_owned()
}

fn address(line: &Line, asked: &Asked) -> Option<Address> {
    // vCalendar 1.0 writes `Ann Example <ann@example.org>`.
    let value = line.value.split_once('<').map_or(line.value.as_str(), |(_, inside)| inside);
    let email = channel::email(value.trim().trim_end_matches('>'))
        .filter(|email| !email.starts_with("urn:") && !email.starts_with("http"))
        .or_else(|| channel::email(line.param("EMAIL")?))
        .or_else(|| channel::email(line.param("CN")?));
    match email {
        Some(email) if asked.me.iter().any(|me| *me == *email) => Some(Address::Me),
        // Google's stand-ins for calendars and rooms are nobody.
        Some(email) if email.ends_with("calendar.google.com") => None,
        Some(email) => Some(Address::Email(email.into_owned())),
        None => {
            let name = called(line);
            (!name.is_empty()).then_some(Address::Name(name))
        }
    }
}
