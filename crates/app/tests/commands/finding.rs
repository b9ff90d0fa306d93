//! Finding people by whatever was written down about them, also where it is mistyped.

use crate::things::two_annas;
use crate::world::Home;

/// Somebody with something of each kind written down.
fn well_known() -> Home {
    let home = two_annas();
    home.given("add \"Maeve Okafor\" --organisation \"Fraser and Sons\"")
        .given("add \"Nadia Ștefan\" --note \"allergic to cats\"");
    home.given("learn Nadia \"grows dahlias\"").given("log Nadia \"lunch, she spoke of harpsichords\"");
    home.given("need Nadia \"a beekeeper\"").given("offer Maeve \"translations from Czech\"");
    home.given("promise Maeve \"send the saxophone score\"").given("ask Maeve \"a look at my tenancy\"");
    home.given("gave Nadia \"drove her to the quarry\"")
        .given("card Maeve --line \"builds violas\" --ideal \"orchestras\"");
    home.given("refer Maeve Nadia \"Anna Reed\" \"the lighthouse job\"")
        .given("introduce Maeve Nadia --why \"both collect sundials\"");
    home
}

/// The names of those whom a search finds.
fn found(home: &Home, query: &str) -> Vec<String> {
    home.json(&format!("people {query}"))
        .iter()
        .map(|line| line["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn everything_that_was_written_down_about_somebody_finds_them() {
    let home = well_known();
    for (query, names) in [
        ("dahlias", vec!["Nadia Ștefan"]),
        ("harpsichord", vec!["Nadia Ștefan"]),
        ("cats", vec!["Nadia Ștefan"]),
        ("beekeeper", vec!["Nadia Ștefan"]),
        ("quarry", vec!["Nadia Ștefan"]),
        ("czech", vec!["Maeve Okafor"]),
        ("saxophone", vec!["Maeve Okafor"]),
        ("tenancy", vec!["Maeve Okafor"]),
        ("violas", vec!["Maeve Okafor"]),
        ("orchestras", vec!["Maeve Okafor"]),
        ("lighthouse", vec!["Anna Reed", "Maeve Okafor", "Nadia Ștefan"]),
        ("sundials", vec!["Maeve Okafor", "Nadia Ștefan"]),
        ("stefan dahl", vec!["Nadia Ștefan"]),
        ("maeve dahlias", vec![]),
    ] {
        let mut have = found(&home, query);
        have.sort();
        assert_eq!(have, names, "{query}");
    }
    home.tell("people dahlias")
        .tell("people dahlias --json")
        .tell("people harpsichord")
        .matches("people-written");
}

#[test]
fn what_stands_inside_a_text_without_blanks_finds_them() {
    let home = Home::new();
    home.given("add \"Joan Park\"").given("log \"Joan Park\" 喜欢园艺和摄影");
    home.given("add 山田太郎").given("learn 山田太郎 毎週末は長野の山小屋で過ごしています");
    for query in ["园艺", "摄影", "喜欢园艺和摄影", "Joan 园艺"] {
        assert_eq!(found(&home, query), ["Joan Park"], "{query}");
    }
    for query in ["山小屋", "長野の山小屋で過ごしています", "太郎 山小屋"] {
        assert_eq!(found(&home, query), ["山田太郎"], "{query}");
    }
    let ran = home.run("people 摄影").stdout;
    assert!(ran.contains("喜欢园艺和摄影"), "{ran}");
    assert!(found(&home, "艺园").is_empty());
}

#[test]
fn whoever_belongs_to_a_group_is_found_by_its_name() {
    let home = two_annas();
    home.given("group \"Chess Club\"").given("join \"Anna Reed\" Chess");
    assert_eq!(found(&home, "chess"), ["Anna Reed"]);
    assert_eq!(found(&home, "anna chess"), ["Anna Reed"]);
    let ran = home.run("people chess").stdout;
    assert!(ran.contains("member: Chess Club"), "{ran}");
    home.given("leave \"Anna Reed\" Chess");
    assert!(found(&home, "chess").is_empty());
}

#[test]
fn who_is_called_so_comes_before_those_of_whom_it_is_said() {
    let home = Home::new();
    home.given("add \"Nadia Bell\"").given("add \"Bob Stone\"").given("add \"Bo Ek\"");
    for day in 1..=4 {
        home.given(&format!("log \"Nadia Bell\" \"coffee, fixed her boiler\" --on 2026-03-0{day}"));
    }
    home.given("log \"Bob Stone\" lunch --on 2026-03-02");
    let all = ["Bo Ek", "Bob Stone", "Nadia Bell"];
    assert_eq!(found(&home, "bo"), all);
    // Page by page they are the same, and each once.
    let mut paged = Vec::new();
    let mut after = String::new();
    for _ in 0..4 {
        let page = home.json(&format!("people bo --limit 1{after}"));
        let Some(line) = page.first() else { break };
        paged.push(line["name"].as_str().unwrap().to_owned());
        after = format!(" --after {}", line["id"].as_str().unwrap());
    }
    assert_eq!(paged, all);
}

#[test]
fn a_slip_in_a_search_still_finds_whom_it_meant() {
    let home = well_known();
    for (query, name) in [
        ("meave", "Maeve Okafor"),
        ("okafr", "Maeve Okafor"),
        ("kafor", "Maeve Okafor"),
        ("Frasr", "Maeve Okafor"),
        ("stefna", "Nadia Ștefan"),
        ("dahlais", "Nadia Ștefan"),
        ("nadia dahlais", "Nadia Ștefan"),
        ("harpsicord", "Nadia Ștefan"),
    ] {
        assert_eq!(found(&home, query), [name], "{query}");
    }
    for query in ["zz", "xylophone", "1234567"] {
        assert!(found(&home, query).is_empty(), "{query}");
    }
    // Nothing is done with somebody who was only guessed.
    home.tell("people meave")
        .tell("show meave")
        .tell("log okafr lunch")
        .tell("history")
        .matches("people-slips");
}

#[test]
fn what_was_taken_back_or_forgotten_finds_nobody_any_more() {
    let home = well_known();
    assert_eq!(found(&home, "sundials").len(), 2);
    home.given("undo");
    assert!(found(&home, "sundials").is_empty());
    home.given("introduce Maeve Nadia --why \"both collect sundials\"");
    assert_eq!(found(&home, "sundials").len(), 2);
    home.given("forget Nadia");
    for query in ["dahlias", "harpsichord", "beekeeper", "quarry"] {
        assert!(found(&home, query).is_empty(), "{query}");
    }
    home.given("undo");
    assert_eq!(found(&home, "dahlias"), ["Nadia Ștefan"]);
}

#[test]
fn two_made_one_are_found_by_what_was_written_about_either() {
    let home = well_known();
    home.given("merge Maeve Nadia");
    assert_eq!(found(&home, "dahlias saxophone"), ["Maeve Okafor"]);
    assert_eq!(found(&home, "harpsichord"), ["Maeve Okafor"]);
    home.given("undo");
    assert_eq!(found(&home, "harpsichord"), ["Nadia Ștefan"]);
}

#[test]
fn the_history_of_somebody_shows_all_that_was_done_about_them() {
    let home = well_known();
    let acts = |who: &str| -> Vec<String> {
        let lines = home.json(&format!("history {who}"));
        lines.iter().map(|line| line["act"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(acts("Nadia"), ["introduce", "refer", "gave", "need", "log", "learn", "add"]);
    assert_eq!(acts("Maeve"), ["introduce", "refer", "card", "ask", "promise", "offer", "add"]);
    home.given("undo");
    assert_eq!(acts("Nadia")[..2], ["undo", "introduce"], "what was taken back stays in the history");
}

#[test]
fn an_edit_overwrites_nothing_that_somebody_else_changed_since() {
    let home = two_annas();
    home.given("add \"Maeve Okafor\" --title Partner");
    // One tab, where only a note was added, sends the old title along.
    home.given("edit Maeve --title Chair");
    home.given("edit Maeve --title Partner --was title=Partner --note \"plays go\"");
    assert_eq!(home.json("show Maeve")[0]["title"], "Chair");
    home.tell("edit Maeve --title Owner --was title=Partner").tell("show Maeve").matches("edit-was");
    home.given("edit Maeve --title Owner --was title=Chair");
    assert_eq!(home.json("show Maeve")[0]["title"], "Owner");
}
