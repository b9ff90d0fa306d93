//! Two people brought together: each is asked first, and nobody is introduced before both said yes.
//!
//! drafted → first asked → first said yes → second asked → both said yes → introduced → thanked → went well or led
//! nowhere. Whoever is asked may decline, and it may be let go, as long as it is open. Days as in science.md
//! section 7: asked again after a week, thanked after a week, the outcome after sixty days.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::named;

/// So many days after somebody was asked it is time to ask again, or to let it go.
pub const ANSWER: i64 = 7;
/// So many days after they were introduced it is time to thank them.
pub const THANKS: i64 = 7;
/// So many days after they were introduced it is time to ask what came of it.
pub const OUTCOME: i64 = 60;

named! {
    /// Where an introduction stands.
    State {
        /// Nobody knows of it yet.
        Drafted = "drafted",
        /// The first was asked.
        AskedFirst = "asked-first",
        /// The first said yes.
        FirstYes = "first-yes",
        /// The second was asked too.
        AskedSecond = "asked-second",
        /// Both said yes.
        BothYes = "both-yes",
        /// They were introduced.
        Introduced = "introduced",
        /// They were thanked.
        Thanked = "thanked",
        /// Something good came of it.
        WentWell = "went-well",
        /// Nothing came of it.
        LedNowhere = "led-nowhere",
        /// One of them said no.
        Declined = "declined",
        /// It was let go without an answer.
        Expired = "expired",
    }
}

named! {
    /// What happens to an introduction.
    Step {
        /// I sent the text that is next: asked the first or the second (again), introduced them, thanked them.
        Send = "send",
        /// The one who was asked said yes.
        Accept = "accept",
        /// The one who was asked said no, or one of them thought better of it.
        Decline = "decline",
        /// I let it go.
        Expire = "expire",
        /// Something good came of it.
        Well = "well",
        /// Nothing came of it.
        Nothing = "nothing",
    }
}

/// One of the two, by the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Who is asked first.
    First,
    /// Who is asked second.
    Second,
}

/// That somebody said yes. Only a [`State`] hands one out, and only from that answer on; what may be said of somebody
/// after their yes asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yes(());

impl State {
    /// Where it stands after a step; none where the step cannot be taken from here.
    pub fn after(self, step: Step) -> Option<State> {
        use State::{
            AskedFirst, AskedSecond, BothYes, Declined, Drafted, Expired, FirstYes, Introduced, LedNowhere,
            Thanked, WentWell,
        };
        Some(match (self, step) {
            (Drafted | AskedFirst, Step::Send) => AskedFirst,
            (AskedFirst, Step::Accept) => FirstYes,
            (FirstYes | AskedSecond, Step::Send) => AskedSecond,
            (AskedSecond, Step::Accept) => BothYes,
            (BothYes, Step::Send) => Introduced,
            (Introduced, Step::Send) => Thanked,
            (Introduced | Thanked, Step::Well) => WentWell,
            (Introduced | Thanked, Step::Nothing) => LedNowhere,
            // Who was not asked has nothing to decline.
            (AskedFirst | FirstYes | AskedSecond | BothYes, Step::Decline) => Declined,
            (state, Step::Expire) if state.is_open() => Expired,
            _ => return None,
        })
    }

    /// Whether something is still to come.
    pub fn is_open(self) -> bool {
        self < State::WentWell
    }

    /// That one of them said yes, where they did.
    pub fn yes(self, of: Turn) -> Option<Yes> {
        let from = match of {
            Turn::First => State::FirstYes,
            Turn::Second => State::BothYes,
        };
        (self >= from && self <= State::LedNowhere).then_some(Yes(()))
    }

    /// Who is asked or about to be asked; none where both have answered.
    pub fn asks(self) -> Option<Turn> {
        match self {
            State::Drafted | State::AskedFirst => Some(Turn::First),
            State::FirstYes | State::AskedSecond => Some(Turn::Second),
            _ => None,
        }
    }

