//! A table of people, whoever wrote it: what each of its columns holds, and whom each row describes.

use std::borrow::Cow;
use std::collections::HashSet;

use goodturn_core::channel;
use jiff::civil::Date;

use super::cell;
use super::columns::{self, Column, Group, GroupPart, Meaning};
use super::people::{BETWEEN, Names, Person, is_form_of_address, turned};
use super::sheet::{Row, Sheet};
use super::{NoDraft, RowResult};
use crate::Asked;
use crate::dates::{Days, Order};

mod reading;

use reading::Reading;

/// What each column holds.
pub(super) struct Plan {
    columns: Vec<Option<Column>>,
    names: Vec<String>,
    days: Days,
    /// Goodturn's own table: several values in one cell only where its own mark stands between them.
    own: bool,
    /// Written by Goodturn itself, by all its columns: each cell is what it says, to the letter.
    written: bool,
    /// Whether names stand as `Last, First` in most rows.
    listed: bool,
    /// Columns with a title that is a form of address.
    addressed: Vec<bool>,
    /// For a column of a group, which of its kind it is, and the column with the label.
    groups: Vec<Option<(u32, Option<usize>)>>,
    /// Labels of addresses with a column for the street alone.
    parted: Vec<&'static str>,
    odd: Vec<String>,
}

impl Plan {
    /// Reads the header, and what only the rows below it can tell of it. `usual` is how days are read where
    /// nothing tells their order.
    pub(super) fn of(sheet: &Sheet<'_>, asked: &Asked, own: bool, usual: Option<Order>) -> Plan {
        let mut columns: Vec<Option<Column>> = sheet.names.iter().map(|name| columns::column(name)).collect();
        let groups = groups(&sheet.names, &mut columns);
        if !own {
            find_addresses(sheet, &mut columns);
        }
        let has = |wanted: Meaning| columns.iter().flatten().any(|column| column.meaning == wanted);
        let in_three = has(Meaning::BirthMonth) && (has(Meaning::BirthYear) || !has(Meaning::BirthDay));
        let job_title = has(Meaning::JobTitle);
        if in_three && !has(Meaning::BirthDay) {
            // What the German Thunderbird calls the day of the month.
            for column in columns.iter_mut().flatten().filter(|column| column.meaning == Meaning::Birthday) {
                column.meaning = Meaning::BirthDay;
            }
        }
        let foreign = columns.iter().flatten().filter(|column| column.foreign).count();
        let usual = usual.unwrap_or_else(|| {
            asked.usual_order(foreign * 2 > columns.iter().flatten().count() || foreign > 2)
        });
        let mut plan = Plan {
            days: Days::plain(usual, asked.today()),
            names: sheet.names.clone(),
            own,
            written: own
                && ["name", "given", "family", "email", "phone", "organisation"]
                    .iter()
                    .all(|key| sheet.names.iter().any(|name| name == key)),
            listed: false,
            addressed: vec![false; columns.len()],
            parted: columns
                .iter()
                .flatten()
                .filter(|column| column.meaning == Meaning::Street)
                .map(|column| column.label)
                .collect(),
            odd: Vec::new(),
            groups,
            columns,
        };
        plan.look(sheet, usual, asked.today(), job_title);
        plan
    }

    fn look(&mut self, sheet: &Sheet<'_>, usual: Order, latest: Date, job_title: bool) {
        let at = |wanted: &[Meaning]| -> Vec<usize> {
            let meant =
                |column: &Option<Column>| column.is_some_and(|column| wanted.contains(&column.meaning));
            (0..self.columns.len()).filter(|at| meant(&self.columns[*at])).collect()
        };
        let days = at(&[Meaning::Birthday, Meaning::Anniversary, Meaning::Connected]);
        let (titles, names) = (at(&[Meaning::Title]), at(&[Meaning::Name, Meaning::Full]));
        self.days = sheet.days_in(&days, usual, latest);
        let mut forms = vec![(0usize, 0usize); self.columns.len()];
        let (mut with_comma, mut named) = (0usize, 0usize);
        if !titles.is_empty() || !names.is_empty() {
            for row in sheet.rows() {
                for &title in &titles {
                    let text = row.at(title);
                    forms[title].0 += usize::from(!text.is_empty());
                    forms[title].1 += usize::from(is_form_of_address(text));
                }
                for &name in &names {
                    named += usize::from(!row.at(name).is_empty());
                    with_comma += usize::from(turned(row.at(name)).is_some());
                }
            }
        }
        self.listed = with_comma * 2 > named;
        for title in titles {
            let (all, of_address) = forms[title];
            // Beside a column for what they do, a title is how one addresses them.
            let twice =
                self.columns.iter().flatten().filter(|column| column.meaning == Meaning::Title).count() > 1;
            self.addressed[title] =
                of_address * 2 > all || (all > 0 && of_address == 0 && job_title && !twice);
        }
        let unknown: Vec<&str> = self
            .names
            .iter()
            .zip(&self.columns)
            .filter(|(name, column)| column.is_none() && !name.is_empty())
            .map(|(name, _)| name.as_str())
            .collect();
        if !unknown.is_empty() {
            let named = unknown.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
            self.odd.push(match unknown.len() {
                1 => format!("the column {named} is not known; what stands in it is kept under that name"),
                _ => format!(
                    "the columns {named} are not known; what stands in them is kept under their names"
                ),
            });
        }
        if self.days.doubtful {
            self.odd.push(self.days.doubt());
        }
    }

