//! Today as it is opened morning after morning, for years: nobody is hidden, nothing written down is lost, nothing leads
//! the list for ever.

use serde_json::Value;

use crate::world::Home;

fn at(home: &Home, day: &str) {
    home.set(format!("{day}T10:00:00Z").parse().unwrap());
}

/// Today's lines of that morning, as kind and name.
fn today(home: &Home, day: &str) -> Vec<(String, String)> {
    at(home, day);
    let lines = home.json("today");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    lines.iter().map(|line| (text(&line["kind"]), text(&line["person"]["name"]))).collect()
}

/// Whether that morning says something of the kind, in words.
fn says(home: &Home, day: &str, what: &str) -> bool {
    at(home, day);
    home.run("today").stdout.contains(what)
}

/// Somebody with whom there was lunch each month from January to September.
fn close(home: &Home, name: &str) {
    at(home, "2026-01-01");
    home.given(&format!("add {name:?}"));
    for month in 1..=9 {
        at(home, &format!("2026-{month:02}-15"));
        home.given(&format!("log {name:?} lunch"));
    }
}

#[test]
fn one_old_matter_does_not_hide_a_friend() {
    let matters = [
        ("promise \"Bea Near\" \"the book\" --by 2026-09-25", None),
        ("ask \"Bea Near\" \"the book\" --by 2026-09-25", None),
        ("opportunity \"Bea Near\" \"a boat\" --next \"send the offer\" --by 2026-09-25", None),
        (
            "opportunity \"Bea Near\" \"a boat\" --next \"send the offer\" --by 2026-12-20",
            Some("boundary \"Bea Near\" no-pitch"),
        ),
    ];
    for (matter, then) in matters {
        let home = Home::new();
        close(&home, "Bea Near");
        at(&home, "2026-09-20");
        home.given(matter);
        if let Some(then) = then {
            home.given(then);
        }
        for day in ["2026-12-24", "2027-02-24", "2027-06-24"] {
            let lines = today(&home, day);
            assert!(lines.iter().any(|(_, name)| name == "Bea Near"), "{matter}, {day}: {lines:?}");
        }
        assert_eq!(today(&home, "2027-06-25"), [("overdue".to_owned(), "Bea Near".to_owned())], "{matter}");
    }
}

#[test]
fn six_friends_with_a_promise_each_are_not_hidden_by_it() {
    let home = Home::new();
    for name in ["Ann Able", "Ben Bold", "Cora Calm", "Dan Dear", "Eva East", "Finn Fair"] {
        close(&home, name);
        at(&home, "2026-10-01");
        home.given(&format!("promise {name:?} \"a book\" --by 2026-10-20"));
    }
    for day in ["2026-10-20", "2026-11-05"] {
        today(&home, day);
    }
    let lines = today(&home, "2026-11-24");
    assert!(lines.len() == 5 && lines.iter().any(|(kind, _)| kind == "overdue"), "{lines:?}");
}

#[test]
fn a_promise_written_down_late_is_shown_and_then_asked_to_be_let_go() {
    let home = Home::new();
    at(&home, "2026-10-01");
    home.given("add Eve")
        .given("promise Eve \"my slides\" --on 2022-04-01 --by 2022-05-01")
        .given("add Tom")
        .given("promise Tom slides --theirs --on 2023-04-01 --by 2023-05-01")
        .given("add Ula")
        .given("ask Ula \"a word\" --on 2023-04-01");
    let shown = today(&home, "2026-10-02");
    assert_eq!(shown.len(), 3, "{shown:?}");
    let asks = "may it be let go?";
    assert!(!says(&home, "2026-10-03", asks));
    // Whenever one opens the book again it is asked, for a week; then it waits on its page.
    let turns = ["2027-03-01", "2027-03-02", "2027-03-03"];
    assert!(turns.iter().all(|day| says(&home, day, asks)));
    for day in ["2027-03-20", "2028-03-20"] {
        assert!(!says(&home, day, asks), "{day}");
    }
    let waits = "2 promises and 1 ask wait on their pages.";
    assert!(says(&home, "2028-03-21", waits), "{}", home.run("today").stdout);
    assert!(today(&home, "2028-03-22").is_empty(), "as data it is a list");
    assert_eq!(home.json("promises").len(), 2);
}

#[test]
fn who_opens_the_book_after_the_week_is_asked_all_the_same() {
    let home = Home::new();
    at(&home, "2026-11-20");
    home.given("add Eve").given("promise Eve slides --by 2026-12-01");
    assert!(says(&home, "2027-05-01", "may it be let go?"));
    assert!(says(&home, "2027-05-08", "may it be let go?"));
    assert!(says(&home, "2027-05-09", "1 promise waits on its page."));
    // With another day it is another matter.
    home.given("release Eve").given("promise Eve slides --by 2027-05-12");
    assert!(!says(&home, "2027-05-12", "let go?"));
    assert_eq!(today(&home, "2027-05-12").len(), 1);
}

