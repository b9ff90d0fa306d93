//! Which database a workspace is in.

use std::collections::BTreeMap;

use goodturn_core::id::WorkspaceId;

use crate::book::location::Location;

/// Where workspaces lie (rule R10): all in one database, but those that were moved to another.
#[derive(Clone, Debug)]
pub struct Resolver {
    usual: Location,
    moved: BTreeMap<WorkspaceId, Location>,
}

impl Resolver {
    /// All workspaces in one database.
    pub fn new(usual: Location) -> Resolver {
        Resolver { usual, moved: BTreeMap::new() }
    }

    /// The same, with one workspace elsewhere.
    #[must_use]
    pub fn with(mut self, workspace: WorkspaceId, location: Location) -> Resolver {
        self.moved.insert(workspace, location);
        self
    }

    /// Where a workspace lies.
    pub fn resolve(&self, workspace: WorkspaceId) -> &Location {
        self.moved.get(&workspace).unwrap_or(&self.usual)
    }
}
