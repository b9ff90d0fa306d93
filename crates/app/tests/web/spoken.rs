//! What pages and addresses say, and what they must not.

use super::*;

#[tokio::test]
async fn no_name_and_no_word_stays_in_the_history_of_the_browser() {
    let browser = Browser::new();
    let added =
        place(&browser.post("/people/add", "name=Zebedee+Quillfeather&email=zq%40quill.example").await);
    let path = added.split('?').next().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let long = "quinces+".repeat(20_000);
    let posts = [
        (format!("{path}/log"), format!("text={long}")),
        (format!("{path}/edit"), "note=Zebedee+snores&title=Quillmaker".to_owned()),
        (format!("{path}/edit"), "title=Quillmaker".to_owned()),
        (format!("{path}/tag"), "tags=snorer".to_owned()),
        ("/act/promise".to_owned(), format!("who={id}&what=a+quill+of+gold&back=/people%3Fq%3DQuillfeather")),
        ("/act/ask".to_owned(), format!("who={id}&what=a+quill")),
        ("/act/learn".to_owned(), format!("who={id}&what=snores")),
        ("/act/need".to_owned(), format!("who={id}&what=a+quill+cutter")),
        ("/act/boundary".to_owned(), format!("who={id}&what=no-pitch&said=never+quills")),
        ("/act/boundary".to_owned(), format!("who={id}&what=no-pitch")),
        ("/act/consent".to_owned(), format!("who={id}&value=email&answer=no")),
        ("/settings".to_owned(), "me=zq%40me.example".to_owned()),
        ("/settings".to_owned(), String::new()),
        ("/people/add".to_owned(), "name=Quentin+Quillfeather".to_owned()),
        ("/demo".to_owned(), String::new()),
        (format!("{path}/forget"), String::new()),
        ("/undo".to_owned(), String::new()),
    ];
    for (to, fields) in posts {
        let request = Request::post(&to)
            .header("host", HOST)
            .header("origin", "http://127.0.0.1:4000")
            .header("referer", "http://127.0.0.1:4000/people?q=Quillfeather&sort=name&seq=1")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(fields));
        let answer = browser.send(request.unwrap()).await;
        if answer.status().is_client_error() {
            continue;
        }
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{to}");
        let place = place(&answer);
        let folded = place.to_lowercase();
        for word in ["zebedee", "quill", "quinces", "snor", "zq", "gold", "said", "never"] {
            assert!(!folded.contains(word), "{to}: {word} in {place}");
        }
        assert!(place.len() < 120 && place.is_ascii(), "{to}: {place}");
        let (status, _) = browser.get(&place).await;
        assert_eq!(status, StatusCode::OK, "{place}");
    }
    // What was done is said all the same, once by its number, to whoever comes from our own pages.
    let journal = browser.page("/journal").await;
    let seq: i64 =
        journal.split("name=\"seq\" value=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    assert!(browser.page(&format!("/people?seq={seq}")).await.contains("class=\"flash\""));
    assert!(!browser.page("/people?seq=99999").await.contains("class=\"flash\""));
    assert!(!browser.page("/?said=Forgot+Zebedee").await.contains("Forgot Zebedee"));
    let foreign = Request::get(format!("/people?seq={seq}"))
        .header("host", HOST)
        .header("sec-fetch-site", "cross-site");
    let page = text(browser.send(foreign.body(Body::empty()).unwrap()).await).await;
    assert!(!page.contains("class=\"flash\""), "a link on another site says nothing");
}

#[tokio::test]
async fn whoever_forgets_somebody_is_told_what_stays() {
    let browser = Browser::with_sample().await;
    let path = format!("/person/{}", browser.somebody().await);
    assert!(browser.page(&format!("{path}/forget")).await.contains("still in its journal"));
    let after = place(&browser.post(&format!("{path}/forget"), "").await);
    assert!(browser.page(&after).await.contains("still in its journal"), "{after}");
}

/// What a page says, without its marks.
fn said(page: &str) -> String {
    let mut said = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => said.push(c),
            _ => {}
        }
    }
    said
}

