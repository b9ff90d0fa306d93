//! A day anywhere in a text about what happened.

use super::meaning::{Clock, Matched, Meant, impossible, matched, meant, times};
use super::token::{Figures, Kind, Token, tokens};
use super::words::{Pattern, Words, grammar};
use super::{Doubt, SpokenDay, View};
use crate::naming::similar::one_slip;

/// A phrase that names a day.
struct Hit {
    /// Its first token, and the one behind its last.
    from: usize,
    to: usize,
    meant: Result<Meant, Doubt>,
    how: How,
}

/// How plainly a phrase says when it happened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Plain,
    /// It may be the day that the text only speaks of.
    Unsure,
}

/// The day on which happened what a text tells; none where it names none.
///
/// Several days may stand in a text; the one of the first clause that says the day exactly is meant. What may as well be
/// a day that the text only speaks of has to be asked about.
pub fn find(text: &str, view: &View) -> Result<Option<SpokenDay>, Doubt> {
    let tokens = tokens(text);
    let hits = hits(text, &tokens, view);
    let today = view.now.date();
    let first_clause = clause(&tokens, 0).1;
    // Exactly before vaguely, what says it itself before what may look the other way, the first clause before the others.
    let rank = |hit: &Hit, meant: &Meant| (meant.vague, meant.other.is_some(), hit.from >= first_clause);
    let plain = || {
        let happened = hits.iter().filter(|hit| hit.how == How::Plain);
        happened
            .filter_map(|hit| hit.meant.as_ref().ok().map(|meant| (hit, *meant)))
            .filter(|(_, meant)| meant.day <= today)
    };
    let said = |hit: &Hit| phrase(text, &tokens[hit.from..hit.to]);
    let Some((hit, meant)) = plain().min_by_key(|(hit, meant)| rank(hit, meant)) else {
        // Nothing says when it happened: what does speak of a day is asked about.
        return match hits.into_iter().next() {
            None => Ok(None),
            Some(hit) => Err(match &hit.meant {
                Err(doubt) => doubt.clone(),
                Ok(meant) if meant.day > today => Doubt::ToCome(said(&hit), meant.day),
                Ok(meant) => Doubt::Unsure(said(&hit), meant.day),
            }),
        };
    };
    let alike = |other: &Hit, also: &Meant| rank(other, also) == rank(hit, &meant) && also.day != meant.day;
    if let Some((other, _)) = plain().find(|(other, also)| alike(other, also)) {
        return Err(Doubt::Two(said(hit), said(other)));
    }
    // Two phrases side by side are one that was not understood: `5 March the year before last`.
    let differs = |other: &Hit| !other.meant.as_ref().is_ok_and(|also| also.day == meant.day);
    if let Some(other) = hits.iter().find(|other| differs(other) && are_adjacent(&tokens, hit, other)) {
        let (one, other) = if other.from < hit.from { (other, hit) } else { (hit, other) };
        return Err(Doubt::Two(said(one), said(other)));
    }
    let (from, to, clock) = with_time(&tokens, hit.from, hit.to);
    let day_from = lead(&tokens, hit.from);
    let meant = meant.at(clock, view);
    let end = tokens[to - 1].span.end;
    let (span, bare) = (tokens[from].span.start..end, tokens[day_from].span.start..end);
    Ok(Some(SpokenDay { day: meant.day, time: meant.time, span, bare }))
}

/// The words of a text that some tokens are.
pub(super) fn phrase(text: &str, tokens: &[Token]) -> String {
    let (first, last) = (tokens.first(), tokens.last());
    let span = first.map_or(0, |first| first.span.start)..last.map_or(0, |last| last.span.end);
    text.get(span).unwrap_or_default().to_owned()
}

/// Whether a text tells of a talk in which something was learnt: `told me yesterday`, `hat gesagt`.
pub fn tells(text: &str) -> bool {
    tokens(text).iter().any(|token| Words::known().is("telling", &token.text))
}

/// The first phrase of a text that names a day, whatever it says of it.
pub fn named(text: &str, view: &View) -> Option<String> {
    let tokens = tokens(text);
    hits(text, &tokens, view).first().map(|hit| phrase(text, &tokens[hit.from..hit.to]))
}