    /// What is odd about the table as a whole, in sentences.
    pub(super) fn odd(&self) -> &[String] {
        &self.odd
    }

    /// Whom a row describes; what cannot be read in it is said in `odd`, and kept as it stands.
    pub(super) fn person(&self, row: &Row, odd: &mut Vec<String>) -> RowResult {
        let mut reading = Reading { plan: self, person: Person::default(), names: Names::default(), odd };
        let mut places: Vec<Place> = Vec::new();
        let mut birth: [(usize, &str); 3] = [(0, ""); 3];
        let mut shown = "";
        for (at, column) in self.columns.iter().enumerate() {
            let raw = row.at(at);
            let raw = if self.written { raw } else { cell::without_apostrophe(raw) };
            if raw.is_empty() {
                continue;
            }
            let Some(column) = column else {
                reading.kept(at, raw);
                continue;
            };
            let Some(text) = self.meant(column.meaning, raw) else {
                if cell::dialled(raw).is_none() {
                    reading.kept(at, raw);
                    reading.said(at, raw, "a telephone number");
                }
                continue;
            };
            let text: &str = &text;
            match column.meaning {
                Meaning::BirthYear => birth[0] = (at, raw),
                Meaning::BirthMonth => birth[1] = (at, raw),
                Meaning::BirthDay => birth[2] = (at, raw),
                Meaning::EmailName => shown = if shown.is_empty() { raw } else { shown },
                meaning => match line_of(meaning) {
                    Some(line) => {
                        let (number, label) = self.groups[at].unwrap_or_default();
                        let whole = meaning == Meaning::Address
                            && (number > 0 || self.parted.contains(&column.label));
                        let label = match label.and_then(|at| labelled(row.at(at)).0) {
                            Some(of) if !of.label.is_empty() => of.label,
                            _ => column.label,
                        };
                        Place::put(&mut places, (number, label), line, whole, text);
                    }
                    None => match self.groups[at] {
                        Some((_, Some(label))) => reading.grouped(at, *column, row.at(label), text),
                        _ => reading.cell(at, *column, text),
                    },
                },
            }
        }
        reading.birth(birth);
        reading.shown(shown);
        let Reading { mut person, names, .. } = reading;
        names.into_person(&mut person, self.listed, self.own);
        Place::join(&mut places);
        for place in places {
            place.into_person(&mut person);
        }
        let mut all = person.texts();
        if let (Some(only), None) = (all.next(), all.next())
            && !self.written
            && cell::is_sum(only)
        {
            return Err(NoDraft::Skipped("the sum below a table"));
        }
        drop(all);
        person.done()
    }

    /// What a cell says, where Goodturn did not write it; none where that is nothing, or where a spreadsheet has rounded it.
    fn meant<'t>(&self, meaning: Meaning, text: &'t str) -> Option<Cow<'t, str>> {
        use Meaning::{
            AssistantPhone, Birthday, CarPhone, Connected, Country, Email, Fax, Kept, KeptPhone, MainPhone,
            Mobile, Note, Phone, Region, VideoPhone, Whatsapp,
        };
        match meaning {
            _ if self.written => Some(Cow::Borrowed(text)),
            Phone
            | Mobile
            | Whatsapp
            | Fax
            | Meaning::Pager
            | MainPhone
            | CarPhone
            | VideoPhone
            | AssistantPhone
            | KeptPhone => {
                let silent = cell::is_silent(text, false) || text.chars().all(|c| c == '0');
                (!silent).then(|| cell::dialled(text)).flatten()
            }
            // What cannot be read of these is told of, and two letters may be a country's.
            Birthday
            | Meaning::Anniversary
            | Connected
            | Meaning::BirthYear
            | Meaning::BirthMonth
            | Meaning::BirthDay
            | Kept
            | Note
            | Country
            | Region
            | Email => Some(Cow::Borrowed(text)),
            Meaning::Name
            | Meaning::Full
            | Meaning::Listed
            | Meaning::Given
            | Meaning::Family
            | Meaning::Family2
            | Meaning::Nickname
            | Meaning::Additional => (!cell::is_silent(text, true)).then_some(Cow::Borrowed(text)),
            _ => (!cell::is_silent(text, false)).then_some(Cow::Borrowed(text)),
        }
    }
}

