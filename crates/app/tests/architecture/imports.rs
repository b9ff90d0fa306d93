//! Who imports whom inside a crate: no large circles of files, and no import that runs upward.

use std::collections::{BTreeMap, BTreeSet};

use super::{root, sources};

/// The floors of each crate, from the ground up. Whatever stands on one floor imports from lower ones only.
const FLOORS: &[(&str, &[&[&str]])] = &[
    (
        "crates/core/src",
        &[
            &["named"],
            &[
                "address", "card", "consent", "day", "digits", "entry", "gains", "hash", "id", "limits",
                "money", "naming", "place", "spelling", "stance",
            ],
            &["channel", "deed", "draft", "introduction", "ledger", "referral"],
            &["business", "days", "firm", "sender", "terms", "words"],
            &["bm25", "boundary", "called", "sieve", "state"],
            &["names", "trades"],
            &["findable", "insight", "profile"],
            &["letter", "linkage"],
        ],
    ),
    (
        "crates/sources/src",
        &[
            &["dates", "html", "locale", "naming", "picture", "text", "transfer"],
            &["calendar", "chat", "mail", "table", "vcard"],
            &["guests", "walk"],
        ],
    ),
    (
        "crates/store/src",
        &[&["error"], &["files", "table"], &["engine"], &["read"], &["kept"], &["act"], &["book"]],
    ),
    (
        "crates/book/src",
        &[
            &["error"],
            &["cache"],
            &["book"],
            &["request"],
            &[
                "boundaries",
                "contact",
                "copies",
                "guard",
                "journal",
                "meetings",
                "reliability",
                "settings",
                "stances",
            ],
            &["care", "duplicates", "mirror"],
            &[
                "import",
                "business",
                "events",
                "interest",
                "ledger",
                "promises",
                "referrals",
                "wishes",
                "words",
            ],
            &["groups", "introductions", "network"],
            &["sample", "today"],
            &["people"],
            &["export"],
            &["catalog"],
        ],
    ),
    ("crates/app/src", &[&["clock", "owner"], &["web"], &["cli"]]),
];

/// Files that import each other in a circle; more than so many are no longer read one by one.
const CIRCLE: usize = 3;

/// The modules of a crate, and which of them imports which. A module is its path without `crate::`; tests do not count.
fn imports(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let base = root().join(folder);
    let mut texts = BTreeMap::new();
    for (path, text) in sources(folder) {
        let inside = path.strip_prefix(&base).unwrap().with_extension("");
        let mut parts: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
        let is_test = parts.last().is_some_and(|name| *name == "tests" || name.ends_with("_tests"));
        if parts.last() == Some(&"mod") {
            parts.pop();
        }
        if !is_test && !matches!(parts.as_slice(), ["lib" | "main"]) {
            texts.insert(parts.join("::"), text);
        }
    }
    let known: BTreeSet<String> = texts.keys().cloned().collect();
    let of = |(module, text): (&String, &String)| {
        let paths = paths(text).into_iter().filter_map(|path| module_of(&path, module, &known));
        (module.clone(), paths.filter(|other| other != module).collect())
    };
    texts.iter().map(of).collect()
}

/// Every path of a text that begins in this crate, without its comments and tests.
fn paths(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().map(|line| line.split("//").next().unwrap());
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let tree = code[at + 4..].split(';').next().unwrap();
        if ["crate::", "super::", "self::"].iter().any(|front| tree.starts_with(front)) {
            expand("", tree, &mut found);
        }
    }
    for front in ["crate::", "super::"] {
        for (at, _) in code.match_indices(front) {
            let path =
                code[at..].split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next().unwrap();
            if !code[..at].ends_with("::") {
                found.push(path.trim_end_matches(':').to_owned());
            }
        }
    }
    found
}

