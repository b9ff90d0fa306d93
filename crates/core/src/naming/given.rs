//! Whether two given names are one name, written or shortened in two ways, or two names.
//!
//! Two names that differ by a letter are mostly two people's: Paul and Paula, Takashi and Takeshi. Only where one of
//! the two is a name that people bear and the other is a slip of it that nobody bears, are they one. Short forms are
//! listed.

use super::nicknames::Nicknames;
use super::similar::one_slip;
use super::sounds::spelled;

/// Given names that people bear, in Latin letters without marks, in order, one a line.
const BORNE: &str = include_str!("given.txt");

/// Names that the list of short forms gives as if one stood for the other, and that are two people's.
const TWO_NAMES: &[(&str, &str)] = &[
    ("aaron", "erin"),
    ("adelbert", "albert"),
    ("adeline", "aline"),
    ("alan", "allen"),
    ("albert", "elbert"),
    ("alberta", "bert"),
    ("alexander", "alexandria"),
    ("alfreda", "frieda"),
    ("allan", "allen"),
    ("amelia", "emily"),
    ("amos", "moses"),
    ("ana", "anna"),
    ("andrea", "andrew"),
    ("aneta", "anna"),
    ("angel", "angela"),
    ("anja", "anna"),
    ("ann", "anna"),
    ("ann", "anne"),
    ("ann", "nancy"),
    ("anna", "anne"),
    ("anna", "annika"),
    ("anna", "anya"),
    ("anna", "bryanna"),
    ("anna", "hannah"),
    ("aron", "erin"),
    ("barrett", "garrett"),
    ("bert", "bertha"),
    ("brady", "brody"),
    ("brandy", "brenda"),
    ("brian", "bryant"),
    ("cara", "kara"),
    ("carol", "caroline"),
    ("carrie", "cassie"),
    ("casper", "jasper"),
    ("cecilia", "celia"),
    ("cecilia", "sheila"),
    ("claire", "clara"),
    ("clara", "clare"),
    ("clara", "clarissa"),
    ("claud", "claudia"),
    ("clement", "clementine"),
    ("demaris", "mary"),
    ("derrick", "eric"),
    ("dora", "doris"),
    ("dorinda", "dorothea"),
    ("earnest", "ernestine"),
    ("edwin", "edwina"),
    ("eileen", "helen"),
    ("eileen", "helena"),
    ("elaine", "eleanor"),
    ("elaine", "helen"),
    ("elaine", "helena"),
    ("eleanor", "ellen"),
    ("eleanor", "helena"),
    ("elena", "helen"),
    ("ella", "ellen"),
    ("ella", "helen"),
    ("ellen", "helen"),
    ("ellen", "helena"),
    ("ellen", "helene"),
    ("eloise", "louise"),
    ("elouise", "louise"),
    ("emeline", "emily"),
    ("emeline", "emma"),
    ("emil", "emily"),
    ("emily", "emma"),
    ("ernest", "ernestine"),
    ("erwin", "irwin"),
    ("esther", "hester"),
    ("eva", "eve"),
    ("evan", "evangeline"),
    ("evelina", "evelyn"),
    ("felicia", "felix"),
    ("flora", "florence"),
    ("floyd", "lloyd"),
    ("freda", "frieda"),
    ("frederica", "frederick"),
    ("gavriil", "gavrila"),
    ("genevieve", "jean"),
    ("george", "georgine"),
    ("georgia", "georgiana"),
    ("gilbert", "wilber"),
    ("hannah", "joanna"),
    ("ian", "john"),
    ("irvin", "irving"),
    ("ivan", "john"),
    ("jack", "jacqueline"),
    ("jane", "janet"),
    ("jane", "jean"),
    ("jane", "jeanne"),
    ("janet", "jeanette"),
    ("jean", "jeanette"),
    ("joan", "joanna"),
    ("johann", "john"),
    ("judah", "jude"),
    ("jude", "judith"),
    ("jules", "julia"),
    ("jules", "julie"),
    ("julia", "julie"),
    ("june", "junior"),
    ("justin", "justina"),
    ("justin", "juston"),
    ("justin", "justus"),
    ("laurel", "laurie"),
    ("laurinda", "lawrence"),
    ("laverne", "vernon"),
    ("leo", "leon"),
    ("lois", "louisa"),
    ("lois", "louise"),
    ("louis", "louise"),
    ("luca", "luka"),
    ("lucia", "lucius"),
    ("lucia", "lucy"),
    ("lyndon", "lynn"),
    ("marc", "marcus"),
    ("marcia", "marsha"),
    ("mari", "maria"),
    ("maria", "mariah"),
    ("maria", "marie"),
    ("marian", "marianna"),
    ("marian", "marion"),
    ("marie", "mary"),
    ("matthew", "mattie"),
    ("michael", "michel"),
    ("michael", "miguel"),
    ("nels", "nelson"),
    ("orlando", "roland"),
    ("oswald", "waldo"),
    ("reginald", "reynold"),
    ("robert", "rupert"),
    ("rosa", "rose"),
    ("sheldon", "shelly"),
    ("sheri", "sheryl"),
    ("sherri", "sheryl"),
    ("sherry", "sheryl"),
    ("sofia", "sonia"),
    ("sophia", "sophie"),
    ("theresa", "thursa"),
    ("valeri", "valerie"),
    ("william", "wilma"),
];

