use super::*;

fn full(text: &str) -> (String, String) {
    let parts = Parts::of_full(text);
    (parts.given.join(" "), parts.family.join(" "))
}

#[test]
fn a_name_has_its_parts_in_any_order_and_script() {
    for (text, given, family) in [
        ("Ada Lovelace", "ada", "lovelace"),
        ("Lovelace, Ada", "ada", "lovelace"),
        ("Dr. Ada King Lovelace, PhD", "ada king", "lovelace"),
        ("Ludwig van Beethoven", "ludwig", "beethoven"),
        ("Zoë O'Neil", "zoe", "oneil"),
        ("Jean-Luc Müller", "jean luc", "muller"),
        ("Иван Петров", "ivan", "petrov"),
        ("Νίκος Παπάς", "nikos", "papas"),
        ("Ananya Rao K.V.", "ananya k v", "rao"),
        ("William \"Bill\" Gray (home)", "william", "gray"),
        ("Madonna", "madonna", ""),
        ("Dr", "dr", ""),
        ("", "", ""),
        ("someone@example.org", "", ""),
    ] {
        assert_eq!(full(text), (given.to_owned(), family.to_owned()), "{text}");
    }
    assert_eq!(Parts::of_parts("Max", "von der Heide").family, ["heide"]);
    assert_eq!(Parts::of_parts("", "De").family, ["de"]);
    assert_eq!(Parts::of_local("ada.lovelace99").family, ["lovelace"]);
    assert!(Parts::of_local("ada99").is_empty());
    for (given, family, name) in [
        ("はなこ", "さとう", "さとうはなこ"),
        ("花子", "サトウ", "サトウ花子"),
        ("マイケル", "ジャクソン", "マイケル ジャクソン"),
        ("民", "김", "김民"),
    ] {
        assert_eq!(full_name(given, "", family), name);
    }
    assert_eq!(full_name("An", "Văn", "Nguyễn"), "Nguyễn Văn An");
    assert_eq!(full_name("Kevin", "", "Nguyen"), "Kevin Nguyen");
    assert_eq!(Parts::of_full("Nguyễn Văn An").family, ["nguyen"]);
    assert_eq!(Parts::of_full("An Văn Nguyễn").family, ["nguyen"]);
    assert_eq!(Parts::of_full("さとう はなこ").family, ["さとう"]);
    let long = "a".repeat(10_000);
    assert_eq!(full(&long).0.len(), LONGEST);
}

#[test]
fn several_spellings_are_one_and_short_forms_are_known() {
    let one = |word: &str| {
        let mut out = Vec::new();
        spelled(word.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    };
    for (a, b) in [("mueller", "muller"), ("stephen", "stefen"), ("schmidt", "schmitt"), ("yuri", "iuri")] {
        assert_eq!(one(a), one(b));
    }
    let mut room = Vec::new();
    assert_eq!(sound(b"schmidt", &mut room), sound(b"schmit", &mut room));
    let known = Nicknames::known();
    let number = |name: &str| known.number_of(name).unwrap();
    assert!(known.are_alike(number("william"), number("bill")));
    assert!(!known.are_alike(number("william"), number("peggy")));
    assert!(known.number_of("lovelace").is_none());
}

#[test]
fn the_letters_are_in_order_to_be_found() {
    assert!(LETTERS.windows(2).all(|two| two[0].0 < two[1].0));
}
