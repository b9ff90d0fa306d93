//! What changed since an act, for whoever keeps something of the book: open pages, phones, other programs.

use std::collections::{BTreeMap, HashMap, HashSet};

use goodturn_core::entry::Kind;
use goodturn_core::id::Seq;
use uuid::Uuid;

use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::cell::{Cell, decode};
use crate::table::declared::{Entity, rows_of};
use crate::table::entry::ENTRY;
use crate::table::journal::{ABOUT, Act, DROPPED};
use crate::table::tables;
use crate::table::value::Param;

/// A thing of the book that was put or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The last act that changed it.
    pub seq: Seq,
    /// What it is: `person`, `interaction`, `setting`, `source`, or the kind of an entry.
    pub noun: String,
    /// Its id; of many interactions that came or went together the first.
    pub id: Uuid,
    /// The last of many interactions that came or went together: all between are meant.
    pub to: Option<Uuid>,
    /// Whether it is gone; else it is as the book shows it now.
    pub gone: bool,
}

/// What changed, up to an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The last act that is counted in; asking on from it leaves nothing out.
    pub upto: Seq,
    /// Each thing once, by the last act that changed it.
    pub changed: Vec<Changed>,
}

/// What the rows of an act are of.
#[derive(Default)]
struct Gathered {
    /// By what and which: the last act, and whether a range of it went.
    things: BTreeMap<(&'static str, Uuid), Seq>,
    /// Interactions by their ranges.
    ranges: Vec<Changed>,
    /// The kinds of entries, as they were before.
    kinds: HashMap<Uuid, String>,
}

impl Reader<'_> {
    /// What changed after an act, each thing once; up to about so many rows, and always all of an act.
    pub fn changes(&mut self, since: Seq, most: usize) -> Result<Changes> {
        let last = self.seq()?;
        let upto = self.counted_in(since, last, most)?;
        let mut gathered = Gathered::default();
        self.gather(since, upto, &mut gathered)?;
        for act in self.acts_between(since, upto)? {
            if let Some((first, last)) = act.brought {
                gathered.ranges.push(range(act.seq, first.0, last.0, false));
            }
        }
        Ok(Changes { upto, changed: self.told(gathered)? })
    }

    /// The last act whose rows are among the first `most`; at least the first act.
    fn counted_in(&mut self, since: Seq, last: Seq, most: usize) -> Result<Seq> {
        let most = i64::try_from(most).unwrap_or(i64::MAX - 1);
        let beyond: Vec<Seq> = self.all(
            "SELECT seq FROM change WHERE workspace_id = ?1 AND seq > ?2 ORDER BY seq, entity, row_key LIMIT 1 OFFSET ?3",
            &[self.ws(), Param::Int(since.0), Param::Int(most)],
        )?;
        Ok(beyond.first().map_or(last, |seq| Seq((seq.0 - 1).max(since.0 + 1)).min(last)))
    }

    fn acts_between(&mut self, since: Seq, upto: Seq) -> Result<Vec<Act>> {
        let params = [self.ws(), Param::Int(since.0), Param::Int(upto.0)];
        self.all(rows_of!(Act, "AND seq > ?2 AND seq <= ?3 AND first_id IS NOT NULL ORDER BY seq"), &params)
    }

    fn gather(&mut self, since: Seq, upto: Seq, into: &mut Gathered) -> Result<()> {
        let params = [self.ws(), Param::Int(since.0), Param::Int(upto.0)];
        self.each(
            "SELECT seq, entity, row_key, CASE WHEN entity = 'entry' THEN before END FROM change \
             WHERE workspace_id = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq",
            &params,
            |(seq, entity, key, before): (Seq, String, Vec<u8>, Option<Vec<u8>>)| {
                let ids: Vec<Uuid> = decode(&key)?
                    .iter()
                    .filter_map(
                        |cell| if let Cell::Id(id) = cell { Some(Uuid::from_bytes(*id)) } else { None },
                    )
                    .collect();
                let mut put = |noun: &'static str, id: Option<&Uuid>| {
                    if let Some(id) = id {
                        into.things.insert((noun, *id), seq);
                    }
                };
                match entity.as_str() {
                    "person" | "detail" | "card" | "merged" | ABOUT => put("person", ids.first()),
                    "participation" => {
                        put("person", ids.first());
                        put("interaction", ids.get(1));
                    }
                    "interaction" => put("interaction", ids.first()),
                    "entry" => {
                        put("entry", ids.first());
                        if let (Some(id), Some(before)) = (ids.first(), before) {
                            let row = tables::image(&ENTRY, &before)?;
                            if let Some(Cell::Text(kind)) = ENTRY.cell(&row, "kind") {
                                into.kinds.insert(*id, kind.clone());
                            }
                        }
                    }
                    "setting" => put("setting", ids.first()),
                    "source" => put("source", ids.first()),
                    DROPPED => {
                        if let [first, last] = ids.as_slice() {
                            into.ranges.push(range(seq, *first, *last, true));
                        }
                    }
                    _ => {}
                }
                Ok(())
            },
        )
    }

    /// Each with whether it is there now.
    fn told(&mut self, gathered: Gathered) -> Result<Vec<Changed>> {
        let of = |noun: &str| -> Vec<[u8; 16]> {
            let those = gathered.things.keys().filter(|(known, _)| *known == noun);
            those.map(|(_, id)| id.into_bytes()).collect()
        };
        let mut there: HashSet<(&str, Uuid)> = HashSet::new();
        for (entity, sql) in [
            (Entity::Person, "SELECT id FROM person WHERE workspace_id = ?1 AND id = ANY(?2)"),
            (Entity::Interaction, "SELECT id FROM interaction WHERE workspace_id = ?1 AND id = ANY(?2)"),
            (Entity::Setting, "SELECT name FROM setting WHERE workspace_id = ?1 AND name = ANY(?2)"),
            (Entity::Source, "SELECT id FROM source WHERE workspace_id = ?1 AND id = ANY(?2)"),
        ] {
            let ids = of(entity.name());
            if !ids.is_empty() {
                let found: Vec<[u8; 16]> = self.all(sql, &[self.ws(), Param::Ids(&ids)])?;
                there.extend(found.into_iter().map(|id| (entity.name(), Uuid::from_bytes(id))));
            }
        }
        let entries = of("entry");
        let mut kinds: HashMap<Uuid, Kind> = HashMap::new();
        if !entries.is_empty() {
            let sql = "SELECT id, kind FROM entry WHERE workspace_id = ?1 AND id = ANY(?2)";
            let found: Vec<([u8; 16], Kind)> = self.all(sql, &[self.ws(), Param::Ids(&entries)])?;
            kinds.extend(found.into_iter().map(|(id, kind)| (Uuid::from_bytes(id), kind)));
        }
        let mut changed = gathered.ranges;
        for ((noun, id), seq) in gathered.things {
            let (noun, gone) = match (noun, kinds.get(&id)) {
                ("entry", Some(kind)) => (kind.name().to_owned(), false),
                ("entry", None) => {
                    (gathered.kinds.get(&id).cloned().unwrap_or_else(|| noun.to_owned()), true)
                }
                _ => (noun.to_owned(), !there.contains(&(noun, id))),
            };
            changed.push(Changed { seq, noun, id, to: None, gone });
        }
        changed.sort_by(|a, b| (a.seq, &a.noun, a.id).cmp(&(b.seq, &b.noun, b.id)));
        Ok(changed)
    }
}

fn range(seq: Seq, first: Uuid, last: Uuid, gone: bool) -> Changed {
    Changed { seq, noun: Entity::Interaction.name().to_owned(), id: first, to: Some(last), gone }
}
