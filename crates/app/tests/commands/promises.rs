//! Promises and asks.

use crate::things::two_annas;
use crate::world::Home;

/// The whole id of the one promise or ask that is open.
fn open(home: &Home, list: &str) -> String {
    home.json(list)[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_promise_is_made_named_in_time_and_kept_as_a_good_turn() {
    let home = two_annas();
    home.tell("promises").tell("promise \"Anna Reed\" send the plans --by \"next Saturday\"");
    home.tell("promise \"Anna Stone\" \"pay the bill\" --theirs --json");
    home.given("today");
    let today = home.json("today");
    assert_eq!(today[0]["kind"], "promise");
    assert!(today[0]["reason"].as_str().unwrap().contains("send the plans"), "{today:?}");
    assert_eq!(today[0]["deed"]["name"], "keep", "{today:?}");
    assert_eq!(home.json("promises").len(), 2);
    let id = open(&home, "promises");
    home.tell(&format!("keep {id} --as-turn --weight large --kind mentor --json"));
    home.tell("balance").tell(&format!("keep {id}")).tell("undo").tell("balance");
    let id = open(&home, "promises");
    home.tell(&format!("release {id} --json")).tell(&format!("release {id} --broken"));
    let id = open(&home, "promises");
    home.tell(&format!("release {id} --broken")).tell("promises").tell("promises --json").matches("promises");
}

#[test]
fn before_an_ask_one_sees_how_things_stand() {
    let home = two_annas();
    home.given("gave \"Anna Reed\" \"found her a tenant\" --weight large").tell("asks");
    home.tell("ask \"Anna Reed\" a word to her landlord --by \"in 2 weeks\"");
    let id = open(&home, "asks");
    home.tell(&format!("answer {id} declined")).tell("ask \"Anna Reed\" \"an hour of advice\" --json");
    let id = open(&home, "asks");
    home.tell(&format!("answer {id} granted --weight small --json"))
        .tell("balance --json")
        .tell("asks --json");
    home.matches("asks");
}

#[test]
fn what_cannot_be_promised_or_asked_is_said() {
    let home = two_annas();
    home.tell("promise zoe a cake").tell("promise me a cake").tell("promise \"Anna Reed\" \"\"");
    home.tell("promise \"Anna Reed\" a cake --by 2026-01-01")
        .tell("promise \"Anna Reed\" a cake --by whenever");
    home.tell("keep nothing").tell("keep 12345678").tell("ask zoe a cake").tell("ask \"Anna Reed\"");
    home.tell("answer 12345678 granted")
        .tell("answer 12345678 perhaps")
        .tell("release 12345678")
        .tell("history");
    home.matches("promises-refused");
}

#[test]
fn a_promise_of_three_weeks_ago_that_is_late_already_can_be_written_down() {
    let home = two_annas();
    home.tell("promise \"Anna Reed\" send the plans --on \"3 weeks ago\" --by \"last Friday\"");
    let line = home.json("promises").remove(0);
    assert_eq!((line["on"].as_str(), line["due"].as_str()), (Some("2026-02-12"), Some("2026-02-27")));
    let today = home.json("today");
    assert!(today[0]["reason"].as_str().unwrap().contains("6 days ago"), "{today:?}");
    home.tell("promise \"Anna Reed\" a cake --on yesterday --by \"2 weeks ago\"");
    home.tell("ask \"Anna Reed\" \"a word to her landlord\" --on \"last month\" --by \"morgen um 17 Uhr\"");
    let line = home.json("asks").remove(0);
    assert_eq!(
        (line["on"].as_str(), line["due"].as_str(), line["due_time"].as_str()),
        (Some("2026-02-05"), Some("2026-03-06"), Some("17:00"))
    );
    home.tell("ask \"Anna Reed\" more --on tomorrow").tell("promises").tell("asks").matches("promises-late");
}
