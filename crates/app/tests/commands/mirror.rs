//! The mirror.

use crate::things::two_annas;

#[test]
fn the_mirror_shows_what_was_done_beside_what_is_claimed() {
    let home = two_annas();
    home.tell("mirror").given("define \"being useful to each other\"");
    for what in ["a bicycle", "a reference", "a lamp", "an evening"] {
        home.given(&format!("got \"Anna Reed\" \"{what}\""));
    }
    home.tell("mirror").tell("mirror --json").matches("mirror");
}
