//! Whom the day names, and whom it spares.

use super::*;
use crate::draft::Direction;

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + day * 86_400).unwrap()
}

fn candidate(who: &'static str, contacts: impl IntoIterator<Item = i64>) -> Candidate<&'static str> {
    let mut bond = Bond::default();
    for day in contacts {
        let _ = bond.add(at(day), Direction::Both, 1.0);
    }
    Candidate { who, bond, rank: 0, cadence: Cadence::ByRank, birthday: None, once_close: false }
}

/// One of many, each with a name of their own.
fn friend(n: usize) -> &'static str {
    const NAMES: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    &NAMES[n..=n]
}

fn whys(candidates: Vec<Candidate<&'static str>>, now: i64) -> Vec<(&'static str, Why)> {
    named(candidates, &[], now).into_iter().map(|line| (line.who, line.why)).collect()
}

fn named(candidates: Vec<Candidate<&'static str>>, kin: &[&str], now: i64) -> Vec<Line<&'static str>> {
    listed(candidates, &mut Known { kin, ..Known::default() }, now)
}

fn listed(
    candidates: Vec<Candidate<&'static str>>,
    known: &mut Known<'_>,
    now: i64,
) -> Vec<Line<&'static str>> {
    let Ok(lines) = today(candidates, Vec::new(), known, at(now), &TimeZone::UTC);
    lines
}

/// Who is family, who is gently dealt with, who wants no line, who wants a call; when they were last spoken to by hand;
/// how often it was asked, and how many of those asked are family whoever they are.
#[derive(Default)]
struct Known<'k> {
    kin: &'k [&'k str],
    gentle: &'k [&'k str],
    never: &'k [&'k str],
    called: &'k [&'k str],
    logged: Option<Timestamp>,
    asked: usize,
    kin_first: usize,
}

impl Heed<&'static str> for Known<'_> {
    type Error = std::convert::Infallible;

    fn look(&mut self, who: &&'static str) -> Result<Looked, Self::Error> {
        self.asked += 1;
        let pace = match who {
            _ if self.asked <= self.kin_first => Pace::Kin,
            who if self.kin.contains(who) => Pace::Kin,
            who if self.gentle.contains(who) => Pace::Gentle,
            _ => Pace::Usual,
        };
        Ok(Looked { pace, logged: self.logged })
    }

    fn stands(&mut self, line: &Line<&'static str>) -> Result<Stands, Self::Error> {
        Ok(match line.who {
            who if self.never.contains(&who) => Stands::No,
            who if self.called.contains(&who) => Stands::So("prefers phone".into()),
            _ => Stands::Yes,
        })
    }
}

#[test]
fn who_wants_no_line_makes_room_and_how_somebody_wants_it_is_said() {
    let candidates = ["a", "b", "c", "d", "e", "f", "g"].map(|who| candidate(who, (0..300).step_by(10)));
    let mut known = Known { never: &["a", "c"], called: &["b"], ..Known::default() };
    let lines = listed(candidates.to_vec(), &mut known, 330);
    let names: Vec<&str> = lines.iter().map(|line| line.who).collect();
    assert_eq!(names, ["b", "d", "e", "f", "g"]);
    assert!(lines[0].reason.ends_with("; prefers phone"), "{}", lines[0].reason);
    assert!(!lines[1].reason.contains("phone"));
}

#[test]
fn a_gentle_tie_is_not_hurried_by_its_rhythm_and_never_asked_twice_a_month() {
    // Seen every ten days, in the tier of a week; and seen every ten days, in the tier of a quarter.
    let close = candidate("close", (0..300).step_by(10));
    let mut far = candidate("far", (0..300).step_by(10));
    far.rank = 40;
    let names = |now| {
        let mut known = Known { gentle: &["close", "far"], ..Known::default() };
        let lines = listed(vec![close.clone(), far.clone()], &mut known, now);
        lines.into_iter().map(|line| line.who).collect::<Vec<_>>()
    };
    assert_eq!(whys(vec![close.clone(), far.clone()], 330).len(), 2, "without care");
    assert_eq!(names(312), [""; 0]);
    assert_eq!(names(319), [""; 0]);
    assert_eq!(names(321), ["close"]);
    assert_eq!(names(360), ["close"], "the far one is not hurried");
    assert_eq!(names(381).len(), 2);
}