/// The paths of a tree of imports: `a::{b, c::{d}}` is `a::b` and `a::c::d`.
fn expand(front: &str, tree: &str, found: &mut Vec<String>) {
    let mut depth = 0;
    let mut from = 0;
    let ends: Vec<usize> = tree
        .char_indices()
        .filter(|(_, c)| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            *c == ',' && depth == 0
        })
        .map(|(at, _)| at)
        .chain([tree.len()])
        .collect();
    for end in ends {
        let part = tree[from..end].trim();
        match part.split_once('{') {
            Some((head, rest)) => {
                let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
                expand(&format!("{front}{head}"), inside, found);
            }
            None if part.is_empty() => {}
            None => found.push(format!("{front}{}", part.split(" as ").next().unwrap().trim())),
        }
        from = (end + 1).min(tree.len());
    }
}

/// The module that a path leads into; none where it leads out of the crate or to its root.
fn module_of(path: &str, from: &str, known: &BTreeSet<String>) -> Option<String> {
    let mut parts: Vec<&str> = path.split("::").collect();
    let mut base: Vec<&str> = match parts.first() {
        Some(&"crate") => Vec::new(),
        _ => from.split("::").collect(),
    };
    while let Some(&first) = parts.first() {
        match first {
            "super" => drop(base.pop()),
            "crate" | "self" => {}
            _ => break,
        }
        parts.remove(0);
    }
    base.extend(parts);
    (1..=base.len()).rev().map(|length| base[..length].join("::")).find(|name| known.contains(name))
}

/// The circles among these imports: of each the modules that lead to each other.
fn circles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = imports
        .keys()
        .map(|from| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
            while let Some(next) = open.pop() {
                open.extend(imports.get(next).into_iter().flatten().filter(|other| seen.insert(*other)));
            }
            (from, seen)
        })
        .collect();
    let mut found: Vec<Vec<String>> = Vec::new();
    for one in imports.keys().filter(|one| reach[one].contains(one)) {
        if !found.iter().flatten().any(|other| other == one) {
            let back = |other: &&String| reach.get(*other).is_some_and(|back| back.contains(one));
            found.push(reach[one].iter().copied().filter(back).cloned().collect());
        }
    }
    found
}

#[test]
fn no_circle_of_imports_is_larger_than_one_can_read() {
    for folder in
        ["crates/core/src", "crates/sources/src", "crates/store/src", "crates/book/src", "crates/app/src"]
    {
        for circle in circles(&imports(folder)) {
            assert!(circle.len() <= CIRCLE, "{folder}: {} import each other", circle.join(", "));
        }
    }
}

#[test]
fn no_import_runs_upward() {
    for (folder, floors) in FLOORS {
        let floor = |module: &str| {
            let room = module.split("::").next().unwrap();
            let found = floors.iter().position(|rooms| rooms.contains(&room));
            found.unwrap_or_else(|| panic!("{folder}/{room} stands on no floor; say on which"))
        };
        for (module, others) in imports(folder) {
            for other in others {
                let same = module.split("::").next() == other.split("::").next();
                assert!(
                    same || floor(&module) > floor(&other),
                    "{folder}: {module} imports {other}, which stands no lower"
                );
            }
        }
    }
}

#[test]
fn imports_are_found_in_every_shape() {
    let text =
        "use crate::a::{b, c::{d as e}};\nuse super::f;\nfn g() { crate::h::i(); }\n// use crate::no;\n";
    let mut found = paths(text);
    found.sort();
    found.dedup();
    for path in ["crate::a::b", "crate::a::c::d", "super::f", "crate::h::i"] {
        assert!(found.iter().any(|one| one == path), "{path} in {found:?}");
    }
    assert!(!found.iter().any(|one| one.contains("no")));
    let known: BTreeSet<String> = ["a", "a::b", "x::y"].map(str::to_owned).into();
    assert_eq!(module_of("crate::a::b::Name", "x::y", &known).as_deref(), Some("a::b"));
    assert_eq!(module_of("super::y::name", "x::z", &known).as_deref(), Some("x::y"));
    assert_eq!(module_of("std::fs", "x::z", &BTreeSet::new()), None);
    let circle = |pairs: &[(&str, &str)]| {
        let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in pairs {
            imports.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        circles(&imports)
    };
    assert_eq!(circle(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]), [["a", "b", "c"]]);
    assert!(circle(&[("a", "b"), ("b", "c")]).is_empty());
}
