use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Address, Direction, Draft, Found, ValueKind};
use jiff::tz::TimeZone;

use super::dates::{Order, moment, written};
use super::{read, recognise};
use crate::{Asked, Format};

fn found(text: &str, name: &str, format: Option<Format>) -> Vec<Found> {
    let asked = Asked {
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        zone: TimeZone::UTC,
        texts: false,
        me: Vec::new(),
        format,
    };
    let mut all = Vec::new();
    let _ = read(text.as_bytes(), &Arc::from(name), &asked, &mut |found| {
        all.push(found);
        ControlFlow::Continue(())
    });
    all
}

fn texts(found: &Found, kind: ValueKind) -> Vec<&str> {
    let Found::Draft(Draft::Person(person), _) = found else { panic!("{found:?}") };
    person.values.iter().filter(|v| v.kind == kind).map(|v| v.text.as_str()).collect()
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
    ] {
        assert_eq!(written(text, order).as_deref(), day, "{text}");
    }
    for (text, at) in [
        ("2024-03-12T10:00:00+01:00", "2024-03-12T09:00:00Z"),
        ("2024-03-12 10:00", "2024-03-12T10:00:00Z"),
        ("2024-03-12 10:00:05 UTC", "2024-03-12T10:00:05Z"),
        ("12.3.2024", "2024-03-12T12:00:00Z"),
        ("3/12/24, 8:05 PM", "2024-03-12T20:05:00Z"),
    ] {
        let read = moment(text, &TimeZone::UTC, Order::MonthFirst).map(|at| at.to_string());
        assert_eq!(read.as_deref(), Some(at), "{text}");
    }
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
        ("Name", Some("linkedin, about yourself")),
        ("", None),
    ] {
        assert_eq!(recognise(header.as_bytes()), label, "{header}");
    }
}

#[test]
fn a_missing_column_is_said_once() {
    let all = found("when,kind\n2024-01-01,call\n2024-01-02,call\n", "t.csv", Some(Format::Interactions));
    let [Found::Failed(problem)] = all.as_slice() else { panic!("{all:?}") };
    let said = "the column \"who\" is missing; the header row needs: when, who, kind, direction, text";
    assert_eq!(problem.what, said);
}

#[test]
fn people_keep_several_values_and_unknown_columns() {
    let text = "name,email,birthday,street,city,Shoe\n\n\
                Mira Falk,m@example.org ::: f@example.org,3.4.1990,1 Hill,Ulm,43\n";
    let all = found(text, "p.csv", None);
    assert_eq!(all.len(), 1);
    assert_eq!(texts(&all[0], ValueKind::Email), ["m@example.org", "f@example.org"]);
    assert_eq!(texts(&all[0], ValueKind::Birthday), ["1990-04-03"]);
    assert_eq!(texts(&all[0], ValueKind::Address), ["1 Hill\nUlm\n\n\n"]);
    assert_eq!(texts(&all[0], ValueKind::Other), ["43"]);
    assert!(matches!(&all[0], Found::Draft(_, place) if place.to_string() == "p.csv, line 3"));
}

#[test]
fn the_owner_of_messages_is_in_the_most_conversations() {
    let text = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,IS MESSAGE DRAFT\n\
                1,Ida Own,https://l.example/in/ida,Bo Far,https://l.example/in/bo,2024-01-02 03:04:05 UTC,,<p>Hi</p>,No\n\
                2,Cy Low,https://l.example/in/cy,Ida Own,https://l.example/in/ida,2024-01-03 03:04:05 UTC,,Yo,No\n\
                2,Ida Own,https://l.example/in/ida,Cy Low,https://l.example/in/cy,2024-01-03 03:04:05 UTC,,Un,Yes\n";
    let all = found(text, "messages.csv", None);
    let [
        Found::Draft(Draft::Interaction(out), _),
        Found::Draft(Draft::Interaction(got), _),
        Found::Skipped(..),
    ] = all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!((out.direction, out.title.as_str()), (Some(Direction::Out), "Hi"));
    assert_eq!(out.parties[0].address, Address::Me);
    assert_eq!(out.parties[1].address, Address::Url("https://l.example/in/bo".into()));
    assert_eq!((got.direction, got.text.as_str()), (Some(Direction::In), ""));
}

#[test]
fn turns_and_wishes_and_ties_are_read_or_refused() {
    let all = found(
        "who,direction,kind,on,weight\nbo@Example.org,gave,advice,2024-01-02,\nBo,lent,advice,2024-01-02,\n",
        "t.csv",
        None,
    );
    assert!(matches!(&all[0], Found::Draft(Draft::Turn(turn), _)
        if turn.direction == Direction::Out && turn.who == Address::Email("bo@example.org".into())));
    assert!(matches!(&all[1], Found::Failed(_)));
    let all = found("who,what,until\nBo,a van,2024-05-01\n", "my-offers.csv", None);
    assert!(matches!(&all[0], Found::Draft(Draft::Wish(wish), _) if wish.until == "2024-05-01"));
    let all = found("a,b,strength\nBo,Cy,120\nBo,Cy,12\n", "ties.csv", None);
    assert!(matches!(all.as_slice(), [Found::Failed(_), Found::Draft(Draft::Tie(_), _)]));
}
