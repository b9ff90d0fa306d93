//! What was said is heard: by number, by a name, about that line, and back again.

use crate::things::two_annas;
use crate::world::Home;

/// What of somebody's tie is known: the number of contacts and the last of them.
fn tie(home: &Home, who: &str) -> String {
    let page = home.json(&format!("show {who:?}")).remove(0);
    format!("{} {} {}", page["interactions"], page["last_interaction"], page["strength_explained"])
}

/// The titles of somebody's timeline, newest first.
fn titles(home: &Home, who: &str) -> Vec<String> {
    let page = home.json(&format!("show {who:?}")).remove(0);
    let moments = page["timeline"].as_array().unwrap();
    moments
        .iter()
        .map(|moment| {
            format!("{} {}", &moment["at"].as_str().unwrap()[..10], moment["title"].as_str().unwrap())
        })
        .collect()
}

fn summary(home: &Home, line: &str) -> String {
    home.json(line)[0]["summary"].as_str().unwrap().to_owned()
}

#[test]
fn a_talk_on_the_wrong_day_is_put_right_and_one_that_never_was_leaves_no_trace() {
    let home = two_annas();
    home.given("log \"Anna Reed\" \"coffee\" --on 2026-02-01");
    home.given("log \"Anna Reed\" \"called about the roof\" --on 2026-02-20");
    let before = tie(&home, "Anna Reed");
    home.given("log \"Anna Reed\" \"long lunhc\" --about-me 80");
    let with = tie(&home, "Anna Reed");
    home.tell("amend \"Anna Reed\" --text \"long lunch\" --on yesterday");
    assert_eq!(titles(&home, "Anna Reed")[0], "2026-03-04 long lunch");
    home.tell("show \"Anna Reed\"").tell("amend \"Anna Reed\" --on tomorrow").tell("amend \"Anna Reed\"");
    home.given("undo");
    assert_eq!(tie(&home, "Anna Reed").split(' ').next(), with.split(' ').next());
    home.tell("amend \"Anna Reed\" --remove --json");
    assert_eq!(
        tie(&home, "Anna Reed").split('{').next(),
        before.split('{').next(),
        "as if it had never been"
    );
    home.given("undo");
    assert_eq!(titles(&home, "Anna Reed")[0], "2026-03-05 long lunhc");
    // An older one, by the beginning of its code.
    let id = home.json("show \"Anna Reed\"")[0]["timeline"][1]["id"].as_str().unwrap().to_owned();
    let code = &id[id.len() - 8..][..5];
    home.given(&format!("amend \"Anna Reed\" {code} --on 2026-02-21 --kind visit"));
    assert_eq!(titles(&home, "Anna Reed")[1], "2026-02-21 called about the roof");
    home.matches("amend");
}

#[test]
fn what_is_written_down_happened_on_the_day_that_its_words_say() {
    let home = two_annas();
    home.given("add \"Ola Nordmann\"");
    for (line, said) in [
        ("gave Ola \"fixed his bike yesterday\"", "gave Ola Nordmann on 2026-03-04: fixed his bike"),
        ("got Ola \"lent me his car last Friday\"", "got from Ola Nordmann on 2026-02-27: lent me his car"),
        ("gave Ola \"lunch yesterday\" --on 2026-03-01", "gave Ola Nordmann on 2026-03-01: lunch yesterday"),
        ("gave Ola \"a lamp\"", "gave Ola Nordmann: a lamp"),
        ("event \"Fair last Friday\"", "Fair on 2026-02-27"),
        ("event \"Easter market\"", "Easter market on 2026-03-05"),
        ("event \"Tea at five yesterday\"", "Tea at five on 2026-03-04"),
        ("event \"Jazz night last Friday\"", "Jazz night on 2026-02-27"),
        ("event \"Stammtisch Dienstag Abend\"", "Stammtisch on 2026-03-03"),
        (
            "spread Ola \"Anna Stone\" --what \"praised his boats last Friday\"",
            "you spoke of Ola Nordmann to Anna Stone on 2026-02-27",
        ),
        (
            "refer me Ola \"Anna Stone\" \"a boat, we spoke last Friday\"",
            "you passed Anna Stone on to Ola Nordmann: a boat, we spoke on 2026-02-27",
        ),
        (
            "learn Ola \"told me yesterday that he sails\"",
            "learnt of Ola Nordmann on 2026-03-04: told me yesterday that he sails",
        ),
        ("learn Ola \"moved to Bern last year\"", "learnt of Ola Nordmann: moved to Bern last year"),
    ] {
        assert_eq!(summary(&home, line), said, "{line}");
    }
    let notes = home.json("learn Ola \"his exam is on Friday\"").remove(0)["notes"].to_string();
    assert!(notes.contains("Friday") && notes.contains("2026-03-05"), "{notes}");
    // What leaves the day open is asked about as `log` does, and nothing is written.
    let before = home.json("history");
    let asked = home.run("log Ola \"met last summer\"");
    for line in [
        "gave Ola \"helped him move last summer\"",
        "event \"Fair in 2019, met Ola\"",
        "got Ola yesterday",
        "event \"Fair 31 November\"",
        "gave Ola \"a lift last Thrusday\"",
        "log Ola lunch --on \"\"",
    ] {
        let ran = home.run(line);
        assert_eq!((ran.code, ran.stdout.as_str()), (asked.code, ""), "{line}");
        assert!(ran.stderr.contains("day"), "{line}: {}", ran.stderr);
    }
    assert_eq!(home.json("history"), before);
}

