//! How well needs find offers that say the same in other words, beside plain BM25.
//!
//! Every occupation of ESCO is offered once, under what it is called first. Of its other names every second, by a hash
//! of its letters, is held apart and asked for as a need; the rest is what Goodturn may know of that trade, and nothing
//! else. Recall at 10 says how often the right occupation is among the first ten, the mean reciprocal rank how far ahead
//! it is; among equals the place is the mean of theirs. Plain BM25 (k1 = 1.2, b = 0.75, words in small letters) is asked
//! over the same offers, and again over all names that are not held apart.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use goodturn_core::insight::matching::{Offers, Room};
use goodturn_core::trades::Trades;

use crate::Result;

/// What is asked, and which offer is right.
type Question = (String, usize);

struct Occupations {
    /// What each is called first.
    titles: Vec<String>,
    /// That and the other names that may be known.
    known: Vec<Vec<String>>,
    questions: Vec<Question>,
}

fn read(data: &Path) -> Result<Occupations> {
    let file = File::open(data.join("occupations/esco/occupations.csv"))?;
    let mut table = csv::Reader::from_reader(file);
    let column = |headers: &csv::StringRecord, name: &str| headers.iter().position(|header| header == name);
    let headers = table.headers()?.clone();
    let (Some(title_at), Some(names_at)) =
        (column(&headers, "PREFERREDLABEL"), column(&headers, "ALTLABELS"))
    else {
        return Err("occupations.csv has no columns PREFERREDLABEL and ALTLABELS".into());
    };
    let (mut titles, mut known, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    for row in table.records() {
        let row = row?;
        let title = row.get(title_at).unwrap_or_default().trim().to_owned();
        let mut names: Vec<&str> = row.get(names_at).unwrap_or_default().lines().map(str::trim).collect();
        names.retain(|name| !name.is_empty() && !name.eq_ignore_ascii_case(&title));
        names.sort_unstable();
        names.dedup();
        let mut own = vec![title.clone()];
        for name in names {
            if hash(name).is_multiple_of(2) {
                own.push(name.to_owned());
            } else {
                questions.push((name.to_owned(), titles.len()));
            }
        }
        titles.push(title);
        known.push(own);
    }
    Ok(Occupations { titles, known, questions })
}

/// Writes the trades that Goodturn knows anew, from all names of this data.
pub fn write_trades(data: &Path) -> Result<()> {
    let occupations = read(data)?;
    let mut names = occupations.known;
    for (name, trade) in occupations.questions {
        names[trade].push(name);
    }
    let mut lines: Vec<String> = names
        .iter_mut()
        .map(|names| {
            names[1..].sort_unstable();
            Trades::line(&names[0], &names[1..])
        })
        .collect();
    lines.sort_by_key(|line| line.to_lowercase());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/trades.txt");
    std::fs::write(&file, format!("{CREDIT}{}\n", lines.join("\n")))?;
    println!(
        "{} trades written; make `DERIVED` in the store one more, as their numbers may have changed",
        lines.len()
    );
    Ok(())
}

const CREDIT: &str = "\
# Occupations, one a line: what it is called, then the terms of all its names.
# From ESCO (European Skills, Competences, Qualifications and Occupations), the multilingual classification of the
# European Commission, which may be used with this credit; only the English names were taken.
";

/// FNV-1a: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 7
}

/// Plain BM25.
struct Plain {
    lists: HashMap<String, Vec<(usize, f64)>>,
    texts: usize,
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Plain {
    fn of(texts: &[String]) -> Plain {
        let all: Vec<Vec<String>> = texts.iter().map(|text| words(text)).collect();
        let mean = all.iter().map(Vec::len).sum::<usize>() as f64 / texts.len().max(1) as f64;
        let mut lists: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        for (at, own) in all.iter().enumerate() {
            for word in own {
                let list = lists.entry(word.clone()).or_default();
                match list.last_mut() {
                    Some((last, times)) if *last == at => *times += 1.0,
                    _ => list.push((at, 1.0)),
                }
            }
        }
        for list in lists.values_mut() {
            let (texts, with) = (texts.len() as f64, list.len() as f64);
            let telling = (1.0 + (texts - with + 0.5) / (with + 0.5)).ln();
            for (at, part) in list {
                let long = 0.25 + 0.75 * all[*at].len() as f64 / mean;
                *part = telling * *part * 2.2 / (*part + 1.2 * long);
            }
        }
        Plain { lists, texts: texts.len() }
    }

    fn scores(&self, need: &str) -> Vec<f64> {
        let mut scores = vec![0.0; self.texts];
        for word in words(need) {
            for (at, part) in self.lists.get(&word).into_iter().flatten() {
                scores[*at] += part;
            }
        }
        scores
    }
}

#[derive(Clone, Copy, Default)]
struct Figures {
    recall: f64,
    reciprocal: f64,
}

impl Figures {
    fn over(questions: &[Question], mut scores: impl FnMut(&str) -> Vec<f64>) -> Figures {
        let mut sum = Figures::default();
        for (need, right) in questions {
            let scores = scores(need);
            let own = scores[*right];
            if own <= 0.0 {
                continue;
            }
            let better = scores.iter().filter(|score| **score > own).count() as f64;
            let equal = scores.iter().filter(|score| **score == own).count() as f64 - 1.0;
            let place = better + equal / 2.0 + 1.0;
            sum.recall += f64::from(u8::from(place <= 10.0));
            sum.reciprocal += 1.0 / place;
        }
        let all = questions.len().max(1) as f64;
        Figures { recall: sum.recall / all, reciprocal: sum.reciprocal / all }
    }

    fn say(self, what: &str) {
        println!("{what:58}  recall at 10 {:.3}  mean reciprocal rank {:.3}", self.recall, self.reciprocal);
    }
}

/// Judges on the data in this folder.
pub fn judge(data: &Path) -> Result<()> {
    let occupations = read(data)?;
    println!(
        "{} occupations, each offered under its first name; {} other names held apart and asked for",
        occupations.titles.len(),
        occupations.questions.len()
    );
    let plain = Plain::of(&occupations.titles);
    let by_title = Figures::over(&occupations.questions, |need| plain.scores(need));
    by_title.say("plain BM25 over the offers");
    let all: Vec<String> = occupations.known.iter().map(|names| names.join(" ")).collect();
    let plain = Plain::of(&all);
    Figures::over(&occupations.questions, |need| plain.scores(need))
        .say("plain BM25 over all names that are not held apart");
    let ours = |trades: &Trades| {
        let offers = Offers::of(trades, occupations.titles.iter().map(String::as_str));
        let mut room = Room::default();
        Figures::over(&occupations.questions, |need| {
            let mut scores = vec![0.0; occupations.titles.len()];
            for hit in offers.nearest(need, 200, &mut room) {
                scores[hit.offer] = hit.share;
            }
            scores
        })
    };
    ours(&Trades::read("")).say("Goodturn without knowing any trade (word forms only)");
    let lines: Vec<String> =
        occupations.known.iter().map(|names| Trades::line(&names[0], &names[1..])).collect();
    let found = ours(&Trades::read(&lines.join("\n")));
    found.say("Goodturn, knowing the names that are not held apart");
    println!(
        "recall at 10 is {:+.0} % of that of plain BM25 (asked: at least +20 %)",
        (found.recall / by_title.recall - 1.0) * 100.0
    );
    Ok(())
}
