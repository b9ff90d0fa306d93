//! Commands that are cut short: by Ctrl-C, or because nobody reads on.

use std::fmt::Write as _;
use std::fs;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::world::Home;

/// What Ctrl-C does.
pub fn interrupt(child: &Child) {
    let sent = Command::new("sh").arg("-c").arg(format!("kill -INT {}", child.id())).status().unwrap();
    assert!(sent.success());
}

/// What a signal by this name does.
pub fn send(child: &Child, signal: &str) {
    let sent = Command::new("sh").arg("-c").arg(format!("kill -{signal} {}", child.id())).status().unwrap();
    assert!(sent.success());
}

/// Whoever copies the file of a book that was served has all of it, however the server was told to end.
#[test]
fn the_file_of_a_book_is_whole_when_its_server_was_told_to_end() {
    use std::io::BufRead;
    for signal in ["TERM", "HUP", "INT"] {
        let home = Home::new();
        let mut server = home.command("serve --listen 127.0.0.1:0 --no-browser").spawn().unwrap();
        let mut said = String::new();
        std::io::BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains("127.0.0.1"), "{said}");
        home.given("add \"Kim Vale\"");
        send(&server, signal);
        if signal == "HUP" && hanging_up_is_ignored() {
            // Whoever started these tests with `nohup` started the server with it, too, and it goes on.
            send(&server, "TERM");
        }
        assert_eq!(server.wait().unwrap().code(), Some(0), "{signal}");
        assert!(!home.path("data/goodturn/book.db-wal").exists(), "{signal}");
        fs::copy(home.book(), home.path("copy.db")).unwrap();
        assert_eq!(home.json("people kim --book copy.db").len(), 1, "{signal}");
    }
}

/// Whether this process was told to ignore that its terminal is gone.
fn hanging_up_is_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or("0").trim();
    u64::from_str_radix(ignored, 16).is_ok_and(|bits| bits & 1 == 1)
}

/// So many messages that reading them takes a while, each with another person.
const MANY: usize = 40_000;

fn much_mail() -> String {
    let mut mail = String::new();
    for n in 0..MANY {
        let (day, hour, minute) = (1 + n / 1440 % 28, n / 60 % 24, n % 60);
        write!(
            mail,
            "From p{n}@many.example Thu Jan {day:2} {hour:02}:{minute:02}:00 2026\n\
             From: Person {n} <p{n}@many.example>\nTo: eva@home.example\n\
             Date: {day} Jan 2026 {hour:02}:{minute:02}:00 +0000\nMessage-ID: <{n}@many.example>\n\
             Subject: Hello\n\nHello.\n\n"
        )
        .unwrap();
    }
    mail
}

fn count(book: &rusqlite::Connection) -> i64 {
    book.query_row("SELECT count(*) FROM interaction", [], |row| row.get(0)).unwrap()
}

/// Runs an import of much mail and interrupts it in the middle.
fn interrupted(home: &Home, line: &str) -> Output {
    home.given("set --region GB");
    home.write("mail.mbox", &much_mail());
    let import = home.command(line).spawn().unwrap();
    // As soon as something is in the book, the import is in the middle of its work.
    let book = rusqlite::Connection::open(home.book()).unwrap();
    let began = Instant::now();
    while count(&book) == 0 && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(2));
    }
    interrupt(&import);
    import.wait_with_output().unwrap()
}

#[test]
fn an_interrupted_import_says_how_to_go_on() {
    let home = Home::new();
    let output = interrupted(&home, "import mail.mbox --me eva@home.example");
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().last(), Some("Stopped; import the same again to go on."), "{said}");
}

#[test]
fn an_interrupted_import_leaves_a_sound_book_and_the_next_completes_it() {
    let home = Home::new();
    let output = interrupted(&home, "import mail.mbox --me eva@home.example --json");
    let book = rusqlite::Connection::open(home.book()).unwrap();
    let count = || count(&book);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["stopped"], true, "{report}");
    let brought = report["interactions"].as_u64().unwrap();
    assert!(brought > 0 && brought < MANY as u64, "{brought} of {MANY}");
    let sound: String = book.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    assert_eq!(count() as u64, brought, "the report says what is in the book");

    let rest = home.json("import mail.mbox --me eva@home.example").remove(0);
    assert_eq!(rest["stopped"], false);
    assert_eq!(rest["found"], MANY);
    assert_eq!(count(), MANY as i64, "the second import completed the first");
    assert_eq!(rest["interactions"].as_u64().unwrap() + brought, MANY as u64);
    let third = home.json("import mail.mbox").remove(0);
    assert_eq!((third["added"].as_u64(), third["unchanged"].as_u64()), (Some(0), Some(MANY as u64)));
}

#[test]
fn nobody_reading_on_is_no_failure() {
    let home = Home::new();
    home.given("demo");
    for line in
        ["people", "people --json", "today", "show Amara", "history", "--help", "man", "completions bash"]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = home.command(line).stdout(writer).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "goodturn {line} | true: {stderr}");
        assert!(!stderr.contains("goodturn:"), "goodturn {line} | true: {stderr}");
    }
}

#[test]
fn nobody_reading_the_messages_is_no_failure() {
    let home = Home::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = home.command("show nobody").stdout(Stdio::null()).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(1));
}
