//! Who gets in to a served book, and who can read what is written.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout};

use crate::stopping::interrupt;
use crate::world::{Home, Ran};

/// A running server.
pub struct Served {
    child: Child,
    stdout: BufReader<ChildStdout>,
    said: String,
    pub port: String,
    /// What signs in, once.
    pub way_in: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    pub fn start(home: &Home, line: &str) -> Served {
        let mut child = home.command(line).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        stdout.read_line(&mut said).unwrap();
        let (port, way_in) = parts(&said);
        Served { child, stdout, said, port, way_in }
    }

    /// Opens the printed address; the cookie.
    pub fn sign_in(&self) -> String {
        let answer = self.get(&self.way_in, "");
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        assert!(header(&answer, "location") == Some("/"), "the address is left behind: {answer}");
        let cookie = header(&answer, "set-cookie").unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }

    pub fn get(&self, path: &str, cookie: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), cookie, "")
    }

    pub fn post(&self, path: &str, kind: &str, cookie: &str, body: &str) -> String {
        let origin = format!("Origin: http://127.0.0.1:{}", self.port);
        self.ask(
            &format!(
                "POST {path} HTTP/1.1\r\n{origin}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
                body.len()
            ),
            cookie,
            body,
        )
    }

    fn ask(&self, head: &str, cookie: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{}", self.port)).unwrap();
        let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
        write!(stream, "{head}Host: 127.0.0.1:{}\r\n{cookie}Connection: close\r\n\r\n{body}", self.port)
            .unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).unwrap();
        page
    }

    /// What it came to once it was interrupted; port and token, which are others each time, by their names.
    pub fn ended(mut self) -> Ran {
        interrupt(&self.child);
        let mut said = std::mem::take(&mut self.said);
        self.stdout.read_to_string(&mut said).unwrap();
        let mut stderr = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        let token = self.way_in.strip_prefix("/?token=").unwrap();
        let stdout = said.replace(token, "TOKEN").replace(&self.port, "PORT");
        Ran { code: self.child.wait().unwrap().code().unwrap_or(-1), stdout, stderr }
    }
}

/// The port of a printed address, and what stands behind it.
fn parts(said: &str) -> (String, String) {
    let rest = said.split("127.0.0.1:").nth(1).expect(said);
    let (port, rest) = rest.split_once('/').expect(said);
    let path = rest.split(['"', '\n']).next().unwrap();
    (port.to_owned(), format!("/{path}"))
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(known, _)| *known == name)
        .map(|(_, text)| text)
}

const SERVE: &str = "serve --listen 127.0.0.1:0 --no-browser";

