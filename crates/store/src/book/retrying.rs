//! Retryable failures: tries with a longer pause after each.

use std::time::{Duration, Instant};

/// How long a write is tried again after retryable failures: as long as a server may take to restart.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How long opening waits for a server that says nothing at all.
pub(crate) const SILENT: Duration = Duration::from_secs(5);
/// Before the second try; before each further one three times as long.
pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Tries of what may pass, with a longer pause after each.
pub(crate) struct Tries {
    pub(crate) began: Instant,
    pause: Duration,
}

impl Tries {
    pub(crate) fn begin() -> Tries {
        Tries { began: Instant::now(), pause: FIRST_PAUSE }
    }

    /// Waits for the next try; says whether there is one within so long from the first.
    pub(crate) fn again_within(&mut self, patience: Duration) -> bool {
        if self.began.elapsed() + self.pause > patience {
            return false;
        }
        std::thread::sleep(self.pause);
        self.pause = LONGEST_PAUSE.min(self.pause * 3);
        true
    }
}
