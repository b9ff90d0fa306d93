//! What a phrase means, seen from a day.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

mod clock;

use clock::time;
pub(super) use clock::times;

use super::feasts::feast_day;
use super::token::{Figures, Half, Kind, Token, tokens};
use super::words::{Part, Pattern, Words, grammar};
use super::{At, Doubt, Looks, Order, SpokenDay, View};

/// What was found for the classes of a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    values: Vec<(&'static str, i32)>,
    figures: Option<Figures>,
}

impl Matched {
    pub fn get(&self, class: &str) -> Option<i32> {
        self.values.iter().find(|(known, _)| *known == class).map(|(_, value)| *value)
    }

    pub fn figures(&self) -> Option<Figures> {
        self.figures
    }

    pub fn second(&self, class: &str) -> Option<i32> {
        self.values.iter().filter(|(known, _)| *known == class).nth(1).map(|(_, value)| *value)
    }

    /// Which one is meant: the last, this, the next, the one after.
    fn which(&self) -> Option<i32> {
        self.get("turn").or_else(|| self.get("this")).or_else(|| self.get("beyond"))
    }
}

/// A day as a phrase means it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meant {
    pub day: Date,
    /// The day that it is if one looks the other way; none where it says itself which it is.
    pub other: Option<Date>,
    pub time: Option<At>,
    /// Whether a longer time is meant, of which this is one day.
    pub vague: bool,
}

impl Meant {
    pub fn sure(day: Date) -> Meant {
        Meant { day, other: None, time: None, vague: false }
    }
}

/// How many tokens a pattern takes at a place, with what it found.
pub(super) fn matched(pattern: &Pattern, tokens: &[Token]) -> Option<(usize, Matched)> {
    fit(&pattern.parts, tokens, 0, &Matched::default())
}

fn fit(parts: &[Part], tokens: &[Token], at: usize, found: &Matched) -> Option<(usize, Matched)> {
    let Some((part, rest)) = parts.split_first() else { return Some((at, found.clone())) };
    if let Some(token) = tokens.get(at) {
        let mut with = None;
        if !part.class {
            with = (token.text == part.word).then(|| found.clone());
        } else if part.word == "date" {
            if let Kind::Date(figures) = token.kind {
                with = Some(Matched { figures: Some(figures), ..found.clone() });
            }
        } else if part.word == "dotted" {
            if let Kind::Dotted(figures @ Figures::DayMonth(..)) = token.kind {
                with = Some(Matched { figures: Some(figures), ..found.clone() });
            }
        } else if let Some(value) = value(part.word, token) {
            let mut more = found.clone();
            more.values.push((part.word, value));
            with = Some(more);
        }
        if let Some(fit) = with.and_then(|with| fit(rest, tokens, at + 1, &with)) {
            return Some(fit);
        }
    }
    if part.maybe { fit(rest, tokens, at, found) } else { None }
}

/// What a token stands for in a class.
fn value(class: &str, token: &Token) -> Option<i32> {
    match (class, token.kind) {
        ("n", Kind::Number(n)) => (0..=3650).contains(&n).then_some(n),
        // Beyond 31 it is no day, and is asked about.
        ("day", Kind::Number(n)) => (0..=99).contains(&n).then_some(n),
        ("day" | "ord", Kind::Ordinal(n)) => (0..=99).contains(&n).then_some(n),
        ("yy", Kind::Number(n)) => (token.text.len() == 2).then_some(2000 + n),
        ("dothalf", Kind::Dotted(_)) => {
            token.text.strip_suffix("5")?.trim_end_matches(['.', ',']).parse().ok()
        }
        ("year", Kind::Number(n)) => (1900..=2199).contains(&n).then_some(n),
        (_, Kind::Word | Kind::Sign) => {
            token.known.iter().find(|(known, _)| *known == class).map(|(_, value)| *value)
        }
        _ => None,
    }
}

