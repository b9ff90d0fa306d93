use super::*;
use goodturn_core::draft::{Address, Part};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn asked() -> Asked {
    Asked {
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        texts: false,
        me: vec!["me@example.org".into()],
        format: None,
        all_of_it: false,
        region: None,
    }
}

fn read_all(bytes: &[u8]) -> Vec<Item> {
    let mut found = Vec::new();
    let done = read(bytes, &"a.ics".into(), &asked(), &mut |item: Item| {
        found.push(item);
        ControlFlow::Continue(())
    });
    assert!(done.is_continue());
    found
}

/// An event with Ann in it, and what else these lines say.
fn with_ann(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:1\nSUMMARY:Tea\nATTENDEE;CN=Ann:mailto:Ann@example.org\n{lines}\nEND:VEVENT\n")
}

fn in_calendar(parts: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{parts}END:VCALENDAR\n")
}

/// The items in a few words: the instant of a meeting, the reason of a skip.
fn told(parts: &str) -> Vec<String> {
    let word = |found: &Item| match found {
        Item::Draft(Draft::Interaction(it), _) => it.at.unwrap().to_string(),
        Item::Draft(Draft::Coming(it, _), _) => format!("to come {}", it.at.unwrap()),
        Item::Draft(Draft::CalledOff(_), _) => "called off".to_owned(),
        Item::Draft(Draft::Person(it), _) => {
            it.values.iter().map(|value| value.text.clone()).collect::<Vec<_>>().join(" ")
        }
        Item::Skipped(reason, _) => (*reason).to_owned(),
        Item::Failed(problem) => format!("failed: {problem}"),
        Item::Noticed(problem) => format!("noticed: {problem}"),
        other => format!("{other:?}"),
    };
    read_all(in_calendar(parts).as_bytes()).iter().map(word).collect()
}

#[test]
fn times_are_told_right_whatever_clock_they_are_on() {
    let cases: &[(&str, &[&str])] = &[
        ("DTSTART:20200102T090000Z", &["2020-01-02T09:00:00Z"]),
        ("DTSTART:20200102T090000", &["2020-01-02T08:00:00Z"]),
        ("DTSTART;VALUE=DATE:20200702", &["2020-07-01T22:00:00Z"]),
        ("DTSTART;TZID=America/New_York:20200702T090000", &["2020-07-02T13:00:00Z"]),
        ("DTSTART;TZID=\"Eastern Standard Time\":20200702T090000", &["2020-07-02T13:00:00Z"]),
        ("DTSTART;TZID=/example.org/Tzfile/Asia/Tokyo:20200702T090000", &["2020-07-02T00:00:00Z"]),
        // Nine stays nine over the change of clocks.
        (
            "DTSTART;TZID=Europe/Berlin:20200328T090000\nRRULE:FREQ=DAILY;COUNT=2",
            &["2020-03-28T08:00:00Z", "2020-03-29T07:00:00Z"],
        ),
        // UNTIL in UTC is an instant, not what the clock shows.
        (
            "DTSTART;TZID=America/New_York:20200702T220000\nRRULE:FREQ=DAILY;UNTIL=20200704T020000Z",
            &["2020-07-03T02:00:00Z", "2020-07-04T02:00:00Z"],
        ),
        (
            "DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY;UNTIL=20200102",
            &["2019-12-31T23:00:00Z", "2020-01-01T23:00:00Z"],
        ),
        (
            "DTSTART:20200101T120000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20200102T120000Z\nEXDATE;VALUE=DATE:20200103\n\
             RDATE:20200201T120000Z,20200101T120000Z",
            &["2020-01-01T12:00:00Z", "2020-01-04T12:00:00Z", "2020-02-01T12:00:00Z"],
        ),
        // The start counts even where the rule does not name it.
        (
            "DTSTART:20200101T120000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2",
            &["2020-01-01T12:00:00Z", "2020-01-06T12:00:00Z"],
        ),
        (
            "DTSTART:20251231T120000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
            &["2025-12-31T12:00:00Z", "to come 2026-01-07T12:00:00Z", "to come 2026-01-14T12:00:00Z"],
        ),
        ("DTSTART:20270101T120000Z", &["to come 2027-01-01T12:00:00Z"]),
        ("DTSTART:20270101T120000Z\nSTATUS:CANCELLED", &["called off"]),
        ("DTSTART:20200101T120000Z\nEXDATE:20200101T120000Z", &["every occurrence was taken out or moved"]),
    ];
    for (lines, wanted) in cases {
        assert_eq!(told(&with_ann(lines)), *wanted, "{lines}");
    }
}

