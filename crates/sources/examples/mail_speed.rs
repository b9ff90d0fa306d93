//! How fast an mbox file is read: `cargo run --release --example mail_speed -- FILE [ROUNDS]`.
//!
//! Prints messages and bytes a second beside what merely reading the file takes, which is the floor.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use goodturn_core::draft::{Draft, Item};
use goodturn_sources::{Asked, mail};
use jiff::tz::TimeZone;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("which file?")?;
    let rounds: u32 = args.next().map_or(Ok(3), |text| text.parse())?;
    let texts = args.next().is_some();
    let asked = Asked {
        now: "2030-01-01T00:00:00Z".parse()?,
        zone: TimeZone::UTC,
        texts,
        me: Vec::new(),
        format: None,
        all_of_it: false,
        region: None,
    };
    let name: Arc<str> = Arc::from(path.as_str());
    for _ in 0..rounds {
        let floor = merely_read(&path)?;
        let (mut messages, mut parties, mut bytes) = (0u32, 0usize, 0u64);
        let mut sink = |found: Item| {
            match found {
                Item::Draft(Draft::Interaction(draft), _) => {
                    messages += 1;
                    parties += draft.parties.len();
                }
                Item::Progress(so_far) => bytes = so_far,
                _ => {}
            }
            ControlFlow::Continue(())
        };
        let mut input = BufReader::new(File::open(&path)?);
        let began = Instant::now();
        let _ = mail::read_mbox(&mut input, &name, &asked, &mut sink)?;
        let took = began.elapsed().as_secs_f64();
        let gigabytes = File::open(&path)?.metadata()?.len() / 1_000_000;
        println!(
            "{messages} messages, {parties} parties, {bytes} bytes in {:.1} ms: {:.0} messages/s, {:.0} MB/s, {:.1} times as long as merely reading",
            took * 1e3,
            f64::from(messages) / took,
            f64::from(u32::try_from(gigabytes)?) / took,
            took / floor
        );
    }
    Ok(())
}

fn merely_read(path: &str) -> Result<f64, Box<dyn Error>> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 256 * 1024];
    let began = Instant::now();
    while file.read(&mut buffer)? > 0 {}
    Ok(began.elapsed().as_secs_f64())
}
