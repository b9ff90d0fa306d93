//! Cards as a whole: every one is counted, nothing is lost, and what is written is read back.

use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Draft, Item, PersonDraft, Value, ValueKind};
use goodturn_sources::vcard;
use proptest::prelude::*;

#[path = "vcard/oracle.rs"]
mod oracle;
mod real;

fn found(bytes: &[u8]) -> Vec<Item> {
    let asked = real::asked("2026-11-01T00:00:00Z");
    let mut out = Vec::new();
    let file: Arc<str> = Arc::from("cards.vcf");
    let mut sink = |found: Item| {
        out.push(found);
        ControlFlow::Continue(())
    };
    let _ = vcard::read(bytes, &file, &asked, &mut sink);
    out
}

fn people(bytes: &[u8]) -> Vec<PersonDraft> {
    let person = |found| match found {
        Item::Draft(Draft::Person(person), _) => Some(person),
        _ => None,
    };
    found(bytes).into_iter().filter_map(person).collect()
}

fn items(bytes: &[u8]) -> usize {
    let item = |found: &&Item| matches!(found, Item::Draft(..) | Item::Skipped(..) | Item::Failed(_));
    found(bytes).iter().filter(item).count()
}

fn sorted(values: &[Value]) -> Vec<String> {
    let mut out: Vec<String> = values.iter().map(|v| format!("{v:?}")).collect();
    out.sort();
    out
}

const ADA: &[u8] = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a1\r\nN:Miller;Ada;;;\r\nFN:Ada Miller\r\n\
item1.EMAIL;type=INTERNET:ada@mill.example\r\nitem1.X-ABLabel:Reading room\r\nTEL;TYPE=CELL:+44 1\r\n\
X-ODD;a=b:one;two\\,three\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBO\r\n Rw==\r\nCATEGORIES:choir,ely\r\nEND:VCARD\r\n";

#[test]
fn an_edit_changes_only_its_line() {
    let mut values = people(ADA)[0].values.clone();
    assert_eq!(vcard::write(Some(ADA), &values, None), ADA);
    for value in &mut values {
        if value.kind == ValueKind::Email {
            value.text = "ada@new.example".into();
        }
    }
    values.retain(|value| value.text != "choir");
    let written = vcard::write(Some(ADA), &values, None);
    let expected = String::from_utf8(ADA.to_vec()).unwrap();
    let expected = expected.replace("ada@mill.example", "ada@new.example").replace("choir,ely", "ely");
    assert_eq!(String::from_utf8(written).unwrap(), expected);
}

#[test]
fn members_are_tagged_with_a_group_that_comes_later() {
    let group = b"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Choir\nMEMBER:urn:uuid:A1\nEND:VCARD\n";
    let all = found(&[ADA, group].concat());
    assert!(matches!(all[1], Item::Skipped("a group; its members are tagged with it", _)));
    let Item::Draft(Draft::Person(ada), _) = &all[0] else { panic!("{all:?}") };
    assert!(ada.values.iter().any(|value| value.kind == ValueKind::Tag && value.text == "Choir"));
}

#[test]
fn a_line_without_a_colon_is_noticed_where_it_stands_and_kept() {
    let card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n folded\nDear Ada\nit rained\n\nNOTE:x\n:y\nEND:VCARD\n";
    let bytes = [b"BEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\n\r\n", &card[..]].concat();
    let told: Vec<String> = found(&bytes)
        .iter()
        .map(|found| match found {
            Item::Noticed(problem) => problem.place.to_string(),
            Item::Draft(_, place) => format!("card at {place}"),
            other => format!("{other:?}"),
        })
        .collect();
    let wanted =
        ["card at cards.vcf, line 1", "cards.vcf, line 9", "cards.vcf, line 13", "card at cards.vcf, line 5"];
    assert_eq!(told, wanted);
    assert_eq!(people(&bytes)[1].card.as_ref().unwrap().original, card);
}

