//! A book that is worked with from a terminal and from a browser, day by day.

use std::cell::Cell;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use goodturn_app::clock::Clock;
use goodturn_app::web::door::Door;
use goodturn_app::web::router;
use goodturn_book::Book;
use goodturn_store::Location;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::world::Home;

/// A story: a home with an empty book, on the morning of Thursday 5 March 2026.
pub struct Story {
    home: Home,
    /// How many forms and pages were asked for: each opens the book anew, and must not mint the ids of the last.
    asked: Cell<u64>,
    runtime: tokio::runtime::Runtime,
}

const HOST: &str = "127.0.0.1:4000";

impl Story {
    pub fn new() -> Story {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Story { home: Home::new(), asked: Cell::new(0), runtime }
    }

    /// The morning of another day.
    pub fn day(&self, day: &str) -> &Story {
        self.home.set(format!("{day}T09:00:00Z").parse().unwrap());
        self
    }

    /// The home: files and all that a command may need.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Types a command that must succeed.
    pub fn does(&self, line: &str) -> &Story {
        self.home.given(line);
        self
    }

    /// Types a command that must be refused; what it said.
    pub fn refused(&self, line: &str) -> String {
        let ran = self.home.run(line);
        assert!(matches!(ran.code, 1..=3), "goodturn {line} was not refused\n{}{}", ran.stdout, ran.stderr);
        ran.stderr
    }

    /// What a command prints in words.
    pub fn words(&self, line: &str) -> String {
        let ran = self.home.run(line);
        assert_eq!(ran.code, 0, "goodturn {line}\n{}{}", ran.stdout, ran.stderr);
        ran.stdout
    }

    /// The lines that a command prints with `--json`.
    pub fn json(&self, line: &str) -> Vec<Value> {
        self.home.json(line)
    }

    /// The one object that a command prints with `--json`.
    pub fn one(&self, line: &str) -> Value {
        let mut lines = self.json(line);
        assert_eq!(lines.len(), 1, "goodturn {line} --json: {lines:?}");
        lines.remove(0)
    }

    /// The id of somebody.
    pub fn id(&self, who: &str) -> String {
        self.one(&format!("show \"{who}\""))["id"].as_str().unwrap().to_owned()
    }

    /// A page, as a browser gets it.
    pub fn page(&self, path: &str) -> String {
        let request = Request::get(path).header("host", HOST).body(Body::empty()).unwrap();
        let (status, _, text) = self.send(request);
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        text
    }

    /// The page of somebody.
    pub fn page_of(&self, who: &str) -> String {
        self.page(&format!("/person/{}", self.id(who)))
    }

    /// Fills in a form and sends it; where the browser is sent then.
    pub fn fills(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let (status, place, text) = self.send(form(path, fields));
        assert_eq!(status, StatusCode::SEE_OTHER, "{path} {fields:?}: {text}");
        place
    }

    /// Fills in a form that must be refused; the page that says why.
    pub fn fills_in_vain(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let (status, _, text) = self.send(form(path, fields));
        assert!(status.is_client_error(), "{path} {fields:?}: {status} {text}");
        text
    }

    fn send(&self, mut request: Request<Body>) -> (StatusCode, String, String) {
        self.asked.set(self.asked.get() + 1);
        let book = Book::open(&Location::File(self.home.book()), self.asked.get()).unwrap();
        let clock = Clock::fixed(self.home.now(), jiff::tz::TimeZone::UTC);
        let door = Arc::new(Door::for_now().unwrap());
        let address = door.address(HOST.parse().unwrap()).unwrap();
        let pages = router(Arc::new(book), clock, door, vec![HOST.to_owned()]);
        self.runtime.block_on(async {
            let way_in = Request::get(address).header("host", HOST).body(Body::empty()).unwrap();
            let let_in = pages.clone().oneshot(way_in).await.unwrap();
            let cookie = let_in.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
            let answer = pages.oneshot(request).await.unwrap();
            let place = answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
            let status = answer.status();
            let bytes = answer.into_body().collect().await.unwrap().to_bytes();
            (status, place.unwrap_or_default(), String::from_utf8_lossy(&bytes).into_owned())
        })
    }
}

fn form(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let encode = |text: &str| {
        text.bytes().fold(String::new(), |all, byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => all + &char::from(byte).to_string(),
            byte => all + &format!("%{byte:02X}"),
        })
    };
    let body: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    Request::post(path)
        .header("host", HOST)
        .header("origin", "http://127.0.0.1:4000")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")))
        .unwrap()
}
