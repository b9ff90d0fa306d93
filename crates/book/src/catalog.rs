//! The list of all deeds and views. Each is declared once, as one request struct in its own file; the command
//! line, the web's forms and whatever comes later are made from this list.

use std::sync::LazyLock;

use crate::request::Entry;
use crate::{
    boundaries, business, copies, duplicates, events, export, groups, guard, import, interest, introductions,
    journal, ledger, mirror, network, people, promises, referrals, reliability, sample, settings, stances,
    today, wishes, words,
};

/// Deeds and views that one looks for in one place.
pub struct Group {
    /// What they have in common, as a heading.
    pub title: &'static str,
    /// They themselves, in order.
    pub entries: Vec<Entry>,
}

/// Everything that can be asked, in groups, in the order of the manual.
pub fn groups() -> &'static [Group] {
    static ALL: LazyLock<Vec<Group>> = LazyLock::new(|| {
        let parts: &[(&'static str, &[&[Entry]])] = &[
            (
                "Whom to be useful to",
                &[&[
                    today::day::Today::ENTRY,
                    people::list::People::ENTRY,
                    people::page::Show::ENTRY,
                    people::brief::Brief::ENTRY,
                ]],
            ),
            (
                "Write down what you know",
                &[&[
                    people::add::Add::ENTRY,
                    people::edit::Edit::ENTRY,
                    people::log::Log::ENTRY,
                    people::amend::Amend::ENTRY,
                    today::done::Done::ENTRY,
                    today::later::Later::ENTRY,
                    people::tag::Tag::ENTRY,
                    today::snooze::Snooze::ENTRY,
                    today::mute::Mute::ENTRY,
                    people::forget::Forget::ENTRY,
                ]],
            ),
            ("One person, one card", &[duplicates::ENTRIES]),
            ("Give and take", &[ledger::ENTRIES, promises::ENTRIES]),
            ("Needs and offers", &[wishes::ENTRIES]),
            ("Groups you serve", &[groups::ENTRIES]),
            ("Bring people together", &[introductions::ENTRIES]),
            ("Who knows whom", &[network::ENTRIES]),
            ("Pass something on", &[referrals::ENTRIES]),
            ("Business", &[business::ENTRIES]),
            ("Events", &[events::ENTRIES]),
            ("Word of mouth", &[words::ENTRIES]),
            ("Interest and care", &[interest::ENTRIES, boundaries::ENTRIES, guard::ENTRIES]),
            ("What networking means", &[stances::ENTRIES, mirror::ENTRIES]),
            (
                "What was done, and back",
                &[&[
                    journal::history::History::ENTRY,
                    journal::undo::Undo::ENTRY,
                    journal::changes::Changes::ENTRY,
                ]],
            ),
            (
                "In and out",
                &[
                    &[import::deed::ImportOf::ENTRY, export::files::Export::ENTRY],
                    copies::ENTRIES,
                    &[sample::demo::Demo::ENTRY],
                ],
            ),
            (
                "Pages and settings",
                &[&[settings::set::Set::ENTRY, settings::page::Settings::ENTRY, reliability::Chances::ENTRY]],
            ),
        ];
        parts.iter().map(|(title, entries)| Group { title, entries: entries.concat() }).collect()
    });
    &ALL
}

/// Everything that can be asked, in the order of the manual.
pub fn catalog() -> &'static [Entry] {
    static ALL: LazyLock<Vec<Entry>> =
        LazyLock::new(|| groups().iter().flat_map(|group| group.entries.iter().copied()).collect());
    &ALL
}

/// The heading under which an entry stands in the manual.
pub fn group_of(entry: &Entry) -> &'static str {
    let found = groups().iter().find(|group| group.entries.iter().any(|one| one.name == entry.name));
    found.map_or("", |group| group.title)
}

/// What an entry is asked and answers, as JSON Schema (2020-12), and where it stands in the manual.
pub fn schema(entry: &Entry) -> serde_json::Value {
    let mut schema = entry.schema();
    schema["group"] = group_of(entry).into();
    schema
}

/// The deed or view of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    catalog().iter().find(|entry| entry.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_has_one_name_and_help_in_words() {
        let mut names: Vec<&str> = catalog().iter().map(|entry| entry.name).collect();
        for entry in catalog() {
            assert!(entry.help.len() > 10 && !entry.help.ends_with('.'), "{}: {}", entry.name, entry.help);
            for field in entry.fields {
                assert!(field.help.len() > 3, "{} {}", entry.name, field.name);
            }
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), catalog().len());
    }
}
