//! The address books with one column for each thing: Outlook, Outlook.com, Thunderbird and Roundcube. They
//! share most of their columns, and no column means one thing here and another there.

use goodturn_core::draft::ValueKind;

use super::Said;
use super::dates::{self, Order, written};
use super::people::Person;
use super::sheet::{Row, Sheet};

/// What a column holds.
enum Field {
    Value(ValueKind, String),
    Day(ValueKind),
    Tags,
    /// A part of the postal address with this label.
    Place(&'static str, Line),
    /// Year, month or day of the birthday.
    Birth(usize),
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Of(usize),
    /// All lines in one cell.
    Whole,
}

/// What each column holds.
pub(super) struct Plan {
    fields: Vec<Field>,
    order: Order,
}

impl Plan {
    /// Reads the header.
    pub(super) fn of(sheet: &Sheet<'_>, day_first: bool) -> Plan {
        let usual = if day_first { Order::DayFirst } else { Order::MonthFirst };
        let parted = |label: &str| sheet.has(&format!("{label} street"));
        Plan {
            fields: sheet.keys.iter().map(|key| field(key, &parted)).collect(),
            order: dates::order(sheet, &["birthday", "anniversary"], usual),
        }
    }

    /// Whom a row describes.
    pub(super) fn person(&self, row: &Row) -> Said {
        let mut person = Person::default();
        let mut places: Vec<(&str, [String; 5], &str)> = Vec::new();
        let mut birth = [""; 3];
        for (column, field) in self.fields.iter().enumerate() {
            let text = row.at(column);
            if text.is_empty() {
                continue;
            }
            match field {
                Field::Value(kind, label) => person.add(*kind, label, text),
                Field::Day(kind) => {
                    // Outlook writes 0/0/00 for no day.
                    if let Some(day) = written(text, self.order) {
                        person.add(*kind, "", &day);
                    }
                }
                Field::Tags => text.split([';', ',']).for_each(|tag| person.add(ValueKind::Tag, "", tag)),
                Field::Place(label, line) => {
                    let at = places.iter().position(|(have, ..)| have == label).unwrap_or_else(|| {
                        places.push((label, Default::default(), ""));
                        places.len() - 1
                    });
                    match line {
                        Line::Whole => places[at].2 = text,
                        Line::Of(line) => {
                            let known = &mut places[at].1[*line];
                            *known = format!("{known} {text}").trim().to_owned();
                        }
                    }
                }
                Field::Birth(part) => birth[*part] = text,
                Field::Nothing => {}
            }
        }
        let born = match birth {
            ["", month, day] => written(&format!("--{month:0>2}-{day:0>2}"), self.order),
            [year, month, day] => written(&format!("{year}-{month}-{day}"), self.order),
        };
        person.add(ValueKind::Birthday, "", &born.unwrap_or_default());
        for (label, mut lines, whole) in places {
            if lines.iter().all(String::is_empty) {
                lines[0] = whole.to_owned();
            }
            person.add_address(label, lines);
        }
        person.done()
    }
}

fn field(key: &str, parted: &dyn Fn(&str) -> bool) -> Field {
    use ValueKind::{Email, Handle, Nickname, Note, Organisation, Other, Phone, Related, Title, Url};
    let value = |kind: ValueKind, label: &str| Field::Value(kind, label.to_owned());
    match key {
        "display name" | "name" => value(ValueKind::Name, ""),
        "first name" => value(ValueKind::Given, ""),
        "last name" => value(ValueKind::Family, ""),
        "middle name" => value(Other, "additional"),
        "title" => value(Other, "prefix"),
        "suffix" => value(Other, "suffix"),
        "nickname" => value(Nickname, ""),
        "company" | "organization" => value(Organisation, ""),
        "job title" => value(Title, ""),
        "notes" => value(Note, ""),
        "categories" => Field::Tags,
        "birthday" => Field::Day(ValueKind::Birthday),
        "anniversary" => Field::Day(ValueKind::Anniversary),
        "birth year" => Field::Birth(0),
        "birth month" => Field::Birth(1),
        "birth day" => Field::Birth(2),
        "e-mail address" | "e-mail 2 address" | "e-mail 3 address" | "email other" | "primary email"
        | "secondary email" => value(Email, ""),
        "email home" => value(Email, "home"),
        "email work" => value(Email, "work"),
        "home phone" | "home phone 2" => value(Phone, "home"),
        "business phone" | "business phone 2" | "work phone" => value(Phone, "work"),
        "mobile phone" | "mobile number" | "home mobile" => value(Phone, "mobile"),
        "primary phone" | "company main phone" => value(Phone, "main"),
        "home fax" => value(Phone, "home fax"),
        "business fax" => value(Phone, "work fax"),
        "fax number" | "other fax" => value(Phone, "fax"),
        "pager" | "pager number" => value(Phone, "pager"),
        "car phone" => value(Phone, "car"),
        "phone video" => value(Phone, "video"),
        "assistant's phone" => value(Phone, "assistant"),
        "other phone" => value(Phone, ""),
        "callback" | "isdn" | "radio phone" | "tty/tdd phone" | "telex" => value(Phone, key),
        "web page" | "web page 1" | "web page 2" | "website other" => value(Url, ""),
        "spouse" => value(Related, "spouse"),
        "children" => value(Related, "child"),
        "manager's name" => value(Related, "manager"),
        "assistant's name" => value(Related, "assistant"),
        "screen name" => value(Handle, "screen name"),
        "" | "priority" | "private" | "sensitivity" | "internet free busy" | "directory server" => {
            Field::Nothing
        }
        _ if key.starts_with("e-mail ") => Field::Nothing,
        _ => {
            if let Some(network) = key.strip_prefix("im ") {
                return value(Handle, network);
            }
            if let Some(label) = key.strip_prefix("website ") {
                return value(Url, label);
            }
            place(key, parted).unwrap_or_else(|| value(Other, key))
        }
    }
}

fn place(key: &str, parted: &dyn Fn(&str) -> bool) -> Option<Field> {
    let (whose, part) = key.split_once(' ')?;
    let label = match whose {
        "home" => "home",
        "business" | "work" => "work",
        "other" => "",
        _ => return None,
    };
    let line = match part {
        // All lines at once, beside columns for each of them.
        "address" if parted(whose) => Line::Whole,
        "street" | "street 2" | "street 3" | "address" | "address 2" | "address po box" => Line::Of(0),
        "city" => Line::Of(1),
        "state" => Line::Of(2),
        "zip" | "zipcode" | "postal code" => Line::Of(3),
        "country" | "country/region" => Line::Of(4),
        _ => return None,
    };
    Some(Field::Place(label, line))
}
