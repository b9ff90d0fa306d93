use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Address, Direction, Draft, Item, ValueKind};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{read, recognise};
use crate::dates::{Days, Order};
use crate::{Asked, Format};

fn found(text: &str, name: &str, format: Option<Format>) -> Vec<Item> {
    found_in(text, name, format, None)
}

fn found_in(text: &str, name: &str, format: Option<Format>, region: Option<&str>) -> Vec<Item> {
    let asked = Asked {
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        zone: TimeZone::UTC,
        texts: false,
        me: Vec::new(),
        format,
        all_of_it: false,
        region: region.map(str::to_owned),
    };
    let mut all = Vec::new();
    let _ = read(text.as_bytes(), &Arc::from(name), &asked, &mut |found| {
        all.push(found);
        ControlFlow::Continue(())
    });
    all
}

fn texts(found: &Item, kind: ValueKind) -> Vec<&str> {
    let Item::Draft(Draft::Person(person), _) = found else { panic!("{found:?}") };
    person.values.iter().filter(|v| v.kind == kind).map(|v| v.text.as_str()).collect()
}

fn latest() -> Date {
    Date::constant(2026, 1, 1)
}

#[test]
fn days_and_times_are_read_as_they_are_written() {
    for (text, order, day) in [
        ("12 Mar 2024", Order::MonthFirst, Some("2024-03-12")),
        ("7-Feb-22", Order::MonthFirst, Some("2022-02-07")),
        ("3.4.1990", Order::MonthFirst, Some("1990-04-03")),
        ("03/04/1990", Order::DayFirst, Some("1990-04-03")),
        ("03/04/1990", Order::MonthFirst, Some("1990-03-04")),
        ("--02-29", Order::DayFirst, Some("--02-29")),
        ("0/0/00", Order::DayFirst, None),
        ("2023-02-29", Order::DayFirst, None),
        ("06-15-1980", Order::MonthFirst, Some("1980-06-15")),
        ("6/15/1980 12:00:00 AM", Order::MonthFirst, Some("1980-06-15")),
        ("1980-06-15T00:00:00Z", Order::DayFirst, Some("1980-06-15")),
        ("15.06.1980 00:00", Order::MonthFirst, Some("1980-06-15")),
        ("6/15/54", Order::MonthFirst, Some("1954-06-15")),
        ("6/15/04", Order::MonthFirst, Some("2004-06-15")),
        ("80-06-15", Order::DayFirst, Some("1980-06-15")),
        ("Sun Jun 15 00:00:00 1980", Order::MonthFirst, Some("1980-06-15")),
        ("Sun Jun 15 00:00:00 CEST 1980", Order::DayFirst, Some("1980-06-15")),
        ("Sun Jun 15 1980 00:00:00 GMT+0200 (CEST)", Order::DayFirst, Some("1980-06-15")),
        ("15/06", Order::DayFirst, Some("--06-15")),
        ("06/15", Order::DayFirst, Some("--06-15")),
        ("15.6.", Order::MonthFirst, Some("--06-15")),
        ("June 15", Order::DayFirst, Some("--06-15")),
        ("15. Juni", Order::MonthFirst, Some("--06-15")),
        ("June 15th, 1980", Order::DayFirst, Some("1980-06-15")),
        ("Sunday, June 15, 1980", Order::DayFirst, Some("1980-06-15")),
        ("Sonntag, 15. Juni 1980", Order::MonthFirst, Some("1980-06-15")),
        ("15 de junio de 1980", Order::MonthFirst, Some("1980-06-15")),
        ("mar. 15 avril 1980", Order::MonthFirst, Some("1980-04-15")),
        ("1er août 1980", Order::MonthFirst, Some("1980-08-01")),
        ("15 giugno 1980", Order::MonthFirst, Some("1980-06-15")),
        ("15 mei 1980", Order::MonthFirst, Some("1980-05-15")),
        ("15. kesäkuuta 1980", Order::MonthFirst, Some("1980-06-15")),
        ("15 czerwca 1980", Order::MonthFirst, Some("1980-06-15")),
        ("15. června 1980", Order::MonthFirst, Some("1980-06-15")),
        ("15 июня 1980 г.", Order::MonthFirst, Some("1980-06-15")),
        ("1980年6月15日", Order::MonthFirst, Some("1980-06-15")),
        ("١٥/٠٦/١٩٨٠", Order::DayFirst, Some("1980-06-15")),
        ("1980-W24-7", Order::DayFirst, Some("1980-06-15")),
        ("29387", Order::DayFirst, Some("1980-06-15")),
        ("19800615", Order::DayFirst, Some("1980-06-15")),
        ("0000-06-15", Order::DayFirst, Some("--06-15")),
        ("1604-06-15", Order::DayFirst, Some("--06-15")),
        ("unknown", Order::DayFirst, None),
        ("June 1980", Order::DayFirst, None),
        ("soon", Order::DayFirst, None),
        ("", Order::DayFirst, None),
    ] {
        assert_eq!(Days::plain(order, latest()).written(text).as_deref(), day, "{text}");
    }
    for (text, at) in [
        ("2024-03-12T10:00:00+01:00", "2024-03-12T09:00:00Z"),
        ("2024-03-12 10:00", "2024-03-12T10:00:00Z"),
        ("2024-03-12 10:00:05 UTC", "2024-03-12T10:00:05Z"),
        ("12.3.2024", "2024-03-12T12:00:00Z"),
        ("3/12/24, 8:05 PM", "2024-03-12T20:05:00Z"),
    ] {
        let read =
            Days::plain(Order::MonthFirst, latest()).moment(text, &TimeZone::UTC).map(|at| at.to_string());
        assert_eq!(read.as_deref(), Some(at), "{text}");
    }
}

