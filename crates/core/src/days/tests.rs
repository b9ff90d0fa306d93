//! What is said, and the day that it means, seen from Tuesday, 24 November 2026, 14:00.

use super::*;
use jiff::civil::date;

fn view(looks: Looks) -> View {
    View { now: date(2026, 11, 24).at(14, 0, 0, 0), looks, order: Some(Order::DayFirst), from: None }
}

/// Lines of a table: a phrase, and what is expected of it.
fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once('=')).map(|(said, meant)| (said.trim(), meant.trim()))
}

fn shown(said: Result<SpokenDay, Doubt>) -> String {
    match said {
        Ok(SpokenDay { day, time: Some(time), .. }) => format!("{day} {}", time.time.strftime("%H:%M")),
        Ok(SpokenDay { day, .. }) => day.to_string(),
        Err(_) => "?".to_owned(),
    }
}

fn check(table_text: &str, looks: Looks) -> usize {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (said, meant) in table(table_text) {
        count += 1;
        let got = shown(read(said, &view(looks)));
        if got != meant {
            wrong.push(format!("{said}: {got}, not {meant}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    count
}

#[test]
fn a_promise_is_due_on_the_day_that_was_said_and_no_other() {
    assert!(check(include_str!("ahead.txt"), Looks::Ahead) >= 120);
}

#[test]
fn what_happened_is_written_down_on_the_day_that_was_said() {
    assert!(check(include_str!("back.txt"), Looks::Back) >= 80);
}

/// What a log keeps: the day (and the time), nothing where the text names none, `?` where it is asked about.
#[test]
fn a_talk_is_not_logged_as_of_today_where_its_text_says_another_day() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (said, meant) in table(include_str!("texts.txt")) {
        count += 1;
        let got = match find(said, &view(Looks::Back)) {
            Ok(None) => "today".to_owned(),
            Ok(Some(found)) => shown(Ok(found)),
            Err(doubt) => shown(Err(doubt)),
        };
        if got != meant {
            wrong.push(format!("{said}: {got}, not {meant}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 200);
}

#[test]
fn at_the_weekend_it_is_asked_whether_this_one_is_meant_or_the_last() {
    let saturday = View { now: date(2026, 11, 28).at(14, 0, 0, 0), ..view(Looks::Back) };
    for text in ["am Wochenende", "over the weekend", "met at the weekend", "Fair at the weekend"] {
        assert!(find(text, &saturday).is_err(), "{text}");
    }
    assert!(read("the weekend", &saturday).is_err());
    assert_eq!(find("likes the weekend paper", &saturday), Ok(None));
    assert_eq!(shown(read("last weekend", &saturday)), "2026-11-21");
    assert_eq!(shown(read("this weekend", &saturday)), "2026-11-28");
}

#[test]
fn a_time_of_day_before_the_day_may_be_left_in_a_name() {
    for (text, left) in [
        ("Tea at five yesterday", "Tea at five"),
        ("Jazz night on 3 Oct 2026", "Jazz night"),
        ("Opera night yesterday", "Opera night"),
        ("Book club evening 12.11.2026", "Book club evening"),
        ("Stammtisch Dienstag Abend", "Stammtisch"),
        ("Fair yesterday evening", "Fair"),
    ] {
        let said = find(text, &view(Looks::Back)).unwrap().unwrap();
        assert_eq!(without(text, &SpokenDay { span: said.bare.clone(), ..said }), left, "{text}");
    }
}

#[test]
fn a_day_in_figures_is_asked_about_where_nobody_knows_which_is_the_month() {
    let in_order = |order| shown(read("12/03/2027", &View { order, ..view(Looks::Ahead) }));
    assert_eq!(in_order(None), "?");
    assert_eq!(in_order(Order::of("GB")), "2027-03-12");
    assert_eq!(in_order(Order::of("us")), "2027-12-03");
    assert_eq!(in_order(Order::of("CA")), "?");
    let doubt = read("12/03/2027", &View { order: None, ..view(Looks::Ahead) }).unwrap_err();
    assert_eq!(doubt.to_string(), "\"12/03/2027\" may be 2027-03-12 or 2027-12-03");
    for (said, meant) in
        [("13/03/2027", "2027-03-13"), ("03/13/2027", "2027-03-13"), ("4/4/27", "2027-04-04")]
    {
        assert_eq!(shown(read(said, &View { order: None, ..view(Looks::Ahead) })), meant, "{said}");
    }
}

#[test]
fn a_promise_made_earlier_is_due_on_the_next_such_day_from_then() {
    let from = View { from: Some(date(2026, 2, 1)), ..view(Looks::Ahead) };
    assert_eq!(shown(read("5 March", &from)), "2026-03-05");
    assert_eq!(shown(read("the 15th", &from)), "2026-02-15");
}

#[test]
fn the_day_leaves_the_text_at_its_ends_and_stays_in_its_middle() {
    for (text, left) in [
        ("coffee yesterday", "coffee"),
        ("Last Friday: called her", "called her"),
        ("3 days ago we met at the pub", "we met at the pub"),
        ("met on Monday.", "met"),
        ("lunch yesterday at 5pm!", "lunch"),
        ("Called yesterday about the lease", "Called yesterday about the lease"),
        ("Freitagabend getroffen", "getroffen"),
        ("yesterday", ""),
    ] {
        let said = find(text, &view(Looks::Back)).unwrap().unwrap();
        assert_eq!(without(text, &said), left, "{text}");
    }
}

/// What a promise is due by, and the words that are left of it; `none` where nothing sets a day.
#[test]
fn a_promise_that_names_its_day_in_its_words_is_due_on_it() {
    let mut wrong = Vec::new();
    for (said, meant) in table(include_str!("dues.txt")) {
        let got = match due(said, &view(Looks::Ahead)) {
            Ok(None) => "none".to_owned(),
            Ok(Some(found)) => format!("{} | {}", shown(Ok(found.clone())), without(said, &found)),
            Err(doubt) => shown(Err(doubt)),
        };
        if got != meant {
            wrong.push(format!("{said}: {got}, not {meant}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_birthday_is_read_as_any_other_day_and_none_that_cannot_be() {
    for (said, meant) in [
        ("1980-11-24", "1980-11-24"),
        ("24.11.1980", "1980-11-24"),
        ("24. 11. 1980", "1980-11-24"),
        ("24.11.80", "1980-11-24"),
        ("24.11.", "-11-24"),
        ("24.11", "-11-24"),
        ("3 March", "-03-03"),
        ("3rd of March 1980", "1980-03-03"),
        ("March 3, 1980", "1980-03-03"),
        ("3. März 1980", "1980-03-03"),
        ("am dritten März", "-03-03"),
        ("3-Mar-1980", "1980-03-03"),
        ("29 February", "-02-29"),
        ("31/12/1980", "1980-12-31"),
        ("30 February", "?"),
        ("29.2.1981", "?"),
        ("1980-02-30", "?"),
        ("03/04/1980", "?"),
        ("Friday", "?"),
        ("yesterday", "?"),
        ("unknown", "?"),
        ("1980", "?"),
        ("", "?"),
    ] {
        let got = match born(said, &View { order: None, ..view(Looks::Back) }) {
            Ok(Born { year, month, day }) => {
                format!("{}-{month:02}-{day:02}", year.map_or_else(String::new, |year| year.to_string()))
            }
            Err(_) => "?".to_owned(),
        };
        assert_eq!(got, meant, "{said}");
    }
    let british = born("03/04/1980", &view(Looks::Back)).unwrap();
    assert_eq!(british, Born { year: Some(1980), month: 4, day: 3 });
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "yesterday",
        "5",
        "5.",
        ".",
        "/",
        "3/4",
        "31",
        "февраль",
        "at",
        "um",
        "halb",
        "quarter to",
        "0",
        "9999",
        "-12-31",
        "Ende",
        "of",
        "Freitag",
        "’",
        "'s",
        "ß",
        "İ",
        "99999999999",
        "ago",
        "vor",
        "week",
        "in",
        "\u{301}",
        "12:",
        ":99",
        "am",
        "pm",
        "Uhr",
        "T1",
        "\n",
        "the",
        "last",
        "31 February",
        "24:00",
        "🙂",
    ];
    let mut seed = 42_u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..7 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            if seed >> 62 != 0 {
                text.push(' ');
            }
        }
        for looks in [Looks::Back, Looks::Ahead] {
            let _ = read(&text, &view(looks));
            let _ = due(&format!("by {text}"), &view(looks));
            let _ = born(&text, &view(looks));
        }
        if let Ok(Some(said)) = find(&text, &view(Looks::Back)) {
            let _ = without(&text, &said);
        }
    }
}

#[test]
fn a_long_text_is_read_in_linear_time() {
    let text = "in a week of the last Friday at half past ".repeat(1_000);
    let begun = std::time::Instant::now();
    let _ = find(&text, &view(Looks::Back));
    let long = begun.elapsed();
    let begun = std::time::Instant::now();
    let _ = find(&text[..text.len() / 10], &view(Looks::Back));
    let short = begun.elapsed();
    assert!(long < short * 40, "{long:?} beside {short:?}");
}

#[test]
fn a_text_is_read_in_time_with_its_length() {
    let view = view(Looks::Back);
    let word = "o".repeat(400_000);
    let german = "donnerstag".repeat(40_000);
    let numbers = "5 3 12 ".repeat(60_000);
    let clocks = "5: 17 uh ".repeat(40_000);
    let began = std::time::Instant::now();
    for text in [word, german, numbers, clocks] {
        // What comes of it is not the matter.
        let _ = find(&text, &view);
        let _ = read(&text, &view);
    }
    // It took hours where each word and each number was compared with all that follows it.
    assert!(began.elapsed().as_secs() < 120, "{:?}", began.elapsed());
}
