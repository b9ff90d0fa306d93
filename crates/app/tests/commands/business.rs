//! The pipeline, roles, ambassadors.
