//! `import`: what is read, what the report says, and what becomes of what cannot be read.

use crate::things::{BROKEN_CARDS, CALENDAR, CARDS, CONNECTIONS, MAIL, TABLES};
use crate::world::Home;

#[test]
fn one_file_is_read_and_again_brings_nothing_new() {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.tell("import people.vcf")
        .tell("import people.vcf")
        .tell("people --sort name")
        .matches("import-again");
}

#[test]
fn the_report_is_one_object() {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.tell("import people.vcf --json").tell("import people.vcf --json").matches("import-json");
}

#[test]
fn mail_is_read_as_that_of_the_one_who_is_named() {
    let home = Home::new();
    home.write("mail.mbox", MAIL);
    home.tell("import mail.mbox --me eva@home.example").tell("show ada@brook.example").matches("import-me");
}

#[test]
fn whose_mail_it_is_is_told_from_the_mail_where_that_is_plain() {
    let home = Home::new();
    home.write("few.mbox", MAIL);
    let delivered = |n: usize| {
        format!(
            "Delivered-To: eva@home.example\nFrom: Hal {n} <hal{n}@many.example>\nTo: eva@home.example\n\
             Date: {n} Jan 2026 09:00:00 +0000\nMessage-ID: <{n}@many.example>\nSubject: Hello\n\nHello.\n"
        )
    };
    for n in 1..=12 {
        home.write(&format!("Mail/cur/{n}.many:2,S"), &delivered(n));
    }
    home.write("Mail/new/.keep", "");
    home.write("Mail/tmp/.keep", "");
    home.tell("import few.mbox").tell("undo").tell("import Mail").tell("show \"Hal 7\"");
    home.tell("import few.mbox").matches("import-owner");
}

#[test]
fn the_text_of_messages_is_kept_when_asked() {
    let home = Home::new();
    home.write("mail.mbox", MAIL);
    home.tell("import mail.mbox --me eva@home.example --texts --json");
    home.tell("show ada@brook.example --json").matches("import-texts");
}

#[test]
fn a_folder_is_walked_and_each_file_accounted_for() {
    let home = Home::new();
    home.write("life/people.vcf", CARDS);
    home.write("life/mail/inbox.mbox", MAIL);
    home.write("life/calendar.ics", CALENDAR);
    home.write("life/linkedin/Connections.csv", CONNECTIONS);
    home.write("life/readme.md", "Nothing for a book.\n");
    home.tell("import life --me eva@home.example").tell("import life --json").matches("import-folder");
}

#[test]
fn own_tables_are_read_as_what_they_are_said_to_be() {
    let home = Home::new();
    for (name, text) in TABLES {
        home.write(&format!("{name}.csv"), text);
        home.tell(&format!("import {name}.csv --as {name}"));
    }
    home.tell("show Ida").tell("show Jon --json").matches("import-as");
}

#[test]
fn the_good_part_of_broken_input_is_kept() {
    let home = Home::new();
    home.write("people.vcf", BROKEN_CARDS);
    home.write("calls.csv", TABLES[1].1);
    home.tell("import people.vcf").tell("import calls.csv --as interactions --json");
    home.tell("people").tell("show ida@lake.example").matches("import-broken");
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.tell("import nowhere.vcf");
    home.tell("import people.vcf nowhere.vcf").tell("people --json").matches("import-missing");
}

#[test]
fn what_import_does_not_take_is_said() {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.tell("import").tell("import people.vcf --as spreadsheet").tell("import people.vcf --me nobody");
    home.matches("import-usage");
}

#[test]
fn a_file_whose_name_is_no_utf_8_is_read_and_a_file_of_another_machine_is_not() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let home = Home::new();
    let name = OsStr::from_bytes(b"caf\xe9 100%.vcf");
    std::fs::write(home.path("").join(name), CARDS).unwrap();
    let output = home.command("import --json").arg(name).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["people"].as_u64() > Some(0), "{report}");
    let url = format!("file://{}/caf%E9%20100%25.vcf", home.path("").display());
    let again = home.json(&format!("import {url}"));
    assert_eq!((&again[0]["people"], &again[0]["found"]), (&0.into(), &report["found"]));
    home.tell("import file://elsewhere/cards.vcf").matches("import-elsewhere");
}
