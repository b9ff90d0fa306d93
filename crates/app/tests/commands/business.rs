//! Opportunities, and those who bring them.

use crate::things::two_annas;

#[test]
fn business_stands_beside_the_support_and_those_who_bring_it() {
    let home = two_annas();
    home.given("add Ben Carver").given("add Cleo Dunn").given("add Dan Edge");
    home.tell("prospects").tell("ambassadors");
    home.tell("opportunity Cleo \"a new roof\" --value \"9000 EUR\" --next \"measure it\" --by tomorrow");
    home.given("refer Ben me Cleo \"wants a roof\" --on 2026-01-10");
    home.given("gave Cleo \"lent her a ladder\" --personal").given("gave Cleo \"a tenant\" --weight large");
    home.tell("prospects").tell("prospects --json");
    let id = home.json("prospects")[0]["id"].as_str().unwrap().to_owned();
    home.tell(&format!("stage {id} offer --value \"8800 EUR\""))
        .tell(&format!("stage {id} --next \"call her\" --by \"next Friday\" --json"));
    home.tell(&format!("stage {id} won"))
        .tell("prospects")
        .tell("prospects won")
        .tell(&format!("stage {id} lost"));
    let referral = home.json("referrals")[0]["id"].as_str().unwrap().to_owned();
    home.given(&format!("referral {referral} closed")).given("refer Ben me Dan --on 2026-02-01");
    home.tell("ambassadors").given("got Ben \"brought me together with the mayor\" --as introduction");
    home.tell("ambassadors").tell("ambassadors --json");
    home.tell("opportunity Dan \"a shed\" --value \"700 EUR\" --through Cleo --json");
    let id = home.json("prospects")[0]["id"].as_str().unwrap().to_owned();
    home.given(&format!("stage {id} won"))
        .tell("ambassadors Ben")
        .tell("ambassadors Ben --json")
        .tell("undo");
    home.matches("business");
}

#[test]
fn what_is_no_business_is_said() {
    let home = two_annas();
    home.tell("opportunity zoe roof")
        .tell("opportunity \"Anna Reed\" \"\"")
        .tell("opportunity \"Anna Reed\" roof --stage won");
    home.tell("opportunity \"Anna Reed\" roof --stage dream")
        .tell("opportunity \"Anna Reed\" roof --value \"-1 EUR\"");
    home.tell("opportunity \"Anna Reed\" roof --by 2026-01-01")
        .tell("opportunity \"Anna Reed\" roof --through \"Anna Reed\"");
    home.given("boundary \"Anna Reed\" no-pitch").tell("opportunity \"Anna Reed\" roof");
    home.tell("opportunity \"Anna Reed\" roof --asked");
    let id = home.json("prospects")[0]["id"].as_str().unwrap().to_owned();
    home.tell(&format!("stage {id}"))
        .tell(&format!("stage {id} dream"))
        .tell("stage 12345678 won")
        .tell("prospects dream");
    home.tell("ambassadors zoe").tell("history").matches("business-refused");
}
