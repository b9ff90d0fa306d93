//! The project's own chores: `cargo xtask test`, `cargo xtask bench`, `cargo xtask judge`,
//! `cargo xtask screenshot`.
//!
//! No dependencies, so that it builds in a second and can install what the others need.

mod bench;
mod judge;
mod need;
mod screenshot;

use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask test [ARGS]      run every test; installs what is missing where it may
cargo xtask bench [NAME]     run the benches: mail, again, linear, undo, postgres, pages, giving, network,
                             communities, match, strengths, grow, duplicates, search, hostile, far
cargo xtask judge [NAME]     measure the judgements on real data beside their baselines: strength, match,
                             duplicates
cargo xtask screenshot       make the README's picture anew
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let chore = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let done = match chore.as_str() {
        "test" => test(&rest),
        "bench" => bench::run_all(&rest),
        "judge" => judge::run_all(&rest),
        "screenshot" => screenshot::make(),
        _ => Err(HELP.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

fn test(rest: &[String]) -> Result<(), String> {
    let shells = [need::BASH, need::ZSH, need::FISH];
    need::all(&[&[need::COMPILER, need::POSTGRES, need::PGBOUNCER, need::CHROMIUM][..], &shells].concat())?;
    run(Command::new("cargo").args(["test", "--workspace"]).args(rest))
}

/// Runs a command to its end; an error where it fails.
fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|cause| format!("{command:?} cannot be run: {cause}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}