fn notices(all: &[Item]) -> Vec<&str> {
    all.iter()
        .filter_map(|found| match found {
            Item::Noticed(problem) => Some(problem.what.as_str()),
            _ => None,
        })
        .collect()
}

fn people(all: &[Item]) -> Vec<&Item> {
    all.iter().filter(|found| matches!(found, Item::Draft(Draft::Person(_), _))).collect()
}

#[test]
fn a_birthday_may_be_without_its_year() {
    for (text, day) in
        [("04-12", "--04-12"), ("--04-12", "--04-12"), ("1985-04-12", "1985-04-12"), ("14-12", "--12-14")]
    {
        let all = found(&format!("name,birthday\nIda,{text}\n"), "people.csv", Some(Format::People));
        assert_eq!(texts(people(&all)[0], ValueKind::Birthday), [day], "{text}");
    }
}

#[test]
fn a_cell_that_cannot_be_read_loses_nobody() {
    for (header, text) in [
        ("name,email,birthday", "unknown"),
        ("name,email,birthday", "31.2.1980"),
        ("First Name,E-mail Address,Birthday", "in spring"),
        ("Vorname;Nachname;E-Mail;Geburtstag", "unbekannt"),
    ] {
        let between = if header.contains(';') { ";" } else { "," };
        let mut cells = vec!["Ida"; header.split([',', ';']).count() - 2];
        cells.extend(["ida@x.example", text]);
        let all = found(&format!("{header}\n{}\n", cells.join(between)), "p.csv", None);
        let person = people(&all);
        assert_eq!(person.len(), 1, "{header}: {all:?}");
        assert_eq!(texts(person[0], ValueKind::Other), [text]);
        assert!(notices(&all).iter().any(|what| what.contains(text)), "{all:?}");
    }
}

