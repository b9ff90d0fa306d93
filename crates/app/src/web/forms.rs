//! What is filled in.

use goodturn_book::people::page::Page;
use maud::{Markup, html};

use super::choices::{CADENCES, choices, options, select};
use super::words;

/// The filled-in fields of a form.
#[derive(Clone)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

/// Where nothing is chosen of these, they stay as they are.
const UNSAID: [&str; 2] = ["cadence", "kind"];

impl Fields {
    /// A field's text; empty where it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.maybe(name).unwrap_or_default()
    }

    /// A field's text, where something was written.
    pub(crate) fn maybe(&self, name: &str) -> Option<String> {
        self.many(name).into_iter().next()
    }

    /// Nothing, where something stood in a field and was taken out of it.
    pub(crate) fn emptied(&self, name: &str) -> Option<String> {
        let stood =
            |was: &String| was.split_once('=').is_some_and(|(of, text)| of == name && !text.is_empty());
        let sent = self.0.iter().any(|(known, _)| known == name);
        (sent && self.many("was").iter().any(stood) && !UNSAID.contains(&name)).then(String::new)
    }

    /// All that was written in fields of this name.
    pub(crate) fn many(&self, name: &str) -> Vec<String> {
        let of_name = self.0.iter().filter(|(known, text)| known == name && !text.trim().is_empty());
        of_name.map(|(_, text)| text.trim().to_owned()).collect()
    }
}

