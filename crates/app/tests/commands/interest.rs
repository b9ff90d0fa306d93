//! Interest in the other person.

use crate::things::two_annas;

#[test]
fn what_is_not_known_is_asked_and_what_is_learnt_is_kept_with_its_meeting() {
    let home = two_annas();
    home.tell("gains \"Anna Reed\"").tell("question \"Anna Reed\"").tell("question \"Anna Reed\" --json");
    home.given("log \"Anna Reed\" \"lunch at the harbour\" --about-me 80").tell("asked \"Anna Reed\"");
    home.tell("learn \"Anna Reed\" wants to build in slate only")
        .tell("learn \"Anna Reed\" \"sings in a choir\" --as interests --json");
    home.tell("learn \"Anna Reed\" \"has a sister in Bern\"")
        .tell("gains \"Anna Reed\"")
        .tell("gains \"Anna Reed\" --json");
    home.tell("asked \"Anna Reed\" \"What do you sing?\" --as skills --json")
        .tell("asked \"Anna Reed\" \"what do you sing?\"");
    home.tell("question \"Anna Reed\"").tell("undo").tell("mirror").matches("interest");
}

#[test]
fn what_cannot_be_learnt_is_said() {
    let home = two_annas();
    home.tell("learn zoe \"sings\"")
        .tell("learn \"Anna Reed\" \"\"")
        .tell("learn \"Anna Reed\" sings --as hobby");
    home.tell("learn \"Anna Reed\" sings --at nowhere")
        .tell("learn \"Anna Reed\" sings --on 2030-01-01")
        .tell("gains zoe");
    home.tell("asked zoe").tell("question me").tell("asked \"Anna Reed\" \"Do you sing?\" --as hobby");
    home.tell("log \"Anna Reed\" lunch --about-me 120").tell("history").matches("interest-refused");
}