#[test]
fn another_user_of_the_machine_reads_nothing_and_changes_nothing() {
    let home = Home::new();
    home.given("demo");
    home.write("diary/secret.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Secret Friend\nEND:VCARD\n");
    let server = Served::start(&home, SERVE);
    for path in [
        "/",
        "/people",
        "/people/rows",
        "/map/data",
        "/journal",
        "/import",
        "/import/events",
        "/nothing",
        "/?token=00",
    ] {
        for cookie in ["", "goodturn=1", "goodturn-00000000=00"] {
            let answer = server.get(path, cookie);
            assert!(answer.starts_with("HTTP/1.1 401"), "{path}: {answer}");
            assert!(
                answer.contains("Open the address that") && !answer.contains("Mensah"),
                "{path}: {answer}"
            );
        }
    }
    let form = "application/x-www-form-urlencoded";
    for (path, fields) in
        [("/act/forget", "who=Kwame"), ("/undo", "seq=1"), ("/demo/remove", ""), ("/settings", "me=")]
    {
        assert!(server.post(path, form, "", fields).starts_with("HTTP/1.1 403"), "{path}");
    }
    let file = home.path("diary/secret.vcf");
    let upload = format!(
        "--B\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n{}\r\n--B--\r\n",
        file.display()
    );
    let kind = "multipart/form-data; boundary=B";
    assert!(server.post("/import", kind, "", &upload).starts_with("HTTP/1.1 403"));
    let cookie = server.sign_in();
    assert!(server.get("/", &cookie).contains("Esra Yilmaz"), "nothing was done");
    assert!(!server.get("/people?q=Secret", &cookie).contains("Secret Friend"));
    assert!(server.post("/import", kind, &cookie, &upload).starts_with("HTTP/1.1 303"), "but who is in may");
    let style =
        server.get("/", &cookie).split("/static/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(server.get(&format!("/static/{style}"), "").starts_with("HTTP/1.1 200"));
}

#[test]
fn an_address_opens_the_book_once_and_a_browser_stays_signed_in_when_the_server_starts_anew() {
    let home = Home::new();
    home.given("demo");
    let first = Served::start(&home, SERVE);
    let cookie = first.sign_in();
    let again = first.get(&first.way_in, "");
    assert!(again.starts_with("HTTP/1.1 401") && again.contains("was used before"), "{again}");
    assert!(header(&again, "set-cookie").is_none());
    assert!(first.get(&first.way_in, &cookie).starts_with("HTTP/1.1 303"), "an old tab is no trouble");
    let unused = home.run(&format!("serve --listen 127.0.0.1:{} --print-url", first.port));
    assert_eq!((unused.code, unused.stderr.as_str()), (0, ""), "{}", unused.stdout);
    let way_in = first.way_in.clone();
    drop(first);
    let second = Served::start(&home, SERVE);
    assert!(second.get("/", &cookie).contains("Esra Yilmaz"));
    assert!(second.get(&way_in, "").starts_with("HTTP/1.1 401"), "what was used stays used");
    assert_eq!(second.sign_in(), cookie, "all browsers have the one key");
    assert!(second.get(&parts(&unused.stdout).1, "").starts_with("HTTP/1.1 303"));
    // Another book has another key, and its cookie does not push this one out.
    home.given("add Kim --book other.db");
    let other = Served::start(&home, &format!("{SERVE} --book other.db"));
    assert!(other.get("/", &cookie).starts_with("HTTP/1.1 401"));
    assert_ne!(other.sign_in().split('=').next(), cookie.split('=').next());
}

#[test]
fn a_second_serve_opens_the_same_pages() {
    let home = Home::new();
    let first = Served::start(&home, SERVE);
    let again = home.run(&format!("serve --listen 127.0.0.1:{} --no-browser", first.port));
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
    let (port, way_in) = parts(&again.stdout);
    assert_eq!(port, first.port);
    assert!(first.get(&way_in, "").starts_with("HTTP/1.1 303"));
    // What listens there and is not of this book is told nothing.
    home.given("add Kim --book other.db");
    let other = home.run(&format!("serve --listen 127.0.0.1:{} --print-url --book other.db", first.port));
    assert_eq!((other.code, other.stdout.as_str()), (2, ""));
    assert!(other.stderr.contains("cannot be listened on"), "{}", other.stderr);
    let stranger = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let line = format!("serve --listen {} --no-browser", stranger.local_addr().unwrap());
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = stranger.accept().unwrap();
        let mut head = vec![0; 1000];
        let read = stream.read(&mut head).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n").unwrap();
        stream.write_all("0".repeat(64).as_bytes()).unwrap();
        String::from_utf8_lossy(&head[..read]).into_owned()
    });
    let ran = home.run(&line);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(!heard.join().unwrap().contains("token"));
}

