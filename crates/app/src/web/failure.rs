//! A page that says what went wrong and what to do about it, with what was written.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use goodturn_book::{Error, ErrorKind};
use maud::html;

use super::again::{Again, Filled};
use super::layout::{self, Flash};
use super::speech::of_words;

/// What went wrong, in words.
pub(crate) struct Failure {
    status: StatusCode,
    message: String,
    hint: String,
    /// The field that it is about, where the book said so.
    field: Option<String>,
    /// The form that was refused, as it was filled in.
    again: Option<Box<Again>>,
    /// The page where what was written still stands, where no form comes back.
    page: Option<String>,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure { status, message: message.into(), hint: hint.into(), field: None, again: None, page: None }
    }

    pub(crate) fn missing(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::NOT_FOUND, message, "")
    }

    pub(crate) fn broken() -> Failure {
        Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the book's thread broke off", "please report it")
    }

    /// The same with the form of a deed, filled in as it came, so that nothing has to be typed again.
    pub(crate) fn again(self, filled: &Filled, deed: &str) -> Failure {
        if self.status == StatusCode::PAYLOAD_TOO_LARGE || self.again.is_some() {
            return self;
        }
        let again = Again::of(filled, deed, self.field.clone()).map(Box::new);
        Failure { again, ..self.back_to(filled.page.clone()) }
    }

    /// The same, about this field.
    pub(crate) fn at(self, field: &str) -> Failure {
        Failure { field: Some(field.to_owned()), ..self }
    }

    /// The same with a way back to the page where what was written still stands.
    pub(crate) fn back_to(self, page: Option<String>) -> Failure {
        Failure { page: self.page.or(page), ..self }
    }

    /// What was wrong with what was asked, in words, for a page that lets one ask again; the failure itself where it
    /// was not the asking.
    pub(crate) fn of_asking(self) -> Result<String, Failure> {
        if self.status.is_server_error() { Err(self) } else { Ok(self.message) }
    }

    /// What was wrong with what was written, and what to do about it, for the form that comes back; the failure itself
    /// where it was not what was written.
    pub(crate) fn of_field(self) -> Result<(StatusCode, String), Failure> {
        if self.status.is_server_error() {
            return Err(self);
        }
        let said = match self.hint.as_str() {
            "" => self.message,
            hint => format!("{}: {hint}", self.message),
        };
        Ok((self.status, said))
    }

    /// On a page about one person, a refusal means that there is nobody like that.
    pub(crate) fn or_missing(self) -> Failure {
        match self.status {
            StatusCode::CONFLICT => Failure { status: StatusCode::NOT_FOUND, ..self },
            _ => self,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let status = match error.kind {
            ErrorKind::Refused => StatusCode::CONFLICT,
            ErrorKind::Usage | ErrorKind::Input => StatusCode::BAD_REQUEST,
            ErrorKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Failure { hint: of_words(&error.hint), field: error.field, ..Failure::new(status, error.message, "") }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let title = match self.status {
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::INTERNAL_SERVER_ERROR => "Something broke",
            _ => "That did not work",
        };
        let again = self.again.map(|again| again.form(&self.message, self.status));
        let body = html! {
            h1 { (title) }
            p.lead.wrap { (self.message) "." }
            @if !self.hint.is_empty() { p.quiet { (self.hint) } }
            @match &again {
                Some(again) => (again),
                None => @match &self.page {
                    Some(page) => p { a.button href=(page) { "Back to the page" } },
                    None => p { a href="/" { "Go to today" } },
                }
            }
        };
        (self.status, layout::page(title, "", &Flash::default(), body)).into_response()
    }
}
