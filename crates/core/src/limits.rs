//! What things may become: how much of a file, a card, an event, a picture is taken in, so that no small file can fill
//! the machine. The table in `DESIGN.md` says the same, and a test holds the two together.

/// No file of a format that is read at one go is larger than this, in bytes: calendars, chats, tables, single messages.
pub const WHOLE: u64 = 100 << 20;
/// So many bytes come out of one packed file, whatever its size.
pub const UNPACKED: u64 = 512 << 20;
/// And more only where they are no more than so many times the bytes on the disk.
pub const UNPACKED_TIMES: u64 = 20;
/// An archive holds fewer files than this: the list of them is held in memory.
pub const FILES: u64 = 250_000;
/// So many people, meetings and messages come out of one file on the disk, whatever its size.
pub const THINGS: u64 = 100_000;
/// And one more for each so many bytes on the disk: the shortest that are written by anybody take more.
pub const THING_BYTES: u64 = 32;
/// So many cards or rows with people come out of one file on the disk, whatever its size: each is written, searched and
/// compared with others, which costs most.
pub const PEOPLE: u64 = 100_000;
/// And one more for each so many bytes on the disk.
pub const PERSON_BYTES: u64 = 1_024;
/// Longer values of a card or an event are left out, in bytes: photos are the longest.
pub const VALUE: usize = 4 << 20;
/// So many bytes of one card are read, without the values that were left out.
pub const CARD: usize = 16 << 20;
/// So many properties of one card or event are read.
pub const PROPERTIES: usize = 10_000;
/// So many values of one person are taken from one card or row.
pub const VALUES: usize = 1_000;
/// And so many are known of one person, whatever brings them.
pub const KNOWN: usize = 2_000;
/// A card is in so many groups.
pub const GROUPS: usize = 100;
/// Of one series of meetings so many are read, the latest.
pub const SERIES: usize = 1_000;
/// So many repetitions of meetings come out of one file, whatever its size, and one more for each [`THING_BYTES`].
pub const REPETITIONS: u64 = 50_000;
/// The headers of one message are read so far, in bytes.
pub const HEADERS: usize = 1 << 20;
/// Of the text of a message or an event so much is kept, in characters.
pub const TEXT: usize = 20_000;
/// A cell of a table holds so many bytes.
pub const CELL: usize = 1 << 20;
/// A table has so many columns.
pub const COLUMNS: usize = 1_000;
/// Among more recipients or guests than this nobody becomes a person, who did not write.
pub const RECIPIENTS: usize = 50;
/// In one chat no more write: the largest groups that an app allows have a fifth of that.
pub const WRITERS: usize = 5_000;
/// A picture has no more dots than this, in all.
pub const PICTURE: u64 = 50_000_000;
/// A field of a form holds so many bytes.
pub const FIELD: usize = 1 << 20;
/// A form has so many fields.
pub const FIELDS: usize = 1_000;
/// One short value that somebody writes has so many characters: a name, a tag, a title, a day.
pub const SHORT: usize = 1_000;
/// A text that somebody writes has so many characters: what happened, a note.
pub const WRITTEN: usize = TEXT;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digits::grouped as count;

    #[test]
    fn the_table_in_the_design_says_what_the_program_does() {
        let design = include_str!("../../../DESIGN.md");
        let mb = |bytes: u64| format!("{} MB", bytes >> 20);
        let rows = [
            ("a calendar, chat, table or single message", mb(WHOLE)),
            (
                "what is unpacked from one file",
                format!("{}, or {UNPACKED_TIMES} times its size", mb(UNPACKED)),
            ),
            ("the files in one archive", count(FILES)),
            (
                "people, meetings and messages from one file",
                format!("{} and one for each {THING_BYTES} bytes of it", count(THINGS)),
            ),
            (
                "people from the cards and tables of one file",
                format!("{} and one for each {} bytes of it", count(PEOPLE), count(PERSON_BYTES)),
            ),
            ("one value of a card", mb(VALUE as u64)),
            (
                "one card",
                format!(
                    "{}, {} properties, {} values",
                    mb(CARD as u64),
                    count(PROPERTIES as u64),
                    count(VALUES as u64)
                ),
            ),
            ("what is known of one person", format!("{} values", count(KNOWN as u64))),
            ("groups that a card is in", count(GROUPS as u64)),
            ("one event", format!("{} properties", count(PROPERTIES as u64))),
            ("one series of meetings", format!("the last {}", count(SERIES as u64))),
            (
                "all repetitions of meetings in one file",
                format!("{} and one for each {THING_BYTES} bytes of it", count(REPETITIONS)),
            ),
            ("the headers of a message", mb(HEADERS as u64)),
            ("the text of a message or a meeting", format!("{} letters", count(TEXT as u64))),
            ("one cell of a table", mb(CELL as u64)),
            ("the columns of a table", count(COLUMNS as u64)),
            ("recipients or guests who become people by it", count(RECIPIENTS as u64)),
            ("those who write in one chat", count(WRITERS as u64)),
            ("a picture", format!("{} million dots", PICTURE / 1_000_000)),
            ("one field of a form", mb(FIELD as u64)),
            ("the fields of a form", count(FIELDS as u64)),
            (
                "one short value that is written: a name, a tag, a title",
                format!("{} letters", count(SHORT as u64)),
            ),
            ("a text that is written: what happened, a note", format!("{} letters", count(WRITTEN as u64))),
        ];
        for (what, most) in &rows {
            assert!(design.contains(&format!("| {what} | {most} |")), "DESIGN.md lacks: | {what} | {most} |");
        }
        let told =
            design.split("| at the most |").nth(1).map_or("", |rest| rest.split("\n\n").next().unwrap_or(""));
        assert_eq!(told.lines().filter(|line| line.starts_with("| ")).count(), rows.len());
    }
}
