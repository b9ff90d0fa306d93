//! `taking`: steering clear of those who only take.