#[test]
fn a_script_is_let_in_by_the_server_that_runs_wherever_it_listens() {
    let home = Home::new();
    home.given("demo").given("add Kim --book other.db");
    let first = Served::start(&home, SERVE);
    let cookie = first.sign_in();
    // Neither begins a second server, which would not return.
    for line in ["serve --print-url", "serve --no-browser", "serve --print-url --listen 127.0.0.1:0"] {
        let ran = home.run(line);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{line}: {}", ran.stdout);
        let (port, way_in) = parts(&ran.stdout);
        assert_eq!(port, first.port, "{line}");
        let answer = first.get(&way_in, "");
        assert!(answer.starts_with("HTTP/1.1 303"), "{line}: {answer}");
    }
    // Who says an address gets a server there; when it has ended, the first is found still.
    let second = Served::start(&home, SERVE);
    assert_ne!(second.port, first.port);
    assert_eq!(parts(&home.run("serve --print-url").stdout).0, second.port, "the newest");
    assert_eq!(second.ended().code, 0);
    assert_eq!(parts(&home.run("serve --print-url").stdout).0, first.port);
    // A server that was killed could not say that it is no more, and somebody else may listen there by now.
    let port = first.port.clone();
    drop(first);
    let stranger = std::net::TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = stranger.accept().unwrap();
        let mut head = vec![0; 1000];
        let read = stream.read(&mut head).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n00").unwrap();
        String::from_utf8_lossy(&head[..read]).into_owned()
    });
    let again = Served::start(&home, "serve --listen 127.0.0.1:0 --print-url");
    assert_ne!(again.port, port, "nobody is sent to a stranger");
    assert!(!heard.join().unwrap().contains("token"));
    assert!(again.get("/", &cookie).contains("Esra Yilmaz"));
}

#[cfg(unix)]
#[test]
fn a_link_or_a_letter_in_place_of_the_key_keeps_what_it_holds() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.given("add Ada --book linked.db").given("add Ada --book taken.db").given("add Ada --book wide.db");
    home.write("letter.txt", "Dear Ada");
    home.write("taken.db-door", "Dear Bob");
    home.write("wide.db-door", "");
    let mode = |name: &str| home.path(name).metadata().unwrap().permissions().mode() & 0o777;
    for name in ["letter.txt", "wide.db-door"] {
        std::fs::set_permissions(home.path(name), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    std::os::unix::fs::symlink(home.path("letter.txt"), home.path("linked.db-door")).unwrap();
    for book in ["linked.db", "taken.db", "wide.db"] {
        let server = Served::start(&home, &format!("{SERVE} --book {book}"));
        server.sign_in();
        let ran = server.ended();
        assert_eq!(ran.code, 0);
        assert_eq!(ran.stderr.contains("signed in only until"), book != "wide.db", "{book}: {}", ran.stderr);
    }
    let text = |name: &str| std::fs::read_to_string(home.path(name)).unwrap();
    assert_eq!((text("letter.txt"), mode("letter.txt")), ("Dear Ada".into(), 0o644));
    assert_eq!(text("taken.db-door"), "Dear Bob");
    assert!(text("wide.db-door").starts_with("goodturn door") && mode("wide.db-door") == 0o600);
}

/// Who is another user, and can only be had by whoever may become anybody.
#[cfg(target_os = "linux")]
#[test]
fn another_user_who_saw_the_address_in_the_list_of_processes_gets_nothing() {
    use std::os::unix::process::CommandExt;
    let home = Home::new();
    let server = Served::start(&home, SERVE);
    let ask = format!(
        "exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET {way_in} HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n\\r\\n' >&3 && cat <&3",
        port = server.port,
        way_in = server.way_in
    );
    let mut other = std::process::Command::new("bash");
    let Ok(asked) = other.arg("-c").arg(ask).current_dir("/").uid(65534).gid(65534).output() else {
        eprintln!("not tried: only root can become another user");
        return;
    };
    let answer = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}{}", String::from_utf8_lossy(&asked.stderr));
    assert!(!answer.to_lowercase().contains("set-cookie"), "{answer}");
}

#[cfg(unix)]
mod modes {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    fn open_to_all(path: &Path) {
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// All that lies below a folder and can be read by others.
    fn readable(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if mode(&path) & 0o077 != 0 {
                found.push(format!("{} {:o}", path.display(), mode(&path)));
            }
            if path.is_dir() {
                readable(&path, found);
            }
        }
    }

