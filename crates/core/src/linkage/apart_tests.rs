//! Who is told apart, and who is not.

use super::*;

fn said(one: (&str, &str), other: (&str, &str)) -> Said {
    let [one, other] = [one, other].map(|(name, born)| {
        let value = |kind, text: &str| Value { kind, label: String::new(), text: text.to_owned() };
        let all = [value(ValueKind::Name, name), value(ValueKind::Birthday, born)];
        all.into_iter().filter(|value| !value.text.is_empty()).collect::<Vec<_>>()
    });
    Called::of(one.iter()).said(&Called::of(other.iter()))
}

#[test]
fn whole_names_and_birthdays_tell_people_apart() {
    let wanda = ("Wanda Kowalska", "1970-05-06");
    assert_eq!(said(wanda, ("Kowalska, Wanda", "")), Said::One);
    assert_eq!(said(("William Smith", ""), ("Bill Smyth", "--03-07")), Said::One);
    assert_eq!(said(("Дмитрий Волков", ""), ("Dmitri Volkov", "")), Said::One);
    assert_eq!(said(("Reception", ""), ("reception", "")), Said::One);
    assert_eq!(said(wanda, ("Wanda", "")), Said::Perhaps);
    assert_eq!(said(wanda, ("Wanda Nowak", "")), Said::Renamed);
    assert_eq!(said(wanda, ("Mum", "")), Said::Perhaps);
    assert_eq!(said(wanda, ("", "")), Said::Perhaps);
    assert_eq!(said(wanda, ("Jan Kowalski", "")), Said::Two);
    assert_eq!(said(("Kovács Péter", ""), ("Kovács Péterné", "")), Said::Two);
    assert_eq!(said(("Kovács Péterné", ""), ("Péter Kovács", "")), Said::Two);
    assert_eq!(said(("Szabó Anna", ""), ("Szabóné Anna", "")), Said::Two);
    assert_eq!(said(("John Smith", "1940-01-02"), ("John Smith", "1968-11-30")), Said::Two);
    assert_eq!(said(("John Smith", "1968-11-30"), ("John Smith", "1968-11-03")), Said::One);
}

#[test]
fn a_family_is_as_many_people_as_it_has_given_names() {
    for (one, other) in [
        ("Paul Berg", "Paula Berg"),
        ("Christian Berg", "Christina Berg"),
        ("Maria Elena Soler", "Maria José Soler"),
        ("Nagy Anna", "Nagy Péter"),
        ("Соколова Анна Ильинична", "Соколова Ольга Ильинична"),
        ("山田 太郎", "山田 花子"),
        ("박민수", "박민주"),
        ("Paul", "Paula"),
        ("Robert Hale Sr.", "Robert Hale Jr."),
        ("Robert Hale, Jr.", "Hale III, Robert"),
        ("Alexandre Dumas père", "Alexandre Dumas fils"),
        ("Hans Cranach d. Ä.", "Hans Cranach d. J."),
        ("Mr John Roy", "Mrs John Roy"),
        ("Herr Roy", "Frau Roy"),
        ("John A. Roy", "John B. Roy"),
        ("Kim Min-su", "Kim Min-ji"),
        ("Nguyễn Văn An", "Nguyễn Văn Anh"),
        ("Nguyen Van Minh", "Nguyen Thi Minh"),
        ("André Roux", "Andrée Roux"),
        ("Ana Silva", "Anna Silva"),
        ("Paul & Paula Berg", "Paula Berg"),
        ("Anna und Ben Vogel", "Anna Vogel"),
        ("Mum", "Dad"),
        ("Oma", "Opa"),
        ("Robert Hale I", "Robert Hale II"),
        ("Robert Hale III", "Robert Hale IV"),
        ("Robert Hale V", "Robert Hale VI"),
        ("Hale V, Robert", "Hale VI, Robert"),
        ("Robert Hale the Elder", "Robert Hale the Younger"),
        ("Hans Cranach der Ältere", "Hans Cranach der Jüngere"),
        ("Roberto Hale seniore", "Roberto Hale juniore"),
        ("Robert Hale st.", "Robert Hale ml."),
        ("Robert Hale id.", "Robert Hale ifj."),
        ("id. Nagy Péter", "ifj. Nagy Péter"),
        ("Robert Hale d.æ.", "Robert Hale d.y."),
        ("Robert Hale d.a\u{308}.", "Robert Hale d.y."),
    ] {
        assert_eq!(said((one, ""), (other, "")), Said::Two, "{one} {other}");
        assert_eq!(said((other, ""), (one, "")), Said::Two, "{other} {one}");
    }
}

