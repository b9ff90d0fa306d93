//! Says more about somebody, or says it better.

use goodturn_core::draft::ValueKind;
use goodturn_core::id::DetailId;
use goodturn_core::insight::cadence::Cadence;
use goodturn_core::profile::{CHOSEN, says};
use goodturn_core::sender::Kind;
use goodturn_store::rows::{BY_HAND, Detail, Person};
use goodturn_store::writer::Keep;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::deed::{nobody_elses, refresh_profile, typed};
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::was::heed;
use crate::request::{Done, Request, request};

request! {
    Act "edit" Edit: "Says more about somebody, or says it better" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        name: Optional(Line) "The name as it should be shown",
        email: Many(Email) "One more e-mail address",
        phone: Many(Phone) "One more phone number",
        url: Many(Url) "One more page of theirs",
        organisation: Optional(Line) "Where they work or belong now",
        title: Optional(Line) "What they do there now",
        birthday: Optional(Birthday) "YYYY-MM-DD, “24.11.1980”, “3 March 1980”; or MM-DD, “3 March” without the year",
        note: Optional(Text) "One more note",
        remove: Many(Known) "A value to take away, exactly as it is shown, or its id",
        circle: Number(Between(0, 5)) "How close they are, from 1 to 5; 0 to leave it open",
        cadence: Optional(Line) "How often to be in touch: a number of days, auto, or never",
        kind: Optional(OneOf(Kind)) "person, organisation, list, robot or role: overrules what Goodturn made of the address",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { who: "Ada", title: "Master joiner", circle: 2 } "",
        { who: "Ada", cadence: "30" } "in touch every 30 days",
        { who: "info@brook.example", kind: "person" } "a person after all",
    }
}

impl Request for Edit {
    fn run(mut self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let cadence = parse::maybe(&self.cadence).map(cadence).transpose()?;
        self.nothing_is_emptied()?;
        if let Some(text) = parse::maybe(&self.birthday) {
            // What was imported and cannot be stays as it came where it was left alone.
            let left = self
                .was
                .iter()
                .any(|was| was.strip_prefix("birthday=").is_some_and(|was| was.trim() == text));
            if !left {
                self.birthday = Some(days::birthday(text, book, ctx)?);
            }
        }
        book.act_if_any(ctx, "edit", |writer| {
            let mut person = resolve_person(writer, &self.who)?;
            let before = person.clone();
            let ask = self.heeding(writer, &person)?;
            let values_changed = ask.values(book, ctx, writer, &person)?;
            if let Some(circle) = ask.circle {
                person.circle = Some(i64::from(circle)).filter(|circle| *circle > 0);
            }
            if let Some(cadence) = cadence.filter(|_| ask.cadence.is_some()) {
                person.cadence = cadence;
            }
            if let Some(kind) = ask.kind {
                (person.kind, person.kind_why) = (kind, BY_HAND.to_owned());
            }
            if !values_changed && person == before {
                return Ok((Done::of(messages::not_edited(&before)).about(person.id), Keep::No));
            }
            refresh_profile(writer, &mut person)?;
            Ok((Done::of(messages::edited(&before)).about(person.id), Keep::Yes))
        })
    }
}

impl Edit {
    /// Refuses a field that was emptied: a value is taken away by its id, and a name is never missing.
    fn nothing_is_emptied(&self) -> Result<()> {
        for (field, text) in [
            ("name", &self.name),
            ("organisation", &self.organisation),
            ("title", &self.title),
            ("birthday", &self.birthday),
        ] {
            let left =
                self.was.iter().any(|was| was.strip_prefix(field).is_some_and(|was| was.trim() == "="));
            if !left && text.as_ref().is_some_and(|text| text.trim().is_empty()) {
                return Err(messages::emptied(field));
            }
        }
        Ok(())
    }

    /// The same without what was left as it was found.
    fn heeding(&self, writer: &mut goodturn_store::Writer<'_>, person: &Person) -> Result<Edit> {
        let mut ask = self.clone();
        if self.was.is_empty() {
            return Ok(ask);
        }
        let profile = &person.profile;
        heed(&self.was, "name", &mut ask.name, &profile.name)?;
        heed(&self.was, "organisation", &mut ask.organisation, &profile.organisation)?;
        heed(&self.was, "title", &mut ask.title, &profile.title)?;
        let born =
            writer.details(person.id)?.into_iter().find(|detail| detail.value.kind == ValueKind::Birthday);
        let born = born.map(|detail| detail.value.text).unwrap_or_default();
        heed(&self.was, "birthday", &mut ask.birthday, born.trim_start_matches('-'))?;
        heed(&self.was, "circle", &mut ask.circle, &person.circle.unwrap_or(0).to_string())?;
        // How often is said in words; what was chosen is compared with them.
        let mut often = match parse::maybe(&self.cadence) {
            None => None,
            Some(text) => Some(cadence(text)?.words()),
        };
        heed(&self.was, "cadence", &mut often, &person.cadence.words())?;
        ask.cadence = often.and(ask.cadence);
        heed(&self.was, "kind", &mut ask.kind, person.kind.name())?;
        Ok(ask)
    }

