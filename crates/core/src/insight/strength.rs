//! How strong a tie is: the chance, in percent, of a two-way exchange in the next 90 days.
//!
//! Geometric mean of what went out and what came in, each decayed in three tanks with half-lives of 14, 90
//! and 365 days and counted once a day, times a rhythm factor that falls when the silence is long *for that
//! tie*. The formula is measured against Roth et al. (KDD 2010), DotAlign's published score, recency and frequency
//! by `cargo xtask judge strength`; see DESIGN.md, "Why this strength?".

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::draft::{Direction, InteractionKind};
use crate::insight::calibration::Scale;

/// Half-lives of the three tanks, in days.
const HALF_LIVES: [f64; 3] = [14.0, 90.0, 365.0];
/// What each of them counts for, beside the root of its half-life: those of many years tell most.
const SHARES: [f64; 3] = [1.0, 1.0, 2.5];
/// What a direction counts for before anything happened: 0.05 / sqrt(90).
const FLOOR: f64 = 0.005_270_462_766_947_299;
/// So many times the usual gap between days of contact a silence may last until it counts against a tie: then the rhythm is 0.71.
const PATIENCE: f64 = 2.5;
/// The half-life of the activity figure, in days.
const ACTIVITY_TANK: usize = 1;

/// What the book keeps of a tie: enough to know its strength at any later time, whatever the number of
/// interactions behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bond {
    /// Decayed weight, `[out, in][half-life]`, as of `updated`.
    tanks: [[f64; 3]; 2],
    /// The last day counted in each direction (days since 1970-01-01), and the largest weight of that day.
    last_day: [i32; 2],
    day_weight: [f32; 2],
    /// Seconds since 1970-01-01 UTC.
    updated: i64,
    first: i64,
    last: i64,
    /// The last time both directions had been heard.
    last_out: i64,
    last_in: i64,
    /// Interactions of weight above zero.
    count: u32,
    /// The highest raw figure ever reached.
    peak: f64,
    /// Days on which something counted.
    days: u32,
}

/// The parts of a strength, for showing why it is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Parts {
    /// What went out, decayed. Starts at a small floor, has no upper end; a mail a week is about 1.
    pub out: f64,
    /// What came in, decayed; same unit.
    #[serde(rename = "in")]
    pub in_: f64,
    /// From 0 to 1: 1 when in rhythm, 0.71 when the silence is 2.5 times the usual gap, a quarter at ten times.
    pub rhythm: f64,
    /// The usual gap between days of contact, in days.
    pub usual_gap_days: f64,
    /// The silence so far, in days.
    pub silence_days: f64,
    /// From 0 to 100.
    pub strength: f64,
    /// What a reply today would raise it to.
    pub after_reply: f64,
}

const DAY: f64 = 86_400.0;
const NEVER: i64 = i64::MIN;

impl Default for Bond {
    fn default() -> Bond {
        Bond {
            tanks: [[0.0; 3]; 2],
            last_day: [i32::MIN; 2],
            day_weight: [0.0; 2],
            updated: NEVER,
            first: NEVER,
            last: NEVER,
            last_out: NEVER,
            last_in: NEVER,
            count: 0,
            peak: 0.0,
            days: 0,
        }
    }
}

/// The weight of one interaction: the kind's own, less for many recipients. Zero for what is no contact.
///
/// `others` counts the people addressed; mail to 100 weighs a tenth of a personal one, so that mass mail
/// builds no ties.
pub fn weight(kind: InteractionKind, direction: Direction, others: usize) -> f64 {
    if direction == Direction::Seen {
        return 0.0;
    }
    let own = match kind {
        InteractionKind::Mail => 1.0,
        InteractionKind::Message => 0.3,
        InteractionKind::Call => 2.0,
        InteractionKind::Meeting => 3.0,
        InteractionKind::Visit | InteractionKind::Event => 4.0,
        InteractionKind::Note => 0.0,
    };
    own / (others.max(1) as f64).sqrt()
}

/// Whether an interaction came after all that a bond knew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Came {
    /// It did, or on the same day: the bond is exact.
    InTime,
    /// Something later was counted before. The day rule and the peak look back one day only, so the bond is to
    /// be computed anew, in the order of time, when it must be exact.
    Late,
}

