//! The frame of every page.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

use super::form::Form;
use super::memory::{Name, Said};
use super::{Web, assets, words};

/// What was just done, shown once on top of the next page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flash {
    said: Option<String>,
    seq: Option<i64>,
}

impl FromRequestParts<Web> for Flash {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Flash, Infallible> {
        // A link on another site must not put words into our mouth.
        if parts.headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
            return Ok(Flash::default());
        }
        let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri) else {
            return Ok(Flash::default());
        };
        let number = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).and_then(|(_, value)| value.parse::<i64>().ok())
        };
        let seq = number("seq").filter(|seq| *seq > 0);
        let Some(name) = seq.map(Name::Act).or_else(|| number("word").map(Name::Word)) else {
            return Ok(Flash::default());
        };
        let kept = web.memory.said(name);
        // What was undone meanwhile, or said before the server was started, the journal knows.
        let line = match seq {
            Some(seq) => web.ask(move |book, _| book.said_of(seq)).await.ok().flatten(),
            None => None,
        };
        let undone = line.as_ref().is_some_and(|line| line.undone);
        let said = kept.or_else(|| {
            let line = line?;
            Some(Said { text: words::summary(&line.summary), undoable: line.undoes.is_none() })
        });
        Ok(match said {
            Some(said) => Flash { seq: seq.filter(|_| said.undoable && !undone), said: Some(said.text) },
            None => Flash::default(),
        })
    }
}

const NAV: [(&str, &str, &str); 7] = [
    ("/", "Today", "t"),
    ("/people", "People", "p"),
    ("/ledger", "Give and take", "g"),
    ("/mirror", "Mirror", "r"),
    ("/import", "Import", "i"),
    ("/journal", "Journal", "j"),
    ("/settings", "Settings", "s"),
];

/// What the keys do; `app.js` does it.
const KEYS: &[(&str, &str)] = &[
    ("/", "find somebody"),
    ("t", "today"),
    ("p", "people"),
    ("g", "give and take"),
    ("r", "the mirror"),
    ("i", "import"),
    ("j", "journal"),
    ("s", "settings"),
    ("↓ ↑", "from one to the next"),
    ("Enter", "open their page"),
    ("l", "log what happened"),
    ("z", "not this week"),
    ("c", "how often to be in touch"),
    ("m", "never remind me, or again"),
    ("u", "undo what was just done"),
    ("?", "this help; Escape closes it"),
];

/// The pages about who is there and who knows whom.
const PEOPLE: &[(&str, &str)] = &[
    ("/people", "Everybody"),
    ("/map", "Map"),
    ("/circles", "Circles"),
    ("/path", "Ways to somebody"),
    ("/duplicates", "Twice?"),
    ("/reliability", "Can one believe it?"),
];

/// The pages about giving and taking.
const GIVE_AND_TAKE: &[(&str, &str)] = &[
    ("/ledger", "Good turns"),
    ("/promises", "Promises and asks"),
    ("/wishes", "Needs and offers"),
    ("/introductions", "Introductions"),
    ("/referrals", "Referrals"),
    ("/business", "Business"),
    ("/words", "Word of mouth"),
    ("/groups", "Groups"),
    ("/events", "Events"),
];

/// The pages about how one deals with people.
const MIRROR: &[(&str, &str)] = &[
    ("/mirror", "Mirror"),
    ("/stances", "What networking means"),
    ("/boundaries", "Boundaries"),
    ("/guard", "Guard"),
];

/// A whole page of several that belong together: tabs lead to the others. `here` is its own path.
pub(crate) fn tabbed(title: &str, here: &str, flash: &Flash, body: Markup) -> Html<String> {
    tabbed_with(title, here, flash, html! {}, body)
}

/// The same with something more in its head.
pub(crate) fn tabbed_with(
    title: &str,
    here: &str,
    flash: &Flash,
    head: Markup,
    body: Markup,
) -> Html<String> {
    let nav = part_of(here).first().map_or(here, |(path, _)| path);
    framed(title, nav, flash, head, html! { (tabs(here)) (body) })
}

