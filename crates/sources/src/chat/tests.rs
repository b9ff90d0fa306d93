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

fn read_as(text: &[u8], file: &str, zone: &str) -> Vec<Item> {
    let mut found = Vec::new();
    let done = read(text, &file.into(), &asked(zone), &mut |item: Item| {
        found.push(item);
        ControlFlow::Continue(())
    });
    assert!(done.is_continue());
    found
}

fn messages(text: &str, file: &str) -> Vec<InteractionDraft> {
    let only = |found| match found {
        Item::Draft(Draft::Interaction(it), _) => Some(it),
        _ => None,
    };
    read_as(text.as_bytes(), file, "UTC").into_iter().filter_map(only).collect()
}

fn times(text: &str, zone: &str) -> Vec<String> {
    read_as(text.as_bytes(), "chat.txt", zone)
        .iter()
        .map(|found| match found {
            Item::Draft(Draft::Interaction(it), _) => it.at.unwrap().to_string(),
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
    assert!(matches!(&found[0], Item::Skipped(OF_THE_APP, place) if place.to_string() == "chat.txt, line 1"));
    assert!(matches!(&found[2], Item::Skipped(OF_THE_APP, place) if place.to_string() == "chat.txt, line 6"));
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
    // The other never answered.
    for (file, sent) in [
        ("WhatsApp Chat with Bob Hill.txt", "me > Bob Hill out"),
        ("/x/WhatsApp Chat mit Bob Hill (2).txt", "me > Bob Hill out"),
        ("WhatsApp Chat - Bob Hill.zip!_chat.txt", "me > Bob Hill out"),
        ("Bob Hill ile WhatsApp Sohbeti.txt", "me > Bob Hill out"),
        ("WhatsApp Chat with +49 170 1234567.txt", "me > tel +49 170 1234567 out"),
        ("chat.txt", "Ann ?"),
    ] {
        assert_eq!(told("1/2/18, 10:00 - Ann: hi", file), [sent], "{file}");
    }
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
    assert!(matches!(&found[0], Item::Skipped(OF_THE_APP, _)));
    assert!(matches!(&found[3], Item::Skipped(OF_THE_APP, _)));
    let said = messages(text, "chat.txt");
    assert_eq!((said[0].parties[0].name.as_str(), said[0].text.as_str()), ("김 철수", "차 한 잔?\n케이크도"));
    assert_eq!(said[1].at.unwrap().to_string(), "2020-03-15T15:08:00Z");
}

#[test]
fn the_half_of_the_day_is_heard_in_every_language() {
    // What telephones write for five past three in the afternoon and ten past nine in the morning.
    let cases = [
        ("12.03.2024 3:05 ÖS - a: m", "12.03.2024 9:10 ÖÖ - a: m"),
        ("12.03.2024 ÖS 3:05 - a: m", "12.03.2024 ÖÖ 9:10 - a: m"),
        ("2024. 03. 12. du. 3:05 - a: m", "2024. 03. 12. de. 9:10 - a: m"),
        ("12.3.2024, 3:05 אחה״צ - a: m", "12.3.2024, 9:10 לפנה״צ - a: m"),
        ("12/03/2024, 3:05 CH - a: m", "12/03/2024, 9:10 SA - a: m"),
        ("۱۲/۳/۲۴،‏ ۳:۰۵ ب.ظ. - a: m", "۱۲/۳/۲۴،‏ ۹:۱۰ ق.ظ. - a: m"),
        ("۱۲/۳/۲۴، ۳:۰۵ بعدازظهر - a: m", "۱۲/۳/۲۴، ۹:۱۰ قبل‌ازظهر - a: m"),
        ("12/03/2024, 3:05 PTG - a: m", "12/03/2024, 9:10 PG - a: m"),
        ("১২/৩/২৪, ৩:০৫ PM - a: m", "১২/৩/২৪, ৯:১০ AM - a: m"),
        ("12.03.24 г., 3:05 сл.об. - a: m", "12.03.24 г., 9:10 пр.об. - a: m"),
        ("12. 3. 2024 3:05 odp. - a: m", "12. 3. 2024 9:10 dop. - a: m"),
        ("12. 3. 24, 3:05 pop. - a: m", "12. 3. 24, 9:10 dop. - a: m"),
        ("12/3/24, 3:05 μ.μ. - a: m", "12/3/24, 9:10 π.μ. - a: m"),
        ("12.3.2024 klo 3.05 ip. - a: m", "12.3.2024 klo 9.10 ap. - a: m"),
        ("2024-03-12 3:05 em - a: m", "2024-03-12 9:10 fm - a: m"),
        ("2024-03-12 3:05 popiet - a: m", "2024-03-12 9:10 priešpiet - a: m"),
        ("12.03.24 3:05 pēcpusdienā - a: m", "12.03.24 9:10 priekšpusdienā - a: m"),
        ("12.3.24, 3:05 попл. - a: m", "12.3.24, 9:10 претпл. - a: m"),
        ("12.3.24. 3:05 по подне - a: m", "12.3.24. 9:10 пре подне - a: m"),
        ("12.03.24, 3:05 пп - a: m", "12.03.24, 9:10 дп - a: m"),
        ("12.3.24, 3:05 e pasdites - a: m", "12.3.24, 9:10 e paradites - a: m"),
        ("12/3/24, 3:05 अपराह्न - a: m", "12/3/24, 9:10 पूर्वाह्न - a: m"),
        ("12/3/24, பிற்பகல் 3:05 - a: m", "12/3/24, முற்பகல் 9:10 - a: m"),
        ("12/3/67 3:05 หลังเที่ยง - a: m", "12/3/67 9:10 ก่อนเที่ยง - a: m"),
        ("12/3/2567 15:05 - a: m", "12/3/2567 09:10 - a: m"),
        ("2024/3/12 午後3:05 - a: m", "2024/3/12 午前9:10 - a: m"),
        ("24. 3. 12. 오후 3:05, a : m", "24. 3. 12. 오전 9:10, a : m"),
        ("[2024/3/12 下午3:05:00] a: m", "[2024/3/12 上午9:10:00] a: m"),
        ("12/03/24, 3:05 TK - a: m", "12/03/24, 9:10 TO - a: m"),
        ("12/3/24, 3:05 alasiri - a: m", "12/3/24, 9:10 asubuhi - a: m"),
        ("12/03/2024, 3:05 de la tarde - a: m", "12/03/2024, 9:10 de la mañana - a: m"),
        ("2024-03-12, 15 h 05 - a: m", "2024-03-12, 9 h 10 - a: m"),
        ("12.03.24, 15:05 ч. - a: m", "12.03.24, 9:10 ч. - a: m"),
        ("۱۴۰۲/۱۲/۲۲،‏ ۱۵:۰۵ - a: m", "۱۴۰۲/۱۲/۲۲،‏ ۹:۱۰ - a: m"),
    ];
    for (later, earlier) in cases {
        let text = format!("{earlier}\n{later}\n");
        assert!(looks_like(&text), "{text}");
        assert_eq!(times(&text, "UTC"), ["2024-03-12T09:10:00Z", "2024-03-12T15:05:00Z"], "{text}");
    }
    assert_eq!(
        times("2024/3/12 凌晨1:00 - a: m\n2024/3/12 中午12:30 - a: m\n2024/3/12 晚上11:00 - a: m", "UTC"),
        ["2024-03-12T01:00:00Z", "2024-03-12T12:30:00Z", "2024-03-12T23:00:00Z"]
    );
}

#[test]
fn a_word_nobody_knows_loses_no_message_and_is_said() {
    let text = "12/03/2024, 9:10 blurb - a: one\n12/03/2024, 1:30 flurb - b: two\n12/03/2024, 3:05 flurb - a: three\n\
                13/03/2024, 8:00 blurb - b: four\n";
    let found = read_as(text.as_bytes(), "chat.txt", "UTC");
    let noticed: Vec<_> = found
        .iter()
        .filter_map(|item| match item {
            Item::Noticed(problem) => Some(problem.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(noticed.len(), 2, "{found:?}");
    assert!(noticed[1].contains("“flurb”") && noticed[1].ends_with("afternoon"), "{noticed:?}");
    let at: Vec<_> = messages(text, "chat.txt").iter().map(|it| it.at.unwrap().to_string()).collect();
    assert_eq!(
        at,
        ["2024-03-12T09:10:00Z", "2024-03-12T13:30:00Z", "2024-03-12T15:05:00Z", "2024-03-13T08:00:00Z"]
    );
    // In a chat that counts to twenty-four, such a line is what somebody wrote.
    let prose = "12/03/2024, 19:10 - a: the plan\n12/03/2024, 9:10 breakfast - Ann: tea\n";
    assert_eq!(messages(prose, "chat.txt").len(), 1);
}

#[test]
fn the_file_s_name_tells_who_the_other_is_in_any_language() {
    for file in [
        "WhatsApp-chat med Deniz Yilmaz.txt",
        "Czat WhatsApp z Deniz Yilmaz.txt",
        "Deniz Yilmaz ile WhatsApp Sohbeti.txt",
        "Чат WhatsApp с контактом Deniz Yilmaz.txt",
        "与Deniz Yilmaz的 WhatsApp 聊天.txt",
        "Deniz YilmazとのWhatsAppチャット.txt",
        "محادثة WhatsApp مع Deniz Yilmaz.txt",
        "WhatsApp-keskustelu Deniz Yilmazin kanssa.txt",
        "Deniz Yilmaz님과의 WhatsApp 대화.txt",
        "Deniz Yilmaz के साथ WhatsApp चैट.txt",
        "Neznámý jazyk WhatsApp Deniz Yilmaz (3).txt",
        "WhatsApp Chat - Deniz Yilmaz.zip!_chat.txt",
        "/home/ann/WhatsApp Chat - Deniz Yilmaz/_chat.txt",
    ] {
        let text = "12/03/2024, 15:05 - Deniz Yilmaz: hi\n12/03/2024, 15:06 - Yilmaz: ho\n";
        let said = messages(text, file);
        assert_eq!(said[0].parties[0].address, Address::Name("Deniz Yilmaz".into()), "{file}");
        assert_eq!(said[1].parties[0].address, Address::Me, "{file}");
    }
    for file in ["WhatsApp Chat with Choir.txt", "Deniz Yilmaz.txt", "WhatsApp Chat with Yilmazer.txt"] {
        let text = "12/03/2024, 15:05 - Deniz: hi\n12/03/2024, 15:06 - Yilmaz: ho\n";
        assert!(messages(text, file)[0].parties.iter().all(|it| it.address != Address::Me), "{file}");
    }
    let nfd = "12/03/2024, 15:05 - Zoe\u{308}: hi\n12/03/2024, 15:06 - Ann: ho\n";
    assert_eq!(messages(nfd, "WhatsApp Chat with Zo\u{eb}.txt")[1].parties[0].address, Address::Me);
}

#[test]
fn what_the_app_writes_under_a_name_is_of_nobody() {
    let group = "[14.08.2024, 21:00:10] Gartenfreunde: \u{200e}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Nur Personen in diesem Chat können sie lesen.\n\
        [14.08.2024, 21:00:10] Boris: \u{200e}Boris hat die Gruppe „Gartenfreunde“ erstellt\n\
        [14.08.2024, 21:00:11] Gartenfreunde: \u{200e}Du bist jetzt Admin\n\
        [14.08.2024, 21:02:10] Boris: wer gießt?\n[14.08.2024, 21:03:10] Clara: ich\n\
        [14.08.2024, 21:03:20] Clara: \u{200e}Bild weggelassen\n[14.08.2024, 21:04:00] Dora: \u{200e}Dora hat die Gruppe verlassen\n";
    // The same in a language that the table has no word of.
    let unknown = "[14.08.2024, 21:00:10] Lambu: \u{200e}Zub zub zub zub zub zub zub zub zub zub zub zub zub zub zub zub zub zub.\n\
        [14.08.2024, 21:00:10] Boris: \u{200e}Boris zab lambu\n[14.08.2024, 21:00:11] Lambu: \u{200e}Zib zob\n\
        [14.08.2024, 21:02:10] Boris: wer?\n[14.08.2024, 21:03:10] Clara: ich\n\
        [14.08.2024, 21:03:20] Clara: \u{200e}pibu zabu\n[14.08.2024, 21:04:00] Dora: \u{200e}Dora zob\n";
    for text in [group, unknown] {
        let authors: Vec<_> =
            messages(text, "_chat.txt").iter().map(|it| it.parties[0].name.clone()).collect();
        assert_eq!(authors, ["Boris", "Clara", "Clara"], "{text}");
    }
    // Without the mark, which copying loses.
    let bare = group.replace('\u{200e}', "");
    assert!(messages(&bare, "_chat.txt").iter().all(|it| it.parties[0].name != "Dora"));
    // What people say stays, whatever it is about.
    let said = "12/03/2024, 15:05 - Ann: a\n12/03/2024, 15:05 - Ben: b\n12/03/2024, 15:05 - Ann: c\n\
        12/03/2024, 15:05 - Ann: Did you know that all our messages here are end-to-end encrypted, Ben?\n\
        12/03/2024, 15:06 - Ben: left already\n12/03/2024, 15:06 - Ben: Ann left\n";
    assert_eq!(messages(said, "c.txt").len(), 6);
    let sealed = "[14.08.2024, 21:00:10] Joana: \u{200e}Сообщения и звонки защищены сквозным шифрованием. Только участники этого чата могут читать их.\n\
        [14.08.2024, 21:02:10] Ann: oi\n";
    let said = messages(sealed, "_chat.txt");
    assert_eq!(said.len(), 1);
    let told: Vec<_> = said[0].parties.iter().map(|it| it.address.clone()).collect();
    assert_eq!(told, [Address::Me, Address::Name("Joana".into())]);
}

#[test]
fn a_chat_exported_again_with_its_pictures_says_nothing_twice() {
    let keys = |text: &str| messages(text, "c.txt").iter().map(|it| it.key).collect::<Vec<_>>();
    let without = keys(
        "12/03/2024, 15:05 - Ann: <Media omitted>\n12/03/2024, 15:06 - Ann: <Media omitted>\nthe hall\n",
    );
    let with = keys(
        "12/03/2024, 15:05 - Ann: IMG-20240312-WA0001.jpg (file attached)\n12/03/2024, 15:06 - Ann: VID-1.mp4 (file attached)\nthe hall\n",
    );
    assert_eq!(without, with);
    assert_eq!(
        keys("[12.03.24, 15:05:10] Ann: \u{200e}immagine omessa\n"),
        keys(
            "\u{200e}[12.03.24, 15:05:10] Ann: \u{200e}<allegato: 00000012-PHOTO-2024-03-12-15-05-10.jpg>\n"
        )
    );
}

#[test]
fn a_chat_exported_again_from_another_telephone_or_after_an_edit_says_nothing_twice() {
    let keys = |text: &str| messages(text, "chat.txt").iter().map(|it| it.key).collect::<Vec<_>>();
    let android = "12/03/2024, 15:05 - Ann: hello\n12/03/2024, 15:05 - Ann: ok\n12/03/2024, 15:05 - Ann: ok\n\
                   13/03/2024, 15:06 - Bob: yes\n";
    let apple = "[12.03.24, 15:05:10] Ann: hello \u{200e}<This message was edited>\n[12.03.24, 15:05:20] Ann: ok\n\
                 [12.03.24, 15:05:50] Ann: ok\n[13.03.24, 15:06:59] Bob: yes\n";
    assert_eq!(keys(android), keys(apple));
    let edited = android.replacen("hello", "hello <Diese Nachricht wurde bearbeitet.>", 1);
    assert_eq!(keys(android), keys(&edited));
    // What the same words at the same second were known by in books of before.
    let before = |author: &str, at: &str, told: &str| {
        xxh3_64(format!("chat\0{author}\0{at}\0{told}\00").as_bytes()).max(1)
    };
    let read = messages(apple, "chat.txt");
    assert_eq!(read[3].also, [before("Bob", "2024-03-13T15:06:59", "yes")]);
    let words = "hello \u{200e}<This message was edited>";
    assert_eq!(read[0].also, [before("Ann", "2024-03-12T15:05:10", words)]);
    assert!(messages(android, "chat.txt").iter().all(|it| it.also.is_empty()));
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
        // A month may be too short for a day.
        let ends = lines.iter().filter(|line| ["29", "30", "31"].iter().any(|day| line.contains(day))).count();
        let failed = found.iter().filter(|item| matches!(item, Item::Failed(_))).count();
        prop_assert!(stamped == 0 || failed <= ends);
    }
}

/// Whoever reads a chat of millions of names would wait for minutes, and get a book of nobody they know.
#[test]
fn the_first_thousands_who_write_in_a_chat_are_read_and_the_others_counted() {
    let all = goodturn_core::limits::WRITERS + 3;
    let text: String = (0..all).map(|n| format!("13/06/2018, 21:25 - Ann {n}: hi\n")).collect();
    let found = read_as(text.as_bytes(), "chat.txt", "UTC");
    let drafts = found.iter().filter(|found| matches!(found, Item::Draft(..))).count();
    let skipped = found.iter().filter(|found| matches!(found, Item::Skipped(..))).count();
    assert_eq!((drafts, skipped), (goodturn_core::limits::WRITERS, 3));
    assert!(ONE_TOO_MANY.replace(',', "").contains(&goodturn_core::limits::WRITERS.to_string()));
}

#[test]
fn the_ends_of_lines_change_nothing() {
    let text = "13/06/2018, 21:25 - Ann: hi\nand ho\n\nand off\n13/06/2018, 21:26 - Bob:\nlate\n";
    let keys = |text: &str| -> Vec<String> {
        read_as(text.as_bytes(), "chat.txt", "UTC").iter().map(|found| format!("{found:?}")).collect()
    };
    assert_eq!(keys(text), keys(&text.replace('\n', "\r\n")));
}
