//! The six years of the sample network, line by line. Days are counted back from the day on which it is brought; nobody's
//! name is the member.

use goodturn_core::business::Stage;
use goodturn_core::entry::Kind;
use goodturn_core::gains::Part;
use goodturn_core::introduction::State as Stands;
use goodturn_core::ledger::{Gave, TurnKind, Weight};
use goodturn_core::referral::State;
use goodturn_core::state::{Ask, FollowUp, Promise};

/// Days ago, whom, which way, kind, weight, for the person rather than the business, what.
pub(super) type Turn = (i64, &'static str, Gave, TurnKind, Weight, bool, &'static str);

pub(super) const TURNS: [Turn; 44] = [
    (
        2100,
        "Amara",
        Gave::Received,
        TurnKind::Mentor,
        Weight::Large,
        false,
        "took me on as her first apprentice",
    ),
    (
        1980,
        "Amara",
        Gave::Received,
        TurnKind::Introduction,
        Weight::Medium,
        false,
        "brought me together with Gustav",
    ),
    (
        1900,
        "Gustav",
        Gave::Received,
        TurnKind::LoanBroker,
        Weight::Large,
        false,
        "found the credit for the office",
    ),
    (
        1730,
        "Bence",
        Gave::Given,
        TurnKind::RevenueEnhancer,
        Weight::Large,
        false,
        "sent him the order for the harbour hall",
    ),
    (1600, "Maeve", Gave::Given, TurnKind::Gift, Weight::Small, true, "a first edition for her shelf"),
    (1500, "Maeve", Gave::Received, TurnKind::Hospitality, Weight::Medium, true, "a week in her cottage"),
    (1410, "Eilidh", Gave::Received, TurnKind::Referral, Weight::Large, false, "sent me the Lindqvist case"),
    (1300, "Carla", Gave::Given, TurnKind::Advocate, Weight::Medium, false, "spoke for her at the museum"),
    (1210, "Carla", Gave::Received, TurnKind::Publicist, Weight::Medium, false, "drew the leaflet"),
    (1100, "Nikhil", Gave::Given, TurnKind::TalentScout, Weight::Medium, false, "found him two students"),
    (1040, "Nikhil", Gave::Received, TurnKind::Information, Weight::Small, false, "told me of the tender"),
    (960, "Rosa", Gave::Given, TurnKind::FamilyAdviser, Weight::Medium, true, "found a carer for her father"),
    (930, "Rosa", Gave::Received, TurnKind::Time, Weight::Medium, true, "looked at my knee on a Sunday"),
    (
        870,
        "Farid",
        Gave::Given,
        TurnKind::PurchasingAgent,
        Weight::Medium,
        false,
        "found him cold rooms at half the price",
    ),
    (820, "Ines", Gave::Received, TurnKind::LoanBroker, Weight::Medium, false, "a bridge for the spring"),
    (
        770,
        "Ines",
        Gave::Given,
        TurnKind::RevenueEnhancer,
        Weight::Medium,
        false,
        "brought her the marina's account",
    ),
    (
        700,
        "Adele",
        Gave::Received,
        TurnKind::Publicist,
        Weight::Large,
        false,
        "the piece in the Saturday paper",
    ),
    (650, "Adele", Gave::Given, TurnKind::Information, Weight::Small, false, "a list of editors in Lisbon"),
    (610, "Quinn", Gave::Given, TurnKind::Time, Weight::Medium, false, "held the door at the summer meeting"),
    (
        560,
        "Quinn",
        Gave::Received,
        TurnKind::Introduction,
        Weight::Medium,
        false,
        "brought me together with the mayor's office",
    ),
    (520, "Lars", Gave::Received, TurnKind::Publicist, Weight::Medium, false, "printed my letter"),
    (480, "Lars", Gave::Given, TurnKind::TalentScout, Weight::Medium, false, "sent him a photographer"),
    (430, "Wanda", Gave::Given, TurnKind::Advocate, Weight::Small, false, "recommended her to the chapter"),
    (400, "Wanda", Gave::Received, TurnKind::Mentor, Weight::Medium, false, "an afternoon on the new rules"),
    (360, "Esra", Gave::Given, TurnKind::Mentor, Weight::Medium, false, "three evenings on contracts"),
    (330, "Esra", Gave::Received, TurnKind::Time, Weight::Medium, false, "mended the website"),
    (
        300,
        "Bence",
        Gave::Received,
        TurnKind::PurchasingAgent,
        Weight::Medium,
        false,
        "timber at cost for the shed",
    ),
    (
        270,
        "Samuel",
        Gave::Given,
        TurnKind::Information,
        Weight::Small,
        false,
        "told him of the new customs form",
    ),
    (
        240,
        "Samuel",
        Gave::Given,
        TurnKind::Introduction,
        Weight::Medium,
        false,
        "brought him together with Hana",
    ),
    (210, "Chiara", Gave::Received, TurnKind::Hospitality, Weight::Small, true, "supper with her family"),
    (180, "Chiara", Gave::Given, TurnKind::RevenueEnhancer, Weight::Large, false, "the school's new wing"),
    (150, "Declan", Gave::Received, TurnKind::Information, Weight::Small, false, "warned me of the clause"),
    (120, "Yara", Gave::Given, TurnKind::Time, Weight::Medium, true, "read to her class"),
    (100, "Kalea", Gave::Given, TurnKind::Gift, Weight::Small, true, "seedlings for the reef day"),
    (80, "Amara", Gave::Given, TurnKind::Time, Weight::Medium, false, "sat with her over the books"),
    (70, "Eilidh", Gave::Given, TurnKind::Gift, Weight::Small, true, "honey from Fiona's bees"),
    (60, "Pierre", Gave::Received, TurnKind::Time, Weight::Medium, false, "put up the shelves"),
    (
        52,
        "Wanda",
        Gave::Received,
        TurnKind::Information,
        Weight::Large,
        false,
        "found the mistake before the audit did",
    ),
    (45, "Hana", Gave::Given, TurnKind::Information, Weight::Small, false, "a buyer's name in Bern"),
    (33, "Maeve", Gave::Given, TurnKind::Publicist, Weight::Medium, false, "a reading in her shop"),
    (25, "Jonas", Gave::Received, TurnKind::Time, Weight::Small, false, "looked at the gutter"),
    (19, "Ines", Gave::Received, TurnKind::Advocate, Weight::Medium, false, "spoke for me at the bank"),
    (12, "Carla", Gave::Given, TurnKind::Hospitality, Weight::Small, true, "lunch on the terrace"),
    (
        6,
        "Quinn",
        Gave::Given,
        TurnKind::RevenueEnhancer,
        Weight::Medium,
        false,
        "the chapter's spring meeting",
    ),
];

