//! What a source says, before it is anybody's: drafts of people and of what happened between them.
//!
//! A source pushes [`Item`] things into a [`Sink`], one for each item that it met, so that a report can
//! add up: what is found is a draft, or was skipped with a reason, or failed at a place.

use std::borrow::Cow;
use std::ops::ControlFlow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::named;
use crate::place::{Place, Problem};

/// One item of a source, and what became of it while reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Something to bring into the book.
    Draft(Draft, Place),
    /// Left out on purpose; the reason is a short phrase that is counted, such as `a draft that was never sent`.
    Skipped(&'static str, Place),
    /// Could not be read. The rest goes on.
    Failed(Problem),
    /// Something odd about an item that was read all the same; not an item of its own.
    Noticed(Problem),
    /// So many bytes of the source have been read so far; not an item.
    Progress(u64),
}

impl Item {
    /// About how many bytes of memory it takes.
    pub fn weight(&self) -> usize {
        let of = |text: &str| text.len() + 32;
        64 + match self {
            Item::Draft(draft, _) => draft.weight(),
            Item::Failed(problem) | Item::Noticed(problem) => of(&problem.what),
            Item::Skipped(..) | Item::Progress(_) => 0,
        }
    }
}

/// Takes what a source finds. Answer [`ControlFlow::Break`] to stop reading.
pub trait Sink {
    /// Takes one item.
    fn take(&mut self, found: Item) -> ControlFlow<()>;
}

impl<F: FnMut(Item) -> ControlFlow<()>> Sink for F {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        self(found)
    }
}

/// One thing a source says.
#[derive(Clone, Debug, PartialEq)]
pub enum Draft {
    /// Somebody: a card, a row of an address book.
    Person(PersonDraft),
    /// Something that happened.
    Interaction(InteractionDraft),
    /// A meeting that is still to come, and what all times of the same event have in common: a hash of its UID.
    Coming(InteractionDraft, u64),
    /// That the meeting with this key, which was still to come, is called off.
    CalledOff(u64),
    /// Who knows whom.
    Tie(TieDraft),
    /// A good turn.
    Turn(TurnDraft),
    /// A need or an offer.
    Wish(WishDraft),
}

impl Draft {
    /// About how many bytes of memory it takes.
    pub fn weight(&self) -> usize {
        let of = |text: &str| text.len() + 32;
        let address = |address: &Address| match address {
            Address::Email(text)
            | Address::Phone(text)
            | Address::Url(text)
            | Address::Name(text)
            | Address::Called(text) => of(text),
            Address::Me => 0,
        };
        128 + match self {
            Draft::Person(draft) => {
                let values = draft.values.iter().map(|value| 16 + of(&value.label) + of(&value.text));
                let card = draft.card.as_ref().map_or(0, |card| of(&card.uid) + card.original.len());
                values.sum::<usize>() + card
            }
            Draft::Interaction(draft) | Draft::Coming(draft, _) => {
                let parties =
                    draft.parties.iter().map(|party| 16 + of(&party.name) + address(&party.address));
                parties.sum::<usize>() + of(&draft.title) + of(&draft.text)
            }
            Draft::CalledOff(_) => 0,
            Draft::Tie(draft) => address(&draft.a) + address(&draft.b) + of(&draft.evidence),
            Draft::Turn(draft) => address(&draft.who) + of(&draft.what),
            Draft::Wish(draft) => address(&draft.who) + of(&draft.what),
        }
    }
}

/// Somebody, as one source describes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonDraft {
    /// Everything the source says of them, in its order. The full name is a value of [`ValueKind::Name`].
    pub values: Vec<Value>,
    /// The original text, where the source has one that must come back out unchanged.
    pub card: Option<CardText>,
}

/// The original of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardText {
    /// The card's UID (RFC 6350 section 6.7.6), or one derived from its content where it has none.
    pub uid: String,
    /// Its bytes as they stood in the file, `BEGIN:VCARD` to `END:VCARD` with the final line break.
    pub original: Vec<u8>,
}

/// One value known of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// What the source calls it (`home`, `work`, `Spouse`), in its own words, lower case for the usual ones.
    /// Empty where the source says nothing.
    pub label: String,
    /// The value as one reads it. A birthday is `YYYY-MM-DD` or `--MM-DD`; a structured address is its lines
    /// joined by `\n` in the order street, city, region, postcode, country.
    pub text: String,
}

