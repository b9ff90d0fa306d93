//! What only the pages say, and what they say of their pictures: each a whole sentence.

use goodturn_core::insight::today::span;
use goodturn_core::sentence;
use goodturn_core::words::Words;

use super::words::count;

/// What an import brought.
pub(super) fn came(people: u64, interactions: u64, seconds: f64) -> Words {
    sentence![
        "{people|1 person|# people} and {interactions|1 interaction|# interactions} came into the book, in {seconds} \
         seconds.",
        people = count(people),
        interactions = count(interactions),
        seconds = format!("{seconds:.1}")
    ]
}

/// That so many pairs were merged.
pub(super) fn were_merged(pairs: usize) -> Words {
    sentence![
        "{pairs|1 pair was taken to be one person and was merged; its page takes it apart\
         |# pairs were taken to be one person each and were merged; their pages take them apart}",
        pairs = count(pairs as u64)
    ]
}

pub(super) fn may_be_one(pairs: u64) -> Words {
    sentence![
        "{pairs|1 pair may be one person and waits|# pairs may be one person and wait} for you to decide.",
        pairs = count(pairs)
    ]
}

pub(super) fn each_file(files: usize) -> Words {
    sentence!["Each of the {files} files", files = count(files as u64)]
}

pub(super) fn and_more(more: usize) -> Words {
    sentence!["and {more} more", more]
}

/// Nothing lies there. Files that were chosen beside it have to be chosen once more.
pub(super) fn nothing_there(path: &str, chosen: bool) -> Words {
    sentence![
        "there is no {path}: write where the file or folder is[{chosen}; choose the files once more]",
        path,
        chosen
    ]
}

/// The same of an address.
pub(super) fn no_address(address: &str, chosen: bool) -> Words {
    sentence![
        "this is no e-mail address: {address}; one looks like name@host[{chosen}; choose the files once more]",
        address,
        chosen
    ]
}

/// The ties of 90 days ago, and in how many of them both were heard.
pub(super) fn known_then(ties: usize, exchanged: usize) -> Words {
    sentence![
        "{ties|1 tie was|# ties were} known then; in {exchanged} of them both were heard since.",
        ties,
        exchanged
    ]
}

/// Contacts of the last months, as a picture shows them.
pub(super) fn contacts(months: usize, mine: u32, theirs: u32) -> Words {
    sentence![
        "The last {months} months: {mine|1 contact|# contacts} from you, {theirs} from them",
        months,
        mine,
        theirs
    ]
}

/// Good turns of some years, as a picture shows them; `of` says of whom.
pub(super) fn turns(of: &str, years: usize, [given, received]: [f64; 2]) -> Words {
    sentence![
        "Good turns {of} over {years|1 year|# years}: {given} given, {received} received",
        of,
        years,
        given = format!("{given:.0}"),
        received = format!("{received:.0}")
    ]
}

/// How much of one kind, as a picture shows it.
pub(super) fn of_kind(kind: &str, mine: usize, others: usize) -> Words {
    sentence!["{kind}: {mine} by you, {others} by others. ", kind, mine, others]
}

/// How many are in touch after so many months; no share while that is still to come.
pub(super) fn after(months: i64, share: Option<f64>) -> Words {
    match share.map(|share| format!("{:.0}", 100.0 * share)) {
        Some(percent) => {
            sentence!["after {months} months {percent} in 100. ", months, percent]
        }
        None => sentence!["after {months} months not yet. ", months],
    }
}

pub(super) fn months(months: i64) -> Words {
    sentence!["{months} months", months]
}

/// Somebody in a chain of who brought whom, as a picture shows them, and what came of them.
pub(super) fn brought(name: &str, by: Option<&str>, note: &str) -> Words {
    let note = Some(note).filter(|note| !note.is_empty());
    sentence!["{name}[ through {by}][, {note}]. ", name, by, note]
}

/// The two directions of a tie, as a picture shows them.
pub(super) fn directions(out: f64, in_: f64) -> Words {
    let [out, in_] = [out, in_].map(|part| format!("{part:.2}"));
    sentence!["From you {out}, from them {in_}; a mail a week is about 1", out, in_]
}

/// A silence beside the usual gap, as a picture shows it.
pub(super) fn rhythm(silent: &str, gap: f64, rhythm: f64) -> Words {
    sentence![
        "{silent}, usually every {gap}, at {percent} in 100 of its rhythm",
        silent,
        gap = span(gap),
        percent = format!("{:.0}", 100.0 * rhythm)
    ]
}

/// An event: where it was, how many were met at it, and how many of them were followed up.
pub(super) fn event(day: &str, place: &str, met: usize, followed_up: usize) -> Words {
    let place = Some(place).filter(|place| !place.is_empty());
    sentence!["{day}[, {place}]: {met} met, {followed_up} followed up", day, place, met, followed_up]
}

/// Where somebody was met, and how far the follow-up is.
pub(super) fn met_at(event: &str, state: &str) -> Words {
    let event = Some(event).filter(|event| !event.is_empty());
    sentence!["Met[ at {event}]. {state}.", event, state]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_each_is_said_as_one() {
        assert_eq!(
            came(1, 2_000, 0.5).to_string(),
            "1 person and 2,000 interactions came into the book, in 0.5 seconds."
        );
        assert_eq!(may_be_one(1).to_string(), "1 pair may be one person and waits for you to decide.");
        assert_eq!(may_be_one(2).to_string(), "2 pairs may be one person and wait for you to decide.");
        assert!(were_merged(1).to_string().ends_with("its page takes it apart"));
        assert_eq!(brought("Ada", None, "").to_string(), "Ada. ");
        assert_eq!(brought("Ben", Some("Ada"), "250 EUR").to_string(), "Ben through Ada, 250 EUR. ");
    }
}
