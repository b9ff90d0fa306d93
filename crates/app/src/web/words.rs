//! Times and numbers in words.

use goodturn_book::Context;
use goodturn_core::insight::today::span;
use jiff::Timestamp;

/// How long ago something was.
pub(crate) fn ago(at: Timestamp, ctx: &Context) -> String {
    let (then, today) = (date(at, ctx), date(ctx.now, ctx));
    match then.until(today).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "yesterday".to_owned(),
        Ok(days) if days < 0 => format!("in {}", span(f64::from(-days))),
        Ok(days) => format!("{} ago", span(f64::from(days))),
        Err(_) => then.to_string(),
    }
}

/// The day of a time, where the reader is.
pub(crate) fn date(at: Timestamp, ctx: &Context) -> jiff::civil::Date {
    goodturn_core::insight::cadence::day(at, &ctx.zone)
}

/// The day and the minute of a time.
pub(crate) fn minute(at: Timestamp, ctx: &Context) -> String {
    ctx.zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// What an act says of itself, without the command that a terminal would be told.
pub(crate) fn said(summary: &str) -> &str {
    summary.split("; `goodturn ").next().unwrap_or(summary)
}

/// A size in bytes.
pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} bytes"),
        1_000..1_000_000 => format!("{} kB", count / 1_000),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.2} GB", count as f64 / 1e9),
    }
}

/// A time that something still takes.
pub(crate) fn left(seconds: f64) -> String {
    match seconds.ceil() as u64 {
        ..=1 => "a moment left".to_owned(),
        seconds @ ..=90 => format!("about {seconds} seconds left"),
        seconds => format!("about {} minutes left", seconds.div_ceil(60)),
    }
}
