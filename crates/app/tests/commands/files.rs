//! Whole books and their people as files: export, backup, restore.

use std::fs;

use crate::things::eva;
use crate::world::Home;

#[test]
fn cards_come_out_as_they_came_with_what_was_learnt_since() {
    let home = eva();
    home.given("edit Ada --note \"Has a dog\"").given("add Kim Vale --email kim@vale.example");
    home.tell("export cards --for-myself").tell_file("cards/people.vcf").matches("export-vcard");
    assert_eq!(home.files("cards"), ["people.vcf"]);
}

#[test]
fn people_come_out_as_a_table_that_can_be_read_again() {
    let home = eva();
    home.given("add Kim Vale --note \"likes a, b and it's\" --birthday 05-17 --tag one --tag two");
    home.tell("export tables --as csv --for-myself").tell_file("tables/people.csv");
    let other = Home::new();
    fs::copy(home.path("tables/people.csv"), other.path("people.csv")).unwrap();
    other.given("import people.csv --as people");
    let names = |home: &Home| -> Vec<String> {
        home.json("people --sort name").iter().map(|person| person["name"].to_string()).collect()
    };
    assert_eq!(names(&home), names(&other));
    home.matches("export-csv");
}

#[test]
fn people_come_out_as_lines_of_json() {
    let home = eva();
    home.tell("export lines --as json --for-myself").tell_file("lines/people.jsonl");
    home.tell("export lines --as json --json").matches("export-json");
}

/// A card on which a withheld address stands in all the places where a card can hold one, beside what is mine alone.
const FAY: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:fay@moreau.example\r\nFN:Fay Moreau\r\nN:Moreau;Fay;;;\r\n\
    EMAIL;TYPE=home:fay@moreau.example\r\nitem1.EMAIL:Fay@Moreau.Example\r\nitem1.X-ABLabel:her lover's house\r\n\
    TEL;TYPE=cell:+44 20 7946 0102\r\nURL:mailto:fay%40moreau.example\r\nIMPP:xmpp:fay@moreau.example\r\n\
    ORG:Moreau Glass\r\nTITLE:Glazier\r\nNOTE:Drinks too much\\, write to fay@moreau.example\r\n\
    CATEGORIES:drinks too much,choir\r\nX-PRIVATE:fay@moreau.example owes me\r\nGEO:47.37;8.54\r\n\
    RELATED;TYPE=spouse:Gus Moreau\r\nX-SPOUSE:Gus Moreau\r\nAGENT:BEGIN:VCARD\\nFN:Ira Vale\\nEND:VCARD\\n\r\n\
    PHOTO;ENCODING=b;TYPE=JPEG:ZmF5QG1vcmVhdS5leGFtcGxl\r\nEND:VCARD\r\n";

#[test]
fn what_somebody_said_no_to_and_what_is_mine_alone_is_in_no_file_for_others() {
    let home = Home::new();
    home.write("fay.vcf", FAY);
    home.given("import fay.vcf")
        .given("edit Fay --note \"Cried at the fair\"")
        .given("tag Fay \"slow payer\"")
        .given("learn Fay \"sued her sister\"")
        .given("gave Fay \"lent a ladder\"")
        .given("promise Fay \"a silent word\"")
        .given("need Fay \"a divorce lawyer\"")
        .given("log Fay \"spoke of her debts\"")
        .given("consent Fay email no --purpose share")
        .given("consent Fay \"+44 20 7946 0102\" yes");
    for (format, name) in [("vcard", "people.vcf"), ("csv", "people.csv"), ("json", "people.jsonl")] {
        home.given(&format!("export out --as {format}"));
        let text = fs::read_to_string(home.path("out").join(name)).unwrap();
        let folded = text.replace("\r\n ", "").to_lowercase();
        for part in ["Fay", "Moreau", "+44 20 7946 0102", "Moreau Glass", "Glazier"] {
            assert!(text.contains(part), "{part} may be handed on: {text}");
        }
        for part in [
            "fay@",
            "fay%40",
            "drinks",
            "choir",
            "cried",
            "slow payer",
            "sued",
            "ladder",
            "silent",
            "divorce",
            "debts",
            "owes",
            "x-private",
            "47.37",
            "gus",
            "ira vale",
            "zmf5",
            "lover",
            "strength",
            "balance",
        ] {
            assert!(!folded.contains(part), "{part} is nobody else's: {text}");
        }
        home.given(&format!("export mine --as {format} --for-myself"));
        let mine = fs::read_to_string(home.path("mine").join(name)).unwrap();
        assert!(
            mine.contains("fay@moreau.example") && mine.to_lowercase().contains("drinks too much"),
            "{mine}"
        );
    }
    home.given("consent Fay name no --purpose share").tell("export out").tell_file("out/people.vcf");
    home.matches("export-withheld");
}

#[test]
fn an_organisation_is_exported_too() {
    let home = Home::new();
    home.given("add Brook and Sons").given("edit Brook --kind organisation").given("add Ada Brook");
    home.given("export cards");
    let cards = fs::read_to_string(home.path("cards/people.vcf")).unwrap();
    assert!(cards.contains("FN:Brook and Sons"), "{cards}");
}