#[test]
fn a_matter_comes_before_a_tie_and_instead_of_it() {
    let overdue = candidate("eva", (1000..1910).step_by(30));
    let today = |matters| {
        let known = &mut Known::default();
        let Ok(lines) = today(vec![overdue.clone()], matters, known, at(2002), &TimeZone::UTC);
        lines.into_iter().map(|line: Line<&str>| (line.who, line.why)).collect::<Vec<_>>()
    };
    assert_eq!(today(Vec::new()), [("eva", Why::Overdue)]);
    let due = day(at(2002), &TimeZone::UTC);
    let promise = |who| Line::matter(Why::Promise, who, "due".into(), due, "keep 1".into(), 1.0);
    assert_eq!(today(vec![promise("eva")]), [("eva", Why::Promise)]);
    assert_eq!(today(vec![promise("bob")]), [("bob", Why::Promise), ("eva", Why::Overdue)]);
    let many = vec![promise("a"), promise("b"), promise("c")];
    assert_eq!(today(many).len(), 4, "what is free goes to whatever waits");
}

#[test]
fn each_reason_finds_its_person() {
    let mut born = candidate("born", []);
    // A Tuesday.
    let now = day(at(2002), &TimeZone::UTC);
    born.birthday = Some((now.month(), now.day()));
    let met = candidate("met", [1993]);
    let mut close = candidate("close", (1000..1910).step_by(30));
    close.rank = 8;
    let mut fading = candidate("fading", (1000..1700).step_by(7));
    fading.rank = 140;
    fading.once_close = true;
    let mut old = candidate("old", (0..300).step_by(7));
    old.rank = 9000;
    old.once_close = true;
    let mut stranger = candidate("stranger", [0]);
    stranger.rank = 9001;
    assert_eq!(
        whys(vec![stranger, old, fading, close, met, born], 2002),
        [
            ("born", Why::Birthday),
            ("met", Why::New),
            ("close", Why::Overdue),
            ("fading", Why::Fading),
            ("old", Why::Dormant)
        ]
    );
}

#[test]
fn any_two_way_contact_resets_the_cadence() {
    let mut friend = candidate("friend", (0..300).step_by(10));
    assert_eq!(whys(vec![friend.clone()], 330), [("friend", Why::Overdue)]);
    let _ = friend.bond.add(at(329), Direction::Both, 1.0);
    assert_eq!(whys(vec![friend], 330), []);
}

#[test]
fn one_way_contact_does_not_reset_the_cadence_but_what_is_logged_does() {
    for one_way in [Direction::In, Direction::Out] {
        let mut friend = candidate("friend", (0..300).step_by(10));
        let _ = friend.bond.add(at(328), one_way, 1.0);
        let lines = named(vec![friend.clone()], &[], 330);
        assert_eq!(lines.len(), 1, "{one_way:?}");
        assert!(
            lines[0]
                .reason
                .starts_with("6 weeks since you were in touch both ways, 2 days since the last word;"),
            "{lines:?}"
        );
        let mut known = Known { logged: Some(at(328)), ..Known::default() };
        let lines = listed(vec![friend], &mut known, 330);
        assert_eq!(lines, [], "{one_way:?}");
    }
}

#[test]
fn muted_people_and_chosen_gaps_are_kept() {
    let mut friend = candidate("friend", (0..300).step_by(10));
    friend.cadence = Cadence::Never;
    assert_eq!(whys(vec![friend.clone()], 330), []);
    friend.cadence = Cadence::Every(90);
    assert_eq!(whys(vec![friend.clone()], 330), []);
    assert_eq!(whys(vec![friend], 390), [("friend", Why::Overdue)]);
}

#[test]
fn a_new_contact_is_as_old_as_it_is() {
    let reason = |now| named(vec![candidate("met", [0])], &[], now).remove(0).reason;
    assert!(reason(8).contains(", 8 days ago: follow up"), "{}", reason(8));
    assert!(reason(26).contains(", 4 weeks ago: follow up"), "{}", reason(26));
    assert!(reason(75).contains(", 2 months ago, and quiet since"), "{}", reason(75));
}

#[test]
fn what_was_wanted_is_said_as_it_was_said() {
    let mut friend = candidate("friend", [0, 10]);
    friend.cadence = Cadence::Every(30);
    let reason = named(vec![friend], &[], 110).remove(0).reason;
    assert_eq!(reason, "3 months since you were in touch; you wanted every 30 days");
}