    /// Where it stands, in words; `first` and `second` are names.
    pub fn words(self, first: &str, second: &str) -> String {
        match self {
            State::Drafted => "drafted, and nobody was asked yet".to_owned(),
            State::AskedFirst => format!("{first} was asked"),
            State::FirstYes => format!("{first} said yes"),
            State::AskedSecond => format!("{first} said yes, and {second} was asked"),
            State::BothYes => "both said yes".to_owned(),
            State::Introduced => "they were introduced".to_owned(),
            State::Thanked => "they were introduced, and thanked".to_owned(),
            State::WentWell => "it went well".to_owned(),
            State::LedNowhere => "it led nowhere".to_owned(),
            State::Declined => "one of them declined".to_owned(),
            State::Expired => "it was let go".to_owned(),
        }
    }

    /// What is to be done next; none where it is closed.
    pub fn next(self) -> Option<Next> {
        Some(match self {
            State::Drafted => Next::AskFirst,
            State::AskedFirst => Next::AwaitFirst,
            State::FirstYes => Next::AskSecond,
            State::AskedSecond => Next::AwaitSecond,
            State::BothYes => Next::Introduce,
            State::Introduced => Next::Thank,
            State::Thanked => Next::AskOutcome,
            _ => return None,
        })
    }

    /// Why a step cannot be taken from here, as a sentence without a full stop.
    pub fn refusal(self, step: Step, first: &str, second: &str) -> String {
        match step {
            _ if !self.is_open() => "that introduction is closed".to_owned(),
            Step::Send => format!("there is no text to send: {}", self.words(first, second)),
            Step::Accept | Step::Decline => match self {
                State::Drafted => format!("{first} was not asked yet"),
                State::FirstYes => format!("{second} was not asked yet"),
                _ => "both have answered already".to_owned(),
            },
            Step::Well | Step::Nothing => {
                "they were not introduced yet, so nothing can have come of it".to_owned()
            }
            Step::Expire => "it cannot be let go".to_owned(),
        }
    }

    /// The day on which to be reminded of it, having come to this state on `on`; `introduced` is the day of the
    /// introduction. None where it is closed.
    pub fn due(self, on: Date, introduced: Option<Date>) -> Option<Date> {
        let later = |from: Date, days: i64| from.checked_add(days.days()).unwrap_or(from);
        Some(match self {
            State::Drafted => later(on, 1),
            State::AskedFirst | State::AskedSecond => later(on, ANSWER),
            State::FirstYes | State::BothYes => on,
            State::Introduced => later(on, THANKS),
            State::Thanked => later(introduced.unwrap_or(on), OUTCOME).max(on),
            _ => return None,
        })
    }
}

/// What is to be done next about an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask the one who is asked first.
    AskFirst,
    /// Wait for their answer.
    AwaitFirst,
    /// Ask the other.
    AskSecond,
    /// Wait for their answer.
    AwaitSecond,
    /// Introduce them.
    Introduce,
    /// Thank both.
    Thank,
    /// Ask what came of it.
    AskOutcome,
}

