//! What of somebody must not stand in a text for another, in whatever spelling: the sieve that free words pass.
//!
//! It would rather hold back a harmless text than let a telling one through: the user is told what it took offence at,
//! and can say it in other words.
//!
//! - `text`: a text in words, numbers and letters run together; `days`: days of a year in all their spellings, and ages;
//!   `alike`: other spellings of a name and its first letters; `script`: names that cannot be laid beside Latin letters
//! - `everyday`: words that are in many names and addresses and give nobody away; `usual.txt`: words of every day;
//!   `origins.txt`: given names that are one in several languages

mod alike;
mod days;
mod everyday;
mod script;
mod text;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::draft::{Value, ValueKind};
use crate::terms::terms;
use alike::Alike;
use days::Day;
use everyday::{ENDINGS, HOSTS, LOCALS, PAGES, PLACES, SITES, STREETS, TITLES, TRADES, WAYS, of_firms};
use text::{Text, decoded, digits, plain, words_of};

/// Whether somebody has agreed that the other hears of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// Not yet: nothing of theirs may be told.
    NotYet,
    /// They said yes: their name and where they work may be told, and nothing to reach them by.
    Yes,
}

/// What a text may give away that cannot be compared: a name that is written in a script of its own, beside words that
/// nobody uses every day.
pub const UNREAD: &str = "name in another script";

