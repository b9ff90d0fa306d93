//! The stamp at the head of a chat's line: day, time, and where what follows begins.
//!
//! WhatsApp writes the stamp as the telephone's language does, so there are dozens of layouts; none says which
//! one it is. What they share: three numbers, a time, and a mark before what follows.

use jiff::civil::{Date, DateTime, Time};

/// A stamp as it stands: the three numbers of its day still without a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub day: [i16; 3],
    pub time: Time,
    /// Whether slashes part the numbers, as in America.
    pub slashed: bool,
}

/// Which number of a day comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
}

impl Stamp {
    /// Whether the year comes first.
    pub fn year_first(&self) -> bool {
        self.day[0] > 31
    }

    /// The day and time, reading the numbers in this order unless they can only be read in the other.
    pub fn at(&self, order: Order) -> Option<DateTime> {
        let [a, b, c] = self.day;
        let date = |year: i16, month: i16, day: i16| {
            let year = if year < 100 { year + 2000 } else { year };
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        let date = match order {
            _ if self.year_first() => date(a, b, c),
            Order::Day => date(c, b, a).or_else(|| date(c, a, b)),
            Order::Month => date(c, a, b).or_else(|| date(c, b, a)),
        }?;
        Some(date.to_datetime(self.time))
    }

    /// Reads the stamp at the head of a line and gives back what follows it. None where there is none.
    pub fn read(line: &str) -> Option<(Stamp, &str)> {
        let mut rest = Rest(line);
        rest.blanks();
        let framed = rest.take(&['[']);
        rest.blanks();
        let (a, _) = rest.number(4)?;
        let first = rest.any(&['/', '.', '-', '년', '年'])?;
        rest.blanks();
        let (b, _) = rest.number(2)?;
        let spelled = matches!(first, '년' | '年');
        rest.any(&['/', '.', '-', '월', '月'])
            .filter(|mark| *mark == first || (spelled && matches!(mark, '월' | '月')))?;
        rest.blanks();
        let (c, digits) = rest.number(4)?;
        if digits == 3 || (spelled && !rest.take(&['일', '日'])) {
            return None;
        }
        rest.take(&['.']);
        rest.take(&[',', '،']);
        let mut afternoon = None;
        rest.blanks();
        // A word before the time: `klo`, `at`, `um`, and where the half of the day comes first, that.
        let word = rest.word();
        if !word.is_empty() {
            afternoon = half(word);
            rest.take(&['.']);
            rest.blanks();
        }
        let (hour, _) = rest.number(2)?;
        rest.any(&[':', '.'])?;
        let (minute, _) = rest.number(2)?;
        let mut second = 0;
        let before = rest.0;
        if rest.take(&[':', '.']) {
            match rest.number(2) {
                Some((number, _)) => second = number,
                None => rest.0 = before,
            }
        }
        let before = rest.0;
        rest.blanks();
        let found = rest.half_of_day();
        if found.is_none() {
            rest.0 = before;
        }
        let hour = match afternoon.or(found) {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        rest.blanks();
        let ends = match framed {
            true => rest.take(&[']']),
            // Korean telephones put a comma before the name. In other languages one stands after a time in
            // prose too. Above each day they write its beginning, with nothing after it.
            false if afternoon.is_some() && (spelled || first == '.') => {
                rest.take(&['-', '–', ':', ',']) || (spelled && rest.0.is_empty())
            }
            false => rest.take(&['-', '–', ':']),
        };
        if !ends || !(rest.0.is_empty() || rest.0.starts_with(is_blank)) {
            return None;
        }
        let small = |n: i16| i8::try_from(n).ok();
        let time = Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
        let stamp = Stamp { day: [a, b, c], time, slashed: first == '/' };
        stamp.at(Order::Day)?;
        Some((stamp, rest.0.trim_start_matches(is_blank)))
    }
}

/// Whether a character is a blank of any width, or a mark that only tells which way to write.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_mark(c)
}

/// Whether a character only tells which way to write, or how to join.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

/// Whether a word means the second half of the day; none where it means no half.
fn half(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "am" | "上午" | "午前" | "오전" | "ص" => Some(false),
        "pm" | "下午" | "午後" | "오후" | "م" => Some(true),
        _ => None,
    }
}

struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn blanks(&mut self) {
        self.0 = self.0.trim_start_matches(is_blank);
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

    /// A number of at most so many digits, in the digits of Europe, Arabia or Persia.
    fn number(&mut self, most: usize) -> Option<(i16, usize)> {
        self.0 = self.0.trim_start_matches(is_mark);
        let (mut number, mut digits) = (0, 0);
        while let Some((c, digit)) = self.0.chars().next().and_then(|c| Some((c, digit(c)?))) {
            if digits == most {
                return None;
            }
            number = number * 10 + digit;
            digits += 1;
            self.0 = &self.0[c.len_utf8()..];
        }
        (digits > 0).then_some((number, digits))
    }

    fn word(&mut self) -> &'a str {
        let end = self.0.find(|c: char| !c.is_alphabetic()).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        if word.chars().count() > 4 {
            return "";
        }
        self.0 = rest;
        word
    }

    /// `PM`, `p.m.`, `p. m.`, with blanks of any width.
    fn half_of_day(&mut self) -> Option<bool> {
        let word = self.word();
        if word.is_empty() {
            return None;
        }
        let letter = word.to_lowercase();
        if !matches!(letter.as_str(), "a" | "p") {
            return half(word);
        }
        self.take(&['.']);
        self.blanks();
        if !self.word().eq_ignore_ascii_case("m") {
            return None;
        }
        self.take(&['.']);
        Some(letter == "p")
    }
}

fn digit(c: char) -> Option<i16> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    i16::try_from(u32::from(c) - u32::from(zero)).ok()
}
