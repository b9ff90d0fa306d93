//! Boundaries and consent, and what keeps to them.

use crate::things::two_annas;
use crate::world::Home;

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

/// What others get of a book, as text.
fn handed(home: &Home) -> String {
    let folder = home.path("given");
    let _ = std::fs::remove_dir_all(&folder);
    home.given("export given --as json");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn a_no_to_a_kind_of_datum_holds_for_all_of_it_and_for_what_comes_later() {
    let home = Home::new();
    home.given("add Fay --email fay@one.example --email fay@two.example --phone \"020 7946 0102\"");
    home.given("consent Fay email no --purpose share");
    let out = handed(&home);
    assert!(out.contains("Fay") && !out.contains("one.example") && !out.contains("two.example"), "{out}");
    home.given("edit Fay --email fay@three.example").given("edit Fay --url mailto:fay@four.example");
    let out = handed(&home);
    assert!(!out.contains("three.example") && !out.contains("four.example"), "{out}");
    // Of one alone it was said otherwise.
    home.given("consent Fay fay@two.example yes --purpose share");
    let out = handed(&home);
    assert!(out.contains("two.example") && !out.contains("one.example"), "{out}");
    // Nothing of that kind is known yet.
    home.given("consent Fay birthday no").given("edit Fay --birthday 1980-03-10");
    home.given("consent Fay phones no --purpose share").given("edit Fay --phone \"07700 900124\"");
    let out = handed(&home);
    assert!(!out.contains("1980") && !out.contains("900124") && !out.contains("79460102"), "{out}");
    home.given("consent Fay phone yes --purpose share");
    assert!(handed(&home).contains("900124"));
    home.given("undo");
    assert!(!handed(&home).contains("900124"));
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

/// The kinds of today's lines about Fay.
fn lines(home: &Home) -> Vec<String> {
    let about = |line: &&serde_json::Value| {
        line["person"]["name"] == "Fay Moreau" || line["reason"].to_string().contains("Fay Moreau")
    };
    let today = home.json("today");
    today.iter().filter(about).map(|line| line["kind"].as_str().unwrap().to_owned()).collect()
}

/// What opens a line of today about Fay, the day on which it stands, its kind, and which wishes of hers silence it.
const OPENED: &[(&[&str], &str, &str, &[&str])] = &[
    (
        &["opportunity Fay \"a roof\" --next \"send the offer\" --by 2026-03-05"],
        "2026-03-20",
        "business",
        &["no-pitch", "at-most-every:60"],
    ),
    (&["ask Fay \"a word\""], "2026-03-25", "ask", &["at-most-every:60"]),
    (&["promise Fay \"the book\" --by 2026-03-06"], "2026-03-10", "promise", &[]),
    (&["promise Fay \"her notes\" --theirs --by 2026-03-06"], "2026-03-20", "promise", &["at-most-every:60"]),
    (
        &["event Fair --on 2026-03-04", "capture Fair --line \"Fay Moreau, fay@moreau.example\""],
        "2026-03-06",
        "follow_up",
        &["at-most-every:60"],
    ),
    (
        &["introduce Fay Gus --why \"both sail\""],
        "2026-03-07",
        "introduction",
        &["no-introductions", "at-most-every:60"],
    ),
    (&["introduce Gus Fay --why \"both sail\""], "2026-03-07", "introduction", &["no-introductions"]),
    (&["spread me Gus --by Fay --what \"kind words\""], "2026-03-07", "thanks", &["at-most-every:60"]),
    (&["refer Gus me Fay \"a roof\""], "2026-03-08", "business", &["no-pitch", "at-most-every:60"]),
    (&["refer me Fay Gus \"a roof\""], "2026-04-10", "business", &["at-most-every:60"]),
    (
        &["need Fay \"an oak table\"", "offer Gus \"oak tables\""],
        "2026-03-07",
        "match",
        &["no-introductions"],
    ),
    (&["edit Fay --birthday 1970-03-08"], "2026-03-07", "birthday", &["at-most-every:60"]),
];

#[test]
fn a_wish_said_after_something_was_opened_is_kept_to_by_every_line_of_today() {
    for (opened, day, kind, silenced) in OPENED {
        let home = Home::new();
        home.given("add Fay Moreau --email fay@moreau.example")
            .given("add Gus Vale --email gus@vale.example");
        home.given("log Fay \"wrote to her\" --kind mail --on 2026-03-01");
        for line in *opened {
            home.given(line);
        }
        home.set(format!("{day}T09:00:00Z").parse().unwrap());
        assert!(lines(&home).contains(&(*kind).to_owned()), "{opened:?}: {:?}", home.json("today"));
        for wish in [
            "no-pitch",
            "ask-first",
            "do-not-contact",
            "no-introductions",
            "no-sharing",
            "channel:phone",
            "hours:9-17",
            "at-most-every:60",
        ] {
            home.given(&format!("boundary Fay {wish}"));
            let stands = lines(&home).contains(&(*kind).to_owned());
            let silent = wish == "do-not-contact" || silenced.contains(&wish);
            assert_eq!(stands, !silent, "{opened:?} and then {wish}: {:?}", home.json("today"));
            home.given(&format!("boundary Fay {wish} --remove"));
        }
    }
}

#[test]
fn an_introduction_says_nothing_is_next_while_one_of_them_does_not_want_it() {
    let home = Home::new();
    home.given("add Fay Moreau --email fay@moreau.example").given("add Gus Vale --email gus@vale.example");
    home.given("log Fay \"wrote to her\" --kind mail --on 2026-03-01");
    home.set("2026-03-07T09:00:00Z".parse().unwrap());
    home.given("introduce Fay Gus --why \"both sail\"");
    let line = || home.json("introductions").remove(0);
    assert!(line()["next"]["words"] == "ask Fay Moreau" && line()["held_up"].is_null(), "{}", line());
    for wish in ["at-most-every:60", "no-introductions", "do-not-contact"] {
        home.given(&format!("boundary Fay {wish}"));
        assert!(line()["next"].is_null() && line()["held_up"].is_string(), "{wish}: {}", line());
        let id = line()["id"].as_str().unwrap().to_owned();
        assert!(home.json(&format!("intro {id}"))[0]["next"].is_null(), "{wish}");
        assert_ne!(home.run(&format!("intro {id} send")).code, 0, "{wish}");
        home.given(&format!("boundary Fay {wish} --remove"));
    }
}

/// What one does with Fay, which wishes of hers forbid it, and which are said beside it.
const DONE: &[(&str, &[&str], &[&str])] = &[
    ("opportunity Fay \"a roof\"", &["no-pitch", "do-not-contact", "at-most-every:60"], &["ask-first"]),
    (
        "opportunity Fay \"a roof\" --asked",
        &[],
        &["no-pitch", "do-not-contact", "at-most-every:60", "ask-first"],
    ),
    ("stage DEAL offer", &["no-pitch", "do-not-contact", "at-most-every:60"], &["ask-first"]),
    (
        "stage DEAL --next \"send the offer\"",
        &["no-pitch", "do-not-contact"],
        &["ask-first", "at-most-every:60"],
    ),
    ("stage DEAL --by 2026-04-01", &["no-pitch", "do-not-contact"], &["ask-first", "at-most-every:60"]),
    ("ask Fay \"a word\"", &["do-not-contact", "at-most-every:60"], &["ask-first"]),
    (
        "promise Fay \"the offer\"",
        &[],
        &["no-pitch", "do-not-contact", "at-most-every:60", "ask-first", "channel:phone"],
    ),
    ("introduce Fay Gus", &["do-not-contact", "no-introductions"], &["ask-first"]),
    ("introduce Gus Fay", &["do-not-contact", "no-introductions"], &["ask-first"]),
    ("refer me Gus Fay", &["do-not-contact", "no-sharing"], &["ask-first"]),
    ("spread Fay Gus", &["no-sharing"], &["ask-first"]),
    ("question Fay", &[], &["do-not-contact", "at-most-every:60"]),
    (
        "brief Fay",
        &[],
        &["no-pitch", "ask-first", "do-not-contact", "no-introductions", "no-sharing", "at-most-every:60"],
    ),
    ("card Fay", &[], &["no-sharing"]),
    ("log Fay \"she called\"", &[], &[]),
    ("thank WORD", &[], &[]),
    ("stage DEAL lost", &[], &[]),
];

#[test]
fn every_deed_keeps_to_what_somebody_said_and_says_so() {
    let home = Home::new();
    home.given("add Fay Moreau --email fay@moreau.example").given("add Gus Vale").given("add Ira Vale");
    home.given("log Fay \"wrote to her\" --kind mail --on 2026-03-01")
        .given("card Fay --line \"cuts glass\"");
    home.given("tie Fay Ira --strength 90").given("tie me Fay --strength 90");
    home.given("opportunity Fay \"a window\"").given("spread me Gus --by Fay");
    let id = |line: &str| home.json(line)[0]["id"].as_str().unwrap().to_owned();
    let (deal, word) = (id("prospects"), id("words"));
    for (deed, forbidden, said) in DONE {
        let deed = deed.replace("DEAL", &deal).replace("WORD", &word);
        for wish in [
            "no-pitch",
            "ask-first",
            "do-not-contact",
            "no-introductions",
            "no-sharing",
            "channel:phone",
            "at-most-every:60",
        ] {
            home.given(&format!("boundary Fay {wish}"));
            let words = match wish {
                "no-pitch" => "wants nothing sold to them",
                "ask-first" => "wants to be asked first",
                "do-not-contact" => "does not want to be contacted",
                "no-introductions" => "does not want to be introduced",
                "no-sharing" => "does not want to be passed on",
                "channel:phone" => "prefers phone",
                _ => "wants to hear from you at most once",
            };
            let before = home.json("history")[0]["seq"].as_i64().unwrap();
            let ran = home.run(&deed);
            let text = format!("{}{}", ran.stdout, ran.stderr);
            assert_eq!(ran.code != 0, forbidden.contains(&wish), "{deed} and {wish}: {text}");
            if forbidden.contains(&wish) || said.contains(&wish) {
                assert!(text.contains(words), "{deed} and {wish}: {text}");
            }
            if home.json("history")[0]["seq"].as_i64().unwrap() > before {
                home.given("undo");
            }
            home.given(&format!("boundary Fay {wish} --remove"));
        }
    }
}

#[test]
fn what_they_asked_for_themselves_goes_on_until_they_say_otherwise() {
    let home = Home::new();
    home.given("add Fay Moreau").given("boundary Fay no-pitch");
    home.set("2026-03-06T09:00:00Z".parse().unwrap());
    home.given("opportunity Fay \"a roof\" --asked --next \"send the offer\" --by 2026-03-07");
    let deal = home.json("prospects")[0]["id"].as_str().unwrap().to_owned();
    home.set("2026-03-08T09:00:00Z".parse().unwrap());
    assert_eq!(lines(&home), ["business"], "she asked for it");
    home.given(&format!("stage {deal} --next \"call her\" --by 2026-03-09"));
    home.set("2026-03-09T09:00:00Z".parse().unwrap());
    assert_eq!(lines(&home), ["business"], "it goes on");
    home.given("boundary Fay no-pitch --remove").given("boundary Fay no-pitch");
    assert!(lines(&home).is_empty(), "and then she said no: {:?}", home.json("today"));
    let refused = home.run(&format!("stage {deal} --next \"call her\""));
    assert!(
        refused.code != 0 && refused.stderr.contains("nothing sold"),
        "{}{}",
        refused.stdout,
        refused.stderr
    );
    assert!(home.run("prospects").stdout.contains("wants nothing sold to them"));
}
