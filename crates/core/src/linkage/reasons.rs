//! What speaks for two being one person, and what against, in words.

use super::compare::Comparer;
use super::level::{self, Field, Level, MISSING, SAME};
use super::model::Model;

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// What was compared.
    pub field: Field,
    /// What it weighs, in bits: each makes it twice as likely that they are one, or half as likely where it is negative.
    pub weight: f64,
    /// In words.
    pub words: &'static str,
}

/// Why two are taken for one: what weighs most first.
pub fn reasons(comparer: &Comparer<'_>, model: &Model, a: u32, b: u32) -> Vec<Reason> {
    let found = comparer.in_detail(a, b);
    let agreement = found.agreement();
    let mut reasons: Vec<Reason> = Field::ALL
        .iter()
        .filter_map(|field| {
            let level = agreement.level(*field);
            let words = words(*field, level)?;
            let weight = model.weight(*field, level) + f64::from(found.bits[*field as usize]);
            Some(Reason { field: *field, weight, words })
        })
        .collect();
    reasons.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()));
    reasons
}

/// A level in words; none where there is nothing to say.
fn words(field: Field, level: Level) -> Option<&'static str> {
    use level::{birthday, company, email, list, name, number, order, place, street, text};
    if level == MISSING {
        return None;
    }
    Some(match (field, level) {
        (Field::Given, SAME) => "the same given name",
        (Field::Given, name::VARIANT) => "a given name that may stand for the other",
        (Field::Given, name::CLOSE) => "given names a slip apart",
        (Field::Given, name::INITIAL) => "an initial that fits the given name",
        (Field::Given, name::ALIKE) => "given names that are alike",
        (Field::Given, _) => "other given names",
        (Field::Family, SAME) => "the same family name",
        (Field::Family, name::VARIANT) => "another spelling or a part of the family name",
        (Field::Family, name::CLOSE) => "family names a slip apart",
        (Field::Family, name::INITIAL) => "an initial that fits the family name",
        (Field::Family, name::ALIKE) => "family names that are alike",
        (Field::Family, _) => "other family names",
        (Field::Order, order::SWAPPED) => "given and family name changed places",
        (Field::Order, _) => return None,
        (Field::Called, SAME) => "the same name",
        (Field::Called, text::NEARLY) => "nearly the same name",
        (Field::Called, text::MOST) => "most words of the name",
        (Field::Called, text::SOME | text::FEW) => "some words of the name",
        (Field::Called, _) => "other names",
        (Field::Email, SAME) => "the same mailbox",
        (Field::Email, email::ELSEWHERE) => "the same name in an e-mail address elsewhere",
        (Field::Email, email::CLOSE) => "e-mail addresses a slip apart",
        (Field::Email, email::ALIKE) => "e-mail addresses that are alike",
        (Field::Email, email::MADE) => "e-mail addresses made of the name in the same way",
        (Field::Email, _) => "other e-mail addresses",
        (Field::Phone, SAME) => "the same phone number",
        (Field::Phone, number::CLOSE) => "phone numbers a slip apart",
        (Field::Phone, _) => "other phone numbers",
        (Field::Birthday, SAME) => "the same day of birth",
        (Field::Birthday, birthday::NO_YEAR) => "the same birthday, one without a year",
        (Field::Birthday, birthday::CLOSE) => "days of birth a slip apart",
        (Field::Birthday, birthday::TWO) => "two of year, month and day of birth",
        (Field::Birthday, _) => "other days of birth",
        (Field::Organisation, SAME) => "the same organisation",
        (Field::Organisation, text::NEARLY | text::MOST) => "nearly the same organisation",
        (Field::Organisation, text::SOME | text::FEW) => "some words of the organisation",
        (Field::Organisation, _) => "other organisations",
        (Field::Street, SAME | street::NEARLY) => "the same street and number",
        (Field::Street, street::NUMBER) => "the same number in a street that is alike",
        (Field::Street, street::STREET) => "the same street",
        (Field::Street, street::SOME) => "streets that are alike",
        (Field::Street, _) => "other streets",
        (Field::Place, SAME) => "the same town and postcode",
        (Field::Place, place::POSTCODE) => "the same postcode",
        (Field::Place, place::TOWN) => "the same town",
        (Field::Place, place::CLOSE) => "towns or postcodes a slip apart",
        (Field::Place, _) => "other towns",
        (Field::Handle, SAME) => "the same name in a network, number or profile",
        (Field::Handle, number::CLOSE) => "names in a network or numbers a slip apart",
        (Field::Handle, _) => "other names in one network, or numbers",
        (Field::Company, company::MANY) => "in touch with mostly the same people",
        (Field::Company, company::SOME) => "in touch with some of the same people",
        (Field::Company, _) => "in touch with other people",
        (Field::List, list::OTHER) => "from different lists",
        (Field::List, _) => "both in one list",
    })
}
