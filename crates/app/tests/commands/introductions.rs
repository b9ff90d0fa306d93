//! Introductions.

use crate::things::two_annas;
use crate::world::Home;

/// Two Annas, each of whom has what the other looks for.
fn annas() -> Home {
    let home = two_annas();
    home.given("edit \"Anna Reed\" --email anna@reed.example --title \"Master roofer\"");
    home
}

/// The whole id of the one introduction that is under way.
fn open(home: &Home) -> String {
    home.json("introductions")[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_introduction_goes_its_way() {
    let home = annas();
    home.tell("introductions");
    home.tell("introduce \"Anna Reed\" \"Anna Stone\" --why \"Both keep old houses alive\" --why-a \"She knows every mason\"");
    let id = open(&home);
    home.tell(&format!("intro {id}")).tell("introductions");
    home.tell(&format!("intro {id} accept")).tell(&format!("intro {id} send"));
    home.tell(&format!("intro {id} accept --note \"on the phone\" --pass-on \"I restore slate roofs.\""));
    home.tell(&format!("intro {id}"))
        .tell(&format!("intro {id} send --json"))
        .tell(&format!("intro {id} outcome well"));
    home.tell(&format!("intro {id} accept")).tell(&format!("intro {id}")).tell(&format!("intro {id} send"));
    home.tell(&format!("intro {id} send")).tell("introductions --json").tell(&format!("intro {id} --json"));
    home.tell(&format!("intro {id} outcome well --note \"a roof in spring\" --helped a")).tell("balance");
    home.tell(&format!("intro {id} outcome well")).tell("undo").tell("balance").tell("introductions --all");
    home.matches("introductions");
}

#[test]
fn what_stands_against_an_introduction_is_said() {
    let home = annas();
    home.tell("introduce \"Anna Reed\" \"Anna Reed\"").tell("introduce me \"Anna Reed\"");
    home.tell("introduce \"Anna Reed\" zoe").tell("introduce \"Anna Reed\"");
    home.given("boundary \"Anna Stone\" no-introductions");
    home.tell("introduce \"Anna Reed\" \"Anna Stone\"");
    home.given("undo").tell("introduce \"Anna Reed\" \"Anna Stone\" --json").given("undo");
    home.tell("introduce \"Anna Reed\" \"Anna Stone\" --why \"Anna Stone can help\"");
    home.tell("introduce \"Anna Stone\" \"Anna Reed\"");
    let id = open(&home);
    home.tell(&format!("intro {id} outcome well")).tell(&format!("intro {id} outcome perhaps"));
    home.tell(&format!("intro {id} wave")).tell(&format!("intro {id} send --on tomorrow"));
    home.tell(&format!("intro {id} send --seen both-yes")).tell(&format!("intro {id} accept --helped a"));
    home.given(&format!("intro {id} send")).given("boundary \"Anna Stone\" do-not-contact");
    home.tell(&format!("intro {id}")).tell(&format!("intro {id} send")).tell(&format!("intro {id} decline"));
    home.tell(&format!("intro {id} accept"))
        .tell("intro 12345678")
        .tell("introductions zoe")
        .tell("introductions");
    home.matches("introductions-refused");
}
