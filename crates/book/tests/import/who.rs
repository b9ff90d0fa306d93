//! Who is who.

use serde_json::json;

use crate::world::{ME, World, message};

fn card(uid: &str, name: &str, more: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\n{more}\r\nEND:VCARD\r\n")
}

#[test]
fn a_name_alone_never_makes_two_one() {
    let world = World::new();
    let cards =
        card("a", "Pat Doe", "EMAIL:pat@one.example") + &card("b", "Pat Doe", "EMAIL:pat@two.example");
    let report = world.import(&[world.file("pats.vcf", &cards)]);
    assert_eq!(report.people, 2);
    assert_eq!(world.names("person"), ["Pat Doe", "Pat Doe"]);
}

#[test]
fn the_same_address_number_or_uid_is_the_same_person() {
    for (first, second) in [
        (card("a", "Pat", "EMAIL:pat@one.example"), card("b", "Patricia", "EMAIL:Pat@One.Example")),
        (card("a", "Pat", "TEL:+44 20 7946 0000"), card("b", "Patricia", "TEL:+442079460000")),
        (card("a", "Pat", "EMAIL:pat@one.example"), card("a", "Pat", "EMAIL:pat@two.example")),
    ] {
        let world = World::new();
        world.import(&[world.file("one.vcf", &first)]);
        let report = world.import(&[world.file("two.vcf", &second)]);
        assert_eq!((report.all.updated, report.people), (1, 0), "{second}");
        assert_eq!(world.kind("person").len(), 1, "{second}");
    }
}

#[test]
fn what_a_user_says_of_a_kind_outlives_an_import() {
    let world = World::new();
    let letter = |n| message(n, "noreply@firm.example", ME, "Auto-Submitted: auto-generated\n");
    world.import(&[world.file("one.mbox", &letter(1))]);
    let [robot] = world.kind("robot").try_into().unwrap();
    world.act("edit", json!({ "who": robot.id, "kind": "person" }));
    world.import(&[world.file("two.mbox", &(letter(1) + &letter(2)))]);
    let page = world.show(&robot.id);
    assert_eq!((page.kind, page.kind_why.as_str(), page.line.interactions), ("person", "by hand", 2));
    assert!(world.kind("robot").is_empty());
}

/// Old archives have many letters whose date nobody can read: they are not all of one day.
#[test]
fn letters_without_a_date_make_nobody_a_robot() {
    let world = World::new();
    let folder = world.folder.path().join("letters");
    std::fs::create_dir(&folder).unwrap();
    for n in 0..120 {
        let letter = format!(
            "From: Ada <ada@example.org>\nTo: {ME}\nMessage-ID: <n{n}@example.org>\nSubject: Letter {n}\n\nHello\n"
        );
        std::fs::write(folder.join(format!("{n}.eml")), letter).unwrap();
    }
    let report = world.import(&[folder]);
    assert_eq!(report.interactions, 120, "{report:?}");
    assert_eq!(world.names("person"), ["Ada"]);
}
