//! A form that was refused comes back as it was filled in, with what is wrong at its field.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use goodturn_book::catalog;
use goodturn_core::limits::FIELDS;

use super::failure::Failure;
use super::form::Form;
use super::form::sent::Fields;
use super::{Web, links, opened};

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
        match axum::Form::from_request(request, web).await {
            Ok(axum::Form(fields)) if Vec::len(&fields) > FIELDS => Err(Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("the form has more than {FIELDS} fields, and nothing of it was kept"),
                "go back and send less of it at once",
            )
            .back_to(page)),
            Ok(axum::Form(fields)) => {
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
    form: Form,
    /// The field that is wrong, where that is known.
    wrong: Option<String>,
    page: Option<String>,
}

impl Again {
    /// The form of a deed; none where the book has no such deed or nothing was written by hand.
    pub(crate) fn of(filled: &Filled, deed: &str, wrong: Option<String>) -> Option<Again> {
        let fields = filled.fields.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let form = Form::sent(catalog::entry(deed)?, &filled.action, fields)?;
        Some(Again { form, wrong, page: filled.page.clone() })
    }

    /// The field that the error names; where it is about what was written and names none, the only field there is.
    fn wrong(&self, status: StatusCode) -> Option<usize> {
        let lines = self.form.lines();
        let named = lines.iter().position(|line| Some(line.name()) == self.wrong.as_deref());
        named.or((lines.len() == 1 && status == StatusCode::BAD_REQUEST).then_some(0))
    }

    /// The form, with `message` at the field it is about.
    pub(crate) fn form(self, message: &str, status: StatusCode) -> Form {
        let at = self.wrong(status);
        let mut form = self.form.wrong_at(at, &format!("{message}.")).main("Send it again");
        // Who has seen the newer value and sends theirs once more means it.
        if let Some(wrong) = self.wrong.filter(|_| status == StatusCode::CONFLICT) {
            form = form.seen(&wrong);
        }
        match self.page {
            Some(page) => form.with(PAGE, &page).link(&page, "Back to the page"),
            None => form,
        }
    }
}
