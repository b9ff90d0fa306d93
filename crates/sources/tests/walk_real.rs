//! Everything that lies beside the project, walked as a whole; else nothing is tested.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Item, Sink};
use goodturn_sources::Asked;
use goodturn_sources::walk::{self, Begin, Fingerprint, Most, Watch};

mod real;

#[derive(Default)]
struct Counts {
    open: Vec<Arc<str>>,
    formats: BTreeMap<&'static str, u64>,
    failed: u64,
    done: u64,
    bytes: u64,
}

impl Sink for Counts {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        match found {
            Item::Failed(_) => self.failed += 1,
            Item::Progress(bytes) => self.done = self.done.max(bytes),
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Watch for Counts {
    fn begin(
        &mut self,
        file: &Arc<str>,
        format: &'static str,
        bytes: Option<u64>,
        print: Option<Fingerprint>,
    ) -> Begin {
        *self.formats.entry(format).or_default() += 1;
        self.open.push(Arc::clone(file));
        if print.is_some() {
            self.bytes += bytes.unwrap_or(0);
        }
        Begin::Read
    }

    fn end(&mut self, file: &Arc<str>) {
        assert_eq!(self.open.pop().as_ref(), Some(file));
    }
}

#[test]
fn every_source_that_begins_ends() {
    let Some(data) = real::data("") else { return };
    let asked = Asked { texts: false, ..real::asked("2026-11-01T00:00:00Z") };
    let folders = ["calendar", "chat", "csv", "vcard", "mail-nasty"].map(|name| data.join(name));
    let mut counts = Counts::default();
    assert!(walk::read(&folders, &asked, &mut counts).is_continue());
    println!("{:?}, {} failed, {} bytes", counts.formats, counts.failed, counts.bytes);
    assert!(counts.open.is_empty());
    assert!(counts.bytes <= walk::measure(&folders));
    assert!(counts.formats["ics"] > 400 && counts.formats["vcard"] > 50 && counts.formats["whatsapp"] >= 4);
}

#[test]
fn a_look_for_the_owner_ends_early_and_finds_none_in_the_archive_of_a_list() {
    let Some(mail) = real::data("mail") else { return };
    let clues = walk::owner(&[mail], Most { each: 300, ..Most::default() });
    assert_eq!(clues.messages(), 800);
    let found = clues.candidates();
    assert!(found.iter().all(|(_, confidence, _)| *confidence <= 0.35), "{:?}", found.first());
}