#[test]
fn cells_that_say_nothing_are_no_numbers_firms_or_people() {
    let read = |row: &str| found(&format!("Name,Email,Phone,Company\n{row}\n"), "p.csv", None);
    for silent in ["-", "0", "unknown", "n/a", "—", "null"] {
        let all = read(&format!("Ann Example,ann@x.example,{silent},{silent}"));
        assert!(texts(people(&all)[0], ValueKind::Phone).is_empty(), "{all:?}");
        assert!(silent == "0" || texts(people(&all)[0], ValueKind::Organisation).is_empty(), "{all:?}");
        assert!(notices(&all).is_empty(), "{all:?}");
    }
    for (cell, number) in [
        ("447700900123.0", "447700900123"),
        ("=\"07700900123\"", "07700900123"),
        ("'07700900123", "07700900123"),
    ] {
        let all = read(&format!("'Ann Example,ann@x.example,{cell},Brook"));
        assert_eq!(texts(people(&all)[0], ValueKind::Phone), [number]);
        assert_eq!(texts(people(&all)[0], ValueKind::Name), ["Ann Example"]);
    }
    let all = read("Ann Example,ann@x.example,4.47701E+11,Brook");
    assert!(texts(people(&all)[0], ValueKind::Phone).is_empty());
    assert_eq!(texts(people(&all)[0], ValueKind::Other), ["4.47701E+11"], "it is kept as it stands");
    assert!(notices(&all).iter().any(|what| what.contains("4.47701E+11")), "{all:?}");
    for nobody in ["Total: 1,,,", "null null,,,", "null null,,-,n/a"] {
        let all = read(nobody);
        assert!(matches!(&all[..], [Item::Skipped(..)]), "{nobody}: {all:?}");
    }
}

#[test]
fn any_table_with_people_in_it_is_read() {
    for (header, row) in [
        ("First Name,Last Name,Email,Phone", "Ann,Example,ann@x.example,+44 1353 555000"),
        ("Full Name,Email Address,Phone Number,Company", "Ann Example,ann@x.example,1,Brook"),
        ("Vorname;Nachname;E-Mail;Telefon", "Ann;Example;ann@x.example;+44 1353 555000"),
        ("Name;Vorname;E-Mail-Adresse", "Example;Ann;ann@x.example"),
        ("Nom;Prénom;Courriel", "Example;Ann;ann@x.example"),
        ("Nombre,Apellidos,Correo electrónico", "Ann,Example,ann@x.example"),
        ("Nome,Cognome,Indirizzo e-mail,Cellulare", "Ann,Example,ann@x.example,1"),
        ("Voornaam\tAchternaam\tE-mailadres", "Ann\tExample\tann@x.example"),
        ("Nome|Sobrenome|E-mail", "Ann|Example|ann@x.example"),
        ("Etunimi;Sukunimi;Sähköposti", "Ann;Example;ann@x.example"),
        ("Imię;Nazwisko;Adres e-mail", "Ann;Example;ann@x.example"),
        ("Förnamn;Efternamn;E-post", "Ann;Example;ann@x.example"),
        ("Fornavn;Efternavn;Mailadresse", "Ann;Example;ann@x.example"),
        ("Jméno;Příjmení;E-mail", "Ann;Example;ann@x.example"),
        ("FIRST_NAME,LAST_NAME,EMAIL", "Ann,Example,ann@x.example"),
        ("\"firstName\",\"lastName\",\"workEmail\"", "Ann,Example,ann@x.example"),
        ("First name:,Last name:,Email (required)", "Ann,Example,ann@x.example"),
        ("Name,E-mail", "\"Example, Ann\",Ann <ann@x.example>"),
        ("Person - Name,Person - Email - Work,Organization - Name", "Ann Example,ann@x.example,Brook"),
        ("Lead Owner,First Name,Last Name,Company,Email", "Bo,Ann,Example,Brook,ann@x.example"),
        ("# members of the club\n\nName;Ort;E-Mail", "Ann Example;Ely;ann@x.example"),
        ("sep=;\nname;email;phone", "Ann Example;ann@x.example;1"),
        ("Teilnehmer;E-Mail", "Ann Example;ann@x.example"),
        ("Kontakt;E-Mail", "Ann Example;ann@x.example"),
        ("Speaker;Email", "Ann Example;ann@x.example"),
        ("Ticket holder name;Ticket holder email", "Ann Example;ann@x.example"),
        ("Buyer name;Buyer email", "Ann Example;ann@x.example"),
        ("Order;Guardian First Name;Guardian Last Name;Guardian Email", "7;Ann;Example;ann@x.example"),
        ("Name (Original Name);User Email", "Ann Example;ann@x.example"),
        ("Participante;Correo", "Ann Example;ann@x.example"),
        ("Nom de l'adhérent;E-mail", "Ann Example;ann@x.example"),
        ("Nom de l’adhérent;E-mail", "Ann Example;ann@x.example"),
        ("Name des Teilnehmers;E-Mail des Teilnehmers", "Ann Example;ann@x.example"),
        ("이름,이메일,휴대전화,회사,직책", "Ann Example,ann@x.example,1,Brook,Buyer"),
        ("Họ và tên,Email,Điện thoại", "Ann Example,ann@x.example,1"),
        ("Όνομα,Επώνυμο,Email", "Ann,Example,ann@x.example"),
        ("שם פרטי,שם משפחה,אימייל", "Ann,Example,ann@x.example"),
        ("الاسم الأول,اسم العائلة,البريد الإلكتروني", "Ann,Example,ann@x.example"),
    ] {
        let all = found(&format!("{header}\n{row}\n"), "list.csv", None);
        let person = people(&all);
        assert_eq!(person.len(), 1, "{header}: {all:?}");
        assert_eq!(texts(person[0], ValueKind::Name), ["Ann Example"], "{header}");
        assert_eq!(texts(person[0], ValueKind::Email), ["ann@x.example"], "{header}");
    }
    let all = found("Email\nann@x.example\nben@x.example\n", "list.csv", None);
    assert_eq!(people(&all).len(), 2, "{all:?}");
    assert_eq!(recognise(b"Email\nsoon\nlater\n", "t.csv"), None, "no addresses stand below");
    for other in
        ["Date;Amount;Note\n1;2;3\n", "Name,Price\nTea,3\n", "Dear Ann,\nname, email and phone follow\nBye\n"]
    {
        assert_eq!(recognise(other.as_bytes(), "t.csv"), None, "{other}");
    }
}

