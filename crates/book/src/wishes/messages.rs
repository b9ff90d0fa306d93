//! What is said of what people need and can give: each a whole sentence.

use goodturn_core::entry::Kind;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Words};
use jiff::civil::Date;

use super::matches::Source;
use crate::error::Error;
use crate::request::party::Party;

pub(super) const NO_NEED: &str = "Nobody is known to need anything.";
pub(super) const NEED_NOT_SAID: &str = "it is not said what is needed";
pub(super) const OFFER_NOT_SAID: &str = "it is not said what is offered";
pub(super) const NO_OFFER: &str = "Nobody is known to offer anything.";
pub(super) const NO_MATCH: &str = "No offer meets a need yet.";

/// `needs` or `can give`, as it goes with whom it is about; for whoever shows them in a sentence of their own.
pub(super) fn verb(kind: Kind, whose: &Party) -> &'static str {
    match kind {
        Kind::Need if whose.is_me() => "need",
        Kind::Need => "needs",
        _ => "can give",
    }
}

pub(super) fn no_word(what: &str) -> Error {
    Error::usage(
        format!("{what:?} has no word by which it could be matched"),
        "name the thing or the trade: “a tax adviser”, “sailing lessons”",
    )
}

/// A need or an offer that was written down.
pub(super) fn said(kind: Kind, whose: &Party, what: &str, until: Option<Date>) -> Words {
    let name = whose;
    match kind {
        Kind::Need if whose.is_me() => sentence!["you need: {what}[, until {until}]", what, until],
        Kind::Need => sentence!["{name} needs: {what}[, until {until}]", name, what, until],
        _ => sentence!["{name} can give: {what}[, until {until}]", name, what, until],
    }
}

pub(super) fn may_be_told(whose: &Party, what: &str) -> Words {
    match whose.is_me() {
        true => sentence!["drafts may say what you need: {what}", what],
        false => sentence!["drafts may say what {name} needs: {what}", name = whose.name(), what],
    }
}

/// A need or an offer in a list, with what `words` says of it.
pub(super) fn listed(kind: Kind, whose: &Party, words: &str) -> Words {
    let name = whose.name();
    match kind {
        Kind::Need if whose.is_me() => sentence!["you need: {words}", words],
        Kind::Need => sentence!["{name} needs: {words}", name, words],
        _ => sentence!["{name} can give: {words}", name, words],
    }
}

pub(super) fn until(what: &str, day: Option<&str>) -> Words {
    sentence!["{what}[ (until {day})]", what, day]
}

pub(super) fn withdrawn(kind: Kind, whose: &Party, what: &str) -> Words {
    let name = whose;
    match kind {
        Kind::Need if whose.is_me() => sentence!["no longer: you need {what}", what],
        Kind::Need => sentence!["no longer: {name} needs {what}", name, what],
        _ => sentence!["no longer: {name} can give {what}", name, what],
    }
}

pub(super) fn by_whom() -> Error {
    let by = Field("by");
    Error::usage("it is not said who met it", sentence!["say it with {by}, “me” for yourself", by])
}

pub(super) fn by_themself() -> Error {
    let by = Field("by");
    Error::refused(
        "nobody does themself a good turn",
        sentence!["leave {by} out where they met it by themselves", by],
    )
}

/// A need that was met; it is a good turn where it is known by whom.
pub(super) fn met(name: &Party, what: &str, by: Option<&Party>) -> Words {
    match by {
        None => sentence!["met: {name} needed {what}", name, what],
        Some(by) => sentence!["met by {by}: {name} needed {what}; it is a good turn", by, name, what],
    }
}

pub(super) fn of_one_person() -> Error {
    Error::refused("both are of the same person, and never matched", "")
}

pub(super) fn put_aside(giver: &Party, asker: &Party, days: i64) -> Words {
    match asker.is_me() {
        true => sentence!["put aside for {days} days: {giver} for what you need", days, giver],
        false => {
            sentence!["put aside for {days} days: {giver} for what {name} needs", days, giver, name = asker]
        }
    }
}

/// A match: what one needs, and what another can give or is known for.
pub(super) fn matched(asker: &Party, need: &str, giver: &Party, offer: &str, source: Source) -> Words {
    let (name, other) = (asker.name(), giver.name());
    match (asker.is_me(), source) {
        _ if giver.is_me() => sentence!["{name} needs: {need}; you can give: {offer}", name, need, offer],
        (true, Source::Offer) => sentence!["you need: {need}; {other} can give: {offer}", need, other, offer],
        (true, Source::Title) => {
            sentence!["you need: {need}; {other} does that: {offer}", need, other, offer]
        }
        (true, Source::Learnt) => {
            sentence!["you need: {need}; {other} may know: {offer}", need, other, offer]
        }
        (false, Source::Offer) => {
            sentence!["{name} needs: {need}; {other} can give: {offer}", name, need, other, offer]
        }
        (false, Source::Title) => {
            sentence!["{name} needs: {need}; {other} does that: {offer}", name, need, other, offer]
        }
        (false, Source::Learnt) => {
            sentence!["{name} needs: {need}; {other} may know: {offer}", name, need, other, offer]
        }
    }
}

