//! Who is not a person: lists, robots and roles, told from an address alone.
//!
//! What a message says about itself (List-Id, Precedence, Auto-Submitted) comes from the source as
//! [`crate::draft::Marks`]; this is the other half.

use serde::{Deserialize, Serialize};

/// What an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody.
    Person,
    /// A firm, a club, an office.
    Organisation,
    /// A mailing list.
    List,
    /// A program: no-reply addresses, notifications, newsletters.
    Robot,
    /// An office that anybody may hold (`info@`, `support@`).
    Role,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] = [Kind::Person, Kind::Organisation, Kind::List, Kind::Robot, Kind::Role];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "organisation",
            Kind::List => "list",
            Kind::Robot => "robot",
            Kind::Role => "role",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The number in the store.
    pub fn code(self) -> i64 {
        self as i64
    }

    /// The kind with this number.
    pub fn from_code(code: i64) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Local parts that nobody is.
const ROBOTS: &[&str] = &[
    "noreply",
    "donotreply",
    "dontreply",
    "neverreply",
    "nepasrepondre",
    "mailerdaemon",
    "postmaster",
    "bounce",
    "bounces",
    "notification",
    "notifications",
    "notify",
    "alert",
    "alerts",
    "autoreply",
    "autoresponder",
    "mailer",
    "mailman",
    "majordomo",
    "listserv",
    "newsletter",
    "newsletters",
    "news",
    "daemon",
    "root",
    "cron",
    "nobody",
    "system",
    "automailer",
    "digest",
    "updates",
    "buildbot",
    "jenkins",
    "invitations",
    "messages-noreply",
    "bugzilla",
    "bugzilladaemon",
    "syzbot",
    "lkp",
    "kernelci",
    "ci",
    "patchworkbot",
    "dependabot",
    "gitbot",
    "bot",
];

/// Local parts that stand for an office.
const ROLES: &[&str] = &[
    "info",
    "contact",
    "kontakt",
    "support",
    "help",
    "helpdesk",
    "hello",
    "office",
    "admin",
    "administrator",
    "webmaster",
    "hostmaster",
    "abuse",
    "security",
    "sales",
    "billing",
    "accounts",
    "accounting",
    "invoice",
    "invoices",
    "orders",
    "service",
    "customerservice",
    "kundenservice",
    "team",
    "jobs",
    "careers",
    "hr",
    "press",
    "media",
    "marketing",
    "enquiries",
    "inquiries",
    "feedback",
    "privacy",
    "legal",
    "reception",
    "verkauf",
    "vertrieb",
    "buchhaltung",
    "mail",
    "email",
    "owner",
];

/// Hosts that only programs write from (each also for what lies below it).
const ROBOT_HOSTS: &[&str] = &[
    "facebookmail.com",
    "bounce.linkedin.com",
    "e.linkedin.com",
    "el.linkedin.com",
    "notify.twitter.com",
    "amazonses.com",
    "sendgrid.net",
    "mailchimpapp.net",
    "mcsv.net",
    "rsgsv.net",
    "mandrillapp.com",
    "mailgun.org",
    "sparkpostmail.com",
    "cmail19.com",
    "cmail20.com",
    "createsend.com",
    "mktomail.com",
    "reply.github.com",
    "noreply.github.com",
    "users.noreply.github.com",
    "calendar-server.bounces.google.com",
    "docs.google.com",
    "bounces.google.com",
    "scoutcamp.bounces.google.com",
    "syzkaller.appspotmail.com",
    "appspotmail.com",
];

/// Hosts that carry only lists.
const LIST_HOSTS: &[&str] = &[
    "vger.kernel.org",
    "lists.linux.dev",
    "googlegroups.com",
    "groups.io",
    "yahoogroups.com",
    "freelists.org",
    "lists.sourceforge.net",
    "lists.debian.org",
    "lists.infradead.org",
    "lists.ozlabs.org",
    "lists.freedesktop.org",
    "lists.gnu.org",
    "kvack.org",
];

/// What the address tells by itself, with the reason in words. `address` is spelled as
/// [`crate::channel::email`] spells it.
pub fn classify(address: &str) -> Option<(Kind, &'static str)> {
    let (local, host) = address.rsplit_once('@')?;
    let below = |hosts: &[&str]| {
        hosts.iter().any(|known| {
            host.strip_suffix(known).is_some_and(|front| front.is_empty() || front.ends_with('.'))
        })
    };
    if below(ROBOT_HOSTS) {
        return Some((Kind::Robot, "its host sends only machine mail"));
    }
    if below(LIST_HOSTS) || host.starts_with("lists.") || host.starts_with("list.") {
        return Some((Kind::List, "its host carries mailing lists"));
    }
    let base = local.split('+').next().unwrap_or(local);
    let plain: String = base.chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    if plain.contains("noreply") || plain.contains("donotreply") || ROBOTS.contains(&plain.as_str()) {
        return Some((Kind::Robot, "nobody reads its answers, by its name"));
    }
    if base.len() > 60
        || local.starts_with("prvs=")
        || local.starts_with("bounce+")
        || local.contains("bounces+")
    {
        return Some((Kind::Robot, "an address made by a program"));
    }
    if ["-request", "-owner", "-bounces", "-subscribe", "-unsubscribe", "-help"]
        .iter()
        .any(|end| base.ends_with(end))
    {
        return Some((Kind::Robot, "a mailing list's machinery"));
    }
    if ["-list", "-l", "-devel", "-users", "-announce"].iter().any(|end| base.ends_with(end))
        && base.len() > 5
    {
        return Some((Kind::List, "it is named like a mailing list"));
    }
    if ROLES.contains(&plain.as_str()) {
        return Some((Kind::Role, "an office and not somebody, by its name"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_lists_and_offices_are_told_from_people() {
        for (address, kind) in [
            ("no-reply@shop.example", Some(Kind::Robot)),
            ("messages-noreply@linkedin.com", Some(Kind::Robot)),
            ("bounces+1234-abc@mail.example", Some(Kind::Robot)),
            ("ada@facebookmail.com", Some(Kind::Robot)),
            ("ada@notfacebookmail.com", None),
            ("gardeners@googlegroups.com", Some(Kind::List)),
            ("gardeners@lists.example.org", Some(Kind::List)),
            ("gardeners-request@example.org", Some(Kind::Robot)),
            ("info@example.org", Some(Kind::Role)),
            ("ada.lovelace@example.org", None),
            ("michel@example.org", None),
        ] {
            assert_eq!(classify(address).map(|(kind, _)| kind), kind, "{address}");
        }
    }
}
