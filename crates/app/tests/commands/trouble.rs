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
    home.tell("people --book \"\"").matches("usage");
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
    home.tell("people --book letter.txt/book.db").tell("people --book .").tell("restore letter.txt --book .");
    home.tell("people --book postgres://localhost:1/none").matches("no-book");
    assert_eq!(fs::read_to_string(home.path("letter.txt")).unwrap().len(), 63, "the letter is as it was");
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

#[test]
fn a_book_with_a_damaged_middle_says_so_and_can_be_replaced() {
    let home = eva();
    home.given("backup march.db");
    let mut bytes = fs::read(home.path("march.db")).unwrap();
    let middle = bytes.len() / 8..bytes.len();
    bytes[middle].fill(0x5a);
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(home.path(&format!("data/goodturn/book.db{ending}")));
    }
    fs::write(home.book(), bytes).unwrap();
    let ran = home.run("people");
    assert_eq!((ran.code, ran.stdout.as_str()), (70, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("restore a backup"), "{}", ran.stderr);
    home.given("restore march.db");
    assert_eq!(home.json("people").len(), 5);
}

#[test]
fn the_book_and_the_time_can_be_said_in_the_environment_and_overruled() {
    let home = Home::new();
    let in_environment = |line: &str| {
        let mut command = home.command(line);
        let output = command.env("GOODTURN_BOOK", home.path("other.db")).output().unwrap();
        assert!(output.status.success(), "{line}");
        String::from_utf8(output.stdout).unwrap()
    };
    in_environment("add Kim Vale");
    assert!(home.path("other.db").exists() && !home.book().exists());
    assert!(in_environment("people").contains("Kim Vale"));
    assert!(!in_environment("people --book third.db").contains("Kim Vale"));
    assert!(in_environment("history").contains("2026-03-05"));
    assert!(in_environment("log Kim lunch --now 2026-04-01T12:00:00Z").contains("2026-04-01"));
}
