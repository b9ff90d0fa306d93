//! What of an address is compared.

use std::borrow::Cow;

/// Its lines by what they say; empty where they say nothing.
pub(crate) struct Address<'t> {
    pub street: Cow<'t, str>,
    pub town: &'t str,
    pub postcode: &'t str,
}

impl<'t> Address<'t> {
    /// Street, town, region, postcode, country, a line each; or as many of them as there are.
    pub(crate) fn of(text: &'t str) -> Address<'t> {
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        match lines.as_slice() {
            [street, town, _region, postcode, _country] if !street.is_empty() => {
                Address { street: Cow::Borrowed(street), town, postcode }
            }
            [street @ .., town, _region, postcode, _country]
                if street.iter().any(|line| !line.is_empty()) =>
            {
                Address { street: street.join(" ").into(), town, postcode }
            }
            lines => {
                let code = lines.iter().skip(1).position(|line| is_postcode(line)).map(|at| at + 1);
                let town = (1..lines.len()).find(|at| Some(*at) != code && !lines[*at].is_empty());
                Address {
                    street: lines.first().copied().unwrap_or_default().into(),
                    town: town.map_or("", |at| lines[at]),
                    postcode: code.map_or("", |at| lines[at]),
                }
            }
        }
    }
}

fn is_postcode(line: &str) -> bool {
    line.len() <= 12
        && line.bytes().any(|b| b.is_ascii_digit())
        && !line.split(' ').any(|word| word.len() > 4 && word.chars().all(char::is_alphabetic))
}