#[test]
fn the_order_of_days_is_told_by_the_column_its_language_or_the_country() {
    let read = |header: &str, days: &[&str], region: Option<&str>| -> (Vec<String>, bool) {
        let rows: String = days.iter().map(|day| format!("Ann,ann@x.example,{day}\n")).collect();
        let all = found_in(&format!("{header}\n{rows}"), "p.csv", None, region);
        let days =
            people(&all).into_iter().flat_map(|p| texts(p, ValueKind::Birthday)).map(str::to_owned).collect();
        (days, notices(&all).iter().any(|what| what.contains("two ways")))
    };
    let english = "First Name,Email,Birthday";
    assert_eq!(read(english, &["04/03/1990", "25/03/1990"], None).0, ["1990-03-04", "1990-03-25"]);
    assert_eq!(read(english, &["04/03/1990", "03/25/1990"], None).0, ["1990-04-03", "1990-03-25"]);
    assert_eq!(read(english, &["04/03/1990"], None), (vec!["1990-04-03".into()], true));
    assert_eq!(read(english, &["04/03/1990"], Some("GB")), (vec!["1990-03-04".into()], true));
    assert_eq!(read("Vorname,E-Mail,Geburtstag", &["04/03/1990"], None), (vec!["1990-03-04".into()], true));
    assert_eq!(
        read(english, &["04.03.1990", "3/3/1990"], None),
        (vec!["1990-03-04".into(), "1990-03-03".into()], false)
    );
}

#[test]
fn a_column_that_nobody_knows_is_named() {
    let all = found("First Name,Email,Shoe,Hat\nAnn,ann@x.example,43,L\n", "p.csv", None);
    assert!(notices(&all).iter().any(|what| what.contains("\"Shoe\", \"Hat\"")), "{all:?}");
    assert_eq!(texts(people(&all)[0], ValueKind::Other), ["43", "L"]);
}

