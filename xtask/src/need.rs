//! What the tests need of the machine, and how it gets there.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run;

/// A program of the system, and the Debian package that brings it.
#[derive(Clone, Copy)]
pub struct Need {
    program: &'static str,
    folders: &'static [&'static str],
    package: &'static str,
}

/// The C compiler that builds SQLite.
pub const COMPILER: Need = Need { program: "cc", folders: &[], package: "build-essential" };
/// A PostgreSQL server.
pub const POSTGRES: Need =
    Need { program: "initdb", folders: &["/usr/lib/postgresql"], package: "postgresql" };
/// What shares few connections to a PostgreSQL server among many.
pub const PGBOUNCER: Need = Need { program: "pgbouncer", folders: &["/usr/sbin"], package: "pgbouncer" };
/// A browser that draws pages without a screen. It comes with a font even without recommended packages:
/// `fontconfig-config`, which it depends on, depends on one.
pub const CHROMIUM: Need = Need { program: "chromium", folders: &[], package: "chromium" };
/// A shell for which there are completions.
pub const BASH: Need = Need { program: "bash", folders: &[], package: "bash" };
/// A shell for which there are completions.
pub const ZSH: Need = Need { program: "zsh", folders: &[], package: "zsh" };
/// A shell for which there are completions.
pub const FISH: Need = Need { program: "fish", folders: &[], package: "fish" };
/// A peer of the benches: an indexer of mail.
pub const NOTMUCH: Need = Need { program: "notmuch", folders: &[], package: "notmuch" };
/// A peer of the benches: its header parser.
pub const PYTHON: Need = Need { program: "python3", folders: &[], package: "python3" };

impl Need {
    /// Where the program is.
    pub fn found(&self) -> Option<PathBuf> {
        let on_path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::env::split_paths(&on_path).collect();
        folders.extend(self.folders.iter().map(PathBuf::from));
        for folder in self.folders {
            let versions = std::fs::read_dir(folder).into_iter().flatten().flatten();
            folders.extend(versions.map(|version| version.path().join("bin")));
        }
        folders.into_iter().map(|folder| folder.join(self.program)).find(|path| path.is_file())
    }
}

/// Makes sure that all is there: installs what is missing as root or with sudo on Debian's family, and else
/// stops with what to type.
pub fn all(needs: &[Need]) -> Result<(), String> {
    let missing: Vec<&str> =
        needs.iter().filter(|need| need.found().is_none()).map(|need| need.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let typed = format!("sudo apt-get update && sudo apt-get install -y {}", missing.join(" "));
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0\n"));
    let sudo = Command::new("sudo").args(["-n", "true"]).output().is_ok_and(|out| out.status.success());
    if !Path::new("/usr/bin/apt-get").is_file() || !(root || sudo) {
        return Err(format!(
            "The tests need what this machine lacks. On Debian or Ubuntu, type:\n\n    {typed}\n\n\
             Elsewhere, install with your package manager what corresponds to: {}",
            missing.join(" ")
        ));
    }
    eprintln!("installing {}", missing.join(" "));
    let command = |args: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(&mut command(&["update", "-q"]))?;
    let mut install = command(&["install", "-y", "-q", "--no-install-recommends"]);
    run(install.args(&missing))?;
    match needs.iter().find(|need| need.found().is_none()) {
        None => Ok(()),
        Some(need) => Err(format!(
            "{} was installed, but {} is not there; type:\n\n    {typed}",
            need.package, need.program
        )),
    }
}
