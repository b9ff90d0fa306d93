//! An import from its beginning to its report: one thread reads, the other brings in.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use std::time::{Duration, Instant};

use goodturn_core::called::{address_in, called, is_directory_name};
use goodturn_core::channel;
use goodturn_core::draft::{Draft, Item, Value, ValueKind, without_nul};
use goodturn_core::id::Seq;
use goodturn_core::profile::best_name;
use goodturn_sources::walk;
use goodturn_sources::{Asked, Format};
use goodturn_store::lease::Lease;
use goodturn_store::rows::Source;
use goodturn_store::writer::{Deed, Keep};
use goodturn_store::{Location, Writer};

use super::batch::{Importer, Waiting, names_people};
use super::claims::Pair;
use super::messages;
use super::report::{Counts, Me, Report, SourceReport};
use super::thread::{BATCH_BYTES, CHUNK, ReadingThread, Room, Said, how};
use super::{Import, Watch};
use crate::book::{Book, Context};
use crate::duplicates::distinct::between;
use crate::duplicates::merge::make_one;
use crate::duplicates::merge::taken_to_be_one;
use crate::error::{Error, Result};
use crate::request::asked::given;
use crate::request::parse;
use crate::request::{Phase, Progress};

/// Items in one transaction: enough that its cost is spread thin, few enough for the memory.
const BATCH: usize = 8_000;
/// So many that name people are kept for the last; they take some 50 MB.
const LAST_MOST: usize = 100_000;
/// And in any case no more bytes of them than this.
const LAST_BYTES: usize = 50 << 20;
/// Chunks that may wait: a batch of them, so that one is read while the last is written.
const WAITING: usize = BATCH / CHUNK;

/// A file on the importer's side.
struct File {
    report: SourceReport,
    print: Option<Vec<u8>>,
    id: [u8; 16],
    complete: bool,
    known_before: bool,
}

impl Book {
    /// Reads files into the book, then looks who is there twice since.
    pub fn import(&self, ask: &Import, ctx: &Context, watch: Watch<'_>) -> Result<Report> {
        let mut report = self.read_in(ask, ctx, watch)?;
        self.after_import(&mut report, ctx, watch);
        Ok(report)
    }

    /// The reading alone, without a look for who is in the book twice since: what the benches and the trials of broken
    /// connections measure.
    pub fn read_in(&self, ask: &Import, ctx: &Context, watch: Watch<'_>) -> Result<Report> {
        let began = Instant::now();
        let lease = self.lease()?;
        self.store.recover(&lease)?;
        let report = self.import_alone(ask, ctx, watch, began);
        match report {
            Ok(report) => {
                lease.end()?;
                Ok(report)
            }
            Err(error) => {
                // What was brought stays sound; where even this fails, the next to open the book does it.
                let _ = self.store.recover(&lease);
                Err(error)
            }
        }
    }

