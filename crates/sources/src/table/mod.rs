//! CSV: the exports of other programs, told apart by their columns, and Goodturn's own tables.

use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Direction, Draft, Found, Sink};
use goodturn_core::place::{Place, Problem};

use crate::Asked;
use crate::text::decode;
use layout::Layout;
use own::Table;
use sheet::{Row, Sheet};

mod book;
pub mod cell;
mod dates;
mod google;
mod layout;
mod linkedin;
mod meetings;
mod messages;
mod own;
mod people;
mod sheet;
#[cfg(test)]
mod tests;

/// What becomes of a row that is no draft.
enum Left {
    /// On purpose.
    Skipped(&'static str),
    /// It cannot be read.
    Failed(String),
}

/// What one row says.
type Said = Result<Draft, Left>;

/// Reads a table: one found item for each row below the header. A file whose columns do not fit is one failure.
pub fn read(bytes: &[u8], file: &Arc<str>, asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    let text = decode(bytes);
    let (layout, sheet) = match asked.format.and_then(Table::of) {
        Some(table) => match Sheet::fitting(&text, table.columns()) {
            Some(sheet) => (Layout::Own(table), sheet),
            None => {
                return sink.take(whole(file, "the file is empty; it needs a header row and rows".into()));
            }
        },
        None => match layout::find(&text) {
            Some(found) => found,
            None => {
                let what = "its columns are not those of a known export; name the table with --as people, \
                            interactions, ties, turns, needs or offers";
                return sink.take(whole(file, what.into()));
            }
        },
    };
    let name = last_part(file).to_lowercase();
    let layout = match layout {
        Layout::Wishes => own::wishes_in(&name).map_or(Layout::Wishes, Layout::Own),
        other => other,
    };
    match layout {
        Layout::Connections => each(&sheet, file, sink, |row| linkedin::connection(&sheet, row)),
        Layout::Messages => {
            let talk = messages::Talk::of(&sheet);
            each(&sheet, file, sink, |row| talk.message(row, asked))
        }
        Layout::Invitations => each(&sheet, file, sink, |row| linkedin::invitation(&sheet, row, asked)),
        Layout::Endorsements(way) => {
            each(&sheet, file, sink, |row| linkedin::endorsement(&sheet, row, way, asked))
        }
        Layout::Recommendations => {
            // Both files have the same columns; only their names tell who wrote.
            let way = match (name.contains("given"), name.contains("received")) {
                (true, false) => Direction::Out,
                (false, true) => Direction::In,
                _ => {
                    let what = "recommendations given and received have the same columns; call the file \
                                Recommendations_Given.csv or Recommendations_Received.csv, as LinkedIn does";
                    return sink.take(whole(file, what.into()));
                }
            };
            each(&sheet, file, sink, |row| linkedin::recommendation(&sheet, row, way, asked))
        }
        Layout::Owner => each(&sheet, file, sink, |_| Err(Left::Skipped("about yourself, not about others"))),
        Layout::Google => {
            let plan = google::Plan::of(&sheet);
            each(&sheet, file, sink, |row| plan.person(row))
        }
        Layout::Outlook | Layout::Roundcube | Layout::Thunderbird => {
            let plan = book::Plan::of(&sheet, layout == Layout::Roundcube);
            each(&sheet, file, sink, |row| plan.person(row))
        }
        Layout::Calendar => {
            let order = dates::order(&sheet, &["start date"], dates::Order::MonthFirst);
            each(&sheet, file, sink, |row| meetings::meeting(&sheet, row, order, asked))
        }
        Layout::Own(table) => match table.lacks(&sheet) {
            Some(what) => sink.take(whole(file, what)),
            None => each(&sheet, file, sink, |row| table.row(&sheet, row, asked)),
        },
        Layout::Wishes => {
            let what = "tables of needs and of offers have the same columns; say which it is with --as needs \
                        or --as offers, or call the column \"need\" or \"offer\" instead of \"what\"";
            sink.take(whole(file, what.into()))
        }
    }
}

/// What table this is, by its header, and where that fits both needs and offers, by its file's name. None where
/// it is none that is known.
pub fn recognise(bytes: &[u8], name: &str) -> Option<&'static str> {
    match layout::find(&decode(bytes))?.0 {
        Layout::Wishes => Some(own::wishes_in(last_part(name)).map_or(Layout::Wishes.label(), Table::label)),
        layout => Some(layout.label()),
    }
}

/// The name of a file without its folders and archives.
fn last_part(file: &str) -> &str {
    file.rsplit(['/', '\\', '!']).next().unwrap_or(file)
}

fn whole(file: &Arc<str>, what: String) -> Found {
    Found::Failed(Problem { place: Place::whole(file), what })
}

fn each(
    sheet: &Sheet<'_>,
    file: &Arc<str>,
    sink: &mut dyn Sink,
    mut say: impl FnMut(&Row) -> Said,
) -> ControlFlow<()> {
    for row in sheet.rows() {
        let place = Place::line(file, row.line);
        sink.take(match say(&row) {
            Ok(draft) => Found::Draft(draft, place),
            Err(Left::Skipped(reason)) => Found::Skipped(reason, place),
            Err(Left::Failed(what)) => Found::Failed(Problem { place, what }),
        })?;
    }
    ControlFlow::Continue(())
}

/// The key of an interaction from what makes it that one; 0 means none elsewhere.
fn key(parts: &[&str]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(parts.join("\u{1f}").as_bytes()).max(1)
}
