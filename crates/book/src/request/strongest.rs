//! The strongest ties, without a look at all of them.

use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::days_between;
use goodturn_core::insight::strength::{Bond, before};
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::reader::{After, Order, Spellings};
use goodturn_store::rows::Person;
use jiff::Timestamp;

use crate::error::Result;

/// Among whom the strongest are looked for.
pub(crate) struct Scope<'a> {
    pub(crate) kind: Kind,
    /// Each begins a word of theirs, in one of its spellings; with none, everybody.
    pub(crate) prefixes: &'a [Spellings],
}

impl Scope<'_> {
    /// Every person, and no list, robot or role.
    pub(crate) const PEOPLE: Scope<'static> = Scope { kind: Kind::Person, prefixes: &[] };
}

/// The `most` strongest ties now, or those that come after one of this strength now.
pub(crate) fn strongest(
    reader: &mut Reader<'_>,
    scope: &Scope<'_>,
    after: Option<(f64, PersonId)>,
    most: usize,
    now: Timestamp,
) -> Result<Vec<Person>> {
    let walk = walk(reader, scope, after, most, now)?;
    let found: Vec<PersonId> = walk.found.into_iter().map(|(_, id)| id).collect();
    Ok(reader.people_of(&found)?)
}

/// Whom a walk down the stored strengths found, with their strengths now, and at how many ties it looked.
struct Walk {
    found: Vec<(f64, PersonId)>,
    looked: usize,
}

/// A stored strength was true on its day and has only fallen since, each at its own pace; so it bounds the strength
/// of all that come after it in the order of stored strengths: one need not look further than where the bound falls
/// below the weakest chosen (the threshold algorithm of Fagin, Lotem and Naor 2003). Nor, for a later page, higher
/// than what can have fallen to its strength since the book was weighed.
fn walk(
    reader: &mut Reader<'_>,
    scope: &Scope<'_>,
    after: Option<(f64, PersonId)>,
    most: usize,
    now: Timestamp,
) -> Result<Walk> {
    let page_of = if scope.prefixes.is_empty() { 300 } else { (most + most / 2).max(30) };
    let day = reader.day_of_strengths()?;
    // Seen from before the day that they are of, stored strengths bound nothing.
    let bounds = day.is_none_or(|day| day <= now);
    let from = match (after, day) {
        (Some((strength, _)), Some(day)) if bounds => before(strength, days_between(day, now)),
        _ => f64::INFINITY,
    };
    let mut place = (from, PersonId::from_bytes([0xff; 16]));
    let mut walk = Walk { found: Vec::new(), looked: 0 };
    let falling = |a: &(f64, PersonId), b: &(f64, PersonId)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1));
    loop {
        let page = scope.page(reader, place, page_of)?;
        let Some((id, stored, _)) = page.last() else { break };
        place = (*stored, *id);
        let full = page.len() == page_of;
        walk.looked += page.len();
        let now = page.into_iter().map(|(id, _, bond)| (bond.strength(now), id));
        walk.found.extend(now.filter(|one| after.is_none_or(|last| falling(one, &last).is_gt())));
        walk.found.sort_by(falling);
        walk.found.truncate(most);
        // Whoever comes later has at most this strength, and among equals a lower id.
        let enough = walk.found.len() == most
            && walk.found.last().is_none_or(|weakest| falling(weakest, &place).is_le());
        if !full || (enough && bounds) {
            break;
        }
    }
    Ok(walk)
}

impl Scope<'_> {
    /// Those after a stored strength, in the order of stored strengths.
    fn page(
        &self,
        reader: &mut Reader<'_>,
        place: (f64, PersonId),
        most: usize,
    ) -> Result<Vec<(PersonId, f64, Bond)>> {
        if self.prefixes.is_empty() {
            return Ok(reader.bonds(self.kind, place, most)?);
        }
        let after = After::Strength(place.0, place.1);
        let found = reader.search(self.prefixes, self.kind, Order::Strength, Some(&after), most)?;
        Ok(found.into_iter().map(|person| (person.id, person.strength, person.bond)).collect())
    }
}

