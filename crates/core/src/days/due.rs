//! The day until which something is to be done, in the words of a promise: `send the plans by Friday`.

use super::find::phrase;
use super::meaning::{Meant, matched, meant, times};
use super::token::{Kind, Token, tokens};
use super::words::{Pattern, Words, grammar};
use super::{Doubt, Said, View};

/// The day that a text sets for what it speaks of, behind `by` or `bis`; none where it sets none. Any other day in it is
/// part of what is to be done.
pub fn due(text: &str, view: &View) -> Result<Option<Said>, Doubt> {
    let tokens = tokens(text);
    let mut found: Option<Set> = None;
    for at in 0..tokens.len() {
        let Some(mut set) = sets(&tokens, at).and_then(|from| behind(text, &tokens, (at, from), view)) else {
            continue;
        };
        set.widen(&tokens);
        match &found {
            None => found = Some(set),
            Some(first) if set.from < first.to => {}
            Some(first) => {
                let said = |set: &Set| phrase(text, &tokens[set.from..set.to]);
                return Err(Doubt::Two(said(first), said(&set)));
            }
        }
    }
    let Some(Set { from, to, meant }) = found else { return Ok(None) };
    let (meant, span) = (meant?, tokens[from].span.start..tokens[to - 1].span.end);
    Ok(Some(Said { day: meant.day, time: meant.time, span }))
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
                let Some(meant) = meant(pattern, &found, &said, view) else { continue };
                let clock = if start >= timed { before.or(after) } else { after };
                let meant = meant.map(|meant| meant.at(clock, view));
                best = Some(Set { from: at, to: end, meant });
            }
        }
    }
    // `By 5pm` is by 5pm today.
    let clock = |token: &Token| matches!(token.kind, Kind::Clock(..));
    if best.is_none() && timed > from && tokens[from..timed].iter().any(clock) {
        let today = Meant::sure(view.now.date()).at(before, view);
        best = Some(Set { from: at, to: timed, meant: Ok(today) });
    }
    let best = best?;
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
    match pattern.meaning {
        "vague" => false,
        "days" | "part" | "ago" | "ahead" | "dm" => !pattern.alone,
        "ofmonth" => ordinal && (ends || tokens[by].text != "by"),
        _ => true,
    }
}
