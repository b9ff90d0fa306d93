//! From a raw strength to a chance, learnt from the book itself, and how far the chance can be believed.
//!
//! The scale is a logistic of the raw figure's logarithm (Platt 1999), fitted by Newton's method with a small pull to
//! the slope it begins with. How reliable it is, is told by the Brier score (the mean squared distance of chance and
//! outcome, from 0 to 1, lower is better) and by ten bins of chances beside how often it came true; ECE, the expected
//! calibration error, is the mean distance of the two, weighted by the ties in each bin.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So many ties a book needs before it has a scale of its own, and so many of them with an exchange.
pub const TIES: usize = 200;
/// See [`TIES`].
pub const POSITIVES: usize = 50;
const BINS: usize = 10;

/// How a raw figure becomes a chance: `1 / (1 + exp(-(intercept + slope · ln raw)))`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scale {
    /// By how much the log-odds rise with the logarithm of the raw figure.
    pub slope: f64,
    /// The log-odds of a raw figure of 1.
    pub intercept: f64,
}

impl Default for Scale {
    /// The scale of a book that has not learnt one: between those of the archives it was measured on.
    fn default() -> Scale {
        Scale { slope: 1.1, intercept: -0.2 }
    }
}

impl Scale {
    /// The chance of a raw figure, from 0 to 1; 0 where nothing ever happened.
    pub fn chance(self, raw: f64) -> f64 {
        if raw > 0.0 { 1.0 / (1.0 + (-(self.intercept + self.slope * raw.ln())).exp()) } else { 0.0 }
    }
}

/// A tie as it was on a day, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// The raw figure on the day.
    pub raw: f64,
    /// Whether both were heard within the time after it.
    pub exchanged: bool,
}

/// One bin of ties with like chances.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bin {
    /// How many ties.
    pub ties: usize,
    /// The mean chance they were given, from 0 to 1.
    pub said: f64,
    /// The share that came true, from 0 to 1.
    pub came_true: f64,
}

/// How far the chances can be believed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reliability {
    /// How many ties it was measured on.
    pub ties: usize,
    /// In how many of them both were heard.
    pub positives: usize,
    /// The mean squared distance of chance and outcome.
    pub brier: f64,
    /// What it would be if every tie were given the share of the positives.
    pub brier_of_share: f64,
    /// The mean distance of chance and share in the bins.
    pub ece: f64,
    /// The bins that are not empty, the lowest chances first.
    pub bins: Vec<Bin>,
}

/// Learns a scale; none where there is too little to learn from.
pub fn learn(seen: &[Outcome]) -> Option<Scale> {
    let positives = seen.iter().filter(|tie| tie.exchanged).count();
    if seen.len() < TIES || positives < POSITIVES { None } else { fit(seen) }
}

fn fit(seen: &[Outcome]) -> Option<Scale> {
    let seen: Vec<(f64, f64)> = seen
        .iter()
        .filter(|tie| tie.raw > 0.0 && tie.raw.is_finite())
        .map(|tie| (tie.raw.ln(), f64::from(u8::from(tie.exchanged))))
        .collect();
    let positives = seen.iter().filter(|(_, exchanged)| *exchanged > 0.0).count();
    if positives == 0 || positives == seen.len() {
        return None;
    }
    // The pull is that of one tie in ten thousand: it keeps what can be told apart without fail finite.
    let pull = seen.len() as f64 * 1e-4;
    let begin = Scale::default();
    let (mut slope, mut intercept) = (begin.slope, begin.intercept);
    let loss = |slope: f64, intercept: f64| {
        let fit: f64 = seen
            .iter()
            .map(|(x, y)| {
                let z = intercept + slope * x;
                // ln(1 + e^z) without overflow, less what the outcome takes off.
                z.max(0.0) + (-z.abs()).exp().ln_1p() - y * z
            })
            .sum();
        fit + pull / 2.0 * (slope - begin.slope).powi(2)
    };
    for _ in 0..100 {
        let (mut g0, mut g1) = (0.0, pull * (slope - begin.slope));
        let (mut h00, mut h01, mut h11) = (1e-9, 0.0, pull);
        for (x, y) in &seen {
            let p = 1.0 / (1.0 + (-(intercept + slope * x)).exp());
            let w = p * (1.0 - p);
            g0 += p - y;
            g1 += (p - y) * x;
            h00 += w;
            h01 += w * x;
            h11 += w * x * x;
        }
        let determinant = h00 * h11 - h01 * h01;
        let (d0, d1) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
        let (before, mut part) = (loss(slope, intercept), 1.0);
        while part > 1e-6 && loss(slope - part * d1, intercept - part * d0) > before {
            part /= 2.0;
        }
        (slope, intercept) = (slope - part * d1, intercept - part * d0);
        if (part * d0).abs() + (part * d1).abs() < 1e-9 {
            break;
        }
    }
    // A scale that turns the order round says only that nothing was learnt.
    (slope > 0.0 && intercept.is_finite()).then_some(Scale { slope, intercept })
}