/// A text without the day, where that stands at its beginning or its end; in the middle it belongs to the sentence.
pub fn without(text: &str, said: &SpokenDay) -> String {
    let trim = |c: char| c.is_whitespace() || ",:;-–—".contains(c);
    let (before, after) = (&text[..said.span.start], &text[said.span.end..]);
    if before.trim().is_empty() {
        after.trim_start_matches(|c: char| trim(c) || c == '.').trim_end().to_owned()
    } else if after.trim_matches(|c: char| c.is_whitespace() || ".!".contains(c)).is_empty() {
        before.trim_end_matches(trim).trim_start().to_owned()
    } else {
        text.trim().to_owned()
    }
}

/// All that names a day: of what overlaps the longest.
fn hits(text: &str, tokens: &[Token], view: &View) -> Vec<Hit> {
    let mut all: Vec<Hit> = Vec::new();
    for from in 0..tokens.len() {
        for pattern in grammar().iter().filter(|pattern| !pattern.alone) {
            let Some((len, found)) = matched(pattern, &tokens[from..]) else { continue };
            let span = tokens[from].span.start..tokens[from + len - 1].span.end;
            let said = &tokens[from..from + len];
            let before = from.checked_sub(1).map_or("", |at| tokens[at].text.as_str());
            let meant = match meant(pattern, &found, &text[span.clone()], view) {
                Some(meant) => meant,
                None if impossible(pattern, &found, said, before) => Err(Doubt::NoDay(text[span].to_owned())),
                None => continue,
            };
            if let Some(how) = stands(tokens, (from, from + len), pattern, &found, &meant, view.now.year()) {
                all.push(Hit { from, to: from + len, meant, how });
            }
        }
    }
    all.extend(loose(text, tokens));
    all.extend(slips(text, tokens));
    all.sort_by_key(|hit| (std::cmp::Reverse(hit.to - hit.from), hit.from));
    let mut taken = vec![false; tokens.len()];
    all.retain(|hit| {
        let free = !taken[hit.from..hit.to].contains(&true);
        taken[hit.from..hit.to].iter_mut().for_each(|taken| *taken |= free);
        free
    });
    all.sort_by_key(|hit| hit.from);
    all.retain(|hit| !bound(tokens, hit));
    all
}

/// What speaks of a time gone by, whatever stands before it: `aeons ago`, `the term before last`.
fn loose<'t>(text: &'t str, tokens: &'t [Token]) -> impl Iterator<Item = Hit> + 't {
    let word = |at: usize, word: &str| tokens[at].text == word && !tokens[at].capital;
    let named = |at: usize| tokens[at].kind == Kind::Word;
    (1..tokens.len()).filter_map(move |at| {
        let from = if word(at, "ago") && named(at - 1) {
            at - 1
        } else if at > 1 && word(at, "last") && word(at - 1, "before") && named(at - 2) {
            at - 2
        } else {
            return None;
        };
        let said = text[tokens[from].span.start..tokens[at].span.end].to_owned();
        Some(Hit { from, to: at + 1, meant: Err(Doubt::Vague(said)), how: How::Plain })
    })
}

/// Whether a word is that for a day with a slip in it, and no other that is known: `Tusday`, `gesterm`.
pub(super) fn mistyped(token: &Token) -> bool {
    let word = token.text.as_str();
    let plain = token.kind == Kind::Word && token.known.is_empty();
    let said = |day: &str| one_slip(day.as_bytes(), word.as_bytes());
    // `Freitags` is any Friday.
    let more = |day: &str| word.strip_prefix(day).is_some_and(|more| matches!(more, "s" | "e"));
    plain
        && (5..=LONGEST_DAY).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && Words::known().days().iter().any(|day| said(day) && !more(day))
}

/// No name of a day is longer, even with a letter too many.
const LONGEST_DAY: usize = 12;

/// Days with a slip in them, where a day may stand.
fn slips<'t>(text: &'t str, tokens: &'t [Token]) -> impl Iterator<Item = Hit> + 't {
    let words = Words::known();
    (0..tokens.len()).filter(|at| mistyped(&tokens[*at])).filter_map(move |at| {
        let prior = at.checked_sub(1).map_or("", |at| tokens[at].text.as_str());
        let begun = matches!(prior, "on" | "am" | "at");
        let turned = ["turn", "this", "beyond"].iter().any(|class| words.is(class, prior));
        let named = words.is("article", prior)
            || words.is("called", prior)
            || matches!(prior, "with" | "mit" | "of" | "von" | "to" | "zu" | "an" | "-" | "'");
        let hyphened = tokens.get(at + 1).is_some_and(|next| next.text == "-");
        let bare = !named && !hyphened && (goes_on(tokens, times(tokens, at + 1).0) || tokens.len() == 1);
        if !(begun || turned || bare) {
            return None;
        }
        let from = at - usize::from(turned);
        let said = text[tokens[from].span.start..tokens[at].span.end].to_owned();
        Some(Hit { from, to: at + 1, meant: Err(Doubt::NoDay(said)), how: How::Plain })
    })
}

