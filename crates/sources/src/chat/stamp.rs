//! The stamp at the head of a chat's line: day, time, and where what follows begins.
//!
//! WhatsApp writes the stamp as the telephone's language does, so there are dozens of layouts; none says which
//! one it is. What they share: three numbers, a time, perhaps a word for the half of the day on either side of it,
//! and a mark before what follows. What the numbers and an unknown word mean, [`super::layout`] tells from the
//! whole file.

use std::ops::RangeInclusive;

use goodturn_core::digits;
use jiff::civil::Time;

use crate::locale::{self, Half};

/// How long a word beside the time may be.
const WORD_MOST: usize = 24;

/// The years in which a message may have been written: of the Persian calendar, of ours, and of Thailand's.
const YEARS: [RangeInclusive<i16>; 3] = [1388..=1428, 1970..=2099, 2513..=2642];

/// A stamp as it stands: the numbers of its day and an unknown word still without a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp<'a> {
    pub day: [i16; 3],
    /// How many digits the first and the last of the numbers have.
    pub digits: [u8; 2],
    pub hour: i16,
    pub minute: i8,
    pub second: i8,
    pub half: Beside<'a>,
    /// Whether slashes part the numbers, as in America.
    pub slashed: bool,
    /// Whether a full stop ends the day and blanks stand between its numbers, as where the year comes first.
    pub stopped: bool,
    /// Whether the stamp stands in square brackets, as on iPhones.
    pub framed: bool,
}

/// What stands beside the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside<'a> {
    /// Nothing that says a half of the day.
    Nothing,
    /// A word that is known to.
    Half(Half),
    /// A word that nobody knows.
    Word(&'a str),
}

impl<'a> Stamp<'a> {
    /// Whether the year comes first, going by its four digits.
    pub fn year_first(&self) -> bool {
        self.day[0] > 31
    }

    /// The time of day, with this half for a word that is not known.
    pub fn time(&self, guessed: Option<Half>) -> Option<Time> {
        let half = match self.half {
            Beside::Half(half) => Some(half),
            Beside::Nothing => None,
            Beside::Word(_) => guessed,
        };
        let hour = half.map_or(self.hour, |half| half.hour(self.hour));
        Time::new(i8::try_from(hour).ok()?, self.minute, self.second, 0).ok()
    }

    /// Reads the stamp at the head of a line and gives back what follows it. None where there is none.
    pub fn read(line: &'a str) -> Option<(Stamp<'a>, &'a str)> {
        let mut rest = Rest(line);
        rest.blanks();
        let framed = rest.take(&['[']);
        rest.blanks();
        let (a, first_digits) = rest.number(4)?;
        let first = rest.any(&['/', '.', '-', '년', '年'])?;
        let spaced = rest.blanks();
        let (b, _) = rest.number(2)?;
        let spelled = matches!(first, '년' | '年');
        rest.any(&['/', '.', '-', '월', '月'])
            .filter(|mark| *mark == first || (spelled && matches!(mark, '월' | '月')))?;
        rest.blanks();
        let (c, digits) = rest.number(4)?;
        if digits == 3 || (spelled && !rest.take(&['일', '日'])) {
            return None;
        }
        let stopped = rest.take(&['.']) && spaced && first == '.';
        rest.take(&[',', '،', '、']);
        rest.blanks();
        let before = rest.words();
        rest.take(&[',', '،']);
        rest.blanks();
        let (hour, _) = rest.number(2)?;
        let minute = rest.minute()?;
        let mut second = 0;
        let here = rest.0;
        if rest.take(&[':', '.', '٫', '分', '분']) {
            match rest.number(2) {
                Some((number, _)) => second = number,
                None => rest.0 = here,
            }
        }
        rest.take(&['秒', '초']);
        let here = rest.0;
        rest.blanks();
        let mut after = rest.words();
        let mut half = around(before, after);
        if !framed && !rest.ends(framed, half, spelled || first == '.') {
            // What was taken for words beside the time may be the beginning of what follows.
            rest.0 = here;
            after = "";
            half = around(before, after);
        }
        rest.blanks();
        if !rest.end(framed, half, spelled || first == '.', spelled) {
            return None;
        }
        let small = |n: i16| i8::try_from(n).ok();
        let (minute, second) = (small(minute)?, small(second)?);
        Time::new(small(hour)?, minute, second, 0).ok()?;
        let stamp = Stamp {
            day: [a, b, c],
            digits: [first_digits, digits],
            hour,
            minute,
            second,
            half,
            slashed: first == '/',
            stopped,
            framed,
        };
        let fits = |month: i16, day: i16| (1..=12).contains(&month) && (1..=31).contains(&day);
        let sensible = if stamp.year_first() {
            fits(b, c)
        } else {
            fits(a, b) || fits(b, a) || (digits <= 2 && first_digits == 2 && fits(b, c))
        };
        let year = if stamp.year_first() { Some(a) } else { (digits == 4).then_some(c) };
        let is_ours = year.is_none_or(|year| YEARS.iter().any(|years| years.contains(&year)));
        (sensible && is_ours).then(|| (stamp, rest.0.trim_start_matches(is_blank)))
    }
}

