//! What is to be done about somebody met at an event, within two days.

use goodturn_core::boundary::Purpose;
use goodturn_core::consent::Use;
use goodturn_core::day::Day;
use goodturn_core::deed::Deed;
use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::today::{Line as TodayLine, Why};
use goodturn_core::letter::Letter;
use goodturn_core::named;
use goodturn_core::state;
use goodturn_core::words::Words;
use goodturn_store::rows::{Entry, Person};
use goodturn_store::{Reader, Writer};
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::capture::FollowBody;
use super::messages;
use crate::book::{Book, Context};
use crate::boundaries::consents::Consents;
use crate::boundaries::reach::Reach;
use crate::care::Care;
use crate::error::Result;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::party;
use crate::request::party::{Matter, Party};
use crate::request::resolve::gone;
use crate::request::was::heed;
use crate::request::{Done, DoneOr, One, Request, Say, request};

request! {
    Act "follow-up" FollowUp: "Shows the text of a follow-up; or says that it was done, or is to be let go" -> done | one Draft {
        id: Positional(Entry(&[entry::Kind::FollowUp])) "The follow-up, by its code or its id",
        state: MaybePositional(OneOf(Ending)) "done or drop",
        say: Optional(Text) "What the text is to say, in words that they will read",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { id: "9c41d0e2" } "with its text",
        { id: "9c41d0e2", state: "done" } "",
    }
}

named! {
    /// How a follow-up ends.
    Ending {
        /// It was done.
        Done = "done",
        /// It is let go.
        Drop = "drop",
    }
}

/// A follow-up with its text.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "FollowUp")]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// With whom.
    pub person: Party,
    /// The event.
    pub event: String,
    /// open, done or dropped.
    pub state: String,
    /// What was jotted down, for nobody else.
    pub said: String,
    /// What the text is to say, in the user's words to them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub say: String,
    /// The line above the text.
    pub subject: String,
    /// The text; empty where none may be written.
    pub body: String,
    /// A link that opens it in one's own mail program; none where it should not go by mail.
    pub mailto: Option<String>,
    /// Why no text is drafted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// What to know before one sends it.
    pub notes: Vec<String>,
}

impl Say for Draft {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![messages::follow_up(self.person.name(), &self.event, &self.state).to_string()];
        if !self.said.is_empty() {
            lines.push(format!("  {}", messages::said(&self.said)));
        }
        match &self.refused {
            Some(why) => lines.push(format!("  {}", messages::no_text(why))),
            None => {
                lines.push(String::new());
                lines.push(messages::subject(&self.subject).to_string());
                lines.push(String::new());
                lines.extend(
                    self.body.trim_end().lines().map(|line| format!("  {line}").trim_end().to_owned()),
                );
                lines.push(String::new());
                lines.extend(self.mailto.clone());
            }
        }
        lines.extend(self.notes.iter().cloned());
        lines
    }
}

impl Request for FollowUp {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let say = self.say.as_deref().map(str::trim);
        let state = match self.state {
            None => {
                return match say {
                    Some(say) => Ok(wrote(book, ctx, &self, say)?.into()),
                    None => Ok(DoneOr::Shown(One::of(book.follow_up(&self.id, ctx)?, ctx))),
                };
            }
            Some(Ending::Done) => state::FollowUp::Done,
            Some(Ending::Drop) => state::FollowUp::Dropped,
        };
        let done = entered(book, ctx, "follow-up", |writer| {
            let entry = parse::entry(writer, &[Kind::FollowUp], &self.id)?;
            ended(writer, entry, state, parse::today(ctx))
        })?;
        Ok(done.into())
    }
}

/// Ends a follow-up; answers what to say of it.
pub(crate) fn ended(
    writer: &mut Writer<'_>,
    mut entry: Entry,
    state: state::FollowUp,
    on: Date,
) -> Result<(Words, Entry)> {
    if !entry.is_open() {
        return Err(messages::ended_before(entry.state.name()));
    }
    close(&mut entry, state, on)?;
    writer.put_entry(&entry)?;
    let who = party(writer, entry.person)?;
    Ok((messages::ended(&who, state == state::FollowUp::Done), entry))
}

/// Keeps what the text is to say.
fn wrote(book: &Book, ctx: &Context, ask: &FollowUp, say: &str) -> Result<Done> {
    entered(book, ctx, "follow-up", |writer| {
        let mut entry = parse::entry(writer, &[Kind::FollowUp], &ask.id)?;
        let mut body: FollowBody = entry.body()?;
        heed(&ask.was, "say", &mut Some(say.to_owned()), &body.say)?;
        say.clone_into(&mut body.say);
        entry.keep(&body)?;
        writer.put_entry(&entry)?;
        let who = party(writer, entry.person)?;
        Ok((messages::wrote(&who), entry))
    })
}

