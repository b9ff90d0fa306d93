//! Referrals and slips.

use crate::things::two_annas;
use crate::world::Home;

/// Two Annas and whom they pass on.
fn annas() -> Home {
    let home = two_annas();
    home.given("add Ben Carver --email ben@carver.example").given("add Cleo Dunn");
    home
}

/// The whole id of the latest referral.
fn latest(home: &Home) -> String {
    home.json("referrals")[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_referral_goes_its_way_and_is_credited_to_its_giver() {
    let home = annas();
    home.tell("referrals").tell("refer \"Anna Reed\" me Ben \"a new table\" --value \"900 EUR\"");
    let id = latest(&home);
    home.tell("today")
        .tell(&format!("referral {id} contacted"))
        .tell(&format!("referral {id} closed --value \"850 EUR\" --json"));
    home.tell("balance").tell("today").tell(&format!("referral {id} --thanked --json")).tell("referrals");
    home.tell(&format!("referral {id} --value \"870 EUR\""))
        .tell("referrals --json")
        .tell("balance \"Anna Reed\" --json");
    home.tell("refer me \"Anna Stone\" Cleo \"wants a roof\" --value \"5000 EUR\" --json");
    let id = latest(&home);
    home.tell(&format!("referral {id} met"))
        .tell(&format!("referral {id} closed --value \"4000 EUR\""))
        .tell("referrals \"Anna Stone\"");
    home.tell("balance \"Anna Stone\"")
        .tell("undo")
        .tell("balance \"Anna Stone\"")
        .tell("referrals Cleo --json");
    home.tell("refer \"Anna Reed\" \"Anna Stone\" Ben").tell("referrals").matches("referrals");
}

#[test]
fn what_is_no_referral_is_said() {
    let home = annas();
    home.tell("refer me me Ben").tell("refer me Ben Ben").tell("refer me Ben zoe").tell("refer me Ben");
    home.tell("refer me Ben Cleo --value \"-5 EUR\"").tell("refer me Ben Cleo --on 2027-01-01");
    home.given("boundary Cleo no-sharing").tell("refer me Ben Cleo").given("undo").given("refer me Ben Cleo");
    let id = latest(&home);
    home.tell(&format!("referral {id}"))
        .tell(&format!("referral {id} sold"))
        .tell(&format!("referral {id} given"));
    home.tell(&format!("referral {id} met --on 2026-01-01")).given(&format!("referral {id} lost"));
    home.tell(&format!("referral {id} closed")).tell("referral 12345678 closed").tell("referrals zoe");
    home.given("refer Ben me Cleo");
    let id = latest(&home);
    home.given(&format!("referral {id} closed --thanked")).tell(&format!("referral {id} --thanked"));
    home.matches("referrals-refused");
}

#[test]
fn slips_are_handed_in_and_come_out_as_a_table() {
    let home = annas();
    home.tell("slips").tell("slip referral-inside \"Anna Reed\" \"her own roof\"");
    home.tell("slip referral-outside \"Anna Stone\" \"a kitchen, and more\" --about Cleo --json");
    home.tell("slip one-to-one Ben \"his plans\"")
        .tell("slip thank-you \"Anna Reed\" \"the Miller job\" --value \"1,200.50 CHF\"");
    home.tell("slip thank-you \"Anna Reed\" \"the Miller job\" --value \"1,200.50 CHF\"");
    home.tell("slip visitor \"Dora Edge\" --email dora@edge.example --chapter \"Harbour Chapter\"");
    home.tell("slips").tell("slips --json").tell("slips --csv").tell("show Dora").tell("referrals");
    home.given("boundary Cleo no-sharing").tell("slips --csv --from 2026-03-05");
    home.tell("slip bribe Ben")
        .tell("slip referral-outside Ben")
        .tell("slip one-to-one zoe")
        .tell("slips --from 2027-01-01");
    home.tell("slip thank-you Ben --referral 12345678").tell("undo").matches("slips");
}
