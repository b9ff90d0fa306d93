//! Word of mouth.
