//! Who is who.

use std::ops::ControlFlow;

use goodturn_book::import::Import;
use goodturn_book::people::list::People;
use goodturn_book::people::whole::{Audience, Written};
use goodturn_store::Location;
use goodturn_store::temporary::Server;
use serde_json::json;

use crate::world::{ME, World, ctx, message};

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

fn exported(world: &World, who: &str) -> String {
    let id = world.show(who).line.id;
    let Written::Whole(whole) = world.book.whole(&id, Audience::Me).unwrap() else { panic!("nothing") };
    let cards = whole.cards.iter();
    let bytes =
        cards.flat_map(|card| goodturn_sources::vcard::write(Some(&card.original), &card.values, None));
    String::from_utf8(bytes.collect()).unwrap()
}

/// Whoever made a list has each in it once: two entries of it are two people, however alike, and a question at most.
#[test]
fn two_entries_of_one_list_are_two_people() {
    let family = ["Paul", "Paula", "Anna", "Anne", "Hanna", "Christian", "Christina", "Maria", "Mario"];
    for shared in ["EMAIL:berg@x.example", "TEL:+44 20 7946 0000"] {
        let one = |at: usize, more: &str| card(&at.to_string(), &format!("{} Berg", family[at]), more);
        let cards: String = (0..9).map(|at| one(at, shared)).collect();
        let world = World::new();
        let report = world.import(&[world.file("all.vcf", &cards)]);
        assert_eq!((report.people, report.all.added), (9, 9), "{shared}");
        assert_eq!(exported(&world, "Paula Berg"), one(1, shared), "nothing leaves her card");
        let before = world.content();
        let again = world.import(&[world.file("again.vcf", &cards)]);
        assert_eq!((again.all.unchanged, again.people), (9, 0), "{shared}");
        assert_eq!(world.content(), before);
        // The same list later, the other way round and with somebody more of a name that is there.
        let later: String = [card("x", "Paul Berg", shared)]
            .into_iter()
            .chain((0..9).rev().map(|at| one(at, &format!("{shared}\r\nTITLE:Skipper"))))
            .collect();
        let report = world.import(&[world.file("later.vcf", &later)]);
        assert_eq!((report.all.updated, report.people), (9, 1), "{shared}");
        // One after another, from files of their own.
        let apart = World::new();
        for at in 0..9 {
            apart.import(&[apart.file(&format!("{at}.vcf"), &one(at, shared))]);
        }
        assert_eq!(apart.kind("person").len(), 9, "{shared}");
    }
    // Rows have no name of their own, and are entries all the same.
    let world = World::new();
    let rows = "Name,E-mail 1 - Value\nPaul Berg,berg@x.example\nPaula Berg,berg@x.example\n";
    let report = world.import(&[world.file("contacts.csv", rows)]);
    assert_eq!((report.people, report.all.added), (2, 2), "{report:?}");
    let names = ["Robert Hale Sr.", "Robert Hale Jr.", "Robert Hale III"];
    let hales: String = names
        .iter()
        .enumerate()
        .map(|(at, name)| card(&format!("h{at}"), name, "TEL:+441353555000"))
        .collect();
    assert_eq!(world.import(&[world.file("hales.vcf", &hales)]).people, 3);
    let after = world.import(&[world.file("dora.vcf", &card("d", "Dora", "EMAIL:dora@x.example"))]);
    assert!(after.duplicates > 0, "who looks alike is asked about");
}

/// A family writes from one mailbox, each under their own name; what others call that mailbox makes nobody.
#[test]
fn a_family_that_writes_from_one_mailbox_stays_one_each() {
    let from = |n, name: &str| message(n, &format!("{name} <berg@x.example>"), ME, "");
    let letters =
        from(1, "Paul Berg") + &from(2, "Paula Berg") + &from(3, "Berg, Paula") + &from(4, "Paul Berg");
    let others = message(5, "Ben Sample <ben@x.example>", ME, "Cc: Pavla Bergg <berg@x.example>\n");
    for archive in [format!("{letters}{others}"), format!("{others}{letters}")] {
        let world = World::new();
        world.import(&[world.file("all.mbox", &archive)]);
        assert_eq!(world.names("person"), ["Ben Sample", "Paul Berg", "Paula Berg"]);
        assert_eq!(world.show("Paula Berg").line.interactions, 2);
    }
}

