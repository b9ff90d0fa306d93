//! `stage`: interest in the other person.
