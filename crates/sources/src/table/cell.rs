//! A cell of a table that is written. A spreadsheet takes what begins like a formula for one and may run it, whoever wrote
//! it; with an apostrophe before it, it is a text. The apostrophe is taken off again when a table is read.

use std::borrow::Cow;

use goodturn_core::channel::fold;

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
    if is_shielded(cell) {
        return &cell[1..];
    }
    // `="07700900123"`: how a program makes a spreadsheet leave a text as it is.
    let quoted = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    quoted.filter(|text| !text.contains('"')).unwrap_or(cell)
}

/// A text of another program's without the apostrophe by which somebody told a spreadsheet that it is one.
pub(super) fn without_apostrophe(text: &str) -> &str {
    let rest = text.strip_prefix('\'').filter(|rest| !rest.contains('\''));
    let begins = |rest: &&str| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    rest.filter(begins).unwrap_or(text)
}

/// What stands in a cell of which somebody, or a program, had nothing to say, folded.
const SILENT: &[&str] = &[
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "#n/a",
    "#na",
    "#value!",
    "#ref!",
    "#name?",
    "null",
    "(null)",
    "<null>",
    "nil",
    "nan",
    "none",
    "(none)",
    "undefined",
    "(blank)",
    "(empty)",
    "empty",
    "unknown",
    "(unknown)",
    "not available",
    "not applicable",
    "not provided",
    "not given",
    "not specified",
    "no data",
    "unbekannt",
    "keine angabe",
    "k.a.",
    "k. a.",
    "nicht angegeben",
    "nicht bekannt",
    "inconnu",
    "inconnue",
    "non renseigne",
    "non communique",
    "desconocido",
    "desconocida",
    "sin datos",
    "no disponible",
    "sconosciuto",
    "sconosciuta",
    "non disponibile",
    "onbekend",
    "niet bekend",
    "n.v.t.",
    "nvt",
    "desconhecido",
    "desconhecida",
    "nao informado",
    "nao disponivel",
    "okand",
    "ukendt",
    "ukjent",
    "tuntematon",
    "ei tiedossa",
    "nieznany",
    "nieznana",
    "brak",
    "brak danych",
    "neznamy",
    "neznama",
    "nezname",
    "nezadano",
    "ismeretlen",
    "necunoscut",
    "bilinmiyor",
    "неизвестно",
    "неизвестен",
    "нет данных",
    "невідомо",
    "αγνωστο",
    "不明",
    "未知",
    "미상",
    "غير معروف",
    "לא ידוע",
];

/// Words that are somebody's name as well, where they are written like one: Christopher Null, Na Li, Nan.
const NAMES: [&str; 5] = ["null", "na", "nan", "nil", "brak"];

/// Whether a cell says that there is nothing to say; `name` where it stands for somebody's.
pub(super) fn is_silent(text: &str, name: bool) -> bool {
    if !text.is_empty() && text.chars().all(|c| "-–—−_./?*#~".contains(c) || c.is_whitespace()) {
        return true;
    }
    let folded = fold(text.trim());
    let silent = |word: &str| {
        let like_a_name = || {
            let mut letters = text.trim().chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        };
        SILENT.contains(&word) && !(name && NAMES.contains(&word) && like_a_name())
    };
    // `null null`, as two cells that say nothing are joined.
    silent(&folded) || (name && folded.contains(' ') && folded.split(' ').all(silent))
}

/// A telephone number of a spreadsheet that took it for a number to reckon with; none where it was rounded.
pub(super) fn dialled(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((number, "0" | "00")) = text.split_once('.')
        && digits(number)
        && number.len() > 6
    {
        return Some(Cow::Borrowed(number));
    }
    let Some((number, power)) = text.split_once(['E', 'e']) else { return Some(Cow::Borrowed(text)) };
    let power = power.strip_prefix('+').unwrap_or(power);
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let is_rounded = digits(whole) && (part.is_empty() || digits(part)) && digits(power) && power.len() < 3;
    if !is_rounded {
        return Some(Cow::Borrowed(text));
    }
    let all = power.parse() == Ok(part.len()) && whole.len() + part.len() > 6;
    all.then(|| Cow::Owned(format!("{whole}{part}")))
}

/// Whether a cell ticks something off.
pub(super) fn is_tick(text: &str) -> bool {
    const TICKS: [&str; 28] = [
        "yes", "no", "y", "n", "true", "false", "x", "1", "0", "ja", "nein", "nee", "oui", "non", "si",
        "sim", "nao", "nej", "nei", "kylla", "ei", "tak", "nie", "ano", "ne", "da", "да", "нет",
    ];
    TICKS.contains(&fold(text.trim()).as_str())
}

/// Whether a row that holds nothing but this is the sum below a table.
pub(super) fn is_sum(text: &str) -> bool {
    const SUMS: [&str; 21] = [
        "total",
        "totals",
        "grand total",
        "sum",
        "count",
        "summe",
        "gesamt",
        "gesamtzahl",
        "insgesamt",
        "anzahl",
        "somme",
        "nombre",
        "suma",
        "totale",
        "somma",
        "totaal",
        "aantal",
        "yhteensa",
        "totalt",
        "razem",
        "итого",
    ];
    let folded = fold(text.trim());
    let word = folded.trim_end_matches(|c: char| !c.is_alphabetic());
    SUMS.contains(&word) && (folded.len() > word.len() || matches!(word, "total" | "totals" | "grand total"))
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
    fn cells_that_say_nothing_are_told_from_names() {
        for text in ["-", "—", "N/A", "null", "NULL", "unknown", "Unbekannt", "#N/A", "null null"] {
            assert!(is_silent(text, true), "{text}");
        }
        for text in ["Null", "Na", "Nan", "Ann", "Ann Null", "Ng", ""] {
            assert!(!is_silent(text, true), "{text}");
        }
        assert!(is_sum("Total: 1") && is_sum("Summe 12") && !is_sum("Suma") && !is_sum("Total Ltd"));
    }

    #[test]
    fn numbers_come_back_from_a_spreadsheet_or_are_known_to_be_lost() {
        for (cell, number) in [
            ("447700900123.0", Some("447700900123")),
            ("4.47700900123E+11", Some("447700900123")),
            ("4.47701E+11", None),
            ("4,47701E+11", None),
            ("+44 7700 900123", Some("+44 7700 900123")),
            ("01353.555.000", Some("01353.555.000")),
        ] {
            assert_eq!(dialled(cell).as_deref(), number, "{cell}");
        }
        assert_eq!(
            (read("=\"07700900123\""), without_apostrophe("'Ann Example")),
            ("07700900123", "Ann Example")
        );
        assert_eq!(
            (without_apostrophe("'t Hooft"), without_apostrophe("'Ann'"), without_apostrophe("O'Hara")),
            ("'t Hooft", "'Ann'", "O'Hara")
        );
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
