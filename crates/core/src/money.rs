//! Amounts of money: whole minor units and a currency (ISO 4217), so that sums are exact.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use crate::sentence;

/// An amount in one currency. Never negative.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// In the smallest unit: cents for EUR, yen for JPY.
    pub minor: i64,
    /// Three capital letters.
    pub currency: String,
}

/// Currencies whose smallest unit is the unit itself (ISO 4217, exponent 0).
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
    "XPF",
];

/// Currencies with a thousand smallest units (ISO 4217, exponent 3).
const THOUSAND: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

const SIGNS: [(&str, &str); 6] =
    [("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR"), ("₣", "CHF")];

/// The most that is believed: a thousand million units.
const MOST: i64 = 1_000_000_000;

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMoney {
    /// It is negative.
    Negative,
    /// It names no currency.
    NoCurrency,
    /// It has no number that can be read.
    NoNumber,
    /// It is more than is believed.
    TooMuch,
}

impl NoMoney {
    /// The same of this text, in a sentence without a full stop.
    pub fn said_of(self, text: &str) -> String {
        let text = format!("{text:?}");
        let said = match self {
            NoMoney::Negative => sentence![
                "{text} is negative; write what it was worth, and say who gave by gave or got",
                text
            ],
            NoMoney::NoCurrency => sentence!["{text} names no currency; write it as 250 EUR", text],
            NoMoney::NoNumber => sentence!["{text} is no amount; write it as 250 EUR", text],
            NoMoney::TooMuch => sentence!["{text} is more than a thousand million; check it", text],
        };
        said.to_string()
    }
}

/// How many digits a currency has behind the point.
fn digits(currency: &str) -> u32 {
    if WHOLE.contains(&currency) {
        0
    } else if THOUSAND.contains(&currency) {
        3
    } else {
        2
    }
}

impl Money {
    /// Reads `250 EUR`, `EUR 250`, `€250`, `1'200.50 CHF`, `1.200,50 EUR`.
    pub fn parse(text: &str) -> Result<Money, NoMoney> {
        let mut rest = text.trim().to_owned();
        let mut currency = None;
        for (sign, code) in SIGNS {
            if rest.contains(sign) {
                rest = rest.replacen(sign, " ", 1);
                currency = Some(code.to_owned());
            }
        }
        let letters: String = rest.chars().filter(char::is_ascii_alphabetic).collect();
        if letters.len() == 3 {
            currency = Some(letters.to_ascii_uppercase());
            rest.retain(|c| !c.is_ascii_alphabetic());
        } else if !letters.is_empty() {
            return Err(NoMoney::NoNumber);
        }
        let rest: String = rest.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
        if rest.starts_with(['-', '−']) || rest.ends_with(['-', '−']) && rest.len() > 1 {
            return Err(NoMoney::Negative);
        }
        if rest.is_empty() || !rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
            return Err(NoMoney::NoNumber);
        }
        let currency = currency.ok_or(NoMoney::NoCurrency)?;
        let places = digits(&currency);
        let (units, part) = split(&rest, places);
        let scale = 10_i64.pow(places);
        let units: i64 = if units.is_empty() { 0 } else { units.parse().map_err(|_| NoMoney::TooMuch)? };
        if units > MOST {
            return Err(NoMoney::TooMuch);
        }
        let mut part = part.to_owned();
        if part.len() > places as usize {
            return Err(NoMoney::NoNumber);
        }
        while part.len() < places as usize {
            part.push('0');
        }
        let part: i64 = if part.is_empty() { 0 } else { part.parse().map_err(|_| NoMoney::NoNumber)? };
        Ok(Money { minor: units * scale + part, currency })
    }

    /// Sums of each currency, in the order of the currencies' names.
    pub fn sums<'m>(all: impl IntoIterator<Item = &'m Money>) -> Vec<Money> {
        let mut sums = std::collections::BTreeMap::new();
        for money in all {
            *sums.entry(money.currency.clone()).or_insert(0_i64) += money.minor;
        }
        sums.into_iter().map(|(currency, minor)| Money { minor, currency }).collect()
    }
}

