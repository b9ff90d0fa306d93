//! What to know before one meets somebody, on one page to read on the way or to print.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::Context;
use goodturn_book::interest::profile::Learnt;
use goodturn_book::introductions::open;
use goodturn_book::people::brief::{NO_DAY, Part, Sheet};
use goodturn_book::people::page::Moment;
use goodturn_book::promises::promise;
use goodturn_book::wishes::list::Line as Wish;
use maud::{Markup, html};

use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, words};

/// The page.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/brief/{who}", get(page))
}

async fn page(
    State(web): State<Web>,
    Path(who): Path<String>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let sheet = web.ask(move |book, ctx| book.brief(&who, ctx)).await.map_err(Failure::or_missing)?;
    let ctx = web.clock.context();
    let title = format!("Before you meet {}", sheet.person.name());
    Ok(layout::page(&title, "/people", &flash, body(&sheet, &ctx)))
}

/// A part of the sheet; nothing where nothing is to be said.
fn part(part: Part, said: &[String]) -> Markup {
    html! {
        @if !said.is_empty() {
            section { h2 { (part.head()) } ul { @for line in said { li { (line) } } } }
        }
    }
}

fn body(sheet: &Sheet, ctx: &Context) -> Markup {
    let wishes = |wishes: &[Wish]| wishes.iter().map(Wish::words).collect::<Vec<_>>();
    let stance = sheet.stance_explained.iter().map(|held| held.words());
    let stance: Vec<String> = stance.chain(sheet.cross_purposes.clone()).collect();
    let moments: Vec<String> = sheet.last.iter().chain(&sheet.before).map(|one| moment(one, ctx)).collect();
    let birthday = sheet.birthday.iter().map(|day| format!("Birthday: {}.", words::birthday(day)));
    let tie: Vec<String> = sheet.tie.iter().cloned().chain(sheet.turns()).chain(birthday).collect();
    html! {
        article.brief {
            div.line { h1 { (sheet.person.name()) } @for tag in &sheet.tags { span.chip { (tag) } " " } }
            @if !sheet.does.is_empty() { p.lead { (sheet.does) } }
            @for note in &sheet.notes { p.wrap { (note) } }
            div.parts {
                (part(Part::Mind, &sheet.mind))
                (part(Part::Promises, &sheet.promises.iter().map(promise::Line::words).collect::<Vec<_>>()))
                (part(Part::Asks, &sheet.asks.iter().map(|ask| format!("{} ({})", ask.what, words::day(&ask.on))).collect::<Vec<_>>()))
                (part(Part::Needs, &wishes(&sheet.needs)))
                (part(Part::Offers, &wishes(&sheet.offers)))
                (part(Part::Learnt, &sheet.learnt.iter().map(Learnt::words).collect::<Vec<_>>()))
                (part(Part::Question, &[sheet.question.as_ref().map(|question| question.text.clone()), sheet.halves.clone()].into_iter().flatten().collect::<Vec<_>>()))
                (part(Part::CouldMeet, &sheet.could_meet.iter().map(|one| one.seen_by(&sheet.person)).collect::<Vec<_>>()))
                (part(Part::Stance, &stance))
                (part(Part::Introductions, &sheet.introductions.iter().map(open::Line::words).collect::<Vec<_>>()))
                (part(Part::Last, &moments))
                (part(Part::Tie, &tie))
            }
            p.quiet.unprinted { a href={ "/person/" (sheet.person.id()) } { "All that is known" } }
        }
    }
}

fn moment(moment: &Moment, ctx: &Context) -> String {
    let day = moment.at.map_or_else(|| NO_DAY.to_owned(), |at| words::day(words::date(at, ctx)));
    format!("{day}: {} ({})", moment.title, moment.kind)
}
