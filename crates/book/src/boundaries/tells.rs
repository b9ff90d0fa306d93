//! Whether one value says what another one says that is held back.

use goodturn_core::channel::fold;
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::profile::month_and_day;
use percent_encoding::percent_decode_str;

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
    fold(&percent_decode_str(text).decode_utf8_lossy()).chars().filter(|c| c.is_alphanumeric()).collect()
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
