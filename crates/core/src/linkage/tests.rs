use std::collections::HashSet;

use super::clusters::clusters;
use super::*;
use crate::draft::ValueKind;
use crate::profile::normal;

/// People as lines: given name, family name, birthday, e-mail address, phone number, street, town.
fn people(lines: &[[&str; 7]]) -> Records {
    let mut records = Records::default();
    for [given, family, born, email, phone, street, town] in lines {
        records.begin(false);
        let mut say = |kind: ValueKind, text: &str| {
            if !text.is_empty() {
                records.value(kind, "", text, normal(kind, text, Some("GB")).as_deref());
            }
        };
        say(ValueKind::Given, given);
        say(ValueKind::Family, family);
        say(ValueKind::Birthday, born);
        say(ValueKind::Email, email);
        say(ValueKind::Phone, phone);
        if !town.is_empty() {
            say(ValueKind::Address, &format!("{street}\n{town}\n\n\n"));
        }
        records.end();
    }
    records
}

const SURNAMES: [&str; 10] =
    ["archer", "barlow", "cobb", "dyer", "eaton", "fisk", "garner", "hobbs", "ingram", "jarvis"];
const GIVEN: [&str; 10] =
    ["alice", "bernard", "clara", "dennis", "edith", "frank", "grace", "howard", "irene", "julian"];

/// A hundred strangers, and these.
fn crowd(more: &[[&str; 7]]) -> Records {
    let mut texts: Vec<[String; 7]> = Vec::new();
    for (x, family) in SURNAMES.iter().enumerate() {
        for (y, given) in GIVEN.iter().enumerate() {
            let (x, y) = (x as u32, y as u32);
            texts.push([
                (*given).to_owned(),
                (*family).to_owned(),
                format!(
                    "{}-{:02}-{:02}",
                    1950 + (x * 7 + y * 3) % 45,
                    1 + (x + y * 5) % 12,
                    1 + (x * 11 + y * 2) % 28
                ),
                format!("{given}{}@host{}.example", x * 31 + y, (x + y) % 7),
                format!("+4420{:04}{:04}", 7100 + x * 97, 1000 + y * 813),
                format!("{} {} street", 1 + x * 9 + y, SURNAMES[((x + y * 3) % 10) as usize]),
                format!("town{}", (x * 3 + y) % 8),
            ]);
        }
    }
    texts.extend(more.iter().map(|line| line.map(str::to_owned)));
    let lines: Vec<[&str; 7]> = texts.iter().map(|line| line.each_ref().map(String::as_str)).collect();
    people(&lines)
}

fn groups(more: &[[&str; 7]]) -> Vec<Vec<u32>> {
    let records = crowd(more);
    let found = find(&records, 1e-6);
    clusters(&records, &found, 0.5, &HashSet::new())
}

#[test]
fn the_same_person_is_found_with_slips_short_forms_and_moves() {
    let found = groups(&[
        [
            "Margaret",
            "Thornbury",
            "1961-04-12",
            "margaret.thornbury@post.example",
            "",
            "4 Mill Lane",
            "Leeds",
        ],
        ["Peggy", "Thornbury", "1961-12-04", "", "+442071838750", "88 Station Road", "York"],
        ["Thornbery", "Margaret", "", "m.thornbury@firm.example", "+442071838750", "", ""],
        ["Максим", "Петров", "1977-01-30", "", "", "", ""],
        ["Maksim", "Petrov", "1977-01-30", "petrov@post.example", "", "", ""],
    ]);
    assert_eq!(found, [vec![100, 101, 102], vec![103, 104]]);
}

