//! Days of a year, in whatever spelling, and how old that makes somebody.

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

/// Words beside which a number is how old somebody is.
const OLD: [&str; 30] = [
    "old",
    "turned",
    "turns",
    "turning",
    "turn",
    "aged",
    "age",
    "alt",
    "alten",
    "alter",
    "altes",
    "jahrig",
    "jahriger",
    "jahrige",
    "jahrigen",
    "wurde",
    "wird",
    "werden",
    "ans",
    "anos",
    "anni",
    "jaar",
    "ar",
    "vuotta",
    "lat",
    "something",
    "ish",
    "birthday",
    "geburtstag",
    "annees",
];

/// Words for years, beside which a number is how old somebody is where it can be.
const YEARS: [&str; 12] =
    ["years", "year", "yrs", "yr", "y", "yo", "jahre", "jahren", "jahr", "summers", "winters", "springs"];

/// What numbers of two digits are called by their tens, from twenty on.
const TENS: [(&str, u32); 56] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("zwanzig", 20),
    ("dreisig", 30),
    ("vierzig", 40),
    ("funfzig", 50),
    ("sechzig", 60),
    ("siebzig", 70),
    ("achtzig", 80),
    ("neunzig", 90),
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("septante", 70),
    ("huitante", 80),
    ("nonante", 90),
    ("veinti", 20),
    ("veinte", 20),
    ("treinta", 30),
    ("cuarenta", 40),
    ("cincuenta", 50),
    ("sesenta", 60),
    ("setenta", 70),
    ("ochenta", 80),
    ("noventa", 90),
    ("venti", 20),
    ("trenta", 30),
    ("quaranta", 40),
    ("cinquanta", 50),
    ("sesanta", 60),
    ("settanta", 70),
    ("ottanta", 80),
    ("novanta", 90),
    ("twintig", 20),
    ("dertig", 30),
    ("veertig", 40),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("tachtig", 80),
    ("negentig", 90),
    ("tjugo", 20),
    ("trettio", 30),
    ("fyrtio", 40),
    ("femtio", 50),
    ("sextio", 60),
    ("sjuttio", 70),
];

/// What one counts to twenty with, in English and German.
const COUNTED: [&str; 38] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "eins",
    "zwei",
    "drei",
    "vier",
    "funf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwolf",
    "dreizehn",
    "vierzehn",
    "funfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];

/// Tens of years in which somebody is: `fifties`, `Mittfünfziger`.
const DECADES: [&str; 10] = [
    "twenties",
    "thirties",
    "forties",
    "fourties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
    "quinquagenarian",
];

/// So many words lie between a number and what it counts at the most.
const BESIDE: usize = 3;

/// The years in which somebody may read a text.
const NOW: std::ops::RangeInclusive<u32> = 2015..=2100;

/// A number that a word says; with its tens alone where it is said in words. None where it is no number.
fn number_of(figure: &Figure) -> Option<u32> {
    let word = figure.word.as_str();
    figure
        .number
        .or_else(|| TENS.iter().find(|(tens, _)| word.contains(tens)).map(|(_, number)| *number))
        .or_else(|| COUNTED.iter().position(|one| *one == word).map(|at| at as u32 % 19 + 1))
}

impl Day {
    /// Whether a text speaks of how old that makes somebody.
    fn ages_in(self, figures: &[Figure]) -> bool {
        let decade = |word: &str| {
            DECADES.iter().any(|tens| word.ends_with(tens))
                || TENS.iter().any(|(tens, _)| {
                    word.contains(tens)
                        && ["ig", "iger", "igerin", "igern", "igst", "igster", "igsten"].iter().any(|end| {
                            word.split_once(tens)
                                .is_some_and(|(_, rest)| !rest.is_empty() && format!("ig{rest}") == *end)
                        })
                })
                || word.ends_with("tieth")
        };
        // With the year it can be told which numbers are an age.
        let plausible = |number: u32| match self.year {
            Some(year) => number > 1 && NOW.contains(&(year + number)) || number > 100,
            None => (16..=110).contains(&number),
        };
        figures.iter().enumerate().any(|(at, figure)| {
            if decade(&figure.word) {
                return true;
            }
            let aged = figure.word.contains("jahrig") || figure.word.contains("jaehrig");
            let Some(number) = number_of(figure) else { return false };
            if aged {
                return true;
            }
            let end = figure.word.trim_start_matches(|c: char| c.is_ascii_digit());
            let own = figure.number.is_some()
                && (OLD.contains(&end)
                    || matches!(end, "yo" | "yr" | "yrs" | "j" | "jahrig" | "jahriger" | "jahrige")
                    || end == "s" && number.is_multiple_of(10) && (20..100).contains(&number));
            own || figures.iter().enumerate().any(|(other, beside)| {
                let near = other != at && other.abs_diff(at) <= BESIDE;
                let tens = TENS.iter().any(|(tens, _)| figure.word.contains(tens));
                near && (OLD.contains(&beside.word.as_str())
                    || YEARS.contains(&beside.word.as_str())
                        && (plausible(number) || tens && (number..number + 10).any(plausible)))
            })
        })
    }

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
        if self.ages_in(figures) {
            return true;
        }
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
