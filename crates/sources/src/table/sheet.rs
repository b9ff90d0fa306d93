//! Rows and columns of a text, whatever separates them.

use goodturn_core::limits::{CELL, COLUMNS};

use jiff::civil::Date;

use super::cell;
use crate::dates::{Clues, Days, Order};

/// How far down a header is looked for: some exports explain themselves first.
const PREAMBLE: usize = 20;
/// Looking for the ends of quotes that were never closed costs no more than reading the text so many times.
const EFFORT: usize = 8;

/// A table whose header is known.
pub(super) struct Sheet<'t> {
    text: &'t str,
    delimiter: u8,
    above: usize,
    /// The columns as the file names them.
    pub(super) names: Vec<String>,
    /// The same in lower case, for comparing.
    pub(super) keys: Vec<String>,
    /// The line of the header.
    pub(super) line: u64,
}

/// One row.
pub(super) struct Row {
    /// The line it begins on, counted from 1.
    pub(super) line: u64,
    /// Whether a cell was longer than any may be, and is cut.
    pub(super) cut: bool,
    cells: Vec<String>,
}

impl Row {
    /// The text of a cell; empty where the row is too short.
    pub(super) fn at(&self, column: usize) -> &str {
        cell::read(self.cells.get(column).map_or("", String::as_str).trim())
    }

    /// Whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Every cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.trim())
    }

    fn width(&self) -> usize {
        self.cells.len()
    }
}

impl<'t> Sheet<'t> {
    /// Every way to see a header near the top of the text, the likeliest first. A line `sep=;` of Excel's above it
    /// says what separates.
    pub(super) fn candidates(text: &'t str) -> impl Iterator<Item = Sheet<'t>> {
        let said = separator(text);
        let likely: &[u8] = b",;\t|";
        let delimiters = likely.iter().copied().filter(move |known| said.is_none_or(|said| said == *known));
        let other = said.filter(|said| !likely.contains(said));
        delimiters.chain(other).flat_map(move |delimiter| {
            let skipped = usize::from(said.is_some());
            rows(text, delimiter, 0).skip(skipped).take(PREAMBLE).enumerate().map(move |(at, row)| {
                let names: Vec<String> = row
                    .cells()
                    .take(COLUMNS)
                    .map(|name| name.trim_matches('\u{feff}').trim().to_owned())
                    .collect();
                let keys = names.iter().map(|name| name.to_lowercase()).collect();
                Sheet { text, delimiter, above: at + 1 + skipped, names, keys, line: row.line }
            })
        })
    }

    /// The table whose first row is the header, separated so that most of these columns are met.
    pub(super) fn fitting(
        text: &'t str,
        met: impl Fn(&Sheet<'_>) -> usize,
        first: bool,
    ) -> Option<Sheet<'t>> {
        let mut best: Option<(usize, Sheet<'t>)> = None;
        for sheet in Sheet::candidates(text).filter(|sheet| !first || sheet.is_first()) {
            let count = met(&sheet);
            if best.as_ref().is_none_or(|(known, _)| *known < count) {
                best = Some((count, sheet));
            }
        }
        best.map(|(_, sheet)| sheet)
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, key: &str) -> bool {
        self.column(key).is_some()
    }

    /// Whether the header is the first row of the text.
    pub(super) fn is_first(&self) -> bool {
        self.above == 1 + usize::from(separator(self.text).is_some())
    }

    /// Where a column stands.
    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|have| have == key)
    }

    /// The text of a row in a column; empty where there is no such column.
    pub(super) fn cell<'r>(&self, row: &'r Row, key: &str) -> &'r str {
        self.column(key).map_or("", |column| row.at(column))
    }

    /// The rows below the header.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        rows(self.text, self.delimiter, self.names.len()).skip(self.above)
    }

    /// How the days in these columns are read. `usual` is for those that tell nothing themselves.
    pub(super) fn days_in(&self, columns: &[usize], usual: Order, latest: Date) -> Days {
        let mut clues = Clues::default();
        if !columns.is_empty() {
            for row in self.rows() {
                columns.iter().for_each(|&column| clues.see(row.at(column)));
            }
        }
        clues.days(usual, latest)
    }

    /// The same in all columns that one of these keys names.
    pub(super) fn days_of(&self, keys: &[&str], usual: Order, latest: Date) -> Days {
        let columns: Vec<usize> = keys.iter().filter_map(|key| self.column(key)).collect();
        self.days_in(&columns, usual, latest)
    }

    /// Whether the cells of a column hold addresses, as far as one looks.
    pub(super) fn holds_addresses(&self, column: usize) -> bool {
        let mut filled = self.rows().take(8).filter(|row| !row.at(column).is_empty()).peekable();
        filled.peek().is_some()
            && filled.all(|row| {
                let address = goodturn_core::channel::email(row.at(column));
                address.is_some_and(|address| address.contains('.'))
            })
    }

    /// Whether what follows has cells below the columns, as prose below a chance likeness has not.
    pub(super) fn goes_on(&self) -> bool {
        let fits = |row: &Row| row.width() * 2 > self.names.len() && row.width() <= self.names.len() + 2;
        let rows: Vec<Row> = self.rows().take(8).filter(|row| !row.is_empty()).collect();
        // Some exports end with sentences of their own.
        rows.first().is_none_or(fits) || rows.iter().filter(|row| fits(row)).count() * 2 >= rows.len()
    }
}

