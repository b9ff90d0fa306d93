//! A draft of an interaction, brought into a batch: who was in it, whose move it was, what it weighs.

use goodturn_core::draft::{Address, Direction, InteractionDraft, InteractionKind, Part, Party};
use goodturn_core::id::{InteractionId, Seq};
use goodturn_core::insight::strength::{Came, weight};
use goodturn_core::sender::Kind;
use goodturn_store::Writer;
use goodturn_store::rows::{BY_HAND, Interaction, Participation};

use super::batch::Importer;
use super::crowd::{Crowd, is_one_of_many};
use super::known::{Resolved, Word};
use super::messages;
use crate::error::Result;

/// So many messages on one day that answer nothing come from a program.
const ROBOTS_DAY: u32 = 100;

/// Who was in something that happened, or is to.
pub(super) struct Involved {
    /// The others, as slots, each with their part.
    pub(super) people: Vec<(usize, Part)>,
    /// Those of them who are mailing lists.
    lists: Vec<usize>,
    /// How many it was addressed to, me among them.
    pub(super) addressed: usize,
    from_me: bool,
    to_me: bool,
}

impl Importer<'_> {
    /// Brings in an interaction that the book does not know yet; or says why it cannot be told who was in it.
    pub(super) fn moment(
        &mut self,
        w: &mut Writer<'_>,
        draft: &InteractionDraft,
        source: [u8; 16],
    ) -> Result<Result<(), String>> {
        let Involved { people, lists, addressed, from_me, to_me } = match self.involved(w, draft, source)? {
            Ok(involved) => involved,
            Err(why) => return Ok(Err(why)),
        };
        let direction = self.direction(draft, from_me, to_me);
        let machine = draft.marks.bulk || draft.marks.auto;
        let weight = if machine { 0.0 } else { weight(draft.kind, direction, addressed) };
        self.note_machines(draft, &people, &lists);
        let interaction = Interaction {
            id: InteractionId(self.book.id(self.ctx.now)),
            at: draft.at,
            kind: draft.kind,
            direction,
            weight,
            title: draft.title.clone(),
            text: draft.text.clone(),
            people: people.iter().map(|(at, part)| (self.known.slots[*at].person.id, *part as u8)).collect(),
            key: draft.key as i64,
            origin: Some(source),
            made: Seq(0),
        };
        for (at, part) in people {
            let (direction, weight) = part.share(direction, weight);
            let slot = self.known.slot(at);
            slot.late |= slot.person.met(interaction.at, direction, weight) == Came::Late;
            slot.met = true;
            let share = Participation::of(slot.person.id, part as u8, &interaction, weight, direction);
            self.parts.push(share);
        }
        self.load.interactions.push(interaction);
        Ok(Ok(()))
    }

    /// Who was in it. A crowd is nobody in particular.
    pub(super) fn involved(
        &mut self,
        w: &mut Writer<'_>,
        draft: &InteractionDraft,
        source: [u8; 16],
    ) -> Result<Result<Involved, String>> {
        let (mut from_me, mut to_me) = (false, false);
        let mut people: Vec<(usize, Part)> = Vec::with_capacity(draft.parties.len());
        let mut lists = Vec::new();
        let mut addressed = 0;
        let crowd = Crowd::is_in(draft);
        for party in &draft.parties {
            addressed += usize::from(is_one_of_many(party.part));
            if crowd && is_one_of_many(party.part) && !self.is_me(&party.address) {
                match &party.address {
                    // A list is known by what the mail says, and is nobody in any case.
                    Address::Email(email) if draft.marks.lists.contains(email) => {}
                    Address::Email(email) => {
                        self.crowd.add(email);
                        continue;
                    }
                    _ => continue,
                }
            }
            match self.who_was_in(w, draft, party, source)? {
                Resolved::Unclear(why) => return Ok(Err(why)),
                Resolved::Me if party.part == Part::From => from_me = true,
                Resolved::Me => to_me |= party.part != Part::Sender,
                Resolved::Somebody(at) => {
                    if let Address::Email(email) = &party.address
                        && draft.marks.lists.contains(email)
                    {
                        lists.push(at);
                    }
                    if !people.iter().any(|(other, _)| *other == at) {
                        people.push((at, party.part));
                    }
                }
            }
        }
        Ok(Ok(Involved { people, lists, addressed, from_me, to_me }))
    }

    fn is_me(&self, address: &Address) -> bool {
        match address {
            Address::Me => true,
            Address::Email(email) => self.me.contains(email),
            _ => false,
        }
    }

    /// One who was in it. In a chat a name is a handle; elsewhere it is whoever has this name alone, if they do.
    fn who_was_in(
        &mut self,
        w: &mut Writer<'_>,
        draft: &InteractionDraft,
        party: &Party,
        source: [u8; 16],
    ) -> Result<Resolved> {
        if let Address::Name(name) = &party.address
            && draft.kind != InteractionKind::Message
            && let [one] = self.all_called(w, name)?.as_slice()
        {
            return Ok(Resolved::Somebody(*one));
        }
        let word = match (draft.kind, party.part) {
            (InteractionKind::Mail, Part::From) => Word::Own,
            (InteractionKind::Message, _) => Word::List,
            _ => Word::Others,
        };
        self.party(w, &party.address, (&party.name, word), source)
    }

    /// Whose move it was: as the source says, else from whether I wrote it or it was for me.
    fn direction(&self, draft: &InteractionDraft, from_me: bool, to_me: bool) -> Direction {
        if let Some(direction) = draft.direction {
            return direction;
        }
        if matches!(draft.kind, InteractionKind::Meeting | InteractionKind::Call | InteractionKind::Event) {
            return Direction::Both;
        }
        if from_me {
            Direction::Out
        } else if to_me
            || (!self.me.is_empty() && draft.kind == InteractionKind::Mail && addressed_to_nobody(draft))
        {
            // A letter to nobody in an archive of mine came as a blind copy.
            Direction::In
        } else {
            Direction::Seen
        }
    }

    /// Learns from what a message says about itself who is a list and who is a machine. What the user said
    /// stays.
    fn note_machines(&mut self, draft: &InteractionDraft, people: &[(usize, Part)], lists: &[usize]) {
        for list in lists {
            self.reclassify(*list, Kind::List, messages::IS_A_LIST);
        }
        let Some((sender, _)) = people.iter().find(|(_, part)| *part == Part::From) else { return };
        let slot = &mut self.known.slots[*sender];
        if draft.marks.bulk && !draft.marks.reply && slot.person.bond.count() == 0 {
            self.reclassify(*sender, Kind::Robot, messages::SENDS_TO_MANY);
        } else if draft.marks.reply && !draft.marks.auto && slot.person.kind_why == messages::SENDS_TO_MANY {
            self.reclassify(*sender, Kind::Person, "");
        } else if draft.kind == InteractionKind::Mail
            && !draft.marks.reply
            // What has no date is not all of one day.
            && let Some(at) = draft.at
        {
            let day = at.as_second().div_euclid(86_400);
            let (last, count) = slot.unanswering;
            slot.unanswering = (day, if day == last { count + 1 } else { 1 });
            if slot.unanswering.1 == ROBOTS_DAY {
                self.reclassify(*sender, Kind::Robot, messages::SENDS_ALL_DAY);
            }
        }
    }

    fn reclassify(&mut self, at: usize, kind: Kind, why: &str) {
        let slot = self.known.slot(at);
        if slot.person.kind_why != BY_HAND && slot.person.kind != kind {
            (slot.person.kind, slot.person.kind_why) = (kind, why.to_owned());
            slot.changed = true;
        }
    }
}

fn addressed_to_nobody(draft: &InteractionDraft) -> bool {
    draft.marks.lists.is_empty()
        && !draft.parties.iter().any(|party| matches!(party.part, Part::To | Part::Cc))
}
