//! What programs write in the language of whoever uses them: one table of words (`words.txt`), read once, and one of
//! zones (`zones.txt`).
//!
//! Readers ask by kind and never by language: which of the languages a file is in, nobody says. Where the table
//! has no word, they go by what all languages share, such as the order of the lines, a mark or a name.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

pub(crate) mod zones;

/// The table as it is written.
const TABLE: &str = include_str!("words.txt");

/// Which half of the day a word beside a time of twelve hours means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Half {
    /// Twelve is midnight.
    Morning,
    /// Twelve is noon.
    Afternoon,
    /// Around twelve at noon.
    Noon,
    /// Around twelve at midnight.
    Night,
}

impl Half {
    /// The hour of twenty-four that an hour of twelve is in this half.
    pub fn hour(self, hour: i16) -> i16 {
        match self {
            Half::Morning | Half::Night if hour == 12 => 0,
            Half::Afternoon if hour < 12 => hour + 12,
            Half::Noon if hour < 6 => hour + 12,
            Half::Night if (6..12).contains(&hour) => hour + 12,
            _ => hour,
        }
    }
}

/// The table by kind.
#[derive(Debug, Default)]
pub(crate) struct Words {
    halves: HashMap<String, Option<Half>>,
    sealed: Vec<String>,
    app: Vec<String>,
    gone: HashSet<String>,
    omitted: HashSet<String>,
    cancelled: HashSet<String>,
    cancelled_apart: HashSet<String>,
    happening: HashSet<String>,
    copula: HashSet<String>,
    in_prose: HashSet<String>,
    birthday: HashSet<String>,
    birthday_of: Vec<(String, String)>,
    ends_in_s: HashSet<String>,
    nobody: HashSet<String>,
    articles: HashSet<String>,
    chats: Vec<(String, String)>,
    via: Vec<String>,
    on_behalf: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(TABLE));