/// What Excel's line `sep=;` says, where the text begins with one.
fn separator(text: &str) -> Option<u8> {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches('"');
    let rest = text.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).map(|_| &text[4..])?;
    let mut bytes = rest.bytes();
    let sign = bytes.next().filter(|sign| sign.is_ascii() && !matches!(sign, b'\r' | b'\n' | b'"'))?;
    matches!(bytes.find(|byte| *byte != b'"'), None | Some(b'\r' | b'\n')).then_some(sign)
}

struct Rows<'t> {
    text: &'t str,
    delimiter: u8,
    /// How many cells a row should have; 0 where that is not known.
    width: usize,
    at: usize,
    line: u64,
    /// How many bytes may still be looked through in vain.
    effort: usize,
}

fn rows(text: &str, delimiter: u8, width: usize) -> Rows<'_> {
    Rows { text, delimiter, width, at: 0, line: 1, effort: text.len().saturating_mul(EFFORT) }
}

/// What one try to read a record came to.
struct Record {
    cells: Vec<String>,
    /// Where the next record begins.
    end: usize,
    /// How many line breaks stand inside.
    lines: u64,
    /// A quote in it was never closed, or closed where something else than the next cell follows.
    broken: bool,
    /// A cell in it is cut.
    cut: bool,
    /// How many bytes were looked through for the ends of quotes.
    looked: usize,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let bytes = self.text.as_bytes();
        // Blank lines are no rows.
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b'\r' if bytes.get(self.at + 1) != Some(&b'\n') => self.line += 1,
                b'\r' => {}
                _ => break,
            }
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        let record = self.record();
        let row = Row { line: self.line, cut: record.cut, cells: record.cells };
        self.at = record.end;
        self.line += record.lines;
        Some(row)
    }
}

