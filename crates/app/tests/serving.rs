//! The pages over real connections, beside others that are slow.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use goodturn_app::clock::Clock;
use goodturn_app::web::door::Door;
use goodturn_app::web::serve;
use goodturn_book::Book;
use goodturn_store::Location;

struct Desk {
    at: SocketAddr,
    cookie: String,
    _folder: tempfile::TempDir,
    _runtime: tokio::runtime::Runtime,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let book = Arc::new(Book::open(&Location::File(folder.path().join("book.db")), 7).unwrap());
        let clock = Clock::fixed("2026-11-24T09:00:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let at = listener.local_addr().unwrap();
        let door = Arc::new(Door::for_now().unwrap());
        let address = door.address(at).unwrap();
        runtime.spawn(serve(book, clock, door, listener, std::future::pending()));
        let desk = Desk { at, cookie: String::new(), _folder: folder, _runtime: runtime };
        let answer = desk.get(&address[address.rfind('/').unwrap()..]);
        let cookie = answer.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap().to_owned();
        Desk { cookie, ..desk }
    }

    fn open(&self) -> TcpStream {
        let stream = TcpStream::connect(self.at).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.open();
        let (at, cookie) = (self.at, &self.cookie);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// Reads until the other end has closed; how long that took.
fn closed(mut stream: TcpStream, began: Instant) -> Duration {
    let mut rest = Vec::new();
    // A connection that was reset is closed too.
    let _ = stream.read_to_end(&mut rest);
    began.elapsed()
}

#[test]
fn those_who_say_nothing_keep_nobody_out() {
    let desk = Desk::new();
    let began = Instant::now();
    let mut silent: Vec<TcpStream> = (0..300)
        .map(|n| {
            let mut stream = desk.open();
            match n % 3 {
                0 => {}
                1 => stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap(),
                _ => stream.write_all(b"GET / HT").unwrap(),
            }
            stream
        })
        .collect();
    assert!(desk.get("/").starts_with("HTTP/1.1 200"), "a page comes");
    assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
    let first = closed(silent.remove(1), began);
    assert!(first < Duration::from_secs(40), "half a head was waited for {first:?}");
}

#[test]
fn a_head_that_comes_in_drops_is_not_waited_for() {
    let desk = Desk::new();
    let mut stream = desk.open();
    let began = Instant::now();
    for byte in b"GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".iter().cycle() {
        if stream.write_all(&[*byte]).is_err() || began.elapsed() > Duration::from_secs(45) {
            break;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
}

#[test]
fn a_file_that_never_comes_frees_its_connection_and_the_next_import_can_begin() {
    let desk = Desk::new();
    let mut stream = desk.open();
    let (at, cookie) = (desk.at, &desk.cookie);
    write!(
        stream,
        "POST /import HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nCookie: {cookie}\r\nContent-Type: \
         multipart/form-data; boundary=B\r\nContent-Length: 100000\r\n\r\n--B\r\nContent-Disposition: form-data; \
         name=\"files\"; filename=\"a.vcf\"\r\n\r\nBEGIN:VCARD"
    )
    .unwrap();
    let began = Instant::now();
    while !desk.get("/import").contains("is running") && began.elapsed() < Duration::from_secs(20) {}
    let took = closed(stream, began);
    assert!((Duration::from_secs(20)..Duration::from_secs(55)).contains(&took), "{took:?}");
    assert!(!desk.get("/import").contains("is running"));
}
