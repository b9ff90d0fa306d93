//! Every form with fields: the deed it does, its fields in order, and what they are called on the first form and on one that
//! came back.

use super::choices;
use super::line::{Line, line};

/// A form with fields.
pub(crate) struct Declared {
    /// The deed it does, and others that a button of it may do with the same fields.
    deeds: &'static [&'static str],
    /// Its fields, in order.
    pub(super) lines: &'static [Line],
}

/// Whether a field of a deed stays as it is where nothing is chosen in it.
pub(crate) fn stays(deed: &str, field: &str) -> bool {
    let of_deed = FORMS.iter().filter(|form| form.deeds.contains(&deed));
    of_deed.flat_map(|form| form.lines).any(|line| line.name == field && line.stays())
}

/// Whether a form of some page does this deed.
pub(crate) fn has_form(deed: &str) -> bool {
    FORMS.iter().any(|form| form.deeds.contains(&deed))
}

impl Declared {
    /// The deed it does.
    pub(super) fn deed(&self) -> &'static str {
        self.deeds.first().copied().unwrap_or_default()
    }

    /// The form of a deed that has most of these fields, and least beside them; none where it has none of them.
    pub(super) fn like(deed: &str, names: &[&str]) -> Option<&'static Declared> {
        let fit = |form: &&Declared| {
            let (has, not): (Vec<&Line>, Vec<&Line>) =
                form.lines.iter().partition(|line| names.contains(&line.name));
            (!has.is_empty()).then(|| 2 * has.len() as i64 - not.len() as i64)
        };
        let of_deed = FORMS.iter().copied().filter(|form| form.deeds.contains(&deed));
        // The first of those that fit alike.
        of_deed.rev().filter(|form| fit(form).is_some()).max_by_key(fit)
    }
}

