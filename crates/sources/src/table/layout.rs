//! Whose table it is, by its columns.

use goodturn_core::draft::Direction;

use super::columns;
use super::own::Table;
use super::sheet::Sheet;

/// The tables that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Connections,
    Messages,
    Invitations,
    /// `In` where others endorsed the owner.
    Endorsements(Direction),
    Recommendations,
    /// One of LinkedIn's files about the owner.
    Owner,
    Google,
    /// A table of people of this program's.
    People(&'static str),
    Calendar,
    Own(Table),
    /// Needs or offers: their columns are the same.
    Wishes,
}

impl Layout {
    /// What to call it in a report.
    pub(super) fn label(self) -> &'static str {
        match self {
            Layout::Connections => "linkedin connections",
            Layout::Messages => "linkedin messages",
            Layout::Invitations => "linkedin invitations",
            Layout::Endorsements(_) => "linkedin endorsements",
            Layout::Recommendations => "linkedin recommendations",
            Layout::Owner => "linkedin, about yourself",
            Layout::Google => "google contacts",
            Layout::People(program) => program,
            Layout::Calendar => "outlook calendar",
            Layout::Own(table) => table.label(),
            Layout::Wishes => "goodturn needs or offers",
        }
    }

    fn of(sheet: &Sheet<'_>) -> Option<Layout> {
        let all = |keys: &[&str]| keys.iter().all(|key| sheet.has(key));
        let any = |keys: &[&str]| keys.iter().any(|key| sheet.has(key));
        let owner: [&[&str]; 7] = [
            &["first name", "maiden name", "headline"],
            &["company name", "title", "started on"],
            &["school name", "degree name"],
            &["email address", "confirmed", "primary"],
            &["extension", "number", "type"],
            &["organization", "followed on"],
            &["number", "is_whatsapp_number"],
        ];
        Some(match () {
            () if all(&["first name", "last name", "connected on"]) => Layout::Connections,
            () if all(&["conversation id", "from", "date", "content"]) => Layout::Messages,
            () if all(&["from", "to", "sent at"]) => Layout::Invitations,
            () if all(&["skill name", "endorser first name"]) => Layout::Endorsements(Direction::In),
            () if all(&["skill name", "endorsee first name"]) => Layout::Endorsements(Direction::Out),
            () if all(&["first name", "last name", "job title", "text", "creation date"]) => {
                Layout::Recommendations
            }
            // The list of skills has this one column, written so.
            () if owner.iter().any(|keys| all(keys)) || sheet.names == ["Name"] => Layout::Owner,
            () if any(&["e-mail 1 - value", "phone 1 - value", "yomi name", "phonetic first name"]) => {
                Layout::Google
            }
            () if all(&["first name", "file as"]) || all(&["given name", "group membership"]) => {
                Layout::Google
            }
            () if all(&["subject", "start date"]) => Layout::Calendar,
            () if any(&["email home", "email work", "email other"]) => Layout::People("roundcube"),
            () if any(&["primary email"]) || all(&["secondary email", "display name"]) => {
                Layout::People("thunderbird")
            }
            () if any(&["e-mail address", "e-mail 2 address"]) => Layout::People("outlook contacts"),
            () if any(&["first name", "last name"]) && any(&["business phone", "mobile phone"]) => {
                Layout::People("outlook contacts")
            }
            () if all(&["who", "what"]) && (sheet.has("until") || sheet.keys.len() == 2) => Layout::Wishes,
            () => Layout::Own(Table::recognised(sheet)?),
        })
    }
}

/// The first header in the text that is known; else the one with the most columns that tell of people.
pub(super) fn find(text: &str) -> Option<(Layout, Sheet<'_>)> {
    // A foreign export below its preamble goes before one of our own tables that a preamble looks like.
    let own = |layout: &Layout| matches!(layout, Layout::Own(_) | Layout::Wishes);
    let mut second = None;
    let mut third: Option<(usize, Sheet<'_>)> = None;
    for sheet in Sheet::candidates(text) {
        match Layout::of(&sheet) {
            Some(layout) if !own(&layout) => return Some((layout, sheet)),
            Some(layout) if second.is_none() && sheet.is_first() => second = Some((layout, sheet)),
            _ => {
                let mut sheet = sheet;
                let Some(known) = columns::people(&sheet.names).or_else(|| reached(&mut sheet)) else {
                    continue;
                };
                if third.as_ref().is_none_or(|(best, _)| *best < known) && sheet.goes_on() {
                    third = Some((known, sheet));
                }
            }
        }
    }
    second.or_else(|| third.map(|(_, sheet)| (Layout::People("people"), sheet)))
}

/// How much a table tells of people whose columns alone do not say that it is one.
fn reached(sheet: &mut Sheet<'_>) -> Option<usize> {
    if let Some(names) = columns::shortened(&sheet.names) {
        sheet.keys = names.iter().map(|name| name.to_lowercase()).collect();
        sheet.names = names;
        return Some(1);
    }
    let column = columns::addresses(&sheet.names)?;
    (sheet.is_first() && sheet.holds_addresses(column)).then_some(1)
}
