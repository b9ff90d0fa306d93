//! The words of days and the ways they are joined, as two tables say.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word stands for in each class it belongs to.
pub(super) struct Words {
    words: HashMap<&'static str, Vec<Class>>,
    days: Vec<&'static str>,
}

/// A class that a word belongs to, and what it stands for there.
pub(super) type Class = (&'static str, i32);

/// One way of saying something.
pub(super) struct Pattern {
    /// What is meant.
    pub meaning: &'static str,
    /// The number beside it.
    pub number: i32,
    /// Whether it counts only where a field holds nothing else.
    pub alone: bool,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a pattern.
pub(super) struct Part {
    /// The word, or the name of the class.
    pub word: &'static str,
    /// Whether it is any word of a class.
    pub class: bool,
    /// Whether it may be missing.
    pub maybe: bool,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<Class>> = HashMap::new();
    for (head, rest) in lines(include_str!("words.txt")) {
        let (class, value) = head.split_once(' ').unwrap_or((head, "0"));
        for word in rest.split_whitespace() {
            words.entry(word).or_default().push((class, value.parse().unwrap_or(0)));
        }
    }
    let named = |classes: &[Class]| classes.iter().any(|(class, _)| matches!(*class, "weekday" | "dayword"));
    let days = words.iter().filter(|(word, classes)| word.len() >= 6 && named(classes));
    let days = days.map(|(word, _)| *word).collect();
    Words { words, days }
});

static GRAMMAR: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for (head, rest) in lines(include_str!("grammar.txt")) {
        let (meaning, number) = head.split_once(' ').unwrap_or((head, "0"));
        found.extend(rest.split('|').map(|pattern| Pattern {
            meaning,
            number: number.parse().unwrap_or(0),
            alone: pattern.trim().starts_with('!'),
            parts: pattern.trim().trim_start_matches('!').split_whitespace().map(part).collect(),
        }));
    }
    found
});

fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

fn part(word: &'static str) -> Part {
    let (word, maybe) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
    let class = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
    Part { word: class.unwrap_or(word), class: class.is_some(), maybe }
}

impl Words {
    /// All that is known.
    pub fn known() -> &'static Words {
        &WORDS
    }

    /// What a word stands for in a class, where it belongs to it.
    pub fn value(&self, class: &str, word: &str) -> Option<i32> {
        self.of(word).iter().find(|(known, _)| *known == class).map(|(_, value)| *value)
    }

    /// All that a word stands for.
    pub fn of(&self, word: &str) -> &[Class] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// The names of days in which a slip is looked for: longer ones, which are like no other word.
    pub fn days(&self) -> &[&'static str] {
        &self.days
    }

    /// Whether a word belongs to a class.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.value(class, word).is_some()
    }
}

/// All the patterns.
pub(super) fn grammar() -> &'static [Pattern] {
    &GRAMMAR
}