#[test]
fn family_bears_twice_the_silence() {
    let brother = candidate("brother", (0..300).step_by(10));
    let due = |kin: &[&str], now| !named(vec![brother.clone()], kin, now).is_empty();
    assert!(due(&[], 300) && !due(&["brother"], 300), "10 days of silence");
    assert!(due(&["brother"], 305), "15 days of silence");
    let mut wanted = brother.clone();
    wanted.cadence = Cadence::Every(8);
    assert_eq!(named(vec![wanted], &["brother"], 300).len(), 1, "a number of days is kept");
}

#[test]
fn only_those_who_would_be_named_are_asked_about() {
    let many: Vec<_> = (0..40).map(|n| candidate(friend(n), (0..300).step_by(10))).collect();
    let mut known = Known { kin_first: 3, ..Known::default() };
    let lines = listed(many, &mut known, 300);
    assert_eq!((lines.len(), known.asked), (MOST, MOST + 3), "three make room for three others");
}

/// Who is named as dormant on each of the 56 days of eight weeks from a Monday on, of so many.
fn woken(count: usize) -> Vec<Option<&'static str>> {
    const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let old: Vec<_> = NAMES[..count]
        .iter()
        .enumerate()
        .map(|(n, who)| {
            let mut old = candidate(who, (0..300 - 10 * n as i64).step_by(7));
            (old.rank, old.once_close) = (9000, true);
            old
        })
        .collect();
    let monday = 2001;
    assert_eq!(day(at(monday), &TimeZone::UTC).weekday(), jiff::civil::Weekday::Monday);
    (monday..monday + 56)
        .map(|now| match whys(old.clone(), now).as_slice() {
            [] => None,
            [(who, Why::Dormant)] => Some(*who),
            more => panic!("{more:?}"),
        })
        .collect()
}

#[test]
fn two_dormant_ties_a_week_are_named_and_all_in_turn() {
    for count in [2, 3, 5, 9] {
        let days = woken(count);
        let mut seen = Vec::new();
        for week in days.chunks(7) {
            let (early, late) = week.split_at(3);
            assert!(early.iter().all(|who| who.is_some() && *who == early[0]), "{week:?}");
            assert!(late.iter().all(|who| who.is_some() && *who == late[0]), "{week:?}");
            assert_ne!(early[0], late[0], "of {count}");
            seen.extend([early[0], late[0]]);
        }
        let times = |who| seen.iter().filter(|other| **other == who).count();
        let counts: Vec<usize> = woken(count).into_iter().map(times).collect();
        let (few, many) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
        assert!(many - few <= 1, "everybody in turn: {counts:?}");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), count);
    }
}

#[test]
fn a_dormant_tie_alone_is_not_named_every_day() {
    for week in woken(1).chunks(7) {
        assert_eq!(week, [Some("a"), Some("a"), Some("a"), None, None, None, None]);
    }
    assert!(woken(0).iter().all(Option::is_none));
}

#[test]
fn the_list_is_a_handful() {
    let many = (0..40).map(|n| candidate(friend(n), (0..300).step_by(10))).collect();
    assert_eq!(whys(many, 330).len(), MOST);
}

#[test]
fn spans_are_words() {
    assert_eq!(span(1.2), "1 day");
    assert_eq!(span(20.0), "3 weeks");
    assert_eq!(span(100.0), "3 months");
    assert_eq!(span(1200.0), "3 years");
}

#[test]
fn nobody_stands_in_the_list_twice_but_for_a_birthday() {
    let now = day(at(2002), &TimeZone::UTC);
    let mut eva = candidate("eva", []);
    eva.birthday = Some((now.month(), now.day()));
    let matter = |why| Line::matter(why, "eva", "due".into(), now, "keep 1".into(), 1.0);
    let matters = vec![matter(Why::Match), matter(Why::Promise), matter(Why::Promise)];
    let Ok(lines) = today(vec![eva], matters, &mut Known::default(), at(2002), &TimeZone::UTC);
    let whys: Vec<Why> = lines.into_iter().map(|line| line.why).collect();
    assert_eq!(whys, [Why::Birthday, Why::Promise]);
}

