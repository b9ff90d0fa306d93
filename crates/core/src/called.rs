//! What somebody is called, without what programs write beside it: their address, their department, their firm, a
//! directory's own form.

use std::borrow::Cow;

use crate::channel;
use crate::firm::ends_as_a_firm;

/// Words of departments and places of work, folded: what stands in brackets behind a name and is no name.
const DEPARTMENTS: &[&str] = &[
    "abteilung",
    "accounting",
    "accounts",
    "administration",
    "amministrazione",
    "assistenz",
    "buchhaltung",
    "buero",
    "buro",
    "business",
    "communications",
    "compras",
    "comptabilite",
    "consultant",
    "contractor",
    "controlling",
    "customer",
    "departamento",
    "department",
    "dept",
    "direction",
    "division",
    "einkauf",
    "email",
    "engineering",
    "entwicklung",
    "ext",
    "extern",
    "external",
    "facilities",
    "finance",
    "finanzen",
    "gast",
    "geschaeftlich",
    "geschaftlich",
    "guest",
    "helpdesk",
    "home",
    "hr",
    "inkoop",
    "invitado",
    "invite",
    "intern",
    "it",
    "kundenservice",
    "legal",
    "logistics",
    "logistik",
    "mail",
    "marketing",
    "mobil",
    "mobile",
    "myynti",
    "office",
    "ospite",
    "operations",
    "personal",
    "personalabteilung",
    "planning",
    "privat",
    "private",
    "procurement",
    "product",
    "production",
    "produktion",
    "purchasing",
    "qa",
    "recht",
    "recruiting",
    "recursos",
    "research",
    "sales",
    "sekretariat",
    "service",
    "services",
    "servizio",
    "support",
    "team",
    "technik",
    "vendite",
    "ventas",
    "ventes",
    "verkauf",
    "verkoop",
    "versand",
    "vertrieb",
    "verwaltung",
    "work",
];

/// By what somebody wants to be spoken of, folded: `(she/her)`.
const PRONOUNS: &[&str] = &[
    "any", "dei", "deres", "dem", "dey", "die", "el", "ela", "elas", "ele", "eles", "ella", "ellas", "elle",
    "elles", "ellos", "er", "este", "gli", "ham", "han", "hanen", "hans", "havn", "he", "hem", "hen",
    "hende", "hendes", "henne", "hennes", "her", "hers", "hij", "him", "his", "hon", "hun", "iel", "ihm",
    "ihn", "ihr", "il", "ils", "jej", "jego", "lei", "loro", "lui", "mx", "on", "ona", "pronouns", "she",
    "sie", "sein", "seine", "the", "their", "theirs", "them", "they", "xe", "xem", "xier", "ze", "zie",
    "zij", "zijn", "haar", "hir",
];

/// What stands before the service that a letter came through, folded.
const VIA: &[&str] = &["via", "uber", "ueber", "par", "por", "tramite", "through", "przez", "через", "genom"];

/// Whether an address is a directory's own name for a mailbox (X.500, X.400), which nobody can write to.
pub fn is_directory_name(text: &str) -> bool {
    let text = text.trim();
    let after = |front: &str| text.get(..front.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(front));
    let plainly = ["/o=", "ex:/", "x500:", "x400:", "imceaex-", "imceax500-", "notes:"];
    // `c=a` alone may be anybody's jotting.
    let several =
        plainly.iter().any(|front| after(front)) || (after("cn=") || after("c=")) && has_parts(text);
    several && channel::email(text).is_none_or(|email| email.starts_with("imcea"))
}

/// Whether several parts of a directory's name stand in a text: `cn=ann/ou=sales`, `c=US;a= ;p=Brook`.
fn has_parts(text: &str) -> bool {
    const KEYS: [&str; 9] = ["c", "a", "p", "o", "ou", "cn", "dc", "s", "g"];
    let parts = text.split([';', '/', ',']).map(|part| part.split_once('=').map_or("", |(key, _)| key));
    let is_one_of = |keys: &[&str], key: &str| keys.iter().any(|known| key.eq_ignore_ascii_case(known));
    parts.clone().filter(|key| is_one_of(&KEYS, key.trim())).count() > 2
        || parts.skip(1).any(|key| is_one_of(&["ou", "cn", "dc"], key))
}

