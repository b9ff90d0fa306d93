//! Deeds as one types them: the words of the engine in those of a terminal.

use goodturn_book::catalog;
use goodturn_book::request::Shape;
use goodturn_core::deed::{Deed, Filled, quoted};
use goodturn_core::words::{Field, Part, Words};

/// A sentence in the words of a terminal. A deed that has a line to itself stands there as it is.
pub(super) fn words(words: &Words) -> String {
    let is_alone = words.parts().iter().all(|part| match part {
        Part::Text(text) => text.trim().is_empty(),
        Part::Deed(_) => true,
        Part::Field(_) | Part::Person { .. } => false,
    });
    let part = |part: &Part| match part {
        Part::Text(text) | Part::Person { name: text, .. } => text.clone(),
        Part::Deed(deed) if is_alone => format!("goodturn {}", line(deed)),
        Part::Deed(deed) => format!("`goodturn {}`", line(deed)),
        Part::Field(Field(name)) => flag(name),
    };
    words.parts().iter().map(part).collect()
}

/// A deed as one types it behind `goodturn`.
pub(super) fn line(deed: &Deed) -> String {
    typed(deed, |_| false)
}

/// The same, as an example shows it: the rest of a line stands without quotes where it needs none.
pub(super) fn example(deed: &Deed) -> String {
    typed(deed, |text| text.split(' ').all(|word| is_plain(word.strip_suffix(',').unwrap_or(word))))
}

/// A deed with the rest of its line bare, where `is_bare` and nothing stands behind it.
fn typed(deed: &Deed, is_bare: impl Fn(&str) -> bool) -> String {
    let entry = catalog::entry(&deed.name);
    let shape = |field: &str| {
        // The few that stand in no catalog take files, by their places.
        let Some(entry) = entry else { return Shape::Positional };
        entry.field(field).map_or(Shape::Optional, |known| known.shape)
    };
    let mut line = deed.name.to_string();
    // What is given by its place comes first, whatever order the fields are in.
    let placed = |field: &str| shape(field).is_placed();
    let (first, rest): (Vec<_>, Vec<_>) = deed.fields.iter().partition(|(field, _)| placed(field));
    for (field, filled) in first {
        line.push(' ');
        match filled {
            Filled::Text(text)
                if rest.is_empty()
                    && matches!(shape(field), Shape::Rest | Shape::MaybeRest)
                    && is_bare(text) =>
            {
                line.push_str(text);
            }
            _ => line.push_str(&value(filled)),
        }
    }
    for (field, filled) in rest {
        line.push_str(&format!(" {}", flag(field)));
        if !matches!(filled, Filled::On) {
            line.push(' ');
            line.push_str(&value(filled));
        }
    }
    line
}

/// A field of a deed as one gives it: by its place, by its flag.
pub(super) fn field(deed: &str, name: &str) -> Option<String> {
    let by_place = catalog::entry(deed)?.field(name)?.shape.is_placed();
    Some(if by_place { name.to_uppercase() } else { flag(name) })
}

fn flag(field: &str) -> String {
    format!("--{}", field.replace('_', "-"))
}

/// What a field says, as one word of a shell.
fn value(filled: &Filled) -> String {
    match filled {
        Filled::Text(text) if is_plain(text) => text.clone(),
        Filled::Text(text) => quoted(text),
        Filled::Person { name, .. } => quoted(name),
        Filled::Entry(id) => id.code(),
        Filled::On => String::new(),
        Filled::Open(what) if is_plain(what) => (*what).to_owned(),
        Filled::Open(what) => format!("\"{what}\""),
    }
}

/// Whether a shell takes a text for one word as it is.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:@+".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_as_people_would() {
        assert_eq!(quoted("Ada Brook"), "\"Ada Brook\"");
        assert_eq!(quoted("Sinéad O'Brien"), "\"Sinéad O'Brien\"");
        assert_eq!(quoted("Big \"Al\" O'Neil"), r#"'Big "Al" O'\''Neil'"#);
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_takes_any_text_as_the_one_word_it_is() {
        for text in
            ["a b", "it's", "$HOME", "`id`", "a\\b", "\"x\" 'y'", "a;b|c&d>e", "*", "tab\there", "\u{1f}é\n!"]
        {
            let line = format!("printf %s {}", quoted(text));
            let output = std::process::Command::new("sh").arg("-c").arg(&line).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), text, "{line}");
        }
    }
}
