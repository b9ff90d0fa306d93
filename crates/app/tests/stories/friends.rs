//! `friends`: both halves of a friend.
