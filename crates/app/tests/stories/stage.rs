//! `stage`: somebody who likes to be seen, and becomes curious of the others.

use crate::told::Story;

#[test]
fn what_is_unknown_is_asked_never_twice_and_learnt_at_a_meeting() {
    let story = Story::new();
    story.does("add Otto Lamp").does("add Pia Wood");
    for day in ["2026-02-10", "2026-02-17", "2026-02-24", "2026-03-03"] {
        story.does(&format!("log Otto \"lunch on my new role\" --on {day} --about-me 90"));
    }
    assert_eq!(story.one("mirror")["looks_like"], "stage", "nine tenths of each exchange were about oneself");
    assert!(story.page_of("Otto").contains("not known yet"));
    let otto = story.id("Otto");
    let question = story.one("question Otto")["text"].as_str().unwrap().to_owned();
    assert!(story.page_of("Otto").contains(&question));
    story.does("log Otto \"coffee at his place\"");
    story.fills("/act/asked", &[("who", &otto), ("what", &question)]);
    story.fills("/act/learn", &[("who", &otto), ("what", "builds a boat with his daughter")]);
    let gains = story.one("gains Otto");
    let goals = gains["parts"].as_array().unwrap().iter().find(|part| part["part"] == "goals").unwrap();
    assert_eq!(
        goals["learnt"][0]["meeting"], "coffee at his place",
        "the answer belongs where the question did, and to its meeting"
    );
    let next = gains["question"]["text"].as_str().unwrap();
    assert_ne!(next, question);
    assert_ne!(gains["question"]["part"], "goals", "what is not known comes first");
    let refused = story.fills_in_vain("/act/asked", &[("who", &otto), ("what", &question)]);
    assert!(refused.contains("was asked that on"), "{}", refused.len());
    // A question of one's own joins the list for everybody.
    story.does("asked Otto \"Which tree would you plant?\" --as interests");
    let mut asked = 0;
    while let Some(next) = story.json("question Pia").first() {
        let text = next["text"].as_str().unwrap().to_owned();
        story.does("asked Pia");
        asked += 1;
        if text == "Which tree would you plant?" {
            break;
        }
    }
    assert_eq!(asked, 42, "after ours about goals, accomplishments and interests");
    let brief = story.one("brief Otto");
    assert_eq!(brief["question"]["text"], next);
    assert!(brief["learnt"][0]["what"].as_str().unwrap().contains("boat"));
    assert!(story.page(&format!("/brief/{otto}")).contains("builds a boat with his daughter"));
}