/// The table.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn read(table: &str) -> Words {
        let mut all = Words::default();
        for (kind, _, list) in rows(table) {
            for word in list.split(" | ").map(str::trim).filter(|word| !word.is_empty()) {
                all.add(kind, word);
            }
        }
        // The longest first: `birthday of {}` before `birthday {}`.
        all.birthday_of.sort_by_key(|(before, after)| std::cmp::Reverse(before.len() + after.len()));
        all
    }

    fn add(&mut self, kind: &str, word: &str) {
        let half = match kind {
            "am" => Some(Half::Morning),
            "pm" => Some(Half::Afternoon),
            "noon" => Some(Half::Noon),
            "night" => Some(Half::Night),
            _ => None,
        };
        let text = phrase(word);
        match kind {
            "am" | "pm" | "noon" | "night" | "filler" => {
                self.halves.entry(letters(word)).or_insert(half);
            }
            "sealed" => self.sealed.push(text),
            "app" => self.app.push(text),
            "gone" => drop(self.gone.insert(bare(&text).to_owned())),
            "omitted" => drop(self.omitted.insert(text)),
            "cancelled" => drop(self.cancelled.insert(text)),
            "cancelled-apart" => drop(self.cancelled_apart.insert(text)),
            "happening" => drop(self.happening.insert(text)),
            "copula" => drop(self.copula.insert(text)),
            "in-prose" => drop(self.in_prose.insert(text)),
            "birthday" => drop(self.birthday.insert(text)),
            "birthday-of" => {
                let Some((before, after)) = text.split_once("{}") else { return };
                self.birthday_of.push((before.to_owned(), after.to_owned()));
                if let Some(words) = before.strip_suffix(' ') {
                    for mark in [": ", ", "] {
                        self.birthday_of.push((format!("{words}{mark}"), after.to_owned()));
                    }
                }
            }
            "chat-with" => {
                let Some((before, after)) = text.split_once("{}") else { return };
                self.chats.push((before.to_owned(), after.to_owned()));
            }
            "ends-in-s" => drop(self.ends_in_s.insert(text)),
            "nobody" => drop(self.nobody.insert(text)),
            "article" => drop(self.articles.insert(text)),
            "via" => self.via.push(text),
            "on-behalf" => self.on_behalf.push(text),
            _ => {}
        }
    }

    /// The half of the day that a word means; `Some(None)` for a word that means none (`klo`, `Uhr`).
    pub fn half(&self, word: &str) -> Option<Option<Half>> {
        self.halves.get(&letters(word)).copied()
    }

    /// Whether a text holds the words by which the app says that a chat is sealed.
    pub fn is_sealed(&self, text: &str) -> bool {
        let text = phrase(text);
        self.sealed.iter().any(|words| text.contains(words.as_str()))
    }

    /// Whether a text begins as the app's own lines go on after a name, or begin without one.
    pub fn is_of_the_app(&self, text: &str) -> bool {
        let text = phrase(text);
        self.app.iter().any(|words| begins_with_words(&text, words))
    }

    /// Whether a text is all that is left of a message or a call that came to nothing.
    pub fn is_gone(&self, text: &str) -> bool {
        self.gone.contains(bare(&phrase(text)))
    }

    /// Whether a text stands for a picture or a recording that was left out.
    pub fn is_omitted(&self, text: &str) -> bool {
        self.omitted.contains(bare(&phrase(text)))
    }

    /// Whether a text says that something was called off, and nothing else than perhaps what kind of thing it was
    /// ("cancelled event", "the meeting was cancelled"). For a text that stands apart from the title itself.
    pub fn is_cancelled(&self, text: &str) -> bool {
        let text = phrase(text);
        let text = bare(&text);
        let says = |text: &str| self.cancelled.contains(text) || self.cancelled_apart.contains(text);
        if says(text) {
            return true;
        }
        let mut all: Vec<&str> = text.split(' ').collect();
        if all.len() > 7 {
            return false;
        }
        if all.len() > 1 && self.is_article(all[0]) && self.happening.contains(all[1]) {
            all.remove(0);
        }
        // Two words of the table may belong together ("with note").
        while let Some(at) =
            (1..all.len()).find(|at| self.happening.contains(all[at - 1..=*at].join(" ").as_str()))
        {
            all.drain(at - 1..=at);
        }
        all.retain(|word| !self.happening.contains(*word));
        all.iter().any(|word| !self.copula.contains(*word)) && {
            let from = all.iter().position(|word| !self.copula.contains(*word)).unwrap_or(0);
            says(&all[from..].join(" "))
        }
    }

    /// Whether a title ends in saying that its event was called off ("Lunch is cancelled"), and is no sentence about
    /// that.
    pub fn ends_cancelled(&self, title: &str) -> bool {
        let title = phrase(title);
        let all: Vec<&str> = bare(&title).split(' ').collect();
        let most = all.len().min(5);
        let phrase =
            (1..most).find(|many| self.cancelled.contains(all[all.len() - many..].join(" ").as_str()));
        phrase.is_some_and(|many| {
            let before = &all[..all.len() - many];
            let apart = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            !before.iter().map(apart).any(|word| self.in_prose.contains(word.as_str()))
                && before.iter().any(|word| !self.copula.contains(*word))
        })
    }

    /// Whether a text is the word for a birthday, and nothing else.
    pub fn is_birthday(&self, text: &str) -> bool {
        self.birthday.contains(phrase(text).as_str()) || self.birthday.contains(bare(&phrase(text)))
    }

    /// Whether the word for a birthday stands somewhere in a text; a long one also at the head of a longer
    /// (`Geburtstagskalender`).
    pub fn has_birthday(&self, text: &str) -> bool {
        let text = phrase(text);
        self.birthday.iter().any(|word| {
            text.match_indices(word.as_str()).any(|(at, _)| {
                let after = text[at + word.len()..].chars().next();
                !joins(text[..at].chars().next_back(), word.chars().next())
                    && (word.chars().count() > 6 || !joins(word.chars().next_back(), after))
            })
        })
    }

    /// What stands before and after the name in titles of birthdays, the longest first.
    pub fn birthday_titles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.birthday_of.iter().map(|(before, after)| (before.as_str(), after.as_str()))
    }

    /// Whom the file of a chat is named after, as the name stands in it; none where it is called otherwise.
    pub fn chat_with<'t>(&self, title: &'t str) -> Option<&'t str> {
        let low = small(title);
        self.chats.iter().find_map(|(before, after)| {
            let (before, after): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
            let end = low.len().checked_sub(after.len()).filter(|end| *end > before.len())?;
            if !low.starts_with(&before) || !low.ends_with(&after) {
                return None;
            }
            let at = |place: usize| title.char_indices().nth(place).map_or(title.len(), |(at, _)| at);
            Some(title[at(before.len())..at(end)].trim()).filter(|name| !name.is_empty())
        })
    }

    /// Whether a name ends in an s of its own.
    pub fn ends_in_s(&self, name: &str) -> bool {
        self.ends_in_s.contains(phrase(name).as_str())
    }

    /// Whether a word that stands where a name would is nobody's.
    pub fn is_nobodys(&self, word: &str) -> bool {
        self.nobody.contains(phrase(word).as_str())
    }

    /// Whether a word begins no name, in small letters.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// What lists write between who wrote and their own name.
    pub fn via(&self) -> impl Iterator<Item = &str> {
        self.via.iter().map(String::as_str)
    }

    /// What stands before the name of who it was that had something written.
    pub fn on_behalf(&self) -> impl Iterator<Item = &str> {
        self.on_behalf.iter().map(String::as_str)
    }
}

/// The rows of the table: kind, language, words.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (kind, rest) = line.split_once(' ')?;
        let (language, list) = rest.split_once(' ')?;
        Some((kind, language, list))
    })
}

