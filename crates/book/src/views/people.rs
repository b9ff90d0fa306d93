//! People, searched and sorted.

use std::collections::HashSet;

use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::days_between;
use goodturn_core::insight::strength::{Bond, before};
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::reader::{After, Order};
use goodturn_store::rows::Person;
use jiff::Timestamp;
use serde::Serialize;

use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::{Error, Result};
use crate::said::today;
use crate::search::{Asked, Hit, Match, Sort, find, prefixes};
use crate::stances::held::by_hand;

request! {
    View "people" People: "Lists people, found by whatever is known of them or was written down about them" {
        query: MaybeRest "Words that each begin a word of a name, an organisation, a channel, a tag, a note, a talk, a need, a promise, what was learnt; typing errors are forgiven",
        sort: Optional "strength (default), name, last, or balance (whoever gave you most beyond what you gave comes first)",
        limit: Number "How many at the most (default 50)",
        kind: Optional "person (default), organisation, list, robot or role",
        after: Optional "The id of the last one of the page before",
    }
}

/// One person in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Their id.
    pub id: String,
    /// Name.
    pub name: String,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Where they work or belong.
    pub organisation: String,
    /// What they do there.
    pub title: String,
    /// From 0 to 100: the chance of a two-way exchange in the next 90 days.
    pub strength: f64,
    /// How good turns stand, in words; none while none are known.
    pub balance: Option<String>,
    /// The last time of anything.
    pub last_interaction: Option<Timestamp>,
    /// How many interactions, those only seen among them.
    pub interactions: i64,
    /// Tags.
    pub roles: Vec<String>,
    /// How close they are, 1 to 5, as you say.
    pub circle: Option<i64>,
    /// What they hold networking to be; none while not known.
    pub stance: Option<String>,
    /// Where the words of the search stand that are not seen in the line itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Match>,
}

impl Request for People {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        Ok(Answer::People(book.people(&self, ctx)?))
    }
}

impl Book {
    /// A page of people.
    pub fn people(&self, ask: &People, ctx: &Context) -> Result<Vec<Line>> {
        let sort = match ask.sort.as_deref().unwrap_or("strength") {
            "strength" => Sort::By(Order::Strength),
            "name" => Sort::By(Order::Name),
            "last" => Sort::By(Order::Last),
            "balance" => Sort::Balance,
            other => {
                return Err(Error::usage(
                    format!("people cannot be sorted by {other}"),
                    "use strength, name, last or balance",
                ));
            }
        };
        let kind = match ask.kind.as_deref() {
            None => Kind::Person,
            Some(name) => Kind::named(name).ok_or_else(|| {
                Error::usage(
                    format!("there is no kind {name}"),
                    "use person, organisation, list, robot or role",
                )
            })?,
        };
        if ask.limit == Some(0) {
            return Err(Error::usage("a list of 0 people shows nobody", "give a number from 1 on"));
        }
        let most = ask.limit.unwrap_or(50) as usize;
        let query = ask.query.as_deref().unwrap_or("").trim();
        let words = prefixes(query);
        if words.is_empty() && !query.is_empty() {
            return Ok(Vec::new()); // Nobody is known by signs alone.
        }
        self.read(|reader| {
            let last = match &ask.after {
                None => None,
                Some(id) => last_of_page(reader, id)?,
            };
            let asked = Asked { kind, sort, after: last.as_ref(), most, now: ctx.now, zone: &ctx.zone };
            let found = find(reader, &asked, &words)?;
            found.into_iter().map(|hit| line(reader, hit, ctx)).collect()
        })
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> Result<bool> {
        self.read(|reader| Ok(reader.count(Kind::Person, 1)? == 0))
    }
}

/// So many accounts are looked at in one go, and so many people whom words fit.
const LOOKED_AT: usize = 300;

/// Those with whom a good turn is written down: whoever gave me most beyond what I gave them first, a prompt to give.
/// `extra` are found by other words than those in the index.
pub(crate) fn by_balance(
    reader: &mut Reader<'_>,
    whom: &Whom<'_>,
    extra: &[PersonId],
    after: Option<PersonId>,
    most: usize,
) -> Result<Vec<Person>> {
    let mut place = match after {
        None => None,
        Some(id) => reader.account(id)?.map(|account| (account.net(), id)),
    };
    // Where words are given, those whom they fit are fewer than all accounts, or are looked at first.
    let fit: Option<HashSet<PersonId>> = if whom.prefixes.is_empty() {
        None
    } else {
        let found = reader.search(whom.prefixes, whom.kind, Order::Strength, None, 10 * LOOKED_AT)?;
        Some(found.into_iter().map(|person| person.id).chain(extra.iter().copied()).collect())
    };
    if let Some(fit) = fit {
        let mut nets = Vec::new();
        for id in fit {
            nets.extend(reader.account(id)?.map(|account| (account.net(), id)));
        }
        nets.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let rest = nets.into_iter().filter(|one| {
            place.is_none_or(|place| one.0.total_cmp(&place.0).then(one.1.cmp(&place.1)).is_gt())
        });
        let mut people = Vec::new();
        for (_, id) in rest.take(most) {
            people.extend(reader.person(id)?);
        }
        return Ok(people);
    }
    let mut people = Vec::new();
    loop {
        let page = reader.accounts_by_net(place, LOOKED_AT)?;
        let Some(last) = page.last() else { break };
        place = Some((last.net(), last.person));
        let full = page.len() == LOOKED_AT;
        for account in page {
            people.extend(reader.person(account.person)?.filter(|person| person.kind == whom.kind));
            if people.len() == most {
                return Ok(people);
            }
        }
        if !full {
            break;
        }
    }
    Ok(people)
}

fn last_of_page(reader: &mut Reader<'_>, id: &str) -> Result<Option<Person>> {
    let id: PersonId = id
        .parse()
        .map_err(|_| Error::usage(format!("{id} is no id"), "it is the id of a line of `people --json`"))?;
    Ok(reader.person(id)?)
}

/// Among whom the strongest are looked for.
pub(crate) struct Whom<'a> {
    pub(crate) kind: Kind,
    /// Each begins a word of theirs; with none, everybody.
    pub(crate) prefixes: &'a [String],
}