/// The day that a field names which holds nothing else.
pub fn read(text: &str, view: &View) -> Result<SpokenDay, Doubt> {
    let whole = text.trim();
    let mut tokens = tokens(whole);
    while tokens.last().is_some_and(|last| last.kind == Kind::Sign) {
        tokens.pop();
    }
    let no_day = || Doubt::NoDay(whole.to_owned());
    let (first, before) = times(&tokens, 0);
    let mut starts = vec![0];
    // `Morgen` is tomorrow behind `um 17 Uhr`, though it could be a part of the day.
    for start in [0, time(&tokens).map_or(0, |(len, _)| len), first] {
        let leads = tokens[start..].iter().take_while(|token| Words::known().is("lead", &token.text));
        starts.extend(start..=start + leads.count());
    }
    let mut best: Option<(usize, usize, Result<Meant, Doubt>)> = None;
    for start in starts {
        for pattern in grammar() {
            let Some((len, found)) = matched(pattern, &tokens[start..]) else { continue };
            let (end, after) = times(&tokens, start + len);
            if end < tokens.len() || best.as_ref().is_some_and(|(longest, ..)| *longest >= len) {
                continue;
            }
            let Some(meant) = meant(pattern, &found, whole, view) else { continue };
            let clock = times(&tokens[..start], 0).1.or(after);
            best = Some((len, start, meant.map(|meant| meant.at(clock, view))));
        }
    }
    let meant = match best {
        Some((_, start, meant))
            if view.looks == Looks::Ahead && tokens[..start].iter().any(|token| is_before(&token.text)) =>
        {
            meant?.before().ok_or_else(no_day)?
        }
        Some((.., meant)) => meant?,
        None if first > 0 && first == tokens.len() => Meant::sure(view.now.date()).at(before, view),
        None => return Err(no_day()),
    };
    Ok(SpokenDay { day: meant.day, time: meant.time, span: 0..text.len(), bare: 0..text.len() })
}

/// A time of day as it is said: the part of the day, and the clock.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    part: Option<i32>,
    hour: Option<(i32, i32, Half)>,
}

