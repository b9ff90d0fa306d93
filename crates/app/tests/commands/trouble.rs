//! Books that cannot be opened, and command lines that cannot be read.

use std::fs;

use crate::files::newer;
use crate::things::eva;
use crate::world::Home;

#[test]
fn a_command_line_that_cannot_be_read() {
    let home = Home::new();
    home.tell("frobnicate")
        .tell("peopel")
        .tell("people --frob")
        .tell("show")
        .tell("today extra")
        .tell("undo 1 2");
    home.tell("people --book \"\"").matches("usage");
}

#[test]
fn a_book_that_is_none() {
    let home = Home::new();
    home.write("letter.txt", "Dear Ada, this is a letter and no book, however long it may be.");
    let other = rusqlite::Connection::open(home.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE thing (id INTEGER)").unwrap();
    drop(other);
    let before = fs::read(home.path("other.db")).unwrap();
    home.given("add Ada --book future.db");
    newer(&home, "future.db");
    home.tell("people --book letter.txt")
        .tell("people --book other.db")
        .tell("people --book future.db --json");
    home.tell("people --book letter.txt/book.db").tell("people --book .").tell("restore letter.txt --book .");
    home.tell("people --book postgres://localhost:1/none").tell("people --book :memory:");
    home.tell("add Ada --book nowhere/book.db")
        .tell("people --book mysql://localhost/book")
        .matches("no-book");
    assert_eq!(fs::read_to_string(home.path("letter.txt")).unwrap().len(), 63, "the letter is as it was");
    assert_eq!(fs::read(home.path("other.db")).unwrap(), before, "somebody else's database is as it was");
    assert!(!home.path("other.db-wal").exists() && !home.path("nowhere").exists());
}

#[test]
fn a_broken_book_can_be_replaced_by_a_backup() {
    let home = eva();
    home.given("backup march.db");
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(home.path(&format!("data/goodturn/book.db{ending}")));
    }
    home.write("data/goodturn/book.db", "overwritten by an accident that left nothing of the book at all");
    home.tell("people").tell("restore march.db").tell("people ada").matches("restore-broken");
    let kept = home.files("data/goodturn").into_iter().filter(|name| name.contains(".broken-")).count();
    assert_eq!(kept, 1, "nothing is thrown away");
}

/// What cannot be read is never taken for what it would be by default, and never written back so.
#[test]
fn an_entry_that_another_program_changed_says_where_it_stands() {
    let home = eva();
    home.given("promise ada \"a recipe\"");
    let book = rusqlite::Connection::open(home.book()).unwrap();
    let now = || -> (String, [Option<String>; 4], i64) {
        let entry = "SELECT lower(hex(id)), (SELECT max(seq) FROM journal), more, state, day, due FROM entry \
             WHERE kind = 'promise'";
        let columns = |row: &rusqlite::Row<'_>| {
            Ok((row.get(0)?, [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?], row.get(1)?))
        };
        book.query_row(entry, [], columns).unwrap()
    };
    let sound = now();
    let code = &sound.0[sound.0.len() - 8..];
    let set = |column: &str, value: &Option<String>| {
        book.execute(&format!("UPDATE entry SET {column} = ?1 WHERE kind = 'promise'"), [value]).unwrap();
    };
    let columns = ["more", "state", "day", "due"];
    for (column, value, whys) in [
        (
            "more",
            "{\"theirs\":\"who knows\"}",
            ["keeps something that cannot be read", "invalid type: string"],
        ),
        ("state", "who knows", ["has a state that cannot be read", "\"who knows\""]),
        ("day", "2026-02-30", ["has a day that cannot be read", "\"2026-02-30\""]),
        ("due", "2026-02-31", ["has a due day that cannot be read", "\"2026-02-31\""]),
        ("due", "soon", ["has a due day that cannot be read", "\"soon\""]),
    ] {
        set(column, &Some(value.to_owned()));
        let before = now();
        for line in ["promises", "show ada", "brief ada", "keep {code}"] {
            let ran = home.run(&line.replace("{code}", code));
            assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{line}: {}{}", ran.stdout, ran.stderr);
            let place = format!("{code} in the table entry {}", whys[0]);
            for part in [
                "the book is damaged: the promise ",
                &place,
                whys[1],
                "another program",
                "`goodturn restore FILE`",
            ] {
                assert_eq!(ran.stderr.matches(part).count(), 1, "{line}: {part} in {}", ran.stderr);
            }
        }
        assert_eq!(now(), before);
        let at = columns.iter().position(|one| *one == column).unwrap();
        set(column, &sound.1[at]);
    }
    home.given("promises");
}

