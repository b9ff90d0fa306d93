//! Snapshots: made plain, compared, and never rewritten unless asked.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the snapshots lie.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands/snapshots")
}

/// Gives a name to what differs from run to run: paths, ids, seconds, the version, and digits of a fraction
/// that depend on the machine's mathematics.
pub fn plain(text: &str, paths: &[(&Path, &str)]) -> String {
    let mut text = text.replace(concat!("goodturn ", env!("CARGO_PKG_VERSION")), "goodturn VERSION");
    for (path, name) in paths {
        text = text.replace(&*path.to_string_lossy(), name);
    }
    codes(&short_fractions(&seconds(&ids(&text))))
}

/// Each id becomes `ID1`, `ID2` and so on, in the order in which they first turn up.
fn ids(text: &str) -> String {
    const LONG: usize = 36;
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let id = rest.get(..LONG).filter(|word| is_id(word));
        if let Some(id) = id {
            let next = known.len() + 1;
            plain.push_str(&format!("ID{}", known.entry(id).or_insert(next)));
            rest = &rest[LONG..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    plain
}

/// What a test or an example types as a code, where nothing has it.
const TYPED: [&str; 3] = ["12345678", "9c41d0e2", "7b22a0f1"];

/// Each code, the end of an id by which a list names what is open, becomes `CODE1`, `CODE2` and so on.
fn codes(text: &str) -> String {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut plain = String::new();
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let (code, rest) = word.split_at(word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len()));
        let hex = |byte: u8| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase();
        // A day is written so behind a colon.
        let day = plain.ends_with(':');
        if code.len() == 8 && code.bytes().all(hex) && !TYPED.contains(&code) && !day {
            let next = known.len() + 1;
            plain.push_str(&format!("CODE{}{rest}", known.entry(code).or_insert(next)));
        } else {
            plain.push_str(word);
        }
    }
    plain
}

fn is_id(word: &str) -> bool {
    word.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase(),
    })
}

/// How long something took is `N`.
fn seconds(text: &str) -> String {
    let mut plain = String::new();
    for line in text.split_inclusive('\n') {
        let mut line = line.to_owned();
        if let Some((before, after)) = line.split_once("\"seconds\":") {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | '-'));
            line = format!("{before}\"seconds\":N{rest}");
        }
        if line.ends_with(" seconds\n")
            && let Some((before, _)) = line.rsplit_once(" in ")
        {
            line = format!("{before} in N seconds\n");
        }
        plain.push_str(&line);
    }
    plain
}

/// Fractions are cut to three digits.
fn short_fractions(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(point) = rest.find('.') {
        let (before, after) = rest.split_at(point);
        let digits = after[1..].bytes().take_while(u8::is_ascii_digit).count();
        plain.push_str(before);
        let number = before.ends_with(|c: char| c.is_ascii_digit());
        let kept = if number && digits > 3 { 3 } else { digits };
        plain.push_str(&after[..=kept]);
        rest = &after[1 + digits..];
    }
    plain.push_str(rest);
    plain
}

/// Whether snapshots are to be written in this run, and not compared.
pub fn are_written() -> bool {
    std::env::var_os("GOODTURN_SNAPSHOTS").is_some_and(|wish| wish == "write")
}

/// Compares a text with the snapshot of that name; fails with what differs.
pub fn compare(name: &str, now: &str) {
    let path = folder().join(format!("{name}.txt"));
    if are_written() {
        fs::create_dir_all(folder()).unwrap();
        fs::write(&path, now).unwrap();
        return;
    }
    let then = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        then == now,
        "snapshot {name} differs (- as it was, + as it is):\n\n{}\n\
         If it is meant so: GOODTURN_SNAPSHOTS=write cargo test -p goodturn --test commands",
        difference(&then, now)
    );
}

/// The lines that differ with two lines around each, found by the longest common row of lines.
fn difference(then: &str, now: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (then.lines().collect(), now.lines().collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    let near =
        |at: usize| lines[at.saturating_sub(2)..lines.len().min(at + 3)].iter().any(|(m, _)| *m != ' ');
    let mut shown = String::new();
    let mut gap = false;
    for (at, (mark, line)) in lines.iter().enumerate() {
        if near(at) {
            shown.push_str(&format!("{mark} {line}\n"));
            gap = false;
        } else if !gap {
            shown.push_str("  …\n");
            gap = true;
        }
    }
    shown
}

#[test]
fn what_varies_is_given_a_name() {
    let text = "019cbd39-ae80-7745-b13f-3be52a0e5e19 and 019cbd39-ae80-7745-b13f-3befb563068c, the first again: \
                019cbd39-ae80-7745-b13f-3be52a0e5e19\n{\"seconds\":0.0213,\"strength\":89.7174393}\n\
                2 people new, in 0.3 seconds\n/tmp/x/book.db; mailto 127.0.0.1 on 2026-03-05.\n";
    assert_eq!(
        plain(text, &[(Path::new("/tmp/x/book.db"), "BOOK")]),
        "ID1 and ID2, the first again: ID1\n{\"seconds\":N,\"strength\":89.717}\n\
         2 people new, in N seconds\nBOOK; mailto 127.0.0.1 on 2026-03-05.\n"
    );
}

#[test]
fn a_difference_shows_what_went_and_what_came() {
    let then = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
    let now = "one\ntwo\nthree\nfour\nfive\n6\nseven\n";
    assert_eq!(difference(then, now), "  …\n  four\n  five\n- six\n+ 6\n  seven\n");
}
