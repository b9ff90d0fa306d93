//! The labels of Gmail's exports: which of them are Gmail's own, whatever language its owner reads.

use goodturn_core::channel::fold;

use super::words;

const WORDS: &str = include_str!("labels.txt");

/// Gmail's own labels that tell something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Draft,
    Spam,
    Bin,
    Sent,
}

/// Gmail's own labels among those of a message.
pub(super) fn of(raw: &[u8]) -> Vec<Label> {
    // Nearly all exports write the English words first, and most labels are the member's own.
    let text = words::read(raw, 2000).to_lowercase();
    let labels = text.split(',').map(|label| label.trim_matches(|c: char| c == '"' || c.is_whitespace()));
    labels.filter_map(label).collect()
}

fn label(name: &str) -> Option<Label> {
    let folded = fold(name);
    let line = WORDS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (what, names) = line.split_once(": ")?;
        names
            .split(" | ")
            .any(|known| known == name || (!name.is_ascii() && fold(known) == folded))
            .then_some(what)
    })?;
    Some(match line {
        "draft" => Label::Draft,
        "spam" => Label::Spam,
        "bin" => Label::Bin,
        _ => Label::Sent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gmails_own_labels_are_known_in_every_language() {
        for (raw, labels) in [
            ("Inbox,Important,Draft", &[Label::Draft][..]),
            ("\"Correo no deseado\",Mine", &[Label::Spam]),
            ("=?UTF-8?B?UGFwcGVyc2tvcmc=?=", &[Label::Bin]),
            ("Wysłane,Kosz", &[Label::Sent, Label::Bin]),
            ("ВХОДЯЩИЕ,ЧЕРНОВИКИ", &[Label::Draft]),
            ("ゴミ箱", &[Label::Bin]),
            ("Draft beers,My bin", &[]),
        ] {
            assert_eq!(of(raw.as_bytes()), labels, "{raw}");
        }
    }
}
