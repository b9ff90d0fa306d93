//! Answers lines of today by their numbers: what was promised is kept, whom to be in touch with was.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_store::Writer;

use super::log::{sounds_like, title};
use super::{Happened, done};
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::contact;
use crate::error::{Error, Result};
use crate::events::follow;
use crate::promises::promise::kept;
use crate::said;
use crate::views::shown::{self, Shown};
use crate::whom::whom;
use crate::words::thanks::thanked;

request! {
    Act "done" Done: "Says that lines of today are done, by their numbers: what was promised is kept, whom to write to was written to" {
        lines: Rest "The numbers in `today`; then, if you like, what happened",
    }
}

impl Request for Done {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let (numbers, text) = shown::numbers(&self.lines);
        if numbers.is_empty() {
            let hint = "`goodturn today` shows the numbers: `goodturn done 2`, `goodturn done 1 3`";
            return Err(Error::usage(format!("{:?} is no number of a line", self.lines.trim()), hint));
        }
        let ((summary, person), seq) = book.act(ctx, "done", |writer| {
            let lines = shown::numbered(writer, &numbers)?;
            let mut words = Vec::new();
            for line in &lines {
                words.push(answered(writer, line, text, book, ctx)?);
            }
            let summary = words.join("; ");
            writer.summarise(summary.clone());
            let person = match lines.as_slice() {
                [one] => Some(one.person.clone()),
                _ => None,
            };
            Ok((summary, person))
        })?;
        Ok(done((summary, person, seq)))
    }
}

/// Does what a line waits for; answers what to say of it.
fn answered(writer: &mut Writer<'_>, line: &Shown, text: &str, book: &Book, ctx: &Context) -> Result<String> {
    let mut words = line.act.split(' ');
    let (deed, code) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match deed {
        "log" => touched(writer, line, text, book, ctx),
        // Theirs that is late is offered to be let go; done is kept.
        "keep" | "release" => {
            let entry = said::entry(writer, &[Kind::Promise], code)?;
            Ok(kept(writer, entry, None, book, ctx)?.0)
        }
        "thank" => {
            let entry = said::entry(writer, &[Kind::Word], code)?;
            Ok(thanked(writer, entry, ctx)?.0)
        }
        "follow-up" => {
            let entry = said::entry(writer, &[Kind::FollowUp], code)?;
            Ok(follow::ended(writer, entry, "done", ctx)?.0)
        }
        _ => Err(Error::refused(
            format!("what became of the {} with {} has to be said", line.kind.replace('_', " "), line.name),
            format!("use `goodturn {}`", line.act),
        )),
    }
}

/// Writes down that one was in touch with somebody.
fn touched(writer: &mut Writer<'_>, line: &Shown, text: &str, book: &Book, ctx: &Context) -> Result<String> {
    let birthday = line.kind == "birthday";
    let (kind, direction, text) = match (text, birthday) {
        ("", true) => (InteractionKind::Message, Direction::Out, "Birthday wishes"),
        ("", false) => (InteractionKind::Message, Direction::Both, "In touch"),
        (text, _) => (
            Some(sounds_like(text))
                .filter(|kind| *kind != InteractionKind::Note)
                .unwrap_or(InteractionKind::Message),
            Direction::Both,
            text,
        ),
    };
    let (title, text) = title(text);
    let what = title.clone();
    let (who, day) = (whom(writer, &line.person)?.id, said::today(ctx));
    contact::give_way(writer, who, day, direction, ctx)?;
    let mut person = whom(writer, &line.person)?;
    let (id, at) = (book.id(ctx.now), ctx.now);
    let happened = Happened { id, at, kind, direction, title, text, among: 1, origin: None };
    happened.write(writer, &mut person, ctx.now)?;
    writer.put_person(&person)?;
    follow::settled(writer, person.id, &day.to_string())?;
    Ok(format!("logged with {} on {day}: {what}", person.profile.name))
}