/// Whether behind a day a text goes on as one does behind the day on which it happened.
fn goes_on(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|token| {
        token.kind == Kind::Sign && token.text != "'"
            || Words::known().is("go", &token.text)
            || is_told(token)
            || time_begins(tokens, at)
    })
}

/// Whether a day's name is only a part of a name: `Sun-hee`, `Jean-Fri`; but not `Mon-Wed`.
fn hyphened(tokens: &[Token], from: usize, to: usize) -> bool {
    let words = Words::known();
    let joint = |at: usize| {
        let token = &tokens[at];
        let touches = |one: usize, other: usize| {
            tokens
                .get(one)
                .zip(tokens.get(other))
                .is_some_and(|(one, other)| one.span.end == other.span.start)
        };
        matches!(token.text.as_str(), "-" | "‑") && at > 0 && touches(at - 1, at) && touches(at, at + 1)
    };
    let word = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.kind == Kind::Word && !words.is("weekday", &token.text) && !words.is("part", &token.text)
        })
    };
    to < tokens.len() && joint(to) && word(to + 1) || from > 1 && joint(from - 1) && word(from - 2)
}

/// Whether two phrases stand side by side, with nothing but a time of day and a joint between them.
fn are_adjacent(tokens: &[Token], one: &Hit, other: &Hit) -> bool {
    let (first, second) = if one.from < other.from { (one, other) } else { (other, one) };
    let end = times(tokens, first.to).0.min(second.from).max(first.to);
    let between = &tokens[end..second.from];
    between.len() <= 2 && between.iter().all(|token| Words::known().is("joint", &token.text))
}

/// So many words on either side are looked at for what a phrase belongs to.
const NEAR: usize = 60;

/// The clause around a token, as its first token and the one behind its last.
fn clause(tokens: &[Token], at: usize) -> (usize, usize) {
    let ends = |token: &Token| token.kind == Kind::Sign && ",.;:!?()–—".contains(token.text.as_str());
    let (first, last) = near(tokens, at);
    let from = tokens[first..at].iter().rposition(ends).map_or(first, |end| first + end + 1);
    let to = tokens[at..last].iter().position(ends).map_or(last, |end| at + end);
    (from, to)
}

/// What is looked at around a token.
fn near(tokens: &[Token], at: usize) -> (usize, usize) {
    (at.saturating_sub(NEAR), tokens.len().min(at + NEAR))
}

/// Whether a phrase bounds something else, as in `ill since Monday`.
fn bound(tokens: &[Token], hit: &Hit) -> bool {
    let words = Words::known();
    let mut at = hit.from;
    while at > 0
        && matches!(tokens[at - 1].text.as_str(), "on" | "am" | "the" | "den" | "dem" | "zum" | "der")
    {
        at -= 1;
    }
    let Some(before) = at.checked_sub(1).and_then(|at| tokens.get(at)) else { return false };
    if before.text == "by" {
        // Who came by on Friday is not bound by it.
        return !at.checked_sub(2).is_some_and(|at| words.is("came", &tokens[at].text));
    }
    // `About 3 days ago` is no matter that was talked about.
    words.is("bound", &before.text) && !matches!(tokens[hit.from].kind, Kind::Number(_))
}

