//! What is typed and not yet taken: it stays, and where it was typed.

use goodturn_book::people::log::Log;
use goodturn_core::draft::InteractionKind;
use serde_json::{Value, json};

use super::*;

impl Desk {
    /// Writes into a field as somebody who types.
    fn fill(&self, field: &str, text: &str) {
        let (field, text) = (json!(field), json!(text));
        self.browser.until(&format!("document.querySelector({field})"));
        self.browser.value(&format!(
            "(() => {{ const field = document.querySelector({field}); field.value = {text}; \
             field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        ));
    }

    /// What stands in a field.
    fn reads(&self, field: &str) -> Value {
        self.browser.value(&format!("document.querySelector({})?.value ?? null", json!(field)))
    }

    /// Sends the form of a field, whatever the browser thinks of it.
    fn submit(&self, field: &str) {
        self.browser.value(&format!(
            "(() => {{ const {{ form }} = document.querySelector({}); form.noValidate = true; \
             form.requestSubmit(form.querySelector('button:not([name])')); }})()",
            json!(field)
        ));
    }

    /// Sends it, and waits for what comes.
    fn send(&self, field: &str) {
        self.browser.turning(|_| self.submit(field));
    }

    /// Follows a link to a page, as one in a page does.
    fn go(&self, path: &str) {
        self.browser.turning(|browser| {
            browser.value(&format!(
                "(() => {{ const link = document.createElement('a'); link.href = {}; document.body.append(link); \
                 link.click(); }})()",
                json!(path)
            ));
        });
    }

    fn back(&self) {
        // A browser may show the page as it was left, or fetch it anew.
        let at = self.browser.value("location.href");
        self.browser.value("history.back()");
        self.browser.until(&format!("location.href !== {at} && document.readyState === 'complete'"));
    }

    fn reload(&self) {
        self.browser.turning(|browser| {
            browser.ask("Page.reload", json!({}));
        });
    }

    fn somebody(&self) -> String {
        self.browser.open("/people");
        let link = self.browser.value("document.querySelector('tbody a').getAttribute('href')");
        link.as_str().unwrap().to_owned()
    }

    fn log(&self, who: &str, text: &str) {
        let who = who.trim_start_matches("/person/").to_owned();
        let log = Log { who, text: text.to_owned(), kind: Some(InteractionKind::Call), ..Log::default() };
        log.run(&self.book, &self.clock.context()).unwrap();
    }
}

#[test]
fn what_was_typed_stays_with_its_record_when_the_list_changes() {
    let desk = Desk::with_sample();
    let browser = &desk.browser;
    let who = desk.somebody();
    desk.log(&who, "Spoke about oak");
    browser.open(&who);
    let of = |text: &str| {
        let id = format!(
            "[...document.querySelectorAll('form[action=\"/act/amend\"]')].find((form) => \
             form.elements.was.value === 'text={text}' || form.elements.was[0]?.value === 'text={text}').elements.id.value"
        );
        let id = browser.value(&id);
        format!("form:has([name=id][value='{}']) [name=text]", id.as_str().unwrap())
    };
    let oak = of("Spoke about oak");
    desk.fill(&oak, "Spoke about ash");
    // Somewhere else one more is written down, which comes before it.
    desk.log(&who, "Spoke about elm");
    desk.reload();
    assert_eq!(desk.reads(&oak), "Spoke about ash");
    assert_eq!(desk.reads(&of("Spoke about elm")), "Spoke about elm");
    desk.go("/journal");
    desk.back();
    assert_eq!(desk.reads(&oak), "Spoke about ash");
    // A line of today goes; what was typed at another stays there.
    browser.open("/");
    let last = browser.value("[...document.querySelectorAll('form.log')].at(-1).getAttribute('action')");
    let last = format!("form[action='{}'] [name=text]", last.as_str().unwrap());
    desk.fill(&last, "We had tea");
    let before = browser.value("document.querySelectorAll('form.log').length");
    browser.turning(|browser| {
        browser.value("[...document.querySelector('[data-line]').querySelectorAll('button')].find((button) => button.textContent.startsWith('Not this')).click()");
    });
    assert!(before.as_u64().unwrap() > 1, "{before}");
    assert_eq!(desk.reads(&last), "We had tea");
    let all = browser.value(
        "[...document.querySelectorAll('form.log [name=text]')].filter((field) => field.value).length",
    );
    assert_eq!(all, 1, "it stands in one form alone");
    desk.send(&last);
    assert!(browser.text().contains("Logged"), "{}", browser.text());
    browser.open("/");
    let left = browser
        .value("[...document.querySelectorAll('form.log [name=text]')].map((field) => field.value).join('')");
    assert_eq!(left, "", "what was taken is not offered again");
    desk.nothing_was_wrong();
}

#[test]
fn a_server_that_was_away_takes_no_typed_letter_with_it() {
    let mut desk = Desk::with_sample();
    let who = desk.somebody();
    desk.browser.open("/events");
    let event = desk.browser.value("document.querySelector('main .card a').getAttribute('href')");
    let event = event.as_str().unwrap().to_owned();
    let fields = [
        (who.as_str(), format!("form.log[action='{who}/log'] [name=text]"), "Called about oak"),
        ("/people", "form[action='/people/add'] [name=name]".to_owned(), "Zed Quince"),
        ("/settings", "form[action='/settings'] [name=me]".to_owned(), "me@zed.example"),
        (&event, "[name=lines]".to_owned(), "Zoe Quick, zoe@x.example"),
        ("/path", "form[action='/path'] [name=who]".to_owned(), "Amara Okafor"),
        ("/import", "[name=path]".to_owned(), "/no/such/file.vcf"),
    ];
    for (page, field, typed) in &fields {
        desk.go(page);
        desk.fill(field, typed);
        desk.kill();
        desk.submit(field);
        desk.browser.until("location.href.startsWith('chrome-error')");
        desk.serve_again();
        desk.browser.open("/journal");
        desk.go("/mirror");
        desk.go(page);
        assert_eq!(desk.reads(field), *typed, "{page}");
    }
    // All the others were sent meanwhile and none of them is forgotten; what is done is not offered again.
    for (page, field, typed) in &fields {
        desk.go(page);
        assert_eq!(desk.reads(field), *typed, "{page}");
        desk.send(field);
        let refused = *page == "/import";
        desk.go("/journal");
        desk.go(page);
        assert_eq!(
            desk.reads(field) == *typed,
            refused || *page == "/settings",
            "{page}: {}",
            desk.reads(field)
        );
    }
}

#[test]
fn what_is_typed_into_a_refusal_is_kept_too() {
    let desk = Desk::with_sample();
    let browser = &desk.browser;
    let who = desk.somebody();
    let of = |name: &str| format!("form.log[action='{who}/log'] [name={name}]");
    let again = |name: &str| format!("form.again [name={name}]");
    desk.go(&who);
    desk.fill(&of("text"), "Talked of oak");
    desk.fill(&of("on"), "blurgsday");
    desk.send(&of("text"));
    assert_eq!(desk.reads(&again("text")), "Talked of oak");
    desk.fill(&again("text"), "Talked of oak and ash");
    browser.turning(|browser| browser.click("form.again a.button"));
    assert_eq!(
        (desk.reads(&of("text")), desk.reads(&of("on"))),
        (json!("Talked of oak and ash"), json!("blurgsday"))
    );
    desk.send(&of("text"));
    desk.fill(&again("text"), "Talked of oak, ash and elm");
    desk.back();
    assert_eq!(desk.reads(&of("text")), "Talked of oak, ash and elm");
    desk.send(&of("text"));
    desk.fill(&again("on"), "yesterday");
    desk.send(&again("on"));
    assert!(browser.text().contains("Logged"), "{}", browser.text());
    assert_eq!(browser.value("location.pathname"), who.as_str());
    assert_eq!(desk.reads(&of("text")), "");
    desk.go("/journal");
    desk.go(&who);
    assert_eq!(desk.reads(&of("text")), "", "what was taken is not offered again");
}

#[test]
fn a_form_that_is_too_large_still_stands_where_it_was_typed() {
    let desk = Desk::with_sample();
    let who = desk.somebody();
    let text = format!("form.log[action='{who}/log'] [name=text]");
    desk.go(&who);
    let long = "oak ".repeat(540_000);
    desk.fill(&text, &long);
    desk.send(&text);
    assert!(desk.browser.text().contains("more than one form takes"), "{}", desk.browser.text());
    desk.browser.turning(|browser| browser.click("main a.button"));
    assert_eq!(
        desk.browser.value(&format!("document.querySelector({}).value.length", json!(text))),
        2_160_000
    );
}

#[test]
fn what_is_looked_for_stays_over_back_and_a_reload() {
    let desk = Desk::with_sample();
    for (page, field) in [("/journal", "#find"), ("/map", "#map [name=q]"), ("/people", "#search [name=q]")] {
        desk.browser.open(page);
        desk.fill(field, "amara");
        desk.reload();
        assert_eq!(desk.reads(field), "amara", "{page}");
        desk.go("/settings");
        desk.back();
        assert_eq!(desk.reads(field), "amara", "{page}");
        // Whoever comes anew looks for something else.
        desk.go("/settings");
        desk.go(page);
        assert_eq!(desk.reads(field), "", "{page}");
    }
    desk.nothing_was_wrong();
}

#[test]
fn the_log_button_stands_beside_its_fields_and_the_timeline_before_what_forgets() {
    let desk = Desk::with_sample();
    let browser = &desk.browser;
    let who = desk.somebody();
    let top = |what: &str| {
        browser.value(&format!(
            "Math.round(document.querySelector({}).getBoundingClientRect().top)",
            json!(what)
        ))
    };
    for (width, phone) in [(1280, false), (390, true)] {
        browser.size(width, 900, phone);
        for path in ["/", who.as_str()] {
            browser.open(path);
            assert_eq!(top("form.log button"), top("form.log [name=on]"), "{path} at {width}");
        }
        assert!(top(".story").as_i64() < top("a[href$='/forget']").as_i64(), "at {width}");
    }
}