impl Bond {
    /// Takes in one interaction of weight `weight` at `at`. Exact where interactions come in the order of their
    /// days; the answer says where they do not.
    pub fn add(&mut self, at: Timestamp, direction: Direction, weight: f64) -> Came {
        if weight <= 0.0 {
            return Came::InTime;
        }
        let at = at.as_second();
        let late = self.count > 0 && at.div_euclid(86_400) < self.last.div_euclid(86_400);
        self.first = if self.first == NEVER { at } else { self.first.min(at) };
        self.last = self.last.max(at);
        self.count = self.count.saturating_add(1);
        let day = i32::try_from(at.div_euclid(86_400)).unwrap_or(i32::MAX);
        if self.last_day.iter().all(|last| *last != day) {
            self.days = self.days.saturating_add(1);
        }
        self.advance(at);
        if matches!(direction, Direction::Out | Direction::Both) {
            self.last_out = self.last_out.max(at);
            self.pour(0, at, weight);
        }
        if matches!(direction, Direction::In | Direction::Both) {
            self.last_in = self.last_in.max(at);
            self.pour(1, at, weight);
        }
        self.peak = self.peak.max(self.raw(self.updated));
        if late { Came::Late } else { Came::InTime }
    }

    /// Lets the tanks run down to `at`, if that is later than they stand.
    fn advance(&mut self, at: i64) {
        if self.updated == NEVER {
            self.updated = at;
        } else if at > self.updated {
            let days = (at - self.updated) as f64 / DAY;
            for tank in &mut self.tanks {
                for (level, half_life) in tank.iter_mut().zip(HALF_LIVES) {
                    *level *= (-days / half_life).exp2();
                }
            }
            self.updated = at;
        }
    }

    fn pour(&mut self, side: usize, at: i64, weight: f64) {
        let day = i32::try_from(at.div_euclid(86_400)).unwrap_or(i32::MAX);
        let add = if day == self.last_day[side] {
            let seen = f64::from(self.day_weight[side]);
            if weight <= seen {
                return;
            }
            self.day_weight[side] = weight as f32;
            weight - seen
        } else {
            if day > self.last_day[side] {
                self.last_day[side] = day;
                self.day_weight[side] = weight as f32;
            }
            weight
        };
        let age = (self.updated - at).max(0) as f64 / DAY;
        for (level, half_life) in self.tanks[side].iter_mut().zip(HALF_LIVES) {
            *level += add * (-age / half_life).exp2();
        }
    }

    fn side(&self, side: usize, days: f64) -> f64 {
        let sum: f64 = self.tanks[side]
            .iter()
            .zip(HALF_LIVES)
            .zip(SHARES)
            .map(|((level, half_life), share)| share * level * (-days / half_life).exp2() / half_life.sqrt())
            .sum();
        sum + FLOOR
    }

    fn rhythm_at(&self, at: i64) -> (f64, f64, f64) {
        let gap = (((at - self.first) as f64 / DAY + 30.0) / f64::from(self.days.max(1))).max(1.0);
        let silence = ((at - self.last) as f64 / DAY).max(0.0);
        let x = silence / (PATIENCE * gap);
        (1.0 / (1.0 + x * x).sqrt(), gap, silence)
    }

    /// What the strength is made of before it becomes a chance; 0 where nothing counted, without an upper end. Only
    /// for learning a scale and for comparing ties.
    pub fn raw_at(&self, now: Timestamp) -> f64 {
        self.raw(now.as_second())
    }

    fn raw(&self, at: i64) -> f64 {
        if self.count == 0 {
            return 0.0;
        }
        let at = at.max(self.updated);
        let days = (at - self.updated) as f64 / DAY;
        (self.side(0, days) * self.side(1, days)).sqrt() * self.rhythm_at(at).0
    }

    /// The strength at `now`, from 0 to 100. Falls, never rises, while nothing happens.
    pub fn strength(&self, now: Timestamp) -> f64 {
        chance(self.raw(now.as_second()))
    }

    /// The highest raw figure ever reached; only for comparing ties with each other.
    pub fn peak(&self) -> f64 {
        self.peak
    }

    /// How much went on lately in either direction (sum, half-life 90 days): whom one will touch next,
    /// rather than who is close.
    pub fn activity(&self, now: Timestamp) -> f64 {
        let days = self.updated_days(now);
        let decay = (-days / HALF_LIVES[ACTIVITY_TANK]).exp2();
        (self.tanks[0][ACTIVITY_TANK] + self.tanks[1][ACTIVITY_TANK]) * decay
    }

    fn updated_days(&self, now: Timestamp) -> f64 {
        if self.count == 0 { 0.0 } else { ((now.as_second() - self.updated).max(0)) as f64 / DAY }
    }

