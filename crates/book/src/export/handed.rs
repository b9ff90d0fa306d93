//! What of somebody others may have: what people print on a card of their own, and of that nothing they said no to.
//! Notes, tags, whom they are related to, how I met them and whatever a card says beyond that is mine alone.

use goodturn_core::channel::fold;
use goodturn_core::consent::{Said, Use};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::profile::month_and_day;

use crate::boundaries::consents::Consents;

/// What is handed on at all.
const HANDED: [ValueKind; 13] = [
    ValueKind::Name,
    ValueKind::Given,
    ValueKind::Family,
    ValueKind::Nickname,
    ValueKind::Email,
    ValueKind::Phone,
    ValueKind::Url,
    ValueKind::Handle,
    ValueKind::Organisation,
    ValueKind::Title,
    ValueKind::Birthday,
    ValueKind::Anniversary,
    ValueKind::Address,
];

/// Words that say which address or number it is. Any other word is the user's own ("the flat of his mistress").
const LABELS: [&str; 10] =
    ["home", "work", "mobile", "main", "fax", "pager", "other", "iphone", "business", "private"];

/// What others may have of these values; none where they must not even have the name.
pub(crate) fn handed(values: impl IntoIterator<Item = Value>, consents: &Consents) -> Option<Vec<Value>> {
    let (kept, held): (Vec<Value>, Vec<Value>) =
        values.into_iter().partition(|value| consents.allow(value, Use::Share));
    if held.iter().any(|value| value.kind == ValueKind::Name)
        || consents.said_of_all(ValueKind::Name, Use::Share) == Said::No
            && !kept.iter().any(|value| value.kind == ValueKind::Name)
    {
        return None;
    }
    let free = |value: &Value| HANDED.contains(&value.kind) && !held.iter().any(|held| tells(value, held));
    Some(kept.into_iter().filter(free).map(labelled).collect())
}

/// A value with its label where that is a usual word.
fn labelled(value: Value) -> Value {
    // A name in a messenger says nothing without the messenger.
    let usual = |word: &str| LABELS.contains(&word) || value.kind == ValueKind::Handle;
    let label = if value.label.split(' ').all(usual) { value.label } else { String::new() };
    Value { label, ..value }
}

/// Whether a value says what another one says that is held back: an address as a page of theirs, a birthday without its
/// year, a number in another spelling.
pub(crate) fn tells(value: &Value, held: &Value) -> bool {
    match held.kind {
        ValueKind::Phone => {
            let (all, tail) = (digits(&value.text), digits(&held.text));
            let tail = tail.get(tail.len().saturating_sub(8)..).unwrap_or(&tail);
            tail.len() > 4 && all.contains(tail)
        }
        ValueKind::Birthday | ValueKind::Anniversary if value.kind == held.kind => {
            let day = month_and_day(&held.text);
            day.is_some() && month_and_day(&value.text) == day
        }
        _ => {
            let all = letters(&value.text);
            let says = |line: &str| {
                let line = letters(line);
                line.chars().count() > 3 && all.contains(&line)
            };
            held.text.lines().any(says)
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Letters and digits alone, folded; percent-encoded ones as what they stand for.
fn letters(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let two = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let code = two.and_then(|two| u8::from_str_radix(two, 16).ok());
        plain.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    fold(&String::from_utf8_lossy(&plain)).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: ValueKind, text: &str) -> Value {
        Value { kind, label: String::new(), text: text.to_owned() }
    }

    #[test]
    fn what_is_held_back_is_known_in_other_spellings() {
        use ValueKind::{Address, Birthday, Email, Handle, Phone, Url};
        for (held, told) in [
            (value(Email, "fay@moreau.example"), value(Url, "mailto:FAY%40moreau.example")),
            (value(Email, "fay@moreau.example"), value(Handle, "xmpp:fay@moreau.example")),
            (value(Phone, "+44 20 7946 0102"), value(Phone, "(020) 7946-0102")),
            (value(Phone, "+44 20 7946 0102"), value(Url, "tel:+44-20-7946-0102")),
            (value(Birthday, "1980-03-10"), value(Birthday, "--03-10")),
            (value(Address, "1 Mill Lane\nLeeds\n\nLS1 1AA\nUK"), value(Address, "1, Mill Lane, Leeds")),
        ] {
            assert!(tells(&told, &held), "{told:?}");
        }
        assert!(!tells(&value(Email, "fay@other.example"), &value(Email, "fay@moreau.example")));
        assert!(!tells(&value(Birthday, "1980-03-11"), &value(Birthday, "1980-03-10")));
    }
}