/// The scale of a book and how far it can be believed: it is measured on each half of the ties by what the other half
/// taught. None where there is too little to learn from.
pub fn of_book(seen: &[Outcome]) -> Option<(Scale, Reliability)> {
    let scale = learn(seen)?;
    // Scattered, so that no order of the ties shows in it.
    let half = |at: usize| (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 63;
    let of = |which: u64| -> Vec<Outcome> {
        seen.iter().enumerate().filter(|(at, _)| half(*at) == which).map(|(_, tie)| *tie).collect()
    };
    let (one, other) = (of(0), of(1));
    let mut told = Vec::with_capacity(seen.len());
    for (taught, asked) in [(&one, &other), (&other, &one)] {
        let scale = fit(taught)?;
        told.extend(asked.iter().map(|tie| (scale.chance(tie.raw), tie.exchanged)));
    }
    Some((scale, measured(&told)))
}

/// How reliable a scale is on ties that it did not learn from.
pub fn reliability(scale: Scale, seen: &[Outcome]) -> Reliability {
    let told: Vec<(f64, bool)> = seen.iter().map(|tie| (scale.chance(tie.raw), tie.exchanged)).collect();
    measured(&told)
}

/// From each tie's chance and what came of it.
fn measured(told: &[(f64, bool)]) -> Reliability {
    let positives = told.iter().filter(|(_, exchanged)| *exchanged).count();
    let ties = told.len();
    let share = positives as f64 / ties.max(1) as f64;
    let mut bins = [(0_usize, 0.0, 0_usize); BINS];
    let (mut brier, mut brier_of_share) = (0.0, 0.0);
    for (said, exchanged) in told {
        let outcome = f64::from(u8::from(*exchanged));
        brier += (said - outcome).powi(2);
        brier_of_share += (share - outcome).powi(2);
        if let Some(bin) = bins.get_mut(((said * BINS as f64) as usize).min(BINS - 1)) {
            *bin = (bin.0 + 1, bin.1 + said, bin.2 + usize::from(*exchanged));
        }
    }
    let bins: Vec<Bin> = bins
        .into_iter()
        .filter(|bin| bin.0 > 0)
        .map(|(ties, said, came)| Bin {
            ties,
            said: said / ties as f64,
            came_true: came as f64 / ties as f64,
        })
        .collect();
    let off: f64 = bins.iter().map(|bin| bin.ties as f64 * (bin.said - bin.came_true).abs()).sum();
    let all = ties.max(1) as f64;
    Reliability {
        ties,
        positives,
        brier: brier / all,
        brier_of_share: brier_of_share / all,
        ece: off / all,
        bins,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ties whose outcomes follow a scale, by a generator with a seed.
    fn book(scale: Scale, ties: usize) -> Vec<Outcome> {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        (0..ties)
            .map(|_| {
                let raw = (next() * 8.0 - 6.0).exp();
                Outcome { raw, exchanged: next() < scale.chance(raw) }
            })
            .collect()
    }

    #[test]
    fn a_scale_is_found_again_and_believed() {
        let true_one = Scale { slope: 0.7, intercept: -1.0 };
        let learnt = learn(&book(true_one, 20_000)).unwrap();
        assert!((learnt.slope - 0.7).abs() < 0.05 && (learnt.intercept + 1.0).abs() < 0.1, "{learnt:?}");
        let fresh = &book(true_one, 25_000)[20_000..];
        let (own, standard) = (reliability(learnt, fresh), reliability(Scale::default(), fresh));
        assert!(
            own.ece < 0.03 && own.brier < standard.brier && own.brier < own.brier_of_share,
            "{own:?} {standard:?}"
        );
        assert_eq!(own.bins.iter().map(|bin| bin.ties).sum::<usize>(), 5000);
    }

    #[test]
    fn too_little_teaches_nothing() {
        let scale = Scale::default();
        assert_eq!(learn(&book(scale, TIES - 1)), None);
        assert!(of_book(&book(scale, TIES - 1)).is_none() && of_book(&book(scale, 5 * TIES)).is_some());
        let none: Vec<Outcome> =
            book(scale, 1000).iter().map(|tie| Outcome { exchanged: false, ..*tie }).collect();
        assert_eq!(learn(&none), None);
        let all: Vec<Outcome> = none.iter().map(|tie| Outcome { exchanged: true, ..*tie }).collect();
        assert_eq!(learn(&all), None);
        let round: Vec<Outcome> =
            none.iter().map(|tie| Outcome { exchanged: tie.raw < 0.05, ..*tie }).collect();
        assert_eq!(learn(&round), None, "where the weak ties come true, the figure is no scale");
    }

    #[test]
    fn what_can_be_told_apart_without_fail_has_a_scale_all_the_same() {
        let ties: Vec<Outcome> =
            (1..=1000_i32).map(|n| Outcome { raw: f64::from(n), exchanged: n > 900 }).collect();
        let scale = learn(&ties).unwrap();
        assert!(scale.slope.is_finite() && reliability(scale, &ties).ece < 0.05, "{scale:?}");
        assert_eq!(reliability(scale, &[]).ties, 0);
    }
}