#[test]
fn a_book_with_a_damaged_middle_says_so_and_can_be_replaced() {
    let home = eva();
    home.given("backup march.db");
    let mut bytes = fs::read(home.path("march.db")).unwrap();
    let middle = bytes.len() / 8..bytes.len();
    bytes[middle].fill(0x5a);
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(home.path(&format!("data/goodturn/book.db{ending}")));
    }
    fs::write(home.book(), bytes).unwrap();
    let ran = home.run("people");
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("the book is damaged") && ran.stderr.contains("`goodturn restore FILE`"),
        "{}",
        ran.stderr
    );
    let refused = home.run("backup march.db");
    assert_eq!(refused.code, 3, "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stderr.contains("the book is damaged"), "{}", refused.stderr);
    home.given("restore march.db");
    assert_eq!(home.json("people").len(), 5);
}

/// Every view, on a place where there is nothing: by a wrong letter in its name.
#[test]
fn looking_at_a_book_that_is_not_there_makes_none() {
    use goodturn_book::catalog::catalog;
    use goodturn_book::request::{Effect, Shape};
    let home = eva();
    let before = home.files("");
    let views = catalog().iter().filter(|entry| entry.effect == Effect::View).map(|entry| {
        let given =
            entry.fields.iter().filter(|field| matches!(field.shape, Shape::Positional | Shape::Rest));
        given.fold(entry.name.to_owned(), |line, _| line + " ada")
    });
    let own = ["export out", "backup copy.db", "log Ada lunch", "forget Ada", "undo"].map(str::to_owned);
    for line in views.chain(own) {
        for book in ["mispelt.db", "no/such/folder/book.db"] {
            let ran = home.run(&format!("{line} --book {book}"));
            assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{line}: {}", ran.stderr);
            assert!(ran.stderr.contains(&format!("there is no book {book}")), "{line}: {}", ran.stderr);
        }
    }
    assert_eq!(home.files(""), before);
    let ran = home.run("add Kim --book new.db");
    assert!(ran.code == 0 && ran.stderr.contains("made a new book"), "{}", ran.stderr);
    assert!(home.path("new.db").exists());
}

#[test]
fn a_misspelt_book_is_not_begun_by_what_brings_nothing_into_it() {
    let home = eva();
    home.write("empty.vcf", "");
    home.write("picture.png", "no kind of file that is read");
    home.write("cards/ada.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Vale\nEND:VCARD\n");
    std::fs::create_dir(home.path("nothing")).unwrap();
    let before = home.files("");
    for line in [
        "import nothere.vcf",
        "import nothere.vcf nothing empty.vcf picture.png",
        "import empty.vcf",
        "import cards --me nonsense",
        "serve --no-browser --listen 127.0.0.1:0",
        "serve --print-url",
        "set --region nowhere",
        "add \"\"",
        "restore nothere.db",
    ] {
        for book in ["typo.db", "typo.db --json"] {
            let ran = home.run(&format!("{line} --book {book}"));
            assert!(ran.code != 0 || line == "import empty.vcf", "{line}: {}{}", ran.stdout, ran.stderr);
            assert!(!ran.stderr.contains("made a new book"), "{line}: {}", ran.stderr);
            if line.starts_with("serve") {
                let said = "there is no book typo.db";
                assert!(
                    ran.stderr.contains(said) && ran.stderr.contains("begins a new book"),
                    "{}",
                    ran.stderr
                );
            }
            assert_eq!(home.files(""), before, "{line}");
        }
    }
    let ran = home.run("import nothere.vcf cards --book new.db");
    assert!(ran.code == 3 && ran.stderr.contains("made a new book"), "{}", ran.stderr);
    assert_eq!(home.json("people --book new.db").len(), 1, "what could be read is there");
    // One's own book is no other: it is begun by what is brought, and by its pages.
    let home = Home::new();
    assert_eq!(home.run("import nothere.vcf").code, 3);
    assert!(!home.path("data").exists());
}

#[test]
fn looking_at_ones_own_book_before_there_is_one_makes_none() {
    let home = Home::new();
    for line in ["today", "people --json", "history", "settings", "duplicates", "mirror"] {
        home.given(line);
    }
    assert!(!home.path("data").exists());
    home.given("add Kim");
    assert!(home.book().exists());
}