#[test]
fn every_real_card_reads_and_comes_back() {
    let Some(folder) = real::data("vcard") else { return };
    for path in real::files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        for person in people(&bytes) {
            let original = person.card.unwrap().original;
            let wide = bytes.starts_with(b"\xff\xfe") || bytes.iter().take(2).any(|byte| *byte == 0);
            assert!(wide || bytes.windows(original.len()).any(|part| part == original), "{path:?}");
            let mut values = people(&original)[0].values.clone();
            assert_eq!(vcard::write(Some(&original), &values, None), original, "{path:?}");
            let fresh = vcard::write(None, &values, None);
            if values.iter().any(|value| value.kind == ValueKind::Name) {
                assert_eq!(sorted(&people(&fresh)[0].values), sorted(&values), "{path:?}");
            }
            values.push(Value {
                kind: ValueKind::Note,
                label: String::new(),
                text: "met at the mill".into(),
            });
            let edited = vcard::write(Some(&original), &values, None);
            assert_eq!(sorted(&people(&edited)[0].values), sorted(&values), "{path:?}");
            for line in original.split(|b| *b == b'\n').filter(|line| line.starts_with(b"X-")) {
                assert!(edited.split(|b| *b == b'\n').any(|other| other == line), "{path:?}");
            }
        }
    }
}

