//! `taking`: somebody who only takes, and who is kept clear of.

use crate::told::Story;

/// Tess has taken from many for years, and let every ask go by.
fn tess() -> Story {
    let story = Story::new();
    story.does("add Tess Grabb").does("add Uli Fair");
    for (at, name) in ["Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal"].iter().enumerate() {
        story.does(&format!("add {name} Vale"));
        story.does(&format!("gave Tess \"lent a van\" --by {name} --weight large --on 2024-0{}-01", at + 1));
    }
    story.does("gave Tess \"found a tenant\" --weight large --on 2025-06-01");
    for what in ["a hand with the move", "a word to the landlord", "an hour"] {
        story.does(&format!("ask Tess \"{what}\""));
        let id = story.one("asks")["id"].as_str().unwrap().to_owned();
        story.does(&format!("answer {id} unanswered"));
    }
    story
}

#[test]
fn a_taker_is_introduced_to_nobody_until_the_member_decides_otherwise() {
    let story = tess();
    let guard = story.page("/guard");
    assert!(guard.contains("Tess Grabb") && guard.contains("1 January 2024"), "with dated evidence");
    let refused = story.refused("introduce Tess Uli");
    assert!(refused.contains("Tess Grabb"), "{refused}");
    let given = story.one("gave Tess \"a lift\"");
    assert!(
        given["notes"].to_string().contains("Tess"),
        "one is asked to think before giving again: {given}"
    );
    story.does("undo");
    let tess = story.id("Tess");
    story.fills("/act/overrule", &[("who", &tess), ("why", "she looks after her mother")]);
    story.does("introduce Tess Uli --why \"both sail\"");
    story.does("undo").day("2028-06-01");
    assert!(story.refused("introduce Tess Uli").contains("Tess"), "the decision is remembered two years");
    story.does("excuse Tess ill").does("introduce Tess Uli");
}

#[test]
fn nothing_of_it_leaves_the_book() {
    let story = tess();
    story
        .does("stance Tess taking")
        .does("export out --as json")
        .does("export out --as vcard")
        .does("export out --as csv");
    for name in ["people.jsonl", "people.vcf", "people.csv"] {
        let text = std::fs::read_to_string(story.home().path("out").join(name)).unwrap().to_lowercase();
        assert!(text.contains("tess") && !text.contains("guard") && !text.contains("tak"), "{name}");
    }
    story.does("export out --as json --for-myself");
    let mine = std::fs::read_to_string(story.home().path("out/people.jsonl")).unwrap();
    assert!(mine.contains("\"stance\":\"taking\""), "for oneself everything is written");
}
