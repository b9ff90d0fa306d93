//! Whose mail it is, told by the mail itself.

use std::collections::HashMap;
use std::io::{BufRead, Result};
use std::ops::ControlFlow;

use super::headers::{Field, Headers};
use super::mbox::{self, Piece, Want};
use super::{address, labels, marks, open};

/// What messages say about who keeps them, gathered over any number of files.
#[derive(Clone, Debug, Default)]
pub struct OwnerClues {
    messages: u64,
    /// Messages that say to whom they were delivered.
    delivered: u64,
    /// Messages of folders of sent mail.
    sent: u64,
    /// Messages that went over a mailing list.
    listed: u64,
    seen: HashMap<String, Sightings>,
}

/// How often one address was seen as what.
#[derive(Clone, Copy, Debug, Default)]
struct Sightings {
    /// Mail was delivered to it.
    delivered: u64,
    /// It wrote mail of a folder of sent mail.
    sent: u64,
    /// It is party to a message.
    party: u64,
    /// A message said that it is a mailing list.
    list: u64,
}

/// No more addresses than this are kept in mind.
const ADDRESSES_MOST: usize = 200_000;

impl OwnerClues {
    /// Takes note of one message; `sent` where it lies in a folder of sent mail.
    fn see(&mut self, message: &[u8], headers: &Headers, sent: bool) {
        let get = |field| headers.get(message, field);
        self.messages += 1;
        let labelled =
            get(Field::GmailLabels).is_some_and(|raw| labels::of(raw).contains(&labels::Label::Sent));
        let sent = sent || labelled;
        self.sent += u64::from(sent);
        let mut told: Vec<String> = Vec::new();
        for field in [Field::DeliveredTo, Field::OriginalTo, Field::EnvelopeTo] {
            told.extend(get(field).map(addresses).unwrap_or_default());
        }
        told.sort_unstable();
        told.dedup();
        self.delivered += u64::from(!told.is_empty());
        for email in told {
            self.count(email, |seen| seen.delivered += 1);
        }
        let mut parties: Vec<String> = get(Field::From).map(addresses).unwrap_or_default();
        if sent && let Some(author) = parties.first() {
            self.count(author.clone(), |seen| seen.sent += 1);
        }
        for (_, raw) in headers.recipients(message) {
            parties.extend(addresses(raw));
        }
        parties.sort_unstable();
        parties.dedup();
        for email in parties {
            self.count(email, |seen| seen.party += 1);
        }
        let lists = marks::read(message, headers, &[]).lists;
        self.listed += u64::from(!lists.is_empty());
        for email in lists {
            self.count(email, |seen| seen.list += 1);
        }
    }

    fn count(&mut self, email: String, note: impl FnOnce(&mut Sightings)) {
        if self.seen.len() < ADDRESSES_MOST || self.seen.contains_key(&email) {
            note(self.seen.entry(email).or_default());
        }
    }

    /// How many messages were looked at.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// Who it may be, the likeliest first: address, confidence from 0 to 1, and why. Lists, subscriptions of
    /// archives and addresses nobody reads are named only where there is nobody else, and then with little
    /// confidence. Several may be right: people have several addresses.
    pub fn candidates(&self) -> Vec<(String, f64, String)> {
        let mut people = Vec::new();
        let mut others = Vec::new();
        for (email, seen) in &self.seen {
            let Some((confidence, reason)) = self.judge(*seen) else { continue };
            if seen.list > 0 || is_no_person(email) {
                others.push((
                    email.clone(),
                    confidence.min(0.1),
                    format!("{reason}, but it is not a person's address"),
                ));
            } else {
                people.push((email.clone(), confidence, reason));
            }
        }
        let mut ranked = if people.is_empty() { others } else { people };
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        ranked.truncate(10);
        ranked
    }

