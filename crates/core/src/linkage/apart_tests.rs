//! Who is told apart, and who is not.

use super::*;

fn verdict(one: (&str, &str), other: (&str, &str)) -> NameVerdict {
    let [one, other] = [one, other].map(|(name, born)| {
        let value = |kind, text: &str| Value { kind, label: String::new(), text: text.to_owned() };
        let all = [value(ValueKind::Name, name), value(ValueKind::Birthday, born)];
        all.into_iter().filter(|value| !value.text.is_empty()).collect::<Vec<_>>()
    });
    Called::of(one.iter()).verdict(&Called::of(other.iter()))
}

#[test]
fn whole_names_and_birthdays_tell_people_apart() {
    let wanda = ("Wanda Kowalska", "1970-05-06");
    assert_eq!(verdict(wanda, ("Kowalska, Wanda", "")), NameVerdict::One);
    assert_eq!(verdict(("William Smith", ""), ("Bill Smyth", "--03-07")), NameVerdict::One);
    assert_eq!(verdict(("Дмитрий Волков", ""), ("Dmitri Volkov", "")), NameVerdict::One);
    assert_eq!(verdict(("Reception", ""), ("reception", "")), NameVerdict::One);
    assert_eq!(verdict(wanda, ("Wanda", "")), NameVerdict::Perhaps);
    assert_eq!(verdict(wanda, ("Wanda Nowak", "")), NameVerdict::Renamed);
    assert_eq!(verdict(wanda, ("Mum", "")), NameVerdict::Perhaps);
    assert_eq!(verdict(wanda, ("", "")), NameVerdict::Perhaps);
    assert_eq!(verdict(wanda, ("Jan Kowalski", "")), NameVerdict::Two);
    assert_eq!(verdict(("Kovács Péter", ""), ("Kovács Péterné", "")), NameVerdict::Two);
    assert_eq!(verdict(("Kovács Péterné", ""), ("Péter Kovács", "")), NameVerdict::Two);
    assert_eq!(verdict(("Szabó Anna", ""), ("Szabóné Anna", "")), NameVerdict::Two);
    assert_eq!(verdict(("John Smith", "1940-01-02"), ("John Smith", "1968-11-30")), NameVerdict::Two);
    assert_eq!(verdict(("John Smith", "1968-11-30"), ("John Smith", "1968-11-03")), NameVerdict::One);
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
        assert_eq!(verdict((one, ""), (other, "")), NameVerdict::Two, "{one} {other}");
        assert_eq!(verdict((other, ""), (one, "")), NameVerdict::Two, "{other} {one}");
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
        assert_eq!(verdict((one, ""), (other, "")), NameVerdict::One, "{one} {other}");
        assert_eq!(verdict((other, ""), (one, "")), NameVerdict::One, "{other} {one}");
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
        assert_eq!(called(known).verdict(&called(&[one])), NameVerdict::Two, "{known:?} {one}");
    }
    let known = called(&["Anna Kiss", "Anna Nagy", "A. Nagy"]);
    for one in ["Anna Nagy", "Kiss, Anna", "A. Kiss"] {
        assert_eq!(known.verdict(&called(&[one])), NameVerdict::One, "{one}");
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
    assert_eq!(parted("Paul").verdict(&parted("Paula")), NameVerdict::Two);
    assert!(!parted("Paul").is_called_as(&parted("Paula")) && parted("Paul").is_called_as(&parted("Paul")));
}
