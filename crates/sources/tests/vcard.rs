//! Cards as a whole: every one is counted, nothing is lost, and what is written is read back.

use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Draft, Found, PersonDraft, Value, ValueKind};
use goodturn_sources::vcard;
use proptest::prelude::*;

mod real;

fn found(bytes: &[u8]) -> Vec<Found> {
    let asked = real::asked("2026-11-01T00:00:00Z");
    let mut out = Vec::new();
    let file: Arc<str> = Arc::from("cards.vcf");
    let mut sink = |found: Found| {
        out.push(found);
        ControlFlow::Continue(())
    };
    let _ = vcard::read(bytes, &file, &asked, &mut sink);
    out
}

fn people(bytes: &[u8]) -> Vec<PersonDraft> {
    let person = |found| match found {
        Found::Draft(Draft::Person(person), _) => Some(person),
        _ => None,
    };
    found(bytes).into_iter().filter_map(person).collect()
}

fn items(bytes: &[u8]) -> usize {
    let item = |found: &&Found| matches!(found, Found::Draft(..) | Found::Skipped(..) | Found::Failed(_));
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
    assert!(matches!(all[1], Found::Skipped("a group; its members are tagged with it", _)));
    let Found::Draft(Draft::Person(ada), _) = &all[0] else { panic!("{all:?}") };
    assert!(ada.values.iter().any(|value| value.kind == ValueKind::Tag && value.text == "Choir"));
}

#[test]
fn a_line_without_a_colon_is_noticed_where_it_stands_and_kept() {
    let card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n folded\nDear Ada\nit rained\n\nNOTE:x\n:y\nEND:VCARD\n";
    let bytes = [b"BEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\n\r\n", &card[..]].concat();
    let told: Vec<String> = found(&bytes)
        .iter()
        .map(|found| match found {
            Found::Noticed(problem) => problem.place.to_string(),
            Found::Draft(_, place) => format!("card at {place}"),
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
