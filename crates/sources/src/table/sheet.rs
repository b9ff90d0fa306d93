//! Rows and columns of a text, whatever separates them.

use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};

use super::cell;

/// How far down a header is looked for: some exports explain themselves first.
const PREAMBLE: usize = 20;

/// A table whose header is known.
pub(super) struct Sheet<'t> {
    text: &'t str,
    delimiter: u8,
    above: usize,
    /// The columns as the file names them.
    pub(super) names: Vec<String>,
    /// The same in lower case, for comparing.
    pub(super) keys: Vec<String>,
}

/// One row.
pub(super) struct Row {
    /// The line it begins on, counted from 1.
    pub(super) line: u64,
    cells: StringRecord,
}

impl Row {
    /// The text of a cell; empty where the row is too short.
    pub(super) fn at(&self, column: usize) -> &str {
        cell::read(self.cells.get(column).unwrap_or_default().trim())
    }

    /// Whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Every cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }
}

impl<'t> Sheet<'t> {
    /// Every way to see a header near the top of the text, the likeliest first.
    pub(super) fn candidates(text: &'t str) -> impl Iterator<Item = Sheet<'t>> {
        b",;\t".iter().flat_map(move |&delimiter| {
            rows(text, delimiter).take(PREAMBLE).enumerate().map(move |(at, row)| {
                let names: Vec<String> =
                    row.cells().map(|name| name.trim_matches('\u{feff}').trim().to_owned()).collect();
                let keys = names.iter().map(|name| name.to_lowercase()).collect();
                Sheet { text, delimiter, above: at + 1, names, keys }
            })
        })
    }

    /// The table whose first row is the header, separated so that most of these columns are met.
    pub(super) fn fitting(text: &'t str, columns: &[&str]) -> Option<Sheet<'t>> {
        let met = |sheet: &Sheet<'_>| sheet.keys.iter().filter(|key| columns.contains(&key.as_str())).count();
        let mut best: Option<Sheet<'t>> = None;
        for sheet in Sheet::candidates(text).filter(Sheet::is_first) {
            if best.as_ref().is_none_or(|best| met(best) < met(&sheet)) {
                best = Some(sheet);
            }
        }
        best
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, key: &str) -> bool {
        self.column(key).is_some()
    }

    /// Whether the header is the first row of the text.
    pub(super) fn is_first(&self) -> bool {
        self.above == 1
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
        rows(self.text, self.delimiter).skip(self.above)
    }
}

struct Rows<'t> {
    bytes: &'t [u8],
    records: StringRecordsIntoIter<&'t [u8]>,
    counted: usize,
    line: u64,
}

fn rows(text: &str, delimiter: u8) -> Rows<'_> {
    let mut builder = ReaderBuilder::new();
    let reader = builder.delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    Rows { bytes: text.as_bytes(), records: reader.into_records(), counted: 0, line: 1 }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        // Rows of any length in text that is in memory: nothing is left that could fail.
        let cells = self.records.next()?.ok()?;
        let start = cells.position().map_or(self.counted, |at| at.byte() as usize);
        // A record's position is where the one before it ended, so that blank lines come before it.
        let start = start.max(self.counted);
        let blank = self.bytes.get(start..).unwrap_or_default();
        let start = start + blank.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        for at in self.counted..start {
            let ends = match self.bytes.get(at) {
                Some(b'\n') => true,
                Some(b'\r') => self.bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
        }
        self.counted = start;
        Some(Row { line: self.line, cells })
    }
}
