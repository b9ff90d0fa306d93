//! Reading a life in, in the browser: files chosen and dropped, the question, the progress, Stop, the way back.

use std::fmt::Write;
use std::path::PathBuf;

use crate::Desk;

impl Desk {
    /// Mail from and to somebody, delivered to one address.
    fn mail(&self, count: usize) -> PathBuf {
        let mut text = String::new();
        for n in 0..count {
            let them = format!("p{}@example.org", n % 300);
            let (from, to) =
                if n % 3 == 0 { ("me@home.example", &*them) } else { (&*them, "me@home.example") };
            write!(
                text,
                "From - Sun Apr 28 10:02:57 2019\nDelivered-To: me@home.example\nMessage-ID: <{n}@home.example>\n\
                 Date: {} {} 2025 10:00:00 +0000\nFrom: {from}\nTo: {to}\nSubject: Quinces {n}\n\nWell.\n\n",
                n % 28 + 1,
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun"][n % 6],
            )
            .unwrap();
        }
        let path = self.folder.path().join("mine.mbox");
        std::fs::write(&path, text).unwrap();
        path
    }
}

#[test]
fn chosen_and_dropped_files_are_read_to_the_report() {
    let desk = Desk::empty();
    let browser = &desk.browser;
    browser.open("/");
    browser.turning(|browser| browser.click("a.button[href='/import']"));
    browser.choose("#files", &desk.cards("chosen.vcf", 3));
    browser.until("document.getElementById('chosen').textContent === 'chosen.vcf'");
    let folder = desk.folder.path().join("dropped");
    std::fs::create_dir_all(folder.join("deeper")).unwrap();
    std::fs::rename(desk.cards("inner.vcf", 5), folder.join("deeper/inner.vcf")).unwrap();
    browser.drop_on("#drop", &folder);
    browser.until("document.getElementById('chosen').textContent === 'chosen.vcf, inner.vcf'");
    assert_eq!(browser.value("document.activeElement.textContent"), "Import");
    browser.key("Enter");
    browser.until("document.body.innerText.includes('Undo this import')");
    let report = browser.text();
    // The three chosen ones are among the five of the folder.
    for words in ["5 people and 0 interactions", "chosen.vcf", "inner.vcf"] {
        assert!(report.contains(words), "{words} is not in {report}");
    }
    browser.open("/people");
    assert_eq!(browser.value("document.querySelectorAll('tbody tr').length"), 5);
    desk.nothing_was_wrong();
}

#[test]
fn a_long_import_asks_whose_mail_it_is_shows_progress_stops_and_is_taken_back() {
    let desk = Desk::empty();
    let browser = &desk.browser;
    browser.open("/import");
    browser.choose("#files", &desk.mail(250_000));
    browser.click("#import > button");
    browser.until("document.body.innerText.includes('Are you me@home.example?')");
    assert_eq!(browser.value("document.querySelector('input[name=me]').checked"), true);
    browser.click("button[value=me]");
    browser.until("document.getElementById('progress')?.value > 0");
    browser.until("document.getElementById('told').textContent.includes('mine.mbox')");
    browser.click("form[action='/import/stop'] button");
    browser.until("document.querySelector('h1').textContent === 'Stopped'");
    assert!(browser.text().contains("Taken to be you: me@home.example"), "{}", browser.text());
    browser.open("/people");
    assert!(!browser.text().contains("Nobody here yet"), "what was read by then stays");
    browser.turning(|browser| browser.key("j"));
    browser.turning(|browser| browser.click("tbody tr:first-child button"));
    assert!(browser.text().contains("Took back act"), "{}", browser.text());
    browser.open("/people");
    assert!(browser.text().contains("Nobody here yet"), "{}", browser.text());
    desk.nothing_was_wrong();
}

#[test]
fn files_are_read_without_any_script() {
    let desk = Desk::empty();
    let browser = &desk.browser;
    browser.ask("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }));
    browser.open("/import");
    browser.choose("#files", &desk.mail(40));
    browser.click("#import > button");
    browser.until("document.body.innerText.includes('Are you me@home.example?')");
    browser.click("button[value=none]");
    browser.until("document.body.innerText.includes('Undo this import')");
    assert!(!browser.text().contains("Taken to be you"), "{}", browser.text());
    browser.open("/people?q=p7");
    assert!(
        browser.text().contains("p7@example.org") && browser.text().contains("Search"),
        "{}",
        browser.text()
    );
    desk.nothing_was_wrong();
}
