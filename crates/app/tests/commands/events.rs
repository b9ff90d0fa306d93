//! Events, captures and follow-ups.

use std::fmt::Write as _;

use crate::things::two_annas;
use crate::world::Home;

#[test]
fn the_people_of_an_event_are_captured_and_followed_up() {
    let home = two_annas();
    home.tell("events").tell("event Timber Fair --on 2026-03-04 --place Leeds").tell("events --json");
    home.write(
        "met.txt",
        "Ada Brook, Brook & Sons, ada@brook.example, +44 20 7946 0101, wants old oak\n\
         Anna Reed | about slates\n\nBen, ben@\nanna@stone.example\nAda Brook, ada@brook.example\n",
    );
    home.tell("capture timber --file met.txt").tell("events timber").tell("show \"Ada Brook\"").tell("today");
    home.tell("capture timber --file met.txt --json");
    home.write(
        "card.vcf",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cleo Dunn\r\nEMAIL:cleo@dunn.example\r\nEND:VCARD\r\n",
    );
    home.write("table.csv", "name,email\nDan Edge,dan@edge.example\n,\n");
    home.tell(
        "capture timber --file card.vcf --file table.csv --line \"Eve Moss, Moss Ltd\" --note \"at the bar\"",
    );
    home.tell("events timber --json").tell("undo").tell("events");
    let id = |home: &Home| {
        let event = home.json("events timber");
        let guests = event[0]["guests"].as_array().unwrap().clone();
        guests.iter().find(|guest| guest["person"]["name"] == "Ada Brook").unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let ada = id(&home);
    home.tell(&format!("follow-up {ada}"))
        .tell(&format!("follow-up {ada} --json"))
        .tell(&format!("follow-up {ada} done"));
    home.tell(&format!("follow-up {ada} drop"))
        .tell("undo")
        .tell("log Ada \"called about the oak\"")
        .tell("events timber");
    home.tell("events timber --json").tell("event Boat Show --json").tell("mirror").matches("events");
}

#[test]
fn what_cannot_be_captured_is_said() {
    let home = two_annas();
    home.given("add Ben Carver --email ben@one.example").given("add Ben Carver --email ben@two.example");
    home.tell("event \"\"")
        .tell("event Fair --on 2027-01-01")
        .given("event Fair")
        .tell("event Fair")
        .given("event Fairy tale");
    home.tell("capture fai --line Ada").tell("capture boat --line Ada").tell("capture fair");
    home.tell("capture fair --file none.txt")
        .tell("capture fair --line \"Ben Carver\"")
        .tell("capture fair --line \",,,\"");
    home.write("picture.png", "not a picture");
    std::fs::write(home.path("broken.png"), b"\x89PNG\r\n\x1a\nnothing").unwrap();
    home.tell("capture fair --file broken.png").tell("follow-up 12345678").tell("events boat");
    home.given("capture fair --line \"Zoe Park, zoe@park.example\"").given("boundary Zoe do-not-contact");
    let zoe = home.json("events fair")[0]["guests"][0]["id"].as_str().unwrap().to_owned();
    home.tell(&format!("follow-up {zoe}"))
        .tell(&format!("follow-up {zoe} perhaps"))
        .matches("events-refused");
}

/// Of five thousand lines three hundred are broken: the good ones are kept, each broken one is told, and one step takes
/// all of it back.
#[test]
fn a_long_list_loses_nothing() {
    let home = two_annas();
    let mut text = String::new();
    for n in 0..5000 {
        match (n % 50, n % 3) {
            (0..3, 0) => writeln!(text, ", , {n}").unwrap(),
            (0..3, 1) => writeln!(text, "Guest {n}, guest{n}@").unwrap(),
            (0..3, _) => writeln!(text, "Guest {n}, guest at @ {n}").unwrap(),
            _ => writeln!(text, "Guest {n}, Firm {}, guest{n}@firm.example | said {n}", n % 90).unwrap(),
        }
    }
    home.write("list.txt", &text);
    home.given("event Big Fair");
    let ran = home.run("capture big --file list.txt --json");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let done: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let left = done["left"].as_array().unwrap();
    assert_eq!(left.len(), 300);
    let all: Vec<&str> = text.lines().collect();
    for one in left {
        let line: usize = one["where"].as_str().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        assert_eq!(one["text"], all[line - 1], "told with its line, as it stood");
        assert!(one["reason"].as_str().unwrap().len() > 10);
    }
    assert!(
        done["summary"]
            .as_str()
            .unwrap()
            .contains("found 5000 = added 4700 + updated 0 + unchanged 0 + failed 300")
    );
    assert_eq!(home.json("events")[0]["people"], 4700);
    assert!(home.json("today").len() <= 5, "eighty people do not flood the day");
    home.given("undo");
    assert_eq!(home.json("events")[0]["people"], 0);
    assert_eq!(home.json("people --limit 500").len(), 2, "one step takes all back");
}

#[test]
fn what_was_jotted_down_of_somebody_is_in_no_text_to_them() {
    let home = Home::new();
    home.given("event Fair --on yesterday").given(
        "capture Fair --line \"Nora Vale, nora@vale.example | knows Hedda, drinks\" --note \"dull lot\"",
    );
    let id = home.json("events Fair")[0]["guests"][0]["id"].as_str().unwrap().to_owned();
    let draft = || home.json(&format!("follow-up {id}")).remove(0);
    let text =
        |draft: &serde_json::Value| format!("{} {} {}", draft["subject"], draft["body"], draft["mailto"]);
    let bare = text(&draft());
    for word in ["Hedda", "drinks", "dull", "thought about it"] {
        assert!(!bare.contains(word), "{word} in {bare}");
    }
    assert_eq!(
        draft()["said"].as_str().map(|said| said.contains("knows Hedda")),
        Some(true),
        "it is kept for me"
    );
    home.given(&format!("follow-up {id} --say \"The book I spoke of is on its way.\""));
    let said = draft();
    assert!(text(&said).contains("The book I spoke of is on its way.") && said["state"] == "open", "{said}");
}
