//! `marketing`: somebody who spreads the word, and learns to spread it about others.

use crate::told::Story;

#[test]
fn the_word_goes_both_ways_and_the_half_about_others_is_counted() {
    let story = Story::new();
    story
        .does("add Mara Press --email mara@press.example")
        .does("add Nils Baker")
        .does("set --me eva@home.example");
    for _ in 0..3 {
        story.does("spread me Nils --what \"my new book\"");
    }
    let words = story.one("words --totals");
    assert_eq!((words["about_myself"].as_u64(), words["share"].as_f64()), (Some(3), Some(0.0)));
    assert!(story.page("/words").contains("and of nobody else"));
    assert_eq!(
        story.one("mirror")["looks_like"],
        "marketing",
        "three words about oneself, and none about others"
    );
    let mara = story.id("Mara");
    story.fills(
        "/act/card",
        &[
            ("who", &mara),
            ("line", "prints small books"),
            ("ideal", "people who write"),
            ("not", "that she moved"),
        ],
    );
    story.fills("/act/spread", &[("about", &mara), ("to", "Nils"), ("what", "her small books")]);
    assert_eq!(story.one("words --totals")["share"], 0.25);
    let page = story.page(&format!("/card/{mara}"));
    assert!(
        page.contains("Mara Press: prints small books") && page.contains("<svg class=\"code\""),
        "text and picture"
    );
    assert!(
        !page.contains("that she moved</p>")
            && !story.one(&format!("card {mara}"))["text"].to_string().contains("moved")
    );
    assert!(story.page_of("Mara").contains("Not to be said"));
    let spoken = story.one("spread Mara Nils --what \"again\"");
    assert!(
        spoken["notes"].to_string().contains("that she moved"),
        "before one speaks one sees what not to say"
    );
}

#[test]
fn a_good_word_about_me_is_thanked_for() {
    let story = Story::new();
    story.does("add Mara Press").does("add Nils Baker");
    story.does("spread me Nils --by Mara --what \"my tables\"").day("2026-03-07");
    let thanks = |story: &Story| {
        story
            .json("today")
            .iter()
            .any(|line| line["kind"] == "thanks" && line["person"]["name"] == "Mara Press")
    };
    assert!(thanks(&story));
    let word = story.json("words")[0]["id"].as_str().unwrap().to_owned();
    story.fills("/act/thank", &[("id", &word)]);
    assert!(!thanks(&story));
    story.does("undo");
    assert!(thanks(&story));
    story.does("log Mara \"wrote to thank her\" --kind mail --direction out").day("2026-03-08");
    assert!(!thanks(&story), "whoever wrote since has said it");
}