#[test]
fn a_name_of_exchange_is_no_address() {
    let text = "First Name,Last Name,E-mail Address,E-mail Type,E-mail Display Name\n\
                Ann,Example,/o=ExchangeLabs/ou=x/cn=Recipients/cn=1c-ann,EX,Ann Example (ann@x.example)\n\
                ,,ben@x.example,SMTP,Ben Sample (ben@x.example)\n";
    let all = found(text, "contacts.csv", None);
    let both = people(&all);
    assert_eq!(texts(both[0], ValueKind::Email), ["ann@x.example"]);
    assert_eq!(texts(both[1], ValueKind::Name), ["Ben Sample"]);
    assert_eq!(notices(&all), [""; 0]);
}

#[test]
fn tables_are_told_apart_by_their_columns() {
    for (header, label) in [
        ("name;email;shoe size", Some("goodturn people")),
        ("name,shoe size", None),
        ("when\twho\tkind", Some("goodturn interactions")),
        ("a,b,since", Some("goodturn ties")),
        ("who,direction,kind,on", Some("goodturn turns")),
        ("who,what,until", Some("goodturn needs or offers")),
        ("who,need,until", Some("goodturn needs")),
        ("Who;Offers", Some("goodturn offers")),
        ("who,need,offer", None),
        ("Name", Some("linkedin, about yourself")),
        ("", None),
    ] {
        assert_eq!(recognise(header.as_bytes(), "t.csv"), label, "{header}");
    }
}

#[test]
fn a_missing_column_is_said_once() {
    let all = found("when,kind\n2024-01-01,call\n2024-01-02,call\n", "t.csv", Some(Format::Interactions));
    let [Item::Failed(problem)] = all.as_slice() else { panic!("{all:?}") };
    let said = "the column \"who\" is missing; the header row needs: when, who, kind, direction, text";
    assert_eq!(problem.what, said);
}

#[test]
fn people_keep_several_values_and_unknown_columns() {
    let text = "name,email,birthday,street,city,Shoe\n\n\
                Mira Falk,m@example.org ::: f@example.org,3.4.1990,1 Hill,Ulm,43\n";
    let all = found(text, "p.csv", None);
    let all = people(&all);
    assert_eq!(all.len(), 1);
    assert_eq!(texts(all[0], ValueKind::Email), ["m@example.org", "f@example.org"]);
    assert_eq!(texts(all[0], ValueKind::Birthday), ["1990-04-03"]);
    assert_eq!(texts(all[0], ValueKind::Address), ["1 Hill\nUlm\n\n\n"]);
    assert_eq!(texts(all[0], ValueKind::Other), ["43"]);
    assert!(matches!(all[0], Item::Draft(_, place) if place.to_string() == "p.csv, line 3"));
}

#[test]
fn the_owner_of_messages_is_in_the_most_conversations() {
    let text = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,IS MESSAGE DRAFT\n\
                1,Ida Own,https://l.example/in/ida,Bo Far,https://l.example/in/bo,2024-01-02 03:04:05 UTC,,<p>Hi</p>,No\n\
                2,Cy Low,https://l.example/in/cy,Ida Own,https://l.example/in/ida,2024-01-03 03:04:05 UTC,,Yo,No\n\
                2,Ida Own,https://l.example/in/ida,Cy Low,https://l.example/in/cy,2024-01-03 03:04:05 UTC,,Un,Yes\n";
    let all = found(text, "messages.csv", None);
    let [Item::Draft(Draft::Interaction(out), _), Item::Draft(Draft::Interaction(got), _), Item::Skipped(..)] =
        all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!((out.direction, out.title.as_str()), (Some(Direction::Out), "Hi"));
    assert_eq!(out.parties[0].address, Address::Me);
    assert_eq!(out.parties[1].address, Address::Url("https://l.example/in/bo".into()));
    assert_eq!((got.direction, got.text.as_str()), (Some(Direction::In), "Yo"));
}

