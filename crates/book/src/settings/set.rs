//! Says who I am and where.

use goodturn_core::words::Words;
use goodturn_store::writer::Keep;

use super::messages;
use crate::book::{Book, Context, Settings, settings};
use crate::error::Result;
use crate::request::parse;
use crate::request::was::heed;
use crate::request::{Done, Request, request};
use crate::settings::page::Merging;

request! {
    Act "set" Set: "Says who you are and where: your addresses, your phone region" -> done {
        me: Many(Email) "An e-mail address of yours; given ones replace the old",
        region: Optional(Line) "Where phone numbers without a country belong: two letters, such as GB",
        merge: Optional(OneOf(Merging)) "After an import: certain merges who certainly is one by itself, ask asks first",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { me: "you@example.org", me: "you@work.example" } "",
        { region: "GB" } "",
    }
}

/// Who I am, where, and whether who certainly is one is merged.
type Asked = (Vec<String>, Option<String>, Option<Merging>);

impl Set {
    /// What was asked without what was left as it was found.
    fn heeding(
        &self,
        before: &Settings,
        (me, region, merge): (&[String], &Option<String>, Option<Merging>),
    ) -> Result<Asked> {
        // The addresses are lines of one field, in any order.
        let lines = |addresses: &[String]| {
            let mut lines: Vec<String> = addresses.iter().map(|one| one.trim().to_lowercase()).collect();
            lines.sort_unstable();
            lines.join("\n")
        };
        let was: Vec<String> = self
            .was
            .iter()
            .map(|field| match field.strip_prefix("me=") {
                None => field.clone(),
                Some(text) => {
                    let found: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
                    format!("me={}", lines(&found))
                }
            })
            .collect();
        let mut own = (!me.is_empty()).then(|| lines(me));
        heed(&was, "me", &mut own, &lines(&before.me))?;
        let (mut place, mut way) = (region.clone(), merge);
        heed(&was, "region", &mut place, before.region.as_deref().unwrap_or_default())?;
        heed(&was, "merge", &mut way, Merging::of(before).name())?;
        Ok((own.map_or_else(Vec::new, |_| me.to_vec()), place, way))
    }
}

impl Request for Set {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let me = self
            .me
            .iter()
            .filter(|address| !address.trim().is_empty())
            .map(|address| parse::email("me", address))
            .collect::<Result<Vec<String>>>()?;
        let region = self.region.as_deref().map(|region| region.trim().to_uppercase());
        if region
            .as_ref()
            .is_some_and(|region| region.len() != 2 || !region.chars().all(|c| c.is_ascii_uppercase()))
        {
            return Err(messages::no_region());
        }
        let merge = self.merge;
        if me.is_empty() && region.is_none() && merge.is_none() {
            return Err(messages::nothing_to_set());
        }
        book.act_if_any(ctx, "set", |writer| {
            let before = settings(writer)?;
            let (me, region, merge) = self.heeding(&before, (&me, &region, merge))?;
            let mut said = Vec::new();
            let sorted = |addresses: &[String]| {
                let mut addresses = addresses.to_vec();
                addresses.sort_unstable();
                addresses
            };
            if !me.is_empty() && sorted(&me) != sorted(&before.me) {
                let values: Vec<_> = me.iter().map(|me| (book.id(ctx.now), me.clone())).collect();
                writer.set("me", &values)?;
                said.push(messages::you_are(&me.join(", ")));
            }
            if let Some(region) = &region
                && Some(region) != before.region.as_ref()
            {
                writer.set("region", &[(book.id(ctx.now), region.clone())])?;
                said.push(messages::region(region));
            }
            if let Some(merge) = merge
                && merge != Merging::of(&before)
            {
                writer.set("merge", &[(book.id(ctx.now), merge.name().to_owned())])?;
                said.push(messages::merges(merge == Merging::Certain));
            }
            if said.is_empty() {
                return Ok((Done::of(messages::UNCHANGED), Keep::No));
            }
            Ok((Done::of(Words::joined(said, "; ")), Keep::Yes))
        })
    }
}
