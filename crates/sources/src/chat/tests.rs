use super::*;
use goodturn_core::draft::{Address, Direction, Part};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn asked(zone: &str) -> Asked {
    Asked {
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        zone: TimeZone::get(zone).unwrap(),
        texts: true,
        me: vec![],
        format: None,
        all_of_it: false,
        region: None,
    }
}

fn read_as(text: &[u8], file: &str, zone: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let done = read(text, &file.into(), &asked(zone), &mut |item: Found| {
        found.push(item);
        ControlFlow::Continue(())
    });
    assert!(done.is_continue());
    found
}

fn messages(text: &str, file: &str) -> Vec<InteractionDraft> {
    let only = |found| match found {
        Found::Draft(Draft::Interaction(it), _) => Some(it),
        _ => None,
    };
    read_as(text.as_bytes(), file, "UTC").into_iter().filter_map(only).collect()
}

fn times(text: &str, zone: &str) -> Vec<String> {
    read_as(text.as_bytes(), "chat.txt", zone)
        .iter()
        .map(|found| match found {
            Found::Draft(Draft::Interaction(it), _) => it.at.unwrap().to_string(),
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn every_layout_tells_its_time() {
    let cases = [
        ("03-06-2018, 01.55 PM - a: m", "2018-06-03T13:55:00Z"),
        ("03/02/17, 18:42 - Ann: x", "2017-02-03T18:42:00Z"),
        ("13.06.18 21.25.15: a: m", "2018-06-13T21:25:15Z"),
        ("13.6.2018 klo 21.25.15 - a: m", "2018-06-13T21:25:15Z"),
        ("23/06/2018, 01:55 a.m. - Ann: Hey!", "2018-06-23T01:55:00Z"),
        ("23/06/2018, 12:55 a.m. - Ann: Hey!", "2018-06-23T00:55:00Z"),
        ("3/6/18, 1:55 p.m. - a: IMG-20210428-WA0001.jpg (file attached)", "2018-06-03T13:55:00Z"),
        ("3/6/18, 1:55\u{202f}PM - a: m", "2018-06-03T13:55:00Z"),
        ("3/6/2018 1:55 p.\u{a0}m. - a: m", "2018-06-03T13:55:00Z"),
        ("30/12/2020 13:00 - a: m", "2020-12-30T13:00:00Z"),
        ("[06.13.18 21:25:15] a: m", "2018-06-13T21:25:15Z"),
        ("[2018/06/13, 21:25:15] a: m", "2018-06-13T21:25:15Z"),
        ("[3/6/18 1:55:00 p. m.] a: m", "2018-06-03T13:55:00Z"),
        ("\u{200e}[3/6/18 1:55:00 p. m.] a: m", "2018-06-03T13:55:00Z"),
        ("09/17/19, 8:30:52 AM – Ann: US", "2019-09-17T08:30:52Z"),
        ("2018-06-13 21:25 - a: m", "2018-06-13T21:25:00Z"),
        ("2018. 6. 13. 오후 9:25, a: m", "2018-06-13T21:25:00Z"),
        ("2018년 6월 13일 오후 9:25, 이름 : m", "2018-06-13T21:25:00Z"),
        ("2018년 6월 13일 오전 12:05, a : m", "2018-06-13T00:05:00Z"),
        ("2018年6月13日 下午9:25 - a: m", "2018-06-13T21:25:00Z"),
        ("[2018年6月13日 21:25:15] a: m", "2018-06-13T21:25:15Z"),
        ("2018. 6. 13. 21:25, and so on: m", "not a stamp"),
        ("2018년 6월 13일 수요일", "not a stamp"),
        ("[2018. 6. 13. 오후 9:25:15] a: m", "2018-06-13T21:25:15Z"),
        ("2018/6/13 下午9:25 - a: m", "2018-06-13T21:25:00Z"),
        ("١٣‏/٦‏/٢٠١٨، ٢١:٢٥ - a: m", "2018-06-13T21:25:00Z"),
        ("2016-04-29 10:30:00", "not a stamp"),
        ("2015-08-04-PHOTO-00004762.jpg", "not a stamp"),
        ("2018-06-13T21:25:15.000Z", "not a stamp"),
        ("31/31/18, 10:00 - a: m", "not a stamp"),
        ("3/6/18, 25:00 - a: m", "not a stamp"),
    ];
    for (line, wanted) in cases {
        assert_eq!(looks_like(line), wanted != "not a stamp", "{line}");
        if wanted != "not a stamp" {
            assert_eq!(times(line, "UTC"), [wanted], "{line}");
        }
    }
}

#[test]
fn day_or_month_first_follows_from_the_whole_file() {
    let first = |text: &str, zone: &str| times(text, zone)[0][..10].to_owned();
    // A number beyond 12 tells.
    assert_eq!(first("1/2/18, 10:00 - a: m\n1/13/18, 10:00 - a: m", "UTC"), "2018-01-02");
    assert_eq!(first("1/2/18, 10:00 - a: m\n13/2/18, 10:00 - a: m", "UTC"), "2018-02-01");
    // Time goes forward.
    assert_eq!(first("1/12/18, 10:00 - a: m\n2/1/18, 10:00 - a: m", "UTC"), "2018-01-12");
    assert_eq!(
        first("1/2/18, 10:00 - a: m\n12/2/18, 10:00 - a: m\n1/3/18, 10:00 - a: m", "UTC"),
        "2018-02-01"
    );
    // Where the reader lives.
    assert_eq!(first("1/2/18, 10:00 - a: m", "America/New_York"), "2018-01-02");
    assert_eq!(first("1.2.18, 10:00 - a: m", "America/New_York"), "2018-02-01");
    assert_eq!(first("1/2/18, 10:00 - a: m", "UTC"), "2018-02-01");
}

#[test]
fn a_message_goes_on_over_lines_and_the_app_is_left_out() {
    let text = "13/06/2018, 21:25 - Messages and calls are end-to-end encrypted.\r\n13/06/2018, 21:25 - Ann Example: Tea?\r\n\
        2016-04-29 10:30:00\r\n\r\nWith cake: yes\r\n13/06/2018, 21:26 - Ann changed the subject to \"Tea: when?\"\r\n\
        13/06/2018, 21:27 - Bob:\r\n";
    let found = read_as(text.as_bytes(), "chat.txt", "UTC");
    assert_eq!(found.len(), 4);
    assert!(
        matches!(&found[0], Found::Skipped(OF_THE_APP, place) if place.to_string() == "chat.txt, line 1")
    );
    assert!(
        matches!(&found[2], Found::Skipped(OF_THE_APP, place) if place.to_string() == "chat.txt, line 6")
    );
    let said = messages(text, "chat.txt");
    assert_eq!(said[0].text, "Tea?\n2016-04-29 10:30:00\n\nWith cake: yes");
    assert_eq!(said[0].title, "Tea? 2016-04-29 10:30:00 With cake: yes");
    assert_eq!(said[1].text, "");
}

#[test]
fn who_is_who_in_a_chat() {
    let two = "1/2/18, 10:00 - Ann Example: hi\n1/2/18, 10:01 - Bob: ho\n";
    let told = |text: &str, file: &str| -> Vec<String> {
        let address = |it: &Address| match it {
            Address::Me => "me".to_owned(),
            Address::Phone(number) => format!("tel {number}"),
            Address::Name(name) => name.clone(),
            other => format!("{other:?}"),
        };
        let one = |it: &InteractionDraft| {
            let parties: Vec<_> = it.parties.iter().map(|party| address(&party.address)).collect();
            format!("{} {}", parties.join(" > "), it.direction.map_or("?", Direction::name))
        };
        messages(text, file).iter().map(one).collect()
    };
    let named = ["Ann Example > me in", "me > Ann Example out"];
    assert_eq!(told(two, "/x/WhatsApp Chat with Ann Example.txt"), named);
    assert_eq!(told(two, "WhatsApp Chat - Ann Example (2).zip!_chat.txt"), named);
    assert_eq!(told(two, "chat.txt"), ["Ann Example > Bob ?", "Bob > Ann Example ?"]);
    assert_eq!(told("1/2/18, 10:00 - Ann: hi", "WhatsApp Chat with Ann.txt"), ["Ann > me in"]);
    assert_eq!(
        told("1/2/18, 10:00 - You: hi\n1/2/18, 10:00 - Ann: hi", "c.txt"),
        ["me > Ann out", "Ann > me in"]
    );
    let three = format!("{two}1/2/18, 10:02 - \u{202a}+49 170 1234567\u{202c}: he\n");
    assert_eq!(
        told(&three, "WhatsApp Chat with Bob.txt"),
        ["Ann Example ?", "Bob ?", "tel +49 170 1234567 ?"]
    );
    let group = format!("1/2/18, 09:00 - Ann Example created group \"Tea\"\n{two}");
    assert_eq!(told(&group, "chat.txt"), ["Ann Example ?", "Bob ?"]);
    assert_eq!(messages(two, "chat.txt")[0].parties[0].part, Part::From);
}

#[test]
fn the_same_words_twice_are_two_messages() {
    let said = messages("1/2/18, 10:00 - Ann: ok\n1/2/18, 10:00 - Ann: ok\n", "chat.txt");
    assert_ne!(said[0].key, said[1].key);
    let longer =
        messages("1/1/18, 10:00 - Ann: hi\n1/2/18, 10:00 - Ann: ok\n1/2/18, 10:00 - Ann: ok\n", "other.txt");
    assert_eq!((said[0].key, said[1].key), (longer[1].key, longer[2].key));
}

#[test]
fn korean_telephones_part_name_and_words_their_own_way() {
    let text = "2020년 3월 15일 오전 12:00\n2020년 3월 15일 오후 3:07, 김 철수 : 차 한 잔?\n케이크도\n\
                2020년 3월 15일 오후 3:08, Ann : ok\n2020년 3월 15일 오후 3:09, Ann님이 나갔습니다.\n";
    let found = read_as(text.as_bytes(), "chat.txt", "Asia/Seoul");
    assert_eq!(found.len(), 4);
    assert!(matches!(&found[0], Found::Skipped(OF_THE_APP, _)));
    assert!(matches!(&found[3], Found::Skipped(OF_THE_APP, _)));
    let said = messages(text, "chat.txt");
    assert_eq!((said[0].parties[0].name.as_str(), said[0].text.as_str()), ("김 철수", "차 한 잔?\n케이크도"));
    assert_eq!(said[1].at.unwrap().to_string(), "2020-03-15T15:08:00Z");
}

#[test]
fn a_program_s_log_is_no_chat() {
    assert!(!looks_like("2024-01-02 10:30:00 - INFO: started\n2024-01-02 10:30:01 - ERROR: failed\n"));
    assert!(!looks_like("Dear Ann,\n\nthe meeting is on 3/6/18.\n"));
    assert!(!looks_like(""));
}

proptest! {
    #[test]
    fn anything_reads_the_same_twice_and_panics_never(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(read_as(&bytes, "x", "UTC"), read_as(&bytes, "x", "UTC"));
    }

    #[test]
    fn every_stamped_line_is_an_item(lines in proptest::collection::vec("(\\[?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}, [0-9]{1,2}:[0-9]{2}(]| -) )?\\PC{0,12}", 1..20)) {
        let text = lines.join("\n");
        let stamped = lines.iter().filter(|line| Stamp::read(line).is_some()).count();
        let found = read_as(text.as_bytes(), "x", "UTC");
        prop_assert!(found.len() >= stamped && found.len() <= stamped + 1);
        prop_assert!(stamped == 0 || found.iter().all(|item| !matches!(item, Found::Failed(_))));
    }
}
