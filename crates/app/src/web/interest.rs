//! Interest in the other person: what a person's page shows of it.

use goodturn_book::people::page::Page;
use maud::{Markup, html};

use super::form::{Form, declared};
use super::words;

/// The profile with what is unknown, the next good question, and a form for what was learnt.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    let profile = &page.profile;
    html! {
        section.card #profile {
            h2 { "Who they are" }
            dl.facts { @for known in &profile.parts {
                div { dt { (known.part) } dd {
                    @if known.learnt.is_empty() { span.quiet { "not known yet" } }
                    @for one in &known.learnt { p { (one.what) " " small.quiet { (words::day(&one.on)) @if let Some(at) = &one.meeting { ", " (at) } } } }
                } }
            } }
            @for one in &profile.other { p { (one.what) " " small.quiet { (words::day(&one.on)) @if let Some(at) = &one.meeting { ", " (at) } } } }
            @for line in &profile.words { p.quiet { (line) } }
            @if let Some(next) = &profile.question {
                p { "To ask next: " b { (next.text) } }
                (Form::press("asked").with("who", id).with("what", &next.text).back(&back).button("I asked"))
            }
            details { summary { "What you learnt" }
                (Form::of(&declared::LEARN).with("who", id).back(&back).main("Keep"))
            }
            details { summary { "What happened, and how much was about you" }
                (Form::of(&declared::TALK).on(id).propose("about_me", "50").main("Log"))
            }
            details { summary { "A question of your own" }
                (Form::of(&declared::ASKED).with("who", id).back(&back).main("I asked"))
            }
        }
    }
}

/// The person and their business beside each other, and which half is empty.
pub(crate) fn halves(page: &Page) -> Markup {
    let halves = &page.halves;
    let half = |head: &str, known: &[String]| {
        html! {
            div { h3 { (head) }
                @if known.is_empty() { p.quiet { "empty" } }
                ul { @for line in known.iter().take(6) { li { (line) } } } }
        }
    };
    html! {
        section.card #halves {
            h2 { "Both halves" }
            div.halves { (half("The person", &halves.personal)) (half("Their business", &halves.business)) }
            @if let Some(hint) = &halves.hint { p { (hint) } }
        }
    }
}
