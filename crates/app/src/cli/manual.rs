//! The manual: what stands in the help around what the catalog says, and the page for `man`.

use std::io::{self, Write};

use clap::Command;
use goodturn_book::catalog::{self, Group};

use super::command::command;

/// The commands that stand in no catalog, by the group of the catalog that they belong to.
const OWN: [(&str, &[&str]); 2] = [
    ("In and out", &["import", "export", "backup", "restore"]),
    ("Pages and settings", &["serve", "completions", "schema", "man"]),
];

/// How each command is used, and what that does. No line stands for a command that explains itself.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "people",
        &[
            ("people --sort last", "everybody, the latest first"),
            ("people \"brook joi\"", "both begin a word of what is known"),
        ],
    ),
    ("show", &[("show Amara", "enough of the name"), ("show ada@brook.example", "or an address")]),
    ("brief", &[("brief Ada", "one page before you meet her")]),
    (
        "add",
        &[
            ("add Ada Brook --email ada@brook.example --tag choir", ""),
            ("add Ben Carver --birthday 03-10", ""),
        ],
    ),
    (
        "edit",
        &[
            ("edit Ada --title \"Master joiner\" --circle 2", ""),
            ("edit Ada --cadence 30", "in touch every 30 days"),
            ("edit info@brook.example --kind person", "a person after all"),
        ],
    ),
    (
        "log",
        &[
            ("log Ada lunch yesterday", "a meeting, on its day"),
            ("log Ada \"called about the table\" --on \"last Friday\"", "a call"),
            ("log Ada \"likes oak\" --kind note", "no contact, only a note"),
            ("log Ada \"lunch\" --about-me 80", "mostly about you"),
        ],
    ),
    (
        "amend",
        &[
            ("amend Ada --on \"last Friday\"", "what you wrote down last was then"),
            ("amend Ada 9c41d0e2 --text \"lunch with Ben\"", "the one with this code in `show`"),
            ("amend Ada 9c41d0e2 --remove", "it did not happen"),
        ],
    ),
    (
        "done",
        &[
            ("done 2", "line 2 of `today`: kept, thanked, or been in touch"),
            ("done 1 3 called", "two lines, and how"),
        ],
    ),
    (
        "later",
        &[
            ("later 2", "not this week; only that matter, not the person"),
            ("later 2 --never", ""),
            ("later", "what is left for later"),
            ("later 9c41d0e2 --off", "say it again"),
        ],
    ),
    ("tag", &[("tag Ada choir, mentor", "puts both on"), ("tag Ada choir --off", "takes one off")]),
    ("snooze", &[("snooze Ada --days 30", ""), ("snooze 2", "line 2 of `today`")]),
    ("mute", &[("mute Ada", ""), ("mute Ada --off", "")]),
    ("set", &[("set --me you@example.org --me you@work.example", ""), ("set --region GB", "")]),
    ("undo", &[("undo", "the last act"), ("undo 12", "the one that `history` numbers 12")]),
    (
        "import",
        &[
            ("import contacts.vcf Mail/ calendar.ics --me you@example.org", ""),
            ("import linkedin-export.zip", "archives are read through"),
            ("import members.csv --as people", "a table of your own"),
        ],
    ),
    (
        "export",
        &[
            ("export cards/", "cards that you may hand on"),
            ("export mine/ --for-myself", "cards as they came, for nobody but you"),
            ("export tables/ --as csv", "a table"),
        ],
    ),
    ("serve", &[("serve", ""), ("serve --listen 127.0.0.1:0 --no-browser", "any free port")]),
    (
        "gave",
        &[
            ("gave Ada \"found her a tenant\" --as purchasing-agent --weight large", ""),
            ("gave Ada \"recommended her\" --by Ben", "a good turn between others"),
        ],
    ),
    ("got", &[("got Ada \"read my draft\" --on \"last Friday\"", "")]),
    (
        "balance",
        &[("balance", "those you give and get most"), ("balance Ada", "and every good turn with her")],
    ),
    (
        "correct",
        &[
            ("correct 9c41d0e2 --weight large --on \"last Friday\"", "only that changes"),
            ("correct 9c41d0e2 --remove", "it did not happen"),
        ],
    ),
    ("ways", &[("ways", "which of the eight ways you serve in")]),
    (
        "promise",
        &[
            ("promise Ada \"send the plans\" --by \"next Friday\"", ""),
            ("promise Ada \"read my draft\" --theirs", "what she promised you"),
            ("promise Ada \"the photos\" --on \"3 weeks ago\" --by \"last Friday\"", "late already"),
        ],
    ),
    (
        "keep",
        &[
            ("keep 9c41d0e2", ""),
            ("keep Ada", "where one promise with her is open"),
            ("keep 9c41d0e2 --as-turn --weight large", "and it is a good turn"),
        ],
    ),
    ("release", &[("release 9c41d0e2", ""), ("release 9c41d0e2 --broken", "")]),
    ("ask", &[("ask Ada \"a word to her landlord\" --by \"in 2 weeks\"", "says first how things stand")]),
    ("answer", &[("answer 9c41d0e2 granted", "then it is a good turn received")]),
    (
        "need",
        &[("need Ada \"a tax adviser\" --until 2026-06-01", ""), ("need me \"oak boards\"", "what you need")],
    ),
    ("offer", &[("offer Ben \"advice on tax\"", ""), ("offer me \"sailing lessons\"", "what you can give")]),
    (
        "met",
        &[
            ("met 9c41d0e2 --by Ben --as mentor", "then it is a good turn of his"),
            ("met 9c41d0e2 --by me --weight large", "or of yours"),
            ("met 9c41d0e2", "by whom is not known"),
        ],
    ),
    ("withdraw", &[("withdraw 9c41d0e2", "")]),
    ("match", &[("match", "who can help whom"), ("match Ada", "with what she needs and offers")]),
    ("aside", &[("aside 9c41d0e2 7b22a0f1", "this offer for this need not again for 90 days")]),
    ("group", &[("group \"Choir of St Mary\"", ""), ("group \"Choir of St Mary\" --off", "")]),
    ("join", &[("join Ada choir", "")]),
    ("leave", &[("leave Ada choir", "")]),
    ("groups", &[("groups", ""), ("groups choir", "with what its members need and offer")]),
    ("report", &[("report choir --from 2026-01-01", "what was done for it since")]),
    (
        "introduce",
        &[
            ("introduce Ada Ben --why \"both restore old oak\"", "Ada is asked first"),
            ("introduce Ada Ben --why-a \"she needs a saw mill\" --why-b \"he looks for orders\"", ""),
        ],
    ),
    (
        "intro",
        &[
            ("intro 9c41d0e2", "how it stands, and the text to send next"),
            ("intro 9c41d0e2 send", "you sent that text"),
            ("intro 9c41d0e2 accept --pass-on \"I would love to see your workshop\"", "she said yes"),
            ("intro 9c41d0e2 decline", ""),
            ("intro 9c41d0e2 outcome well", "then it is a good turn for all three"),
        ],
    ),
    ("introductions", &[("introductions", "under way, with what is next"), ("introductions Ada --all", "")]),
    (
        "refer",
        &[
            ("refer me Ben Ada \"a new roof\"", "you pass Ada on to Ben"),
            ("refer Ben me Ada \"a table\" --value \"900 EUR\"", "Ben passes Ada on to you"),
        ],
    ),
    (
        "referral",
        &[
            ("referral 9c41d0e2 contacted", ""),
            ("referral 9c41d0e2 closed --value \"850 EUR\"", "then it is a good turn of whoever gave it"),
            ("referral 9c41d0e2 --thanked", ""),
        ],
    ),
    ("referrals", &[("referrals", "with totals"), ("referrals Ben", "")]),
    (
        "slip",
        &[
            ("slip referral-outside Ben \"a new roof\" --about Ada", ""),
            ("slip one-to-one Ben", ""),
            ("slip thank-you Ben --value \"850 EUR\"", "for business that closed"),
            ("slip visitor \"Cleo Dunn\" --email cleo@dunn.example", ""),
        ],
    ),
    ("slips", &[("slips --from 2026-01-01", ""), ("slips --csv", "as a table")]),
    (
        "opportunity",
        &[
            (
                "opportunity Ada \"a new roof\" --value \"9000 EUR\" --next \"measure it\" --by \"next Friday\"",
                "",
            ),
            ("opportunity Ada \"a new roof\" --through Ben --asked", "Ben brought her, and she asked for it"),
        ],
    ),
    (
        "stage",
        &[("stage 9c41d0e2 offer --next \"call her\"", ""), ("stage 9c41d0e2 won --value \"8700 EUR\"", "")],
    ),
    (
        "card",
        &[
            ("card Ada --line \"makes tables of old oak\" --ideal \"people with an old house\"", ""),
            ("card Ada", "to say or to send"),
            ("card me --name \"Eva Home\" --line \"writes wills that hold\"", "your own"),
        ],
    ),
    ("code", &[("code me", "hold it before a phone")]),
    (
        "spread",
        &[
            ("spread Ada Ben --what \"her tables\"", "you spoke of Ada to Ben"),
            ("spread me Cleo --by Ben", "Ben spoke of you to Cleo"),
        ],
    ),
    ("event", &[("event Timber fair --on \"last Friday\" --place Leeds", "")]),
    (
        "capture",
        &[
            ("capture timber --file list.txt --file cards.vcf", "typed lines, cards"),
            ("capture timber --file card.jpg", "a picture of a code or of a card"),
            ("capture timber --line \"Ada Brook, Brook & Sons, ada@brook.example | wants old oak\"", ""),
        ],
    ),
    ("events", &[("events", "and who is still in touch"), ("events timber", "with its people")]),
    ("follow-up", &[("follow-up 9c41d0e2", "with its text"), ("follow-up 9c41d0e2 done", "")]),
    ("words", &[("words", "and how much was about others"), ("words Ada", "")]),
    ("thank", &[("thank 9c41d0e2", "for a good word")]),
    ("learn", &[("learn Ada \"plays the harp\" --as interests", "at the meeting you had")]),
    ("gains", &[("gains Ada", "what you know of her, and what not")]),
    ("question", &[("question Ada", "one that you have not asked her yet")]),
    (
        "asked",
        &[
            ("asked Ada", "the one that `question` shows"),
            ("asked Ada \"What do you sing?\" --as interests", ""),
        ],
    ),
    ("prospects", &[("prospects", "beside the support you gave"), ("prospects won", "")]),
    ("ambassadors", &[("ambassadors", ""), ("ambassadors Ben", "with the whole chain")]),
    (
        "boundary",
        &[
            ("boundary Ada", "what she does not want, and how she wants it"),
            ("boundary Ada no-pitch --said \"not at the club, please\"", ""),
            ("boundary Ada hours:9-17 --zone Europe/Zurich", ""),
            ("boundary Ada no-pitch --remove", "she wants it no more"),
        ],
    ),
    ("boundaries", &[("boundaries", "who wants what"), ("boundaries do-not-contact", "")]),
    (
        "consent",
        &[
            ("consent Ada email no --purpose share", "it is written to no file for others"),
            ("consent Ada +442079460101 yes --purpose contact", ""),
        ],
    ),
    ("guard", &[("guard", "with whom to be careful, and why"), ("guard Ada", "")]),
    ("excuse", &[("excuse Ada mentee", "it is right that she takes more"), ("excuse Ada --remove", "")]),
    ("overrule", &[("overrule Ada \"I know her better\"", ""), ("overrule Ada --off", "")]),
    (
        "stance",
        &[
            ("stance Ada", "as said, or as it seems"),
            ("stance Ada give-and-take", ""),
            ("stance me service", "what you hold"),
        ],
    ),
    ("define", &[("define \"being useful to each other, for years\"", "")]),
    ("cross-purposes", &[("cross-purposes Ada", ""), ("cross-purposes --all", "all 81 pairs")]),
    ("mirror", &[("mirror", "since 90 days ago, figure by figure")]),
];

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

/// What stands below the help of one command.
pub(super) fn examples(name: &str) -> Option<String> {
    let (_, lines) = EXAMPLES.iter().find(|(of, _)| *of == name)?;
    let wide = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or(0);
    let mut text = String::from("Examples:");
    for (line, words) in *lines {
        let gap = if words.is_empty() { 0 } else { wide };
        text.push_str(&format!("\n  goodturn {line:<gap$}  {words}"));
        text.truncate(text.trim_end().len());
    }
    Some(text)
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
    if let Some(examples) = examples(command.get_name()) {
        writeln!(page, ".PP\n.nf\n{}\n.fi", examples.lines().map(roff).collect::<Vec<_>>().join("\n"))?;
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
        for (name, lines) in EXAMPLES {
            for (line, _) in *lines {
                let mut words = vec!["goodturn"];
                for (at, part) in line.split('"').enumerate() {
                    if at % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
                }
                assert_eq!(words[1], *name);
                command().try_get_matches_from(words).expect(line);
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