#[test]
fn a_zone_of_the_file_s_own_is_kept() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0330\n\
        TZOFFSETTO:+0230\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
        DTSTART:19700329T020000\nTZOFFSETFROM:+0230\nTZOFFSETTO:+0330\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n\
        END:DAYLIGHT\nEND:VTIMEZONE\n";
    let cases = [
        ("20200102T090000", "2020-01-02T06:30:00Z"),
        ("20200702T090000", "2020-07-02T05:30:00Z"),
        ("20200329T023000", "2020-03-29T00:00:00Z"), // left out by the change: the offset before it
        ("20201025T023000", "2020-10-24T23:00:00Z"), // there twice: the first
    ];
    for (start, wanted) in cases {
        let event = with_ann(&format!("DTSTART;TZID=Ours:{start}"));
        assert_eq!(told(&format!("{event}{zone}")), [wanted], "{start}");
    }
}

#[test]
fn one_occurrence_may_be_moved_or_called_off() {
    let weekly = with_ann("DTSTART:20200101T090000Z\nRRULE:FREQ=WEEKLY;COUNT=4");
    let moved = with_ann("RECURRENCE-ID:20200108T090000Z\nDTSTART:20200109T100000Z");
    let off = with_ann("RECURRENCE-ID:20200115T090000Z\nDTSTART:20200115T090000Z\nSTATUS:CANCELLED");
    assert_eq!(
        told(&format!("{weekly}{moved}{off}")),
        ["2020-01-01T09:00:00Z", "2020-01-22T09:00:00Z", "2020-01-09T10:00:00Z", "cancelled"]
    );
    let later = with_ann("RECURRENCE-ID;RANGE=THISANDFUTURE:20200115T090000Z\nDTSTART:20200115T110000Z");
    assert_eq!(
        told(&format!("{weekly}{later}")),
        ["2020-01-01T09:00:00Z", "2020-01-08T09:00:00Z", "2020-01-22T11:00:00Z", "2020-01-15T11:00:00Z"]
    );
}

#[test]
fn a_cancellation_holds_for_what_it_calls_off() {
    let event = with_ann("DTSTART:20200101T090000Z\nSEQUENCE:1");
    let call_off =
        |lines: &str| format!("END:VCALENDAR\nBEGIN:VCALENDAR\nMETHOD:CANCEL\n{}", with_ann(lines));
    assert_eq!(told(&format!("{event}{}", call_off("SEQUENCE:2"))), ["cancelled", "cancelled"]);
    // Asked again after it was called off.
    assert_eq!(told(&format!("{event}{}", call_off("SEQUENCE:0"))), ["2020-01-01T09:00:00Z", "cancelled"]);
    let newer = with_ann("DTSTART:20200103T090000Z\nSEQUENCE:2");
    assert_eq!(
        told(&format!("{newer}{event}")),
        ["2020-01-03T09:00:00Z", "an older state of the same event"]
    );
}

#[test]
fn no_time_falls_silently_onto_the_readers_clock() {
    let at = "2024-06-12T07:30:00Z";
    for start in [
        "DTSTART:20240612T093000+0200",
        "DTSTART:2024-06-12T09:30:00+02:00",
        "DTSTART:20240612T073000.000Z",
        "DTSTART;TZID=America/New_York:20240612T093000+02:00",
        "DTSTART;TZID=GMT+0200:20240612T093000",
        "DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\":20240612T093000",
        "DTSTART;TZID=Vladivostok Standard Time:20240612T173000",
        "DTSTART;TZID=Eastern Standard Time 1:20240612T033000",
        "DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20240612T033000",
    ] {
        assert_eq!(told(&with_ann(start)), [at], "{start}");
    }
    let unknown =
        told(&with_ann("DTSTART;TZID=Our Own Clock:20240612T093000").repeat(2).replacen("UID:1", "UID:2", 1));
    let noticed =
        unknown.iter().filter(|item| item.contains("Our Own Clock") && item.contains("Europe/Berlin"));
    assert_eq!((unknown.len(), noticed.count()), (3, 1), "{unknown:?}");
    let offset = told(&with_ann("DTSTART;TZID=\"(UTC+03:00) Blurb\":20240612T103000"));
    assert!(offset[0].contains("by its offset alone") && offset[1] == at, "{offset:?}");
    let usual = format!("X-WR-TIMEZONE:America/New_York\n{}", with_ann("DTSTART:20240612T033000"));
    assert_eq!(told(&usual), [at]);
}

#[test]
fn an_occurrence_without_a_zone_is_on_the_clock_of_its_series() {
    let weekly =
        with_ann("DTSTART;TZID=US/Eastern:20240610T200000\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20240612T200000");
    let moved = with_ann("RECURRENCE-ID:20240611T200000\nDTSTART;TZID=US/Eastern:20240611T210000");
    assert_eq!(
        told(&format!("{weekly}{moved}")),
        ["2024-06-11T00:00:00Z", "2024-06-14T00:00:00Z", "2024-06-12T01:00:00Z"]
    );
}