fn part_of(here: &str) -> &'static [(&'static str, &'static str)] {
    let parts = [PEOPLE, GIVE_AND_TAKE, MIRROR];
    parts.into_iter().find(|part| part.iter().any(|(path, _)| *path == here)).unwrap_or_default()
}

/// What leads to the pages that belong to this one.
pub(crate) fn tabs(here: &str) -> Markup {
    html! {
        nav.tabs aria-label="Pages that belong here" {
            @for (path, name) in part_of(here) {
                a href=(path) aria-current=[(*path == here).then_some("page")] { (name) }
            }
        }
    }
}

/// A whole page.
pub(crate) fn page(title: &str, here: &str, flash: &Flash, body: Markup) -> Html<String> {
    framed(title, here, flash, html! {}, body)
}

/// A whole page with something more in its head.
pub(crate) fn framed(title: &str, here: &str, flash: &Flash, head: Markup, body: Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Goodturn" }
                link rel="icon" href=(assets::link("icon.svg"));
                link rel="stylesheet" href=(assets::link("style.css"));
                script type="module" src=(assets::link("drafts.js")) {}
                script type="module" src=(assets::link("app.js")) {}
                (head)
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                header.top { div.bar {
                    a.brand href="/" { "Goodturn" }
                    nav aria-label="Pages" {
                        @for (href, name, key) in NAV {
                            a href=(href) data-key=(key) aria-current=[(href == here).then_some("page")] { (name) }
                        }
                    }
                    form.find role="search" action="/people" {
                        label.hidden for="find" { "Find somebody" }
                        input #find type="search" name="q" placeholder="Find somebody" autocomplete="off" aria-keyshortcuts="/";
                    }
                } }
                main #main tabindex="-1" {
                    div aria-live="polite" {
                        @if let Some(said) = &flash.said {
                            div.flash {
                                p { (said) }
                                @if let Some(seq) = flash.seq { (undo(seq, "Undo")) }
                            }
                        }
                    }
                    (body)
                }
                dialog #help aria-labelledby="help-title" {
                    h2 #help-title { "Keys" }
                    dl.keys {
                        @for (key, what) in KEYS { div { dt { kbd { (key) } } dd { (what) } } }
                    }
                    form method="dialog" { button { "Close" } }
                }
                footer { p { "Everything stays on this machine, and everything can be undone. " kbd { "?" } " shows the keys." } }
            }
        }
    };
    Html(page.into_string())
}

/// The page of whoever is not signed in: how to come in, and nothing of the book. `used` where they came by an address
/// that opens nothing any more; `again` where asking once more may help.
pub(crate) fn outside(used: bool, again: bool) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Sign in · Goodturn" }
                link rel="icon" href=(assets::link("icon.svg"));
                link rel="stylesheet" href=(assets::link("style.css"));
                @if again { meta http-equiv="refresh" content="0; url=/"; }
            }
            body {
                header.top { div.bar { a.brand href="/" { "Goodturn" } } }
                main #main {
                    h1 { "This book is closed" }
                    @if used {
                        p.lead { "This address was used before, or is an old one. Each opens the book once." }
                    } @else {
                        p.lead { "This browser is not signed in to it." }
                    }
                    p { "Open the address that " code { "goodturn serve" } " showed when it started: it signs this browser in, and the browser stays signed in." }
                    p { "Was it used already? " code { "goodturn serve --print-url" } ", typed in another terminal, gives a new one." }
                }
            }
        }
    };
    Html(page.into_string())
}

/// A button that takes an act back.
pub(crate) fn undo(seq: i64, label: &str) -> Form {
    let form = Form::press("undo").at("/undo").with("seq", seq.to_string()).button(label);
    if label == "Undo" { form.key("u") } else { form }
}
