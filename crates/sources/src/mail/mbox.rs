//! Cuts an mbox file of any dialect into messages, holding no more of it than a message's headers.
//!
//! What begins a message is decided by its own line ([`separator`]) and the headers below it; after a blank line fewer
//! of them do. That reads mboxo and mboxrd as they are. Files of the mboxcl dialects do not mask such lines in bodies; there a `Content-Length`
//! that ends exactly at the next message or at the end of the file says that a line in between is text.

use std::io::{BufRead, Result};
use std::ops::ControlFlow;

use goodturn_core::limits::HEADERS;
use memchr::memmem::Finder;

use super::headers::{Field, Headers, Scan, is_header};
use super::separator::{self, LOOK, Separator};
use super::window::Window;

/// A body is read no further than this when its text is wanted, and a `Content-Length` beyond it says nothing.
const BODY_MOST: usize = 4 << 20;

/// How often the reader says how far it is.
const MILESTONE: u64 = 1 << 20;

/// How much of a message is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// Its headers.
    Headers,
    /// Its body too, up to 4 MiB.
    Bodies,
}

/// One message as it stands in its archive.
pub(super) struct Message<'a> {
    /// Where its first line stands.
    pub(super) at: u64,
    /// The line that begins it; none where a file begins with headers at once.
    pub(super) separator: Option<Separator>,
    /// The message from that line on, as far as it was wanted.
    pub(super) bytes: &'a [u8],
    /// Where in the bytes its fields stand.
    pub(super) headers: &'a Headers,
    /// Where in the bytes its body begins.
    pub(super) body: usize,
    /// Its headers were too long and have been cut.
    pub(super) cut: bool,
}

/// A piece of an archive.
pub(super) enum Piece<'a> {
    /// A message.
    Message(Message<'a>),
    /// Something at the beginning that is no message.
    Junk(u64),
    /// So far the reader is.
    Progress(u64),
}

/// Cuts an archive into its pieces.
pub(super) fn cut(
    input: &mut dyn BufRead,
    want: Want,
    visit: &mut dyn FnMut(Piece<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>> {
    let mut cutter = Cutter {
        window: Window::new(input),
        headers: Headers::new(),
        finder: Finder::new(b"\nFrom"),
        want,
        milestone: MILESTONE,
        patches: false,
        stopped: false,
        visit,
    };
    cutter.run()
}

struct Cutter<'a> {
    window: Window<'a>,
    headers: Headers,
    finder: Finder<'static>,
    want: Want,
    milestone: u64,
    /// The file was written by `git format-patch`, and such lines begin messages. In other files they stand
    /// in bodies, where somebody attached a patch.
    patches: bool,
    /// Nobody wants to see more.
    stopped: bool,
    visit: &'a mut dyn FnMut(Piece<'_>) -> ControlFlow<()>,
}