/// The address that a name holds (`Ann Example (ann@hill.example)`).
pub fn address_in(name: &str) -> Option<String> {
    let part = |c: char| c.is_whitespace() || "()[]{}<>\"',;".contains(c);
    let words = name.split(part).filter(|word| word.contains('@'));
    words.filter_map(channel::email).map(Cow::into_owned).find(|email| !is_directory_name(email))
}

/// The name without what stands beside it; empty where it is nothing but an address.
pub fn called(name: &str) -> Cow<'_, str> {
    let odd = |c: char| "@()[]{}<>|/=*'\"".contains(c) || QUOTES.iter().any(|(open, _)| *open == c);
    if !name.contains(odd) && !name.contains(" - ") && !name.contains(" – ") {
        return Cow::Borrowed(name);
    }
    if is_directory_name(name) {
        return Cow::Owned(directory_name(name));
    }
    let mut out = unwrapped(name.trim()).to_owned();
    // `Ann Example <ann@hill.example> (Brook)`: nothing of the name stands behind its address.
    if let Some((front, back)) = out.split_once('<')
        && has_letters(front)
        && back.split_once('>').is_some_and(|(inside, _)| inside.contains('@'))
    {
        out = front.trim().to_owned();
    }
    // `Ann Example/Sales/Brook`, as Notes writes names.
    let levels: Vec<&str> = out.split('/').collect();
    if levels.len() > 2
        && levels.iter().all(|level| !level.trim().is_empty())
        && levels[0].trim().contains(' ')
    {
        out = levels[0].trim().to_owned();
    }
    if let Some((front, _)) = out.split_once(" | ").filter(|(front, _)| has_letters(front)) {
        out = front.trim().to_owned();
    }
    for dash in [" - ", " – "] {
        if let Some((front, back)) = out.rsplit_once(dash)
            && front.trim().contains(' ')
            && is_beside(back)
        {
            out = front.trim().to_owned();
        }
    }
    // `Example, Ann, HR/DE`, as the directories of firms write it.
    if let Some((front, back)) = out.rsplit_once(',')
        && front.contains(',')
        && back.contains('/')
        && is_beside(back)
    {
        out = front.trim().to_owned();
    }
    while let Some(shorter) = without_brackets(&out) {
        out = shorter;
    }
    // `Ann Example @ Brook`: where they are.
    if let Some((front, _)) = out.split_once(" @ ").filter(|(front, _)| has_letters(front)) {
        out = front.trim().to_owned();
    }
    // An address that stands in the name without brackets.
    if out.contains('@') {
        let kept: Vec<&str> = out.split_whitespace().filter(|word| !word.contains('@')).collect();
        out = kept.join(" ");
    }
    let stray = |c: char| c.is_whitespace() || matches!(c, '-' | ',' | ';' | ':');
    let bare = out.trim_matches(|c| stray(c) || matches!(c, '<' | '>'));
    // Signs that stand inside as well are somebody's own.
    let out = if bare.contains(['<', '>']) { out.trim_matches(stray) } else { bare };
    let out = unwrapped(out).to_owned();
    if out == name && has_letters(name) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(if has_letters(&out) { out } else { String::new() })
}