/// What a phrase means; none where there is no such day. `said` is the phrase, for a doubt about it.
pub(super) fn meant(
    pattern: &Pattern,
    found: &Matched,
    said: &str,
    view: &View,
) -> Option<Result<Meant, Doubt>> {
    let today = view.now.date();
    let value = found.which().unwrap_or(pattern.number);
    let weekday = found.get("weekday").and_then(|day| Weekday::from_monday_one_offset(day as i8).ok());
    let unit = found.get("unit").or_else(|| found.get("unitof")).or_else(|| found.get("endof"));
    let unit = unit.or_else(|| found.get("brief")).or_else(|| found.get("nights"));
    let n = found.get("n").or_else(|| found.get("pair")).unwrap_or(1);
    let month = found.get("month").map(|month| month as i8);
    let of_year = match (found.get("turn"), unit) {
        (Some(turn), Some(365)) => Some(today.year() + turn as i16),
        _ => None,
    };
    let year = found.get("year").or_else(|| found.get("yy")).map(|year| year as i16).or(of_year);
    let number = found.get("ord").or_else(|| found.get("day")).map(|day| day as i8);
    let meant = match pattern.meaning {
        "days" => Meant::sure(today.checked_add(pattern.number.days()).ok()?),
        "dayend" => Meant::sure(today),
        "part" => {
            let hour = found.get("part").unwrap_or(19);
            let day = today.checked_add(pattern.number.days()).ok()?;
            let time = Time::new(hour as i8, 0, 0, 0).ok().map(|time| At { time, exact: false });
            Meant { time, ..Meant::sure(day) }
        }
        "ago" if unit == Some(0) => return Some(Err(Doubt::Vague(said.to_owned()))),
        "ago" => shifted(-n, unit?, view)?,
        "andhalf" => {
            let n = found.get("andhalf").or_else(|| found.get("dothalf")).unwrap_or(n);
            match unit? {
                365 => Meant::sure(today.checked_sub((12 * n + 6).months()).ok()?),
                -60 => shifted(-(60 * n + 30), -1, view)?,
                // Half a day is none, and so is half a week.
                _ => return Some(Err(Doubt::Vague(said.to_owned()))),
            }
        }
        "weekdaysago" => {
            let weekday = found.get("weekdays").or_else(|| found.get("weekday"))?;
            let last = before(Weekday::from_monday_one_offset(weekday as i8).ok()?, today)?;
            let day = last.checked_sub((7 * (n - 1)).days()).ok()?;
            return Some(Ok(Meant::sure(day).only_if(n >= 1)?));
        }
        "weekago" => {
            let weeks = n.checked_mul(unit?)?;
            let last = Meant::sure(before(weekday?, today)?.checked_sub(weeks.days()).ok()?);
            let told = n == 1 || found.get("turn") == Some(-1);
            if !told || !matches!(unit, Some(7 | 14)) || found.get("turn").is_some_and(|turn| turn > 0) {
                return Some(Err(Doubt::Vague(said.to_owned())));
            }
            last
        }
        "weekendsago" => weekend(Some(-n), view)?,
        "ahead" => {
            let now = view.now.checked_add(pattern.number.days()).ok()?;
            shifted(n, unit?, &View { now, ..*view })?
        }
        "workdays" => {
            let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let days = today.series(1.day()).skip(1).filter(|day| !weekend(day));
            Meant::sure(days.take(usize::try_from(n).ok()?).last()?)
        }
        "half" if unit? == -60 => shifted(30 * pattern.number, -1, view)?,
        "half" => {
            Meant::sure(today.checked_add((6 * pattern.number).months()).ok()?).only_if(unit? == 365)?
        }
        // What is due next quarter is due by its end.
        "unit" | "beyond" if unit == Some(90) && value > 0 && view.looks == Looks::Ahead => {
            edge(2, 90, Some(value), view)?
        }
        "unit" | "beyond" => {
            let meant = shifted(value, unit?, view)?.only_if(unit? >= 7)?;
            Meant { vague: true, ..meant }
        }
        "weekday" => match (found.get("turn"), found.get("this")) {
            (Some(-1), _) => Meant::sure(before(weekday?, today)?),
            (Some(_), _) => Meant::sure(after(weekday?, today)?),
            (None, Some(_)) => {
                let day = in_week(today, 0, weekday?)?;
                let passed = day < today && view.looks == Looks::Ahead;
                Meant::sure(if passed { after(weekday?, today)? } else { day })
            }
            (None, None) => either(before(weekday?, today), after(weekday?, today), view)?,
        },
        "beyondday" if value > 0 => Meant::sure(after(weekday?, today)?.checked_add(7.days()).ok()?),
        "beyondday" => Meant::sure(before(weekday?, today)?.checked_sub(7.days()).ok()?),
        "weekof" => Meant::sure(in_week(today, value, weekday?)?).only_if(unit? == 7)?,
        "weekin" | "weekfrom" => {
            if found.get("turn").is_some_and(|turn| turn < 0) {
                return None;
            }
            let day = after(weekday?, today)?.checked_add((i64::from(n) * i64::from(unit?)).days()).ok()?;
            Meant::sure(day).only_if(matches!(unit?, 1 | 7 | 14))?
        }
        // Where it is the weekend now, it may be this one or the last.
        "weekend" if found.which().is_none() && pattern.number == 0 && is_weekend(view) => {
            return Some(Err(Doubt::Vague(said.to_owned())));
        }
        "weekend" => weekend(found.which().or(Some(pattern.number).filter(|away| *away != 0)), view)?,
        "edge" => {
            edge(found.get("edge").or_else(|| found.get("kante")).unwrap_or(2), unit?, found.which(), view)?
        }
        "edgemonth" => {
            let edge = found.get("edge").or_else(|| found.get("kante"))?;
            let meant = yearly(year, view, |year| {
                let first = Date::new(year, month?, 1).ok()?;
                Some(match edge {
                    0 => first,
                    1 => first.with().day(15).build().ok()?,
                    _ => first.last_of_month(),
                })
            })?;
            Meant { vague: true, ..meant }
        }
        "date" => match figures(found.figures?, said, view)? {
            Ok(meant) => meant,
            Err(doubt) => return Some(Err(doubt)),
        },
        "dmy" => {
            let month = found.second("ord")? as i8;
            Meant::sure(Date::new(year?, month, number?).ok()?)
        }
        "dm" => {
            let month = found.second("ord")? as i8;
            yearly(None, view, |year| Date::new(year, month, number?).ok())?
        }
        "monthday" => yearly(year, view, |year| Date::new(year, month?, number?).ok())?,
        "ofmonth" => match (unit, found.which()) {
            (None, _) | (Some(30), None) => monthly(number?, view)?,
            (Some(30), Some(which)) => {
                let first = today.first_of_month().checked_add(which.months()).ok()?;
                Meant::sure(first.with().day(number?).build().ok()?)
            }
            _ => return None,
        },
        "nth" => yearly(year, view, |year| {
            Date::new(year, month?, 1).ok()?.nth_weekday_of_month(number?, weekday?).ok()
        })?,
        "last" => yearly(year, view, |year| {
            Date::new(year, month?, 1).ok()?.nth_weekday_of_month(-1, weekday?).ok()
        })?
        .only_if(found.get("turn").is_none_or(|turn| turn < 0))?,
        "feast" => {
            let feast = match found.get("feast") {
                Some(feast) if pattern.number == 0 => feast,
                _ => pattern.number,
            };
            let meant = yearly(year, view, |year| feast_day(feast, year))?;
            // The last one is no doubt meant, and so is the next.
            match found.get("turn").filter(|_| year.is_none()) {
                None => meant,
                Some(turn) => {
                    let looks = if turn < 0 { Looks::Back } else { Looks::Ahead };
                    let view = View { looks, from: None, ..*view };
                    Meant { other: None, ..yearly(None, &view, |year| feast_day(feast, year))? }
                }
            }
        }
        _ => return Some(Err(Doubt::Vague(said.to_owned()))),
    };
    Some(match weekday {
        Some(weekday) if meant.day.weekday() != weekday => match meant.other {
            Some(other) if other.weekday() == weekday => Ok(Meant { day: other, other: None, ..meant }),
            _ => Err(Doubt::OtherWeekday(said.to_owned(), meant.day)),
        },
        _ => Ok(meant),
    })
}

