//! The inverted index of what was written down about people: entries with their sentences, and notes and talks by hand. What
//! a person is called and known by lies in the engine's own full-text index (`Reader::search`); a text can be about several
//! people, and changes without them, so it has this index of its own.

use std::collections::BTreeSet;

use goodturn_core::draft::InteractionKind;
use goodturn_core::entry::Kind;
use goodturn_core::findable;
use goodturn_core::id::{EntryId, InteractionId};
use goodturn_core::spelling::{Near, Typed};

use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::declared::{Declared, rows_of};
use crate::table::derived::Term;
use crate::table::entry::Entry;
use crate::table::interaction::Interaction;
use crate::table::value::Param;

/// Under what the words of texts stand among the terms.
const OF_ENTRY: &str = "text";
const OF_TALK: &str = "talk";
/// The parts of an entry's rest that are sentences.
const SENTENCES: &[&str] = &[
    "next",
    "result",
    "why",
    "why_a",
    "why_b",
    "passed_on",
    "note",
    "said",
    "place",
    "line",
    "ideal",
    "proof",
    "not",
    "evidence",
];
/// Of so many words of one text each is found; a longer one is no note.
const WORDS: usize = 2000;
/// So many words near a mistyped one are offered.
const NEAREST: usize = 8;

/// A text about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Text {
    /// An entry.
    Entry(EntryId),
    /// A note or a talk.
    Talk(InteractionId),
}

/// Whether an entry says something that one would look for: no decisions and settings about people.
fn is_searchable(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Aside
            | Kind::Distinct
            | Kind::Overrule
            | Kind::Share
            | Kind::Consent
            | Kind::Definition
            | Kind::Stance
    )
}

/// All that an entry says in words, a sentence each.
pub fn sentences(entry: &Entry) -> Result<Vec<String>> {
    let mut found = vec![entry.what.clone()];
    gather(&entry.json()?, &mut found);
    found.retain(|text| !text.trim().is_empty());
    Ok(found)
}

fn gather(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    serde_json::Value::String(text) if SENTENCES.contains(&name.as_str()) => {
                        found.push(text.clone())
                    }
                    other => gather(other, found),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
        _ => {}
    }
}

fn words_of<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    texts.flat_map(findable::pieces).take(WORDS).collect()
}

fn words_of_entry(entry: &Entry) -> Result<BTreeSet<String>> {
    if !is_searchable(entry.kind) {
        return Ok(BTreeSet::new());
    }
    Ok(words_of(sentences(entry)?.iter().map(String::as_str)))
}

/// The words of a note or a talk that was written down by somebody, and not read out of mail or a calendar.
fn words_of_talk(talk: &Interaction) -> BTreeSet<String> {
    if talk.origin.is_none() || talk.kind == InteractionKind::Note {
        words_of([talk.title.as_str(), talk.text.as_str()].into_iter())
    } else {
        BTreeSet::new()
    }
}

