//! The reminders of introductions under way.

use goodturn_core::boundary::Purpose;
use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::insight::today::{Line, Why, span};
use goodturn_core::introduction::{OUTCOME, State, Turn};
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use jiff::civil::Date;

use super::introduction::Introduction;
use super::messages;
use crate::book::Context;
use crate::error::Result;
use crate::request::parse;
use crate::request::party::{Matter, Party};

/// So many of those that are due are looked at, the longest due first.
const MOST: usize = 100;

/// What waits for a step: no answer after a week, an introduction to be made, thanks, and what came of it.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let mut matters = Vec::new();
    for entry in reader.due(Kind::Introduction, today, MOST)? {
        if entry.is_of_one() {
            continue;
        }
        let kept = Introduction::of(reader, entry)?;
        let who = whose_turn(&kept);
        let due = kept.entry.due_day().unwrap_or(today);
        let (reason, deed) = words(&kept, today);
        let written = parse::written(&kept.entry, ctx);
        let score = f64::from((today - due).get_days());
        let who = Party::from(who);
        let mut line =
            Line::matter(Why::Introduction, who.clone(), reason, due, deed, score).waiting_since(written);
        // Until they are introduced, both must want to be; whoever is asked must want to hear from me.
        for person in [&kept.a, &kept.b].into_iter().filter(|_| kept.state < State::Introduced) {
            let side = Party::from(person);
            line = line.asking(side, Why::Introduction.asks());
        }
        let asked = if kept.state.asks().is_some() { Purpose::Contact } else { Purpose::Give };
        matters.push(line.asking(who, asked));
    }
    Ok(matters)
}

/// Whom the next step is with.
fn whose_turn(kept: &Introduction) -> &Person {
    kept.side(kept.state.asks().unwrap_or(Turn::First))
}

/// The reason, and the deed that answers it.
fn words(kept: &Introduction, today: Date) -> (String, Deed) {
    let (first, second) = kept.names();
    let ago = |day: Date| span(f64::from((today - day).get_days()));
    let since = kept.since();
    let shown = Deed::new("intro").entry("id", kept.entry.id);
    let (reason, deed) = match kept.state {
        State::Drafted => (messages::to_be_asked(first, second), shown),
        State::AskedFirst => (messages::unanswered(&ago(since), second), shown),
        State::AskedSecond => (messages::unanswered(&ago(since), first), shown),
        State::FirstYes => (messages::ask_second(first, second), shown),
        State::BothYes => (messages::introduce_them(first, second), shown),
        State::Introduced | State::Thanked => {
            let introduced = kept.introduced().unwrap_or(since);
            if i64::from((today - introduced).get_days()) >= OUTCOME {
                let reason = messages::ask_outcome(&ago(introduced), first, second);
                (reason, shown.text("step", "outcome").text("result", "well"))
            } else {
                (messages::thank_them(&ago(introduced), first, second), shown)
            }
        }
        _ => (Words::default(), shown),
    };
    (reason.to_string(), deed)
}
