//! What the readers of people share: a draft that grows value by value.

use goodturn_core::channel::fold;
use goodturn_core::draft::{Draft, PersonDraft, Value, ValueKind};

use super::columns::Meaning;
use super::{NoDraft, RowResult};
use crate::naming::made_from;

/// Between several values in one cell, in Google's exports and in Goodturn's own tables.
pub(super) const BETWEEN: &str = ":::";

/// Somebody in the making.
#[derive(Default)]
pub(super) struct Person {
    values: Vec<Value>,
}

impl Person {
    /// Adds a value unless it is empty or known already.
    pub(super) fn add(&mut self, kind: ValueKind, label: &str, text: &str) {
        let value = Value { kind, label: label.to_owned(), text: text.trim().to_owned() };
        if !value.text.is_empty() && !self.values.contains(&value) {
            self.values.push(value);
        }
    }

    /// Whether something of this kind is known already.
    pub(super) fn has(&self, kind: ValueKind) -> bool {
        self.values.iter().any(|value| value.kind == kind)
    }

    /// All that is said of them.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|value| value.text.as_str())
    }

    /// Adds an address of street, city, region, postcode and country.
    pub(super) fn add_address(&mut self, label: &str, lines: [String; 5]) {
        if lines.iter().any(|line| !line.is_empty()) {
            // The last lines may be empty, and still each has its place.
            let text = lines.map(|line| line.replace(['\r', '\n'], " ")).join("\n");
            self.values.push(Value { kind: ValueKind::Address, label: label.to_owned(), text });
        }
    }

    /// Whom the row describes; a name is made where none stands.
    pub(super) fn done(mut self) -> RowResult {
        if self.values.is_empty() {
            return Err(NoDraft::Skipped("an empty row"));
        }
        if !self.values.iter().any(|value| value.kind == ValueKind::Name) {
            let phone = || {
                let phone = self.values.iter().find(|value| value.kind == ValueKind::Phone);
                phone.map(|value| value.text.clone())
            };
            let Some(name) = made_from(&self.values).or_else(phone) else {
                return Err(NoDraft::Skipped("a row without a name, an address or a number"));
            };
            self.values.insert(0, Value { kind: ValueKind::Name, label: String::new(), text: name });
        }
        Ok(Draft::Person(PersonDraft { values: self.values, card: None }))
    }
}

/// The names of a row, until it is clear which is which.
#[derive(Default)]
pub(super) struct Names {
    /// Whole, or half beside the other half.
    name: String,
    full: String,
    listed: String,
    given: String,
    family: String,
    family2: String,
    infix: String,
    additional: String,
}

impl Names {
    /// Takes a name; false where there is one of its kind already that is another.
    pub(super) fn take(&mut self, meaning: Meaning, text: &str) -> bool {
        let known = match meaning {
            Meaning::Full => &mut self.full,
            Meaning::Listed => &mut self.listed,
            Meaning::Given => &mut self.given,
            Meaning::Family => &mut self.family,
            Meaning::Family2 => &mut self.family2,
            Meaning::Infix => &mut self.infix,
            Meaning::Additional => &mut self.additional,
            _ => &mut self.name,
        };
        if known.is_empty() {
            known.push_str(text);
        }
        known == text
    }

    /// Whether nothing is known yet.
    pub(super) fn is_empty(&self) -> bool {
        [&self.name, &self.full, &self.listed, &self.given, &self.family].iter().all(|name| name.is_empty())
    }

