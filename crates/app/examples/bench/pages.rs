//! Pages of a large book through HTTP, and `goodturn today` as a whole process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use goodturn_book::Book;
use goodturn_book::people::list::People;
use goodturn_store::Location;

use crate::life::Dice;
use crate::{Result, context, folder, life, program};

pub const PEOPLE: usize = 100_000;
pub const INTERACTIONS: usize = 5_000_000;

/// Some days after the book was written, so that no stored strength is of the day.
const LATER: &str = "2026-03-09T08:00:00Z";
/// Years without a word written.
const YEARS_LATER: [&str; 2] = ["2028-03-09T08:00:00Z", "2033-03-09T08:00:00Z"];

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The four pages of two books, the one with a tenth of the other's interactions; and `goodturn today`.
pub fn pages() -> Result<()> {
    let folder = folder()?;
    let mut small = None;
    for interactions in [INTERACTIONS / 10, INTERACTIONS] {
        let path = folder.path().join(format!("{interactions}.db"));
        let began = Instant::now();
        life::book(&Location::File(path.clone()), PEOPLE, interactions)?;
        println!(
            "a book of {PEOPLE} people and {interactions} interactions, made in {:.0} s",
            began.elapsed().as_secs_f64()
        );
        let medians = of_book(&path, LATER)?;
        if let Some(small) = small.replace(medians.clone()) {
            for ((page, small), (_, large)) in small.iter().zip(&medians) {
                println!("{page}: {:.2} times as long with ten times the interactions", large / small);
            }
        }
        if interactions == INTERACTIONS {
            for now in YEARS_LATER {
                println!("the same book, left alone until {now}");
                of_book(&path, now)?;
            }
        }
        std::fs::remove_file(path)?;
    }
    Ok(())
}

/// Measures one book; answers the median of each page.
fn of_book(path: &Path, now: &str) -> Result<Vec<(&'static str, f64)>> {
    let goodturn = program()?
        .parent()
        .and_then(|examples| examples.parent())
        .ok_or("no target folder")?
        .join("goodturn");
    let command = |args: &[&str]| {
        let mut command = Command::new(&goodturn);
        command.args(args).env("GOODTURN_BOOK", path).env("GOODTURN_NOW", now);
        command
    };
    let began = Instant::now();
    command(&["today"]).stdout(Stdio::null()).status()?;
    println!(
        "the first command of a week, which weighs every tie: {:.0} ms",
        began.elapsed().as_secs_f64() * 1000.0
    );
    let mut child =
        command(&["serve", "--listen", "127.0.0.1:0", "--no-browser"]).stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let server = Server(child);
    let (host, way_in) = line.trim().trim_start_matches("http://").split_once('/').ok_or("no address")?;
    let browser = Browser::signed_in(host, way_in)?;
    let ids: Vec<String> = {
        let book = Book::open(&Location::File(path.to_owned()), 9)?;
        let ask = People { limit: Some(500), ..People::default() };
        book.people(&ask, &context())?.into_iter().map(|person| person.id).collect()
    };
    let mut dice = Dice(1);
    // From a single person to everybody.
    let words = [
        "a",
        "ada",
        "br",
        "crane12",
        "moss",
        "zell1",
        "gmbh",
        "ida pond",
        "una.v",
        "o",
        "example",
        "kai jarvis77",
    ];
    let floor = times(300, |_| browser.get("/static/0/icon.svg"))?;
    println!("a small file, for comparison: median {:.2} ms, 99th percentile {:.2} ms", floor.0, floor.1);
    let mut medians = Vec::new();
    for (page, most) in [("today", 1000), ("person", 1000), ("search", 1200), ("people", 1000)] {
        let (median, high) = times(most, |n| {
            let target = match page {
                "today" => "/".to_owned(),
                "person" => format!("/person/{}", ids[dice.roll(ids.len() as u64) as usize]),
                "search" => format!("/people/rows?q={}", words[n % words.len()].replace(' ', "+")),
                _ => format!("/people?sort={}", ["strength", "name", "last"][n % 3]),
            };
            browser.get(&target)
        })?;
        println!(
            "{page}: median {median:.1} ms, 99th percentile {high:.1} ms (asked: below 10), {:.0} times the small file",
            median / floor.0
        );
        medians.push((page, median));
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.0.id()))?;
    let resident =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("").trim().to_owned();
    println!("the server holds {resident} (asked: below 100 MB)");
    let whole = |name: &str| -> Result<f64> {
        let mut times = Vec::new();
        for _ in 0..21 {
            let began = Instant::now();
            command(&[name]).stdout(Stdio::null()).status()?;
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        Ok(times[10])
    };
    println!(
        "`goodturn today`: median {:.1} ms (asked: below 60); only starting and ending: {:.1} ms",
        whole("today")?,
        whole("--version")?
    );
    Ok(medians)
}

/// The median and the 99th percentile of so many requests, in milliseconds.
fn times(most: usize, mut ask: impl FnMut(usize) -> Result<usize>) -> Result<(f64, f64)> {
    let mut times = Vec::with_capacity(most);
    for n in 0..most {
        let began = Instant::now();
        if ask(n)? < 200 {
            return Err("a page answered almost nothing".into());
        }
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[times.len() / 2], times[times.len() * 99 / 100]))
}

/// Who asks, with the cookie by which they are let in.
struct Browser {
    host: String,
    cookie: String,
}

impl Browser {
    fn signed_in(host: &str, way_in: &str) -> Result<Browser> {
        let stranger = Browser { host: host.to_owned(), cookie: String::new() };
        let answer = String::from_utf8_lossy(&stranger.asked(&format!("/{way_in}"))?).into_owned();
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie =
            cookie.and_then(|cookie| cookie.split(';').next()).ok_or("the address signs nobody in")?;
        Ok(Browser { cookie: cookie.to_owned(), ..stranger })
    }

    /// The size of an answer.
    fn get(&self, target: &str) -> Result<usize> {
        let answer = self.asked(target)?;
        if !answer.starts_with(b"HTTP/1.1 200") {
            return Err(
                format!("{target}: {}", String::from_utf8_lossy(&answer[..answer.len().min(60)])).into()
            );
        }
        Ok(answer.len())
    }

    /// One request on a connection of its own.
    fn asked(&self, target: &str) -> Result<Vec<u8>> {
        let Browser { host, cookie } = self;
        let mut stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        write!(
            stream,
            "GET {target} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}
