//! What the book says in the words of a terminal, in the words of the pages: no command, no flag. What somebody wrote into
//! the request that is answered comes out as they wrote it.

use std::cell::RefCell;

use axum::extract::{Query, Request};
use axum::middleware::Next;
use axum::response::Response;
use goodturn_core::words::{Field, Part, Words};

tokio::task_local! {
    /// What was written into the request that is answered, where that looks like words of a terminal.
    static WRITTEN: RefCell<Vec<String>>;
}

/// Answers a request, with what was written into it kept in mind.
pub(crate) async fn listen(request: Request, next: Next) -> Response {
    let asked = Query::<Vec<(String, String)>>::try_from_uri(request.uri());
    let asked = asked.map(|Query(pairs)| pairs).unwrap_or_default();
    WRITTEN
        .scope(RefCell::default(), async move {
            wrote(asked.iter().map(|(_, text)| text.as_str()));
            next.run(request).await
        })
        .await
}

/// Keeps in mind what somebody wrote.
pub(crate) fn wrote<'t>(texts: impl Iterator<Item = &'t str>) {
    let bent = |text: &&str| translated(text, &[]) != **text;
    let mut kept: Vec<String> = texts.map(str::trim).filter(bent).flat_map(spellings).collect();
    kept.retain(|text| !text.is_empty());
    let _ = WRITTEN.try_with(|written| {
        let mut written = written.borrow_mut();
        written.extend(kept);
        // What holds another one is found before it.
        written.sort_by_key(|text| std::cmp::Reverse(text.len()));
    });
}

/// A text as the book may say it: whole, a line of it, in quotes.
fn spellings(text: &str) -> Vec<String> {
    let quoted = |text: &str| format!("{text:?}").trim_matches('"').to_owned();
    let lines = text.lines().map(str::trim).filter(|line| translated(line, &[]) != **line);
    let own = lines.flat_map(|line| [line.to_owned(), quoted(line)]);
    own.chain([text.to_owned(), quoted(text)]).collect()
}

/// The pages on which one does what a command does: its first word, and how the page is called.
const PAGES: &[(&[&str], &str)] = &[
    (&["people", "add"], "the page “People”"),
    (
        &[
            "show", "edit", "tag", "log", "snooze", "mute", "forget", "brief", "tie", "question", "asked",
            "learn", "gains",
        ],
        "the page of that person",
    ),
    (&["duplicates", "merge", "split", "distinct"], "the page “Twice?”"),
    (&["gave", "got", "balance", "correct", "ledger", "years", "ways"], "the page “Good turns”"),
    (&["promise", "promises", "keep", "release", "ask", "asks", "answer"], "the page “Promises and asks”"),
    (
        &["need", "needs", "offer", "offers", "match", "matches", "met", "wishes"],
        "the page “Needs and offers”",
    ),
    (&["introduce", "intro", "introductions"], "the page “Introductions”"),
    (&["refer", "referral", "referrals", "slip", "slips"], "the page “Referrals”"),
    (&["opportunity", "opportunities", "stage", "prospects", "ambassadors"], "the page “Business”"),
    (&["card", "code", "words", "spread", "thank"], "the page “Word of mouth”"),
    (&["group", "groups", "join", "leave", "report"], "the page “Groups”"),
    (&["event", "events", "capture", "follow-up", "follow-ups"], "the page “Events”"),
    (&["boundary", "boundaries", "consent"], "the page “Boundaries”"),
    (&["guard", "overrule", "excuse"], "the page “Guard”"),
    (&["stance", "stances", "define", "cross-purposes"], "the page “What networking means”"),
    (&["mirror"], "the page “Mirror”"),
    (&["map", "communities"], "the page “Map”"),
    (&["circles"], "the page “Circles”"),
    (&["path"], "the page “Ways to somebody”"),
    (&["history", "undo"], "the journal"),
    (&["set", "settings"], "the page “Settings”"),
    (&["import"], "the page “Import”"),
    (&["today", "demo"], "the page “Today”"),
];

