//! What is filled in: what was refused comes back, and what has no end is turned away.

use super::*;

/// A form that the book refuses, as a page.
pub(super) async fn refused(browser: &Browser, path: &str, fields: &str) -> String {
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
    assert!(page.contains("value=\"nonsense\"") && page.contains("\nplays go</textarea>"), "{page}");
    // Sent again with what was wrong put right, it is done.
    let done = browser.post("/people/add", "name=Ann&email=ann%40b.example&note=plays+go").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_wrote_comes_out_as_they_wrote_it() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let own = "install --verbose and `goodturn people` now; `goodturn undo` --by";
    let sent: String = own.bytes().map(|byte| format!("%{byte:02x}")).collect();
    for (deed, fields) in [
        ("promise", format!("who={who}&what={sent}")),
        ("need", format!("who={who}&what={sent}")),
        ("gave", format!("who={who}&what={sent}")),
    ] {
        let after = place(&browser.post(&format!("/act/{deed}"), &fields).await);
        let page = browser.page(&after).await;
        let flash = page.split("class=\"flash").nth(1).unwrap().split("</form>").next().unwrap();
        assert!(flash.contains(own), "{deed}: {flash}");
        let page = refused(&browser, &format!("/act/{deed}"), &fields.replace(&who, &sent)).await;
        assert!(
            page.split("<h1").nth(1).unwrap().split("<form").next().unwrap().contains(own),
            "{deed}: {page}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_asked_about_is_asked_for_at_its_field() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let page = refused(&browser, &format!("/person/{who}/log"), "text=met+in+March&on=").await;
    assert!(page.contains("name=\"on\" value=\"\" aria-invalid=\"true\""), "{page}");
    assert!(!page.contains("the pages"), "{page}");
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

/// The fields of a form that show something when it is drawn, each by its name.
fn shown_in(form: &str) -> Vec<String> {
    let name = |tag: &str| spoken::values_of(tag, " name=\"").first().map(ToString::to_string);
    let tags = |front: &str| form.split(front).skip(1).map(str::to_owned).collect::<Vec<_>>();
    let mut shown = Vec::new();
    for input in tags("<input") {
        let tag = input.split('>').next().unwrap();
        let typed = spoken::values_of(tag, " type=\"").first().copied().unwrap_or("text");
        let full = spoken::values_of(tag, " value=\"").first().is_some_and(|value| !value.is_empty());
        if full && !["hidden", "checkbox", "radio", "submit"].contains(&typed) {
            shown.extend(name(tag));
        }
    }
    for area in tags("<textarea") {
        let (tag, rest) = area.split_once('>').unwrap();
        if !rest.split("</textarea>").next().unwrap().trim().is_empty() {
            shown.extend(name(tag));
        }
    }
    for select in tags("<select") {
        let (tag, rest) = select.split_once('>').unwrap();
        if rest.split("</select>").next().unwrap().contains(" selected") {
            shown.extend(name(tag));
        }
    }
    shown
}

/// What a form proposes for something that is not in the book yet, or asks and writes nothing: there is nothing to
/// overwrite.
const PROPOSED: [(&str, &str); 7] = [
    ("refer", "from"),
    ("refer", "to"),
    ("gave", "weight"),
    ("log", "about_me"),
    ("path", "who"),
    ("path", "why"),
    ("path", "from"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_form_that_shows_what_stands_says_what_it_was_drawn_on() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    for (deed, fields) in [
        ("log", format!("who={who}&text=Called+about+oak&kind=call")),
        ("opportunity", format!("who={who}&what=a+table&value=90+EUR&next=send+the+offer&by=in+2+weeks")),
        ("gave", format!("who={who}&what=a+lift+to+Leeds")),
        ("card", format!("who={who}&line=makes+tables")),
        ("define", "line=being+useful".to_owned()),
        ("set", "region=GB&me=me%40a.example".to_owned()),
        ("meet", "event=Fair&lines=Ada+Brook".to_owned()),
    ] {
        browser.post(&format!("/act/{deed}"), &fields).await;
    }
    let (mut pages, _) = browser.walk().await;
    for path in [format!("/person/{who}"), "/business".into(), "/stances".into(), "/import".into()] {
        pages.push((path.clone(), browser.page(&path).await));
    }
    let mut seen = std::collections::BTreeSet::new();
    for (path, page) in &pages {
        for form in page.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let tag = form.split('>').next().unwrap();
            if !tag.contains("method=\"post\"") {
                continue;
            }
            let deed = spoken::values_of(tag, "action=\"")[0].rsplit('/').next().unwrap().to_owned();
            for field in shown_in(form) {
                if !PROPOSED.contains(&(deed.as_str(), field.as_str())) {
                    let was = format!("name=\"was\" value=\"{field}=");
                    assert!(form.contains(&was), "{path}: {deed} shows {field} and does not say what it was");
                    seen.insert(format!("{deed} {field}"));
                }
            }
        }
    }
    for one in
        ["amend text", "amend kind", "stage next", "stage by", "stage value", "correct what", "edit name"]
            .into_iter()
            .chain([
                "card line",
                "define line",
                "stance stance",
                "settings me",
                "settings region",
                "import me",
            ])
    {
        assert!(seen.contains(one), "no form shows {one}: {seen:?}");
    }
}

/// What the first form of a page that does this deed sends where nothing is touched.
fn untouched(page: &str, deed: &str, field: &str) -> Vec<(String, String)> {
    let action = format!("action=\"/act/{deed}\"");
    let shows = format!("name=\"was\" value=\"{field}=");
    let of_deed = |form: &&str| form.split('>').next().unwrap().contains(&action) && form.contains(&shows);
    let form = page.split("<form").skip(1).find(of_deed);
    assert!(form.is_some(), "no {deed} in {page}");
    let form = form.unwrap().split("</form>").next().unwrap();
    let first = |tag: &str, front| spoken::values_of(tag, front).first().map(ToString::to_string);
    let mut fields: Vec<(String, String)> = form
        .split("<input")
        .skip(1)
        .filter_map(|tag| {
            let tag = tag.split('>').next().unwrap();
            Some((first(tag, " name=\"")?, first(tag, " value=\"").unwrap_or_default()))
        })
        .collect();
    for area in form.split("<textarea").skip(1) {
        let (tag, rest) = area.split_once('>').unwrap();
        let text = rest.split("</textarea>").next().unwrap().trim_start_matches('\n');
        fields.push((first(tag, " name=\"").unwrap(), text.to_owned()));
    }
    for select in form.split("<select").skip(1) {
        let chosen = select.split("<option").find(|option| option.contains(" selected")).unwrap();
        let value = first(chosen, "value=\"")
            .unwrap_or_else(|| chosen.split_once('>').unwrap().1.split('<').next().unwrap().to_owned());
        fields.push((first(select, " name=\"").unwrap(), value));
    }
    fields
}

/// A form, sent with some fields written anew.
async fn send(
    browser: &Browser,
    deed: &str,
    fields: &[(String, String)],
    anew: &[(&str, &str)],
) -> StatusCode {
    let text = |name: &str, value: &str| {
        anew.iter().find(|(known, _)| *known == name).map_or(value.to_owned(), |(_, text)| (*text).to_owned())
    };
    let sent = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let form: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", sent(&text(name, value)))).collect();
    browser.post(&format!("/act/{deed}"), &form.join("&")).await.status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_in_another_tab_stays_where_only_its_kind_is_changed() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    browser.post("/act/log", &format!("who={who}&text=Spoke+about+oak&kind=call")).await;
    let path = format!("/person/{who}");
    let drawn = untouched(&browser.page(&path).await, "amend", "kind");
    assert_eq!(send(&browser, "amend", &drawn, &[("text", "Spoke about ash")]).await, StatusCode::SEE_OTHER);
    assert_eq!(send(&browser, "amend", &drawn, &[("kind", "visit")]).await, StatusCode::SEE_OTHER);
    let page = browser.page(&path).await;
    let stands = |text: &str| page.contains(&format!("\n{text}</textarea>"));
    assert!(stands("Spoke about ash") && !stands("Spoke about oak"), "{page}");
    assert!(page.contains("<option value=\"visit\" selected>visit"), "{page}");
    // Both wrote the same field: the newer stands, and both are shown.
    assert!(send(&browser, "amend", &drawn, &[("text", "Spoke about elm")]).await.is_client_error());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_next_in_another_tab_is_not_overwritten() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let fields = format!("who={who}&what=a+table&value=90+EUR&next=send+the+offer&by=in+2+weeks");
    browser.post("/act/opportunity", &fields).await;
    let path = format!("/person/{who}");
    let drawn = untouched(&browser.page(&path).await, "stage", "next");
    let anew = [("next", "ring them first"), ("value", "120 EUR")];
    assert_eq!(send(&browser, "stage", &drawn, &anew).await, StatusCode::SEE_OTHER);
    assert_eq!(send(&browser, "stage", &drawn, &[("by", "2027-03-01")]).await, StatusCode::SEE_OTHER);
    let page = browser.page(&path).await;
    for kept in ["ring them first", "120 EUR", "2027-03-01"] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    assert!(send(&browser, "stage", &drawn, &[("next", "wait")]).await.is_client_error());
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
pub(super) fn parts(path: &str, fields: &[(String, String)]) -> Request<Body> {
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

/// The names of the fields and buttons of a form, each with what it can say: one of these, or anything.
fn asked_by(form: &str) -> Vec<(String, Vec<String>)> {
    let first = |tag: &str, front| spoken::values_of(tag, front).first().map(ToString::to_string);
    let mut asked = Vec::new();
    for front in ["<input", "<textarea", "<select", "<button"] {
        for part in form.split(front).skip(1) {
            let tag = part.split('>').next().unwrap();
            let Some(name) = first(tag, " name=\"") else { continue };
            let values = match front {
                "<select" => spoken::values_of(part.split("</select>").next().unwrap(), "<option value=\"")
                    .into_iter()
                    .map(str::to_owned)
                    .filter(|value| !value.is_empty())
                    .collect(),
                "<button" => vec![first(tag, " value=\"").unwrap()],
                _ => Vec::new(),
            };
            asked.push((name, values));
        }
    }
    asked
}

/// What a form says beside the fields of its deed: the page to come back to, and on which book it was opened.
const ASIDE: [&str; 3] = ["back", "opened-on", "from-page"];

#[tokio::test(flavor = "multi_thread")]
async fn every_form_asks_what_the_catalog_knows_of_its_deed() {
    let browser = Browser::with_sample().await;
    let mut seen = std::collections::BTreeSet::new();
    for (path, page) in browser.walk().await.0 {
        for form in page.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let tag = form.split('>').next().unwrap();
            if !tag.contains("method=\"post\"") || tag.contains("multipart") {
                continue;
            }
            let action = spoken::values_of(tag, "action=\"")[0];
            let deed = match action {
                "/settings" => "set",
                "/demo/remove" => "demo",
                _ => action.rsplit('/').next().unwrap(),
            };
            let Some(entry) = goodturn_book::catalog::entry(deed) else {
                panic!("{path}: no deed is called {deed}");
            };
            for (name, values) in asked_by(form) {
                let Some(field) = entry.fields.iter().find(|field| field.name == name) else {
                    assert!(ASIDE.contains(&name.as_str()), "{path}: {deed} has no field {name}");
                    continue;
                };
                let few = field.kind.choices();
                for value in values {
                    assert!(
                        few.is_empty() || few.contains(&value.as_str()),
                        "{path}: {deed} {name} is never {value}"
                    );
                }
                seen.insert(format!("{deed} {name}"));
            }
        }
    }
    for one in ["promise by", "refer about", "set merge", "edit circle", "log kind", "path who", "undo seq"] {
        assert!(seen.contains(one), "no form asks for {one}: {seen:?}");
    }
}

/// What is filled in by hand in these sources: searches, files, and what the import asks, which is no deed yet.
const BY_HAND: [&str; 7] =
    ["events.rs", "groups.rs", "import.rs", "layout.rs", "map.rs", "owner.rs", "people.rs"];

#[test]
fn no_page_writes_a_field_by_hand() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let mut read = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() || BY_HAND.contains(&name.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // The one field that each form gets on its way out.
            let marks = name == "opened.rs" && line.contains("name=(FIELD)");
            for element in ["input", "select", "textarea", "option"] {
                let begins = |rest: &str| {
                    ["name=", "type=", "id=", "value=", "rows=", "readonly", "#"]
                        .iter()
                        .any(|front| rest.starts_with(front))
                };
                let by_hand = line.split(&format!("{element} ")).skip(1).any(begins);
                assert!(marks || !by_hand, "{name} writes a field by hand: {line}");
            }
        }
        read += 1;
    }
    assert!(read > 30);
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
    Book::restore(
        &goodturn_book::Site { location: place, seed: 2, folders: Vec::new(), is_own: false },
        &clock.context(),
        &copy,
    )
    .unwrap();

    let undo = |mark: &str| format!("seq=1&opened-on={mark}");
    let page = refused(&browser, "/undo", &undo(old[0])).await;
    assert!(page.contains("the book was restored from a copy since this page was opened"), "{page}");
    let typed = format!("name=Cy&note=plays+go&opened-on={}", old[0]);
    let page = refused(&browser, "/people/add", &typed).await;
    assert!(page.contains("\nplays go</textarea>"), "what was typed comes back: {page}");
    let people = browser.page("/people/rows").await;
    assert!(people.contains("Ann") && !people.contains("Bob") && !people.contains("Cy"), "{people}");
    // The form that came back is of the book as it is.
    let new = marks(&page);
    assert!(!new.is_empty() && new.iter().all(|mark| *mark != old[0]), "{page}");
    let done = browser.post("/undo", &undo(new[0])).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(!browser.page("/people/rows").await.contains("Ann"));
}