/// Who knows whom, how well, since when, and how I know.
pub(super) const TIES: [(&str, &str, u32, i64, &str); 26] = [
    ("Amara", "Gustav", 55, 2900, "on the same board"),
    ("Amara", "Kwame", 45, 700, "she told me"),
    ("Eilidh", "Lucía", 60, 1500, "sisters-in-law"),
    ("Eilidh", "Declan", 50, 2100, "same building"),
    ("Quinn", "Uwe", 65, 1200, "he builds her stands"),
    ("Quinn", "Helga", 40, 900, "the spring concert"),
    ("Lars", "Marek", 50, 800, "he wrote about the organ"),
    ("Adele", "Lucía", 35, 600, "worked on a film together"),
    ("Maeve", "Anselm", 55, 3000, "he finds her old books"),
    ("Hana", "Samuel", 60, 1800, "he ships her tea"),
    ("Hana", "Emeka", 30, 500, "Harbour evening"),
    ("Ines", "Gustav", 70, 3500, "colleagues for ten years"),
    ("Ines", "Wanda", 55, 2400, "share clients"),
    ("Bence", "Pierre", 60, 2000, "timber for his shop"),
    ("Bence", "Cosmin", 45, 1100, "built a house together"),
    ("Carla", "Tiago", 50, 1400, "she drew his labels"),
    ("Carla", "Rafael", 45, 1000, "the tiled bar in Porto"),
    ("Chiara", "Jonas", 65, 1600, "three roofs together"),
    ("Chiara", "Cosmin", 40, 700, "the library wall"),
    ("Violeta", "Vera", 75, 2600, "same wine fairs"),
    ("Zoltan", "Zita", 80, 5000, "taught her to bake"),
    ("Zita", "Yusuf", 50, 800, "share an oven at the market"),
    ("Otis", "Isak", 60, 2200, "prints his maps"),
    ("Birgit", "Ivo", 55, 1900, "sailed together"),
    ("June", "Sanna", 65, 1300, "same kiln"),
    ("Giorgos", "Farid", 70, 2800, "sells him oil"),
];

