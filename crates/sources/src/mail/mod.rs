//! Mail: mbox files of any dialect, Mailman's archives, single messages, Maildir.
//!
//! An archive of years is read in seconds because only headers are looked at, once, where they stand: the
//! stream is searched for the lines that begin a message ([`read_mbox`]), and of each message only the fields
//! that say who, when and what are understood. Bodies are passed over, unless their text is
//! [asked for](crate::Asked::texts). However large an archive or a message is, a few megabytes of it are in
//! memory at a time.
//!
//! - `window`, `separator`, `mbox`: a stream cut into messages
//! - `headers`: where in a message its fields stand
//! - `address`, `words`: mailboxes, encoded words
//! - `date`, `months`, `zone`, `civil`: dates, their words, the calendar
//! - `message`, `marks`, `skip`: a message's headers to a draft, or the reason to leave it out
//! - `rewritten`: who wrote, where a list put its own address in their place
//! - `body`: the words of a message
//! - `maildir`: the folder's shape and its flags
//! - `owner`: whose mail it is

use std::cell::Cell;
use std::io::{BufRead, Result};
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Item, Sink};
use goodturn_core::limits::HEADERS;
use goodturn_core::place::{Place, Problem};

use crate::Asked;

mod address;
mod body;
mod civil;
mod date;
mod headers;
mod labels;
mod maildir;
mod marks;
mod mbox;
mod message;
mod months;
mod owner;
mod rewritten;
mod separator;
mod skip;
mod window;
mod words;
mod zone;

pub use maildir::{is_maildir, maildir_skip};
pub use owner::{OwnerClues, guess_owner};
pub(crate) use owner::{glance_owner, is_sent_folder};

use headers::{Headers, Scan};
use mbox::{Piece, Want};
use message::Letter;
use separator::Separator;

/// Reads an mbox file: mboxo, mboxrd, mboxcl, mboxcl2, `git format-patch`, Mailman's `.txt` archives.
///
/// Each message is one item, at the byte where its `From ` line begins; so is whatever stands before the
/// first. Headers over 1 MiB are cut and that is noticed. How far the reading is, is told about every MiB.
///
/// # Errors
/// When the input cannot be read.
pub fn read_mbox(
    input: &mut dyn BufRead,
    file: &Arc<str>,
    asked: &Asked,
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>> {
    let want = if asked.texts { Want::Bodies } else { Want::Headers };
    let mut said = false;
    mbox::cut(input, want, &mut |piece| match piece {
        Piece::Progress(bytes) => sink.take(Item::Progress(bytes)),
        Piece::Junk(at) => sink.take(Item::Failed(Problem {
            place: Place::byte(file, at),
            what: "what stands here is no message; the reading goes on at the next line that begins one"
                .to_owned(),
        })),
        Piece::Message(message) => {
            if message.cut {
                let place = Place::byte(file, message.at);
                sink.take(Item::Noticed(Problem { place, what: CUT.to_owned() }))?;
            }
            let letter = Letter {
                bytes: message.bytes,
                headers: message.headers,
                body: &message.bytes[message.body..],
                came: message.separator.and_then(|separator| separator.came),
                hidden: message.separator.is_some_and(|separator| separator.hidden),
                zoneless: Cell::new(false),
            };
            sink.take(letter.understand(file, message.at, asked))?;
            if letter.zoneless.get() && !std::mem::replace(&mut said, true) {
                sink.take(zoneless(file, message.at, asked))?;
            }
            ControlFlow::Continue(())
        }
    })
}

const CUT: &str = "the headers are longer than 1 MiB, and the rest of them is left out";

/// Reads one message: the content of an `.eml` file, or of a file of a Maildir. It is exactly one item.
pub fn read_message(bytes: &[u8], file: &Arc<str>, asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    let mut headers = Headers::new();
    let (bytes, separator, body, cut) = open(bytes, &mut headers);
    if cut {
        sink.take(Item::Noticed(Problem { place: Place::byte(file, 0), what: CUT.to_owned() }))?;
    }
    let letter = Letter {
        bytes,
        headers: &headers,
        body: &bytes[body..],
        came: separator.and_then(|separator| separator.came),
        hidden: separator.is_some_and(|separator| separator.hidden),
        zoneless: Cell::new(false),
    };
    sink.take(letter.understand(file, 0, asked))?;
    if letter.zoneless.get() { sink.take(zoneless(file, 0, asked)) } else { ControlFlow::Continue(()) }
}

/// Said once a file: a date names no zone, or one that nobody knows.
fn zoneless(file: &Arc<str>, at: u64, asked: &Asked) -> Item {
    let here = asked.zone.iana_name().unwrap_or("your own clock");
    let what = format!(
        "the date of this message, and perhaps of others in the file, names no zone that is known here; it was read as \
         one of {here}"
    );
    Item::Noticed(Problem { place: Place::byte(file, at), what })
}

/// Finds the headers of a single message. Gives back its bytes without what programs put before it, the line
/// of an mbox that some leave above it, where its body begins, and whether its headers were cut.
fn open<'a>(bytes: &'a [u8], headers: &mut Headers) -> (&'a [u8], Option<Separator>, usize, bool) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let bytes = &bytes[blank..];
    let separator = separator::read_first(bytes);
    let head = &bytes[..bytes.len().min(HEADERS)];
    let (body, cut) = match headers.scan(head, separator.map_or(0, |separator| separator.length)) {
        Scan::Body(body) => (body, false),
        // Where the headers end is not looked for any further, and what is in the body cannot be told from them.
        Scan::Cut => (bytes.len(), bytes.len() > HEADERS),
    };
    (bytes, separator, body, cut)
}
