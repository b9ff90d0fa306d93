//! What somebody holds networking to be: as I say, or as it seems from what they did.

use std::collections::HashMap;

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::{Kind, PromiseBody, ShareBody};
use goodturn_core::id::{InteractionId, PersonId};
use goodturn_core::insight::balance::Reading;
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::leaning::{Clue, in_title, leaning};
use goodturn_core::ledger::{Gave, TurnBody, TurnKind};
use goodturn_core::stance::Stance;
use goodturn_core::state::{self, State};
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Interaction};
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::Context;
use crate::error::Result;
use crate::request::parse::today;

/// So much of a timeline is looked at.
const LOOK_BACK: usize = 60;

/// What somebody holds, and how one knows.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "HeldStance")]
pub struct Held {
    /// The stance's name.
    pub stance: Stance,
    /// What its holder believes, as the rest of a sentence that begins with "networking is".
    pub belief: &'static str,
    /// From 0 to 1; 1 where I said so myself.
    pub confidence: f64,
    /// What speaks for it; empty where I said so.
    pub evidence: Vec<String>,
    /// Whether it is told from what they did.
    pub guessed: bool,
}

impl Held {
    fn by_hand(stance: Stance) -> Held {
        let belief = stance.belief();
        Held { stance, belief, confidence: 1.0, evidence: Vec::new(), guessed: false }
    }

    /// In a sentence about them.
    pub fn words(&self) -> String {
        messages::they(self).to_string()
    }
}

/// What I said that somebody, or I, hold.
pub(crate) fn by_hand(reader: &mut Reader<'_>, person: PersonId) -> Result<Option<Stance>> {
    let entries = reader.entries_of(person, Kind::Stance)?;
    entries.last().map(|entry| entry.says(Stance::named)).transpose().map_err(Into::into)
}

/// What I hold. Whoever has not said holds what Goodturn is built for.
pub(crate) fn my_stance(reader: &mut Reader<'_>) -> Result<Stance> {
    Ok(by_hand(reader, PersonId::ME)?.unwrap_or(Stance::GiveAndTake))
}

/// What somebody holds: as I said, or as it seems; none where too little is known.
/// `entries` are all in which they stand.
pub(crate) fn held(
    reader: &mut Reader<'_>,
    person: PersonId,
    entries: &[Entry],
    ctx: &Context,
) -> Result<Option<Held>> {
    let said = entries.iter().rfind(|entry| entry.kind == Kind::Stance && entry.person == person);
    if let Some(said) = said {
        return Ok(Some(Held::by_hand(said.says(Stance::named)?)));
    }
    let clues = clues(reader, person, entries, ctx)?;
    Ok(leaning(&clues, today(ctx)).map(|found| Held {
        stance: found.stance,
        belief: found.stance.belief(),
        confidence: (found.confidence * 100.0).round() / 100.0,
        evidence: found.evidence,
        guessed: true,
    }))
}

