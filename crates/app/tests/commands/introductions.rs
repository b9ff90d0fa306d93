//! Introductions.