    #[test]
    fn nothing_that_is_written_can_be_read_by_others() {
        let home = Home::new();
        home.given("demo").given("backup march.db").given("restore march.db");
        for format in ["vcard", "csv", "json"] {
            home.given(&format!("export cards/all --as {format} --for-myself"));
        }
        let server = Served::start(&home, SERVE);
        server.sign_in();
        let mut found = Vec::new();
        readable(&home.path(""), &mut found);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn looking_at_a_file_that_is_no_book_leaves_it_open_to_whom_its_owner_opened_it() {
        let home = Home::new();
        home.write("hosts", "127.0.0.1 localhost");
        let other = rusqlite::Connection::open(home.path("foreign.db")).unwrap();
        other.execute_batch("CREATE TABLE thing (id INTEGER)").unwrap();
        drop(other);
        std::os::unix::fs::symlink(home.path("hosts"), home.path("link.db")).unwrap();
        home.given("add Ada").given("backup good.db");
        let files = ["hosts", "foreign.db"].map(|name| home.path(name));
        files.iter().for_each(|path| open_to_all(path));
        for book in ["hosts", "foreign.db", "link.db"] {
            for line in ["people", "add Kim", "serve --print-url", "restore good.db", "backup copy.db"] {
                let ran = home.run(&format!("{line} --book {book}"));
                assert_eq!(ran.code, 3, "{line} --book {book}: {}{}", ran.stdout, ran.stderr);
                assert!(!ran.stderr.contains("now only you can"), "{line} --book {book}: {}", ran.stderr);
            }
        }
        assert_eq!(files.map(|path| mode(&path)), [0o644; 2]);
        assert_eq!(std::fs::read_to_string(home.path("hosts")).unwrap(), "127.0.0.1 localhost");
        // An empty file becomes a book, and then it is the owner's alone.
        home.write("empty.db", "");
        open_to_all(&home.path("empty.db"));
        assert!(home.run("people --book empty.db").code == 3 && mode(&home.path("empty.db")) == 0o644);
        home.given("add Kim --book empty.db");
        assert_eq!(mode(&home.path("empty.db")), 0o600);
    }

    #[test]
    fn a_backup_that_lay_open_is_closed_with_a_word() {
        let home = Home::new();
        home.given("add Ada").given("backup k.db");
        open_to_all(&home.path("k.db"));
        let ran = home.run("backup k.db");
        assert!(ran.code == 0 && ran.stderr.contains("now only you can"), "{}", ran.stderr);
        open_to_all(&home.path("k.db"));
        let ran = home.run("restore k.db");
        assert!(ran.code == 0 && ran.stderr.contains("now only you can"), "{}", ran.stderr);
        let mut found = Vec::new();
        readable(&home.path(""), &mut found);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn what_an_older_goodturn_left_open_is_closed_with_a_word_and_nobody_elses_folder_is() {
        let home = Home::new();
        std::fs::create_dir(home.path("shared")).unwrap();
        home.given("demo").given("demo --book shared/book.db").given("export cards");
        let own = [home.path("data/goodturn"), home.book()];
        let others = [home.path("shared"), home.path("data"), home.path("cards")];
        own.iter().chain(&others).for_each(|path| open_to_all(path));
        open_to_all(&home.path("shared/book.db"));
        open_to_all(&home.path("cards/people.vcf"));
        let ran = home.run("people --limit 500");
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("others on this machine could read"), "{}", ran.stderr);
        assert_eq!((mode(&own[0]), mode(&own[1])), (0o700, 0o600));
        assert_eq!(home.run("people --limit 500").stderr, "", "it is said once");
        let ran = home.run("people --book shared/book.db");
        assert!(ran.stderr.contains("shared/book.db"), "{}", ran.stderr);
        assert_eq!(mode(&home.path("shared/book.db")), 0o600);
        home.given("export cards");
        assert_eq!(mode(&home.path("cards/people.vcf")), 0o600);
        assert_eq!(others.map(|path| mode(&path)), [0o755; 3]);
    }
}
