//! What one side is told of the other, whatever the book knows of them.

use proptest::prelude::*;

use super::*;
use crate::introduction::{State, Turn};
use crate::sieve::Agreed;

fn value(kind: ValueKind, text: &str) -> Value {
    Value { kind, label: String::new(), text: text.to_owned() }
}

fn ben() -> Vec<Value> {
    vec![
        value(ValueKind::Name, "Ben Carver"),
        value(ValueKind::Email, "ben@carver.example"),
        value(ValueKind::Phone, "+44 20 7946 0102"),
        value(ValueKind::Organisation, "Carver Tables"),
        value(ValueKind::Title, "Joiner"),
        value(ValueKind::Birthday, "1980-03-10"),
        value(ValueKind::Address, "1 Mill Lane\nLeeds\n\nLS1 1AA\nUK"),
        value(ValueKind::Note, "drinks tea"),
    ]
}

fn kept(text: &str, values: &[Value], agreed: Agreed) -> Words {
    Words::kept(text, &Secrets::of(values, agreed)).unwrap_or_default()
}

#[test]
fn before_a_yes_the_first_reads_only_of_their_own_need() {
    let need = kept("an oak table.", &ben(), Agreed::NotYet);
    let letter = ask_first(&Reader { greeting: "Ada" }, &Words::default(), &need);
    assert!(letter.body.contains("looking for: an oak table. They"), "{}", letter.body);
    assert_eq!(Secrets::of(&ben(), Agreed::NotYet).in_text(&letter.body), None);
    // A need that names the other is not said back to its owner.
    assert_eq!(kept("a table like Ben's", &ben(), Agreed::NotYet), Words::default());
}

#[test]
fn the_second_reads_what_the_first_wrote_to_be_passed_on() {
    let Some(yes) = State::FirstYes.yes(Turn::First) else { panic!("the first said yes") };
    let open = Open::of("Joiner", &ben(), yes);
    let said = kept("I make tables.\nLet us talk.", &ben(), Agreed::Yes);
    let told = Disclosure { open: &open, need: kept("a saw", &ben(), Agreed::Yes), said };
    let letter = ask_second(&Reader { greeting: "Ada" }, &told, &Words::default(), &Words::default());
    for part in
        ["Ben Carver (Joiner, Carver Tables)", "> I make tables.\n> Let us talk.", "looking for: a saw."]
    {
        assert!(letter.body.contains(part), "{part} in {}", letter.body);
    }
}

#[test]
fn own_words_are_kept_back_where_they_give_somebody_away() {
    let secrets = Secrets::of(&ben(), Agreed::NotYet);
    let kept = |text| Words::kept(text, &secrets);
    assert_eq!(kept("both love oak"), Ok(Words("both love oak".into())));
    assert_eq!(kept("BEN makes them"), Err("name"));
    assert_eq!(kept("write to ben@carver.example"), Err("name"));
    assert_eq!(kept("call 020 7946-0102"), Err("phone"));
    assert_eq!(kept("lives in Leeds"), Err("address"));
    assert_eq!(kept("who drinks tea"), Err("note"));
    assert_eq!(
        Words::kept("Ben makes them", &Secrets::of(&ben(), Agreed::Yes)),
        Ok(Words("Ben makes them".into()))
    );
    assert_eq!(Words::kept("ben@carver.example", &Secrets::of(&ben(), Agreed::Yes)), Err("email"));
}

#[test]
fn a_link_is_written_as_the_standard_says() {
    let letter = Letter { subject: "Zoë & you?".into(), body: "Hello,\n50% off + more".into() };
    assert_eq!(
        letter.mailto(&["a+b@x.example", "\"odd one\"@y.example"]),
        "mailto:a%2Bb@x.example,%22odd%20one%22@y.example?subject=Zo%C3%AB%20%26%20you%3F&\
         body=Hello%2C%0D%0A50%25%20off%20%2B%20more"
    );
}

#[test]
fn no_mail_goes_to_a_stranger_whom_a_card_hid_in_an_address() {
    for (address, link) in [
        ("kay@k.example?bcc=spy@evil.example", "mailto:kay@k.example%3Fbcc%3Dspy@evil.example"),
        ("kay@k.example&cc=spy@evil.example", "mailto:kay@k.example%26cc%3Dspy@evil.example"),
        ("kay@k.example,spy@evil.example", "mailto:kay@k.example%2Cspy@evil.example"),
        ("kay@k.example\r\nBcc: spy@evil.example", "mailto:kay@k.example%0D%0ABcc%3A%20spy@evil.example"),
        ("javascript:alert(1)", "mailto:javascript%3Aalert%281%29"),
        ("kay@k.example", "mailto:kay@k.example"),
    ] {
        assert_eq!(mailbox(address), link);
    }
}

