//! One introduction as it is shown: how it stands, what was done, and the text of the next step.

use super::messages;
use super::next::Next;
use goodturn_core::entry::Kind;
use goodturn_core::introduction::{State, Turn};
use goodturn_core::words::Words;
use goodturn_store::Reader;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use super::drafts::Text;
use super::drafts::{Draft, draft, held_up};
use super::introduction::Introduction;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::Say;
use crate::request::parse;
use crate::request::party::Party;

/// One introduction.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "IntroductionInFull")]
pub struct Page {
    /// Its id.
    pub id: String,
    /// The end of the id, by which it can be named while it is open.
    pub code: String,
    /// One.
    pub a: Party,
    /// The other.
    pub b: Party,
    /// Who is asked first.
    pub first: Party,
    /// Who is asked second.
    pub second: Party,
    /// Where it stands, in a word.
    pub state: State,
    /// Where it stands, in words.
    pub words: String,
    /// What is next; none where it is closed.
    pub next: Option<Next>,
    /// The day of the reminder; none where it is closed.
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// Why they should meet, in the user's words.
    pub why: String,
    /// The day on which they were introduced; none where they were not yet.
    #[schemars(with = "Option<String>")]
    pub introduced_on: Option<Date>,
    /// What it has been through, and is in.
    #[serde(skip)]
    pub states: Vec<State>,
    /// What was done, oldest first.
    pub steps: Vec<Step>,
    /// The text of the next step, or the texts.
    pub texts: Vec<Text>,
    /// Why no text may be written now.
    pub refused: Option<String>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Step {
    /// The day.
    #[schemars(with = "String")]
    pub on: Date,
    /// Where it stood then, in words.
    pub words: String,
    /// What was said; empty where nothing was.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Say for Page {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![messages::stands(self.a.name(), self.b.name(), &self.words).to_string()];
        for step in &self.steps {
            let note = if step.note.is_empty() { String::new() } else { format!(" ({})", step.note) };
            lines.push(format!("  {}  {}{note}", step.on, step.words));
        }
        if let Some(why) = &self.refused {
            lines.push(String::new());
            lines.push(messages::no_text(why.trim_end_matches('.')).to_string());
            lines.push(format!("  {}", messages::ASK_OR_LET_GO));
        }
        for text in &self.texts {
            let to: Vec<&str> = text.to.iter().map(|who| who.name()).collect();
            lines.push(String::new());
            lines.push(format!("To: {}", to.join(", ")));
            lines.push(format!("Subject: {}", text.subject));
            lines.push(String::new());
            lines.extend(text.body.trim_end().lines().map(|line| format!("  {line}").trim_end().to_owned()));
            lines.push(String::new());
            lines.extend(text.mailto.clone());
            lines.extend(text.notes.clone());
        }
        lines
    }

    fn words(&self, ctx: &Context) -> Vec<Words> {
        let lines = self.say(ctx).into_iter().map(Words::from);
        let next = self.next.as_ref().map(|next| [Words::default(), next.is_next()]);
        lines.chain(next.into_iter().flatten()).collect()
    }
}

impl Page {
    pub(crate) fn of(reader: &mut Reader<'_>, kept: &Introduction, ctx: &Context) -> Result<Page> {
        let (first, second) = kept.names();
        let held_up = held_up(reader, kept, ctx)?;
        let (texts, refused) = match draft(reader, kept, ctx)? {
            Draft::Texts(texts) => (texts, None),
            Draft::Refused(why) => (Vec::new(), Some(why)),
            Draft::Nothing => (Vec::new(), None),
        };
        Ok(Page {
            id: kept.entry.id.to_string(),
            code: kept.entry.id.code(),
            a: Party::from(&kept.a),
            b: Party::from(&kept.b),
            first: Party::from(kept.side(Turn::First)),
            second: Party::from(kept.side(Turn::Second)),
            state: kept.state,
            words: kept.state.words(first, second),
            next: Next::of(kept).filter(|_| held_up.is_none()),
            due: kept.entry.due_day(),
            why: kept.body.why.clone(),
            introduced_on: kept.introduced(),
            states: kept.body.steps.iter().map(|step| step.state).collect(),
            steps: steps(kept),
            texts,
            refused,
        })
    }
}

fn steps(kept: &Introduction) -> Vec<Step> {
    let (first, second) = kept.names();
    let mut before: Option<State> = None;
    let mut steps = Vec::new();
    for step in &kept.body.steps {
        let again = before == Some(step.state);
        before = Some(step.state);
        steps.push(Step {
            on: step.on,
            words: messages::step(&step.state.words(first, second), again).to_string(),
            note: step.note.clone(),
        });
    }
    steps
}

impl Book {
    /// One introduction, by its id or the end of it.
    pub fn introduction(&self, id: &str, ctx: &Context) -> Result<Page> {
        self.read(|reader| {
            let entry = parse::entry(reader, &[Kind::Introduction], id)?;
            let kept = Introduction::of(reader, entry)?;
            Page::of(reader, &kept, ctx)
        })
    }
}
