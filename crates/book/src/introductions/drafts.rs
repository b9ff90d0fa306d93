//! The text of each step: who is told what of whom, and how it is sent.

use goodturn_core::boundary::Purpose;
use goodturn_core::consent::Use;
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::introduction::{State, Turn};
use goodturn_core::letter::{self, Disclosure, Letter, Open, Side, Words};
use goodturn_core::sieve::{Agreed, Secrets};
use goodturn_core::state;
use goodturn_core::terms::terms;
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};
use schemars::JsonSchema;
use serde::Serialize;

use super::introduction::{Introduction, mind};
use super::messages::{self, Whose};
use crate::book::Context;
use crate::boundaries::consents::Consents;
use crate::boundaries::reach::Reach;
use crate::care::Care;
use crate::error::Result;
use crate::request::party::Party;
use crate::wishes::say::WishBody;

/// A text, ready to be sent by the user.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Text {
    /// For whom.
    pub to: Vec<Party>,
    /// The line above it.
    pub subject: String,
    /// The text.
    pub body: String,
    /// A link that opens it in one's own mail program; none where it should not go by mail.
    pub mailto: Option<String>,
    /// What to know before one sends it, a sentence each.
    pub notes: Vec<String>,
}

/// What the text of the next step is: texts, or why there is none.
pub(crate) enum Draft {
    /// One for each who gets one.
    Texts(Vec<Text>),
    /// It must not be written; why.
    Refused(String),
    /// There is nothing to send.
    Nothing,
}

/// What is known of one side.
struct Known<'p> {
    person: &'p Person,
    who: Party,
    id: PersonId,
    greeting: String,
    title: String,
    /// Everything: none of it may get into a text by accident.
    all: Vec<Value>,
    /// What may be used in introductions.
    usable: Vec<Value>,
    /// What they said no to.
    refused: Vec<Value>,
    /// Where they may be written to, and whether the other may see that.
    email: Option<(String, Use)>,
}

impl<'p> Known<'p> {
    fn of(reader: &mut Reader<'_>, person: &'p Person) -> Result<Known<'p>> {
        let consents = Consents::of(reader, person.id)?;
        let mut all: Vec<Value> = reader.details(person.id)?.into_iter().map(|detail| detail.value).collect();
        let usable = consents.kept(all.iter().cloned(), Use::Introduce);
        let refused = all.iter().filter(|value| !consents.allow(value, Use::Introduce)).cloned().collect();
        // How the book calls them is their name, wherever it was taken from.
        all.push(Value { kind: ValueKind::Name, label: String::new(), text: person.profile.name.clone() });
        // What one learnt of them is theirs too.
        let learnt = reader.entries_of(person.id, Kind::Learnt)?.into_iter().map(|entry| entry.what);
        all.extend(learnt.map(|text| Value { kind: ValueKind::Note, label: String::new(), text }));
        let newest =
            |kind| usable.iter().rev().find(|value| value.kind == kind).map(|value| value.text.clone());
        let first = |kind| all.iter().find(|value| value.kind == kind).map(|value| value.text.clone());
        let word = || person.profile.name.split_whitespace().next().map(str::to_owned);
        let email = all
            .iter()
            .find(|value| value.kind == ValueKind::Email && consents.allow(value, Use::Contact))
            .map(|value| {
                let to = if consents.allow(value, Use::Introduce) { Use::Introduce } else { Use::Contact };
                (value.text.clone(), to)
            });
        Ok(Known {
            person,
            who: Party::from(person),
            id: person.id,
            greeting: first(ValueKind::Given).or_else(word).unwrap_or_default(),
            title: newest(ValueKind::Title).unwrap_or_default(),
            all,
            usable,
            refused,
            email,
        })
    }

    fn reader(&self) -> letter::Reader<'_> {
        letter::Reader { greeting: &self.greeting }
    }
}

