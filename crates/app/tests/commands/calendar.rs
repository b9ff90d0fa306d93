//! Meetings that a calendar says are still to come.

use crate::things::two_annas;
use crate::world::Home;

/// A calendar with these events, each with Ben in it.
fn calendar(events: &[(&str, &str, &str)]) -> String {
    let events: Vec<String> = events
        .iter()
        .map(|(uid, start, more)| {
            format!(
                "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{start}\r\nSUMMARY:Talk {uid}\r\n\
                 ATTENDEE;CN=Ben Carver:mailto:ben@carver.example\r\n{more}END:VEVENT\r\n"
            )
        })
        .collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.concat())
}

/// The reasons of today's lines about meetings, at a time.
fn meetings(home: &Home, now: &str) -> Vec<String> {
    let today = home.json(&format!("today --now {now}"));
    let meetings = today.iter().filter(|line| line["kind"] == "meeting");
    meetings.map(|line| line["reason"].as_str().unwrap().to_owned()).collect()
}

fn contacts(home: &Home, now: &str) -> u64 {
    home.json(&format!("show Ben --now {now}"))[0]["interactions"].as_u64().unwrap()
}

#[test]
fn the_day_begins_with_the_meeting_that_the_calendar_has_and_it_counts_once_it_has_taken_place() {
    let home = two_annas();
    home.write("cal.ics", &calendar(&[("a", "20260305T140000Z", ""), ("b", "20260306T100000Z", "")]));
    let report = home.json("import cal.ics --me me@example.org").remove(0);
    assert_eq!(report["found"], 2, "{report}");
    assert_eq!(report["added"], 2, "{report}");
    let morning = "2026-03-05T10:00:00Z";
    assert_eq!(
        meetings(&home, morning),
        ["You meet today at 14:00: Talk a", "You meet tomorrow at 10:00: Talk b"]
    );
    assert_eq!(home.json(&format!("today --now {morning}"))[0]["kind"], "meeting", "it comes first");
    assert_eq!(
        home.json(&format!("brief Ben --now {morning}"))[0]["meetings"][0],
        "2026-03-05 at 14:00: Talk a"
    );
    assert_eq!(contacts(&home, morning), 0, "what is to come is no contact");
    let evening = "2026-03-05T18:00:00Z";
    assert_eq!(contacts(&home, evening), 1);
    assert_eq!(meetings(&home, evening), ["You meet tomorrow at 10:00: Talk b"]);
    // Reading it again adds nothing, and an undo without a number is not about what nobody did.
    home.given("log Ben \"called him\" --now 2026-03-05T18:05:00Z").given("undo --now 2026-03-05T18:06:00Z");
    assert_eq!(contacts(&home, evening), 1);
    home.write(
        "cal.ics",
        &(calendar(&[("a", "20260305T140000Z", ""), ("b", "20260306T100000Z", "")]) + "\r\n"),
    );
    let report = home.json("import cal.ics --now 2026-03-05T18:10:00Z").remove(0);
    assert_eq!((report["unchanged"].as_u64(), report["added"].as_u64()), (Some(2), Some(0)), "{report}");
    assert_eq!(contacts(&home, "2026-03-06T12:00:00Z"), 2);
}

#[test]
fn a_meeting_that_was_moved_or_called_off_follows_its_file() {
    let home = two_annas();
    home.write("cal.ics", &calendar(&[("a", "20260305T140000Z", ""), ("b", "20260305T150000Z", "")]));
    home.given("import cal.ics --me me@example.org");
    home.write(
        "cal.ics",
        &calendar(&[("a", "20260305T160000Z", ""), ("b", "20260305T150000Z", "STATUS:CANCELLED\r\n")]),
    );
    let report = home.json("import cal.ics").remove(0);
    assert_eq!(report["found"], 2, "{report}");
    assert_eq!((&report["added"], &report["updated"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(meetings(&home, "2026-03-05T10:00:00Z"), ["You meet today at 16:00: Talk a"]);
    assert_eq!(contacts(&home, "2026-03-05T23:00:00Z"), 1, "only what took place");
    // What the file says no more is off, too.
    let home = two_annas();
    home.write("cal.ics", &calendar(&[("a", "20260305T140000Z", ""), ("b", "20260305T150000Z", "")]));
    home.given("import cal.ics --me me@example.org");
    home.write("cal.ics", &calendar(&[("b", "20260305T150000Z", "")]));
    home.given("import cal.ics");
    assert_eq!(meetings(&home, "2026-03-05T10:00:00Z"), ["You meet today at 15:00: Talk b"]);
    home.given("undo");
    let both = ["You meet today at 14:00: Talk a", "You meet today at 15:00: Talk b"];
    assert_eq!(meetings(&home, "2026-03-05T10:00:00Z"), both, "back as it was");
}

#[test]
fn what_is_promised_is_said_beside_the_meeting_and_an_import_is_taken_back_whole() {
    let home = two_annas();
    home.write("cal.ics", &calendar(&[("a", "20260305T140000Z", "")]));
    home.given("import cal.ics --me me@example.org");
    home.given("promise Ben \"the lease\" --by 2026-03-05 --now 2026-03-04T09:00:00Z");
    let morning = "2026-03-05T10:00:00Z";
    let lines = home.json(&format!("today --now {morning}"));
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[..2], ["meeting", "promise"], "{lines:?}");
    // Counted or not, what an import brought goes with it.
    assert_eq!(contacts(&home, "2026-03-05T18:00:00Z"), 1);
    let home = two_annas();
    home.write("cal.ics", &calendar(&[("a", "20260305T140000Z", "")]));
    home.given("import cal.ics --me me@example.org");
    home.given(&format!("undo --now {morning}"));
    assert!(meetings(&home, morning).is_empty());
    assert_eq!(home.json("people Ben").len(), 0, "who was only to be met is gone with it");
}

#[test]
fn hundreds_who_are_asked_to_one_meeting_become_nobody_in_the_book() {
    let home = two_annas();
    let crowd: String =
        (0..200).map(|n| format!("ATTENDEE;CN=P{n} Crowd:mailto:p{n}@crowd.example\r\n")).collect();
    home.write("cal.ics", &calendar(&[("a", "20260305T140000Z", &crowd)]));
    let report = home.json("import cal.ics --me me@example.org").remove(0);
    assert_eq!(
        report["skipped"][0]["reason"],
        "still to come, with so many that it is with nobody in particular"
    );
    assert_eq!(home.json("people Crowd").len(), 0);
}
