//! `slimy`: trust, repaired.
