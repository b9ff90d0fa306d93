//! Fields whose value is one of few: what one chooses from, in words, on the first form and on one that came back.

use goodturn_core::boundary::CHANNELS;
use goodturn_core::gains::Part;
use goodturn_core::ledger::{TurnKind, Weight};
use goodturn_core::sender::Kind;
use goodturn_core::stance::Stance;
use maud::{Markup, html};

/// A value, and what it is called.
type Choice = (String, String);

/// How often somebody may be remembered.
pub(crate) const CADENCES: [(&str, &str); 8] = [
    ("7", "every week"),
    ("14", "every two weeks"),
    ("30", "every month"),
    ("61", "every two months"),
    ("91", "every three months"),
    ("183", "twice a year"),
    ("365", "every year"),
    ("auto", "by closeness"),
];

/// The wishes that one can say without a number or a name.
const PLAIN: [(&str, &str); 5] = [
    ("no-pitch", "Nothing sold to them"),
    ("ask-first", "Ask them first"),
    ("no-introductions", "No introductions"),
    ("no-sharing", "Not passed on"),
    ("do-not-contact", "No contact"),
];

/// The hours between which somebody may be reached.
const HOURS: [&str; 5] = ["8-12", "9-17", "8-18", "12-18", "17-21"];

const HAPPENED: [&str; 7] = ["call", "meeting", "visit", "message", "mail", "event", "note"];

const CIRCLES: [(&str, &str); 6] = [
    ("0", "open"),
    ("1", "1 · closest"),
    ("2", "2 · close"),
    ("3", "3 · friendly"),
    ("4", "4 · known"),
    ("5", "5 · far"),
];

const SLIPS: [(&str, &str); 5] = [
    ("referral-outside", "referral, outside"),
    ("referral-inside", "referral, inside"),
    ("one-to-one", "one-to-one"),
    ("thank-you", "thank you for closed business"),
    ("visitor", "visitor"),
];

fn pairs(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
}

/// Where a name is the word for it, too.
fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Choice> {
    names.into_iter().map(|name| (name.to_owned(), name.replace('-', " "))).collect()
}

fn after(first: (&str, &str), more: Vec<Choice>) -> Vec<Choice> {
    [(first.0.to_owned(), first.1.to_owned())].into_iter().chain(more).collect()
}

/// What can be chosen in a field of a deed; empty where it is filled in freely.
pub(crate) fn choices(deed: &str, field: &str) -> Vec<Choice> {
    match (deed, field) {
        ("log", "kind") => after(("", "by the words"), names(HAPPENED)),
        ("amend", "kind") => names(HAPPENED),
        ("amend" | "log", "direction") => pairs(&[("both", "both"), ("out", "mine"), ("in", "theirs")]),
        ("log", "about_me") => [0, 20, 40, 50, 60, 80, 100]
            .map(|percent| (percent.to_string(), format!("{percent} in 100")))
            .to_vec(),
        ("edit", "circle") => pairs(&CIRCLES),
        ("edit", "cadence") => {
            let chosen = after(("", "as it is"), pairs(&CADENCES));
            chosen.into_iter().chain(pairs(&[("never", "never remind me")])).collect()
        }
        ("edit", "kind") => after(("", "as it is"), names(Kind::ALL.map(Kind::name))),
        ("gave" | "got", "as") => after(("", "other"), names(TurnKind::ALL.map(TurnKind::name))),
        ("correct", "as") => names(TurnKind::ALL.map(TurnKind::name)),
        ("gave" | "got" | "correct", "weight") => names(Weight::ALL.map(Weight::name)),
        ("correct", "tell") => {
            pairs(&[("no", "are for me alone"), ("yes", "may be read by others, in the report for a group")])
        }
        ("learn", "as") => after(("", "as the question asked"), names(Part::ALL.map(Part::name))),
        ("asked", "as") => names(Part::ALL.map(Part::name)),
        ("stance", "stance") => {
            let of = |stance: Stance| {
                (stance.name().to_owned(), format!("{}: {}", stance.name(), stance.belief()))
            };
            Stance::ALL.map(of).into_iter().chain(pairs(&[("unknown", "not known")])).collect()
        }
        ("slip", "kind") => pairs(&SLIPS),
        ("set", "merge") => {
            pairs(&[("ask", "ask me first"), ("certain", "become one by themselves after an import")])
        }
        ("boundary", "what") => [wishes(), hours()].concat(),
        ("consent", "purpose") => pairs(&[
            ("any", "any use"),
            ("contact", "reaching them by it"),
            ("introduce", "introductions"),
            ("share", "handing it on"),
        ]),
        ("consent", "answer") => {
            pairs(&[("yes", "They agree"), ("no", "They do not"), ("unknown", "Not known")])
        }
        ("follow-up", "state") => pairs(&[("done", "Done"), ("drop", "Let go")]),
        ("intro", "helped") => {
            pairs(&[("both", "both"), ("a", "the first of them"), ("b", "the other of them")])
        }
        _ => Vec::new(),
    }
}

/// What somebody may want that has nothing to do with hours.
pub(crate) fn wishes() -> Vec<Choice> {
    let mut all = pairs(&PLAIN);
    all.extend(CHANNELS.map(|channel| (format!("channel:{channel}"), format!("Prefers {channel}"))));
    all.extend(
        [7, 14, 30, 90, 180]
            .map(|days| (format!("at-most-every:{days}"), format!("At most once in {days} days"))),
    );
    all
}