/// A text of the book as a page says it.
pub(crate) fn for_page(text: &str) -> String {
    let kept = WRITTEN.try_with(|written| written.borrow().clone()).unwrap_or_default();
    translated(text, &kept)
}

/// A sentence as a page says it: deeds by the pages on which they are done, fields by their names.
pub(crate) fn of_words(words: &Words) -> String {
    let mut out = String::new();
    for part in words.parts() {
        let said = match part {
            Part::Text(text) => for_page(text),
            Part::Deed(deed) => {
                let page = PAGES.iter().find(|(verbs, _)| verbs.contains(&deed.name.as_ref()));
                page.map_or_else(|| "the pages".to_owned(), |(_, page)| (*page).to_owned())
            }
            Part::Field(Field(name)) => format!("“{}”", name.replace('_', " ")),
        };
        // A page is named once.
        let again = matches!(part, Part::Deed(_)) && out.contains(&said);
        out.push_str(if again { "it" } else { &said });
    }
    out
}

/// The same, but for what stands in it of what somebody wrote.
fn translated(text: &str, kept: &[String]) -> String {
    let first = kept.iter().filter_map(|own| Some((text.find(own.as_str())?, own))).min_by_key(|(at, _)| *at);
    if let Some((at, own)) = first {
        let (before, after) = (&text[..at], &text[at + own.len()..]);
        return format!("{}{own}{}", translated(before, &[]), translated(after, kept));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '-']) {
        out.push_str(&rest[..at]);
        let begins = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '-');
        rest = &rest[at..];
        let (said, after) = match quoted(rest) {
            Some((inner, after)) => (of_quoted(inner), after),
            None => match flag(rest).filter(|_| begins) {
                Some((name, after)) => (format!("“{}”", name.replace('-', " ")), after),
                None => (rest[..1].to_owned(), &rest[1..]),
            },
        };
        // A page is named once.
        let again = said.starts_with("the page ") && out.contains(&said);
        out.push_str(if again { "it" } else { &said });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What stands between two marks, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('`')?.split_once('`')
}

/// The name of a flag, and what follows.
fn flag(text: &str) -> Option<(&str, &str)> {
    let name = text.strip_prefix("--")?;
    let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(name.len());
    name.starts_with(|c: char| c.is_ascii_lowercase()).then(|| name.split_at(end))
}

fn of_quoted(inner: &str) -> String {
    if inner.starts_with("--") {
        return translated(inner, &[]);
    }
    let (command, known) = match inner.strip_prefix("goodturn ") {
        Some(command) => (command, true),
        None => (inner, inner.contains("--")),
    };
    let verb = command.split(' ').next().unwrap_or_default();
    let page = PAGES.iter().find(|(verbs, _)| verbs.contains(&verb)).map(|(_, page)| *page);
    match (known, page) {
        (true, page) => page.unwrap_or("the pages").to_owned(),
        // One word may be a command or what one chooses on a page: `accept`.
        (false, Some(page)) if verb == command && verb.ends_with('s') => page.to_owned(),
        (false, _) => format!("“{}”", translated(inner, &[])),
    }
}

#[cfg(test)]
mod tests {
    use super::for_page;

    #[test]
    fn a_page_names_pages_and_fields() {
        for (said, shown) in [
            ("`goodturn people` lists them", "the page “People” lists them"),
            ("`goodturn people` lists; `goodturn add` adds", "the page “People” lists; it adds"),
            ("write it with `goodturn card WHO --line \"…\"`", "write it with the page “Word of mouth”"),
            ("say the stage, --value, --next or --by", "say the stage, “value”, “next” or “by”"),
            ("leave --pass-on out", "leave “pass on” out"),
            ("use `outcome well` or `outcome nothing`", "use “outcome well” or “outcome nothing”"),
            ("by the code that `promises` shows", "by the code that the page “Promises and asks” shows"),
            ("it is the id of a line of `people --json`", "it is the id of a line of the page “People”"),
            ("born --12-17, well-known -- or so", "born --12-17, well-known -- or so"),
            ("one ` mark", "one ` mark"),
            ("by itself (`--on`): today", "by itself (“on”): today"),
        ] {
            assert_eq!(for_page(said), shown);
        }
    }
}
