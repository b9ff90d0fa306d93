//! Leaves a line of today for later, or never says it again: that matter, and not whom it is about.

use goodturn_core::deed::{Deed, Filled, quoted};
use goodturn_core::entry::Kind;
use goodturn_core::insight::cadence::day;
use goodturn_core::words::Words;
use goodturn_store::writer::Keep;
use goodturn_store::{Reader, Writer};
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::{Done, DoneOr, Lines, Request, Say, request};
use crate::today::day::matters;
use crate::today::shown::{self, Shown};

request! {
    Act "later" Later: "Leaves a line of today for later: that matter, and not whom it is about; alone it lists what is left so" -> done | lines Deferred {
        what: MaybeRest(Sentence) "The numbers of lines of today's list, or the code of what a line is about",
        days: Number(From(0)) "For how many days (default 7)",
        never: Switch "Never say it again",
        off: Switch "Say it again after all",
    }
    examples {
        { what: "2" } "not this week; only that matter, not the person",
        { what: "2", never } "",
        {} "what is left for later",
        { what: "9c41d0e2", off } "say it again",
    }
}

/// The setting under which it is kept.
const KEY: &str = "later";
/// What stands in the place of a day where a line is never to be said again.
const NEVER: &str = "never";

/// A matter that is left for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "LeftForLater")]
pub struct Deferred {
    /// What it is about, by which `later --off` names it.
    pub matter: String,
    /// Until when; none where it is never to be said again.
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// What it was called when it was left.
    pub what: String,
}

impl Say for Deferred {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![format!("  {}  {}, {}", self.matter, self.what, self.words())]
    }
}

impl Deferred {
    /// For how long, in words.
    pub fn words(&self) -> String {
        messages::until(self.until).to_string()
    }

    fn read(text: &str) -> Option<Deferred> {
        let mut parts = text.splitn(3, '\t');
        let (about, until, what) = (parts.next()?, parts.next()?, parts.next()?);
        let until = if until == NEVER { None } else { Some(until.parse().ok()?) };
        Some(Deferred { matter: about.to_owned(), until, what: what.to_owned() })
    }

    fn text(&self) -> String {
        let until = self.until.map_or_else(|| NEVER.to_owned(), |until| until.to_string());
        format!("{}\t{until}\t{}", self.matter, self.what)
    }

    /// Whether it is left on this day.
    pub(crate) fn holds(&self, today: Date) -> bool {
        self.until.is_none_or(|until| until > today)
    }
}

/// What is left for later now.
pub(crate) fn left(reader: &mut Reader<'_>, today: Date) -> Result<Vec<Deferred>> {
    Ok(everything(reader)?.into_iter().filter(|left| left.holds(today)).collect())
}

/// What was left for later, also what may stand in today again.
pub(crate) fn everything(reader: &mut Reader<'_>) -> Result<Vec<Deferred>> {
    let settings = reader.settings()?;
    Ok(settings
        .into_iter()
        .filter(|(key, _)| key == KEY)
        .filter_map(|(_, value)| Deferred::read(&value))
        .collect())
}

/// What a line of today is about that this deed answers: the code of its entry; where it has none, the deed and whom it
/// names, as books have kept it since there are such lines.
pub(crate) fn about(deed: &Deed) -> String {
    if let Some(id) = deed.entry_id() {
        return id.code();
    }
    let mut words = vec![deed.name.to_string()];
    for (_, filled) in &deed.fields {
        match filled {
            Filled::Person { name, .. } => words.push(quoted(name)),
            Filled::Text(text) => words.push(format!("\"{text}\"")),
            _ => {}
        }
    }
    words.join(" ")
}

impl Book {
    /// What is left for later.
    pub fn left(&self, ctx: &Context) -> Result<Vec<Deferred>> {
        self.read(|reader| left(reader, day(ctx.now, &ctx.zone)))
    }
}

impl Request for Later {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let Some(what) = parse::maybe(&self.what).map(str::to_owned) else {
            return Ok(DoneOr::Shown(Lines::of(book.left(ctx)?, messages::NOTHING_LEFT, ctx)));
        };
        let put_off = PutOff::new(book, ctx, self.days, self.never, self.off);
        let done = book.act_if_any(ctx, "later", |writer| {
            let known = everything(writer)?;
            let named = named(writer, ctx, &what, &known)?;
            let (summary, changed) = put_off.write(writer, named)?;
            Ok((Done::of(summary), if changed { Keep::Yes } else { Keep::No }))
        })?;
        Ok(done.into())
    }
}

/// How matters are put off.
pub(crate) struct PutOff {
    today: Date,
    /// Until when; none for ever.
    until: Option<Date>,
    /// That they may stand in today again.
    off: bool,
    names: Vec<Uuid>,
}

/// So many matters may be left for later at once.
const MOST: usize = 200;