    /// Writes the values that differ; answers whether there were any.
    fn values(
        &self,
        book: &Book,
        ctx: &Context,
        writer: &mut goodturn_store::Writer<'_>,
        person: &Person,
    ) -> Result<bool> {
        let mut changed = false;
        let known = writer.details(person.id)?;
        for text in &self.remove {
            writer.remove_detail(the_one(&known, text, &person.profile.name)?)?;
            changed = true;
        }
        for (kind, texts) in
            [(ValueKind::Email, &self.email), (ValueKind::Phone, &self.phone), (ValueKind::Url, &self.url)]
        {
            for text in texts.iter().filter(|text| !text.trim().is_empty()) {
                let detail = book.detail(writer, ctx, person, typed(kind, text)?)?;
                if !known.iter().any(|other| other.says(&detail.value, detail.normal.as_deref())) {
                    nobody_elses(writer, &detail)?;
                    writer.put_detail(&detail)?;
                    changed = true;
                }
            }
        }
        if let Some(note) = self.note.as_ref().filter(|note| !note.trim().is_empty()) {
            let detail = book.detail(writer, ctx, person, typed(ValueKind::Note, note)?)?;
            writer.put_detail(&detail)?;
            changed = true;
        }
        // Of these one is shown: that one is said better, the others stay as history.
        for (kind, text) in [
            (ValueKind::Name, &self.name),
            (ValueKind::Organisation, &self.organisation),
            (ValueKind::Title, &self.title),
            (ValueKind::Birthday, &self.birthday),
        ] {
            let Some(text) = text.as_ref().filter(|text| !text.trim().is_empty()) else { continue };
            let mut value = typed(kind, text)?;
            if kind == ValueKind::Name {
                CHOSEN.clone_into(&mut value.label);
            }
            let mut of_kind = known.iter().filter(|detail| detail.value.kind == kind);
            let newest_shown = matches!(kind, ValueKind::Organisation | ValueKind::Title);
            let shown = match kind {
                ValueKind::Name => {
                    let known = of_kind.clone().find(|detail| detail.value.text == person.profile.name);
                    known.or_else(|| of_kind.next())
                }
                _ if newest_shown => of_kind.next_back(),
                _ => of_kind.next(),
            };
            let mut detail = book.detail(writer, ctx, person, value)?;
            if let Some(shown) = shown {
                if shown.value.text == detail.value.text {
                    continue;
                }
                detail.id = shown.id;
            }
            writer.put_detail(&detail)?;
            changed = true;
        }
        Ok(changed)
    }
}

/// The one value that `text` names: by its id, or by what it says where only one kind of value says that.
fn the_one<'d>(known: &'d [Detail], text: &str, name: &str) -> Result<&'d Detail> {
    if let Ok(id) = text.trim().parse::<DetailId>()
        && let Some(detail) = known.iter().find(|detail| detail.id == id)
    {
        return Ok(detail);
    }
    // A page sends the lines of a text parted as the web does.
    let lines = |text: &str| text.trim().replace("\r\n", "\n");
    let wanted = lines(text);
    let found: Vec<&Detail> =
        known.iter().filter(|detail| says(detail.value.kind, &lines(&detail.value.text), &wanted)).collect();
    let Some(first) = found.first() else {
        return Err(messages::no_such_value(name, text));
    };
    if found.iter().any(|other| other.value.kind != first.value.kind) {
        let values: Vec<(String, &str)> =
            found.iter().map(|detail| (detail.id.to_string(), detail.value.kind.name())).collect();
        return Err(messages::several_values(name, text, &values));
    }
    Ok(first)
}

fn cadence(text: &str) -> Result<Cadence> {
    match text.trim() {
        "auto" => Ok(Cadence::ByRank),
        "never" => Ok(Cadence::Never),
        days => match days.parse::<u32>() {
            Ok(days) if (1..=3650).contains(&days) => Ok(Cadence::Every(days)),
            _ => Err(messages::no_cadence(text)),
        },
    }
}
