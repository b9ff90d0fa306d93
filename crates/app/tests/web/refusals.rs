//! A form that came back: with its sentence, its choices, and the way to where it stood.

use super::forms::{parts, refused};
use super::*;

/// What a form that came back sends where nothing is touched in it, but for some fields.
fn once_more(page: &str, anew: &[(&str, &str)]) -> (String, String) {
    let form = page.split("<form").find(|form| form.contains("class=\"fields again\"")).unwrap();
    let form = form.split("</form>").next().unwrap();
    let first = |tag: &str, front| spoken::values_of(tag, front).first().map(ToString::to_string);
    let sent = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap();
        fields.extend(first(tag, " name=\"").map(|name| (name, first(tag, " value=\"").unwrap_or_default())));
    }
    for area in form.split("<textarea").skip(1) {
        let (tag, rest) = area.split_once('>').unwrap();
        let text = rest.split("</textarea>").next().unwrap().trim_start_matches('\n');
        fields.push((first(tag, " name=\"").unwrap(), text.to_owned()));
    }
    for select in form.split("<select").skip(1) {
        let chosen = select.split("<option").find(|option| option.contains(" selected"));
        let chosen = chosen.or_else(|| select.split("<option").nth(1)).unwrap();
        fields.push((first(select, " name=\"").unwrap(), first(chosen, "value=\"").unwrap()));
    }
    let fields = fields.into_iter().map(|(name, value)| {
        let value = anew.iter().find(|(known, _)| *known == name).map_or(value, |(_, new)| (*new).to_owned());
        format!("{name}={}", sent(&value))
    });
    (first(form, "action=\"").unwrap(), fields.collect::<Vec<_>>().join("&"))
}

