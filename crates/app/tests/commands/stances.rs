//! Stances and cross purposes.
