//! `service`: serving a group.
