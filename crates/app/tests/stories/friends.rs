//! `friends`: somebody who makes friends, and forgets to ask what they do; and the other way round.

use crate::told::Story;

#[test]
fn the_empty_half_is_seen_and_filled() {
    let story = Story::new();
    story
        .does("add Quinn Ash --birthday 03-08")
        .does("add Rosa Elm --title Notary --organisation \"Elm and Elm\"");
    story
        .does("learn Quinn \"fishes in the fjord\" --as interests")
        .does("gave Quinn \"a jar of honey\" --as gift");
    let hint = |who: &str| story.one(&format!("show {who}"))["halves"]["hint"].as_str().map(str::to_owned);
    assert!(hint("Quinn").unwrap().contains("little of their work"), "{:?}", hint("Quinn"));
    assert!(hint("Rosa").unwrap().contains("little of who they are"), "{:?}", hint("Rosa"));
    let page = story.page_of("Quinn");
    assert!(
        page.contains("fishes in the fjord")
            && page.contains("a jar of honey")
            && page.contains("little of their work")
    );
    let quinn = story.id("Quinn");
    story.fills("/act/need", &[("who", &quinn), ("what", "a notary")]);
    story.fills(
        "/act/learn",
        &[("who", &quinn), ("what", "sells nets to half of Norway"), ("as", "accomplishments")],
    );
    assert_eq!(hint("Quinn"), None, "both halves are known now");
    // And the friends' own: a birthday comes up, and a wish to be in touch is kept.
    let today = story.json("today");
    assert!(
        today.iter().any(|line| line["kind"] == "birthday" && line["person"]["name"] == "Quinn Ash"),
        "{today:?}"
    );
    story
        .does("log Rosa \"dinner\" --on 2026-02-01")
        .does("log Rosa \"dinner\" --on 2026-02-08")
        .does("edit Rosa --cadence 14");
    assert!(story.json("today").iter().any(|line| line["person"]["name"] == "Rosa Elm"));
    assert!(
        story.one("show Rosa")["halves"]["personal"].to_string().contains("every"),
        "how often is part of the person"
    );
}