    /// The right to import. On a server it ends by itself some seconds after its last holder is gone.
    fn lease(&self) -> Result<Lease<'_>> {
        let tries = if matches!(self.location(), Location::Server(_)) { 160 } else { 20 };
        for _ in 0..tries {
            if let Some(lease) = self.store.lease()? {
                return Ok(lease);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(messages::is_running())
    }

    fn import_alone(&self, ask: &Import, ctx: &Context, watch: Watch<'_>, began: Instant) -> Result<Report> {
        let settings = self.settings()?;
        let mut me = Vec::new();
        for address in &ask.me {
            me.push(Me { email: parse::email("me", address)?, why: messages::GIVEN.into() });
        }
        for email in settings.me {
            if !me.iter().any(|known| known.email == email) {
                me.push(Me { email, why: messages::IN_THE_BOOK.into() });
            }
        }
        let asked = Asked {
            now: ctx.now,
            zone: ctx.zone.clone(),
            texts: ask.texts,
            me: me.iter().map(|me| me.email.clone()).collect(),
            format: ask.format,
            all_of_it: ask.all_of_it,
            region: settings.region.clone(),
        };
        let how = how(&asked);
        let mut run = Run {
            importer: Importer::new(self, ctx, asked.me.iter().cloned().collect(), settings.region),
            files: Vec::new(),
            ids: Vec::new(),
            batch: Vec::new(),
            batch_bytes: 0,
            last: Vec::new(),
            last_bytes: 0,
            progress: Progress { total: walk::measure(&ask.paths), ..Progress::default() },
            done_bytes: 0,
            noticed: Vec::new(),
            people: 0,
            interactions: 0,
            run: None,
            seq: None,
            began,
            watch,
            new_me: ask.me.iter().any(|address| channel::email(address).is_some()),
            me: me.clone(),
            done: None,
        };
        let (sender, receiver) = sync_channel(WAITING);
        let room = &Room::default();
        let (done, spent) = channel();
        run.done = Some(done);
        let stopped = std::thread::scope(|scope| -> Result<bool> {
            let reading = scope.spawn(|| {
                let mut reader =
                    ReadingThread { book: self, how: &how, sender, spent, chunk: Vec::new(), bytes: 0, room };
                let flow = walk::read(&ask.paths, &asked, &mut reader);
                reader.flush().is_break() || flow.is_break()
            });
            let stopped = run.bring_all(&receiver, room, &ask.names);
            // Where this side ends early, the other notices at its next word.
            drop(receiver);
            room.close();
            let reading = reading.join().map_err(|_| Error::internal("the reading thread broke off"))?;
            Ok(stopped? || reading)
        })?;
        run.finish(stopped)
    }
}

/// The side that brings in.
struct Run<'a> {
    importer: Importer<'a>,
    files: Vec<File>,
    ids: Vec<[u8; 16]>,
    batch: Vec<Waiting>,
    /// About how many bytes the batch takes.
    batch_bytes: usize,
    /// What names people, whom a later file may bring.
    last: Vec<Waiting>,
    last_bytes: usize,
    progress: Progress,
    done_bytes: u64,
    noticed: Vec<String>,
    people: u64,
    interactions: u64,
    run: Option<Seq>,
    seq: Option<Seq>,
    began: Instant,
    watch: Watch<'a>,
    new_me: bool,
    me: Vec<Me>,
    done: Option<Sender<Vec<Waiting>>>,
}

