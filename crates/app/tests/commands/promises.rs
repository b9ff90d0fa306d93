//! Promises and asks.
