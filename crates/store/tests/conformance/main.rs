//! One suite for both engines: every case runs against SQLite and against PostgreSQL, every time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod asking;
mod copying;
mod deriving;
mod merging;
mod opening;
mod settling;
mod shape;
mod together;
mod undoing;
mod weighing;
mod workspaces;
mod world;

use std::cell::Cell;

use goodturn_store::Location;
use goodturn_store::temporary::Server;

type Case = (&'static str, fn(&dyn Fn() -> Location));

const CASES: &[Case] = &[
    ("people come back as they were put", asking::people_come_back_as_they_were_put),
    ("people are listed in order, page by page", asking::people_are_listed_in_order_page_by_page),
    ("search finds words by their beginning", asking::search_finds_words_by_their_beginning),
    ("who has a word is found by the whole word", asking::who_has_a_word_is_found_by_the_whole_word),
    ("what was written down is found by its words", asking::what_was_written_down_is_found_by_its_words),
    ("a word with a slip is near those that exist", asking::a_word_with_a_slip_is_near_those_that_exist),
    ("those whom a run brought are known", asking::those_whom_a_run_brought_are_known),
    ("search answers in order however many it finds", asking::search_answers_in_order_however_many_it_finds),
    ("holders are found by channel", asking::holders_are_found_by_channel),
    (
        "a tie is found from either side and goes with either",
        asking::a_tie_is_found_from_either_side_and_goes_with_either,
    ),
    ("a timeline is read page by page", asking::a_timeline_is_read_page_by_page),
    ("the journal has no gaps", asking::the_journal_has_no_gaps),
    ("a failed write leaves nothing", asking::a_failed_write_leaves_nothing),
    ("readers do not wait for a writer", asking::readers_do_not_wait_for_a_writer),
    ("undo gives back what an edit changed", undoing::undo_gives_back_what_an_edit_changed),
    ("undo takes back a load of many rows", undoing::undo_takes_back_a_load_of_many_rows),
    ("undo brings back a forgotten person", undoing::undo_brings_back_a_forgotten_person),
    ("undo of undo is exact", undoing::undo_of_undo_is_exact),
    ("undo refuses what was changed later", undoing::undo_refuses_what_was_changed_later),
    ("undo of a load keeps whom one used since", undoing::undo_of_a_load_keeps_whom_one_used_since),
    ("what was done between two acts of a run stays", undoing::what_was_done_between_two_acts_of_a_run_stays),
    (
        "a part whose import is gone does not come back alone",
        undoing::a_part_whose_import_is_gone_does_not_come_back_alone,
    ),
    (
        "an undone import lets later ones be read again",
        undoing::an_undone_import_lets_later_ones_be_read_again,
    ),
    ("everybody is weighed as of one day", weighing::everybody_is_weighed_as_of_one_day),
    ("weighing is nothing that undo would see", weighing::weighing_is_nothing_that_undo_would_see),
    (
        "a book of an older program finds by the words of this one",
        weighing::words_of_an_older_program_are_made_anew,
    ),
    ("bonds of an older program are made anew", weighing::bonds_of_an_older_program_are_made_anew),
    ("whoever opens a book settles what broke off", settling::whoever_opens_a_book_settles_what_broke_off),
    ("nobody settles or undoes what still runs", settling::nobody_settles_or_undoes_what_still_runs),
    ("settling writes many bonds and is taken back", settling::settling_writes_many_bonds_and_is_taken_back),
    (
        "workspaces of one database do not see each other",
        workspaces::workspaces_of_one_database_do_not_see_each_other,
    ),
    (
        "a workspace can lie in a database of its own",
        workspaces::a_workspace_can_lie_in_a_database_of_its_own,
    ),
    ("a backup restores the whole book", copying::a_backup_restores_the_whole_book),
    ("two restores in a row lose nothing", copying::two_restores_in_a_row_lose_nothing),
    (
        "a restore stands in the journal behind all that was",
        copying::a_restore_stands_in_the_journal_behind_all_that_was,
    ),
    (
        "an undo straight after a restore takes back nothing else",
        copying::an_undo_straight_after_a_restore_takes_back_nothing_else,
    ),
    (
        "a nightly backup removes no book and no copy of another",
        copying::a_nightly_backup_removes_no_book_and_no_copy_of_another,
    ),
    ("who only looks makes no book", opening::who_only_looks_makes_no_book),
    (
        "a backup that cannot be written leaves nothing",
        copying::a_backup_that_cannot_be_written_leaves_nothing,
    ),
    ("restore refuses what is no sound book", copying::restore_refuses_what_is_no_sound_book),
    (
        "a new book and one brought up to date are made alike",
        opening::a_new_book_and_one_brought_up_to_date_are_made_alike,
    ),
    ("many may make a book at once", opening::many_may_make_a_book_at_once),
    ("many may bring a book up to date at once", opening::many_may_bring_a_book_up_to_date_at_once),
    ("accounts and terms follow the entries", deriving::accounts_and_terms_follow_the_entries),
    (
        "words find what is open, and sums their heading",
        deriving::words_find_what_is_open_and_sums_their_heading,
    ),
    ("accounts stand in order of what was given beyond", deriving::accounts_stand_in_order),
    (
        "a book from before give and take gets its accounts and terms",
        deriving::a_book_from_before_give_and_take_gets_its_accounts_and_terms,
    ),
    (
        "a merge carries everything over and is taken back exactly",
        merging::a_merge_carries_everything_over_and_is_taken_back_exactly,
    ),
    (
        "a split keeps what came since with whom it is told",
        merging::a_split_keeps_what_came_since_with_whom_it_is_told,
    ),
    ("merges are taken apart in any order", merging::merges_are_taken_apart_in_any_order),
    (
        "an import is taken back from whom its people are now",
        merging::an_import_is_taken_back_from_whom_its_people_are_now,
    ),
    (
        "who was merged is not changed behind their back",
        merging::who_was_merged_is_not_changed_behind_their_back,
    ),
    ("who was there together follows merges", merging::who_was_there_together_follows_merges),
    ("who was there together follows what happened", together::follows_what_happened),
    ("who was there together outlives a crash", together::outlives_a_crash),
    ("a book from before gets who was there together, and its words", together::a_book_from_before_gets_it),
    ("an older book is brought up to date", copying::an_older_book_is_brought_up_to_date),
];

fn run_all(place: &dyn Fn() -> Location) {
    for (name, case) in CASES {
        println!("{name}");
        case(place);
    }
}

#[test]
fn sqlite_does_all_that_a_store_must() {
    let folder = tempfile::tempdir().unwrap();
    let made = Cell::new(0);
    run_all(&|| {
        made.set(made.get() + 1);
        Location::File(folder.path().join(format!("{}.goodturn", made.get())))
    });
}

#[test]
fn postgresql_does_all_that_a_store_must() {
    let server = Server::start().unwrap();
    run_all(&|| Location::Server(server.database().unwrap()));
    shape::both_engines_have_the_same_columns(&server.database().unwrap());
    opening::waits_for_a_server_that_starts_up(&server);
    workspaces::a_member_role_sees_only_its_workspace(&server.database().unwrap());
}