/// A text as every book can hold it: PostgreSQL's hold no NUL, and nobody's name has one.
pub fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { Cow::Borrowed(text) }
}

/// What a [`Value`] is. The names are those that stand in the store and in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// The full name as one says it.
    Name,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// Another name they go by.
    Nickname,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// A page of theirs, a profile among them.
    Url,
    /// A name in some messenger or network, labelled with it.
    Handle,
    /// Where they work or belong.
    Organisation,
    /// What they do there.
    Title,
    /// Day of birth.
    Birthday,
    /// Wedding or other anniversary.
    Anniversary,
    /// Postal address.
    Address,
    /// Free text.
    Note,
    /// A category, a label, a group.
    Tag,
    /// Somebody related to them, labelled with how.
    Related,
    /// The UID of a card (identity while importing).
    Uid,
    /// Where they come from in a network (`linkedin` since a day).
    Connected,
    /// Whatever else a source says, labelled with its name for it.
    Other,
}

/// Each kind with its name, once: a book of a million people asks for a kind by its name millions of times.
macro_rules! value_kinds {
    ($($kind:ident $name:literal),+ $(,)?) => {
        impl ValueKind {
            /// Every kind, in the order of a card.
            pub const ALL: [ValueKind; [$($name),+].len()] = [$(ValueKind::$kind),+];

            /// The name in the store and in JSON.
            pub fn name(self) -> &'static str {
                match self {
                    $(ValueKind::$kind => $name,)+
                }
            }

            /// The kind with this name.
            pub fn named(name: &str) -> Option<ValueKind> {
                match name {
                    $($name => Some(ValueKind::$kind),)+
                    _ => None,
                }
            }
        }
    };
}

value_kinds! {
    Name "name",
    Given "given",
    Family "family",
    Nickname "nickname",
    Email "email",
    Phone "phone",
    Url "url",
    Handle "handle",
    Organisation "organisation",
    Title "title",
    Birthday "birthday",
    Anniversary "anniversary",
    Address "address",
    Note "note",
    Tag "tag",
    Related "related",
    Uid "uid",
    Connected "connected",
    Other "other",
}

/// Something that happened, as one source tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct InteractionDraft {
    /// What makes it the same thing when it is read again, in this file or another: a hash of the
    /// Message-ID, of the event's UID and recurrence, of the line. Never 0.
    pub key: u64,
    /// Keys that it had when earlier programs read it: known by one of them, it is known.
    pub also: Vec<u64>,
    /// When it happened; none where the source has no day that can be believed.
    pub at: Option<Timestamp>,
    /// How.
    pub kind: InteractionKind,
    /// Whose move it was, where the source itself says so; else it follows from the parties and from who
    /// "me" is.
    pub direction: Option<Direction>,
    /// Everybody named, in the source's order, no address twice in the same role.
    pub parties: Vec<Party>,
    /// The subject line, the title of the meeting, the first words of a message. At most 200 characters.
    pub title: String,
    /// The text itself, only where the source is asked for it or it is short (a log line, a chat message).
    pub text: String,
    /// What the source itself says about mass and machine mail.
    pub marks: Marks,
}

named! {
    /// How people met.
    InteractionKind {
        /// E-mail.
        Mail = "mail",
        /// A meeting, in a room or by video.
        Meeting = "meeting",
        /// A telephone call.
        Call = "call",
        /// A chat or network message.
        Message = "message",
        /// A visit in person.
        Visit = "visit",
        /// An event both were at.
        Event = "event",
        /// A note about them; no contact took place.
        Note = "note",
    }
}

impl InteractionKind {
    /// The number in the store: the place in [`InteractionKind::ALL`], which therefore only grows.
    pub fn code(self) -> i64 {
        self as i64
    }

    /// The kind with this number.
    pub fn from_code(code: i64) -> Option<InteractionKind> {
        usize::try_from(code).ok().and_then(|at| InteractionKind::ALL.get(at)).copied()
    }
}

