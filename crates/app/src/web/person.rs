//! One person, whole.

use axum::extract::{Path, Query, State};
use axum::response::Html;
use goodturn_book::Context;
use goodturn_book::people::forget::KEPT;
use goodturn_book::people::page::{Explained, Fact, Moment, Page, Show};
use goodturn_core::draft::Direction;
use goodturn_core::letter::{mailbox, telephone};
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{
    Web, boundaries, business, duplicates, interest, introductions, ledger, mouth, plot, promises, quick,
    referrals, stances, steer, wishes, words,
};

/// How far down the timeline.
#[derive(Deserialize)]
pub(crate) struct Ask {
    before: Option<String>,
}

/// The page of one person.
pub(crate) async fn page(
    State(web): State<Web>,
    Path(who): Path<String>,
    Query(ask): Query<Ask>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let older = ask.before.is_some();
    // The first page has other things to show beside.
    let limit = Some(if older { 30 } else { 12 });
    let show = Show { who, limit, before: ask.before };
    let asked = web.ask(move |book, ctx| {
        let page = book.show(&show, ctx)?;
        let twins = if older { Vec::new() } else { book.twins(ctx, &page.line.id)? };
        Ok((page, twins))
    });
    let (page, twins) = asked.await.map_err(Failure::or_missing)?;
    let ctx = web.clock.context();
    let body = html! {
        (head(&page, &ctx))
        @if older { (timeline(&page, older, &ctx)) } @else {
            div.whole {
                section.card.happened aria-label="What happened" { (quick::log(&page.line.id, &page.line.name)) }
                div.aside { (facts(&page)) (duplicates::twins(&page.line.id, &twins)) (merged(&page, &ctx)) (strength(&page, &ctx))
                    (ledger::card(&page))
                    (interest::halves(&page))
                    (boundaries::card(&page))
                    (stances::card(&page))
                    (mouth::card(&page))
                    (ties(&page))
                    (steer::watched(&page.guard, &format!("/person/{}", page.line.id)))
                    (rest(&page)) }
                (timeline(&page, older, &ctx))
                div.more-of-them {
                    (promises::card(&page))
                    (wishes::card(&page))
                    (interest::card(&page))
                    (introductions::card(&page))
                    (referrals::card(&page))
                    (business::card(&page))
                }
            }
        }
    };
    Ok(layout::page(&page.line.name, "/people", &flash, body))
}

fn head(page: &Page, ctx: &Context) -> Markup {
    let line = &page.line;
    let id = &line.id;
    html! {
        div.line {
            h1 { (line.name) }
            @if page.kind != "person" { span.chip title=(page.kind_why) { (page.kind) } }
        }
        p.lead { (line.title) @if !line.title.is_empty() && !line.organisation.is_empty() { ", " } (line.organisation) }
        p.tags { @for tag in &line.tags { span.chip { (tag) } " " } }
        p.quiet {
            "Reminders: " (page.cadence) "."
            @if let Some(circle) = line.circle { " Circle " (circle) " of 5." }
            @if let Some(until) = page.snoozed { " Left out of today until " (words::day(words::date(until, ctx))) "." }
            @if let Some(last) = page.in_touch { " In touch " (words::ago(last, ctx)) "." }
            @if let Some(last) = page.last_word.filter(|last| Some(*last) != page.in_touch) {
                " The last word, one way, " (words::ago(last, ctx)) "." }
        }
        (quick::pace(id, Some(&page.cadence)))
        p { a href={ "/brief/" (id) } { "Before you meet them" } " · " a href={ "/path?who=" (id) } { "Ways to them" } }
    }
}

/// Who was made one with them, and the way to take them apart again.
fn merged(page: &Page, ctx: &Context) -> Markup {
    html! {
        @if !page.merged.is_empty() {
            section.card {
                h2 { "One of several cards" }
                @for part in &page.merged {
                    p { (part.said) " " small.quiet { (words::day(words::date(part.at, ctx))) } }
                    (Form::press("split").with("who", &part.id).with("rest", "true")
                        .ticks("theirs", "Since then this came. Tick what goes with the one who is taken out:", &part.came_since)
                        .button("Take apart"))
                }
            }
        }
    }
}

