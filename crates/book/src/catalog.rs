//! The list of all deeds and views. Each is declared once, as one request struct in its own file; the command
//! line, the web's forms and whatever comes later are made from this list.

use std::sync::LazyLock;

use crate::request::Entry;
use crate::{acts, views};
use crate::{
    boundaries, business, duplicates, events, groups, guard, interest, introductions, ledger, mirror,
    network, promises, referrals, stances, wishes, words,
};

/// Everything that can be asked, in the order of the manual.
pub fn catalog() -> &'static [Entry] {
    static ALL: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let parts: &[&[Entry]] = &[
            &[
                views::today::Today::ENTRY,
                views::people::People::ENTRY,
                views::person::Show::ENTRY,
                views::brief::Brief::ENTRY,
                acts::add::Add::ENTRY,
                acts::edit::Edit::ENTRY,
                acts::log::Log::ENTRY,
                acts::amend::Amend::ENTRY,
                acts::answered::Done::ENTRY,
                acts::later::Later::ENTRY,
                acts::tag::Tag::ENTRY,
                acts::snooze::Snooze::ENTRY,
                acts::mute::Mute::ENTRY,
                acts::forget::Forget::ENTRY,
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
                acts::settings::Set::ENTRY,
                views::reliability::Chances::ENTRY,
                views::settings::Settings::ENTRY,
                views::history::History::ENTRY,
                acts::undo::Undo::ENTRY,
                acts::demo::Demo::ENTRY,
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
