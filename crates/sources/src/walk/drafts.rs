//! Files that came out, given to the readers of their formats.

use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Found, Sink};

use super::archive::{Budget, Taker};
use super::meter::Metered;
use super::recognise::Kind;
use super::{Begin, failed, what_to_do, why};
use crate::{Asked, Format, calendar, chat, mail, table, vcard};

/// How many bytes a file may have that is read as a whole: every format but mbox.
pub(super) const WHOLE: u64 = 512 << 20;

/// Beyond so many bytes, and so many times what lies on disk, an archive means harm.
const BOMB: (u64, u64) = (4 << 30, 200);

/// What may come out of a file of so many bytes.
pub(super) fn harmless(on_disk: u64) -> Budget {
    Budget::new(on_disk.saturating_mul(BOMB.1).max(BOMB.0))
}

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

    fn tell(&mut self, found: Found) -> ControlFlow<()> {
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
        let mut bytes = Vec::new();
        let read = input.take(WHOLE + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > WHOLE {
            return self
                .sink
                .take(failed(file, "it is larger than Goodturn reads at once (512 MiB); split it".into()));
        }
        match kind {
            Kind::Plain(Format::Vcard) => vcard::read(&bytes, file, asked, self.sink)?,
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
    fn fail_midway(&mut self, file: &Arc<str>, error: &io::Error) -> ControlFlow<()> {
        let what = format!("{}; what came before was read, {} for the rest", why(error), what_to_do(error));
        self.sink.take(failed(file, what))
    }
}
