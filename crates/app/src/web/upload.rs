//! Files from the browser, written to the disk piece by piece: an archive may be larger than the memory.

use std::path::{Path, PathBuf};

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use goodturn_book::import::Import;
use goodturn_core::limits::{FIELD, FIELDS};
use tokio::io::AsyncWriteExt;

use super::failure::Failure;
use super::form::sent::addresses;
use super::import::Typed;
use super::owner::{self, Waiting};
use super::{Web, import, messages};

impl From<MultipartError> for Failure {
    fn from(error: MultipartError) -> Failure {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "that is more than one form takes, and nothing of it was kept",
                "send less of it at once; what is large can be imported as a file",
            );
        }
        Failure::new(StatusCode::BAD_REQUEST, format!("the upload broke off: {error}"), "try again")
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("the upload cannot be written: {error}"),
            "see whether the disk for temporary files is full",
        )
    }
}

/// Where an import that has begun is looked at.
pub(crate) const BEGUN: &str = "/import/run?done=1";

/// Takes the files and starts their import, or asks first whose mail is among them.
pub(crate) async fn start(State(web): State<Web>, form: Multipart) -> Result<Response, Failure> {
    begun(&web, form).await.map_err(|failure| failure.back_to(Some("/import".to_owned())))
}

async fn begun(web: &Web, mut form: Multipart) -> Result<Response, Failure> {
    let Some(turn) = web.imports.turn() else {
        return Err(Failure::new(
            StatusCode::CONFLICT,
            "an import is running already",
            "wait for it, or stop it",
        ));
    };
    let folder = tempfile::Builder::new().prefix("goodturn-").tempdir()?;
    let mut ask = Import::default();
    let mut counted = Counted::default();
    let (mut typed, mut was) = (Typed::default(), String::new());
    while let Some(mut field) = form.next_field().await? {
        counted.one()?;
        match field.name().unwrap_or_default() {
            "files" => {
                let given = field.file_name().unwrap_or_default().to_owned();
                // A form without a chosen file sends one empty part without a name.
                if given.is_empty() {
                    continue;
                }
                let name = unique(&clean(&given), &ask.names);
                let path = folder.path().join(&name);
                write(&mut field, &path).await?;
                ask.paths.push(path);
                ask.names.push(name);
            }
            "path" => typed.path = text(&mut field).await?,
            "me" => typed.me = text(&mut field).await?,
            "was" => was = text(&mut field).await?,
            "texts" => typed.texts = true,
            "all_of_it" => typed.all_of_it = true,
            _ => {}
        }
    }
    (ask.texts, ask.all_of_it) = (typed.texts, typed.all_of_it);
    let chosen = !ask.paths.is_empty();
    let named = typed.path.trim();
    if !named.is_empty() {
        if !Path::new(named).exists() {
            let said = messages::nothing_there(named, chosen).to_string();
            return import::refused(web, &typed, ("path", &said)).await;
        }
        ask.paths.push(PathBuf::from(named));
    }
    // The addresses that the form showed are known, or were taken back since.
    if was.strip_prefix("me=") != Some(typed.me.as_str()) {
        ask.me = addresses(&typed.me);
    }
    if ask.paths.is_empty() {
        let said = "there is nothing to read: choose files, or name a path under “More”";
        return import::refused(web, &typed, ("files", said)).await;
    }
    if let Some(address) = owner::wrong(&ask.me) {
        let said = messages::no_address(address, chosen).to_string();
        return import::refused(web, &typed, ("me", &said)).await;
    }
    if ask.me.is_empty() && web.ask(|book, _| book.settings()).await?.me.is_empty() {
        let paths = ask.paths.clone();
        let clues = web.ask_slowly(move |_, _| Ok(crate::owner::clues(&paths).candidates())).await?;
        if !clues.is_empty() {
            web.imports.ask(turn, Waiting::new(clues, ask, folder));
            return Ok(Redirect::to(BEGUN).into_response());
        }
    }
    import::begin(web, turn, ask, folder);
    Ok(Redirect::to(BEGUN).into_response())
}

/// A field's text. No field is longer than a letter: what is, is a file in the wrong place, and is not held in memory.
pub(crate) async fn text(field: &mut Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await? {
        if bytes.len() + piece.len() > FIELD {
            return Err(Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("a field of the form holds more than {} MB", FIELD >> 20),
                "give it as a file",
            ));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Counts the fields of a form.
#[derive(Default)]
pub(crate) struct Counted(usize);

impl Counted {
    /// One more, where there may be.
    pub(crate) fn one(&mut self) -> Result<(), Failure> {
        self.0 += 1;
        if self.0 <= FIELDS {
            return Ok(());
        }
        Err(Failure::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the form has more than {FIELDS} fields or files"),
            "put the files into a zip, or name their folder",
        ))
    }
}

/// Writes a chosen file into a folder; none where none was chosen. `taken` are the names that lie there already.
pub(crate) async fn keep(
    field: &mut Field<'_>,
    folder: &Path,
    taken: &[PathBuf],
) -> Result<Option<PathBuf>, Failure> {
    let given = field.file_name().unwrap_or_default().to_owned();
    // A form without a chosen file sends one empty part without a name.
    if given.is_empty() {
        return Ok(None);
    }
    let named = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let names: Vec<String> = taken.iter().filter_map(named).collect();
    let path = folder.join(unique(&clean(&given), &names));
    write(field, &path).await?;
    Ok(Some(path))
}

async fn write(field: &mut Field<'_>, path: &Path) -> Result<(), Failure> {
    let mut file = tokio::fs::File::create_new(path).await?;
    while let Some(piece) = field.chunk().await? {
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    Ok(())
}

/// The last part of a file's name, of harmless letters, so that it can lie in no other folder. `!` parts an
/// archive from its entries in reports.
fn clean(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last
        .chars()
        .map(|c| if c.is_control() || "!:*?\"<>|".contains(c) { '_' } else { c })
        .take(60)
        .collect();
    let name = name.trim_start_matches('.').trim();
    // The ending says what it is, and must outlive the shortening.
    let ending = last
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| ending.chars().all(char::is_alphanumeric));
    match ending.filter(|ending| last.chars().count() > 60 && ending.len() < 12) {
        Some(ending) => format!("{name}.{ending}"),
        None if name.is_empty() => "file".to_owned(),
        None => name.to_owned(),
    }
}

fn unique(name: &str, taken: &[String]) -> String {
    let mut found = name.to_owned();
    let mut count = 1;
    // Some file systems do not tell large letters from small ones.
    while taken.iter().any(|known| known.to_lowercase() == found.to_lowercase()) {
        count += 1;
        found = format!("{count}-{name}");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder_and_is_not_taken_twice() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\mail\\a!b.vcf"), "a_b.vcf");
        assert_eq!(clean(".."), "file");
        assert!(clean(&format!("{}.vcf", "x".repeat(300))).ends_with(".vcf"));
        assert_eq!(unique("A.vcf", &["a.vcf".to_owned()]), "2-A.vcf");
    }
}