#[test]
fn a_matter_that_is_left_sinks_asks_once_to_be_let_go_and_makes_room() {
    let friends = || (0..6).map(|n| candidate(friend(n), (0..300).step_by(10))).collect::<Vec<_>>();
    let today_is = day(at(330), &TimeZone::UTC);
    let promise = |who, left: i32| {
        let due = today_is - jiff::ToSpan::days(i64::from(left));
        Line::matter(Why::Promise, who, "You promised".into(), due, "keep 1".into(), f64::from(left))
    };
    let list = |matters: Vec<Line<&'static str>>| {
        let Ok(lines) = today(friends(), matters, &mut Known::default(), at(330), &TimeZone::UTC);
        lines
    };
    let names = |lines: &[Line<&'static str>]| lines.iter().map(|line| line.who).collect::<Vec<_>>();
    assert_eq!(names(&list(vec![promise("due", 3)]))[0], "due");
    // Left for three weeks, it makes room for everybody who is fresh.
    assert!(!names(&list(vec![promise("left", 21)])).contains(&"left"));
    let Ok(alone) =
        today(Vec::new(), vec![promise("left", 21)], &mut Known::default(), at(330), &TimeZone::UTC);
    assert_eq!(names(&alone), ["left"], "where there is room it stands");
    let asked = |left| {
        let Ok(lines) =
            today(Vec::new(), vec![promise("left", left)], &mut Known::default(), at(330), &TimeZone::UTC);
        lines.first().map(|line| line.reason.clone())
    };
    assert_eq!(asked(59).as_deref(), Some("You promised"));
    assert!(asked(62).is_some_and(|reason| reason.contains("may it be let go?")));
    assert_eq!(asked(70), None, "asked once, it leads no list for years");
    // Of several that were left one has its turn each day.
    let left: Vec<_> = ["x", "y", "z"].into_iter().map(|who| promise(who, 30)).collect();
    let turns: Vec<&str> = (330..333)
        .map(|now| {
            let Ok(lines) = today(Vec::new(), left.clone(), &mut Known::default(), at(now), &TimeZone::UTC);
            assert_eq!(lines.len(), 1, "{lines:?}");
            lines[0].who
        })
        .collect();
    assert_ne!(turns[0], turns[1]);
    assert_ne!(turns[1], turns[2]);
}

#[test]
fn a_friend_has_a_place_however_much_waits() {
    let friend = candidate("friend", (0..300).step_by(10));
    let due = day(at(330), &TimeZone::UTC);
    let kinds = [Why::Promise, Why::Promise, Why::Ask, Why::Introduction, Why::Thanks, Why::Business];
    let matters: Vec<_> = ["a", "b", "c", "d", "e", "f"]
        .into_iter()
        .zip(kinds)
        .map(|(who, why)| Line::matter(why, who, "due".into(), due, "keep 1".into(), 1.0))
        .collect();
    let Ok(lines) = today(vec![friend], matters, &mut Known::default(), at(330), &TimeZone::UTC);
    assert_eq!(lines.len(), MOST);
    assert!(lines.iter().any(|line| line.who == "friend"), "{lines:?}");
}

#[test]
fn those_who_were_met_on_one_day_stand_in_one_line() {
    let many = ["a", "b", "c"].map(|who| candidate(who, [0])).to_vec();
    let lines = named(many, &[], 8);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].reason.ends_with("; 2 more were met that day"), "{}", lines[0].reason);
    let met = day(at(0), &TimeZone::UTC);
    let follow = Line::matter(Why::FollowUp, "d", "Met at the fair".into(), met, "follow-up 1".into(), 1.0);
    let matters = vec![follow.met_on(Some(met))];
    let guests = ["a", "b"].map(|who| candidate(who, [0])).to_vec();
    let Ok(lines) = today(guests, matters, &mut Known::default(), at(8), &TimeZone::UTC);
    assert_eq!(lines.iter().map(|line| line.who).collect::<Vec<_>>(), ["d"]);
}

#[test]
fn who_is_hardly_known_is_none_of_the_closest_in_a_book_of_few() {
    // Two words years ago and one unanswered word since: the strongest tie of a book of one.
    let mut stranger = candidate("stranger", [0, 20]);
    let _ = stranger.bond.add(at(1400), Direction::In, 1.0);
    assert!(stranger.bond.strength(at(1680)) < CLOSE, "{}", stranger.bond.strength(at(1680)));
    assert_eq!(whys(vec![stranger], 1680), []);
}
