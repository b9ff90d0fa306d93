//! Real calendars of many programs, where they lie beside the project; else nothing is tested.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use goodturn_core::draft::Found;
use goodturn_sources::{Asked, calendar};

#[test]
fn every_real_calendar_is_read_in_time_and_adds_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/calendar");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("no real calendars at {}; nothing tested", folder.display());
        return;
    };
    let asked = Asked {
        now: "2026-11-01T00:00:00Z".parse().unwrap(),
        zone: jiff::tz::TimeZone::UTC,
        texts: false,
        me: vec![],
        format: None,
    };
    let mut spent = Duration::ZERO;
    let (mut drafts, mut skipped, mut failed) = (0, 0, 0);
    for path in files.map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let start = Instant::now();
        let mut items = 0;
        let _ = calendar::read(&bytes, &path.to_string_lossy().into(), &asked, &mut |found: Found| {
            items += 1;
            match found {
                Found::Draft(..) => drafts += 1,
                Found::Skipped(..) => skipped += 1,
                Found::Failed(problem) => {
                    failed += 1;
                    println!("{problem}");
                }
                Found::Noticed(problem) => {
                    items -= 1;
                    println!("{problem}");
                }
                Found::Progress(_) => items -= 1,
            }
            ControlFlow::Continue(())
        });
        spent += start.elapsed();
        let events = bytes.windows(12).filter(|w| w.eq_ignore_ascii_case(b"BEGIN:VEVENT")).count();
        // What a poll proposes (VPOLL) is no event yet, and a folded line may break the word.
        let proposed = if bytes.windows(11).any(|w| w == b"BEGIN:VPOLL") { events } else { 0 };
        let folded = bytes.windows(2).filter(|w| w == b"\n ").count();
        assert!(
            items >= events.saturating_sub(folded + proposed),
            "{}: {items} items, {events} events",
            path.display()
        );
    }
    println!("{drafts} drafts, {skipped} skipped, {failed} failed in {spent:?}");
    assert!(drafts > 100);
    assert!(spent < Duration::from_secs(2), "{spent:?}");
}
