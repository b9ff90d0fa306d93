//! Content lines to values.

use std::collections::HashMap;

use goodturn_core::called::is_directory_name;
use goodturn_core::channel;
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::firm;
use goodturn_core::limits::VALUES;
use xxhash_rust::xxh3::xxh3_64;

use super::android;
use super::dates;
use super::escapes::{components, list, unescape};
use super::handles;
use super::labels;
use super::lines::Line;
use crate::naming;

/// The values of a card, and which line each came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// In the order of the card, none twice. A name made from others comes first.
    pub values: Vec<Value>,
    /// For each line the values that it says, as they stand in `values`; two lines may say the same.
    pub of_line: Vec<Vec<Value>>,
    /// How many more values it has than are read.
    pub more: u64,
}

/// So many values with the same text are told apart by their labels.
const ALIKE: usize = 32;

/// Reads the values of all lines.
pub(super) fn values(lines: &[Line]) -> Read {
    let labels: HashMap<&str, String> = lines
        .iter()
        .filter(|line| line.name == "X-ABLABEL" && !line.group.is_empty() && !line.nested)
        .map(|line| (line.group.as_str(), labels::of_apple(&line.text())))
        .collect();
    let has_address = lines.iter().any(|line| line.name == "ADR" && !line.nested);
    let mut read = Read::default();
    let mut known: HashMap<u64, Vec<usize>> = HashMap::new();
    // How much each value is preferred: less is more.
    let mut ranks: Vec<u8> = Vec::new();
    for line in lines {
        let rank = labels::rank(line);
        let mut said = Vec::new();
        let skip = line.name.is_empty() || line.nested || (line.name == "LABEL" && has_address);
        let found = if skip {
            Vec::new()
        } else {
            of_line(line, labels.get(line.group.as_str()).map(String::as_str))
        };
        for value in found.into_iter().filter(|value| !value.text.is_empty()) {
            let alike = known.entry(xxh3_64(value.text.as_bytes())).or_default();
            match alike.iter().copied().find(|at| same(&read.values[*at], &value)) {
                Some(at) => {
                    said.push(read.values[at].clone());
                    ranks[at] = ranks[at].min(rank);
                }
                None if read.values.len() >= VALUES => read.more += 1,
                // Of many values with one text and labels of their own some dozens tell enough.
                None if alike.len() >= ALIKE => read.more += 1,
                None => {
                    alike.push(read.values.len());
                    ranks.push(rank);
                    read.values.push(value.clone());
                    said.push(value);
                }
            }
        }
        read.of_line.push(said);
    }
    preferred_first(&mut read.values, &ranks);
    if !read.values.iter().any(|value| value.kind == ValueKind::Name)
        && let Some(text) = naming::made_from(&read.values)
    {
        read.values.insert(0, Value { kind: ValueKind::Name, label: String::new(), text });
    }
    read
}

/// Puts what is preferred before others of its kind, in the places that the kind has.
fn preferred_first(values: &mut [Value], ranks: &[u8]) {
    if ranks.iter().all(|rank| *rank == labels::NO_RANK) {
        return;
    }
    for kind in [ValueKind::Name, ValueKind::Email, ValueKind::Phone, ValueKind::Address, ValueKind::Url] {
        let places: Vec<usize> = (0..values.len()).filter(|at| values[*at].kind == kind).collect();
        let mut order = places.clone();
        order.sort_by_key(|at| ranks[*at]);
        let sorted: Vec<Value> = order.into_iter().map(|at| values[at].clone()).collect();
        for (at, value) in places.into_iter().zip(sorted) {
            values[at] = value;
        }
    }
}

/// Whether a card says the same thing twice. A label tells two values apart only where it is half of what is
/// said: the same address at home and at work is one address.
fn same(a: &Value, b: &Value) -> bool {
    use ValueKind::{Anniversary, Handle, Other, Related};
    a.kind == b.kind
        && a.text == b.text
        && (a.label == b.label || !matches!(a.kind, Anniversary | Handle | Other | Related))
}

