//! How well strength tells who will exchange, beside what else one could go by.
//!
//! An archive is cut in time. On each day of judgement every tie that ever was is ranked by what happened before the
//! day; a tie is positive where both are heard within the 90 days after it. Whatever has a parameter has it fitted on
//! the first half of the days; the figures are those of the second half.
//!
//! - recency: the time of the last contact; frequency: how many there were; last-90-days: how many of late
//! - Gmail's rank (Roth et al., KDD 2010): `2 · Σ out ½^(age/L) + Σ in ½^(age/L)`, the half-life L fitted
//! - DotAlign's published rule: `min(100, 1 + min(in, out) + 3 · meetings) · recency`, where recency falls by 75 % over
//!   two years and 25 % over six since the last meeting or answered mail

use std::collections::HashMap;
use std::path::Path;

use goodturn_core::draft::Direction;
use goodturn_core::insight::calibration::{self, Outcome, Reliability, Scale};
use goodturn_core::insight::strength::Bond;
use jiff::Timestamp;

use crate::Result;
use crate::archive::{self, Archive, Event};

const DAY: i64 = 86_400;
/// Within so many days both have to be heard.
const HORIZON: i64 = 90;
/// So many days of an archive go by before the first day of judgement.
const WARM: i64 = 180;
/// The half-lives that Gmail's rank is tried with, in days.
const HALF_LIVES: [f64; 8] = [7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0];
const GMAIL: usize = 4;
const NAMES: [&str; 5] = ["recency", "frequency", "last 90 days", "DotAlign", "Gmail"];

/// One tie, seen by one of the two, as far as the archive has been read.
#[derive(Clone)]
struct Tie {
    bond: Bond,
    count: u32,
    counts: [f64; 2],
    meetings: f64,
    decayed: [f64; HALF_LIVES.len()],
    at: i64,
    last: [i64; 2],
    lately: std::collections::VecDeque<i64>,
}

impl Tie {
    fn new() -> Tie {
        Tie {
            bond: Bond::default(),
            count: 0,
            counts: [0.0; 2],
            meetings: 0.0,
            decayed: [0.0; HALF_LIVES.len()],
            at: i64::MIN,
            last: [i64::MIN; 2],
            lately: std::collections::VecDeque::new(),
        }
    }

    fn take(&mut self, at: i64, direction: Direction, weight: f64) {
        let Ok(instant) = Timestamp::from_second(at) else { return };
        let _ = self.bond.add(instant, direction, weight);
        let (out, back) = match direction {
            Direction::Both => (true, true),
            direction => (direction == Direction::Out, direction == Direction::In),
        };
        for (level, half_life) in self.decayed.iter_mut().zip(HALF_LIVES) {
            *level = fade(*level, self.at, at, half_life)
                + f64::from(u8::from(out)) * 2.0
                + f64::from(u8::from(back));
        }
        self.at = at;
        for (side, heard) in [out, back].into_iter().enumerate() {
            if heard {
                self.counts[side] += 1.0;
                self.last[side] = at;
            }
        }
        self.count += 1;
        self.lately.push_back(at);
    }

    /// The baselines, in the order of [`NAMES`], but Gmail's for each half-life.
    fn baselines(&mut self, day: i64) -> Vec<f64> {
        while self.lately.front().is_some_and(|at| *at < day - HORIZON * DAY) {
            self.lately.pop_front();
        }
        let both = self.counts[0].min(self.counts[1]);
        let answered = self.last[0].min(self.last[1]);
        let years =
            if answered == i64::MIN { f64::INFINITY } else { (day - answered) as f64 / DAY as f64 / 365.25 };
        let recency = 1.0 - 0.75 * (years / 2.0).min(1.0) - 0.25 * (years / 6.0).min(1.0);
        let align = ((1.0 + both + 3.0 * self.meetings).min(100.0) * recency).max(0.0);
        let mut all = vec![self.at as f64, f64::from(self.count), self.lately.len() as f64, align];
        all.extend(
            self.decayed
                .iter()
                .zip(HALF_LIVES)
                .map(|(level, half_life)| fade(*level, self.at, day, half_life)),
        );
        all
    }
}