#[test]
fn a_follow_up_and_a_thank_you_that_are_left_are_asked_about_before_they_go() {
    let home = Home::new();
    home.set("2027-01-04T09:00:00Z".parse().unwrap());
    home.given("add \"Vera Lang\"").given("add \"Samuel Osei\"").given("event Fair");
    home.given("capture Fair --line \"Ida Moss\"").given("spread me Samuel --by Vera");
    assert!(says(&home, "2027-01-06", "Met at Fair") && says(&home, "2027-01-06", "say thank you"));
    let asked = |home: &Home, day: &str, of: &str| {
        at(home, day);
        let lines = home.run("today").stdout;
        lines.lines().any(|line| line.contains(of) && line.contains("may it be let go?"))
    };
    for of in ["Met at Fair", "say thank you"] {
        assert!(!asked(&home, "2027-02-20", of), "{of}");
        let days: Vec<String> = (9..22).map(|day| format!("2027-03-{day:02}")).collect();
        assert!(days.iter().any(|day| asked(&home, day, of)), "{of} is asked about");
    }
    assert!(!says(&home, "2027-08-20", "Met at Fair"), "and then it goes");
}

#[test]
fn what_is_put_off_is_asked_about_again() {
    let home = Home::new();
    at(&home, "2026-11-20");
    home.given("add Eve").given("promise Eve slides --by 2026-12-01");
    assert!(says(&home, "2027-05-01", "may it be let go?"));
    home.given("later 1 --days 100");
    assert!(today(&home, "2027-05-20").is_empty());
    assert_eq!(today(&home, "2027-08-20").len(), 1);
    assert!(!says(&home, "2027-08-20", "let go?"));
    assert!(says(&home, "2027-12-20", "may it be let go?"));
}

/// Somebody's timeline as days and titles.
fn timeline(home: &Home, who: &str) -> Vec<String> {
    let page = home.json(&format!("show {who:?}")).remove(0);
    let moment = |moment: &Value| {
        format!("{} {}", &moment["at"].as_str().unwrap()[..10], moment["title"].as_str().unwrap())
    };
    page["timeline"].as_array().unwrap().iter().map(moment).collect()
}

