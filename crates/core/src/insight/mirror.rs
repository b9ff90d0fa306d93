//! What somebody's own last months look like from outside: which of the nine meanings of networking, told from counts of
//! what they did.
//!
//! Each stance has one figure between 0 and 1 that says how much of what was done looks like it; the figures are made
//! from ratios of counts, damped so that a quiet quarter looks like nothing in particular. The ratios are ours.

use schemars::JsonSchema;
use serde::Serialize;

use crate::sentence;
use crate::stance::Stance;
use crate::words::Words;

/// What was done in the period, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Good turns that I did.
    pub given: u32,
    /// Of these, for the person rather than for their business.
    pub personal: u32,
    /// Of these, for members of groups that I serve.
    pub served: u32,
    /// Good turns that I got.
    pub received: u32,
    /// Asks of mine.
    pub asks: u32,
    /// Promises of mine that I kept.
    pub kept: u32,
    /// Introductions that I began.
    pub introductions: u32,
    /// Business moved: opportunities opened.
    pub pitches: u32,
    /// Questions that I asked to learn of somebody, and things learnt.
    pub questions: u32,
    /// People met at events.
    pub met: u32,
    /// Of these, followed up.
    pub followed_up: u32,
    /// Words spread about me.
    pub words_about_me: u32,
    /// Words that I spread about others.
    pub words_about_others: u32,
    /// Exchanges of which I said how much was about me.
    pub exchanges: u32,
    /// The sum of these parts, each from 0 to 100.
    pub about_me: u32,
    /// Contacts that I began.
    pub begun: u32,
    /// Contacts that others began.
    pub answered: u32,
}

/// One stance, as it looks from outside.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Look {
    /// Which.
    pub stance: Stance,
    /// From 0 (nothing of it) to 1.
    pub share: f64,
    /// Figure by figure, in words.
    pub figures: Vec<String>,
}

/// Something one might do once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Do somebody a good turn.
    Give,
    /// Do a good turn for the person rather than the business.
    GivePersonally,
    /// Do a good turn for a member of a group one serves.
    Serve,
    /// Keep a promise.
    Keep,
    /// Introduce two people.
    Introduce,
    /// Ask somebody a question about themselves.
    Question,
    /// Follow somebody up who was met at an event.
    FollowUp,
    /// Speak well of somebody.
    SpeakOfOthers,
    /// Move some business on.
    Pitch,
    /// Be in touch first.
    Begin,
}

impl Deed {
    const ALL: [Deed; 10] = [
        Deed::Give,
        Deed::GivePersonally,
        Deed::Serve,
        Deed::Keep,
        Deed::Introduce,
        Deed::Question,
        Deed::FollowUp,
        Deed::SpeakOfOthers,
        Deed::Pitch,
        Deed::Begin,
    ];

    /// In words, as something to do.
    pub fn words(self) -> &'static str {
        match self {
            Deed::Give => "do somebody a good turn",
            Deed::GivePersonally => "do somebody a good turn that has nothing to do with business",
            Deed::Serve => "do a good turn for somebody in a group that you serve",
            Deed::Keep => "keep a promise that is open",
            Deed::Introduce => "bring two people together who need each other",
            Deed::Question => "ask somebody a question about themselves, and write down the answer",
            Deed::FollowUp => "follow up somebody whom you met at an event",
            Deed::SpeakOfOthers => "speak well of somebody to somebody else",
            Deed::Pitch => "take the next step with somebody who may become a client",
            Deed::Begin => "be the first to write",
        }
    }

    fn done(self, counts: &Counts) -> Counts {
        let mut after = *counts;
        match self {
            Deed::Give => after.given += 1,
            Deed::GivePersonally => (after.given, after.personal) = (after.given + 1, after.personal + 1),
            Deed::Serve => (after.given, after.served) = (after.given + 1, after.served + 1),
            Deed::Keep => after.kept += 1,
            Deed::Introduce => after.introductions += 1,
            Deed::Question => after.questions += 1,
            Deed::FollowUp => after.followed_up = (after.followed_up + 1).min(after.met),
            Deed::SpeakOfOthers => after.words_about_others += 1,
            Deed::Pitch => after.pitches += 1,
            Deed::Begin => after.begun += 1,
        }
        after
    }
}

