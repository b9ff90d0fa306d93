//! How well people who are in a book twice are found, on registers with the truth beside them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use goodturn_core::draft::ValueKind;
use goodturn_core::linkage::clusters::clusters;
use goodturn_core::linkage::{Records, find};
use goodturn_core::profile::normal;

use crate::{Result, python};

/// From this chance on two are taken for one, everywhere.
pub const TAKEN: f64 = 0.5;

/// People with the truth: who has the same number is one.
#[derive(Default)]
struct Register {
    records: Records,
    truth: Vec<u64>,
}

/// A register, and the same as a table for others.
#[derive(Default)]
struct Table {
    register: Register,
    fields: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn write(&self, path: &Path) -> Result<()> {
        let mut table = csv::Writer::from_path(path)?;
        table.write_record(["id", "truth"].iter().chain(&self.fields))?;
        for (at, (row, truth)) in self.rows.iter().zip(&self.register.truth).enumerate() {
            table.write_record([at.to_string(), truth.to_string()].iter().chain(row))?;
        }
        table.flush()?;
        Ok(())
    }
}

fn value(records: &mut Records, kind: ValueKind, label: &str, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        records.value(kind, label, text, normal(kind, text, None).as_deref());
    }
}

fn table(path: &Path, between: u8) -> Result<(Vec<String>, Vec<Vec<String>>)> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(between).trim(csv::Trim::All).flexible(true).from_path(path)?;
    let headers = reader.headers()?.iter().map(str::to_owned).collect();
    let rows =
        reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect())).collect::<Result<_>>()?;
    Ok((headers, rows))
}

/// A dictionary of a row.
fn row<'r>(headers: &'r [String], cells: &'r [String]) -> HashMap<&'r str, &'r str> {
    headers.iter().map(String::as_str).zip(cells.iter().map(String::as_str)).collect()
}

fn febrl(data: &Path) -> Result<Register> {
    let (headers, rows) = table(&data.join("er/dataset1.csv"), b',')?;
    let (mut records, mut truth) = (Records::default(), Vec::new());
    for cells in &rows {
        let row = row(&headers, cells);
        let cell = |name: &str| row.get(name).copied().unwrap_or_default();
        records.begin(false);
        value(&mut records, ValueKind::Given, "", cell("given_name"));
        value(&mut records, ValueKind::Family, "", cell("surname"));
        let street = format!("{} {} {}", cell("street_number"), cell("address_1"), cell("address_2"));
        let address = [street.trim(), cell("suburb"), cell("state"), cell("postcode"), ""].join("\n");
        records.value(ValueKind::Address, "", &address, None);
        let born = cell("date_of_birth");
        if born.len() == 8 {
            value(
                &mut records,
                ValueKind::Birthday,
                "",
                &format!("{}-{}-{}", &born[..4], &born[4..6], &born[6..]),
            );
        }
        value(&mut records, ValueKind::Handle, "social security", cell("soc_sec_id"));
        records.end();
        truth.push(cell("rec_id").split('-').nth(1).ok_or("a record without a number")?.parse()?);
    }
    Ok(Register { records, truth })
}

fn fake(data: &Path) -> Result<Table> {
    let (headers, rows) = table(&data.join("er/fake_1000.csv"), b',')?;
    let (mut records, mut truth, mut plain) = (Records::default(), Vec::new(), Vec::new());
    for cells in &rows {
        let row = row(&headers, cells);
        let cell = |name: &str| row.get(name).copied().unwrap_or_default();
        records.begin(false);
        value(&mut records, ValueKind::Given, "", cell("first_name"));
        value(&mut records, ValueKind::Family, "", cell("surname"));
        value(&mut records, ValueKind::Birthday, "", cell("dob"));
        if !cell("city").is_empty() {
            records.value(ValueKind::Address, "", &format!("\n{}\n\n\n", cell("city")), None);
        }
        value(&mut records, ValueKind::Email, "", cell("email"));
        records.end();
        truth.push(cell("cluster").parse()?);
        plain.push(
            ["first_name", "surname", "dob", "email", "city"].map(|name| cell(name).to_owned()).to_vec(),
        );
    }
    let fields = vec!["given", "family", "birthday", "email", "town"];
    Ok(Table { register: Register { records, truth }, fields, rows: plain })
}

