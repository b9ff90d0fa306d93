//! The small words of family names (`von`, `de la`).

/// What leads a family name and is left out as often as not.
pub(crate) const LEADS: &[&str] = &[
    "von", "van", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "do", "dos",
    "das", "du", "des", "la", "le", "el", "al", "bin", "ibn", "ter", "ten", "af", "av", "y", "e", "und",
    "and",
];
