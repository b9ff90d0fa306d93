//! Everybody and their ties, in memory: read once, and kept until the book changes.
//!
//! My own ties are as strong as I say, or else as they were measured. Of ties between others one knows less (science.md section 7):
//! somebody said how strong they are, or the two were somewhere together. Then the chance is
//! `0.1 + 0.3 · overlap`, where overlap says how much of what the less known of the two was in they were in together,
//! what is past counting half for each two years.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use goodturn_core::entry::{Kind, TieBody};
use goodturn_core::id::{PersonId, Seq};
use goodturn_core::insight::communities::Communities;
use goodturn_core::insight::graph::{Graph, Tie};
use goodturn_core::introduction::State;
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use goodturn_store::together::recent_at;
use jiff::Timestamp;

use crate::book::{Book, Context};
use crate::error::Result;

/// A tie between two who were somewhere together is at least so likely to pass something on.
const TOGETHER: f64 = 0.1;
/// And so much more where they were everywhere together.
const OVERLAP: f64 = 0.3;
/// A tie that somebody told of without saying how strong it is; and one that I made by an introduction.
pub(super) const TOLD: f64 = 0.3;
/// Mine to somebody whom I have only in my address book: less than most of those with whom I ever was in touch.
const IN_MY_BOOK: f64 = 0.02;

/// Everybody and their ties.
pub struct Network {
    /// Everybody's id, by number; the member last.
    ids: Vec<PersonId>,
    numbers: Numbers,
    /// The ties.
    pub graph: Graph,
    communities: OnceLock<Communities>,
    seq: Seq,
    day: i64,
}

/// Numbers of ids, found in one step or a few: the ends of ids are as good as random.
struct Numbers {
    slots: Vec<u32>,
    mask: usize,
}

const FREE: u32 = u32::MAX;

fn spot(id: PersonId, mask: usize) -> usize {
    let (_, low) = id.0.as_u64_pair();
    (low.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) as usize & mask
}

impl Numbers {
    fn of(ids: &[PersonId]) -> Numbers {
        let size = (ids.len() * 2).next_power_of_two().max(2);
        let mut numbers = Numbers { slots: vec![FREE; size], mask: size - 1 };
        for (number, id) in ids.iter().enumerate() {
            let mut at = spot(*id, numbers.mask);
            while numbers.slots[at] != FREE {
                at = (at + 1) & numbers.mask;
            }
            numbers.slots[at] = number as u32;
        }
        numbers
    }