impl Whom<'_> {
    /// Every person, and no list, robot or role.
    pub(crate) const PEOPLE: Whom<'static> = Whom { kind: Kind::Person, prefixes: &[] };
}

/// The `most` strongest ties now, or those that come after one of this strength now.
pub(crate) fn strongest(
    reader: &mut Reader<'_>,
    whom: &Whom<'_>,
    after: Option<(f64, PersonId)>,
    most: usize,
    now: Timestamp,
) -> Result<Vec<Person>> {
    let walk = walk(reader, whom, after, most, now)?;
    let mut people = Vec::with_capacity(walk.found.len());
    for (_, id) in walk.found {
        people.extend(reader.person(id)?);
    }
    Ok(people)
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
    whom: &Whom<'_>,
    after: Option<(f64, PersonId)>,
    most: usize,
    now: Timestamp,
) -> Result<Walk> {
    let page_of = if whom.prefixes.is_empty() { 300 } else { (most + most / 2).max(30) };
    let day = reader.weighed()?;
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
        let page = whom.page(reader, place, page_of)?;
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

impl Whom<'_> {
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

pub(crate) fn line(reader: &mut Reader<'_>, hit: Hit, ctx: &Context) -> Result<Line> {
    let Hit { person, matches } = hit;
    let details = reader.details(person.id)?;
    let of = |kind: ValueKind| {
        let values = details.iter().filter(|detail| detail.value.kind == kind);
        values.map(|detail| detail.value.text.clone()).collect::<Vec<_>>()
    };
    let account = reader.account(person.id)?;
    let stance = by_hand(reader, person.id)?;
    Ok(Line {
        id: person.id.to_string(),
        emails: of(ValueKind::Email),
        phones: of(ValueKind::Phone),
        roles: of(ValueKind::Tag),
        strength: round(person.bond.strength(ctx.now)),
        name: person.profile.name,
        organisation: person.profile.organisation,
        title: person.profile.title,
        balance: account.map(|row| row.reading(today(ctx)).words().to_owned()),
        last_interaction: person.last,
        interactions: person.interactions,
        circle: person.circle,
        stance: stance.map(|stance| stance.name().to_owned()),
        found: matches,
    })
}

/// To a tenth: more would be pretended.
pub(crate) fn round(strength: f64) -> f64 {
    (strength * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use goodturn_core::draft::Direction;
    use goodturn_store::Location;
    use goodturn_store::writer::Load;
    use jiff::SignedDuration;
    use jiff::tz::TimeZone;

    use super::*;

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
            person.weigh(ctx.now);
            load.new_people.push(person);
        }
        book.act(ctx, "import", |writer| Ok(writer.load(std::mem::take(&mut load))?)).unwrap();
        book
    }

    fn everybody() -> Whom<'static> {
        Whom { kind: Kind::Person, prefixes: &[] }
    }

    /// Not by the clock, which tells little: by how many ties are looked at.
    #[test]
    fn a_page_looks_at_about_a_page_however_old_the_book_is() {
        let folder = tempfile::tempdir().unwrap();
        let written: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
        let at = |now| Context { now, zone: TimeZone::UTC, who: "me".into() };
        let book = book(folder.path(), &at(written));
        for years in [0, 2, 7] {
            let then = written + SignedDuration::from_hours(24 * 365 * years);
            book.freshen(&at(then), WEEK).unwrap();
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
        let ctx = |now| Context { now, zone: TimeZone::UTC, who: "me".into() };
        let book = book(folder.path(), &ctx(now));
        let first = |now| book.read(|reader| Ok(walk(reader, &everybody(), None, 50, now)?.found)).unwrap();
        book.freshen(&ctx(now), WEEK).unwrap();
        let today = first(now);
        let far: Timestamp = "2099-01-01T00:00:00Z".parse().unwrap();
        book.freshen(&ctx(far), WEEK).unwrap();
        let who = book.people(&People::default(), &ctx(far)).unwrap().remove(0).id;
        let snooze = crate::acts::snooze::Snooze { who, days: Some(3) };
        snooze.run(&book, &ctx(far)).unwrap();
        assert_eq!(first(now), today, "before the strengths are of today again");
        book.freshen(&ctx(now), WEEK).unwrap();
        assert_eq!(first(now), today);
    }
}
