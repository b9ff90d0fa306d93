//! One person, one card: duplicates, merge, split, distinct.

use crate::world::Home;

const PEOPLE: &str = "\
name,email,phone,birthday,street,city,organisation,title
Ada Lovelace,ada@example.org,,1815-12-10,12 St James Square,London,Engines Ltd,Countess
\"Lovelace, A.\",ada.lovelace@other.example,,1815-12-10,,London,,Analyst
Charles Babbage,charles@engines.example,+44 20 7946 0101,1791-12-26,1 Dorset St,London,Engines Ltd,
Charly Babbage,cb@home.example,,1791-12-26,1 Dorset Street,London,,
Mary Somerville,mary@example.org,,,,Edinburgh,,
";

fn twice() -> Home {
    let home = Home::new();
    home.write("people.csv", PEOPLE);
    home.given("import people.csv --as people");
    home
}

/// A card with this UID, name, address and line.
fn card(uid: &str, name: &str, email: &str, line: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:4.0\r\nUID:{uid}\r\nFN:{name}\r\nEMAIL:{email}\r\n{line}END:VCARD\r\n")
}

#[test]
fn who_is_there_twice_is_listed_with_the_reasons() {
    let home = twice();
    home.tell("duplicates")
        .tell("duplicates --json")
        .tell("duplicates --groups")
        .tell("duplicates --groups --json --limit 1")
        .tell("duplicates --limit 1 --least 90");
    home.tell("duplicates --who Charly").tell("duplicates --who Mary").tell("duplicates --who Ada --groups");
    home.tell("duplicates --least 0").tell("duplicates --least 101");
    home.tell("distinct Charles Charly").tell("duplicates").tell("duplicates --groups");
    home.tell("distinct Ada \"Lovelace, A.\" --later")
        .tell("duplicates")
        .tell("undo")
        .tell("duplicates")
        .matches("duplicates");
}

/// Whoever is written in by hand and may be there already is named at once.
#[test]
fn who_is_added_and_may_be_there_is_said() {
    let home = twice();
    home.tell("add \"Mary Somervile\" --email mary@sommerville.example --organisation Observatory");
    home.tell("add \"Mary Somerville\" --phone \"+44 20 7946 0999\" --birthday 1780-12-26");
    home.tell("add \"Caroline Herschel\"").tell("add --json \"C. Babbage\" --birthday 1791-12-26");
    home.given("event Timber Fair --on 2026-03-04");
    home.tell("capture timber --line \"Charles Babage, charles@timber.example\" --line \"Eve Moss\"");
    home.matches("add-twice");
}

#[test]
fn two_are_made_one_and_taken_apart() {
    let home = twice();
    home.given("got \"Lovelace, A.\" \"a proof\" --on 2026-01-05");
    home.given("log \"Lovelace, A.\" \"tea\" --on 2026-01-06");
    home.tell("merge Ada \"Lovelace, A.\" --take title").tell("show Ada").tell("people Lovelace");
    home.tell("log Ada \"walk\" --on 2026-02-01").tell("split Ada").tell("split Ada --theirs nonsense");
    home.tell("split Ada --rest").tell("show Ada").tell("show \"Lovelace, A.\"").tell("duplicates --json");
    home.tell("undo").tell("history").matches("merge-split");
}

#[test]
fn what_cannot_be_merged_is_said() {
    let home = twice();
    home.tell("merge Ada Ada").tell("distinct Ada Ada").tell("merge Ada").tell("merge Ada nobody");
    home.tell("merge Ada Mary --take shoes").tell("merge me Ada").tell("split Mary").tell("people");
    home.tell("distinct Ada \"Lovelace, A.\"").tell("merge Ada \"Lovelace, A.\"");
    home.tell("merge Ada Charles").tell("split Ada").matches("merge-refused");
}

#[test]
fn programs_are_answered_alike() {
    let home = twice();
    home.tell("distinct Charles Charly --json").tell("merge Ada \"Lovelace, A.\" --json");
    home.tell("split Ada --json").matches("duplicates-json");
}