impl Run<'_> {
    /// Takes in all that is said; answers whether it was stopped.
    fn bring_all(&mut self, receiver: &Receiver<Said>, room: &Room, names: &[String]) -> Result<bool> {
        for said in receiver {
            match said {
                Said::Begin(name, format, print, known) => self.begin(name, format, print, known, names),
                Said::End => self.end(),
                Said::Item(chunk, bytes) => {
                    room.free(bytes);
                    for found in chunk {
                        self.found(found);
                    }
                }
            }
            if self.batch.len() >= BATCH || self.batch_bytes >= BATCH_BYTES {
                self.bring()?;
            }
            if self.last.len() >= LAST_MOST || self.last_bytes >= LAST_BYTES {
                self.bring_last()?;
            }
            self.progress.seconds = self.began.elapsed().as_secs_f64();
            if (self.watch)(&self.progress).is_break() {
                self.bring_last()?;
                return Ok(true);
            }
        }
        // What is brought in now can no more be stopped half-way.
        self.progress.phase = Phase::Settling;
        let _ = (self.watch)(&self.progress);
        self.bring_last()?;
        Ok(false)
    }

    /// Brings in all that waits, and last what names people.
    fn bring_last(&mut self) -> Result<()> {
        self.bring()?;
        self.last_bytes = 0;
        let mut last = std::mem::take(&mut self.last).into_iter();
        while last.len() > 0 {
            self.batch.extend(last.by_ref().take(BATCH));
            self.bring()?;
        }
        Ok(())
    }

    fn begin(
        &mut self,
        name: String,
        format: &'static str,
        print: Option<Vec<u8>>,
        known: Option<Counts>,
        names: &[String],
    ) {
        let name = shown(name, names);
        self.progress.file.clone_from(&name);
        let id = self.importer.book.id(self.importer.ctx.now).into_bytes();
        let counts = known.as_ref().map(Counts::again).unwrap_or_default();
        self.progress.items += counts.found;
        self.ids.push(id);
        self.importer.coming.begin(id, &name);
        self.files.push(File {
            report: SourceReport { name, format: format.to_owned(), counts },
            print,
            id,
            complete: false,
            known_before: known.is_some(),
        });
    }

    fn end(&mut self) {
        if let Some(file) = self.files.last_mut() {
            file.complete = true;
        }
        self.done_bytes = self.progress.bytes;
    }

    fn found(&mut self, found: Item) {
        if matches!(found, Item::Draft(..) | Item::Skipped(..) | Item::Failed(..))
            && self.files.last().is_none_or(|file| file.complete)
        {
            // A path that is no source: not there, or of a kind that is not read.
            self.begin(place_of(&found), "", None, None, &[]);
            self.end();
        }
        let Some(source) = self.files.len().checked_sub(1) else { return };
        match found {
            Item::Draft(draft, place) => {
                self.progress.items += 1;
                let bytes = draft.weight();
                let waiting = Waiting { draft: as_kept(draft), place, source };
                let (to, taken) = match names_people(&waiting.draft) {
                    true => (&mut self.last, &mut self.last_bytes),
                    false => (&mut self.batch, &mut self.batch_bytes),
                };
                to.push(waiting);
                *taken += bytes;
            }
            Item::Skipped(reason, _) => {
                self.progress.items += 1;
                self.files[source].report.counts.skip(reason);
            }
            Item::Failed(problem) => {
                self.progress.items += 1;
                self.files[source].report.counts.fail(&problem);
            }
            Item::Noticed(problem) => {
                if self.noticed.len() < 1000 {
                    self.noticed.push(problem.to_string());
                }
            }
            Item::Progress(bytes) => self.progress.bytes = self.done_bytes + bytes,
        }
    }

    /// Brings the waiting drafts into the book, in one act.
    fn bring(&mut self) -> Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let (batch, ids) = (std::mem::take(&mut self.batch), std::mem::take(&mut self.ids));
        self.batch_bytes = 0;
        let brought = self.importer.act(&self.deed(), |importer, w| {
            let outcome = importer.bring(w, &batch, &ids)?;
            let new = outcome.counts.iter().any(|(_, counts)| counts.added + counts.updated > 0);
            Ok((outcome, if new { Keep::Yes } else { Keep::No }))
        });
        self.ids = ids;
        let (outcome, act) = brought?;
        if let Some(act) = &act {
            self.importer.stored(act.seq);
        }
        for (source, counts) in outcome.counts {
            self.files[source].report.counts.sum(&counts);
        }
        self.people += outcome.people;
        self.interactions += outcome.interactions;
        if let Some(act) = act {
            self.run = Some(act.run);
            self.seq = Some(act.seq);
        }
        if let Some(done) = &self.done {
            // Where the reading has ended, they go here.
            let _ = done.send(batch);
        }
        if self.importer.is_full() {
            self.write_waiting()?;
        }
        Ok(())
    }

    /// Settles what waits, in an act of its own.
    fn write_waiting(&mut self) -> Result<()> {
        let ((), act) =
            self.importer.act(&self.deed(), |importer, w| Ok((importer.write_waiting(w)?, Keep::Yes)))?;
        if let Some(act) = act {
            self.importer.settled(act.seq);
            self.seq = Some(act.seq);
        }
        Ok(())
    }

    /// Makes one of each two who were taken to be one: a merge as any other, so that they can be taken apart, and a part
    /// of this import, so that it is taken back with it. Of whom it was said that they are two stay two.
    fn join(&mut self) -> Result<Vec<String>> {
        let pairs = self.importer.pairs.take();
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        if self.importer.is_waiting() {
            self.write_waiting()?;
        }
        let mut said = Vec::new();
        for pair in pairs {
            let deed = Deed { act: "merge", ..self.deed() };
            let (joined, act) = self.importer.act(&deed, |_, w| match join(w, &pair)? {
                Some(said) => Ok((Some(said), Keep::Yes)),
                None => Ok((None, Keep::No)),
            })?;
            said.extend(joined);
            if let Some(act) = act {
                self.importer.last = Some(act.seq);
                self.seq = Some(act.seq);
            }
        }
        Ok(said)
    }

    fn deed(&self) -> Deed {
        let file = self.files.last().map_or("", |file| file.report.name.as_str());
        // Reading the same again brings nothing new, so that no key is needed for that.
        Deed {
            words: messages::reading(file),
            run: self.run,
            key: None,
            request: given(self.importer.ctx),
            ..self.importer.ctx.deed("import", &self.importer.book.store)
        }
    }

    /// Writes down what was read, so that reading the same again is quick, and makes the report.
    fn finish(mut self, stopped: bool) -> Result<Report> {
        let merged = self.join()?;
        let files = std::mem::take(&mut self.files);
        let mut report = Report::of(files.iter().map(|file| file.report.clone()).collect());
        (report.people, report.interactions) = (self.people, self.interactions);
        (report.stopped, report.me, report.noticed) =
            (stopped, self.me.clone(), std::mem::take(&mut self.noticed));
        report.merged = merged;
        let news = files.iter().any(|file| !file.known_before && file.report.counts.found > 0);
        if news || self.new_me {
            let deed = Deed { words: report.sentence().into(), ..self.deed() };
            let news = self.run.is_some() || files.iter().any(|file| !file.known_before && file.complete);
            let me = &self.me;
            let ((), act) = self.importer.act(&deed, |importer, w| {
                let new_me = importer.conclude(w, &files, me)?;
                Ok(((), if news || new_me == NewMe::Yes { Keep::Yes } else { Keep::No }))
            })?;
            self.seq = act.map(|act| act.seq).or(self.seq);
        }
        report.seq = self.seq.map(|seq| seq.0);
        report.nobody_yet = self.importer.crowd.count(self.importer.book)?;
        report.seconds = self.began.elapsed().as_secs_f64();
        Ok(report)
    }
}

