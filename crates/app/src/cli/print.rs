//! Answers in words, and as JSON.

use std::borrow::Cow;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{reading, typed};
use goodturn_book::Context;
use goodturn_book::import::Report;
use goodturn_book::journal::history;
use goodturn_book::people::beside::Beside;
use goodturn_book::people::list;
use goodturn_book::people::page::Page;
use goodturn_book::request::{Answer, Json, Shown};
use goodturn_book::settings::page::Page as Settings;
use goodturn_book::today::day::Day;
use goodturn_book::today::steps::Step;
use goodturn_core::id::code;
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::today::ago as ago_in_words;
use goodturn_core::insight::vcp::Standing;
use jiff::Timestamp;
use serde::Serialize;

/// Prints an answer as JSON: a list as one object a line, a single thing as one object.
pub(super) fn json(answer: &Answer) {
    match answer {
        Answer::Done(done) => object(done),
        Answer::Shown(Shown { json: Json::One(one), .. }) => object(one),
        Answer::Shown(Shown { json: Json::Lines(lines), .. }) => lines.iter().for_each(object),
    }
}

/// Prints what to begin with, where nobody waits.
pub(super) fn steps(steps: &[Step]) {
    if !steps.is_empty() {
        line("To begin with:");
    }
    for step in steps {
        line(&format!("   {}", step.what));
        line(&format!("             goodturn {}", typed::line(&step.deed)));
    }
}

/// Prints one object on a line of its own.
pub(super) fn object(thing: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(thing) {
        printed(writeln!(std::io::stdout().lock(), "{}", escaped(&text)));
    }
}

/// Whether something could not be printed.
static WAS_CUT: AtomicBool = AtomicBool::new(false);

/// Prints a line, and no more than one: a value that holds an end of a line begins none of its own, which could say
/// anything; that sign is shown.
pub(super) fn line(text: &str) {
    match text.contains('\n') {
        true => self::text(&text.replace('\n', "\u{240a}")),
        false => self::text(text),
    }
}

/// Prints a text that may have lines of its own: a draft, a list.
fn text(text: &str) {
    printed(writeln!(std::io::stdout().lock(), "{}", harmless(text)));
}

/// Prints help, or what was wrong with a command line: that may have been pasted from anywhere.
pub(super) fn parsing(error: &clap::Error) {
    let text = error.to_string();
    if text.contains(is_order) {
        note(text.trim_end());
    } else {
        // Nothing useful is left to do where even the help cannot be printed.
        let _ = error.print();
    }
}

/// Prints a whole text that another program reads.
pub(super) fn bytes(text: &[u8]) {
    printed(std::io::stdout().lock().write_all(text));
}

/// A reader that went away (`| head`) is no failure; a disk without room for the answer is one.
fn printed(done: std::io::Result<()>) {
    if done.is_err_and(|cause| cause.kind() != std::io::ErrorKind::BrokenPipe) {
        WAS_CUT.store(true, Ordering::Relaxed);
    }
}

/// Sends out what is left; answers whether all of the answer was printed.
pub(super) fn is_whole() -> bool {
    printed(std::io::stdout().lock().flush());
    !WAS_CUT.load(Ordering::Relaxed)
}

/// Prints a message beside the answer; where nobody reads it, nothing is lost.
pub(super) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", harmless(text));
}

/// A text without orders to a terminal, which any card or file name may hold: what has a sign of its own is shown by
/// that, and signs of direction, after which a terminal writes our own words from right to left, are left out.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_order) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        c if !is_order(c) => Some(c),
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        '\u{2028}' | '\u{2029}' => Some(' '),
        _ => None,
    };
    Cow::Owned(text.chars().filter_map(shown).collect())
}