impl Cutter<'_> {
    fn run(&mut self) -> Result<ControlFlow<()>> {
        self.skip_blank_lines()?;
        self.window.reach(LOOK)?;
        if self.window.bytes().is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let mut separator = separator::read_first(self.window.bytes());
        self.patches = separator.is_some_and(|found| found.patch);
        if separator.is_none() && !is_header(self.window.bytes()) {
            if (self.visit)(Piece::Junk(self.window.offset())).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            separator = self.pass_to_next(0, None)?;
            if separator.is_none() {
                return Ok(self.progress());
            }
        }
        loop {
            let (next, flow) = self.message(separator)?;
            if flow.is_break() {
                return Ok(flow);
            }
            separator = next;
            if separator.is_none() {
                return Ok(self.progress());
            }
        }
    }

    fn skip_blank_lines(&mut self) -> Result<()> {
        self.window.reach(3)?;
        if self.window.bytes().starts_with(b"\xef\xbb\xbf") {
            self.window.pass(3);
        }
        loop {
            let blank = self.window.bytes().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.window.pass(blank);
            if !self.window.bytes().is_empty() || self.window.ended() {
                return Ok(());
            }
            self.window.more()?;
        }
    }

    fn progress(&mut self) -> ControlFlow<()> {
        if self.stopped {
            return ControlFlow::Break(());
        }
        let offset = self.window.offset();
        if offset < self.milestone && !(self.window.ended() && self.window.bytes().is_empty()) {
            return ControlFlow::Continue(());
        }
        self.milestone = offset + MILESTONE;
        (self.visit)(Piece::Progress(offset))
    }

    /// Tells the message at the beginning of the window, and moves on to the next.
    fn message(&mut self, separator: Option<Separator>) -> Result<(Option<Separator>, ControlFlow<()>)> {
        let first = separator.map_or(0, |found| found.length);
        let (body, cut) = loop {
            let bytes = self.window.bytes();
            let seen = &bytes[..bytes.len().min(HEADERS)];
            match self.headers.scan(seen, first) {
                Scan::Body(at) => break (at, false),
                Scan::Cut if bytes.len() >= HEADERS => break (seen.len(), true),
                Scan::Cut if self.window.ended() => break (seen.len(), false),
                Scan::Cut => self.window.more()?,
            }
        };
        let length = self.declared_length().filter(|&length| !cut && length <= BODY_MOST);
        let claimed = length.map(|length| self.window.offset() + (body + length) as u64);
        let mut next = None;
        let mut end = body;
        if self.want == Want::Bodies && !cut {
            next = self.find(body.saturating_sub(1), claimed, Some(body + BODY_MOST))?;
            end = next.map_or(self.window.bytes().len().min(body + BODY_MOST), |(at, _)| at);
        }
        let flow = (self.visit)(Piece::Message(Message {
            at: self.window.offset(),
            separator,
            bytes: &self.window.bytes()[..end],
            headers: &self.headers,
            body,
            cut,
        }));
        if flow.is_break() || self.progress().is_break() {
            return Ok((None, ControlFlow::Break(())));
        }
        if let Some((at, found)) = next {
            self.window.pass(at);
            return Ok((Some(found), flow));
        }
        Ok((self.pass_to_next(end.saturating_sub(1), claimed)?, flow))
    }

    fn declared_length(&self) -> Option<usize> {
        let value = self.headers.get(self.window.bytes(), Field::ContentLength)?;
        std::str::from_utf8(value).ok()?.parse().ok()
    }

    /// Moves the window to the next message, letting go of all that lies before it.
    fn pass_to_next(&mut self, from: usize, claimed: Option<u64>) -> Result<Option<Separator>> {
        Ok(self.find(from, claimed, None)?.map(|(at, found)| {
            self.window.pass(at);
            found
        }))
    }

    /// Where in the window the next message begins. With `hold`, keeps the window where it is and looks no
    /// further than that; else the window follows the search.
    fn find(
        &mut self,
        mut from: usize,
        claimed: Option<u64>,
        hold: Option<usize>,
    ) -> Result<Option<(usize, Separator)>> {
        loop {
            let bytes = self.window.bytes();
            let found = self.finder.find(bytes.get(from..).unwrap_or_default()).map(|at| from + at);
            if hold.is_some_and(|most| found.unwrap_or(bytes.len()) >= most) {
                return Ok(None);
            }
            match found {
                Some(at) if bytes.len() - at > LOOK || self.window.ended() => {
                    if let Some(separator) = self.begins(at) {
                        return self.unless_claimed(at + 1, separator, claimed);
                    }
                    from = at + 1;
                    continue;
                }
                Some(at) => from = at,
                None if self.window.ended() => {
                    if hold.is_none() {
                        self.window.pass(bytes.len());
                    }
                    return Ok(None);
                }
                // The last bytes may be the beginning of what is looked for.
                None => from = from.max(bytes.len().saturating_sub(6)),
            }
            if hold.is_none() {
                // Two bytes before it tell whether the line before is blank.
                let past = from.saturating_sub(3);
                self.window.pass(past);
                from -= past;
                if self.progress().is_break() {
                    self.stopped = true;
                    return Ok(None);
                }
            }
            self.window.more()?;
        }
    }

    /// The separator after the line break at `at`.
    fn begins(&self, at: usize) -> Option<Separator> {
        let bytes = self.window.bytes();
        // Most lines that begin so are the `From:` of mail that is quoted.
        if bytes.get(at + 5) == Some(&b':') {
            return None;
        }
        let blank = matches!(&bytes[..at], [] | [.., b'\n'] | [.., b'\n', b'\r']);
        let separator = separator::read(&bytes[at + 1..], blank)?;
        (self.patches || !separator.patch).then_some(separator)
    }

    /// The separator that was found, unless the message's own length reaches over it to another one or to
    /// the end of the file.
    fn unless_claimed(
        &mut self,
        at: usize,
        found: Separator,
        claimed: Option<u64>,
    ) -> Result<Option<(usize, Separator)>> {
        let end = claimed.and_then(|end| usize::try_from(end.checked_sub(self.window.offset())?).ok());
        let Some(end) = end.filter(|&end| end > at) else {
            return Ok(Some((at, found)));
        };
        self.window.reach(end + LOOK + 4)?;
        let Some(rest) = self.window.bytes().get(end..) else {
            return Ok(Some((at, found)));
        };
        let breaks = rest.iter().take(4).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if rest.len() == breaks && self.window.ended() {
            return Ok(None);
        }
        Ok(Some(
            separator::read(&rest[breaks..], true).map_or((at, found), |separator| (end + breaks, separator)),
        ))
    }
}