/// Makes two one; says so. None where one of them is gone, or it was said that they are two.
fn join(w: &mut Writer<'_>, pair: &Pair) -> Result<Option<String>> {
    let (into, gone) = (w.who_is(pair.into)?, w.who_is(pair.gone)?);
    let (Some(person), Some(other)) = (w.person(into)?, w.person(gone)?) else { return Ok(None) };
    if into == gone || !between(w, into, gone)?.is_empty() {
        return Ok(None);
    }
    let values = |details: Vec<goodturn_store::rows::Detail>| -> Vec<Value> {
        details.into_iter().map(|detail| detail.value).collect()
    };
    let (own, theirs) = (values(w.details(into)?), values(w.details(gone)?));
    // What came last is shown, as if it had come on one card; of the names the better word.
    let mut take = vec![ValueKind::Organisation, ValueKind::Title];
    let better = best_name(own.iter().chain(&theirs))
        .is_some_and(|best| theirs.iter().any(|value| std::ptr::eq(value, best)));
    if better {
        take.extend([ValueKind::Name, ValueKind::Given, ValueKind::Family]);
    }
    let (summary, _) = make_one(w, &person, &other, &take)?;
    w.summarise(summary);
    Ok(Some(taken_to_be_one(&other.profile.name, &person.profile.name, Some(&pair.by))))
}

/// Whether addresses of mine were new.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NewMe {
    Yes,
    No,
}

