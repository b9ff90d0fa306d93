//! What Android puts into a card under its own name: `X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Maria;14;…`,
//! a kind, a text, a number for what it is called, and the member's own word for it where that is 0.

use goodturn_core::draft::{Value, ValueKind};

use super::dates;

/// `ContactsContract.CommonDataKinds.Relation`, from 1 on.
const RELATIONS: [&str; 14] = [
    "assistant",
    "brother",
    "child",
    "domestic partner",
    "father",
    "friend",
    "manager",
    "mother",
    "parent",
    "partner",
    "referred by",
    "relative",
    "sister",
    "spouse",
];

/// What the parts of such a line say; nothing where they are of a kind that is not known.
pub(super) fn values(parts: &[String]) -> Vec<Value> {
    let part = |at: usize| parts.get(at).map_or("", |part| part.trim());
    let kind = part(0).rsplit('/').next().unwrap_or_default();
    let (text, own) = (part(1), part(3));
    let number: usize = part(2).parse().unwrap_or(0);
    let one = |kind: ValueKind, label: &str, text: &str| {
        vec![Value { kind, label: label.to_owned(), text: text.to_owned() }]
    };
    match kind {
        "nickname" => one(ValueKind::Nickname, "", text),
        "relation" => {
            let known = number.checked_sub(1).and_then(|at| RELATIONS.get(at)).copied();
            one(ValueKind::Related, known.unwrap_or(own), text)
        }
        // 1 is an anniversary, 2 another day, 3 a birthday.
        "contact_event" => match (number, dates::day(text, None)) {
            (3, Some(day)) => one(ValueKind::Birthday, "", &day),
            (3, None) => one(ValueKind::Other, "birthday", text),
            (1, day) => one(ValueKind::Anniversary, "", day.as_deref().unwrap_or(text)),
            (_, day) => one(ValueKind::Anniversary, own, day.as_deref().unwrap_or(text)),
        },
        _ => Vec::new(),
    }
}