/// Whether what is due is due before the day that follows.
pub(super) fn is_before(word: &str) -> bool {
    matches!(word, "before" | "vor")
}

impl Meant {
    /// The last day before it; none where a longer time is meant, and so it is not plain when that begins. Before a time
    /// of the clock is on that day, and before the end of a month by it.
    pub fn before(self) -> Option<Meant> {
        if self.vague || self.time.is_some_and(|time| time.exact) {
            return Some(self);
        }
        Some(Meant { day: self.day.yesterday().ok()?, ..self })
    }

    fn only_if(self, holds: bool) -> Option<Meant> {
        holds.then_some(self)
    }
}

/// Today, so many units away.
fn shifted(n: i32, unit: i32, view: &View) -> Option<Meant> {
    let today = view.now.date();
    let day = match unit {
        -1 | -60 => {
            let then = view.now.checked_add((i64::from(n) * i64::from(-unit)).minutes()).ok()?;
            let time = At { time: then.time(), exact: true };
            return Some(Meant { time: Some(time), ..Meant::sure(then.date()) });
        }
        30 => today.checked_add(n.months()),
        90 => today.checked_add((3 * n).months()),
        365 => today.checked_add(n.years()),
        days => today.checked_add((i64::from(n) * i64::from(days)).days()),
    };
    day.ok().map(Meant::sure)
}

