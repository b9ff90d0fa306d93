//! Firms among what lists of people hold: an entry that names no person.

use crate::channel::fold;
use crate::draft::{Value, ValueKind};

/// What stands at the end of a firm's name, without dots and blanks. None of them ends a person's.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "cokg",
    "corp",
    "corporation",
    "cv",
    "doo",
    "dooel",
    "eg",
    "ek",
    "eurl",
    "ev",
    "gbr",
    "ggmbh",
    "gmbh",
    "gmbhcokg",
    "hf",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "ood",
    "oy",
    "oyj",
    "partg",
    "plc",
    "pte",
    "pteltd",
    "pty",
    "ptyltd",
    "rt",
    "sa",
    "sarl",
    "sas",
    "sasu",
    "se",
    "sl",
    "slu",
    "snc",
    "spa",
    "spj",
    "spk",
    "spzoo",
    "srl",
    "sro",
    "stiftung",
    "ug",
    "verein",
    "zrt",
    "ооо",
    "зао",
    "оао",
    "пао",
    "тов",
    "株式会社",
    "有限会社",
    "合同会社",
    "有限公司",
    "주식회사",
];

/// Whether the values of an entry name a firm and no person: a card that says so, no name but the firm's, or a name that
/// ends as only firms' do.
pub fn is_firm(values: &[Value]) -> bool {
    let of = |kind| values.iter().filter(move |value: &&Value| value.kind == kind);
    let is_said = of(ValueKind::Other).any(|value| value.label == KIND);
    if is_said {
        return true;
    }
    let named = |kind| of(kind).any(|value| value.text.chars().any(char::is_alphanumeric));
    if named(ValueKind::Given) || named(ValueKind::Family) || named(ValueKind::Nickname) {
        return false;
    }
    let plain = |text: &str| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut firms: Vec<String> = of(ValueKind::Organisation).map(|value| plain(&value.text)).collect();
    // `Brook;Insurance` is a firm with its department, and shown as one name.
    let departments = of(ValueKind::Other).filter(|value| value.label == "department");
    let whole: Vec<String> =
        firms.first().cloned().into_iter().chain(departments.map(|value| plain(&value.text))).collect();
    firms.push(whole.join(" "));
    let mut names = of(ValueKind::Name).peekable();
    if names.peek().is_none() {
        return firms.len() > 1;
    }
    names.all(|name| firms.contains(&plain(&name.text)) || ends_as_a_firm(&name.text))
}

/// The label of what a card says about being a firm's.
pub const KIND: &str = "kind";

/// Whether a name ends as only firms' do.
pub fn ends_as_a_firm(name: &str) -> bool {
    let folded = fold(name);
    let words: Vec<String> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '&' | '+'))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let ends =
        |count: usize| words.len() > count && FORMS.contains(&words[words.len() - count..].concat().as_str());
    let glued = ["株式会社", "有限会社", "合同会社", "有限公司", "주식회사"];
    ends(1) || ends(2) || ends(3) || glued.iter().any(|form| name.starts_with(form) || name.ends_with(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: ValueKind, text: &str) -> Value {
        Value { kind, label: String::new(), text: text.to_owned() }
    }

    #[test]
    fn an_entry_without_a_person_is_a_firm() {
        use ValueKind::{Family, Given, Name, Organisation};
        for all in [
            vec![value(Name, "Brook Ltd"), value(Organisation, "Brook Ltd")],
            vec![value(Name, "brook  ltd"), value(Organisation, "Brook Ltd")],
            vec![value(Organisation, "Quay Kitchen")],
            vec![value(Name, "Ziegler GmbH & Co. KG")],
            vec![value(Name, "Młyn Sp. z o.o.")],
            vec![value(Name, "株式会社小川")],
            vec![
                value(Name, "Oak & Sons"),
                Value { label: KIND.to_owned(), ..value(ValueKind::Other, "org") },
            ],
            vec![
                value(Name, "Brook Insurance"),
                value(Organisation, "Brook"),
                Value { label: "department".to_owned(), ..value(ValueKind::Other, "Insurance") },
            ],
        ] {
            assert!(is_firm(&all), "{all:?}");
        }
        for all in [
            vec![value(Name, "Ann Example"), value(Organisation, "Brook Ltd")],
            vec![value(Name, "Brook"), value(Given, "Brook"), value(Organisation, "Brook")],
            vec![value(Name, "Co"), value(Family, "Co")],
            vec![value(Name, "Ag")],
            vec![value(ValueKind::Email, "ann@x.example")],
            vec![value(Name, "Ann Example")],
        ] {
            assert!(!is_firm(&all), "{all:?}");
        }
    }
}
