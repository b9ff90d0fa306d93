//! `give-and-take`: give and take over the years.

use crate::told::Story;

#[test]
fn a_promise_is_kept_from_the_day_s_page_and_is_a_good_turn() {
    let story = Story::new();
    story.does("add Vera Lang").does("promise Vera \"send the plans\" --by tomorrow");
    let page = story.page("/");
    assert!(page.contains("send the plans") && page.contains("Kept, and a good turn"));
    let line = story.json("today").remove(0);
    assert_eq!(line["deed"]["name"], "keep");
    let code = line["deed"]["fields"]["id"].as_str().unwrap();
    story.fills("/act/keep", &[("id", code), ("as_turn", "1"), ("back", "/")]);
    assert!(story.json("today").is_empty() && story.json("promises").is_empty());
    assert_eq!(story.one("balance Vera")["given"], 3.0);
    story.does("undo");
    assert_eq!(story.json("promises").len(), 1, "one step takes both back");
}

#[test]
fn over_the_years_both_give_and_it_reads_even() {
    let story = Story::new();
    story.does("add Vera Lang").day("2024-03-05").does("gave Vera \"found her a flat\" --weight large");
    let reading = |who: &str| story.one(&format!("balance {who}"))["reading"].as_str().unwrap().to_owned();
    assert_eq!(reading("Vera"), "mostly I give");
    story.day("2026-03-05");
    let vera = story.id("Vera");
    story.fills("/act/got", &[("who", &vera), ("what", "read my contract"), ("weight", "medium")]);
    assert_eq!(reading("Vera"), "even", "two years halve what was given");
    assert!(story.page_of("Vera").contains("Over the years: even"));
    assert!(story.page("/ledger").contains("Vera Lang"));
    story.does("undo");
    assert_eq!(reading("Vera"), "mostly I give");
}
