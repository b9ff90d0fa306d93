//! `slimy`: somebody who was used once, and what brings trust back.

use crate::told::Story;

/// Nora, who was used once, and Otto, who would like to meet her.
fn nora() -> Story {
    let story = Story::new();
    story.does("add Nora Quill --email nora@quill.example --phone \"+44 20 7946 0177\"");
    story.does("add Otto Prior --email otto@prior.example --title Printer");
    for day in ["2026-01-02", "2026-01-09", "2026-01-16", "2026-01-23", "2026-01-30"] {
        story.does(&format!("log Nora \"lunch with her\" --on {day}"));
    }
    story
}

fn named_today(story: &Story, who: &str) -> bool {
    story.json("today").iter().any(|line| line["person"]["name"] == who)
}

#[test]
fn trust_is_given_time_and_favours_before_any_ask() {
    let story = nora();
    assert!(named_today(&story, "Nora Quill"), "weekly lunches broke off");
    let nora = story.id("Nora");
    story.fills("/act/stance", &[("who", &nora), ("stance", "slimy")]);
    // Five weeks of silence are no reason to hurry after somebody who felt used, but a month's gap is kept.
    story.day("2026-02-20");
    assert!(!named_today(&story, "Nora Quill"), "within a month she is left in peace");
    let asked = story.one("ask Nora \"a word to her publisher\"");
    let notes = asked["notes"].to_string();
    assert!(notes.contains("do them a good turn before you ask"), "{notes}");
    story.does("undo").does("gave Nora \"a review of her book\"");
    let notes = story.one("ask Nora \"a word to her publisher\"")["notes"].to_string();
    assert!(!notes.contains("before you ask"), "{notes}");
    assert!(story.page_of("Nora").contains("go gently"));
}

#[test]
fn what_a_boundary_forbids_is_not_drafted_not_suggested_and_not_written_to_files() {
    let story = nora();
    let nora = story.id("Nora");
    story.fills("/act/introduce", &[("a", &nora), ("b", "Otto"), ("why", "both love paper")]);
    let id = story.one("introductions")["id"].as_str().unwrap().to_owned();
    let path = format!("/introductions/{id}");
    assert!(story.page(&path).contains("mailto:nora@quill.example"));
    let before = story.page_of("Nora");
    assert!(before.contains("mailto:nora@quill.example"));
    story.fills("/act/boundary", &[("who", &nora), ("what", "do-not-contact"), ("said", "please, no more")]);
    assert!(!named_today(&story, "Nora Quill"));
    let refused = story.page(&path);
    assert!(
        refused.contains("No text is drafted") && refused.contains("does not want to be contacted"),
        "{refused}"
    );
    assert!(!refused.contains("mailto:"), "{refused}");
    assert!(
        story
            .fills_in_vain("/act/intro", &[("id", &id), ("step", "send")])
            .contains("does not want to be contacted")
    );
    assert!(story.refused("ask Nora a favour").contains("does not want to be contacted"));
    let page = story.page_of("Nora");
    assert!(page.contains("please, no more") && !page.contains("mailto:"), "{page}");
    // What is known of her stays here, unless the file is for oneself.
    story
        .does("boundary Nora no-sharing")
        .does("consent Otto email no --purpose share")
        .does("export out --as csv");
    let file = |story: &Story| std::fs::read_to_string(story.home().path("out/people.csv")).unwrap();
    assert!(
        !file(&story).contains("Nora") && file(&story).contains("Otto") && !file(&story).contains("otto@")
    );
    story.does("export out --as csv --for-myself");
    assert!(file(&story).contains("nora@quill.example") && file(&story).contains("otto@prior.example"));
}

#[test]
fn nothing_of_one_goes_to_the_other_before_their_yes() {
    let story = nora();
    story.does("introduce Otto Nora --why-a \"Nora Quill writes, and needs a printer\"");
    let id = story.one("introductions")["id"].as_str().unwrap().to_owned();
    let text = |story: &Story| {
        let text = story.one(&format!("intro {id}"))["texts"][0].clone();
        format!("{} {} {}", text["subject"], text["body"], text["mailto"])
    };
    assert!(!text(&story).contains("Nora") && !text(&story).contains("Quill"), "{}", text(&story));
    assert!(story.refused(&format!("intro {id} outcome well")).contains("not introduced yet"));
    story.does(&format!("intro {id} send")).day("2026-03-13");
    assert!(named_today(&story, "Otto Prior"), "no answer after a week");
    assert!(story.page("/").contains("href=\"/introductions/"), "and the page leads to it");
    story.does(&format!("intro {id} accept --pass-on \"I print on old presses.\""));
    let second = text(&story);
    assert!(
        second.contains("Otto Prior (Printer)") && second.contains("I print on old presses."),
        "{second}"
    );
    assert!(!second.contains("otto@prior.example"), "{second}");
    let path = format!("/introductions/{id}");
    for step in ["send", "accept"] {
        story.fills("/act/intro", &[("id", &id), ("step", step), ("back", &path)]);
    }
    let page = story.page(&path);
    assert!(page.contains("mailto:otto@prior.example,nora@quill.example"), "{page}");
    story.fills("/act/intro", &[("id", &id), ("step", "send")]);
    story.day("2026-05-20");
    let today = story.json("today");
    let line = today.iter().find(|line| line["kind"] == "introduction").unwrap();
    assert!(line["reason"].as_str().unwrap().contains("what came of it"), "{line}");
    story.fills(
        "/act/intro",
        &[("id", &id), ("step", "outcome"), ("result", "well"), ("note", "a fine book")],
    );
    for who in ["Nora", "Otto"] {
        let turns = story.one(&format!("show {who}"))["ledger"].to_string();
        assert!(turns.contains("introduction") && turns.contains("a fine book"), "{turns}");
    }
}
