//! What no deed of the catalog asks for: the lines of the import's forms, and texts that are only there to be copied.

use maud::{Markup, html};

use super::rows;
use crate::web::words;

/// One line of a form that may have come back, with what is wrong about it.
pub(crate) fn typed(name: &str, label: &str, value: &str, wrong: Option<&str>) -> Markup {
    let (invalid, of) = (wrong.map(|_| "true"), wrong.map(|_| format!("wrong-{name}")));
    html! {
        label { span { (label) }
            input name=(name) value=(value) aria-invalid=[invalid] aria-describedby=[of] autofocus[wrong.is_some()]; }
        (said_wrong(name, wrong))
    }
}

/// What is wrong about a field, below it.
pub(crate) fn said_wrong(name: &str, wrong: Option<&str>) -> Markup {
    html! { @if let Some(wrong) = wrong { p.wrong id={ "wrong-" (name) } role="alert" { (words::sentence(&wrong.into())) } } }
}

/// What a field says as the form is drawn.
pub(crate) fn was(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name="was" value={ (name) "=" (value) }; }
}

/// A text to be read and copied.
pub(crate) fn written(text: &str) -> Markup {
    html! { label { span.hidden { "The text" } textarea readonly rows=(rows(text)) { (text) } } }
}
