//! The README's picture: the sample network's first page, drawn by a browser without a screen.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::{need, run};

/// The picture's path in the repository.
const PICTURE: &str = "docs/today.png";

/// Makes the picture anew.
pub fn make() -> Result<(), String> {
    need::all(&[need::COMPILER, need::CHROMIUM])?;
    run(Command::new("cargo").args(["build", "--package", "goodturn"]))?;
    let folder = std::env::temp_dir().join(format!("goodturn-screenshot-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|cause| cause.to_string())?;
    let made = draw(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    made
}

fn draw(folder: &std::path::Path) -> Result<(), String> {
    let goodturn = |args: &[&str]| {
        let mut command = Command::new("target/debug/goodturn");
        command
            .args(args)
            .env("GOODTURN_BOOK", folder.join("book.db"))
            .env("GOODTURN_NOW", "2026-03-05T08:00:00Z");
        command
    };
    run(&mut goodturn(&["demo"]))?;
    let mut server = goodturn(&["serve", "--listen", "127.0.0.1:0", "--no-browser"])
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|cause| format!("the server cannot be started: {cause}"))?;
    let drawn = (|| {
        let out = server.stdout.take().ok_or("the server says nothing")?;
        let mut page = String::new();
        BufReader::new(out).read_line(&mut page).map_err(|cause| cause.to_string())?;
        std::fs::create_dir_all("docs").map_err(|cause| cause.to_string())?;
        let profile = format!("--user-data-dir={}", folder.join("profile").display());
        run(Command::new("chromium").args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--window-size=1100,900",
            &profile,
            &format!("--screenshot={PICTURE}"),
            page.trim(),
        ]))
    })();
    let _ = server.kill();
    let _ = server.wait();
    drawn
}
