//! The style and the scripts, from the binary itself. Their address carries a print of what is in them, so that
//! a browser may keep them for ever and still has the new ones after an update.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const SCRIPT: &str = "text/javascript; charset=utf-8";

const ALL: [(&str, &str, &str); 7] = [
    ("style.css", "text/css; charset=utf-8", include_str!("static/style.css")),
    ("icon.svg", "image/svg+xml", include_str!("static/icon.svg")),
    ("drafts.js", SCRIPT, include_str!("static/drafts.js")),
    ("app.js", SCRIPT, include_str!("static/app.js")),
    ("people.js", SCRIPT, include_str!("static/people.js")),
    ("map.js", SCRIPT, include_str!("static/map.js")),
    ("import.js", SCRIPT, include_str!("static/import.js")),
];

/// FNV-1a over all assets: one print for all, so that modules find each other by relative addresses.
const PRINT: u64 = {
    let (mut print, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while at < ALL.len() {
        let bytes = ALL[at].2.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            print = (print ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
            i += 1;
        }
        at += 1;
    }
    print
};

/// The address of an asset.
pub(crate) fn link(name: &str) -> String {
    format!("/static/{PRINT:016x}/{name}")
}

/// An asset, for an address with this print; none where there is none of that name.
pub(crate) fn answer(print: &str, name: &str) -> Option<Response> {
    let (_, kind, text) = ALL.iter().find(|(known, ..)| *known == name)?;
    let current = print == format!("{PRINT:016x}");
    let keep = if current { "public, max-age=31536000, immutable" } else { "no-store" };
    Some(([(CONTENT_TYPE, *kind), (CACHE_CONTROL, keep)], *text).into_response())
}
