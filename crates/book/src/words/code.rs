//! A card as a picture that a phone reads.

use qrcode::{Color, EcLevel, QrCode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{messages, other};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{One, Request, Say, request};

request! {
    View "code" CodeOf: "Shows the card of somebody, or yours, as a picture that a phone reads" -> one Code {
        who: Positional(Party) "Id, e-mail address, or enough of the name; “me” for yourself",
    }
    examples {
        { who: "me" } "hold it before a phone",
    }
}

/// A square of dark and light fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "QrCode")]
pub struct Code {
    /// What it says.
    pub text: String,
    /// So many fields a side, without the light edge of four around it.
    pub side: usize,
    /// Row by row, a `#` for each dark field and a `.` for each light one.
    pub rows: Vec<String>,
}

impl Code {
    /// Of a text; refused where it is too long for a picture that a phone reads at arm's length.
    pub(crate) fn of(text: &str) -> Result<Code> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| messages::too_long())?;
        let side = code.width();
        let colours = code.to_colors();
        let row = |row: &[Color]| row.iter().map(|one| if *one == Color::Dark { '#' } else { '.' }).collect();
        Ok(Code { text: text.to_owned(), side, rows: colours.chunks(side).map(row).collect() })
    }

    /// Whether a field is dark.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.as_bytes().get(column) == Some(&b'#'))
    }
}

/// The light edge around it, in fields.
const EDGE: usize = 2;

impl Say for Code {
    fn say(&self, _: &Context) -> Vec<String> {
        // Two rows in a line of half blocks: light fields are drawn, as a terminal is mostly dark.
        let light = |row: usize, column: usize| match (row.checked_sub(EDGE), column.checked_sub(EDGE)) {
            (Some(row), Some(column)) => !self.is_dark(row, column),
            _ => true,
        };
        let all = self.side + 2 * EDGE;
        (0..all)
            .step_by(2)
            .map(|row| {
                (0..all)
                    .map(|column| match (light(row, column), row + 1 >= all || light(row + 1, column)) {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        (false, false) => ' ',
                    })
                    .collect()
            })
            .collect()
    }
}

impl Request for CodeOf {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.code(&self.who)?, ctx))
    }
}

impl Book {
    /// The card of somebody, or mine, as a picture.
    pub fn code(&self, who: &str) -> Result<Code> {
        let sheet = self.card(who)?;
        match (&sheet.pictured, &sheet.refused) {
            (Some(text), _) => Code::of(text),
            (None, Some(why)) => Err(messages::no_picture_of(why)),
            (None, None) => Err(messages::no_picture(other(&sheet.person))),
        }
    }
}
