//! The tables of what was done: `journal` has the acts and `change` their before-images; `source` and `known` say what was
//! read already; beside them `unsettled` and `setting`.

use goodturn_core::id::{InteractionId, Seq};
use goodturn_core::words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use crate::table::declared::{Entity, table};

/// One act of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its place.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub who: String,
    /// What was done: the deed's name.
    pub act: String,
    /// In words, of an act that an older program did; empty of those that keep them as parts.
    summary: String,
    /// The first act of the run it belongs to; its own place for a single act.
    pub run: Seq,
    /// The run that it took back.
    pub undoes: Option<Seq>,
    /// The first and last interaction that it brought, where it brought many.
    pub brought: Option<(InteractionId, InteractionId)>,
    /// Its own name; none of an act that an older program did.
    pub(crate) id: Option<[u8; 16]>,
    /// What was asked for, as JSON: the deed, and what its fields say with ids for whoever and whatever they name.
    pub request: Option<String>,
    /// In words, as JSON: their parts, people by their ids.
    words: Option<String>,
    /// The caller's own key, under which it is done once.
    pub key: Option<String>,
    /// What was answered to it, as JSON.
    pub answer: Option<String>,
}

impl Act {
    /// The line of the journal of an act that is done.
    pub(crate) fn of(seq: Seq, deed: &Deed, brought: Option<(InteractionId, InteractionId)>) -> Act {
        Act {
            seq,
            at: deed.at,
            who: deed.who.clone(),
            act: deed.act.to_owned(),
            summary: String::new(),
            run: deed.run.unwrap_or(seq),
            undoes: deed.undoes,
            brought,
            id: Some(deed.id.into_bytes()),
            request: deed.request.clone(),
            words: Some(deed.words.kept().to_string()),
            key: deed.key.clone(),
            answer: deed.answer.clone(),
        }
    }

    /// What was done, in words; nobody in them has a name yet (`Reader::named_words` gives them theirs).
    pub fn words(&self) -> Words {
        let kept = self.words.as_deref().and_then(|words| serde_json::from_str(words).ok());
        kept.and_then(|kept| Words::of_kept(&kept)).unwrap_or_else(|| Words::from(self.summary.as_str()))
    }
}

/// What is done, as the journal says it.
#[derive(Clone, Debug)]
pub struct Deed {
    /// When it is done.
    pub at: Timestamp,
    /// Who does it.
    pub who: String,
    /// The deed's name.
    pub act: &'static str,
    /// In words; may be completed while it is done.
    pub words: Words,
    /// The run it belongs to; none where it begins one.
    pub run: Option<Seq>,
    /// The run that it takes back.
    pub undoes: Option<Seq>,
    /// Its own name, by which it is found again where the answer to its commit was lost.
    pub id: Uuid,
    /// What was asked for, as JSON.
    pub request: Option<String>,
    /// The caller's own key, under which it is done once.
    pub key: Option<String>,
    /// What is answered to it, as JSON.
    pub answer: Option<String>,
}

impl Deed {
    /// A deed of which nothing more is known yet; no two have the same `id`.
    pub fn new(act: &'static str, at: Timestamp, who: &str, id: Uuid) -> Deed {
        Deed {
            at,
            who: who.to_owned(),
            act,
            words: Words::default(),
            run: None,
            undoes: None,
            id,
            request: None,
            key: None,
            answer: None,
        }
    }
}

table! {
    /// The acts.
    JOURNAL = Entity::Journal, 1;
    Act as act {
        seq: Seq = act.seq,
        at: Timestamp = act.at,
        who: String = act.who,
        act: String = act.act,
        summary: String = act.summary,
        run: Seq = act.run,
        undoes: Option<Seq> = act.undoes,
        first_id: Option<InteractionId> = act.brought.map(|(first, _)| first),
        last_id: Option<InteractionId> = act.brought.map(|(_, last)| last),
        id: Option<[u8; 16]> = act.id,
        request: Option<String> = act.request,
        words: Option<String> = act.words,
        key: Option<String> = act.key,
        answer: Option<String> = act.answer,
    }
    read Act {
        seq,
        at,
        who,
        act,
        summary,
        run,
        undoes,
        brought: first_id.zip(last_id),
        id,
        request,
        words,
        key,
        answer,
    }
}

/// A row that an act changed, and how it was before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// The act.
    pub(crate) seq: Seq,
    /// The table's name; or [`ABOUT`].
    pub(crate) entity: String,
    /// The row's key, as [`crate::table::cell::encode`] writes it.
    pub(crate) row_key: Vec<u8>,
    /// The before-image: the row's cells by their places, as `encode` writes them; none where there was no such row.
    pub(crate) before: Option<Vec<u8>>,
}

/// Among the changed rows of an act, somebody whom it is about and whose own row it left as it was.
pub(crate) const ABOUT: &str = "about";

/// Among the changed rows of an act, the first and the last of many interactions that it took away.
pub(crate) const DROPPED: &str = "dropped";

/// Among the changed rows of an act, that something of it was taken out for good, so that it cannot be taken back.
pub(crate) const SCRUBBED: &str = "scrubbed";

table! {
    /// The before-images.
    CHANGE = Entity::Change, 3;
    Change as change {
        seq: Seq = change.seq,
        entity: String = change.entity,
        row_key: Vec<u8> = change.row_key,
        before: Option<Vec<u8>> = change.before,
    }
    read Change { seq, entity, row_key, before }
}

/// A run whose bonds are not written yet.
pub(crate) struct Unsettled {
    /// The run.
    pub(crate) run: Seq,
}

table! {
    /// The runs whose bonds are not written yet.
    UNSETTLED = Entity::Unsettled, 1;
    Unsettled as unsettled {
        run: Seq = unsettled.run,
    }
    read Unsettled { run }
}

/// Something that was read, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its name in the book.
    pub id: [u8; 16],
    /// The file's name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// Size and hash of its content and of how it was read; none while it is being read.
    pub print: Option<Vec<u8>>,
    /// When.
    pub at: Timestamp,
    /// Whether it was read to its end.
    pub complete: bool,
    /// The counts, as JSON.
    pub counts: String,
    /// The run that read it.
    pub made: Seq,
}

table! {
    /// What was read.
    SOURCE = Entity::Source, 1;
    Source as source {
        id: [u8; 16] = source.id,
        name: String = source.name,
        format: String = source.format,
        print: Option<Vec<u8>> = source.print,
        at: Timestamp = source.at,
        complete: bool = source.complete,
        counts: String = source.counts,
        made: Seq = source.made,
    }
    read Source { id, name, format, print, at, complete, counts, made }
}

/// A key of sameness: something that was read once is not taken in twice.
pub(crate) struct Known {
    /// The key.
    pub(crate) same: i64,
}

table! {
    /// The keys of sameness.
    KNOWN = Entity::Known, 1;
    Known as known {
        same: i64 = known.same,
    }
    read Known { same }
}

/// One value of a setting.
#[derive(Clone)]
pub(crate) struct Setting {
    /// Its own name.
    pub(crate) name: [u8; 16],
    /// Of which setting.
    pub(crate) key: String,
    /// What is set.
    pub(crate) value: String,
}

table! {
    /// The settings.
    SETTING = Entity::Setting, 1;
    Setting as setting {
        name: [u8; 16] = setting.name,
        key: String = setting.key,
        value: String = setting.value,
    }
    read Setting { name, key, value }
}
