//! Interest in the other person: what a person's page shows of it.

use goodturn_book::people::page::Page;
use maud::{Markup, html};

use super::choices::select;
use super::{forms, words};

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
                    @for one in &known.learnt { p { (one.what) " " small.quiet { (words::day(&one.on)) @if let Some(at) = &one.at { ", " (at) } } } }
                } }
            } }
            @for one in &profile.other { p { (one.what) " " small.quiet { (words::day(&one.on)) @if let Some(at) = &one.at { ", " (at) } } } }
            @for line in &profile.words { p.quiet { (line) } }
            @if let Some(next) = &profile.next {
                p { "To ask next: " b { (next.text) } }
                form method="post" action="/act/asked" {
                    input type="hidden" name="who" value=(id);
                    input type="hidden" name="what" value=(next.text);
                    input type="hidden" name="back" value=(back);
                    button.small { "I asked" }
                }
            }
            details { summary { "What you learnt" }
                form.fields method="post" action="/act/learn" {
                    input type="hidden" name="who" value=(id);
                    input type="hidden" name="back" value=(back);
                    (forms::field("what", "What", "text", "", true))
                    (select("learn", "as", "Where it belongs", None))
                    div.buttons { button.main { "Keep" } }
                }
            }
            details { summary { "What happened, and how much was about you" }
                form.fields method="post" action={ (back) "/log" } {
                    (forms::field("text", "What happened", "text", "", true))
                    (select("log", "about_me", "How much of it was about you", Some("50")))
                    div.buttons { button.main { "Log" } }
                }
            }
            details { summary { "A question of your own" }
                form.fields method="post" action="/act/asked" {
                    input type="hidden" name="who" value=(id);
                    input type="hidden" name="back" value=(back);
                    (forms::field("what", "The question", "text", "", true))
                    (select("asked", "as", "About their", None))
                    div.buttons { button.main { "I asked" } }
                }
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
