//! Boundaries and consent, and what keeps to them.

use crate::things::two_annas;

#[test]
fn what_somebody_does_not_want_is_kept_to() {
    let home = two_annas();
    home.tell("boundaries").tell("boundary \"Anna Reed\"");
    home.tell("boundary \"Anna Reed\" no-pitch --said \"not at the club\"")
        .tell("boundary \"Anna Reed\" no-pitch");
    home.tell("boundary \"Anna Reed\" at-most-every:30 --json")
        .tell("boundary \"Anna Reed\" at-most-every:60");
    home.tell("boundary \"Anna Reed\" hours:17-21 --zone Europe/Zurich").tell("boundary \"Anna Reed\"");
    home.given("log \"Anna Reed\" \"wrote to her\" --kind mail").tell("ask \"Anna Reed\" a word");
    home.tell("boundary \"Anna Stone\" no-sharing").tell("boundaries").tell("boundaries no-sharing --json");
    home.tell("export out --as csv").tell_file("out/people.csv");
    home.tell("export out --as csv --for-myself").tell_file("out/people.csv");
    home.tell("boundary \"Anna Stone\" no-sharing --remove")
        .tell("undo")
        .tell("boundary \"Anna Stone\" --json");
    home.matches("boundaries");
}

#[test]
fn a_datum_may_be_used_as_its_owner_agreed() {
    let home = two_annas();
    home.tell("consent \"Anna Reed\" email no --purpose share")
        .tell("export out")
        .tell_file("out/people.vcf");
    home.tell("consent \"Anna Reed\" email yes")
        .tell("consent \"Anna Reed\" email yes")
        .tell("show \"Anna Reed\" --json");
    home.tell("consent \"Anna Reed\" email unknown --purpose share --json").tell("undo");
    home.tell("consent \"Anna Reed\" shoes no").tell("consent \"Anna Reed\" email maybe");
    home.tell("consent \"Anna Reed\" email no --purpose fun").tell("consent zoe email no");
    home.matches("consent");
}

#[test]
fn what_is_no_boundary_is_said() {
    let home = two_annas();
    home.tell("boundary \"Anna Reed\" no-jokes").tell("boundary \"Anna Reed\" hours:17-9");
    home.tell("boundary \"Anna Reed\" channel:pigeon").tell("boundary \"Anna Reed\" at-most-every:0");
    home.tell("boundary \"Anna Reed\" hours:9-17 --zone Mars/Olympus")
        .tell("boundary \"Anna Reed\" no-pitch --zone UTC");
    home.tell("boundary \"Anna Reed\" no-pitch --remove").tell("boundary \"Anna Reed\" --remove");
    home.tell("boundary zoe no-pitch").tell("boundary me no-pitch").tell("boundaries jokes").tell("history");
    home.matches("boundaries-refused");
}
