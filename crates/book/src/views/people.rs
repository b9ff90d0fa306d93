//! People, searched and sorted.

use goodturn_core::channel;
use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
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
use crate::stances::held::by_hand;

request! {
    View "people" People: "Lists people, found by name, organisation, channel, tag or note" {
        query: MaybePositional "Words that each begin a word of what is known of them",
        sort: Optional "strength (default), name or last",
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
}

/// The most that one page shows.
const MOST: u32 = 500;

impl Request for People {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        Ok(Answer::People(book.people(&self, ctx)?))
    }
}

impl Book {
    /// A page of people.
    pub fn people(&self, ask: &People, ctx: &Context) -> Result<Vec<Line>> {
        let order = match ask.sort.as_deref().unwrap_or("strength") {
            "strength" => Order::Strength,
            "name" => Order::Name,
            "last" => Order::Last,
            other => {
                return Err(Error::usage(
                    format!("people cannot be sorted by {other}"),
                    "use strength, name or last",
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
        let most = ask.limit.unwrap_or(50).min(MOST) as usize;
        let query = ask.query.as_deref().unwrap_or("").trim();
        let prefixes = prefixes(query);
        if prefixes.is_empty() && !query.is_empty() {
            return Ok(Vec::new()); // Nobody is known by signs alone.
        }
        self.read(|reader| {
            let after = match &ask.after {
                None => None,
                Some(id) => after(reader, order, id)?,
            };
            let found = if prefixes.is_empty() {
                in_order(reader, kind, order, after.as_ref(), most, ctx)?
            } else {
                reader.search(&prefixes, kind, order, after.as_ref(), most)?
            };
            found.into_iter().map(|person| line(reader, person, ctx)).collect()
        })
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> Result<bool> {
        self.read(|reader| Ok(reader.count(Kind::Person, 1)? == 0))
    }
}

/// The words of a query as the index spells them.
pub(crate) fn prefixes(query: &str) -> Vec<String> {
    let folded = channel::fold(query);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn after(reader: &mut Reader<'_>, order: Order, id: &str) -> Result<Option<After>> {
    let id: PersonId = id
        .parse()
        .map_err(|_| Error::usage(format!("{id} is no id"), "it is the id of a line of `people --json`"))?;
    let Some(person) = reader.person(id)? else { return Ok(None) };
    Ok(Some(After::of(&person, order)))
}

/// A page in order.
fn in_order(
    reader: &mut Reader<'_>,
    kind: Kind,
    order: Order,
    after: Option<&After>,
    most: usize,
    ctx: &Context,
) -> Result<Vec<Person>> {
    match (order, after) {
        (Order::Strength, None) => strongest(reader, kind, None, most, ctx.now),
        (Order::Strength, Some(After::Strength(_, id))) => {
            let last = reader.person(*id)?.map(|person| (person.bond.strength(ctx.now), person.id));
            strongest(reader, kind, last, most, ctx.now)
        }
        _ => Ok(reader.people(kind, order, after, most)?),
    }
}

/// The `most` strongest ties now, or those that come after one of this strength now. A stored strength was true
/// on its day and has only fallen since, each at its own pace; so it bounds the strength of all that come after
/// it in the order of stored strengths: one need not look further than where the bound falls below the weakest
/// chosen (the threshold algorithm of Fagin, Lotem and Naor 2003).
pub(crate) fn strongest(
    reader: &mut Reader<'_>,
    kind: Kind,
    after: Option<(f64, PersonId)>,
    most: usize,
    now: Timestamp,
) -> Result<Vec<Person>> {
    const PAGE: usize = 300;
    let mut chosen: Vec<(f64, PersonId)> = Vec::new();
    let mut place = None;
    let falling = |a: &(f64, PersonId), b: &(f64, PersonId)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1));
    loop {
        let page = reader.bonds(kind, place, PAGE)?;
        let Some(bound) = page.last().map(|(id, stored, _)| (*stored, *id)) else { break };
        let full = page.len() == PAGE;
        place = Some(bound);
        let now = page.into_iter().map(|(id, _, bond)| (bond.strength(now), id));
        chosen.extend(now.filter(|one| after.is_none_or(|last| falling(one, &last).is_gt())));
        chosen.sort_by(falling);
        chosen.truncate(most);
        // Whoever comes later has at most this strength, and among equals a lower id.
        if !full
            || (chosen.len() == most && chosen.last().is_none_or(|weakest| falling(weakest, &bound).is_le()))
        {
            break;
        }
    }
    let mut people = Vec::with_capacity(chosen.len());
    for (_, id) in chosen {
        people.extend(reader.person(id)?);
    }
    Ok(people)
}

pub(crate) fn line(reader: &mut Reader<'_>, person: Person, ctx: &Context) -> Result<Line> {
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
    })
}

/// To a tenth: more would be pretended.
pub(crate) fn round(strength: f64) -> f64 {
    (strength * 10.0).round() / 10.0
}
