//! Components: what stands between `BEGIN` and `END` (RFC 5545 section 3.4).

use super::line::{self, Line};

/// One component, with what it holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    /// Its name in capitals, such as `VEVENT`.
    pub name: String,
    /// The line of its `BEGIN`, counted from 1.
    pub number: u64,
    /// Its own properties in their order.
    pub lines: Vec<Line>,
    /// The components in it.
    pub parts: Vec<Component>,
    /// Whether its `END` was missing.
    pub open: bool,
}

impl Component {
    /// The first property of this name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// All properties of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// The text of the first property of this name; empty where there is none.
    pub fn text(&self, name: &str) -> String {
        self.line(name).map(|line| line.text().trim().to_owned()).unwrap_or_default()
    }

    /// Whether the first property of this name has this value, whatever the case.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.line(name).is_some_and(|line| line.value.trim().eq_ignore_ascii_case(value))
    }
}

/// How deep components may stand in each other. RFC 5545 needs three levels; a file that goes deeper is
/// broken or means harm.
const DEEPEST: usize = 16;

/// The components of a file at its top, and the numbers of lines that are no content lines.
pub(super) fn components(bytes: &[u8]) -> (Vec<Component>, Vec<u64>) {
    let mut odd = Vec::new();
    let mut stack = vec![Component::default()];
    for line in line::lines(bytes) {
        let line = match line {
            Ok(line) => line,
            Err(number) => {
                odd.push(number);
                continue;
            }
        };
        match line.name.as_str() {
            "BEGIN" if stack.len() <= DEEPEST => {
                let name = line.value.trim().to_ascii_uppercase();
                // An event does not stand in an event: the one before was never closed.
                if matches!(name.as_str(), "VEVENT" | "VTODO" | "VJOURNAL") {
                    while stack
                        .last()
                        .is_some_and(|top| matches!(top.name.as_str(), "VEVENT" | "VTODO" | "VJOURNAL"))
                    {
                        close(&mut stack, true);
                    }
                }
                stack.push(Component { name, number: line.number, ..Component::default() });
            }
            "BEGIN" => odd.push(line.number),
            "END" => {
                let name = line.value.trim().to_ascii_uppercase();
                match stack.iter().skip(1).rposition(|open| open.name == name) {
                    // Counted after the root, so that many stay open below the one that ends.
                    Some(at) => {
                        while stack.len() > at + 2 {
                            close(&mut stack, true);
                        }
                        close(&mut stack, false);
                    }
                    None => odd.push(line.number),
                }
            }
            _ => {
                if let Some(top) = stack.last_mut() {
                    top.lines.push(line);
                }
            }
        }
    }
    while stack.len() > 1 {
        close(&mut stack, true);
    }
    (stack.pop().map(|root| root.parts).unwrap_or_default(), odd)
}

fn close(stack: &mut Vec<Component>, open: bool) {
    if let Some(mut done) = stack.pop() {
        done.open = open;
        if let Some(under) = stack.last_mut() {
            under.parts.push(done);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_closed_is_marked_and_the_rest_goes_on() {
        let (read, odd) = components(
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nBEGIN:VEVENT\n\
              UID:2\nEND:VEVENT\nEND:VCALENDAR\nEND:NOTHING",
        );
        assert_eq!(read.len(), 1);
        let events: Vec<_> = read[0].parts.iter().map(|e| (e.number, e.open, e.text("UID"))).collect();
        assert_eq!(events, [(2, false, "1".into()), (6, true, "".into()), (7, false, "2".into())]);
        assert!(read[0].parts[0].parts[0].open);
        assert_eq!(odd, [11]);
    }

    #[test]
    fn endless_nesting_is_cut() {
        let deep = "BEGIN:X\n".repeat(100_000);
        let (read, odd) = components(deep.as_bytes());
        assert_eq!(read.len(), 1);
        assert_eq!(odd.len(), 100_000 - DEEPEST);
    }
}
