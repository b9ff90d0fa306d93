//! People, searched and sorted.

use goodturn_core::business::Role;
use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;
use goodturn_core::stance::Stance;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::business::whole::roles;
use crate::error::{Error, Result};
use crate::people::search::{Asked, Hit, Match, Sort, find};
use crate::request::names::prefixes;
use crate::request::parse::today;
use crate::request::{Lines, Request, request};
use crate::stances::held::held;

request! {
    View "people" People: "Lists people, found by whatever is known of them or was written down about them" -> lines Listed {
        query: MaybeRest(Line) "Words that each begin a word of a name, an organisation, a channel, a tag, a note, a talk, a need, a promise, what was learnt; typing errors are forgiven",
        sort: Optional(OneOf(Sort)) "strength (default), name, last, or balance (whoever gave you most beyond what you gave comes first)",
        limit: Number(From(0)) "How many at the most (default 50)",
        kind: Optional(OneOf(Kind)) "person (default), organisation, list, robot or role",
        after: Optional(Id) "The id of the last one of the page before",
    }
    examples {
        { sort: "last" } "everybody, the latest first",
        { query: "brook joi" } "both begin a word of what is known",
    }
}

/// One person in a list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
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
    #[schemars(with = "Option<String>")]
    pub last_interaction: Option<Timestamp>,
    /// How many interactions, those only seen among them.
    pub interactions: i64,
    /// Tags.
    pub tags: Vec<String>,
    /// How close they are, 1 to 5, as you say.
    pub circle: Option<i64>,
    /// Where the words of the search stand that are not seen in the line itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Match>,
}

/// Somebody in the list, with what all that is written down with them says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Person")]
pub struct Listed {
    /// Who.
    #[serde(flatten)]
    pub line: Line,
    /// What they are to me, several at once: prospect, client, ambassador, partner, mentor, friend.
    pub roles: Vec<Role>,
    /// What they hold networking to be, as I say or else as it seems; none while too little is known.
    pub stance: Option<Stance>,
}

impl Listed {
    fn of(reader: &mut Reader<'_>, line: Line, ctx: &Context) -> Result<Listed> {
        let person: PersonId = line.id.parse().map_err(|_| Error::internal("a person without an id"))?;
        let entries = reader.entries(person)?;
        let roles = roles(person, &entries, &line.tags, ctx)?;
        let stance = held(reader, person, &entries, ctx)?.map(|held| held.stance);
        Ok(Listed { line, roles: roles.into_iter().map(|held| held.role).collect(), stance })
    }
}

impl Request for People {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = book.people(&self, ctx)?;
        let listed = match ctx.in_words {
            true => lines.into_iter().map(|line| Listed { line, roles: Vec::new(), stance: None }).collect(),
            false => book.listed(&lines, ctx)?,
        };
        Ok(Lines::in_view(listed, |lines| lines))
    }
}

impl Book {
    /// A page of people.
    pub fn people(&self, ask: &People, ctx: &Context) -> Result<Vec<Line>> {
        let (sort, kind) = (ask.sort.unwrap_or_default(), ask.kind.unwrap_or(Kind::Person));
        if ask.limit == Some(0) {
            return Err(messages::nobody_wanted());
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

    /// People of a list, with what all that is written down with them says.
    pub(crate) fn listed(&self, lines: &[Line], ctx: &Context) -> Result<Vec<Listed>> {
        self.read(|reader| {
            reader.met(lines.iter().filter_map(|line| line.id.parse().ok()));
            lines.iter().map(|line| Listed::of(reader, line.clone(), ctx)).collect()
        })
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> Result<bool> {
        self.read(|reader| Ok(reader.count(Kind::Person, 1)? == 0))
    }
}

fn last_of_page(reader: &mut Reader<'_>, id: &str) -> Result<Option<Person>> {
    let id: PersonId = id.parse().map_err(|_| messages::no_id_of_a_line(id))?;
    Ok(reader.person(id)?)
}

pub(crate) fn line(reader: &mut Reader<'_>, hit: Hit, ctx: &Context) -> Result<Line> {
    let Hit { person, matches } = hit;
    let details = reader.details(person.id)?;
    let of = |kind: ValueKind| {
        let values = details.iter().filter(|detail| detail.value.kind == kind);
        values.map(|detail| detail.value.text.clone()).collect::<Vec<_>>()
    };
    let account = reader.account(person.id)?;
    Ok(Line {
        id: person.id.to_string(),
        emails: of(ValueKind::Email),
        phones: of(ValueKind::Phone),
        tags: of(ValueKind::Tag),
        strength: round(person.bond.strength(ctx.now)),
        name: person.profile.name,
        organisation: person.profile.organisation,
        title: person.profile.title,
        balance: account.map(|row| row.reading(today(ctx)).words().to_owned()),
        last_interaction: person.last,
        interactions: person.interactions,
        circle: person.circle,
        found: matches,
    })
}

/// To a tenth: more would be pretended.
pub(crate) fn round(strength: f64) -> f64 {
    (strength * 10.0).round() / 10.0
}