#[test]
fn a_household_and_an_office_are_several_people() {
    let found = groups(&[
        ["Walter", "Quillfeather", "", "quillfeather@home.example", "+442071830001", "7 Elm Road", "Hexham"],
        ["Sophie", "Quillfeather", "", "quillfeather@home.example", "+442071830001", "7 Elm Road", "Hexham"],
        ["Tom", "Underhill", "", "info@shop.example", "", "", ""],
        ["Beatrice", "Oldacre", "", "info@shop.example", "", "", ""],
        ["", "", "", "info@shop.example", "", "", ""],
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_address_that_thousands_have_glues_nobody_together() {
    let mut records = Records::default();
    for n in 0..4_000_u32 {
        records.begin(false);
        let letters =
            |n: u32| (0..4).map(|at| char::from(b'a' + (n >> (at * 4) & 15) as u8)).collect::<String>();
        records.value(ValueKind::Given, "", &letters(n.wrapping_mul(2_654_435_761)), None);
        records.value(ValueKind::Family, "", &letters(n.wrapping_mul(2_246_822_519) >> 9), None);
        records.value(ValueKind::Email, "", "class@school.example", Some("class@school.example"));
        records.end();
    }
    let found = find(&records, 0.5);
    let largest = clusters(&records, &found, 0.5, &HashSet::new()).iter().map(Vec::len).max().unwrap_or(0);
    assert!(largest < 4, "{largest}");
}

#[test]
fn cards_without_a_name_and_names_without_end_are_compared_as_far_as_they_go() {
    let long = "x".repeat(10_000);
    let found = groups(&[
        ["", "", "", "lonely@post.example", "", "", ""],
        ["", "", "", "", "", "", ""],
        [&long, &long, "", "", "", "", ""],
        [&long, &long, "9999-99-99", "", "", &long, &long],
    ]);
    assert!(found.iter().flatten().all(|person| *person >= 102), "{found:?}");
}

#[test]
fn many_people_are_found_by_the_keys_they_share() {
    let mut records = Records::default();
    let name = |n: u32| {
        let mut n = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let mut text = String::new();
        for _ in 0..4 {
            text.push(char::from(b"bdfgklmnprst"[(n % 12) as usize]));
            text.push(char::from(b"aeiou"[(n / 12 % 5) as usize]));
            n /= 60;
        }
        text
    };
    let count = blocking::EVERYBODY + 500;
    for n in 0..count {
        // Every tenth is there again with a slip in the family name and another address.
        for again in 0..(1 + u32::from(n % 10 == 0)) {
            records.begin(false);
            records.value(ValueKind::Given, "", &name(n / 7), None);
            let mut family = name(n + 1_000_000);
            if again == 1 {
                family.remove(3);
            }
            records.value(ValueKind::Family, "", &family, None);
            records.value(
                ValueKind::Birthday,
                "",
                &format!("{}-{:02}-{:02}", 1940 + n % 60, 1 + n % 12, 1 + n % 28),
                None,
            );
            records.end();
        }
    }
    let found = find(&records, 0.5);
    let groups = clusters(&records, &found, 0.5, &HashSet::new());
    let right = groups.iter().filter(|group| group.len() == 2 && group[0] + 1 == group[1]).count();
    assert!(right >= (count / 10) as usize * 95 / 100, "{right} of {}", count / 10);
    assert!(groups.len() - right <= 3, "{} wrong", groups.len() - right);
    assert!(found.compared < u64::from(count) * 100, "{}", found.compared);
}

#[test]
fn a_small_book_is_judged_by_what_the_world_knows() {
    let records = people(&[
        ["Ada", "Lovelace", "1815-12-10", "ada@example.org", "", "12 St James Square", "London"],
        ["A.", "Lovelace", "1815-12-10", "ada.lovelace@other.example", "", "", "London"],
        ["Charles", "Babbage", "1791-12-26", "charles@engines.example", "", "1 Dorset St", "London"],
        ["Charly", "Babbage", "1791-12-26", "cb@home.example", "", "1 Dorset Street", "London"],
        ["Mary", "Somerville", "", "mary@example.org", "", "", "Edinburgh"],
    ]);
    let found = find(&records, 1e-6);
    assert_eq!(clusters(&records, &found, 0.5, &HashSet::new()), [vec![0, 1], vec![2, 3]]);
    // Who is known to be apart is in no group together.
    assert_eq!(clusters(&records, &found, 0.5, &HashSet::from([(0, 1), (1, 2)])), [vec![2, 3]]);
}

#[test]
fn an_address_that_is_made_of_the_name_tells_less_than_one_that_is_not() {
    let named = |address: &'static str| ["John", "Tanner", "", address, "", "", ""];
    let records = crowd(&[
        named("john.tanner@one.example"),
        named("john.tanner@two.example"),
        named("dragonfly@one.example"),
        named("dragonfly@two.example"),
    ]);
    let found = find(&records, 1e-6);
    let comparer = Comparer::new(&records, &found.rarity);
    let told = |a: u32, b: u32| {
        let all = reasons::reasons(&comparer, &found.model, a, b);
        all.into_iter().find(|reason| reason.field == Field::Email).map(|reason| reason.weight).unwrap()
    };
    let (made, own) = (told(100, 101), told(102, 103));
    assert!(made + 2.0 < own, "{made} {own}");
}

/// Read in two halves by two threads, a book is the same book.
#[test]
fn people_who_are_taken_in_after_others_are_compared_as_if_they_had_come_with_them() {
    let lines = [
        ["Jean Luc", "Müller", "1961-04-12", "jl.muller@gmail.com", "+442071838750", "4 Mill Lane", "Leeds"],
        ["Peggy", "Thornbury", "1961-12-04", "", "+442071838751", "88 Station Road", "York"],
        ["Jean-Luc", "Mueller", "1961-04-12", "dragonfly@post.example", "", "4 Mill Ln", "Leeds"],
        ["Margaret", "Thornbury", "", "m.thornbury@firm.example", "+442071838751", "", "York"],
        ["Jean", "Muller", "", "jlmuller@googlemail.com", "+442071838750", "", ""],
    ];
    let whole = people(&lines);
    let mut halves = people(&lines[..2]);
    halves.append(people(&lines[2..]));
    assert_eq!(halves.people(), whole.people());
    let (one, other) = (find(&whole, 0.0), find(&halves, 0.0));
    assert_eq!(one.pairs.len(), other.pairs.len());
    for (x, y) in one.pairs.iter().zip(&other.pairs) {
        assert_eq!((x.a, x.b, x.agreement.levels), (y.a, y.b, y.agreement.levels));
        assert!((x.chance - y.chance).abs() < 1e-9, "{x:?} {y:?}");
    }
    assert_eq!(clusters(&halves, &other, 0.5, &HashSet::new()), clusters(&whole, &one, 0.5, &HashSet::new()));
}

/// What was kept of a look at everybody judges one person beside a few as that look did.
#[test]
fn one_person_beside_a_few_is_judged_as_among_all() {
    let lines = [
        [
            "Margaret",
            "Thornbury",
            "1961-04-12",
            "m.thornbury@firm.example",
            "+442071838750",
            "4 Mill Lane",
            "Leeds",
        ],
        ["Peggy", "Thornbury", "1961-12-04", "", "+442071838750", "", "York"],
        ["John", "Archer", "", "john.archer@host1.example", "", "", ""],
        ["Margaret", "Thornbury", "1961-04-12", "", "", "", "Leeds"],
    ];
    let all = crowd(&lines);
    let found = find(&all, 0.0);
    let learnt = Learnt::read(&Learnt::written(&all, &found)).unwrap();
    assert_eq!(learnt.people(), 104);
    let few = people(&lines);
    let own = doubles_of_first(&few, &learnt, 0.0);
    assert_eq!(own.pairs.len(), 3);
    for pair in &own.pairs {
        let whole = found.pairs.iter().find(|whole| (whole.a, whole.b) == (100, 100 + pair.b)).unwrap();
        assert_eq!(pair.agreement.levels, whole.agreement.levels);
        assert!((pair.chance - whole.chance).abs() < 1e-6, "{pair:?} {whole:?}");
    }
    assert!(own.pairs[0].chance > 0.9 && own.pairs[2].chance < 0.1, "{:?}", own.pairs);
}

#[test]
fn what_was_kept_in_another_form_or_was_cut_off_is_not_read() {
    let all = crowd(&[]);
    let text = Learnt::written(&all, &find(&all, 0.0));
    assert!(Learnt::read(&text).is_some());
    assert!(Learnt::read("").is_none() && Learnt::read("0\n1 2 3").is_none());
    for cut in [2, 40, text.len() / 2] {
        let shorter: String = text.chars().take(cut).collect();
        assert!(Learnt::read(&shorter).is_none(), "{cut}");
    }
}
