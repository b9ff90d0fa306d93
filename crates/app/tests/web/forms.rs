//! What is filled in: what was refused comes back, and what has no end is turned away.

use super::*;

/// A form as a browser sends it: files by name, and fields.
/// A form that the book refuses, as a page.
async fn refused(browser: &Browser, path: &str, fields: &str) -> String {
    let answer = browser.post(path, fields).await;
    assert!(answer.status().is_client_error(), "{path} {fields}: {}", answer.status());
    text(answer).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_into_a_refused_form_comes_back_with_the_sentence_at_its_field() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let long = "a long story ".repeat(20);
    let fields = format!("who={who}&what={}&by=nosuchday&back=%2Fpromises", long.replace(' ', "+"));
    let page = refused(&browser, "/act/promise", &fields).await;
    assert!(page.contains(long.trim()), "what was typed is lost: {page}");
    assert!(page.contains("value=\"nosuchday\" aria-invalid=\"true\""), "{page}");
    assert!(page.contains("name=\"back\" value=\"/promises\"") && page.contains("action=\"/act/promise\""));
    let page = refused(&browser, &format!("/person/{who}/edit"), "name=Zed&birthday=someday&circle=0").await;
    assert!(page.contains("value=\"Zed\"") && page.contains("value=\"someday\" aria-invalid"), "{page}");
    let page = refused(&browser, "/people/add", "name=Ann&email=nonsense&note=plays+go").await;
    assert!(page.contains("value=\"nonsense\"") && page.contains("value=\"plays go\""), "{page}");
    // Sent again with what was wrong put right, it is done.
    let done = browser.post("/people/add", "name=Ann&email=ann%40b.example&note=plays+go").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tab_overwrites_nothing_unseen() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let edit = format!("/person/{who}/edit");
    browser.post(&edit, "title=Partner").await;
    let saved = browser.post(&edit, "title=Chair&was=title%3DPartner").await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    // The other tab was drawn before that, and only a note is written in it.
    let saved = browser.post(&edit, "title=Partner&was=title%3DPartner&note=plays+go").await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let person = browser.page(&format!("/person/{who}")).await;
    assert!(person.contains("Chair") && person.contains("plays go"), "{person}");
    // Where both wrote, both are shown, and who sends theirs once more means it.
    let page = refused(&browser, &edit, "title=Owner&was=title%3DPartner&was=name%3Dx").await;
    assert!(page.contains("Chair") && page.contains("value=\"Owner\""), "{page}");
    assert!(!page.contains("value=\"title=Partner\"") && page.contains("value=\"name=x\""), "{page}");
    let again = browser.post(&edit, "title=Owner&was=name%3Dx").await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    assert!(browser.page(&format!("/person/{who}")).await.contains("Owner"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_over_the_limit_gets_a_page_of_ours() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let note = "x".repeat(3 << 20);
    let answer = browser.post(&format!("/person/{who}/edit"), &format!("note={note}")).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = text(answer).await;
    assert!(page.contains("more than one form takes") && page.contains("<nav"), "{page}");
}

/// A form of parts, sent to a page.
fn parts(path: &str, fields: &[(String, String)]) -> Request<Body> {
    let part = |(name, value): &(String, String)| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let form: String = fields.iter().map(part).collect();
    Request::post(path)
        .header("host", HOST)
        .header("origin", "http://127.0.0.1:4000")
        .header("content-type", "multipart/form-data; boundary=B")
        .body(Body::from(form + "--B--\r\n"))
        .unwrap()
}

#[tokio::test]
async fn a_field_or_a_form_without_end_is_refused_before_it_fills_the_memory() {
    let browser = Browser::new();
    let long = vec![("me".to_owned(), "x".repeat(2 << 20))];
    let many: Vec<(String, String)> = (0..2_000).map(|n| (format!("f{n}"), "x".to_owned())).collect();
    for (fields, words) in
        [(&long, "a field of the form holds more than 1 MB"), (&many, "more than 1000 fields")]
    {
        let answer = browser.send(parts("/import", fields)).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let page = text(answer).await;
        assert!(page.contains(words), "{page}");
    }
    let answer = browser.post("/people/add", &"tag=x&".repeat(2_000)).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(answer).await.contains("more than 1000 fields"));
    // Nothing was begun by it.
    assert!(browser.page("/import").await.contains("Drop files here"));
}

/// The marks in the forms of a page, which say on which book it was opened.
fn marks(page: &str) -> Vec<&str> {
    let name = "name=\"opened-on\" value=\"";
    page.match_indices(name).map(|(at, _)| page[at + name.len()..].split('"').next().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_book_before_a_restore_undoes_nothing_in_the_one_after_it() {
    let browser = Browser::new();
    let place = Location::File(browser._folder.path().join("book.db"));
    let copy = browser._folder.path().join("copy.db");
    browser.post("/people/add", "name=Ann").await;
    Book::open(&place, 1).unwrap().backup(&copy, None).unwrap();
    browser.post("/people/add", "name=Bob").await;
    let journal = browser.page("/journal").await;
    let old = marks(&journal);
    assert_eq!(old.len(), journal.matches("method=\"post\"").count(), "each form is marked");
    let clock = Clock::fixed("2026-11-24T10:00:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC);
    Book::restore(&place, 2, &clock.context(), &copy, &[]).unwrap();

    let undo = |mark: &str| format!("seq=1&opened-on={mark}");
    let page = refused(&browser, "/undo", &undo(old[0])).await;
    assert!(page.contains("the book was restored from a copy since this page was opened"), "{page}");
    let typed = format!("name=Cy&note=plays+go&opened-on={}", old[0]);
    let page = refused(&browser, "/people/add", &typed).await;
    assert!(page.contains("value=\"plays go\""), "what was typed comes back: {page}");
    let people = browser.page("/people/rows").await;
    assert!(people.contains("Ann") && !people.contains("Bob") && !people.contains("Cy"), "{people}");
    // The form that came back is of the book as it is.
    let new = marks(&page);
    assert!(!new.is_empty() && new.iter().all(|mark| *mark != old[0]), "{page}");
    let done = browser.post("/undo", &undo(new[0])).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(!browser.page("/people/rows").await.contains("Ann"));
}
