//! The pages, asked as a browser asks them, over a real book in a file.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod every;
mod forms;
mod pictures;
mod refusals;
mod spoken;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use goodturn_app::clock::Clock;
use goodturn_app::web::door::Door;
use goodturn_app::web::router;
use goodturn_book::Book;
use goodturn_store::Location;
use http_body_util::BodyExt;
use tokio::sync::OnceCell;
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:4000";
/// Where an import that has begun is looked at; a script takes it for the word that what was typed has arrived.
const BEGUN: &str = "/import/run?done=1";

struct Browser {
    router: Router,
    door: Arc<Door>,
    cookie: OnceCell<String>,
    _folder: tempfile::TempDir,
}

impl Browser {
    fn new() -> Browser {
        let folder = tempfile::tempdir().unwrap();
        let book = Book::open(&Location::File(folder.path().join("book.db")), 7).unwrap();
        let clock = Clock::fixed("2026-11-24T09:00:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC);
        let door = Arc::new(Door::for_now().unwrap());
        let router = router(Arc::new(book), clock, Arc::clone(&door), vec![HOST.to_owned()]);
        Browser { router, door, cookie: OnceCell::new(), _folder: folder }
    }

    /// An address as `serve` prints it, without the host.
    fn address(&self) -> String {
        let address = self.door.address(HOST.parse().unwrap()).unwrap();
        address.strip_prefix("http://127.0.0.1:4000").unwrap().to_owned()
    }

    /// Opens such an address, and has the cookie from then on.
    async fn sign_in(&self) -> String {
        let answer = self.send_as(None, get(&self.address())).await;
        assert_eq!((answer.status(), place(&answer).as_str()), (StatusCode::SEE_OTHER, "/"));
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn with_sample() -> Browser {
        let browser = Browser::new();
        let answer = browser.post("/demo", "").await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        browser
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        let cookie = self.cookie.get_or_init(|| self.sign_in()).await;
        self.send_as(Some(cookie), request).await
    }

    /// Sends a request with this cookie, or without any.
    async fn send_as(&self, cookie: Option<&str>, mut request: Request<Body>) -> Response<Body> {
        if let Some(cookie) = cookie {
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
        }
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let answer = self.send(get(path)).await;
        (answer.status(), text(answer).await)
    }

    async fn page(&self, path: &str) -> String {
        let (status, page) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        page
    }

    async fn post(&self, path: &str, fields: &str) -> Response<Body> {
        self.post_from(path, fields, "http://127.0.0.1:4000").await
    }

    async fn post_from(&self, path: &str, fields: &str, origin: &str) -> Response<Body> {
        let request = Request::post(path)
            .header("host", HOST)
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(fields.to_owned()));
        self.send(request.unwrap()).await
    }

    async fn somebody(&self) -> String {
        let rows = self.page("/people/rows").await;
        let from = rows.find("/person/").unwrap() + "/person/".len();
        rows[from..].split('"').next().unwrap().to_owned()
    }
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).header("host", HOST).body(Body::empty()).unwrap()
}

async fn text(answer: Response<Body>) -> String {
    String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

fn place(answer: &Response<Body>) -> String {
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn seq(place: &str) -> String {
    place.rsplit("seq=").next().unwrap().to_owned()
}

#[tokio::test]
async fn an_empty_book_makes_two_offers() {
    let page = Browser::new().page("/").await;
    assert!(page.contains("Welcome") && page.contains("sample network") && page.contains("href=\"/import\""));
}

#[tokio::test]
async fn every_page_answers_with_the_sample_network() {
    let browser = Browser::with_sample().await;
    assert!(browser.page("/").await.contains("This is the sample network"));
    assert!(browser.page("/people").await.contains("/person/"));
    let person = browser.page(&format!("/person/{}", browser.somebody().await)).await;
    for part in ["Timeline", "Strength", "What is known", "<svg", "Forget"] {
        assert!(person.contains(part), "{part}");
    }
    assert!(browser.page("/import").await.contains("type=\"file\""));
    assert!(browser.page("/journal").await.contains("brought a sample network"));
    assert!(browser.page("/settings").await.contains("My e-mail addresses"));
    for kind in ["organisation", "list", "robot", "role"] {
        browser.page(&format!("/people?kind={kind}&sort=name")).await;
    }
    let (status, _) = browser.get("/person/nobody-like-that").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/nothing").await.0, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/demo/remove", "").await.status(), StatusCode::SEE_OTHER);
    assert!(browser.page("/").await.contains("Welcome"));
}

