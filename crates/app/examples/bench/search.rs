//! Searching a book of 100,000 people: by what they are called, by what was written down about them, and with slips.

use std::time::Instant;

use goodturn_book::Book;
use goodturn_book::interest::learn::Learn;
use goodturn_book::people::add::Add;
use goodturn_book::people::list::People;
use goodturn_book::request::Request;
use goodturn_core::spelling::forgiven;
use goodturn_store::Location;

use crate::duplicates::write;
use crate::life::Dice;
use crate::register::{register, slip};
use crate::{Result, context, folder};

const PEOPLE: usize = 100_000;
/// So many different searches of each kind.
const SEARCHES: usize = 60;
/// So many texts are written down.
const TEXTS: usize = 2_000;

/// Medians and the slowest of each kind, and of the misspelt how many found whom they meant.
pub fn search() -> Result<()> {
    let folder = folder()?;
    let path = folder.path().join("book.db");
    let cards = register(PEOPLE);
    write(&path, &cards)?;
    let (book, ctx) = (Book::open(&Location::File(path), 7)?, context());
    let names: Vec<(&str, &str)> = cards
        .iter()
        .map(|card| (card.fields[0].as_str(), card.fields[1].as_str()))
        .filter(|(given, family)| !given.is_empty() && !family.is_empty())
        .step_by(997)
        .take(SEARCHES)
        .collect();
    write_texts(&book, &cards, &ctx)?;
    let whole = |(given, family): &(&str, &str)| format!("{given} {family}");
    let exact = timed(&book, "whole names", &names.iter().map(whole).collect::<Vec<_>>())?;
    let begun: Vec<String> = names.iter().map(|(_, family)| family.chars().take(4).collect()).collect();
    timed(&book, "the beginning of a name", &begun)?;
    let texts: Vec<String> = (0..SEARCHES).map(|n| format!("hobby{}", letters(n * 31 % TEXTS))).collect();
    timed(&book, "a word that was written down", &texts)?;
    let mut dice = Dice(5);
    let slips: Vec<(&str, String)> = names
        .iter()
        .filter(|(_, family)| forgiven(family.chars().count()) > 0)
        .map(|(_, family)| (*family, slip(family, &mut dice)))
        .collect();
    let typed: Vec<String> = slips.iter().map(|(_, typed)| typed.clone()).collect();
    let misspelt = timed(&book, "a name with a slip", &typed)?;
    let mut meant = 0;
    for (family, typed) in &slips {
        let lines = book.people(&People { query: Some(typed.clone()), ..People::default() }, &ctx)?;
        meant +=
            usize::from(lines.iter().any(|line| line.name.to_lowercase().contains(&family.to_lowercase())));
    }
    println!("of {} names with a slip {meant} found whom they meant", slips.len());
    println!("a slip costs {:.1} times as long as a whole name", misspelt / exact);
    timed(&book, "nothing that anybody has", &["qqxzvbqq".to_owned(), "xqvvbnq wpplxx".to_owned()])?;
    Ok(())
}

/// What is learnt of some, a word of its own each.
fn write_texts(book: &Book, cards: &[crate::register::Card], ctx: &goodturn_book::Context) -> Result<()> {
    let who = format!("Nobody {}", cards.len());
    Add { name: who.clone(), ..Add::default() }.run(book, ctx)?;
    for n in 0..TEXTS {
        let what = format!("likes hobby{} on long evenings", letters(n));
        Learn { who: who.clone(), what, ..Learn::default() }.run(book, ctx)?;
    }
    Ok(())
}

/// A number in letters.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

/// Runs searches; answers the median in milliseconds.
fn timed(book: &Book, what: &str, queries: &[String]) -> Result<f64> {
    let ctx = context();
    let mut took = Vec::with_capacity(queries.len());
    let mut found = 0;
    for query in queries {
        let ask = People { query: Some(query.clone()), ..People::default() };
        let began = Instant::now();
        found += usize::from(!book.people(&ask, &ctx)?.is_empty());
        took.push((began.elapsed().as_secs_f64() * 1000.0, query));
    }
    took.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (median, (slowest, query)) = (took[took.len() / 2].0, took[took.len() - 1]);
    println!(
        "{what}: median {median:.2} ms, slowest {slowest:.2} ms ({query}); {found} of {} found somebody",
        queries.len()
    );
    Ok(median)
}
