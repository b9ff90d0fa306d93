//! Rules by lot, worked out by another's hand (the crate rrule): the same days and times come out.

use proptest::prelude::*;
use rrule::RRuleSet;

use super::*;

/// So many times of a rule are compared.
const MANY: u16 = 24;
const START: &str = "2001-01-29T09:30:00";
/// Later times are not: a rule such as "the 29th of February that is a Monday" has few.
const LAST: &str = "2061-01-01T00:00:00";

fn ours(text: &str) -> Vec<String> {
    let rule = Rule::parse(text).unwrap();
    let mut found = Vec::new();
    let mut effort = Effort::of(20_000_000);
    visit(&rule, START.parse().unwrap(), LAST.parse().unwrap(), &mut effort, &mut |at| {
        found.push(at.to_string());
        if found.len() < usize::from(MANY) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    found
}

/// None where it takes no such rule.
fn theirs(text: &str) -> Option<Vec<String>> {
    let compact = |time: &str| time.replace(['-', ':'], "");
    let until = LAST;
    let set = format!("DTSTART:{}Z\nRRULE:{text};UNTIL={}Z", compact(START), compact(until));
    let set: RRuleSet = set.parse().ok()?;
    let found = set.all(MANY);
    Some(found.dates.iter().map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()).collect())
}

/// A few of these, parted by commas, behind their name; mostly none.
fn some(name: &'static str, one: &'static str) -> impl Strategy<Value = String> {
    let list = prop::collection::vec(one, 1..4).prop_map(move |list| format!(";{name}={}", list.join(",")));
    prop_oneof![2 => Just(String::new()), 1 => list]
}

/// A rule of a kind that calendars write, with whatever parts RFC 5545 lets it have (the table of section 3.3.10).
fn rule() -> impl Strategy<Value = String> {
    const MONTHS: &str = "[1-9]|1[0-2]";
    const MONTH_DAYS: &str = "-?([1-9]|1[0-9]|2[0-9]|3[01])";
    const DAYS: &str = "MO|TU|WE|TH|FR|SA|SU";
    const NUMBERED: &str = "(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)";
    const YEAR_DAYS: &str = "-?([1-9]|[1-9][0-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-6])";
    const WEEKS: &str = "-?([1-9]|[1-4][0-9]|5[0-3])";
    const HOURS: &str = "[0-9]|1[0-9]|2[0-3]";
    const MINUTES: &str = "0|15|30|45|59";
    let frequency = |name: &'static str| {
        (1..4_u8, prop_oneof![Just(""), Just(";WKST=SU"), Just(";WKST=MO"), Just(";WKST=TH")])
            .prop_map(move |(interval, week_start)| format!("FREQ={name};INTERVAL={interval}{week_start}"))
    };
    let times =
        || (some("BYHOUR", HOURS), some("BYMINUTE", MINUTES)).prop_map(|(hours, minutes)| hours + &minutes);
    let positions = || some("BYSETPOS", "-?[1-4]");
    let yearly = (
        frequency("YEARLY"),
        prop_oneof![
            3 => (some("BYMONTH", MONTHS), some("BYMONTHDAY", MONTH_DAYS)).prop_map(|(a, b)| a + &b),
            3 => (some("BYMONTH", MONTHS), some("BYDAY", NUMBERED)).prop_map(|(a, b)| a + &b),
            1 => (some("BYMONTH", MONTHS), some("BYYEARDAY", YEAR_DAYS)).prop_map(|(a, b)| a + &b),
            1 => (some("BYWEEKNO", WEEKS), some("BYDAY", DAYS)).prop_map(|(a, b)| a + &b),
        ],
        times(),
        positions(),
    );
    let monthly = (
        frequency("MONTHLY"),
        (some("BYMONTH", MONTHS), some("BYMONTHDAY", MONTH_DAYS), some("BYDAY", NUMBERED))
            .prop_map(|(a, b, c)| a + &b + &c),
        times(),
        positions(),
    );
    let weekly = (
        frequency("WEEKLY"),
        (some("BYMONTH", MONTHS), some("BYDAY", DAYS)).prop_map(|(a, b)| a + &b),
        times(),
        positions(),
    );
    let daily = (
        frequency("DAILY"),
        (some("BYMONTH", MONTHS), some("BYMONTHDAY", MONTH_DAYS), some("BYDAY", DAYS))
            .prop_map(|(a, b, c)| a + &b + &c),
        times(),
        Just(String::new()),
    );
    let hourly = (
        frequency("HOURLY"),
        (some("BYMONTH", MONTHS), some("BYDAY", DAYS)).prop_map(|(a, b)| a + &b),
        times(),
        Just(String::new()),
    );
    let whole = |(front, days, times, positions): (String, String, String, String)| {
        front + &days + &times + &positions
    };
    prop_oneof![
        yearly.prop_map(whole),
        monthly.prop_map(whole),
        weekly.prop_map(whole),
        daily.prop_map(whole),
        hourly.prop_map(whole)
    ]
}