/// Declares forms, and lists them.
macro_rules! forms {
    ($($(#[$doc:meta])* $NAME:ident: $($deed:literal)+ { $($line:expr),* $(,)? })*) => {
        $($(#[$doc])* pub(crate) static $NAME: Declared = Declared { deeds: &[$($deed),+], lines: &[$($line),*] };)*
        /// All of them.
        static FORMS: &[&Declared] = &[$(&$NAME),*];
    };
}

forms! {
    /// Somebody taken out of the book.
    FORGET: "forget" {
        line("for_good", "For good: out of the journal too, so that nothing of them is left in the book and nothing brings them back"),
    }
    /// Somebody new.
    ADD: "add" {
        line("name", "Name"),
        line("email", "E-mail"),
        line("phone", "Phone"),
        line("organisation", "Organisation"),
        line("title", "What they do there"),
        line("note", "Note"),
    }
    /// More about somebody.
    EDIT: "edit" {
        line("name", "Name"),
        line("organisation", "Organisation"),
        line("title", "What they do there"),
        line("birthday", "Birthday"),
        line("email", "One more e-mail address"),
        line("phone", "One more phone number"),
        line("note", "One more note"),
        line("circle", "How close").from(choices::circles),
        line("cadence", "How often to be in touch").from(choices::cadences).or("as it is"),
        line("kind", "What they are").or("as it is"),
    }
    /// Tags of somebody.
    TAG: "tag" { line("tags", "Tags, separated by commas") }
    /// What happened, in one line.
    LOG: "log" {
        line("text", "What happened").in_one_row().example("What happened? “Called yesterday about…”").key("l"),
        line("kind", "What it was").or("by the words"),
        line("on", "When it was").example("today"),
    }
    /// What happened, and how much was about me.
    TALK: "log" {
        line("text", "What happened"),
        line("about_me", "How much of it was about you").from(choices::halves),
    }
    /// What happened, corrected.
    AMEND: "amend" {
        line("text", "What happened"),
        line("on", "When it was; empty: as it is"),
        line("kind", "What it was"),
        line("direction", "Whose move it was"),
    }
    /// Whom somebody knows.
    TIE: "tie" {
        line("b", "Whom (name or address)"),
        line("strength", "How well, 0 to 100"),
        line("evidence", "How you know"),
    }
    /// How close somebody is to me.
    CLOSENESS: "tie" { line("strength", "From 0 to 100").needed(), line("evidence", "Why") }
    /// A good turn, either way.
    TURN: "gave" "got" {
        line("what", "What for"),
        line("as", "Kind").or("other"),
        line("through", "Through whom"),
        line("weight", "How much it was"),
        line("value", "What it was worth"),
        line("on", "Day"),
        line("tell", "Others may read these words, in the report for a group"),
    }
    /// A good turn, corrected.
    CORRECT: "correct" {
        line("what", "What for"),
        line("as", "Kind"),
        line("weight", "How much it was"),
        line("value", "What it was worth (250 EUR, or none)"),
        line("on", "Day"),
        line("tell", "These words"),
    }
    /// What somebody promised.
    PROMISE: "promise" {
        line("what", "What was promised"),
        line("by", "By when"),
        line("on", "Promised on (today, where it is left empty)"),
    }
    /// What is asked of somebody.
    ASK: "ask" {
        line("what", "What you ask"),
        line("by", "By when"),
        line("on", "Asked on (today, where it is left empty)"),
    }
    /// What somebody needs or can give.
    WISH: "need" "offer" {
        line("what", "What"),
        line("until", "Until"),
        line("tell", "A need: others may read these words in a text of mine"),
    }
    /// Two people to be brought together.
    INTRODUCE: "introduce" {
        line("a", "Somebody (name or address)"),
        line("b", "With whom (name or address)"),
        line("why", "Why they should meet, for both to read"),
        line("why_a", "Why it helps the first"),
        line("why_b", "Why it helps the other"),
    }
    /// The first of them said yes.
    ACCEPT: "intro" { line("pass_on", "What they wrote that may be passed on") }
    /// One of them said no.
    DECLINE: "intro" { line("note", "What they said, for yourself") }
    /// What came of it.
    OUTCOME: "intro" { line("note", "What came of it"), line("helped", "Who was helped by the other") }
    /// Something passed on.
    REFER: "refer" {
        line("from", "Who passes it on (me, or a name)"),
        line("to", "Who gets it (me, or a name)"),
        line("about", "Whom it is about"),
        line("what", "What it is about"),
        line("value", "What it may be worth to you"),
    }
    /// What became of it.
    REFERRAL: "referral" { line("value", "What came of it, such as 250 EUR") }
    /// A slip.
    SLIP: "slip" {
        line("kind", "Slip"),
        line("who", "For whom or with whom; of a visitor the name"),
        line("what", "What about"),
        line("about", "Of a referral: whom it is about"),
        line("value", "Of a thank-you: what came of it"),
        line("chapter", "Of a visitor: the chapter"),
    }
    /// Business that may come about.
    OPPORTUNITY: "opportunity" {
        line("what", "What about"),
        line("value", "What it may be worth"),
        line("next", "What comes next"),
        line("by", "By when"),
        line("through", "Who brought it about"),
        line("asked", "They asked for it themselves"),
    }
    /// What comes next in it.
    NEXT: "stage" {
        line("next", "What comes next").needed(),
        line("by", "By when"),
        line("value", "What it is worth"),
    }
    /// Who spoke well of whom.
    SPREAD: "spread" {
        line("by", "Who spoke (empty: you)"),
        line("about", "Of whom (a name, or me)"),
        line("to", "To whom"),
        line("what", "What was said"),
        line("result", "What came of it"),
    }
    /// I spoke well of somebody.
    PRAISE: "spread" { line("to", "To whom"), line("what", "What you said") }
    /// What one may say of somebody.
    CARD: "card" {
        line("name", "How you are called"),
        line("line", "What they do, in one line"),
        line("ideal", "Whom they would like to be sent"),
        line("proof", "What proves that they are good at it"),
        line("not", "What is not to be said"),
    }
    /// An event.
    EVENT: "event" { line("name", "Its name"), line("on", "The day (today)"), line("place", "Where") }
    /// What a follow-up is to say.
    FOLLOW_UP: "follow-up" { line("say", "What the text is to say, in words that they will read").needed() }
    /// A group.
    GROUP: "group" { line("name", "Its name") }
    /// Who joins one.
    JOIN: "join" { line("who", "Who (name or address)") }
    /// What I learnt of somebody.
    LEARN: "learn" { line("what", "What"), line("as", "Where it belongs").or("as the question asked") }
    /// A question of my own.
    ASKED: "asked" { line("what", "The question").needed(), line("as", "About their") }
    /// What somebody wants.
    WANTED: "boundary" { line("what", "What").from(choices::wishes), line("said", "What they said") }
    /// When somebody may be reached.
    HOURS: "boundary" {
        line("what", "Their hours").from(choices::hours),
        line("zone", "In the time zone (Europe/Zurich)"),
    }
    /// What may be done with one datum.
    CONSENT: "consent" { line("value", "Datum"), line("purpose", "For") }
    /// What networking is to me.
    DEFINE: "define" { line("line", "Your own definition, in one line").needed() }
    /// What it is to somebody.
    STANCE: "stance" { line("stance", "They hold it to be").from(choices::stances).needed() }
    /// Why somebody may take.
    EXCUSE: "excuse" { line("why", "There is a reason (mentee, ill, new job, customer…)").needed() }
    /// Whom to find a way to.
    PATH: "path" {
        line("who", "Whom you want to meet: a name, an organisation, or “anybody in tax in Lyon”"),
        line("why", "Why, for the text"),
        line("from", "For somebody else than you"),
        line("hops", "look further, over four introductions").tick("4"),
    }
    /// Who I am and where.
    SETTINGS: "set" {
        line("me", "My e-mail addresses, one on each line")
            .one_each()
            .hint("By these, mail knows what you wrote from what was written to you."),
        line("region", "Phone numbers without a country belong to (two letters, such as GB)").letters(2),
        line("merge", "Two cards that certainly are one person's (one mailbox, one card, one profile page)"),
    }
}

#[cfg(test)]
mod tests {
    use goodturn_book::catalog;
    use goodturn_book::request::Kind;

    use super::*;

    #[test]
    fn every_form_names_a_deed_and_fields_of_the_catalog() {
        for form in FORMS {
            for deed in form.deeds {
                assert!(catalog::entry(deed).is_some(), "{deed}");
            }
            let entry = catalog::entry(form.deed()).unwrap();
            for line in form.lines {
                assert!(
                    entry.fields.iter().any(|field| field.name == line.name),
                    "{}: {}",
                    entry.name,
                    line.name
                );
            }
        }
    }

    #[test]
    fn what_is_proposed_is_within_the_limits_of_its_field() {
        for form in FORMS {
            let entry = catalog::entry(form.deed()).unwrap();
            for line in form.lines {
                let field = entry.fields.iter().find(|field| field.name == line.name).unwrap();
                if let (Some(few), Kind::Between(least, most)) = (line.few(), field.kind) {
                    for (value, _) in few {
                        let value: u32 = value.parse().unwrap();
                        assert!((least..=most).contains(&value), "{} {}: {value}", entry.name, line.name);
                    }
                }
                assert!(
                    line.few().is_none() || field.kind.choices().is_empty(),
                    "{} {}",
                    entry.name,
                    line.name
                );
            }
        }
    }

    #[test]
    fn a_form_that_came_back_is_the_one_that_was_sent() {
        let of = |deed, names: &[&str]| Declared::like(deed, names).map(std::ptr::from_ref);
        assert_eq!(of("log", &["text", "kind", "on"]), Some(std::ptr::from_ref(&LOG)));
        assert_eq!(of("log", &["text", "about_me"]), Some(std::ptr::from_ref(&TALK)));
        assert_eq!(of("tie", &["a", "strength", "evidence"]), Some(std::ptr::from_ref(&CLOSENESS)));
        assert_eq!(of("tie", &["b", "strength", "evidence"]), Some(std::ptr::from_ref(&TIE)));
        assert_eq!(of("offer", &["what", "until", "back"]), Some(std::ptr::from_ref(&WISH)));
        assert_eq!(of("spread", &["to", "what"]), Some(std::ptr::from_ref(&PRAISE)));
        assert_eq!(of("keep", &["id"]), None);
    }
}
