//! Ways to somebody: who can introduce one.

use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Form, Router};
use goodturn_book::network::path::{Asking, Path, Way};
use goodturn_core::id::PersonId;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, forms};

/// The page.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/path", get(page).post(filled))
}

/// What is asked for.
#[derive(Deserialize)]
#[serde(default)]
struct Ask {
    who: String,
    from: String,
    hops: u32,
    why: String,
}

impl Default for Ask {
    fn default() -> Ask {
        Ask { who: String::new(), from: String::new(), hops: 3, why: String::new() }
    }
}

async fn page(State(web): State<Web>, Query(ask): Query<Ask>, flash: Flash) -> Result<Html<String>, Failure> {
    shown(&web, ask, &flash).await
}

/// What was filled in: names, and why; an address would keep them in the history of the browser.
async fn filled(State(web): State<Web>, flash: Flash, Form(ask): Form<Ask>) -> Result<Html<String>, Failure> {
    shown(&web, ask, &flash).await
}

async fn shown(web: &Web, ask: Ask, flash: &Flash) -> Result<Html<String>, Failure> {
    let given = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let wanted = Path {
        who: ask.who.trim().to_owned(),
        from: given(&ask.from),
        k: Some(5),
        hops: Some(ask.hops),
        why: given(&ask.why),
    };
    let asked = !wanted.who.is_empty();
    // Whoever is not found is looked for again with other words: the form stays.
    let found =
        if asked { web.ask_slowly(move |book, ctx| book.path(&wanted, ctx)).await } else { Ok(Vec::new()) };
    let (ways, refused) = match found {
        Ok(ways) => (ways, None),
        Err(failure) => (Vec::new(), Some(failure.of_asking()?)),
    };
    let failed = refused.is_some();
    let named = ask.who.parse::<PersonId>().is_ok();
    let who = if named {
        ways.first().and_then(|way| way.hops.last()).map_or("", |hop| &hop.person.name)
    } else {
        &ask.who
    };
    let body = html! {
        h1 { "Ways to somebody" }
        p.lead { "Who could introduce you, and to whom one would have to be asked for that. Each is free to say no." }
        form.fields method="post" action="/path" role="search" data-unsent[refused.is_some()] {
            (forms::typed("who", "Whom you want to meet: a name, an organisation, or “anybody in tax in Lyon”", who, true, refused.as_deref()))
            (forms::field("why", "Why, for the text", "text", &ask.why, false))
            (forms::field("from", "For somebody else than you", "text", &ask.from, false))
            label { input type="checkbox" name="hops" value="4" checked[ask.hops > 3]; " look further, over four introductions" }
            div.buttons { button.main { "Look" } }
        }
        @if refused.is_none() && asked && ways.is_empty() {
            p.quiet { "No way is known. Write down who knows whom on the page of either, or read in more of your mail and meetings." }
        }
        ol.plain.ways { @for way in &ways { li.card { (one(way)) } } }
    };
    let head = html! { @if asked && !failed { meta name="done" content="1"; } };
    Ok(layout::tabbed_with("Ways to somebody", "/path", flash, head, body))
}

fn one(way: &Way) -> Markup {
    let mine = way.from.id == PersonId::ME.to_string();
    html! {
        div.line { h2 { (way.names()) } span.figure title="How likely a request gets through, of 100" { (format!("{:.0}", way.score * 100.0)) } }
        ul.plain.steps { @for hop in &way.hops {
            @let weak = way.hops.len() > 1 && hop.person == way.weakest.to;
            li.weak[weak] {
                a href={ "/person/" (hop.person.id) } { (hop.person.name) } " "
                span.figure { (format!("{:.0}", hop.strength)) } " " (hop.evidence)
                @if weak { " " small.quiet { "the weakest of these ties" } }
            }
        } }
        @if let Some(instead) = &way.instead { p.quiet { "If that does not work out: " (instead.name) "." } }
        @for note in &way.notes { p.quiet { (super::speech::for_page(note)) } }
        @match &way.request {
            Some(asking) => (request(way, asking)),
            None if mine => p { "You know them yourself. " a href={ "/brief/" (way.weakest.to.id) } { "Before you meet them" } },
            None => (bring_together(way)),
        }
    }
}

fn request(way: &Way, asking: &Asking) -> Markup {
    let lines = asking.body.lines().map(|line| 1 + line.len() / 64).sum::<usize>() + 1;
    let what = way.hops.get(1).map_or("", |hop| &hop.person.name);
    html! {
        details { summary { "Ask " (asking.to.name) " for an introduction" }
            p { span.quiet { "Subject: " } (asking.subject) }
            label { span.hidden { "The text" } textarea readonly rows=(lines) { (asking.body) } }
            div.buttons {
                @if let Some(link) = &asking.mailto { a.button.main href=(link) { "Write it in your mail program" } }
                button type="button" data-copy hidden { "Copy the text" }
            }
            form method="post" action="/act/ask" {
                input type="hidden" name="who" value=(asking.to.id);
                input type="hidden" name="what" value={ "an introduction to " (what) };
                div.buttons { button { "I have asked" } }
            }
            p.quiet { "Nothing is sent by Goodturn. Once you have asked, it is kept among your asks." }
        }
    }
}

/// A way for somebody else, which I can set out upon where it leads through me.
fn bring_together(way: &Way) -> Markup {
    let me = PersonId::ME.to_string();
    let at = way.hops.iter().position(|hop| hop.person.id == me);
    let sides = at.and_then(|at| {
        let before = if at == 0 { &way.from } else { &way.hops.get(at - 1)?.person };
        Some((before, &way.hops.get(at + 1)?.person))
    });
    html! {
        @if let Some((a, b)) = sides {
            form method="post" action="/act/introduce" {
                input type="hidden" name="a" value=(a.id);
                input type="hidden" name="b" value=(b.id);
                input type="hidden" name="back" value="/introductions/{id}";
                div.buttons { button.main { "Draft an introduction of " (a.name) " and " (b.name) } }
            }
        }
    }
}
