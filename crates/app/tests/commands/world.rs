//! A sealed home to run the program in.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::{described, snapshot};

/// A home of its own with an empty book, and a clock that moves on a minute with each command.
pub struct Home {
    folder: tempfile::TempDir,
    now: Cell<Timestamp>,
    told: RefCell<String>,
}

/// What one command came to.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    /// A home on the morning of Thursday 5 March 2026.
    pub fn new() -> Home {
        Home {
            folder: tempfile::tempdir().unwrap(),
            now: Cell::new("2026-03-05T09:00:00Z".parse().unwrap()),
            told: RefCell::new(String::new()),
        }
    }

    /// What time it is.
    #[allow(dead_code, reason = "the told stories share this home")]
    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// Goes on at another time.
    #[allow(dead_code, reason = "the told stories share this home")]
    pub fn set(&self, now: Timestamp) {
        self.now.set(now);
    }

    /// Where a file of this home lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// Where the book lies when no command says otherwise.
    pub fn book(&self) -> PathBuf {
        self.path("data/goodturn/book.db")
    }

    /// Writes a file into the home.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The program with these words behind it, ready to be started.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodturn"));
        command
            .args(words(line))
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.path(""))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("TZ", "UTC")
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .env("GOODTURN_NOW", self.now.get().to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        self.now.set(self.now.get() + 1.minute());
        command
    }

    /// Runs a command and answers what it came to; what it prints as JSON must be as its schema describes it.
    pub fn run(&self, line: &str) -> Ran {
        let output = self.command(line).output().unwrap();
        let ran = Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        let words = words(line);
        let answered = ran.code == 0 || (ran.code == 3 && !ran.stdout.is_empty());
        if answered && words.iter().any(|word| word == "--json") {
            described::is_as_described(words.first().map_or("", String::as_str), &ran.stdout);
        }
        ran
    }

    /// Runs a command that must succeed and is no part of the snapshot.
    pub fn given(&self, line: &str) -> &Home {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "goodturn {line}\n{}{}", ran.stdout, ran.stderr);
        self
    }

    /// Runs a command and keeps all of it for the snapshot.
    pub fn tell(&self, line: &str) -> &Home {
        let ran = self.run(line);
        self.keep(line, &ran);
        self
    }

    /// Keeps what a command came to for the snapshot.
    pub fn keep(&self, line: &str, ran: &Ran) {
        let mut told = self.told.borrow_mut();
        told.push_str(&format!("$ goodturn {line}\n"));
        for text in
            [&ran.stdout, &ran.stderr].into_iter().zip(["", "! "]).map(|(text, mark)| marked(text, mark))
        {
            told.push_str(&text);
        }
        if ran.code != 0 {
            told.push_str(&format!("exit {}\n", ran.code));
        }
        told.push('\n');
    }

    /// Keeps a file of this home for the snapshot.
    pub fn tell_file(&self, name: &str) -> &Home {
        let text = fs::read_to_string(self.path(name)).unwrap();
        self.told.borrow_mut().push_str(&format!("-- {name}\n{}\n", marked(&text, "")));
        self
    }

    /// Compares all that was told with the snapshot of that name.
    pub fn matches(&self, name: &str) {
        let told = snapshot::plain(&self.told.borrow(), &[(&self.book(), "BOOK"), (&self.path(""), "HOME/")]);
        snapshot::compare(name, &told);
    }

    /// The lines that a command prints with `--json`.
    pub fn json(&self, line: &str) -> Vec<Value> {
        let ran = self.run(&format!("{line} --json"));
        assert!(matches!(ran.code, 0 | 3), "goodturn {line} --json\n{}{}", ran.stdout, ran.stderr);
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Every file below a folder of this home, by name.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// A text with a mark before each line; a carriage return is shown.
fn marked(text: &str, mark: &str) -> String {
    text.split_terminator('\n').map(|line| format!("{mark}{}\n", line.replace('\r', "\\r"))).collect()
}

/// The words of a command line; `"` keeps words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