/// The digits before and behind the decimal mark. The last mark is the decimal one, where one or two digits follow
/// it (three where the currency has three); any other parts thousands.
fn split(text: &str, places: u32) -> (String, &str) {
    let plain = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match text.rfind(['.', ',']) {
        Some(at) => {
            let part = &text[at + 1..];
            let mark = &text[at..=at];
            let thousands = part.len() == 3 && (places != 3 || text[..at].contains(mark));
            if places > 0 && !thousands { (plain(&text[..at]), part) } else { (plain(text), "") }
        }
        None => (plain(text), ""),
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = digits(&self.currency);
        let scale = 10_i64.pow(places);
        let (units, part) = (self.minor / scale, self.minor % scale);
        let text = units.to_string();
        for (at, digit) in text.chars().enumerate() {
            if at > 0 && (text.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if part != 0 {
            write!(f, ".{part:0width$}", width = places as usize)?;
        }
        write!(f, " {}", self.currency)
    }
}

/// An amount as programs take it: `{"amount": 12.5, "currency": "EUR"}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amount(pub Money);

impl Amount {
    /// Amounts in a row, in words.
    pub fn list(amounts: &[Amount]) -> String {
        amounts.iter().map(Amount::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl From<Money> for Amount {
    fn from(money: Money) -> Amount {
        Amount(money)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Money { minor, currency } = &self.0;
        let scale = 10_i64.pow(digits(currency));
        let mut map = to.serialize_map(Some(2))?;
        if minor % scale == 0 {
            map.serialize_entry("amount", &(minor / scale))?;
        } else {
            map.serialize_entry("amount", &(*minor as f64 / scale as f64))?;
        }
        map.serialize_entry("currency", currency)?;
        map.end()
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An amount of money.",
            "type": "object",
            "properties": {
                "amount": { "type": "number", "minimum": 0, "description": "How much, in whole units and their parts." },
                "currency": { "type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217." },
            },
            "required": ["amount", "currency"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        Money::parse(text).map_or_else(|why| format!("{why:?}"), |money| money.to_string())
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, wanted) in [
            ("250 EUR", "250 EUR"),
            ("eur 250", "250 EUR"),
            ("€250", "250 EUR"),
            ("1'200.50 CHF", "1,200.50 CHF"),
            ("1.200,50 EUR", "1,200.50 EUR"),
            ("1,200 USD", "1,200 USD"),
            ("$1,234,567.8", "1,234,567.80 USD"),
            ("5000 JPY", "5,000 JPY"),
            ("1.250 KWD", "1.250 KWD"),
            ("0 EUR", "0 EUR"),
            ("-5 EUR", "Negative"),
            ("250", "NoCurrency"),
            ("EUR", "NoNumber"),
            ("a lot", "NoNumber"),
            ("", "NoNumber"),
            ("12 EUR 5", "125 EUR"),
            ("99999999999999999999 EUR", "TooMuch"),
            ("1.2345 EUR", "NoNumber"),
        ] {
            assert_eq!(said(text), wanted, "{text}");
        }
    }

    #[test]
    fn programs_take_an_amount_as_a_number() {
        let json = |text: &str| serde_json::to_string(&Amount(Money::parse(text).unwrap())).unwrap();
        assert_eq!(json("12.50 EUR"), r#"{"amount":12.5,"currency":"EUR"}"#);
        assert_eq!(json("1,200 JPY"), r#"{"amount":1200,"currency":"JPY"}"#);
        assert_eq!(json("1.255 KWD"), r#"{"amount":1.255,"currency":"KWD"}"#);
    }

    #[test]
    fn sums_keep_currencies_apart() {
        let all: Vec<Money> =
            ["1.10 EUR", "2 USD", "2.20 EUR"].iter().flat_map(|t| Money::parse(t)).collect();
        let sums: Vec<String> = Money::sums(&all).iter().map(Money::to_string).collect();
        assert_eq!(sums, ["3.30 EUR", "2 USD"]);
    }
}
