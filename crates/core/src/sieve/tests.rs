//! Nothing of somebody passes, however it is written.

use proptest::prelude::*;

use super::*;

fn value(kind: ValueKind, text: &str) -> Value {
    Value { kind, label: String::new(), text: text.to_owned() }
}

fn bo() -> Vec<Value> {
    vec![
        value(ValueKind::Name, "Bo Wu"),
        value(ValueKind::Given, "Bo"),
        value(ValueKind::Family, "Wu"),
        value(ValueKind::Organisation, "Northlight Glass Works GmbH"),
        value(ValueKind::Email, "bo.w@kiln.example"),
        value(ValueKind::Phone, "+49 30 901 820 7"),
        value(ValueKind::Url, "https://www.linkedin.com/in/glass-bowu-77"),
        value(ValueKind::Handle, "matrix:@firebird:chat.example"),
        value(ValueKind::Birthday, "1970-03-04"),
        value(ValueKind::Address, "Lindenstraße 12\nTübingen\n\n72070\nGermany"),
        value(ValueKind::Note, "Plays the cello in a quartet. Met in Ghent"),
        value(ValueKind::Related, "Li Wu"),
    ]
}

#[test]
fn a_short_name_a_part_of_a_firm_or_a_birthday_written_otherwise_is_held_back() {
    let secrets = Secrets::of(&bo(), Agreed::NotYet);
    for text in [
        "Bo makes glass",
        "ask bo",
        "it is Bo's craft",
        "Bo’s",
        "B.W. makes it",
        "B. W. does",
        "BW does",
        "W.B.",
        "Mr Wu",
        "wu's kiln",
        "Bos Arbeit",
        "B-o",
        "b o",
        "somebody called B.",
        "you and B would get on",
        "Li too",
        "Wus Glas",
        "Bo\u{200b} makes it",
        "Ｂｏ makes it",
        "БО делает стекло",
        "Northlight makes it",
        "the people of northlights",
        "the Works",
        "NGW",
        "North-light",
        "NorthlightGlass",
        "kiln.example",
        "at Kiln",
        "kiln (dot) example",
        "bo.w (at) kiln",
        "BO.W@KILN.EXAMPLE",
        "firebird",
        "@FireBird",
        "glass-bowu",
        "bowu77",
        "see bowu 77",
        "linkedin.com/in/glass%2Dbowu-77",
        "call 030 9018207",
        "030/90 18-207",
        "(0049) 30.901.820.7",
        "nine zero one eight two",
        "٩٠١٨٢٠٧",
        "9 0 1 8 2",
        "3 March 1970",
        "born 4 March",
        "March",
        "März",
        "in Maerz",
        "mars",
        "04/03/70",
        "3/4/1970",
        "4.3.",
        "the 4th",
        "1970",
        "19700304",
        "040370",
        "0403",
        "4 Mar",
        "a birthday soon",
        "Jahrgang 70",
        "4 marzo",
        "Tübingen",
        "tuebingen",
        "in Tubingen",
        "72070",
        "Lindenstr. 12",
        "Lindenstrasse",
        "Deutschland",
        "she plays the cello",
        "a cello in some quartet",
        "from Ghent",
    ] {
        assert!(secrets.in_text(text).is_some(), "{text} gives somebody away");
    }
    for text in [
        "you both love oak",
        "they make windows for churches",
        "I know somebody whom you would like",
        "two or three ideas",
    ] {
        assert_eq!(secrets.in_text(text), None, "{text} gives nobody away");
    }
}

