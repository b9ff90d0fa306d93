//! Which book a page was opened on. A restore puts another book in its place while pages of the one before are still
//! open; what their forms name by number may be something else by then. So each form carries the book's epoch, which is
//! new after each restore.

use axum::http::StatusCode;
use maud::html;

use super::Web;
use super::failure::Failure;
use super::form::sent::Fields;

/// The field of each form that says it.
const FIELD: &str = "opened-on";

/// What begins a form that does something.
const FORM: &str = " method=\"post\"";

/// A page that says in each form which book it is of; none where no form does anything. It was made by us, so no value
/// holds a quote that is not escaped.
pub(crate) async fn marked(web: &Web, page: &str) -> Option<String> {
    if !page.contains(FORM) {
        return None;
    }
    // A book that cannot be asked now answers no form either.
    let epoch = web.look(|book, _| book.epoch()).await.ok()?;
    let field = html! { input type="hidden" name=(FIELD) value=(epoch); }.into_string();
    let mut out = String::with_capacity(page.len() + 2_000);
    let mut rest = page;
    while let Some(at) = rest.find(FORM) {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..end]);
        out.push_str(&field);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Some(out)
}

/// Takes the mark out of a form, and refuses one of the book as it was before a restore. A program that sends a form
/// without the mark saw no page.
pub(crate) async fn check(web: &Web, fields: &mut Fields) -> Result<(), Failure> {
    let Some(of) = fields.0.iter().find(|(name, _)| name == FIELD).map(|(_, value)| value.clone()) else {
        return Ok(());
    };
    fields.0.retain(|(name, _)| name != FIELD);
    if web.look(|book, _| book.epoch()).await? == of {
        return Ok(());
    }
    Err(Failure::new(
        StatusCode::CONFLICT,
        "the book was restored from a copy since this page was opened, and nothing was done",
        "open the page again and see whether it is still wanted",
    ))
}