    /// The time of the latest that counted: until then the strength is not known to fall.
    pub fn updated(&self) -> Option<Timestamp> {
        instant(self.updated)
    }

    /// How many interactions counted.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The first interaction that counted.
    pub fn first(&self) -> Option<Timestamp> {
        instant(self.first)
    }

    /// The last interaction that counted.
    pub fn last(&self) -> Option<Timestamp> {
        instant(self.last)
    }

    /// The last one in which they were heard.
    pub fn last_in(&self) -> Option<Timestamp> {
        instant(self.last_in)
    }

    /// The last one in which I spoke.
    pub fn last_out(&self) -> Option<Timestamp> {
        instant(self.last_out)
    }

    /// Since when both have spoken: the earlier of the last time out and the last time in.
    pub fn exchanged(&self) -> Option<Timestamp> {
        instant(self.last_out.min(self.last_in))
    }

    /// Whether both have spoken, ever.
    pub fn two_way(&self) -> bool {
        self.last_in != NEVER && self.last_out != NEVER
    }

    /// The usual gap between two interactions, in days, at least 1; shrunk towards 30 days while few are
    /// known.
    pub fn usual_gap(&self, now: Timestamp) -> Option<f64> {
        (self.count > 0).then(|| self.rhythm_at(now.as_second()).1)
    }

    /// Why the strength is what it is.
    pub fn parts(&self, now: Timestamp) -> Option<Parts> {
        if self.count == 0 {
            return None;
        }
        let at = now.as_second().max(self.updated);
        let days = (at - self.updated) as f64 / DAY;
        let (rhythm, gap, silence) = self.rhythm_at(at);
        let mut replied = *self;
        if let Ok(at) = Timestamp::from_second(at) {
            let _ = replied.add(at, Direction::In, 1.0);
        }
        Some(Parts {
            out: self.side(0, days),
            in_: self.side(1, days),
            rhythm,
            usual_gap_days: gap,
            silence_days: silence,
            strength: self.strength(now),
            after_reply: replied.strength(now),
        })
    }

    /// What one interaction adds today to its direction, for listing the ones that matter most.
    pub fn contribution(at: Timestamp, weight: f64, now: Timestamp) -> f64 {
        let days = (now.as_second() - at.as_second()).max(0) as f64 / DAY;
        let parts = HALF_LIVES.iter().zip(SHARES);
        parts.map(|(half_life, share)| share * weight * (-days / half_life).exp2() / half_life.sqrt()).sum()
    }

    /// The bytes in the store: fixed layout, little endian.
    pub fn to_bytes(&self) -> [u8; BYTES] {
        let mut out = [0; BYTES];
        let mut at = 0;
        let mut put = |bytes: &[u8]| {
            out[at..at + bytes.len()].copy_from_slice(bytes);
            at += bytes.len();
        };
        self.tanks.iter().flatten().for_each(|x| put(&x.to_le_bytes()));
        self.last_day.iter().for_each(|x| put(&x.to_le_bytes()));
        self.day_weight.iter().for_each(|x| put(&x.to_le_bytes()));
        for x in [self.updated, self.first, self.last, self.last_out, self.last_in] {
            put(&x.to_le_bytes());
        }
        put(&self.count.to_le_bytes());
        put(&self.peak.to_le_bytes());
        put(&self.days.to_le_bytes());
        out
    }

    /// From the bytes in the store; none where they are not as [`Bond::to_bytes`] makes them. Of those that an older
    /// program wrote, which counted no days, each contact counts as a day of its own; see [`Bond::is_old`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Bond> {
        let mut whole = [0; BYTES];
        whole.get_mut(..bytes.len())?.copy_from_slice(bytes);
        if bytes.len() != BYTES && !Bond::is_old(bytes) {
            return None;
        }
        let (old, bytes) = (Bond::is_old(bytes), &whole);
        let mut at = 0;
        let mut bond = Bond::default();
        for level in bond.tanks.iter_mut().flatten() {
            *level = f64::from_le_bytes(take(bytes, &mut at));
        }
        for day in &mut bond.last_day {
            *day = i32::from_le_bytes(take(bytes, &mut at));
        }
        for weight in &mut bond.day_weight {
            *weight = f32::from_le_bytes(take(bytes, &mut at));
        }
        bond.updated = i64::from_le_bytes(take(bytes, &mut at));
        bond.first = i64::from_le_bytes(take(bytes, &mut at));
        bond.last = i64::from_le_bytes(take(bytes, &mut at));
        bond.last_out = i64::from_le_bytes(take(bytes, &mut at));
        bond.last_in = i64::from_le_bytes(take(bytes, &mut at));
        bond.count = u32::from_le_bytes(take(bytes, &mut at));
        bond.peak = f64::from_le_bytes(take(bytes, &mut at));
        bond.days = if old { bond.count } else { u32::from_le_bytes(take(bytes, &mut at)) };
        Some(bond)
    }

    /// Whether an older program wrote these bytes, so that the bond is to be computed anew from its timeline.
    pub fn is_old(bytes: &[u8]) -> bool {
        bytes.len() == BYTES - 4
    }
}