/// One of two days, as one looks.
fn either(back: Option<Date>, ahead: Option<Date>, view: &View) -> Option<Meant> {
    let (day, other) = match view.looks {
        Looks::Back => (back, ahead),
        Looks::Ahead => (ahead, back),
    };
    Some(Meant {
        day: day.or(other)?,
        other: if day.is_some() { other } else { None },
        time: None,
        vague: false,
    })
}

/// From when on a day to come is looked for.
fn from(view: &View) -> Date {
    view.from.unwrap_or(view.now.date())
}

/// A day of a year, in that year, or the one that is nearest as one looks.
fn yearly(year: Option<i16>, view: &View, day: impl Fn(i16) -> Option<Date>) -> Option<Meant> {
    if let Some(year) = year {
        return day(year).map(Meant::sure);
    }
    let (today, from) = (view.now.date(), from(view));
    // 29 February comes every four years, but for the turn of some centuries.
    let years = |from: i16, step: i16| (0..=8).filter_map(move |years| from.checked_add(years * step));
    let back = years(today.year(), -1).filter_map(&day).find(|day| *day <= today);
    let ahead = years(from.year(), 1).filter_map(&day).find(|day| *day >= from);
    either(back, ahead, view)
}

/// A day of any month, the nearest as one looks.
fn monthly(number: i8, view: &View) -> Option<Meant> {
    let (today, from) = (view.now.date(), from(view));
    let day = |from: Date, months: i32| {
        let first = from.first_of_month().checked_add(months.months()).ok()?;
        first.with().day(number).build().ok()
    };
    let back = (0..=12).filter_map(|months| day(today, -months)).find(|day| *day <= today);
    let ahead = (0..=12).filter_map(|months| day(from, months)).find(|day| *day >= from);
    either(back, ahead, view)
}

/// A day that is written in figures.
fn figures(figures: Figures, said: &str, view: &View) -> Option<Result<Meant, Doubt>> {
    let dated =
        |year: Option<i16>, month: i8, day: i8| yearly(year, view, |year| Date::new(year, month, day).ok());
    Some(Ok(match figures {
        Figures::Whole(date) => Meant::sure(date),
        Figures::DayMonth(day, month) => dated(None, month, day)?,
        Figures::Pair(first, second, year) => {
            let (day_first, month_first) = (dated(year, second, first), dated(year, first, second));
            match (day_first, month_first, view.order) {
                (Some(one), Some(other), None) if one.day != other.day => {
                    return Some(Err(Doubt::Which(said.to_owned(), one.day, other.day)));
                }
                (Some(_), Some(other), Some(Order::MonthFirst)) => other,
                (Some(one), ..) => one,
                (None, Some(other), _) => other,
                (None, None, _) => return None,
            }
        }
        Figures::None => return None,
    }))
}

/// Whether one looks back at a weekend that is not over.
fn is_weekend(view: &View) -> bool {
    let weekend = matches!(view.now.date().weekday(), Weekday::Saturday | Weekday::Sunday);
    weekend && view.looks == Looks::Back
}

