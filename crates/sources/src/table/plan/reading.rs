//! One row of a table of people, on its way to a draft.

use goodturn_core::channel;
use goodturn_core::draft::ValueKind;

use super::super::cell;
use super::super::columns::{self, Column, Meaning};
use super::super::people::{BETWEEN, Names, Person};
use super::{Plan, labelled};
use crate::dates;

/// A row while it is read.
pub(super) struct Reading<'p, 'o> {
    pub(super) plan: &'p Plan,
    pub(super) person: Person,
    pub(super) names: Names,
    pub(super) odd: &'o mut Vec<String>,
}

impl Reading<'_, '_> {
    pub(super) fn kept(&mut self, at: usize, text: &str) {
        let name = &self.plan.names[at];
        let label = if self.plan.own { name.clone() } else { name.to_lowercase() };
        for one in text.split(BETWEEN) {
            self.person.add(ValueKind::Other, &label, one);
        }
    }

    pub(super) fn cell(&mut self, at: usize, column: Column, text: &str) {
        use ValueKind::{Anniversary, Birthday, Connected, Note, Organisation, Other, Related, Title, Url};
        let label = column.label;
        match column.meaning {
            // `Member: yes` beside the name itself.
            Meaning::Name
                if cell::is_tick(text)
                    && self.plan.columns.iter().flatten().any(|column| {
                        matches!(column.meaning, Meaning::Full | Meaning::Given | Meaning::Family)
                    }) =>
            {
                self.kept(at, text);
            }
            Meaning::Name
            | Meaning::Full
            | Meaning::Listed
            | Meaning::Given
            | Meaning::Family
            | Meaning::Family2
            | Meaning::Infix
            | Meaning::Additional => {
                if !self.names.take(column.meaning, text) {
                    self.kept(at, text);
                }
            }
            Meaning::Title if self.plan.addressed[at] => self.person.add(Other, "prefix", text),
            Meaning::Prefix => self.person.add(Other, "prefix", text),
            Meaning::Suffix => self.person.add(Other, "suffix", text),
            Meaning::Nickname => self.each(ValueKind::Nickname, "", text),
            Meaning::Title | Meaning::JobTitle => self.each(Title, "", text),
            Meaning::Organisation => self.each(Organisation, "", text),
            Meaning::Department => self.each(Other, "department", text),
            Meaning::Email => self.email(at, label, text),
            Meaning::Phone if label == "work" || label == "home" => self.phone(label, text),
            Meaning::Phone => self.phone("", text),
            Meaning::Mobile => self.phone("mobile", text),
            Meaning::Whatsapp => self.phone("whatsapp", text),
            Meaning::Fax if label.is_empty() => self.phone("fax", text),
            Meaning::Fax => self.phone(if label == "work" { "work fax" } else { "home fax" }, text),
            Meaning::Pager => self.phone("pager", text),
            Meaning::MainPhone => self.phone("main", text),
            Meaning::CarPhone => self.phone("car", text),
            Meaning::VideoPhone => self.phone("video", text),
            Meaning::AssistantPhone => self.phone("assistant", text),
            Meaning::KeptPhone => self.phone(&self.plan.names[at].to_lowercase(), text),
            Meaning::Url => self.each(Url, label, text),
            Meaning::ScreenName => {
                let name = self.plan.names[at].to_lowercase();
                let network = name.strip_prefix("im ").map_or("screen name", str::trim);
                self.each(ValueKind::Handle, network, text);
            }
            Meaning::Tags => {
                let commas = !self.plan.own;
                for tag in
                    text.split(BETWEEN).flat_map(|one| one.split(move |c| commas && matches!(c, ';' | ',')))
                {
                    let tag = tag.trim().trim_matches('"');
                    // A star marks the groups that the program made itself.
                    let known = if commas { tag.trim_start_matches('*').trim() } else { tag };
                    if !(commas && columns::is_everybody(known)) {
                        self.person.add(ValueKind::Tag, "", known);
                    }
                }
            }
            Meaning::Note => self.each(Note, "", text),
            Meaning::Spouse => self.each(Related, "spouse", text),
            Meaning::Child => self.each(Related, "child", text),
            Meaning::Manager => self.each(Related, "manager", text),
            Meaning::Assistant => self.each(Related, "assistant", text),
            Meaning::Birthday => self.day(at, Birthday, text),
            Meaning::Anniversary => self.day(at, Anniversary, text),
            Meaning::Connected => self.day(at, Connected, text),
            // `Home`, `Work`: a number or an address, as it looks.
            Meaning::Home | Meaning::Work if channel::email(text).is_some() => self.email(at, label, text),
            Meaning::Home | Meaning::Work if looks_like_number(text) => self.phone(label, text),
            Meaning::Nothing => {}
            network => match columns::network(network) {
                Some(network) => self.network(network, text),
                None => self.kept(at, text),
            },
        }
    }

    /// A cell whose label stands in another cell.
    pub(super) fn grouped(&mut self, at: usize, column: Column, label: &str, text: &str) {
        let (of, words) = labelled(label);
        let meaning = of.map(|of| of.meaning);
        let label = match (of, meaning) {
            (Some(of), _) if !of.label.is_empty() => of.label.to_owned(),
            (_, Some(Meaning::Other)) => String::new(),
            _ => words,
        };
        match column.meaning {
            Meaning::Email => self.email(at, &label, text),
            Meaning::Phone | Meaning::Mobile => match meaning {
                Some(Meaning::Mobile) => self.phone("mobile", text),
                Some(Meaning::Whatsapp) => self.phone("whatsapp", text),
                Some(Meaning::Fax) => {
                    let place = if label == "work" || label == "home" { label.as_str() } else { "" };
                    self.phone(format!("{place} fax").trim_start(), text);
                }
                Some(Meaning::Pager) => self.phone("pager", text),
                Some(Meaning::MainPhone) => self.phone("main", text),
                _ => self.phone(&label, text),
            },
            Meaning::Url => self.each(ValueKind::Url, &label, text),
            _ => self.cell(at, column, text),
        }
    }