/// What the reader may read of a text that is about them or for them: all of it, or none of it where it gives away
/// what the other has not agreed to.
fn words(text: &str, other: &Known<'_>, agreed: Agreed) -> (Words, Option<&'static str>) {
    match Words::kept(text, &Secrets::of(&other.all, agreed)) {
        Ok(words) => (words, None),
        Err(what) => (Words::default(), Some(what)),
    }
}

/// The user's words for the one of this turn: why it helps them, or else why they should meet.
fn own(kept: &Introduction, turn: Turn, other: &Known<'_>, agreed: Agreed) -> (Words, Option<&'static str>) {
    let mut given = None;
    for text in [kept.why(turn), kept.body.why.as_str()].into_iter().filter(|text| !text.is_empty()) {
        match words(text, other, agreed) {
            (words, None) => return (words, given),
            (_, what) => given = what,
        }
    }
    (Words::default(), given)
}

/// The words that a text leaves out because they give the other away, as a sentence; none where all are shown.
pub(crate) fn kept_back(reader: &mut Reader<'_>, kept: &Introduction) -> Result<Option<String>> {
    match kept.state {
        State::Drafted | State::AskedFirst => before_yes(reader, kept),
        State::FirstYes | State::AskedSecond => after_yes(reader, kept),
        State::BothYes => {
            let (_, what) = said_to_both(reader, kept)?;
            Ok(what.map(|(name, what)| messages::without(what, &name).to_string()))
        }
        _ => Ok(None),
    }
}

/// The words that the second is not shown of what was written for them.
fn after_yes(reader: &mut Reader<'_>, kept: &Introduction) -> Result<Option<String>> {
    let first = Known::of(reader, kept.side(Turn::First))?;
    let passed_on = words(&kept.body.passed_on, &first, Agreed::Yes).1.map(|what| (Whose::Theirs, what));
    let said = own(kept, Turn::Second, &first, Agreed::Yes).1.map(|what| (Whose::Yours, what));
    let (first, second) = kept.names();
    let told = |(whose, what)| messages::until_both(whose, what, first, second).to_string();
    Ok(passed_on.or(said).map(told))
}