/// The length of a bond in the store.
pub const BYTES: usize = 48 + 8 + 8 + 40 + 4 + 8 + 4;

fn take<const N: usize>(bytes: &[u8; BYTES], at: &mut usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[*at..*at + N]);
    *at += N;
    out
}

/// The highest strength that can have fallen to `strength` within so many days of silence: the shortest tank
/// halves in 14 days, and a daily rhythm breaks off fastest.
pub fn before(strength: f64, days: f64) -> f64 {
    if strength <= 0.0 || days <= 0.0 {
        return strength;
    }
    let days = days.min(100_000.0);
    // With x = silence / (2.5 · gap), the rhythm 1/√(1+x²) loses most over `step` where x² + x·step = 1.
    let step = days / PATIENCE;
    let x = ((step * step + 4.0).sqrt() - step) / 2.0;
    let rhythm = ((1.0 + x * x) / (1.0 + (x + step) * (x + step))).sqrt();
    let kept = (-days / HALF_LIVES[0]).exp2() * rhythm;
    let scale = Scale::default();
    let raw = (((strength / (100.0 - strength)).ln() - scale.intercept) / scale.slope).exp();
    // A hair more, so that rounding leaves nobody out.
    if kept > 0.0 { chance(raw / kept * (1.0 + 1e-9)) } else { 100.0 }
}

fn chance(raw: f64) -> f64 {
    100.0 * Scale::default().chance(raw)
}