impl Reader<'_> {
    /// Replaces the words of an entry's sentences as they were by those as they are.
    pub(crate) fn reindex_entry(&mut self, before: Option<&Entry>, after: Option<&Entry>) -> Result<()> {
        let Some(id) = before.or(after).map(|entry| entry.id.bytes()) else { return Ok(()) };
        let words = |entry: Option<&Entry>| entry.map_or_else(|| Ok(BTreeSet::new()), words_of_entry);
        self.reindex_text(OF_ENTRY, id, &words(before)?, &words(after)?)
    }

    /// The same for a note or a talk.
    pub(crate) fn reindex_talk(
        &mut self,
        before: Option<&Interaction>,
        after: Option<&Interaction>,
    ) -> Result<()> {
        let Some(id) = before.or(after).map(|talk| talk.id.bytes()) else { return Ok(()) };
        let words = |talk: Option<&Interaction>| talk.map(words_of_talk).unwrap_or_default();
        self.reindex_text(OF_TALK, id, &words(before), &words(after))
    }

    /// Indexes all notes and talks of the book again.
    pub(crate) fn reindex_all_talks(&mut self) -> Result<()> {
        let params = [self.ws(), Param::Int(InteractionKind::Note.code())];
        let talks: Vec<Interaction> =
            self.all(rows_of!(Interaction, "AND (origin IS NULL OR kind = ?2)"), &params)?;
        talks.iter().try_for_each(|talk| self.reindex_talk(None, Some(talk)))
    }

    /// Takes away the words of what was in a range of talks.
    pub(crate) fn drop_talks(&mut self, [from, to]: [[u8; 16]; 2]) -> Result<()> {
        self.connection.execute(
            "DELETE FROM term WHERE workspace_id = ?1 AND kind = ?2 AND entry_id >= ?3 AND entry_id <= ?4",
            &[self.ws(), Param::Text(OF_TALK), Param::Id(from), Param::Id(to)],
        )?;
        Ok(())
    }

    fn reindex_text(
        &mut self,
        kind: &'static str,
        id: [u8; 16],
        old: &BTreeSet<String>,
        new: &BTreeSet<String>,
    ) -> Result<()> {
        let gone = old.difference(new).cloned().collect();
        let new = new.difference(old).map(|word| (word.clone(), 1, 1)).collect();
        self.replace_terms(kind, id, gone, new)
    }

    /// Takes away terms of a text, and adds others: each with how often it stands there, and how many there are.
    pub(crate) fn replace_terms(
        &mut self,
        kind: &'static str,
        id: [u8; 16],
        gone: Vec<String>,
        new: Vec<(String, i64, i64)>,
    ) -> Result<()> {
        if !gone.is_empty() {
            self.connection.execute(
                "DELETE FROM term WHERE workspace_id = ?1 AND kind = ?2 AND term = ANY(?3) AND entry_id = ?4",
                &[self.ws(), Param::Text(kind), Param::Texts(&gone), Param::Id(id)],
            )?;
        }
        if !new.is_empty() {
            let row = |(term, count, length): (String, i64, i64)| {
                Term { kind: kind.to_owned(), term, entry: id, count, length }.cells()
            };
            self.connection.bulk(Term::table(), self.workspace, &mut new.into_iter().map(row))?;
        }
        Ok(())
    }

    /// Up to `most` texts with a word that begins so, the words in their order.
    pub fn texts_with(&mut self, prefix: &str, most: usize) -> Result<Vec<Text>> {
        let mut found = Vec::new();
        for kind in [OF_ENTRY, OF_TALK] {
            self.connection.terms(self.workspace, kind, findable::piece(prefix), most, &mut |_, id| {
                found.push(match kind {
                    OF_ENTRY => Text::Entry(EntryId::from_bytes(id)),
                    _ => Text::Talk(InteractionId::from_bytes(id)),
                });
                Ok(())
            })?;
        }
        found.sort_unstable();
        found.dedup();
        for text in &found {
            match text {
                Text::Entry(id) => self.met_entries([*id]),
                Text::Talk(id) => self.met_interactions([*id]),
            }
        }
        Ok(found)
    }

    /// The words that somebody or something is found by and that are nearest to a mistyped one, the nearest first; none
    /// where slips in it are not forgiven.
    pub fn words_near(&mut self, word: &str) -> Result<Vec<String>> {
        let typed = Typed::new(word);
        if !typed.may_be_mistyped() {
            return Ok(Vec::new());
        }
        let mut near: Vec<(Near, String)> = Vec::new();
        let mut take = |word: &str| {
            if let Some(found) = typed.near(word) {
                near.push((found, word.to_owned()));
            }
            Ok(())
        };
        let beginnings = typed.beginnings();
        self.connection.vocabulary(self.workspace, &beginnings, &mut take)?;
        let of_texts = if self.connection.is_embedded() { beginnings } else { vec![String::new()] };
        for kind in [OF_ENTRY, OF_TALK] {
            for beginning in &of_texts {
                self.connection
                    .terms(self.workspace, kind, beginning, usize::MAX, &mut |word, _| take(word))?;
            }
        }
        near.sort_unstable();
        near.dedup();
        // Where a whole word is near, what only begins like it is not meant, nor what is further off.
        if let Some((nearest, _)) = near.first().cloned() {
            near.retain(|(found, _)| found.begun == nearest.begun && found.slips == nearest.slips);
        }
        near.truncate(NEAREST);
        Ok(near.into_iter().map(|(_, word)| word).collect())
    }
}
