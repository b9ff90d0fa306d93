//! What a broken-off import left behind, brought to its end.

use crate::act::writer::{Deed, Keep};
use crate::book::lease::Lease;
use crate::book::store::Store;
use crate::error::Result;

const COMPLETED: &str = "completed what an import left that broke off";

impl Store {
    /// Completes what a broken-off import left, unless one is running.
    pub(crate) fn recover_if_broken_off(&self) -> Result<()> {
        let is_left = self.ask_writer(|reader| Ok(!reader.runs_without_bonds()?.is_empty()))?;
        if is_left && let Some(lease) = self.lease()? {
            self.recover(&lease)?;
        }
        Ok(())
    }

    /// Writes the bonds that a broken-off import left unwritten; answers whether there was any such import. The holder of
    /// `_lease` knows that none is running.
    pub fn recover(&self, _lease: &Lease<'_>) -> Result<bool> {
        let (runs, last) =
            self.read(|reader| Ok((reader.runs_without_bonds()?, reader.journal(None, 1)?.pop())))?;
        let Some(last) = last else { return Ok(false) };
        for run in &runs {
            // A strength is an upper bound from its day on, so the day of the last act is as good as now.
            let deed = Deed {
                words: COMPLETED.into(),
                run: Some(*run),
                ..Deed::new("import", last.at, &last.who, self.id(last.at))
            };
            self.write(&deed, &mut |w| {
                w.write_bonds_after_crash()?;
                Ok(((), Keep::Yes))
            })?;
        }
        Ok(!runs.is_empty())
    }
}