fn summary(home: &Home, line: &str) -> String {
    home.json(line)[0]["summary"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_told_with_done_is_kept_on_its_day() {
    let home = Home::new();
    at(&home, "2026-11-18");
    home.given("add \"Ann Able\"").given("promise \"Ann Able\" photos --by 2026-11-20");
    home.given("add \"Ben Bold\"").given("promise \"Ben Bold\" plans --by 2026-11-21");
    assert_eq!(today(&home, "2026-11-24").len(), 2);
    let list = home.json("today");
    let number = |name: &str| 1 + list.iter().position(|line| line["person"]["name"] == name).unwrap();
    let (ann, ben) = (number("Ann Able"), number("Ben Bold"));
    let before = timeline(&home, "Ann Able").len();
    assert_eq!(before, 0);
    assert_eq!(
        summary(&home, &format!("done {ann} called yesterday about it")),
        "kept the promise to Ann Able: photos, on 2026-11-23; noted: called yesterday about it"
    );
    assert_eq!(timeline(&home, "Ann Able"), ["2026-11-23 Promise kept: photos (called yesterday about it)"]);
    assert_eq!(
        summary(&home, &format!("done {ben} sent it last Friday")),
        "kept the promise to Ben Bold: plans, on 2026-11-20; noted: sent it"
    );
    assert_eq!(timeline(&home, "Ben Bold"), ["2026-11-20 Promise kept: plans (sent it)"]);
    // What is done cannot be put off; nor be done twice.
    for line in [format!("later {ann}"), format!("snooze {ben}"), format!("done {ann}")] {
        let ran = home.run(&line);
        assert_eq!(ran.code, 1, "{line}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains("already"), "{}", ran.stderr);
    }
    home.given("undo").given("undo");
    assert!(timeline(&home, "Ann Able").is_empty() && timeline(&home, "Ben Bold").is_empty());
    let words = summary(&home, &format!("done {ann} and {ben}"));
    assert!(words.contains("to Ann Able: photos") && words.contains("to Ben Bold: plans"), "{words}");
    home.given("undo");
    // A day alone, and one that begins with a figure.
    assert_eq!(
        summary(&home, &format!("done {ann} yesterday")),
        "kept the promise to Ann Able: photos, on 2026-11-23"
    );
    assert_eq!(timeline(&home, "Ann Able"), ["2026-11-23 Promise kept: photos"]);
    let words = summary(&home, &format!("done {ben} 3 days ago at the pub"));
    assert!(words.contains("on 2026-11-21; noted: at the pub"), "{words}");
    home.given("undo");
    let words = summary(&home, &format!("done {ben} {ben} days ago at the pub"));
    assert!(words.contains("; noted: at the pub"), "{words}");
    home.given("undo");
    let words = summary(&home, &format!("done {ben} 3 days ago"));
    assert!(words.ends_with(", on 2026-11-21"), "{words}");
    home.given("undo");
    // A day that is still to come is asked about.
    assert_eq!(home.run(&format!("done {ben} tomorrow")).code, 2);
}

#[test]
fn a_talk_told_with_done_is_logged_on_its_day() {
    let home = Home::new();
    close(&home, "Bea Near");
    assert_eq!(today(&home, "2026-11-24"), [("overdue".to_owned(), "Bea Near".to_owned())]);
    assert_eq!(
        summary(&home, "done 1 lunch last Friday with her kids"),
        "logged with Bea Near on 2026-11-20: lunch last Friday with her kids"
    );
    assert_eq!(timeline(&home, "Bea Near")[0], "2026-11-20 lunch last Friday with her kids");
}

#[test]
fn whom_one_asked_to_be_reminded_of_is_named_though_nothing_was_ever_written_down() {
    let home = Home::new();
    at(&home, "2026-01-01");
    home.given("add \"Ann Able\"").given("add \"Zoe Zander\"");
    home.given("edit \"Ann Able\" --cadence 7");
    let ann = [("overdue".to_owned(), "Ann Able".to_owned())];
    assert_eq!(today(&home, "2027-01-01"), ann);
    home.given("edit \"Ann Able\" --cadence auto");
    assert!(today(&home, "2027-01-02").is_empty());
    home.given("edit \"Ann Able\" --circle 1");
    for day in ["2027-01-03", "2029-01-02"] {
        assert_eq!(today(&home, day), ann, "{day}");
    }
    home.given("done 1 called");
    assert!(today(&home, "2029-01-03").is_empty());
    assert_eq!(today(&home, "2029-06-02"), ann);
}

#[test]
fn a_word_of_today_is_no_silence_and_a_day_later_it_is_one_day() {
    let home = Home::new();
    close(&home, "Bea Near");
    at(&home, "2026-11-24");
    home.given("log \"Bea Near\" lunch");
    for command in ["show", "brief"] {
        at(&home, "2026-11-24");
        let line = format!("{command} \"Bea Near\"");
        let words = home.run(&line).stdout;
        assert!(words.contains("; in touch today, ") && !words.contains("silent"), "{words}");
        at(&home, "2026-11-25");
        let words = home.run(&line).stdout;
        assert!(words.contains("; silent for 1 day now, "), "{words}");
    }
}

#[test]
fn a_birthday_without_a_year_reads_as_a_day() {
    let home = Home::new();
    home.given("add \"Bea Near\" --birthday 11-25");
    for command in ["show", "brief"] {
        let words = home.run(&format!("{command} \"Bea Near\"")).stdout;
        assert!(!words.contains("--11-25"), "{words}");
    }
    let words = home.run("show \"Bea Near\"").stdout;
    assert!(words.contains("birthday     25 November"), "{words}");
    let facts = home.json("show \"Bea Near\"").remove(0)["facts"].to_string();
    assert!(facts.contains("\"--11-25\""), "data keeps the form of the standard: {facts}");
    // As it is read, so it is named.
    let said = summary(&home, "consent \"Bea Near\" \"25 November\" no --purpose share");
    assert!(said.ends_with("birthday 25 November"), "{said}");
    home.given("edit \"Bea Near\" --remove \"25 November\"");
    assert!(!home.run("show \"Bea Near\"").stdout.contains("November"));
    home.given("undo").given("edit \"Bea Near\" --remove=--11-25");
}

#[test]
fn whatever_today_shows_is_left_for_later_by_its_number() {
    let home = Home::new();
    at(&home, "2026-06-01");
    home.given("demo");
    let mut left = std::collections::BTreeSet::new();
    for _ in 0..14 {
        let lines = today(&home, "2026-06-01");
        home.run("today");
        let touch = ["overdue", "fading", "dormant", "new", "birthday"];
        let Some(number) = lines.iter().position(|(kind, _)| !touch.contains(&kind.as_str())) else {
            home.given("snooze 1");
            continue;
        };
        home.given(&format!("later {}", number + 1));
        left.insert(lines[number].0.clone());
    }
    for kind in ["promise", "ask", "thanks", "business", "match"] {
        assert!(left.contains(kind), "{kind}: {left:?}");
    }
}