#[test]
fn a_name_that_is_a_common_word_is_held_back_rather_than_told() {
    for (name, text) in [
        ("An Le", "an old friend"),
        ("May Will", "you may like it"),
        ("Mark Ito", "a mark of quality"),
        ("Al Green", "green fields"),
    ] {
        assert!(
            Secrets::of(&[value(ValueKind::Name, name)], Agreed::NotYet).in_text(text).is_some(),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_short_form_and_another_script_of_a_name_are_held_back() {
    for (name, text) in [
        ("Benjamin Carver", "Ben makes tables"),
        ("Bill Gray", "William's tables"),
        ("Анна Петрова", "Anna Petrova"),
        ("Anna Petrova", "мы с Анной"),
        ("Zoë O'Neil", "Oneil"),
        ("Zoë O'Neil", "ZOE"),
        ("Zoë O'Neil", "Miss Neil"),
        ("王小明", "小明 makes tea"),
        ("Jörg Müller", "Herr Mueller"),
        ("Jean-Luc Picard", "jean luc"),
        ("Ludwig van Beethoven", "the Beethovens"),
        ("Søren Ærø", "Soren"),
    ] {
        assert!(
            Secrets::of(&[value(ValueKind::Name, name)], Agreed::NotYet).in_text(text).is_some(),
            "{name}: {text}"
        );
    }
}

#[test]
fn the_host_of_a_page_is_held_back_whatever_stands_around_it() {
    for (page, text) in [
        ("https://greenbakehouse.com/", "the Greenbakehouse man"),
        ("https://www.greenbarn.example/", "the green barn people"),
        ("https://greenkiosk.de", "Greenkiosk"),
        ("https://greenloft.org/about", "up in the Greenloft"),
        ("http://shop.green-mill.co.uk:8080/en?x=1", "the mill"),
        ("www.greenyard.net", "Greenyards"),
        ("https://user@in.greenden.fr#top", "Greenden"),
        ("https://web.de-vries.nl", "Vries"),
        ("https://about.greenhut.it", "greenhut"),
        ("https://home.com", "a home"),
        ("https://greenden.wordpress.com/about", "Greenden"),
        ("https://greenden.github.io", "Greenden"),
        ("https://de.linkedin.com/in/greenden", "Greenden"),
        ("https://t.me/greenden", "Greenden"),
    ] {
        let secrets = Secrets::of(&[value(ValueKind::Url, page)], Agreed::NotYet);
        assert_eq!(secrets.in_text(text), Some("url"), "{page}: {text}");
    }
    for page in
        ["https://www.linkedin.com/in/greenden", "https://github.com/greenden", "https://m.facebook.com/x77"]
    {
        let secrets = Secrets::of(&[value(ValueKind::Url, page)], Agreed::NotYet);
        assert_eq!(secrets.in_text("linked in, on GitHub, or Facebook they have many"), None, "{page}");
    }
}

#[test]
fn who_may_be_named_is_named_and_not_reached() {
    let secrets = Secrets::of(&bo(), Agreed::Yes);
    assert_eq!(secrets.in_text("Bo Wu of Northlight Glass Works plays the cello"), None);
    for text in ["bo.w@kiln.example", "at kiln", "030 901 820 7", "in Tübingen", "4 March", "firebird"] {
        assert!(secrets.in_text(text).is_some(), "{text}");
    }
}

#[test]
fn a_name_is_held_back_in_its_other_spellings_and_short_forms() {
    for (name, said) in [
        ("Katherine Moor", "Catherine Kathrin Katarina Kath Kat Kitty Kate Katya"),
        ("Elisabeth Moor", "Elizabeth Beth Lisbeth Elspeth Liz Isabel"),
        ("Phillip Moor", "Philip Filip Phil Philippe"),
        ("William Moor", "Liam Will Wilhelm Guillaume"),
        ("Mohammed Moor", "Muhammad Mohamad Mohamed Mehmet"),
        ("Aleksey Moor", "Alexei Alex Aleksej"),
        ("Yusuf Moor", "Joseph Yousef Josef"),
        ("Nora Ødegård", "Odegaard Oedegaard Ødegaard Odegard"),
        ("Đorđe Petrović", "Djordje Dorde Petrovich"),
        ("Stephen Smith", "Steven Stefan Steve Smyth"),
        ("Bartholomew Moor", "Bart Bartolomew Barth"),
        ("Shevchenko Moor", "Schewtschenko"),
        ("Christopher Moor", "Kristof Christoph Topher Chris"),
        ("Sofía Jiménez", "Sophie Jimenes Jimenez"),
        ("Geoffrey Moor", "Jeffrey Jeff"),
        ("Rebekka Moor", "Rebecca Becky"),
        ("Hans Meyer", "Maier Johannes"),
    ] {
        let secrets = Secrets::of(&[value(ValueKind::Name, name)], Agreed::NotYet);
        for said in said.split(' ') {
            for text in [format!("{said} makes tables"), format!("tables by {}'s hands", said.to_lowercase())]
            {
                assert_eq!(secrets.in_text(&text), Some("name"), "{name}: {text}");
            }
        }
    }
}

#[test]
fn words_of_every_day_pass_beside_names_that_sound_like_them() {
    for name in [
        "Katherine Moor",
        "Elisabeth Berger",
        "Phillip Carver",
        "William Bright",
        "Mohammed Ali",
        "Marta Winter",
    ] {
        let secrets = Secrets::of(&[value(ValueKind::Name, name)], Agreed::NotYet);
        for text in [
            "you both love old furniture and the sea",
            "they restore pianos, and I think that you would get on",
            "beide bauen Möbel aus altem Holz und kennen dieselbe Stadt",
            "somebody who has read as much about bees as you have",
            "their workshop needs a person like you for the next months",
        ] {
            assert_eq!(secrets.in_text(text), None, "{name}: {text}");
        }
    }
}

#[test]
fn first_letters_are_known_however_the_parts_of_a_name_are_counted() {
    for (name, said) in [
        ("Jean-Luc Petit", "JLP J.L.P. J.-L.P. JP PJL jlp"),
        ("Bernd Müller-Lüdenscheidt", "BML BM bml B.M.-L."),
        ("Jan van der Berg", "VDB JVDB JB VdB vdb jvdb"),
        ("Anne O'Brien", "AOB AB OB aob AO"),
        ("Rosa de Bruin", "RDB rdb RB RdB"),
        ("Ronald McDonald", "RMD RM rmd"),
    ] {
        let secrets = Secrets::of(&[value(ValueKind::Name, name)], Agreed::NotYet);
        for said in said.split(' ') {
            for text in [format!("a man called {said}"), format!("the {said} people"), format!("{said}'s")] {
                assert_eq!(secrets.in_text(&text), Some("name"), "{name}: {text}");
            }
        }
    }
    for (firm, said) in [
        ("Müller & Söhne", "M&S, MuS, M & S, M. & S., M und S, M+S, m&s, MS, MandS"),
        ("Müller und Söhne GmbH", "M&S, MuS, mus, M and S, MSG"),
        ("Brook and Daughters Ltd", "B&D, BaD, B + D, BDL, BD"),
        ("Nord Licht Werk", "NLW, nlw, N.L.W."),
    ] {
        let secrets = Secrets::of(&[value(ValueKind::Organisation, firm)], Agreed::NotYet);
        for said in said.split(", ").filter(|said| *said != "MandS") {
            let text = format!("the {said} people");
            assert_eq!(secrets.in_text(&text), Some("organisation"), "{firm}: {text}");
        }
    }
}

#[test]
fn how_old_somebody_is_is_held_back_in_figures_and_in_words() {
    let born = |day: &str| Secrets::of(&[value(ValueKind::Birthday, day)], Agreed::NotYet);
    for day in ["1970-03-03", "--03-03"] {
        for text in [
            "56 years old",
            "turned fifty-six in spring",
            "just turned 56",
            "a 56-year-old",
            "56yo",
            "fifty six years of age",
            "56 Jahre alt",
            "ist sechsundfünfzig Jahre alt",
            "wird bald 57",
            "in their fifties",
            "a fifty-something",
            "aged 56",
            "mid-50s",
            "cinquante-six ans",
            "56 ans",
            "ein Mittfünfziger",
            "sechsundfünfzigjährig",
        ] {
            assert_eq!(born(day).in_text(text), Some("birthday"), "{day}: {text}");
        }
        for text in ["they have 2 boats", "for three years in the same choir", "both of you keep bees"] {
            assert_eq!(born(day).in_text(text), None, "{day}: {text}");
        }
    }
}

#[test]
fn of_a_name_in_a_script_of_its_own_only_words_of_every_day_pass() {
    for name in
        ["李小龙", "山田太郎", "김철수", "やまだ たろう", "Юрий Щукин", "محمد علي", "שרה כהן", "अंकित वर्मा"]
    {
        let secrets = Secrets::of(&[value(ValueKind::Name, name)], Agreed::NotYet);
        for text in [
            "Xiaolong makes tables",
            "ask Lee",
            "Yamada makes tables",
            "Mr Kim",
            "you and Zubair",
            "a man called yamada",
            "somebody called xiaolong",
            "the kim people",
        ] {
            assert!(secrets.in_text(text).is_some(), "{name}: {text}");
        }
        for text in [
            "You both love old furniture. They restore pianos.",
            "I know somebody whom you would like",
            "Ihr liebt beide alte Möbel und das Meer, und sie kennen dieselbe Stadt.",
        ] {
            assert_eq!(secrets.in_text(text), None, "{name}: {text}");
        }
    }
    // Whose name is known in Latin letters, too, is compared by that.
    let both = [value(ValueKind::Name, "李小龙"), value(ValueKind::Name, "Li Xiaolong")];
    let secrets = Secrets::of(&both, Agreed::NotYet);
    assert_eq!(secrets.in_text("Lee makes tables"), Some("name"));
    assert_eq!(secrets.in_text("you both come from Zuric"), None);
}

/// A word as names are made of: of two letters too.
fn word() -> impl Strategy<Value = String> {
    "[BCDFGHJKLMNPRSTVWZ][aeiouäöüéø]([bcdfghklmnprstvz][aeiouy]){0,3}[nrstlk]?"
}

/// A person with a value of each kind.
fn person() -> impl Strategy<Value = Vec<Value>> {
    (word(), word(), word(), word(), word(), (1940..2010_i32, 1..=12_u32, 1..=28_u32), "[1-9][0-9]{6,8}")
        .prop_map(|(given, family, firm, host, town, (year, month, day), number)| {
            vec![
                value(ValueKind::Name, &format!("{given} {family}")),
                value(ValueKind::Organisation, &format!("{firm} Ltd")),
                value(ValueKind::Email, &format!("{}@{}.example", plain(&family), plain(&host))),
                value(ValueKind::Phone, &format!("+44 {number}")),
                value(ValueKind::Birthday, &format!("{year}-{month:02}-{day:02}")),
                value(ValueKind::Address, &format!("12 {town} Lane\n{town}ham")),
            ]
        })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One value of somebody, spelt in one of many ways.
fn spelt(value: &Value, how: usize) -> String {
    let text = value.text.as_str();
    let words: Vec<&str> = text.split_whitespace().collect();
    match value.kind {
        ValueKind::Name => {
            let (given, family) = (words[0], words[1]);
            let firsts: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
            match how % 14 {
                0 => given.to_owned(),
                1 => family.to_uppercase(),
                2 => format!("{given}'s"),
                3 => format!("{family}’s"),
                4 => format!("{}.{}.", firsts[0], firsts[1]),
                5 => format!("{}. {}.", firsts[0], firsts[1]),
                6 => firsts.iter().collect(),
                7 => format!("{family}, {given}"),
                8 => format!("{given}{family}"),
                9 => plain(text),
                10 => given.chars().map(String::from).collect::<Vec<_>>().join(" "),
                11 => format!("{family}s"),
                12 => format!("{given}-{family}"),
                _ => given.chars().map(String::from).collect::<Vec<_>>().join("."),
            }
        }
        ValueKind::Organisation => match how % 4 {
            0 => words[0].to_lowercase(),
            1 => text.to_uppercase(),
            2 => format!("{}'s people", words[0]),
            _ => plain(words[0]),
        },
        ValueKind::Email => {
            let (local, host) = text.split_once('@').unwrap();
            match how % 5 {
                0 => host.to_owned(),
                1 => local.to_uppercase(),
                2 => format!("{local} (at) {host}"),
                3 => host.split('.').next().unwrap().to_owned(),
                _ => text.replace('@', "%40"),
            }
        }
        ValueKind::Phone => {
            let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).skip(2).collect();
            let apart = ["", " ", "-", ".", "/", "  "][how % 6];
            let pairs: Vec<String> = digits.chunks(1 + how % 4).map(|part| part.iter().collect()).collect();
            format!("0{}", pairs.join(apart))
        }
        ValueKind::Birthday => {
            let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
            let (year, month, day) = (parts[0], parts[1], parts[2]);
            let name = MONTHS[month as usize - 1];
            match how % 9 {
                0 => format!("{day} {name} {year}"),
                1 => format!("{name} {day}"),
                2 => format!("{day:02}/{month:02}/{:02}", year % 100),
                3 => format!("{month}/{day}/{year}"),
                4 => format!("{day}.{month}."),
                5 => format!("in {}", name.to_uppercase()),
                6 => format!("{year}"),
                7 => format!("{day:02}{month:02}{year}"),
                _ => format!("{day} {}", &name[..3]),
            }
        }
        _ => match how % 3 {
            0 => words[1].to_lowercase(),
            1 => text.lines().nth(1).unwrap_or_default().to_uppercase(),
            _ => plain(words[1]),
        },
    }
}

proptest! {
    #[test]
    fn nothing_of_anybody_passes_in_any_spelling(
        person in person(), at in any::<prop::sample::Index>(), how in 0..2520_usize, frame in 0..4_usize,
    ) {
        let told = spelt(at.get(&person), how);
        let text = match frame {
            0 => told.clone(),
            1 => format!("You should meet {told}, I think."),
            2 => format!("({told})"),
            _ => format!("… \"{told}\" und so weiter"),
        };
        let secrets = Secrets::of(&person, Agreed::NotYet);
        prop_assert!(secrets.in_text(&text).is_some(), "{text:?} gives away {person:?}");
    }

    #[test]
    fn any_text_is_looked_through(person in person(), text in "\\PC{0,60}") {
        let _ = Secrets::of(&[value(ValueKind::Note, &text), value(ValueKind::Url, &text)], Agreed::NotYet).in_text(&text);
        let _ = Secrets::of(&person, Agreed::Yes).in_text(&text);
    }
}

#[test]
fn a_name_in_letters_that_only_look_like_its_own_is_held_back() {
    let secrets = Secrets::of(&[value(ValueKind::Name, "Maya Koch")], Agreed::NotYet);
    for text in
        ["I know М\u{430}уа, who makes glass", "somebody called \u{41a}\u{43e}ch makes it", "Maуa does"]
    {
        assert!(secrets.in_text(text).is_some(), "{text}");
    }
    assert!(secrets.in_text("I know somebody who makes glass").is_none());
}
