//! `room`: somebody who works the room, and what is left of it.

use crate::told::Story;

#[test]
fn cards_become_follow_ups_and_the_honest_figure_is_told() {
    let story = Story::new();
    story.day("2025-03-01").does("event Harbour Fair --on 2025-03-01");
    let mut lines = String::new();
    for n in 1..=10 {
        lines.push_str(&format!("Guest Nr{n}, guest{n}@fair.example | wants rope {n}\n"));
    }
    story.home().write("met.txt", &lines);
    story.does("capture harbour --file met.txt");
    let today = story.json("today");
    let due: Vec<_> = today.iter().filter(|line| line["kind"] == "follow_up").collect();
    assert_eq!(due.len(), 1, "one stands for all of an event: {today:?}");
    assert!(due[0]["reason"].as_str().unwrap().contains("9 more of that event wait"), "{today:?}");
    let event = story.one("events harbour");
    let id = event["id"].as_str().unwrap();
    let page = story.page(&format!("/events/{id}"));
    assert!(page.contains("wants rope 10") && page.contains("Write to them"));
    assert_eq!(story.one("mirror")["looks_like"], "room", "ten cards and no follow-up");
    // Two are written to within two days, and one of them stays.
    let guests = event["guests"].as_array().unwrap();
    let follow =
        guests.iter().find(|guest| guest["person"]["name"] == "Guest Nr1").unwrap()["id"].as_str().unwrap();
    let path = format!("/follow-ups/{follow}");
    assert!(story.page(&path).contains("You noted, for yourself: wants rope 1"));
    let body = |story: &Story| story.one(&format!("follow-up {follow}"))["body"].as_str().unwrap().to_owned();
    assert!(!body(&story).contains("rope"), "a jotting is in no text: {}", body(&story));
    story.fills("/act/follow-up", &[("id", follow), ("say", "I found rope for you."), ("back", &path)]);
    assert!(body(&story).contains("I found rope for you."), "{}", body(&story));
    story.fills("/act/follow-up", &[("id", follow), ("state", "done")]);
    story.day("2025-03-02").does("log \"Guest Nr2\" \"called about the rope\"");
    assert_eq!(story.one("events harbour")["followed_up"], 2, "whatever is written down is the follow-up");
    story
        .does("log \"Guest Nr1\" \"lunch\" --on 2025-03-02")
        .day("2025-05-20")
        .does("log \"Guest Nr1\" \"lunch again\"");
    story.day("2025-08-20").does("log \"Guest Nr1\" \"he sold my boat\" --kind call").day("2026-03-05");
    let survival = story.one("events harbour")["survival"].clone();
    let alive = |at: usize| (survival[at]["alive"].as_u64(), survival[at]["of"].as_u64());
    assert_eq!(
        (alive(0), alive(1), alive(2)),
        ((Some(2), Some(10)), (Some(1), Some(10)), (Some(0), Some(10))),
        "{survival}"
    );
    let page = story.page("/events");
    assert!(
        page.contains("after 3 months: 2 of 10 (20 in 100)") && page.contains("<polyline"),
        "figure and plot"
    );
}

#[test]
fn somebody_known_is_not_captured_twice() {
    let story = Story::new();
    story.does("add Ida Lake --email ida@lake.example").does("event Fair");
    story.does("capture fair --line \"Ida Lake, Lake Boats, ida@lake.example\"");
    assert_eq!(story.json("people").len(), 1);
    assert_eq!(story.one("show Ida")["organisation"], "Lake Boats", "and what is new is kept");
    story.does("undo");
    assert_eq!(story.one("show Ida")["organisation"], "");
}
