//! One suite for both engines: every case is a test against SQLite and a test against PostgreSQL, every time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod asking;
mod bent;
mod copying;
mod deriving;
mod logging;
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
use std::sync::LazyLock;

use goodturn_store::Location;
use goodturn_store::temporary::Server;

/// What a store must do wherever it lies; it is handed a new place for a book as often as it asks for one.
type Case = fn(&dyn Fn() -> Location);

fn on_sqlite(case: Case) {
    let folder = tempfile::tempdir().unwrap();
    let made = Cell::new(0);
    case(&|| {
        made.set(made.get() + 1);
        Location::File(folder.path().join(format!("{}.goodturn", made.get())))
    });
}

/// The one server of this process, which stops it when it ends.
static SERVER: LazyLock<Server> = LazyLock::new(|| Server::start().unwrap());

fn on_postgresql(case: Case) {
    case(&|| Location::Server(SERVER.database().unwrap()));
}

/// Makes two tests of each case, `sqlite::<file>::<case>` and `postgresql::<file>::<case>`.
macro_rules! on_both_engines {
    ($($file:ident: { $($case:ident),+ $(,)? })+) => {
        mod sqlite {
            $(mod $file { $(#[test] fn $case() { crate::on_sqlite(crate::$file::$case); })+ })+
        }
        mod postgresql {
            $(mod $file { $(#[test] fn $case() { crate::on_postgresql(crate::$file::$case); })+ })+
        }
    };
}

on_both_engines! {
    asking: {
        people_come_back_as_they_were_put,
        people_are_listed_in_order_page_by_page,
        search_finds_words_by_their_beginning,
        who_has_a_word_is_found_by_the_whole_word,
        what_was_written_down_is_found_by_its_words,
        a_word_with_a_slip_is_near_those_that_exist,
        those_whom_a_run_brought_are_known,
        search_answers_in_order_however_many_it_finds,
        holders_are_found_by_channel,
        a_tie_is_found_from_either_side_and_goes_with_either,
        a_timeline_is_read_page_by_page,
        the_journal_has_no_gaps,
        a_failed_write_leaves_nothing,
        readers_do_not_wait_for_a_writer,
    }
    bent: {
        what_an_entry_keeps_is_never_taken_for_nothing,
        where_an_entry_stands_is_never_taken_for_another_state,
        the_days_of_an_entry_are_never_taken_for_others,
        what_is_known_of_somebody_is_never_taken_for_something_else,
    }
    copying: {
        a_backup_restores_the_whole_book,
        two_restores_in_a_row_lose_nothing,
        a_restore_stands_in_the_journal_behind_all_that_was,
        an_undo_straight_after_a_restore_takes_back_nothing_else,
        a_nightly_backup_removes_no_book_and_no_copy_of_another,
        a_backup_that_cannot_be_written_leaves_nothing,
        restore_refuses_what_is_no_sound_book,
        an_older_book_is_brought_up_to_date,
    }
    deriving: {
        accounts_and_terms_follow_the_entries,
        words_find_what_is_open_and_sums_their_heading,
        accounts_stand_in_order,
        a_book_from_before_give_and_take_gets_its_accounts_and_terms,
    }
    logging: {
        what_changed_since_an_act_is_told_also_when_it_was_taken_back,
        what_an_import_brought_and_took_along_is_told_by_its_range,
        a_long_list_of_changes_comes_in_parts_and_nothing_is_left_out,
        whoever_waits_hears_of_an_act_at_once_and_of_nothing_else,
        nothing_is_left_of_whom_was_forgotten_for_good,
        nobody_is_forgotten_for_good_while_an_import_runs,
    }
    merging: {
        a_merge_carries_everything_over_and_is_taken_back_exactly,
        a_split_keeps_what_came_since_with_whom_it_is_told,
        merges_are_taken_apart_in_any_order,
        an_import_is_taken_back_from_whom_its_people_are_now,
        who_was_merged_is_not_changed_behind_their_back,
        who_was_there_together_follows_merges,
    }
    opening: {
        who_only_looks_makes_no_book,
        a_new_book_and_one_brought_up_to_date_are_made_alike,
        many_may_make_a_book_at_once,
        many_may_bring_a_book_up_to_date_at_once,
    }
    settling: {
        whoever_opens_a_book_settles_what_broke_off,
        nobody_settles_or_undoes_what_still_runs,
        settling_writes_many_bonds_and_is_taken_back,
    }
    shape: {
        the_tables_are_as_they_are_declared,
    }
    together: {
        follows_what_happened,
        outlives_a_crash,
        a_book_from_before_gets_it,
    }
    undoing: {
        undo_gives_back_what_an_edit_changed,
        undo_takes_back_a_load_of_many_rows,
        undo_brings_back_a_forgotten_person,
        undo_of_undo_is_exact,
        undo_refuses_what_was_changed_later,
        undo_of_a_load_keeps_whom_one_used_since,
        what_was_done_between_two_acts_of_a_run_stays,
        a_part_whose_import_is_gone_does_not_come_back_alone,
        an_undone_import_lets_later_ones_be_read_again,
    }
    weighing: {
        everybody_is_weighed_as_of_one_day,
        weighing_is_nothing_that_undo_would_see,
        words_of_an_older_program_are_made_anew,
        bonds_of_an_older_program_are_made_anew,
    }
    workspaces: {
        workspaces_of_one_database_do_not_see_each_other,
        a_workspace_can_lie_in_a_database_of_its_own,
    }
}

#[test]
fn both_engines_have_the_same_columns() {
    shape::both_engines_have_the_same_columns(&SERVER.database().unwrap());
}

#[test]
fn a_server_that_starts_up_is_waited_for() {
    opening::waits_for_a_server_that_starts_up(&SERVER);
}

#[test]
fn a_member_role_sees_only_its_workspace() {
    workspaces::a_member_role_sees_only_its_workspace(&SERVER.database().unwrap());
}

#[test]
fn a_pool_of_connections_may_stand_between() {
    workspaces::a_pool_of_connections_may_stand_between(&SERVER);
}

#[test]
fn a_commit_at_which_the_server_fails_in_itself_is_asked_after() {
    opening::a_commit_at_which_the_server_fails_in_itself_is_asked_after(&SERVER);
}
