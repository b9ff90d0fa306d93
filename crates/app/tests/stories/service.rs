//! `service`: somebody who serves a group, and brings its members what they need.

use crate::told::Story;

/// A chapter of three, and what they need and can give.
fn chapter() -> Story {
    let story = Story::new();
    for line in [
        "add Ida Lake --email ida@lake.example",
        "add Jon Moss --email jon@moss.example --title \"Tax adviser\"",
        "add Kim Vale",
        "group \"Harbour Chapter\"",
        "join Ida harbour",
        "join Jon harbour",
        "join Kim harbour",
    ] {
        story.does(line);
    }
    story
}

#[test]
fn a_need_finds_its_offer_and_ends_in_an_introduction_and_a_report() {
    let story = chapter();
    let (ida, jon) = (story.id("Ida"), story.id("Jon"));
    // She said that it may be told in these words.
    story.fills("/act/need", &[("who", &ida), ("what", "a tax adviser who knows boats"), ("tell", "1")]);
    assert_eq!(story.one("match")["source"], "title", "nobody offers it yet, but one does that");
    story.fills("/act/offer", &[("who", &jon), ("what", "advice on tax for boat owners")]);
    let found = story.one("match");
    assert_eq!(
        (found["need"]["person"]["id"].as_str(), found["offer"]["person"]["id"].as_str()),
        (Some(&*ida), Some(&*jon))
    );
    assert!(found["why"].as_str().unwrap().contains("tax"), "{found}");
    let page = story.page("/wishes");
    assert!(page.contains("Draft an introduction") && page.contains("Jon Moss"), "{page}");
    let today = story.json("today");
    let line = today.iter().find(|line| line["kind"] == "match").expect("it stands in today's list");
    assert_eq!(line["deed"]["name"], "introduce", "{line}");
    assert!(story.page("/").contains("href=\"/wishes\""), "and leads on from the page");
    assert!(story.page_of("Ida").contains("Harbour Chapter"));
    story.fills("/act/introduce", &[("a", &ida), ("b", &jon)]);
    assert!(story.json("match").is_empty(), "the same two are not suggested twice");
    let id = story.one("introductions")["id"].as_str().unwrap().to_owned();
    let text = story.one(&format!("intro {id}"))["texts"][0]["body"].as_str().unwrap().to_owned();
    assert!(text.contains("looking for: a tax adviser who knows boats"), "{text}");
    for step in ["send", "accept", "send", "accept", "send", "outcome well"] {
        story.does(&format!("intro {id} {step}"));
    }
    let need = story.one("needs")["id"].as_str().unwrap().to_owned();
    story.fills("/act/met", &[("id", &need), ("by", &jon), ("as", "family-adviser")]);
    let report = story.one("report harbour");
    assert_eq!(
        (report["needs"].as_u64(), report["met"].as_u64(), report["open"].as_u64()),
        (Some(1), Some(1), Some(0))
    );
    assert_eq!((report["introductions"].as_u64(), report["went_well"].as_u64()), (Some(1), Some(1)));
    let group = story.one("groups harbour")["group"]["id"].as_str().unwrap().to_owned();
    let page = story.page(&format!("/groups/{group}/report"));
    assert!(page.contains("family adviser: 0 by you, 1 by others"), "{page}");
}

#[test]
fn what_is_put_aside_rests_and_whoever_gave_much_is_not_forgotten() {
    let story = chapter();
    story.does("need Kim \"a harp teacher\"").does("offer Ida \"harp lessons by a teacher\"");
    let found = story.one("match");
    let (need, offer) = (found["need"]["id"].as_str().unwrap(), found["offer"]["id"].as_str().unwrap());
    story.fills("/act/aside", &[("need", need), ("offer", offer)]);
    assert!(story.json("match").is_empty() && !story.page("/wishes").contains("Not these two"));
    story.day("2026-06-10");
    assert_eq!(story.json("match").len(), 1, "after ninety days it may come again");
    story.does("aside KIM IDA".replace("KIM", need).replace("IDA", offer).as_str());
    // Kim has done much for me, and needs something that I know of.
    story
        .does("got Kim \"a month of her time\" --weight large")
        .does("got Kim \"a loan of her barn\" --weight large");
    let today = story.json("today");
    let line = today.iter().find(|line| line["kind"] == "gift").expect("a good turn would be timely");
    assert_eq!(line["person"]["name"], "Kim Vale");
    assert!(!line["reason"].as_str().unwrap().contains("owe"), "{line}");
    story.does(&format!("met {need} --by me --weight large"));
    assert!(story.json("today").iter().all(|line| line["kind"] != "gift"));
}