/// Days ago, who gave, to whom, what; as I saw it.
pub(super) const BETWEEN: [(i64, &str, &str, &str); 14] = [
    (900, "Bence", "Umar", "lent him a lorry"),
    (860, "Farid", "Umar", "a month's credit"),
    (790, "Wanda", "Umar", "did his accounts"),
    (740, "Nikhil", "Umar", "a list of buyers"),
    (690, "Quinn", "Umar", "a stand at the fair"),
    (640, "Lars", "Umar", "a page in the paper"),
    (560, "Jonas", "Umar", "a roof over the yard"),
    (470, "Chiara", "Umar", "plans for the showroom"),
    (420, "Hana", "Esra", "a desk in her office"),
    (300, "Eilidh", "Carla", "looked over her contract"),
    (220, "Hana", "Samuel", "took his tea to Rotterdam"),
    (160, "Amara", "Esra", "made her head of the workshop"),
    (90, "Nikhil", "Wanda", "a tool for her tables"),
    (30, "Esra", "Yara", "computers for the school"),
];

/// Days ago it was made, days from today it is due, with whom, whether it is theirs, how it stands, what.
pub(super) type Owed = (i64, Option<i64>, &'static str, bool, Promise, &'static str);

pub(super) const PROMISES: [Owed; 9] = [
    (9, Some(1), "Carla", false, Promise::Mine, "send the list of galleries"),
    (20, Some(-3), "Eilidh", false, Promise::Mine, "read her draft"),
    (12, Some(6), "Bence", true, Promise::Theirs, "a price for the jetty"),
    (5, None, "Nikhil", true, Promise::Theirs, "the figures of the spring"),
    (200, None, "Rosa", false, Promise::Kept, "ask about the carer"),
    (45, None, "Quinn", false, Promise::Kept, "hold the summer meeting's door"),
    (95, None, "Ines", true, Promise::Kept, "speak at the bank"),
    (70, None, "Umar", true, Promise::Broken, "bring the lorry back"),
    (40, None, "Farid", false, Promise::Released, "find a second cold room"),
];

/// Days ago, of whom, how it stands, what.
pub(super) const ASKS: [(i64, &str, Ask, &str); 8] = [
    (21, "Lars", Ask::Open, "a word about the harbour story"),
    (4, "Ines", Ask::Open, "a name at the land office"),
    (96, "Ines", Ask::Granted, "a word at the bank"),
    (61, "Pierre", Ask::Granted, "a day for the shelves"),
    (150, "Declan", Ask::Declined, "a lower premium"),
    (380, "Umar", Ask::Unanswered, "a lift to Bern"),
    (290, "Umar", Ask::Unanswered, "the address of his printer"),
    (110, "Umar", Ask::Declined, "a hand with the move"),
];

/// Days ago, days from today until which, whose, need or offer, what.
pub(super) const WISHES: [(i64, Option<i64>, &str, Kind, &str); 22] = [
    (6, None, "Samuel", Kind::Need, "a tax adviser who knows customs"),
    (3, Some(60), "Lucía", Kind::Need, "a harbour to film at dawn"),
    (10, None, "Tove", Kind::Need, "a buyer of glass for a museum shop"),
    (15, None, "Marek", Kind::Need, "old oak for an organ"),
    (20, None, "Kwame", Kind::Need, "a roaster who buys cocoa"),
    (30, None, "Yara", Kind::Need, "computers and desks for a school"),
    (8, None, "Zoltan", Kind::Need, "an apprentice who gets up early"),
    (45, None, "June", Kind::Need, "a stand at the spring fair"),
    (12, None, "Amara", Kind::Need, "a carer for two mornings"),
    (2, None, "", Kind::Need, "a speaker on wood for the chapter"),
    (40, None, "Wanda", Kind::Offer, "tax and customs advice for small firms"),
    (70, None, "Ivo", Kind::Offer, "a harbour berth, at dawn too"),
    (25, None, "Noor", Kind::Offer, "the museum shop buys glass"),
    (50, None, "Bence", Kind::Offer, "old oak from a church"),
    (35, None, "Hana", Kind::Offer, "roasters and buyers in Rotterdam"),
    (60, None, "Esra", Kind::Offer, "used computers, mended"),
    (18, Some(90), "Quinn", Kind::Offer, "stands at the spring fair"),
    (22, None, "Pierre", Kind::Offer, "talks about wood for a chapter or a school"),
    (90, None, "Rosa", Kind::Offer, "carers whom she knows"),
    (120, None, "", Kind::Offer, "an hour on contracts"),
    (14, None, "", Kind::Offer, "introductions at the mayor's office"),
    (33, None, "Declan", Kind::Offer, "insurance for fairs"),
];