/// Why two match, and by which codes or names one says so to other deeds.
pub(super) fn reason(why: &str, need: &str, offer: &str) -> Words {
    sentence!["{why} ({need} with {offer})", why, need, offer]
}

/// Why a need and an offer match: by these words, else by a trade, else by other words for the same; whether the offer
/// is what the giver does; and for how long both stand, where that is not since today.
pub(super) fn why(
    words: &[String],
    trade: Option<&str>,
    source: Source,
    is_trade: bool,
    age: Option<String>,
) -> Words {
    let does = source == Source::Offer && is_trade;
    let (title, learnt) = (source == Source::Title, source == Source::Learnt);
    let today = age.is_none();
    match trade {
        _ if !words.is_empty() => sentence![
            "both speak of {words}[{does}; it is what they do]\
             [{title}; it is what they do, though they offered nothing]\
             [{learnt}; you learnt that of them, they offered nothing][{today}, since today][, since {age} ago]",
            words = words.join(", "),
            does,
            title,
            learnt,
            today,
            age
        ],
        Some(trade) => sentence![
            "both mean the trade of a {trade}[{does}; it is what they do]\
             [{title}; it is what they do, though they offered nothing]\
             [{learnt}; you learnt that of them, they offered nothing][{today}, since today][, since {age} ago]",
            trade,
            does,
            title,
            learnt,
            today,
            age
        ],
        None => sentence![
            "both say the same in other words[{does}; it is what they do]\
             [{title}; it is what they do, though they offered nothing]\
             [{learnt}; you learnt that of them, they offered nothing][{today}, since today][, since {age} ago]",
            does,
            title,
            learnt,
            today,
            age
        ],
    }
}

/// A match, to whoever needs something.
pub(super) fn to_the_asker(giver: &str, offer: &str, need: &str) -> Words {
    sentence!["{giver} can give: {offer} (they need: {need})", giver, offer, need]
}

/// The same, to whoever can give it.
pub(super) fn to_the_giver(asker: &Party, need: &str, offer: &str) -> Words {
    match asker.is_me() {
        true => sentence!["you need: {need} (they can give: {offer})", need, offer],
        false => {
            sentence!["{name} needs: {need} (they can give: {offer})", name = asker.name(), need, offer]
        }
    }
}

pub(super) fn i_need(need: &str, offer: &str) -> Words {
    sentence!["You need: {need}; they can give: {offer}", need, offer]
}

pub(super) fn i_can_give(need: &str, offer: &str) -> Words {
    sentence!["They need: {need}; you can give: {offer}", need, offer]
}

pub(super) fn another_can_give(need: &str, giver: &str, offer: &str) -> Words {
    sentence!["They need: {need}; {giver} can give: {offer}", need, giver, offer]
}

/// A need whose day is past.
pub(super) fn needed_until(day: Date, what: &str) -> Words {
    sentence!["They needed until {day}: {what}. Was it met, or does it still stand?", day, what]
}

/// A good turn that would be timely: how long ago the last was, what they need, and what I can give for it.
pub(super) fn timely(ago: Option<String>, need: &str, offer: Option<&str>) -> Words {
    match ago {
        None => sentence![
            "A good turn would be timely (you have not done them one yet). They need: {need}\
             [; you can give: {offer}]",
            need,
            offer
        ],
        Some(ago) => sentence![
            "A good turn would be timely (yours was {ago} ago). They need: {need}[; you can give: {offer}]",
            ago,
            need,
            offer
        ],
    }
}

#[cfg(test)]
mod tests {
    use goodturn_core::id::PersonId;

    use super::*;

    #[test]
    fn what_i_need_myself_is_said_as_mine() {
        let said = to_the_giver(&Party::Me, "a roof", "roofs");
        assert_eq!(said.to_string(), "you need: a roof (they can give: roofs)");
        let ada = Party::Person { id: PersonId::from_bytes([7; 16]), name: "Ada".into() };
        let said = to_the_giver(&ada, "a roof", "roofs");
        assert_eq!(said.to_string(), "Ada needs: a roof (they can give: roofs)");
    }
}
