//! How far the chances can be believed that the book tells.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::reliability::{Learnt, Page};
use goodturn_core::insight::calibration::{Bin, POSITIVES, TIES};
use maud::{Markup, html};

use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, messages};

/// The page.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/reliability", get(page))
}

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let page = web.ask_slowly(|book, ctx| book.reliability(ctx)).await?;
    let body = html! {
        h1 { "Can one believe it?" }
        p.lead { "The strength of a tie is the chance that both of you are heard within 90 days. What your ties were 90 days ago is set here beside what came of them." }
        p { (messages::known_then(page.standard.ties, page.standard.positives)) }
        @match &page.learnt {
            Some(learnt) => (told(learnt, &page)),
            None => p.card { "That is too little to learn from. With " (TIES) " ties and " (POSITIVES) " exchanges this book has a scale of its own; until then it takes that of the archives Goodturn was measured on." },
        }
    };
    Ok(layout::tabbed("Can one believe it?", "/reliability", &flash, body))
}

fn told(learnt: &Learnt, page: &Page) -> Markup {
    let (own, standard) = (&learnt.reliability, &page.standard);
    html! {
        section.card {
            (plot(&own.bins))
            p { "On average a chance told here is off by " strong { (format!("{:.1}", own.ece * 100.0)) } " in 100; on the scale of a new book it would be " (format!("{:.1}", standard.ece * 100.0)) "." }
            p.quiet { "Brier score " (format!("{:.3}", own.brier)) "; " (format!("{:.3}", own.brier_of_share)) " if every tie were told the same. Each half of the ties was told by what the other half taught." }
        }
        table {
            thead { tr { th { "Chance told" } th { "Came true" } th { "Ties" } } }
            tbody { @for bin in &own.bins { tr {
                td { (percent(bin.said)) } td { (percent(bin.came_true)) } td { (bin.ties) }
            } } }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// What was told to the right, what came true upwards: on the line both are the same.
fn plot(bins: &[Bin]) -> Markup {
    let most = bins.iter().map(|bin| bin.ties).max().unwrap_or(1).max(1) as f64;
    html! {
        figure {
            svg.plot viewBox="-4 -4 128 128" role="img" aria-label="What was told beside what came true; the table below says the same" {
                line.axis x1="0" y1="120" x2="120" y2="120" {}
                line.axis x1="0" y1="0" x2="0" y2="120" {}
                line.axis x1="0" y1="120" x2="120" y2="0" {}
                @for bin in bins {
                    circle.out cx=(format!("{:.1}", bin.said * 120.0)) cy=(format!("{:.1}", 120.0 - bin.came_true * 120.0))
                        r=(format!("{:.1}", 2.0 + (bin.ties as f64 / most).sqrt() * 4.0)) {}
                }
            }
            figcaption.quiet { "Told, from left to right; came true, upwards; on the slanting line it is the same. The larger a dot, the more ties." }
        }
    }
}
