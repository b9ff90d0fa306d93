//! Introductions: those under way, one with the text of its next step, and what a person's page shows.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::introductions::open::{Introductions, Line};
use goodturn_book::introductions::told::{Text, Told};
use goodturn_book::people::page::Page;
use goodturn_core::introduction::State as Stands;
use maud::{Markup, html};

use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, forms, words};

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
            form.fields method="post" action="/act/introduce" {
                input type="hidden" name="back" value="/introductions/{id}";
                (forms::field("a", "Somebody (name or address)", "text", "", true))
                (forms::field("b", "and somebody else", "text", "", true))
                (whys())
                div.buttons { button.main { "Draft it" } }
            }
        }
        @if !closed.is_empty() {
            details.card { summary { "Closed ones" }
                ul.plain { @for line in &closed {
                    li { a href={ "/introductions/" (line.id) } { (line.a.name) " and " (line.b.name) } ": " (line.words)
                        " " small.quiet { (words::day(line.since)) } }
                } }
            }
        }
    };
    Ok(layout::tabbed("Introductions", "/introductions", &flash, body))
}

fn whys() -> Markup {
    html! {
        (forms::field("why", "Why they should meet, for both to read", "text", "", false))
        (forms::field("why_a", "Why it helps the first", "text", "", false))
        (forms::field("why_b", "Why it helps the other", "text", "", false))
    }
}

fn card_of(line: &Line) -> Markup {
    html! {
        li.card {
            div.line { h2 { a href={ "/introductions/" (line.id) } { (line.a.name) " and " (line.b.name) } } }
            p { (line.words) " " small.quiet { "since " (words::day(line.since)) } }
            @if let Some(next) = &line.next { p.quiet { "Next: " (next.words) "." } }
            @if let Some(why) = &line.held_up { p.quiet { "Not now: " (super::speech::for_page(why)) "." } }
        }
    }
}

async fn one(State(web): State<Web>, Path(id): Path<String>, flash: Flash) -> Result<Html<String>, Failure> {
    let told = web.ask(move |book, ctx| book.introduction(&id, ctx)).await.map_err(Failure::or_missing)?;
    let title = format!("{} and {}", told.a.name, told.b.name);
    let body = html! {
        h1 { a href={ "/person/" (told.a.id) } { (told.a.name) } " and " a href={ "/person/" (told.b.id) } { (told.b.name) } }
        p.lead { (told.words) @if let Some(due) = told.due { " " small.quiet { "reminder on " (words::day(due)) } } }
        (way(&told))
        @if !told.why.is_empty() { p { "Why: " (told.why) } }
        @if let Some(why) = &told.refused {
            section.card { h2 { "No text is drafted" } p { (super::speech::for_page(why)) "." } p.quiet { "Ask whether that still holds, or let it go." } }
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
fn way(told: &Told) -> Markup {
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
    let to: Vec<&str> = text.to.iter().map(|who| who.name.as_str()).collect();
    let lines = text.body.lines().map(|line| 1 + line.len() / 64).sum::<usize>() + 1;
    html! {
        section.card {
            h2 { "For " (to.join(" and ")) }
            p { span.quiet { "Subject: " } (text.subject) }
            label { span.hidden { "The text" } textarea readonly rows=(lines) { (text.body) } }
            @for note in &text.notes { p.quiet { (super::speech::for_page(note)) } }
            div.buttons {
                @if let Some(link) = &text.mailto { a.button.main href=(link) { "Write it in your mail program" } }
                button type="button" data-copy hidden { "Copy the text" }
            }
            p.quiet { "Nothing is sent by Goodturn. Once you have sent it, say so below." }
        }
    }
}

fn steps(told: &Told) -> Markup {
    let back = format!("/introductions/{}", told.id);
    let form = |step: &str, more: Markup, label: &str, class: &str| {
        html! {
            form.fields method="post" action="/act/intro" {
                input type="hidden" name="id" value=(told.id);
                input type="hidden" name="step" value=(step);
                input type="hidden" name="seen" value=(told.state);
                input type="hidden" name="back" value=(back);
                (more)
                div.buttons { button class=(class) { (label) } }
            }
        }
    };
    let (first, second) = (&told.first.name, &told.second.name);
    let asked = |name: &str, more: Markup| {
        html! {
            (form("accept", more, &format!("{name} said yes"), "main"))
            (form("decline", forms::field("note", "What they said, for yourself", "text", "", false), &format!("{name} said no"), ""))
            (form("send", html! {}, "I asked once more", ""))
        }
    };
    let outcome = html! {
        (form("outcome", html! {
            input type="hidden" name="result" value="well";
            (forms::field("note", "What came of it", "text", "", false))
            label { span { "Who was helped by the other" } select name="helped" {
                option value="both" { "both" } option value="a" { (told.a.name) } option value="b" { (told.b.name) }
            } }
        }, "Something good came of it", "main"))
        (form("outcome", html! { input type="hidden" name="result" value="nothing"; }, "Nothing came of it", ""))
    };
    let passed_on = html! {
        label { span { "What they wrote that may be passed on to " (second) } textarea name="pass_on" rows="3" {} }
    };
    let open = told.next.is_some();
    html! {
        @if open {
            section.card {
                h2 { "Next" }
                @match told.state {
                    "drafted" => { (form("send", html! {}, &format!("I asked {first}"), "main")) }
                    "first-yes" => { (form("send", html! {}, &format!("I asked {second}"), "main")) }
                    "both-yes" => { (form("send", html! {}, "I introduced them", "main")) }
                    "asked-first" => { (asked(first, passed_on)) }
                    "asked-second" => { (asked(second, html! {})) }
                    "introduced" => { (form("send", html! {}, "I thanked them", "main")) (outcome) }
                    _ => { (outcome) }
                }
                @if told.state != "drafted" && !told.state.starts_with("asked") && told.introduced.is_none() {
                    (form("decline", html! {}, "One of them thought better of it", ""))
                }
                (form("expire", html! {}, "Let it go", ""))
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
                @let other = if line.a.id == id { &line.b } else { &line.a };
                li { a href={ "/introductions/" (line.id) } { "With " (other.name) } ": " (line.words) }
            } }
            details { summary { "Bring together with somebody" }
                form.fields method="post" action="/act/introduce" {
                    input type="hidden" name="a" value=(id);
                    input type="hidden" name="back" value="/introductions/{id}";
                    (forms::field("b", "With whom (name or address)", "text", "", true))
                    (whys())
                    div.buttons { button.main { "Draft it" } }
                }
            }
        }
    }
}