#[test]
fn an_event_called_off_in_its_title_did_not_take_place() {
    let event = with_ann("DTSTART:20240612T093000Z\nSTATUS:CONFIRMED");
    assert_eq!(told(&event.replace("SUMMARY:Tea", "SUMMARY:Abgesagt: Tee")), ["cancelled"]);
    assert_eq!(told(&event.replace("SUMMARY:Tea", "SUMMARY:The cancelled tea")), ["2024-06-12T09:30:00Z"]);
}

#[test]
fn who_counts_as_company() {
    let event = |lines: &str| {
        told(&format!("BEGIN:VEVENT\nUID:1\nDTSTART:20200101\n{lines}\nEND:VEVENT\n")).join(", ")
    };
    let met = "2019-12-31T23:00:00Z";
    let cases = [
        ("", "nobody else in it"),
        ("ORGANIZER:mailto:me@example.org", "nobody else in it"),
        ("ORGANIZER:mailto:ann@example.org", met),
        (
            "ORGANIZER:mailto:me@example.org\nATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org",
            "nobody else in it",
        ),
        ("ATTENDEE;CUTYPE=ROOM:mailto:room@example.org", "nobody else in it"),
        ("ORGANIZER:mailto:ann@example.org\nATTENDEE;PARTSTAT=DECLINED:MAILTO:Me@Example.org", "declined"),
        ("ATTENDEE;CN=Ann Example:invalid:nomail", met),
        ("ATTENDEE:urn:uuid:1", "nobody else in it"),
    ];
    for (lines, wanted) in cases {
        assert_eq!(event(lines), wanted, "{lines}");
    }
}

