//! `marketing`: word of mouth, both ways.
