//! Of whom somebody was made one.

use goodturn_core::id::{PersonId, Seq};
use goodturn_core::profile::readable;
use goodturn_store::Reader;
use goodturn_store::merging::AddedSinceMerge;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Result;

/// Somebody who went into another.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "MergedCard")]
pub struct Part {
    /// Their id, by which `split` takes them out.
    pub id: String,
    /// What was done.
    pub said: String,
    /// When.
    #[schemars(with = "String")]
    pub at: jiff::Timestamp,
    /// What came since, and may be theirs: its id, and what it is.
    pub came_since: Vec<(String, String)>,
}

/// So much of what came since is listed.
pub(super) const LISTED: usize = 40;

/// All who went into somebody, the latest last.
pub(crate) fn parts(reader: &mut Reader<'_>, person: PersonId) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for merged in reader.all_merged_into(person)? {
        let Some(act) = reader.journal(Some(Seq(merged.act.0 + 1)), 1)?.pop() else { continue };
        let mut since = Vec::new();
        for one in reader.since_merged(merged.gone)?.iter().take(LISTED) {
            since.push((one.id().to_string(), described(reader, one)?));
        }
        let said = reader.named_words(act.words())?.to_string();
        parts.push(Part { id: merged.gone.to_string(), said, at: act.at, came_since: since });
    }
    Ok(parts)
}

/// Something that came since, in words.
pub(super) fn described(reader: &mut Reader<'_>, one: &AddedSinceMerge) -> Result<String> {
    let what = match one {
        AddedSinceMerge::Value(detail) => {
            let value = &detail.value;
            format!("{} {}", value.kind.name(), readable(value.kind, &value.text))
        }
        AddedSinceMerge::Part(part) => {
            let found = reader.interaction(part.interaction)?;
            found.map_or_else(String::new, |it| format!("{} {}", it.kind.name(), it.title))
        }
        AddedSinceMerge::Entry(entry) => format!("{} {}", entry.kind.name().replace('_', " "), entry.what),
    };
    Ok(what.trim().to_owned())
}