    fn find(&self, id: PersonId, ids: &[PersonId]) -> Option<u32> {
        let mut at = spot(id, self.mask);
        loop {
            match self.slots[at] {
                FREE => return None,
                number if ids[number as usize] == id => return Some(number),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

/// How likely two of whom it was written down that they know each other would pass something on, from 0 to 1.
pub(super) fn of_told(tie: &Entry) -> Result<f64> {
    let strength = tie.body::<TieBody>()?.strength.filter(|strength| strength.is_finite());
    Ok(strength.map_or(TOLD, |strength| strength / 100.0))
}

/// How likely two who were together so often would pass something on to each other, from 0.1 to 0.4. `recent` of the
/// times are worth something still; the less known of the two was in so many interactions.
pub(super) fn of_together(recent: f64, interactions: i64) -> f64 {
    TOGETHER + OVERLAP * (recent / interactions.max(1) as f64).clamp(0.0, 1.0)
}

/// How likely somebody would pass something on for me; none where I have only seen them.
pub(super) fn of_mine(strength: f64, interactions: i64) -> Option<f64> {
    match (strength / 100.0, interactions) {
        (_, 0) => Some(IN_MY_BOOK),
        (chance, _) if chance > 0.0 => Some(chance),
        _ => None,
    }
}

/// So many rows of who was there together are looked up at once, while the next are read.
const BLOCK: usize = 4096;
type Block = Vec<(PersonId, PersonId, f64)>;

/// Looks the people of a block up, in one go before anything else, so that memory is asked for many places at once.
fn take_in(block: &Block, numbers: &Numbers, ids: &[PersonId], counts: &[u32], ties: &mut Vec<Tie>) {
    let mut last: (PersonId, Option<u32>) = (PersonId::ME, None);
    let mut ends: Vec<(Option<u32>, Option<u32>)> = Vec::with_capacity(block.len());
    for (a, b, _) in block {
        if last.0 != *a {
            last = (*a, numbers.find(*a, ids));
        }
        ends.push((last.1, numbers.find(*b, ids)));
    }
    for ((_, _, recent), ends) in block.iter().zip(ends) {
        // Lists, robots and organisations know nobody.
        let (Some(a), Some(b)) = ends else { continue };
        let least = counts[a as usize].min(counts[b as usize]);
        ties.push(Tie { a, b, chance: of_together(*recent, i64::from(least)) as f32 });
    }
}

/// The ties between those who were somewhere together.
fn together(
    reader: &mut Reader<'_>,
    now: Timestamp,
    mut ties: Vec<Tie>,
    (numbers, ids, counts): (&Numbers, &[PersonId], &[u32]),
) -> Result<Vec<Tie>> {
    let recent = recent_at(now);
    let (give, take) = std::sync::mpsc::sync_channel::<Block>(4);
    std::thread::scope(|scope| {
        let looking = scope.spawn(move || {
            for block in take {
                take_in(&block, numbers, ids, counts, &mut ties);
            }
            ties
        });
        let mut block = Block::with_capacity(BLOCK);
        let read = reader.together(&mut |a, b, times, heft| {
            block.push((a, b, recent(heft, times)));
            if block.len() == BLOCK {
                // Nobody takes it only where the other side panicked, which comes out below.
                let _ = give.send(std::mem::replace(&mut block, Block::with_capacity(BLOCK)));
            }
            Ok(())
        });
        let _ = give.send(block);
        drop(give);
        let ties = looking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        read?;
        Ok(ties)
    })
}

impl Network {
    /// Reads all of it.
    pub fn read(reader: &mut Reader<'_>, now: Timestamp) -> Result<Network> {
        let seq = reader.seq()?;
        let (mut ids, mut counts, mut mine) = (Vec::new(), Vec::new(), Vec::new());
        reader.everybody(&mut |id, strength, interactions| {
            ids.push(id);
            counts.push(u32::try_from(interactions).unwrap_or(u32::MAX));
            mine.push(strength as f32);
            Ok(())
        })?;
        let numbers = Numbers::of(&ids);
        let me = ids.len() as u32;
        let told = reader.newest(Kind::Tie, usize::MAX)?;
        let mut said: HashMap<u32, f64> = HashMap::new();
        for entry in told.iter().filter(|entry| entry.other.is_none()) {
            if let Some(number) = numbers.find(entry.person, &ids) {
                said.insert(number, of_told(entry)?);
            }
        }
        let mut ties: Vec<Tie> = Vec::new();
        for (person, strength) in mine.iter().enumerate() {
            let said = said.get(&(person as u32)).copied();
            let chance = said.or_else(|| of_mine(f64::from(*strength), i64::from(counts[person])));
            if let Some(chance) = chance {
                ties.push(Tie { a: me, b: person as u32, chance: chance as f32 });
            }
        }
        drop(mine);
        let mut ties = together(reader, now, ties, (&numbers, &ids, &counts))?;
        for entry in told {
            let other = entry.other.and_then(|other| numbers.find(other, &ids));
            if let (Some(a), Some(b)) = (numbers.find(entry.person, &ids), other) {
                ties.push(Tie { a, b, chance: of_told(&entry)? as f32 });
            }
        }
        for entry in reader.newest(Kind::Introduction, usize::MAX)? {
            let other = entry.other.and_then(|other| numbers.find(other, &ids));
            if let (Some(a), Some(b), true) = (numbers.find(entry.person, &ids), other, have_met(entry.state))
            {
                ties.push(Tie { a, b, chance: TOLD as f32 });
            }
        }
        ids.push(PersonId::ME);
        // What cannot be a tie was never one: no row of the book makes one with itself or of no chance.
        let (graph, _) = Graph::new(ids.len(), &ties);
        let numbers = Numbers::of(&ids);
        Ok(Network { ids, numbers, graph, communities: OnceLock::new(), seq, day: day(now) })
    }

    /// Who belongs together, by the ties of everybody but me; found when it is first asked for.
    pub fn communities(&self) -> &Communities {
        self.communities.get_or_init(|| Communities::of(&self.graph, Some(self.me())))
    }

    /// Somebody's number.
    pub fn number(&self, id: PersonId) -> Option<u32> {
        self.numbers.find(id, &self.ids)
    }

    /// Whose number it is.
    pub fn id(&self, number: u32) -> PersonId {
        self.ids.get(number as usize).copied().unwrap_or(PersonId::ME)
    }

    /// Everybody's id, by number; the member last.
    pub fn ids(&self) -> &[PersonId] {
        &self.ids
    }

    /// The member's number.
    pub fn me(&self) -> u32 {
        self.ids.len() as u32 - 1
    }
}

/// Whether two who are in an introduction have met by it.
pub(super) fn have_met(state: state::State) -> bool {
    use State::{Introduced, LedNowhere, Thanked, WentWell};
    matches!(state, state::State::Introduction(Introduced | Thanked | WentWell | LedNowhere))
}

fn day(now: Timestamp) -> i64 {
    now.as_second().div_euclid(86_400)
}

impl Book {
    /// Everybody and their ties as of today: those at hand, where nothing changed since they were read.
    pub fn network(&self, ctx: &Context) -> Result<Arc<Network>> {
        let seq = self.read(|reader| Ok(reader.seq()?))?;
        self.cache.get(
            |network: &Network| Ok((network.seq, network.day) == (seq, day(ctx.now))),
            || self.read(|reader| Network::read(reader, ctx.now)),
        )
    }
}
