//! What somebody wrote, told from the lines that the app itself writes, and what stands for a picture in either way
//! of exporting a chat.
//!
//! Android writes the app's lines without a name. iPhones put a name before them (that of the group, or of whoever
//! did something) and U+200E before their words, as before everything that nobody typed. So what begins with that
//! mark is the app's where it says who did what, and a picture, a call or a place where it does not.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use goodturn_core::digits;
use goodturn_core::limits::WRITERS;

use super::stamp::{Beside, Stamp, is_blank, is_mark};
use crate::locale::{self, phrase};

/// What iPhones put before words that nobody typed.
const NOT_TYPED: char = '\u{200e}';

/// What is written for a picture that was not exported, in every language and on every telephone.
const OMITTED: &str = "<Media omitted>";

/// Longer than this, a line that nobody typed is no stand-in for a picture.
const STAND_IN_MOST: usize = 48;

/// One message or one line of the app, with the lines that go on from it.
pub(super) struct Entry<'a> {
    pub number: u64,
    pub stamp: Option<Stamp<'a>>,
    /// Whose name stands before it; none where none does.
    pub author: Option<&'a str>,
    /// What follows, with the ends of its lines as they stand in the file.
    pub said: &'a str,
    /// Whether the app wrote it, though a name stands before it.
    pub app: bool,
}

impl<'a> Entry<'a> {
    /// What is said, its lines parted by line feeds alone.
    pub fn text(&self) -> Cow<'a, str> {
        if self.said.contains('\r') {
            return Cow::Owned(self.said.replace("\r\n", "\n"));
        }
        Cow::Borrowed(self.said)
    }

    fn not_typed(&self) -> bool {
        self.said.starts_with(NOT_TYPED)
    }
}

/// The messages of a text. A stamp with a word that nobody knows begins one only where such stamps are the rule.
pub(super) fn entries(text: &str) -> Vec<Entry<'_>> {
    let believed = unknown_words_believed(text);
    let mut found: Vec<Entry<'_>> = Vec::new();
    // Where what the last entry says begins.
    let (mut at, mut began) = (0, 0);
    for (number, whole) in (1..).zip(text.split('\n')) {
        let line = whole.strip_suffix('\r').unwrap_or(whole);
        let end = at + line.len();
        let stamp = Stamp::read(line)
            .filter(|(stamp, _)| believed || stamp.framed || !matches!(stamp.half, Beside::Word(_)));
        match (stamp, found.last_mut()) {
            (Some((stamp, rest)), _) => {
                let (author, said) = author(rest);
                began = end - said.len();
                found.push(Entry { number, stamp: Some(stamp), author, said, app: false });
            }
            (None, Some(entry)) => entry.said = &text[began..end],
            (None, None) if line.trim_matches(is_blank).is_empty() => {}
            (None, None) => {
                began = at;
                found.push(Entry { number, stamp: None, author: None, said: line, app: false });
            }
        }
        at += whole.len() + 1;
    }
    found
}

/// Whether unknown words beside times are those of the language of this chat: no stamp stands without a word, and
/// few words stand beside many.
fn unknown_words_believed(text: &str) -> bool {
    let mut words = HashSet::new();
    for (stamp, rest) in text.split('\n').filter_map(Stamp::read) {
        match stamp.half {
            Beside::Nothing => return false,
            Beside::Word(word) if author(rest).0.is_some() => drop(words.insert(word)),
            _ => {}
        }
        if words.len() > 8 {
            return false;
        }
    }
    true
}

/// Parts what follows a stamp into author and words. A line without an author is the app's, and so is one that
/// quotes before its colon: `Ann changed the subject to "Tea: when?"`.
pub(super) fn author(rest: &str) -> (Option<&str>, &str) {
    let parted = match rest.find([':', '：']) {
        Some(_) => rest
            .split_once(": ")
            .or_else(|| rest.split_once("：").filter(|(name, _)| !name.contains(':')))
            .or_else(|| rest.split_once(":\u{200e}").map(|(name, _)| (name, &rest[name.len() + 1..])))
            .or_else(|| Some((rest.trim_end_matches(is_blank).strip_suffix(':')?, ""))),
        None => None,
    };
    let Some((name, words)) = parted else { return (None, rest) };
    let name = name.trim_matches(|c| is_blank(c) || c == '~');
    let quotes = name.contains(['"', '“', '”', '„', '«', '»', '「', '『', '《']);
    if name.is_empty() || quotes || name.chars().count() > 100 {
        return (None, rest);
    }
    (Some(name), words)
}

