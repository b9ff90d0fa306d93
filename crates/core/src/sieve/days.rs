//! Days of a year, in whatever spelling.

use super::text::{Figure, Text, plain};

/// A day of birth and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    year: Option<u32>,
    month: u32,
    day: u32,
}

/// What the months are called.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januar", "janner", "janvier", "enero", "gennaio", "januari", "janeiro", "tammikuu",
        "styczen", "januarij", "gener",
    ],
    &[
        "february",
        "februar",
        "feber",
        "fevrier",
        "febrero",
        "febbraio",
        "februari",
        "fevereiro",
        "helmikuu",
        "luty",
    ],
    &["march", "marz", "mars", "marzo", "maart", "marco", "maaliskuu", "marzec", "marts"],
    &["april", "avril", "abril", "aprile", "huhtikuu", "kwiecien"],
    &["may", "mai", "mayo", "maggio", "mei", "maio", "toukokuu", "maj"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "kesakuu", "czerwiec"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "heinakuu", "lipiec"],
    &["august", "aout", "agosto", "augustus", "augusti", "elokuu", "sierpien"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "syyskuu", "wrzesien"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "lokakuu", "pazdziernik"],
    &["november", "novembre", "noviembre", "novembro", "marraskuu", "listopad"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "joulukuu", "grudzien"],
];

/// So many letters of a month's name are enough beside a number.
const SHORT: usize = 3;

/// Words that speak of when somebody was born or how old they are.
const AGES: [&str; 24] = [
    "born",
    "birthday",
    "birthdate",
    "birth",
    "bday",
    "aged",
    "geboren",
    "geburtstag",
    "geburtsdatum",
    "jahrgang",
    "alter",
    "naissance",
    "anniversaire",
    "cumpleanos",
    "compleanno",
    "nacido",
    "nacida",
    "verjaardag",
    "aniversario",
    "syntymapaiva",
    "fodelsedag",
    "birthyear",
    "zodiac",
    "sternzeichen",
];

impl Day {
    /// Of a day as a card spells it: `1970-03-03`, `19700303`, `--03-03`, `--0303`.
    pub(super) fn of(text: &str) -> Option<Day> {
        let digits: String = text.chars().take_while(|c| *c != 'T').filter(char::is_ascii_digit).collect();
        let (year, rest) = match digits.len() {
            8 => (digits[..4].parse().ok().filter(|year| *year > 0), &digits[4..]),
            4 => (None, digits.as_str()),
            _ => return None,
        };
        let (month, day) = (rest[..2].parse().ok()?, rest[2..].parse().ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Day { year, month, day })
    }

    /// Whether a text speaks of it.
    pub(super) fn is_in(self, text: &Text) -> bool {
        let figures = &text.numbers;
        let is_month = |word: &str| {
            let names = MONTHS.get(self.month as usize - 1).copied().unwrap_or_default();
            names
                .iter()
                .any(|name| plain(name) == word || word.strip_prefix(plain(name).as_str()) == Some("s"))
        };
        let near = |at: usize, other: usize| at != other && at.abs_diff(other) < 4;
        figures.iter().enumerate().any(|(at, figure)| {
            let word = figure.word.as_str();
            let beside = |fits: &dyn Fn(&Figure) -> bool| {
                figures.iter().enumerate().any(|(other, figure)| near(at, other) && fits(figure))
            };
            AGES.contains(&word)
                || is_month(word)
                || self.is_month_in_short(word) && beside(&|other: &Figure| other.number.is_some())
                || figure.number.is_some() && figure.number == self.year
                || figure.counts && figure.number == Some(self.day)
                || self.is_run_of(word)
                || figure.number == Some(self.month)
                    && beside(&|other: &Figure| {
                        let year = self.year.map(|year| year % 100);
                        other.number == Some(self.day) || other.number.is_some() && other.number == year
                    })
        })
    }

    fn is_month_in_short(self, word: &str) -> bool {
        let names = MONTHS.get(self.month as usize - 1).copied().unwrap_or_default();
        word.chars().count() >= SHORT && names.iter().any(|name| plain(name).starts_with(word))
    }

    /// Whether a word is its figures in a row, in any order: 030370, 3370, 19700303.
    fn is_run_of(self, word: &str) -> bool {
        if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let years =
            self.year.map_or_else(Vec::new, |year| vec![year.to_string(), format!("{:02}", year % 100)]);
        let (days, months) = (
            [self.day.to_string(), format!("{:02}", self.day)],
            [self.month.to_string(), format!("{:02}", self.month)],
        );
        days.iter().any(|day| {
            months.iter().any(|month| {
                let pairs = [format!("{day}{month}"), format!("{month}{day}")];
                pairs.iter().any(|pair| {
                    pair == word
                        || years.iter().any(|year| {
                            word.strip_prefix(year.as_str()) == Some(pair.as_str())
                                || word.strip_suffix(year.as_str()) == Some(pair.as_str())
                        })
                })
            })
        })
    }
}
