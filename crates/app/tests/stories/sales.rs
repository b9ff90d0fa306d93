//! `sales`: somebody who sees the next contract, and the person who brings three of them.

use serde_json::json;

use crate::told::Story;

#[test]
fn whoever_brings_business_stands_beside_whoever_may_buy() {
    let story = Story::new();
    for name in ["Paul Prospect", "Ines Ally", "Rhea Client", "Theo Client"] {
        story.does(&format!("add {name}"));
    }
    let paul = story.id("Paul");
    story.fills(
        "/act/opportunity",
        &[
            ("who", &paul),
            ("what", "a new kitchen"),
            ("value", "20000 EUR"),
            ("next", "send the plans"),
            ("by", "2026-03-09"),
        ],
    );
    let line = story.one("prospects");
    assert_eq!(
        (&line["value"], line["support"]["professional"].as_u64()),
        (&json!({ "amount": 20_000, "currency": "EUR" }), Some(0))
    );
    story.day("2026-03-09");
    let today = story.json("today");
    let due = today.iter().find(|line| line["kind"] == "business").expect("the next step is due");
    assert!(due["reason"].as_str().unwrap().contains("You have not helped them with anything yet"), "{due}");
    story.does("gave Paul \"found him a tiler\" --as purchasing-agent");
    assert_eq!(story.one("prospects")["support"]["professional"], 1);
    // Ines never buys; she brings Rhea, and Rhea brings Theo.
    story.does("refer Ines me Rhea --on 2025-06-01").does("refer Rhea me Theo --on 2025-09-01");
    for (who, worth) in [("Rhea", "9000 EUR"), ("Theo", "5000 EUR")] {
        story.does(&format!("opportunity {who} \"a kitchen\" --value \"{worth}\" --asked"));
        let lines = story.json("prospects");
        let line =
            lines.iter().find(|line| line["person"]["name"].as_str().unwrap().starts_with(who)).unwrap();
        story.fills("/act/stage", &[("id", line["id"].as_str().unwrap()), ("stage", "won")]);
    }
    let referrals = story.json("referrals Ines");
    story.does(&format!("referral {} closed", referrals[0]["id"].as_str().unwrap()));
    story.does("got Ines \"brought me together with the architect\" --as introduction");
    let ines = story.one("ambassadors Ines");
    assert_eq!(ines["direct"][0], json!({ "amount": 9000, "currency": "EUR" }));
    assert_eq!(ines["down_the_chain"][0], json!({ "amount": 5000, "currency": "EUR" }));
    assert!(ines["score"].as_f64().unwrap() > 0.2, "{ines}");
    let page = story.page("/business");
    assert!(
        page.contains("Ines Ally") && page.contains("Paul Prospect") && page.contains("9,000 EUR directly"),
        "{page}"
    );
    let page = story.page_of("Ines");
    assert!(
        page.contains("Theo Client through Rhea Client, 5,000 EUR"),
        "the chain is drawn, and said in words"
    );
    assert!(page.contains(">ambassador<") && page.contains(">profitable<"), "{page}");
    assert!(story.page_of("Rhea").contains(">client<") && story.page_of("Paul").contains(">prospect<"));
}

#[test]
fn what_the_receiver_earns_is_the_receivers_alone() {
    let story = Story::new();
    story.does("add Lena Host").does("add Milo Guest");
    story.does("refer me Lena Milo \"wants a garden\" --value \"3000 EUR\"");
    let id = story.json("referrals")[0]["id"].as_str().unwrap().to_owned();
    story.fills("/act/referral", &[("id", &id), ("state", "closed"), ("value", "2500 EUR")]);
    let all = format!("{} {} {}", story.words("referrals"), story.page("/referrals"), story.page_of("Lena"));
    assert!(!all.contains("2,500") && !all.contains("3,000"), "{all}");
    assert_eq!(story.one("balance Lena")["reading"], "mostly I give", "what closed is credited to the giver");
    story.does("refer Lena me Milo \"wants a roof\"");
    let id = story.json("referrals")[0]["id"].as_str().unwrap().to_owned();
    story.fills("/act/referral", &[("id", &id), ("state", "closed"), ("value", "700 EUR")]);
    let received = story.json("referrals --totals").remove(1);
    assert_eq!(received["direction"], "received");
    assert_eq!(
        received["worth"][0],
        json!({ "amount": 700, "currency": "EUR" }),
        "what I got is mine to see"
    );
    let thanks = story.json("today");
    assert!(
        thanks.iter().any(|line| line["kind"] == "thanks" && line["person"]["name"] == "Lena Host"),
        "{thanks:?}"
    );
    story.fills("/act/referral", &[("id", &id), ("thanked", "1")]);
    assert!(story.json("today").iter().all(|line| line["kind"] != "thanks"));
}
