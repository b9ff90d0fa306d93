//! A cell of a table that is written. A spreadsheet takes what begins like a formula for one and may run it, whoever wrote
//! it; with an apostrophe before it, it is a text. The apostrophe is taken off again when a table is read.

use super::people::BETWEEN;

/// A text as one cell of a row, with commas between the cells.
pub fn written(text: &str) -> String {
    let text = if is_shielded(text) || (is_formula(text) && !is_numbers(text)) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A cell as it was before it was written.
pub(super) fn read(cell: &str) -> &str {
    if is_shielded(cell) { &cell[1..] } else { cell }
}

/// What begins so, some spreadsheet takes for a formula: also by the signs of Japanese.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Apostrophes before what begins like a formula. One's own get one more, so that each comes back as it was.
fn is_shielded(text: &str) -> bool {
    text.starts_with('\'') && is_formula(text.trim_start_matches('\''))
}

/// Telephone numbers, with their country: nothing that could run, and other programs read them only as they are.
fn is_numbers(text: &str) -> bool {
    text.split(BETWEEN).map(str::trim).all(|number| {
        number.strip_prefix('+').is_some_and(|rest| {
            let digits = rest.bytes().filter(u8::is_ascii_digit).count();
            (7..=18).contains(&digits)
                && rest.starts_with(|c: char| c.is_ascii_digit())
                && rest.chars().all(|c| c.is_ascii_digit() || " ()/.-".contains(c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_never_runs_what_somebody_put_on_their_card() {
        for text in [
            "=cmd|' /C calc'!A0",
            "@SUM(A1)",
            "-2+3",
            "+1+2",
            "+cmd|x",
            "\t=1",
            "\r=1",
            "＝1+1",
            "'=1",
            "''-x",
        ] {
            let cell = written(text);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{text:?} is written as {cell:?}");
            let row = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(cell.as_bytes())
                .into_records()
                .next();
            assert_eq!(read(&row.unwrap().unwrap()[0]), text, "and comes back");
        }
    }

    #[test]
    fn what_is_no_formula_is_written_as_it_is() {
        for text in [
            "Ada",
            "'t Hooft",
            "O'Hara",
            "+43 1 234 56 78",
            "+1 (415) 555-0101 ::: +43 664 1234567",
            "a=b",
            "'",
            "",
        ] {
            assert_eq!((written(text).as_str(), read(text)), (text, text));
        }
        assert_eq!(written("a, \"b\""), "\"a, \"\"b\"\"\"");
    }
}