/// The user's words in the text for both: why, why for the first, why for the second; without those that give away what
/// one of the two said no to, whose name and what it is are answered too.
type Both = ([String; 3], Option<(String, &'static str)>);

fn said_to_both(reader: &mut Reader<'_>, kept: &Introduction) -> Result<Both> {
    let mut held = None;
    let mut texts =
        [kept.body.why.clone(), kept.why(Turn::First).to_owned(), kept.why(Turn::Second).to_owned()];
    for turn in [Turn::First, Turn::Second] {
        let known = Known::of(reader, kept.side(turn))?;
        let secrets = Secrets::of(&known.refused, Agreed::NotYet);
        for text in &mut texts {
            if let Some(what) = secrets.in_text(text) {
                held = Some((known.who.name().to_owned(), what));
                text.clear();
            }
        }
    }
    Ok((texts, held))
}

fn before_yes(reader: &mut Reader<'_>, kept: &Introduction) -> Result<Option<String>> {
    let (first, second) =
        (Known::of(reader, kept.side(Turn::First))?, Known::of(reader, kept.side(Turn::Second))?);
    let (_, said) = own(kept, Turn::First, &second, Agreed::NotYet);
    let need = met(reader, first.id, second.id)?;
    let need = need.and_then(|need| words(&need, &second, Agreed::NotYet).1);
    let (first, second) = kept.names();
    let told = |(whose, what)| messages::until_second(whose, what, first, second).to_string();
    let said = said.map(|what| (Whose::Yours, what)).or_else(|| need.map(|what| (Whose::Need, what)));
    Ok(said.map(told))
}

/// Why the next step must not be taken now: because of what one of the two wants, or of how seldom they want to be
/// written to.
pub(crate) fn held_up(reader: &mut Reader<'_>, kept: &Introduction, ctx: &Context) -> Result<Option<String>> {
    // To wait for an answer is no step towards anybody.
    let waits = matches!(kept.state, State::AskedFirst | State::AskedSecond);
    if waits || !kept.state.is_open() || kept.state >= State::Introduced {
        return Ok(None);
    }
    match (unwanted(reader, kept, ctx)?, kept.state.asks()) {
        (None, Some(turn)) => Ok(Care::of(reader, kept.side(turn), Purpose::Contact, None, ctx)?.refused),
        (why, _) => Ok(why),
    }
}

/// Why one of the two must not be introduced.
fn unwanted(reader: &mut Reader<'_>, kept: &Introduction, ctx: &Context) -> Result<Option<String>> {
    for turn in [Turn::First, Turn::Second] {
        if let Some(why) = mind(reader, kept.side(turn), ctx)?.refused {
            return Ok(Some(why));
        }
    }
    Ok(None)
}

/// The text of the next step.
pub(crate) fn draft(reader: &mut Reader<'_>, kept: &Introduction, ctx: &Context) -> Result<Draft> {
    if !kept.state.is_open() {
        return Ok(Draft::Nothing);
    }
    let (first, second) =
        (Known::of(reader, kept.side(Turn::First))?, Known::of(reader, kept.side(Turn::Second))?);
    if let Some(why) = unwanted(reader, kept, ctx)? {
        return Ok(Draft::Refused(why));
    }
    let letters = match letters(reader, kept, &first, &second)? {
        letters if letters.is_empty() => return Ok(Draft::Nothing),
        letters => letters,
    };
    let mut texts = Vec::new();
    for (to, letter) in letters {
        // Whoever has said yes waits for what comes now, however seldom they want to hear from me else.
        let purpose = if kept.state.asks().is_some() { Purpose::Contact } else { Purpose::Give };
        for one in &to {
            if let Some(why) = Care::of(reader, one.person, purpose, None, ctx)?.refused {
                return Ok(Draft::Refused(why));
            }
        }
        let mut text = sent(reader, &to, letter, ctx)?;
        if kept.state < State::Introduced {
            text.notes.extend(kept_back(reader, kept)?);
            text.notes.extend(untold(reader, &first, &second)?);
        }
        texts.push(text);
    }
    Ok(Draft::Texts(texts))
}

/// The needs that a text leaves out because their words are the user's alone, a sentence each.
fn untold(reader: &mut Reader<'_>, first: &Known<'_>, second: &Known<'_>) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    for (one, other) in [(first, second), (second, first)] {
        if let Some(need) = meeting(reader, one.id, other.id)?
            && !need.body::<WishBody>()?.tell
        {
            notes.push(messages::untold_need(one.who.name(), &need.what).to_string());
        }
    }
    Ok(notes)
}

type Addressed<'k> = (Vec<&'k Known<'k>>, Letter);

fn letters<'k>(
    reader: &mut Reader<'_>,
    kept: &Introduction,
    first: &'k Known<'k>,
    second: &'k Known<'k>,
) -> Result<Vec<Addressed<'k>>> {
    let (one, two) = (kept.state.yes(Turn::First), kept.state.yes(Turn::Second));
    Ok(match (kept.state.asks(), one, two) {
        (Some(Turn::First), ..) => {
            let (said, _) = own(kept, Turn::First, second, Agreed::NotYet);
            let need = met(reader, first.id, second.id)?.unwrap_or_default();
            let (need, _) = words(&need, second, Agreed::NotYet);
            vec![(vec![first], letter::ask_first(&first.reader(), &said, &need))]
        }
        (Some(Turn::Second), Some(yes), _) => {
            let open = Open::of(&first.title, &first.usable, yes);
            // What the second reads, the first has agreed to but for what they are reached by.
            let shown = |text: &str| words(text, first, Agreed::Yes).0;
            let need = shown(&met(reader, second.id, first.id)?.unwrap_or_default());
            let theirs = shown(&met(reader, first.id, second.id)?.unwrap_or_default());
            let told = Disclosure { open: &open, need: theirs, said: shown(&kept.body.passed_on) };
            let (said, _) = own(kept, Turn::Second, first, Agreed::Yes);
            vec![(vec![second], letter::ask_second(&second.reader(), &told, &said, &need))]
        }
        (None, Some(one), Some(two)) => {
            let of = |known: &Known, yes| Open::of(&known.title, &known.usable, yes);
            match kept.state {
                State::BothYes => {
                    let ([why, why_first, why_second], _) = said_to_both(reader, kept)?;
                    let (a, b) = (
                        side(reader, why_first, first, second, of(first, one))?,
                        side(reader, why_second, second, first, of(second, two))?,
                    );
                    vec![(vec![first, second], letter::introduce(&a, &b, &why))]
                }
                State::Introduced => {
                    vec![(vec![first, second], letter::thanks(&first.reader(), &second.reader()))]
                }
                _ => vec![
                    (vec![first], letter::outcome(&first.reader(), &of(second, two))),
                    (vec![second], letter::outcome(&second.reader(), &of(first, one))),
                ],
            }
        }
        _ => Vec::new(),
    })
}