fn fade(level: f64, from: i64, to: i64, half_life: f64) -> f64 {
    if level > 0.0 { level * (-((to - from) as f64) / DAY as f64 / half_life).exp2() } else { 0.0 }
}

/// What was told of all ties on one day of judgement.
struct Told {
    /// Whose tie each is.
    members: Vec<u32>,
    raw: Vec<f64>,
    /// By baseline, then by tie.
    baselines: Vec<Vec<f64>>,
    exchanged: Vec<bool>,
}

/// Average precision and the area under the curve.
#[derive(Clone, Copy, Default)]
struct Figures {
    ap: f64,
    auc: f64,
    days: f64,
}

impl Figures {
    fn of(scores: &[f64], positive: &[bool]) -> Option<Figures> {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let all = positive.iter().filter(|positive| **positive).count() as f64;
        let rest = scores.len() as f64 - all;
        if all == 0.0 || rest == 0.0 {
            return None;
        }
        let (mut ap, mut auc, mut hits, mut misses) = (0.0, 0.0, 0.0, 0.0);
        // Equal scores are one step: their order says nothing.
        for step in order.chunk_by(|a, b| scores[*a] == scores[*b]) {
            let own = step.iter().filter(|at| positive[**at]).count() as f64;
            let others = step.len() as f64 - own;
            auc += others * (hits + own / 2.0);
            hits += own;
            misses += others;
            ap += own * hits / (hits + misses);
        }
        Some(Figures { ap: ap / all, auc: auc / (all * rest), days: 1.0 })
    }

    fn mean(all: impl IntoIterator<Item = Option<Figures>>) -> Figures {
        let mut sum = Figures::default();
        for figures in all.into_iter().flatten() {
            sum.ap += figures.ap;
            sum.auc += figures.auc;
            sum.days += 1.0;
        }
        let days = sum.days.max(1.0);
        Figures { ap: sum.ap / days, auc: sum.auc / days, days: sum.days }
    }

    /// Over the ties of each member apart.
    fn by_member(told: &[Told], scores: impl Fn(&Told) -> &[f64]) -> Figures {
        let mut all = Vec::new();
        for told in told {
            let scores = scores(told);
            let mut of: HashMap<u32, (Vec<f64>, Vec<bool>)> = HashMap::new();
            for (at, member) in told.members.iter().enumerate() {
                let own = of.entry(*member).or_default();
                own.0.push(scores[at]);
                own.1.push(told.exchanged[at]);
            }
            all.extend(of.values().filter(|own| own.0.len() >= 5).map(|own| Figures::of(&own.0, &own.1)));
        }
        Figures::mean(all)
    }
}

/// Reads an archive up to each day of judgement and says what every formula told on it.
fn tell(archive: &Archive) -> Vec<Told> {
    let events = &archive.events;
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Vec::new() };
    let mut ties: HashMap<(u32, u32), Tie> = HashMap::new();
    let (mut at, mut told) = (0, Vec::new());
    let mut day = first.at + WARM * DAY;
    while day + HORIZON * DAY <= last.at {
        while let Some(event) = events.get(at).filter(|event| event.at < day) {
            for (member, other, direction) in sides(event) {
                let tie = ties.entry((member, other)).or_insert_with(Tie::new);
                tie.take(event.at, direction, event.weight);
                tie.meetings += f64::from(u8::from(event.both));
            }
            at += 1;
        }
        let mut heard: HashMap<(u32, u32), [bool; 2]> = HashMap::new();
        for event in events[at..].iter().take_while(|event| event.at < day + HORIZON * DAY) {
            for (member, other, direction) in sides(event) {
                let both = heard.entry((member, other)).or_default();
                both[0] |= direction != Direction::In;
                both[1] |= direction != Direction::Out;
            }
        }
        let mut now = Told {
            members: vec![],
            raw: vec![],
            baselines: vec![vec![]; GMAIL + HALF_LIVES.len()],
            exchanged: vec![],
        };
        let mut order: Vec<(&(u32, u32), &mut Tie)> = ties.iter_mut().collect();
        order.sort_by_key(|(pair, _)| **pair);
        for (pair, tie) in order {
            now.members.push(pair.0);
            now.raw.push(Timestamp::from_second(day).map_or(0.0, |instant| tie.bond.raw_at(instant)));
            for (scores, score) in now.baselines.iter_mut().zip(tie.baselines(day)) {
                scores.push(score);
            }
            now.exchanged.push(heard.get(pair).is_some_and(|both| both[0] && both[1]));
        }
        told.push(now);
        day += archive.step * DAY;
    }
    told
}

