//! Components: what stands between `BEGIN` and `END` (RFC 5545 section 3.4).

use goodturn_core::limits::PROPERTIES;

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
    /// How many more properties it has than are read.
    pub more: u64,
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

/// So many lines that are no content lines are named one by one.
const NAMED: usize = 100;

/// Where in a file its components stand, without what is in them: a calendar of years is understood event by event.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// All that stand in a calendar or, as some programs write them, in none, in their order.
    pub spots: Vec<Spot>,
    /// Of each calendar its method, in capitals, and what it is called.
    pub calendars: Vec<(Box<str>, Box<str>)>,
    /// Of each calendar the zone of times that name none; empty where it says none.
    pub zones: Vec<Box<str>>,
    /// The numbers of the first lines that are no content lines, and how many more there are.
    pub odd: (Vec<u64>, u64),
}

/// Where one component stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// What it is, as far as that matters.
    pub what: What,
    /// The calendar that it stands in, counted from 1.
    calendar: u32,
    /// The line of its `BEGIN`, counted from 1.
    pub number: u32,
    start: u32,
    end: u32,
    open: bool,
}

/// What a component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Event,
    Zone,
    Todo,
    Journal,
    Busy,
    Other,
}

impl What {
    fn named(name: &str) -> What {
        match name {
            "VEVENT" => What::Event,
            "VTIMEZONE" => What::Zone,
            "VTODO" => What::Todo,
            "VJOURNAL" => What::Journal,
            "VFREEBUSY" | "VAVAILABILITY" => What::Busy,
            _ => What::Other,
        }
    }
}

/// One component that is not closed yet.
#[derive(Default)]
struct Open {
    name: String,
    number: u64,
    start: usize,
    /// It stands in nothing but calendars.
    plain: bool,
    /// Which calendar it is or stands in.
    calendar: u32,
}

impl Outline {
    /// Looks through a file.
    pub fn of(bytes: &[u8]) -> Outline {
        let mut outline = Outline::default();
        let mut stack = vec![Open { plain: true, ..Open::default() }];
        let mut last = 0;
        for line in line::lines(bytes) {
            let line = match line {
                Ok(line) => line,
                Err(number) => {
                    outline.note(number);
                    continue;
                }
            };
            last = line.span.1;
            match line.name.as_str() {
                "BEGIN" if stack.len() <= DEEPEST => {
                    let name = line.value.trim().to_ascii_uppercase();
                    while is_item(&name) && stack.last().is_some_and(|top| is_item(&top.name)) {
                        outline.close(&mut stack, true, line.span.0);
                    }
                    let (plain, mut calendar) = stack.last().map_or((false, 0), |under| {
                        (under.plain && (under.name.is_empty() || under.name == "VCALENDAR"), under.calendar)
                    });
                    if plain && name == "VCALENDAR" {
                        outline.calendars.push(Default::default());
                        outline.zones.push(Box::default());
                        calendar = small(outline.calendars.len());
                    }
                    stack.push(Open { name, number: line.number, start: line.span.0, plain, calendar });
                }
                "BEGIN" => outline.note(line.number),
                "END" => {
                    let name = line.value.trim().to_ascii_uppercase();
                    match stack.iter().skip(1).rposition(|open| open.name == name) {
                        Some(at) => {
                            while stack.len() > at + 2 {
                                outline.close(&mut stack, true, line.span.0);
                            }
                            outline.close(&mut stack, false, line.span.1);
                        }
                        None => outline.note(line.number),
                    }
                }
                name @ ("METHOD" | "X-WR-CALNAME") => {
                    let top = stack.last().filter(|top| top.plain && top.name == "VCALENDAR");
                    let calendar = top.and_then(|top| outline.calendars.get_mut(top.calendar as usize - 1));
                    if let Some((method, called)) = calendar {
                        let field = if name == "METHOD" { method } else { called };
                        if field.is_empty() {
                            *field = line.text().trim().chars().take(200).collect::<String>().into();
                        }
                    }
                }
                "X-WR-TIMEZONE" | "TZ" => {
                    let top = stack.last().filter(|top| top.plain && top.name == "VCALENDAR");
                    let zone = top.and_then(|top| outline.zones.get_mut(top.calendar as usize - 1));
                    if let Some(zone) = zone.filter(|zone| zone.is_empty()) {
                        *zone = line.text().trim().chars().take(200).collect::<String>().into();
                    }
                }
                _ => {}
            }
        }
        while stack.len() > 1 {
            outline.close(&mut stack, true, last);
        }
        outline
    }

