//! Who is in a register of a million cards twice: the engine alone, over cards in memory.

use std::collections::HashMap;
use std::process::Command;
use std::time::Instant;

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::linkage::Records;
use goodturn_core::linkage::clusters::clusters;

use crate::register::{Card, register};
use crate::{Result, program};

const PEOPLE: usize = 1_000_000;

/// The bench.
pub fn duplicates() -> Result<()> {
    let output = Command::new(program()?).arg("--duplicates").output()?;
    print!("{}", String::from_utf8_lossy(&output.stdout));
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(())
}

/// What a card says, as a book keeps it.
fn values(card: &Card) -> Vec<Value> {
    let [given, family, birthday, email, phone, street, town, postcode, organisation] = &card.fields;
    let mut values = Vec::new();
    let mut say = |kind: ValueKind, text: &str| {
        if !text.is_empty() {
            values.push(Value { kind, label: String::new(), text: text.to_owned() });
        }
    };
    say(ValueKind::Given, given);
    say(ValueKind::Family, family);
    say(ValueKind::Birthday, birthday);
    say(ValueKind::Email, email);
    say(ValueKind::Phone, phone);
    say(ValueKind::Organisation, organisation);
    if !(street.is_empty() && town.is_empty() && postcode.is_empty()) {
        say(ValueKind::Address, &format!("{street}\n{town}\n\n{postcode}\n"));
    }
    values
}

/// The engine alone, over cards in memory.
pub fn alone() -> Result<()> {
    let began = Instant::now();
    let cards = register(PEOPLE);
    println!("{PEOPLE} cards made in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let mut records = Records::default();
    for card in &cards {
        records.begin(false);
        for value in values(card) {
            let normal = match value.kind {
                ValueKind::Email => Some(value.text.as_str()),
                _ => None,
            };
            records.value(value.kind, "", &value.text, normal);
        }
        records.end();
    }
    let read = began.elapsed().as_secs_f64();
    let found = goodturn_core::linkage::find(&records, 0.01);
    let all = began.elapsed().as_secs_f64();
    let groups = clusters(&records, &found, 0.5);
    let grouped = began.elapsed().as_secs_f64();
    println!(
        "cards taken in {read:.2} s, pairs found at {all:.2} s ({} compared), groups at {grouped:.2} s",
        found.compared
    );
    let mut of: HashMap<u32, u64> = HashMap::new();
    for card in &cards {
        *of.entry(card.truth).or_default() += 1;
    }
    let true_pairs: u64 = of.values().map(|n| n * (n - 1) / 2).sum();
    let (mut taken, mut right) = (0_u64, 0_u64);
    for group in &groups {
        for (at, a) in group.iter().enumerate() {
            for b in &group[at + 1..] {
                taken += 1;
                right += u64::from(cards[*a as usize].truth == cards[*b as usize].truth);
            }
        }
    }
    println!(
        "pairwise F1 {:.4}, precision {:.4}, recall {:.4}",
        2.0 * right as f64 / (taken + true_pairs) as f64,
        right as f64 / taken as f64,
        right as f64 / true_pairs as f64
    );
    let reached =
        found.pairs.iter().filter(|p| cards[p.a as usize].truth == cards[p.b as usize].truth).count();
    println!("{reached} of {true_pairs} true pairs were looked at and kept");
    let status = std::fs::read_to_string("/proc/self/status")?;
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    Ok(())
}
