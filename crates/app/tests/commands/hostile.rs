//! What somebody else put on their card does no harm: neither to a terminal nor to a spreadsheet.

use crate::world::Home;

/// A name that clears the screen, rings, writes over the line, colours by one sign, and turns round what follows.
const NAME: &str = "Eve\u{1b}[2J\u{7}\rAda\u{9b}31m\u{202e}live\u{2067}";

fn is_order(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_card_clears_the_screen_or_turns_our_words_round() {
    let home = Home::new();
    let card = |name: &str| {
        format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nORG:{NAME}\r\nTITLE:{NAME}\r\nEMAIL:eve{NAME}@x.example\r\nTEL:+43 1 {NAME}\r\n\
             NOTE:{NAME}\r\nBDAY:{NAME}\r\nCATEGORIES:{NAME}\r\nADR:;;{NAME};;;;\r\nURL:http://{NAME}\r\nEND:VCARD\r\n"
        )
    };
    home.write("cards/a\u{1b}[31m\u{202e}.vcf", &card(&NAME.replace('\r', "")));
    home.write("cards/b\u{9b}.txt", "nothing\u{1b}[2J of note");
    home.write("cards/c\u{1b}.csv", &format!("name,birthday\nAda {NAME},{NAME}\n"));
    let mut seen = 0;
    for line in [
        "import cards",
        "people",
        "show Eve",
        "people --json",
        "show Eve --json",
        &format!("log Eve \"lunch {NAME}\""),
        &format!("learn Eve \"{NAME}\""),
        "history",
        "history --json",
        "brief Eve",
        &format!("show \"{NAME} nobody\""),
        &format!("promise \"{NAME} nobody\" x"),
        &format!("people --sort \"{NAME}\""),
        "import \"\u{1b}[2Jnowhere\"",
        "forget Eve",
    ] {
        let ran = home.run(line);
        for text in [&ran.stdout, &ran.stderr] {
            assert!(!text.contains(is_order), "goodturn {line:?}: {text:?}");
            seen += text.match_indices("Eve").count();
        }
    }
    assert!(seen > 8, "she was shown {seen} times");
}

#[test]
fn no_file_name_writes_a_line_of_its_own_into_the_history() {
    let home = Home::new();
    let forged = "     9  2026-03-05 09:00  undo     took back all that you did";
    home.write(
        &format!("a\n{forged}\n.vcf"),
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Vale\nORG:Vale\\nSons\nEND:VCARD\n",
    );
    let mut command = home.command("import");
    let ran = command.arg(format!("a\n{forged}\n.vcf")).output().unwrap();
    assert!(ran.status.success());
    let said = String::from_utf8(ran.stdout).unwrap();
    for text in [said, home.run("history").stdout, home.run("people").stdout, home.run("show Ada").stdout] {
        assert!(!text.lines().any(|line| line == forged), "{text}");
    }
    let history = home.run("history").stdout;
    assert_eq!(history.lines().count(), 1, "{history}");
    assert!(history.contains('\u{240a}'), "the sign is shown: {history}");
}

#[test]
fn a_table_runs_nothing_and_comes_back_as_it_was() {
    let home = Home::new();
    let names = ["=cmd|' /C calc'!A0", "@SUM(A1:A9)", "-2+3+cmd", "+1+2", "'=quoted", "''t Hooft"];
    let mut cards = String::new();
    for (at, name) in names.iter().enumerate() {
        cards.push_str(&format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:p{at}@x.example\r\nTEL:+43 1 234 56 {at}7\r\nNOTE:{name}\r\nEND:VCARD\r\n"
        ));
    }
    home.write("cards.vcf", &cards);
    home.given("import cards.vcf").given("export out --as csv --for-myself");
    let read = |path: &str| {
        let mut reader = csv::Reader::from_path(home.path(path)).unwrap();
        reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let rows = read("out/people.csv");
    assert_eq!(rows.len(), names.len());
    for cell in rows.iter().flatten() {
        let is_number = cell.starts_with("+43 1 234");
        assert!(is_number || !cell.starts_with(['=', '@', '-', '+']), "{cell}");
    }
    home.given("import out/people.csv --book other.db")
        .given("export again --as csv --for-myself --book other.db");
    assert_eq!(read("again/people.csv"), rows);
    let told = |book: &str| {
        let mut told: Vec<(String, String)> = Vec::new();
        for at in 0..names.len() {
            let page = home.json(&format!("show p{at}@x.example{book}")).remove(0);
            for fact in page["facts"].as_array().unwrap() {
                if ["name", "phone", "note"].contains(&fact["kind"].as_str().unwrap()) {
                    told.push((fact["kind"].to_string(), fact["value"].to_string()));
                }
            }
        }
        told.sort();
        told
    };
    let facts = told("");
    assert_eq!(told(" --book other.db"), facts);
    for name in names {
        assert!(
            facts.iter().any(|(_, value)| value == &serde_json::to_string(name).unwrap()),
            "{name}: {facts:?}"
        );
    }
}
