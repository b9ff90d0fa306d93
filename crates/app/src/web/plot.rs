//! Pictures, drawn as SVG without a script.

use maud::{Markup, html};

/// Contacts of each month, oldest first: mine upwards, theirs downwards.
pub(crate) fn months(months: &[[u32; 2]]) -> Markup {
    let most = months.iter().flatten().copied().max().unwrap_or(0).max(1);
    let tall = |count: u32| (f64::from(count) / f64::from(most)).sqrt() * 46.0;
    let [mine, theirs] = months.iter().fold([0, 0], |sum, month| [sum[0] + month[0], sum[1] + month[1]]);
    let width = months.len() * 14;
    html! {
        figure {
            svg.plot viewBox={ "0 0 " (width) " 100" } role="img"
                aria-label={ "The last " (months.len()) " months: " (mine) " contacts from you, " (theirs) " from them" } {
                @for (at, [out, in_]) in months.iter().enumerate() {
                    @let (up, down) = (tall(*out), tall(*in_));
                    @if *out > 0 { rect.out x=(at * 14 + 2) y=(format!("{:.1}", 49.0 - up)) width="10" height=(format!("{up:.1}")) rx="1.5" {} }
                    @if *in_ > 0 { rect.in x=(at * 14 + 2) y="51" width="10" height=(format!("{down:.1}")) rx="1.5" {} }
                }
                line.axis x1="0" y1="50" x2=(width) y2="50" {}
            }
            figcaption.quiet { "The last " (months.len()) " months: you above the line, they below." }
        }
    }
}