#[test]
fn turns_and_wishes_and_ties_are_read_or_refused() {
    let all = found(
        "who,direction,kind,on,weight\nbo@Example.org,gave,advice,2024-01-02,\nBo,lent,advice,2024-01-02,\n",
        "t.csv",
        None,
    );
    assert!(matches!(&all[0], Item::Draft(Draft::Turn(turn), _)
        if turn.direction == Direction::Out && turn.who == Address::Email("bo@example.org".into())));
    assert!(matches!(&all[1], Item::Failed(_)));
    let all = found("who,what,until\nBo,a van,2024-05-01\n", "my-offers.csv", None);
    assert!(matches!(&all[0], Item::Draft(Draft::Wish(wish), _) if wish.until == "2024-05-01"));
    let all = found("a,b,strength\nBo,Cy,120\nBo,Cy,12\n", "ties.csv", None);
    assert!(matches!(all.as_slice(), [Item::Failed(_), Item::Draft(Draft::Tie(_), _)]));
}

#[test]
fn what_a_linkedin_message_says_is_kept_in_every_layout() {
    let older = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT\n\
                 1,,Bo Far,https://l.example/in/bo,Ida Own,2024-01-02 03:04:05 UTC,,\"One\n<b>two</b>\"\n\
                 2,Walkers,Ida Own,https://l.example/in/ida,\"Bo Far,Cy Low\",2024-01-03 03:04:05 UTC,,\n\
                 3,,Di Hay,https://l.example/in/di,Ida Own,2024-01-04 03:04:05 UTC,,Hi\n";
    let all = found(older, "messages.csv", None);
    let [Item::Draft(Draft::Interaction(got), _), Item::Draft(Draft::Interaction(sent), _), _] =
        all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!((got.title.as_str(), got.text.as_str()), ("One two", "One two"));
    assert_eq!((got.direction, &got.parties[1].address), (Some(Direction::In), &Address::Me));
    // Those written to have no page in this layout; the one who wrote elsewhere is known by theirs.
    assert_eq!(sent.parties[1].address, Address::Url("https://l.example/in/bo".into()));
    assert_eq!(sent.parties[2].address, Address::Name("Cy Low".into()));
    assert_eq!((sent.direction, sent.title.as_str()), (Some(Direction::Out), "Walkers"));
}

#[test]
fn an_invitation_keeps_its_message_and_its_direction() {
    let text = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
                Bo Far,Ida Own,\"3/12/24, 8:05 PM\",Met at the fair.,INCOMING,https://l.example/in/bo,https://l.example/in/ida\n\
                Ida Own,Cy Low,\"3/13/24, 8:05 AM\",,OUTGOING,https://l.example/in/ida,https://l.example/in/cy\n";
    let all = found(text, "Invitations.csv", None);
    let [Item::Draft(Draft::Interaction(got), _), Item::Draft(Draft::Interaction(sent), _)] = all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!((got.direction, got.text.as_str()), (Some(Direction::In), "Met at the fair."));
    assert_eq!(got.parties[0].address, Address::Url("https://l.example/in/bo".into()));
    assert_eq!(got.at.unwrap().to_string(), "2024-03-12T20:05:00Z");
    assert_eq!((sent.direction, &sent.parties[0].address), (Some(Direction::Out), &Address::Me));
    assert_eq!(sent.parties[1].address, Address::Url("https://l.example/in/cy".into()));
}