/// Days ago it was drafted, of whom, with whom, how it stands, why.
pub(super) const INTRODUCTIONS: [(i64, &str, &str, Stands, &str); 6] = [
    (9, "Marek", "Bence", Stands::AskedFirst, "one has the oak that the other looks for"),
    (13, "Kwame", "Hana", Stands::BothYes, "cocoa and those who buy it"),
    (62, "Tove", "Chiara", Stands::Thanked, "both love light"),
    (241, "Samuel", "Hana", Stands::WentWell, "tea and lorries"),
    (500, "Esra", "Amara", Stands::WentWell, "a workshop needs somebody like her"),
    (130, "Dmitri", "Hiro", Stands::Declined, "both build robots"),
];

/// Days ago, who passed it on, to whom, about whom, how far it came, what it was worth to me, what.
pub(super) type Passed = (i64, &'static str, &'static str, &'static str, State, &'static str, &'static str);

pub(super) const REFERRALS: [Passed; 9] = [
    (1409, "Eilidh", "", "Greta", State::Closed, "4200 EUR", "the lease of the loft"),
    (640, "Adele", "", "Lars", State::Closed, "1800 EUR", "a contract for the paper"),
    (420, "Greta", "", "Ivo", State::Closed, "2600 EUR", "the marina's rules"),
    (80, "Eilidh", "", "Violeta", State::Met, "", "labels in three languages"),
    (3, "Quinn", "", "June", State::Given, "", "a stall's agreement"),
    (200, "", "Wanda", "Samuel", State::Closed, "", "his accounts"),
    (50, "", "Chiara", "Yara", State::Contacted, "", "the school's new wing"),
    (35, "", "Declan", "Quinn", State::Given, "", "insurance for the fair"),
    (160, "Nikhil", "Wanda", "Farid", State::Closed, "", "a cold chain's audit"),
];

/// Days ago, with whom, through whom, stage, what it is worth, what comes next and in how many days, what.
pub(super) type Deal =
    (i64, &'static str, &'static str, Stage, &'static str, &'static str, i64, &'static str);

pub(super) const DEALS: [Deal; 7] = [
    (1400, "Greta", "Eilidh", Stage::Won, "4200 EUR", "", 1380, "the lease of the loft"),
    (400, "Ivo", "Greta", Stage::Won, "2600 EUR", "", 380, "the marina's rules"),
    (600, "Bence", "", Stage::Won, "5200 EUR", "", 560, "a partnership"),
    (21, "Samuel", "", Stage::Offer, "7500 EUR", "call him about the offer", 1, "a contract for the depot"),
    (14, "Bram", "Quinn", Stage::Talking, "1200 EUR", "send two dates", 4, "growers' statutes"),
    (7, "Umar", "", Stage::Lead, "900 EUR", "see what he wants", 9, "a showroom lease"),
    (
        70,
        "Violeta",
        "Eilidh",
        Stage::Lead,
        "1500 EUR",
        "ask about the harvest",
        20,
        "labels in three languages",
    ),
];

/// Days ago, who spoke, of whom, to whom, what.
pub(super) const WORDS: [(i64, &str, &str, &str, &str); 9] = [
    (3, "Adele", "", "Lars", "that contracts read like letters"),
    (75, "Eilidh", "", "Violeta", "three languages and no fuss"),
    (400, "Adele", "", "Quinn", "the talk at the fair"),
    (16, "", "Pierre", "Chiara", "shelves that stand"),
    (40, "", "Wanda", "Samuel", "finds what others miss"),
    (70, "", "Esra", "Yara", "mends what others throw away"),
    (110, "", "Maeve", "Lars", "the best shelf in town"),
    (20, "", "", "Kwame", "what I do"),
    (200, "Amara", "Esra", "Nikhil", "her hands"),
];

/// Whose, the line, whom to send, the proof, what not to say.
pub(super) const CARDS: [(&str, &str, &str, &str, &str); 4] = [
    (
        "",
        "writes contracts that people read",
        "owners who open a second shop",
        "the harbour hall",
        "that I know everybody",
    ),
    (
        "Esra",
        "mends machines and teaches it",
        "schools and workshops",
        "my website",
        "where she worked before",
    ),
    ("Wanda", "finds the mistake before the audit does", "firms under fifty people", "our books", ""),
    ("Pierre", "builds shelves that stand", "people with many books", "mine, since spring", ""),
];

/// Days ago, of whom, part, what.
pub(super) const LEARNT: [(i64, &str, Part, &str); 14] = [
    (9, "Amara", Part::Goals, "wants to hand the workshop over in three years"),
    (200, "Amara", Part::Interests, "grows chillies on the roof"),
    (420, "Amara", Part::Networks, "knows everybody at the chamber"),
    (3, "Carla", Part::Accomplishments, "the museum's new signs are hers"),
    (100, "Carla", Part::Skills, "letters, by hand"),
    (8, "Eilidh", Part::Interests, "sings alto"),
    (31, "Bence", Part::Goals, "a second saw mill"),
    (60, "Greta", Part::Accomplishments, "sailed to the Azores alone"),
    (12, "Farid", Part::Networks, "six brothers, all in food"),
    (19, "Nikhil", Part::Skills, "sees a trend in a column"),
    (2, "Maeve", Part::Interests, "Portuguese poets"),
    (35, "Rosa", Part::Goals, "a day a week for her garden"),
    (5, "Ines", Part::Accomplishments, "the first woman on that floor"),
    (4, "Esra", Part::Goals, "a workshop with her name on it"),
];

/// Days ago, of whom, the part of the question, its place among those of that part.
pub(super) const QUESTIONS: [(i64, &str, Part, usize); 7] = [
    (9, "Amara", Part::Goals, 4),
    (3, "Carla", Part::Accomplishments, 2),
    (8, "Eilidh", Part::Interests, 0),
    (31, "Bence", Part::Goals, 0),
    (19, "Nikhil", Part::Skills, 0),
    (5, "Ines", Part::Accomplishments, 0),
    (4, "Esra", Part::Goals, 10),
];

/// Days ago, with whom, how much was about me.
pub(super) const SHARES: [(i64, &str, u32); 5] =
    [(9, "Amara", 30), (3, "Carla", 40), (8, "Eilidh", 50), (19, "Nikhil", 20), (4, "Esra", 30)];

/// Whose, the wish, in their words.
pub(super) const BOUNDARIES: [(&str, &str, &str); 6] = [
    ("Greta", "no-pitch", "not on the water, please"),
    ("Hiro", "channel:phone", ""),
    ("Olga", "at-most-every:60", "I answer, but slowly"),
    ("Dmitri", "ask-first", ""),
    ("June", "hours:14-20", "the kiln has the mornings"),
    ("Fiona", "no-sharing", ""),
];

pub(super) const STANCES: [(&str, &str); 6] = [
    ("", "give-and-take"),
    ("Olga", "slimy"),
    ("Samuel", "sales"),
    ("Kalea", "service"),
    ("Quinn", "room"),
    ("Adele", "marketing"),
];

pub(super) const MEMBERS: [&str; 8] =
    ["Wanda", "Quinn", "Declan", "Chiara", "Bence", "Esra", "Yara", "Samuel"];
pub(super) const GROUP: &str = "Harbour Chapter";

/// Days ago, its name, where, who was met there, what was said, whether it was followed up.
pub(super) type Met = (&'static str, &'static str, FollowUp);
pub(super) const EVENTS: [(i64, &str, &str, &[Met]); 3] = [
    (
        1,
        "Chapter breakfast",
        "Harbour Hall",
        &[
            ("Kwame", "looks for roasters", FollowUp::Open),
            ("Sanna", "moves her studio in May", FollowUp::Open),
            ("Tiago", "", FollowUp::Open),
        ],
    ),
    (
        200,
        "Autumn fair",
        "Town hall",
        &[
            ("Lucía", "films ships", FollowUp::Done),
            ("Marek", "builds an organ", FollowUp::Done),
            ("Uwe", "sells stands", FollowUp::Dropped),
            ("Vera", "has a vineyard", FollowUp::Dropped),
            ("Wim", "", FollowUp::Dropped),
        ],
    ),
    (
        480,
        "Summer meeting",
        "Boat house",
        &[
            ("Noor", "the museum shop", FollowUp::Done),
            ("Xenia", "paints doors", FollowUp::Dropped),
            ("Yusuf", "", FollowUp::Dropped),
            ("Zita", "bakes for fairs", FollowUp::Done),
        ],
    ),
];
