//! Stances and cross purposes.

use crate::things::two_annas;

#[test]
fn what_networking_means_is_said_and_shown() {
    let home = two_annas();
    home.tell("stance")
        .tell("define")
        .tell("define \"being useful to each other, for years\"")
        .tell("define --json");
    home.tell("stance me service").tell("stance --json").tell("stance \"Anna Reed\"");
    home.tell("stance \"Anna Reed\" sales --json").tell("stance \"Anna Reed\"");
    home.tell("stance \"Anna Reed\" sales").tell("cross-purposes \"Anna Reed\"");
    home.tell("cross-purposes \"Anna Reed\" --json").tell("show \"Anna Reed\" --json");
    home.tell("stance \"Anna Reed\" unknown").tell("cross-purposes").matches("stance");
}

#[test]
fn what_is_no_stance_is_said() {
    let home = two_annas();
    home.tell("stance \"Anna Reed\" greed").tell("stance zoe sales").tell("cross-purposes \"Anna Stone\"");
    home.tell("cross-purposes me").tell("history").matches("stance-refused");
}

#[test]
fn a_stance_is_told_from_what_they_do() {
    let home = two_annas();
    home.given("got \"Anna Reed\" \"a basket of pears\" --as gift")
        .given("got \"Anna Reed\" dinner --as hospitality");
    home.tell("stance \"Anna Reed\"").tell("stance \"Anna Reed\" --json").tell("stance \"Anna Stone\"");
    home.matches("stance-told");
}
