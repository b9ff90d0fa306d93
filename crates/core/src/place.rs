//! Where in the input something stood, and what was wrong with it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// Where something stood in what was read. Cheap to copy: the file's name is shared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// The file, with the path inside an archive after a `!` (`export.zip!Connections.csv`).
    pub file: Arc<str>,
    /// The spot in it.
    pub spot: Spot,
}

/// A spot in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// The file as a whole.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A byte, counted from 0: where a message of an archive begins.
    Byte(u64),
}

impl Place {
    /// The whole of a file.
    pub fn whole(file: &Arc<str>) -> Place {
        Place { file: Arc::clone(file), spot: Spot::Whole }
    }

    /// A line of a file, counted from 1.
    pub fn line(file: &Arc<str>, line: u64) -> Place {
        Place { file: Arc::clone(file), spot: Spot::Line(line) }
    }

    /// A byte of a file, counted from 0.
    pub fn byte(file: &Arc<str>, byte: u64) -> Place {
        Place { file: Arc::clone(file), spot: Spot::Byte(byte) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spot {
            Spot::Whole => write!(f, "{}", self.file),
            Spot::Line(n) => write!(f, "{}, line {n}", self.file),
            Spot::Byte(n) => write!(f, "{}, byte {n}", self.file),
        }
    }
}

/// What was wrong with one piece of input: where, what, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where it stood.
    pub place: Place,
    /// What was wrong and what to do about it, as one plain sentence without a full stop.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}
