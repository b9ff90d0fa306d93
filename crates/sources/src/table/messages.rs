//! LinkedIn's messages: whose export it is follows from who takes part in the most conversations.

use std::collections::{HashMap, HashSet};

use goodturn_core::channel;
use goodturn_core::draft::{
    Address, Direction, Draft, InteractionDraft, InteractionKind, Marks, Part, Party,
};

use super::sheet::{Row, Sheet};
use super::{NoDraft, RowResult, key};
use crate::dates::Days;
use crate::{Asked, html};

/// What LinkedIn calls everybody who has closed their account.
const GONE: &str = "LinkedIn Member";

/// A table of messages.
pub(super) struct Talk<'s, 't> {
    sheet: &'s Sheet<'t>,
    /// Pages of those of whom some row gives one: older exports have none for those written to.
    pages: HashMap<String, String>,
    me: Option<String>,
    days: Days,
}

/// Somebody as a row names them: name and page, either may be empty.
type Named = (String, String);

impl<'s, 't> Talk<'s, 't> {
    /// Looks through the whole table for its owner.
    pub(super) fn of(sheet: &'s Sheet<'t>, days: Days) -> Talk<'s, 't> {
        let mut talk = Talk { sheet, pages: HashMap::new(), me: None, days };
        let mut pages = HashMap::new();
        for row in sheet.rows() {
            for (name, page) in talk.named(&row).into_iter().map(|(_, named)| named) {
                if !name.is_empty() && !page.is_empty() {
                    pages.entry(name).or_insert(page);
                }
            }
        }
        talk.pages = pages;
        let mut present: HashMap<String, HashSet<String>> = HashMap::new();
        for row in sheet.rows() {
            let conversation = sheet.cell(&row, "conversation id");
            for (_, named) in talk.named(&row) {
                if let Some(identity) = talk.identity(&named) {
                    present.entry(identity).or_default().insert(conversation.to_owned());
                }
            }
        }
        let most = present.values().map(HashSet::len).max().unwrap_or(0);
        let mut owners = present.into_iter().filter(|(_, in_them)| in_them.len() == most);
        // Where two are in as many, nothing tells which of them it is.
        talk.me = match (owners.next(), owners.next()) {
            (Some((owner, _)), None) => Some(owner),
            _ => None,
        };
        talk
    }

    fn named(&self, row: &Row) -> Vec<(Part, Named)> {
        let cell = |key: &str| self.sheet.cell(row, key);
        let split = |text: &str| -> Vec<String> {
            text.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
        };
        let from = (cell("from").to_owned(), cell("sender profile url").to_owned());
        let (names, pages) = (split(cell("to")), split(cell("recipient profile urls")));
        let to: Vec<Named> = if pages.len() == 1 {
            vec![(cell("to").to_owned(), pages.concat())]
        } else if pages.is_empty() {
            names.into_iter().map(|name| (name, String::new())).collect()
        } else if names.len() == pages.len() {
            names.into_iter().zip(pages).collect()
        } else {
            // Names with commas in them cannot be told apart; the pages can.
            pages.into_iter().map(|page| (String::new(), page)).collect()
        };
        let parts = std::iter::once((Part::From, from)).chain(to.into_iter().map(|to| (Part::To, to)));
        parts.filter(|(_, (name, page))| !page.is_empty() || (!name.is_empty() && name != GONE)).collect()
    }

    fn page<'a>(&'a self, (name, page): &'a Named) -> &'a str {
        if page.is_empty() { self.pages.get(name).map_or("", String::as_str) } else { page }
    }

    fn identity(&self, named: &Named) -> Option<String> {
        channel::url(self.page(named)).or_else(|| (!named.0.is_empty()).then(|| named.0.clone()))
    }

    /// One message.
    pub(super) fn message(&self, row: &Row, asked: &Asked) -> RowResult {
        let cell = |key: &str| self.sheet.cell(row, key);
        if row.is_empty() {
            return Err(NoDraft::Skipped("an empty row"));
        }
        if cell("is message draft").eq_ignore_ascii_case("yes") {
            return Err(NoDraft::Skipped("a draft that was never sent"));
        }
        let mut parties: Vec<Party> = Vec::new();
        for (part, named) in self.named(row) {
            let page = self.page(&named);
            let address = match () {
                () if self.me.is_some() && self.identity(&named) == self.me => Address::Me,
                () if !page.is_empty() => Address::Url(page.to_owned()),
                () => Address::Name(named.0.clone()),
            };
            let party = Party { part, name: named.0, address };
            if !parties.iter().any(|have| have.part == part && have.address == party.address) {
                parties.push(party);
            }
        }
        if parties.iter().all(|party| party.address == Address::Me) {
            return Err(NoDraft::Skipped("a message with nobody who is named"));
        }
        let mine = |part: Part| parties.iter().any(|p| p.part == part && p.address == Address::Me);
        let direction = self.me.as_ref().map(|_| match () {
            () if mine(Part::From) => Direction::Out,
            () if mine(Part::To) => Direction::In,
            () => Direction::Seen,
        });
        let (content, date) = (cell("content"), cell("date"));
        // The subject and the conversation's name say more than nothing where a message is a picture.
        let headed = [content, cell("subject"), cell("conversation title")];
        Ok(Draft::Interaction(InteractionDraft {
            also: Vec::new(),
            key: key(&[cell("conversation id"), date, cell("from"), content]),
            at: self.days.moment(date, &asked.zone).filter(|at| *at <= asked.now),
            kind: InteractionKind::Message,
            direction,
            parties,
            title: headed.into_iter().map(title).find(|words| !words.is_empty()).unwrap_or_default(),
            // A message of a network is short and, unlike mail, nowhere else to be read again.
            text: words(content),
            marks: Marks::default(),
        }))
    }
}

/// The first words of a text that may be HTML, at most 200 characters on one line.
pub(super) fn title(text: &str) -> String {
    let line = html::to_text(text).split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(200).collect()
}

/// A text that may be HTML, as one reads it. Where it is not, its lines stay as they are.
fn words(text: &str) -> String {
    let is_page = ["</", "<br", "<p>", "/>"].iter().any(|mark| text.contains(mark));
    if is_page { html::to_text(text).trim().to_owned() } else { text.to_owned() }
}
