//! A made-up register in which a fifth of the cards are of people who have another: nine fields, each missing in 15 to
//! 30 of 100 cards; the second card has typing errors, names that changed places, short forms, moves.

use goodturn_core::hash::mix;

use crate::life::Dice;

/// One card: who it is of, and its fields; empty where missing.
pub struct Card {
    /// The same number is the same person.
    pub truth: u32,
    /// Given name, family name, birthday, e-mail address, phone number, street, town, postcode, organisation.
    pub fields: [String; FIELDS.len()],
}

/// The fields' names.
pub const FIELDS: [&str; 9] =
    ["given", "family", "birthday", "email", "phone", "street", "town", "postcode", "organisation"];

/// How many of 100 cards lack each field.
const MISSING: [u64; FIELDS.len()] = [15, 15, 25, 25, 30, 25, 20, 25, 30];

/// Given names with what they are called for short.
const GIVEN: &str = include_str!("../../../core/src/naming/nicknames.txt");

/// A word of this number, as a name might be.
fn word(n: u64, syllables: u32) -> String {
    let (mut n, mut text) = (mix(n + 77), String::new());
    for _ in 0..syllables {
        text.push_str(
            [
                "b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v",
                "w",
            ][(n % 19) as usize],
        );
        n /= 19;
        text.push_str(["a", "e", "i", "o", "u", "ai", "ei", "au"][(n % 8) as usize]);
        n /= 8;
    }
    text.push_str(["n", "r", "s", "l", "ck", "m", "t", "y", "ng", "d"][(n % 10) as usize]);
    text
}

/// Small numbers often: about as names are spread.
fn spread(dice: &mut Dice, most: u64) -> u64 {
    let share = dice.roll(1 << 32) as f64 / (1_u64 << 32) as f64;
    ((most as f64).powf(share) - 1.0) as u64 % most
}

/// A slip of the pen.
pub fn slip(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let at = dice.roll(letters.len() as u64 - 1) as usize;
    let other = if letters[at].is_ascii_digit() {
        char::from(b'0' + dice.roll(10) as u8)
    } else {
        char::from(b'a' + dice.roll(26) as u8)
    };
    match dice.roll(4) {
        0 => letters[at] = other,
        1 => letters.insert(at, other),
        2 => {
            letters.remove(at);
        }
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// So many cards, those of one person anywhere among them.
pub fn register(cards: usize) -> Vec<Card> {
    let names: Vec<Vec<&str>> =
        GIVEN.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect()).collect();
    let mut dice = Dice(2026);
    let people = cards * 4 / 5;
    let mut whole: Vec<(usize, [String; FIELDS.len()])> = Vec::with_capacity(people);
    let mut out = Vec::with_capacity(cards);
    for n in 0..people {
        let named = spread(&mut dice, names.len() as u64) as usize;
        let family = word(spread(&mut dice, 60_000), 2);
        let given = names[named][0].to_owned();
        let fields = [
            given.clone(),
            family.clone(),
            birthday(&mut dice),
            email(&given, &family, &mut dice),
            phone(&mut dice),
            street(&mut dice),
            String::new(),
            String::new(),
            format!(
                "{} {}",
                word(200_000 + spread(&mut dice, 30_000), 2),
                ["Ltd", "GmbH", "AB", "Group"][dice.roll(4) as usize]
            ),
        ];
        whole.push((named, with_place(fields, &mut dice)));
        out.push(Card { truth: n as u32, fields: lacking(&whole[n].1, &mut dice) });
    }
    while out.len() < cards {
        let n = dice.roll(people as u64) as usize;
        let (named, fields) = &whole[n];
        let changed = again(fields, &names[*named], &mut dice);
        out.push(Card { truth: n as u32, fields: lacking(&changed, &mut dice) });
    }
    for at in (1..out.len()).rev() {
        out.swap(at, dice.roll(at as u64 + 1) as usize);
    }
    out
}

/// The same person on another card.
fn again(fields: &[String; FIELDS.len()], names: &[&str], dice: &mut Dice) -> [String; FIELDS.len()] {
    let mut fields = fields.clone();
    if dice.roll(100) < 12 && names.len() > 1 {
        fields[0] = names[1 + dice.roll(names.len() as u64 - 1) as usize].to_owned();
    }
    if dice.roll(100) < 20 {
        fields[3] = email(&fields[0], &fields[1], dice);
    }
    if dice.roll(100) < 15 {
        fields[5] = street(dice);
        fields[4] = phone(dice);
        if dice.roll(2) == 0 {
            fields = with_place(fields, dice);
        }
    }
    if dice.roll(100) < 25 {
        fields[8] = format!("{} Ltd", word(200_000 + spread(dice, 30_000), 2));
    }
    for (at, chance) in [(0, 10), (1, 10), (2, 8), (3, 6), (4, 6), (5, 12), (6, 5), (7, 4), (8, 8)] {
        if dice.roll(100) < chance {
            fields[at] = slip(&fields[at], dice);
        }
    }
    if dice.roll(100) < 4 {
        fields.swap(0, 1);
    }
    fields
}

fn lacking(fields: &[String; FIELDS.len()], dice: &mut Dice) -> [String; FIELDS.len()] {
    let mut fields = fields.clone();
    for (field, chance) in fields.iter_mut().zip(MISSING) {
        if dice.roll(100) < chance {
            field.clear();
        }
    }
    fields
}

fn birthday(dice: &mut Dice) -> String {
    format!("{}-{:02}-{:02}", 1930 + dice.roll(75), 1 + dice.roll(12), 1 + dice.roll(28))
}

fn email(given: &str, family: &str, dice: &mut Dice) -> String {
    let host = match dice.roll(10) {
        0..=3 => "gmail.com".to_owned(),
        4..=5 => "yahoo.com".to_owned(),
        6 => "hotmail.com".to_owned(),
        _ => format!("{}.example", word(400_000 + spread(dice, 20_000), 2)),
    };
    let initial = given.get(..1).unwrap_or("x");
    match dice.roll(4) {
        0 => format!("{given}.{family}@{host}"),
        1 => format!("{initial}{family}{}@{host}", dice.roll(100)),
        2 => format!("{given}{}@{host}", dice.roll(10_000)),
        _ => format!("{family}.{given}{}@{host}", dice.roll(100)),
    }
}

fn phone(dice: &mut Dice) -> String {
    format!("+4420{:08}", 70_000_000 + dice.roll(29_999_999))
}

fn street(dice: &mut Dice) -> String {
    let kind = ["Street", "Road", "Lane", "Avenue"][dice.roll(4) as usize];
    format!("{} {} {kind}", 1 + dice.roll(200), word(600_000 + spread(dice, 20_000), 2))
}

fn with_place(mut fields: [String; FIELDS.len()], dice: &mut Dice) -> [String; FIELDS.len()] {
    let town = spread(dice, 3_000);
    fields[6] = word(800_000 + town, 2);
    fields[7] = format!("{:05}", town * 30 + dice.roll(30));
    fields
}