impl Rows<'_> {
    /// The next record. A quote that was never closed would take in the rows behind it, up to the next quote or to
    /// the end: where the record then looks wrong, and its first line alone does not, the line is the record.
    fn record(&mut self) -> Record {
        let whole = self.read(self.effort > 0);
        if whole.lines == 0 {
            self.effort = self.effort.saturating_sub(if whole.broken { whole.looked } else { 0 });
            return whole;
        }
        let fits = |record: &Record| self.width == 0 || record.cells.len() == self.width;
        if !whole.broken && fits(&whole) {
            return whole;
        }
        let line = self.read(false);
        let better = whole.end >= self.text.len() || whole.broken && !fits(&whole) || fits(&line);
        if better && (whole.broken || fits(&line)) {
            self.effort = self.effort.saturating_sub(whole.looked);
            line
        } else {
            whole
        }
    }

    /// Reads one record; over several lines only where that is allowed.
    fn read(&self, several: bool) -> Record {
        let bytes = self.text.as_bytes();
        let mut record =
            Record { cells: Vec::new(), end: bytes.len(), lines: 0, broken: false, cut: false, looked: 0 };
        let mut at = self.at;
        loop {
            let (cell, next) = match bytes.get(at) {
                Some(b'"') => match self.quoted(at, several, &mut record) {
                    Some(read) => read,
                    None => {
                        record.broken = true;
                        self.bare(at, &mut record)
                    }
                },
                _ => self.bare(at, &mut record),
            };
            record.cells.push(cell);
            match bytes.get(next) {
                Some(byte) if *byte == self.delimiter => at = next + 1,
                _ => {
                    record.end = next;
                    return record;
                }
            }
        }
    }

    /// A cell without quotes around it, and where it ends.
    fn bare(&self, at: usize, record: &mut Record) -> (String, usize) {
        let rest = &self.text.as_bytes()[at..];
        let end = memchr::memchr3(self.delimiter, b'\r', b'\n', rest).map_or(self.text.len(), |len| at + len);
        let cell = &self.text[at..end];
        // The quote that was never closed, and one at its end, are no part of it.
        let cell = cell.strip_prefix('"').map_or(cell, |open| open.strip_suffix('"').unwrap_or(open));
        record.cut |= cell.len() > CELL;
        (cell[..cell.floor_char_boundary(CELL)].to_owned(), end)
    }

    /// A cell in quotes, and where it ends; none where no quote closes it.
    fn quoted(&self, start: usize, several: bool, record: &mut Record) -> Option<(String, usize)> {
        let bytes = self.text.as_bytes();
        let (mut cell, mut at, mut lines) = (String::new(), start + 1, 0);
        loop {
            // As far as a cell goes, and a letter more.
            let most = self.text.floor_char_boundary(start.saturating_add(CELL + 4));
            let Some(len) = memchr::memchr3(b'"', b'\r', b'\n', &bytes[at..most.max(at)]) else {
                record.looked += most.max(at) - start;
                return None;
            };
            cell.push_str(&self.text[at..at + len]);
            at += len;
            if at - start > CELL {
                record.looked += at - start;
                return None;
            }
            if bytes[at] != b'"' {
                if !several {
                    record.looked += at - start;
                    return None;
                }
                lines += u64::from(bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
                cell.push(char::from(bytes[at]));
                at += 1;
                continue;
            }
            match bytes.get(at + 1) {
                Some(b'"') => {
                    cell.push('"');
                    at += 2;
                    continue;
                }
                None | Some(b'\r' | b'\n') => {}
                Some(byte) if *byte == self.delimiter => {}
                _ => {
                    let blanks = bytes[at + 1..].iter().take_while(|byte| **byte == b' ').count();
                    let behind = bytes.get(at + 1 + blanks);
                    if behind.is_none_or(|byte| *byte == self.delimiter || matches!(byte, b'\r' | b'\n')) {
                        record.lines += lines;
                        record.looked += at - start;
                        return Some((cell, at + 1 + blanks));
                    }
                    // A quote inside a cell, not doubled as it should be.
                    record.broken |= lines > 0;
                    cell.push('"');
                    at += 1;
                    continue;
                }
            }
            record.lines += lines;
            record.looked += at - start;
            return Some((cell, at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, width: usize) -> Vec<(u64, Vec<String>)> {
        rows(text, b',', width).map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn a_quote_that_was_never_closed_swallows_no_rows() {
        for text in [
            "a,b\n\"Ann,ann@x.example\nBen,ben@x.example\nCleo,cleo@x.example\n",
            "a,b\n\"Ann,ann@x.example\n\"Ben\",\"ben@x.example\"\n\"Cleo\",cleo@x.example\n",
            "a,b\r\nAnn,\"ann@x.example\r\nBen,ben@x.example\r\n\"Cleo\",cleo@x.example\r\n",
            "a,b\nAnn,\"ann@x.example\n\nBen,ben@x.example\nCleo,\"cleo@x.example\"",
        ] {
            let all = read(text, 2);
            assert_eq!(all.len(), 4, "{text}: {all:?}");
            assert!(all[1].1[0].contains("Ann") && all[2].1[0] == "Ben" && all[3].1[0] == "Cleo", "{all:?}");
        }
    }

    #[test]
    fn cells_may_hold_lines_marks_and_quotes() {
        let all = read("a,b\n\"one\n\ntwo, \"\"three\"\"\",x\n\"say \"hi\" now\",y\n,\"\"\n", 2);
        let said: Vec<(u64, &str, &str)> =
            all.iter().map(|(line, cells)| (*line, cells[0].as_str(), cells[1].as_str())).collect();
        assert_eq!(
            said,
            [(1, "a", "b"), (2, "one\n\ntwo, \"three\"", "x"), (5, "say \"hi\" now", "y"), (6, "", "")]
        );
    }

    #[test]
    fn excel_says_what_separates() {
        let sheet = Sheet::candidates("sep=|\r\nname|email\r\nAnn|a@x.example\r\n").next().unwrap();
        assert_eq!((sheet.keys.join(" ").as_str(), sheet.line, sheet.is_first()), ("name email", 2, true));
        assert_eq!(sheet.rows().map(|row| row.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn quotes_that_are_never_closed_cost_no_more_than_reading_a_few_times() {
        let text = "a,b\n".to_owned() + &"\"a,\n".repeat(300_000);
        let began = rows(&text, b',', 2).effort;
        let mut all = rows(&text, b',', 2);
        assert_eq!(all.by_ref().count(), 300_001);
        assert_eq!((began, all.effort), (text.len() * EFFORT, 0));
    }

    #[test]
    fn a_cell_without_end_is_cut_and_the_rest_of_its_row_read() {
        for cell in ["ü".repeat(CELL), format!("\"{}\"", "x".repeat(2 * CELL))] {
            let text = format!("a,b\n{cell},1\n2,3\n");
            let all: Vec<Row> = rows(&text, b',', 2).collect();
            assert_eq!(all.iter().map(|row| row.cut).collect::<Vec<_>>(), [false, true, false]);
            assert_eq!((all[1].cells[0].len(), all[1].at(1), all[2].at(1)), (CELL, "1", "3"));
        }
    }
}