#[test]
fn a_recommendation_keeps_its_words() {
    let text = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n\
                Bo,Far,\"Far, Ltd\",Head of Boats,\"She sails.\nWell.\",\"03/12/24, 10:22 AM\",VISIBLE\n\
                Cy,Low,,,,03/13/2024,\n";
    for (name, way) in [
        ("x.zip!Recommendations_Given.csv", Direction::Out),
        ("Recommendations_Received (1).csv", Direction::In),
    ] {
        let all = found(text, name, None);
        let [Item::Draft(Draft::Turn(full), _), Item::Draft(Draft::Turn(bare), _)] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!((full.direction, full.on.as_str()), (way, "2024-03-12"));
        assert_eq!(
            full.what,
            "LinkedIn recommendation (Head of Boats, Far, Ltd; visible)\nShe sails.\nWell."
        );
        assert_eq!((bare.what.as_str(), bare.on.as_str()), ("LinkedIn recommendation", "2024-03-13"));
    }
    let [Item::Failed(problem)] = &found(text, "mine.csv", None)[..] else { panic!("not refused") };
    assert!(problem.what.contains("Recommendations_Given.csv"), "{}", problem.what);
}

#[test]
fn needs_and_offers_are_told_by_name_or_column() {
    let kind = |text: &str, name: &str, format| match found(text, name, format).as_slice() {
        [Item::Draft(Draft::Wish(wish), _)] => format!("{:?}: {}", wish.kind, wish.what),
        other => format!("{other:?}"),
    };
    let same = "who,what,until\nBo,a van,2024-05-01\n";
    for (text, name, told) in [
        (same, "x/Our NEEDS 2024.csv", "Need: a van"),
        (same, "needs/all.zip!Offers.CSV", "Offer: a van"),
        ("who,what\nBo,a van\n", "offered.csv", "Offer: a van"),
        ("who,need\nBo,a van\n", "t.csv", "Need: a van"),
        ("Who;Offer;Until\nBo;a van;\n", "needs.csv", "Offer: a van"),
    ] {
        assert_eq!(kind(text, name, None), told, "{name}: {text}");
    }
    assert_eq!(kind("who,need\nBo,a van\n", "t.csv", Some(Format::Needs)), "Need: a van");
    assert_eq!(kind(same, "needs.csv", Some(Format::Offers)), "Offer: a van");
    for name in ["t.csv", "needs-and-offers.csv"] {
        let [Item::Failed(problem)] = &found(same, name, None)[..] else { panic!("{name} was guessed") };
        assert_eq!(
            problem.what,
            "tables of needs and of offers have the same columns; say which it is, needs or offers, or \
             call the column \"need\" or \"offer\" instead of \"what\""
        );
    }
    assert_eq!(recognise(same.as_bytes(), "/home/ann/needs/Offers.csv"), Some("goodturn offers"));
    let [Item::Failed(problem)] = &found("who,until\nBo,\n", "t.csv", Some(Format::Needs))[..] else {
        panic!("read without a column")
    };
    assert!(problem.what.starts_with("the column \"what\" is missing"), "{}", problem.what);
}

#[test]
fn a_meeting_of_outlook_needs_somebody_else() {
    let text = "Subject,Start Date,Start Time,Meeting Organizer,Required Attendees,Optional Attendees\n\
                Tea,03/12/2024,10:00 AM,ann@example.org,Bo Far;ann@example.org,\n\
                Alone,03/12/2024,11:00 AM,,,\n";
    let all = found(text, "calendar.csv", None);
    let [Item::Draft(Draft::Interaction(tea), _), Item::Skipped("nobody else in it", _)] = all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!(tea.parties.len(), 2);
}