/// One side of the introduction itself: in the user's words, or by what they look for.
fn side<'k>(
    reader: &mut Reader<'_>,
    why: String,
    known: &'k Known<'k>,
    other: &Known<'_>,
    open: Open,
) -> Result<Side<'k>> {
    let need = if why.is_empty() { met(reader, known.id, other.id)? } else { None };
    let why = need.map_or(why, |need| format!("You are looking for: {}.", need.trim().trim_end_matches('.')));
    Ok(Side { greeting: &known.greeting, open, why })
}

/// What one needs that the other can give, where the words of both meet, and others may read them.
fn met(reader: &mut Reader<'_>, needs: PersonId, gives: PersonId) -> Result<Option<String>> {
    Ok(match meeting(reader, needs, gives)? {
        Some(need) if need.body::<WishBody>()?.tell => Some(need.what),
        _ => None,
    })
}

/// The need of one that the other can best meet, as it is written down.
fn meeting(reader: &mut Reader<'_>, needs: PersonId, gives: PersonId) -> Result<Option<Entry>> {
    let open = |entries: Vec<Entry>| {
        entries
            .into_iter()
            .filter(|entry| entry.state == state::Need::Open || entry.state == state::Offer::Open)
    };
    let offers: Vec<Vec<std::rc::Rc<str>>> =
        open(reader.entries_of(gives, Kind::Offer)?).map(|offer| terms(&offer.what)).collect();
    let mut best: Option<(usize, Entry)> = None;
    for need in open(reader.entries_of(needs, Kind::Need)?) {
        let wanted = terms(&need.what);
        let shared =
            offers.iter().map(|offer| wanted.iter().filter(|term| offer.contains(*term)).count()).max();
        let shared = shared.unwrap_or(0);
        if shared > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((shared, need));
        }
    }
    Ok(best.map(|(_, need)| need))
}

/// How a text is sent: by mail where all of those it is for can be and want to be written to.
fn sent(reader: &mut Reader<'_>, to: &[&Known<'_>], letter: Letter, ctx: &Context) -> Result<Text> {
    let mut notes = Vec::new();
    let mut addresses = Vec::new();
    for one in to {
        let name = one.who.name();
        let reach = Reach::of(reader, one.id, ctx)?;
        notes.extend(reach.said_of(name, ctx).into_iter().map(|words| format!("{words}.")));
        let by_mail = reach.channel.as_deref().is_none_or(|channel| channel == "mail");
        match &one.email {
            _ if !by_mail => notes.push(messages::no_mail(name).to_string()),
            None => notes.push(messages::no_address(name).to_string()),
            Some((_, to_use)) if to.len() > 1 && *to_use != Use::Introduce => {
                notes.push(messages::each_alone(name).to_string());
            }
            Some((address, _)) => addresses.push(address.as_str()),
        }
    }
    let mailto = (addresses.len() == to.len()).then(|| letter.mailto(&addresses));
    Ok(Text {
        to: to.iter().map(|one| one.who.clone()).collect(),
        subject: letter.subject,
        body: letter.body,
        mailto,
        notes,
    })
}