/// Addresses in a field, separated by anything that is in no address.
pub(crate) fn addresses(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Writes down what happened; the words say what kind it was, where nobody does.
pub(crate) fn log(id: &str, name: &str) -> Markup {
    let (text, kind, on) = (format!("log-{id}"), format!("kind-{id}"), format!("on-{id}"));
    html! {
        form.log method="post" action={ "/person/" (id) "/log" } {
            label.hidden for=(text) { "What happened with " (name) }
            input id=(text) name="text" required placeholder="What happened? “Called yesterday about…”" data-do="l";
            label.hidden for=(kind) { "What it was" }
            select id=(kind) name="kind" { (options(&choices("log", "kind"), None)) }
            label.hidden for=(on) { "When it was" }
            input id=(on) name="on" size="12" placeholder="today" title="yesterday, last Friday, 3 days ago, 2026-03-05; empty where the text says it" autocomplete="off";
            button.main { "Log" }
        }
    }
}

/// A form that is one button, which a key may press too.
pub(crate) fn button(
    id: &str,
    deed: &str,
    fields: &[(&str, &str)],
    label: &str,
    key: Option<&str>,
) -> Markup {
    html! {
        form method="post" action={ "/person/" (id) "/" (deed) } {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button.small data-do=[key] aria-keyshortcuts=[key] { (label) }
        }
    }
}

/// A form that is one button and does an act of the catalog; then back to a page.
pub(crate) fn act(deed: &str, back: &str, fields: &[(&str, &str)], label: &str) -> Markup {
    act_by_key(deed, back, fields, label, None)
}

/// The same, where a key may press the button, too.
pub(crate) fn act_with(deed: &str, back: &str, fields: &[(&str, &str)], label: &str, key: &str) -> Markup {
    html! {
        form method="post" action={ "/act/" (deed) } {
            input type="hidden" name="back" value=(back);
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button.small data-do=(key) aria-keyshortcuts=(key) { (label) }
        }
    }
}

/// The same, where a key may press the button, too, and stands on it.
pub(crate) fn act_by_key(
    deed: &str,
    back: &str,
    fields: &[(&str, &str)],
    label: &str,
    key: Option<&str>,
) -> Markup {
    html! {
        form method="post" action={ "/act/" (deed) } {
            input type="hidden" name="back" value=(back);
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button.small data-do=[key] aria-keyshortcuts=[key] { (label) @if let Some(key) = key { " " kbd { (key) } } }
        }
    }
}

/// Leaves somebody out for a week, for ever, or asks for another rhythm.
pub(crate) fn pace(id: &str, cadence: Option<&str>) -> Markup {
    let muted = cadence == Some("muted");
    html! {
        div.buttons.pace {
            @if muted { (button(id, "mute", &[("off", "1")], "Remind me again", Some("m"))) } @else {
                (button(id, "snooze", &[("days", "7")], "Not this week", Some("z")))
                (button(id, "mute", &[], "Never remind me", Some("m")))
            }
            details.often {
                summary.small data-do="c" { "How often" }
                form.buttons method="post" action={ "/person/" (id) "/edit" } {
                    @if let Some(cadence) = cadence { (was("cadence", cadence)) }
                    @for (days, words) in CADENCES { button.small name="cadence" value=(days) { (words) } }
                }
            }
        }
    }
}

/// Somebody new.
pub(crate) fn add() -> Markup {
    html! {
        details.card {
            summary { "Add somebody" }
            form.fields method="post" action="/people/add" {
                (field("name", "Name", "text", "", true))
                (field("email", "E-mail", "email", "", false))
                (field("phone", "Phone", "tel", "", false))
                (field("organisation", "Organisation", "text", "", false))
                (field("title", "What they do there", "text", "", false))
                (field("note", "Note", "text", "", false))
                button.main { "Add" }
            }
        }
    }
}

/// One line of a form.
pub(crate) fn field(name: &str, label: &str, kind: &str, value: &str, needed: bool) -> Markup {
    html! { label { span { (label) } input name=(name) type=(kind) value=(value) required[needed]; } }
}

/// One line of a form that came back, with what is wrong about it.
pub(crate) fn typed(name: &str, label: &str, value: &str, needed: bool, wrong: Option<&str>) -> Markup {
    let (invalid, of) = (wrong.map(|_| "true"), wrong.map(|_| format!("wrong-{name}")));
    html! {
        label { span { (label) }
            input name=(name) value=(value) required[needed] aria-invalid=[invalid] aria-describedby=[of] autofocus[wrong.is_some()]; }
        (said_wrong(name, wrong))
    }
}

/// What is wrong about a field, below it.
pub(crate) fn said_wrong(name: &str, wrong: Option<&str>) -> Markup {
    html! { @if let Some(wrong) = wrong { p.wrong id={ "wrong-" (name) } role="alert" { (words::sentence(&wrong.into())) } } }
}

/// A line of a form with what is known already, and what it said then: what somebody else changes meanwhile is not
/// overwritten.
pub(crate) fn known(name: &str, label: &str, value: &str) -> Markup {
    html! { (filled(name, label, value, false)) (was(name, value)) }
}

/// The same, of what must not be left empty.
pub(crate) fn known_and_needed(name: &str, label: &str, value: &str) -> Markup {
    html! { (filled(name, label, value, true)) (was(name, value)) }
}

/// A line with what is known; a text of several lines keeps them.
fn filled(name: &str, label: &str, value: &str, needed: bool) -> Markup {
    if !value.contains('\n') {
        return field(name, label, "text", value, needed);
    }
    html! { label { span { (label) } textarea name=(name) rows="6" required[needed] { "\n" (value) } } }
}

/// What a field says as the form is drawn.
pub(crate) fn was(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name="was" value={ (name) "=" (value) }; }
}

/// Says more about somebody.
pub(crate) fn edit(page: &Page) -> Markup {
    let line = &page.line;
    let born = page
        .facts
        .iter()
        .find(|fact| fact.kind == "birthday")
        .map_or("", |fact| fact.value.trim_start_matches('-'));
    let circle = line.circle.unwrap_or(0).to_string();
    html! {
        form.fields method="post" action={ "/person/" (line.id) "/edit" } {
            (known("name", "Name", &line.name))
            (known("organisation", "Organisation", &line.organisation))
            (known("title", "What they do there", &line.title))
            (known("birthday", "Birthday (1980-11-24, 24.11.1980, 3 March)", born))
            (field("email", "One more e-mail address", "email", "", false))
            (field("phone", "One more phone number", "tel", "", false))
            (field("note", "One more note", "text", "", false))
            (was("circle", &circle))
            (select("edit", "circle", "How close", Some(&circle)))
            (was("cadence", &page.cadence)) (was("kind", page.kind))
            @for (field, label, now) in [("cadence", "How often to be in touch", page.cadence.as_str()), ("kind", "What they are", page.kind)] {
                label { span { (label) } select name=(field) {
                    option value="" { "as it is: " (now) }
                    (options(&choices("edit", field)[1..], None))
                } }
            }
            button.main { "Save" }
        }
    }
}
