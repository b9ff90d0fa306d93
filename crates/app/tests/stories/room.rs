//! `room`: many met at once, and still known.