/// Two devices merge the same two, each the other way round; a third still knows the one who went by their id.
#[test]
fn merging_twice_and_in_a_circle_changes_nothing() {
    let home = twice();
    let id = |name: &str| home.json(&format!("show \"{name}\""))[0]["id"].as_str().unwrap().to_owned();
    let (ada, other) = (id("Ada Lovelace"), id("Lovelace, A."));
    home.given(&format!("merge {ada} {other}"));
    let before = home.json("history").len();
    for line in [format!("merge {other} {ada}"), format!("merge {ada} {other}")] {
        let ran = home.run(&line);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains("they are one already"), "{}", ran.stdout);
    }
    assert_eq!(home.json("history").len(), before);
    // What is said of the one who went is said of who they are now.
    home.given(&format!("edit {other} --note \"likes looms\""));
    assert_eq!(home.json(&format!("show {other}"))[0]["id"], ada.as_str());
    assert!(home.run(&format!("show {ada}")).stdout.contains("likes looms"));
}

/// A phone edits one side while the two are merged, and writes its card afterwards.
#[test]
fn a_card_that_is_edited_elsewhere_reaches_who_they_are_now() {
    let home = Home::new();
    home.write("a.vcf", &card("one", "Ada Lovelace", "ada@example.org", ""));
    home.write("b.vcf", &card("two", "A. Lovelace", "lovelace@example.net", ""));
    home.given("import a.vcf b.vcf");
    home.given("merge ada@example.org lovelace@example.net");
    home.write("b.vcf", &card("two", "A. Lovelace", "lovelace@example.net", "TEL:+44 20 7946 0102\r\n"));
    let report = &home.json("import b.vcf")[0];
    assert_eq!((&report["updated"], &report["people"]), (&1.into(), &0.into()));
    let shown = home.run("show ada@example.org").stdout;
    assert!(shown.contains("+44 20 7946 0102") && shown.contains("lovelace@example.net"), "{shown}");
    // Apart again, what the phone wrote is asked about, and nothing is lost.
    let asked = home.run("split ada@example.org");
    assert_eq!(asked.code, 1);
    assert!(asked.stderr.contains("phone +44 20 7946 0102"), "{}", asked.stderr);
    let id = asked
        .stderr
        .lines()
        .find(|line| line.contains("phone +44"))
        .unwrap()
        .trim()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    home.given(&format!("split ada@example.org --theirs {id}"));
    assert!(home.run("show lovelace@example.net").stdout.contains("+44 20 7946 0102"));
    assert!(!home.run("show ada@example.org").stdout.contains("+44 20 7946 0102"));
}

/// Marked as two, they later have one mailbox in common: that is asked about again, with what was said.
#[test]
fn two_who_are_distinct_and_later_share_a_mailbox_are_asked_about_again() {
    let home = Home::new();
    home.write("a.vcf", &card("one", "Ada Lovelace", "ada@example.org", "BDAY:1815-12-10\r\n"));
    home.write("b.vcf", &card("two", "Ada Lovelace", "lovelace@example.net", "BDAY:1815-12-10\r\n"));
    home.given("import a.vcf b.vcf");
    home.given("distinct ada@example.org lovelace@example.net");
    assert!(home.json("duplicates").is_empty());
    home.write(
        "b.vcf",
        &card("two", "Ada Lovelace", "lovelace@example.net", "BDAY:1815-12-10\r\nEMAIL:ada@example.org\r\n"),
    );
    home.given("import b.vcf");
    let lines = home.json("duplicates");
    assert_eq!(lines.len(), 1, "{lines:?}");
    let said = lines[0]["said"].as_str().unwrap();
    assert!(said.contains("that they are two") && said.contains("ada@example.org"), "{said}");
    assert_eq!(lines[0]["certain"], true);
}

/// What is broken is compared as far as it goes, and nothing of it is lost.
#[test]
fn broken_cards_are_no_duplicates_and_stay() {
    let home = Home::new();
    let mut text = String::new();
    for n in 0..40 {
        text.push_str(&format!(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:nameless{n}\r\nTEL:+44 20 7946 {:04}\r\nEND:VCARD\r\n",
            200 + n
        ));
    }
    text.push_str(&card("long", &"x".repeat(10_000), "long@example.org", "BDAY:2999-01-01\r\n"));
    text.push_str(&card("future", "Fay Ture", "fay@example.org", "BDAY:2999-01-01\r\n"));
    home.write("broken.vcf", &text);
    home.given("import broken.vcf");
    assert!(home.json("duplicates").is_empty());
    assert_eq!(home.json("people --limit 100").len(), 42);
    assert!(home.run("show fay@example.org").stdout.contains("2999-01-01"));
}

