//! The way in. Whoever has a token comes in once by it and gets a cookie; whoever has the cookie is let in.
//!
//! A token is in the address that `serve` prints and opens, so it is worth something only once: what is in a browser's
//! history, on a terminal or in a list of processes opens nothing afterwards. The key from which the cookie is made lies
//! beside the book in a file for its owner alone, with a print of each token that was not used yet. So a browser stays
//! signed in when the server starts anew, and another process of the same owner can make a token for a running server.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use goodturn_store::private;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// So many tokens may be open at once; a newer one takes the place of the oldest.
const OPEN: usize = 8;
/// How long a browser stays signed in at most, in seconds: as long as browsers keep a cookie at all.
const KEPT: u32 = 400 * 24 * 3600;
/// So many servers of one book are known at once.
const SERVERS: usize = 8;
/// The first line of the file.
const HEAD: &str = "goodturn door 1";

type Key = [u8; 32];

/// Who gets in to one book.
pub struct Door {
    key: Key,
    kept: TokenStore,
}

/// Where the tokens that were not used yet are kept.
enum TokenStore {
    File(PathBuf),
    Memory(Mutex<State>),
}

/// What the file says.
#[derive(Clone)]
struct State {
    key: Key,
    /// A print of each token that was not used yet.
    open: Vec<Key>,
    /// Where servers of this book listen, or did when they ended without a word; the newest last.
    at: Vec<SocketAddr>,
}

impl Door {
    /// The door whose key lies in this file, which is made where there is none.
    pub fn at(file: &Path) -> io::Result<Door> {
        let key = in_file(file, |state| state.key)?;
        Ok(Door { key, kept: TokenStore::File(file.to_owned()) })
    }

    /// A door of this process alone: whoever is signed in is so until it ends.
    pub fn for_now() -> io::Result<Door> {
        let state = State::new()?;
        Ok(Door { key: state.key, kept: TokenStore::Memory(Mutex::new(state)) })
    }

    /// A new address that signs in whoever opens it first, at a server that listens there.
    pub fn address(&self, at: SocketAddr) -> io::Result<String> {
        let mut token = [0; 20];
        getrandom::fill(&mut token).map_err(io::Error::other)?;
        let token = hex(&token);
        self.with(|state| {
            let print = print(&state.key, "token", &token);
            if state.open.len() >= OPEN {
                state.open.remove(0);
            }
            state.open.push(print);
        })?;
        Ok(format!("http://{at}/?token={token}"))
    }

    /// Uses a token up; whether it was worth something.
    pub(crate) fn redeem(&self, token: &str) -> bool {
        let used = self.with(|state| {
            let before = state.open.len();
            let mac = mac(&state.key, "token", token);
            // Each is compared in the same time, however much of it is right.
            state.open.retain(|print| mac.clone().verify_slice(print).is_err());
            state.open.len() < before && state.key == self.key
        });
        used.unwrap_or(false)
    }

    /// What a browser is given that came in by a token.
    pub(crate) fn cookie(&self) -> String {
        format!(
            "{}={}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Strict",
            self.name(),
            hex(&print(&self.key, "cookie", ""))
        )
    }

    /// Whether a request comes with the cookie.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let name = self.name();
        headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok()).any(|cookies| {
            cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).any(|(known, value)| {
                known == name
                    && unhex(value)
                        .is_some_and(|value| mac(&self.key, "cookie", "").verify_slice(&value).is_ok())
            })
        })
    }

    /// What only a server with this key can answer to a question of the moment, at the port where it listens.
    pub(crate) fn proof(&self, question: &str, port: u16) -> String {
        hex(&print(&self.key, "here", &format!("{port} {question}")))
    }

    /// Whether a server's answer to such a question is right.
    pub(crate) fn proves(&self, question: &str, port: u16, answer: &str) -> bool {
        let mac = mac(&self.key, "here", &format!("{port} {question}"));
        unhex(answer).is_some_and(|answer| mac.verify_slice(&answer).is_ok())
    }

    /// Cookies of one machine go to every port of it, so each book's has a name of its own.
    fn name(&self) -> String {
        format!("goodturn-{}", hex(&print(&self.key, "name", "")[..4]))
    }

    /// Keeps where a server of this book listens, so that others of the same owner find it.
    pub fn listens(&self, at: SocketAddr) -> io::Result<()> {
        self.with(|state| {
            state.at.retain(|known| *known != at);
            if state.at.len() >= SERVERS {
                state.at.remove(0);
            }
            state.at.push(at);
        })
    }

    /// Where servers of this book said that they listen, the newest first. One that was killed is among them still, and
    /// anybody may listen there by now.
    pub fn servers(&self) -> Vec<SocketAddr> {
        self.with(|state| state.at.iter().rev().copied().collect()).unwrap_or_default()
    }

    /// Forgets a server that is no more.
    pub fn ended(&self, at: SocketAddr) {
        // Where this fails, whoever asks there finds nobody of ours.
        let _ = self.with(|state| state.at.retain(|known| *known != at));
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> io::Result<T> {
        match &self.kept {
            TokenStore::File(file) => in_file(file, change),
            TokenStore::Memory(state) => {
                Ok(change(&mut state.lock().unwrap_or_else(PoisonError::into_inner)))
            }
        }
    }
}

impl State {
    fn new() -> io::Result<State> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        Ok(State { key, open: Vec::new(), at: Vec::new() })
    }

    /// None where the text is not what was written: half a file opens no door.
    fn read(text: &str) -> Option<State> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let value = |text: &str| unhex(text)?.try_into().ok();
        let key = value(lines.next()?.strip_prefix("key ")?)?;
        let (mut open, mut at) = (Vec::new(), Vec::new());
        for line in lines {
            match line.split_once(' ')? {
                ("open", print) => open.push(value(print)?),
                ("at", address) => at.push(address.parse().ok()?),
                _ => return None,
            }
        }
        Some(State { key, open, at })
    }

    fn written(&self) -> String {
        let mut text = format!("{HEAD}\nkey {}\n", hex(&self.key));
        for print in &self.open {
            text.push_str(&format!("open {}\n", hex(print)));
        }
        for at in &self.at {
            text.push_str(&format!("at {at}\n"));
        }
        text
    }
}

/// Reads the file, changes it and writes it again, under a lock: two servers and a command may be at it at once.
fn in_file<T>(path: &Path, change: impl FnOnce(&mut State) -> T) -> io::Result<T> {
    let mut file: File = private::open(path)?;
    file.lock()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let mut state = match State::read(&text) {
        Some(state) => state,
        // Half a file was ours; anything else is somebody's.
        None if text.starts_with(HEAD) || HEAD.starts_with(text.trim_end()) => State::new()?,
        None => {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a file lies there that is none of Goodturn's",
            ));
        }
    };
    let answer = change(&mut state);
    let written = state.written();
    if written != text {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(written.as_bytes())?;
        file.set_len(written.len() as u64)?;
    }
    Ok(answer)
}

/// What a server is asked that must prove itself: never the same twice.
pub(crate) fn question() -> io::Result<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    Ok(hex(&random))
}

/// A short print of a text, as a part of a file's name.
pub(crate) fn short(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..8])
}

fn mac(key: &Key, what: &str, text: &str) -> Hmac<Sha256> {
    // A key is filled up with nothing to the length of a block (RFC 2104, section 2).
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(what.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    mac
}

fn print(key: &Key, what: &str, text: &str) -> Key {
    mac(key, what, text).finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
