//! A book that somebody else holds. It takes as long as a command waits, so it is the first of the tests.

use crate::things::eva;

#[test]
fn a_book_somebody_else_writes_to_is_read_and_not_written() {
    let home = eva();
    let other = rusqlite::Connection::open(home.book()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    home.tell("people ada").tell("add Kim Vale").matches("busy");
    other.execute_batch("ROLLBACK").unwrap();
    home.given("add Kim Vale");
}