#[test]
fn where_nothing_can_be_written_is_said() {
    let home = Home::new();
    home.write("file", "in the way");
    home.given("set --region GB");
    home.tell("export file").tell("export file/below").tell("export out --as xml").tell("export");
    home.tell("backup").tell("backup nowhere/copy.db").tell("backup data");
    assert!(!home.path("nowhere").exists() && !home.path("data.part").exists(), "nothing is left behind");
    home.matches("files-refused");
}

#[test]
fn a_backup_is_written_and_restored() {
    let home = eva();
    home.tell("backup march.db").given("forget Ada").tell("people").tell("restore march.db").tell("people");
    home.tell("backup april.db --json").tell("restore april.db --json").matches("backup-restore");
    let kept: Vec<String> =
        home.files("data/goodturn").into_iter().filter(|name| name.contains(".before-restore-")).collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    // The first of them is of before Ada came back.
    assert!(home.json(&format!("people ada --book data/goodturn/{}", kept[0])).is_empty());
    assert!(!home.json(&format!("people ada --book data/goodturn/{}", kept[1])).is_empty());
    let acts: Vec<String> = home.json("history").iter().map(|line| line["act"].to_string()).collect();
    assert_eq!(acts, ["\"restore\"", "\"restore\"", "\"import\""], "the journal came back too, and goes on");
}

#[test]
fn a_slip_in_the_name_of_a_backup_costs_no_other_book() {
    let home = Home::new();
    home.given("add \"Pers One\" --book personal.db").given("add \"Work One\" --book work.db");
    for line in ["backup work.db", "backup --keep 1 work.db", "backup --keep 1 ./work.db"] {
        let ran = home.run(&format!("{line} --book personal.db"));
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("is a book in use, not a backup"), "{}", ran.stderr);
    }
    assert_eq!(home.json("people --book work.db")[0]["name"], "Work One");
    // A copy of the other book is kept, whatever this one's backups may remove.
    home.given("backup night.db --book work.db").given("backup --keep 1 night.db --book personal.db");
    home.given("backup --keep 1 night.db --book personal.db");
    let kept: Vec<String> = home.files("").into_iter().filter(|name| name.starts_with("night-")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(home.json(&format!("people --book {}", kept[0]))[0]["name"], "Work One");
}

#[test]
fn an_undo_after_a_restore_names_the_way_back_and_does_nothing() {
    let home = Home::new();
    home.given("add Ada").given("backup bk.db").given("add Bob").given("restore bk.db");
    let ran = home.run("undo");
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("the last thing done was a restore"), "{}", ran.stderr);
    assert_eq!(home.json("people").len(), 1);
    let way_back = ran.stderr.split("restoring ").nth(1).unwrap().split(" takes").next().unwrap();
    home.given(&format!("restore {way_back}"));
    assert_eq!(home.json("people").len(), 2);
}

#[test]
fn a_nightly_backup_says_what_became_of_the_ones_before() {
    let home = eva();
    for _ in 0..4 {
        home.given("backup --keep 2 nightly.db");
    }
    let there = |home: &Home| home.files("").into_iter().filter(|name| name.starts_with("nightly")).count();
    assert_eq!(there(&home), 2);
    let ran = home.json("backup --keep 2 nightly.db").remove(0);
    assert_eq!(ran["removed"].as_array().unwrap().len(), 1, "{ran}");
    assert!(fs::exists(home.path(ran["replaced"].as_str().unwrap())).unwrap(), "{ran}");
    assert_eq!(home.run("backup --keep 0 nightly.db").code, 2);
    home.given("backup nightly.db");
    assert_eq!(there(&home), 3, "without a number none goes");
}

#[test]
fn a_backup_is_restored_where_there_was_no_book() {
    let home = eva();
    home.given("backup march.db");
    home.tell("restore march.db --book new.db").tell("people ada --book new.db").matches("restore-new");
    assert!(home.files("").iter().all(|name| !name.contains("before")), "{:?}", home.files(""));
}

#[test]
fn a_backup_is_a_book_that_opens() {
    let home = eva();
    home.given("backup march.db");
    assert_eq!(home.run("people --book march.db").stdout, home.run("people").stdout);
}

#[test]
fn what_is_no_whole_backup_is_not_restored() {
    let home = eva();
    home.given("backup march.db");
    let mut bytes = fs::read(home.path("march.db")).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(home.path("half.db"), bytes).unwrap();
    home.write("text.db", "no book at all, and long enough to be looked at as if it were one");
    newer(&home, "march.db");
    home.tell("restore half.db").tell("restore text.db").tell("restore missing.db").tell("restore march.db");
    home.tell("backup data/goodturn/book.db").tell("people").matches("restore-refused");
}

/// Makes a book look as if a Goodturn of the far future had written it.
pub fn newer(home: &Home, name: &str) {
    let book = rusqlite::Connection::open(home.path(name)).unwrap();
    book.pragma_update(None, "user_version", 9000).unwrap();
}
