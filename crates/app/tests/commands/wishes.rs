//! Needs, offers, matches; groups and their report.

use crate::things::two_annas;
use crate::world::Home;

/// The whole id of what of a list says this.
fn id(home: &Home, list: &str, what: &str) -> String {
    let lines = home.json(list);
    let found = lines.iter().find(|line| line["what"] == what).unwrap_or_else(|| panic!("{lines:?}"));
    found["id"].as_str().unwrap().to_owned()
}

#[test]
fn who_can_help_whom_is_shown_with_the_reason() {
    let home = two_annas();
    home.tell("needs").tell("offers").tell("match");
    home.given("add Ben Carver --title \"Tax adviser\" --email ben@carver.example");
    home.tell("need \"Anna Reed\" \"a tax adviser for roofers\" --until 2026-06-01");
    home.tell("offer Ben \"advice on tax for small firms\" --json");
    home.tell("offer \"Anna Stone\" \"sailing lessons\"").tell("need me \"sailing lessons for two\" --json");
    home.given("offer me \"slates and roofing felt\"").given("need \"Anna Stone\" \"slates for the shed\"");
    home.tell("needs")
        .tell("needs me --json")
        .tell("offers Ben --json")
        .tell("match")
        .tell("match --json --limit 1");
    home.tell("match Ben").tell("match me").tell("today");
    let (need, offer) = (
        id(&home, "needs", "a tax adviser for roofers"),
        id(&home, "offers", "advice on tax for small firms"),
    );
    home.tell(&format!("aside {need} {offer}")).tell("match \"Anna Reed\"").tell("undo");
    home.given("boundary Ben no-introductions").tell("match Ben").given("undo");
    let mine = id(&home, "needs", "slates for the shed");
    home.tell(&format!("met {mine} --by me --weight large --as purchasing-agent"));
    home.tell(&format!("met {need} --by Ben --json")).tell("balance").tell(&format!("met {need}"));
    home.tell(&format!("withdraw {offer} --json")).tell("match").tell("undo").tell("match Ben");
    home.tell(&format!("aside {need} {offer} --json")).matches("wishes");
}

#[test]
fn what_cannot_be_needed_is_said() {
    let home = two_annas();
    home.tell("need zoe \"a boat\"").tell("need \"Anna Reed\" \"\"").tell("need \"Anna Reed\" \"the of\"");
    home.tell("need \"Anna Reed\" boat --until 2026-01-01").tell("offer \"Anna Reed\" boat --until whenever");
    home.given("need \"Anna Reed\" boat").given("offer \"Anna Reed\" boats");
    let (need, offer) = (id(&home, "needs", "boat"), id(&home, "offers", "boats"));
    home.tell("match").tell(&format!("aside {need} {offer}")).tell(&format!("met {offer}"));
    home.tell(&format!("met {need} --by \"Anna Reed\"")).tell(&format!("met {need} --weight large"));
    home.tell(&format!("met {need} --by me --as bribe"))
        .tell("withdraw 12345678")
        .tell("match zoe")
        .tell("needs zoe");
    home.given(&format!("withdraw {offer}")).tell(&format!("withdraw {offer}")).matches("wishes-refused");
}

