//! Values to content lines.

use std::collections::HashSet;

use goodturn_core::draft::{Value, ValueKind};

use super::dates;
use super::encoded::to_quoted_printable;
use super::escapes::escape;
use super::handles;
use super::labels;
use super::params::quoted;
use super::values::NAME_PARTS;

/// The versions that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 2.1, of the versit Consortium.
    Old,
    /// 3.0, RFC 2426.
    Three,
    /// 4.0, RFC 6350.
    Four,
}

/// Writes lines in one version with one kind of line break.
pub(super) struct Composer {
    /// The version to write.
    pub version: Version,
    /// The line break.
    pub eol: &'static str,
    /// The groups that are taken already (`item1`).
    pub groups: HashSet<String>,
}

impl Composer {
    /// The lines that are read back as these values, in their order as far as properties hold several.
    pub fn lines(&mut self, values: &[Value]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut rest: Vec<&Value> = values.iter().collect();
        while !rest.is_empty() {
            let value = rest.remove(0);
            if is_name_part(value) {
                let mut parts = vec![value.clone()];
                rest.retain(|other| {
                    let taken = !is_name_part(other) || parts.iter().any(|known| same_part(known, other));
                    if !taken {
                        parts.push((*other).clone());
                    }
                    taken
                });
                out.extend(self.line("N", &parts));
            } else if value.kind == ValueKind::Organisation {
                let units = rest.iter().take_while(|other| is_department(other)).count();
                let parts: Vec<Value> = [value].into_iter().chain(rest.drain(..units)).cloned().collect();
                out.extend(self.labelled("ORG", &value.label, &parts));
            } else {
                out.extend(self.one(value));
            }
        }
        out
    }

    fn one(&mut self, value: &Value) -> Vec<u8> {
        use ValueKind::*;
        let this = std::slice::from_ref(value);
        let related = if self.version == Version::Four { "RELATED;VALUE=text" } else { "X-ABRELATEDNAMES" };
        let name = match (value.kind, value.label.as_str()) {
            (Uid, _) => return self.line("UID", this),
            (Tag, _) => return self.line("CATEGORIES", this),
            (Birthday, _) => return self.line("BDAY", this),
            (Anniversary, "") if self.version == Version::Four => return self.line("ANNIVERSARY", this),
            (Anniversary, "") => return self.line("X-ANNIVERSARY", this),
            (Anniversary, label) => return self.apple("X-ABDATE", label, this),
            (Other, "birthday") if dates::day(&value.text, None).is_none() => {
                return self.line("BDAY;VALUE=text", this);
            }
            (Other, "department") => return self.line("X-DEPARTMENT", this),
            (Other, "maiden name") => return self.line("X-MAIDENNAME", this),
            (Other, "gender") => return self.line("X-GENDER", this),
            (Handle, label) => {
                let service = handles::to_impp(label, &value.text).0.map(|name| quoted(&name));
                let head = service.map_or("IMPP".to_owned(), |name| format!("IMPP;X-SERVICE-TYPE={name}"));
                return self.line(&head, this);
            }
            (Name, _) => "FN",
            (Nickname, _) => "NICKNAME",
            (Email, _) => "EMAIL",
            (Phone, _) => "TEL",
            (Url, _) => "URL",
            (Organisation, _) => "ORG",
            (Title, _) => "TITLE",
            (Address, _) => "ADR",
            (Note, _) => "NOTE",
            (Related, _) => related,
            (Connected, _) => "X-GOODTURN-CONNECTED",
            (Given | Family, _) => "N",
            (Other, _) => "X-GOODTURN-OTHER",
        };
        self.labelled(name, &value.label, this)
    }

    fn labelled(&mut self, name: &str, label: &str, values: &[Value]) -> Vec<u8> {
        match labels::types(label) {
            _ if label.is_empty() => self.line(name, values),
            Some(types) => {
                let types: String = types.iter().map(|word| format!(";TYPE={word}")).collect();
                self.line(&format!("{name}{types}"), values)
            }
            None => self.apple(name, label, values),
        }
    }

    /// A label in the user's own words stands on a line of its own, tied by a group.
    fn apple(&mut self, name: &str, label: &str, values: &[Value]) -> Vec<u8> {
        let free =
            (1u32..).map(|n| format!("item{n}")).find(|name| !self.groups.contains(name)).unwrap_or_default();
        let mut out = self.line(&format!("{free}.{name}"), values);
        out.extend(self.text(&format!("{free}.X-ABLabel"), label));
        self.groups.insert(free);
        out
    }

