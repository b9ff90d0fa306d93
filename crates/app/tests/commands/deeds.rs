//! What is done: add, edit, log, tag, snooze, mute, forget, set, undo, demo.

use crate::things::{CARDS, eva, two_annas};
use crate::world::Home;

#[test]
fn somebody_is_added() {
    let home = Home::new();
    home.tell(
        "add Kim Vale --email kim@vale.example --phone \"+44 20 7946 0102\" --organisation \"Vale Press\" \
         --title Printer --birthday 05-17 --note \"Likes letters\" --tag friend --tag printer",
    );
    home.tell("show Kim").tell("add Lou --json").matches("add");
}

#[test]
fn what_cannot_be_added_is_said() {
    let home = Home::new();
    home.given("add Kim Vale --email kim@vale.example");
    home.tell("add Kim Vale --email KIM@vale.example").tell("add Kim --email nonsense");
    home.tell("add Kim --birthday someday")
        .tell("add \"\"")
        .tell("add")
        .tell("people")
        .matches("add-refused");
}

#[test]
fn somebody_is_edited() {
    let home = eva();
    home.tell(
        "edit Ada --name \"Ada B. Brook\" --title \"Master joiner\" --email ada@home.example --url https://brook.example \
         --note \"Has a dog\" --circle 1 --cadence 30",
    );
    home.tell("show Ada")
        .tell("edit Ada --remove \"Has a dog\" --json")
        .tell("show Ada --json")
        .matches("edit");
}

#[test]
fn what_cannot_be_edited_is_said() {
    let home = two_annas();
    home.tell("edit \"Anna Reed\" --circle 6").tell("edit \"Anna Reed\" --cadence sometimes");
    home.tell("edit \"Anna Reed\" --kind ghost").tell("edit \"Anna Reed\" --remove \"not there\"");
    home.tell("edit \"Anna Reed\" --birthday someday").tell("edit zoe --title X").tell("edit");
    home.tell("edit \"Anna Reed\"")
        .tell("edit \"Anna Reed\" --organisation \"Reed Roofs\" --circle 0 --json");
    home.tell("history").matches("edit-refused");
}

#[test]
fn what_happened_is_logged_on_its_day() {
    let home = two_annas();
    home.tell("log \"Anna Reed\" lunch yesterday")
        .tell("log \"Anna Reed\" \"call about the roof\" --on 2026-02-20");
    home.tell("log \"Anna Reed\" \"last Friday met at the fair\"")
        .tell("log \"Anna Reed\" \"likes tea\" --kind note");
    home.tell("log \"Anna Reed\" \"sent the plans\" --kind mail --direction out --on \"3 days ago\"");
    home.tell("log \"Anna Stone\" \"rang about stone\" --direction in --json").tell("show \"Anna Reed\"");
    home.matches("log");
}

#[test]
fn what_cannot_be_logged_is_said() {
    let home = two_annas();
    home.tell("log \"Anna Reed\" lunch --on someday").tell("log \"Anna Reed\" lunch --on 2027-01-01");
    home.tell("log \"Anna Reed\" lunch --kind feast").tell("log \"Anna Reed\" lunch --direction sideways");
    home.tell("log \"Anna Reed\" tomorrow lunch").tell("log \"Anna Reed\" lunch --on tomorrow");
    home.tell("log \"Anna Reed\" yesterday")
        .tell("log \"Anna Reed\"")
        .tell("log zoe lunch")
        .tell("log anna lunch");
    home.matches("log-refused");
}

#[test]
fn tags_go_on_and_come_off() {
    let home = two_annas();
    home.tell("tag \"Anna Reed\" friend, choir").tell("people choir").tell("tag \"Anna Reed\" CHOIR --off");
    home.tell("people choir").tell("tag \"Anna Reed\" mentor --json").tell("tag \"Anna Reed\" ,");
    home.tell("tag \"Anna Reed\" choir --off")
        .tell("tag \"Anna Reed\" Friend")
        .tell("tag \"Anna Reed\" friend, new");
    home.tell("history").matches("tag");
}

#[test]
fn somebody_is_left_out_of_today_for_a_while() {
    let home = Home::new();
    home.given("demo");
    home.tell("snooze Kwame").tell("today").tell("snooze Amara --days 30 --json").tell("today");
    home.tell("show Kwame")
        .tell("today --now 2026-03-13T09:00:00Z")
        .tell("snooze Amara --days -1")
        .tell("snooze Amara --days 3650 --now 9999-12-30T09:00:00Z")
        .matches("snooze");
}

#[test]
fn somebody_is_muted_and_heard_again() {
    let home = Home::new();
    home.given("demo");
    home.tell("mute Kwame").tell("today").tell("mute Amara --json").tell("today").tell("mute Kwame --off");
    home.tell("today").matches("mute");
}

#[test]
fn how_often_to_be_in_touch_is_said_by_hand() {
    let home = Home::new();
    home.given("demo");
    home.tell("edit Carla --cadence 2")
        .tell("today")
        .tell("edit Carla --cadence never")
        .tell("show Carla --limit 1");
    home.tell("edit Carla --cadence auto --json").tell("show Carla --limit 1").matches("cadence");
}

#[test]
fn somebody_is_forgotten_and_brought_back() {
    let home = eva();
    home.tell("forget Ada").tell("show Ada").tell("people").tell("undo").tell("show Ada");
    home.tell("forget Gwen --json").tell("forget Gwen").matches("forget");
}

