//! Goodturn: be useful to each other, for years.

use std::process::ExitCode;

fn main() -> ExitCode {
    goodturn_app::cli::run(std::env::args_os().collect(), seed())
}

/// A seed of this process's own, from the randomness that the standard library's hash maps have.
fn seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}