/// Whether words in a text that could name a day do name one, and how plainly. In a field they would; in a text they may
/// be a name, a verb, or a day of something else.
fn stands(
    tokens: &[Token],
    (from, to): (usize, usize),
    pattern: &Pattern,
    found: &Matched,
    meant: &Result<Meant, Doubt>,
    this_year: i16,
) -> Option<How> {
    let words = Words::known();
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.text.as_str());
    let (prior, next) = (text(from.checked_sub(1)), text(Some(to)));
    let said = &tokens[from..to];
    let goes_on = |at: usize| goes_on(tokens, at);
    // `Saw her Tuesday`: it is she who was seen.
    let named = words.is("article", prior) && !(prior == "her" && from > 1 && is_told(&tokens[from - 2]));
    let turned = found.get("turn").is_some() || found.get("this").is_some() || found.get("beyond").is_some();
    let begun = matches!(prior, "on" | "am");
    // `Do` and `so` are words, `am Do` is a day.
    let two = |token: &Token| words.is("two", &token.text) && !(token.capital && (begun || turned));
    if found.get("weekday").is_some() && said.iter().any(two) {
        return None;
    }
    let called = from > 0 && words.is("called", prior.trim_end_matches('.'))
        || prior == "." && words.is("called", text(from.checked_sub(2)));
    if called && matches!(pattern.meaning, "weekday" | "feast" | "whole") {
        return None;
    }
    let mut fraction = false;
    match pattern.meaning {
        // `Guten Morgen`, `gestern Morgen`
        "days"
            if said.len() == 1
                && said[0].text == "morgen"
                && (words.is("article", prior)
                    || words.is("weekday", prior)
                    || matches!(prior, "gestern" | "vorgestern")) =>
        {
            return None;
        }
        "weekday" => {
            if hyphened(tokens, from, to) {
                return None;
            }
            let short = said.iter().any(|token| words.is("short", &token.text));
            if short && !turned && !begun && !shortly(tokens, from, to) {
                return None;
            }
            // `Sunday roast`, `the Friday club`, `Black Friday`: names of something.
            if !turned && !begun && (named || !goes_on(times(tokens, to).0)) {
                return None;
            }
            // `The last Friday` of something; `the second Friday`.
            if turned && said.len() > 1 && prior == "the" && next == "of" {
                return None;
            }
        }
        // `The last week of something`, `over the last years`.
        "unit" | "beyond" => {
            let single = said.iter().any(|token| words.is("single", &token.text));
            if !single || matches!(prior, "the" | "die" | "das" | "'") {
                return None;
            }
        }
        "ofmonth" if found.get("unit").is_none() => {
            let digits = said.iter().any(|token| matches!(token.kind, Kind::Ordinal(_)));
            let dated = matches!(said[0].text.as_str(), "am" | "zum" | "on") || prior == "on";
            let dated = dated || found.get("weekday").is_some();
            if !digits || !dated || !goes_on(to) {
                return None;
            }
        }
        "monthday" | "edgemonth" | "whole" | "nth" | "last" => {
            // `On 5 may` is a day all the same, and so is `in may`.
            let figure = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Ordinal(_));
            let sure = said[0].text == "in" || figure(&said[0]) && begun;
            let modal = |token: &Token| words.is("modal", &token.text) && !token.capital && !sure;
            if said.iter().any(modal) && found.get("year").is_none() {
                return None;
            }
        }
        "feast" => {
            let dated = words.is("feastly", &said[0].text) || turned || found.get("year").is_some();
            if !goes_on(times(tokens, to).0) || !dated && named {
                return None;
            }
        }
        "date" => {
            // `Version 1.5.2026`, `030 12-12-12`
            let figures = said.iter().any(|token| matches!(token.kind, Kind::Date(_) | Kind::Dotted(_)));
            let number =
                tokens.get(from.wrapping_sub(1)).is_some_and(|token| matches!(token.kind, Kind::Number(_)));
            let numbered = words.is("numbered", prior)
                || prior == "." && words.is("numbered", text(from.checked_sub(2)));
            if figures && (number || numbered) {
                return None;
            }
            // `1/2 price`: a fraction.
            let pair =
                said.iter().any(|token| token.text.contains('/') && token.text.matches('/').count() == 1);
            // Where something is told it may be a day all the same.
            fraction = pair && !begun;
            let half = said.iter().any(|token| is_fraction(token.kind));
            if fraction && (half || !goes_on(to)) {
                return None;
            }
        }
        _ => {}
    }
    let (first, last) = clause(tokens, from);
    let around = || tokens[first..from].iter().chain(&tokens[to.min(last)..last]);
    // `Two years back at work` is no day.
    let back = said.last().is_some_and(|last| last.text == "back");
    let ends = tokens.get(to).is_none_or(|token| token.kind == Kind::Sign);
    if back && !ends && !goes_on(to) {
        return None;
    }
    let dated = matches!(
        pattern.meaning,
        "date" | "dmy" | "monthday" | "edgemonth" | "nth" | "last" | "whole" | "feast"
    );
    if dated && around().any(|token| words.is("born", &token.text)) {
        return None;
    }
    // Where the phrase stands alone in its clause the rest of the text says what it is about.
    let alone =
        around().all(|token| token.kind == Kind::Sign || matches!(token.text.as_str(), "on" | "am" | "at"));
    let (first, last) = if alone { near(tokens, from) } else { (first, last) };
    let rest = || tokens[first..from].iter().chain(&tokens[to.min(last)..last]);
    if pattern.meaning == "ahead" && rest().any(is_told) {
        // `Read it in 3 days` is how long it took.
        return None;
    }
    // What somebody else did on a day, said behind a `she` or a `who`, is not when we were in touch.
    let others = tokens[first..from].iter().enumerate();
    if others.clone().any(|(at, token)| first + at > 0 && words.is("others", &token.text)) {
        return Some(How::Unsure);
    }
    let evident = rest().any(|token| is_told(token) || words.is("contact", &token.text));
    let on = begun || matches!(prior, "at" | "over");
    if pattern.meaning == "weekend" && meant.is_err() && !evident && !on && rest().next().is_some() {
        return None;
    }
    // `In summer`, `Monday to Friday`, `in 2019` speak of when something happened where something did.
    let soft = match pattern.meaning {
        "whole" => {
            found.get("turn").is_none() && (found.get("month").is_none() || words.is("month", &said[0].text))
        }
        "vague" => is_soft(said),
        _ => false,
    };
    // A year that has come is no plan.
    let gone = found.get("year").is_some_and(|year| year <= i32::from(this_year));
    if soft && (!evident && !gone || named || !goes_on(to)) {
        return None;
    }
    // `Moved to Thursday`, `put off to 5 March`, `2 years back to work`, `on 3.11`.
    let dotted = said.len() == 2 && said[0].text == "on" && matches!(said[1].kind, Kind::Dotted(_));
    if words.is("onto", prior) || back && !ends || dotted || fraction {
        return (evident || !dotted && !fraction).then_some(How::Unsure);
    }
    let Ok(meant) = meant else { return Some(How::Plain) };
    if meant.other.is_none() {
        return Some(How::Plain);
    }
    // A day that may as well be to come: the text has to tell of what was.
    let to_come = others.clone().any(|(at, token)| {
        let name = token.capital && at > 0;
        let to_do = at > 0
            && tokens[first + at - 1].text == "to"
            && (words.is("contact", &token.text) || token.text.ends_with('e'));
        !name && (words.is("tocome", &token.text) || token.text.ends_with("'ll") || to_do)
    });
    let bare = pattern.meaning == "feast" && !words.is("feastly", &said[0].text);
    if evident && bare && found.get("feast").is_some() {
        return Some(How::Unsure);
    }
    if evident && !to_come {
        return Some(How::Plain);
    }
    if pattern.meaning == "feast" && !to_come {
        return None;
    }
    // `Monday and Tuesday`: the one is as good as the other.
    if pattern.meaning == "weekday" && from > 1 && is_listed(tokens, from) && !to_come {
        return Some(How::Plain);
    }
    // `Stammtisch Dienstag Abend`
    let (end, _) = times(tokens, to);
    if pattern.meaning == "weekday" && end > to && end == tokens.len() && from > 0 && !to_come {
        return Some(How::Plain);
    }
    // A bare name of a day in a text that tells nothing is left alone.
    (pattern.meaning != "weekday" || begun || to_come).then_some(How::Unsure)
}

