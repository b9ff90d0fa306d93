//! What was found and what became of it.

use std::collections::BTreeMap;

use goodturn_core::place::Problem;
use goodturn_core::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::messages;

/// What an import found and what became of it:
/// found = added + updated + unchanged + skipped + failed, for each source and in all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Report {
    /// The sums over all sources.
    #[serde(flatten)]
    pub all: Counts,
    /// People brought into the book.
    pub people: u64,
    /// Interactions brought into the book.
    pub interactions: u64,
    /// How many addresses stood only among many recipients and wrote to nobody: they are nobody in the book yet.
    #[serde(skip_serializing_if = "is_zero")]
    pub nobody_yet: u64,
    /// How long it took, with the look for people who are there twice.
    pub seconds: f64,
    /// Whether it was stopped before its end; reading the same again completes it.
    pub stopped: bool,
    /// Each file, in the order of reading.
    pub sources: Vec<SourceReport>,
    /// Oddities of items that were read all the same.
    pub noticed: Vec<String>,
    /// The run in the journal, for undo; none where nothing was added.
    pub seq: Option<i64>,
    /// Whose the mail is taken to be, and why.
    pub me: Vec<Me>,
    /// Who was taken to be one and merged, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<String>,
    /// How many pairs may be one person and wait for a decision.
    #[serde(skip_serializing_if = "is_zero")]
    pub duplicates: u64,
}

/// One address taken to be mine.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Me {
    /// The address.
    pub email: String,
    /// Why: `given`, or what the archive shows.
    pub why: String,
}

/// What became of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct SourceReport {
    /// The file.
    pub name: String,
    /// What it is.
    pub format: String,
    /// The counts.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Counts that add up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Items found.
    pub found: u64,
    /// New in the book.
    pub added: u64,
    /// Known, and something new about them.
    pub updated: u64,
    /// Known already.
    pub unchanged: u64,
    /// Left out on purpose.
    pub skipped: Vec<Skip>,
    /// Not readable.
    pub failed: Vec<Failure>,
    /// How many more were not readable than `failed` lists.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub failed_more: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// A reason to leave items out, and how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Skip {
    /// The reason.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// An item that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Where it stands.
    #[serde(rename = "where")]
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// So many failures are listed one by one in each source; a broken gigabyte must not fill the memory.
const LISTED: usize = 1000;

impl Counts {
    /// Whether they add up.
    pub fn adds_up(&self) -> bool {
        let skipped: u64 = self.skipped.iter().map(|skip| skip.count).sum();
        self.found == self.added + self.updated + self.unchanged + skipped + self.failures()
    }

    /// How many could not be read.
    pub fn failures(&self) -> u64 {
        self.failed.len() as u64 + self.failed_more
    }

    pub(crate) fn skip(&mut self, reason: &str) {
        self.found += 1;
        self.skipped_more(reason, 1);
    }

    fn skipped_more(&mut self, reason: &str, count: u64) {
        match self.skipped.iter_mut().find(|skip| skip.reason == reason) {
            Some(skip) => skip.count += count,
            None => self.skipped.push(Skip { reason: reason.to_owned(), count }),
        }
    }

    pub(crate) fn fail(&mut self, problem: &Problem) {
        self.found += 1;
        if self.failed.len() < LISTED {
            self.failed.push(Failure { place: problem.place.to_string(), reason: problem.what.clone() });
        } else {
            self.failed_more += 1;
        }
    }

    pub(crate) fn take(&mut self, fate: Fate) {
        self.found += 1;
        match fate {
            Fate::Added => self.added += 1,
            Fate::Updated => self.updated += 1,
            Fate::Unchanged => self.unchanged += 1,
            Fate::Full => self.failed_more += 1,
        }
    }

    pub(crate) fn sum(&mut self, other: &Counts) {
        self.found += other.found;
        self.added += other.added;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.failed_more += other.failed_more;
        for skip in &other.skipped {
            self.skipped_more(&skip.reason, skip.count);
        }
        for failure in &other.failed {
            if self.failed.len() < LISTED {
                self.failed.push(failure.clone());
            } else {
                self.failed_more += 1;
            }
        }
    }

    /// What reading the same again comes to: everything that was brought is now unchanged.
    pub(crate) fn again(&self) -> Counts {
        Counts { unchanged: self.added + self.updated + self.unchanged, added: 0, updated: 0, ..self.clone() }
    }
}

/// What became of one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Added,
    Updated,
    Unchanged,
    /// So much is known of them already that it was not taken in.
    Full,
}

impl Report {
    pub(crate) fn of(sources: Vec<SourceReport>) -> Report {
        // The same file can turn up in parts, such as the entries of an archive that was resumed.
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        let mut report = Report::default();
        for source in sources {
            report.all.sum(&source.counts);
            match named.get(&source.name) {
                Some(at) => {
                    if let Some(known) = report.sources.get_mut(*at) {
                        known.counts.sum(&source.counts);
                    }
                }
                None => {
                    named.insert(source.name.clone(), report.sources.len());
                    report.sources.push(source);
                }
            }
        }
        report
    }

    /// What is said of those who stood only among many recipients; none where there were none.
    pub fn nobody_yet(&self) -> Option<Words> {
        (self.nobody_yet > 0).then(|| messages::nobody_yet(self.nobody_yet))
    }

    /// The report in a sentence.
    pub fn sentence(&self) -> String {
        let file = match self.sources.as_slice() {
            [one] => Some(one.name.as_str()),
            _ => None,
        };
        let files = self.sources.len();
        messages::read(file, files, self.people, self.interactions, self.all.found).to_string()
    }

    /// What it brought, and how long that took.
    pub fn brought(&self) -> Words {
        messages::brought(self.people, self.interactions, self.seconds)
    }
}
