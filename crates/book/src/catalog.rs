//! The list of all deeds and views. Each is declared once, as one request struct in its own file; the command
//! line, the web's forms and whatever comes later are made from this list.

use std::sync::LazyLock;

use crate::request::Entry;
use crate::{
    boundaries, business, duplicates, events, groups, guard, interest, introductions, journal, ledger,
    mirror, network, people, promises, referrals, reliability, sample, settings, stances, today, wishes,
    words,
};

/// Everything that can be asked, in the order of the manual.
pub fn catalog() -> &'static [Entry] {
    static ALL: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let parts: &[&[Entry]] = &[
            &[
                today::day::Today::ENTRY,
                people::list::People::ENTRY,
                people::page::Show::ENTRY,
                people::brief::Brief::ENTRY,
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
            ],
            duplicates::ENTRIES,
            ledger::ENTRIES,
            promises::ENTRIES,
            wishes::ENTRIES,
            groups::ENTRIES,
            introductions::ENTRIES,
            network::ENTRIES,
            referrals::ENTRIES,
            business::ENTRIES,
            events::ENTRIES,
            words::ENTRIES,
            interest::ENTRIES,
            boundaries::ENTRIES,
            guard::ENTRIES,
            stances::ENTRIES,
            mirror::ENTRIES,
            &[
                settings::set::Set::ENTRY,
                reliability::Chances::ENTRY,
                settings::page::Settings::ENTRY,
                journal::history::History::ENTRY,
                journal::undo::Undo::ENTRY,
                sample::demo::Demo::ENTRY,
            ],
        ];
        parts.concat()
    });
    &ALL
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