/// Whether a day's name that is cut short is one: `phoned Sat`, `saw her Wed`, `Mon, Tue and Wed`; but not `sat down`.
fn shortly(tokens: &[Token], from: usize, to: usize) -> bool {
    let words = Words::known();
    let odd = tokens[from..to].iter().any(|token| words.is("odd", &token.text) && !token.capital);
    let Some(prior) = from.checked_sub(1).map(|at| &tokens[at]) else {
        // At the beginning every word has a capital.
        let next = tokens.get(times(tokens, to).0);
        return !odd
            && next.is_some_and(|next| {
                matches!(next.text.as_str(), ":" | ",") || words.is("contact", &next.text)
            });
    };
    let (first, _) = clause(tokens, from);
    let named = prior.capital && prior.kind == Kind::Word && tokens[first..from].iter().any(is_told);
    let told = is_told(prior) || words.is("contact", &prior.text) || words.is("whom", &prior.text) || named;
    !odd && (told || from > 1 && is_listed(tokens, from))
}

/// Whether two figures are more likely a part of something: `1/2`, `3/4`.
fn is_fraction(kind: Kind) -> bool {
    let Kind::Date(Figures::Pair(part, whole, None)) = kind else { return false };
    part < whole && matches!(whole, 2 | 3 | 4 | 5 | 8 | 10)
}

