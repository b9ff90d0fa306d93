//! Files that came out, given to the readers of their formats.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Item, Sink};
use goodturn_core::limits::{PEOPLE, PERSON_BYTES, THING_BYTES, THINGS, UNPACKED, UNPACKED_TIMES, WHOLE};

use super::archive::{Budget, Taker};
use super::meter::{Metered, Most};
use super::recognise::Kind;
use super::{Begin, failed, what_to_do, why};
use crate::{Asked, Format, calendar, chat, mail, table, text, vcard};

/// How many bytes a file may have that is read as a whole.
pub(super) fn whole(asked: &Asked) -> u64 {
    // What is read at one go is counted in 32 bits.
    if asked.all_of_it { u64::from(u32::MAX) - 1 } else { WHOLE }
}

/// What may come out of a file of so many bytes.
pub(super) fn harmless(on_disk: u64, asked: &Asked) -> Budget {
    let most = on_disk.saturating_mul(UNPACKED_TIMES).max(UNPACKED);
    Budget::new(if asked.all_of_it { u64::MAX } else { most })
}

/// How many things may come out of a file of so many bytes, and how many people among them.
pub(super) fn most(on_disk: u64, asked: &Asked) -> Most {
    match asked.all_of_it {
        true => Most { things: u64::MAX, people: u64::MAX },
        false => Most { things: THINGS + on_disk / THING_BYTES, people: PEOPLE + on_disk / PERSON_BYTES },
    }
}

/// What became of a file that is too large to be read at one go.
pub(super) fn too_large() -> String {
    format!(
        "it is larger than is read at one go ({} MB), and nothing of it was read; split it, or ask for all \
         of it",
        WHOLE >> 20
    )
}

/// A file of cards is held in memory up to this size, in bytes, and else lies on the disk while it is read.
const HELD: u64 = 32 << 20;

/// Turns files to drafts.
pub(super) struct Drafts<'u, 'w> {
    pub asked: &'u Asked,
    pub sink: &'u mut Metered<'w>,
}

impl Taker for Drafts<'_, '_> {
    fn begin(&mut self, file: &Arc<str>, label: &'static str, bytes: Option<u64>) -> Begin {
        self.sink.watch().begin(file, label, bytes, None)
    }

    fn end(&mut self, file: &Arc<str>) {
        self.sink.watch().end(file);
    }

    fn tell(&mut self, found: Item) -> ControlFlow<()> {
        self.sink.take(found)
    }

    fn plain(&mut self, kind: Kind, input: &mut dyn Read, file: &Arc<str>) -> ControlFlow<()> {
        let asked = self.asked;
        if kind == Kind::Plain(Format::Mbox) {
            let mut input = BufReader::with_capacity(1 << 18, input);
            return match mail::read_mbox(&mut input, file, asked, self.sink) {
                Ok(flow) => flow,
                Err(error) => self.fail_midway(file, &error),
            };
        }
        if kind == Kind::Plain(Format::Vcard) {
            return self.cards(input, file);
        }
        let (mut bytes, most) = (Vec::new(), whole(asked));
        let read = input.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return self.sink.take(failed(file, too_large()));
        }
        match kind {
            Kind::Plain(Format::Calendar) => calendar::read(&bytes, file, asked, self.sink)?,
            Kind::Plain(Format::Message) => mail::read_message(&bytes, file, asked, self.sink)?,
            Kind::Plain(Format::Whatsapp) => chat::read(&bytes, file, asked, self.sink)?,
            _ => table::read(&bytes, file, asked, self.sink)?,
        }
        match read {
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => self.fail_midway(file, &error),
        }
    }
}

impl Drafts<'_, '_> {
    /// Cards are read twice, since a group may stand after its members.
    fn cards(&mut self, input: &mut dyn Read, file: &Arc<str>) -> ControlFlow<()> {
        let mut bytes = Vec::new();
        let held = (&mut *input).take(HELD).read_to_end(&mut bytes);
        let wide = text::marked(&bytes).is_some_and(|(encoding, _)| encoding != encoding_rs::UTF_8);
        let (read, error) = if held.is_err() || (bytes.len() as u64) < HELD {
            (Ok(vcard::read(&bytes, file, self.asked, self.sink)), held.err())
        } else if wide {
            // Letters of two bytes are turned into others first, all at once.
            let most = whole(self.asked);
            let held = input.take(most).read_to_end(&mut bytes);
            if bytes.len() as u64 > most {
                return self.sink.take(failed(file, too_large()));
            }
            (Ok(vcard::read(&bytes, file, self.asked, self.sink)), held.err())
        } else {
            let mark = vcard::mark(&bytes);
            let spooled = tempfile::tempfile().and_then(|mut spool| {
                spool.write_all(&bytes)?;
                bytes = Vec::new();
                // What cannot be read ends the cards, and those before it are read.
                let error = io::copy(input, &mut spool).err();
                Ok((spool, error))
            });
            match spooled {
                Err(error) => (Err(error), None),
                Ok((mut spool, error)) => {
                    let mut open = || {
                        spool.seek(SeekFrom::Start(mark))?;
                        Ok(Box::new(BufReader::with_capacity(1 << 18, spool.try_clone()?))
                            as Box<dyn BufRead>)
                    };
                    (vcard::read_from(&mut open, file, self.asked, self.sink), error)
                }
            }
        };
        match (read, error) {
            (Ok(ControlFlow::Break(())), _) => ControlFlow::Break(()),
            (Ok(_), None) => ControlFlow::Continue(()),
            (Err(error), _) | (Ok(_), Some(error)) => self.fail_midway(file, &error),
        }
    }

    fn fail_midway(&mut self, file: &Arc<str>, error: &io::Error) -> ControlFlow<()> {
        let what = format!("{}; what came before was read, {} for the rest", why(error), what_to_do(error));
        self.sink.take(failed(file, what))
    }
}
