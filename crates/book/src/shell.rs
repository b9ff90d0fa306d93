//! Words as a shell takes them, for commands that one copies from an answer.

/// A text as one word of a POSIX shell (Shell Command Language, section 2.2).
pub(crate) fn quoted(text: &str) -> String {
    // Between double quotes these mean something, `!` only to a person's own shell.
    if text.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", text.replace('\'', r"'\''"))
    } else {
        format!("\"{text}\"")
    }
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
