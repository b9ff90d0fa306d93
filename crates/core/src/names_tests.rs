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
