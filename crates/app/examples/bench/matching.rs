//! All needs against all offers: a hundred thousand of each, the ten best of every need, beside bm25s (numba) asked the
//! same.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use goodturn_core::insight::matching::Offers;
use goodturn_core::trades::Trades;

use crate::life::Dice;
use crate::{Result, folder, python};

const TEXTS: usize = 100_000;
const WORDS: u64 = 20_000;
const MOST: usize = 10;

/// The bench.
pub fn matching() -> Result<()> {
    let mut dice = Dice(21);
    let needs: Vec<String> = (0..TEXTS).map(|_| text(&mut dice)).collect();
    let offers: Vec<String> = (0..TEXTS).map(|_| text(&mut dice)).collect();
    // What is known of trades is read once, when a program first needs it.
    let began = Instant::now();
    let trades = Trades::known();
    println!("what is known of trades, read in {:.0} ms", began.elapsed().as_secs_f64() * 1000.0);
    let began = Instant::now();
    let index = Offers::of(trades, offers.iter().map(String::as_str));
    let indexed = began.elapsed().as_secs_f64();
    let asked: Vec<&str> = needs.iter().map(String::as_str).collect();
    let found = index.nearest_of_each(&asked, MOST);
    let ours = began.elapsed().as_secs_f64();
    let hits: usize = found.iter().map(Vec::len).sum();
    println!(
        "{TEXTS} needs against {TEXTS} offers, the {MOST} best of each: {ours:.2} s (asked: under 6), {indexed:.2} s of it to \
         take the offers in; {hits} matches"
    );
    let folder = folder()?;
    let Some(python) = python::with(folder.path(), &["bm25s", "numba"])? else {
        println!("bm25s cannot be had here: only the floor is told");
        return Ok(());
    };
    for (name, texts) in [("needs", &needs), ("offers", &offers)] {
        lines(&folder.path().join(name), texts)?;
    }
    let [theirs] = python::figures(&python, PEER, folder.path())?[..] else {
        return Err("one figure was to be told".into());
    };
    println!("bm25s, the second time so that numba has compiled: {theirs:.2} s");
    println!("ratio: {:.1} times (asked: 2)", theirs / ours);
    Ok(())
}

/// Eight words, of which few are in very many texts; now and then a trade.
fn text(dice: &mut Dice) -> String {
    let mut words: Vec<String> = (0..8).map(|_| word(dice)).collect();
    if dice.roll(4) == 0 {
        let trades = Trades::known();
        words[0] = trades.name(dice.roll(3_000) as u16).to_owned();
    }
    words.join(" ")
}

/// A word that no language has, by a rank that follows Zipf's law.
fn word(dice: &mut Dice) -> String {
    const SYLLABLES: [&str; 20] = [
        "bak", "dor", "fim", "gul", "hav", "jot", "kep", "lum", "mib", "nov", "pag", "quf", "rud", "sib",
        "tov", "vak", "wol", "xum", "yod", "zap",
    ];
    let share = dice.roll(1 << 30) as f64 / (1_u64 << 30) as f64;
    let rank = ((WORDS as f64).powf(share) - 1.0) as usize;
    let mut rest = rank;
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES[rest % 20]);
        rest /= 20;
    }
    word
}

fn lines(file: &Path, texts: &[String]) -> Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    for text in texts {
        writeln!(out, "{text}")?;
    }
    Ok(out.flush()?)
}

const PEER: &str = r#"
import sys, time
import bm25s
read = lambda name: open(sys.argv[1] + "/" + name).read().splitlines()
needs, offers = read("needs"), read("offers")
for _ in range(2):
    began = time.perf_counter()
    model = bm25s.BM25(method="lucene", k1=1.2, b=0.75, backend="numba")
    model.index(bm25s.tokenize(offers, stopwords=None, show_progress=False), show_progress=False)
    asked = bm25s.tokenize(needs, stopwords=None, show_progress=False)
    model.retrieve(asked, k=10, n_threads=2, show_progress=False, sorted=True)
    spent = time.perf_counter() - began
print("figures", spent)
"#;
