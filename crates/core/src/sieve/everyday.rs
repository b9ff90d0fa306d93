//! Words that are in many names, firms and addresses and give nobody away. All are in the one spelling of `plain`.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::naming::latin::latin;

/// Words that people use every day, in English and German, one a line.
const USUAL: &str = include_str!("usual.txt");

/// Whether a word is one that people use every day.
pub(super) fn is_usual(word: &str) -> bool {
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| USUAL.lines().map(latin).collect());
    // As it is, or with the endings that words of English take.
    let endings = ["s", "es", "ed", "ing", "ly", "er", "d"];
    KNOWN.contains(word)
        || endings
            .iter()
            .filter_map(|end| word.strip_suffix(end))
            .any(|stem| stem.len() > 3 && KNOWN.contains(stem))
}

/// What stands before a name.
pub(super) const TITLES: &[&str] =
    &["dr", "prof", "profesor", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "mlle", "dipl"];

/// What joins the names of two in that of a firm.
pub(super) const JOINS: [&str; 12] = ["&", "+", "und", "and", "et", "y", "e", "i", "og", "och", "en", "u"];

/// What leads a family name where it is written small.
pub(super) const LEADS: &[&str] = &[
    "von", "van", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "do", "dos",
    "das", "du", "des", "la", "le", "el", "al", "bin", "ibn", "ter", "ten", "af", "av", "y", "e", "und",
    "and",
];

/// Endings of names: genitives and cases of the languages of Europe, pet names.
pub(super) const ENDINGS: &[&str] = &[
    "s", "es", "n", "en", "ns", "ens", "in", "ina", "a", "e", "i", "o", "u", "y", "ie", "ia", "ei", "em",
    "om", "am", "ym", "owi", "ovi", "ova", "ov", "owa", "ou", "oj", "ej", "ja", "je", "ju", "un", "an", "on",
    "lle", "lla", "lta", "le", "sa", "ta", "na", "ka", "nak", "nek", "val", "vel", "t", "m", "k", "chen",
    "lein", "li", "ito", "ita", "inho", "inha", "sche", "schen", "scher", "sches", "oi", "oy", "oyu", "ami",
    "ykh", "ogo", "omu", "ian", "ians", "ish", "ers", "er", "ern",
];

/// Names of mailboxes that offices have.
pub(super) const LOCALS: &[&str] = &[
    "info", "mail", "email", "contact", "kontakt", "office", "hello", "hallo", "post", "team", "admin", "me",
    "the", "my",
];

/// Parts of the names of hosts.
pub(super) const HOSTS: &[&str] =
    &["www", "mail", "web", "co", "com", "org", "net", "ac", "gov", "edu", "the"];

/// Parts of the addresses of pages that many have.
pub(super) const PAGES: &[&str] = &[
    "www", "http", "https", "in", "pub", "profile", "profil", "people", "user", "users", "id", "en", "de",
    "fr", "es", "it", "index", "html", "htm", "php", "com", "org", "net", "about", "home", "site", "web",
    "the", "me", "my",
];

/// Sites where many have their pages, by the name that is registered.
pub(super) const SITES: &[&str] = &[
    "linkedin",
    "facebook",
    "fb",
    "instagram",
    "twitter",
    "x",
    "threads",
    "bsky",
    "mastodon",
    "tiktok",
    "pinterest",
    "snapchat",
    "reddit",
    "quora",
    "xing",
    "viadeo",
    "youtube",
    "youtu",
    "vimeo",
    "twitch",
    "spotify",
    "soundcloud",
    "bandcamp",
    "flickr",
    "behance",
    "dribbble",
    "github",
    "gitlab",
    "bitbucket",
    "codeberg",
    "sourceforge",
    "stackoverflow",
    "google",
    "goo",
    "bing",
    "yahoo",
    "apple",
    "microsoft",
    "amazon",
    "ebay",
    "etsy",
    "medium",
    "substack",
    "wordpress",
    "blogspot",
    "blogger",
    "tumblr",
    "wix",
    "wixsite",
    "weebly",
    "squarespace",
    "jimdo",
    "jimdosite",
    "about",
    "linktr",
    "carrd",
    "notion",
    "t",
    "wa",
    "telegram",
    "whatsapp",
    "signal",
    "discord",
    "skype",
    "zoom",
    "calendly",
    "meetup",
    "eventbrite",
    "patreon",
    "paypal",
    "kickstarter",
    "gofundme",
    "goodreads",
    "imdb",
    "wikipedia",
    "wikidata",
    "orcid",
    "researchgate",
    "academia",
    "scholar",
    "vk",
    "ok",
    "weibo",
    "wechat",
    "qq",
    "line",
    "naver",
    "kakao",
    "gravatar",
    "keybase",
    "kununu",
    "yelp",
    "tripadvisor",
];

/// What stands between a country and the name that is registered: `co.uk`.
pub(super) const TRADES: &[&str] =
    &["co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go", "me", "ltd", "plc", "gob", "gouv"];

/// Parts of the names of streets.
pub(super) const STREETS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "ln",
    "avenue",
    "av",
    "ave",
    "way",
    "square",
    "drive",
    "close",
    "court",
    "place",
    "strase",
    "str",
    "weg",
    "platz",
    "gase",
    "ale",
    "rue",
    "place",
    "boulevard",
    "via",
    "viale",
    "calle",
    "plaza",
    "rua",
    "straat",
    "laan",
    "the",
    "of",
    "and",
    "de",
    "la",
    "le",
    "du",
    "des",
    "der",
    "die",
    "das",
    "am",
    "an",
    "im",
    "in",
    "zum",
    "zur",
    "del",
    "no",
    "nr",
    "flat",
    "flor",
    "floor",
    "suite",
    "apt",
    "po",
    "box",
];

/// Endings of the names of streets.
pub(super) const WAYS: &[&str] =
    &["strase", "str", "gase", "weg", "platz", "straat", "laan", "gatan", "vej", "katu", "tie"];

/// Countries under another name.
pub(super) const PLACES: &[(&str, &str)] = &[
    ("uk", "unitedkingdom"),
    ("gb", "greatbritain"),
    ("usa", "unitedstates"),
    ("germany", "deutschland"),
    ("austria", "osterreich"),
    ("switzerland", "schweiz"),
];

/// What firms are called by law, and words between their names.
const FIRMS: &[&str] = &[
    "ltd",
    "limited",
    "gmbh",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "ag",
    "se",
    "ug",
    "ohg",
    "co",
    "company",
    "corp",
    "kg",
    "plc",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "oy",
    "as",
    "and",
    "und",
    "et",
    "y",
    "e",
    "the",
    "of",
    "for",
    "de",
    "der",
    "die",
    "das",
    "la",
    "le",
    "les",
    "el",
    "fur",
    "von",
    "du",
    "des",
    "del",
    "di",
    "in",
    "at",
    "ev",
    "mbh",
];

/// Whether a word of a firm's name is in many.
pub(super) fn of_firms(word: &str) -> bool {
    FIRMS.contains(&word)
}
