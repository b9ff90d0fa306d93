//! What somebody seems to hold networking to be, told from what they did: with the evidence, and how sure that is.
//!
//! Each clue speaks for one stance. Clues fade by half in a year. The leaning is the stance for which most speaks; its
//! confidence is that stance's part of all that speaks for any, damped so that two clues are never
//! certainty. The weights and the half-life are ours; nobody has published any.

use jiff::civil::Date;
use serde::Serialize;

use crate::stance::Stance;

/// The half-life of a clue, in days.
const HALF_LIFE: f64 = 365.0;
/// What stands against every leaning from the start.
const DOUBT: f64 = 1.5;
/// From here on it is said.
pub const SAID: f64 = 0.4;
/// So many clues it takes.
const CLUES: usize = 2;

/// Something that somebody did, and which stance that speaks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Clue {
    /// For which.
    pub stance: Stance,
    /// How strongly; 1 for something that anybody might do now and then.
    pub weight: f64,
    /// When.
    pub on: Date,
    /// What, as a short phrase.
    pub what: String,
}

/// What somebody seems to hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leaning {
    /// What.
    pub stance: Stance,
    /// From 0 to 1.
    pub confidence: f64,
    /// What speaks for it, the strongest first, at most five.
    pub evidence: Vec<String>,
}

/// The leaning that these clues show on a day; none where too little speaks, or too much against.
pub fn leaning(clues: &[Clue], today: Date) -> Option<Leaning> {
    let weigh = |clue: &Clue| {
        let age = f64::from((today - clue.on).get_days().max(0));
        clue.weight * (-age / HALF_LIFE).exp2()
    };
    let mut sums = [0.0; 9];
    for clue in clues {
        sums[clue.stance as usize] += weigh(clue);
    }
    let total: f64 = sums.iter().sum();
    let (stance, sum) = Stance::ALL.into_iter().zip(sums).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let confidence = sum / (total + DOUBT);
    let mut own: Vec<&Clue> = clues.iter().filter(|clue| clue.stance == stance).collect();
    if own.len() < CLUES || confidence < SAID {
        return None;
    }
    own.sort_by(|a, b| weigh(b).total_cmp(&weigh(a)));
    let evidence = own.iter().take(5).map(|clue| format!("{} ({})", clue.what, clue.on)).collect();
    Some(Leaning { stance, confidence, evidence })
}

/// Which stance the title of a message or a meeting speaks for, if any: a word that is seldom used for anything else.
pub fn in_title(title: &str) -> Option<Stance> {
    const WORDS: [(Stance, &[&str]); 6] = [
        (
            Stance::Sales,
            &["quote", "proposal", "discount", "pricing", "contract", "demo", "invoice", "offer"],
        ),
        (
            Stance::Friends,
            &["birthday", "barbecue", "weekend", "wedding", "holiday", "congratulations", "kids"],
        ),
        (Stance::Marketing, &["newsletter", "launch", "announcing", "webinar", "promotion", "brochure"]),
        (Stance::Stage, &["keynote", "podcast", "award", "interview", "premiere", "limelight"]),
        (Stance::Service, &["volunteer", "volunteers", "charity", "fundraiser", "committee", "donation"]),
        (Stance::GiveAndTake, &["introduction", "intro", "recommendation", "referral"]),
    ];
    let folded = crate::channel::fold(title);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    WORDS.iter().find(|(_, known)| words.iter().any(|word| known.contains(word))).map(|(stance, _)| *stance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn clue(stance: Stance, weight: f64, on: Date) -> Clue {
        Clue { stance, weight, on, what: format!("{} thing", stance.name()) }
    }

    #[test]
    fn one_clue_is_no_leaning_and_what_contradicts_itself_is_none() {
        let today = date(2026, 3, 5);
        assert_eq!(leaning(&[], today), None);
        assert_eq!(leaning(&[clue(Stance::Sales, 9.0, today)], today), None);
        let sales = vec![clue(Stance::Sales, 1.0, today), clue(Stance::Sales, 1.0, today)];
        let found = leaning(&sales, today).unwrap();
        assert_eq!(found.stance, Stance::Sales);
        assert!((found.confidence - 2.0 / 3.5).abs() < 1e-12);
        assert_eq!(found.evidence, ["sales thing (2026-03-05)", "sales thing (2026-03-05)"]);
        let mut mixed = sales;
        for other in [Stance::Friends, Stance::Service, Stance::Room] {
            mixed.push(clue(other, 1.5, today));
        }
        assert_eq!(leaning(&mixed, today), None);
    }

    #[test]
    fn clues_fade() {
        let old = vec![clue(Stance::Room, 1.0, date(2020, 1, 1)), clue(Stance::Room, 1.0, date(2020, 1, 1))];
        assert_eq!(leaning(&old, date(2026, 3, 5)), None);
    }

    #[test]
    fn titles_speak() {
        assert_eq!(in_title("Our proposal for the roof"), Some(Stance::Sales));
        assert_eq!(in_title("Happy birthday!"), Some(Stance::Friends));
        assert_eq!(in_title("Tuesday"), None);
        assert_eq!(in_title("Re: Thanks for the lift"), None, "anybody says thank you");
    }
}
