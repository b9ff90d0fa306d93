//! Everybody of the book, as they are compared.

use std::collections::BTreeMap;

use goodturn_core::draft::ValueKind;
use goodturn_core::hash::mix;
use goodturn_core::id::{PersonId, Seq};
use goodturn_core::linkage::Records;
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::reader::Between;

use crate::book::Book;
use crate::error::Result;

/// Who is compared, as of an act.
pub(super) struct Everybody {
    pub(super) seq: Seq,
    /// In the order of the records.
    pub(super) people: Vec<PersonId>,
    pub(super) records: Records,
}

impl Everybody {
    /// All who are people or organisations, read on two threads. Birthdays after `today` are none.
    pub(super) fn read(book: &Book, today: &str) -> Result<Everybody> {
        let last = PersonId::from_bytes([u8::MAX; 16]);
        let whole = (PersonId::ME, last);
        let Some(middle) = book.read(|reader| Ok(reader.middle()?))? else { return part(book, whole, today) };
        let next = u128::from_be_bytes(middle.bytes()).saturating_add(1);
        let halves = [(PersonId::ME, middle), (PersonId::from_bytes(next.to_be_bytes()), last)];
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(|| part(book, halves[1], today));
            let one = part(book, halves[0], today);
            (one, other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let (mut one, other) = (one?, other?);
        if one.seq != other.seq {
            // Somebody wrote in between: what is read at one moment fits together.
            return part(book, whole, today);
        }
        one.people.extend(other.people);
        one.records.append(other.records);
        Ok(one)
    }
}

fn part(book: &Book, between: Between, today: &str) -> Result<Everybody> {
    book.read(|reader| {
        let (people, records) = read(reader, between, today)?;
        Ok(Everybody { seq: reader.seq()?, people, records })
    })
}

fn read(reader: &mut Reader<'_>, between: Between, today: &str) -> Result<(Vec<PersonId>, Records)> {
    let everyone = reader.everyone(between)?;
    let kept: Vec<_> = everyone.into_iter().filter(|(_, kind, _)| is_compared(*kind)).collect();
    let company = company(reader, between)?;
    let mut records = Records::with_room(kept.len());
    let begin_at = |records: &mut Records, at: usize| {
        if let Some((id, kind, made)) = kept.get(at) {
            begin(records, *kind, *made);
            for other in company.get(id).into_iter().flatten() {
                records.in_touch_with(*other);
            }
        }
    };
    // The one at `next` is being written.
    let mut next = 0;
    begin_at(&mut records, next);
    reader.every_value(between, &mut |value| {
        while kept.get(next).is_some_and(|(id, _, _)| *id < value.person) {
            records.end();
            next += 1;
            begin_at(&mut records, next);
        }
        if kept.get(next).is_none_or(|(id, _, _)| *id != value.person) {
            return Ok(());
        }
        let label = if value.kind == ValueKind::Handle { value.label()? } else { "" };
        let has_normal = matches!(value.kind, ValueKind::Email | ValueKind::Phone | ValueKind::Url);
        let normal = if has_normal { value.normal()? } else { None };
        say(&mut records, value.kind, label, value.text()?, normal, today);
        Ok(())
    })?;
    for at in next..kept.len() {
        records.end();
        begin_at(&mut records, at + 1);
    }
    Ok((kept.into_iter().map(|(id, _, _)| id).collect(), records))
}

/// Whether somebody of this kind is compared: lists and robots are nobody.
pub(super) fn is_compared(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Organisation)
}

/// Begins to write somebody down, whom a run brought.
pub(super) fn begin(records: &mut Records, kind: Kind, run: Seq) {
    records.begin(kind == Kind::Organisation);
    records.from_list(u32::try_from(run.0).unwrap_or(0));
}

/// Writes down something known of the person who is being written.
pub(super) fn say(
    records: &mut Records,
    kind: ValueKind,
    label: &str,
    text: &str,
    normal: Option<&str>,
    today: &str,
) {
    // Whoever is not born yet was written down wrongly.
    if kind != ValueKind::Birthday || text.starts_with("--") || text <= today {
        records.value(kind, label, text, normal);
    }
}

/// Whom each of these was somewhere with, as numbers.
fn company(reader: &mut Reader<'_>, (from, to): Between) -> Result<BTreeMap<PersonId, Vec<u32>>> {
    let mut company: BTreeMap<PersonId, Vec<u32>> = BTreeMap::new();
    let number = |person: PersonId| mix(u128::from_be_bytes(person.bytes()) as u64) as u32;
    reader.together(&mut |a, b, _, _| {
        for (one, other) in [(a, b), (b, a)] {
            if (from..=to).contains(&one) {
                company.entry(one).or_default().push(number(other));
            }
        }
        Ok(())
    })?;
    Ok(company)
}
