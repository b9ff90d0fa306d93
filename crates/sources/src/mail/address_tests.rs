use super::*;

fn mailboxes(raw: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    list(raw, &mut |name, email| found.push((name, email)));
    found
}

#[test]
fn lists_as_they_are_really_written() {
    let cases: [(&str, &[(&str, &str)]); 39] = [
        ("ann@example.org", &[("", "ann@example.org")]),
        ("Ann Bell <Ann@Example.ORG>", &[("Ann Bell", "ann@example.org")]),
        ("<ann@example.org>", &[("", "ann@example.org")]),
        ("\"Bell, Ann\" <ann@example.org>", &[("Bell, Ann", "ann@example.org")]),
        ("Bell, Ann <ann@example.org>", &[("Bell, Ann", "ann@example.org")]),
        ("ann@example.org (Ann Bell)", &[("Ann Bell", "ann@example.org")]),
        ("<ann@example.org> (Ann Bell)", &[("Ann Bell", "ann@example.org")]),
        ("a@x.org, b@x.org", &[("", "a@x.org"), ("", "b@x.org")]),
        ("a@x.org; b@x.org;", &[("", "a@x.org"), ("", "b@x.org")]),
        ("a@x.org b@x.org", &[("", "a@x.org"), ("", "b@x.org")]),
        ("A <a@x.org> B <b@x.org>", &[("A", "a@x.org"), ("B", "b@x.org")]),
        ("A <a@x.org>,, ,B <b@x.org>", &[("A", "a@x.org"), ("B", "b@x.org")]),
        ("undisclosed-recipients:;", &[]),
        ("undisclosed-recipients: ;, a@x.org", &[("", "a@x.org")]),
        ("Team: Ann <a@x.org>, b@x.org;, c@x.org", &[("Ann", "a@x.org"), ("", "b@x.org"), ("", "c@x.org")]),
        ("Ann <@relay.org,@other.org:ann@x.org>", &[("Ann", "ann@x.org")]),
        ("Ann (the boss) Bell <ann@x.org>", &[("Ann Bell", "ann@x.org")]),
        ("ann @ x . org", &[("", "ann@x.org")]),
        ("Ann < ann@x.org >", &[("Ann", "ann@x.org")]),
        ("Ann <ann@x.org", &[("Ann", "ann@x.org")]),
        ("Ann <ann@x.org, Bob <bob@x.org>", &[("Ann", "ann@x.org"), ("Bob", "bob@x.org")]),
        ("Ann <<ann@x.org>>", &[("Ann", "ann@x.org")]),
        ("'Ann Bell' <ann@x.org>", &[("Ann Bell", "ann@x.org")]),
        ("\"'Ann Bell'\" <ann@x.org>", &[("Ann Bell", "ann@x.org")]),
        ("\"ann@x.org\" <ann@x.org>", &[("", "ann@x.org")]),
        ("'ann@x.org' <ann@x.org>", &[("", "ann@x.org")]),
        ("\"Ann \\\"The\\\" Bell\" <ann@x.org>", &[("Ann \"The\" Bell", "ann@x.org")]),
        ("\"=?utf-8?Q?J=C3=BCrgen,_Test?=\" <j@x.org>", &[("J\u{fc}rgen, Test", "j@x.org")]),
        ("=?utf-8?Q?J=C3=BCrgen,_Test?= <j@x.org>", &[("J\u{fc}rgen, Test", "j@x.org")]),
        ("=?utf-8?Q?J=C3=BCrgen_=28Test=29?= <j@x.org>", &[("J\u{fc}rgen (Test)", "j@x.org")]),
        ("=?utf-8?B?QW5uIDxhbm5AeC5vcmc+?=", &[("Ann", "ann@x.org")]),
        ("\"Ann <ann@x.org>", &[("Ann", "ann@x.org")]),
        ("Ann Bell via List <list@x.org>", &[("Ann Bell via List", "list@x.org")]),
        ("mailto:ann@x.org", &[("", "ann@x.org")]),
        ("\"Van Dell, \\\"Van Dell, Joan\\\"\" <j@x.org>", &[("Van Dell, Joan", "j@x.org")]),
        ("\"Dell 'Joan Van Dell'\" <j@x.org>", &[("Joan Van Dell", "j@x.org")]),
        ("\"Ann 'Annie'\" <ann@x.org>", &[("Ann 'Annie'", "ann@x.org")]),
        ("=?utf-8?Q?=22Ann_Bell=22_<ann@x.org>?=", &[("Ann Bell", "ann@x.org")]),
        ("nobody here", &[]),
    ];
    for (raw, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(n, a)| ((*n).to_owned(), (*a).to_owned())).collect();
        assert_eq!(mailboxes(raw.as_bytes()), expected, "{raw}");
    }
}

#[test]
fn a_mailbox_is_one_in_every_spelling_of_its_host() {
    for raw in [
        "Jo <jb@xn--bcher-kva.example>",
        "Jo <JB@XN--Bcher-KVA.Example>",
        "Jo <jb@b\u{fc}cher.example>",
        "Jo <\"jb\"@bu\u{308}cher.example>",
        "Jo <mailto:jb@xn--bcher-kva.example?subject=x>",
    ] {
        let found = mailboxes(raw.as_bytes());
        assert_eq!(found, [("Jo".to_owned(), "jb@b\u{fc}cher.example".to_owned())], "{raw}");
    }
}

#[test]
fn raw_bytes_above_ascii_are_read() {
    assert_eq!(mailboxes(b"J\xfcrgen <j@x.org>"), [("J\u{fc}rgen".to_owned(), "j@x.org".to_owned())]);
    assert_eq!(mailboxes("Jürgen <j@x.org>".as_bytes()), [("J\u{fc}rgen".to_owned(), "j@x.org".to_owned())]);
}

#[test]
fn the_short_way_to_spell_an_address_agrees_with_the_long_one() {
    for raw in
        ["A@b", "a@b.c", "a@", "@b", "a@@b", "a.b+c=d@E.org", "mailto:a@b.org", "a b@c", "x#y@z", "a@b."]
    {
        if let Some(simple) = simple_email(raw.as_bytes()) {
            assert_eq!(Some(simple.as_str()), channel::email(raw).as_deref(), "{raw}");
        }
    }
}

#[test]
fn hidden_addresses_of_list_archives_are_shown() {
    assert_eq!(reveal(b"ann at example.org (Ann at Work)"), b"ann@example.org (Ann at Work)");
}

#[test]
fn many_opening_marks_take_no_longer_than_their_length() {
    assert_eq!(mailboxes("(\"<".repeat(100_000).as_bytes()), []);
}

#[test]
fn every_short_text_of_marks_is_read() {
    // Among them `<@<"@`, whose second bracket opens where the first was given up.
    let marks = b"<>@,;\"(a ";
    let mut texts = vec![Vec::new()];
    for length in 0..5 {
        let longer = texts.iter().filter(|text| text.len() == length);
        let longer: Vec<Vec<u8>> =
            longer.flat_map(|text| marks.map(|mark| [text, &[mark][..]].concat())).collect();
        texts.extend(longer);
    }
    for text in &texts {
        assert!(mailboxes(text).iter().all(|(_, email)| email.contains('@')), "{}", text.escape_ascii());
    }
}
