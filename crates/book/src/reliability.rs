//! How far the chances can be believed that this book tells.
//!
//! What the ties were 90 days ago is set beside what came of them since. From that the book learns a scale of its own,
//! once it has 200 ties and 50 of them with an exchange; it is learnt anew when the strengths are weighed anew.

mod messages;

use goodturn_core::draft::Direction;
use goodturn_core::insight::calibration::{self, Outcome, Reliability, Scale};
use goodturn_core::insight::strength::Bond;
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::rows::Participation;
use jiff::{SignedDuration, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::{One, Request, Say, request};

request! {
    View "reliability" Chances: "Shows how far the chances can be believed that this book tells of its ties" -> one Page {
    }
}

/// Within so many days both are to be heard.
const HORIZON: i64 = 90;
/// So many ties are looked at, at the most: more would tell the same.
const LOOKED_AT: usize = 5_000;

/// What a book learnt of itself, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "LearntChances")]
pub struct Learnt {
    /// How a raw strength becomes a chance here.
    pub scale: Scale,
    /// How far that can be believed.
    pub reliability: Reliability,
    /// The day from which it was told.
    pub since: String,
}

/// How far chances can be believed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Chances")]
pub struct Page {
    /// What the book learnt; none where it has too little to learn from.
    pub learnt: Option<Learnt>,
    /// The scale of every book that learnt none, measured on this one.
    pub standard: Reliability,
}

impl Say for Page {
    fn say(&self, _: &Context) -> Vec<String> {
        let standard = &self.standard;
        let mut lines = vec![messages::known(standard.ties, standard.positives).to_string()];
        let Some(learnt) = &self.learnt else {
            lines.push(messages::too_little().to_string());
            return lines;
        };
        let own = &learnt.reliability;
        lines.push(messages::COLUMNS.to_owned());
        for bin in &own.bins {
            lines.push(format!(
                "{:>10.0} %   {:>7.0} %   {:>4}",
                bin.said * 100.0,
                bin.came_true * 100.0,
                bin.ties
            ));
        }
        lines.push(messages::off_by(own, standard).to_string());
        lines
    }
}

impl Request for Chances {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.reliability(ctx)?, ctx))
    }
}

impl Book {
    /// How far the chances of this book can be believed, measured now.
    pub fn reliability(&self, ctx: &Context) -> Result<Page> {
        let seen = self.read(|reader| looked_back(reader, ctx.now))?;
        let since = parse::today(ctx).saturating_sub(HORIZON.days());
        let learnt = calibration::of_book(&seen).map(|(scale, reliability)| Learnt {
            scale,
            reliability,
            since: since.to_string(),
        });
        Ok(Page { learnt, standard: calibration::reliability(Scale::default(), &seen) })
    }

    /// Learns the book's scale anew.
    pub(crate) fn learn_scale(&self, ctx: &Context) -> Result<()> {
        let text = match self.reliability(ctx)?.learnt {
            Some(learnt) => serde_json::to_string(&learnt).unwrap_or_default(),
            None => String::new(),
        };
        if self.store.read(|reader| reader.scale())?.unwrap_or_default() != text {
            self.store.keep_scale(&text)?;
        }
        Ok(())
    }
}

/// What the book last learnt of itself. It follows from the ties and is learnt anew with their strengths; until then one that
/// cannot be read, as an older program wrote it, is as none: chances are told by the scale of every book.
pub(super) fn learnt(reader: &mut Reader<'_>) -> Result<Option<Learnt>> {
    Ok(reader.scale()?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The ties as they were 90 days before `now`, and whether both were heard since.
fn looked_back(reader: &mut Reader<'_>, now: Timestamp) -> Result<Vec<Outcome>> {
    let then = now.saturating_sub(SignedDuration::from_hours(24 * HORIZON)).unwrap_or(now);
    let people = reader.some_people(Kind::Person, LOOKED_AT)?;
    let (mut seen, mut timeline): (Vec<Outcome>, Vec<Participation>) = (Vec::new(), Vec::new());
    reader.each_line(&people, |part| {
        if timeline.first().is_some_and(|first| first.person != part.person) {
            seen.extend(one(&timeline, then, now));
            timeline.clear();
        }
        timeline.push(part);
        Ok(())
    })?;
    seen.extend(one(&timeline, then, now));
    Ok(seen)
}

fn one(timeline: &[Participation], then: Timestamp, now: Timestamp) -> Option<Outcome> {
    let (mut bond, mut heard) = (Bond::default(), [false; 2]);
    for part in timeline.iter().filter(|part| part.weight > 0.0) {
        let Some(at) = part.when() else { continue };
        if at < then {
            let _ = bond.add(at, part.direction, part.weight);
        } else if at <= now {
            heard[0] |= part.direction != Direction::In;
            heard[1] |= part.direction != Direction::Out;
        }
    }
    (bond.count() > 0).then(|| Outcome { raw: bond.raw_at(then), exchanged: heard[0] && heard[1] })
}