impl PutOff {
    /// For so many days, or for ever; or not any more.
    pub fn new(book: &Book, ctx: &Context, days: Option<u32>, never: bool, off: bool) -> PutOff {
        let (today, days) = (day(ctx.now, &ctx.zone), days.unwrap_or(7).min(3650));
        let until = (!never).then(|| today.saturating_add(i64::from(days).days()));
        let off = off || (days == 0 && !never);
        PutOff { today, until, off, names: (0..MOST).map(|_| book.id(ctx.now)).collect() }
    }

    /// Writes it of what is named; answers what to say of it, and whether anything changed.
    pub fn write(&self, writer: &mut Writer<'_>, named: Vec<(String, String)>) -> Result<(Words, bool)> {
        let mut kept = left(writer, self.today)?;
        let (mut words, mut changed) = (Vec::new(), false);
        for (about, what) in named {
            let before = kept.iter().position(|left| left.matter == about);
            let unchanged = match before {
                None => self.off,
                Some(at) => !self.off && kept[at].until == self.until,
            };
            if unchanged {
                let said = if self.off { messages::not_left(&what) } else { messages::left_already(&what) };
                words.push(said);
                continue;
            }
            changed = true;
            if let Some(at) = before {
                kept.remove(at);
            }
            if self.off {
                words.push(messages::back(&what));
            } else {
                let left = Deferred { matter: about, until: self.until, what };
                words.push(messages::left(&left.what, left.until));
                kept.push(left);
            }
        }
        if kept.len() > self.names.len() {
            return Err(messages::too_many_left(MOST));
        }
        if changed {
            let values: Vec<(Uuid, String)> =
                self.names.iter().copied().zip(kept.iter().map(Deferred::text)).collect();
            writer.set(KEY, &values)?;
        }
        Ok((Words::joined(words, "; "), changed))
    }
}

/// What lines of today are about, and what they are called. What is answered already cannot be put off.
pub(crate) fn named_lines(reader: &mut Reader<'_>, lines: &[Shown]) -> Result<Vec<(String, String)>> {
    let mut named = Vec::new();
    for line in lines {
        let what = messages::matter(&line.kind, &line.name).to_string();
        let waits = parse::entry(reader, &KINDS, &line.about).is_ok_and(|entry| entry.is_open());
        if line.entry.is_some() && !waits {
            return Err(messages::is_answered(&what));
        }
        named.push((line.about.clone(), what));
    }
    Ok(named)
}

/// The kinds of entries that lines of today are about.
const KINDS: [Kind; 8] = [
    Kind::Promise,
    Kind::Ask,
    Kind::FollowUp,
    Kind::Introduction,
    Kind::Word,
    Kind::Referral,
    Kind::Opportunity,
    Kind::Need,
];

/// What is named: what each line is about, and what it is called.
fn named(
    reader: &mut Reader<'_>,
    ctx: &Context,
    text: &str,
    known: &[Deferred],
) -> Result<Vec<(String, String)>> {
    let (numbers, rest) = shown::numbers(text);
    if !numbers.is_empty() && rest.is_empty() {
        let lines = shown::numbered(reader, &numbers)?;
        if let Some(line) = lines.iter().find(|line| line.about.is_empty()) {
            return Err(messages::is_of_a_tie(&line.name));
        }
        return named_lines(reader, &lines);
    }
    let left = known.iter().find(|left| left.matter.starts_with(text));
    if let Some(left) = left {
        return Ok(vec![(left.matter.clone(), left.what.clone())]);
    }
    for matter in matters(reader, ctx)? {
        let Some(about) = matter.deed.as_ref().map(about).filter(|about| about.starts_with(text)) else {
            continue;
        };
        let what = messages::matter(matter.why.name(), matter.who.name()).to_string();
        return Ok(vec![(about, what)]);
    }
    Err(messages::no_such_line(text))
}

#[cfg(test)]
mod tests {
    use goodturn_core::id::PersonId;

    use super::*;

    #[test]
    fn a_line_is_about_what_its_command_names() {
        let id = goodturn_core::id::EntryId::from_bytes([0x9c; 16]);
        assert_eq!(about(&Deed::new("keep").entry("id", id)), "9c9c9c9c");
        assert_eq!(about(&Deed::new("stage").entry("id", id).open("next", "…")), "9c9c9c9c");
        let (one, two) = (PersonId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]));
        let two = Deed::new("introduce").person("a", one, "Ada").person("b", two, "Big \"Ben\" O'Neil");
        assert_eq!(about(&two), r#"introduce "Ada" 'Big "Ben" O'\''Neil'"#);
        assert_eq!(
            about(&Deed::new("ask").person("who", one, "Ada").text("what", "a flat")),
            "ask \"Ada\" \"a flat\""
        );
    }

    #[test]
    fn what_is_left_is_read_as_it_was_written() {
        let left = Deferred { matter: "9c41d0e2".into(), until: None, what: "promise with A\tB".into() };
        assert_eq!(Deferred::read(&left.text()), Some(left));
    }
}