    /// One line with this head and these values, which the property must be able to hold together.
    pub fn line(&self, head: &str, values: &[Value]) -> Vec<u8> {
        let full = head.split(';').next().unwrap_or_default();
        let name = full.rsplit('.').next().unwrap_or_default().to_ascii_uppercase();
        let Some(first) = values.first() else { return Vec::new() };
        let escaped = |text: &str| self.escaped(text);
        let value = match name.as_str() {
            "N" => {
                let part = |(kind, label): (ValueKind, &str)| {
                    let mut fitting =
                        values.iter().filter(|v| v.kind == kind && (label.is_empty() || v.label == label));
                    fitting.next().map(|v| escaped(&v.text)).unwrap_or_default()
                };
                NAME_PARTS.map(part).join(";")
            }
            "ORG" => {
                let whole = if first.kind == ValueKind::Organisation { "" } else { ";" };
                let parts: Vec<String> = values.iter().map(|value| escaped(&value.text)).collect();
                format!("{whole}{}", parts.join(";"))
            }
            "NICKNAME" | "CATEGORIES" => {
                values.iter().map(|value| escaped(&value.text)).collect::<Vec<_>>().join(",")
            }
            "ADR" => format!(";;{}", address(&first.text).map(|part| escaped(&part)).join(";")),
            "BDAY" | "ANNIVERSARY" | "X-ANNIVERSARY" | "X-ABDATE" => {
                dates::spelled(&first.text, self.version == Version::Four)
                    .unwrap_or_else(|| escaped(&first.text))
            }
            "IMPP" => handles::to_impp(&first.label, &first.text).1,
            "URL" | "X-SOCIALPROFILE" | "SOCIALPROFILE" => {
                first.text.replace('\\', "\\\\").replace('\n', "\\n")
            }
            _ => escaped(&first.text),
        };
        self.raw(head, &value)
    }

    /// A line of plain text.
    pub fn text(&self, head: &str, text: &str) -> Vec<u8> {
        self.raw(head, &self.escaped(text))
    }

    fn escaped(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match self.version {
            // Version 2.1 knows no `\n`; its line breaks are quoted-printable.
            Version::Old => text.split('\n').map(escape).collect::<Vec<_>>().join("\n"),
            _ => escape(&text),
        }
    }

    fn raw(&self, head: &str, value: &str) -> Vec<u8> {
        if self.version != Version::Old {
            return fold(&format!("{head}:{value}"), self.eol);
        }
        let line = if value.is_ascii() && !value.contains('\n') {
            format!("{head}:{value}")
        } else {
            format!("{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{}", to_quoted_printable(value))
        };
        format!("{line}{}", self.eol).into_bytes()
    }
}

/// Whether a value stands in N.
pub(super) fn is_name_part(value: &Value) -> bool {
    NAME_PARTS.iter().any(|&(kind, label)| value.kind == kind && (label.is_empty() || value.label == label))
}

/// Whether two values stand in the same place of N.
pub(super) fn same_part(a: &Value, b: &Value) -> bool {
    a.kind == b.kind && (a.kind != ValueKind::Other || a.label == b.label)
}

fn is_department(value: &Value) -> bool {
    value.kind == ValueKind::Other && value.label == "department"
}

/// The lines of an address put back into street, city, region, postcode and country. Their order is kept, so
/// they are read back the same; which of the last ones is which is a guess.
fn address(text: &str) -> [String; 5] {
    let lines: Vec<&str> = text.lines().collect();
    let digits = |line: &str| line.bytes().any(|byte| byte.is_ascii_digit());
    let part = |line: &&str| (*line).to_owned();
    let none = String::new;
    match lines.as_slice() {
        [] => [none(), none(), none(), none(), none()],
        [street] => [part(street), none(), none(), none(), none()],
        [street, city] => [part(street), part(city), none(), none(), none()],
        [street, city, last] if digits(last) => [part(street), part(city), none(), part(last), none()],
        [street, city, last] => [part(street), part(city), none(), none(), part(last)],
        [street, city, code, last] if digits(code) => {
            [part(street), part(city), none(), part(code), part(last)]
        }
        [street, city, region, last] if digits(last) => {
            [part(street), part(city), part(region), part(last), none()]
        }
        [street, city, region, last] => [part(street), part(city), part(region), none(), part(last)],
        [street @ .., city, region, code, country] => {
            [street.join("\n"), part(city), part(region), part(code), part(country)]
        }
    }
}

/// Folds at 75 octets, between characters (RFC 6350 section 3.2).
fn fold(line: &str, eol: &str) -> Vec<u8> {
    let mut out = String::with_capacity(line.len() + line.len() / 32);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str(eol);
            out.push(' ');
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str(eol);
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_between_characters() {
        let folded = fold(&format!("NOTE:{}", "ü".repeat(80)), "\r\n");
        let text = String::from_utf8(folded).unwrap();
        assert!(text.lines().all(|line| line.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), format!("NOTE:{}", "ü".repeat(80)));
    }
}