/// What the words on either side of a time say.
fn around<'a>(before: &'a str, after: &'a str) -> Beside<'a> {
    let words = locale::words();
    let mut unknown = None;
    // The second is asked first: `klo 3.05 ip.`
    for word in [after, before] {
        let word = word.trim_matches(is_blank);
        if word.is_empty() {
            continue;
        }
        match words.half(word) {
            Some(Some(half)) => return Beside::Half(half),
            Some(None) => {}
            None => unknown = unknown.or(Some(word)),
        }
    }
    // Filler beside a half: `klo ip. 3.05`.
    if let Some(word) = unknown {
        let known = word.split_whitespace().find_map(|part| words.half(part).flatten());
        return known.map_or(Beside::Word(word), Beside::Half);
    }
    Beside::Nothing
}

/// Whether a character is a blank of any width, or a mark that only tells which way to write.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_mark(c)
}

/// Whether a character only tells which way to write, or how to join.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Passes over blanks, and says whether there were any.
    fn blanks(&mut self) -> bool {
        let before = self.0.len();
        self.0 = self.0.trim_start_matches(is_blank);
        self.0.len() < before
    }

    fn any(&mut self, marks: &[char]) -> Option<char> {
        let rest = self.0.trim_start_matches(is_mark);
        let first = rest.chars().next().filter(|c| marks.contains(c))?;
        self.0 = &rest[first.len_utf8()..];
        Some(first)
    }

    fn take(&mut self, marks: &[char]) -> bool {
        self.any(marks).is_some()
    }

    /// A number of at most so many digits, in the digits of any script.
    fn number(&mut self, most: u8) -> Option<(i16, u8)> {
        self.0 = self.0.trim_start_matches(is_mark);
        let (mut number, mut digits) = (0, 0);
        while let Some((c, digit)) = self.0.chars().next().and_then(|c| Some((c, digits::value(c)?))) {
            if digits == most {
                return None;
            }
            number = number * 10 + i16::from(digit);
            digits += 1;
            self.0 = &self.0[c.len_utf8()..];
        }
        (digits > 0).then_some((number, digits))
    }

    /// The minute, behind `:` or `.`, and as in `15 h 05` and `15时05`.
    fn minute(&mut self) -> Option<i16> {
        let here = self.0;
        if !self.take(&[':', '.', '٫', '：', '时', '時', '시']) {
            self.blanks();
            if !self.take(&['h', 'H']) {
                self.0 = here;
                return None;
            }
        }
        self.blanks();
        let (minute, digits) = self.number(2)?;
        (digits == 2).then_some(minute)
    }

    /// Words of letters, with the dots, quotation marks and blanks in them: `PM`, `p. m.`, `אחה״צ`, `pre podne`.
    fn words(&mut self) -> &'a str {
        let letter = |c: char| {
            c.is_alphabetic()
                || is_blank(c)
                || matches!(c, '.' | '\'' | '"' | '’' | '״' | '׳' | '·')
                // Vowel signs and joiners of Indian and Arabic scripts.
                || (u32::from(c) >= 0x300 && !c.is_alphanumeric() && digits::value(c).is_none() && joins_letters(c))
        };
        let end = self.0.find(|c: char| !letter(c)).unwrap_or(self.0.len());
        let (words, rest) = self.0.split_at(end);
        if words.trim_matches(is_blank).chars().count() > WORD_MOST || !words.contains(char::is_alphabetic) {
            return "";
        }
        self.0 = rest;
        words
    }

    /// Whether a stamp would end here.
    fn ends(&self, framed: bool, half: Beside<'_>, dotted: bool) -> bool {
        let mut ahead = Rest(self.0);
        ahead.blanks();
        ahead.end(framed, half, dotted, dotted)
    }

    /// Takes the mark that ends a stamp, with a blank behind it.
    fn end(&mut self, framed: bool, half: Beside<'_>, dotted: bool, spelled: bool) -> bool {
        let ends = match framed {
            true => self.take(&[']']),
            // Korean telephones put a comma before the name. In other languages one stands after a time in
            // prose too. Above each day they write its beginning, with nothing after it.
            false if matches!(half, Beside::Half(_)) && dotted => {
                self.take(&['-', '–', ':', ',']) || (spelled && self.0.is_empty())
            }
            false => self.take(&['-', '–', '—', ':']),
        };
        ends && (self.0.is_empty() || self.0.starts_with(is_blank))
    }
}

/// Signs that stand on, below or between the letters of a word.
fn joins_letters(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x900..=0xdff | 0xe31..=0xe4e | 0xeb1..=0xecd | 0x102b..=0x103e | 0x17b4..=0x17d3 | 0x200c | 0x200d)
}
