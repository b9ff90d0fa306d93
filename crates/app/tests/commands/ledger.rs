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

#[test]
fn a_good_turn_is_corrected_and_the_history_shows_all_of_it() {
    let home = two_annas();
    home.given("add Bo Vale")
        .given("gave \"Anna Reed\" help --on 2024-05-01")
        .given("got \"Anna Reed\" advice --as mentor");
    home.given("introduce \"Anna Reed\" \"Anna Stone\"");
    let id = home.json("introductions")[0]["id"].as_str().unwrap().to_owned();
    for step in ["send", "accept", "send", "accept", "send", "outcome well"] {
        home.given(&format!("intro {id} {step}"));
    }
    home.given("gave \"Bo Vale\" \"lent a van\" --by \"Anna Reed\" --through \"Anna Stone\"");
    home.tell("balance").tell("balance \"Anna Reed\"").tell("balance \"Anna Reed\" --json");
    let turns = home.json("balance \"Anna Reed\"")[0]["history"].as_array().unwrap().clone();
    let of = |what: &str| {
        turns.iter().find(|turn| turn["what"] == what).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let help = of("help");
    home.tell(&format!(
        "correct {help} --weight large --value \"90 EUR\" --on 2024-05-02 --as time --through \"Bo Vale\""
    ));
    home.tell(&format!("correct {help} --value none --through none --way received --json"));
    home.tell(&format!("correct {help} --weight large")).tell(&format!("correct {help}"));
    home.tell(&format!("correct {help} --way sideways")).tell(&format!("correct {help} --on 2030-01-01"));
    home.tell(&format!("correct {} --way given", of("lent a van")));
    home.tell("balance \"Anna Reed\"").tell("undo").tell(&format!("correct {help} --remove")).tell("undo");
    home.tell("balance \"Anna Reed\"").tell("correct 12345678 --remove").tell("ways").tell("ways --json");
    home.tell("people --sort balance").tell("people Anna --sort balance --json").tell("people --sort luck");
    home.matches("turns-corrected");
}

#[test]
fn a_table_of_good_turns_is_taken_where_it_can_be_understood() {
    let home = two_annas();
    home.write(
        "turns.csv",
        "who,direction,kind,weight,value,on,what\n\
         anna@reed.example,gave,mentor,large,250 EUR,2024-01-02,taught her\n\
         anna@reed.example,gave,bribe,small,,2024-01-03,a fat envelope\n\
         anna@reed.example,got,time,small,five pounds,2024-01-04,helped\n\
         anna@reed.example,got,time,small,-5 EUR,2024-01-05,helped\n\
         anna@reed.example,gave,time,small,,2027-01-02,will help\n",
    );
    home.tell("import turns.csv --as turns").tell("balance \"Anna Reed\"").matches("turns-table");
}