/// A text as it is compared: small letters, one kind of apostrophe, single blanks, no marks that only turn it round.
pub(crate) fn phrase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{61c}' => {}
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text in small letters and plain blanks, character by character, so that a place in it is the same in the text.
pub(crate) fn small(text: &str) -> Vec<char> {
    let one = |c: char| {
        let mut lower = c.to_lowercase();
        lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
    };
    text.chars()
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | '`' => '\'',
            c if c.is_whitespace() => ' ',
            c => one(c),
        })
        .collect()
}

/// The letters of a word: neither case nor dots, quotation marks or blanks count.
fn letters(word: &str) -> String {
    phrase(word)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '\'' | '"' | '״' | '׳' | '·' | '-' | ',' | '।'))
        .collect()
}

/// Without the full stop and what else may stand at the end of a line.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '。' | '!' | '։' | '।'))
}

/// Whether a text begins with these words, and no letter goes on where they end in a script with blanks.
pub(crate) fn begins_with_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !joins(words.chars().next_back(), rest.chars().next()))
}

/// Whether no word ends between two characters: both are letters of a script that parts words by blanks.
pub(crate) fn joins(before: Option<char>, after: Option<char>) -> bool {
    let spaced = |c: char| c.is_alphanumeric() && !unspaced(c);
    // A Latin name in a text of another script ends where its script ends.
    let same =
        |a: char, b: char| a.is_ascii() == b.is_ascii() || (u32::from(a) < 0x250 && u32::from(b) < 0x250);
    matches!((before, after), (Some(a), Some(b)) if spaced(a) && spaced(b) && same(a, b))
}

/// Whether a character belongs to a script that writes no blanks between words.
fn unspaced(c: char) -> bool {
    matches!(u32::from(c), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0xa4cf | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x2_0000..)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The languages that WhatsApp is offered in.
    const LANGUAGES: [&str; 60] = [
        "af", "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fil",
        "fr", "ga", "gu", "he", "hi", "hr", "hu", "id", "it", "ja", "kk", "kn", "ko", "lo", "lt", "lv", "mk",
        "ml", "mr", "ms", "nb", "nl", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta",
        "te", "th", "tr", "uk", "ur", "uz", "vi", "zh", "km", "ka",
    ];

    #[test]
    fn the_halves_of_the_day_are_known_in_every_language() {
        let mut said: HashMap<String, (&str, &str)> = HashMap::new();
        for (kind, language, list) in rows(TABLE) {
            if !["am", "pm", "noon", "night", "filler"].contains(&kind) {
                continue;
            }
            for word in list.split(" | ") {
                let (known, first) = said.entry(letters(word)).or_insert((kind, language));
                assert_eq!(*known, kind, "{word} is said in {first} and in {language}");
            }
        }
        for language in LANGUAGES {
            for kind in ["am", "pm"] {
                assert!(rows(TABLE).any(|row| row.0 == kind && row.1 == language), "{language} lacks {kind}");
            }
        }
    }

    #[test]
    fn every_row_is_of_a_kind_that_is_read() {
        const KINDS: [&str; 23] = [
            "am",
            "pm",
            "noon",
            "night",
            "filler",
            "sealed",
            "app",
            "gone",
            "omitted",
            "cancelled",
            "cancelled-apart",
            "happening",
            "copula",
            "in-prose",
            "birthday",
            "birthday-of",
            "chat-with",
            "ends-in-s",
            "nobody",
            "article",
            "via",
            "on-behalf",
            "",
        ];
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let kind = line.split(' ').next().unwrap_or_default();
            assert!(KINDS.contains(&kind), "{line}");
            assert!(
                !matches!(kind, "birthday-of" | "chat-with")
                    || line.matches("{}").count() == line.matches(" | ").count() + 1,
                "{line}"
            );
            assert!(!line.contains("  "), "{line}");
        }
    }

    #[test]
    fn dots_case_and_marks_do_not_count() {
        for word in ["p.m.", "PM", "p. m.", "ｐｍ", "Öö".replace("Öö", "pM").as_str()] {
            assert_eq!(words().half(word), Some(Some(Half::Afternoon)), "{word}");
        }
        assert_eq!(words().half("לפנה״צ"), Some(Some(Half::Morning)));
        assert_eq!(words().half("לפנה\"צ"), Some(Some(Half::Morning)));
        assert_eq!(words().half("klo"), Some(None));
        assert_eq!(words().half("blurb"), None);
        for (name, is) in [
            ("Birthdays", true),
            ("Geburtstagskalender", true),
            ("Syntymäpäivät", true),
            ("生日", true),
            ("Wedding anniversaries", false),
            ("Team", false),
        ] {
            assert_eq!(words().has_birthday(name), is, "{name}");
        }
        assert!(begins_with_words("added you", "added") && !begins_with_words("addedly", "added"));
    }
}