/// Rules of which the other says something else, where RFC 5545 says what we do.
struct Otherwise {
    /// What RFC 5545 says of them.
    name: &'static str,
    is_one: fn(&Rule) -> bool,
    /// One of them, and the first days that it names.
    rule: &'static str,
    days: [&'static str; 3],
}

const OTHERWISE: [Otherwise; 4] = [
    Otherwise {
        name: "weekdays with a number and weekdays without one are all meant (BYDAY in section 3.3.10)",
        is_one: |rule| {
            let numbered = |(number, _): &(i32, Weekday)| *number != 0;
            rule.weekdays.iter().any(numbered) && !rule.weekdays.iter().all(numbered)
        },
        rule: "FREQ=MONTHLY;BYDAY=MO,1FR",
        days: ["2001-01-29", "2001-02-02", "2001-02-05"],
    },
    Otherwise {
        name: "what a rule does not say is as at its start: of a week its weekday (the last paragraphs of section 3.3.10)",
        is_one: |rule| !rule.weeks.is_empty() && rule.weekdays.is_empty(),
        rule: "FREQ=YEARLY;BYWEEKNO=20",
        days: ["2001-05-14", "2002-05-13", "2003-05-12"],
    },
    Otherwise {
        name: "positions count from the beginning of the week, also in that of the start (BYSETPOS in section 3.3.10)",
        is_one: |rule| rule.every == Every::Week && !rule.positions.is_empty(),
        rule: "FREQ=WEEKLY;WKST=SU;BYDAY=SU,FR;BYSETPOS=2",
        days: ["2001-02-02", "2001-02-09", "2001-02-16"],
    },
    Otherwise {
        name: "a week that lies in two years has all its days (BYWEEKNO in section 3.3.10)",
        is_one: |rule| rule.weeks.iter().any(|week| matches!(week.abs(), 1 | 52 | 53)),
        rule: "FREQ=YEARLY;WKST=TH;BYWEEKNO=52;BYDAY=WE",
        days: ["2002-01-02", "2003-01-01", "2003-12-31"],
    },
];

#[test]
fn where_the_other_says_something_else_it_is_known_and_the_standard_is_ours() {
    for Otherwise { name, is_one, rule, days } in OTHERWISE {
        assert!(is_one(&Rule::parse(rule).unwrap()), "{name}");
        let ours: Vec<String> = ours(rule).into_iter().take(days.len()).collect();
        assert_eq!(ours, days.map(|day| format!("{day}T09:30:00")), "{name}");
        assert_ne!(theirs(rule).unwrap().get(..days.len()), Some(ours.as_slice()), "no longer: {name}");
    }
}

proptest! {
    #[test]
    fn any_rule_gives_the_times_that_the_other_gives(text in rule()) {
        let rule = Rule::parse(&text).unwrap();
        prop_assume!(!OTHERWISE.iter().any(|kind| (kind.is_one)(&rule)));
        if let Some(theirs) = theirs(&text) {
            prop_assert_eq!(ours(&text), theirs, "{}", text);
        }
    }
}
