//! Everybody as a file that other programs read: for others what may be handed on, for oneself everything.
//!
//! - [`files`]: the request for it, and the file; `table`: people as rows

pub mod files;
mod messages;
mod table;

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::named;
use goodturn_core::sender::Kind;
use serde_json::{Value as Json, json};

use crate::book::{Book, Context};
use crate::error::Result;
use crate::people::list::{Line, Listed, People};
use crate::people::search::Sort;
use crate::people::whole::{Audience, Whole, Written};

named! {
    /// As what people are written.
    #[derive(Default)]
    Format {
        /// vCards.
        #[default]
        Vcard = "vcard",
        /// A table, a row each.
        Csv = "csv",
        /// A JSON object each, on a line of its own.
        Json = "json",
    }
}

impl Format {
    /// How a file of it is called.
    pub fn file(self) -> &'static str {
        match self {
            Format::Vcard => "people.vcf",
            Format::Csv => "people.csv",
            Format::Json => "people.jsonl",
        }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// So many people.
    pub count: usize,
    /// Who was left out, and why, each as a sentence without a full stop.
    pub left_out: Vec<String>,
}

/// So many are read at once.
const PAGE: u32 = 500;

impl Book {
    /// Writes everybody, as this audience may have them, piece by piece into `out`.
    pub(crate) fn export(
        &self,
        ctx: &Context,
        format: Format,
        audience: Audience,
        out: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<Exported> {
        let mut done = Exported::default();
        if format == Format::Csv {
            out(table::head().as_bytes())?;
        }
        for kind in Kind::ALL {
            // A list or a robot that mail brought is nobody's contact; one that came on a card is.
            let carded_only = !matches!(kind, Kind::Person | Kind::Organisation);
            let mut after = None;
            loop {
                let ask = People {
                    limit: Some(PAGE),
                    sort: Some(Sort::Name),
                    kind: Some(kind),
                    after: after.clone(),
                    ..People::default()
                };
                let page = self.people(&ask, ctx)?;
                let Some(last) = page.last() else { break };
                after = Some(last.id.clone());
                for person in &page {
                    let whole = match self.whole(&person.id, audience)? {
                        Written::Whole(whole) => whole,
                        Written::Nothing(why) => {
                            done.left_out.push(why);
                            continue;
                        }
                    };
                    if carded_only && !whole.carded {
                        continue;
                    }
                    out(&match format {
                        Format::Vcard => cards(&whole),
                        Format::Csv => table::row(&whole.values).into_bytes(),
                        Format::Json => {
                            let mine = match audience {
                                Audience::Me => self.listed(std::slice::from_ref(person), ctx)?.pop(),
                                Audience::Others => None,
                            };
                            line(person, mine.as_ref(), &whole)
                        }
                    })?;
                    done.count += 1;
                }
            }
        }
        Ok(done)
    }
}

/// The cards of one person: each as it came, and what no card says on the first of them.
fn cards(whole: &Whole) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, card) in whole.cards.iter().enumerate() {
        let own: Vec<Value> = if at == 0 {
            // A card has one UID, its own.
            let learnt = whole.uncarded.iter().filter(|value| value.kind != ValueKind::Uid);
            card.values.iter().chain(learnt).cloned().collect()
        } else {
            card.values.clone()
        };
        bytes.extend(goodturn_sources::vcard::write(Some(&card.original), &own, None));
    }
    if whole.cards.is_empty() {
        bytes.extend(goodturn_sources::vcard::write(None, &whole.values, None));
    }
    bytes
}

/// One person as a line of JSON: `mine` is all that I know of them. For others, where there is none of it, it is made of nothing but the values that they may have: how strong the
/// tie is, how turns stand and what I call somebody is nobody else's.
fn line(person: &Line, mine: Option<&Listed>, whole: &Whole) -> Vec<u8> {
    let seen = match mine {
        Some(mine) => json!(mine),
        None => {
            let profile = goodturn_core::profile::profile(&whole.values);
            let of = |kind| -> Vec<&str> {
                let of_kind = whole.values.iter().filter(|value| value.kind == kind);
                of_kind.map(|value| value.text.as_str()).collect()
            };
            json!({
                "id": person.id,
                "name": profile.name,
                "emails": of(ValueKind::Email),
                "phones": of(ValueKind::Phone),
                "organisation": profile.organisation,
                "title": profile.title,
            })
        }
    };
    let said = |value: &Value| json!({ "kind": value.kind, "label": value.label, "value": value.text });
    let values: Vec<Json> = whole.values.iter().map(said).collect();
    let mut text = serde_json::to_vec(&json!({ "person": seen, "values": values })).unwrap_or_default();
    text.push(b'\n');
    text
}
