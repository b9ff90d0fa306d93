//! Words that are in many names, firms and addresses and give nobody away. All are in the one spelling of `plain`.

/// What stands before a name.
pub(super) const TITLES: &[&str] =
    &["dr", "prof", "profesor", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "mlle", "dipl"];

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
    "www",
    "http",
    "https",
    "in",
    "pub",
    "profile",
    "profil",
    "people",
    "user",
    "users",
    "id",
    "en",
    "de",
    "fr",
    "es",
    "it",
    "index",
    "html",
    "htm",
    "php",
    "com",
    "org",
    "net",
    "linkedin",
    "facebook",
    "instagram",
    "twitter",
    "github",
    "xing",
    "youtube",
    "mastodon",
    "about",
    "home",
    "site",
    "web",
    "the",
    "me",
    "my",
];

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