impl Browser {
    /// Sends a form from a page of ours.
    async fn post_on(&self, page: &str, path: &str, fields: &str) -> Response<Body> {
        let request = Request::post(path)
            .header("host", HOST)
            .header("origin", format!("http://{HOST}"))
            .header("referer", format!("http://{HOST}{page}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(fields.to_owned()));
        self.send(request.unwrap()).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_came_back_twice_still_leads_to_the_page_it_was_on() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let home = format!("/person/{who}");
    let other = |page: &str| format!("href=\"{page}\">Back to the page");
    for (page, path, fields, mended) in [
        (
            home.as_str(),
            format!("{home}/log"),
            "text=Talked+of+oak&on=blurgsday".to_owned(),
            ("on", "yesterday"),
        ),
        ("/", format!("{home}/log"), "text=Talked+of+ash&on=blurgsday".to_owned(), ("on", "yesterday")),
        (
            home.as_str(),
            format!("{home}/edit"),
            "title=Chair&birthday=someday".to_owned(),
            ("birthday", "3 March"),
        ),
        (&home, "/act/promise".to_owned(), format!("who={who}&what=a+saw&by=blurgsday"), ("by", "tomorrow")),
    ] {
        let first = text(browser.post_on(page, &path, &fields).await).await;
        assert!(first.contains(&other(page)), "{path} on {page}: {first}");
        let (to, sent) = once_more(&first, &[]);
        assert_eq!(to, path);
        // Refused once more, from the page of the refusal, whose address is the one that was sent to.
        let second = text(browser.post_on(&path, &to, &sent).await).await;
        assert!(second.contains(&other(page)), "{path} on {page}: {second}");
        let (to, sent) = once_more(&second, &[mended]);
        let done = browser.post_on(&path, &to, &sent).await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER, "{path}: {sent}");
        let place = place(&done);
        assert_eq!(place.split('?').next().unwrap(), page, "{path}");
        browser.page(&place).await;
    }
    // What the field says is a page of ours or nothing.
    for elsewhere in
        ["%2F%2Fevil.example%2F", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", "%2Fact%2Fgave"]
    {
        let sent = format!("text=Called&from-page={elsewhere}");
        let done = place(&browser.post_on("/people", &format!("{home}/log"), &sent).await);
        assert!(done.starts_with("/people?seq="), "{elsewhere}: {done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_means_theirs_after_another_tab_comes_back_to_the_page() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let (home, edit) = (format!("/person/{who}"), format!("/person/{who}/edit"));
    browser.post(&edit, "title=Chair").await;
    let both = text(browser.post_on(&home, &edit, "title=Owner&was=title%3DPartner").await).await;
    let (to, sent) = once_more(&both, &[]);
    let done = browser.post_on(&edit, &to, &sent).await;
    assert!(place(&done).starts_with(&format!("{home}?seq=")), "{}", place(&done));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_too_large_leads_back_to_where_it_still_stands() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let home = format!("/person/{who}");
    let long = "x".repeat(3 << 20);
    let page = text(browser.post_on(&home, &format!("{home}/log"), &format!("text={long}")).await).await;
    assert!(page.contains(&format!("href=\"{home}\">Back to the page")), "{page}");
    let event = place(&browser.post("/act/event", "name=Fair&back=%2Fevents%2F%7Bid%7D").await);
    let event = event.split('?').next().unwrap();
    for (path, name) in [("/import", "me"), (event, "lines")] {
        let answer = browser.send(parts(path, &[(name.to_owned(), long.clone())])).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let page = text(answer).await;
        assert!(page.contains(&format!("href=\"{path}\">Back to the page")), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_at_an_event_that_were_not_taken_come_back() {
    let browser = Browser::with_sample().await;
    let event = place(&browser.post("/act/event", "name=Fair&back=%2Fevents%2F%7Bid%7D").await);
    let event = event.split('?').next().unwrap();
    let fields =
        [("lines", "  \r\n"), ("note", "on the bus to Leeds")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let answer = browser.send(parts(event, &fields)).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let page = text(answer).await;
    assert!(page.contains("value=\"on the bus to Leeds\"") && page.contains("data-unsent"), "{page}");
    assert!(page.contains("Nobody is named: write a line for each, or choose a file."), "{page}");
    assert!(page.contains("aria-describedby=\"wrong-lines\"") && !page.contains("name=\"done\""), "{page}");
    let fields = [("lines", "Zoe Quick, zoe@x.example")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let page = text(browser.send(parts(event, &fields)).await).await;
    assert!(page.contains("<meta name=\"done\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_refused_comes_back_as_it_was_filled_in() {
    let browser = Browser::new();
    for (fields, at, said) in [
        (
            &[("path", "/no/such.vcf"), ("me", "a@a.example"), ("texts", "1")][..],
            "path",
            "There is no /no/such.vcf",
        ),
        (&[("path", ""), ("me", "a@a.example"), ("texts", "1")], "files", "There is nothing to read"),
        (
            &[("path", "/"), ("me", "a@a.example nonsense"), ("texts", "1")],
            "me",
            "This is no e-mail address: nonsense",
        ),
    ] {
        let fields: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let answer = browser.send(parts("/import", &fields)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        let page = text(answer).await;
        let of = format!("id=\"wrong-{at}\" role=\"alert\">");
        let told = page.split(&of).nth(1).unwrap_or_else(|| panic!("{at}: {page}"));
        assert!(told.starts_with(said), "{told}");
        let me = format!("value=\"{}\"", fields[1].1);
        assert!(page.contains(&me) && page.contains("name=\"texts\" value=\"1\" checked"), "{page}");
        assert!(page.contains(&format!("name=\"path\" value=\"{}\"", fields[0].1)), "{page}");
    }
}

/// What is said at a field of a form that came back.
fn said_at(page: &str, field: &str) -> String {
    let name = format!("name=\"{field}\"");
    let tag = page.split(&name).skip(1);
    let of = tag.filter_map(|rest| {
        spoken::values_of(rest.split('>').next()?, "aria-describedby=\"").first().copied()
    });
    let Some(of) = of.into_iter().next() else { return String::new() };
    let said = page.split(&format!("id=\"{of}\"")).nth(1).unwrap();
    said.split_once('>').unwrap().1.split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_or_no_such_thing_is_said_at_its_field() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let home = format!("/person/{who}");
    for (path, fields, field, said) in [
        (format!("{home}/log"), "text=++&on=yesterday", "text", "there is nothing to write down."),
        ("/people/add".to_owned(), "name=+&email=n%40n.example", "name", "the name is empty."),
        ("/people/add".to_owned(), "name=Zed&email=nonsense", "email", "nonsense is no e-mail address."),
        (
            "/settings".to_owned(),
            "me=a%40a.example%0Anonsense&region=GB",
            "me",
            "nonsense is no e-mail address.",
        ),
        ("/settings".to_owned(), "me=a%40a.example&region=Q1", "region", "a region is two letters."),
        ("/settings".to_owned(), "me=&region=", "me", "nothing is said: write an address or a region."),
        (
            "/act/slip".to_owned(),
            "kind=referral-outside&who=me&about=",
            "about",
            "it is not said whom the referral is about.",
        ),
        (format!("{home}/edit"), "name=&was=name%3DAnn&title=Chair", "name", "a name cannot be empty."),
        (
            format!("{home}/edit"),
            "title=&was=title%3DChair&note=x",
            "title",
            "what they do there was emptied, and that takes nothing away.",
        ),
        ("/act/promise".to_owned(), "who=me&what=+&by=tomorrow", "what", ""),
        ("/act/group".to_owned(), "name=+", "name", ""),
    ] {
        let page = refused(&browser, &path, fields).await;
        let told = said_at(&page, field);
        assert!(told == said || said.is_empty() && !told.is_empty(), "{path} {fields}: {told:?} in {page}");
        // Sent once more as it is, it is refused once more.
        let (to, sent) = once_more(&page, &[]);
        assert!(browser.post(&to, &sent).await.status().is_client_error(), "{path} {sent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_often_and_what_they_are_is_not_overwritten_by_another_tab() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let (home, edit) = (format!("/person/{who}"), format!("/person/{who}/edit"));
    let page = browser.page(&home).await;
    let was = |field: &str| {
        let front = format!("name=\"was\" value=\"{field}=");
        format!("{field}={}", spoken::values_of(&page, &front)[0])
    };
    let sent = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    for (field, mine, theirs) in [("cadence", "30", "7"), ("kind", "robot", "role")] {
        let was = sent(&was(field));
        let first = browser.post(&edit, &format!("{field}={mine}&was={was}")).await;
        assert_eq!(first.status(), StatusCode::SEE_OTHER, "{field}");
        let page = refused(&browser, &edit, &format!("{field}={theirs}&was={was}")).await;
        assert!(page.contains("was changed while you wrote"), "{page}");
        // What was left as it was found takes nothing back.
        let left = browser.post(&edit, &format!("{field}=&was={was}&note=plays+go")).await;
        assert_eq!(left.status(), StatusCode::SEE_OTHER, "{field}");
        let (to, sent) = once_more(&page, &[]);
        assert_eq!(
            browser.post(&to, &sent).await.status(),
            StatusCode::SEE_OTHER,
            "{field}: who sends it again means it"
        );
    }
    assert!(browser.page(&home).await.contains("Reminders: every 7 days"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_is_refused_at_its_field_and_comes_back() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let home = format!("/person/{who}");
    let (value, text) = ("x".repeat(1_001), "x".repeat(20_001));
    for (path, fields, field, said) in [
        (
            format!("{home}/tag"),
            format!("tags={value}"),
            "tags",
            "this is too long: it has 1,001 letters, and 1,000 are the most.",
        ),
        (
            format!("{home}/edit"),
            format!("title={value}"),
            "title",
            "this is too long: it has 1,001 letters, and 1,000 are the most.",
        ),
        (
            "/people/add".to_owned(),
            format!("name={value}"),
            "name",
            "this is too long: it has 1,001 letters, and 1,000 are the most.",
        ),
        (
            format!("{home}/log"),
            format!("text={text}"),
            "text",
            "this is too long: it has 20,001 letters, and 20,000 are the most.",
        ),
        (
            format!("{home}/edit"),
            format!("note={text}"),
            "note",
            "this is too long: it has 20,001 letters, and 20,000 are the most.",
        ),
    ] {
        let page = refused(&browser, &path, &fields).await;
        assert_eq!(said_at(&page, field), said, "{path}");
        assert!(page.contains(fields.split_once('=').unwrap().1), "it stands there still");
    }
    let event = place(&browser.post("/act/event", "name=Fair&back=%2Fevents%2F%7Bid%7D").await);
    let event = event.split('?').next().unwrap();
    let answer = browser.send(parts(event, &[("lines".to_owned(), text.clone())])).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(crate::text(answer).await.contains(&text));
    let most = "x".repeat(20_000);
    assert_eq!(
        browser.post(&format!("{home}/log"), &format!("text={most}")).await.status(),
        StatusCode::SEE_OTHER
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_one_of_few_is_chosen_from_them_again() {
    let browser = Browser::with_sample().await;
    let who = browser.somebody().await;
    let home = format!("/person/{who}");
    for (path, fields, words) in [
        (
            format!("{home}/log"),
            "text=Spoke&kind=visit&on=blurg".to_owned(),
            &["<option value=\"visit\" selected>visit", "<option value=\"\">by the words", "What happened"][..],
        ),
        (
            format!("{home}/edit"),
            "birthday=blurg&circle=2&cadence=30&kind=robot".to_owned(),
            &[
                "<option value=\"2\" selected>2 · close",
                "<option value=\"30\" selected>every month",
                "How often to be in touch",
            ],
        ),
        (
            "/act/gave".to_owned(),
            format!("who={who}&what=x&on=blurg&as=introduction&weight=large"),
            &[
                "<option value=\"introduction\" selected>introduction",
                "<option value=\"large\" selected>large",
                "Kind<",
            ],
        ),
        ("/act/introduce".to_owned(), format!("a={who}&b=Qqqq&why_a=oak"), &["Why it helps the first<"]),
        (
            "/act/slip".to_owned(),
            "kind=thank-you&who=Qqqq&value=5+EUR".to_owned(),
            &["<option value=\"thank-you\" selected>thank you for closed business"],
        ),
    ] {
        let page = refused(&browser, &path, &fields).await;
        for words in words {
            assert!(page.contains(words), "{path}: {words} is not in {page}");
        }
    }
}
