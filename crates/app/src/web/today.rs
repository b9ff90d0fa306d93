//! The first page: whom to be useful to today, and why.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use goodturn_book::today::day::{Day, Line};
use goodturn_book::today::later::Deferred;
use goodturn_book::today::steps::Step;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::Form;
use super::layout::{self, Flash};
use super::{Web, quick};

/// Today, or a welcome to an empty book.
pub(crate) async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (day, left, sample, empty) = web
        .ask(|book, ctx| Ok((book.day(ctx)?, book.left(ctx)?, book.has_sample()?, book.is_empty()?)))
        .await?;
    // The page does not wait for it.
    let (book, shown) = (Arc::clone(&web.book), day.clone());
    tokio::task::spawn_blocking(move || book.remember_unnumbered(&shown));
    let lines = &day.lines;
    let steps = if lines.is_empty() { web.ask(|book, ctx| book.first_steps(ctx)).await? } else { Vec::new() };
    let nameless = lines.is_empty() && web.ask(|book, _| book.settings()).await?.me.is_empty();
    let body = html! {
        @if sample { (banner()) }
        @if empty { (welcome()) } @else {
            h1 { "Today" }
            @if lines.is_empty() {
                @if !day.waiting.is_empty() { (waiting(&day)) }
                p.lead { "Nothing is due today. Be well — and if somebody comes to mind, " a href="/people" { "look them up" } "." }
                @if nameless {
                    p { "If you have read in mail: which address is yours is not known yet, and so your ties cannot be told. "
                        a href="/settings" { "Say it in the settings" } ", then read the mail again." }
                }
                (first_steps(&steps))
            } @else {
                p.quiet { "A few people who might be glad to hear from you. None of it is owed." }
                ol.today { @for line in lines { (one(line)) } }
                p.quiet.keyed { kbd { "↓" } " " kbd { "↑" } " to the next, " kbd { "l" } " log, " kbd { "z" } " not this week, "
                    kbd { "c" } " how often, " kbd { "m" } " never, " kbd { "u" } " undo" }
            }
            (for_later(&left))
        }
    };
    Ok(layout::page("Today", "/", &flash, body))
}

fn one(line: &Line) -> Markup {
    let (id, name) = (line.person.id(), line.person.name());
    let kind = match line.kind {
        "birthday" => "birthday",
        "new" => "newly met",
        "overdue" => "in touch",
        "fading" => "fading",
        "dormant" => "long ago",
        "follow_up" => "follow-up",
        other => other,
    };
    html! {
        li.card data-line aria-label=(name) {
            div.line {
                h2 { a href={ "/person/" (id) } { (name) } }
                span class={ "chip " (line.kind) } { (kind) }
            }
            p { (line.reason) "." }
            (answer(line))
            @if line.kind != "meeting" { (quick::log(id, name)) }
            @if line.matter.is_empty() { (quick::pace(id, None)) } @else { (matter(line)) }
        }
    }
}

/// Leaves a matter for later, which says nothing about the person.
fn matter(line: &Line) -> Markup {
    let later = || Form::press("later").back("/").with("what", &line.matter);
    html! {
        div.buttons.pace {
            (later().with("days", "7").button("Not this week").key("z"))
            (later().with("never", "1").button("Never remind me of this").key("m"))
        }
    }
}

/// What is left for later, so that it can be taken back.
fn for_later(left: &[Deferred]) -> Markup {
    html! {
        @if !left.is_empty() {
            details.card { summary { "Deferred for later (" (left.len()) ")" }
                ul.plain { @for one in left {
                    li { p { (one.what) ", " (one.words()) }
                        (Form::press("later").back("/").with("what", &one.matter).with("off", "1").button("Say it again")) }
                } }
            }
        }
    }
}

/// What was asked about once, with the pages on which it waits.
fn waiting(day: &Day) -> Markup {
    let page = |kind: &str| match kind {
        "promise" | "ask" => ("/promises", "Promises and asks"),
        "introduction" => ("/introductions", "Introductions"),
        "thanks" => ("/referrals", "Referrals"),
        "follow_up" => ("/events", "Events"),
        _ => ("/business", "Business"),
    };
    let mut pages: Vec<_> = day.waiting.iter().map(|(kind, _)| page(kind)).collect();
    pages.dedup();
    html! {
        p { (day.words()) }
        div.buttons { @for (path, name) in pages { a.button.small href=(path) { (name) } } }
    }
}

/// What to begin with, where nobody waits.
fn first_steps(steps: &[Step]) -> Markup {
    html! {
        @if !steps.is_empty() {
            section.card {
                h2 { "To begin with" }
                ul.plain { @for step in steps {
                    li { p { (step.what) "." }
                        @match (step.kind, &step.person) {
                            ("group", _) => a.button.small href="/groups" { "Groups" },
                            ("circle", Some(_)) => a.button.small href="/circles" { "Circles" },
                            (_, Some(person)) => a.button.small href={ "/person/" (person.id()) } { (person.name()) },
                            _ => {}
                        } }
                } }
            }
        }
    }
}

/// What answers a line that is about more than being in touch: the deed itself, or the page where it is done.
fn answer(line: &Line) -> Markup {
    let code = line.deed.entry_id().map_or_else(String::new, |id| id.to_string());
    let of = |deed| Form::press(deed).back("/").with("id", &code);
    let page = |path: String, label: &str| html! { a.button.small href=(path) { (label) } };
    html! {
        div.buttons { @match line.deed.name.as_ref() {
            "brief" => (page(format!("/brief/{}", line.person.id()), "Read before you meet")),
            "keep" => {
                (of("keep").button("Kept"))
                (of("keep").with("as_turn", "1").button("Kept, and a good turn"))
                (of("release").button("Let it go"))
            }
            "release" => (of("release").button("Let it go")),
            "answer" => (page("/promises".to_owned(), "Asks")),
            "intro" => (page(format!("/introductions/{code}"), "The introduction")),
            "follow-up" => (page(format!("/follow-ups/{code}"), "Write to them")),
            "thank" => (of("thank").button("I said thank you")),
            "referral" if line.deed.field("thanked").is_some() => {
                (of("referral").with("thanked", "1").button("I said thank you"))
            }
            "referral" => (page("/referrals".to_owned(), "Referrals")),
            "stage" => (page("/business".to_owned(), "Business")),
            "introduce" => (page("/wishes".to_owned(), "Needs and offers")),
            "met" => (page(format!("/wishes/{code}"), "The need")),
            "ask" => (page(format!("/person/{}#promises", line.person.id()), "Ask them")),
            _ => {}
        } }
    }
}

fn banner() -> Markup {
    html! {
        div.flash.sample {
            p { "This is the sample network. Look round, change anything." }
            (Form::press("demo").at("/demo/remove").button("Take it out"))
        }
    }
}

fn welcome() -> Markup {
    html! {
        h1 { "Welcome" }
        p.lead { "Goodturn reads the life you already lead, remembers people for you, and each morning names the few "
            "to whom a word would be worth something. It all stays on this machine." }
        div.offers {
            section.card {
                h2 { "Bring your own" }
                p { "Address books, mail, calendars, connection exports: drop them in, as they are." }
                a.button.main href="/import" { "Import" }
            }
            section.card {
                h2 { "Only looking" }
                p { "A small invented network to try things with. It goes away in one step." }
                (Form::press("demo").at("/demo").large().button("Look round with a sample network"))
            }
        }
        (quick::add())
    }
}
