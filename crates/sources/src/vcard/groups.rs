//! Cards that stand for a group of others: `KIND:group` (RFC 6350 section 6.1.4), and Apple's older spelling.

use std::collections::HashMap;

use goodturn_core::limits::GROUPS;

use super::escapes::unescape;
use super::lines::Line;

/// The groups of a file: the UID of a member, as [`plain_uid`] spells it, to the names of its groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups(HashMap<String, Vec<String>>);

impl Groups {
    /// Takes in one card, where it stands for a group.
    pub fn learn(&mut self, lines: &[Line], name: Option<&str>) {
        let Some(name) = name.filter(|_| is_group(lines)) else { return };
        for line in lines {
            if matches!(line.name.as_str(), "MEMBER" | "X-ADDRESSBOOKSERVER-MEMBER") {
                let names = self.0.entry(plain_uid(&unescape(&line.text()))).or_default();
                if names.len() < GROUPS && !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
            }
        }
    }

    /// The names of the groups that the card with this UID is in.
    pub fn of(&self, uid: &str) -> &[String] {
        self.0.get(&plain_uid(uid)).map_or(&[], Vec::as_slice)
    }
}

/// Whether a card stands for a group.
pub(super) fn is_group(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        matches!(line.name.as_str(), "KIND" | "X-ADDRESSBOOKSERVER-KIND")
            && line.text().trim().eq_ignore_ascii_case("group")
    })
}

/// Whether the bytes of a card may hold a group; cheaper than reading it.
pub(super) fn may_be_group(card: &[u8]) -> bool {
    memchr::memchr2_iter(b'K', b'k', card)
        .any(|at| card.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"KIND")))
}

fn plain_uid(uid: &str) -> String {
    let uid = uid.trim().to_ascii_lowercase();
    uid.strip_prefix("urn:uuid:").map_or(uid.clone(), str::to_owned)
}
