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

/// A family with one mailbox and one number is several people, whether they come together or one after another, and
/// reading them again finds each of them.
#[test]
fn a_shared_mailbox_or_number_glues_nobody_together() {
    for shared in ["EMAIL:home@kowalski.example", "TEL:+44 20 7946 0000"] {
        let family = [
            card("a", "Wanda Kowalska", shared),
            card("b", "Jan Kowalski", shared),
            card("c", "Ola Kowalska", &format!("{shared}\r\nBDAY:2001-02-03")),
            card("d", "Ola Kowalska", &format!("{shared}\r\nBDAY:1944-07-30")),
        ];
        let together = World::new();
        let report = together.import(&[together.file("all.vcf", &family.concat())]);
        assert_eq!(report.people, 4, "{shared}");
        let apart = World::new();
        for (at, card) in family.iter().enumerate() {
            apart.import(&[apart.file(&format!("{at}.vcf"), card)]);
        }
        assert_eq!(apart.kind("person").len(), 4, "{shared}");
        for world in [together, apart] {
            let again = world.import(&[world.file("again.vcf", &family.concat())]);
            assert_eq!((again.all.unchanged, again.people), (4, 0), "{shared}");
            // From another program, under other UIDs and with what only that one knows.
            let elsewhere = [card("x", "Kowalski, Jan", &format!("{shared}\r\nTITLE:Skipper"))];
            let report = world.import(&[world.file("elsewhere.vcf", &elsewhere.concat())]);
            assert_eq!((report.all.updated, report.people), (1, 0), "{shared}");
            let jan = world.kind("person").into_iter().find(|line| line.name == "Jan Kowalski").unwrap();
            assert_eq!(jan.title, "Skipper", "{shared}");
            // Mail is from the one whose name stands on it.
            let letter = message(1, "Jan Kowalski <home@kowalski.example>", ME, "");
            if shared.starts_with("EMAIL") {
                world.import(&[world.file("one.mbox", &letter)]);
                let jan = world.kind("person").into_iter().find(|line| line.name == "Jan Kowalski").unwrap();
                assert!(jan.last_interaction.is_some());
            }
        }
    }
}

/// A firm's number is on everybody's card there; a mailbox is kept when one marries.
#[test]
fn the_same_given_name_and_number_are_not_one_person_and_a_mailbox_is() {
    for (channel, people) in [("TEL:+44 20 7946 0000", 2), ("EMAIL:anna@home.example", 1)] {
        let world = World::new();
        let cards = card("a", "Anna Weber", channel) + &card("b", "Anna Schmidt", channel);
        let report = world.import(&[world.file("annas.vcf", &cards)]);
        assert_eq!(report.people, people, "{channel}");
    }
}

#[test]
fn four_thousand_cards_with_one_address_are_four_thousand_people() {
    let world = World::new();
    let letters = |mut n: u32| {
        let mut out = String::new();
        for _ in 0..3 {
            out.push(char::from(b"bdfgklmnprst"[(n % 12) as usize]));
            out.push(char::from(b"aeiou"[(n / 12 % 5) as usize]));
            n /= 60;
        }
        out
    };
    let cards: String = (0..4_000_u32)
        .map(|n| {
            let name = format!("{} {}", letters(n.wrapping_mul(7_919)), letters(n.wrapping_mul(104_729)));
            card(&n.to_string(), &name, "EMAIL:class@school.example")
        })
        .collect();
    let file = world.file("class.vcf", &cards);
    let report = world.import(std::slice::from_ref(&file));
    assert!(report.people > 3_990, "{} people", report.people);
    let again = world.import(&[file]);
    assert_eq!((again.all.unchanged, again.people), (4_000, 0));
    let mut after = report.clone();
    world.book.after_import(&mut after, &crate::world::ctx());
    assert!(after.merged.is_empty() && after.duplicates < 20, "{} pairs", after.duplicates);
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

/// Goodturn's own tables, each with a row about somebody.
fn tables(world: &World, who: &str) -> Vec<std::path::PathBuf> {
    vec![
        world.file(
            "interactions.csv",
            &format!("when,who,kind,direction,text\n2024-03-01,{who},call,out,x\n2024-03-02,{who},message,in,y\n2024-03-03,{who},meeting,both,z\n"),
        ),
        world.file("needs.csv", &format!("who,need,until\n{who},an office,\n")),
        world.file("offers.csv", &format!("who,offer,until\n{who},good advice,\n")),
        world.file("ties.csv", &format!("a,b,strength,since,evidence\n{who},bob@example.org,50,2020,school\n")),
        world.file("turns.csv", &format!("who,direction,kind,weight,value,on,what\n{who},gave,referral,small,,2024-03-04,a lead\n")),
    ]
}

#[test]
fn a_table_means_whoever_the_book_calls_so() {
    for by_id in [false, true] {
        let world = World::new();
        // Nobody knows an address of hers.
        world.act("add", json!({ "name": "Ada Lovelace" }));
        world.act("add", json!({ "name": "Bob", "email": ["bob@example.org"] }));
        let who = if by_id { world.show("Ada").line.id } else { "ada lovelace".into() };
        let report = world.import(&tables(&world, &who));
        assert_eq!((report.all.added, report.people), (7, 0), "{report:?}");
        assert_eq!(world.names("person"), ["Ada Lovelace", "Bob"]);
        assert_eq!(world.show("Ada").line.interactions, 3);
    }
}

/// The names of the files say which is read first: the tables come before who is in them.
#[test]
fn a_table_means_whoever_a_later_file_of_the_same_import_brings() {
    let world = World::new();
    let mut paths = tables(&world, "Ada Lovelace");
    paths.push(world.file("cards.vcf", &card("b", "Bob", "EMAIL:bob@example.org")));
    paths.push(world.file("who.csv", "name,email\nAda Lovelace,ada@example.org\n"));
    let report = world.import(&paths);
    assert_eq!((report.all.added, report.people), (9, 2), "{report:?}");
    assert_eq!(world.names("person"), ["Ada Lovelace", "Bob"]);
    let again = world.import(&[world.file("again.csv", "who,need,until\nAda Lovelace,an office,\n")]);
    assert_eq!((again.all.added, again.people), (0, 0), "{again:?}");
}

#[test]
fn a_table_that_could_mean_two_says_so() {
    let world = World::new();
    let cards = card("a", "Pat", "EMAIL:pat@one.example") + &card("b", "Pat", "EMAIL:pat@two.example");
    let mut paths = tables(&world, "Pat");
    paths.push(world.file("pats.vcf", &cards));
    let report = world.import(&paths);
    assert_eq!(report.all.failures(), 7, "{report:?}");
    assert!(report.all.failed[0].reason.contains("2 people are called Pat"), "{:?}", report.all.failed[0]);
    assert_eq!(world.names("person"), ["Pat", "Pat"]);
}
