//! The pages in a real browser, used as somebody uses them: with keys, mouse, files and without scripts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod chromium;
mod drafts;
mod reading;

use std::fmt::Write;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use chromium::Chromium;
use goodturn_app::clock::Clock;
use goodturn_app::web::door::Door;
use goodturn_app::web::serve;
use goodturn_book::Book;
use goodturn_book::import::Import;
use goodturn_book::request::Request;
use goodturn_book::sample::demo::Demo;
use goodturn_store::Location;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A book in a folder of its own, served on a port of its own, with a browser at it.
struct Desk {
    browser: Chromium,
    folder: TempDir,
    book: Arc<Book>,
    clock: Clock,
    door: Arc<Door>,
    home: SocketAddr,
    runtime: Option<Runtime>,
}

impl Desk {
    fn empty() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let book = Arc::new(Book::open(&Location::File(folder.path().join("book.db")), 7).unwrap());
        let clock = Clock::fixed("2026-11-24T09:00:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC);
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let at = listener.local_addr().unwrap();
        let home = format!("http://{at}");
        let door = Arc::new(Door::for_now().unwrap());
        let address = door.address(at).unwrap();
        let (book_of, door_of) = (Arc::clone(&book), Arc::clone(&door));
        runtime.spawn(serve(book_of, clock.clone(), door_of, listener, std::future::pending()));
        let browser = Chromium::start(&home);
        browser.open(address.strip_prefix(&home).unwrap());
        Desk { browser, folder, book, clock, door, home: at, runtime: Some(runtime) }
    }

    /// Ends the server with all it was at, as where it is killed.
    fn kill(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
    }

    /// Starts it anew where it was.
    fn serve_again(&mut self) {
        let runtime = Runtime::new().unwrap();
        let listener = loop {
            match runtime.block_on(TcpListener::bind(self.home)) {
                Ok(listener) => break listener,
                Err(_) => std::thread::sleep(std::time::Duration::from_millis(20)),
            }
        };
        let (book, door) = (Arc::clone(&self.book), Arc::clone(&self.door));
        runtime.spawn(serve(book, self.clock.clone(), door, listener, std::future::pending()));
        self.runtime = Some(runtime);
    }

    fn with_sample() -> Desk {
        let desk = Desk::empty();
        Demo { remove: false }.run(&desk.book, &desk.clock.context()).unwrap();
        desk
    }

    /// With so many people called Ada and Bo, in turn.
    fn with_people(count: usize) -> Desk {
        let desk = Desk::empty();
        let paths = vec![desk.cards("people.vcf", count)];
        let import = Import { paths, ..Import::default() };
        desk.book.import(&import, &desk.clock.context(), &mut |_| ControlFlow::Continue(())).unwrap();
        desk
    }