/// The hours that somebody may want.
pub(crate) fn hours() -> Vec<Choice> {
    HOURS.map(|hours| (format!("hours:{hours}"), format!("{hours} o'clock"))).to_vec()
}

/// What is chosen from, with what is chosen.
pub(crate) fn options(of: &[Choice], chosen: Option<&str>) -> Markup {
    html! {
        @for (value, words) in of { option value=(value) selected[chosen == Some(value.as_str())] { (words) } }
    }
}

/// A field to choose in, under its label.
pub(crate) fn select(deed: &str, field: &str, label: &str, chosen: Option<&str>) -> Markup {
    html! {
        label { span { (label) } select name=(field) { (options(&choices(deed, field), chosen)) } }
    }
}

/// What the page put into a form beside the names of records, which nobody chose.
pub(crate) fn is_put(deed: &str, field: &str) -> bool {
    matches!(
        (deed, field),
        ("intro", "step" | "seen" | "result") | ("split", "rest" | "theirs") | (_, "was" | "seq")
    )
}

/// How a field is called on a form that came back.
pub(crate) fn label(deed: &str, field: &str) -> String {
    let said = match (deed, field) {
        ("edit", "circle") => "How close",
        ("edit", "cadence") => "How often to be in touch",
        ("edit", "kind") => "What they are",
        ("edit" | "add", "title") => "What they do there",
        ("edit", "email") => "One more e-mail address",
        ("edit", "phone") => "One more phone number",
        ("edit", "note") => "One more note",
        ("add", "email") => "E-mail",
        ("log" | "amend", "text") => "What happened",
        ("log" | "amend", "kind") => "What it was",
        ("log" | "amend", "direction") => "Whose move it was",
        ("log" | "amend", "on") => "When it was",
        ("log", "about_me") => "How much of it was about you",
        ("gave" | "got" | "correct", "what") => "What for",
        ("gave" | "got" | "correct", "as") => "Kind",
        ("gave" | "got" | "correct", "weight") => "How much it was",
        ("gave" | "got" | "correct", "value") => "What it was worth (250 EUR)",
        ("gave" | "got" | "correct", "on") => "Day",
        ("gave" | "got", "through") => "Through whom",
        ("correct", "tell") => "These words",
        ("learn", "as") => "Where it belongs",
        ("asked", "as") => "About their",
        ("asked", "what") => "The question",
        ("stance", "stance") => "What they hold it to be",
        ("slip", "kind") => "Slip",
        ("slip", "who") => "For whom or with whom; of a visitor the name",
        ("slip", "about") => "Of a referral: whom it is about",
        ("slip", "value") => "Of a thank-you: what came of it (250 EUR)",
        ("slip", "chapter") => "Of a visitor: the chapter",
        ("slip" | "opportunity", "what") => "What about",
        ("set", "me") => "My e-mail addresses, one on each line",
        ("set", "region") => "Phone numbers without a country belong to (two letters, such as GB)",
        ("set", "merge") => "Two cards that certainly are one person's",
        ("boundary", "said") => "What they said",
        ("boundary", "zone") => "In the time zone (Europe/Zurich)",
        ("consent", "value") => "Datum",
        ("consent", "purpose") => "For",
        ("introduce", "a") => "Somebody (name or address)",
        ("introduce", "b") => "With whom (name or address)",
        ("introduce", "why") => "Why they should meet, for both to read",
        ("introduce", "why_a") => "Why it helps the first",
        ("introduce", "why_b") => "Why it helps the other",
        ("intro", "helped") => "Who was helped by the other",
        ("intro", "pass_on") => "What they wrote that may be passed on",
        ("tie", "b") => "Whom (name or address)",
        ("tie", "strength") => "How well, 0 to 100",
        ("tie", "evidence") => "How you know",
        ("refer", "from") => "Who passes it on (me, or a name)",
        ("refer", "to") => "Who gets it (me, or a name)",
        ("refer", "about") => "Whom it is about",
        ("refer", "what") => "What it is about",
        ("refer", "value") => "What it may be worth to you (250 EUR)",
        ("promise", "what") => "What was promised",
        ("promise", "on") => "Promised on",
        ("ask", "what") => "What you ask",
        ("ask", "on") => "Asked on",
        ("opportunity" | "stage", "value") => "What it may be worth (9000 EUR)",
        ("opportunity", "through") => "Who brought it about",
        ("spread", "by") => "Who spoke (empty: you)",
        ("spread", "about") => "Of whom (a name, or me)",
        ("spread", "to") => "To whom",
        ("spread", "what") => "What was said",
        ("spread", "result") => "What came of it",
        ("card", "line") => "What they do, in one line",
        ("define", "line") => "Your own definition, in one line",
        ("card", "ideal") => "Whom they would like to be sent",
        ("card", "proof") => "What proves that they are good at it",
        ("card", "not") => "What is not to be said",
        ("card", "name") => "How you are called",
        ("event" | "group", "name") => "Its name",
        ("event", "on") => "The day",
        ("event", "place") => "Where",
        ("follow-up", "say") => "What the text is to say",
        ("excuse", "why") => "There is a reason",
        ("tag", "tags") => "Tags, separated by commas",
        ("join", "who") => "Who (name or address)",
        (_, "next") => "What comes next",
        (_, "by") => "By when",
        _ => "",
    };
    if !said.is_empty() {
        return said.to_owned();
    }
    let mut letters = field.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).map(|c| if c == '_' { ' ' } else { c }).collect()
}
