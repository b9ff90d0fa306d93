//! What is shown: today, people, show, history.

use crate::things::{eva, two_annas};
use crate::world::Home;

#[test]
fn today_of_an_empty_book() {
    let home = Home::new();
    home.tell("").tell("today").tell("today --json").tell("--json").matches("today-empty");
}

#[test]
fn today_says_whom_and_why_with_or_without_its_name() {
    let home = Home::new();
    home.given("demo");
    home.tell("today").tell("").tell("today --json").tell("--json").matches("today");
}

#[test]
fn the_act_of_today_can_be_typed_as_it_stands() {
    let home = Home::new();
    home.given("add Ann 'Big' $HOME O'Neil --birthday 03-05").given("add Bo O'Neil --birthday 03-06");
    home.tell("today").tell("today --json").matches("today-quoted");
}

#[test]
fn family_may_wait_twice_as_long() {
    let home = Home::new();
    home.given("demo").tell("today");
    home.given("tag Hiro Family").tell("today").matches("today-family");
}

#[test]
fn today_moves_with_the_time_that_is_given() {
    let home = eva();
    home.tell("today").tell("today --now 2026-03-09T08:00:00Z").tell("today --now 2027-01-04T08:00:00Z");
    home.tell("today --now tomorrow").matches("today-now");
}

#[test]
fn people_are_searched_sorted_and_limited() {
    let home = eva();
    home.tell("people").tell("people --sort name").tell("people --sort last --limit 2");
    home.tell("people brook").tell("people \"ad joi\"").tell("people timber").tell("people nobody-here");
    home.matches("people");
}

#[test]
fn people_as_lines_of_json() {
    let home = eva();
    home.tell("people --json")
        .tell("people ada --json")
        .tell("people nobody-here --json")
        .matches("people-json");
}

#[test]
fn those_who_are_no_people_are_shown_on_request() {
    let home = eva();
    home.given("add Brook and Sons").given("edit \"Brook and Sons\" --kind organisation");
    for kind in ["person", "organisation", "list", "robot", "role"] {
        home.tell(&format!("people --kind {kind} --sort name"));
    }
    home.tell("people --kind robot --json").matches("people-kind");
}

#[test]
fn people_go_on_where_the_page_before_ended() {
    let home = Home::new();
    home.given("demo");
    let first = home.json("people --sort name --limit 3");
    let last = first[2]["id"].as_str().unwrap();
    home.tell("people --sort name --limit 3").tell(&format!("people --sort name --limit 3 --after {last}"));
    home.matches("people-after");
}

#[test]
fn people_say_what_they_do_not_take() {
    let home = Home::new();
    home.tell("people --sort height").tell("people --kind ghost").tell("people --limit many");
    home.tell("people --after nobody").tell("people --limit 0").tell("people %").matches("people-usage");
}

#[test]
fn what_stands_beside_somebody_is_shown() {
    let home = Home::new();
    home.write(
        "turns.csv",
        "who,direction,kind,weight,value,on,what\n\
         ida@lake.example,gave,introduction,large,,2026-01-15,To the yard\n\
         ida@lake.example,got,time,small,250 EUR,2026-02-01,Helped with the move\n",
    );
    home.write(
        "needs.csv",
        "who,what,until\nida@lake.example,A mooring,2026-06-01\nida@lake.example,Rope,\n",
    );
    home.write("offers.csv", "who,what,until\nida@lake.example,Sailing lessons,2026-09-30\n");
    home.write(
        "ties.csv",
        "a,b,strength,since,evidence\nida@lake.example,jon@moss.example,70,2019-05,Same crew\n\
         ida@lake.example,kim@vale.example,,,\n",
    );
    for table in ["turns", "needs", "offers", "ties"] {
        home.given(&format!("import {table}.csv --as {table}"));
    }
    home.tell("show ida@lake.example").tell("show ida@lake.example --json").matches("show-beside");
}

