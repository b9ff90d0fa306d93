//! The day until which something is to be done, in the words of a promise: `send the plans by Friday`.

use super::find::{mistyped, phrase};
use super::meaning::{Meant, impossible, is_before, matched, meant, times};
use super::token::{Kind, Token, tokens};
use super::words::{Pattern, Words, grammar};
use super::{Doubt, SpokenDay, View};

/// The day that a text sets for what it speaks of, behind `by` or `bis`; none where it sets none. Any other day in it is
/// part of what is to be done.
pub fn due(text: &str, view: &View) -> Result<Option<SpokenDay>, Doubt> {
    let tokens = tokens(text);
    let mut found: Option<Set> = None;
    for at in 0..tokens.len() {
        let set = sets(&tokens, at).and_then(|from| behind(text, &tokens, (at, from), view));
        let Some(mut set) = set.or_else(|| itself(text, &tokens, at, view)) else { continue };
        set.widen(&tokens);
        let weak = |set: &Set| Words::known().is("weak", &tokens[set.from].text);
        match &found {
            None => found = Some(set),
            Some(first) if set.from < first.to => {}
            // `The cake for Saturday by Friday`
            Some(first) if weak(first) && !weak(&set) => found = Some(set),
            Some(first) if weak(&set) && !weak(first) => {}
            Some(first) => {
                let said = |set: &Set| phrase(text, &tokens[set.from..set.to]);
                return Err(Doubt::Two(said(first), said(&set)));
            }
        }
    }
    let Some(Set { from, to, meant }) = found else { return Ok(None) };
    let (meant, span) = (meant?, tokens[from].span.start..tokens[to - 1].span.end);
    Ok(Some(SpokenDay { day: meant.day, time: meant.time, bare: span.clone(), span }))
}

/// What sets a day: its tokens, and what it means.
struct Set {
    from: usize,
    to: usize,
    meant: Result<Meant, Doubt>,
}

impl Set {
    /// With what belongs to it around: `no later than Friday`, `by Friday at the latest`.
    fn widen(&mut self, tokens: &[Token]) {
        let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.text == word);
        if is(self.from, "than") {
            let no = self.from > 1 && matches!(tokens[self.from - 2].text.as_str(), "no" | "not");
            self.from -= 1 + usize::from(no);
        }
        // `bis spätestens Freitag`
        if is(self.from, "spatestens") && self.from > 0 && is(self.from - 1, "bis") {
            self.from -= 1;
        }
        if is(self.from, "by") && self.from > 0 && is(self.from - 1, "due") {
            self.from -= 1;
        }
        if is(self.to, "latest") {
            self.to += 1;
        }
        if is(self.to, "at") && is(self.to + 1, "the") && is(self.to + 2, "latest") {
            self.to += 3;
        }
    }
}

/// Where a day has to begin for the word at a place to set it.
fn sets(tokens: &[Token], at: usize) -> Option<usize> {
    let words = Words::known();
    let before = |word: &str| at > 0 && tokens[at - 1].text == word;
    match tokens[at].text.as_str() {
        // Who comes by on a day does not set it.
        "by" => (at == 0 || !words.is("came", &tokens[at - 1].text)).then_some(at + 1),
        "than" => before("later").then_some(at + 1),
        text => words.is("setting", text).then_some(at + 1),
    }
}