#[test]
fn one_person_is_written_in_many_ways() {
    for (one, other) in [
        ("Edward Hart Jr.", "Edward Hart Jr"),
        ("Ananya Rao V.", "Ananya Rao"),
        ("Edward Hart V", "Edward Hart Sr."),
        ("ifj. Nagy Péter", "Nagy Péter"),
        ("Edward Hart Jr.", "Hart, Edward Junior"),
        ("Hans-Peter Vogel", "Hans Peter Vogel"),
        ("Hans-Peter Vogel", "Hanspeter Vogel"),
        ("Anna Maria Soler", "Anna Soler"),
        ("Anna M. Soler", "Anna Maria Soler"),
        ("J. Smith", "John Smith"),
        ("Анна Соколова", "Соколова Анна Ильинична"),
        ("山田太郎", "山田 太郎"),
        ("Katharina Vogel", "Kathairna Vogel"),
        ("Dr. Ann Marie Example", "Ann Example, PhD"),
        ("Kim Min-su", "Kim Minsu"),
        ("Mr John Roy", "John Roy"),
        ("Mum", "Mama"),
        ("José Ortega y Gasset", "Jose Ortega y Gasset"),
    ] {
        assert_eq!(said((one, ""), (other, "")), Said::One, "{one} {other}");
        assert_eq!(said((other, ""), (one, "")), Said::One, "{other} {one}");
    }
}

#[test]
fn machines_that_write_for_many_are_not_many_people() {
    let two = |one: &str, other: &str| {
        let value =
            |text: &str| [Value { kind: ValueKind::Name, label: String::new(), text: text.to_owned() }];
        Called::of(value(one).iter()).is_plainly_another(&Called::of(value(other).iter()))
    };
    assert!(two("Paul Berg", "Paula Berg") && two("Ann Example", "Ben Sample"));
    assert!(two("Xqwerto Berg", "Zplonka Berg") && two("박민수", "박민주"));
    assert!(!two("Ann Example", "Quayside Insurance") && !two("Build Bot", "Deploy Bot Two"));
    assert!(!two("Ann Example", "Ann Berg") && !two("Ann", "Ann Example") && !two("Ann Example", "A."));
}

#[test]
fn a_name_that_fits_many_speaks_for_nobody_against_whom_a_whole_name_speaks() {
    let called = |names: &[&str]| {
        let value =
            |name: &&str| Value { kind: ValueKind::Name, label: String::new(), text: (*name).to_owned() };
        Called::of(names.iter().map(value).collect::<Vec<_>>().iter())
    };
    for (known, one) in [
        (&["P. Berg", "Paul Berg"][..], "Paula Berg"),
        (&["Berg", "Paul Berg"], "Paula Berg"),
        (&["Alex Roth", "Alexander Roth"], "Alexandra Roth"),
        (&["Mum", "Anna Berg"], "Paul Berg"),
    ] {
        assert_eq!(called(known).said(&called(&[one])), Said::Two, "{known:?} {one}");
    }
    let known = called(&["Anna Kiss", "Anna Nagy", "A. Nagy"]);
    for one in ["Anna Nagy", "Kiss, Anna", "A. Kiss"] {
        assert_eq!(known.said(&called(&[one])), Said::One, "{one}");
    }
    assert!(called(&["Mia", "Mia Berg"]).is_called_as(&called(&["Mia"])), "what is known is known");
    // What stands apart says more than what stands together.
    let parted = |given: &str| {
        let value = |kind, text: &str| Value { kind, label: String::new(), text: text.to_owned() };
        let all = [
            value(ValueKind::Name, "Berg Family"),
            value(ValueKind::Given, given),
            value(ValueKind::Family, "Berg"),
        ];
        Called::of(all.iter())
    };
    assert_eq!(parted("Paul").said(&parted("Paula")), Said::Two);
    assert!(!parted("Paul").is_called_as(&parted("Paula")) && parted("Paul").is_called_as(&parted("Paul")));
}