/// `part` of `part + rest`, damped by four.
fn part(part: u32, rest: u32) -> f64 {
    let (part, rest) = (f64::from(part), f64::from(rest));
    part / (part + rest + 4.0)
}

/// How much of what was done looks like a stance.
fn share(stance: Stance, c: &Counts) -> f64 {
    let useful = c.given + c.kept + c.introductions + c.words_about_others;
    match stance {
        Stance::Sales => part(c.pitches, c.questions + useful),
        Stance::Friends => part(2 * c.personal, c.pitches + c.asks + c.given - c.personal.min(c.given)),
        // Two-sided by the weaker side: only giving is service, only getting is taking.
        Stance::GiveAndTake => {
            let both = 2 * (c.given + c.introductions).min(c.received) + c.kept + c.words_about_others;
            part(both, c.asks.saturating_sub(c.given) + c.pitches + c.words_about_me)
        }
        Stance::Marketing => part(c.words_about_me, c.words_about_others + c.questions),
        Stance::Taking => part(2 * c.asks + c.received, 2 * useful),
        Stance::Stage => {
            let mean =
                if c.exchanges == 0 { 0.0 } else { f64::from(c.about_me) / f64::from(c.exchanges) / 100.0 };
            let sure = f64::from(c.exchanges) / (f64::from(c.exchanges) + 4.0);
            // Half an exchange about oneself is only fair.
            ((mean - 0.5).max(0.0) * 2.0 * sure).min(1.0)
        }
        Stance::Slimy => {
            // Whoever finds it dirty waits for the others and does nothing that could look like it.
            part(c.answered.saturating_sub(c.begun), 3 * c.begun + 4 * (useful + c.asks + c.pitches))
        }
        Stance::Room => part(c.met.saturating_sub(c.followed_up), 2 * c.followed_up + useful),
        Stance::Service => {
            part(2 * c.served + c.given.saturating_sub(c.received) / 2, c.received + c.asks + c.pitches)
        }
    }
}

fn figures(stance: Stance, c: &Counts) -> Vec<String> {
    let said = match stance {
        Stance::Sales => vec![sentence![
            "{moved|1 piece of business|# pieces of business} moved beside \
             {questions|1 question or thing|# questions and things} learnt",
            moved = c.pitches,
            questions = c.questions
        ]],
        Stance::Friends => vec![sentence![
            "{personal} of {given|1 good turn|# good turns} for the person rather than the business",
            personal = c.personal,
            given = c.given
        ]],
        Stance::GiveAndTake => vec![
            sentence![
                "{given|1 good turn|# good turns} given, {received} received",
                given = c.given,
                received = c.received
            ],
            sentence![
                "{kept|1 promise|# promises} kept, {begun|1 introduction|# introductions} begun",
                kept = c.kept,
                begun = c.introductions
            ],
        ],
        Stance::Marketing => vec![sentence![
            "the word spread {mine|1 time|# times} about you and {others|1 time|# times} about others",
            mine = c.words_about_me,
            others = c.words_about_others
        ]],
        Stance::Taking => vec![sentence![
            "{asks|1 ask|# asks} and {received|1 good turn|# good turns} received beside {given} given",
            asks = c.asks,
            received = c.received,
            given = c.given
        ]],
        Stance::Stage if c.exchanges == 0 => vec![sentence!["how much was about you is not written down"]],
        Stance::Stage => vec![sentence![
            "{share} in 100 of {exchanges|1 exchange|# exchanges} were about you",
            share = c.about_me / c.exchanges,
            exchanges = c.exchanges
        ]],
        Stance::Slimy => vec![sentence![
            "{answered|1 contact|# contacts} begun by others, {begun} by you",
            answered = c.answered,
            begun = c.begun
        ]],
        Stance::Room => vec![sentence![
            "{met|1 person|# people} met at events, {followed_up} followed up",
            met = c.met,
            followed_up = c.followed_up
        ]],
        Stance::Service => vec![sentence![
            "{served|1 good turn|# good turns} for members of groups that you serve, of {given} given",
            served = c.served,
            given = c.given
        ]],
    };
    said.iter().map(Words::to_string).collect()
}

