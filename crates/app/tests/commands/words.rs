//! Word of mouth.

use crate::things::two_annas;

#[test]
fn the_word_is_spread_both_ways() {
    let home = two_annas();
    home.given("add Ben Carver --email ben@carver.example").given("set --me eva@home.example");
    home.tell("card \"Anna Reed\"")
        .tell("card \"Anna Reed\" --line \"keeps old roofs alive\" --ideal \"people with slate\"");
    home.tell("card \"Anna Reed\" --proof \"my own roof\" --not \"that she was ill\" --json")
        .tell("card \"Anna Reed\"");
    home.tell("card \"Anna Reed\" --json")
        .tell("code me")
        .tell("card me --name \"Eva Home\" --line \"writes wills\"");
    home.tell("card me --json").tell("code me").tell("code \"Anna Reed\" --json");
    home.tell("words").tell("spread \"Anna Reed\" Ben --what \"her roofs\" --result \"he called her\"");
    home.tell("spread me \"Anna Stone\" --by Ben --on yesterday --json")
        .tell("spread me Ben --what \"my new office\"");
    home.tell("words").tell("words --json").tell("words --totals --json").tell("words Ben").tell("today");
    let words = home.json("words");
    let due =
        words.iter().find(|word| word["thanks_due"] == true).unwrap()["id"].as_str().unwrap().to_owned();
    home.tell(&format!("thank {due}")).tell(&format!("thank {due}")).tell("today").tell("undo");
    home.tell(&format!("thank {due} --json")).tell("mirror").matches("words");
}

#[test]
fn what_cannot_be_spread_is_said() {
    let home = two_annas();
    home.tell("spread \"Anna Reed\" \"Anna Reed\"")
        .tell("spread \"Anna Reed\" me")
        .tell("spread zoe \"Anna Reed\"");
    home.tell("spread me \"Anna Reed\" --on 2030-01-01")
        .tell("card zoe")
        .tell("card \"Anna Reed\" --name Anna");
    home.given("card \"Anna Reed\" --line \"mends roofs\"").tell("card \"Anna Reed\" --line \"mends roofs\"");
    home.given("boundary \"Anna Reed\" no-sharing")
        .tell("spread \"Anna Reed\" \"Anna Stone\"")
        .tell("card \"Anna Reed\"");
    home.tell("code \"Anna Reed\"")
        .tell("code zoe")
        .tell("thank 12345678")
        .tell("words zoe")
        .matches("words-refused");
}

#[test]
fn an_address_given_to_reach_somebody_is_handed_on_in_no_picture_of_a_card() {
    let home = two_annas();
    home.given("card \"Anna Reed\" --line \"mends roofs\"");
    let code = || home.json("code \"Anna Reed\"")[0]["text"].as_str().unwrap().to_owned();
    home.given("consent \"Anna Reed\" email yes --purpose contact");
    assert!(!code().contains("anna@reed.example"), "{}", code());
    home.given("consent \"Anna Reed\" email yes --purpose share");
    assert!(code().contains("anna@reed.example"), "{}", code());
    home.given("consent \"Anna Reed\" email no --purpose share");
    home.given("card \"Anna Reed\" --line \"mends roofs: Anna@Reed.example\"");
    let refused = home.run("code \"Anna Reed\"");
    assert_ne!(refused.code, 0, "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stderr.contains("said no to their email"), "{}", refused.stderr);
}
