//! The manual: what stands in the help around what the catalog says, and the page for `man`.

use std::io::{self, Write};

use clap::Command;
use goodturn_book::catalog::{self, Group};

use super::command::command;
use super::typed;

/// The commands that stand in no catalog, by the group of the catalog that they belong to.
const OWN: [(&str, &[&str]); 1] = [("Pages and settings", &["serve", "completions", "schema", "man"])];

/// How the commands that stand in no catalog are used, and what that does.
const EXAMPLES: &[(&str, &[(&str, &str)])] =
    &[("serve", &[("serve", ""), ("serve --listen 127.0.0.1:0 --no-browser", "any free port")])];

/// What is worth knowing, as headed paragraphs.
const NOTES: [(&str, &str); 4] = [
    (
        "Naming somebody",
        "By id, e-mail address, or enough of the name. If two fit, both are listed and nothing is done.",
    ),
    (
        "Going back",
        "Everything that changes the book can be undone, an import and an undo too: `goodturn history` numbers \
         what was done, `goodturn undo` takes it back.",
    ),
    (
        "The book",
        "One file in your folder for data, unless --book or GOODTURN_BOOK says where. --now or GOODTURN_NOW \
         sets the time.",
    ),
    (
        "With --json",
        "A list is one object a line, a single thing one object, and nothing else is on standard output. Ids are \
         texts, times RFC 3339.",
    ),
];

/// What an exit code says.
const CODES: [(u8, &str); 6] = [
    (0, "done"),
    (1, "refused, or not found"),
    (2, "wrong usage"),
    (3, "bad input; its good part is kept and the rest reported"),
    (4, "the book is busy or out of reach"),
    (70, "our fault"),
];

/// The commands as one looks for them: in the groups of the catalog.
fn groups(command: &Command) -> Vec<(&'static str, Vec<&Command>)> {
    let of = |group: &'static Group| {
        let own = OWN
            .iter()
            .filter(|(title, _)| *title == group.title)
            .flat_map(|(_, names)| names.iter().copied());
        let names = own.chain(group.entries.iter().map(|entry| entry.name));
        (group.title, names.filter_map(|name| command.find_subcommand(name)).collect())
    };
    catalog::groups().iter().map(of).collect()
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// The help of the whole program, as a template of clap's.
pub(super) fn template(command: &Command) -> String {
    let mut text = String::from("{about}\n\n{usage-heading} {usage}\n\nWithout a command: today.\n\n");
    for (head, commands) in groups(command) {
        text.push_str(&format!("{head}:\n"));
        for command in commands {
            text.push_str(&format!("  {:<12} {}\n", command.get_name(), about(command)));
        }
        text.push('\n');
    }
    text.push_str("Options:\n{options}{after-help}");
    text
}

/// What stands below the help of the whole program.
pub(super) fn notes() -> String {
    let mut text = String::new();
    for (head, words) in NOTES {
        text.push_str(&format!("{head}:\n  {words}\n\n"));
    }
    text.push_str("Exit codes:\n");
    for (code, words) in CODES {
        text.push_str(&format!("  {code:>2}  {words}\n"));
    }
    text.push_str("\nMore of a command: goodturn COMMAND --help");
    text
}

/// How a command is used: lines to type, and what each does.
fn examples(name: &str) -> Vec<(String, &'static str)> {
    match catalog::entry(name) {
        Some(entry) => {
            (entry.examples)().iter().map(|example| (typed::example(&example.deed), example.what)).collect()
        }
        None => {
            let own = EXAMPLES.iter().filter(|(of, _)| *of == name).flat_map(|(_, lines)| *lines);
            own.map(|(line, what)| ((*line).to_owned(), *what)).collect()
        }
    }
}

/// What stands below the help of one command: how it is used, and what to know before.
pub(super) fn below(name: &str) -> String {
    let lines = examples(name);
    let wide = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (line, what) in &lines {
        let gap = if what.is_empty() { 0 } else { wide };
        let head = if text.is_empty() { "Examples:" } else { "" };
        text.push_str(&format!("{head}\n  goodturn {line:<gap$}  {what}"));
        text.truncate(text.trim_end().len());
    }
    if let Some(words) = catalog::entry(name).and_then(|entry| entry.danger.words()) {
        let gap = if text.is_empty() { "" } else { "\n\n" };
        text.push_str(&format!("{gap}{words}."));
    }
    text
}

/// The page for `man`: one page with every command on it.
pub(super) fn page() -> io::Result<Vec<u8>> {
    let mut command = command();
    command.build();
    let man = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    writeln!(page, ".SH DESCRIPTION\n{}. Without a command, prints today.", roff(&about(&command)))?;
    man.render_options_section(&mut page)?;
    for (head, commands) in groups(&command) {
        writeln!(page, ".SH {}", roff(&head.to_uppercase()))?;
        for command in commands {
            of_command(command, &mut page)?;
        }
    }
    for (head, words) in NOTES {
        writeln!(page, ".SH {}\n{}", roff(&head.to_uppercase()), roff(words))?;
    }
    writeln!(page, ".SH EXIT STATUS")?;
    for (code, words) in CODES {
        writeln!(page, ".TP\n{code}\n{}", roff(words))?;
    }
    Ok(page)
}

fn of_command(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let own = |arg: &&clap::Arg| !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version");
    let places: Vec<String> = command.get_positionals().map(ToString::to_string).collect();
    writeln!(page, ".SS {}", roff(&format!("goodturn {} {}", command.get_name(), places.join(" "))))?;
    writeln!(page, "{}.", roff(&about(command)))?;
    for arg in command.get_arguments().filter(own) {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        writeln!(page, ".TP\n\\fB{}\\fR\n{}", roff(&arg.to_string()), roff(&help))?;
    }
    let below = below(command.get_name());
    if !below.is_empty() {
        writeln!(page, ".PP\n.nf\n{}\n.fi", below.lines().map(roff).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(())
}

/// A text as roff takes it.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_command_line_that_can_be_read() {
        let command = command();
        for name in command.get_subcommands().map(Command::get_name) {
            for (line, _) in examples(name) {
                let mut words = vec!["goodturn"];
                for (at, part) in line.split('"').enumerate() {
                    if at % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
                }
                assert_eq!(words[1], name);
                command.clone().try_get_matches_from(words).expect(&line);
            }
        }
    }

    #[test]
    fn every_command_stands_in_one_group() {
        let command = command();
        let mut shown: Vec<&str> = groups(&command)
            .iter()
            .flat_map(|(_, commands)| commands.iter().map(|one| one.get_name()))
            .collect();
        shown.sort_unstable();
        let mut all: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        all.sort_unstable();
        assert_eq!(shown, all);
    }
}