/// The same JSON, with those characters escaped that JSON allows and a terminal obeys.
fn escaped(json: &str) -> Cow<'_, str> {
    if !json.contains(is_order) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match c {
            c if is_order(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a terminal does something at it, other than to begin a line or leave a gap.
fn is_order(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Prints an answer in words.
pub(super) fn words(answer: &Answer, ctx: &Context) {
    match answer {
        Answer::Done(done) => {
            text(&done.summary.to_string());
            done.notes.iter().for_each(|note| text(&format!("  {}", typed::words(note))));
            for left in &done.left {
                let found = if left.text.is_empty() { String::new() } else { format!(" in {:?}", left.text) };
                line(&format!("  failed {}: {}{found}", left.place, left.reason));
            }
        }
        Answer::Shown(shown) => {
            if let Some(day) = answer.view::<Day>() {
                today(day);
            } else if let Some(lines) = answer.view::<Vec<list::Listed>>() {
                people(lines, ctx);
            } else if let Some(page) = answer.view::<Page>() {
                person(page, ctx);
            } else if let Some(page) = answer.view::<Settings>() {
                settings(page);
            } else if let Some(lines) = answer.view::<Vec<history::Line>>() {
                history(lines, ctx);
            } else if let Some(report) = answer.view::<Report>() {
                reading::words(report);
            } else {
                shown.words.iter().for_each(|words| text(&typed::words(words)));
            }
        }
    }
}

fn today(day: &Day) {
    if day.lines.is_empty() {
        line(&day.words());
    }
    for (at, entry) in day.lines.iter().enumerate() {
        line(&format!("{}  {:<9} {}", at + 1, entry.kind, entry.person.name()));
        line(&format!("             {}", entry.reason));
        line(&format!("             goodturn {}", typed::line(&entry.deed)));
    }
}

fn people(listed: &[list::Listed], ctx: &Context) {
    let lines: Vec<&list::Line> = listed.iter().map(|one| &one.line).collect();
    if lines.is_empty() {
        return line("Nobody fits.");
    }
    if lines.iter().all(|person| person.found.iter().any(|found| found.nearly)) {
        line("Nobody fits as it is written; these are spelt nearly so:");
    }
    for person in lines {
        let at = joined(&[&person.title, &person.organisation], ", ");
        let last = person.last_interaction.map_or_else(String::new, |at| ago(at, ctx));
        let all = format!(
            "{:>5.1}  {:<30} {:<36} {:>5}  {last}",
            person.strength,
            cut(&person.name, 30),
            cut(&at, 36),
            person.interactions
        );
        line(all.trim_end());
        for found in &person.found {
            line(&format!("       {}: {}", found.place, found.text));
        }
    }
}

fn history(lines: &[history::Line], ctx: &Context) {
    for act in lines {
        let run = if act.acts > 1 { format!(" ({} acts)", act.acts) } else { String::new() };
        let mark = if act.undone { " (undone)" } else { "" };
        let at = when(act.at, ctx);
        line(&format!("{:>6}  {at}  {:<8} {}{run}{mark}", act.seq, act.act, act.summary));
    }
}

fn settings(settings: &Settings) {
    let me = if settings.me.is_empty() {
        "not said; `goodturn set --me ADDRESS`"
    } else {
        &settings.me.join(", ")
    };
    let region = settings.region.as_deref().unwrap_or("not said; `goodturn set --region XX`");
    line(&format!("  me           {me}"));
    line(&format!("  region       {region}"));
    line(&format!("  merge        {}", settings.merge));
    line(&format!("  book         {}", settings.book));
}

fn person(page: &Page, ctx: &Context) {
    let head = &page.line;
    line(&head.name);
    let at = joined(&[&head.title, &head.organisation], ", ");
    if !at.is_empty() {
        line(&format!("  {at}"));
    }
    line(&format!("  id {}", head.id));
    if page.kind != "person" {
        line(&format!("  {}: {}", page.kind, page.kind_why));
    }
    for fact in &page.facts {
        if matches!(fact.kind, "name" | "given" | "family" | "organisation" | "title") {
            continue;
        }
        let kind = if fact.kind == "other" { &fact.label } else { fact.kind };
        let label = if fact.label.is_empty() || fact.kind == "other" {
            String::new()
        } else {
            format!(" ({})", fact.label)
        };
        let value = fact.read();
        let lines: Vec<&str> = value.lines().filter(|line| !line.trim().is_empty()).collect();
        line(&format!("  {kind:<12} {}{label}", lines.join(", ")));
    }
    for part in &page.merged {
        line(&format!("  {:<12} {}; apart again: goodturn split {}", "one of two", part.said, part.id));
    }
    if let Some(circle) = head.circle {
        line(&format!("  circle       {circle} of 5"));
    }
    line(&format!("  cadence      {}", page.cadence));
    if let Some(until) = page.snoozed {
        line(&format!("  not in today before {}", day(until, &ctx.zone)));
    }
    print_beside(&page.beside);
    trust(page);
    if let Some(explained) = &page.strength_explained {
        line("");
        for sentence in &explained.words {
            line(&format!("  {sentence}"));
        }
        let parts = &explained.parts;
        line(&format!("  out {:.3}, in {:.3}, rhythm {:.2}", parts.out, parts.in_, parts.rhythm));
    }
    if !page.timeline.is_empty() {
        line("");
    }
    for moment in &page.timeline {
        let at = moment.at.map_or_else(|| "no day    ".to_owned(), |at| day(at, &ctx.zone).to_string());
        let code = code(&moment.id);
        line(&format!(
            "  {code}  {at}  {:<7} {:<4} {}",
            moment.kind,
            moment.direction,
            cut(&moment.title, 80)
        ));
    }
    if let Some(more) = &page.more {
        line(&format!("  … more: goodturn show {} --before {more}", head.id));
    }
}

/// What else stands with somebody, a line each.
fn trust(page: &Page) {
    let put = |head: &str, words: &str| line(&format!("  {head:<12} {words}"));
    let beside = &page.beside;
    beside.groups.iter().for_each(|group| put("group", group.name()));
    beside.promises.iter().for_each(|promise| put("promise", &promise.words()));
    beside.asks.iter().for_each(|ask| put("ask", &format!("{} ({})", ask.what, ask.on)));
    beside.introductions.iter().for_each(|one| put("introduction", &one.words()));
    beside.referrals.iter().for_each(|one| put("referral", one.words().trim_start()));
    beside.boundaries.iter().for_each(|one| put("boundary", &one.words));
    page.manners.iter().for_each(|note| put("mind", note));
    page.business.deals.iter().for_each(|deal| put("business", &deal.words()));
    for held in page.business.roles.iter().filter(|held| held.why != "as you say") {
        put("role", &format!("{} ({})", held.role, held.why));
    }
    if page.business.vcp.standing != Standing::Unseen {
        put("standing", page.business.vcp.standing.name());
    }
    if !page.card.line.is_empty() {
        put("card", &page.card.line);
    }
    for known in &page.profile.parts {
        known.learnt.iter().for_each(|one| put(known.part, &one.words()));
    }
    page.profile.other.iter().for_each(|one| put("learnt", &one.words()));
    if let Some(held) = &page.stance_explained {
        put("stance", &held.words());
    }
    if let Some(credit) = &page.credit {
        put("credit", credit);
    }
}

fn print_beside(beside: &Beside) {
    for (kind, wishes) in [("need", &beside.needs), ("offer", &beside.offers)] {
        for wish in wishes {
            let until = wish.until.as_ref().map_or_else(String::new, |day| format!(" (until {day})"));
            line(&format!("  {kind:<12} {}{until}", wish.what));
        }
    }
    if let Some(closeness) = &beside.closeness {
        line(&format!("  close        {}", closeness.words()));
    }
    for tie in &beside.ties {
        let strength = tie.strength.map_or_else(String::new, |strength| format!("strength {strength}"));
        let since = tie.since.as_ref().map_or_else(String::new, |since| format!("since {since}"));
        line(&format!(
            "  tie          {}",
            joined(&[tie.person.name(), &strength, &since, &tie.evidence], ", ")
        ));
    }
    for turn in &beside.ledger {
        let worth = turn.worth().unwrap_or_default();
        let how = joined(&[turn.kind.name(), turn.weight.name(), &worth], ", ");
        let how = if how.is_empty() { how } else { format!("({how})") };
        let words = joined(&[&turn.on, &turn.what, &how], " ");
        line(&format!("  {:<12} {words}", turn.direction));
    }
}

fn joined(parts: &[&str], by: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(by)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let front: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{front}…")
}

fn when(at: Timestamp, ctx: &Context) -> String {
    ctx.zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

fn ago(at: Timestamp, ctx: &Context) -> String {
    ago_in_words(at, ctx.now, &ctx.zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_card_gives_orders_to_the_terminal() {
        assert_eq!(harmless("Ada\u{1b}[2J\u{7}\rEve\u{9b}31m\u{202e}txt"), "Ada␛[2J␇␍Eve\u{fffd}31mtxt");
        assert_eq!(harmless("two\nlines\tof דוד, é"), "two\nlines\tof דוד, é");
        let json = serde_json::to_string("\u{1b}\u{9b}\u{202e}\u{7f}").unwrap();
        assert!(escaped(&json).is_ascii(), "{}", escaped(&json));
        assert_eq!(serde_json::from_str::<String>(&escaped(&json)).unwrap(), "\u{1b}\u{9b}\u{202e}\u{7f}");
    }
}
