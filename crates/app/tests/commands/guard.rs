//! The guard.

use crate::things::two_annas;
use crate::world::Home;

/// Anna Reed has taken from eight people over years, and let three asks go by.
fn a_taker() -> Home {
    let home = two_annas();
    for (at, name) in ["Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal"].iter().enumerate() {
        home.given(&format!("add {name} Vale"));
        home.given(&format!(
            "gave \"Anna Reed\" \"lent a van\" --by {name} --weight large --on 2024-0{}-01",
            at + 1
        ));
    }
    home.given("gave \"Anna Reed\" \"found her a tenant\" --weight large --on 2025-06-01");
    home
}

#[test]
fn the_guard_speaks_with_evidence_and_can_be_overruled() {
    let home = a_taker();
    home.tell("guard").tell("guard \"Anna Reed\"");
    for what in ["a hand with the move", "a word to her landlord", "an hour of advice"] {
        home.given(&format!("ask \"Anna Reed\" \"{what}\""));
        let id = home.json("asks")[0]["id"].as_str().unwrap().to_owned();
        home.given(&format!("answer {id} unanswered"));
    }
    home.tell("guard").tell("guard --json").tell("overrule \"Anna Reed\" \"she is ill\"").tell("guard");
    home.tell("overrule \"Anna Reed\" --off --json").tell("excuse \"Anna Reed\" ill --json").tell("guard");
    home.tell("guard \"Anna Reed\"")
        .tell("excuse \"Anna Reed\" --remove")
        .tell("guard --json")
        .matches("guard");
}

#[test]
fn what_the_guard_cannot_do_is_said() {
    let home = two_annas();
    home.tell("guard zoe").tell("excuse \"Anna Reed\"").tell("excuse \"Anna Reed\" --remove");
    home.tell("overrule \"Anna Reed\" --off").tell("overrule me").matches("guard-refused");
}
