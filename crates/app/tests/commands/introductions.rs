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

#[test]
fn a_need_as_i_noted_it_is_told_to_nobody_until_i_say_so() {
    let home = Home::new();
    home.given("add Ada Brook --email ada@brook.example").given("add Ben Carver --email ben@carver.example");
    home.given("need Ada \"an oak table, now that he left\"")
        .given("offer Ben \"oak tables\"")
        .given("introduce Ada Ben");
    let id = home.json("introductions")[0]["id"].as_str().unwrap().to_owned();
    let told = || home.json(&format!("intro {id}"))[0]["texts"].to_string();
    let body = || home.json(&format!("intro {id}"))[0]["texts"][0]["body"].to_string();
    assert!(!body().contains("he left") && told().contains("yours alone"), "{}", told());
    for step in ["send", "accept"] {
        home.given(&format!("intro {id} {step}"));
    }
    assert!(!body().contains("he left"), "{}", body());
    home.given("need Ada \"an oak table, now that he left\" --tell");
    assert!(
        body().contains("an oak table, now that he left") && !told().contains("yours alone"),
        "{}",
        told()
    );
    assert_eq!(home.json("needs").len(), 1, "it is the same need");
}

#[test]
fn the_first_is_told_nothing_of_the_second_in_whatever_spelling() {
    for (words, told) in [
        ("Bo knows glass", false),
        ("B.W. knows glass", false),
        ("the people of Northlight", false),
        ("see kiln.example", false),
        ("born 3 March 1970", false),
        ("in März", false),
        ("Wu's glass", false),
        ("both of you love glass", true),
    ] {
        let home = Home::new();
        home.given("add Ada Brook")
            .given(
                "add Bo Wu --email bo@kiln.example --birthday 1970-03-03 --organisation \"Northlight Works\"",
            )
            .given(&format!("introduce Ada Bo --why-a \"{words}\""));
        let id = home.json("introductions")[0]["id"].as_str().unwrap().to_owned();
        let shown = home.json(&format!("intro {id}")).remove(0);
        let body = shown["texts"][0]["body"].as_str().unwrap();
        assert_eq!(body.contains(words), told, "{words}: {body}");
        assert_eq!(shown["texts"][0]["notes"].to_string().contains("give away"), !told, "{shown}");
    }
}
