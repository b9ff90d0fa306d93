//! Real calendars of many programs, where they lie beside the project; else nothing is tested.

use std::ops::ControlFlow;

use goodturn_core::draft::Item;
use goodturn_sources::{Asked, calendar};

mod real;

#[test]
fn every_real_calendar_is_read_and_adds_up() {
    let Some(folder) = real::data("calendar") else { return };
    let asked = Asked { texts: false, ..real::asked("2026-11-01T00:00:00Z") };
    let (mut drafts, mut skipped, mut failed) = (0, 0, 0);
    for path in real::files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let mut items = 0;
        let _ = calendar::read(&bytes, &path.to_string_lossy().into(), &asked, &mut |found: Item| {
            items += 1;
            match found {
                Item::Draft(..) => drafts += 1,
                Item::Skipped(..) => skipped += 1,
                Item::Failed(problem) => {
                    failed += 1;
                    println!("{problem}");
                }
                Item::Noticed(problem) => {
                    items -= 1;
                    println!("{problem}");
                }
                Item::Progress(_) => items -= 1,
            }
            ControlFlow::Continue(())
        });
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
    println!("{drafts} drafts, {skipped} skipped, {failed} failed");
    assert!(drafts > 100);
}
