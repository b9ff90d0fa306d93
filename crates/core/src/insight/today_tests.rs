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
    Candidate {
        who,
        bond,
        rank: 0,
        cadence: Cadence::ByRank,
        birthday: None,
        once_close: false,
        circle: None,
        added: None,
    }
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
    refused: &'k [Why],
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
        if self.refused.contains(&line.why) {
            return Ok(Stands::No);
        }
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
    let promise =
        |who| Line::matter(Why::Promise, who, "due".into(), due, Deed::new("keep").text("id", "1"), 1.0);
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
                .starts_with("6 weeks since you were in touch both ways, the last word 2 days ago;"),
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
    let matter = |why| Line::matter(why, "eva", "due".into(), now, Deed::new("keep").text("id", "1"), 1.0);
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
        Line::matter(
            Why::Promise,
            who,
            "You promised".into(),
            due,
            Deed::new("keep").text("id", "1"),
            f64::from(left),
        )
    };
    let list = |matters: Vec<Line<&'static str>>| {
        let Ok(lines) = today(friends(), matters, &mut Known::default(), at(330), &TimeZone::UTC);
        lines
    };
    let asked = |left, asked: Option<i32>| {
        let mut line = promise("left", left);
        line.asked = asked.map(|ago| today_is - jiff::ToSpan::days(i64::from(ago)));
        let line = aged(line, today_is).ok()?;
        let Ok(lines) = today(Vec::new(), vec![line], &mut Known::default(), at(330), &TimeZone::UTC);
        lines.first().map(|line| line.reason.clone())
    };
    let names = |lines: &[Line<&'static str>]| lines.iter().map(|line| line.who).collect::<Vec<_>>();
    assert_eq!(names(&list(vec![promise("due", 3)]))[0], "due");
    // Left for three weeks, it makes room for everybody who is fresh, and comes back last one day in three.
    let mut places = (330..333).map(|now| {
        let Ok(lines) =
            today(friends(), vec![promise("left", 21)], &mut Known::default(), at(now), &TimeZone::UTC);
        names(&lines).iter().position(|who| *who == "left")
    });
    let mut stood: Vec<Option<usize>> = places.by_ref().collect();
    stood.sort_unstable();
    assert_eq!(stood, [None, None, Some(MOST - 1)]);
    let Ok(alone) =
        today(Vec::new(), vec![promise("left", 21)], &mut Known::default(), at(330), &TimeZone::UTC);
    assert_eq!(names(&alone), ["left"], "where there is room it stands");
    assert_eq!(asked(59, None).as_deref(), Some("You promised"));
    for (left, ago) in [(62, None), (62, Some(1)), (900, None), (900, Some(7)), (20, Some(7))] {
        let reason = asked(left, ago).unwrap();
        assert!(reason.contains("may it be let go?"), "{left}, {ago:?}: {reason}");
    }
    assert_eq!(asked(900, Some(8)), None, "asked once, it leads no list for years");
    assert_eq!(asked(20, Some(8)), None);
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
        .map(|(who, why)| Line::matter(why, who, "due".into(), due, Deed::new("keep").text("id", "1"), 1.0))
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
    let follow = Line::matter(
        Why::FollowUp,
        "d",
        "Met at the fair".into(),
        met,
        Deed::new("follow-up").text("id", "1"),
        1.0,
    );
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

/// A promise to somebody, so many days late on day 330.
fn late(who: &'static str, days: i64) -> Line<&'static str> {
    let due = day(at(330), &TimeZone::UTC) - jiff::ToSpan::days(days);
    Line::matter(
        Why::Promise,
        who,
        "You promised".into(),
        due,
        Deed::new("keep").text("id", who),
        days as f64,
    )
}

fn with(
    friends: Vec<Candidate<&'static str>>,
    matters: Vec<Line<&'static str>>,
    known: &mut Known<'_>,
) -> Vec<(&'static str, Why)> {
    let Ok(lines) = today(friends, matters, known, at(330), &TimeZone::UTC);
    lines.into_iter().map(|line| (line.who, line.why)).collect()
}

#[test]
fn a_matter_that_is_not_shown_hides_nobody() {
    let friends = |count| (0..count).map(|n| candidate(friend(n), (0..300).step_by(10))).collect::<Vec<_>>();
    // It has sunk, and another has its turn.
    let sunk: Vec<_> = (0..6).map(|n| late(friend(n), 35)).collect();
    let list = with(friends(6), sunk, &mut Known::default());
    assert_eq!(list.len(), MOST, "{list:?}");
    assert!(list.iter().filter(|(_, why)| *why == Why::Overdue).count() >= 4, "{list:?}");
    // It is refused, and the tie is not.
    let pitch = Line::matter(
        Why::Business,
        friend(0),
        "offer".into(),
        day(at(330), &TimeZone::UTC),
        Deed::new("stage").text("id", "1"),
        1.0,
    );
    let mut known = Known { refused: &[Why::Business], ..Known::default() };
    assert_eq!(with(friends(1), vec![pitch], &mut known), [(friend(0), Why::Overdue)]);
    // It finds no place among many that are fresh.
    let fresh: Vec<_> = (0..9).map(|n| late(friend(n), 9 - n as i64)).collect();
    let list = with(vec![candidate(friend(8), (0..300).step_by(10))], fresh, &mut Known::default());
    assert_eq!(list.len(), MOST);
    assert!(list.contains(&(friend(8), Why::Overdue)), "{list:?}");
    // It was asked about, and waits on its own page.
    let mut old = late(friend(0), 70);
    old.asked = Some(old.due + jiff::ToSpan::days(61));
    assert!(aged(old, day(at(330), &TimeZone::UTC)).is_err());
}

#[test]
fn what_asks_to_be_let_go_finds_its_place_among_friends() {
    let friends = (0..6).map(|n| candidate(friend(n), (0..300).step_by(10))).collect();
    let asking = aged(late("left", 70), day(at(330), &TimeZone::UTC)).unwrap();
    let list = with(friends, vec![asking], &mut Known::default());
    assert!(list.contains(&("left", Why::Promise)), "{list:?}");
}

#[test]
fn whom_one_meets_needs_no_line_about_the_tie() {
    let now = day(at(330), &TimeZone::UTC);
    let meeting = Line::matter(
        Why::Meeting,
        "a",
        "Meeting at 15:00".into(),
        now,
        Deed::new("brief").text("id", "a"),
        1.0,
    );
    let list = with(vec![candidate("a", (0..300).step_by(10))], vec![meeting], &mut Known::default());
    assert_eq!(list, [("a", Why::Meeting)]);
}

#[test]
fn whom_the_user_asked_for_is_named_also_where_nothing_was_written_down() {
    let named = |circle, cadence, now| {
        let mut ann = candidate("ann", []);
        (ann.circle, ann.cadence, ann.added, ann.rank) = (circle, cadence, Some(at(0)), usize::MAX);
        listed(vec![ann], &mut Known::default(), now).pop().map(|line| line.reason)
    };
    assert_eq!(named(None, Cadence::ByRank, 700), None, "nobody asked");
    assert_eq!(named(Some(1), Cadence::Never, 700), None);
    assert_eq!(named(None, Cadence::Every(7), 6), None);
    let reason = named(None, Cadence::Every(7), 8).unwrap();
    assert_eq!(reason, "In your book for 8 days and not in touch yet; you wanted every 7 days");
    let reason = named(Some(1), Cadence::ByRank, 700).unwrap();
    assert!(reason.ends_with("; in circle 1 of 5, every 7 days is good"), "{reason}");
    let first = |circle| (1..400).find(|now| named(Some(circle), Cadence::ByRank, *now).is_some());
    assert_eq!([1, 2, 3, 4, 5].map(first), [Some(7), Some(30), Some(90), Some(365), Some(365)]);
}

#[test]
fn a_circle_is_heard_also_where_the_tie_is_weak_or_long_silent() {
    // Two words, years ago.
    let mut old = candidate("old", [0, 3]);
    (old.circle, old.rank) = (Some(2), usize::MAX);
    assert_eq!(whys(vec![old.clone()], 1500), [("old", Why::Overdue)]);
    old.circle = None;
    assert_eq!(whys(vec![old], 1500), []);
}

#[test]
fn silence_is_told_by_the_days_of_the_calendar() {
    let zone = TimeZone::UTC;
    let noon = at(0);
    let told = |hours: i64| {
        let now = Timestamp::from_second(noon.as_second() + hours * 3600).unwrap();
        (silence(noon, now, &zone), ago(noon, now, &zone))
    };
    // 22:13 in the evening.
    assert_eq!(told(1), ("in touch today".into(), "today".into()));
    assert_eq!(told(3), ("silent for 1 day now".into(), "yesterday".into()));
    assert_eq!(told(48), ("silent for 2 days now".into(), "2 days ago".into()));
}

#[test]
fn a_matter_that_is_shown_stands_in_the_place_of_whatever_the_tie_says() {
    let deal = |days: i64| Line { why: Why::Business, ..late("met", days) };
    // Newly met, and a step of the schedule is due: it comes before business, and says less.
    let met = || vec![candidate("met", [320])];
    assert_eq!(with(met(), Vec::new(), &mut Known::default()), [("met", Why::New)]);
    for days in [1, 15] {
        assert_eq!(with(met(), vec![deal(days)], &mut Known::default()), [("met", Why::Business)]);
    }
    let mut refused = Known { refused: &[Why::Business], ..Known::default() };
    assert_eq!(with(met(), vec![deal(1)], &mut refused), [("met", Why::New)]);
}
