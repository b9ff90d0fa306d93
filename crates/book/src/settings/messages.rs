//! What is said of settings: each a whole sentence.

use goodturn_core::sentence;
use goodturn_core::words::{Field, Words};

use crate::error::Error;

pub(super) const UNCHANGED: &str = "nothing changed: that is what is set already";

pub(super) fn you_are(addresses: &str) -> Words {
    sentence!["you are {addresses}", addresses]
}

pub(super) fn region(region: &str) -> Words {
    sentence!["phones without a country are in {region}", region]
}

pub(super) fn merges(certain: bool) -> Words {
    match certain {
        true => sentence!["who certainly is one is merged by itself after an import"],
        false => sentence!["before anybody is merged you are asked"],
    }
}

pub(super) fn no_region() -> Error {
    Error::usage("a region is two letters", "such as GB, DE or US").at("region")
}

pub(super) fn nothing_to_set() -> Error {
    let (me, region, merge) = (Field("me"), Field("region"), Field("merge"));
    Error::usage(
        "there is nothing to set",
        sentence!["use {me} ADDRESS, {region} XX or {merge} certain", me, region, merge],
    )
}
