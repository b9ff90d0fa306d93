//! Firms among what lists of people hold: an entry that names no person.

use unicode_normalization::UnicodeNormalization;

use crate::channel::fold;
use crate::draft::{Value, ValueKind};
use crate::naming::given::is_borne;
use crate::naming::latin::latin;
use crate::naming::particles::LEADS;

/// What stands at the end of a firm's name, without dots and blanks. None of them ends a person's.
const FORMS: &[&str] = &[
    "aps",
    "bv",
    "bvba",
    "cokg",
    "corp",
    "corporation",
    "cv",
    "dooel",
    "eurl",
    "gbr",
    "ggmbh",
    "gmbh",
    "gmbhcokg",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oyab",
    "oyj",
    "partg",
    "plc",
    "pte",
    "pteltd",
    "pty",
    "ptyltd",
    "sarl",
    "sasu",
    "snc",
    "spj",
    "spk",
    "spzoo",
    "srl",
    "sro",
    "stiftung",
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

/// Forms that are family names too (Ana Sá, Kim Se, Minh Co): one counts only where it is written as a form is, or where
/// more speaks for a firm.
const NAMES_TOO: &[&str] = &[
    "ab", "ag", "as", "asa", "co", "doo", "eg", "ek", "ev", "hf", "kk", "ood", "oy", "rt", "sa", "sas", "se",
    "sl", "slu", "spa", "ug",
];

/// Whether the values of an entry name a firm and no person: a card that says so, no name but the firm's, or a name that
/// ends as only firms' do.
pub fn is_firm(values: &[Value]) -> bool {
    let of = |kind| values.iter().filter(move |value: &&Value| value.kind == kind);
    let is_said = of(ValueKind::Other).any(|value| value.label == KIND);
    if is_said {
        return true;
    }
    let said = |kind| -> Vec<&str> {
        let texts = of(kind).map(|value| value.text.trim());
        texts.filter(|text| text.contains(char::is_alphanumeric)).collect()
    };
    if !said(ValueKind::Nickname).is_empty() {
        return false;
    }
    let plain = |text: &str| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut firms: Vec<String> = of(ValueKind::Organisation).map(|value| plain(&value.text)).collect();
    // `Brook;Insurance` is a firm with its department, and shown as one name.
    let departments = of(ValueKind::Other).filter(|value| value.label == "department");
    let whole: Vec<String> =
        firms.first().cloned().into_iter().chain(departments.map(|value| plain(&value.text))).collect();
    firms.push(whole.join(" "));
    let (given, family) = (said(ValueKind::Given), said(ValueKind::Family));
    if !given.is_empty() || !family.is_empty() {
        // Programs put a firm's name where a person's parts belong, whole or cut in two.
        let part = given.into_iter().chain(family).collect::<Vec<_>>().join(" ");
        let again = firms.contains(&plain(&part))
            && of(ValueKind::Name).all(|name| plain(&name.text) == plain(&part));
        let mut words = part.split_whitespace();
        let may_be_somebody = words.next().is_none_or(is_given) || words.next().is_none();
        let is_form = has_form(&part, true);
        return again && (is_form || (whole_in_one(values) && !may_be_somebody));
    }
    let mut names = of(ValueKind::Name).peekable();
    if names.peek().is_none() {
        return firms.len() > 1;
    }
    names.all(|name| firms.contains(&plain(&name.text)) || ends_as_a_firm(&name.text))
}

/// The label of what a card says about being a firm's.
pub const KIND: &str = "kind";

/// Whether all of a name stands in one of its parts.
fn whole_in_one(values: &[Value]) -> bool {
    let parts = values.iter().filter(|value| matches!(value.kind, ValueKind::Given | ValueKind::Family));
    parts.filter(|value| value.text.contains(char::is_alphanumeric)).count() == 1
}

fn is_given(word: &str) -> bool {
    is_borne(&latin(word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether a name ends as only firms' do.
pub fn ends_as_a_firm(name: &str) -> bool {
    has_form(name, false)
}

/// Whether a name ends with a firm's legal form. `known` says that something else speaks for a firm.
fn has_form(name: &str, known: bool) -> bool {
    // A mark over a letter makes it another letter: none is in these forms.
    let name: String = name.nfc().collect();
    let words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '&' | '+'))
        .filter(|word| word.contains(char::is_alphanumeric))
        .collect();
    let bare = |words: &[&str]| -> String {
        let all = words.iter().flat_map(|word| word.chars());
        all.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let ends = |count: usize| {
        if words.len() <= count {
            return false;
        }
        let (front, form) = words.split_at(words.len() - count);
        let plain = bare(form);
        FORMS.contains(&plain.as_str())
            || (NAMES_TOO.contains(&plain.as_str())
                && (known || is_written_as_a_form(&name, front, form, count)))
    };
    let glued = ["株式会社", "有限会社", "合同会社", "有限公司", "주식회사"];
    ends(1) || ends(2) || ends(3) || glued.iter().any(|form| name.starts_with(form) || name.ends_with(form))
}

/// Whether what may be a family name is written as a legal form is: in capitals (`Brook SA`) or with dots (`Brook S.A.`),
/// behind a comma or an `&`, or behind words that are nobody's name.
fn is_written_as_a_form(name: &str, front: &[&str], form: &[&str], count: usize) -> bool {
    let capitals = |words: &[&str]| {
        let mut letters = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic());
        letters.all(char::is_uppercase)
    };
    // Who writes all in capitals says nothing by it.
    if capitals(form) && !capitals(front) {
        return true;
    }
    if form.iter().any(|word| word.contains('.')) {
        return true;
    }
    let parted = |mark: char| {
        let (before, behind) = name.rsplit_once(mark).unwrap_or(("", ""));
        let words = behind.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        (!before.is_empty() && words == count).then(|| before.split_whitespace().count())
    };
    if parted('&').is_some() || parted('+').is_some() || parted(',').is_some_and(|words| words > 1) {
        return true;
    }
    // `Oy Brook Ab`, in both languages of Finland.
    if front.first().is_some_and(|word| word.eq_ignore_ascii_case("oy")) {
        return true;
    }
    let leads = front.last().is_some_and(|word| LEADS.contains(&word.to_lowercase().as_str()));
    front.len() > 1 && !leads && !front.iter().all(|word| is_given(word) || word.chars().count() < 3)
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

    #[test]
    fn nobody_becomes_a_firm_by_their_family_name() {
        for name in [
            "Ana Sá",
            "Luís Sá",
            "Ana Sa\u{301}",
            "João de Sá",
            "Joao de Sa",
            "Ana Maria Sa",
            "Åse Ås",
            "Jan As",
            "JAN AS",
            "Hans Ag",
            "Kim Se",
            "Bo Ab",
            "Minh Co",
            "Nguyen Minh Co",
            "Eva Spa",
            "Daniel Ek",
            "Lee, Se",
            "Petr Rt",
        ] {
            assert!(!ends_as_a_firm(name), "{name}");
            assert!(!is_firm(&[value(ValueKind::Name, name)]), "{name}");
        }
        for name in [
            "Brook SA",
            "Brook S.A.",
            "Brook AS",
            "Brook & Co",
            "Brook Co.",
            "Oak and Quay Trading Co",
            "Oak and Quay Trading, Co",
            "Harbour Works Ab",
            "Rossi Costruzioni Spa",
            "Chor e.V.",
            "Oy Brook Ab",
            "Brook d.o.o.",
            "BROOK WORKSHOP SA",
        ] {
            assert!(ends_as_a_firm(name), "{name}");
        }
    }

    #[test]
    fn a_firm_whose_name_stands_in_the_parts_of_a_persons_is_a_firm() {
        use ValueKind::{Family, Given, Name, Organisation};
        for all in [
            vec![value(Name, "Brook Ltd"), value(Family, "Brook Ltd"), value(Organisation, "Brook Ltd")],
            vec![value(Name, "Brook Ltd"), value(Given, "Brook Ltd"), value(Organisation, "Brook Ltd")],
            vec![
                value(Name, "Brook Ltd"),
                value(Given, "Brook"),
                value(Family, "Ltd"),
                value(Organisation, "Brook Ltd"),
            ],
            vec![value(Given, "Quiet Harbour"), value(Organisation, "quiet harbour")],
            vec![value(Name, "Brook Sa"), value(Family, "Brook Sa"), value(Organisation, "Brook Sa")],
        ] {
            assert!(is_firm(&all), "{all:?}");
        }
        for all in [
            vec![value(Name, "Anna Berg"), value(Family, "Anna Berg"), value(Organisation, "Anna Berg")],
            vec![
                value(Name, "Quiet Harbour"),
                value(Given, "Quiet"),
                value(Family, "Harbour"),
                value(Organisation, "Quiet Harbour"),
            ],
            vec![value(Name, "Brook Ltd"), value(Given, "Ann"), value(Organisation, "Brook Ltd")],
            vec![value(Name, "Ana Sá"), value(Given, "Ana"), value(Family, "Sá")],
        ] {
            assert!(!is_firm(&all), "{all:?}");
        }
    }
}