/// Whether a phrase that means no day is written as one: `31 November`, `the 32nd`, `30.02.2026`. Where it is only two
/// figures something has to stand `before` that makes them a day.
pub(super) fn impossible(pattern: &Pattern, found: &Matched, said: &[Token], before: &str) -> bool {
    let number = found.get("ord").or_else(|| found.get("day")).unwrap_or(0);
    let dated =
        |text: &str| text == "by" || Words::known().is("dated", text) || Words::known().is("setting", text);
    match pattern.meaning {
        "monthday" => {
            // `Sent 50 March hares`, `in March 45 came`
            let first = said.first().map_or("", |first| first.text.as_str());
            let day_first = !Words::known().is("month", first);
            (1..=31).contains(&number)
                || day_first && ((32..=39).contains(&number) || dated(before) || dated(first))
        }
        "ofmonth" => number > 31 || found.get("unit") == Some(30),
        "dmy" => true,
        "date" => said.iter().any(|token| match token.kind {
            Kind::Date(_) => {
                let parts = token.text.split(['-', '.', '/']).filter(|part| !part.is_empty());
                let (count, year) = (parts.clone().count(), parts.clone().any(|part| part.len() == 4));
                count == 3 && year || dated(before) || said.first().is_some_and(|first| dated(&first.text))
            }
            Kind::Dotted(_) => said.first().is_some_and(|first| dated(&first.text)),
            _ => false,
        }),
        _ => false,
    }
}

fn weekend(which: Option<i32>, view: &View) -> Option<Meant> {
    let today = view.now.date();
    let saturday = in_week(today, 0, Weekday::Saturday)?;
    let later = |weeks: i32| saturday.checked_add((7 * weeks).days()).ok();
    match which {
        Some(away) if away < 0 => later(away).map(Meant::sure),
        Some(2) if saturday > today => later(1).map(Meant::sure),
        Some(2) => later(2).map(Meant::sure),
        Some(1) if saturday > today => Some(Meant::sure(saturday)),
        Some(1) => later(1).map(Meant::sure),
        Some(_) => Some(Meant::sure(saturday)),
        None if saturday > today => either(later(-1), Some(saturday), view),
        None => either(Some(saturday), later(1), view),
    }
}

/// The first, the middle or the last day of a week, month, quarter or year.
fn edge(edge: i32, unit: i32, which: Option<i32>, view: &View) -> Option<Meant> {
    let today = view.now.date();
    let of = |away: i32| -> Option<Date> {
        let month = |months: i32| today.first_of_month().checked_add(months.months()).ok();
        let since = i32::from(today.month() - 1);
        let (first, months) = match unit {
            7 => {
                let weekday = [Weekday::Monday, Weekday::Wednesday, Weekday::Friday].get(edge as usize)?;
                return in_week(today, away, *weekday);
            }
            30 => (month(away)?, 1),
            90 => (month(3 * away - since % 3)?, 3),
            365 => (month(12 * away - since)?, 12),
            _ => return None,
        };
        match (edge, months) {
            (0, _) => Some(first),
            (1, 1) => first.with().day(15).build().ok(),
            (1, months) => first.checked_add((months / 2).months()).ok(),
            _ => first.checked_add(months.months()).ok()?.yesterday().ok(),
        }
    };
    let meant = match which {
        Some(away) => Meant::sure(of(away)?),
        None => {
            let now = of(0)?;
            if now <= today && view.looks == Looks::Back || now >= today && view.looks == Looks::Ahead {
                Meant { other: Some(of(0)?), ..Meant::sure(now) }
            } else if unit == 7 && edge == 2 && view.looks == Looks::Ahead {
                // At the weekend the end of the week is the Sunday.
                Meant::sure(in_week(today, 0, Weekday::Sunday)?)
            } else {
                either(of(-1), of(1), view).map(|meant| Meant { other: Some(now), ..meant })?
            }
        }
    };
    Some(Meant { vague: true, ..meant })
}

/// A day of the week so many weeks away, which begins on Monday.
fn in_week(today: Date, weeks: i32, weekday: Weekday) -> Option<Date> {
    let days =
        i32::from(weekday.to_monday_zero_offset()) - i32::from(today.weekday().to_monday_zero_offset());
    today.checked_add((days + 7 * weeks).days()).ok()
}

/// The last such weekday before today.
fn before(weekday: Weekday, today: Date) -> Option<Date> {
    today.nth_weekday(-1, weekday).ok()
}

/// The next such weekday after today.
fn after(weekday: Weekday, today: Date) -> Option<Date> {
    today.nth_weekday(1, weekday).ok()
}