named! {
    /// Whose move an interaction was, seen from the member.
    Direction {
        /// Mine, towards them.
        Out = "out",
        /// Theirs, towards me.
        In = "in",
        /// Both at once: a meeting, a call.
        Both = "both",
        /// Between others; I only saw it (a list, a copy in an archive).
        Seen = "seen",
    }
}

impl Direction {
    /// The number in the store.
    pub fn code(self) -> i64 {
        self as i64
    }

    /// The direction with this number.
    pub fn from_code(code: i64) -> Option<Direction> {
        Direction::ALL.into_iter().find(|direction| direction.code() == code)
    }
}

/// Somebody named in an interaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As what.
    pub part: Part,
    /// What they are called there; empty where only an address stands.
    pub name: String,
    /// How they are reached there.
    pub address: Address,
}

/// What somebody is in an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Wrote it, called it.
    From,
    /// It was meant for them.
    To,
    /// Got a copy.
    Cc,
    /// Was there.
    Attendee,
    /// Gave the mail on its way (Sender, Resent-From, a list).
    Sender,
}

impl Part {
    /// The part with this number, which is that of `part as u8`.
    pub fn from_code(code: u8) -> Option<Part> {
        [Part::From, Part::To, Part::Cc, Part::Attendee, Part::Sender]
            .into_iter()
            .find(|part| *part as u8 == code)
    }

    /// What an interaction is for whoever had this part in it: mine towards whom it was for; theirs if they
    /// wrote it; for the others who got it, something only seen, which weighs nothing.
    pub fn share(self, direction: Direction, weight: f64) -> (Direction, f64) {
        match (direction, self) {
            (Direction::Both, _) => (Direction::Both, weight),
            (Direction::Out, Part::To | Part::Cc | Part::Attendee) => (Direction::Out, weight),
            (Direction::In, Part::From) => (Direction::In, weight),
            _ => (Direction::Seen, 0.0),
        }
    }
}

/// What identifies a party.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// An e-mail address, as [`crate::channel::email`] spells it.
    Email(String),
    /// A phone number as it was written.
    Phone(String),
    /// A page in a network, such as a LinkedIn profile.
    Url(String),
    /// Nothing but the name: a handle in a chat, a guest on a list.
    Name(String),
    /// What the book calls them, their exact name or their id: how Goodturn's own tables say whom they mean.
    Called(String),
    /// The owner of the source themself ("You" in a chat).
    Me,
}

/// What a message says about itself that tells people from machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Addresses that this message shows to be mailing lists (List-Post, List-Id).
    pub lists: Vec<String>,
    /// It went to many at once and is no discussion (newsletter, notification): `Precedence: bulk` or
    /// `List-Unsubscribe` without a list to post to.
    pub bulk: bool,
    /// A program wrote it (Auto-Submitted other than `no`, X-Auto-Response-Suppress, an empty Return-Path).
    pub auto: bool,
    /// It answers another message (In-Reply-To or References).
    pub reply: bool,
}

/// Who knows whom, as a table says.
#[derive(Clone, Debug, PartialEq)]
pub struct TieDraft {
    /// One.
    pub a: Address,
    /// The other.
    pub b: Address,
    /// From 0 to 100, where given.
    pub strength: Option<f64>,
    /// Since when, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; empty where not given.
    pub since: String,
    /// How one knows.
    pub evidence: String,
}

/// A good turn, as a table says.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnDraft {
    /// Who.
    pub who: Address,
    /// `Out` where I gave, `In` where they gave.
    pub direction: Direction,
    /// One of the kinds of design.md, or another word.
    pub kind: String,
    /// `small`, `medium` or `large`; `medium` where not given.
    pub weight: String,
    /// An amount of money as written, such as `250 EUR`; empty where not given.
    pub value: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// What for.
    pub what: String,
}

/// A need or an offer, as a table says.
#[derive(Clone, Debug, PartialEq)]
pub struct WishDraft {
    /// Whose.
    pub who: Address,
    /// Needed, or offered.
    pub kind: WishKind,
    /// What.
    pub what: String,
    /// Open until this day, `YYYY-MM-DD`; empty where not given.
    pub until: String,
}

/// A need or an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WishKind {
    /// What somebody needs.
    Need,
    /// What somebody can give.
    Offer,
}