/// Whether a day's name stands behind another one, as in `Mon, Tue and Wed`.
fn is_listed(tokens: &[Token], from: usize) -> bool {
    matches!(tokens[from - 1].text.as_str(), "," | "and" | "und" | "or" | "oder" | "&" | "/" | "-" | "–")
        && Words::known().is("weekday", &tokens[from - 2].text)
}

/// Whether more of a time follows: `Friday a week ago`, `Friday last month`.
fn time_begins(tokens: &[Token], at: usize) -> bool {
    let words = Words::known();
    let is = |at: usize, class: &str| tokens.get(at).is_some_and(|token| words.is(class, &token.text));
    let of_unit = |at: usize| is(at, "unit") || is(at, "nights") || is(at, "season");
    let counted = is(at, "n") || matches!(tokens[at].kind, Kind::Number(_));
    (counted || ["turn", "this", "beyond"].iter().any(|class| is(at, class))) && of_unit(at + 1)
}

/// Whether a phrase that names no day speaks of when only where something is told.
fn is_soft(said: &[Token]) -> bool {
    let word = |at: usize| said.get(at).map_or("", |token| token.text.as_str());
    let range = said.iter().any(|token| Words::known().is("weekday", &token.text)) && word(1) != "other";
    let figures = matches!(said.last().map(|last| last.kind), Some(Kind::Number(_)));
    range
        || figures
        || matches!(word(0), "recently" | "kurzlich" | "unlangst")
        || Words::known().is("beside", word(said.len() - 1))
        || said.iter().any(|token| Words::known().is("feast", &token.text))
}

/// Whether a word tells what was: `called`, `met`, `getroffen`, `telefoniert`.
fn is_told(token: &Token) -> bool {
    let word = token.text.as_str();
    let german = word
        .strip_prefix("ge")
        .is_some_and(|rest| rest.len() >= 4 && (rest.ends_with('t') || rest.ends_with("en")));
    token.kind == Kind::Word
        && (Words::known().is("past", word)
            || word.len() > 4 && word.ends_with("ed")
            || german && !token.capital
            || word.len() > 6 && word.ends_with("iert")
            || ["angeru", "besuch", "versch"].iter().any(|start| word.starts_with(start) && word.len() > 7))
}

/// Where a phrase begins with the lead before it.
fn lead(tokens: &[Token], from: usize) -> usize {
    from - usize::from(from > 0 && matches!(tokens[from - 1].text.as_str(), "on" | "am" | "at"))
}

/// A phrase with the lead before it and the time of day that stands beside it.
fn with_time(tokens: &[Token], from: usize, to: usize) -> (usize, usize, Clock) {
    let lead = |from: usize| lead(tokens, from);
    let (end, after) = times(tokens, to);
    if end > to {
        return (lead(from), end, after);
    }
    for start in from.saturating_sub(4)..from {
        let (end, before) = times(tokens, start);
        // `Jazz night on 3 October`: such a word belongs to the one before it, unless that is a day itself.
        let day = start.checked_sub(1).is_none_or(|at| Words::known().is("weekday", &tokens[at].text));
        if Words::known().is("part", &tokens[start].text) && !day {
            continue;
        }
        if end == from || end + 1 == from && matches!(tokens[end].text.as_str(), "on" | "am" | ",") {
            return (lead(start), to, before);
        }
    }
    // `Yesterday we spoke at 5pm`
    let mut clocks = (1..tokens.len()).filter(|at| {
        matches!(tokens[*at].kind, Kind::Clock(..)) && Words::known().is("at", &tokens[*at - 1].text)
    });
    let clock = match (clocks.next(), clocks.next()) {
        (Some(at), None) => match tokens[at].kind {
            Kind::Clock(time, half) => Clock::of(time, half),
            _ => Clock::default(),
        },
        _ => Clock::default(),
    };
    (lead(from), to, clock)
}
