//! Outside formats to drafts, and cards back out again. Knows no storage.
//!
//! Parsing never fails as a whole: every item of a source becomes one [`Item`](goodturn_core::draft::Item)
//! (a draft, a skip with its reason, a failure with its place), so that a report adds up.
//!
//! - [`walk`][]: folders, archives and compressed files, each file recognised by its content
//! - [`mail`][]: mbox, Maildir, single messages, Mailman archives
//! - [`vcard`][]: cards of every version, read and written
//! - [`table`][]: CSV exports of other programs, and Goodturn's own tables
//! - [`calendar`][]: iCalendar
//! - [`chat`][]: WhatsApp exports
//! - [`guests`][]: people met at an event; [`picture`][]: codes and letters in pictures of cards
//! - [`text`][]: bytes to text, whatever the charset; `dates`: days in any spelling; `naming`: what to call somebody
//!   whose full name a source does not give

use goodturn_core::named;
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub mod calendar;
pub mod chat;
mod dates;
pub mod guests;
mod html;
mod locale;
pub mod mail;
mod naming;
pub mod picture;
pub mod table;
pub mod text;
mod transfer;
pub mod vcard;
pub mod walk;

/// What the reader was asked for, beside the files.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The time of reading: recurrences are expanded up to it, and days after it are not believed.
    pub now: Timestamp,
    /// The zone of times that name none.
    pub zone: TimeZone,
    /// Keep the text of messages and not only their headers.
    pub texts: bool,
    /// The member's own e-mail addresses, as [`goodturn_core::channel::email`] spells them.
    pub me: Vec<String>,
    /// Read every file as this, whatever it looks like.
    pub format: Option<Format>,
    /// Read what is beyond the [limits](goodturn_core::limits), too: the reader knows what is in the files.
    pub all_of_it: bool,
    /// The country whose ways of writing days and numbers the member knows, as two letters (ISO 3166-1).
    pub region: Option<String>,
}

impl Asked {
    /// The day of reading, in the zone of reading.
    pub(crate) fn today(&self) -> jiff::civil::Date {
        self.zone.to_datetime(self.now).date()
    }

    /// What comes first in a day whose numbers do not tell: the month in a table in English, unless the member
    /// lives where days come first.
    pub(crate) fn usual_order(&self, foreign: bool) -> dates::Order {
        let month_first = |region: &String| {
            matches!(region.to_ascii_uppercase().as_str(), "US" | "PH" | "FM" | "PW" | "MH")
        };
        match &self.region {
            _ if foreign => dates::Order::DayFirst,
            Some(region) if !month_first(region) => dates::Order::DayFirst,
            _ => dates::Order::MonthFirst,
        }
    }
}

named! {
    /// The formats that are read. The names are those of `import --as`.
    Format {
        /// vCard 2.1, 3.0 and 4.0.
        Vcard = "vcard",
        /// iCalendar.
        Calendar = "ics",
        /// An mbox file of any dialect, Mailman's archives among them.
        Mbox = "mbox",
        /// One message.
        Message = "eml",
        /// A WhatsApp export.
        Whatsapp = "whatsapp",
        /// A CSV export of another program, told apart by its columns.
        Csv = "csv",
        /// Goodturn's own table of people.
        People = "people",
        /// Goodturn's own table of interactions.
        Interactions = "interactions",
        /// Goodturn's own table of ties.
        Ties = "ties",
        /// Goodturn's own table of good turns.
        Turns = "turns",
        /// Goodturn's own table of needs.
        Needs = "needs",
        /// Goodturn's own table of offers.
        Offers = "offers",
    }
}
