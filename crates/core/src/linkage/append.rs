//! Two [`Records`] made one: a book is read in halves.

use super::record::{Known, Records};
use super::row::{Mailbox, More, Name, Place, Row, Street, Text};
use super::words::{NONE, Word};

impl Records {
    /// Takes in the people of another, after those who are here.
    pub fn append(&mut self, other: Records) {
        let before = self.people();
        let moved = self.words.len();
        let Records { names, spellings, known, hosts, made, texts, places, handles, .. } = &other;
        let spellings = self.spellings.take(spellings);
        let names = self.names.take(names);
        for (at, word) in known.iter().enumerate() {
            let own = to(&names, at as Word) as usize;
            if own == self.known.len() {
                let parts = word.parts.map(|part| to(&names, part));
                self.known.push(Known { spelled: to(&spellings, word.spelled), parts, ..*word });
            }
        }
        let (hosts, made, locals) =
            (self.hosts.take(hosts), self.made.take(made), self.locals.append(&other.locals));
        let (texts, places, handles) =
            (self.texts.take(texts), self.places.take(places), self.handles.take(handles));
        self.words.extend(other.words.iter().map(|word| to(&texts, *word)));
        let name = |name: Name| Name { given: to(&names, name.given), family: to(&names, name.family) };
        let mailbox = |mailbox: Mailbox| Mailbox {
            local: if mailbox.local == NONE { NONE } else { mailbox.local + locals },
            host: to(&hosts, mailbox.host),
            made: to(&made, mailbox.made),
            ..mailbox
        };
        let text =
            |text: Text| if text == Text::NONE { text } else { text.moved(moved).unwrap_or(Text::NONE) };
        let street = |street: Street| Street { text: text(street.text), number: to(&texts, street.number) };
        let place =
            |place: Place| Place { town: to(&places, place.town), postcode: to(&places, place.postcode) };
        self.rows.extend(other.rows.iter().map(|row| Row {
            name: name(row.name),
            mailbox: mailbox(row.mailbox),
            organisation: text(row.organisation),
            street: street(row.street),
            place: place(row.place),
            ..*row
        }));
        fn more<T: Copy>(own: &mut More<T>, other: &More<T>, before: u32, map: impl Fn(T) -> T) {
            own.0.extend(other.0.iter().map(|(person, item)| (before + person, map(*item))));
        }
        more(&mut self.name, &other.name, before, name);
        more(&mut self.mailbox, &other.mailbox, before, mailbox);
        more(&mut self.phone, &other.phone, before, |digits| digits);
        more(&mut self.born, &other.born, before, |day| day);
        more(&mut self.organisation, &other.organisation, before, text);
        more(&mut self.street, &other.street, before, street);
        more(&mut self.place, &other.place, before, place);
        more(&mut self.called, &other.called, before, text);
        more(&mut self.handle, &other.handle, before, |handle| to(&handles, handle));
        more(&mut self.company, &other.company, before, |person| person);
    }
}

fn to(map: &[Word], word: Word) -> Word {
    map.get(word as usize).copied().unwrap_or(NONE)
}