/// As somebody who may not do everything; whoever runs the tests may, in a container.
fn as_anybody(home: &Home, line: &str, program: &std::path::Path) -> std::process::Output {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let named = home.command(line);
    let mut command = std::process::Command::new(program);
    command.args(named.get_args()).current_dir(home.path("")).env_clear();
    command.envs(named.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if fs::metadata(program).unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
    }
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_book_where_nothing_can_be_written_is_read_and_says_why_it_is_not_written() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let home = eva();
    let program = home.path("program");
    fs::copy(env!("CARGO_BIN_EXE_goodturn"), &program).unwrap();
    fs::create_dir(home.path("shut")).unwrap();
    fs::copy(home.book(), home.path("shut/whole.db")).unwrap();
    // One that somebody has open, with an act that lies only in its log.
    let open = rusqlite::Connection::open(home.book()).unwrap();
    let people: i64 = open.query_row("SELECT count(*) FROM person", [], |row| row.get(0)).unwrap();
    home.given("add \"Kim Vale\"");
    for ending in ["", "-wal"] {
        let from = home.path(&format!("data/goodturn/book.db{ending}"));
        fs::copy(from, home.path(&format!("shut/logged.db{ending}"))).unwrap();
    }
    assert!(home.path("shut/logged.db-wal").metadata().unwrap().len() > 0 && people > 0);
    drop(open);
    let root = fs::read_to_string("/proc/self/status").unwrap_or_default().contains("Uid:\t0\t");
    for name in ["", "shut", "shut/whole.db", "shut/logged.db", "shut/logged.db-wal"] {
        let path = home.path(name);
        if root {
            chown(&path, Some(65534), Some(65534)).unwrap();
        }
        if !name.is_empty() {
            let mode = if name == "shut" { 0o555 } else { 0o444 };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        }
    }
    for (book, kim) in [("whole", false), ("logged", true)] {
        let ran = as_anybody(&home, &format!("people --book shut/{book}.db"), &program);
        let said = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(ran.status.code(), Some(0), "{book}: {}", String::from_utf8_lossy(&ran.stderr));
        assert!(said.contains("Ada Brook") && said.contains("Kim Vale") == kim, "{book}: {said}");
        let ran = as_anybody(&home, &format!("add Zoe --book shut/{book}.db"), &program);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(3), "{book}: {said}");
        assert!(said.contains("can only be read here") && said.contains("copy it"), "{book}: {said}");
        let ran = as_anybody(&home, &format!("backup {book}.copy --book shut/{book}.db"), &program);
        assert_eq!(ran.status.code(), Some(0), "{book}: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(!home.json(&format!("people kim --book {book}.copy")).is_empty(), kim);
    }
    assert_eq!(home.files("shut"), ["logged.db", "logged.db-wal", "whole.db"], "nothing was written");
    fs::set_permissions(home.path("shut"), fs::Permissions::from_mode(0o755)).unwrap();
}

/// A limit on what a process may write stands in for a disk without room.
#[cfg(unix)]
#[test]
fn where_there_is_no_room_that_is_said_and_the_book_stays_sound() {
    let home = eva();
    let before = home.json("people").len();
    let mut names = String::from("name,email\n");
    for number in 0..3000 {
        names.push_str(&format!("Person N{number},n{number}@many.example\n"));
    }
    home.write("many.csv", &names);
    let mut command = std::process::Command::new("sh");
    let many = home.command("import many.csv --as people");
    let limited = "trap '' XFSZ; ulimit -f 400; exec \"$@\"";
    command
        .args(["-c", limited, "sh"])
        .arg(many.get_program())
        .args(many.get_args())
        .current_dir(home.path(""));
    command.env_clear().envs(many.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ran = command.output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(4), "{said}");
    assert!(said.contains("disk") && !said.contains("report it") && !said.contains("restore"), "{said}");
    assert_eq!(home.json("people").len(), before);
    home.given("import many.csv --as people");
    assert_eq!(home.json("people --limit 100000").len(), before + 3000);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let home = eva();
    for line in ["people", "people --json", "man"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = home.command(line).stdout(full).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(4), "{line}: {said}");
        assert!(said.contains("could not be written"), "{line}: {said}");
    }
}

#[test]
fn whoever_asks_for_many_people_gets_them_or_hears_that_there_are_more() {
    let home = Home::new();
    let mut cards = String::from("name\n");
    for number in 0..620 {
        cards.push_str(&format!("Person N{number}\n"));
    }
    home.write("people.csv", &cards);
    home.given("import people.csv --as people");
    assert_eq!(home.json("people --limit 100000").len(), 620);
    let all = home.run("people --limit 620");
    assert!(!all.stderr.contains("more"), "{}", all.stderr);
    for line in ["people", "people --limit 619", "people --limit 10 --sort name --json"] {
        let some = home.run(line);
        assert!(some.stderr.contains("there are more than these"), "{line}: {}", some.stderr);
    }
}

#[test]
fn the_book_and_the_time_can_be_said_in_the_environment_and_overruled() {
    let home = Home::new();
    let in_environment = |line: &str| {
        let mut command = home.command(line);
        let output = command.env("GOODTURN_BOOK", home.path("other.db")).output().unwrap();
        assert!(output.status.success(), "{line}");
        String::from_utf8(output.stdout).unwrap()
    };
    in_environment("add Kim Vale");
    assert!(home.path("other.db").exists() && !home.book().exists());
    assert!(in_environment("people").contains("Kim Vale"));
    in_environment("add Zoe --book third.db");
    assert!(!in_environment("people --book third.db").contains("Kim Vale"));
    assert!(in_environment("history").contains("2026-03-05"));
    assert!(in_environment("log Kim lunch --now 2026-04-01T12:00:00Z").contains("2026-04-01"));
}