impl Next {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Next::AskFirst => "ask-first",
            Next::AwaitFirst => "await-first",
            Next::AskSecond => "ask-second",
            Next::AwaitSecond => "await-second",
            Next::Introduce => "introduce",
            Next::Thank => "thank",
            Next::AskOutcome => "ask-outcome",
        }
    }

    /// As an order; `first` and `second` are names.
    pub fn words(self, first: &str, second: &str) -> String {
        match self {
            Next::AskFirst => format!("ask {first}"),
            Next::AwaitFirst => format!("wait for {first}"),
            Next::AskSecond => format!("ask {second}"),
            Next::AwaitSecond => format!("wait for {second}"),
            Next::Introduce => format!("introduce {first} and {second}"),
            Next::Thank => "thank both".to_owned(),
            Next::AskOutcome => "ask what came of it".to_owned(),
        }
    }

    /// The steps that come of it.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Next::AskFirst | Next::AskSecond | Next::Introduce | Next::Thank => &[Step::Send],
            Next::AwaitFirst | Next::AwaitSecond => &[Step::Accept, Step::Decline],
            Next::AskOutcome => &[Step::Well, Step::Nothing],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        proptest::collection::vec(proptest::sample::select(Step::ALL.to_vec()), 0..24)
    }

    proptest! {
        #[test]
        fn nobody_is_introduced_before_both_were_asked_and_said_yes(steps in steps()) {
            let mut state = State::Drafted;
            let mut taken = Vec::new();
            for step in steps {
                let Some(next) = state.after(step) else { continue };
                taken.push(step);
                state = next;
                if state.yes(Turn::Second).is_some() {
                    prop_assert!(state.yes(Turn::First).is_some());
                    let told: Vec<Step> = taken.iter().copied().filter(|step| *step != Step::Send).collect();
                    prop_assert_eq!(&told[..2], &[Step::Accept, Step::Accept]);
                    prop_assert!(taken.iter().filter(|step| **step == Step::Send).count() >= 2);
                }
                if matches!(state, State::Introduced | State::Thanked | State::WentWell | State::LedNowhere) {
                    prop_assert!(state.yes(Turn::First).is_some() && state.yes(Turn::Second).is_some());
                }
            }
        }

        #[test]
        fn what_is_closed_stays_closed_and_what_is_open_can_be_let_go(steps in steps()) {
            let mut state = State::Drafted;
            for step in steps {
                match state.after(step) {
                    Some(next) => {
                        prop_assert!(state.is_open());
                        prop_assert!(next > state || (next == state && step == Step::Send));
                        state = next;
                    }
                    None => {
                        prop_assert!(!state.refusal(step, "Ada", "Ben").is_empty());
                    }
                }
                prop_assert_eq!(state.is_open(), state.after(Step::Expire) == Some(State::Expired));
                prop_assert_eq!(state.is_open(), state.next().is_some());
                let leads_on = |next: Next| next.steps().iter().all(|step| state.after(*step).is_some());
                prop_assert!(state.next().is_none_or(leads_on));
                let day = jiff::civil::date(2026, 3, 5);
                prop_assert_eq!(state.is_open(), state.due(day, None).is_some());
            }
        }
    }

    #[test]
    fn a_refused_step_says_what_is_next() {
        let next = |state: State| state.next().map(|next| next.words("ACME: Lab, Ltd", "Ben"));
        assert_eq!(State::Drafted.refusal(Step::Accept, "Ada", "Ben"), "Ada was not asked yet");
        assert_eq!(next(State::Drafted).as_deref(), Some("ask ACME: Lab, Ltd"));
        assert_eq!(State::FirstYes.refusal(Step::Accept, "Ada", "Ben"), "Ben was not asked yet");
        assert_eq!(next(State::FirstYes).as_deref(), Some("ask Ben"));
        let why = State::BothYes.refusal(Step::Well, "Ada", "Ben");
        assert_eq!(why, "they were not introduced yet, so nothing can have come of it");
        assert_eq!(State::Declined.refusal(Step::Send, "Ada", "Ben"), "that introduction is closed");
        assert_eq!(next(State::Declined), None);
    }

    #[test]
    fn the_reminders_come_after_a_week_and_after_sixty_days() {
        let day = jiff::civil::date(2026, 3, 5);
        let due = |state: State, on| state.due(on, Some(day)).unwrap().to_string();
        assert_eq!(due(State::AskedFirst, day), "2026-03-12");
        assert_eq!(due(State::Introduced, day), "2026-03-12");
        assert_eq!(due(State::Thanked, jiff::civil::date(2026, 3, 12)), "2026-05-04");
        assert_eq!(due(State::Thanked, jiff::civil::date(2026, 8, 1)), "2026-08-01");
    }

    #[test]
    fn a_yes_is_only_handed_out_after_it_was_said() {
        for state in State::ALL.iter().take_while(|state| **state < State::FirstYes) {
            assert_eq!(state.yes(Turn::First), None);
        }
        for state in [State::FirstYes, State::AskedSecond, State::Declined, State::Expired] {
            assert_eq!(state.yes(Turn::Second), None);
        }
        assert!(State::FirstYes.yes(Turn::First).is_some() && State::BothYes.yes(Turn::Second).is_some());
    }
}