#[test]
fn a_group_is_served_and_reported_on() {
    let home = two_annas();
    home.tell("groups").tell("group Choir of St Mary").tell("join \"Anna Reed\" choir").tell("groups --json");
    home.tell("join \"Anna Stone\" \"St Mary\" --json").given("need \"Anna Reed\" \"a tax adviser\"");
    home.given("offer \"Anna Stone\" \"sheet music\"").tell("groups choir").tell("groups choir --json");
    home.given("gave \"Anna Reed\" \"found her a tenant\" --as purchasing-agent --weight large");
    home.given("gave \"Anna Stone\" \"lent her a van\" --by \"Anna Reed\" --on 2026-02-01");
    home.given("gave \"Anna Stone\" \"an old favour\" --on 2024-02-01");
    let need = id(&home, "needs", "a tax adviser");
    home.given(&format!("met {need} --by me --as mentor")).given("promise \"Anna Stone\" \"a score\"");
    let promise = id(&home, "promises", "a score");
    home.given(&format!("keep {promise}")).given("introduce \"Anna Reed\" \"Anna Stone\"");
    home.tell("report choir")
        .tell("report choir --json")
        .tell("report choir --from 2024-01-01 --to 2024-12-31");
    home.given("boundary \"Anna Reed\" no-sharing").tell("report choir").given("undo");
    home.tell("leave \"Anna Stone\" choir").tell("leave \"Anna Stone\" choir").tell("undo");
    home.tell("group choir --off --json")
        .tell("groups")
        .tell("undo")
        .tell("leave \"Anna Reed\" choir --json");
    home.tell("group \"Choir of St Mary\"").tell("join \"Anna Stone\" choir").tell("join zoe choir");
    home.tell("join \"Anna Reed\" club")
        .tell("report club")
        .tell("report choir --from tomorrow --to 2026-01-01");
    home.tell("report choir --from whenever").tell("group \"\"").matches("groups");
}

#[test]
fn a_report_for_a_group_says_no_words_that_were_for_me_alone() {
    let home = two_annas();
    home.given("group Choir").given("join \"Anna Reed\" Choir").given("join \"Anna Stone\" Choir");
    home.given("gave \"Anna Reed\" \"lent money for rehab\" --as loan-broker");
    home.given("gave \"Anna Reed\" \"spoke for her at the fair\" --tell");
    home.given("gave \"Anna Stone\" \"sat with her in court\" --tell");
    home.given("gave \"Anna Reed\" \"a van\" --by \"Anna Stone\" --tell");
    let all = home.json("report Choir").remove(0).to_string();
    for told in ["spoke for her at the fair", "sat with her in court", "a van"] {
        assert!(all.contains(told), "{told}: {all}");
    }
    assert!(!all.contains("rehab") && all.contains("loan-broker"), "{all}");
    home.given("boundary \"Anna Stone\" no-sharing");
    let kept = home.json("report Choir").remove(0).to_string();
    assert!(kept.contains("spoke for her at the fair"), "{kept}");
    for own in ["rehab", "court", "a van", "Anna Stone"] {
        assert!(!kept.contains(own), "{own}: {kept}");
    }
    home.given("boundary \"Anna Stone\" no-sharing --remove")
        .given("consent \"Anna Stone\" name no --purpose share");
    let kept = home.json("report Choir").remove(0).to_string();
    assert!(!kept.contains("court") && !kept.contains("a van") && !kept.contains("Anna Stone"), "{kept}");
    // What was marked by mistake is taken back, and new words are not for others by themselves.
    let turns = home.json("balance \"Anna Reed\"").remove(0);
    let turn =
        turns["history"].as_array().unwrap().iter().find(|turn| turn["what"] == "spoke for her at the fair");
    let turn = turn.unwrap()["id"].as_str().unwrap().to_owned();
    home.given(&format!("correct {turn} --what \"paid her debts\""));
    assert!(!home.json("report Choir").remove(0).to_string().contains("debts"));
    home.given(&format!("correct {turn} --tell yes"));
    assert!(home.json("report Choir").remove(0).to_string().contains("debts"));
    home.given(&format!("correct {turn} --tell no"));
    assert!(!home.json("report Choir").remove(0).to_string().contains("debts"));
}

#[test]
fn trades_and_words_meet_in_other_names_and_languages() {
    let home = Home::new();
    home.given("add \"Ines Paz\"").given("add \"Leo Hart\" --title Lawyer").given("add \"Uma Falk\"");
    home.given("need Ines \"an attorney at law\"").tell("match");
    home.given("need Leo \"eine Steuerberaterin\"").given("offer Uma \"Steuerberater für Künstler\"");
    home.given("need Uma \"des avocats\"").given("offer Ines \"un avocat qui parle espagnol\"");
    home.given("learn Uma \"plays the cello in a quartet\" --as skills").given("need Ines \"cello lessons\"");
    home.tell("match").tell("match Ines --json");
    let need = id(&home, "needs", "an attorney at law");
    home.tell(&format!("aside {need} \"Leo Hart\"")).tell("match Leo").matches("match-trades");
}
