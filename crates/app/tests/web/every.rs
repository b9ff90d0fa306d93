//! Every act that no page has a form for.

use goodturn_book::catalog::catalog;
use goodturn_book::request::{Kind, Shape};

use super::*;

#[tokio::test]
async fn each_act_without_a_form_has_one_made_from_the_catalog() {
    let browser = Browser::new();
    browser.post("/people/add", "name=Ada+Brook").await;
    assert!(browser.page("/settings").await.contains("href=\"/do\""));
    let list = browser.page("/do").await;
    let mut shown = 0;
    for entry in catalog() {
        let path = format!("/do/{}", entry.name);
        if !list.contains(&format!("href=\"{path}\"")) {
            assert_eq!(browser.get(&path).await.0, StatusCode::NOT_FOUND, "{path}");
            continue;
        }
        shown += 1;
        let page = browser.page(&path).await;
        assert!(page.contains(&format!("action=\"/act/{}\"", entry.name)), "{path}");
        let mut at = 0;
        for field in entry.fields.iter().filter(|field| field.kind != Kind::Was) {
            let name = format!("name=\"{}\"", field.name);
            let found =
                page[at..].find(&name).unwrap_or_else(|| panic!("{path}: {} in its order", field.name));
            at += found + name.len();
        }
    }
    assert!(shown > 5, "{shown} have one");
    for name in ["import", "restore", "log", "today"] {
        assert_eq!(browser.get(&format!("/do/{name}")).await.0, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn such_a_form_does_what_it_says_and_comes_back_where_it_is_refused() {
    let browser = Browser::new();
    browser.post("/people/add", "name=Ada+Brook").await;
    let snooze = catalog().iter().find(|entry| entry.name == "snooze").unwrap();
    assert!(snooze.fields.iter().any(|field| field.shape == Shape::Number));
    let page = browser.page("/do/snooze").await;
    assert!(page.contains("placeholder=\"Ada\"") && page.contains("For how many days"), "{page}");
    let done = browser.post("/act/snooze", "who=Ada&days=30").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let refused = browser.post("/act/snooze", "who=Nobody+here&days=30").await;
    assert!(refused.status().is_client_error());
    let again = text(refused).await;
    assert!(again.contains("value=\"Nobody here\"") && again.contains("value=\"30\""), "{again}");
}
