//! Ways to somebody: who can introduce one.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::network::path::{Asking, Path, Way};
use goodturn_core::id::PersonId;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::Failure;
use super::form::bare::written;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

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
async fn filled(
    State(web): State<Web>,
    flash: Flash,
    axum::Form(ask): axum::Form<Ask>,
) -> Result<Html<String>, Failure> {
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
        ways.first().and_then(|way| way.hops.last()).map_or("", |hop| hop.person.name())
    } else {
        &ask.who
    };
    let wrong = refused.map(|why| words::sentence(&why.into()));
    let form = Form::of(&declared::PATH)
        .at("/path")
        .search()
        .propose("who", who)
        .refused("who", wrong.as_deref())
        .propose("why", &ask.why)
        .propose("from", &ask.from)
        .main("Look");
    let body = html! {
        h1 { "Ways to somebody" }
        p.lead { "Who could introduce you, and to whom one would have to be asked for that. Each is free to say no." }
        (if ask.hops > 3 { form.propose("hops", "4") } else { form })
        @if !failed && asked && ways.is_empty() {
            p.quiet { "No way is known. Write down who knows whom on the page of either, or read in more of your mail and meetings." }
        }
        ol.plain.ways { @for way in &ways { li.card { (one(way)) } } }
    };
    let head = html! { @if asked && !failed { meta name="done" content="1"; } };
    Ok(layout::tabbed_with("Ways to somebody", "/path", flash, head, body))
}

fn one(way: &Way) -> Markup {
    let mine = way.from.is_me();
    html! {
        div.line { h2 { (way.names()) } span.figure title="How likely a request gets through, of 100" { (format!("{:.0}", way.score * 100.0)) } }
        ul.plain.steps { @for hop in &way.hops {
            @let weak = way.hops.len() > 1 && hop.person == way.weakest.to;
            li.weak[weak] {
                a href={ "/person/" (hop.person.id()) } { (hop.person.name()) } " "
                span.figure { (format!("{:.0}", hop.strength)) } " " (hop.evidence)
                @if weak { " " small.quiet { "the weakest of these ties" } }
            }
        } }
        @if let Some(instead) = &way.instead { p.quiet { "If that does not work out: " (instead.name()) "." } }
        @for note in &way.notes { p.quiet { (note) } }
        @match &way.request {
            Some(asking) => (request(way, asking)),
            None if mine => p { "You know them yourself. " a href={ "/brief/" (way.weakest.to.id()) } { "Before you meet them" } },
            None => (bring_together(way)),
        }
    }
}

fn request(way: &Way, asking: &Asking) -> Markup {
    let what = way.hops.get(1).map_or("", |hop| hop.person.name());
    html! {
        details { summary { "Ask " (asking.to.name()) " for an introduction" }
            p { span.quiet { "Subject: " } (asking.subject) }
            (written(&asking.body))
            div.buttons {
                @if let Some(link) = &asking.mailto { a.button.main href=(link) { "Write it in your mail program" } }
                button type="button" data-copy hidden { "Copy the text" }
            }
            (Form::press("ask").large().with("who", asking.to.id()).with("what", format!("an introduction to {what}"))
                .button("I have asked"))
            p.quiet { "Nothing is sent by Goodturn. Once you have asked, it is kept among your asks." }
        }
    }
}

/// A way for somebody else, which I can set out upon where it leads through me.
fn bring_together(way: &Way) -> Markup {
    let at = way.hops.iter().position(|hop| hop.person.is_me());
    let sides = at.and_then(|at| {
        let before = if at == 0 { &way.from } else { &way.hops.get(at - 1)?.person };
        Some((before, &way.hops.get(at + 1)?.person))
    });
    html! {
        @if let Some((a, b)) = sides {
            (Form::press("introduce").large().with("a", a.id()).with("b", b.id()).back("/introductions/{id}")
                .main(format!("Draft an introduction of {} and {}", a.name(), b.name())))
        }
    }
}