/// All nine, the most like first.
pub fn looks(counts: &Counts) -> Vec<Look> {
    let mut looks: Vec<Look> = Stance::ALL
        .into_iter()
        .map(|stance| Look { stance, share: share(stance, counts), figures: figures(stance, counts) })
        .collect();
    looks.sort_by(|a, b| b.share.total_cmp(&a.share));
    looks
}

/// The one deed that would bring what is seen nearest to what is claimed: the greatest rise of the claimed stance's
/// share beside the greatest other; none where nothing would raise it.
pub fn best_deed(counts: &Counts, claimed: Stance) -> Option<Deed> {
    let lead = |counts: &Counts| {
        let others = Stance::ALL.into_iter().filter(|stance| *stance != claimed);
        let most = others.map(|stance| share(stance, counts)).fold(0.0, f64::max);
        share(claimed, counts) - most
    };
    let now = lead(counts);
    let raised = Deed::ALL.into_iter().map(|deed| (deed, lead(&deed.done(counts)) - now));
    raised.filter(|(_, rise)| *rise > 1e-9).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(deed, _)| deed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(counts: Counts) -> Stance {
        looks(&counts)[0].stance
    }

    #[test]
    fn each_meaning_is_seen_where_it_is_lived() {
        let none = Counts::default();
        assert_eq!(seen(Counts { pitches: 12, questions: 1, begun: 12, ..none }), Stance::Sales);
        assert_eq!(seen(Counts { given: 8, personal: 8, received: 2, begun: 9, ..none }), Stance::Friends);
        let both = Counts {
            given: 9,
            received: 8,
            kept: 4,
            introductions: 3,
            words_about_others: 2,
            begun: 9,
            ..none
        };
        assert_eq!(seen(both), Stance::GiveAndTake);
        assert_eq!(seen(Counts { words_about_me: 9, begun: 3, ..none }), Stance::Marketing);
        assert_eq!(seen(Counts { asks: 9, received: 7, given: 1, begun: 9, ..none }), Stance::Taking);
        assert_eq!(seen(Counts { exchanges: 9, about_me: 850, begun: 9, ..none }), Stance::Stage);
        assert_eq!(seen(Counts { answered: 20, begun: 1, ..none }), Stance::Slimy);
        assert_eq!(seen(Counts { met: 40, followed_up: 2, begun: 5, ..none }), Stance::Room);
        assert_eq!(seen(Counts { given: 14, served: 12, received: 1, begun: 9, ..none }), Stance::Service);
    }

    #[test]
    fn the_deed_that_is_named_raises_what_is_claimed() {
        let room = Counts { met: 40, followed_up: 2, begun: 5, given: 1, received: 3, ..Counts::default() };
        let deed = best_deed(&room, Stance::GiveAndTake).unwrap();
        let after = deed.done(&room);
        assert!(share(Stance::GiveAndTake, &after) >= share(Stance::GiveAndTake, &room), "{deed:?}");
        let quiet = Counts::default();
        assert_eq!(best_deed(&quiet, Stance::Service), Some(Deed::Serve));
    }

    #[test]
    fn shares_stay_within_bounds() {
        for n in [0, 1, 7, 1000, 1_000_000] {
            for stance in Stance::ALL {
                let c = Counts {
                    given: n,
                    personal: n,
                    asks: n,
                    met: n,
                    words_about_me: n,
                    answered: n,
                    ..Counts::default()
                };
                let share = share(stance, &c);
                assert!((0.0..=1.0).contains(&share), "{stance:?} {n}: {share}");
            }
        }
    }
}
