//! What would fill the book or the machine is read as far as anybody means it, and the report says so.

use goodturn_book::import::{Import, Report};
use goodturn_core::limits::{RECIPIENTS, SERIES};

use crate::world::{ME, World, ctx};

fn letter(id: usize, from: &str, to: &str) -> String {
    format!(
        "From {from} Mon Jan  1 10:00:00 2024\nFrom: {from}\nTo: {to}\nSubject: x\nMessage-ID: <{id}@x>\n\
         Date: Mon, {} Jan 2024 10:00:00 +0000\n\nhi\n\n",
        id % 28 + 1
    )
}

fn many(count: usize) -> String {
    (0..count).map(|n| format!("p{n}@c.example")).collect::<Vec<_>>().join(", ")
}

/// Who is in the book and in how many interactions.
fn everybody(world: &World) -> Vec<(String, i64)> {
    let mut all: Vec<_> =
        world.kind("person").into_iter().map(|line| (line.name, line.interactions)).collect();
    all.sort();
    all
}

#[test]
fn a_letter_to_thousands_fills_the_book_with_nobody_and_says_how_many() {
    let world = World::new();
    let report = world.import(&[world.file("a.mbox", &letter(1, "ann@b.example", &many(4_000)))]);
    assert!(report.all.adds_up());
    assert_eq!((report.people, report.interactions, report.nobody_yet), (1, 1, 4_000));
    assert!(
        report.nobody_yet().unwrap().to_string().starts_with("4000 addresses stood only among more than 50")
    );
    assert_eq!(everybody(&world), [("ann@b.example".to_owned(), 1)]);
}

#[test]
fn who_stood_among_many_and_writes_comes_into_the_book_whatever_was_read_first() {
    let (crowd, own) = (letter(1, "ann@b.example", &many(200)), letter(2, "p7@c.example", ME));
    let to = letter(3, ME, "p8@c.example");
    let mut seen = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let world = World::new();
        let mut last = Report::default();
        for at in order {
            let text = [&crowd, &own, &to][at];
            last = world.import(&[world.file(&format!("{at}.mbox"), text)]);
        }
        assert!(last.all.adds_up());
        seen.push(everybody(&world));
        // Where all come at once, too.
        let world = World::new();
        let report = world.import(&[world.file("a.mbox", &format!("{crowd}{own}{to}"))]);
        assert_eq!(report.nobody_yet, 198);
        seen.push(everybody(&world));
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
    let names: Vec<&str> = seen[0].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ann@b.example", "p7@c.example", "p8@c.example"]);
}

#[test]
fn a_letter_to_some_dozens_still_brings_them() {
    let world = World::new();
    let report = world.import(&[world.file("a.mbox", &letter(1, "ann@b.example", &many(RECIPIENTS)))]);
    assert_eq!((report.people, report.nobody_yet), (RECIPIENTS as u64 + 1, 0));
}

#[test]
fn a_meeting_of_hundreds_makes_nobody_of_them_a_person_but_its_host() {
    let world = World::new();
    let guests: String = (0..300).map(|n| format!("ATTENDEE;CN=P {n}:mailto:p{n}@c.example\n")).collect();
    let text = format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240101T100000Z\nSUMMARY:All hands\n\
         ORGANIZER;CN=Ann:mailto:ann@b.example\n{guests}END:VEVENT\nEND:VCALENDAR\n"
    );
    let report = world.import(&[world.file("a.ics", &text)]);
    assert_eq!((report.people, report.interactions, report.nobody_yet), (1, 1, 300));
}

/// A calendar with a meeting every hour for years.
fn endless(count: usize) -> String {
    let one = |n: usize| {
        format!(
            "BEGIN:VEVENT\nUID:{n}\nDTSTART:20000101T000000Z\nRRULE:FREQ=HOURLY\nSUMMARY:x\n\
             ATTENDEE:mailto:ann@b.example\nEND:VEVENT\n"
        )
    };
    format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", (0..count).map(one).collect::<String>())
}

#[test]
fn a_calendar_of_endless_series_makes_no_millions_of_meetings() {
    let world = World::new();
    let report = world.import(&[world.file("a.ics", &endless(60))]);
    assert!(report.all.adds_up());
    assert!(report.interactions < 60_000, "{}", report.interactions);
    assert!(
        report.noticed.iter().any(|noticed| noticed.contains("only the last 1000 up to today were read"))
    );
}