/// The day behind such a word, of all readings the longest.
fn behind(text: &str, tokens: &[Token], (at, from): (usize, usize), view: &View) -> Option<Set> {
    let words = Words::known();
    let (timed, before) = times(tokens, from);
    let mut best: Option<Set> = None;
    for first in [from, timed] {
        let leads = tokens.get(first..)?.iter().take_while(|token| words.is("lead", &token.text)).count();
        for start in first..=first + leads.min(2) {
            for pattern in grammar() {
                let Some((len, found)) = matched(pattern, &tokens[start..]) else { continue };
                let to = start + len;
                if !fits(pattern, tokens, (at, start, to)) {
                    continue;
                }
                let (end, after) = times(tokens, to);
                if best.as_ref().is_some_and(|best| best.to >= end) {
                    continue;
                }
                let said = phrase(text, &tokens[start..to]);
                let prior = &tokens[start - 1].text;
                let meant = match meant(pattern, &found, &said, view) {
                    Some(meant) => meant,
                    None if impossible(pattern, &found, &tokens[start..to], prior) => Err(Doubt::NoDay(said)),
                    None => continue,
                };
                let clock = if start >= timed { before.or(after) } else { after };
                let mut meant = meant.map(|meant| meant.at(clock, view));
                if is_before(&tokens[at].text) {
                    let unplain = matches!(pattern.meaning, "unit" | "beyond" | "weekend");
                    meant = meant.and_then(|meant| {
                        let vague = || Doubt::Vague(phrase(text, &tokens[at..to]));
                        if unplain { Err(vague()) } else { meant.before().ok_or_else(vague) }
                    });
                    // `A week before Christmas`, `the day before Christmas`
                    if at > 0 && words.is("unit", &tokens[at - 1].text) {
                        meant = Err(Doubt::Vague(phrase(text, &tokens[at - 1..to])));
                    }
                }
                best = Some(Set { from: at, to: end, meant });
            }
        }
    }
    // `By 5pm` is by 5pm today.
    let clock = |token: &Token| matches!(token.kind, Kind::Clock(..));
    if best.is_none()
        && !words.is("weak", &tokens[at].text)
        && timed > from
        && tokens[from..timed].iter().any(clock)
    {
        let today = Meant::sure(view.now.date()).at(before, view);
        best = Some(Set { from: at, to: timed, meant: Ok(today) });
    }
    let Some(best) = best else {
        let leads =
            |token: &&Token| ["lead", "turn", "this"].iter().any(|class| words.is(class, &token.text));
        let slip = from + tokens[from..].iter().take(3).take_while(leads).count();
        let no_day = Err(Doubt::NoDay(phrase(text, tokens.get(from..=slip)?)));
        return mistyped(&tokens[slip]).then_some(Set { from: at, to: slip + 1, meant: no_day });
    };
    let either = tokens.get(best.to).is_some_and(|token| matches!(token.text.as_str(), "or" | "oder" | "/"));
    let other = best.to + 1;
    if either
        && tokens
            .get(other)
            .is_some_and(|token| words.is("weekday", &token.text) || words.is("turn", &token.text))
    {
        let two = Doubt::Two(phrase(text, &tokens[at..best.to]), tokens[other].text.clone());
        return Some(Set { meant: Err(two), ..best });
    }
    Some(best)
}

/// What sets a day without a word before it: `within a week`, `in 5 business days`, `two weeks from Monday`, and at the
/// end of a text `Ende Monat`.
fn itself(text: &str, tokens: &[Token], at: usize, view: &View) -> Option<Set> {
    let words = Words::known();
    let prior = at.checked_sub(1).map_or("", |at| tokens[at].text.as_str());
    if matches!(prior, "for" | "fur" | "nach" | "after" | "by" | "um") {
        return None;
    }
    let mut best: Option<Set> = None;
    for pattern in grammar() {
        let first = pattern.parts.first()?.word;
        let within = words.is("itself", first) && first != "in";
        let edge = pattern.meaning == "edge" && !pattern.alone;
        let fits = within || edge || pattern.meaning == "weekfrom" || first == "in" && pattern.alone;
        let Some((len, found)) = fits.then(|| matched(pattern, &tokens[at..])).flatten() else { continue };
        let (to, clock) = times(tokens, at + len);
        let ends = tokens[to..].iter().all(|token| token.kind == Kind::Sign);
        let led = at == 0 || words.is("lead", prior) || matches!(prior, "over" | "the" | "this");
        if best.as_ref().is_some_and(|best| best.to >= to) || edge && !within && (!ends || led) {
            continue;
        }
        let said = phrase(text, &tokens[at..to]);
        let Some(meant) = meant(pattern, &found, &said, view) else { continue };
        best = Some(Set { from: at, to, meant: meant.map(|meant| meant.at(clock, view)) });
    }
    best
}

/// Whether what follows `by` sets a day by such a pattern: not `by now`, `by hand`, `by 2 weeks`, `by second class mail`.
fn fits(pattern: &Pattern, tokens: &[Token], (by, from, to): (usize, usize, usize)) -> bool {
    let (words, said) = (Words::known(), &tokens[from..to]);
    let modal = |token: &Token| words.is("modal", &token.text) && !token.capital && said.len() == 1;
    let odd = |token: &Token| {
        let lower = !token.capital && !tokens[to..].is_empty();
        lower && words.is("odd", &token.text) || !token.capital && words.is("two", &token.text)
    };
    if said.iter().any(|token| modal(token) || odd(token)) {
        return false;
    }
    let ordinal = said.iter().any(|token| matches!(token.kind, Kind::Ordinal(_)));
    let ends = tokens.get(to).is_none_or(|next| next.kind == Kind::Sign || words.is("go", &next.text));
    if words.is("weak", &tokens[by].text) {
        let goes_on = |next: &Token| words.is("go", &next.text) && !words.is("contact", &next.text);
        let ends =
            tokens.get(times(tokens, to).0).is_none_or(|next| next.kind == Kind::Sign || goes_on(next));
        let day = match pattern.meaning {
            "days" => !pattern.alone,
            "ofmonth" => ordinal,
            meaning => matches!(meaning, "weekday" | "weekof" | "beyondday" | "date" | "monthday" | "feast"),
        };
        return day && ends;
    }
    match pattern.meaning {
        "vague" => false,
        "workdays" => !pattern.alone,
        "days" | "part" | "ago" | "ahead" | "dm" => !pattern.alone,
        "ofmonth" => ordinal && (ends || tokens[by].text != "by"),
        _ => true,
    }
}