    fn each(&mut self, kind: ValueKind, label: &str, text: &str) {
        for one in text.split(BETWEEN) {
            self.person.add(kind, label, one);
        }
    }

    fn email(&mut self, at: usize, label: &str, text: &str) {
        let mut found = false;
        for one in text.split(BETWEEN).map(str::trim) {
            if channel::email(one).is_some() {
                self.person.add(ValueKind::Email, label, &channel::mailbox(one));
                found = true;
                continue;
            }
            // Several in one cell, or a name around one.
            let marks =
                |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"' | '|');
            for part in one.split(marks).filter(|part| channel::email(part).is_some()) {
                self.person.add(ValueKind::Email, label, part);
                found = true;
            }
        }
        if !found {
            self.kept(at, text);
            // A name of Exchange for somebody in the same house is no slip of anybody's.
            if !is_exchange(text) && !dates::is_none(text) {
                self.said(at, text, "an e-mail address");
            }
        }
    }

    fn phone(&mut self, label: &str, text: &str) {
        for one in text.split(BETWEEN).flat_map(|one| one.split([';', '\n'])) {
            let digits = |part: &str| part.chars().filter(|c| c.is_numeric()).count() >= 7;
            let parts: Vec<&str> = one.split(['/', ',']).collect();
            // A slash and a comma stand in one number as well as between two.
            match parts.as_slice() {
                [a, b] if digits(a) && digits(b) => {
                    self.person.add(ValueKind::Phone, label, a);
                    self.person.add(ValueKind::Phone, label, b);
                }
                _ => self.person.add(ValueKind::Phone, label, one.trim().trim_start_matches('\'')),
            }
        }
    }

    fn network(&mut self, network: &str, text: &str) {
        for one in text.split(BETWEEN).map(str::trim) {
            if channel::is_page(one) {
                self.person.add(ValueKind::Url, network, one);
            } else {
                self.person.add(ValueKind::Handle, network, one.trim_start_matches('@'));
            }
        }
    }

    fn day(&mut self, at: usize, kind: ValueKind, text: &str) {
        let label = if kind == ValueKind::Connected { "linkedin" } else { "" };
        for one in text.split(BETWEEN).map(str::trim) {
            // `04-12` in a table of our own is `--04-12`.
            let short = self.plan.own && one.len() == 5 && one.find('-') == Some(2);
            let full = if short { format!("--{one}") } else { one.to_owned() };
            match self.plan.days.written(&full).or_else(|| self.plan.days.written(one)) {
                Some(day) => self.person.add(kind, label, &day),
                None if dates::is_none(one) => {}
                None => {
                    self.person.add(ValueKind::Other, kind.name(), one);
                    self.said(at, one, "a day");
                }
            }
        }
    }

    pub(super) fn said(&mut self, at: usize, text: &str, what: &str) {
        let name = &self.plan.names[at];
        let shown: String = text.chars().take(60).collect();
        self.odd.push(format!("\"{shown}\" in \"{name}\" is not {what}; it is kept as it stands"));
    }

    pub(super) fn birth(&mut self, [year, month, day]: [(usize, &str); 3]) {
        if month.1.is_empty() && day.1.is_empty() {
            if !year.1.is_empty() {
                self.person.add(ValueKind::Other, "birth year", year.1);
            }
            return;
        }
        let text = match year.1 {
            "" | "0" | "0000" => format!("--{:0>2}-{:0>2}", month.1, day.1),
            year => format!("{year}-{}-{}", month.1, day.1),
        };
        match self.plan.days.written(&text) {
            Some(day) => self.person.add(ValueKind::Birthday, "", &day),
            None if dates::is_none(&text) => {}
            None => {
                let text = [year.1, month.1, day.1].join(" ");
                self.person.add(ValueKind::Other, "birthday", text.trim());
                let at = if day.1.is_empty() { month.0 } else { day.0 };
                self.said(at, text.trim(), "a day");
            }
        }
    }

    /// What a program shows in place of an address: a name where there is no other, and the address that stands
    /// behind it where the column of addresses has none.
    pub(super) fn shown(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let marks =
            |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ';' | ',');
        let addresses: Vec<&str> = text.split(marks).filter(|part| channel::email(part).is_some()).collect();
        if !self.person.has(ValueKind::Email) {
            for address in &addresses {
                self.person.add(ValueKind::Email, "", address);
            }
        }
        if self.names.is_empty() && !self.person.has(ValueKind::Organisation) {
            let mut name = text.to_owned();
            for address in addresses {
                name = name.replace(address, "");
            }
            let name = name.replace(['(', ')', '<', '>', '[', ']', '"'], " ");
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            self.names.take(Meaning::Full, name.trim_matches([',', ';', ' ', '\'']));
        }
    }
}

/// `/o=ExchangeLabs/ou=…/cn=Recipients/cn=…`: where Exchange keeps somebody, and no address of theirs.
fn is_exchange(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.starts_with("/o=") || text.starts_with("ex:/o=") || text.contains("/cn=recipients")
}

fn looks_like_number(text: &str) -> bool {
    text.chars().filter(|c| c.is_numeric()).count() >= 5
        && text.chars().all(|c| c.is_numeric() || c.is_whitespace() || "+-./()'".contains(c))
}
