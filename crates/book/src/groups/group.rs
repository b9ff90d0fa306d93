//! Which groups I serve, and who belongs to them.

use goodturn_core::channel::fold;
use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::sender;
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::{entered, refresh_profile, typed};
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Request, request};

request! {
    Act "group" Group: "Says that you serve a group: a club, a chapter, a firm; a name that is new is written into the book" -> done {
        name: Rest(Line) "Its name",
        off: Switch "You serve it no more; its members stay in the book",
    }
    examples {
        { name: "Choir of St Mary" } "",
        { name: "Choir of St Mary", off } "",
    }
}

request! {
    Act "join" Join: "Says that somebody belongs to a group that you serve" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        group: Positional(Group) "The group: enough of its name, or its id",
    }
    examples {
        { who: "Ada", group: "choir" } "",
    }
}

request! {
    Act "leave" Leave: "Says that somebody no longer belongs to a group" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        group: Positional(Group) "The group: enough of its name, or its id",
    }
    examples {
        { who: "Ben", group: "choir" } "",
    }
}

/// So many groups one serves at the most.
pub(crate) const MOST: usize = 1000;

/// The groups that I serve, by name.
pub(crate) fn served(reader: &mut Reader<'_>) -> Result<Vec<Person>> {
    let mut groups = Vec::new();
    for entry in reader.newest(Kind::Group, MOST)? {
        groups.extend(reader.person(entry.person)?);
    }
    groups.sort_by(|a, b| a.profile.name.cmp(&b.profile.name).then(a.id.cmp(&b.id)));
    groups.dedup_by_key(|group| group.id);
    Ok(groups)
}

/// The one group that a text names.
pub(crate) fn named(reader: &mut Reader<'_>, text: &str) -> Result<Person> {
    let found = fitting(reader, text)?;
    reader.note_resolved(text.trim(), found.id.0);
    Ok(found)
}

fn fitting(reader: &mut Reader<'_>, text: &str) -> Result<Person> {
    let text = parse::filled(text, messages::NOT_SAID)?;
    let wanted = fold(text);
    let all = served(reader)?;
    let exact = |group: &&Person| group.id.to_string() == wanted || fold(&group.profile.name) == wanted;
    if let Some(found) = all.iter().find(exact) {
        return Ok(found.clone());
    }
    let begins = |group: &Person| {
        let name = fold(&group.profile.name);
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        let mut parts = wanted.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.all(|part| words.iter().any(|word| word.starts_with(part)))
    };
    let mut fit: Vec<Person> = all.iter().filter(|group| begins(group)).cloned().collect();
    if fit.len() > 1 {
        let names: Vec<&str> = fit.iter().map(|group| group.profile.name.as_str()).collect();
        return Err(messages::several_fit(text, &names));
    }
    fit.pop().ok_or_else(|| messages::none_fits(text))
}

/// The entry by which somebody belongs to a group.
fn membership(reader: &mut Reader<'_>, person: PersonId, group: PersonId) -> Result<Option<Entry>> {
    let found = reader.entries_of(person, Kind::Member)?;
    Ok(found.into_iter().find(|entry| entry.other == Some(group)))
}

impl Request for Group {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let name = parse::filled(&self.name, messages::NOT_SAID)?;
        let (id, new) = (EntryId(book.id(ctx.now)), PersonId(book.id(ctx.now)));
        entered(book, ctx, "group", |writer| {
            if self.off {
                let group = named(writer, name)?;
                let Some(entry) = writer.entries_of(group.id, Kind::Group)?.pop() else {
                    return Err(messages::not_served());
                };
                writer.remove_entry(&entry)?;
                return Ok((messages::serves_no_more(&group), entry));
            }
            let mut found = writer.named(&fold(name))?;
            found.retain(|one| one.kind != sender::Kind::Person);
            let group = match found.into_iter().next() {
                Some(group) => group,
                None => {
                    let mut group = Person::new(new, ctx.now);
                    (group.kind, group.kind_why) = (sender::Kind::Organisation, "by hand".to_owned());
                    let detail = book.detail(writer, ctx, &group, typed(ValueKind::Name, name)?)?;
                    writer.put_detail(&detail)?;
                    refresh_profile(writer, &mut group)?;
                    group
                }
            };
            if !writer.entries_of(group.id, Kind::Group)?.is_empty() {
                return Err(messages::served_already(&group.profile.name));
            }
            let entry = Entry::new(id, Kind::Group, group.id, parse::today(ctx));
            writer.put_entry(&entry)?;
            Ok((messages::serves(&group), entry))
        })
    }
}

impl Request for Join {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "join", |writer| {
            let (person, group) = (resolve_person(writer, &self.who)?, named(writer, &self.group)?);
            let (name, of) = (&person.profile.name, &group.profile.name);
            if person.id == group.id {
                return Err(messages::not_to_itself(of));
            }
            if membership(writer, person.id, group.id)?.is_some() {
                return Err(messages::belongs_already(name, of));
            }
            let mut entry = Entry::new(id, Kind::Member, person.id, parse::today(ctx));
            entry.other = Some(group.id);
            writer.put_entry(&entry)?;
            Ok((messages::joined(&person, &group), entry))
        })
    }
}

impl Request for Leave {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        entered(book, ctx, "leave", |writer| {
            let (person, group) = (resolve_person(writer, &self.who)?, named(writer, &self.group)?);
            let (name, of) = (&person.profile.name, &group.profile.name);
            let Some(entry) = membership(writer, person.id, group.id)? else {
                return Err(messages::does_not_belong(name, of));
            };
            writer.remove_entry(&entry)?;
            Ok((messages::left(&person, &group), entry))
        })
    }
}