fn value() -> impl Strategy<Value = Value> {
    use ValueKind::*;
    let kinds = vec![Nickname, Email, Phone, Url, Handle, Title, Note, Related, Connected, Other];
    let label = prop_oneof![Just(String::new()), "[a-z]{3,8}", "[A-Z][a-z]{2,6} [a-zü,;]{2,5}"];
    (prop::sample::select(kinds), label, r#"[a-zA-Zü漢][a-z ,;\\"%^=ü漢]{0,90}[a-z]"#)
        .prop_map(|(kind, label, text)| Value { kind, label, text })
}

proptest! {
    #[test]
    fn any_bytes_read_the_same_twice(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(found(&bytes), found(&bytes));
    }

    #[test]
    fn any_lines_add_up(lines in prop::collection::vec(prop::sample::select(vec![
        "BEGIN:VCARD", "END:VCARD", "FN:Ada", "VERSION:2.1", "EMAIL;QUOTED-PRINTABLE:a=", " fold", "", "junk",
        "PHOTO;BASE64:AAAA", "BBBB", "NOTE;X=\"a:b", "KIND:group", "BDAY:--0415", "TEL;TYPE=:=C3",
    ]), 0..30)) {
        let text = lines.join("\n");
        let begins = lines.iter().filter(|line| **line == "BEGIN:VCARD").count();
        prop_assert_eq!(items(text.as_bytes()), begins);
        for person in people(text.as_bytes()) {
            let original = person.card.unwrap().original;
            for again in people(&original) {
                prop_assert_eq!(vcard::write(Some(&original), &again.values, None), original.clone());
            }
        }
    }

    #[test]
    fn what_is_written_is_read_back(values in prop::collection::vec(value(), 0..8)) {
        let mut all = vec![Value { kind: ValueKind::Name, label: String::new(), text: "Ada Miller".into() }];
        for value in values {
            if !all.iter().any(|known| known.kind == value.kind && known.text == value.text) {
                all.push(value);
            }
        }
        let written = vcard::write(None, &all, None);
        prop_assert_eq!(sorted(&people(&written)[0].values), sorted(&all));
    }
}

fn of(lines: &str, kind: ValueKind) -> Vec<String> {
    let card = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Example\nN:Example;Ann;;;\n{lines}\nEND:VCARD\n");
    let all = people(card.as_bytes());
    assert_eq!(all.len(), 1, "{lines}");
    // Whatever is read from it, an edit that changes nothing gives it back.
    assert_eq!(vcard::write(Some(card.as_bytes()), &all[0].values, None), card.as_bytes());
    all[0].values.iter().filter(|value| value.kind == kind).map(|value| value.text.clone()).collect()
}

#[test]
fn the_preferred_address_comes_first_however_a_card_says_so() {
    for lines in [
        "EMAIL;TYPE=home:old@x.example\nEMAIL;TYPE=work;PREF=1:new@x.example",
        "EMAIL;PREF=2:old@x.example\nEMAIL;PREF=1:new@x.example",
        "EMAIL;TYPE=INTERNET,HOME:old@x.example\nEMAIL;TYPE=INTERNET,pref:new@x.example",
        "EMAIL;HOME:old@x.example\nEMAIL;PREF;WORK:new@x.example",
        "EMAIL:old@x.example\nEMAIL:new@x.example\nEMAIL;TYPE=PREF:new@x.example",
    ] {
        assert_eq!(of(lines, ValueKind::Email), ["new@x.example", "old@x.example"], "{lines}");
    }
}

#[test]
fn what_android_writes_under_its_own_name_is_not_lost() {
    let lines = "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Annie;1;;;;;;;;;;;;;\n\
                 X-ANDROID-CUSTOM;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:vnd.android.cursor.item/relation;Mar=C3=ADa;14;;;;;;;;;;;;;\n\
                 X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Otto;0;godfather;;;;;;;;;;;;\n\
                 X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2010-06-05;1;;;;;;;;;;;;;\n\
                 X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;--03-04;3;;;;;;;;;;;;;";
    assert_eq!(of(lines, ValueKind::Nickname), ["Annie"]);
    assert_eq!(of(lines, ValueKind::Related), ["María", "Otto"]);
    assert_eq!(of(lines, ValueKind::Anniversary), ["2010-06-05"]);
    assert_eq!(of(lines, ValueKind::Birthday), ["--03-04"]);
    // One that is changed goes into a line that everybody reads, and the rest stays.
    let card = format!("BEGIN:VCARD\nVERSION:2.1\nFN:Ann\n{lines}\nEND:VCARD\n");
    let mut values = people(card.as_bytes())[0].values.clone();
    for value in values.iter_mut().filter(|value| value.kind == ValueKind::Nickname) {
        value.text = "Nan".into();
    }
    let back = people(&vcard::write(Some(card.as_bytes()), &values, None));
    assert_eq!(sorted(&back[0].values), sorted(&values));
}

#[test]
fn a_number_keeps_its_extension_as_one_dials_it() {
    for (line, number) in [
        ("TEL;VALUE=uri;TYPE=work:tel:+1-212-555-0123;ext=102", "+1-212-555-0123 ext. 102"),
        ("TEL;VALUE=uri:tel:555-0123;phone-context=+1-212-", "+1-212-555-0123"),
        ("TEL;VALUE=uri:tel:%2B44%201353", "+44 1353"),
        ("TEL:+44 1353 555000 x12", "+44 1353 555000 x12"),
    ] {
        assert_eq!(of(line, ValueKind::Phone), [number], "{line}");
    }
}

#[test]
fn quoted_letters_survive_lines_that_are_set_in_or_broken() {
    for name in [
        "=D0=9E=D0=BB=D0=\n =B5=D0=BD=D0=B0=20=D0=\n =9A=D0=BE",
        "=D0=9E=D0=BB=D0=\n\t=B5=D0=BD=D0=B0=20=D0=9A=D0=BE",
        "=D0=9E=D0=BB=D0=\n=B5=D0=BD=D0=B0=20=D0=9A=D0=BE",
        "=D0=9E=D0=BB=D0\n=B5=D0=BD=D0=B0=20=D0=9A=D0=BE",
    ] {
        let card = format!(
            "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name}\nTEL;CELL:+44 1353\nEND:VCARD\n"
        );
        let all = people(card.as_bytes());
        assert_eq!(
            all[0].values.iter().find(|v| v.kind == ValueKind::Name).map(|v| v.text.as_str()),
            Some("Олена Ко"),
            "{name}"
        );
        assert!(all[0].values.iter().any(|v| v.kind == ValueKind::Phone));
    }
    // A blank that is part of a text stays.
    let note = of("NOTE;ENCODING=QUOTED-PRINTABLE:caf=C3=A9=\n and more=\nover", ValueKind::Note);
    assert_eq!(note, ["café and moreover"]);
}

#[test]
fn cards_in_a_charset_that_nobody_named_are_read_and_those_that_name_one_stay() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:Иван Петров\nORG:Ручей\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Ольга Соколова\nEND:VCARD\n";
    let raw = windows_cyrillic(text);
    let all = people(&raw);
    let names: Vec<&str> = all
        .iter()
        .filter_map(|p| p.values.iter().find(|v| v.kind == ValueKind::Name))
        .map(|v| v.text.as_str())
        .collect();
    assert_eq!(names, ["Иван Петров", "Ольга Соколова"]);
    let said = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1:J\xf6rg M\xfcller\nEND:VCARD\n";
    let all = people(said);
    assert_eq!(all[0].card.as_ref().unwrap().original, said);
    assert_eq!(all[0].values[0].text, "Jörg Müller");
}

/// Cyrillic as Windows writes it.
fn windows_cyrillic(text: &str) -> Vec<u8> {
    let letter = |c: char| match c {
        'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap_or(b'?'),
        c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    };
    text.chars().map(letter).collect()
}
