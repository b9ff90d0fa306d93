//! People and what happened, written straight through the store.

use goodturn_core::draft::Value;
use goodturn_core::id::{DetailId, Mint, Seq};
use goodturn_core::{findable, profile};
use goodturn_store::Store;
use goodturn_store::rows::{Detail, Person};
use goodturn_store::writer::{Deed, Keep, Load};
use jiff::Timestamp;

use crate::{Result, context};

/// Puts somebody with their values on a load.
pub fn somebody(load: &mut Load, mint: &mut Mint, now: Timestamp, person: Person, values: Vec<Value>) {
    load.words.push((person.id, findable::words(&values)));
    for value in values {
        let normal = profile::normal(value.kind, &value.text, None);
        let id = DetailId(mint.next(now));
        load.details.push(Detail { id, person: person.id, value, normal, origin: None, made: Seq(0) });
    }
    load.new_people.push(person);
}

/// Writes a load as one more act of a run; answers the run.
pub fn put(store: &Store, run: Option<Seq>, load: Load) -> Result<Option<Seq>> {
    let now = context().now;
    let words = "made up for the bench".into();
    let deed = Deed { words, run, ..Deed::new("import", now, "bench", store.id(now)) };
    let mut load = Some(load);
    let (_, act) = store.write(&deed, &mut |writer| {
        writer.load(load.take().unwrap_or_default())?;
        Ok(((), Keep::Yes))
    })?;
    Ok(act.map(|act| act.run))
}
