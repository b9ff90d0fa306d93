//! What people do not want.
