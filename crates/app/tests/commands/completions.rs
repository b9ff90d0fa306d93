//! Completions in the shells themselves: bash, zsh and fish, each with what `completions` prints for it.

use std::process::Command;

use crate::world::Home;

/// A home with people, a group and a promise, and the program first on the path.
fn home() -> Home {
    let home = Home::new();
    for line in [
        "add \"Ada Brook\" --email ada@brook.example",
        "add \"Anna Stone\"",
        "add \"Ben Carver\"",
        "group \"Choir of St Mary\"",
        "promise Ada \"send the plans\"",
    ] {
        assert_eq!(home.run(line).code, 0, "{line}");
    }
    home
}

/// What a shell offers for a line that is being typed.
fn offered(home: &Home, shell: &str, script: &str) -> Vec<String> {
    let program = std::path::PathBuf::from(env!("CARGO_BIN_EXE_goodturn"));
    let folder = program.parent().unwrap().display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap());
    let output = Command::new(shell)
        .args(["-c", script])
        .env_clear()
        .env("PATH", path)
        .env("HOME", home.path("."))
        .env("TERM", "dumb")
        .env("GOODTURN_BOOK", home.book())
        .output()
        .unwrap_or_else(|cause| panic!("{shell}: {cause}; `cargo xtask test` installs it"));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell}: {script}");
    let shown = String::from_utf8(output.stdout).unwrap();
    shown.lines().map(|line| line.split('\t').next().unwrap_or_default().trim().to_owned()).collect()
}

fn bash(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    format!(
        "source <(goodturn completions bash); COMP_WORDS=({}); COMP_CWORD={}; COMP_TYPE=9; \
         _clap_complete_goodturn goodturn '{}' ''; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted.join(" "),
        words.len() - 1,
        words.last().unwrap()
    )
}

/// What zsh would describe is printed instead: there is no line editor without a terminal.
fn zsh(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    format!(
        "compdef() {{ }}; _describe() {{ local -a all; all=(\"${{(@P)3}}\"); print -rl -- \"${{(@)all%%:*}}\" }}; \
         source <(goodturn completions zsh); words=({}); CURRENT={}; _clap_dynamic_completer_goodturn",
        quoted.join(" "),
        words.len()
    )
}

fn fish(words: &[&str]) -> String {
    format!("goodturn completions fish | source; complete -C '{}'", words.join(" "))
}

#[test]
fn people_choices_and_codes_are_completed_in_each_shell() {
    let home = home();
    let code = home.json("promises").remove(0)["code"].as_str().unwrap().to_owned();
    for (shell, script, blank) in
        [("bash", bash as fn(&[&str]) -> String, "\\ "), ("zsh", zsh, " "), ("fish", fish, " ")]
    {
        let people = offered(&home, shell, &script(&["goodturn", "show", "A"]));
        let all: Vec<String> = ["Ada Brook", "Anna Stone"].map(|name| name.replace(' ', blank)).into();
        let mut sorted = people.clone();
        sorted.sort();
        assert_eq!(sorted, all, "{shell}: {people:?}");
        let weights = offered(&home, shell, &script(&["goodturn", "gave", "Ada", "x", "--weight", ""]));
        assert_eq!(weights, ["small", "medium", "large"], "{shell}");
        let kinds = offered(&home, shell, &script(&["goodturn", "gave", "Ada", "x", "--as", "tal"]));
        assert_eq!(kinds, ["talent-scout"], "{shell}");
        let codes = offered(&home, shell, &script(&["goodturn", "keep", ""]));
        assert!(codes.contains(&code), "{shell}: {codes:?}");
        let groups = offered(&home, shell, &script(&["goodturn", "report", "ch"]));
        assert_eq!(groups, ["Choir of St Mary".replace(' ', blank)], "{shell}");
        let commands = offered(&home, shell, &script(&["goodturn", "prom"]));
        assert_eq!(commands, ["promise", "promises"], "{shell}");
        let commands = offered(&home, shell, &script(&["goodturn", ""]));
        for entry in goodturn_book::catalog::catalog() {
            assert!(commands.iter().any(|command| command == entry.name), "{shell}: {}", entry.name);
        }
    }
}

#[test]
fn completing_makes_no_book_and_says_nothing_where_none_is() {
    let home = Home::new();
    for (shell, script) in [("bash", bash as fn(&[&str]) -> String), ("zsh", zsh), ("fish", fish)] {
        let people = offered(&home, shell, &script(&["goodturn", "show", "A"]));
        assert!(people.iter().all(String::is_empty), "{shell}: {people:?}");
        assert!(!home.book().exists(), "{shell}");
    }
}
