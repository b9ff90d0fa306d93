//! CSV: the exports of other programs, told apart by their columns, and Goodturn's own tables.

use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Direction, Draft, Item, Sink};
use goodturn_core::limits::CELL;
use goodturn_core::place::{Place, Problem};

use crate::Asked;
use crate::dates::Order;
use crate::text::decode;
use layout::Layout;
use own::Table;
use plan::Plan;
use sheet::{Row, Sheet};

pub mod cell;
mod columns;
mod google;
mod layout;
mod linkedin;
mod meetings;
mod messages;
mod own;
mod people;
mod plan;
mod sheet;
#[cfg(test)]
mod tests;

/// What becomes of a row that is no draft.
enum NoDraft {
    /// On purpose.
    Skipped(&'static str),
    /// It cannot be read.
    Failed(String),
}

/// What one row says.
type RowResult = Result<Draft, NoDraft>;

/// Reads a table: one found item for each row below the header. A file whose columns do not fit is one failure.
pub fn read(bytes: &[u8], file: &Arc<str>, asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    let text = decode(bytes);
    let (layout, sheet) = match asked.format.and_then(Table::of) {
        Some(table) => match table.fitting(&text) {
            Some(sheet) => (Layout::Own(table), sheet),
            None => {
                return sink.take(whole(file, "the file is empty; it needs a header row and rows".into()));
            }
        },
        None => match layout::find(&text) {
            Some(found) => found,
            None => {
                let what = "its columns are not those of a known export; say as what it is to be read: people, \
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
    let days = |keys: &[&str]| sheet.days_of(keys, asked.usual_order(false), asked.today());
    match layout {
        Layout::Connections => {
            let days = days(&["connected on"]);
            each(&sheet, file, sink, |row, odd| linkedin::connection(&sheet, row, days, odd))
        }
        Layout::Messages => {
            let talk = messages::Talk::of(&sheet, days(&["date"]));
            each(&sheet, file, sink, |row, _| talk.message(row, asked))
        }
        Layout::Invitations => {
            let days = days(&["sent at"]);
            each(&sheet, file, sink, |row, _| linkedin::invitation(&sheet, row, days, asked))
        }
        Layout::Endorsements(way) => {
            let days = days(&["endorsement date"]);
            each(&sheet, file, sink, |row, _| linkedin::endorsement(&sheet, row, way, days, asked))
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
            let days = days(&["creation date"]);
            each(&sheet, file, sink, |row, _| linkedin::recommendation(&sheet, row, way, days, asked))
        }
        Layout::Owner => {
            each(&sheet, file, sink, |_, _| Err(NoDraft::Skipped("about yourself, not about others")))
        }
        Layout::Google => {
            let plan = google::Plan::of(&sheet, asked);
            if plan.days.doubtful {
                noticed(sheet.line, file, sink, plan.days.doubt())?;
            }
            each(&sheet, file, sink, |row, odd| plan.person(row, odd))
        }
        Layout::People(program) => {
            let usual = (program == "roundcube").then_some(Order::DayFirst);
            people(&Plan::of(&sheet, asked, false, usual), &sheet, file, sink)
        }
        Layout::Calendar => {
            let days = days(&["start date"]);
            each(&sheet, file, sink, |row, _| meetings::meeting(&sheet, row, days, asked))
        }
        Layout::Own(table) => match table.lacks(&sheet) {
            Some(what) => sink.take(whole(file, what)),
            None if table == Table::People => {
                people(&Plan::of(&sheet, asked, true, Some(Order::DayFirst)), &sheet, file, sink)
            }
            None => each(&sheet, file, sink, |row, _| table.row(&sheet, row, asked)),
        },
        Layout::Wishes => {
            let what = "tables of needs and of offers have the same columns; say which it is, needs or offers, or \
                        call the column \"need\" or \"offer\" instead of \"what\"";
            sink.take(whole(file, what.into()))
        }
    }
}

fn people(plan: &Plan, sheet: &Sheet<'_>, file: &Arc<str>, sink: &mut dyn Sink) -> ControlFlow<()> {
    for what in plan.odd() {
        noticed(sheet.line, file, sink, what.clone())?;
    }
    each(sheet, file, sink, |row, odd| plan.person(row, odd))
}

fn noticed(line: u64, file: &Arc<str>, sink: &mut dyn Sink, what: String) -> ControlFlow<()> {
    sink.take(Item::Noticed(Problem { place: Place::line(file, line), what }))
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

fn whole(file: &Arc<str>, what: String) -> Item {
    Item::Failed(Problem { place: Place::whole(file), what })
}

fn each(
    sheet: &Sheet<'_>,
    file: &Arc<str>,
    sink: &mut dyn Sink,
    mut say: impl FnMut(&Row, &mut Vec<String>) -> RowResult,
) -> ControlFlow<()> {
    let mut odd = Vec::new();
    for row in sheet.rows() {
        let place = Place::line(file, row.line);
        if row.cut {
            odd.push(format!("a cell is longer than {} MB, and the rest of it was left out", CELL >> 20));
        }
        let said = say(&row, &mut odd);
        for what in odd.drain(..) {
            noticed(row.line, file, sink, what)?;
        }
        sink.take(match said {
            Ok(draft) => Item::Draft(draft, place),
            Err(NoDraft::Skipped(reason)) => Item::Skipped(reason, place),
            Err(NoDraft::Failed(what)) => Item::Failed(Problem { place, what }),
        })?;
    }
    ControlFlow::Continue(())
}

/// The key of an interaction from what makes it that one; 0 means none elsewhere.
fn key(parts: &[&str]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(parts.join("\u{1f}").as_bytes()).max(1)
}
