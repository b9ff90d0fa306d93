//! Two [`Records`] made one: a book is read in halves.

use super::record::{Known, Records};
use super::row::{Mailbox, More, Name, Place, Row, Street, Text};
use super::words::{NONE, Word, Words};

impl Records {
    /// Takes in the people of another, after those who are here.
    pub fn append(&mut self, other: Records) {
        let before = self.people();
        let moved = self.words.len();
        // Names on one thread, all else on this one.
        let Records { names, spellings, known, .. } = self;
        let (hosts, made, texts, places, handles) =
            (&mut self.hosts, &mut self.made, &mut self.texts, &mut self.places, &mut self.handles);
        let (names, hosts, made, texts, places, handles) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| take_names(names, spellings, known, &other));
            let rest = (
                hosts.take(&other.hosts),
                made.take(&other.made),
                texts.take(&other.texts),
                places.take(&other.places),
                handles.take(&other.handles),
            );
            let names = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (names, rest.0, rest.1, rest.2, rest.3, rest.4)
        });
        let locals = self.locals.append(&other.locals);
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

/// Takes in another's names with what is known of them; answers their numbers here.
fn take_names(
    names: &mut Words,
    spellings: &mut Words,
    known: &mut Vec<Known>,
    other: &Records,
) -> Vec<Word> {
    let theirs = spellings.take(&other.spellings);
    let map = names.take(&other.names);
    for (at, word) in other.known.iter().enumerate() {
        let own = to(&map, at as Word) as usize;
        if own == known.len() {
            let parts = word.parts.map(|part| to(&map, part));
            known.push(Known { spelled: to(&theirs, word.spelled), parts, ..*word });
        }
    }
    map
}

fn to(map: &[Word], word: Word) -> Word {
    map.get(word as usize).copied().unwrap_or(NONE)
}