fn sides(event: &Event) -> [(u32, u32, Direction); 2] {
    let (out, back) =
        if event.both { (Direction::Both, Direction::Both) } else { (Direction::Out, Direction::In) };
    [(event.from, event.to, out), (event.to, event.from, back)]
}

/// What came of an archive.
struct Verdict {
    ours: Figures,
    /// The name, over all ties, and by member.
    baselines: Vec<(String, Figures, Figures)>,
    by_member: Figures,
    standard: Reliability,
    learnt: Option<(Scale, Reliability)>,
    days: usize,
    ties: usize,
    positives: usize,
}

fn weigh(archive: &Archive) -> Verdict {
    let told = tell(archive);
    let (early, late) = told.split_at(told.len() / 2);
    let mean = |told: &[Told], which: usize| {
        Figures::mean(told.iter().map(|told| Figures::of(&told.baselines[which], &told.exchanged)))
    };
    let fitted = (GMAIL..GMAIL + HALF_LIVES.len())
        .max_by(|a, b| mean(early, *a).ap.total_cmp(&mean(early, *b).ap))
        .unwrap_or(GMAIL);
    let baselines = [0, 1, 2, 3, fitted]
        .into_iter()
        .zip(NAMES)
        .map(|(which, name)| {
            let name = match which.checked_sub(GMAIL) {
                Some(at) => format!("{name}, L = {} days", HALF_LIVES[at]),
                None => name.to_owned(),
            };
            (name, mean(late, which), Figures::by_member(late, |told| &told.baselines[which]))
        })
        .collect();
    let seen = |told: &[Told]| -> Vec<Outcome> {
        let of = |told: &Told| -> Vec<Outcome> {
            told.raw
                .iter()
                .zip(&told.exchanged)
                .map(|(raw, exchanged)| Outcome { raw: *raw, exchanged: *exchanged })
                .collect()
        };
        told.iter().flat_map(of).collect()
    };
    let (before, after) = (seen(early), seen(late));
    Verdict {
        ours: Figures::mean(late.iter().map(|told| Figures::of(&told.raw, &told.exchanged))),
        baselines,
        by_member: Figures::by_member(late, |told| &told.raw),
        standard: calibration::reliability(Scale::default(), &after),
        learnt: calibration::learn(&before).map(|scale| (scale, calibration::reliability(scale, &after))),
        days: late.len(),
        ties: late.last().map_or(0, |told| told.raw.len()),
        positives: after.iter().filter(|tie| tie.exchanged).count(),
    }
}