    /// The strongest clue for one address: having written sent mail, then having received, then being named.
    fn judge(&self, seen: Sightings) -> Option<(f64, String)> {
        // Few messages prove little: five are half of what many are.
        let share = |part: u64, whole: u64| {
            if whole == 0 { 0.0 } else { ratio(part, whole) * ratio(part, part + 5).max(0.2) }
        };
        let sent = 0.98 * share(seen.sent, self.sent);
        let delivered = 0.95 * share(seen.delivered, self.delivered.max(self.messages / 4));
        // Whoever keeps mail is party to all of it; in an archive of others' mail nobody is, and on a list
        // its keeper is named in half of it without owning the archive.
        let private = 1.0 - 0.8 * ratio(self.listed, self.messages);
        let party = 0.6 * share(seen.party, self.messages).powi(2) * private;
        let (sent_of, delivered_of, of) = (self.sent, self.delivered, self.messages);
        if sent >= delivered && sent >= party && seen.sent > 0 {
            Some((sent, format!("it wrote {} of {sent_of} sent messages", seen.sent)))
        } else if delivered >= party && seen.delivered > 0 {
            Some((
                delivered,
                format!("mail was delivered to it in {} of {delivered_of} messages", seen.delivered),
            ))
        } else if party > 0.02 {
            Some((party, format!("it is named in {} of {of} messages", seen.party)))
        } else {
            None
        }
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    // Counts of messages are far below 2^52.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let quotient = part as f64 / whole.max(1) as f64;
    quotient
}

fn addresses(raw: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    address::each(raw, &mut |mailbox| found.extend(mailbox.email()));
    found
}

/// Addresses of programs and roles: `no-reply@`, `lists+linux@`, `someone-owner@`.
fn is_no_person(email: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let (base, tagged) = local.split_once('+').map_or((local, false), |(base, _)| (base, true));
    let squeezed: String = base.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let role = [
        "noreply",
        "donotreply",
        "mailerdaemon",
        "postmaster",
        "bounce",
        "bounces",
        "notifications",
        "newsletter",
        "listserv",
        "majordomo",
        "undisclosedrecipients",
    ];
    let subscribed =
        tagged && matches!(base, "list" | "lists" | "ml" | "mailinglists" | "archive" | "archives");
    let managed =
        ["-owner", "-bounces", "-request", "-bounce", "-admin"].iter().any(|end| base.ends_with(end));
    role.contains(&squeezed.as_str()) || subscribed || managed || squeezed.starts_with("noreply")
}

/// Whether a file or folder has the name that programs give to sent mail.
pub(crate) fn is_sent_folder(file: &str) -> bool {
    const NAMES: [&str; 13] = [
        "sent",
        "sent mail",
        "sent items",
        "sent messages",
        "gesendet",
        "gesendete objekte",
        "gesendete elemente",
        "envoyés",
        "messages envoyés",
        "éléments envoyés",
        "enviados",
        "inviati",
        "posta inviata",
    ];
    // A dot parts folders in a Maildir (`.INBOX.Sent`), and endings; a year or a count may stand behind.
    file.to_lowercase().split(['/', '\\', '!', '.']).any(|part| {
        let plain = part.replace(['-', '_'], " ");
        let behind = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')');
        NAMES.contains(&plain.trim().trim_end_matches(behind))
    })
}

/// Takes note of one message of which at least the headers are given. A `file` of sent mail tells the most.
pub(crate) fn glance_owner(message: &[u8], file: &str, clues: &mut OwnerClues) {
    let mut headers = Headers::new();
    let (message, ..) = open(message, &mut headers);
    clues.see(message, &headers, is_sent_folder(file));
}

/// Takes note of the first `most` messages of an mbox file. A `file` of sent mail tells the most.
///
/// # Errors
/// When the input cannot be read.
pub fn guess_owner(input: &mut dyn BufRead, file: &str, most: usize, clues: &mut OwnerClues) -> Result<()> {
    let sent = is_sent_folder(file);
    let mut count = 0;
    mbox::cut(input, Want::Headers, &mut |piece| {
        if let Piece::Message(message) = piece {
            if count == most {
                return ControlFlow::Break(());
            }
            count += 1;
            clues.see(message.bytes, message.headers, sent);
        }
        ControlFlow::Continue(())
    })
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mbox(count: usize, headers: impl Fn(usize) -> String) -> String {
        (0..count).map(|n| format!("From - Sun Apr 28 10:02:57 2019\n{}\n\nhello\n\n", headers(n))).collect()
    }

    fn guess(file: &str, text: &str) -> Vec<(String, f64, String)> {
        let mut clues = OwnerClues::default();
        guess_owner(&mut text.as_bytes(), file, 1000, &mut clues).unwrap();
        clues.candidates()
    }

    #[test]
    fn whoever_mail_is_delivered_to_is_the_owner() {
        let found = guess(
            "INBOX",
            &mbox(50, |n| format!("Delivered-To: Me@Example.org\nFrom: a{n}@x.org\nTo: me@example.org")),
        );
        assert_eq!(found[0].0, "me@example.org");
        assert!(found[0].1 > 0.8, "{found:?}");
        assert_eq!(found[0].2, "mail was delivered to it in 50 of 50 messages");
    }

    #[test]
    fn whoever_wrote_sent_mail_is_the_owner() {
        let found =
            guess("Mail/Sent", &mbox(50, |n| format!("From: me@example.org\nTo: a{n}@x.org, boss@x.org")));
        assert_eq!(found[0].0, "me@example.org");
        assert!(found[0].1 > 0.8, "{found:?}");
        let labelled =
            guess("All mail.mbox", &mbox(50, |_| "X-Gmail-Labels: Sent,Inbox\nFrom: me@x.org".to_owned()));
        assert!(labelled[0].1 > 0.8, "{labelled:?}");
    }

    #[test]
    fn an_archive_of_a_list_is_nobodys() {
        let found = guess(
            "talk.mbox",
            &mbox(200, |n| {
                format!(
                    "Delivered-To: lists+talk@keeper.org\nList-Id: <talk.example.org>\nFrom: a{}@x.org\nTo: talk@example.org",
                    n % 20
                )
            }),
        );
        assert!(found.iter().all(|(_, confidence, _)| *confidence <= 0.3), "{found:?}");
    }
}
