//! What is said of how far chances can be believed: each a whole sentence.

use goodturn_core::insight::calibration::{POSITIVES, Reliability, TIES};
use goodturn_core::sentence;
use goodturn_core::words::Words;

/// What stands over the lines of what came true.
pub(super) const COLUMNS: &str = "chance told   came true   ties";

/// So many ties, and in so many of them both were heard.
pub(super) fn known(ties: usize, exchanged: usize) -> Words {
    match (ties, exchanged) {
        (1, 0) => sentence!["1 tie was known 90 days ago, and not both were heard since."],
        (1, _) => sentence!["1 tie was known 90 days ago, and both were heard since."],
        _ => sentence![
            "{ties} ties were known 90 days ago, and in {exchanged} of them both were heard since.",
            ties,
            exchanged
        ],
    }
}

pub(super) fn too_little() -> Words {
    sentence![
        "That is too little to learn from: with {ties} ties and {exchanges} exchanges this book has a scale of its own.",
        ties = TIES,
        exchanges = POSITIVES
    ]
}

/// How far the book's own scale is off, beside that of every book.
pub(super) fn off_by(own: &Reliability, standard: &Reliability) -> Words {
    let in_100 = |error: f64| format!("{:.1}", error * 100.0);
    let score = |brier: f64| format!("{brier:.3}");
    sentence![
        "Off by {off} in 100 on average (standard scale: {off_standard}); Brier score {score} (standard scale \
         {score_standard}, the share alone {score_share}).",
        off = in_100(own.ece),
        off_standard = in_100(standard.ece),
        score = score(own.brier),
        score_standard = score(standard.brier),
        score_share = score(own.brier_of_share)
    ]
}
