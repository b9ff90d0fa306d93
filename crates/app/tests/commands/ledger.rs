//! Good turns: gave, got, balance.

use crate::things::two_annas;

#[test]
fn good_turns_are_written_down_and_stand_over_the_years() {
    let home = two_annas();
    home.tell(
        "gave \"Anna Reed\" \"found her a tenant\" --as purchasing-agent --weight large --value \"1200 EUR\"",
    );
    home.tell("got \"Anna Reed\" read my draft --on yesterday --as mentor --json");
    home.tell("gave \"Anna Reed\" recommended her --by \"Anna Stone\" --on 2026-01-10 --json");
    home.tell("got \"Anna Stone\" dinner --as hospitality --weight large");
    home.tell("balance").tell("balance \"Anna Stone\" --json").tell("show \"Anna Reed\"");
    home.tell("undo").tell("balance --json").matches("turns");
}

#[test]
fn what_is_no_good_turn_is_said() {
    let home = two_annas();
    home.tell("balance")
        .tell("gave \"Anna Reed\" help --on 2026-04-01")
        .tell("gave \"Anna Reed\" help --as bribe");
    home.tell("gave \"Anna Reed\" help --value \"-5 EUR\"").tell("gave \"Anna Reed\" help --value 5");
    home.tell("gave \"Anna Reed\" help --weight huge").tell("gave \"Anna Reed\" \"\"").tell("got me help");
    home.tell("gave \"Anna Reed\" help --by \"Anna Reed\"").tell("got zoe help").tell("history");
    home.matches("turns-refused");
}