    fn note(&mut self, number: u64) {
        if self.odd.0.len() < NAMED {
            self.odd.0.push(number);
        } else {
            self.odd.1 += 1;
        }
    }

    fn close(&mut self, stack: &mut Vec<Open>, open: bool, end: usize) {
        let Some(done) = stack.pop() else { return };
        if done.plain && done.name.starts_with('V') && done.name != "VALARM" && done.name != "VCALENDAR" {
            self.spots.push(Spot {
                what: What::named(&done.name),
                calendar: done.calendar,
                number: u32::try_from(done.number).unwrap_or(u32::MAX),
                start: small(done.start),
                end: small(end),
                open,
            });
        }
    }

    /// The method of the calendar that a component stands in, in capitals, and what that is called.
    pub fn calendar(&self, spot: &Spot) -> (String, &str) {
        let found = (spot.calendar as usize).checked_sub(1).and_then(|at| self.calendars.get(at));
        found.map_or((String::new(), ""), |(method, called)| (method.to_ascii_uppercase(), called))
    }
}

/// Files of four gigabytes and more are not read at one go.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// An event does not stand in an event: where one begins, the one before was never closed.
fn is_item(name: &str) -> bool {
    matches!(name, "VEVENT" | "VTODO" | "VJOURNAL")
}

impl Spot {
    /// The component that stands here, with what it holds.
    pub fn read(&self, bytes: &[u8]) -> Component {
        let bytes = bytes.get(self.start as usize..self.end as usize).unwrap_or_default();
        let mut found = component(bytes);
        (found.number, found.open) = (u64::from(self.number), self.open);
        found
    }
}

/// The component that begins these bytes. Of one with too many properties the first are read.
fn component(bytes: &[u8]) -> Component {
    let mut stack: Vec<Component> = Vec::new();
    let mut count = 0;
    for line in line::lines(bytes).flatten() {
        match line.name.as_str() {
            "BEGIN" if stack.len() < DEEPEST && count < PROPERTIES => {
                count += 1;
                let name = line.value.trim().to_ascii_uppercase();
                while stack.len() > 1 && is_item(&name) && stack.last().is_some_and(|top| is_item(&top.name))
                {
                    close(&mut stack, true);
                }
                stack.push(Component { name, number: line.number, ..Component::default() });
            }
            "BEGIN" => {}
            "END" => {
                let name = line.value.trim().to_ascii_uppercase();
                if let Some(at) = stack.iter().rposition(|open| open.name == name) {
                    while stack.len() > at.max(1) {
                        let open = stack.len() > at + 1;
                        close(&mut stack, open);
                    }
                }
            }
            _ if count < PROPERTIES => {
                count += 1;
                if let Some(top) = stack.last_mut() {
                    top.lines.push(line);
                }
            }
            _ => {
                if let Some(whole) = stack.first_mut() {
                    whole.more += 1;
                }
            }
        }
    }
    while stack.len() > 1 {
        close(&mut stack, true);
    }
    stack.pop().unwrap_or_default()
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
        let bytes =
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nBEGIN:VEVENT\n\
              UID:2\nEND:VEVENT\nEND:VCALENDAR\nEND:NOTHING";
        let outline = Outline::of(bytes);
        assert_eq!(outline.calendars.len(), 1);
        let events: Vec<_> = outline.spots.iter().map(|spot| spot.read(bytes)).collect();
        let told: Vec<_> = events.iter().map(|e| (e.number, e.open, e.text("UID"))).collect();
        assert_eq!(told, [(2, false, "1".into()), (6, true, "".into()), (7, false, "2".into())]);
        assert!(events[0].parts[0].open);
        assert_eq!(outline.odd, (vec![11], 0));
    }

    #[test]
    fn endless_nesting_is_cut() {
        let deep = "BEGIN:X\n".repeat(100_000);
        let outline = Outline::of(deep.as_bytes());
        assert!(outline.spots.is_empty());
        assert_eq!(outline.odd.0.len() as u64 + outline.odd.1, 100_000 - DEEPEST as u64);
    }

    #[test]
    fn an_event_of_a_million_properties_is_read_as_far_as_people_write_them() {
        let text = format!("BEGIN:VEVENT\nUID:1\n{}END:VEVENT\n", "X:1\n".repeat(PROPERTIES + 5));
        let event = Outline::of(text.as_bytes()).spots[0].read(text.as_bytes());
        assert!(!event.open && event.lines.len() < PROPERTIES + 1);
        assert_eq!(event.lines.len() as u64 + event.more, PROPERTIES as u64 + 6);
    }
}