fn facts(page: &Page) -> Markup {
    html! {
        section.card {
            h2 { "What is known" }
            dl.facts {
                @for fact in page.facts.iter().filter(|fact| fact.value != page.line.name || fact.kind != "name") {
                    div {
                        dt { (fact.kind) @if !fact.label.is_empty() { " (" (fact.label) ")" } }
                        dd {
                            (value(fact, reachable(page, fact))) " " small.quiet { "from " (fact.origin)
                                @if !fact.consent.is_empty() { "; " (fact.consent) } }
                            @if fact.kind != "name" {
                                (Form::press("edit").on(&page.line.id).with("remove", &fact.id).button("×")
                                    .aria(format!("Remove {}", fact.read())))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether somebody may be reached by a value of theirs, as they said.
fn reachable(page: &Page, fact: &Fact) -> bool {
    let contact = fact.usable_for_contact;
    contact && page.beside.boundaries.iter().all(|wanted| wanted.what != "do-not-contact")
}

/// A value; one that leads somewhere as a link, where it may be followed.
fn value(fact: &Fact, link: bool) -> Markup {
    let text = fact.value.as_str();
    // Only real pages become links: a card may say anything, `javascript:` too.
    let page = fact.kind == "url" && (text.starts_with("https://") || text.starts_with("http://"));
    html! {
        @match fact.kind {
            "email" if link => a.wrap href=(mailbox(text)) { (words::address(text)) },
            "birthday" | "anniversary" => span.wrap { (words::birthday(text)) },
            "phone" if link => a.wrap href=(telephone(text)) { (text) },
            _ if page => a.wrap href=(text) rel="noreferrer noopener" { (text) },
            // Of the parts of an address many are empty.
            "address" => span.wrap { (text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")) },
            _ => span.wrap { (text) },
        }
    }
}

/// Whom they know, and a form for one more.
fn ties(page: &Page) -> Markup {
    html! {
        section.card #ties {
            h2 { "Whom they know" }
            @if page.beside.ties.is_empty() { p.quiet { "Nobody has said. Who was in the same mails and meetings counts without that." } }
            ul.plain { @for tie in &page.beside.ties {
                li { a href={ "/person/" (tie.person.id()) } { (tie.person.name()) } " " (tie.evidence)
                    @if let Some(since) = &tie.since { " " small.quiet { "since " (words::day(since)) } } }
            } }
            details { summary { "They know somebody else" }
                (Form::of(&declared::TIE).with("a", &page.line.id).main("Write it down"))
            }
        }
    }
}

fn strength(page: &Page, ctx: &Context) -> Markup {
    html! {
        section.card {
            h2 { "Strength" }
            @match &page.strength_explained {
                None => p { "No contact is known yet, so there is nothing to tell." },
                Some(explained) => { (explain(explained, ctx)) }
            }
            @if let Some(closeness) = &page.beside.closeness {
                p { strong { (closeness.words()) } ". What was counted stands apart from it; ways to others go by what you say." }
            }
            details { summary { "Say how close they are" }
                (Form::of(&declared::CLOSENESS).with("a", "me").with("b", &page.line.id).main("Write it down"))
            }
        }
    }
}

fn explain(explained: &Explained, ctx: &Context) -> Markup {
    let parts = &explained.parts;
    html! {
        p.big { (format!("{:.0}", parts.strength)) " " (plot::bar(parts.strength)) }
        @for words in &explained.words { p { (words) } }
        (plot::months(&explained.months, words::date(ctx.now, ctx)))
        h3 { "What it is made of" }
        (plot::parts(parts, &explained.silent))
        @if !explained.top.is_empty() {
            h3 { "What matters most today" }
            ul.plain { @for moment in &explained.top { (one(moment, None, ctx)) } }
        }
    }
}

/// So many of those who were in it too are named.
const WITH: usize = 3;

/// What happened, with a form to correct it where it is said on whose page it stands.
fn one(moment: &Moment, whose: Option<&str>, ctx: &Context) -> Markup {
    let arrow = match moment.direction {
        Direction::Out => "from you",
        Direction::In => "from them",
        Direction::Both => "together",
        Direction::Seen => "seen",
    };
    html! {
        li.moment {
            @match moment.at {
                Some(at) => time datetime=(at) title=(words::minute(at, ctx)) { (words::day(words::date(at, ctx))) },
                None => span.quiet { "no day" },
            }
            div {
                span.wrap { (moment.title) } " "
                small.quiet { span class={ "dot " (moment.direction) } {} (moment.kind) ", " (arrow)
                    @if !moment.with.is_empty() { ", with " @for (at, other) in moment.with.iter().take(WITH).enumerate() {
                        @if at > 0 { ", " } a href={ "/person/" (other.id()) } { (other.name()) }
                    }
                        @if moment.people > moment.with.len().min(WITH) + 1 { " and others" } } }
                @if !moment.text.is_empty() { details { summary { "text" } p.wrap { (moment.text) } } }
                @if let Some(whose) = whose { (amend(moment, whose)) }
            }
        }
    }
}

/// Corrects what happened, or takes it out.
fn amend(moment: &Moment, whose: &str) -> Markup {
    let text = if moment.text.is_empty() { &moment.title } else { &moment.text };
    let form = Form::of(&declared::AMEND)
        .with("who", whose)
        .with("id", &moment.id)
        .back(&format!("/person/{whose}"))
        .known("text", text)
        .main("Correct it")
        .says("remove", "1", "Take it out");
    let form = match moment.by_hand {
        true => form.known("kind", moment.kind).known("direction", moment.direction),
        false => form.without("kind").without("direction"),
    };
    html! { details { summary.small { "Correct" } (form) } }
}

fn timeline(page: &Page, older: bool, ctx: &Context) -> Markup {
    let path = format!("/person/{}", page.line.id);
    html! {
        section.story {
            h2 { "Timeline" }
            @if older { p { a href=(path) { "Back to the newest" } } }
            @if page.timeline.is_empty() { p.quiet { "Nothing yet." } }
            ol.plain.timeline { @for moment in &page.timeline { (one(moment, Some(&page.line.id), ctx)) } }
            @if let Some(more) = &page.more { p { a.button href={ (path) "?before=" (more) } { "Older" } } }
        }
    }
}

fn rest(page: &Page) -> Markup {
    let id = &page.line.id;
    html! {
        details.card { summary { "Edit" } (edit(page)) }
        details.card {
            summary { "Tags" }
            (Form::of(&declared::TAG).on(id).main("Put on").says("off", "1", "Take off"))
        }
        p { a.quiet href={ "/journal?who=" (id) } { "What was changed" } }
        p { a.quiet href={ "/person/" (id) "/forget" } { "Forget " (page.line.name) "…" } }
    }
}

/// Says more about somebody.
fn edit(page: &Page) -> Form {
    let line = &page.line;
    let born = page.facts.iter().find(|fact| fact.kind == "birthday");
    Form::of(&declared::EDIT)
        .on(&line.id)
        .known("name", &line.name)
        .known("organisation", &line.organisation)
        .known("title", &line.title)
        .known("birthday", born.map_or("", |fact| fact.value.trim_start_matches('-')))
        .known("circle", line.circle.unwrap_or(0).to_string())
        .known("cadence", &page.cadence)
        .known("kind", page.kind)
        .main("Save")
}

/// Asks before somebody is forgotten.
pub(crate) async fn confirm(
    State(web): State<Web>,
    Path((who, deed)): Path<(String, String)>,
) -> Result<Html<String>, Failure> {
    if deed != "forget" {
        return Err(Failure::missing("there is no such page"));
    }
    let show = Show { who, limit: Some(1), before: None };
    let page = web.ask(move |book, ctx| book.show(&show, ctx)).await.map_err(Failure::or_missing)?;
    let body = html! {
        h1 { "Forget " (page.line.name) "?" }
        p.lead { "They are taken out of the book, with everything that is only theirs." }
        p { "It can be undone from the journal, as everything can, unless it is for good." }
        p.quiet { (words::sentence(&KEPT.into())) }
        (Form::of(&declared::FORGET).on(&page.line.id).large().main("Forget").link(&format!("/person/{}", page.line.id), "Keep"))
    };
    Ok(layout::page("Forget", "/people", &Flash::default(), body))
}