#[test]
fn a_telephone_is_told_a_number_and_no_orders() {
    for (number, link) in [
        ("+43 (1) 234-56", "tel:+43123456"),
        ("tel:+43 1 23456;phone-context=evil.example", "tel:+43123456"),
        ("020 7946 0103 ext. 55", "tel:02079460103"),
        ("555 0101#31,99", "tel:5550101"),
        ("javascript:alert", "tel:"),
    ] {
        assert_eq!(telephone(number), link);
    }
}

/// Values with text that stands in no text of ours.
fn values() -> impl Strategy<Value = Vec<Value>> {
    let text = |kind: ValueKind| match kind {
        ValueKind::Phone => "\\+49 [0-9]{3} [0-9]{6,8}".boxed(),
        ValueKind::Email => "zq[a-z0-9]{3,8}@xw[a-z]{3,8}\\.example".boxed(),
        ValueKind::Birthday => "19[0-9]{2}-0[1-9]-1[0-9]".boxed(),
        ValueKind::Address => "zx[a-z]{3,9} [0-9]{2}\nxz[a-z]{3,9}\n\n[0-9]{5}\nqz[a-z]{3,6}".boxed(),
        _ => "(Zq|zx|XW)[a-zà-ü]{2,9}( q[a-z]{3,9}x)?".boxed(),
    };
    let one = proptest::sample::select(&ValueKind::ALL[..])
        .prop_flat_map(move |kind| text(kind).prop_map(move |text| value(kind, &text)));
    proptest::collection::vec(one, 1..12)
}

proptest! {
    #[test]
    fn no_text_for_one_holds_a_value_of_the_other_before_their_yes(
        values in values(), at in any::<prop::sample::Index>(), used in any::<prop::sample::Index>(),
    ) {
        // The user's words and the reader's need are as bad as they can be: they hold one of the values.
        let secrets = Secrets::of(&values, Agreed::NotYet);
        let said = format!("You should meet, {} and all", used.get(&values).text.to_uppercase());
        let words = kept(&said, &values, Agreed::NotYet);
        let need = kept(&format!("somebody like {}", at.get(&values).text), &values, Agreed::NotYet);
        let letter = ask_first(&Reader { greeting: "Ada" }, &words, &need);
        let text = format!("{} {}", letter.subject, letter.body).to_lowercase();
        for value in &values {
            // What the user says of them in their own words, a title or a tag, is theirs to say.
            if matches!(value.kind, ValueKind::Title | ValueKind::Tag) {
                continue;
            }
            for line in value.text.lines().filter(|line| !line.is_empty()) {
                prop_assert!(!text.contains(&line.to_lowercase()), "{line:?} of {value:?} stands in {text}");
            }
        }
        // Our own words may be somebody's by chance: may, march, an.
        prop_assert_eq!(secrets.in_text(&words.0).or(secrets.in_text(&need.0)), None);
    }

    #[test]
    fn a_second_text_holds_the_first_ones_name_and_nothing_to_reach_them_by(values in values()) {
        let Some(yes) = State::FirstYes.yes(Turn::First) else { return Err(TestCaseError::fail("no yes")) };
        let told = Disclosure { open: &Open::of("", &values, yes), need: Words::default(), said: Words::default() };
        let letter = ask_second(&Reader { greeting: "Ben" }, &told, &Words::default(), &Words::default());
        for value in values.iter().filter(|value| matches!(value.kind,
            ValueKind::Email | ValueKind::Phone | ValueKind::Url | ValueKind::Birthday | ValueKind::Address
        )) {
            prop_assert!(!letter.body.contains(&value.text), "{value:?} stands in {}", letter.body);
        }
    }

    #[test]
    fn a_link_holds_only_what_a_link_may_and_says_it_all(subject in ".{0,40}", body in "(.|\n){0,80}") {
        let link = Letter { subject: subject.clone(), body: body.clone() }.mailto(&["a@b.example"]);
        prop_assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%@:?=&,".contains(&b)), "{link}");
        let rest = link.split_once("?subject=").unwrap().1;
        let (said, text) = rest.split_once("&body=").unwrap();
        let decoded = |text: &str| {
            let mut bytes = Vec::new();
            let mut left = text.bytes();
            while let Some(b) = left.next() {
                if b == b'%' {
                    let hex: Vec<u8> = left.by_ref().take(2).collect();
                    bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
                } else {
                    bytes.push(b);
                }
            }
            String::from_utf8(bytes).unwrap()
        };
        prop_assert_eq!(decoded(said), subject);
        prop_assert_eq!(decoded(text).replace("\r\n", "\n"), body.replace("\r\n", "\n"));
    }
}
