//! A row as the journal keeps it: its values one behind the other ([`Cell`]), and the bytes of those.

use goodturn_core::id::WorkspaceId;

use crate::error::{Error, Result};
use crate::table::value::{Param, Row, Type};

/// One value of a row, owned.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A number; compared by its bits.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An id.
    Id([u8; 16]),
}

impl Cell {
    /// The value on its way into the store.
    pub fn param(&self) -> Param<'_> {
        match self {
            Cell::Null => Param::Null,
            Cell::Int(n) => Param::Int(*n),
            Cell::Real(x) => Param::Real(*x),
            Cell::Text(text) => Param::Text(text),
            Cell::Bytes(bytes) => Param::Bytes(bytes),
            Cell::Id(id) => Param::Id(*id),
        }
    }
}

/// The parameters of a statement on whole rows: the workspace and then the cells.
pub(crate) fn params(workspace: WorkspaceId, cells: &[Cell]) -> Vec<Param<'_>> {
    std::iter::once(Param::Int(workspace.0)).chain(cells.iter().map(Cell::param)).collect()
}

/// Values that are read as a row is.
pub struct Cells<'a>(pub &'a [Cell]);

impl Cells<'_> {
    fn at(&self, column: usize) -> Result<&Cell> {
        self.0.get(column).ok_or_else(broken)
    }
}

impl Row for Cells<'_> {
    fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.at(column)? {
            Cell::Null => Ok(None),
            Cell::Int(n) => Ok(Some(*n)),
            _ => Err(broken()),
        }
    }

    fn opt_real(&self, column: usize) -> Result<Option<f64>> {
        match self.at(column)? {
            Cell::Null => Ok(None),
            Cell::Real(x) => Ok(Some(*x)),
            _ => Err(broken()),
        }
    }

    fn opt_str(&self, column: usize) -> Result<Option<&str>> {
        match self.at(column)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            _ => Err(broken()),
        }
    }

    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        match self.at(column)? {
            Cell::Null => Ok(None),
            Cell::Bytes(bytes) => Ok(Some(bytes.clone())),
            _ => Err(broken()),
        }
    }

    fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>> {
        match self.at(column)? {
            Cell::Null => Ok(None),
            Cell::Id(id) => Ok(Some(*id)),
            _ => Err(broken()),
        }
    }
}

/// The names and types of a table's columns.
type Columns = [(&'static str, Type)];

/// Reads a whole row with these columns.
pub fn row_cells(columns: &Columns, row: &dyn Row) -> Result<Vec<Cell>> {
    let cell = |(at, (_, kind)): (usize, &(&str, Type))| {
        Ok(match kind {
            Type::Int => row.opt_int(at)?.map_or(Cell::Null, Cell::Int),
            Type::Real => row.opt_real(at)?.map_or(Cell::Null, Cell::Real),
            Type::Text => row.opt_str(at)?.map_or(Cell::Null, |text| Cell::Text(text.to_owned())),
            Type::Bytes => row.opt_bytes(at)?.map_or(Cell::Null, Cell::Bytes),
            Type::Id => row.opt_id(at)?.map_or(Cell::Null, Cell::Id),
        })
    };
    columns.iter().enumerate().map(cell).collect()
}

/// The bytes of some values: each a tag, a length where it varies, and the value in little endian.
pub fn encode(cells: &[Cell]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    for cell in cells {
        match cell {
            Cell::Null => out.push(0),
            Cell::Int(n) => {
                out.push(1);
                out.extend(n.to_le_bytes());
            }
            Cell::Real(x) => {
                out.push(2);
                out.extend(x.to_le_bytes());
            }
            Cell::Text(text) => {
                out.push(3);
                out.extend((text.len() as u32).to_le_bytes());
                out.extend(text.as_bytes());
            }
            Cell::Bytes(bytes) => {
                out.push(4);
                out.extend((bytes.len() as u32).to_le_bytes());
                out.extend(bytes);
            }
            Cell::Id(id) => {
                out.push(5);
                out.extend(id);
            }
        }
    }
    out
}

/// The values of [`encode`]'s bytes.
pub fn decode(bytes: &[u8]) -> Result<Vec<Cell>> {
    let mut rest = bytes;
    let mut out = Vec::new();
    while let Some((tag, after)) = rest.split_first() {
        rest = after;
        out.push(match tag {
            0 => Cell::Null,
            1 => Cell::Int(i64::from_le_bytes(fixed(&mut rest)?)),
            2 => Cell::Real(f64::from_le_bytes(fixed(&mut rest)?)),
            3 => {
                let text = String::from_utf8(counted(&mut rest)?);
                Cell::Text(text.map_err(|_| broken())?)
            }
            4 => Cell::Bytes(counted(&mut rest)?),
            5 => Cell::Id(fixed(&mut rest)?),
            _ => return Err(broken()),
        });
    }
    Ok(out)
}

fn fixed<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N]> {
    let (front, back) = rest.split_first_chunk::<N>().ok_or_else(broken)?;
    *rest = back;
    Ok(*front)
}

fn counted(rest: &mut &[u8]) -> Result<Vec<u8>> {
    let length = u32::from_le_bytes(fixed(rest)?) as usize;
    let (front, back) = rest.split_at_checked(length).ok_or_else(broken)?;
    *rest = back;
    Ok(front.to_vec())
}

fn broken() -> Error {
    Error::Damaged("a line of the journal cannot be read".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_their_bytes() {
        let row = vec![
            Cell::Null,
            Cell::Int(-7),
            Cell::Real(0.1),
            Cell::Text("Ada ✓".into()),
            Cell::Bytes(vec![0, 255]),
            Cell::Id([9; 16]),
        ];
        let bytes = encode(&row);
        assert_eq!(decode(&bytes).unwrap(), row);
        for end in 1..bytes.len() {
            if let Ok(part) = decode(&bytes[..end]) {
                assert!(row.starts_with(&part), "cut at {end}");
            }
        }
    }
}