fn of_line(line: &Line, apple: Option<&str>) -> Vec<Value> {
    use ValueKind::*;
    let label = || apple.map_or_else(|| labels::of_types(line), str::to_owned);
    let one = |kind: ValueKind, label: String, text: String| {
        vec![Value { kind, label, text: text.trim().to_owned() }]
    };
    // A page is a page, whatever line it stands in.
    let in_network = |network: String, text: String| {
        one(if channel::is_page(&text) { Url } else { Handle }, network, text)
    };
    let plain = |kind: ValueKind| one(kind, label(), unescape(&line.text()));
    match line.name.as_str() {
        "FN" => plain(Name),
        "N" => name_parts(&components(&line.text())),
        "NICKNAME" => each(Nickname, label(), list(&line.text())),
        "EMAIL" => {
            let text = channel::mailbox(&unescape(&line.text())).into_owned();
            // Nobody can write to a directory's own name for a mailbox.
            match is_directory_name(&text) {
                true => one(Other, "directory name".to_owned(), text),
                false => one(Email, label(), text),
            }
        }
        "TEL" => one(Phone, label(), number(&unescape(&line.text()))),
        "X-ANDROID-CUSTOM" => android::values(&components(&line.text())),
        "ADR" => one(Address, label(), address(&components(&line.text()))),
        "LABEL" => one(Address, label(), address(&[unescape(&line.text())])),
        "ORG" => organisation(label(), components(&line.text())),
        "TITLE" | "ROLE" => plain(Title),
        "BDAY" => {
            let text = unescape(&line.text());
            match dates::day(&text, line.param("X-APPLE-OMIT-YEAR").next()) {
                Some(day) => one(Birthday, String::new(), day),
                None => one(Other, "birthday".to_owned(), text),
            }
        }
        "ANNIVERSARY"
        | "X-ANNIVERSARY"
        | "X-EVOLUTION-ANNIVERSARY"
        | "X-ABDATE"
        | "X-MS-ANNIVERSARY"
        | "X-KADDRESSBOOK-X-ANNIVERSARY" => {
            let text = unescape(&line.text());
            let day = dates::day(&text, line.param("X-APPLE-OMIT-YEAR").next());
            // Apple's own word for it adds nothing to the kind.
            let label =
                apple.filter(|label| line.name == "X-ABDATE" || *label != "anniversary").unwrap_or_default();
            let label = if label == "anniversary" { "" } else { label };
            one(Anniversary, label.to_owned(), day.unwrap_or(text))
        }
        "URL" => plain(Url),
        "IMPP" => {
            let (network, name) = handles::impp(line, &line.text());
            one(Handle, network, name)
        }
        "X-SOCIALPROFILE" | "SOCIALPROFILE" => {
            let (network, name) = handles::profile(line, &line.text());
            in_network(network, name)
        }
        "NOTE" => plain(Note),
        "CATEGORIES" => each(Tag, String::new(), list(&line.text())),
        "RELATED" | "X-ABRELATEDNAMES" => plain(Related),
        "X-SPOUSE" | "X-EVOLUTION-SPOUSE" | "X-MS-SPOUSE" | "X-KADDRESSBOOK-X-SPOUSESNAME" => {
            one(Related, "spouse".to_owned(), unescape(&line.text()))
        }
        "X-MS-CHILD" => one(Related, "child".to_owned(), unescape(&line.text())),
        "X-ASSISTANT" | "X-EVOLUTION-ASSISTANT" | "X-MS-ASSISTANT" | "X-KADDRESSBOOK-X-ASSISTANTSNAME" => {
            one(Related, "assistant".to_owned(), unescape(&line.text()))
        }
        "X-MANAGER" | "X-EVOLUTION-MANAGER" | "X-MS-MANAGER" | "X-KADDRESSBOOK-X-MANAGERSNAME" => {
            one(Related, "manager".to_owned(), unescape(&line.text()))
        }
        "UID" => one(Uid, String::new(), unescape(&line.text())),
        "X-DEPARTMENT" | "X-KADDRESSBOOK-X-DEPARTMENT" => {
            one(Other, "department".to_owned(), unescape(&line.text()))
        }
        "X-MAIDENNAME" => one(Other, "maiden name".to_owned(), unescape(&line.text())),
        "KIND" | "X-ABSHOWAS" if is_firms(&line.text()) => {
            one(Other, firm::KIND.to_owned(), unescape(&line.text()).to_lowercase())
        }
        "X-GENDER" => one(Other, "gender".to_owned(), unescape(&line.text())),
        "X-GOODTURN-CONNECTED" => plain(Connected),
        "X-GOODTURN-OTHER" => plain(Other),
        name => match handles::network(name) {
            Some(network) => in_network(network.to_owned(), unescape(&line.text())),
            None => Vec::new(),
        },
    }
}

/// Whether a card's own word for what it is, is a firm's.
fn is_firms(text: &str) -> bool {
    ["org", "organization", "organisation", "company"]
        .iter()
        .any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// The parts of N and what each is.
pub(super) const NAME_PARTS: [(ValueKind, &str); 5] = [
    (ValueKind::Family, ""),
    (ValueKind::Given, ""),
    (ValueKind::Other, "additional"),
    (ValueKind::Other, "prefix"),
    (ValueKind::Other, "suffix"),
];

fn name_parts(parts: &[String]) -> Vec<Value> {
    let value = |(&(kind, label), text): (&(ValueKind, &str), &String)| Value {
        kind,
        label: label.to_owned(),
        text: text.trim().to_owned(),
    };
    NAME_PARTS.iter().zip(parts).map(value).collect()
}

fn each(kind: ValueKind, label: String, texts: Vec<String>) -> Vec<Value> {
    texts.into_iter().map(|text| Value { kind, label: label.clone(), text }).collect()
}

fn organisation(label: String, parts: Vec<String>) -> Vec<Value> {
    let mut parts = parts.into_iter();
    let whole = parts.next().unwrap_or_default();
    let mut out = vec![Value { kind: ValueKind::Organisation, label, text: whole.trim().to_owned() }];
    out.extend(each(
        ValueKind::Other,
        "department".to_owned(),
        parts.map(|part| part.trim().to_owned()).collect(),
    ));
    out
}

/// The lines of an address. What stands in the post box and the extended part follows the street.
fn address(parts: &[String]) -> String {
    let order: &[usize] = if parts.len() == 1 { &[0] } else { &[2, 1, 0, 3, 4, 5, 6] };
    let lines = order.iter().filter_map(|&at| parts.get(at)).flat_map(|part| part.lines());
    lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A number as one dials it. What RFC 3966 puts behind a semicolon is an extension, or the front of the number.
fn number(text: &str) -> String {
    let bare = without_scheme(text, "tel:");
    if bare.len() == text.trim().len() && !bare.to_ascii_lowercase().contains(";ext=") {
        return bare.to_owned();
    }
    let decoded = handles::percent_decoded(bare);
    let mut parts = decoded.split(';').map(str::trim);
    let mut number = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, value)) = part.split_once('=') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "ext" if !value.is_empty() => number = format!("{number} ext. {value}"),
            "phone-context" if value.starts_with('+') && !number.starts_with('+') => {
                number = format!("{value}{number}");
            }
            _ => {}
        }
    }
    number
}

fn without_scheme<'a>(text: &'a str, scheme: &str) -> &'a str {
    let text = text.trim();
    match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => &text[scheme.len()..],
        _ => text,
    }
}