#[test]
fn somebody_is_shown_whole() {
    let home = eva();
    home.tell("show Ada").tell("show ben@carver.example").tell("show Gwen").matches("show");
}

#[test]
fn somebody_as_one_object() {
    let home = eva();
    home.tell("show Ada --json").tell("show Gwen --json").matches("show-json");
}

#[test]
fn a_long_timeline_goes_on_below() {
    let home = Home::new();
    home.given("demo");
    home.tell("show Amara --limit 2");
    let more = home.json("show Amara --limit 2")[0]["more"].as_str().unwrap().to_owned();
    home.tell(&format!("show Amara --limit 2 --before {more}")).tell("show Amara --before nothing");
    home.matches("show-more");
}

#[test]
fn two_that_fit_are_listed_and_none_is_refused() {
    let home = two_annas();
    home.tell("show anna").tell("show anna --json").tell("show \"anna s\"").tell("show zoe");
    home.tell("show nobody@nowhere.example").tell("show 019cbd39-ae80-7745-b13f-3be52a0e5e19");
    home.matches("show-which");
}

#[test]
fn an_act_on_two_that_fit_does_nothing() {
    let home = two_annas();
    for act in [
        "log anna lunch",
        "tag anna friend",
        "edit anna --title X",
        "mute anna",
        "snooze anna",
        "forget anna",
    ] {
        let ran = home.run(act);
        assert_eq!(ran.code, 1, "goodturn {act}");
        assert_eq!(ran.stdout, "", "goodturn {act}");
        assert!(
            ran.stderr.contains("Anna Reed, Reed Roofs") && ran.stderr.contains("Anna Stone"),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(home.json("history").len(), 2, "only the two were added");
}

#[test]
fn history_says_what_was_done() {
    let home = eva();
    home.given("log Ada \"lunch yesterday\"").given("tag ben@carver.example singer").given("undo");
    home.tell("history").tell("history --limit 2").tell("history --before 3").tell("history Ada");
    home.tell("history Ada --before 3").tell("history Ada --limit 1");
    home.tell("history --json").tell("history ben@carver.example --json").tell("history zoe");
    home.tell("undo 2").tell("history --limit 2").tell("history --before 3").matches("history");
}

/// Half a year of letters with `people`: the first half of them are written to and answer every few weeks up to
/// today, the others did so only in summer.
fn letters(people: usize) -> String {
    let mut mail = String::new();
    let mut letter = |from: &str, to: &str, day: &str, n: usize| {
        mail.push_str(&format!(
            "From x Mon Jan  5 09:00:00 2026\nFrom: {from}\nTo: {to}\nDate: {day} 09:00:00 +0000\n\
             Message-ID: <{n}@home.example>\nSubject: Greetings\n\nHello\n\n"
        ));
    };
    let mut n = 0;
    for person in 0..people {
        let (other, me) = (format!("p{person}@far.example"), "eva@home.example");
        let days: &[&str] = match (person % 2, person % 9) {
            (0, _) | (_, 0) => &["1 Sep 2025", "20 Oct 2025", "25 Nov 2025", "10 Jan 2026", "20 Feb 2026"],
            (_, 1) => &["1 Feb 2025", "1 Feb 2026"],
            _ => &["1 Feb 2025", "20 Feb 2025"],
        };
        for day in days {
            letter(me, &other, day, n);
            letter(&other, me, day, n + 1);
            n += 2;
        }
    }
    mail
}

#[test]
fn how_far_chances_can_be_believed_is_measured_on_the_own_book() {
    let home = Home::new();
    home.tell("reliability");
    home.write("few.mbox", &letters(20));
    home.given("import few.mbox --me eva@home.example").tell("reliability --json");
    home.write("many.mbox", &letters(300));
    home.given("import many.mbox").tell("reliability").tell("reliability --json");
    // The strengths are weighed anew after a week, and then the chance stands on the page.
    home.set("2026-03-20T09:00:00Z".parse().unwrap());
    home.given("people").tell("show p0@far.example").tell("show p3@far.example").matches("reliability");
}