    /// Decides, and adds them to somebody in front of all that is known. `listed` says that whole names stand as
    /// `Last, First` in this table; in one of our own, a single name with a comma is left as its owner wrote it.
    pub(super) fn into_person(mut self, person: &mut Person, listed: bool, own: bool) {
        let holds = |whole: &str, half: &str| fold(whole).contains(&fold(half));
        if !self.name.is_empty() {
            let name = std::mem::take(&mut self.name);
            match (self.given.is_empty(), self.family.is_empty()) {
                (false, true) if !holds(&name, &self.given) => self.family = name,
                (true, false) if !holds(&name, &self.family) => self.given = name,
                _ if self.full.is_empty() => self.full = name,
                _ => person.add(ValueKind::Nickname, "", &name),
            }
        }
        let no_parts = self.given.is_empty() && self.family.is_empty();
        if no_parts && self.full.is_empty() && !self.listed.is_empty() {
            match turned(&self.listed).or_else(|| first_is_family(&self.listed)) {
                Some((given, family)) => (self.given, self.family) = (given, family),
                None => self.full = std::mem::take(&mut self.listed),
            }
        } else if no_parts
            && (listed || !own && !self.full.split(',').next().unwrap_or_default().trim().contains(' '))
            && let Some((given, family)) = turned(&self.full)
        {
            (self.full, self.given, self.family) = (String::new(), given, family);
        }
        if !self.infix.is_empty() && !self.family.is_empty() && !holds(&self.family, &self.infix) {
            self.family = format!("{} {}", self.infix, self.family);
        }
        if !self.family2.is_empty() {
            self.family = format!("{} {}", self.family, self.family2).trim().to_owned();
        }
        let rest = std::mem::take(&mut person.values);
        person.add(ValueKind::Name, "", &self.full);
        person.add(ValueKind::Given, "", &self.given);
        person.add(ValueKind::Family, "", &self.family);
        person.add(ValueKind::Other, "additional", &self.additional);
        for value in rest {
            if !person.values.contains(&value) {
                person.values.push(value);
            }
        }
    }
}

/// Endings of names and of firms: behind a comma they are no given name.
const ENDINGS: &str = "jr sr ii iii iv phd md mba esq dds cpa dr prof msc bsc ma ba dphil rn pe jd llm obe cbe mbe \
                       ltd limited inc llc llp gmbh mbh ag kg ohg co corp company plc bv nv oy oyj ab as aps sa sas \
                       sarl srl spa sl slu lda ltda ev eg ug sro zoo kft kk pty sons";

/// Given and family name of `Last, First`; none where something else stands on either side of the comma.
pub(super) fn turned(text: &str) -> Option<(String, String)> {
    let (family, given) = text.split_once(',').or_else(|| text.split_once('，'))?;
    let (family, given) = (family.trim(), given.trim());
    let plain = |part: &str| {
        (1..=4).contains(&part.split_whitespace().count())
            && part
                .chars()
                .all(|c| c.is_alphabetic() || c.is_whitespace() || "-'’.`".contains(c) || is_mark(c))
            && !part.split_whitespace().any(is_ending)
    };
    (plain(family) && plain(given)).then(|| (given.to_owned(), family.to_owned()))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

fn is_ending(word: &str) -> bool {
    let bare: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
    ENDINGS.split_whitespace().any(|ending| ending == bare)
}

/// Given and family name of two or three words whose first is the family name.
fn first_is_family(text: &str) -> Option<(String, String)> {
    let mut words = text.split_whitespace();
    let family = words.next()?;
    let given = words.collect::<Vec<_>>().join(" ");
    (!given.is_empty() && !text.contains(',')).then(|| (given, family.to_owned()))
}

/// How people are addressed, in many languages.
const FORMS: &str = "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr sister brother hon capt \
                     herr frau hr fr. dipl ing mag dr. med prof. dr. herrn m mme mlle monsieur madame mademoiselle \
                     me maitre sr sra srta don dona señor señora d sig signor signora sig.ra dott dott.ssa dottssa \
                     avv ing arch mevrouw mevr mw dhr de heer drs ir senhor senhora exmo exma eng engª herra rouva \
                     fru frk froken pan pani p mgr ing bc judr mudr rndr 様 さん 先生 г-н г-жа bay bayan";

/// Whether a title is how somebody is addressed, and not what they do.
pub(super) fn is_form_of_address(text: &str) -> bool {
    let mut words =
        text.split(|c: char| c.is_whitespace() || c == '.' || c == '/').filter(|w| !w.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| {
            let word = fold(word);
            FORMS.split_whitespace().any(|form| fold(form.trim_end_matches('.')) == word)
        })
}
