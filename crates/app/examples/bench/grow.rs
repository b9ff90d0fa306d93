//! A thousand messages more, into a small book and into one of five million interactions: the work is to follow the
//! thousand, not the five million.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_book::import::Import;
use goodturn_store::Location;

use crate::{Result, context, folder, life, pages};

const MORE: u64 = 1_000;

/// The bench.
pub fn grow() -> Result<()> {
    let folder = folder()?;
    let mail = folder.path().join("more.mbox");
    life::archive(&mail, MORE)?;
    let (small, large) = (folder.path().join("small"), folder.path().join("large"));
    life::book(&Location::File(small.clone()), 200, 10_000)?;
    life::book(&Location::File(large.clone()), pages::PEOPLE, pages::INTERACTIONS)?;
    let (few, many) = (import(&small, &mail)?, import(&large, &mail)?);
    println!("{MORE} messages into a book of 10000 interactions: {:.0} ms", few * 1000.0);
    println!("{MORE} messages into a book of {} interactions: {:.0} ms", pages::INTERACTIONS, many * 1000.0);
    println!(
        "ratio: {:.1} times, where the book is {} times as large",
        many / few,
        pages::INTERACTIONS / 10_000
    );
    Ok(())
}

fn import(book: &Path, mail: &Path) -> Result<f64> {
    let book = Book::open(&Location::File(book.to_owned()), 1)?;
    let import = Import { paths: vec![mail.to_owned()], me: vec![life::ME.to_owned()], ..Import::default() };
    let began = Instant::now();
    book.read_in(&import, &context(), &mut |_| ControlFlow::Continue(()))?;
    Ok(began.elapsed().as_secs_f64())
}