/// How two given names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same name, in another spelling or script or as a short form.
    Same,
    /// One is an initial of the other.
    Initial,
    /// One is a slip of the other that nobody bears.
    Slip,
    /// Written in scripts that cannot be laid beside each other.
    Unclear,
    /// Two names.
    Two,
}

/// Whether people bear this given name, as far as is known. It is written as [`super::latin::latin`] writes.
pub fn is_borne(name: &str) -> bool {
    let (mut from, mut to) = (0, BORNE.len());
    while from < to {
        let middle = (from + to) / 2;
        let begin = BORNE.as_bytes()[from..middle]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(from, |at| from + at + 1);
        let end = BORNE.as_bytes()[begin..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(BORNE.len(), |at| begin + at);
        match BORNE.as_bytes()[begin..end].cmp(name.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = (end + 1).min(to),
            std::cmp::Ordering::Greater => to = begin,
        }
    }
    false
}

/// A slip is made in a name of so many letters at least; of shorter ones every letter tells two names apart.
const LONG: usize = 6;
/// Another letter in the place of one makes another name more often than a letter too many, too few or at the wrong place
/// does (Kazuko and Kazuto, of which lists have but one): it is a slip in a name of so many letters.
const LONG_OTHERWISE: usize = 9;

/// How two words of given names stand to each other, each as [`super::latin::latin`] writes it.
pub fn alike(a: &str, b: &str) -> Alike {
    if a == b {
        return Alike::Same;
    }
    match (script(a), script(b)) {
        (Some(one), Some(other)) if one == other => {}
        (Some(_), Some(_)) => return Alike::Unclear,
        _ => return Alike::Two,
    }
    if !a.is_ascii() || !b.is_ascii() {
        return Alike::Two;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() == 1 {
        return if long.starts_with(short) { Alike::Initial } else { Alike::Two };
    }
    if is_short_form(a, b) {
        return Alike::Same;
    }
    if is_one_spelling(a, b) {
        return Alike::Same;
    }
    let borne = [a, b].map(is_borne);
    let inside = a.as_bytes().first() == b.as_bytes().first() && a.as_bytes().last() == b.as_bytes().last();
    let letters = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    let is_other_letter = a.len() == b.len() && letters(a) != letters(b);
    let least = if is_other_letter { LONG_OTHERWISE } else { LONG };
    let is_slip = short.len() >= least && inside && one_slip(a.as_bytes(), b.as_bytes());
    if is_slip && borne[0] != borne[1] { Alike::Slip } else { Alike::Two }
}

/// What a word is written in, as far as words of one can be compared.
fn script(word: &str) -> Option<u8> {
    let of = |c: char| match c {
        _ if c.is_ascii() => 0,
        '\u{3041}'..='\u{30ff}' => 2,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' => 3,
        '\u{ac00}'..='\u{d7a3}' => 4,
        // Blocks of 128, which nearly is a script each.
        c => 16 + (c as u32 / 128 % 200) as u8,
    };
    word.chars().next().map(of)
}

fn is_short_form(a: &str, b: &str) -> bool {
    let (one, other) = if a <= b { (a, b) } else { (b, a) };
    Nicknames::known().is_short_form(a, b) && TWO_NAMES.binary_search(&(one, other)).is_err()
}

/// Whether two spellings are of one name: `Stephen` and `Stefen`, `Juergen` and `Jurgen`, `Yuri` and `Jurij`.
fn is_one_spelling(a: &str, b: &str) -> bool {
    let (mut one, mut other) = (Vec::new(), Vec::new());
    spelled(a.as_bytes(), &mut one);
    spelled(b.as_bytes(), &mut other);
    if one != other {
        return false;
    }
    let both = is_borne(a) && is_borne(b);
    let first = |word: &str| word.as_bytes().first().copied().unwrap_or(0);
    let firsts = {
        let (x, y) = (first(a), first(b));
        (x.min(y), x.max(y))
    };
    // André and Andrée: the feminine of French.
    let is_feminine = |long: &str, short: &str| long.strip_suffix('e') == Some(short) && short.ends_with('e');
    if is_feminine(a, b) || is_feminine(b, a) {
        return false;
    }
    // Jan and Ian, Sara and Zara; Michal and Michael, where no vowel is a modified one.
    let is_two = matches!(firsts, (b'i', b'j') | (b's', b'z'))
        || a.ends_with("el") != b.ends_with("el")
        // Ana and Anna, Cara and Kara: the shortest names are told apart by a letter.
        || a.len().min(b.len()) < 4
        || (a.len() == b.len() && a.len() < 5)
        // Joan and Joann, Jane and Janne: of short names a letter that is doubled at the end tells.
        || (a.len().min(b.len()) < LONG - 1 && a.len() != b.len() && ends_otherwise(a, b));
    !(both && is_two)
}

/// Whether only the end of one is doubled, or has a double letter that the other has once.
fn ends_otherwise(a: &str, b: &str) -> bool {
    let tail = |word: &str| {
        word.len() > 2 && {
            let bytes = word.as_bytes();
            (bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !bytes.ends_with(b"ii"))
                || (bytes.ends_with(b"e")
                    && bytes.len() > 3
                    && bytes[bytes.len() - 2] == bytes[bytes.len() - 3])
        }
    };
    tail(a) != tail(b)
}

#[cfg(test)]
mod tests {
    use super::super::latin::latin;
    use super::*;

    fn two(pairs: &str) -> Vec<(String, String)> {
        let pairs = pairs.split(", ").filter_map(|pair| pair.split_once('/'));
        pairs.map(|(a, b)| (latin(a), latin(b))).collect()
    }

    #[test]
    fn two_names_that_people_bear_are_two_people() {
        let pairs = "Paul/Paula, Anna/Anne, Anna/Hanna, John/Joan, Jan/Jane, Ben/Bent, Maria/Mario, \
            Christian/Christina, Eric/Erica, Jean/Jeanne, Daniel/Danielle, Andrea/Andreas, Simon/Simone, \
            Takashi/Takeshi, Haruka/Haruki, Rajesh/Ramesh, Kavita/Savita, Karin/Karen, Kristin/Kirsten, \
            Olga/Helga, Ivan/Ivana, Florin/Florian, Jan/Ian, Sara/Zara, Michal/Michael, Jane/Janne, Joan/Joann, \
            Emil/Emily, Julia/Julie, Edwin/Edwina, Александр/Александра, Иван/Иванка, 민수/민주, 太郎/次郎, \
            אורי/אורית, أمين/أمينة, अंकित/अंकिता, Νίκος/Νίκη, Pavel/Pavla, Miroslav/Jaroslav, Oluwaseun/Oluwasegun, \
            Kazuko/Kazuto, Kiran/Karan, Mari/Mary, Marie/Maria, Marie/Mary, Anja/Anna, Валерий/Valerie, \
            Bert/Bertha, Jules/Julie, Sonia/Sofia, Brady/Brody";
        for (a, b) in two(pairs) {
            assert_eq!(alike(&a, &b), Alike::Two, "{a} {b}");
            assert_eq!(alike(&b, &a), Alike::Two, "{b} {a}");
        }
    }

    #[test]
    fn short_forms_spellings_and_slips_are_one_name() {
        let pairs = "Bill/William, Peggy/Margaret, Kate/Katherine, Stephen/Stefen, Jürgen/Juergen, Юрий/Yuri, \
            Дмитрий/Dmitri, Zoë/Zoe, Sasha/Alexander, Pepe/José, Kasia/Katarzyna, Uli/Ulrich, Sophie/Sofie";
        for (a, b) in two(pairs) {
            assert_eq!(alike(&a, &b), Alike::Same, "{a} {b}");
        }
        for (a, b) in
            two("Katharina/Kathairna, Margaret/Margarret, Bartholomew/Barthlomew, Elizabeth/Elizabteh")
        {
            assert!(matches!(alike(&a, &b), Alike::Slip | Alike::Same), "{a} {b}");
        }
        assert_eq!(alike("a", "anna"), Alike::Initial);
        assert_eq!(alike(&latin("太郎"), "taro"), Alike::Unclear);
    }

    #[test]
    fn the_lists_are_in_order_to_be_found() {
        let all: Vec<&str> = BORNE.lines().collect();
        assert!(all.windows(2).all(|two| two[0] < two[1]));
        assert!(all.len() > 20_000);
        for name in ["aaron", "zoe", "paula", "takeshi", "katarzyna", all[0], all[all.len() - 1], all[777]] {
            assert!(is_borne(name), "{name}");
        }
        for name in ["", "zzz", "anastsia", "lovelacee", "\n"] {
            assert!(!is_borne(name), "{name:?}");
        }
        assert!(TWO_NAMES.windows(2).all(|two| two[0] < two[1]) && TWO_NAMES.iter().all(|(a, b)| a < b));
    }
}