#[test]
fn who_means_all_of_a_long_series_gets_it() {
    let world = World::new();
    let path = world.file(
        "a.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20150101T100000Z\nRRULE:FREQ=DAILY\nSUMMARY:x\n\
         ATTENDEE:mailto:ann@b.example\nEND:VEVENT\nEND:VCALENDAR\n",
    );
    assert_eq!(world.import(std::slice::from_ref(&path)).interactions, SERIES as u64);
    let ask = Import { paths: vec![path], me: vec![ME.into()], all_of_it: true, ..Import::default() };
    let report = world.book.import(&ask, &ctx(), &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    // The next six, which are still to come, are known as well.
    assert!(report.interactions > 2_000 && report.all.unchanged == SERIES as u64 + 6, "{report:?}");
}

#[test]
fn a_card_with_thousands_of_addresses_is_one_person_and_comes_out_whole() {
    let world = World::new();
    let lines: String = (0..20_000).map(|n| format!("EMAIL:a{n}@b.example\n")).collect();
    let text = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Berg\n{lines}END:VCARD\n");
    let report = world.import(&[world.file("a.vcf", &text)]);
    assert_eq!((report.people, report.all.found), (1, 1));
    assert!(report.noticed.iter().any(|noticed| noticed.contains("1000 values")), "{:?}", report.noticed);
    let again = world.import(&[world.file("b.vcf", &format!("{text}\n"))]);
    assert_eq!((again.all.unchanged, again.all.found), (1, 1));
}

#[test]
fn a_small_archive_of_nothing_but_line_breaks_is_read_in_no_memory() {
    use std::io::Write;
    let world = World::new();
    let path = world.folder.path().join("a.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let names = [("a.ics", "BEGIN:VCALENDAR\n", ""), ("a.vcf", "BEGIN:VCARD\nFN:Ann Berg\n", "END:VCARD\n")];
    for (name, before, after) in names {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(before.as_bytes()).unwrap();
        zip.write_all(&b"a\n".repeat(3 << 20)).unwrap();
        zip.write_all(after.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let before = resident();
    let report = world.import(&[path]);
    assert!(report.all.adds_up());
    assert_eq!(world.names("person"), ["Ann Berg"]);
    assert!(
        report.noticed.iter().any(|noticed| noticed.contains("says more than is read of one")),
        "{:?}",
        report.noticed
    );
    // The six MB of the calendar are held at once; the card's are never.
    let grown = resident().saturating_sub(before);
    assert!(grown < 120, "{grown} MB");
}

/// The most memory that this process has had at once, in MB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().to_owned();
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
fn the_report_says_the_whole_time_and_the_progress_each_phase() {
    let world = World::new();
    let path = world.file("a.mbox", &letter(1, "ann@b.example", ME));
    let ask = Import { paths: vec![path], me: vec![ME.into()], ..Import::default() };
    let mut phases = Vec::new();
    let mut before = 0.0;
    let report = world
        .book
        .import(&ask, &ctx(), &mut |progress| {
            phases.push(progress.phase);
            before = progress.seconds;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    use goodturn_book::import::Phase;
    assert_eq!(phases[phases.len() - 2..], [Phase::Settling, Phase::Comparing]);
    assert!(report.seconds > before);
}

#[test]
fn one_person_of_endless_cards_fills_neither_the_book_nor_the_day() {
    let world = World::new();
    let card = |n: usize| {
        let notes: String = (0..400).map(|at| format!("NICKNAME:n{n}-{at}\n")).collect();
        format!("BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Ann Berg\nEMAIL:ann@b.example\n{notes}END:VCARD\n")
    };
    // The same card, read from files that each say something else, keeps what the last one says; other cards add to it.
    let other = |n: usize| card(n).replace("UID:1", &format!("UID:{n}"));
    let mut failed = 0;
    for n in 0..9 {
        let report = world.import(&[world.file(&format!("{n}.vcf"), &other(n))]);
        failed += report.all.failures();
        assert!(
            report
                .all
                .failed
                .iter()
                .all(|failure| failure.reason.contains("2000 values are known of this person"))
        );
    }
    assert!(failed >= 3, "{failed}");
}