/// For each column of a group, which of its kind it is and where its label stands. What a column with the value holds is
/// told by the name of its group; its label tells nothing alone.
fn groups(names: &[String], columns: &mut [Option<Column>]) -> Vec<Option<(u32, Option<usize>)>> {
    let groups: Vec<Option<Group<'_>>> = names.iter().map(|name| Group::of(name)).collect();
    let mut found = vec![None; names.len()];
    for (at, group) in groups.iter().enumerate() {
        let Some(group) = group else { continue };
        let Some(of) = columns::column(group.what) else { continue };
        let label = groups.iter().position(|other| {
            other.as_ref().is_some_and(|other| {
                (other.what, other.number, other.part) == (group.what, group.number, Some(GroupPart::Label))
            })
        });
        match group.part {
            Some(GroupPart::Label) => columns[at] = Some(Column { meaning: Meaning::Nothing, ..of }),
            Some(GroupPart::Value) => {
                columns[at] = Some(of);
                found[at] = Some((group.number, label));
            }
            None => {
                // `Adresse 1` alone is the first line of one.
                let part = columns::column(&format!("{} {}", group.what, group.rest));
                if let Some(part) = part.filter(|part| line_of(part.meaning).is_some()) {
                    columns[at] = Some(part);
                    found[at] = Some((group.number, label));
                }
            }
        }
    }
    found
}

/// Where no column is known to hold addresses, the ones that nobody knows and that hold nothing else do, unless their
/// names or their cells say that these are somebody else's.
fn find_addresses(sheet: &Sheet<'_>, columns: &mut [Option<Column>]) {
    if columns.iter().flatten().any(|column| matches!(column.meaning, Meaning::Email | Meaning::EmailName)) {
        return;
    }
    let mut open: Vec<(usize, usize, HashSet<String>)> = (0..columns.len())
        .filter(|at| columns[*at].is_none() && !columns::is_about_others(&sheet.names[*at]))
        .map(|at| (at, 0, HashSet::new()))
        .collect();
    for row in sheet.rows() {
        open.retain_mut(|(at, filled, seen)| {
            let text = row.at(*at);
            let address = channel::email(text).filter(|address| address.contains('.'));
            if let Some(address) = &address {
                *filled += 1;
                seen.insert(address.to_string());
            }
            text.is_empty() || address.is_some()
        });
        if open.is_empty() {
            return;
        }
    }
    // One who owns or invited many stands beside many.
    for (at, _, _) in open.iter().filter(|(_, filled, seen)| *filled > 0 && seen.len() * 2 > *filled) {
        columns[*at] = Some(Column { meaning: Meaning::Email, label: "", foreign: false });
    }
}

/// What a label in a cell says: a column that would be called so, and its own words. A star before it marks the first of
/// its kind.
fn labelled(text: &str) -> (Option<Column>, String) {
    let text = text.split(BETWEEN).next().unwrap_or(text).trim().trim_start_matches('*').trim();
    (columns::column(text), text.to_owned())
}

/// The line of an address that a part stands in.
fn line_of(meaning: Meaning) -> Option<usize> {
    Some(match meaning {
        Meaning::Street | Meaning::AddressLine | Meaning::HouseNumber | Meaning::Box | Meaning::Address => 0,
        Meaning::City => 1,
        Meaning::Region => 2,
        Meaning::Postcode => 3,
        Meaning::Country => 4,
        _ => return None,
    })
}

/// An address in the making. Several with one label stand in one cell with Goodturn's own mark between them.
struct Place {
    /// The second of its kind, where the columns say so.
    number: u32,
    label: &'static str,
    lines: [String; 5],
    whole: String,
}

impl Place {
    fn put(
        places: &mut Vec<Place>,
        (number, label): (u32, &'static str),
        line: usize,
        whole: bool,
        text: &str,
    ) {
        for (nth, text) in text.split(BETWEEN).map(str::trim).enumerate() {
            let mut same = places.iter_mut().filter(|place| (place.number, place.label) == (number, label));
            let place = match same.nth(nth) {
                Some(place) => place,
                None => {
                    let lines = Default::default();
                    places.push(Place { number, label, lines, whole: String::new() });
                    let Some(place) = places.last_mut() else { return };
                    place
                }
            };
            let known = if whole { &mut place.whole } else { &mut place.lines[line] };
            *known = format!("{known} {text}").trim().to_owned();
        }
    }

    /// A street that alone has a label belongs to the town that has none.
    fn join(places: &mut Vec<Place>) {
        let [a, b] = places.as_mut_slice() else { return };
        let only_street =
            |place: &Place| !place.label.is_empty() && place.lines[1..].iter().all(String::is_empty);
        let (street, town) = if only_street(a) { (a, b) } else { (b, a) };
        let no_street = town.label.is_empty() && town.lines[0].is_empty() && town.whole.is_empty();
        if only_street(street) && no_street {
            town.lines[0] = std::mem::take(if street.lines[0].is_empty() {
                &mut street.whole
            } else {
                &mut street.lines[0]
            });
            town.label = street.label;
            let label = town.label;
            places
                .retain(|place| place.label == label && place.lines[1..].iter().any(|line| !line.is_empty()));
        }
    }

    fn into_person(mut self, person: &mut Person) {
        if self.lines.iter().all(String::is_empty) {
            self.lines[0] = self.whole;
        }
        person.add_address(self.label, self.lines);
    }
}