/// Finds the app's own lines among those that stand under a name.
pub(super) fn sort_out(entries: &mut [Entry<'_>]) {
    let names = Names::of(entries);
    let first = entries.iter().position(|entry| entry.stamp.is_some()).unwrap_or_default();
    for (at, entry) in entries.iter_mut().enumerate() {
        let Some(author) = entry.author else { continue };
        entry.app = is_of_the_app(entry, author, at.saturating_sub(first), &names);
    }
    // The chat's own name stands before its first line. In a group nobody is called so.
    let chat =
        entries.iter().find(|entry| entry.stamp.is_some()).filter(|entry| entry.app && entry.not_typed());
    let Some(chat) = chat.and_then(|entry| entry.author) else { return };
    let theirs = |entry: &&mut Entry<'_>| entry.author == Some(chat);
    let only_app = entries.iter().filter(|entry| entry.author == Some(chat)).all(|entry| {
        entry.app || (entry.not_typed() && marker(&entry.text()).is_none_or(|marker| !has_file(marker)))
    });
    let mut others = entries.iter().filter_map(|entry| entry.author).filter(|author| *author != chat);
    let other = others.next();
    if only_app && others.any(|author| Some(author) != other) {
        entries.iter_mut().filter(theirs).for_each(|entry| entry.app = true);
    }
}

fn is_of_the_app(entry: &Entry<'_>, author: &str, at: usize, names: &Names) -> bool {
    let words = locale::words();
    let line = entry.said.lines().next().unwrap_or_default();
    let text = phrase(line);
    let length = text.chars().count();
    let one_line = entry.said.trim_matches(is_blank).lines().count() <= 1;
    if length > 600 || !one_line {
        return false;
    }
    let not_typed = entry.not_typed();
    // What says that the chat is sealed is long, and mostly its first line.
    let long = length >= 40 || (length >= 16 && !line.is_ascii());
    if (not_typed || at < 3) && long && words.is_sealed(line) {
        return true;
    }
    let brings_a_file = begins_with_file(line) || marker(line).is_some_and(has_file);
    if not_typed && at == 0 && length >= 60 && !brings_a_file {
        return true;
    }
    if words.is_gone(line) {
        return true;
    }
    // A card of somebody in the chat bears a name too.
    if brings_a_file || has_file(line) {
        return false;
    }
    if not_typed {
        return words.is_of_the_app(line) || (!text.contains("://") && names.stand_in(&text));
    }
    // Without the mark only a whole sentence of the app counts: whose name it is, and what they did.
    let own = plain(author);
    length < 200
        && names.at_head(&text).any(|(name, rest)| {
            !rest.is_empty() && words.is_of_the_app(rest) && (name == own || name.contains(' '))
        })
}

/// So many names of one beginning are looked for.
const ALIKE_MOST: usize = 32;

/// The names in a chat, by their first two letters, so that a line is looked through once whoever is in it.
struct Names(HashMap<[char; 2], Vec<String>>);

impl Names {
    fn of(entries: &[Entry<'_>]) -> Names {
        let mut names: HashMap<[char; 2], Vec<String>> = HashMap::new();
        let mut seen = HashSet::new();
        for name in entries.iter().filter_map(|entry| entry.author) {
            if seen.len() == WRITERS {
                break;
            }
            if !seen.insert(name) {
                continue;
            }
            let name = plain(name);
            let Some(key) = key(&name) else { continue };
            let alike = names.entry(key).or_default();
            if alike.len() < ALIKE_MOST && !alike.contains(&name) {
                alike.push(name);
            }
        }
        Names(names)
    }

    /// The names that a text begins with, and what follows each.
    fn at_head<'n>(&'n self, text: &'n str) -> impl Iterator<Item = (&'n str, &'n str)> {
        let alike = key(text).and_then(|key| self.0.get(&key));
        alike.into_iter().flatten().filter_map(move |name| {
            let rest = text.strip_prefix(name.as_str())?;
            let ends = !locale::joins(name.chars().next_back(), rest.chars().next());
            ends.then(|| (name.as_str(), rest.trim_start()))
        })
    }

    /// Whether one of the names stands anywhere in a text.
    fn stand_in(&self, text: &str) -> bool {
        let mut before = None;
        text.char_indices().any(|(at, c)| {
            let begins = !locale::joins(before, Some(c));
            before = Some(c);
            begins && self.at_head(&text[at..]).next().is_some()
        })
    }
}

fn key(text: &str) -> Option<[char; 2]> {
    let mut chars = text.chars();
    Some([chars.next()?, chars.next()?])
}

/// A name as it is looked for in a line.
fn plain(name: &str) -> String {
    phrase(name.trim_start_matches(|c| is_blank(c) || c == '~'))
}

/// The words of a message by which it is known again: without what the app writes behind one that was edited, and a
/// picture is the same whether it was exported or left out, in whatever language that is said.
pub(super) fn by_which_known(words: &str) -> String {
    picture_told(without_edit(words))
}

/// What the app writes behind a message that was edited is taken off: `<This message was edited>`, in any language a few
/// plain words in angle brackets at the very end. On iPhones the mark of what nobody typed stands before them; without
/// it, they must be a sentence.
fn without_edit(words: &str) -> &str {
    let Some((before, inner)) =
        words.trim_end_matches(is_blank).strip_suffix('>').and_then(|words| words.rsplit_once('<'))
    else {
        return words;
    };
    let inner = inner.trim_matches(is_blank);
    let marked = before.ends_with(NOT_TYPED);
    let said = before.trim_end_matches(|c| is_blank(c) || is_mark(c));
    let apart = before.ends_with(is_blank);
    let plain = inner.chars().count() <= 80
        && !inner.contains(['>', '=', '/', ':', '@', '\n'])
        && !inner.contains(|c| digits::value(c).is_some());
    // Scripts without capitals mostly have no blanks either.
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let sentence = !inner.starts_with(char::is_lowercase)
        && match inner.is_ascii() {
            true => letters >= 10 && inner.trim().contains(' '),
            false => letters >= 5,
        };
    let edited = !has_file(words)
        && plain
        && (marked || sentence)
        && letters > 0
        && !locale::words().is_omitted(inner);
    if edited && apart && !said.is_empty() { said } else { words }
}

/// The same, whether it was edited or not.
pub(super) fn picture_told(words: &str) -> String {
    let Some((marker, caption)) = picture(words) else { return words.to_owned() };
    let caption =
        caption.split(is_blank).filter(|word| !word.is_empty() && *word != marker).collect::<Vec<_>>();
    match caption.is_empty() {
        true => OMITTED.to_owned(),
        false => format!("{OMITTED}\n{}", caption.join(" ")),
    }
}

/// What stands for a picture in a message, and what was written with it.
fn picture(words: &str) -> Option<(&str, String)> {
    // iPhones: `a caption ‎<attached: 00000012-PHOTO.jpg>` or `a caption ‎image omitted`.
    if let Some(marker) = marker(words)
        && (has_file(marker) || is_stand_in(marker))
    {
        let from = marker.as_ptr() as usize - words.as_ptr() as usize;
        return Some((marker, words[..from].to_owned()));
    }
    // Android: `<Media omitted>` or `IMG-20240312-WA0001.jpg (file attached)`, and the caption below.
    let (line, below) = words.split_once('\n').unwrap_or((words, ""));
    let line = line.trim_matches(is_blank);
    let framed = line.strip_prefix('<').and_then(|line| line.strip_suffix('>')).is_some_and(|inner| {
        !inner.contains(['<', '>', '=', '/'])
            && inner.chars().count() < 120
            && inner.contains(char::is_alphabetic)
    });
    let attached = has_file(line) && (line.ends_with([')', '>']) || line.ends_with('）'));
    let omitted = locale::words().is_omitted(line);
    (framed || attached || omitted).then(|| (line, below.to_owned()))
}

/// What stands behind the last mark of what nobody typed.
fn marker(words: &str) -> Option<&str> {
    let marker = words.rsplit_once(NOT_TYPED)?.1.trim_matches(is_blank);
    (!marker.is_empty() && !marker.contains('\n')).then_some(marker)
}

/// Whether a line stands for a picture that was left out: known words, or a few of any language. What was edited is
/// marked likewise, in angle brackets.
fn is_stand_in(marker: &str) -> bool {
    if locale::words().is_omitted(marker) {
        return true;
    }
    let few = marker.chars().count() <= STAND_IN_MOST && marker.split_whitespace().count() <= 6;
    few && !marker.contains([':', '<', '>', '/', '?', ','])
        && !marker.contains(|c| digits::value(c).is_some())
}

/// Whether the name of a file stands in a text: `IMG-20240312-WA0001.jpg (file attached)`, `<attached: a.opus>`.
fn has_file(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let inside = match text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) {
        Some(inside) => inside,
        None => match text.rfind(['(', '<', '（']) {
            Some(open) if text.ends_with([')', '>', '）']) => &text[..open],
            _ => return false,
        },
    };
    is_file(inside.trim_end_matches(is_blank))
}