#[cfg(test)]
mod tests {
    use goodturn_core::draft::Direction;
    use goodturn_store::Location;
    use goodturn_store::writer::Load;
    use jiff::SignedDuration;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::book::{Book, Context};
    use crate::request::{Done, Request};

    const PEOPLE: i64 = 6000;
    const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

    /// Ten years of a life: a few are met all the time, most once or twice, one way or both.
    fn book(folder: &std::path::Path, ctx: &Context) -> Book {
        let book = Book::open(&Location::File(folder.join("book")), 7).unwrap();
        let mut load = Load::default();
        for n in 0..PEOPLE {
            let mut person = Person::new(PersonId(book.id(ctx.now)), ctx.now);
            let often = if n % 40 == 0 { 2 + n % 60 } else { 1 + n % 3 };
            let last = n * 7919 % 3650;
            for m in (0..often).rev() {
                let at = ctx.now - SignedDuration::from_hours(24 * (last + m * (1 + n % 90)));
                let side = [Direction::In, Direction::Out, Direction::Both][((n + m) % 3) as usize];
                let _ = person.met(Some(at), side, 1.0);
            }
            person.recompute_strength(ctx.now);
            load.new_people.push(person);
        }
        book.act(ctx, "import", |writer| {
            writer.load(std::mem::take(&mut load))?;
            Ok(Done::default())
        })
        .unwrap();
        book
    }

    fn everybody() -> Scope<'static> {
        Scope { kind: Kind::Person, prefixes: &[] }
    }

    /// Not by the clock, which tells little: by how many ties are looked at.
    #[test]
    fn a_page_looks_at_about_a_page_however_old_the_book_is() {
        let folder = tempfile::tempdir().unwrap();
        let written: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
        let at = |now| Context::new(now, TimeZone::UTC);
        let book = book(folder.path(), &at(written));
        for years in [0, 2, 7] {
            let then = written + SignedDuration::from_hours(24 * 365 * years);
            book.refresh_strengths(&at(then), WEEK).unwrap();
            // The first page within the week, a late one within the day, must look at so few. After seven years without
            // a word all ties are about as weak, and a page far down can no longer tell them apart by a bound.
            let late = if years < 7 { 2400 } else { 4300 };
            for (hours, rank, most) in [(24 * 6, 0, 600), (20, 0, 600), (20, 4000, late)] {
                let now = then + SignedDuration::from_hours(hours);
                let (all, page) = book
                    .read(|reader| {
                        let all = walk(reader, &everybody(), None, PEOPLE as usize, now)?.found;
                        let after = usize::checked_sub(rank, 1).map(|last| all[last]);
                        Ok((all, walk(reader, &everybody(), after, 150, now)?))
                    })
                    .unwrap();
                assert_eq!(all.len(), PEOPLE as usize);
                assert_eq!(page.found, all[rank..rank + 150], "{years} years, from {rank} on");
                assert!(page.looked <= most, "{years} years, from {rank} on: looked at {}", page.looked);
            }
        }
    }

    /// A look ahead with `--now` leaves no trace in what is seen today.
    #[test]
    fn a_look_into_the_future_spoils_nothing_for_today() {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
        let ctx = |now| Context::new(now, TimeZone::UTC);
        let book = book(folder.path(), &ctx(now));
        let first = |now| book.read(|reader| Ok(walk(reader, &everybody(), None, 50, now)?.found)).unwrap();
        book.refresh_strengths(&ctx(now), WEEK).unwrap();
        let today = first(now);
        let far: Timestamp = "2099-01-01T00:00:00Z".parse().unwrap();
        book.refresh_strengths(&ctx(far), WEEK).unwrap();
        let strong = book.read(|reader| strongest(reader, &Scope::PEOPLE, None, 1, far)).unwrap();
        let who = strong[0].id.to_string();
        let snooze = crate::today::snooze::Snooze { who, days: Some(3) };
        snooze.run(&book, &ctx(far)).unwrap();
        assert_eq!(first(now), today, "before the strengths are of today again");
        book.refresh_strengths(&ctx(now), WEEK).unwrap();
        assert_eq!(first(now), today);
    }
}
