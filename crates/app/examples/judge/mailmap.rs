//! Who wrote to git under several addresses: its mailmap says of some that they are one, and nothing of most. A pair that
//! is taken counts as right where the mailmap says so, or both bear one full name; every other counts as wrong, although
//! some are right, and a sample of them is printed to be looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use goodturn_core::draft::ValueKind;
use goodturn_core::hash::mix;
use goodturn_core::linkage::clusters::clusters;
use goodturn_core::linkage::{Records, find};

use crate::Result;

/// So many pairs are printed.
const SAMPLE: usize = 20;

/// What is known of an address.
#[derive(Default)]
struct Address {
    names: BTreeSet<String>,
    others: BTreeSet<String>,
}

/// `Name <address>`; the address in lower case.
fn parted(text: &str) -> Option<(&str, String)> {
    let (name, rest) = text.split_once('<')?;
    let address = rest.split_once('>')?.0.trim().to_lowercase();
    (address.contains('@')).then(|| (name.trim(), address))
}

fn read(data: &Path) -> Result<BTreeMap<String, Address>> {
    let mut text = String::new();
    let file = std::fs::File::open(data.join("collab/git.tsv.zst"))?;
    zstd::Decoder::new(file)?.read_to_string(&mut text)?;
    let mut all: BTreeMap<String, Address> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, from, to, kind, ..] = cells.as_slice() else { continue };
        let ends = [parted(from), parted(to)];
        for (at, end) in ends.iter().enumerate() {
            let Some((name, address)) = end else { continue };
            let known = all.entry(address.clone()).or_default();
            if !name.is_empty() {
                known.names.insert((*name).to_owned());
            }
            if let Some((_, other)) = &ends[1 - at]
                && *kind != "committed-for"
                && other != address
            {
                known.others.insert(other.clone());
            }
        }
    }
    Ok(all)
}

/// By address, who it is by the mailmap.
fn mailmap(data: &Path) -> Result<HashMap<String, String>> {
    let mut who: HashMap<String, String> = HashMap::new();
    for line in std::fs::read_to_string(data.join("er/mailmap/git.mailmap"))?.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        let Some((name, proper)) = parted(line) else { continue };
        let rest = line.split_once('>').map_or("", |(_, rest)| rest);
        // One name is one person there; where none is said, the address is who it is.
        let known = who.get(&proper).cloned();
        let own = known.unwrap_or_else(|| if name.is_empty() { proper.clone() } else { name.to_lowercase() });
        if let Some((_, alias)) = parted(rest) {
            who.insert(alias, own.clone());
        }
        who.insert(proper, own);
    }
    Ok(who)
}

/// Judges on the data in this folder.
pub fn judge(data: &Path) -> Result<()> {
    let (all, who) = (read(data)?, mailmap(data)?);
    let number: HashMap<&str, u32> =
        all.keys().zip(0..).map(|(address, at)| (address.as_str(), at)).collect();
    let mut records = Records::default();
    for (address, known) in &all {
        records.begin(false);
        for name in &known.names {
            records.value(ValueKind::Name, "", name, None);
        }
        records.value(ValueKind::Email, "", address, Some(address));
        for other in &known.others {
            records.in_touch_with(number[other.as_str()]);
        }
        records.end();
    }
    let found = find(&records, 0.01);
    let addresses: Vec<&String> = all.keys().collect();
    let is = |at: u32| who.get(addresses[at as usize]);
    let full = |at: u32| -> BTreeSet<String> {
        let names = all[addresses[at as usize]].names.iter();
        let folded = names.map(|name| goodturn_core::channel::fold(name));
        folded.filter(|name| name.contains(' ') && !name.contains('@')).collect()
    };
    let mut by_who: BTreeMap<&String, u64> = BTreeMap::new();
    (0..addresses.len() as u32).filter_map(is).for_each(|who| *by_who.entry(who).or_default() += 1);
    let true_ones: u64 = by_who.values().map(|n| n * (n - 1) / 2).sum();
    let (mut taken, mut said, mut named, mut refuted) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut open = Vec::new();
    for group in clusters(&records, &found, super::duplicates::TAKEN, &HashSet::new()) {
        for (at, a) in group.iter().enumerate() {
            for b in &group[at + 1..] {
                taken += 1;
                let (one, other) = (is(*a), is(*b));
                if one.is_some() && one == other {
                    said += 1;
                } else if !full(*a).is_disjoint(&full(*b)) {
                    named += 1;
                } else {
                    refuted += u64::from(one.is_some() && other.is_some());
                    open.push((*a, *b));
                }
            }
        }
    }
    println!(
        "mailmap        recall {:.4} ({said} of {true_ones} pairs that it names), precision at least {:.4} ({taken} taken: {said} it names, {named} bear one name, {} neither, {refuted} of these it tells apart)",
        said as f64 / true_ones.max(1) as f64,
        (said + named) as f64 / taken.max(1) as f64,
        open.len()
    );
    open.sort_by_key(|(a, b)| mix(u64::from(*a) << 32 | u64::from(*b)));
    println!("{SAMPLE} drawn by lot from those that are neither:");
    for (a, b) in open.iter().take(SAMPLE) {
        let shown = |at: u32| {
            let address = addresses[at as usize];
            let names: Vec<&str> = all[address].names.iter().map(String::as_str).collect();
            format!("{} <{address}>", names.join(" / "))
        };
        println!("  {}  =  {}", shown(*a), shown(*b));
    }
    Ok(())
}
