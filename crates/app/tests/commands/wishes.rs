//! Needs, offers, groups, matches.