/// The first words of a text that are for a terminal.
fn command_in(text: &str) -> Option<&str> {
    let around = |at: usize| {
        let from = (0..=at.saturating_sub(60)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let to = (at + 60..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        &text[from..to]
    };
    let verbs: Vec<String> =
        goodturn_book::catalog::catalog().iter().map(|entry| format!("goodturn {}", entry.name)).collect();
    let own = ["goodturn serve", "goodturn import", "goodturn export", "goodturn backup", "goodturn restore"];
    let verb = verbs.iter().map(String::as_str).chain(own).find_map(|verb| text.find(verb));
    let flag = text.match_indices("--").find(|(at, _)| {
        text[at + 2..].starts_with(|c: char| c.is_ascii_lowercase()) && !text[..*at].ends_with('-')
    });
    verb.or_else(|| text.find('`')).or(flag.map(|(at, _)| at)).map(around)
}

/// Every value of an attribute in a page, as a browser reads it.
pub(super) fn values_of<'p>(page: &'p str, front: &str) -> Vec<&'p str> {
    page.split(front).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

impl Browser {
    /// Every page that links lead to, some of each kind, and every form on them.
    pub(super) async fn walk(&self) -> (Vec<(String, String)>, Vec<(String, String)>) {
        let (mut pages, mut forms) = (Vec::new(), Vec::new());
        let mut waiting =
            vec!["/".to_owned(), "/slips".to_owned(), "/settings".to_owned(), "/path?who=Quentin".to_owned()];
        let mut known = std::collections::HashMap::<String, usize>::new();
        while let Some(path) = waiting.pop() {
            let kind =
                path.split(['?', '#']).next().unwrap().split('/').nth(1).unwrap_or_default().to_owned();
            if pages.iter().any(|(seen, _)| *seen == path) || *known.entry(kind.clone()).or_default() > 6 {
                continue;
            }
            *known.entry(kind).or_default() += 1;
            let (status, page) = self.get(&path).await;
            assert!(!status.is_server_error(), "{path}: {page}");
            for link in values_of(&page, "href=\"/") {
                if !link.starts_with("static/") {
                    waiting.push(format!("/{}", link.split('#').next().unwrap().replace("&amp;", "&")));
                }
            }
            // A form with files is sent in another way.
            for form in page.split("<form").skip(1).filter(|form| {
                !form.starts_with(" method=\"post\" enctype")
                    && !form.split('>').next().unwrap().contains("multipart")
            }) {
                let form = form.split("</form>").next().unwrap();
                let Some(action) = values_of(form, "action=\"")
                    .first()
                    .copied()
                    .filter(|_| form.contains("method=\"post\""))
                else {
                    continue;
                };
                let hidden: Vec<String> = form
                    .split("<input type=\"hidden\" ")
                    .skip(1)
                    .map(|input| {
                        let of = |front: &str| {
                            values_of(input, front).first().copied().unwrap_or_default().to_owned()
                        };
                        format!("{}={}", of("name=\""), of("value=\""))
                    })
                    .collect();
                let asked = form.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next());
                let wrong: Vec<String> = asked
                    .filter(|name| !hidden.iter().any(|pair| pair.starts_with(&format!("{name}="))))
                    .map(|name| format!("{name}=zzz"))
                    .collect();
                for fields in [
                    hidden.join("&"),
                    hidden.iter().cloned().chain(wrong).collect::<Vec<_>>().join("&"),
                    String::new(),
                ] {
                    let one = (action.to_owned(), fields);
                    let alike = forms.iter().filter(|(known, _): &&(String, String)| {
                        known.split('/').take(3).eq(one.0.split('/').take(3))
                            && known.split('/').next_back() == one.0.split('/').next_back()
                    });
                    if alike.count() < 9 && !forms.contains(&one) {
                        forms.push(one);
                    }
                }
            }
            pages.push((path, page));
        }
        (pages, forms)
    }

    /// Walks through everything and looks for what is said in the words of a terminal.
    async fn no_page_speaks_command_line(&self) {
        let (pages, forms) = self.walk().await;
        for (path, page) in &pages {
            assert_eq!(command_in(&said(page)), None, "{path}");
        }
        for (action, fields) in forms {
            // A form with files is not sent as these are.
            let with_files = action.starts_with("/events/");
            if with_files
                || ["/undo", "/demo/remove", "/import", "/import/stop", "/import/owner"]
                    .contains(&action.as_str())
            {
                continue;
            }
            let answer = self.post(&action, &fields).await;
            let status = answer.status();
            let page = match status {
                StatusCode::SEE_OTHER => self.get(&place(&answer)).await.1,
                _ => text(answer).await,
            };
            assert!(!status.is_server_error(), "{action} {fields}: {page}");
            assert_eq!(command_in(&said(&page)), None, "{action} {fields}");
        }
    }
}

#[tokio::test]
async fn no_page_speaks_command_line() {
    Browser::new().no_page_speaks_command_line().await;
    let (pages, _) = Browser::with_sample().await.walk().await;
    for (path, page) in &pages {
        assert_eq!(command_in(&said(page)), None, "{path}");
    }
}

#[tokio::test]
async fn no_refusal_speaks_command_line() {
    let browser = Browser::with_sample().await;
    browser.no_page_speaks_command_line().await;
    // What is refused by name, and by what somebody wants.
    let id = browser.somebody().await;
    for what in ["do-not-contact", "no-pitch", "no-introductions", "no-sharing", "ask-first"] {
        browser.post("/act/boundary", &format!("who={id}&what={what}")).await;
    }
    for entry in goodturn_book::catalog::catalog().iter() {
        let fields = |text: &str| {
            let fields: Vec<String> =
                entry.fields.iter().map(|field| format!("{}={text}", field.name)).collect();
            fields.join("&")
        };
        for fields in [fields("zzz"), fields("me"), fields(&id), fields("2026-01-01"), String::new()] {
            if ["forget", "undo", "demo"].contains(&entry.name) {
                continue;
            }
            let answer = browser.post(&format!("/act/{}", entry.name), &fields).await;
            let page = text(answer).await;
            assert_eq!(command_in(&said(&page)), None, "/act/{} {fields}", entry.name);
        }
    }
    for path in [
        "/person/zzz",
        "/introductions/zzz",
        "/wishes/zzz",
        "/events/zzz",
        "/follow-ups/zzz",
        "/brief/zzz",
        "/nothing",
    ] {
        assert_eq!(command_in(&said(&browser.get(path).await.1)), None, "{path}");
    }
    browser.no_page_speaks_command_line().await;
}