#[test]
fn who_one_is_and_where_is_set() {
    let home = Home::new();
    home.tell("settings");
    home.tell("set --me eva@home.example --me eva@work.example --region gb");
    home.tell("add Kim --phone \"020 7946 0103\"").tell("show Kim").tell("set --region DE --json");
    home.tell("settings").tell("settings --json");
    home.tell("set").tell("set --me nonsense").tell("set --region Britain").tell("history").matches("set");
}

#[test]
fn an_edit_is_taken_back_and_the_taking_back_too() {
    let home = two_annas();
    home.given("edit \"Anna Reed\" --title Roofer --note \"Afraid of heights\"");
    home.tell("undo").tell("show \"Anna Reed\"").tell("history").tell("undo 4").tell("show \"Anna Reed\"");
    home.tell("history --json").matches("undo-edit");
}

#[test]
fn an_import_is_taken_back() {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.given("import people.vcf");
    home.tell("undo").tell("people").tell("import people.vcf").tell("undo --json").tell("people --json");
    home.matches("undo-import");
}

#[test]
fn of_an_import_that_is_taken_back_those_stay_with_whom_something_was_done() {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.given("import people.vcf").given("log Ada lunch");
    home.tell("undo 1").tell("people").tell("show Ada").matches("undo-import-kept");
}

#[test]
fn what_cannot_be_taken_back_is_said() {
    let home = Home::new();
    home.tell("undo").tell("undo 7").tell("undo first");
    home.given("add Kim Vale").given("log Kim lunch");
    home.tell("undo 1").tell("undo 2").tell("undo 2").tell("undo").tell("undo").matches("undo-refused");
}

#[test]
fn the_sample_network_comes_and_goes() {
    let home = Home::new();
    home.tell("demo").tell("demo").tell("people --limit 3").tell("demo --remove").tell("demo --remove");
    home.tell("people").tell("demo --json").tell("demo --remove --json").matches("demo");
}

#[test]
fn the_sample_network_comes_at_any_time_of_the_calendar() {
    for now in ["-009999-01-02T02:00:00Z", "9999-12-30T09:00:00Z"] {
        Home::new().given(&format!("demo --now={now}"));
    }
}

/// What was logged last with somebody: its day and its title.
fn last_logged(home: &Home) -> (String, String) {
    let page = home.json("show \"Anna Reed\"");
    let moment = &page[0]["timeline"][0];
    (moment["at"].as_str().unwrap()[..10].to_owned(), moment["title"].as_str().unwrap().to_owned())
}

#[test]
fn a_talk_of_another_day_is_not_logged_as_of_today() {
    for (text, day, title) in [
        ("Called yesterday about the lease", "2026-03-04", "Called yesterday about the lease"),
        (
            "lunch last Friday with his wife, she moves",
            "2026-02-27",
            "lunch last Friday with his wife, she moves",
        ),
        ("we met 3 days ago at the pub", "2026-03-02", "we met 3 days ago at the pub"),
        ("met on Monday", "2026-03-02", "met"),
        ("am Montag getroffen", "2026-03-02", "getroffen"),
        ("the last supper club was fun", "2026-03-05", "the last supper club was fun"),
    ] {
        let home = two_annas();
        let answer = home.json(&format!("log \"Anna Reed\" {text:?}"));
        // The day that was understood is said back.
        let said = answer[0]["summary"].as_str().unwrap();
        assert!(said.contains(day), "{text}: {said}");
        assert_eq!(last_logged(&home), (day.to_owned(), title.to_owned()), "{text}");
    }
}

#[test]
fn what_a_text_leaves_open_is_asked_and_not_logged() {
    let home = two_annas();
    for text in [
        "she moves on Sunday",
        "met the other day",
        "lunch next Friday",
        "lunch at 5pm tomorrow",
        "met yesterday and last Friday",
    ] {
        home.tell(&format!("log \"Anna Reed\" {text:?}"));
    }
    home.tell("log \"Anna Reed\" met --on 2/3/2026").given("set --region GB");
    home.tell("log \"Anna Reed\" met --on 2/3/2026").tell("log \"Anna Reed\" \"call at 7:30 today\"");
    home.tell("history").matches("log-asked");
}

#[test]
fn what_changed_since_an_act_is_listed_for_programs() {
    let home = two_annas();
    home.given("log \"Anna Reed\" lunch").given("promise \"Anna Reed\" \"the plans\"");
    home.given("edit \"Anna Reed\" --title Roofer").given("undo").given("forget \"Anna Stone\"");
    home.tell("changes --since 2").tell("changes --since 2 --json").tell("changes --since 7");
    home.tell("changes --since yesterday").matches("changes");
}

#[test]
fn who_is_forgotten_for_good_is_in_no_list_and_does_not_come_back() {
    let home = two_annas();
    home.given("log \"Anna Stone\" \"lunch at the quarry\"").given("tag \"Anna Stone\" sculptor");
    home.given("log \"Anna Reed\" \"told me of Anna Stone\"");
    home.tell("forget \"Anna Stone\" --for-good").tell("people").tell("history").tell("undo 3").tell("undo");
    home.tell("show \"Anna Stone\"").matches("forget-for-good");
    let held = std::fs::read(home.book()).unwrap();
    for gone in ["quarry", "sculptor", "anna@stone.example"] {
        assert!(!held.windows(gone.len()).any(|part| part == gone.as_bytes()), "{gone}");
    }
}

#[test]
fn what_is_asked_for_under_a_key_is_done_once() {
    let home = two_annas();
    home.tell("log \"Anna Reed\" lunch --once morning-1").tell("log \"Anna Reed\" lunch --once morning-1");
    home.tell("log \"Anna Reed\" dinner --once morning-1").tell("history").matches("once");
}
