//! Who is not a person: lists, robots and roles, told from an address alone.
//!
//! What a message says about itself (List-Id, Precedence, Auto-Submitted) comes from the source as
//! [`crate::draft::Marks`]; this is the other half.

use crate::named;

named! {
    /// What an address belongs to.
    Kind {
        /// Somebody.
        Person = "person",
        /// A firm, a club, an office.
        Organisation = "organisation",
        /// A mailing list.
        List = "list",
        /// A program: no-reply addresses, notifications, newsletters.
        Robot = "robot",
        /// An office that anybody may hold (`info@`, `support@`).
        Role = "role",
    }
}

impl Kind {
    /// The number in the store.
    pub fn code(self) -> i64 {
        self as i64
    }

    /// The kind with this number.
    pub fn from_code(code: i64) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How an address says that nobody answers from it, without the marks between the words and without accents, in the
/// languages that mail is written in.
const NO_ANSWER: &[&str] = &[
    // English, and what is meant to be.
    "noreply",
    "noreplies",
    "noreplay",
    "donotrespond",
    "dontrespond",
    "donotanswer",
    "dontanswer",
    "cannotreply",
    "unattended",
    "notattended",
    "donotreply",
    "dontreply",
    "neverreply",
    "noresponse",
    "noanswer",
    "notmonitored",
    "unmonitored",
    "replynot",
    // German, Dutch.
    "keineantwort",
    "nichtantworten",
    "nichtbeantworten",
    "antwortenicht",
    "antwortnicht",
    "keinerueckantwort",
    "nietantwoorden",
    "nietbeantwoorden",
    "geenantwoord",
    "nietreageren",
    "geenreactie",
    "geenreply",
    // French, Spanish, Portuguese, Italian, Catalan, Romanian.
    "nepasrepondre",
    "nepasrepondez",
    "nerepondezpas",
    "nerepondrepas",
    "nerepondspas",
    "pasdereponse",
    "sansreponse",
    "noresponder",
    "noresponda",
    "noresponde",
    "nocontestar",
    "nocontestes",
    "nocontesta",
    "sinrespuesta",
    "naorespond",
    "naoresponda",
    "semresposta",
    "nonrispondere",
    "nonrisponda",
    "norispondere",
    "nonrispond",
    "senzarisposta",
    "norespongueu",
    "nuraspunde",
    "nuraspundeti",
    "nonresponder",
    "ezerantzun",
    // Swedish, Danish, Norwegian, Finnish, Estonian, Icelandic.
    "svaraej",
    "svarainte",
    "ejsvar",
    "svarej",
    "ingetsvar",
    "svarikke",
    "ikkesvar",
    "besvarikke",
    "ikkebesvar",
    "ingensvar",
    "vastaustaei",
    "eivastata",
    "eivastausta",
    "alavastaa",
    "eivastauksia",
    "aravasta",
    "mittevastata",
    "ekkisvara",
    // Polish, Czech, Slovak, Hungarian, Croatian, Slovene, Lithuanian, Latvian.
    "nieodpowiada",
    "bezodpowiedzi",
    "neodpovid",
    "neodpoved",
    "nevalasz",
    "valaszoljne",
    "valasznelkul",
    "neodgovar",
    "neatsaky",
    "neatbild",
    // Russian, Ukrainian, Bulgarian, Greek, Turkish; Indonesian, Vietnamese, Japanese.
    "neotvechat",
    "neotvechai",
    "neotvechay",
    "bezotveta",
    "неотвеча",
    "неотвеча",
    "nevidpovid",
    "невідповід",
    "неотговаря",
    "minapantate",
    "mhnapantate",
    "cevaplama",
    "cevapvermeyin",
    "cevapyok",
    "yanitvermeyin",
    "yanityok",
    "yanitlama",
    "janganbalas",
    "tidakdibalas",
    "khongtraloi",
    "henshinfuka",
    "sosinsenyo",
    "soshinsenyo",
];

/// Local parts that nobody is, and last words of such.
const ROBOTS: &[&str] = &[
    "mailerdaemon",
    "postmaster",
    "bounce",
    "bounces",
    "notification",
    "notifications",
    "notify",
    "notifier",
    "alert",
    "alerts",
    "autoreply",
    "autoresponder",
    "autoresponse",
    "autoconfirm",
    "mailer",
    "mailman",
    "majordomo",
    "listserv",
    "newsletter",
    "newsletters",
    "daemon",
    "cron",
    "automailer",
    "digest",
    "updates",
    "reminder",
    "reminders",
    "receipts",
    "verification",
    "update",
    "confirm",
    "confirmation",
    "confirmations",
    "tracking",
    "statement",
    "statements",
    "robot",
    "mailrobot",
    "unsubscribe",
    // The same in other languages.
    "benachrichtigung",
    "benachrichtigungen",
    "rundmail",
    "melding",
    "meldingen",
    "nieuwsbrief",
    "notificacion",
    "notificaciones",
    "notificacao",
    "notificacoes",
    "notifica",
    "notifiche",
    "avisos",
    "avvisi",
    "alertas",
    "alertes",
    "infolettre",
    "boletin",
    "boletim",
    "nyhetsbrev",
    "nyhedsbrev",
    "uutiskirje",
    "uutiskirjeet",
    "ilmoitukset",
    "aviseringar",
    "varsling",
    "varsel",
    "underretning",
    "powiadomienia",
    "powiadomienie",
    "biuletyn",
    "oznameni",
    "upozorneni",
    "hirlevel",
    "ertesites",
    "bildirim",
    "bildirimler",
    "buletin",
    "уведомления",
    "рассылка",
];

/// Local parts that nobody is where nothing else stands before or behind them.
const ROBOTS_ALONE: &[&str] = &[
    "news",
    "root",
    "nobody",
    "system",
    "sistema",
    "systeme",
    "buildbot",
    "jenkins",
    "builds",
    "jira",
    "confluence",
    "gitlab",
    "wordpress",
    "wwwdata",
    "apache",
    "hitreply",
    "inmailhitreply",
    "invitations",
    "calendarnotification",
    "calendarnotifications",
    "calendarinvite",
    "calendarinvites",
    "calendarreminder",
    "calendarserver",
    "eventnotification",
    "eventreminder",
    "reminder",
    "reminders",
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
    "automatic",
    "automatisch",
    "automatico",
    "automatique",
    "automat",
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
    // The same in other languages.
    "contacto",
    "contato",
    "contatto",
    "contatti",
    "yhteys",
    "sekretariat",
    "secretariat",
    "secretaria",
    "segreteria",
    "sekretariatet",
    "ufficio",
    "biuro",
    "kontor",
    "kontoret",
    "toimisto",
    "iroda",
    "kancelar",
    "soporte",
    "suporte",
    "supporto",
    "assistenza",
    "assistance",
    "asistencia",
    "ayuda",
    "ajuda",
    "hilfe",
    "hulp",
    "pomoc",
    "podpora",
    "tuki",
    "ventas",
    "vendas",
    "vendite",
    "ventes",
    "verkoop",
    "sprzedaz",
    "prodej",
    "obchod",
    "myynti",
    "salg",
    "forsaljning",
    "rechnung",
    "rechnungen",
    "factura",
    "facturas",
    "facturacion",
    "facturation",
    "faturas",
    "financeiro",
    "fatturazione",
    "amministrazione",
    "administracion",
    "administracao",
    "administratie",
    "administration",
    "verwaltung",
    "comptabilite",
    "contabilidad",
    "contabilidade",
    "boekhouding",
    "ksiegowosc",
    "laskutus",
    "bestellung",
    "bestellungen",
    "bestellingen",
    "pedidos",
    "ordini",
    "commandes",
    "bewerbung",
    "bewerbungen",
    "karriere",
    "presse",
    "prensa",
    "stampa",
    "imprensa",
    "redaktion",
    "redaccion",
    "redacao",
    "redazione",
    "redaction",
    "redactie",
    "redakcja",
    "redakce",
    "kundendienst",
    "kundeservice",
    "kundtjanst",
    "klantenservice",
    "asiakaspalvelu",
    "serviceclient",
    "atencionalcliente",
    "atendimento",
    "reservierung",
    "reservierungen",
    "reservas",
    "reservations",
    "prenotazioni",
    "datenschutz",
    "privacidad",
    "vorstand",
    "geschaeftsstelle",
    "empfang",
    "recepcion",
    "recepcao",
    "accueil",
    "dpo",
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
    "calendar.google.com",
    "calendar.yandex.ru",
    "luma-mail.com",
    "docs.google.com",
    "bounces.google.com",
    "scoutcamp.bounces.google.com",
    "syzkaller.appspotmail.com",
    "appspotmail.com",
    "docusign.net",
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
    if ["noreply.", "no-reply.", "bounce.", "bounces.", "notification.", "notifications."]
        .iter()
        .any(|front| host.starts_with(front))
    {
        return Some((Kind::Robot, "its host sends only machine mail"));
    }
    let folded = crate::channel::fold(local);
    let base = folded.split('+').next().unwrap_or(&folded);
    let plain: String = base.chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    if says_no_answer(base) || ROBOTS_ALONE.contains(&plain.as_str()) || ROBOTS.contains(&plain.as_str()) {
        return Some((Kind::Robot, "nobody reads its answers, by its name"));
    }
    // `calendar-notification`, `jira_alerts`; behind a dot may stand a family name.
    if base.rsplit_once(['-', '_']).is_some_and(|(_, last)| ROBOTS.contains(&last)) {
        return Some((Kind::Robot, "nobody reads its answers, by its name"));
    }
    if base.len() > 60
        || is_exchange(base)
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

/// `MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e`: a mail server itself, which says what could not be delivered.
fn is_exchange(base: &str) -> bool {
    base.strip_prefix("microsoftexchange")
        .is_some_and(|rest| rest.len() >= 8 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether it says that nobody answers: as one word, or as several from one on. `giano.reply` says no such thing.
fn says_no_answer(base: &str) -> bool {
    let marks = ['-', '_', '.'];
    let words: Vec<&str> = base.split(marks).collect();
    let within = |word: &&str| NO_ANSWER.iter().any(|phrase| word.contains(phrase));
    words.iter().any(within)
        || (0..words.len()).any(|from| {
            let rest = words[from..].concat();
            NO_ANSWER.iter().any(|phrase| rest.starts_with(phrase))
        })
}

#[cfg(test)]
#[path = "sender_tests.rs"]
mod tests;
