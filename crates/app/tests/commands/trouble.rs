//! Books that cannot be opened, and command lines that cannot be read.

use std::fs;

use crate::files::newer;
use crate::things::eva;
use crate::world::Home;

#[test]
fn a_command_line_that_cannot_be_read() {
    let home = Home::new();
    home.tell("frobnicate")
        .tell("peopel")
        .tell("people --frob")
        .tell("show")
        .tell("today extra")
        .tell("undo 1 2");
    home.matches("usage");
}

#[test]
fn a_book_that_is_none() {
    let home = Home::new();
    home.write("letter.txt", "Dear Ada, this is a letter and no book, however long it may be.");
    let other = rusqlite::Connection::open(home.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE thing (id INTEGER)").unwrap();
    drop(other);
    home.given("people --book future.db");
    newer(&home, "future.db");
    home.tell("people --book letter.txt")
        .tell("people --book other.db")
        .tell("people --book future.db --json");
    home.tell("people --book letter.txt/book.db");
    home.tell("people --book postgres://localhost:1/none").matches("no-book");
    assert_eq!(fs::read_to_string(home.path("letter.txt")).unwrap().len(), 63, "the letter is as it was");
}

#[test]
fn a_book_somebody_else_writes_to_is_read_and_not_written() {
    let home = eva();
    let other = rusqlite::Connection::open(home.book()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    home.tell("people ada").tell("add Kim Vale").matches("busy");
    other.execute_batch("ROLLBACK").unwrap();
    home.given("add Kim Vale");
}

#[test]
fn a_broken_book_can_be_replaced_by_a_backup() {
    let home = eva();
    home.given("backup march.db");
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(home.path(&format!("data/goodturn/book.db{ending}")));
    }
    home.write("data/goodturn/book.db", "overwritten by an accident that left nothing of the book at all");
    home.tell("people").tell("restore march.db").tell("people ada").matches("restore-broken");
    assert!(home.path("data/goodturn/book.db.broken").exists(), "nothing is thrown away");
}
