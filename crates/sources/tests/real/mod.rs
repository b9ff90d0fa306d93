//! What the tests on real data share: where it lies on some machines, and what a reader is asked for.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each suite uses its part, and a test may stop at what cannot be"
)]

use std::path::{Path, PathBuf};

use goodturn_core::draft::{Address, InteractionDraft, Part};
use goodturn_sources::Asked;
use jiff::tz::TimeZone;

/// A file or folder of the real data that lies beside the workspace. Where it does not, that is said and there
/// is nothing to test.
pub fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        println!("left out: there is no real data at {}", path.display());
        return None;
    }
    Some(path)
}

/// Every file in a folder and the folders in it, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { &mut open } else { &mut all }.push(path);
        }
    }
    all.sort();
    all
}

/// Asked at this time, in UTC, for headers and texts.
pub fn asked(now: &str) -> Asked {
    Asked {
        now: now.parse().unwrap(),
        zone: TimeZone::UTC,
        texts: true,
        me: Vec::new(),
        format: None,
        all_of_it: false,
        region: None,
    }
}

/// The e-mail addresses of those named as this.
pub fn emails(draft: &InteractionDraft, part: Part) -> Vec<&str> {
    let of_part = draft.parties.iter().filter(|party| party.part == part);
    of_part
        .filter_map(|party| match &party.address {
            Address::Email(email) => Some(email.as_str()),
            _ => None,
        })
        .collect()
}