/// The same mailbox under another name is taken to be the same person where the names may be one's, and that is a
/// merge: it is said, it can be taken apart, and it goes with the import.
#[test]
fn whom_an_import_takes_to_be_one_can_be_taken_apart() {
    for server in [None, Some(Server::start().unwrap())] {
        let world = match &server {
            None => World::new(),
            Some(server) => World::on(Location::Server(server.database().unwrap())),
        };
        let first = card("a", "Bill Hale", "EMAIL:hale@x.example\r\nTITLE:Joiner");
        let second = card("b", "William Hale", "EMAIL:hale@x.example\r\nTEL:+442079460000");
        world.import(&[world.file("one.vcf", &first)]);
        let before = world.dump();
        let file = world.file("two.vcf", &second);
        let report = world.import(std::slice::from_ref(&file));
        assert_eq!((report.all.updated, report.people), (1, 0), "{report:?}");
        assert_eq!(
            report.merged,
            ["taken to be one: William Hale and Bill Hale, who both have hale@x.example"]
        );
        assert_eq!(world.kind("person").len(), 1);
        assert_eq!(exported(&world, "hale@x.example"), format!("{first}{second}"), "each card as it came");
        let again = world.import(&[world.file("again.vcf", &second)]);
        assert_eq!((again.all.unchanged, again.people), (1, 0));
        let seq = report.seq.unwrap();
        world.undo(seq);
        let sources = |(table, _): &(&'static str, Vec<goodturn_store::cell::Cell>)| *table != "source";
        let now: Vec<_> = world.dump().into_iter().filter(sources).collect();
        assert_eq!(now, before.into_iter().filter(sources).collect::<Vec<_>>(), "the import goes as a whole");

        world.import(&[world.file("three.vcf", &second)]);
        assert_eq!(world.kind("person").len(), 1);
        world.act("split", json!({ "who": "hale@x.example", "rest": true }));
        assert_eq!(world.names("person"), ["Bill Hale", "William Hale"]);
        assert_eq!(exported(&world, "William Hale"), second);
        assert_eq!(exported(&world, "Bill Hale"), first);
        let again = world.import(&[world.file("four.vcf", &second)]);
        assert_eq!((again.all.unchanged, again.merged.len()), (1, 0));
    }
}

/// Two cards of one name and one mailbox from two programs are one person's, and both come out as they came.
#[test]
fn nothing_leaves_a_card_that_joined_somebody_of_the_same_name() {
    let world = World::new();
    let first = card("a", "Ann Example", "EMAIL:ann@x.example\r\nTEL:+442079460000");
    let second = card("b", "Ann Example", "EMAIL:ann@x.example\r\nTITLE:Joiner");
    world.import(&[world.file("one.vcf", &first)]);
    world.import(&[world.file("two.vcf", &second)]);
    assert_eq!(world.names("person"), ["Ann Example"]);
    assert_eq!(exported(&world, "Ann Example"), format!("{first}{second}"));
    // What one card no longer says stays where the other says it.
    world.import(&[world.file("three.vcf", &card("a", "Ann Example", "TEL:+442079460000"))]);
    assert_eq!(world.show("Ann Example").line.emails, ["ann@x.example"]);
}

/// Another's misspelling names nobody who says their own name, whatever was read first.
#[test]
fn the_best_word_on_a_name_counts_whatever_comes_first() {
    let own = message(1, "Ann Example <ann@hill.example>", ME, "");
    let others = message(2, "Ben Sample <ben@hill.example>", ME, "Cc: Anne Exampel <ann@hill.example>\n");
    let table = "Name,E-mail 1 - Value\nA. Example,ann@hill.example\n";
    let all = [("own.mbox", own.as_str()), ("others.mbox", &others), ("contacts.csv", table)];
    for order in [[0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 1, 0], [2, 0, 1], [0, 2, 1]] {
        let world = World::new();
        for at in order {
            world.import(&[world.file(all[at].0, all[at].1)]);
        }
        assert_eq!(world.names("person"), ["Ann Example", "Ben Sample"], "{order:?}");
        world.import(&[world.file("card.vcf", &card("a", "Annie Example", "EMAIL:ann@hill.example"))]);
        assert_eq!(world.names("person"), ["Annie Example", "Ben Sample"], "{order:?}");
        world.act("edit", json!({ "who": "ann@hill.example", "name": "Ann-Marie" }));
        world.import(&[world.file("later.vcf", &card("a", "Annie M. Example", "EMAIL:ann@hill.example"))]);
        assert_eq!(world.names("person"), ["Ann-Marie", "Ben Sample"], "what the user chose stays");
    }
}

/// A firm's entry is nobody's, and who works there is not the firm.
#[test]
fn an_entry_that_names_a_firm_alone_is_an_organisation() {
    let world = World::new();
    let firm = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:f\r\nN:;;;;\r\nORG:Brook Ltd\r\nTEL:+441353555000\r\nEND:VCARD\r\n";
    let ann = card("a", "Ann Example", "ORG:Brook Ltd\r\nTEL:+441353555000");
    world.import(&[world.file("firm.vcf", firm)]);
    world.import(&[world.file("ann.vcf", &ann)]);
    assert_eq!(
        (world.names("organisation"), world.names("person")),
        (vec!["Brook Ltd".into()], vec!["Ann Example".into()])
    );
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
        world.import(&[world.file("weber.vcf", &card("a", "Anna Weber", channel))]);
        world.import(&[world.file("schmidt.vcf", &card("b", "Anna Schmidt", channel))]);
        assert_eq!(world.kind("person").len(), people, "{channel}");
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
    assert!(report.merged.is_empty() && report.duplicates < 20, "{} pairs", report.duplicates);
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

/// What two programs, or one, give one UID to may be two people: nobody is replaced by another.
#[test]
fn nobody_is_overwritten_by_somebody_else_with_their_uid() {
    let world = World::new();
    world.import(&[world.file(
        "one.vcf",
        &(card("1", "Paul Berg", "EMAIL:p@x.example\r\nNOTE:old friend")
            + &card("2", "Ann Lee", "EMAIL:a@x.example")),
    )]);
    let other = card("1", "Kate Stone", "EMAIL:k@y.example") + &card("2", "Tom Fox", "EMAIL:t@y.example");
    let report = world.import(&[world.file("other.vcf", &other)]);
    assert_eq!((report.all.added, report.people), (2, 2), "{report:?}");
    assert_eq!(world.names("person"), ["Ann Lee", "Kate Stone", "Paul Berg", "Tom Fox"]);
    assert_eq!(exported(&world, "Paul Berg"), card("1", "Paul Berg", "EMAIL:p@x.example\r\nNOTE:old friend"));
    // Each list is known again, and a card that was changed is followed.
    let before = world.content();
    assert_eq!(world.import(&[world.file("again.vcf", &other)]).all.unchanged, 2);
    assert_eq!(world.content(), before);
    let renamed = card("1", "Kate Wood", "EMAIL:k@y.example");
    let report = world.import(&[world.file("new.vcf", &renamed)]);
    assert_eq!((report.all.updated, report.people), (1, 0), "{report:?}");
    assert!(world.names("person").contains(&"Kate Wood".to_owned()));
    // Twice in one file.
    let world = World::new();
    let twice = card("1", "Paul Berg", "EMAIL:b@x.example") + &card("1", "Paula Berg", "EMAIL:b@x.example");
    assert_eq!(world.import(&[world.file("twice.vcf", &twice)]).people, 2);
}

/// An entry that could be either of two joins neither, and what is poorly called lets nobody through.
#[test]
fn a_card_between_two_people_makes_them_no_one() {
    for between in ["P. Berg", "Berg", "Paul und Paula Berg"] {
        let world = World::new();
        for (name, who) in [("0", between), ("1", "Paul Berg"), ("2", "Paula Berg")] {
            world.import(&[world.file(&format!("{name}.vcf"), &card(name, who, "EMAIL:b@x.example"))]);
        }
        let names = world.names("person");
        assert!(
            names.contains(&"Paul Berg".to_owned()) && names.contains(&"Paula Berg".to_owned()),
            "{names:?}"
        );
    }
    let world = World::new();
    let two =
        card("1", "Alexander Roth", "EMAIL:r@x.example") + &card("2", "Alexandra Roth", "EMAIL:r@x.example");
    world.import(&[world.file("two.vcf", &two)]);
    world.import(&[world.file("alex.vcf", &card("9", "Alex Roth", "EMAIL:r@x.example"))]);
    assert_eq!(world.names("person"), ["Alex Roth", "Alexander Roth", "Alexandra Roth"]);
    for rows in [
        "Title,First Name,Last Name,Email\nMr,,Roy,r@x.example\nMrs,,Roy,r@x.example\n",
        "First Name,Last Name,Email,Phone\nJohn,Berg,b@x.example,+4311111111\nJohn,Berg,b@x.example,+4312222222\n",
    ] {
        let world = World::new();
        assert_eq!(world.import(&[world.file("people.csv", rows)]).people, 2, "{rows}");
    }
}

/// However many lists number their entries alike, each is read again as it was; and so is a card whose owner was taken to
/// be one with another, or is called otherwise since.
#[test]
fn lists_that_number_their_entries_alike_are_known_again() {
    let given = "Ada Ben Cleo Dora Emil Fritz Greta Hugo Ines Jonas Karin Lukas Marta Nils Olga Peter Quentin Rosa Simon \
                 Thea Ulrich Vera Walter Xaver Yvonne Zoe Bruno Clara Dieter Erika";
    let world = World::new();
    let mut all = Vec::new();
    for (number, given) in given.split_whitespace().enumerate() {
        let text = card("1", &format!("{given} Berg"), &format!("NOTE:{number}"));
        all.push(world.file(&format!("{number}.vcf"), &text));
    }
    assert_eq!(world.import(&all).people, 30);
    let names =
        |name: &str, given: &str| format!("N:Brook;{given};;;\r\nEMAIL:brook@x.example\r\nNOTE:{name}");
    for (number, given) in ["Ada", "Aoak"].iter().enumerate() {
        let text = card("2", "Ada Brook", &names(&number.to_string(), given));
        all.push(world.file(&format!("brook{number}.vcf"), &text));
    }
    world.import(&all[30..]);
    let before = world.content();
    let ask = Import { paths: all, me: vec![ME.into()], texts: true, ..Import::default() };
    let again = world.book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!((again.people, again.all.added), (0, 0), "{:?}", again.all);
    assert_eq!(world.content(), before);
    let world = World::new();
    let named =
        |(number, name)| world.file(&format!("{number}.vcf"), &card("1", name, "EMAIL:a@roth.example"));
    let paths: Vec<_> =
        ["Alexander Roth", "Alex Roth", "Alexandra Roth"].into_iter().enumerate().map(named).collect();
    assert_eq!(world.import(&paths).people, 1);
    let ask = Import { paths, me: vec![ME.into()], texts: true, ..Import::default() };
    let again = world.book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(again.people, 0, "{:?}", again.all);
}

/// A landline is a household's: Jr. is not his father by it, nor are husband and wife one.
#[test]
fn a_landline_alone_joins_nobody_who_is_called_otherwise_and_has_a_mailbox_of_their_own() {
    for (one, other) in [
        ("Robert Hale", "Robert Hale Jr."),
        ("João Silva", "João Silva Filho"),
        ("Anna Roux", "Annika Roux"),
        ("Marie Roux", "Anne-Marie Roux"),
        ("Bob Hale", "Robert Hale"),
        ("Kovács Péter", "Kovács Péterné"),
    ] {
        let world = World::new();
        let with =
            |n: &str, name: &str| card(n, name, &format!("EMAIL:{n}@x.example\r\nTEL:+49 221 1234567"));
        world.import(&[world.file("a.vcf", &with("a", one))]);
        world.import(&[world.file("b.vcf", &with("b", other))]);
        assert_eq!(world.names("person").len(), 2, "{one} {other}");
    }
    let world = World::new();
    let with = |n: &str, more: &str| card(n, "Robert Hale", &format!("TEL:+49 221 1234567{more}"));
    world.import(&[world.file("a.vcf", &with("a", "\r\nEMAIL:a@x.example"))]);
    world.import(&[world.file("b.vcf", &with("b", ""))]);
    assert_eq!(world.names("person"), ["Robert Hale"]);
}

/// A number is found however it was written down and however it is typed.
#[test]
fn whoever_has_a_number_is_found_by_it_in_any_spelling() {
    let world = World::new();
    world.act("set", json!({ "region": "GB" }));
    let all = card("a", "Frank Hill", "TEL:+44 7700 900123") + &card("b", "Gita Moor", "TEL:020 7946 0958");
    world.import(&[world.file("a.vcf", &all)]);
    for (typed, name) in [
        ("07700 900123", "Frank Hill"),
        ("07700900123", "Frank Hill"),
        ("00447700900123", "Frank Hill"),
        ("+44 (0)7700-900123", "Frank Hill"),
        ("+442079460958", "Gita Moor"),
        ("44 20 7946 0958", "Gita Moor"),
    ] {
        let ask = People { query: Some(typed.into()), ..People::default() };
        let found: Vec<String> =
            world.book.people(&ask, &ctx()).unwrap().into_iter().map(|line| line.name).collect();
        assert_eq!(found, [name], "{typed}");
        assert_eq!(world.show(typed).line.name, name);
    }
}
