//! Introductions: those under way, one with the text of its next step, and what a person's page shows.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::introductions::open::{Introductions, Line};
use goodturn_book::introductions::page::{Page as Introduction, Text};
use goodturn_book::people::page::Page;
use goodturn_core::introduction::State as Stands;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::bare::written;
use super::form::choices::pairs;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/introductions", get(list)).route("/introductions/{id}", get(one))
}

async fn list(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (open, all) = web
        .ask(|book, ctx| {
            let all = Introductions { all: true, ..Introductions::default() };
            Ok((book.introductions(&Introductions::default(), ctx)?, book.introductions(&all, ctx)?))
        })
        .await?;
    let closed: Vec<&Line> =
        all.iter().filter(|line| line.next.is_none() && line.held_up.is_none()).collect();
    let body = html! {
        h1 { "Introductions" }
        p.lead { "Each of the two is asked first. Nobody hears of the other before that one has said yes." }
        @if open.is_empty() { p.quiet { "No introduction is under way." } }
        ul.plain { @for line in &open { (card_of(line)) } }
        details.card open[open.is_empty()] {
            summary { "Bring two people together" }
            (Form::of(&declared::INTRODUCE).back("/introductions/{id}").called("b", "and somebody else").main("Draft it"))
        }
        @if !closed.is_empty() {
            details.card { summary { "Closed ones" }
                ul.plain { @for line in &closed {
                    li { a href={ "/introductions/" (line.id) } { (line.a.name()) " and " (line.b.name()) } ": " (line.words)
                        " " small.quiet { (words::day(line.since)) } }
                } }
            }
        }
    };
    Ok(layout::tabbed("Introductions", "/introductions", &flash, body))
}

fn card_of(line: &Line) -> Markup {
    html! {
        li.card {
            div.line { h2 { a href={ "/introductions/" (line.id) } { (line.a.name()) " and " (line.b.name()) } } }
            p { (line.words) " " small.quiet { "since " (words::day(line.since)) } }
            @if let Some(next) = &line.next { p.quiet { "Next: " (next.words) "." } }
            @if let Some(why) = &line.held_up { p.quiet { "Not now: " (why) "." } }
        }
    }
}

async fn one(State(web): State<Web>, Path(id): Path<String>, flash: Flash) -> Result<Html<String>, Failure> {
    let told = web.ask(move |book, ctx| book.introduction(&id, ctx)).await.map_err(Failure::or_missing)?;
    let title = format!("{} and {}", told.a.name(), told.b.name());
    let body = html! {
        h1 { a href={ "/person/" (told.a.id()) } { (told.a.name()) } " and " a href={ "/person/" (told.b.id()) } { (told.b.name()) } }
        p.lead { (told.words) @if let Some(due) = told.due { " " small.quiet { "reminder on " (words::day(due)) } } }
        (way(&told))
        @if !told.why.is_empty() { p { "Why: " (told.why) } }
        @if let Some(why) = &told.refused {
            section.card { h2 { "No text is drafted" } p { (why) "." } p.quiet { "Ask whether that still holds, or let it go." } }
        }
        @for text in &told.texts { (letter(text)) }
        (steps(&told))
        @if !told.steps.is_empty() {
            section { h2 { "What was done" }
                ul.plain { @for step in &told.steps {
                    li { small.quiet { (words::day(step.on)) } " " (step.words) @if !step.note.is_empty() { " · " (step.note) } }
                } }
            }
        }
    };
    Ok(layout::page(&title, "/ledger", &flash, body))
}

/// The steps of an introduction that goes its way, in order.
const WAY: [(Stands, &str); 6] = [
    (Stands::AskedFirst, "first asked"),
    (Stands::FirstYes, "first yes"),
    (Stands::AskedSecond, "second asked"),
    (Stands::BothYes, "both yes"),
    (Stands::Introduced, "introduced"),
    (Stands::Thanked, "thanked"),
];

/// A picture of how far it is.
fn way(told: &Introduction) -> Markup {
    // It was declined or let go from wherever it was; what came before is still true.
    let reached = |stands| told.states.iter().any(|now| *now >= stands && *now <= Stands::LedNowhere);
    html! {
        ol.way aria-label={ "How far it is: " (told.words) } {
            @for (stands, words) in &WAY {
                li.done[reached(*stands)] { (words) }
            }
        }
    }
}

fn letter(text: &Text) -> Markup {
    let to: Vec<&str> = text.to.iter().map(|who| who.name()).collect();
    html! {
        section.card {
            h2 { "For " (to.join(" and ")) }
            p { span.quiet { "Subject: " } (text.subject) }
            (written(&text.body))
            @for note in &text.notes { p.quiet { (note) } }
            div.buttons {
                @if let Some(link) = &text.mailto { a.button.main href=(link) { "Write it in your mail program" } }
                button type="button" data-copy hidden { "Copy the text" }
            }
            p.quiet { "Nothing is sent by Goodturn. Once you have sent it, say so below." }
        }
    }
}

fn steps(told: &Introduction) -> Markup {
    let back = format!("/introductions/{}", told.id);
    let of = |form: Form, step: &str| {
        form.with("id", &told.id).with("step", step).with("seen", told.state).back(&back)
    };
    let press = |step: &str, label: &str| of(Form::press("intro").large(), step).button(label);
    let (first, second) = (told.first.name(), told.second.name());
    let asked = |name: &str, accept: Form| {
        html! {
            (of(accept, "accept").main(format!("{name} said yes")))
            (of(Form::of(&declared::DECLINE), "decline").button(format!("{name} said no")))
            (press("send", "I asked once more"))
        }
    };
    let helped = pairs(&[("both", "both"), ("a", told.a.name()), ("b", told.b.name())]);
    let outcome = html! {
        (of(Form::of(&declared::OUTCOME), "outcome").with("result", "well").among("helped", helped)
            .main("Something good came of it"))
        (press("outcome", "Nothing came of it").with("result", "nothing"))
    };
    let passed_on = Form::of(&declared::ACCEPT)
        .called("pass_on", format!("What they wrote that may be passed on to {second}"));
    let open = told.next.is_some();
    html! {
        @if open {
            section.card {
                h2 { "Next" }
                @match told.state {
                    Stands::Drafted => (press("send", &format!("I asked {first}")).first()),
                    Stands::FirstYes => (press("send", &format!("I asked {second}")).first()),
                    Stands::BothYes => (press("send", "I introduced them").first()),
                    Stands::AskedFirst => { (asked(first, passed_on)) }
                    Stands::AskedSecond => { (asked(second, Form::press("intro").large())) }
                    Stands::Introduced => { (press("send", "I thanked them").first()) (outcome) }
                    _ => { (outcome) }
                }
                @if matches!(told.state, Stands::FirstYes | Stands::BothYes) && told.introduced_on.is_none() {
                    (press("decline", "One of them thought better of it"))
                }
                (press("expire", "Let it go"))
            }
        }
    }
}

/// What somebody's page shows: introductions under way, and a form for one more.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let open = &page.beside.introductions;
    html! {
        section.card #introductions {
            h2 { "Introductions" }
            @if open.is_empty() { p.quiet { "None is under way." } }
            ul.plain { @for line in open {
                @let other = if line.a.id().to_string() == id { &line.b } else { &line.a };
                li { a href={ "/introductions/" (line.id) } { "With " (other.name()) } ": " (line.words) }
            } }
            details { summary { "Bring together with somebody" }
                (Form::of(&declared::INTRODUCE).with("a", id).back("/introductions/{id}").main("Draft it"))
            }
        }
    }
}
