//! What is done with a filled-in form: one act of the book, then back to where one came from.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use goodturn_book::catalog;
use goodturn_book::people::page::Show;
use goodturn_book::request::{Answer, Done, Shape};
use serde_json::{Map, Value};

use super::again::Filled;
use super::failure::Failure;
use super::form::declared;
use super::form::sent::{Fields, addresses};
use super::{Web, links};

type Answered = Result<Response, Failure>;

fn go(web: &Web, path: &str, done: &Done) -> Response {
    let name = web.memory.done(done, web.clock.context().now);
    Redirect::to(&links::saying(path, name)).into_response()
}

/// Does an act of the catalog, with the fields of a form by their names.
async fn perform(web: &Web, deed: &str, fields: &Fields) -> Result<Done, Failure> {
    let known = catalog::entry(deed).filter(|entry| entry.is_of_a_form());
    let Some(entry) = known else { return Err(Failure::missing("there is no such deed")) };
    let mut request = Map::new();
    for field in entry.fields {
        let value = match field.shape {
            Shape::Positional | Shape::Rest => Some(Value::from(fields.text(field.name))),
            Shape::MaybePositional | Shape::MaybeRest | Shape::Optional => {
                let emptied = || fields.emptied(field.name).filter(|_| !declared::stays(deed, field.name));
                fields.maybe(field.name).or_else(emptied).map(Value::from)
            }
            Shape::Many | Shape::Several => Some(Value::from(fields.many(field.name))),
            Shape::Number => fields
                .maybe(field.name)
                .map(|text| text.parse::<u32>().map_or_else(|_| Value::from(text), Value::from)),
            Shape::Switch => Some(Value::from(fields.maybe(field.name).is_some())),
        };
        request.extend(value.map(|value| (field.name.to_owned(), value)));
    }
    match web.ask(move |book, ctx| entry.run(Value::Object(request), book, ctx)).await? {
        Answer::Done(done) => Ok(done),
        // What an act shows where nothing is said to it is for a terminal.
        _ => Err(Failure::new(
            StatusCode::BAD_REQUEST,
            "nothing was filled in",
            "go back and say what it is about",
        )),
    }
}

/// Any act; then the page named in `back`, or the one it came from.
pub(crate) async fn any(State(web): State<Web>, Path(deed): Path<String>, filled: Filled) -> Answered {
    let fields = &filled.fields;
    let done = perform(&web, &deed, fields).await.map_err(|failure| failure.again(&filled, &deed))?;
    let home = fields.maybe("back").filter(|back| links::is_ours(back)).map(|back| links::plain(&back));
    let path = home.or_else(|| filled.page.clone());
    let path = path.unwrap_or_else(|| match &done.person {
        Some(id) => format!("/person/{id}"),
        None => "/".to_owned(),
    });
    // A page of what was just made is named before it has a name.
    let path = path.replace("{id}", done.id.as_deref().unwrap_or_default());
    Ok(go(&web, &path, &done))
}

/// What one does from the page of a person or from a line of today, where the address says whom it is about.
const OF_PERSON: [&str; 6] = ["log", "edit", "tag", "snooze", "mute", "forget"];

/// An act about one person.
pub(crate) async fn person(
    State(web): State<Web>,
    Path((who, deed)): Path<(String, String)>,
    filled: Filled,
) -> Answered {
    if !OF_PERSON.contains(&deed.as_str()) {
        return Err(Failure::missing("there is no such deed"));
    }
    let home = match deed.as_str() {
        "forget" => "/people".to_owned(),
        _ => filled.page.clone().unwrap_or_else(|| format!("/person/{who}")),
    };
    // The address says whom, whatever the form may say.
    let mut fields = filled.fields.clone();
    fields.0.insert(0, ("who".to_owned(), who));
    let done = perform(&web, &deed, &fields).await.map_err(|failure| failure.again(&filled, &deed))?;
    Ok(go(&web, &home, &done))
}

/// Somebody new.
pub(crate) async fn add(State(web): State<Web>, filled: Filled) -> Answered {
    let done = perform(&web, "add", &filled.fields).await.map_err(|failure| failure.again(&filled, "add"))?;
    let path = done.person.as_ref().map_or_else(|| "/people".to_owned(), |id| format!("/person/{id}"));
    Ok(go(&web, &path, &done))
}

/// Takes an act back.
pub(crate) async fn undo(State(web): State<Web>, filled: Filled) -> Answered {
    let done = perform(&web, "undo", &filled.fields).await;
    let done = done.map_err(|failure| failure.back_to(filled.page.clone()))?;
    let mut home = filled.page.unwrap_or_else(|| "/journal".to_owned());
    if home.starts_with("/import/run") {
        home = "/import".to_owned();
    }
    // Whose page it was may have gone with the act.
    if let Some(id) = home.strip_prefix("/person/").and_then(|rest| rest.split(['/', '?']).next()) {
        let show = Show { who: id.to_owned(), limit: Some(1), before: None };
        if web.ask(move |book, ctx| book.show(&show, ctx)).await.is_err() {
            home = "/people".to_owned();
        }
    }
    Ok(go(&web, &home, &done))
}

/// Brings the sample network.
pub(crate) async fn demo(State(web): State<Web>) -> Answered {
    perform(&web, "demo", &Fields::default()).await?;
    // The page says by itself that this is the sample network, and how it goes away.
    Ok(Redirect::to("/").into_response())
}

/// Takes the sample network out.
pub(crate) async fn demo_remove(State(web): State<Web>) -> Answered {
    let remove = Fields(vec![("remove".to_owned(), "1".to_owned())]);
    Ok(go(&web, "/", &perform(&web, "demo", &remove).await?))
}

/// Says who I am and where.
pub(crate) async fn set(State(web): State<Web>, filled: Filled) -> Answered {
    let fields = &filled.fields;
    let nothing = fields.many("me").is_empty() && fields.maybe("region").is_none();
    if nothing && fields.maybe("merge").is_none() {
        let failure =
            Failure::new(StatusCode::BAD_REQUEST, "nothing is said: write an address or a region", "");
        return Err(failure.at("me").again(&filled, "set"));
    }
    // The addresses are lines of one field.
    let mut one_each = fields.clone();
    one_each.0.retain(|(name, _)| name != "me");
    one_each.0.extend(addresses(&fields.text("me")).into_iter().map(|me| ("me".to_owned(), me)));
    let done = perform(&web, "set", &one_each).await.map_err(|failure| failure.again(&filled, "set"))?;
    Ok(go(&web, "/settings", &done))
}
