use super::*;

fn times_of(rule: &str, start: &str, many: usize) -> Vec<String> {
    let rule = Rule::parse(rule).unwrap();
    let mut found = Vec::new();
    let mut effort = Effort::of(5_000_000);
    visit(&rule, start.parse().unwrap(), "2200-01-01T00:00".parse().unwrap(), &mut effort, &mut |at| {
        found.push(at.strftime("%Y-%m-%dT%H:%M:%S").to_string().replace("T09:00:00", ""));
        if found.len() < many { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    found
}

/// The examples of RFC 5545 section 3.8.5.3 (and some of the libraries that follow it), all at nine.
#[test]
fn the_examples_of_the_rfc_come_out() {
    let cases: &[(&str, &str, &str)] = &[
        ("FREQ=DAILY", "1997-09-02", "1997-09-02 1997-09-03 1997-09-04"),
        ("FREQ=DAILY;INTERVAL=10", "1997-09-02", "1997-09-02 1997-09-12 1997-09-22"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO", "1998-01-01", "1998-01-04 1998-01-05 1998-01-11"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", "1997-09-02 1997-09-16 1997-09-30"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        ("FREQ=MONTHLY;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07"),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU",
            "1997-09-07",
            "1997-09-07 1997-09-28 1997-11-02 1997-11-30",
        ),
        ("FREQ=MONTHLY;BYDAY=-2MO", "1997-09-22", "1997-09-22 1997-10-20 1997-11-17"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09-28 1997-10-29 1997-11-28"),
        ("FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11", "1997-09-10", "1997-09-10 1997-09-11 1999-03-10"),
        (
            "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200",
            "1997-01-01",
            "1997-01-01 1997-04-10 1997-07-19 2000-01-01",
        ),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "1997-05-12 1998-05-11 1999-05-17"),
        ("FREQ=YEARLY;BYMONTH=6,7,8;BYDAY=TH", "1997-06-05", "1997-06-05 1997-06-12 1997-06-19"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", "1998-02-13 1998-03-13 1998-11-13 1999-08-13"),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-09-04 1997-10-07 1997-11-06"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "1997-09-29 1997-10-30 1997-11-27"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30", "2007-01-15", "2007-01-15 2007-01-30 2007-02-15 2007-03-15"),
        ("FREQ=HOURLY;INTERVAL=3", "1997-09-02", "1997-09-02 1997-09-02T12:00:00 1997-09-02T15:00:00"),
        ("FREQ=MINUTELY;INTERVAL=90", "1997-09-02", "1997-09-02 1997-09-02T10:30:00 1997-09-02T12:00:00"),
        (
            "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20",
            "1997-09-02",
            "1997-09-02 1997-09-02T09:20:00 1997-09-02T10:00:00 1997-09-02T10:20:00 1997-09-03",
        ),
        (
            "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9",
            "1997-09-02",
            "1997-09-02 1997-09-02T09:20:00 1997-09-02T09:40:00 1997-09-03",
        ),
        ("FREQ=YEARLY", "2020-02-29", "2020-02-29 2024-02-29 2028-02-29"),
        ("FREQ=MONTHLY", "2020-01-31", "2020-01-31 2020-03-31 2020-05-31"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "1997-12-29", "1997-12-29 1999-01-04 2000-01-03"),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", "1998-12-01", "1999-01-03 2000-01-02 2000-12-31"),
        (
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
            "1997-09-02",
            "2000-02-29 2004-02-29",
        ),
    ];
    for (rule, start, wanted) in cases {
        let wanted: Vec<&str> = wanted.split(' ').collect();
        assert_eq!(times_of(rule, &format!("{start}T09:00"), wanted.len()), wanted, "{rule}");
    }
}

#[test]
fn no_rule_costs_more_than_it_may() {
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYSECOND=0,1,2,3,4;BYSETPOS=-1",
        "FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9",
        "FREQ=DAILY;COUNT=999999999",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
    ] {
        let (start, last) = ("0001-01-01T00:00".parse().unwrap(), "2200-01-01T00:00".parse().unwrap());
        let (mut effort, mut visits) = (Effort::of(50_000), 0);
        visit(&Rule::parse(rule).unwrap(), start, last, &mut effort, &mut |_| {
            visits += 1;
            // Where the bound is gone, the test fails rather than goes on for hours.
            if visits <= 50_000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert!(visits <= 50_000 && effort.done() <= 50_000, "{rule}: {visits} times, {effort:?}");
        assert!(effort.is_spent(), "{rule}: {effort:?}");
    }
}

#[test]
fn rules_that_never_come_true_end() {
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYHOUR=3;BYMINUTE=5;BYSECOND=1;BYSETPOS=2",
        "FREQ=DAILY;INTERVAL=1000000;BYMONTHDAY=31;BYMONTH=4",
    ] {
        assert_eq!(times_of(rule, "0001-01-01T00:00:00", 3), [""; 0], "{rule}");
    }
}
