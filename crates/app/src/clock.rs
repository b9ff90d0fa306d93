//! The one place that reads the time of day.

use goodturn_book::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What o'clock it is: the machine's time, or one that was given.
#[derive(Clone, Debug)]
pub struct Clock {
    fixed: Option<Timestamp>,
    zone: TimeZone,
}

impl Clock {
    /// The machine's clock and zone.
    pub fn system() -> Clock {
        Clock { fixed: None, zone: TimeZone::system() }
    }

    /// A clock that stands still.
    pub fn fixed(at: Timestamp, zone: TimeZone) -> Clock {
        Clock { fixed: Some(at), zone }
    }

    /// What a request carries that is made now.
    #[expect(clippy::disallowed_methods, reason = "this is the place where time comes in")]
    pub fn context(&self) -> Context {
        let now = self.fixed.unwrap_or_else(Timestamp::now);
        Context::new(now, self.zone.clone())
    }
}
