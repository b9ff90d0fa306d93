//! Word of mouth: cards, and who spoke well of whom to whom.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::people::page::Page;
use goodturn_book::request::Party;
use goodturn_book::words::card::Sheet;
use goodturn_book::words::code::Code;
use goodturn_book::words::list::{Line, Words};
use maud::{Markup, html};

use super::failure::Failure;
use super::form::bare::written;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/words", get(page)).route("/card/{who}", get(card_page))
}

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (all, mine) =
        web.ask(|book, ctx| Ok((book.words(&Words::default(), ctx)?, book.card("me")?))).await?;
    let body = html! {
        h1 { "Word of mouth" }
        p.lead { (all.totals.sentence()) @if let Some(of_me) = all.totals.of_me() { " " (of_me) } }
        div.offers {
            section.card { h2 { "Your card" } (sheet(&mine)) p { a.button href="/card/me" { "As a page, with a picture for phones" } } (edit("me", &mine, "/words")) }
            section.card { h2 { "Somebody spoke well of somebody" }
                (Form::of(&declared::SPREAD).back("/words").main("Write it down"))
            }
        }
        @if !all.words.is_empty() { h2 { "Who spoke of whom" } }
        ul.plain { @for word in &all.words { (one(word, "/words")) } }
    };
    Ok(layout::tabbed("Word of mouth", "/words", &flash, body))
}

fn who(who: &Party) -> Markup {
    html! {
        @if who.is_me() { "you" } @else { a href={ "/person/" (who.id()) } { (who.name()) } }
    }
}

fn one(word: &Line, back: &str) -> Markup {
    html! {
        li {
            small.quiet { (words::day(&word.on)) } " " (who(&word.by)) " of "
            @if word.about.id() == word.by.id() { "themselves" } @else { (who(&word.about)) }
            " to " (who(&word.to))
            @if !word.what.is_empty() { ": " (word.what) } @if !word.result.is_empty() { " (" (word.result) ")" }
            @if word.thanks_due {
                (Form::press("thank").with("id", &word.id).back(back).button("I said thank you"))
            }
        }
    }
}

/// A card as it stands.
fn sheet(sheet: &Sheet) -> Markup {
    html! {
        @match (&sheet.text, &sheet.refused) {
            (Some(text), _) => p.wrap { (text) },
            (None, Some(why)) => p { (why) ": nothing is drafted to be said of them." },
            (None, None) => p.quiet { "Nothing is written on it yet." },
        }
        @if !sheet.not.is_empty() { p { b { "Not to be said: " } (sheet.not) } }
    }
}

fn edit(who: &str, sheet: &Sheet, back: &str) -> Markup {
    let form = Form::of(&declared::CARD)
        .with("who", who)
        .back(back)
        .known("line", &sheet.line)
        .known("ideal", &sheet.ideal)
        .known("proof", &sheet.proof)
        .known("not", &sheet.not)
        .main("Keep");
    html! { details { summary { "Write it" } (if who == "me" { form } else { form.without("name") }) } }
}

/// A card to show or to print, with its picture.
async fn card_page(
    State(web): State<Web>,
    Path(of): Path<String>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let (card, code) = web
        .ask(move |book, _| {
            let card = book.card(&of)?;
            let code = if card.pictured.is_some() { Some(book.code(&of)?) } else { None };
            Ok((card, code))
        })
        .await
        .map_err(Failure::or_missing)?;
    let text = card.text.as_deref().unwrap_or("");
    let body = html! {
        article {
            @if let Some((head, rest)) = text.split_once('\n').or(Some((text, ""))).filter(|(head, _)| !head.is_empty()) {
                h1 { (head) } p.lead.wrap { (rest) }
            } @else { h1 { (card.person.name()) } (sheet(&card)) }
            @if let Some(code) = &code { (picture(code)) }
            p.quiet.unprinted { "Hold it before a phone, print it, or copy the text:" }
            @if !text.is_empty() {
                section.unprinted {
                    (written(text))
                    div.buttons { button type="button" data-copy hidden { "Copy the text" } }
                }
            }
        }
    };
    Ok(layout::page(card.person.name(), "/ledger", &flash, body))
}

/// The picture for phones: dark on light, whatever the colours of the page.
fn picture(code: &Code) -> Markup {
    let all = code.side + 8;
    let mut path = String::new();
    for row in 0..code.side {
        for column in (0..code.side).filter(|column| code.is_dark(row, *column)) {
            path.push_str(&format!("M{} {}h1v1h-1z", column + 4, row + 4));
        }
    }
    html! {
        svg.code viewBox={ "0 0 " (all) " " (all) } role="img" aria-label={ "A picture that says: " (code.text) } {
            rect width=(all) height=(all) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

/// What somebody's page shows: their card, and what to know before one speaks of them.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    html! {
        section.card #card {
            h2 { "To say of them" }
            (sheet(&page.card))
            @if page.card.text.is_some() { p { a href={ "/card/" (id) } { "As a page, with a picture for phones" } } }
            (edit(id, &page.card, &back))
            details { summary { "I spoke well of them" }
                (Form::of(&declared::PRAISE).with("about", id).back(&back).main("Write it down"))
            }
        }
    }
}
