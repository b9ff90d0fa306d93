//! The manual, in its forms: help, man page, completions.

use crate::world::Home;

fn names() -> Vec<String> {
    let command = goodturn_app::cli::command::command();
    command.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn help_is_a_page_of_manual() {
    let home = Home::new();
    home.tell("--help").tell("--version").matches("help");
}

#[test]
fn every_command_has_its_page() {
    let home = Home::new();
    for name in names() {
        home.tell(&format!("{name} --help"));
    }
    home.matches("help-each");
}

#[test]
fn help_names_every_command() {
    let help = Home::new().run("--help").stdout;
    for name in names() {
        let count = help.lines().filter(|line| line.starts_with(&format!("  {name} "))).count();
        assert_eq!(count, 1, "{name} stands once in\n{help}");
    }
}

#[test]
fn the_man_page_names_every_command() {
    let ran = Home::new().run("man");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for section in [".TH goodturn 1", ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS"] {
        assert!(ran.stdout.contains(section), "{section} is missing from\n{}", ran.stdout);
    }
    // A page of the manual marks a hyphen that must stay one.
    let text = ran.stdout.replace("\\-", "-");
    for name in names() {
        assert!(text.contains(&name), "{name}");
    }
}

#[test]
fn no_shell_is_completed_that_is_not_known() {
    let home = Home::new();
    let ran = home.run("completions abacus");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(!home.book().exists(), "the manual opens no book");
}