fn close(entry: &mut Entry, state: state::FollowUp, on: Date) -> Result<()> {
    let mut body: FollowBody = entry.body()?;
    if state == state::FollowUp::Done {
        body.done = Some(on);
    }
    entry.state = state.into();
    entry.due = None;
    Ok(entry.keep(&body)?)
}

/// Whatever is written down with somebody after an event is the follow-up.
pub(crate) fn settled(writer: &mut Writer<'_>, person: PersonId, on: Date) -> Result<()> {
    for mut entry in writer.entries_of(person, Kind::FollowUp)? {
        if entry.is_open() && entry.day <= on {
            close(&mut entry, state::FollowUp::Done, on)?;
            writer.put_entry(&entry)?;
        }
    }
    Ok(())
}

impl Book {
    /// A follow-up with its text, by its code or id.
    pub fn follow_up(&self, id: &str, ctx: &Context) -> Result<Draft> {
        self.read(|reader| {
            let entry = parse::entry(reader, &[Kind::FollowUp], id)?;
            let person = reader.person(entry.person)?.ok_or_else(gone)?;
            draft(reader, &entry, &person, ctx)
        })
    }
}

/// Whether I was in touch with somebody after the day of an event.
pub(crate) fn in_touch_since(person: &Person, event: Day, ctx: &Context) -> bool {
    person.bond.last_out().is_some_and(|at| event < day(at, &ctx.zone))
}

/// The text of a follow-up: where we met, what the user wrote for it, and no more. What was jotted down of them at the
/// event is not for them to read.
pub(crate) fn draft(reader: &mut Reader<'_>, entry: &Entry, person: &Person, ctx: &Context) -> Result<Draft> {
    let body: FollowBody = entry.body()?;
    let care = Care::of(reader, person, Purpose::Contact, None, ctx)?;
    let details = reader.details(person.id)?;
    let first = details.iter().find(|detail| detail.value.kind == ValueKind::Given);
    let name = person.profile.name.split_whitespace().next().unwrap_or_default();
    let greeting = first.map_or(name, |detail| detail.value.text.as_str());
    let said = if body.say.is_empty() { String::new() } else { format!("{}\n\n", body.say) };
    let letter = Letter {
        subject: format!("After {}", body.event),
        body: format!(
            "Hello {greeting},\n\nit was good to meet you at {}.\n\n{said}Is there anything I could do for you, or \
             somebody you would like to meet?\n",
            body.event
        ),
    };
    let consents = Consents::of(reader, person.id)?;
    let address = details
        .iter()
        .find(|detail| detail.value.kind == ValueKind::Email && consents.allow(&detail.value, Use::Contact))
        .map(|detail| detail.value.text.clone());
    let by_mail = Reach::by_mail(reader, person.id, ctx)?;
    let mailto = address.filter(|_| by_mail && care.refused.is_none()).map(|to| letter.mailto(&[&to]));
    let refused = care.refused;
    let done = entry.is_open() && in_touch_since(person, entry.day, ctx);
    let state = if done { state::FollowUp::Done } else { entry.stands()? };
    Ok(Draft {
        id: entry.id.to_string(),
        code: entry.id.code(),
        person: Party::from(person),
        event: body.event,
        state: state.name().to_owned(),
        said: entry.what.clone(),
        say: body.say,
        subject: letter.subject,
        body: if refused.is_none() { letter.body } else { String::new() },
        mailto,
        refused,
        notes: care.cautions.into_iter().map(|caution| caution.text).collect(),
    })
}

/// So many follow-ups are looked at.
const LOOKED_AT: usize = 40;
/// For so many days one is reminded: long enough to be asked whether it may be let go, however seldom one looks.
const LATE: i64 = 180;

/// Follow-ups that are due; of one event one stands for all, so that eighty people do not hide everybody else.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let until = today.saturating_add(super::capture::WITHIN.days());
    let from = today.saturating_sub(LATE.days());
    let mut events: Vec<(Entry, Person, Date, usize)> = Vec::new();
    for entry in reader.due(Kind::FollowUp, until, 10 * LOOKED_AT)?.into_iter().rev().take(LOOKED_AT) {
        let Some(due) = entry.due_day().filter(|due| *due >= from) else { continue };
        let Some(person) = reader.person(entry.person)? else { continue };
        if in_touch_since(&person, entry.day, ctx) {
            continue;
        }
        match events.iter_mut().find(|(first, ..)| first.third == entry.third) {
            Some((.., more)) => *more += 1,
            None => events.push((entry, person, due, 0)),
        }
    }
    let line = |(entry, person, due, more): (Entry, Person, Date, usize)| {
        let event = entry.body::<FollowBody>()?.event;
        let reason = messages::is_due(&event, &entry.day.to_string(), &entry.what, more).to_string();
        let who = Party::from(&person);
        let deed = Deed::new("follow-up").entry("id", entry.id);
        let score = f64::from((today - due).get_days());
        let line = TodayLine::matter(Why::FollowUp, who, reason, due, deed, score);
        Ok(line.met_on(entry.day.date()))
    };
    events.into_iter().map(line).collect()
}
