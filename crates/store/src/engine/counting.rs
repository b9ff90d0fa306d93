//! How many statements a thread has sent to a database: over a network each is a journey there and back, so that what a
//! command needs is held by tests that count.

use std::cell::Cell;

thread_local! {
    static SENT: Cell<u64> = const { Cell::new(0) };
}

/// How many statements this thread has sent so far, those that begin and end transactions among them.
pub fn sent() -> u64 {
    SENT.get()
}

/// Counts one more.
pub(crate) fn count() {
    SENT.set(SENT.get() + 1);
}
