//! Google Contacts, in the columns of 2010 and in those of 2024.

use goodturn_core::draft::ValueKind;

use super::RowResult;
use super::columns;
use super::people::{BETWEEN, Person};
use super::sheet::{Row, Sheet};
use crate::Asked;
use crate::dates::{self, Days};

/// Columns that belong together: `E-mail 1 - Label` and `E-mail 1 - Value`.
struct Group {
    what: String,
    number: u32,
    parts: Vec<(String, usize)>,
}

/// Where everything stands.
pub(super) struct Plan {
    single: Vec<(String, usize)>,
    groups: Vec<Group>,
    /// How days are read in this table.
    pub(super) days: Days,
}

impl Plan {
    /// Reads the header.
    pub(super) fn of(sheet: &Sheet<'_>, asked: &Asked) -> Plan {
        let is_day =
            |key: &String| key == "birthday" || (key.starts_with("event ") && key.ends_with("value"));
        let columns: Vec<usize> = (0..sheet.keys.len()).filter(|at| is_day(&sheet.keys[*at])).collect();
        let days = sheet.days_in(&columns, asked.usual_order(false), asked.today());
        let mut plan = Plan { single: Vec::new(), groups: Vec::new(), days };
        for (column, key) in sheet.keys.iter().enumerate() {
            let numbered = key.split_once(" - ").and_then(|(left, part)| {
                let (what, number) = left.rsplit_once(' ')?;
                Some((what, number.parse::<u32>().ok()?, part))
            });
            let Some((what, number, part)) = numbered else {
                plan.single.push((key.clone(), column));
                continue;
            };
            let place = (part.to_owned(), column);
            match plan.groups.iter_mut().find(|group| group.what == what && group.number == number) {
                Some(group) => group.parts.push(place),
                None => plan.groups.push(Group { what: what.to_owned(), number, parts: vec![place] }),
            }
        }
        plan
    }

    /// Whom a row describes.
    pub(super) fn person(&self, row: &Row, odd: &mut Vec<String>) -> RowResult {
        let mut person = Person::default();
        for (key, column) in &self.single {
            match key.as_str() {
                "birthday" => self.birthday(&mut person, row.at(*column), odd),
                key => single(&mut person, key, row.at(*column)),
            }
        }
        // A star before the label marks the first of its kind.
        for first in [true, false] {
            for group in self.groups.iter().filter(|group| group.is_first(row) == first) {
                group.add(&mut person, row, self.days);
            }
        }
        person.done()
    }

    fn birthday(&self, person: &mut Person, text: &str, odd: &mut Vec<String>) {
        match self.days.written(text) {
            Some(day) => person.add(ValueKind::Birthday, "", &day),
            None if dates::is_none(text) => {}
            None => {
                person.add(ValueKind::Other, "birthday", text);
                odd.push(format!("\"{text}\" in \"Birthday\" is not a day; it is kept as it stands"));
            }
        }
    }
}

impl Group {
    fn part<'r>(&self, row: &'r Row, names: &[&str]) -> &'r str {
        let found = self.parts.iter().find(|(part, _)| names.contains(&part.as_str()));
        found.map_or("", |(_, column)| row.at(*column))
    }

    fn is_first(&self, row: &Row) -> bool {
        self.part(row, &["type", "label"]).starts_with('*')
    }

    fn add(&self, person: &mut Person, row: &Row, days: Days) {
        let label = label(self.part(row, &["type", "label"]));
        let value = self.part(row, &["value"]);
        let kind = match self.what.as_str() {
            "e-mail" => ValueKind::Email,
            "phone" => ValueKind::Phone,
            "website" => ValueKind::Url,
            "relation" => ValueKind::Related,
            "im" => ValueKind::Handle,
            "event" if label.eq_ignore_ascii_case("anniversary") => ValueKind::Anniversary,
            "organization" => {
                person.add(ValueKind::Organisation, "", self.part(row, &["name"]));
                person.add(ValueKind::Title, "", self.part(row, &["title"]));
                person.add(ValueKind::Other, "department", self.part(row, &["department"]));
                return;
            }
            "address" => {
                self.add_address(person, row, &label);
                return;
            }
            _ => ValueKind::Other,
        };
        let service = self.part(row, &["service"]);
        let label = match () {
            () if kind == ValueKind::Handle && !service.is_empty() => service.to_lowercase(),
            () if kind == ValueKind::Other && label.is_empty() => self.what.clone(),
            () => label,
        };
        for one in value.split(BETWEEN) {
            match kind {
                ValueKind::Anniversary => {
                    person.add(kind, "", &days.written(one).unwrap_or(one.into()));
                }
                _ => person.add(kind, &label, one),
            }
        }
    }

    fn add_address(&self, person: &mut Person, row: &Row, label: &str) {
        let names = [&["street"][..], &["city"], &["region"], &["postal code"], &["country"]];
        let mut lines = names.map(|names| self.part(row, names).to_owned());
        for more in ["extended address", "po box"] {
            let more = self.part(row, &[more]);
            if !more.is_empty() {
                lines[0] = format!("{} {more}", lines[0]).trim().to_owned();
            }
        }
        if lines.iter().all(String::is_empty) {
            lines[0] = self.part(row, &["formatted"]).to_owned();
        }
        person.add_address(label, lines);
    }
}

fn single(person: &mut Person, key: &str, text: &str) {
    let kind = match key {
        "name" => ValueKind::Name,
        "given name" | "first name" => ValueKind::Given,
        "family name" | "last name" => ValueKind::Family,
        "nickname" => ValueKind::Nickname,
        "notes" => ValueKind::Note,
        "organization name" => ValueKind::Organisation,
        "organization title" | "occupation" => ValueKind::Title,
        "group membership" | "labels" => {
            for tag in text.split(BETWEEN) {
                let tag = tag.trim().trim_start_matches('*').trim();
                // Everybody is in this group; it says nothing.
                if !columns::is_everybody(tag) {
                    person.add(ValueKind::Tag, "", tag);
                }
            }
            return;
        }
        "additional name" | "middle name" => return person.add(ValueKind::Other, "additional", text),
        "name prefix" => return person.add(ValueKind::Other, "prefix", text),
        "name suffix" => return person.add(ValueKind::Other, "suffix", text),
        "organization department" => return person.add(ValueKind::Other, "department", text),
        "" | "photo" | "file as" | "priority" | "sensitivity" | "directory server" => return,
        other => return person.add(ValueKind::Other, other, text),
    };
    person.add(kind, "", text);
}

/// A label in its own words, without the star, and in lower case where it is one of the usual ones.
fn label(text: &str) -> String {
    let text = text.split(BETWEEN).next().unwrap_or(text).trim().trim_start_matches('*').trim();
    let lower = text.to_lowercase();
    const USUAL: [&str; 24] = [
        "home",
        "work",
        "mobile",
        "main",
        "pager",
        "home fax",
        "work fax",
        "profile",
        "home page",
        "blog",
        "spouse",
        "partner",
        "domestic partner",
        "child",
        "mother",
        "father",
        "parent",
        "brother",
        "sister",
        "relative",
        "friend",
        "manager",
        "assistant",
        "referred by",
    ];
    match lower.as_str() {
        "other" => String::new(),
        lower if USUAL.contains(&lower) => lower.to_owned(),
        _ => text.to_owned(),
    }
}