#[test]
fn a_promise_is_due_by_the_day_that_its_words_say() {
    let home = two_annas();
    home.given("add \"Ola Nordmann\"");
    for (line, said) in [
        ("promise Ola \"send the plans by Friday\"", "promised Ola Nordmann: send the plans, by 2026-03-06"),
        (
            "promise Ola \"die Pläne schicken bis morgen um 17 Uhr\"",
            "promised Ola Nordmann: die Pläne schicken, by 2026-03-06 at 17:00",
        ),
        ("ask Ola \"for the key by Monday\"", "asked Ola Nordmann: for the key, by 2026-03-09"),
        (
            "promise Ola \"send it by Friday\" --by 2026-03-20",
            "promised Ola Nordmann: send it by Friday, by 2026-03-20",
        ),
        ("promise Ola \"call him on Friday\"", "promised Ola Nordmann: call him on Friday"),
        ("promise Ola \"the plans before Monday\"", "promised Ola Nordmann: the plans, by 2026-03-08"),
        ("promise Ola \"the plans within a week\"", "promised Ola Nordmann: the plans, by 2026-03-12"),
        ("promise Ola \"cake\" --by \"next quarter\"", "promised Ola Nordmann: cake, by 2026-06-30"),
        ("promise Ola \"a sign painted by hand\"", "promised Ola Nordmann: a sign painted by hand"),
        ("need Ola \"a flat until Friday\"", "Ola Nordmann needs: a flat, until 2026-03-06"),
        ("offer Ola \"ein Zimmer bis morgen\"", "Ola Nordmann can give: ein Zimmer, until 2026-03-06"),
        ("need Ola \"a flat by the sea\"", "Ola Nordmann needs: a flat by the sea"),
        (
            "promise Ola \"dinner\" --by \"tonight at 9\"",
            "promised Ola Nordmann: dinner, by 2026-03-05 at 21:00",
        ),
    ] {
        assert_eq!(summary(&home, line), said, "{line}");
    }
    let notes = home.json("promise Ola \"see him on Friday\"").remove(0)["notes"].to_string();
    assert!(notes.contains("Friday") && notes.contains("“by”"), "{notes}");
    for line in [
        "promise Ola \"send it by last Friday\"",
        "promise Ola \"send it by April\"",
        "promise Ola \"send it by 31 November\"",
        "promise Ola \"send it by tomorow\"",
    ] {
        assert_eq!(home.run(line).code, 2, "{line}");
    }
}

#[test]
fn a_birthday_is_understood_as_it_is_said_and_none_is_kept_that_cannot_be() {
    let home = two_annas();
    let born = |home: &Home| {
        let page = home.json("show \"Anna Reed\"").remove(0);
        let facts = page["facts"].as_array().unwrap().clone();
        let fact = facts.iter().find(|fact| fact["kind"] == "birthday");
        fact.map_or_else(String::new, |fact| fact["value"].as_str().unwrap().to_owned())
    };
    for (said, kept) in [
        ("24.11.1980", "1980-11-24"),
        ("3 March", "--03-03"),
        ("3. März 1980", "1980-03-03"),
        ("05-17", "--05-17"),
        ("02-29", "--02-29"),
        ("1980-11-24", "1980-11-24"),
    ] {
        home.given(&format!("edit \"Anna Reed\" --birthday {said:?}"));
        assert_eq!(born(&home), kept, "{said}");
    }
    for wrong in ["02-30", "1980-02-30", "2031-11-24", "someday", "03/04/1980"] {
        assert_eq!(home.run(&format!("edit \"Anna Reed\" --birthday {wrong}")).code, 2, "{wrong}");
        assert_eq!(home.run(&format!("add Kim --birthday {wrong}")).code, 2, "{wrong}");
    }
    assert!(home.run("add Kim --birthday 03/04/1980").stderr.contains("1980-04-03 or 1980-03-04"));
    home.given("set --region GB").given("edit \"Anna Reed\" --birthday 03/04/1980");
    assert_eq!(born(&home), "1980-04-03");
    // What was imported and cannot be stays as it came, also where a form sends it back.
    home.write("cards.vcf", "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Odd Day\nBDAY:1980-02-30\nEND:VCARD\n");
    home.given("import cards.vcf");
    let page = home.json("show \"Odd Day\"").remove(0).to_string();
    assert!(page.contains("1980-02-30"), "{page}");
    home.given("edit \"Odd Day\" --title Clerk --birthday 1980-02-30 --was \"birthday=1980-02-30\"");
}