fn instant(second: i64) -> Option<Timestamp> {
    if second == NEVER { None } else { Timestamp::from_second(second).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Timestamp {
        Timestamp::from_second(1_600_000_000 + n * 86_400).unwrap()
    }

    fn weekly(weeks: i64) -> Bond {
        let mut bond = Bond::default();
        for week in 0..weeks {
            let _ = bond.add(day(week * 7), Direction::Out, 1.0);
            let _ = bond.add(day(week * 7 + 1), Direction::In, 1.0);
        }
        bond
    }

    #[test]
    fn a_two_way_tie_is_stronger_than_a_loud_one_way_one() {
        let friend = weekly(20);
        let mut newsletter = Bond::default();
        for n in 0..140 {
            let _ = newsletter.add(day(n), Direction::In, 1.0);
        }
        assert!(friend.strength(day(140)) > 40.0, "{}", friend.strength(day(140)));
        assert!(newsletter.strength(day(140)) < friend.strength(day(140)) / 2.0);
    }

    #[test]
    fn strength_only_falls_in_silence() {
        let bond = weekly(20);
        let mut before = bond.strength(day(134));
        for n in 135..2000 {
            let now = bond.strength(day(n));
            assert!(now <= before, "day {n}: {now} after {before}");
            before = now;
        }
        assert!(before < 1.0);
    }

    #[test]
    fn what_a_strength_was_before_is_bounded() {
        let mut daily = Bond::default();
        for n in 0..200 {
            let _ = daily.add(day(n), Direction::Both, 1.0);
        }
        let mut once = Bond::default();
        let _ = once.add(day(199), Direction::In, 3.0);
        for bond in [daily, once, weekly(28)] {
            for from in [199, 203, 230, 500] {
                for days in [0, 1, 5, 7, 40] {
                    let (then, now) = (bond.strength(day(from)), bond.strength(day(from + days)));
                    let bound = before(now, days as f64);
                    assert!(then <= bound, "{then} before {now}, {days} days: at most {bound}");
                }
            }
        }
        assert!(before(10.0, 7.0) < 60.0, "and the bound says something: {}", before(10.0, 7.0));
    }

    #[test]
    fn a_day_counts_once_in_each_direction() {
        let mut once = Bond::default();
        let _ = once.add(day(0), Direction::In, 1.0);
        let mut often = once;
        for _ in 0..50 {
            let _ = often.add(day(0), Direction::In, 1.0);
        }
        assert_eq!(once.side(1, 0.0), often.side(1, 0.0));
        let _ = often.add(day(0), Direction::In, 3.0);
        let mut big = Bond::default();
        let _ = big.add(day(0), Direction::In, 3.0);
        assert!((big.side(1, 0.0) - often.side(1, 0.0)).abs() < 1e-12);
    }

    #[test]
    fn order_changes_nothing_but_rounding() {
        let mut forth = Bond::default();
        let mut back = Bond::default();
        for n in 0..60 {
            let _ = forth.add(day(n * 3), if n % 2 == 0 { Direction::Out } else { Direction::In }, 1.0);
        }
        for n in (0..60).rev() {
            let _ = back.add(day(n * 3), if n % 2 == 0 { Direction::Out } else { Direction::In }, 1.0);
        }
        assert!((forth.strength(day(200)) - back.strength(day(200))).abs() < 1e-9);
        assert_eq!((forth.first(), forth.last(), forth.count()), (back.first(), back.last(), back.count()));
    }

    #[test]
    fn clocks_that_are_wrong_and_half_a_million_contacts_break_nothing() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (epoch, far) = (at(0), at(4_323_456_000));
        let mut bond = weekly(20);
        let _ = bond.add(epoch, Direction::In, 1.0);
        let before = bond.strength(day(140));
        assert!(before.is_finite() && (0.0..=100.0).contains(&before));
        let _ = bond.add(far, Direction::Both, 1.0);
        for now in [epoch, day(140), far] {
            let strength = bond.strength(now);
            assert!(strength.is_finite() && (0.0..=100.0).contains(&strength), "{now}: {strength}");
        }
        assert_eq!((bond.first(), bond.last()), (Some(epoch), Some(far)));
        let mut often = Bond::default();
        for n in 0..500_000 {
            let _ = often.add(at(1_000_000_000 + n * 600), Direction::Both, 1.0);
        }
        let strength = often.strength(at(1_000_000_000 + 500_000 * 600));
        assert!(often.count() == 500_000 && (90.0..=100.0).contains(&strength), "{strength}");
    }

    #[test]
    fn what_comes_late_is_said_to() {
        let mut bond = weekly(3);
        assert_eq!(bond.add(day(15), Direction::Out, 1.0), Came::InTime, "the same day");
        assert_eq!(bond.add(day(16), Direction::Out, 1.0), Came::InTime);
        assert_eq!(bond.add(day(15), Direction::In, 1.0), Came::Late);
        assert_eq!(bond.add(day(3), Direction::In, 0.0), Came::InTime, "what weighs nothing changes nothing");
    }

    #[test]
    fn the_formula_is_the_one_that_was_measured() {
        // One mail each way on the same day, seen 30 days later, by hand from the formula in DESIGN.md.
        let mut bond = Bond::default();
        let _ = bond.add(day(0), Direction::Out, 1.0);
        let _ = bond.add(day(0), Direction::In, 1.0);
        let side: f64 = [(14.0f64, 1.0), (90.0, 1.0), (365.0, 2.5)]
            .iter()
            .map(|(l, share)| share * 0.5f64.powf(30.0 / l) / l.sqrt())
            .sum();
        // Both were on one day.
        let gap = 30.0 + 30.0;
        let rhythm = 1.0 / (1.0 + (30.0f64 / (2.5 * gap)).powi(2)).sqrt();
        let raw = (side + 0.05 / 90f64.sqrt()) * rhythm;
        let expected = 100.0 / (1.0 + (-(1.1 * raw.ln() - 0.2)).exp());
        assert!((bond.strength(day(30)) - expected).abs() < 1e-9);
        let parts = bond.parts(day(30)).unwrap();
        assert!((parts.rhythm - rhythm).abs() < 1e-9 && parts.after_reply > parts.strength);
    }

    #[test]
    fn bytes_come_back_equal() {
        let bond = weekly(9);
        assert_eq!(Bond::from_bytes(&bond.to_bytes()), Some(bond));
        assert_eq!(Bond::from_bytes(&Bond::default().to_bytes()), Some(Bond::default()));
        assert_eq!(Bond::from_bytes(&[0; 3]), None);
        assert_eq!(Bond::from_bytes(&[0; BYTES + 1]), None);
        // What an older program wrote knows no days.
        let old = Bond::from_bytes(&bond.to_bytes()[..BYTES - 4]).unwrap();
        assert_eq!((old.count(), old.days), (bond.count(), bond.count()));
        assert!(Bond::is_old(&bond.to_bytes()[..BYTES - 4]) && !Bond::is_old(&bond.to_bytes()));
    }
}