fn rl(data: &Path) -> Result<Table> {
    let (headers, rows) = table(&data.join("er/RLdata500.tsv"), b'\t')?;
    let (_, truth) = table(&data.join("er/identity.RLdata500.tsv"), b'\t')?;
    let (mut records, mut plain) = (Records::default(), Vec::new());
    for cells in &rows {
        let row = row(&headers, cells);
        let cell = |name: &str| row.get(name).copied().filter(|cell| *cell != "NA").unwrap_or_default();
        let both = |one: &str, other: &str| format!("{} {}", cell(one), cell(other)).trim().to_owned();
        let (given, family) = (both("fname_c1", "fname_c2"), both("lname_c1", "lname_c2"));
        let born = [cell("by"), cell("bm"), cell("bd")].map(|part| part.parse::<u32>().unwrap_or(0));
        let born = format!("{:04}-{:02}-{:02}", born[0], born[1], born[2]);
        records.begin(false);
        value(&mut records, ValueKind::Given, "", &given);
        value(&mut records, ValueKind::Family, "", &family);
        value(&mut records, ValueKind::Birthday, "", &born);
        records.end();
        plain.push(vec![given, family, born]);
    }
    let truth =
        truth.iter().map(|row| Ok(row.first().ok_or("an empty line")?.parse()?)).collect::<Result<_>>()?;
    let fields = vec!["given", "family", "birthday"];
    Ok(Table { register: Register { records, truth }, fields, rows: plain })
}

fn restaurants(data: &Path) -> Result<Register> {
    let (mut records, mut truth) = (Records::default(), Vec::new());
    let (headers, matches) = table(&data.join("er/restaurants/match_fodors_zagats_more_attrs.csv"), b',')?;
    let mut same = HashMap::new();
    for cells in &matches {
        let row = row(&headers, cells);
        if row.get("gold") == Some(&"1") {
            let id = |name: &str| row.get(name).copied().unwrap_or_default().parse::<u64>();
            same.insert(id("zagats_id")?, id("fodors_id")?);
        }
    }
    for (file, own) in [("fodors", true), ("zagats", false)] {
        let (headers, rows) = table(&data.join(format!("er/restaurants/{file}.csv")), b',')?;
        for cells in &rows {
            let row = row(&headers, cells);
            let cell = |name: &str| row.get(name).copied().unwrap_or_default();
            records.begin(true);
            records.from_list(if own { 1 } else { 2 });
            value(&mut records, ValueKind::Name, "", cell("name"));
            records.value(ValueKind::Address, "", &format!("{}\n{}\n\n\n", cell("addr"), cell("city")), None);
            records.end();
            let id: u64 = cell("id").parse()?;
            truth.push(if own { id } else { same.get(&id).copied().unwrap_or(id + 1_000_000) });
        }
    }
    Ok(Register { records, truth })
}

/// How right a set of pairs is.
#[derive(Clone, Copy, Debug)]
struct Right {
    found: usize,
    true_ones: usize,
    right: usize,
}

impl Right {
    fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
    fn recall(self) -> f64 {
        self.right as f64 / self.true_ones.max(1) as f64
    }
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.true_ones).max(1) as f64
    }
}

fn judge_one(name: &str, register: &Register) {
    let found = find(&register.records, 1e-6);
    let groups = clusters(&register.records, &found, TAKEN, &HashSet::new());
    let mut pairs: HashSet<(u32, u32)> = HashSet::new();
    for group in &groups {
        for (at, a) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|b| (*a, *b)));
        }
    }
    let mut by_truth: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (at, id) in register.truth.iter().enumerate() {
        by_truth.entry(*id).or_default().push(at as u32);
    }
    let is = |pair: &(u32, u32)| register.truth[pair.0 as usize] == register.truth[pair.1 as usize];
    let right = Right {
        found: pairs.len(),
        true_ones: by_truth.values().map(|group| group.len() * (group.len() - 1) / 2).sum(),
        right: pairs.iter().filter(|pair| is(pair)).count(),
    };
    println!(
        "{name:14} F1 {:.4}  precision {:.4}  recall {:.4}  ({} of {} pairs, {} taken)",
        right.f1(),
        right.precision(),
        right.recall(),
        right.right,
        right.true_ones,
        right.found
    );
}

/// Judges on the data in this folder.
pub fn judge(data: &Path) -> Result<()> {
    judge_one("FEBRL 1", &febrl(data)?);
    judge_one("restaurants", &restaurants(data)?);
    crate::mailmap::judge(data)?;
    let folder = tempfile::tempdir()?;
    let python = python::with(folder.path(), python::SPLINK)?;
    for (name, table) in [("fake_1000", fake(data)?), ("RLdata500", rl(data)?)] {
        judge_one(name, &table.register);
        let Some(python) = &python else {
            println!("{:14} Splink cannot be had here: not compared", "");
            continue;
        };
        let path = folder.path().join(name);
        table.write(&path)?;
        let [_, _, _, alone, grouped] = python::splink(python, &path)?;
        println!(
            "{:14} Splink's best, of all thresholds: F1 {alone:.4} of pairs, {grouped:.4} of groups",
            ""
        );
    }
    Ok(())
}