/// What of somebody must not stand in a text for another.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Words of names, firms, hosts, pages: with any ending.
    words: Vec<(String, &'static str)>,
    /// Names in other spellings.
    alike: Vec<(Alike, &'static str)>,
    /// Words that may be told, whatever they are like.
    open: BTreeSet<String>,
    /// Whether their name is written in a script of its own, and in no other.
    unread: bool,
    /// Words that stand for themselves: parts of an address, words with digits.
    marks: Vec<(String, &'static str)>,
    /// Letters and digits run together, wherever they stand.
    runs: Vec<(String, &'static str)>,
    /// First letters of a name.
    initials: Vec<(String, &'static str)>,
    /// The digits of phone numbers.
    numbers: Vec<String>,
    /// Days of birth and the like.
    days: Vec<(Day, &'static str)>,
    /// What was noted, sentence by sentence, as the words that tell something.
    noted: Vec<(Vec<Rc<str>>, &'static str)>,
}

/// Letters run together are looked for anywhere from this length on: shorter ones stand within other words by chance.
const RUN: usize = 6;
/// So many digits of a number in a row give it away.
const DIGITS: usize = 5;
/// Of a sentence that was noted so many of its telling words give it away.
const TELLING: usize = 2;

impl Secrets {
    /// Those among these values; for whoever has agreed, name and organisation are none.
    pub fn of(values: &[Value], agreed: Agreed) -> Secrets {
        let mut secrets = Secrets::default();
        let mut open: BTreeSet<String> = BTreeSet::new();
        for value in values {
            let what = value.kind.name();
            match value.kind {
                ValueKind::Name
                | ValueKind::Given
                | ValueKind::Family
                | ValueKind::Nickname
                | ValueKind::Organisation
                    if agreed == Agreed::Yes =>
                {
                    open.extend(words_of(&value.text));
                    open.insert(run(&value.text));
                }
                ValueKind::Name => secrets.name(&value.text, CalledBy::First, "name"),
                ValueKind::Given | ValueKind::Nickname => secrets.name(&value.text, CalledBy::Any, "name"),
                ValueKind::Family => secrets.name(&value.text, CalledBy::None, "name"),
                ValueKind::Related => secrets.name(&value.text, CalledBy::First, what),
                ValueKind::Organisation => secrets.firm(&value.text, what),
                ValueKind::Email => secrets.email(&value.text, what),
                ValueKind::Phone => secrets.numbers.push(digits(&value.text)),
                ValueKind::Url => secrets.page(&value.text, what),
                ValueKind::Handle => secrets.handle(&value.text, what),
                ValueKind::Birthday | ValueKind::Anniversary => {
                    match Day::of(&value.text) {
                        Some(day) => secrets.days.push((day, what)),
                        None => secrets.note(&value.text, what, Agreed::NotYet),
                    }
                    secrets.runs.push((run(&value.text), what));
                }
                ValueKind::Address => secrets.address(&value.text, what),
                // What they are and what the user calls them is no secret where the user says it.
                ValueKind::Title | ValueKind::Tag => {}
                ValueKind::Note | ValueKind::Uid | ValueKind::Connected | ValueKind::Other => {
                    secrets.note(&value.text, what, agreed);
                }
            }
        }
        // Who may be named may be named in their address, too.
        secrets.words.retain(|(word, _)| word.chars().count() > 1 && !open.contains(word));
        secrets.marks.retain(|(word, _)| word.chars().count() > 1 && !open.contains(word));
        secrets.runs.retain(|(run, _)| (run.chars().count() >= RUN || unparted(run)) && !open.contains(run));
        secrets.alike.retain(|(name, _)| !open.contains(name.word()));
        secrets.numbers.retain(|number| number.len() > 2);
        let names = || values.iter().filter(|value| value.kind == ValueKind::Name);
        secrets.open = open;
        secrets.unread = agreed == Agreed::NotYet
            && names().any(|name| script::is_own(&name.text))
            && names().all(|name| script::is_own(&name.text));
        secrets
    }

    fn word(&mut self, word: &str, what: &'static str) {
        self.words.push((word.to_owned(), what));
    }

    fn name(&mut self, text: &str, called: CalledBy, what: &'static str) {
        let mut whole = Vec::new();
        let parts: Vec<&str> = text.split_whitespace().collect();
        for (at, part) in parts.iter().copied().enumerate() {
            let joined = run(part);
            let lead = part.chars().all(char::is_lowercase) && everyday::LEADS.contains(&joined.as_str());
            if TITLES.contains(&joined.as_str()) || lead && text.trim() != part {
                continue;
            }
            let given = match called {
                CalledBy::Any => true,
                CalledBy::None => false,
                CalledBy::First => parts.len() == 1 || at + 1 < parts.len() || text.contains(','),
            };
            for word in words_of(part).into_iter().chain([joined.clone()]) {
                self.word(&word, what);
                self.alike.push((Alike::of(&word, given), what));
                for other in alike::others(&word) {
                    self.alike.push((Alike::of(&other, false), what));
                    self.words.push((other, what));
                }
            }
            whole.push(joined);
        }
        self.initials.extend(alike::firsts(text).into_iter().map(|firsts| (firsts, what)));
        self.runs.push((whole.concat(), what));
        whole.reverse();
        self.runs.push((whole.concat(), what));
        if let (Some(first), true) = (text.trim().chars().next(), unparted(&plain(text))) {
            // Where names are not parted by blanks, the first letter is the family's and the rest the given name.
            self.runs.push((plain(&first.to_string()), what));
            self.runs.push((plain(&text.trim().chars().skip(1).collect::<String>()), what));
        }
    }

    fn firm(&mut self, text: &str, what: &'static str) {
        let words = words_of(text);
        let own: Vec<&String> = words.iter().filter(|word| !of_firms(word)).collect();
        // A firm that is called nothing else is called that.
        let own: Vec<String> =
            if own.is_empty() { words.clone() } else { own.into_iter().cloned().collect() };
        for word in &own {
            self.word(word, what);
            self.alike.push((Alike::of(word, false), what));
        }
        for part in text.split_whitespace() {
            let joined = run(part);
            if !of_firms(&joined) {
                self.word(&joined, what);
            }
        }
        if let [_, _, ..] = own[..] {
            let firsts = alike::firsts_of_firm(text, of_firms);
            self.initials.extend(firsts.into_iter().map(|firsts| (firsts, what)));
        }
        self.runs.push((run(text), what));
        self.runs.push((own.concat(), what));
    }

    fn email(&mut self, text: &str, what: &'static str) {
        let (local, host) = text.rsplit_once('@').unwrap_or((text, ""));
        self.parts(local, LOCALS, what);
        self.host(host, what);
        self.runs.push((run(text), what));
    }

    fn host(&mut self, host: &str, what: &'static str) {
        let host = host.split([':', '/']).next().unwrap_or_default();
        let mut labels: Vec<&str> = host.split('.').collect();
        // What stands last names a country or a trade.
        if labels.len() > 1 {
            labels.pop();
        }
        let usual = if labels.len() > 1 { HOSTS } else { &[] };
        for label in labels {
            self.parts(label, usual, what);
        }
        self.runs.push((run(host), what));
    }

    /// The host of a page. Where many have pages, only what stands before the name of the site is theirs.
    fn site(&mut self, host: &str, what: &'static str) {
        let host = host.rsplit('@').next().unwrap_or_default();
        let labels: Vec<String> =
            host.split(':').next().unwrap_or_default().trim_end_matches('.').split('.').map(run).collect();
        let registered = match labels.as_slice() {
            [.., _, trade, country] if country.len() == 2 && TRADES.contains(&trade.as_str()) => {
                labels.len() - 3
            }
            [.., _, _] => labels.len() - 2,
            _ => 0,
        };
        if !labels.get(registered).is_some_and(|label| SITES.contains(&label.as_str())) {
            return self.host(host, what);
        }
        // `de.linkedin.com` is in German, `ana.wordpress.com` is Ana's.
        for label in host.split('.').take(registered).filter(|label| label.chars().count() > 2) {
            self.parts(label, PAGES, what);
        }
    }

    /// The words of a part of an address, each and together.
    fn parts(&mut self, part: &str, usual: &[&str], what: &'static str) {
        let part = decoded(part);
        let letters = |word: &str| word.trim_matches(|c: char| c.is_ascii_digit()).to_owned();
        let words = words_of(&part);
        for word in words.iter().cloned().chain(words.iter().map(|word| letters(word))).chain([run(&part)]) {
            if !usual.contains(&word.as_str()) {
                self.word(&word, what);
            }
        }
    }

    fn page(&mut self, text: &str, what: &'static str) {
        let text = decoded(text);
        let rest = text.split_once("://").map_or(&*text, |(_, rest)| rest);
        if let Some((_, address)) = rest.split_once("mailto:") {
            return self.email(address, what);
        }
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        self.site(host, what);
        for part in path.split(['/', '?', '&', '=', '#']) {
            self.parts(part, PAGES, what);
        }
        self.runs.push((run(rest), what));
    }

    fn handle(&mut self, text: &str, what: &'static str) {
        // A name may say first in which messenger it is one.
        let messenger = |front: &str| front.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let name = text.split_once(':').filter(|(front, _)| messenger(front)).map_or(text, |(_, name)| name);
        if name.contains('@') && !name.starts_with('@') {
            self.email(name, what);
        }
        self.parts(name, PAGES, what);
        let number = digits(name);
        if number.len() >= DIGITS {
            self.numbers.push(number);
        }
    }

    fn address(&mut self, text: &str, what: &'static str) {
        for line in text.lines().flat_map(|line| line.split(',')) {
            let words = words_of(line);
            let number = |word: &&String| word.chars().all(char::is_numeric);
            let usual = |word: &&String| STREETS.contains(&word.as_str());
            // A street that is called by a usual word is called that.
            let all = words.iter().all(|word| number(&word) || usual(&word));
            for word in words.iter().filter(|word| all || !usual(word)) {
                match number(&word) {
                    // The number of a house is any number.
                    true if word.len() > 3 => self.marks.push((word.clone(), what)),
                    true => {}
                    false => self.word(word, what),
                }
            }
            for word in &words {
                // The street may be shortened, or left out.
                for end in WAYS.iter().filter_map(|end| word.strip_suffix(end)).filter(|stem| stem.len() > 2)
                {
                    self.word(end, what);
                    self.marks.push((format!("{end}str"), what));
                }
            }
            let whole = words.concat();
            if whole.chars().any(char::is_alphabetic) {
                self.marks.push((whole.clone(), what));
            }
            self.runs.push((whole, what));
        }
        for (short, long) in PLACES {
            if words_of(text).concat().contains(short) || run(text).contains(long) {
                self.marks.push(((*short).to_owned(), what));
                self.runs.push(((*long).to_owned(), what));
            }
        }
    }

    fn note(&mut self, text: &str, what: &'static str, agreed: Agreed) {
        for part in text.split_whitespace() {
            let part = part.trim_matches(|c: char| !c.is_alphanumeric());
            if part.contains('@') {
                self.email(part, what);
            } else if part.contains("://") || part.starts_with("www.") {
                self.page(part, what);
            }
        }
        let number = digits(text);
        if number.len() >= DIGITS {
            self.numbers.push(number);
        }
        for sentence in text.split(['.', '!', '?', ';', '\n', '\r']) {
            self.runs.push((run(sentence), what));
            // What one wrote to be passed on may say what is noted of one.
            if agreed == Agreed::Yes {
                continue;
            }
            let telling: BTreeSet<Rc<str>> = terms(&plain(sentence)).into_iter().collect();
            self.noted.push((telling.into_iter().collect(), what));
            for (at, word) in sentence.split_whitespace().enumerate() {
                let mut letters = word.chars().filter(|c| c.is_alphanumeric());
                let named = at > 0 && letters.next().is_some_and(char::is_uppercase);
                let figure = word.chars().any(|c| c.is_ascii_digit()) && word.len() > 2;
                if figure || named && run(word).chars().count() > 2 {
                    self.marks.extend(words_of(word).into_iter().map(|word| (word, what)));
                }
            }
        }
        self.noted.retain(|(telling, _)| !telling.is_empty());
    }

    /// What of them a text gives away, in a word: `name`, `email`, `phone`; none where it is safe.
    pub fn in_text(&self, text: &str) -> Option<&'static str> {
        let text = Text::of(text);
        self.words
            .iter()
            .find(|(word, _)| {
                text.words.iter().any(|said| is_form_of(said, word))
                    || word.chars().count() >= RUN && text.run.contains(word.as_str())
            })
            .or_else(|| self.marks.iter().find(|(mark, _)| text.words.contains(mark)))
            .or_else(|| self.runs.iter().find(|(run, _)| text.run.contains(run.as_str())))
            .or_else(|| self.initials.iter().find(|(firsts, _)| are_in(&text, firsts)))
            .map(|(_, what)| *what)
            .or_else(|| self.alike_in(&text))
            .or_else(|| (self.unread && script::may_name(&text)).then_some(UNREAD))
            .or_else(|| self.numbers.iter().any(|number| has_number(&text, number)).then_some("phone"))
            .or_else(|| self.days.iter().find(|(day, _)| day.is_in(&text)).map(|(_, what)| *what))
            .or_else(|| self.noted_in(&text))
    }

    fn alike_in(&self, text: &Text) -> Option<&'static str> {
        let said = |name: &Alike| text.unusual.iter().any(|said| !self.open.contains(said) && name.is(said));
        self.alike.iter().find(|(name, _)| said(name)).map(|(_, what)| *what)
    }

    fn noted_in(&self, text: &Text) -> Option<&'static str> {
        let said: BTreeSet<Rc<str>> = terms(&text.whole).into_iter().collect();
        let tells = |telling: &Vec<Rc<str>>| {
            telling.iter().filter(|term| said.contains(*term)).count() >= telling.len().min(TELLING)
        };
        self.noted.iter().find(|(telling, _)| tells(telling)).map(|(_, what)| *what)
    }
}

/// By which part of a name those who bear it are called: by short forms of it, too.
#[derive(Clone, Copy)]
enum CalledBy {
    First,
    Any,
    None,
}

/// First letters of a name that are written small are known from this length on: shorter ones are words.
const SMALL: usize = 3;

/// Whether the first letters of a name stand in a text, in capitals or apart, or small where they are no usual word.
fn are_in(text: &Text, firsts: &str) -> bool {
    let small = |word: &String| word == firsts || word.strip_suffix('s') == Some(firsts);
    text.initials.iter().any(|said| said == firsts)
        || firsts.chars().count() >= SMALL && text.unusual.iter().any(small)
}

/// Letters and digits alone.
fn run(text: &str) -> String {
    words_of(text).concat()
}

/// Whether it is in a script that puts no blanks between words.
fn unparted(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c >= '\u{0e00}' && c.is_alphabetic())
}

/// Whether a word is another one with an ending: a genitive, a case, a pet name.
fn is_form_of(said: &str, word: &str) -> bool {
    if said == word {
        return true;
    }
    let with_ending = |stem: &str| said.strip_prefix(stem).is_some_and(|end| ENDINGS.contains(&end));
    let letters = word.chars().count();
    match word.chars().last() {
        _ if letters < 3 => said.strip_prefix(word) == Some("s"),
        _ if with_ending(word) => true,
        Some(last @ ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 's')) if letters > 3 => {
            with_ending(&word[..word.len() - last.len_utf8()])
        }
        _ => false,
    }
}

/// Whether enough of a number stands in a text.
fn has_number(text: &Text, number: &str) -> bool {
    if number.len() < DIGITS {
        return text.words.iter().any(|word| word == number);
    }
    (0..=number.len() - DIGITS)
        .any(|from| number.get(from..from + DIGITS).is_some_and(|part| text.digits.contains(part)))
}

#[cfg(test)]
mod tests;