#[test]
fn a_promise_is_kept_by_whom_it_is_with() {
    let home = two_annas();
    home.given("add \"Ola Nordmann\"").given("promise Ola \"send the plans\"");
    home.tell("keep Ola").tell("keep Ola").tell("undo");
    home.given("promise Ola \"a cake\"").tell("keep Ola").tell("keep ola nordmann");
    let ids: Vec<String> =
        home.json("promises").iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    let codes: Vec<&str> = ids.iter().map(|id| &id[id.len() - 8..][..6]).collect();
    home.given(&format!("keep {} {}", codes[0], codes[1]));
    assert!(home.json("promises").is_empty());
    home.given("undo");
    assert_eq!(home.json("promises").len(), 2, "both come back by one undo");
    home.matches("keep-by-name");
}

#[test]
fn a_number_means_the_line_it_stood_beside_whatever_changed_since() {
    let home = two_annas();
    home.given("promise \"Anna Reed\" \"send the plans\" --by today");
    home.given("promise \"Anna Stone\" \"pay the bill\" --by tomorrow");
    home.tell("today");
    let shown = home.json("today");
    assert_eq!(shown[1]["person"]["name"], "Anna Stone", "{shown:?}");
    // A line that comes first now was not shown.
    home.given("add \"Zoe Yard\"").given("promise Zoe \"a boat\" --on \"last month\" --by \"last week\"");
    assert_eq!(summary(&home, "done 2"), "kept the promise to Anna Stone: pay the bill");
    home.given("undo");
    home.tell("done 1 2 --json").tell("done 1").tell("done 7").tell("done something");
    home.matches("numbers");
}

#[test]
fn not_this_week_is_about_that_promise_and_not_about_the_person() {
    let home = two_annas();
    home.given("promise \"Anna Reed\" \"send the plans\" --by today");
    home.given("ask \"Anna Reed\" \"a word\" --on \"3 weeks ago\"");
    home.given("today");
    home.tell("later 1");
    let after = home.json("today");
    assert!(after.iter().all(|line| line["kind"] != "promise"), "{after:?}");
    assert_eq!(after[0]["kind"], "ask", "what else is with her is still said: {after:?}");
    // In a week it is back; what is never to be said again is not.
    let later = home.json("today --now 2026-03-13T09:00:00Z");
    assert_eq!(later[0]["kind"], "promise", "{later:?}");
    home.given("today").given("snooze 1").tell("later").tell("later --json");
    assert!(home.json("today").is_empty());
    let code = home.json("later")[0]["matter"].as_str().unwrap().to_owned();
    home.given(&format!("later {code} --never"));
    assert!(home.json("today --now 2027-03-01T09:00:00Z").iter().all(|line| line["matter"] != code.as_str()));
    home.given(&format!("later {code} --off"));
    assert!(home.json("today").iter().any(|line| line["matter"] == code.as_str()));
    home.given("undo").given("undo").given("undo").given("undo");
    assert_eq!(home.json("today")[0]["kind"], "promise");
    home.tell("later").tell("later 9").matches("later");
}

#[test]
fn a_good_turn_and_what_one_learnt_are_contact_and_count_once() {
    let home = two_annas();
    let none = tie(&home, "Anna Reed");
    home.given("got \"Anna Reed\" \"read my draft\" --on yesterday");
    let page = home.json("show \"Anna Reed\"").remove(0);
    assert_eq!(
        (page["timeline"][0]["direction"].as_str(), page["interactions"].as_u64()),
        (Some("in"), Some(1))
    );
    home.given("undo");
    assert_eq!(tie(&home, "Anna Reed"), none, "exactly as before");
    // One day, one contact: whichever is written down first.
    home.given("log \"Anna Reed\" lunch")
        .given("learn \"Anna Reed\" \"grows dahlias\"")
        .given("gave \"Anna Reed\" \"a seedling\"");
    assert_eq!(titles(&home, "Anna Reed"), ["2026-03-05 lunch"]);
    home.given("learn \"Anna Stone\" \"keeps bees\"");
    assert_eq!(titles(&home, "Anna Stone"), ["2026-03-05 Learnt: keeps bees"]);
    home.given("log \"Anna Stone\" \"called about the bees\"");
    assert_eq!(titles(&home, "Anna Stone"), ["2026-03-05 called about the bees"]);
    home.given("undo");
    assert_eq!(titles(&home, "Anna Stone"), ["2026-03-05 Learnt: keeps bees"]);
    home.given("undo").given("learn \"Anna Stone\" \"won a prize\" --elsewhere");
    assert!(titles(&home, "Anna Stone").is_empty(), "read in the paper");
    // What never was is no contact either.
    home.given("gave \"Anna Stone\" \"a jar\" --on \"3 days ago\"");
    let code = home.json("balance \"Anna Stone\"")[0].to_string();
    assert!(code.contains("a jar"), "{code}");
    assert_eq!(titles(&home, "Anna Stone"), ["2026-03-02 Gave: a jar"]);
    home.given("correct \"Anna Stone\" --on yesterday");
    assert_eq!(titles(&home, "Anna Stone"), ["2026-03-04 Gave: a jar"]);
    home.given("correct \"Anna Stone\" --remove");
    assert!(titles(&home, "Anna Stone").is_empty());
}
