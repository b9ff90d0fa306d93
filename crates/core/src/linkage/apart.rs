//! Whether what is said of two speaks for or against their being one, where they have a channel in common.

use super::compare::Comparer;
use super::level::{Field, MISSING, birthday, name};
use super::rarity::Rarity;
use super::record::Records;
use super::words::NONE;
use crate::draft::{Value, ValueKind};

/// What names and birthdays say of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Their names agree, on both sides where either has two.
    One,
    /// Nothing that tells them apart: a name is missing, or only alike.
    Perhaps,
    /// One given name and another family name: one may have married, or they are two.
    Renamed,
    /// They have whole names with other given names, or other days of birth.
    Two,
}

/// What the names and birthdays of two say. A husband and his wife may share a mailbox and are two.
pub fn said_of<'v>(one: impl Iterator<Item = &'v Value>, other: impl Iterator<Item = &'v Value>) -> Said {
    let mut records = Records::default();
    write(&mut records, one);
    write(&mut records, other);
    let rarity = Rarity::of(&records);
    let found = Comparer::new(&records, &rarity).in_detail(0, 1);
    let is_whole =
        |person: u32| records.names_of(person).any(|name| name.given != NONE && name.family != NONE);
    let has_year = |person: u32| records.days_of(person).any(|day| day > 10_000);
    let (given, family) = (found.level(Field::Given), found.level(Field::Family));
    let agrees = |level| level != MISSING && level < name::ALIKE;
    match () {
        () if found.level(Field::Birthday) == birthday::OTHER && has_year(0) && has_year(1) => Said::Two,
        () if agrees(given) && (agrees(family) || !(is_whole(0) || is_whole(1))) => Said::One,
        () if given == name::OTHER && is_whole(0) && is_whole(1) => Said::Two,
        () if agrees(given) && family == name::OTHER && is_whole(0) && is_whole(1) => Said::Renamed,
        () => Said::Perhaps,
    }
}

fn write<'v>(records: &mut Records, values: impl Iterator<Item = &'v Value>) {
    records.begin(false);
    let told = [ValueKind::Name, ValueKind::Given, ValueKind::Family, ValueKind::Birthday];
    for value in values.filter(|value| told.contains(&value.kind)) {
        records.value(value.kind, "", &value.text, None);
    }
    records.end();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(one: (&str, &str), other: (&str, &str)) -> Said {
        let [one, other] = [one, other].map(|(name, born)| {
            let value = |kind, text: &str| Value { kind, label: String::new(), text: text.to_owned() };
            let all = [value(ValueKind::Name, name), value(ValueKind::Birthday, born)];
            all.into_iter().filter(|value| !value.text.is_empty()).collect::<Vec<_>>()
        });
        said_of(one.iter(), other.iter())
    }

    #[test]
    fn whole_names_and_birthdays_tell_people_apart() {
        let wanda = ("Wanda Kowalska", "1970-05-06");
        assert_eq!(said(wanda, ("Kowalska, Wanda", "")), Said::One);
        assert_eq!(said(("William Smith", ""), ("Bill Smyth", "--03-07")), Said::One);
        assert_eq!(said(("Дмитрий Волков", ""), ("Dmitri Volkov", "")), Said::One);
        assert_eq!(said(("Reception", ""), ("reception", "")), Said::One);
        assert_eq!(said(wanda, ("Wanda", "")), Said::Perhaps);
        assert_eq!(said(wanda, ("Wanda Nowak", "")), Said::Renamed);
        assert_eq!(said(wanda, ("Mum", "")), Said::Perhaps);
        assert_eq!(said(wanda, ("", "")), Said::Perhaps);
        assert_eq!(said(wanda, ("Jan Kowalski", "")), Said::Two);
        assert_eq!(said(("John Smith", "1940-01-02"), ("John Smith", "1968-11-30")), Said::Two);
        assert_eq!(said(("John Smith", "1968-11-30"), ("John Smith", "1968-11-03")), Said::One);
    }
}
