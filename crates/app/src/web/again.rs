//! A form that was refused comes back as it was filled in, with what is wrong at its field.

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use goodturn_book::catalog;
use goodturn_book::request::{Entry, Field, Shape};
use goodturn_core::id::PersonId;
use goodturn_core::limits::FIELDS;
use maud::{Markup, html};

use super::failure::Failure;
use super::forms::Fields;
use super::{Web, choices, links, opened, speech};

/// A filled-in form, as it came.
#[derive(Clone)]
pub(crate) struct Filled {
    /// Where it was sent.
    action: String,
    /// The page it stands on, or stood on before it came back.
    pub(crate) page: Option<String>,
    /// What was written.
    pub(crate) fields: Fields,
}

/// The field by which a form that came back says where it stood first.
const PAGE: &str = "from-page";

impl FromRequest<Web> for Filled {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Filled, Failure> {
        let action = request.uri().path().to_owned();
        // Where a browser does not say where it comes from, the address of what is done to somebody names whose page it is.
        let of_person =
            || links::page(action.rsplit_once('/').filter(|(page, _)| page.starts_with("/person/"))?.0);
        let page = links::from(request.headers()).or_else(of_person);
        match Form::from_request(request, web).await {
            Ok(Form(fields)) if Vec::len(&fields) > FIELDS => Err(Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("the form has more than {FIELDS} fields, and nothing of it was kept"),
                "go back and send less of it at once",
            )
            .back_to(page)),
            Ok(Form(fields)) => {
                speech::wrote(fields.iter().map(|(_, text): &(String, String)| text.as_str()));
                let (of_page, fields): (Vec<_>, Vec<_>) =
                    fields.into_iter().partition(|(name, _): &(String, String)| name == PAGE);
                let page = of_page.first().and_then(|(_, path)| links::page(path)).or(page);
                let mut filled = Filled { action, page, fields: Fields(fields) };
                let checked = opened::check(web, &mut filled.fields).await;
                let deed = filled.action.rsplit('/').next().unwrap_or_default();
                checked.map_err(|failure| failure.again(&filled, deed))?;
                Ok(filled)
            }
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "what was written is more than one form takes (2 MB), and nothing of it was kept",
                "go back, where it still stands, and write less; a long text can be imported as a file",
            )
            .back_to(page)),
            Err(rejection) => Err(Failure::new(
                StatusCode::BAD_REQUEST,
                format!("the form could not be read: {rejection}"),
                "go back and send it once more",
            )
            .back_to(page)),
        }
    }
}

/// A refused form, to be shown again.
pub(crate) struct Again {
    filled: Filled,
    deed: &'static Entry,
    /// The field that is wrong, where that is known.
    wrong: Option<String>,
}

/// One field as it comes back.
struct Line<'f> {
    deed: &'static str,
    name: &'f str,
    value: &'f str,
    known: Option<&'static Field>,
}

impl Again {
    /// The form of a deed; none where the book has no such deed or nothing was written by hand.
    pub(crate) fn of(filled: &Filled, deed: &str, wrong: Option<String>) -> Option<Again> {
        let deed = catalog::entry(deed)?;
        let again = Again { filled: filled.clone(), deed, wrong };
        let any = again.lines().any(|line| !line.is_hidden());
        any.then_some(again)
    }

    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.filled.fields.0.iter().map(|(name, value)| {
            let known = self.deed.fields.iter().find(|field| field.name == name);
            Line { deed: self.deed.name, name, value, known }
        })
    }

    /// The field that an error is about: the one that is named, or the one whose text the error quotes. Where it is about
    /// what was written and says neither, what has to be said and is not, or the only field there is.
    fn wrong(&self, message: &str, status: StatusCode) -> Option<usize> {
        let named = |line: &Line<'_>| Some(line.name) == self.wrong.as_deref() && !line.is_hidden();
        let quotes = |line: &Line<'_>, quoted: &dyn Fn(&str) -> String| {
            let text = line.value.trim();
            !line.is_hidden() && text.chars().count() > 1 && message.contains(&quoted(text))
        };
        let said = self
            .lines()
            .position(|line| named(&line))
            .or_else(|| self.lines().position(|line| quotes(&line, &|text| format!("{text:?}"))))
            .or_else(|| self.lines().position(|line| quotes(&line, &str::to_owned)));
        if said.is_some() || status != StatusCode::BAD_REQUEST {
            return said;
        }
        let mut shown = self.lines().enumerate().filter(|(_, line)| !line.is_hidden());
        let only = shown.next().filter(|_| shown.next().is_none()).map(|(at, _)| at);
        self.lines().position(|line| line.is_missing()).or(only)
    }

    /// The form, with `message` at the field it is about.
    pub(crate) fn form(&self, message: &str, status: StatusCode) -> Markup {
        let wrong = self.wrong(message, status);
        let seen =
            |was: &str| status == StatusCode::CONFLICT && was.split('=').next() == self.wrong.as_deref();
        html! {
            form.fields.again method="post" action=(self.filled.action) data-unsent {
                @if let Some(page) = &self.filled.page { input type="hidden" name=(PAGE) value=(page); }
                @for (at, line) in self.lines().enumerate() {
                    @if line.name == "was" {
                        // Who has seen the newer value and sends theirs once more means it.
                        @if !seen(line.value) {
                            input type="hidden" name="was" value=(line.value);
                        }
                    } @else if line.is_hidden() {
                        input type="hidden" name=(line.name) value=(line.value);
                    } @else {
                        (line.shown(at, (wrong == Some(at)).then_some(message)))
                    }
                }
                div.buttons {
                    button.main { "Send it again" }
                    @if let Some(page) = &self.filled.page { a.button href=(page) { "Back to the page" } }
                }
            }
        }
    }
}

impl Line<'_> {
    /// Names and numbers that the page put into the form, and not the one who filled it in.
    fn is_hidden(&self) -> bool {
        match self.known {
            None => true,
            Some(field) => {
                choices::is_put(self.deed, field.name)
                    || matches!(field.shape, Shape::Switch)
                    || self.value.parse::<PersonId>().is_ok()
            }
        }
    }

    /// What has to be given, and came empty.
    fn is_missing(&self) -> bool {
        let must = |field: &Field| matches!(field.shape, Shape::Positional | Shape::Rest);
        !self.is_hidden() && self.known.is_some_and(must) && self.value.trim().is_empty()
    }

    fn shown(&self, at: usize, wrong: Option<&str>) -> Markup {
        let (id, of) = (format!("again-{at}"), format!("again-{at}-wrong"));
        let label = choices::label(self.deed, self.name);
        let few = choices::choices(self.deed, self.name);
        let described = wrong.map(|_| of.as_str());
        let invalid = wrong.map(|_| "true");
        html! {
            div.field {
                label for=(id) { (label) }
                @if few.iter().any(|(value, _)| value == self.value) {
                    select id=(id) name=(self.name) aria-invalid=[invalid] aria-describedby=[described]
                        autofocus[wrong.is_some()] { (choices::options(&few, Some(self.value))) }
                } @else if self.value.contains('\n') || self.value.chars().count() > 60 {
                    textarea id=(id) name=(self.name) rows="6" aria-invalid=[invalid] aria-describedby=[described]
                        autofocus[wrong.is_some()] { "\n" (self.value) }
                } @else {
                    input id=(id) name=(self.name) value=(self.value) aria-invalid=[invalid]
                        aria-describedby=[described] autofocus[wrong.is_some()];
                }
                @if let Some(message) = wrong { p.wrong id=(of) { (message) "." } }
            }
        }
    }
}