/// Whether a text begins with the name of a file and a word in brackets, whatever follows: a caption may stand beside it.
fn begins_with_file(text: &str) -> bool {
    let (name, rest) = text.split_once(['(', '<', '（']).unwrap_or_default();
    rest.contains([')', '>', '）']) && is_file(name.trim_matches(is_blank))
}

fn is_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.ends_with(|c: char| c.is_whitespace())
            && (2..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
            && !stem.trim_matches(is_mark).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_the_same_however_it_was_exported() {
        for words in [
            "<Media omitted>",
            "<Medien ausgeschlossen>",
            "<Без медиафайлов>",
            "IMG-20240312-WA0001.jpg (file attached)",
            "\u{200e}IMG-20240312-WA0001.jpg (Datei angehängt)",
            "PTT-20240312-WA0002.opus (添付ファイル)",
            "\u{200e}image omitted",
            "\u{200e}bild utelämnad",
            "\u{200e}<attached: 00000012-PHOTO-2024-03-12-15-05-10.jpg>",
            "2015-08-04-PHOTO-00004762.jpg <\u{200e}attached>",
            "image omitted",
        ] {
            assert_eq!(by_which_known(words), OMITTED, "{words}");
        }
        let captioned = format!("{OMITTED}\nthe new hall");
        for words in [
            "<Media omitted>\nthe new hall",
            "IMG-1.jpg (file attached)\nthe new hall",
            "the new hall \u{200e}image omitted",
            "the new hall \u{200e}<attached: 00000012-PHOTO.jpg>",
        ] {
            assert_eq!(by_which_known(words), captioned, "{words}");
        }
        for words in [
            "ok",
            "see you <3",
            "<a href=\"x\">",
            "Look at the figures (2024)",
            "so it is <b>",
            "see <https://hill.example>",
            "look <here>",
            "Is it open (i.e. now)?",
        ] {
            assert_eq!(by_which_known(words), words, "{words}");
        }
    }

    #[test]
    fn an_edited_message_is_the_same_in_every_language() {
        for mark in [
            "<This message was edited>",
            "\u{200e}<This message was edited>",
            "<Diese Nachricht wurde bearbeitet.>",
            "\u{200e}<Ce message a été modifié>",
            "<Se editó este mensaje.>",
            "<Mensagem editada>",
            "<Dit bericht is bewerkt>",
            "<Viestiä muokattiin>",
            "<Данное сообщение изменено>",
            "<此消息已被编辑>",
            "<このメッセージは編集されました>",
            "<تم تعديل هذه الرسالة>",
        ] {
            assert_eq!(by_which_known(&format!("hello {mark}")), "hello", "{mark}");
            assert_eq!(by_which_known(&format!("hello\nand more {mark}")), "hello\nand more", "{mark}");
        }
        assert_eq!(
            by_which_known("a caption \u{200e}image omitted \u{200e}<This message was edited>"),
            by_which_known("a caption \u{200e}image omitted")
        );
    }
}