/// One address on hundreds of cards is nobody's: they are not one person.
#[test]
fn an_address_on_many_cards_makes_nobody_one() {
    let home = Home::new();
    let mut table = String::from("name,email,city\n");
    for (x, family) in
        ["Archer", "Barlow", "Cobb", "Dyer", "Eaton", "Fisk", "Garner", "Hobbs"].iter().enumerate()
    {
        for given in ["Alice", "Bernard", "Clara", "Dennis", "Edith", "Frank", "Grace", "Howard"] {
            table.push_str(&format!(
                "{given} {family},{given}.{family}@example.org ::: class@school.example,Town {x}\n"
            ));
        }
    }
    home.write("class.csv", &table);
    let found = home.json("import class.csv --as people");
    assert_eq!(found[0]["people"].as_u64(), Some(64), "{found:?}");
    let lines = home.json("duplicates");
    assert!(lines.is_empty(), "{lines:?}");
}

/// Two cards of one mailbox: asked about, merged on request, and by themselves only where that was allowed.
#[test]
fn certain_ones_merge_by_themselves_only_where_that_is_allowed() {
    let home = Home::new();
    let born = "BDAY:1815-12-10\r\n";
    home.write("a.vcf", &card("one", "Ada Lovelace", "ada@example.org", born));
    home.write("b.vcf", &card("two", "Ada Lovelace", "lovelace@example.net", born));
    let more =
        card("two", "Ada Lovelace", "lovelace@example.net", &format!("{born}EMAIL:ada@example.org\r\n"));
    home.given("import a.vcf b.vcf");
    assert!(home.run("merge-certain").stdout.contains("nothing changed"));
    home.write("b.vcf", &more);
    let report = &home.json("import b.vcf")[0];
    assert_eq!((&report["merged"], &report["duplicates"]), (&serde_json::Value::Null, &1.into()));
    home.tell("merge-certain").tell("duplicates").tell("show ada@example.org").tell("undo");
    home.tell("merge-certain --json").tell("undo");
    home.tell("set --merge perhaps").tell("set --merge certain").tell("settings");
    home.write("b.vcf", &more.replace("END:", "NOTE:likes looms\r\nEND:"));
    let ran = home.run("import b.vcf").stdout;
    assert!(ran.contains("taken to be one: Ada Lovelace and Ada Lovelace"), "{ran}");
    assert!(home.json("duplicates").is_empty());
    home.tell("split ada@example.org").tell("duplicates --json").matches("duplicates-certain");
    // What was said stays said: nobody who was taken apart is merged again by themselves.
    home.write("b.vcf", &more.replace("END:", "NOTE:likes engines\r\nEND:"));
    assert!(!home.run("import b.vcf").stdout.contains("taken to be one"));
}

/// Father and son with one name and one mailbox are two, and merge by themselves in no case.
#[test]
fn father_and_son_are_not_certain() {
    let home = Home::new();
    for (uid, born) in [("father", "1944-07-30"), ("son", "1968-11-03")] {
        let line = format!("BDAY:{born}\r\nADR:;;3 Harbour Road;Hull;;HU1 1AA;\r\n");
        home.write(&format!("{uid}.vcf"), &card(uid, "John Smith", "smith@home.example", &line));
    }
    home.given("set --merge certain").given("import father.vcf son.vcf");
    assert_eq!(home.json("people Smith").len(), 2);
    let asked = home.json("duplicates --least 1");
    assert!(asked.iter().all(|line| line["certain"] == false), "{asked:?}");
    assert!(home.run("merge-certain").stdout.contains("nothing changed"));
}

/// What was said between two who turn out to be one leads nowhere, and is there again when they are taken apart.
#[test]
fn what_was_between_two_is_kept_for_when_they_are_two_again() {
    let home = twice();
    home.given("tie Ada \"Lovelace, A.\"");
    home.given("introduce Ada \"Lovelace, A.\" --why \"both like engines\"");
    home.given("gave ada.lovelace@other.example \"a proof\" --by ada@example.org");
    let gave = || home.json("balance ada@example.org")[0]["passed_on"].clone();
    let given = gave();
    let said = |what: &str| home.run("show ada@example.org").stdout.contains(what);
    assert!(said("tie ") && said("introduction"));
    home.given("merge ada@example.org ada.lovelace@other.example");
    assert!(!said("tie ") && !said("introduction"));
    assert!(home.json("introductions").is_empty());
    assert_ne!(gave(), given, "nobody does themselves a good turn");
    assert!(!home.run("today").stdout.contains("engines"));
    home.given("split ada@example.org");
    assert!(said("tie ") && said("introduction"));
    assert_eq!(home.json("introductions").len(), 1);
    assert_eq!(gave(), given);
}
