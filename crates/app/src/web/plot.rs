//! Pictures, drawn as SVG without a script.

use goodturn_core::insight::strength::Parts;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::messages;

/// A strength from 0 to 100, beside its figure.
pub(crate) fn bar(strength: f64) -> Markup {
    html! {
        svg.strength viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect.track width="100" height="8" {}
            rect.out width=(format!("{:.0}", strength.clamp(0.0, 100.0))) height="8" {}
        }
    }
}

/// Contacts of each month up to today, oldest first: mine upwards, theirs downwards.
pub(crate) fn months(months: &[[u32; 2]], today: Date) -> Markup {
    let most = months.iter().flatten().copied().max().unwrap_or(0).max(1);
    let tall = |count: u32| (f64::from(count) / f64::from(most)).sqrt() * 46.0;
    let [mine, theirs] = months.iter().fold([0, 0], |sum, month| [sum[0] + month[0], sum[1] + month[1]]);
    let width = months.len() * 14;
    // A year is written where its January stands.
    let year = |at: usize| {
        let back = i64::try_from(months.len() - 1 - at).ok()?;
        let month = today.checked_sub(back.months()).ok()?;
        (month.month() == 1).then(|| month.year())
    };
    html! {
        figure {
            svg.plot viewBox={ "0 0 " (width) " 116" } role="img"
                aria-label=(messages::contacts(months.len(), mine, theirs)) {
                @for (at, [out, in_]) in months.iter().enumerate() {
                    @let (up, down) = (tall(*out), tall(*in_));
                    @if *out > 0 { rect.out x=(at * 14 + 2) y=(format!("{:.1}", 49.0 - up)) width="10" height=(format!("{up:.1}")) rx="1.5" {} }
                    @if *in_ > 0 { rect.in x=(at * 14 + 2) y="51" width="10" height=(format!("{down:.1}")) rx="1.5" {} }
                    @if let Some(year) = year(at) {
                        line.axis x1=(at * 14) y1="0" x2=(at * 14) y2="103" {}
                        text x=(at * 14 + 3) y="112" { (year) }
                    }
                }
                line.axis x1="0" y1="50" x2=(width) y2="50" {}
            }
            figcaption.quiet { span.dot.out {} "you, " span.dot.in {} "they, month by month over two years" }
        }
    }
}

/// Good turns of each year, oldest first: those I did upwards, those done for me downwards. `of` says of whom.
pub(crate) fn years(years: &[(i16, [f64; 2])], of: &str) -> Markup {
    let most = years.iter().flat_map(|(_, sides)| *sides).fold(1.0, f64::max);
    let tall = |size: f64| (size / most).sqrt() * 46.0;
    let sums = years.iter().fold([0.0, 0.0], |sum, (_, year)| [sum[0] + year[0], sum[1] + year[1]]);
    let wide = 336.0 / years.len().max(1) as f64;
    let bar = wide.min(48.0) * 0.7;
    html! {
        figure {
            svg.plot viewBox="0 0 336 116" role="img"
                aria-label=(messages::turns(of, years.len(), sums)) {
                @for (at, (year, [given, received])) in years.iter().enumerate() {
                    @let x = at as f64 * wide + (wide - bar) / 2.0;
                    @if *given > 0.0 { rect.out x=(format!("{x:.1}")) y=(format!("{:.1}", 49.0 - tall(*given))) width=(format!("{bar:.1}")) height=(format!("{:.1}", tall(*given))) rx="2" {} }
                    @if *received > 0.0 { rect.in x=(format!("{x:.1}")) y="51" width=(format!("{bar:.1}")) height=(format!("{:.1}", tall(*received))) rx="2" {} }
                    text.middle x=(format!("{:.1}", x + bar / 2.0)) y="112" { (year) }
                }
                line.axis x1="0" y1="50" x2="336" y2="50" {}
            }
            figcaption.quiet { span.dot.out {} "you did, " span.dot.in {} "done for you, year by year" }
        }
    }
}

/// How much of each kind: mine and that of others, one bar a kind.
pub(crate) fn kinds(kinds: &[(String, [usize; 2])]) -> Markup {
    let most = kinds.iter().map(|(_, [a, b])| a + b).max().unwrap_or(0).max(1) as f64;
    let wide = |count: usize| count as f64 / most * 200.0;
    html! {
        figure {
            svg.plot viewBox={ "0 0 336 " (kinds.len() * 20) } role="img"
                aria-label={ @for (name, [mine, others]) in kinds { (messages::of_kind(name, *mine, *others)) } } {
                @for (at, (name, [mine, others])) in kinds.iter().enumerate() {
                    text x="0" y=(at * 20 + 13) { (name) }
                    rect.out x="110" y=(at * 20 + 4) width=(format!("{:.1}", wide(*mine))) height="12" rx="2" {}
                    rect.in x=(format!("{:.1}", 110.0 + wide(*mine))) y=(at * 20 + 4) width=(format!("{:.1}", wide(*others))) height="12" rx="2" {}
                    text x=(format!("{:.1}", 116.0 + wide(mine + others))) y=(at * 20 + 13) { (mine + others) }
                }
            }
            figcaption.quiet { span.dot.out {} "by you, " span.dot.in {} "by others" }
        }
    }
}