/// Judges on the data in this folder.
pub fn judge(data: &Path) -> Result<()> {
    let mut lost = Vec::new();
    for archive in archive::all(data)? {
        let verdict = weigh(&archive);
        println!("\n{}: {}", archive.name, archive.note);
        println!(
            "{} events; {} days of judgement after as many to fit on; {} ties on the last, {} exchanges in all",
            archive.events.len(),
            verdict.days,
            verdict.ties,
            verdict.positives
        );
        println!("{:28}  AP     AUC    by member: AP     AUC", "");
        let line = |name: &str, all: Figures, own: Figures| {
            println!("{name:28}  {:.3}  {:.3}             {:.3}  {:.3}", all.ap, all.auc, own.ap, own.auc);
        };
        for (name, all, own) in &verdict.baselines {
            line(name, *all, *own);
            if all.ap >= verdict.ours.ap {
                lost.push(format!("{}: {name} has the higher average precision", archive.name));
            }
            if all.auc >= verdict.ours.auc {
                lost.push(format!("{}: {name} has the higher AUC", archive.name));
            }
        }
        line("Goodturn's strength", verdict.ours, verdict.by_member);
        let told = |what: &str, scale: Scale, how: &Reliability| {
            println!(
                "{what}: slope {:.2}, intercept {:.2}: Brier {:.4} (of the share alone {:.4}), ECE {:.4}",
                scale.slope, scale.intercept, how.brier, how.brier_of_share, how.ece
            );
        };
        told("as every book begins", Scale::default(), &verdict.standard);
        if let Some((scale, how)) = &verdict.learnt {
            told("learnt from the first half", *scale, how);
        }
    }
    println!(
        "\nstrength beats every baseline but: {}",
        if lost.is_empty() { "none".to_owned() } else { lost.join("; ") }
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small world with a seed: friends who answer each other at their own pace, some of whom drift apart;
    /// newsletters that are never answered; people asked again and again in vain; short bursts of work together.
    fn life() -> Archive {
        let mut state = 11_u64;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut events = Vec::new();
        let years = 4.0 * 365.0;
        let mut write = |from: u32, to: u32, day: f64| {
            let at = 1_500_000_000 + (day * DAY as f64) as i64;
            events.push(Event { at, from, to, weight: 1.0, both: false });
        };
        for other in 1..400_u32 {
            let begun = next() * years * 0.7;
            match other % 4 {
                0 => {
                    let pace = 3.0 + next() * 60.0;
                    let ends = if next() < 0.4 { begun + next() * years * 0.5 } else { years };
                    let mut day = begun;
                    while day < ends {
                        write(0, other, day);
                        write(other, 0, day + next() * 3.0);
                        day += pace * (0.3 + next() * 1.4);
                    }
                }
                1 => {
                    let mut day = begun;
                    while day < years {
                        write(other, 0, day);
                        day += 2.0 + next() * 10.0;
                    }
                }
                2 => {
                    let mut day = begun;
                    while day < years && next() < 0.9 {
                        write(0, other, day);
                        day += 5.0 + next() * 50.0;
                    }
                }
                _ => {
                    for _ in 0..20 {
                        let day = begun + next() * 20.0;
                        let (from, to) = if next() < 0.5 { (0, other) } else { (other, 0) };
                        write(from, to, day);
                    }
                }
            }
        }
        events.sort_by_key(|event| event.at);
        Archive { name: "a made life", note: "", events, step: 90 }
    }

    #[test]
    fn strength_tells_who_will_exchange_better_than_what_is_commonly_gone_by() {
        let verdict = weigh(&life());
        for (name, all, _) in &verdict.baselines {
            assert!(verdict.ours.ap > all.ap, "{name}: {} against our {}", all.ap, verdict.ours.ap);
            assert!(verdict.ours.auc > all.auc, "{name}: {} against our {}", all.auc, verdict.ours.auc);
        }
        let (_, learnt) = verdict.learnt.unwrap();
        assert!(
            learnt.ece < verdict.standard.ece && learnt.brier < learnt.brier_of_share / 2.0,
            "{learnt:?}"
        );
    }

    #[test]
    fn the_figures_are_those_of_a_worked_example() {
        let figures = Figures::of(&[4.0, 3.0, 2.0, 1.0], &[true, false, true, false]).unwrap();
        assert!((figures.ap - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12 && (figures.auc - 0.75).abs() < 1e-12);
        let blind = Figures::of(&[1.0; 4], &[true, false, true, false]).unwrap();
        assert!((blind.ap - 0.5).abs() < 1e-12 && (blind.auc - 0.5).abs() < 1e-12);
        assert!(Figures::of(&[1.0], &[true]).is_none());
    }
}