#[tokio::test]
async fn the_style_is_kept_and_every_answer_is_guarded() {
    let browser = Browser::new();
    let page = browser.page("/").await;
    let from = page.find("/static/").unwrap();
    let link = page[from..].split('"').next().unwrap();
    let answer = browser.send(Request::get(link).header("host", HOST).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
}

#[tokio::test]
async fn a_foreign_host_is_turned_away() {
    let browser = Browser::new();
    for host in ["evil.example", "evil.example:4000", ""] {
        let answer = browser.send(Request::get("/").header("host", host).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
}

#[tokio::test]
async fn who_is_not_let_in_sees_nothing_and_is_told_how_to_come_in() {
    let browser = Browser::with_sample().await;
    let person = format!("/person/{}", browser.somebody().await);
    for path in [
        "/",
        "/people",
        "/people/rows",
        &person,
        "/map/data",
        "/import/events",
        "/nowhere",
        "/?token=",
        "/?token=abc",
    ] {
        let answer = browser.send_as(None, get(path)).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.headers()["referrer-policy"], "same-origin");
        let page = text(answer).await;
        assert!(page.contains("goodturn serve") && !page.contains("/person/"), "{path}: {page}");
    }
    // The cookie is compared whole, with its name.
    let cookie = browser.cookie.get().unwrap().clone();
    for wrong in [&cookie[..cookie.len() - 2], &cookie.to_uppercase(), cookie.split('=').next().unwrap()] {
        assert_eq!(
            browser.send_as(Some(wrong), get("/")).await.status(),
            StatusCode::UNAUTHORIZED,
            "{wrong}"
        );
    }
    let beside = format!("other=1; {cookie}; more=2");
    assert_eq!(browser.send_as(Some(&beside), get("/")).await.status(), StatusCode::OK);
    // A token is no way round the guard, and lost in no attempt from elsewhere.
    let address = browser.address();
    let foreign = Request::get(&address).header("host", "evil.example").body(Body::empty()).unwrap();
    assert_eq!(browser.send_as(None, foreign).await.status(), StatusCode::MISDIRECTED_REQUEST);
    let form = Request::post(&address).header("host", HOST).header("origin", "http://127.0.0.1:4000");
    assert_eq!(
        browser.send_as(None, form.body(Body::empty()).unwrap()).await.status(),
        StatusCode::FORBIDDEN
    );
    assert_eq!(browser.send_as(None, get(&address)).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_letter_to_somebody_goes_to_nobody_else() {
    let browser = Browser::new();
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kay\r\nEMAIL:kay@k.example?bcc=spy@evil.example\r\n\
                 TEL:+43 1 5051234;phone-context=evil.example\r\nURL:javascript:alert(1)\r\nEND:VCARD\r\n";
    browser.send(upload(&[("kay.vcf", cards)], &[])).await;
    browser.run("Undo this import").await;
    let page = browser.page(&format!("/person/{}", browser.somebody().await)).await;
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in links {
        assert!(!link.starts_with("javascript:"), "{link}");
        let rest = link.strip_prefix("mailto:").or(link.strip_prefix("tel:")).unwrap_or_default();
        assert!(!rest.contains(['?', '&', ';', ',']), "{link}");
    }
}

#[tokio::test]
async fn a_foreign_origin_changes_nothing() {
    let browser = Browser::new();
    for origin in ["http://evil.example", "null", "https://127.0.0.1:4000", "http://127.0.0.1:4001"] {
        assert_eq!(browser.post_from("/demo", "", origin).await.status(), StatusCode::FORBIDDEN, "{origin}");
    }
    let bare = Request::post("/demo").header("host", HOST).body(Body::empty()).unwrap();
    assert_eq!(browser.send(bare).await.status(), StatusCode::FORBIDDEN);
    let near = Request::post("/demo").header("host", HOST).header("referer", "http://127.0.0.1:40001/");
    assert_eq!(browser.send(near.body(Body::empty()).unwrap()).await.status(), StatusCode::FORBIDDEN);
    assert!(browser.page("/").await.contains("Welcome"));
}

#[tokio::test]
async fn what_is_logged_is_shown_and_can_be_taken_back() {
    let browser = Browser::with_sample().await;
    let path = format!("/person/{}", browser.somebody().await);
    let answer = browser.post(&format!("{path}/log"), "text=Spoke+about+quincunxes&kind=call").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = place(&answer);
    assert!(place.starts_with(&path), "{place}");
    let page = browser.page(&place).await;
    assert!(page.contains("Spoke about quincunxes") && page.contains("Logged a call"));
    browser.post("/undo", &format!("seq={}", seq(&place))).await;
    assert!(!browser.page(&path).await.contains("quincunxes"));
}

#[tokio::test]
async fn a_note_of_several_lines_can_be_taken_away() {
    let browser = Browser::with_sample().await;
    let path = format!("/person/{}", browser.somebody().await);
    browser.post(&format!("{path}/edit"), "note=Keeps+quinces%0D%0Aand+medlars").await;
    let page = browser.page(&path).await;
    let (_, after) = page.split_once("Keeps quinces").unwrap();
    let (_, id) = after.split_once("name=\"remove\" value=\"").unwrap();
    let (id, _) = id.split_once('"').unwrap();
    browser.post(&format!("{path}/edit"), &format!("remove={id}")).await;
    assert!(!browser.page(&path).await.contains("quinces"));
}

#[tokio::test]
async fn the_other_deeds_answer() {
    let browser = Browser::with_sample().await;
    let path = format!("/person/{}", browser.somebody().await);
    for (deed, fields, shown) in [
        ("edit", "organisation=Quince+Ltd&circle=2&cadence=30&kind=&name=", "Quince Ltd"),
        ("tag", "tags=orchard", "orchard"),
        ("snooze", "days=7", "Left out of today until 1 December 2026"),
        ("mute", "", "Reminders: muted"),
    ] {
        let answer = browser.post(&format!("{path}/{deed}"), fields).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{deed}");
        assert!(browser.page(&path).await.contains(shown), "{deed}");
    }
    assert!(browser.page(&format!("{path}/forget")).await.contains("It can be undone"));
    let forgotten = browser.post(&format!("{path}/forget"), "").await;
    assert_eq!(browser.get(&path).await.0, StatusCode::NOT_FOUND);
    browser.post("/undo", &format!("seq={}", seq(&place(&forgotten)))).await;
    assert!(browser.page(&path).await.contains("Quince Ltd"));
    assert_eq!(browser.post(&format!("{path}/log"), "text=").await.status(), StatusCode::BAD_REQUEST);
    browser.post("/settings", "me=me%40example.org&region=gb").await;
    let settings = browser.page("/settings").await;
    assert!(settings.contains("me@example.org") && settings.contains("GB"));
}

#[tokio::test]
async fn rows_are_a_fragment_of_those_that_fit() {
    let browser = Browser::with_sample().await;
    browser.post("/people/add", "name=Zebedee+Quillfeather").await;
    let rows = browser.page("/people/rows?q=quillf&sort=name&kind=person").await;
    assert!(rows.contains("Zebedee Quillfeather") && !rows.contains("<html"));
    assert_eq!(rows.matches("scope=\"row\"").count(), 1);
    assert!(browser.page("/people/rows?q=nosuchname").await.contains("Nobody fits"));
}

#[tokio::test]
async fn a_name_with_markup_is_only_text() {
    let browser = Browser::new();
    let answer = browser.post("/people/add", "name=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    for path in [place(&answer).as_str(), "/people", "/journal"] {
        let page = browser.page(path).await;
        assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"), "{path}");
    }
}

fn upload(files: &[(&str, &str)], fields: &[(&str, &str)]) -> Request<Body> {
    let mut form = String::new();
    for (name, text) in files {
        form += &format!(
            "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        );
    }
    for (name, value) in fields {
        form += &format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    Request::post("/import")
        .header("host", HOST)
        .header("origin", "http://127.0.0.1:4000")
        .header("content-type", "multipart/form-data; boundary=B")
        .body(Body::from(form + "--B--\r\n"))
        .unwrap()
}

impl Browser {
    /// The page of the import once it holds some words.
    async fn run(&self, words: &str) -> String {
        let mut page = String::new();
        for _ in 0..500 {
            page = self.page("/import/run").await;
            if page.contains(words) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(page.contains(words), "{page}");
        page
    }
}

#[tokio::test]
async fn dropped_files_are_read_and_the_report_adds_up() {
    let browser = Browser::new();
    let card =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ottilie Marchbanks\r\nEMAIL:ottilie@example.org\r\nEND:VCARD\r\n";
    let answer = browser.send(upload(&[("../friends.vcf", card)], &[("path", "")])).await;
    assert_eq!((answer.status(), place(&answer).as_str()), (StatusCode::SEE_OTHER, BEGUN));
    let page = browser.run("Undo this import").await;
    assert!(page.contains("1 person and 0 interactions") && page.contains("friends.vcf"), "{page}");
    let total = page.split("In all").nth(1).unwrap();
    let counts: Vec<u64> = total
        .split("<td class=\"number")
        .skip(1)
        .map(|cell| cell.split(['>', '<']).nth(1).unwrap().parse().unwrap())
        .collect();
    assert_eq!(counts.len(), 6);
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>());
    assert!(browser.page("/import/events").await.contains("\"done\":true"));
    assert!(browser.page("/people").await.contains("Ottilie Marchbanks"));
}

/// Mail to me and from me, by two of my addresses.
fn mail() -> String {
    (0..20)
        .map(|n| {
            let me = if n % 2 == 0 { "me@home.example" } else { "me@work.example" };
            let (from, to) =
                if n % 4 < 2 { (me, "ottilie@example.org") } else { ("ottilie@example.org", me) };
            format!(
                "From - Sun Apr 28 10:02:57 2019\nDelivered-To: {me}\nMessage-ID: <{n}@home.example>\n\
                 Date: {} Nov 2026 10:00:00 +0000\nFrom: {from}\nTo: {to}\nSubject: Quinces\n\nWell.\n\n",
                n + 1
            )
        })
        .collect()
}

#[tokio::test]
async fn it_is_asked_whose_mail_it_is_and_then_the_import_goes_on() {
    let browser = Browser::new();
    let answer = browser.send(upload(&[("inbox.mbox", &mail())], &[("me", "")])).await;
    assert_eq!((answer.status(), place(&answer).as_str()), (StatusCode::SEE_OTHER, BEGUN));
    let page = browser.page("/import/run").await;
    for words in
        ["value=\"me@home.example\"", "value=\"me@work.example\"", "mail was delivered to it in 10 of 20"]
    {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert!(browser.page("/import").await.contains("one question is open"));
    assert!(browser.page("/people").await.contains("Nobody here yet"), "nothing is read before the answer");
    for (fields, said) in [
        ("answer=me&other=", "Tick an address"),
        ("answer=me&me=me%40work.example&other=nobody", "This is no e-mail address: nobody"),
    ] {
        let again = browser.post("/import/owner", fields).await;
        assert_eq!(again.status(), StatusCode::BAD_REQUEST);
        let page = text(again).await;
        assert!(page.contains(said) && page.contains("aria-invalid"), "{page}");
        let ticked = page.contains("value=\"me@work.example\" checked");
        assert_eq!(ticked, fields.contains("work"), "what was ticked and typed stays: {page}");
        assert_eq!(page.contains("name=\"other\" value=\"nobody\""), fields.contains("nobody"), "{page}");
    }
    let given = "answer=me&me=me%40home.example&me=me%40work.example&other=me%40old.example";
    assert_eq!(place(&browser.post("/import/owner", given).await), BEGUN);
    let report = browser.run("Undo this import").await;
    for words in ["1 person and 20 interactions", "me@home.example", "me@work.example", "me@old.example"] {
        assert!(report.contains(words), "{words} is not in {report}");
    }
    let person = browser.page(&format!("/person/{}", browser.somebody().await)).await;
    assert!(person.contains("from you") && person.contains("from them"), "{person}");
    // It is known now, and not asked again.
    browser.send(upload(&[("inbox.mbox", &mail())], &[])).await;
    assert!(browser.run("In all").await.contains("set in the book"));
    // A second answer, from a page that was left open, does nothing.
    assert_eq!(place(&browser.post("/import/owner", given).await), BEGUN);
    assert!(browser.page("/import/run").await.contains("In all"));
}

#[tokio::test]
async fn nobody_need_say_whose_mail_it_is() {
    let browser = Browser::new();
    browser.send(upload(&[("inbox.mbox", &mail())], &[])).await;
    browser.post("/import/owner", "answer=none&me=me%40home.example").await;
    assert!(!browser.run("Undo this import").await.contains("Taken to be you"));
    let given = Browser::new();
    given.send(upload(&[("inbox.mbox", &mail())], &[("me", "me@home.example")])).await;
    assert!(given.run("Undo this import").await.contains("me@home.example"), "who says so is not asked");
    let wrong = given.send(upload(&[("inbox.mbox", &mail())], &[("me", "me.home.example")])).await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    let left = Browser::new();
    left.send(upload(&[("inbox.mbox", &mail())], &[])).await;
    assert_eq!(place(&left.post("/import/stop", "").await), "/import", "the files are given up");
    assert!(!left.page("/import").await.contains("question is open"));
    left.send(upload(&[("inbox.mbox", &mail())], &[])).await;
    left.send(upload(&[("other.mbox", &mail())], &[("me", "me@home.example")])).await;
    assert!(
        left.run("Undo this import").await.contains("other.mbox"),
        "new files take the place of waiting ones"
    );
}

#[tokio::test]
async fn who_is_there_twice_is_decided_on_beside_the_reasons() {
    let browser = Browser::new();
    for (name, phone) in [("Ada+Lovelace", ""), ("Adah+Lovelace", "%2B442079460101"), ("Mary+Lovelace", "")] {
        let born = if name.starts_with("Mary") { "1807-07-02" } else { "1815-12-10" };
        browser.post("/act/add", &format!("name={name}&birthday={born}&phone={phone}")).await;
    }
    let page = browser.page("/duplicates").await;
    assert_eq!(page.matches("data-line").count(), 1, "{page}");
    assert!(page.contains("the same day of birth") && page.contains("Adah Lovelace"), "{page}");
    let field = |name: &str| {
        let front = format!("name=\"{name}\" value=\"");
        let (_, rest) = page.split_once(&front).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let (who, other) = (field("who"), field("other"));
    let decide = |more: &str| format!("who={who}&other={other}&back=/duplicates{more}");
    let is_asked = async || browser.page("/duplicates").await.contains("data-line");
    let own = browser.page(&format!("/person/{who}")).await;
    assert!(own.contains("In the book twice?") && own.contains("Adah Lovelace"), "{own}");
    for deed in [("distinct", ""), ("distinct", "&later=yes"), ("merge", "")] {
        let answer = browser.post(&format!("/act/{}", deed.0), &decide(deed.1)).await;
        let back = place(&answer);
        assert!(back.starts_with("/duplicates?seq="), "{back}");
        assert!(!is_asked().await, "{deed:?}");
        browser.post("/undo", &format!("seq={}", seq(&back))).await;
        assert!(is_asked().await, "{deed:?} taken back");
    }
    let own = browser.page(&format!("/person/{who}")).await;
    assert!(own.contains("In the book twice?"), "{own}");
    browser.post("/act/merge", &decide("")).await;
    let person = browser.page(&format!("/person/{other}")).await;
    assert!(
        person.contains("Ada Lovelace") && person.contains("+442079460101"),
        "who went is who they are now"
    );
    assert!(!person.contains("In the book twice?"), "{person}");
    assert!(person.contains("One of several cards") && person.contains("Take apart"), "{person}");
    let gone = person.split_once("name=\"who\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    assert_eq!(gone, other);
    browser.post("/act/split", &format!("who={gone}&rest=true")).await;
    assert!(!browser.page(&format!("/person/{who}")).await.contains("Take apart"));
    let again = browser.page(&format!("/person/{other}")).await;
    assert!(again.contains("Adah Lovelace") && !again.contains("Take apart"), "{again}");
}

#[tokio::test]
async fn a_talk_is_put_right_on_the_page_and_a_promise_is_left_for_later_alone() {
    let browser = Browser::new();
    let ada = place(&browser.post("/people/add", "name=Ada+Brook").await);
    let ada = ada.split('?').next().unwrap().to_owned();
    let who = ada.rsplit('/').next().unwrap();
    browser.post(&format!("{ada}/log"), "text=Called+yesterday+about+the+lease").await;
    let page = browser.page(&ada).await;
    assert!(page.contains("2026-11-23") && page.contains("Correct it"), "the day is that of the text");
    let answer =
        browser.post("/act/amend", &format!("who={who}&text=Called+about+the+boat&on=last+Friday")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let page = browser.page(&ada).await;
    assert!(page.contains("2026-11-20") && page.contains("Called about the boat"), "corrected");
    browser.post("/act/promise", &format!("who={who}&what=send+the+plans&by=today")).await;
    let today = browser.page("/").await;
    let about = today.split("name=\"what\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    browser.post("/act/later", &format!("what={about}&never=1")).await;
    let today = browser.page("/").await;
    assert!(
        !today.contains("You promised: send the plans") && today.contains("Say it again"),
        "left, and shown"
    );
    browser.post("/act/later", &format!("what={about}&off=1")).await;
    assert!(browser.page("/").await.contains("You promised: send the plans"));
}

#[tokio::test(flavor = "multi_thread")]
async fn days_are_shown_as_one_reads_them() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    for path in [format!("/person/{who}"), "/referrals".into(), "/promises".into(), "/journal".into()] {
        let page = browser.page(&path).await;
        let shown = ["<time", "<small class=\"quiet\""].map(|front| {
            let texts =
                page.split(front).skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next());
            texts.map(str::to_owned).collect::<Vec<_>>()
        });
        let shown = shown.concat();
        assert!(shown.iter().any(|text| text.contains(" 2026")), "{path}: {shown:?}");
        let days = shown.iter().find(|text| {
            text.split([' ', ',']).any(|word| word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok())
        });
        assert_eq!(days, None, "{path}");
    }
}