    /// A file of cards.
    fn cards(&self, name: &str, count: usize) -> PathBuf {
        let mut text = String::new();
        for n in 0..count {
            let given = ["Ada", "Bo"][n % 2];
            write!(
                text,
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{given} Quince{n}\r\nEMAIL:{given}{n}@example.org\r\nEND:VCARD\r\n"
            )
            .unwrap();
        }
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn nothing_was_wrong(&self) {
        assert_eq!(self.browser.wrongs(), [""; 0]);
    }
}

const NAMES: &str = "[...document.querySelectorAll('tbody th')].map((name) => name.textContent)";

#[test]
fn keys_lead_from_page_to_page() {
    let desk = Desk::with_sample();
    let browser = &desk.browser;
    browser.open("/");
    for (key, path) in [("p", "/people"), ("i", "/import"), ("j", "/journal"), ("s", "/settings"), ("t", "/")]
    {
        browser.turning(|browser| browser.key(key));
        assert_eq!(browser.value("location.pathname"), path, "{key}");
    }
    browser.key("?");
    browser.until("document.getElementById('help').open");
    browser.key("Escape");
    browser.until("!document.getElementById('help').open");
    browser.key("Tab");
    assert_eq!(browser.value("document.activeElement.textContent"), "Skip to the page");
    browser.key("/");
    browser.keys("amara");
    browser.turning(|browser| browser.key("Enter"));
    assert_eq!(browser.value(NAMES), serde_json::json!(["Amara Okafor"]));
    browser.key("ArrowDown");
    browser.turning(|browser| browser.key("Enter"));
    assert_eq!(browser.value("document.querySelector('h1').textContent"), "Amara Okafor");
    desk.nothing_was_wrong();
}

#[test]
fn keys_act_on_a_line_of_today_and_take_it_back() {
    let desk = Desk::with_sample();
    let browser = &desk.browser;
    let names = "[...document.querySelectorAll('ol.today h2')].map((name) => name.textContent)";
    let said = "document.querySelector('.flash p').textContent";
    browser.open("/");
    let before = browser.value(names);
    browser.key("m");
    browser.key("ArrowDown");
    browser.key("ArrowDown");
    assert_eq!(browser.value("document.activeElement.textContent"), before[1], "m alone does nothing");
    browser.turning(|browser| browser.key("m"));
    // The line is about a promise, so it is that which is left, and not whom it was given to.
    let left = format!("Left for later, never again: the promise with {}.", before[1].as_str().unwrap());
    assert_eq!(browser.value(said), left);
    assert_ne!(browser.value(names)[1], before[1]);
    browser.turning(|browser| browser.key("u"));
    assert_eq!(browser.value(names), before);
    browser.key("ArrowDown");
    browser.key("l");
    browser.keys("Called yesterday about m, z and u");
    browser.turning(|browser| browser.key("Enter"));
    assert!(browser.value(said).as_str().unwrap().starts_with("Logged a call"), "{}", browser.text());
    browser.turning(|browser| browser.key("u"));
    browser.key("ArrowDown");
    browser.turning(|browser| browser.key("z"));
    assert!(browser.value(said).as_str().unwrap().starts_with("Left "), "{}", browser.text());
    browser.turning(|browser| browser.key("u"));
    // How often is asked of a tie, and the last line is about one.
    (0..5).for_each(|_| browser.key("ArrowDown"));
    browser.key("c");
    assert_eq!(browser.value("document.activeElement.textContent"), "every week");
    browser.key("Escape");
    browser.until("!document.querySelector('details[open]')");
    browser.key("c");
    browser.turning(|browser| browser.key("Enter"));
    assert!(browser.value(said).as_str().unwrap().starts_with("Edited "), "{}", browser.text());
    desk.nothing_was_wrong();
}

#[test]
fn search_narrows_as_one_types_and_rows_come_as_one_scrolls() {
    let desk = Desk::with_people(2100);
    let browser = &desk.browser;
    browser.open("/people?sort=name");
    let rows = "document.querySelectorAll('tbody tr').length";
    for page in 1..=4 {
        browser.until(&format!("scrollTo(0, document.body.scrollHeight), {rows} >= 50 * {page}"));
    }
    let names = browser.value(NAMES);
    let told: Vec<&str> = names.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    assert!(told.is_sorted(), "{told:?}");
    let shown = told.len();
    let twice: Vec<&str> = told.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
    assert!(shown >= 200 && twice.is_empty(), "{shown} are shown, twice: {twice:?}");
    browser.key("/");
    browser.keys("bo quince20");
    browser.until(&format!("{NAMES}.every((name) => name.startsWith('Bo Quince20')) && {rows} > 5"));
    browser.keys("99");
    browser.until(&format!("{NAMES}.join() === 'Bo Quince2099'"));
    assert!(browser.value("location.search").as_str().unwrap().contains("q=bo+quince2099"));
    browser.keys("9");
    browser.until("document.getElementById('results').textContent.includes('Nobody fits')");
    desk.nothing_was_wrong();
}

/// Fifty pairs, each with one key: the page comes anew with the next pair in the focus.
#[test]
fn fifty_pairs_are_decided_on_in_a_minute() {
    const PAIRS: usize = 50;
    let desk = Desk::empty();
    let mut text = String::new();
    for n in 0..PAIRS {
        let family: String =
            [n / 25, n / 5 % 5, n % 5].iter().map(|at| ["ba", "do", "ki", "lu", "me"][*at]).collect();
        for host in ["home", "work"] {
            write!(
                text,
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada {family}nson\r\nBDAY:19{}-0{}-1{}\r\nEMAIL:{family}{}@{host}{n}.example\r\nEND:VCARD\r\n",
                50 + n % 40, 1 + n % 9, n % 10, n * 7 + host.len()
            )
            .unwrap();
        }
    }
    let path = desk.folder.path().join("twice.vcf");
    std::fs::write(&path, text).unwrap();
    let import = Import { paths: vec![path], ..Import::default() };
    desk.book.import(&import, &desk.clock.context(), &mut |_| ControlFlow::Continue(())).unwrap();
    let browser = &desk.browser;
    browser.open("/duplicates");
    let began = std::time::Instant::now();
    for n in 0..PAIRS {
        browser.turning(|browser| browser.key(["s", "d", "r", "w"][n % 4]));
    }
    let took = began.elapsed();
    assert!(browser.text().contains("Nobody seems to be in the book twice"), "{}", browser.text());
    // The last answer taken back asks about that pair again.
    browser.turning(|browser| browser.key("u"));
    assert_eq!(browser.value("document.querySelectorAll('[data-line]').length"), 1);
    assert!(took.as_secs() < 60, "{took:?}");
    desk.nothing_was_wrong();
}

/// The texts that stand out too little from what is behind them: less than 4.5 to 1, or 3 to 1 where large.
const FAINT: &str = r"(() => {
  const rgb = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = rgb(color).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if ((rgb(color)[3] ?? 1) === 1) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility()) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(node.closest('svg') ? style.fill : style.color), light(behind(node))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${node.textContent.trim()} ${ratio.toFixed(2)}`);
  }
  return faint;
})()";

#[test]
fn every_page_fits_a_phone_and_is_readable_by_day_and_night() {
    let desk = Desk::with_sample();
    let browser = &desk.browser;
    browser.open("/people");
    let person = browser.value("document.querySelector('tbody a').getAttribute('href')");
    let person = person.as_str().unwrap();
    let forget = format!("{person}/forget");
    let brief = person.replace("/person/", "/brief/");
    let first = |list: &str| {
        browser.open(list);
        let link = format!("document.querySelector('main a[href^=\"{list}/\"]').getAttribute('href')");
        browser.value(&link).as_str().unwrap().to_owned()
    };
    let ones = ["/introductions", "/wishes", "/groups", "/events"].map(first);
    let report = format!("{}/report", ones[2]);
    let lists = [
        "/wishes",
        "/introductions",
        "/referrals",
        "/slips",
        "/business",
        "/words",
        "/card/me",
        "/groups",
        "/events",
        "/boundaries",
        "/map",
        "/circles",
        "/path",
        "/path?who=anybody+in+tax",
        "/reliability",
        "/duplicates",
        &brief,
        &report,
    ];
    let pages =
        ["/", "/people", person, &forget, "/ledger", "/promises", "/mirror", "/stances", "/guard", "/import"];
    let pages = pages.into_iter().chain(["/journal", "/settings"]).chain(lists).map(str::to_owned);
    let pages: Vec<String> = pages.chain(ones.iter().cloned()).collect();
    for page in pages {
        browser.size(360, 740, true);
        browser.dark(false);
        browser.open(&page);
        browser.value("document.querySelectorAll('details').forEach((more) => { more.open = true; })");
        let wide = browser.value("document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= 360, "{page} is {wide} wide");
        let paper = "getComputedStyle(document.body).backgroundColor";
        let by_day = browser.value(paper);
        assert_eq!(browser.value(FAINT), serde_json::json!([]), "{page} by day");
        browser.dark(true);
        assert_ne!(browser.value(paper), by_day, "{page} by night");
        assert_eq!(browser.value(FAINT), serde_json::json!([]), "{page} by night");
        browser.size(1100, 900, false);
        let wide = browser.value("document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= 1100, "{page} is {wide} wide");
    }
    desk.nothing_was_wrong();
}

/// Where each letter of the words after a name begins, in the order in which they are written.
const AFTER: &str = r"(name) => {
  const wrong = [];
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const block = node.parentElement.closest('p, li, td, th, h1, h2, summary, dd, div');
    if (!block || !block.textContent.includes(name) || !/^[ -~\s]+$/.test(node.data)) continue;
    let last = null;
    for (let at = 0; at < node.data.length; at++) {
      if (!/[a-z0-9]/i.test(node.data[at])) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (last && box.width && Math.abs(last.top - box.top) < 3 && box.left < last.left) wrong.push(node.data.slice(at));
      if (box.width) last = box;
    }
  }
  return wrong;
}";

#[test]
fn no_name_turns_our_own_words_round() {
    let desk = Desk::empty();
    let mut text = String::new();
    for (at, name) in
        ["Eve \u{202e}Quince", "דוד Quince 7", "\u{202e}Ada\u{2067}Quince", "علي Quince"].iter().enumerate()
    {
        write!(text, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:q{at}@example.org\r\nORG:Works of {name}\r\nEND:VCARD\r\n")
            .unwrap();
    }
    let path = desk.folder.path().join("turning.vcf");
    std::fs::write(&path, text).unwrap();
    let import = Import { paths: vec![path], ..Import::default() };
    desk.book.import(&import, &desk.clock.context(), &mut |_| ControlFlow::Continue(())).unwrap();
    let browser = &desk.browser;
    browser.open("/people");
    let people =
        browser.value("[...document.querySelectorAll('tbody a')].map((link) => link.getAttribute('href'))");
    let people: Vec<&str> = people.as_array().unwrap().iter().filter_map(|path| path.as_str()).collect();
    assert_eq!(people.len(), 4);
    for path in &people {
        browser.open(path);
        browser.key("l");
        browser.keys("Called yesterday");
        browser.turning(|browser| browser.key("Enter"));
    }
    for path in people.iter().copied().chain(["/", "/people", "/journal", "/map", "/circles", "/duplicates"])
    {
        browser.open(path);
        assert_eq!(browser.value(&format!("({AFTER})('Quince')")), serde_json::json!([]), "{path}");
        let turning = browser.value("/[\\u202a-\\u202e]/.test(document.body.innerText + document.title)");
        assert_eq!(turning, false, "{path}");
    }
    browser.open("/people");
    let isolated = browser.value("[...document.querySelectorAll('bdi')].map((name) => name.textContent)");
    assert!(isolated.to_string().contains("דוד") && isolated.to_string().contains("علي"), "{isolated}");
    desk.nothing_was_wrong();
}

#[test]
fn the_watch_over_wrongs_sees_them() {
    let desk = Desk::empty();
    let browser = &desk.browser;
    browser.open("/");
    desk.nothing_was_wrong();
    browser
        .value("document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.example/a.png' }))");
    browser.value("document.body.setAttribute('style', 'color: red')");
    browser.value("setTimeout(() => { throw new Error('quince'); })");
    let mut wrongs = String::new();
    while !["elsewhere.example", "style-src", "quince"].iter().all(|word| wrongs.contains(word)) {
        // The browser ends the test where nothing comes.
        wrongs.push_str(&browser.next_wrong());
    }
}

/// Five thousand people in fifty groups and fifty thousand ties between them, as mail would have told them.
fn crowd(desk: &Desk) {
    let mut vcards = String::new();
    let group = |n: usize| n % 50;
    for n in 0..5000 {
        write!(
            vcards,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nORG:Works {}\r\nEMAIL:p{n}@far.example\r\nEND:VCARD\r\n",
            group(n)
        )
        .unwrap();
    }
    let mut ties = "a,b,strength,since,evidence\n".to_owned();
    for n in 0..50_000_usize {
        let a = n % 5000;
        // Nine of ten within the group.
        let step = if n % 10 == 0 { 1 + n / 5000 * 7 } else { 50 * (1 + n / 5000 * 3 + n % 7) };
        writeln!(ties, "p{a}@far.example,p{}@far.example,{},2020,", (a + step) % 5000, 10 + n % 60).unwrap();
    }
    for (name, text) in [("people.vcf", vcards), ("ties.csv", ties)] {
        let path = desk.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let import = Import { paths: vec![path], ..Import::default() };
        desk.book.import(&import, &desk.clock.context(), &mut |_| ControlFlow::Continue(())).unwrap();
    }
}

#[test]
fn the_map_is_drawn_searched_filtered_and_moved() {
    let desk = Desk::empty();
    crowd(&desk);
    let browser = &desk.browser;
    browser.size(1100, 900, false);
    browser.open("/map");
    browser.until("document.querySelector('#map canvas').dataset.drawn === '5000'");
    let told = || browser.value("document.getElementById('told').textContent").as_str().unwrap().to_owned();
    assert!(told().starts_with("5000 people and "), "{}", told());
    assert!(browser.text().contains("Works 7"), "the list says the same in words: {}", browser.text());
    // Something was painted, and in more than a few colours.
    const COLOURS: &str = "(() => {
      const canvas = document.querySelector('#map canvas');
      const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      const seen = new Set();
      for (let n = 0; n < bytes.length; n += 4) if (bytes[n + 3] === 255) seen.add((bytes[n] << 16) | (bytes[n + 1] << 8) | bytes[n + 2]);
      return seen.size;
    })()";
    browser.until(&format!("{COLOURS} > 40"));
    // It follows the hand.
    const PRINT: &str = "document.querySelector('#map canvas').toDataURL().length";
    let before = browser.value(PRINT);
    browser.value(
        "document.querySelector('#map canvas').dispatchEvent(new WheelEvent('wheel', { deltaY: -900, cancelable: true }))",
    );
    browser.until(&format!("{PRINT} !== {before}"));
    browser.value("document.querySelector('#map [name=q]').focus()");
    browser.keys("person 77");
    browser.until("document.getElementById('told').textContent.endsWith('are called so.')");
    assert!(told().starts_with("11 people"), "{}", told());
    browser.value(
        "(() => { const least = document.querySelector('#map [name=least]'); least.value = 90; \
         document.querySelector('#map [name=q]').value = ''; \
         least.dispatchEvent(new Event('input', { bubbles: true })); })()",
    );
    browser.until("document.getElementById('told').textContent.startsWith('0 people')");
    browser.click("#map [name=whole]");
    browser.until("document.getElementById('told').textContent.startsWith('5000 people')");
    desk.nothing_was_wrong();
}