#[test]
fn no_address_is_lost_in_google_s_and_thunderbird_s_exports_in_other_languages() {
    for (header, row) in [
        (
            "Vorname,Nachname,Labels,E-Mail 1 – Label,E-Mail 1 – Wert",
            "* myContacts,* Arbeit,ann@brook.example",
        ),
        (
            "Prénom,Nom de famille,Libellés,E-mail 1 - Libellé,E-mail 1 - Valeur",
            "* myContacts,* Travail,ann@brook.example",
        ),
        (
            "Nombre,Apellidos,Etiquetas,Correo electrónico 1 - Etiqueta,Correo electrónico 1 - Valor",
            "* Mis contactos,* Trabajo,ann@brook.example",
        ),
        (
            "Nome,Cognome,Etichette,Email 1 - Etichetta,Email 1 - Valore",
            "* myContacts,* Lavoro,ann@brook.example",
        ),
        (
            "Voornaam,Achternaam,Labels,E-mail 1 - Label,E-mail 1 - Waarde",
            "* myContacts,* Werk,ann@brook.example",
        ),
        (
            "Etunimi,Sukunimi,Tunnisteet,Sähköposti 1 - Tunniste,Sähköposti 1 - Arvo",
            "* myContacts,* Työ,ann@brook.example",
        ),
        (
            "Förnamn,Efternamn,Etiketter,E-post 1 – Etikett,E-post 1 – Värde",
            "* myContacts,* Arbete,ann@brook.example",
        ),
        (
            "Imię,Nazwisko,Etykiety,E-mail 1 – Etykieta,E-mail 1 – Wartość",
            "* myContacts,* Praca,ann@brook.example",
        ),
    ] {
        let all = found(&format!("{header}\nAnn,Example,{row}\n"), "contacts.csv", None);
        let [Item::Draft(Draft::Person(person), _)] = all.as_slice() else { panic!("{header}: {all:?}") };
        let mail = person.values.iter().find(|value| value.kind == ValueKind::Email).unwrap();
        assert_eq!((mail.label.as_str(), mail.text.as_str()), ("work", "ann@brook.example"), "{header}");
        assert_eq!(texts(&all[0], ValueKind::Tag), Vec::<&str>::new(), "{header}");
        assert_eq!(texts(&all[0], ValueKind::Other), Vec::<&str>::new(), "{header}");
    }
    let two = "Prénom,Nom de famille,Téléphone 1 - Libellé,Téléphone 1 - Valeur,Adresse 1 - Libellé,Adresse 1 - Rue,\
               Adresse 1 - Ville,Adresse 2 - Libellé,Adresse 2 - Rue,Adresse 2 - Ville\n\
               Ann,Example,Mobile,+44 7700 900123,Domicile,1 High St,Hill,Travail,2 Low St,Brook\n";
    let all = found(two, "contacts.csv", None);
    assert_eq!(texts(&all[0], ValueKind::Address), ["1 High St\nHill\n\n\n", "2 Low St\nBrook\n\n\n"]);
    let Item::Draft(Draft::Person(person), _) = &all[0] else { panic!("{all:?}") };
    let labelled =
        |kind| person.values.iter().filter(move |value| value.kind == kind).map(|v| v.label.as_str());
    assert_eq!(labelled(ValueKind::Phone).collect::<Vec<_>>(), ["mobile"]);
    assert_eq!(labelled(ValueKind::Address).collect::<Vec<_>>(), ["home", "work"]);
}

#[test]
fn a_column_of_nothing_but_addresses_is_the_address_unless_it_is_somebody_else_s() {
    let mails = |header: &str, rows: &str| {
        let all = found(&format!("{header}\n{rows}"), "members.csv", None);
        all.iter()
            .filter(|found| matches!(found, Item::Draft(..)))
            .flat_map(|found| {
                texts(found, ValueKind::Email).into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let rows = "Ann,Example,ann@brook.example\nBen,Sample,\nCleo,Test,cleo@brook.example\n";
    assert_eq!(mails("First name,Last name,Xyzzy", rows), ["ann@brook.example", "cleo@brook.example"]);
    for header in ["First name,Last name,Inviter email", "First name,Last name,Owner contact mailbox"] {
        assert_eq!(mails(header, rows), Vec::<String>::new(), "{header}");
    }
    let mixed = rows.replace("cleo@brook.example", "by post");
    assert_eq!(mails("First name,Last name,Xyzzy", &mixed), Vec::<String>::new());
    let one_for_all = rows
        .replace("ann@", "olga@")
        .replace("cleo@", "olga@")
        .replace("Sample,", "Sample,olga@brook.example");
    assert_eq!(mails("First name,Last name,Xyzzy", &one_for_all), Vec::<String>::new());
}