#[test]
fn a_meeting_is_told_in_full() {
    let parts = "BEGIN:VEVENT\nUID:x\nDTSTART:20200101T090000Z\nSUMMARY:Budget\\, again\nORGANIZER;CN=Me:mailto:me@example.org\n\
        ATTENDEE;CN=\"Example, Ann\";PARTSTAT=ACCEPTED:mailto:Ann@Example.org\n\
        ATTENDEE;CN=me@example.org:mailto:me@example.org\nATTENDEE;EMAIL=bob@example.org:urn:uuid:2\nEND:VEVENT\n";
    let found = read_all(in_calendar(parts).as_bytes());
    let [Item::Draft(Draft::Interaction(it), place)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(place.to_string(), "a.ics, line 3");
    assert_eq!(
        (it.title.as_str(), it.kind, it.direction),
        ("Budget, again", InteractionKind::Meeting, Some(Direction::Both))
    );
    let parties: Vec<_> = it.parties.iter().map(|p| (p.part, p.name.as_str(), p.address.clone())).collect();
    assert_eq!(
        parties,
        [
            (Part::From, "Me", Address::Me),
            (Part::Attendee, "Example, Ann", Address::Email("ann@example.org".into())),
            (Part::Attendee, "", Address::Email("bob@example.org".into())),
        ]
    );
}

#[test]
fn other_components_are_left_out_with_their_reason() {
    let parts = "BEGIN:VTODO\nEND:VTODO\nBEGIN:VJOURNAL\nEND:VJOURNAL\nBEGIN:VFREEBUSY\nEND:VFREEBUSY\n\
        BEGIN:VEVENT\nUID:9\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:yesterday\nEND:VEVENT\nnonsense\nBEGIN:VEVENT\n";
    assert_eq!(
        told(parts),
        [
            "noticed: a.ics, line 15: this line is no part of a calendar and was passed over",
            "a task",
            "a journal entry",
            "free and busy times",
            "failed: a.ics, line 9: the event has no start",
            "failed: a.ics, line 12: the start of the event cannot be read",
            "failed: a.ics, line 16: the event has no end; the file may be cut off here",
        ]
    );
    assert!(matches!(read_all(b"hello").as_slice(), [Item::Noticed(_), Item::Failed(_)]));
    assert_eq!(told(""), [""; 0]);
}

#[test]
fn birthdays_are_people() {
    let event = |start: &str, title: &str, more: &str| {
        format!("BEGIN:VEVENT\nDTSTART;VALUE=DATE:{start}\nSUMMARY:{title}\n{more}\nEND:VEVENT\n")
    };
    let yearly = "RRULE:FREQ=YEARLY";
    assert_eq!(told(&event("19840517", "Ann's birthday", yearly)), ["Ann 1984-05-17"]);
    assert_eq!(told(&event("16040517", "Ann's birthday", yearly)), ["Ann --05-17"]);
    assert_eq!(told(&event("20240517", "Ann's birthday", yearly)), ["Ann --05-17"]);
    assert_eq!(told(&event("20240517", "Rent", yearly)), ["nobody else in it"]);
    assert_eq!(told(&event("20240517", "Ann's birthday", "")), ["Ann --05-17"]);
    assert_eq!(told(&event("20240517", "Geburtstag von Ann (1984)", "")), ["Ann 1984-05-17"]);
    for title in ["Ann's birthday party", "Ann 🎂", "Buy a present for Ann's birthday"] {
        assert_eq!(told(&event("20240517", title, "")), ["nobody else in it"], "{title}");
    }
    // A series since 2004 is no birth in 2004.
    assert_eq!(told(&event("20040517", "Ann's birthday", yearly)), ["Ann --05-17"]);
    let written = format!("{yearly}\nCREATED:20150101T000000Z");
    assert_eq!(told(&event("20040517", "Ann's birthday", &written)), ["Ann 2004-05-17"]);
    assert_eq!(
        told(&event("20040517", "Ann (2004)", &format!("{yearly}\nCATEGORIES:Birthday"))),
        ["Ann 2004-05-17"]
    );
    let in_birthdays = format!(
        "X-WR-CALNAME:Birthdays\n{}{}",
        event("20240517", "Ann Example", ""),
        event("20250517", "Ann Example", "")
    );
    assert_eq!(told(&in_birthdays), ["Ann Example --05-17", "a birthday that stands in the file twice"]);
}

#[test]
fn the_same_event_has_the_same_key_in_another_calendar() {
    let key = |text: &str| match read_all(in_calendar(text).as_bytes()).first() {
        Some(Item::Draft(Draft::Interaction(it), _)) => it.key,
        other => panic!("{other:?}"),
    };
    let whole = key(&with_ann("DTSTART;TZID=Europe/Berlin:20200101T100000\nRRULE:FREQ=DAILY;COUNT=3"));
    assert_eq!(whole, key(&with_ann("DTSTART:20200101T090000Z")));
    assert_eq!(whole, key(&with_ann("DTSTART:20200105T090000Z\nRECURRENCE-ID:20200101T090000Z")));
    assert_ne!(whole, key(&with_ann("DTSTART:20200101T100000Z")));
}

#[test]
fn absurd_rules_cost_a_file_no_more_than_it_may() {
    // Starts so late that even without any bound the rules would come to an end, and the test to its verdict.
    let rules = [
        ("20251220T000000Z", "FREQ=SECONDLY"),
        ("20251220T000000Z", "FREQ=MINUTELY;BYSECOND=0,1,2,3,4;BYSETPOS=-1"),
        ("19000101T000000Z", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
        ("19000101T000000Z", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"),
        ("19000101T000000Z", "FREQ=DAILY;COUNT=999999999"),
    ];
    let event = |(start, rule)| with_ann(&format!("DTSTART:{start}\nRRULE:{rule}")).replace("UID:1", "");
    let text = in_calendar(&rules.map(event).concat().repeat(4));
    let (mut effort, mut noticed) = (Effort::of(40_000), 0);
    let flow = read_within(&mut effort, text.as_bytes(), &"a.ics".into(), &asked(), &mut |item: Item| {
        noticed += u64::from(matches!(item, Item::Noticed(_)));
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    assert!(effort.done() <= 40_000 + 20 * series::EFFORT_LEAST, "{effort:?}");
    assert!(noticed >= 18, "only {noticed} were noticed");
}

proptest! {
    #[test]
    fn anything_reads_the_same_twice_and_panics_never(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(read_all(&bytes), read_all(&bytes));
    }

    #[test]
    fn every_event_is_at_least_one_item(
        lines in proptest::collection::vec(
            "(DTSTART|RRULE|EXDATE|RDATE|RECURRENCE-ID|ATTENDEE|UID|STATUS|SUMMARY)(;TZID=[A-Z/]{0,3})?:(FREQ=[A-Z]{3}LY;COUNT=[0-9]{1,3}|[0-9]{8}(T[0-9]{6}Z?)?|mailto:a@b|[^\r\n]{0,9})", 0..8),
        many in 1usize..4,
    ) {
        let event = format!("BEGIN:VEVENT\nATTENDEE:mailto:a@b.org\n{}\nEND:VEVENT\n", lines.join("\n"));
        let found = read_all(in_calendar(&event.repeat(many)).as_bytes());
        let items = found.iter().filter(|item| !matches!(item, Item::Noticed(_) | Item::Progress(_))).count();
        prop_assert!(items >= many);
        for item in &found {
            if let Item::Draft(Draft::Interaction(it), _) = item {
                prop_assert!(it.key != 0 && it.at.is_some_and(|at| at <= asked().now));
            }
        }
    }
}