fn clues(reader: &mut Reader<'_>, person: PersonId, entries: &[Entry], ctx: &Context) -> Result<Vec<Clue>> {
    let mut clues = from_timeline(reader, person, ctx)?;
    let (mut gave, mut took) = (0, 0);
    for entry in entries {
        let Some(on) = entry.day.date() else { continue };
        let mut clue = |stance, weight, what: Words| {
            clues.push(Clue { stance, weight, on, what: what.to_string() });
        };
        match entry.kind {
            Kind::Turn if entry.state == Gave::Received || entry.other == Some(person) => {
                gave += 1;
                let body: TurnBody = entry.body()?;
                let personal = body.personal == Some(true);
                match body.kind {
                    _ if personal => clue(Stance::Friends, 1.0, messages::personal(&entry.what)),
                    TurnKind::Gift | TurnKind::Hospitality | TurnKind::FamilyAdviser => {
                        clue(Stance::Friends, 1.0, messages::gave(&entry.what));
                    }
                    TurnKind::Mentor | TurnKind::Advocate if entry.state == Gave::Between => {
                        clue(Stance::Service, 1.0, messages::stood_up(&entry.what));
                    }
                    _ => clue(Stance::GiveAndTake, 1.0, messages::good_turn(&entry.what)),
                }
            }
            Kind::Turn => took += 1,
            Kind::Promise if entry.state == state::Promise::Kept && entry.body::<PromiseBody>()?.theirs => {
                clue(Stance::GiveAndTake, 1.0, messages::kept(&entry.what));
            }
            Kind::Ask
                if entry.person == person
                    && matches!(entry.state, State::Ask(state::Ask::Declined | state::Ask::Unanswered)) =>
            {
                clue(Stance::Taking, 0.5, messages::did_not_help(&entry.what));
            }
            Kind::Referral if entry.person == person => {
                clue(Stance::GiveAndTake, 1.0, messages::PASSED_ON.into());
            }
            Kind::Word if entry.person == person && entry.other != Some(person) => {
                clue(Stance::GiveAndTake, 0.7, messages::SPOKE_WELL.into());
            }
            Kind::Word if entry.person == person => {
                clue(Stance::Marketing, 1.0, messages::SPOKE_OF_THEMSELF.into());
            }
            Kind::Boundary if entry.person == person => {
                if matches!(entry.what.as_str(), "no-pitch" | "ask-first" | "do-not-contact") {
                    clue(Stance::Slimy, 1.0, messages::wants(&entry.what.replace('-', " ")));
                }
            }
            Kind::Member if entry.person == person => {
                clue(Stance::Service, 0.5, messages::IS_SERVED.into());
            }
            Kind::Share if entry.person == person => match entry.body::<ShareBody>()?.percent {
                Some(percent) if percent <= 20 => {
                    clue(Stance::Stage, 1.0, messages::SPOKE_ONLY_OF_THEMSELF.into());
                }
                Some(_) | None => {}
            },
            _ => {}
        }
    }
    taking(reader, person, ctx, gave, took, &mut clues)?;
    Ok(clues)
}

fn taking(
    reader: &mut Reader<'_>,
    person: PersonId,
    ctx: &Context,
    gave: usize,
    took: usize,
    clues: &mut Vec<Clue>,
) -> Result<()> {
    let Some(account) = reader.account(person)? else { return Ok(()) };
    if took >= 4 && gave == 0 && account.reading(today(ctx)) == Reading::MostlyIGive {
        let what = messages::only_took(took).to_string();
        clues.push(Clue { stance: Stance::Taking, weight: 1.0, on: today(ctx), what });
    }
    Ok(())
}

fn from_timeline(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Vec<Clue>> {
    let mut clues = Vec::new();
    let (mut events, mut others) = (Vec::new(), 0);
    let told = reader.latest_interactions(person, LOOK_BACK)?;
    let told: HashMap<InteractionId, Interaction> = told.into_iter().map(|one| (one.id, one)).collect();
    for part in reader.timeline(person, None, LOOK_BACK)? {
        let Some(at) = part.when() else { continue };
        let on = day(at, &ctx.zone);
        let Some(interaction) = told.get(&part.interaction) else { continue };
        match interaction.kind {
            InteractionKind::Event => events.push((on, interaction.title.clone())),
            InteractionKind::Note => continue,
            _ => others += 1,
        }
        if part.direction != Direction::Out
            && part.direction != Direction::Seen
            && let Some(stance) = in_title(&interaction.title)
        {
            clues.push(Clue { stance, weight: 0.7, on, what: format!("“{}”", interaction.title) });
        }
        if interaction.kind == InteractionKind::Visit {
            clues.push(Clue { stance: Stance::Friends, weight: 0.7, on, what: messages::A_VISIT.to_owned() });
        }
    }
    if events.len() >= 2 && others == 0 {
        clues.extend(events.into_iter().map(|(on, title)| Clue {
            stance: Stance::Room,
            weight: 1.0,
            on,
            what: messages::met_only_at(&title).to_string(),
        }));
    }
    Ok(clues)
}