/// Marks that programs and people write around a whole name.
const QUOTES: &[(char, char)] = &[
    ('\'', '\''),
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('”', '”'),
    ('‘', '’'),
    ('‚', '‘'),
    ('’', '’'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('›', '‹'),
    ('「', '」'),
    ('『', '』'),
    ('(', ')'),
    ('[', ']'),
    ('<', '>'),
];

/// A name without the quotation marks or brackets that are around all of it.
fn unwrapped(name: &str) -> &str {
    let mut name = name;
    while let Some(inner) = QUOTES.iter().find_map(|(open, close)| {
        let inner = name.strip_prefix(*open)?.strip_suffix(*close)?;
        (has_letters(inner) && !inner.contains([*open, *close])).then_some(inner.trim())
    }) {
        name = inner;
    }
    name
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The last name in a directory's form that is no code: `CN=Ann Example/OU=Sales/O=Brook`.
fn directory_name(text: &str) -> String {
    let mut common = text.split(['/', ',']).filter_map(|level| {
        let (key, value) = level.split_once('=')?;
        key.trim().eq_ignore_ascii_case("cn").then_some(value.trim())
    });
    common
        .rfind(|value| value.contains(' ') && !value.contains(|c: char| c.is_ascii_digit()))
        .unwrap_or_default()
        .to_owned()
}

/// The name without brackets, at its beginning or its end, in which something stands that is no name.
fn without_brackets(name: &str) -> Option<String> {
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')] {
        if let Some(front) = name.strip_suffix(close)
            && let Some(at) = front.rfind(open)
            && has_letters(&front[..at])
            && is_beside(&front[at + open.len_utf8()..])
        {
            return Some(front[..at].trim().to_owned());
        }
        if let Some(back) = name.strip_prefix(open)
            && let Some(at) = back.find(close)
            && has_letters(&back[at + close.len_utf8()..])
            && is_beside(&back[..at])
        {
            return Some(back[at + close.len_utf8()..].trim().to_owned());
        }
    }
    None
}

/// Whether a text that stands beside a name is no part of it.
fn is_beside(text: &str) -> bool {
    let text = text.trim();
    let folded = channel::fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let acronym = letters.len() > 1
        && letters.len() < 6
        && letters.iter().all(|c| c.is_uppercase())
        && !text.contains(' ');
    let is_pronouns = words.clone().count() > 1 && words.clone().all(|word| PRONOUNS.contains(&word));
    text.contains('@')
        || text.contains(|c: char| c.is_ascii_digit())
        || is_pronouns
        || words.clone().next().is_some_and(|word| VIA.contains(&word))
        || acronym
        || ends_as_a_firm(text)
        || words.any(|word| DEPARTMENTS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_not_what_stands_beside_it() {
        for (written, name) in [
            ("Ann Example", "Ann Example"),
            ("Ann Example (ann@hill.example)", "Ann Example"),
            ("Ann Example <ann@hill.example>", "Ann Example"),
            ("Ann Example [mailto:ann@hill.example]", "Ann Example"),
            ("Ann Example ann@hill.example", "Ann Example"),
            ("ann@hill.example", ""),
            ("(ann@hill.example)", ""),
            ("Example, Ann (Sales)", "Example, Ann"),
            ("Example, Ann (IT-Abteilung)", "Example, Ann"),
            ("Ann Example (HR)", "Ann Example"),
            ("Ann Example [EXTERNAL]", "Ann Example"),
            ("[EXT] Ann Example", "Ann Example"),
            ("Example, Ann, HR/DE", "Example, Ann"),
            ("Ann Example - Brook Ltd", "Ann Example"),
            ("Ann Example | Brook Insurance", "Ann Example"),
            ("Ann Example/Sales/Brook", "Ann Example"),
            ("CN=Ann Example/OU=Sales/O=Brook", "Ann Example"),
            ("/o=ExchangeLabs/ou=Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=1c2ee2e6-annexample", ""),
            ("(Ann Example)", "Ann Example"),
            ("ann@hill.example (Ann Example)", "Ann Example"),
            ("Ann Example @ Brook", "Ann Example"),
            ("„Ann Example“", "Ann Example"),
            ("«Ann Example»", "Ann Example"),
            ("‘Ann Example’", "Ann Example"),
            ("'Ann Example'", "Ann Example"),
            ("Ann Example (E-Mail)", "Ann Example"),
            ("Ann Example (Business)", "Ann Example"),
            ("Ann Example (work)", "Ann Example"),
            ("Ann Example (Gast)", "Ann Example"),
            ("Ann Example (she/her)", "Ann Example"),
            ("Ann Example (sie/ihr)", "Ann Example"),
            ("Ann Example (via Brook)", "Ann Example"),
            ("Ann Example <ann@hill.example> (Brook)", "Ann Example"),
            // These are parts of a name.
            ("Ann O'Neil", "Ann O'Neil"),
            ("Ann \"Annie\" Example", "Ann \"Annie\" Example"),
            ("Rui Costa (Ana Sá)", "Rui Costa (Ana Sá)"),
            ("William (Bill) Gray", "William (Bill) Gray"),
            ("Anna Berg (geb. Wolf)", "Anna Berg (geb. Wolf)"),
            ("Anna-Lena Berg", "Anna-Lena Berg"),
            ("Paul/Paula Berg", "Paul/Paula Berg"),
            ("AC/DC", "AC/DC"),
        ] {
            assert_eq!(called(written), name, "{written}");
        }
        assert_eq!(address_in("Ann Example (Ann@hill.example)").as_deref(), Some("ann@hill.example"));
        assert!(is_directory_name("/O=BROOK/OU=FIRST/CN=RECIPIENTS/CN=ANN"));
        assert!(is_directory_name("IMCEAEX-_o=Labs_cn=ann@brook.example"));
        assert!(!is_directory_name("c=ann@brook.example") && !is_directory_name("ann@brook.example"));
    }
}
