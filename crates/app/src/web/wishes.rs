//! Needs and offers, and who can help whom.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::people::page::Page;
use goodturn_book::wishes::list::Line;
use goodturn_book::wishes::matches::{Line as Match, Side};
use goodturn_core::entry::Kind;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/wishes", get(page)).route("/wishes/{id}", get(one))
}

/// So many needs and so many offers stand on the page.
const MOST: u32 = 100;
/// So many matches.
const MATCHES: usize = 10;

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (needs, offers, mine, matches) = web
        .ask(|book, ctx| {
            let mine =
                [book.wishes(Kind::Need, Some("me"), None)?, book.wishes(Kind::Offer, Some("me"), None)?];
            let (needs, offers) =
                (book.wishes(Kind::Need, None, Some(MOST))?, book.wishes(Kind::Offer, None, Some(MOST))?);
            Ok((needs, offers, mine.concat(), book.latest_matches(MATCHES, ctx)?))
        })
        .await?;
    let others =
        |lines: &[Line]| -> Vec<Line> { lines.iter().filter(|line| !line.person.is_me()).cloned().collect() };
    let body = html! {
        h1 { "Needs and offers" }
        section {
            h2 { "Who can help whom" }
            @if matches.is_empty() { p.quiet { "No offer meets a need yet. The more of both is written down, the more comes of it." } }
            ul.plain { @for line in &matches { (matched(line, "/wishes")) } }
        }
        div.offers {
            section.card { h2 { "People need" } (list(&others(&needs), "/wishes")) }
            section.card { h2 { "People can give" } (list(&others(&offers), "/wishes")) }
        }
        section.card {
            h2 { "You" }
            (list(&mine, "/wishes"))
            (form("me", "/wishes").main("I need it").instead("offer", "I can give it"))
        }
    };
    Ok(layout::tabbed("Needs and offers", "/wishes", &flash, body))
}

fn list(lines: &[Line], back: &str) -> Markup {
    html! {
        @if lines.is_empty() { p.quiet { "Nothing is written down." } }
        ul.plain { @for line in lines { (wish(line, Named::Yes, back)) } }
    }
}

/// Whether a line names whose it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Yes,
    No,
}

fn wish(line: &Line, named: Named, back: &str) -> Markup {
    let id = line.id.as_str();
    let me = line.person.is_me();
    let of = |deed| Form::press(deed).back(back).with("id", id);
    html! {
        li {
            p {
                @if named == Named::No { span.chip { @if line.kind == "need" { "needs" } @else { "can give" } } " " }
                @if me { span.chip { @if line.kind == "need" { "you need" } @else { "you can give" } } " " }
                @if named == Named::Yes && !me { a href={ "/person/" (line.person.id()) } { (line.person.name()) } ": " }
                a href={ "/wishes/" (id) } { (line.what) }
                @if let Some(until) = &line.until { " " small.quiet { "until " (words::day(until)) } }
            }
            div.buttons {
                @if line.kind == "need" {
                    @if me { (of("met").button("Met")) } @else {
                        (of("met").with("by", "me").button("I met it"))
                        (of("met").button("Met otherwise"))
                    }
                }
                (of("withdraw").button("No longer"))
            }
        }
    }
}

fn who(side: &Side) -> Markup {
    html! {
        @if side.person.is_me() { "you" } @else {
            a href={ "/person/" (side.person.id()) } { (side.person.name()) }
        }
    }
}

/// A match with what to do about it.
pub(crate) fn matched(line: &Match, back: &str) -> Markup {
    let (need, offer) = (&line.need, &line.offer);
    let mine = need.person.is_me() || offer.person.is_me();
    html! {
        li.card {
            p { (who(need)) @if need.person.is_me() { " need: " } @else { " needs: " } b { (need.text) } }
            p { (who(offer)) " can give: " b { (offer.text) } }
            p.quiet { (line.why) "." }
            div.buttons {
                @if !mine {
                    (Form::press("introduce").with("a", need.person.id()).with("b", offer.person.id())
                        .back("/introductions/{id}").main("Draft an introduction"))
                }
                @if offer.person.is_me() { (Form::press("met").back(back).with("id", &need.id).with("by", "me").button("I met it")) }
                @if need.person.is_me() { a.button.small href={ "/person/" (offer.person.id()) "#promises" } { "Ask them" } }
                (Form::press("aside").back(back).with("need", &need.id).with("offer", &offer.id).button("Not these two"))
            }
        }
    }
}

/// Who can help with one need, or whom one offer helps.
async fn one(State(web): State<Web>, Path(id): Path<String>, flash: Flash) -> Result<Html<String>, Failure> {
    let back = format!("/wishes/{id}");
    let (line, matches) = web
        .ask(move |book, ctx| Ok((book.wish(&id)?, book.matches_for(&id, ctx)?)))
        .await
        .map_err(Failure::or_missing)?;
    let body = html! {
        h1 { (line.what) }
        p.lead { @if line.person.is_me() { "You" } @else { a href={ "/person/" (line.person.id()) } { (line.person.name()) } }
            " " (line.verb()) " it, said on " (words::day(&line.on)) "." }
        (told(&line, &back))
        @if matches.is_empty() { p.quiet { "Nobody is known yet who fits." } }
        ul.plain { @for line in &matches { (matched(line, &back)) } }
    };
    Ok(layout::page(&line.what, "/ledger", &flash, body))
}

fn form(who: &str, back: &str) -> Form {
    Form::of(&declared::WISH).with("who", who).back(back)
}

/// Whether drafts say a need in these words, and the button that lets them.
fn told(line: &Line, back: &str) -> Markup {
    let me = line.person.is_me();
    html! {
        @if line.kind == "need" && !me {
            @if line.tell { p.quiet { "Drafts of introductions may say it in these words." } } @else {
                p.quiet { "These words are yours alone: no draft says them." }
                (Form::press("need").back(back).with("who", line.person.id()).with("what", &line.what).with("tell", "1")
                    .button("Drafts may say them"))
            }
        }
    }
}

/// What somebody's page shows: what they need and can give, who could help, and a form for more.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    let beside = &page.beside;
    html! {
        section.card #wishes {
            h2 { "Needs and offers" }
            @if !beside.groups.is_empty() {
                p { "Belongs to " @for group in &beside.groups { a href={ "/groups/" (group.id()) } { (group.name()) } " " } }
            }
            @if beside.needs.is_empty() && beside.offers.is_empty() { p.quiet { "None is written down yet." } }
            ul.plain { @for line in beside.needs.iter().chain(&beside.offers) { (wish(line, Named::No, &back)) } }
            details { summary { "Write one down" } (form(id, &back).main("They need it").instead("offer", "They can give it")) }
        }
    }
}
