//! What the book makes of itself, pure and explained.