/// How many are still in touch, month by month; what is still to come is left empty.
pub(crate) fn survival(points: &[(i64, Option<f64>)]) -> Markup {
    let known: Vec<(f64, f64)> = points
        .iter()
        .filter_map(|(months, share)| Some((*months as f64 / 12.0 * 276.0 + 18.0, 84.0 - 74.0 * (*share)?)))
        .collect();
    let path: Vec<String> = std::iter::once((18.0, 10.0))
        .chain(known.iter().copied())
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    html! {
        figure {
            svg.plot viewBox="0 0 336 100" role="img" aria-label={ "Still in touch: " @for (months, share) in points { (messages::after(*months, *share)) } } {
                line.axis x1="18" y1="84" x2="330" y2="84" {}
                polyline.trend points=(path.join(" ")) {}
                @for (x, y) in &known { circle.out cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="4" {} }
                @for (months, share) in points {
                    @let x = *months as f64 / 12.0 * 276.0 + 18.0;
                    text.middle x=(format!("{x:.1}")) y="97" { (messages::months(*months)) }
                    @if let Some(share) = share { text.middle x=(format!("{x:.1}")) y=(format!("{:.1}", 78.0 - 74.0 * share)) { (format!("{:.0}", 100.0 * share)) } }
                }
            }
            figcaption.quiet { "Of a hundred met, so many are still in touch both ways" }
        }
    }
}

/// Somebody in a chain of who brought whom.
pub(crate) struct Place<'a> {
    /// Their name.
    pub name: &'a str,
    /// How many links from the first.
    pub depth: usize,
    /// Who brought them, as a place in the chain.
    pub by: Option<usize>,
    /// What came of them; empty where nothing did.
    pub note: String,
}

/// Who brought whom: each in a row, indented by how far down the chain, with a line from whoever brought them.
pub(crate) fn chain(places: &[Place<'_>]) -> Markup {
    // Whoever was brought by one stands below that one.
    let mut order: Vec<usize> = Vec::with_capacity(places.len());
    let mut open: Vec<usize> = (0..places.len()).filter(|at| places[*at].by.is_none()).rev().collect();
    while let Some(at) = open.pop() {
        order.push(at);
        open.extend((0..places.len()).filter(|other| places[*other].by == Some(at)).rev());
    }
    let row = |at: usize| order.iter().position(|other| *other == at).unwrap_or(0);
    let (x, y) = (|depth: usize| depth * 22 + 8, |row: usize| row * 24 + 12);
    let said = |place: &Place<'_>| {
        let by = place.by.and_then(|by| places.get(by)).map(|by| by.name);
        messages::brought(place.name, by, &place.note)
    };
    html! {
        figure {
            svg.plot viewBox={ "0 0 336 " (places.len() * 24) } role="img" aria-label={ @for place in places { (said(place)) } } {
                @for (at, place) in places.iter().enumerate() {
                    @if let Some(by) = place.by {
                        @let from = places.get(by).map_or(0, |by| by.depth);
                        path.link d={ "M" (x(from)) " " (y(row(by)) + 6) " V" (y(row(at))) " H" (x(place.depth) - 5) } {}
                    }
                    circle.out cx=(x(place.depth)) cy=(y(row(at))) r="5" {}
                    text x=(x(place.depth) + 10) y=(y(row(at)) + 4) { (place.name) @if !place.note.is_empty() { " · " (place.note) } }
                }
            }
            figcaption.quiet { "Who brought whom, and the business done since" }
        }
    }
}

/// What a strength is made of: the two directions against each other, and the silence against the usual gap.
pub(crate) fn parts(parts: &Parts, silent: &str) -> Markup {
    let most = parts.out.max(parts.in_).max(0.01);
    let wide = |part: f64| part / most * 164.0;
    let gap = parts.usual_gap_days.max(0.5);
    let end = parts.silence_days.max(gap * 4.0) * 1.05;
    let at = |days: f64| days.max(0.0) / end * 336.0;
    html! {
        figure {
            svg.plot viewBox="0 0 336 30" role="img"
                aria-label=(messages::directions(parts.out, parts.in_)) {
                rect.out x=(format!("{:.1}", 167.0 - wide(parts.out))) y="16" width=(format!("{:.1}", wide(parts.out))) height="12" rx="2" {}
                rect.in x="169" y="16" width=(format!("{:.1}", wide(parts.in_))) height="12" rx="2" {}
                text.end x="165" y="10" { "from you " (format!("{:.1}", parts.out)) }
                text x="171" y="10" { "from them " (format!("{:.1}", parts.in_)) }
            }
            @if parts.usual_gap_days.is_finite() && parts.usual_gap_days > 0.0 {
                svg.plot viewBox="0 0 336 34" role="img"
                    aria-label=(messages::rhythm(silent, gap, parts.rhythm)) {
                    rect.track x="0" y="14" width="336" height="8" rx="4" {}
                    rect.silence x="0" y="14" width=(format!("{:.1}", at(parts.silence_days))) height="8" rx="4" {}
                    line.mark x1=(format!("{:.1}", at(gap))) y1="10" x2=(format!("{:.1}", at(gap))) y2="26" {}
                    line.mark x1=(format!("{:.1}", at(gap * 4.0))) y1="10" x2=(format!("{:.1}", at(gap * 4.0))) y2="26" {}
                    text x="0" y="8" { (silent) }
                    text x=(format!("{:.1}", at(gap))) y="34" { "usual" }
                    text.end x=(format!("{:.1}", at(gap * 4.0))) y="34" { "half the tie" }
                }
            }
            figcaption.quiet { "How much flows each way (a mail a week is about 1), and the silence beside the usual gap." }
        }
    }
}
