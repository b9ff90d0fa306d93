//! Settings: those that somebody made, and those in which the book keeps something of itself. The latter change nothing
//! that anybody said or did, so that the journal knows nothing of them.

use jiff::Timestamp;

use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::declared::Declared;
use crate::table::journal::Setting;
use crate::table::value::{Param, instant};

/// A setting in which the book keeps something of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Internal {
    /// The day that the stored strengths are of, in milliseconds.
    Weighed,
    /// How strengths become chances.
    Scale,
    /// What looking for duplicates taught.
    Linkage,
    /// The name by which one notices that a book was replaced by another.
    Epoch,
    /// The lines of today as they were last shown.
    Shown,
    /// That what was deleted must still be taken out of the database itself.
    Sweep,
}

impl Internal {
    pub(crate) const ALL: [Internal; 6] = [
        Internal::Weighed,
        Internal::Scale,
        Internal::Linkage,
        Internal::Epoch,
        Internal::Shown,
        Internal::Sweep,
    ];

    /// Under what name it lies.
    pub(crate) const fn name(self) -> [u8; 16] {
        *match self {
            Internal::Weighed => b"goodturn.weighed",
            Internal::Scale => b"goodturn.scaleno",
            Internal::Linkage => b"goodturn.linkage",
            Internal::Epoch => b"goodturn.epoch..",
            Internal::Shown => b"goodturn.showing",
            Internal::Sweep => b"goodturn.sweep..",
        }
    }

    /// Of which setting it is the value.
    const fn key(self) -> &'static str {
        match self {
            Internal::Weighed => "weighed",
            Internal::Scale => "scale",
            Internal::Linkage => "linkage",
            Internal::Epoch => "epoch",
            Internal::Shown => "shown",
            Internal::Sweep => "sweep",
        }
    }

    /// Whether the settings with this key are of this kind.
    pub(crate) fn has(key: &str) -> bool {
        Internal::ALL.iter().any(|internal| internal.key() == key)
    }
}

/// The book's own are not even read, because they may be long.
const SETTINGS: &str = "SELECT key, value FROM setting WHERE workspace_id = ?1 \
     AND key NOT IN ('weighed', 'scale', 'linkage', 'epoch', 'shown', 'sweep') ORDER BY key, name";

impl Reader<'_> {
    /// Every setting that somebody made, and not what the book keeps of itself: its key and its value.
    pub fn settings(&mut self) -> Result<Vec<(String, String)>> {
        if let Some(all) = self.settings_ahead()? {
            let own = all.iter().filter(|setting| !Internal::has(&setting.key));
            return Ok(own.map(|setting| (setting.key.clone(), setting.value.clone())).collect());
        }
        let params = [self.ws()];
        self.all(SETTINGS, &params)
    }

    /// The day that the stored strengths are of; none where they are as old as each one's last contact.
    pub fn day_of_strengths(&mut self) -> Result<Option<Timestamp>> {
        let found = self.internal_setting(Internal::Weighed)?;
        found.and_then(|day| day.parse().ok()).map(instant).transpose()
    }

    /// What was last kept of how strengths become chances in this book.
    pub fn scale(&mut self) -> Result<Option<String>> {
        self.internal_setting(Internal::Scale)
    }

    /// Which of all restores this book came of, by a name of its own; empty where it came of none.
    pub fn epoch(&mut self) -> Result<String> {
        Ok(self.internal_setting(Internal::Epoch)?.unwrap_or_default())
    }

    /// What was last kept of what looking for duplicates taught.
    pub fn linkage(&mut self) -> Result<Option<String>> {
        self.internal_setting(Internal::Linkage)
    }

    /// What today showed when it was last looked at.
    pub fn shown(&mut self) -> Result<Option<String>> {
        self.internal_setting(Internal::Shown)
    }

    fn internal_setting(&mut self, which: Internal) -> Result<Option<String>> {
        if which != Internal::Linkage
            && let Some(all) = self.settings_ahead()?
        {
            let found = all.iter().find(|setting| setting.name == which.name());
            return Ok(found.map(|setting| setting.value.clone()));
        }
        let params = [self.ws(), Param::Id(which.name())];
        let found: Option<Setting> = self.all(Setting::table().select(), &params)?.pop();
        Ok(found.map(|setting| setting.value))
    }

    /// Whether what was deleted must still be taken out of the database itself.
    pub(crate) fn is_to_be_swept(&mut self) -> Result<bool> {
        Ok(self.internal_setting(Internal::Sweep)?.is_some())
    }

    /// Lets go of something that the book knows of itself.
    pub(crate) fn drop_internal(&mut self, which: Internal) -> Result<()> {
        let params = [self.ws(), Param::Id(which.name())];
        self.connection.execute(Setting::table().delete(), &params).map(|_| ())
    }

    /// Keeps something that the book knows of itself.
    pub(crate) fn keep_internal(&mut self, which: Internal, value: &str) -> Result<()> {
        let (ws, name) = (self.ws(), Param::Id(which.name()));
        self.drop_internal(which)?;
        let row = [ws, name, Param::Text(which.key()), Param::Text(value)];
        self.connection.execute(Setting::table().insert(), &row)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_of_the_books_own_settings_is_taken_for_one_that_somebody_made() {
        for internal in Internal::ALL {
            assert!(SETTINGS.contains(&format!("'{}'", internal.key())), "{internal:?}");
        }
    }
}