impl Importer<'_> {
    /// The last act of an import: what waited is settled, and it is written down what was read and who I am.
    fn conclude(&mut self, w: &mut Writer<'_>, files: &[File], me: &[Me]) -> Result<NewMe> {
        if self.is_waiting() {
            self.write_waiting(w)?;
        }
        for file in files.iter().filter(|file| !file.known_before && file.complete) {
            if file.report.format == Format::Calendar.name() {
                self.told_no_more(w, file.id)?;
            }
        }
        for file in files.iter().filter(|file| !file.known_before) {
            w.put_source(&Source {
                id: file.id,
                name: file.report.name.clone(),
                format: file.report.format.clone(),
                print: file.print.clone().filter(|_| file.complete),
                at: self.ctx.now,
                complete: file.complete,
                counts: serde_json::to_string(&file.report.counts).unwrap_or_default(),
                made: w.run_of_act(),
            })?;
        }
        // Those that are set already stay the acts' that set them, which can be taken back by themselves.
        let settings = w.settings()?;
        let mut known: HashSet<&str> =
            settings.iter().filter(|(key, _)| key == "me").map(|(_, value)| value.as_str()).collect();
        let mut new = NewMe::No;
        for me in me.iter().filter(|me| known.insert(&me.email)) {
            w.add_setting("me", self.book.id(self.ctx.now), &me.email)?;
            new = NewMe::Yes;
        }
        Ok(new)
    }
}

/// The name to show: that of a dropped file stands for the path it was put under.
fn shown(path: String, names: &[String]) -> String {
    let file = path.split('!').next().unwrap_or(&path);
    let base = file.rsplit('/').next().unwrap_or(file);
    match names.iter().find(|name| name.as_str() == base) {
        Some(name) => path.replacen(file, name, 1),
        None => path,
    }
}

fn place_of(found: &Item) -> String {
    match found {
        Item::Draft(_, place) | Item::Skipped(_, place) => place.file.to_string(),
        Item::Failed(problem) | Item::Noticed(problem) => problem.place.file.to_string(),
        Item::Progress(_) => String::new(),
    }
}

/// The values of a row, where a name is a name and an address one that mail can be sent to.
fn plainly_called(values: &mut Vec<Value>) {
    let display =
        |value: &Value| value.kind == ValueKind::Other && value.label.to_lowercase().contains("display name");
    let shown = values.iter().find(|value| display(value)).map(|value| value.text.clone());
    values.retain(|value| value.kind != ValueKind::Email || !is_directory_name(&value.text));
    let has_email = values.iter().any(|value| value.kind == ValueKind::Email);
    for value in values.iter_mut().filter(|value| value.kind == ValueKind::Name) {
        let plain = called(&value.text).into_owned();
        let shown = shown.as_deref().map(called).filter(|shown| !shown.is_empty());
        match (plain.is_empty(), shown) {
            (false, _) => value.text = plain,
            (true, Some(shown)) => value.text = shown.into_owned(),
            (true, None) => {}
        }
    }
    if let Some(email) = shown.as_deref().and_then(address_in).filter(|_| !has_email) {
        values.push(Value { kind: ValueKind::Email, label: String::new(), text: email });
    }
    values.retain(|value| !display(value));
}

/// A draft as the book will have it, so that reading it again finds it.
fn as_kept(mut draft: Draft) -> Draft {
    let clean = |text: &mut String| {
        if let Cow::Owned(clean) = without_nul(text) {
            *text = clean;
        }
    };
    match &mut draft {
        Draft::Interaction(draft) | Draft::Coming(draft, _) => {
            [&mut draft.title, &mut draft.text].into_iter().for_each(clean);
            for party in &mut draft.parties {
                if let Cow::Owned(name) = called(&party.name) {
                    party.name = name;
                }
            }
        }
        Draft::Person(draft) => {
            draft.values.iter_mut().map(|value| &mut value.text).for_each(clean);
            // A card comes out as it came.
            if draft.card.is_none() {
                plainly_called(&mut draft.values);
            }
        }
        Draft::Tie(_) | Draft::Turn(_) | Draft::Wish(_) | Draft::CalledOff(_) => {}
    }
    draft
}
