//! What the columns of a table of people mean: the words of `columns.txt`, alone or several in a row.

use std::collections::HashMap;
use std::sync::OnceLock;

use goodturn_core::channel::fold;

mod header;

pub(super) use header::{addresses, is_named_otherwise, known, names_people, people, shortened};

const WORDS: &str = include_str!("columns.txt");

macro_rules! meanings {
    ($($meaning:ident $word:literal),+ $(,)?) => {
        /// What a column holds, before anybody looked into its cells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Meaning { $(#[doc = $word] $meaning),+ }

        impl Meaning {
            fn named(word: &str) -> Option<Meaning> {
                Some(match word { $($word => Meaning::$meaning,)+ _ => return None })
            }
        }
    };
}

meanings! {
    Name "name", Full "full", Listed "listed", Given "given", Family "family", Family2 "family2",
    Additional "additional", Infix "infix", Prefix "prefix", Suffix "suffix", Nickname "nickname",
    Email "email", EmailName "emailname",
    Phone "phone", Mobile "mobile", Whatsapp "whatsapp", Fax "fax", Pager "pager", MainPhone "mainphone",
    CarPhone "carphone", VideoPhone "phonevideo", AssistantPhone "assistantphone", KeptPhone "keptphone",
    Url "url", Linkedin "linkedin", Twitter "twitter", Instagram "instagram", Facebook "facebook",
    Github "github", Telegram "telegram", Skype "skype", Mastodon "mastodon", Signal "signal",
    ScreenName "screenname",
    Organisation "organisation", Department "department", JobTitle "jobtitle", Title "title",
    Birthday "birthday", BirthYear "birthyear", BirthMonth "birthmonth", BirthDay "birthdaynumber",
    Anniversary "anniversary", Connected "connected",
    Street "street", AddressLine "addressline", HouseNumber "housenumber", Address "address", Box "box", City "city", Region "region",
    Postcode "postcode", Country "country",
    Tags "tags", Note "note", Spouse "spouse", Child "child", Manager "manager", Assistant "assistant",
    Kept "kept", Nothing "nothing",
    // Only which of several.
    Home "home", Work "work", Other "other", Same "same",
    // Never what a column is: see [`Group`], [`is_everybody`] and [`is_about_others`].
    GroupLabel "grouplabel", GroupValue "groupvalue", Everybody "everybody", Theirs "theirs",
}

use Meaning::{
    Address, AddressLine, AssistantPhone, BirthDay, BirthMonth, BirthYear, Birthday, Box, City, Country,
    Department, Email, Fax, Full, Given, Home, HouseNumber, JobTitle, Kept, Listed, Mobile, Name, Nickname,
    Nothing, Organisation, Other, Pager, Phone, Postcode, Region, Same, ScreenName, Street, Title, Url, Work,
};

/// A column that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) meaning: Meaning,
    /// `home`, `work` or nothing.
    pub(super) label: &'static str,
    /// Whether its words are those of another language than English: days begin with the day there.
    pub(super) foreign: bool,
}

#[derive(Clone, Copy)]
struct Word {
    meaning: Meaning,
    foreign: bool,
}

/// A column of several that say one thing together, as Google writes them: `Téléphone 2 - Libellé`.
pub(super) struct Group<'n> {
    /// `Téléphone`.
    pub(super) what: &'n str,
    /// The second of its kind.
    pub(super) number: u32,
    /// Which of the columns; none for the parts of an address, which have names of their own.
    pub(super) part: Option<GroupPart>,
    /// The part as it stands.
    pub(super) rest: &'n str,
}

/// What a column of a group holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupPart {
    /// `Travail`.
    Label,
    /// The number or the address itself.
    Value,
}

impl Group<'_> {
    /// Takes the name of a column apart.
    pub(super) fn of(name: &str) -> Option<Group<'_>> {
        let (left, part) = [" - ", " – ", " — ", ": "].iter().find_map(|mark| name.rsplit_once(mark))?;
        let (what, number) = left.trim_end().rsplit_once(char::is_whitespace)?;
        let part = part.trim();
        Some(Group {
            what: what.trim(),
            number: number.parse().ok().filter(|number| *number < 100)?,
            part: match () {
                () if is_one_of(Meaning::GroupValue, part) => Some(GroupPart::Value),
                () if is_one_of(Meaning::GroupLabel, part) => Some(GroupPart::Label),
                () => None,
            },
            rest: part,
        })
    }
}

/// Whether a group is the one that all contacts are in; it says nothing.
pub(super) fn is_everybody(tag: &str) -> bool {
    is_one_of(Meaning::Everybody, tag)
}

/// Whether the name of a column that nobody knows says that it is about somebody else than the row.
pub(super) fn is_about_others(name: &str) -> bool {
    use Meaning::{Assistant, Child, Manager, Spouse};
    tokens(name).iter().any(|token| {
        is_one_of(Meaning::Theirs, token)
            || look_up(token).is_some_and(|word| {
                matches!(word.meaning, Spouse | Child | Manager | Assistant | Organisation)
            })
    })
}

fn is_one_of(meaning: Meaning, text: &str) -> bool {
    let word = compact(text);
    let held = |word: &str| SIDE.get_or_init(side).get(word).is_some_and(|held| held.contains(&meaning));
    held(&word) || held(&fold(&word))
}

static SIDE: OnceLock<HashMap<String, Vec<Meaning>>> = OnceLock::new();

/// The words that say nothing of what a column holds; some of them do elsewhere ("Label" is a tag too).
fn side() -> HashMap<String, Vec<Meaning>> {
    let mut side: HashMap<String, Vec<Meaning>> = HashMap::new();
    for (meaning, listed) in WORDS.lines().filter_map(|line| line.split_once(": ")) {
        let Some(meaning) = Meaning::named(meaning).filter(|meaning| is_aside(*meaning)) else { continue };
        for word in listed.split(" | ").map(compact) {
            let folded = fold(&word);
            for word in [word, folded] {
                side.entry(word).or_default().push(meaning);
            }
        }
    }
    side
}

fn is_aside(meaning: Meaning) -> bool {
    use Meaning::{Everybody, GroupLabel, GroupValue, Theirs};
    matches!(meaning, GroupLabel | GroupValue | Everybody | Theirs)
}

/// Words as they are compared: letters and digits in lower case, and the same without accents.
fn words() -> &'static HashMap<String, Word> {
    static KNOWN: OnceLock<HashMap<String, Word>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = HashMap::new();
        let mut folded = Vec::new();
        let mut foreign = false;
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            if let Some(language) = line.strip_prefix('[') {
                foreign = !language.starts_with("en");
                continue;
            }
            let Some((meaning, listed)) = line.split_once(':') else { continue };
            let Some(meaning) = Meaning::named(meaning).filter(|meaning| !is_aside(*meaning)) else {
                continue;
            };
            for word in listed.split(" | ") {
                let word = compact(word);
                folded.push((fold(&word), Word { meaning, foreign }));
                known.entry(word).or_insert(Word { meaning, foreign });
            }
        }
        // As it is written goes before as it is written without accents: `aniversário` is no `aniversario`.
        for (word, meant) in folded {
            known.entry(word).or_insert(meant);
        }
        known
    })
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn look_up(word: &str) -> Option<Word> {
    let known = words();
    known.get(word).or_else(|| known.get(&fold(word))).copied()
}

/// What a column is by its name. None for one that nobody knows.
pub(super) fn column(name: &str) -> Option<Column> {
    if name.len() > 120 {
        return None;
    }
    let whole = compact(name);
    if let Some(word) = look_up(&whole) {
        return alone(word);
    }
    let tokens = tokens(name);
    in_a_row(&tokens).and_then(|items| joined(&items)).or_else(|| {
        let letters: String = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
        if let Some(word) = look_up(&letters) {
            return alone(word);
        }
        cut(&letters)
    })
}

fn alone(word: Word) -> Option<Column> {
    let label = match word.meaning {
        Home => "home",
        Work => "work",
        Same => return None,
        _ => "",
    };
    Some(Column { meaning: word.meaning, label, foreign: word.foreign })
}

/// The words of a column's name: `MailingStreet`, `mailing_street` and `Mailing street` are the same two.
fn tokens(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in name.chars() {
        if c.is_alphanumeric() {
            let begins = !last.is_alphanumeric()
                || (last.is_lowercase() && c.is_uppercase())
                || (last.is_numeric() != c.is_numeric());
            match tokens.last_mut() {
                Some(token) if !begins => token.extend(c.to_lowercase()),
                _ => tokens.push(c.to_lowercase().collect()),
            }
        }
        last = c;
    }
    tokens
}

/// Words that tell something only where nothing else stands beside them: `Last` is a name, `Last contact` a day.
const ALONE: [&str; 8] = ["first", "last", "middle", "initial", "mi", "given", "born", "direct"];

/// The known words that these are, the longest first; none where one is left over that is no number.
fn in_a_row(tokens: &[String]) -> Option<Vec<Word>> {
    let mut items = Vec::new();
    let mut at = 0;
    // `Primär e-postadress`: the e belongs to what follows it.
    let splits = |end: usize| {
        tokens[end - 1] == "e" && tokens.get(end).is_some_and(|next| look_up(&format!("e{next}")).is_some())
    };
    while at < tokens.len() {
        let longest = (1..=6.min(tokens.len() - at))
            .rev()
            .filter(|len| *len == 1 || !splits(at + len))
            .filter(|len| *len > 1 || !ALONE.contains(&tokens[at].as_str()))
            .find_map(|len| look_up(&tokens[at..at + len].concat()).map(|word| (len, word)));
        match longest {
            Some((len, word)) => {
                items.push(word);
                at += len;
            }
            None if tokens[at].len() <= 2 && tokens[at].bytes().all(|b| b.is_ascii_digit()) => at += 1,
            None => return None,
        }
    }
    (!items.is_empty()).then_some(items)
}

/// Words that a language writes as one, such as `Privattelefon`: which it is, and one thing.
fn cut(letters: &str) -> Option<Column> {
    let which = |word: &Word| matches!(word.meaning, Home | Work | Other | Organisation);
    let thing = |word: &Word| {
        matches!(
            word.meaning,
            Email | Phone | Mobile | Fax | Address | Street | City | Postcode | Country | Url
        )
    };
    letters.char_indices().map(|(at, _)| at).filter(|at| *at >= 3).find_map(|at| {
        let (front, back) = letters.split_at(at);
        let back = look_up(back)?;
        let linked = front.strip_suffix('s').filter(|front| front.len() > 3);
        let front = look_up(front).or_else(|| look_up(linked?))?;
        let fits = (which(&front) && thing(&back)) || (thing(&front) && which(&back));
        if fits { joined(&[front, back]) } else { None }
    })
}

/// What several words say together.
fn joined(items: &[Word]) -> Option<Column> {
    let mut label = "";
    let mut things: Vec<Meaning> = Vec::new();
    for item in items {
        match item.meaning {
            Home => label = "home",
            Work => label = "work",
            Other | Same => {}
            thing if things.contains(&thing) => {}
            thing => things.push(thing),
        }
    }
    let foreign = items.iter().any(|item| item.foreign);
    let only_which = things.is_empty() && items.iter().any(|item| matches!(item.meaning, Home | Work));
    if only_which {
        let meaning = if label == "home" { Home } else { Work };
        return Some(Column { meaning, label, foreign });
    }
    while things.len() > 1 {
        let (a, b) = (things[0], things[1]);
        let one = pair(a, b).or_else(|| pair(b, a))?;
        let of_firm = !matches!(one, Organisation | JobTitle | Department);
        if (a == Organisation || b == Organisation) && of_firm && label.is_empty() {
            label = "work";
        }
        things.splice(..2, [one]);
    }
    let meaning = *things.first()?;
    Some(Column { meaning, label, foreign })
}

/// What two things are together, in this order or the other.
fn pair(a: Meaning, b: Meaning) -> Option<Meaning> {
    use Meaning::{Anniversary, Assistant, Child, Manager, Note, Spouse, Tags, Whatsapp};
    let place = |meaning| {
        matches!(meaning, Street | AddressLine | HouseNumber | Box | City | Region | Postcode | Country)
    };
    Some(match (a, b) {
        (Organisation, Name) => Organisation,
        (Organisation, Title | JobTitle) => JobTitle,
        (Organisation, Department) => Department,
        (Organisation, Email | Phone | Mobile | Fax | Url | Address) => b,
        (Organisation, part) if place(part) => part,
        (Spouse | Child | Manager | Assistant, Name | Full | Given) => a,
        (Assistant, Phone) => AssistantPhone,
        // What is theirs is not this person's.
        (Spouse | Child | Manager | Assistant, Email | Phone | Mobile | Birthday | JobTitle) => Kept,
        (
            Name,
            Email | Phone | Mobile | Fax | Url | Address | JobTitle | Birthday | Anniversary | Note | Tags,
        ) => b,
        (Name, Full | Given | Meaning::Family | Nickname | Listed | Country | City | Street) => b,
        (Full, Email | Phone | Mobile | Address) => b,
        (Email | Url, Address) => a,
        (Phone, Mobile | Fax | Pager | Whatsapp) => b,
        (Mobile, Whatsapp) => b,
        (Address, part) if place(part) => part,
        (City, Region | Postcode) => City,
        (Country, Region) => Country,
        (Birthday, BirthDay | BirthMonth | BirthYear) => b,
        (network, Url | Name | ScreenName | Address) if is_network(network) => network,
        (Kept | Nothing, Kept | Nothing) => Kept,
        _ => return None,
    })
}

/// A place where somebody has a name or a page of theirs.
fn is_network(meaning: Meaning) -> bool {
    network(meaning).is_some()
}

/// What the network is called.
pub(super) fn network(meaning: Meaning) -> Option<&'static str> {
    Some(match meaning {
        Meaning::Linkedin => "linkedin",
        Meaning::Twitter => "twitter",
        Meaning::Instagram => "instagram",
        Meaning::Facebook => "facebook",
        Meaning::Github => "github",
        Meaning::Telegram => "telegram",
        Meaning::Skype => "skype",
        Meaning::Mastodon => "mastodon",
        Meaning::Signal => "signal",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_every_language_and_spelling() {
        let (home, work, none) = ("home", "work", "");
        for (name, meaning, label) in [
            ("First Name", Given, none),
            ("FIRST_NAME", Given, none),
            ("firstName", Given, none),
            ("\u{feff}First name:", Given, none),
            ("Last name (required) *", Meaning::Family, none),
            ("E-Mail", Email, none),
            ("Email 2", Email, none),
            ("Person - Email - Work", Email, work),
            ("Work Email Address", Email, work),
            ("E-mail 2 Address", Email, none),
            ("Company Phone", Phone, work),
            ("Business Phone 2", Phone, work),
            ("Home Post Code", Postcode, home),
            ("MailingStreet", Street, none),
            ("Mailing State/Province", Region, none),
            ("Company name", Organisation, none),
            ("Organization Title", JobTitle, none),
            ("Telefon geschäftlich 2", Phone, work),
            ("Privattelefon", Phone, home),
            ("Geschäftstelefon", Phone, work),
            ("E-Mail 2: Adresse", Email, none),
            ("Straße geschäftlich", Street, work),
            ("Land/Region privat", Country, home),
            ("Téléphone 2 (bureau)", Phone, work),
            ("Adresse de messagerie 3", Email, none),
            ("Code postal (domicile)", Postcode, home),
            ("Correo electrónico del trabajo", Email, work),
            ("Teléfono particular", Phone, home),
            ("Telefono (uff.)", Phone, work),
            ("Werkadres, straat", Street, work),
            ("Telefoon thuis", Phone, home),
            ("Rua do Endereço Comercial", Street, work),
            ("aniversário", Birthday, none),
            ("aniversario", Meaning::Anniversary, none),
            ("Kotipuhelin", Phone, home),
            ("Sähköpostiosoite", Email, none),
            ("Gatuadress, arbete", Street, work),
            ("Telefon służbowy", Phone, work),
            ("E-mailová adresa", Email, none),
            ("Spouse Name", Meaning::Spouse, none),
            ("Première adresse électronique", Email, none),
            ("Deuxième adresse électronique", Email, none),
            ("Correo electrónico primario", Email, none),
            ("Email primaria", Email, none),
            ("Primär e-postadress", Email, none),
            ("Name des Unternehmens", Organisation, none),
            ("Unternehmensname", Organisation, none),
            ("Jobbezeichnung", JobTitle, none),
            ("Assistant's phone", AssistantPhone, none),
            ("Zugehöriges Unternehmen", Organisation, none),
            ("Entreprise associée", Organisation, none),
            ("Empresa asociada", Organisation, none),
            ("Intitulé de poste", JobTitle, none),
        ] {
            let found = column(name).map(|column| (column.meaning, column.label));
            assert_eq!(found, Some((meaning, label)), "{name}");
        }
        for unknown in [
            "Shoe size",
            "Buyer Email",
            "Contact owner team",
            "Last contact",
            "First seen",
            "Emergency contact name",
            "Postage",
            "",
            "Sample",
        ] {
            assert_eq!(column(unknown), None, "{unknown}");
        }
        // Every line of the list is one that is read.
        for line in WORDS.lines().filter(|line| !line.starts_with(['#', '[']) && !line.is_empty()) {
            let meaning = line.split_once(':').map(|(meaning, _)| meaning);
            assert!(meaning.and_then(Meaning::named).is_some(), "{line}");
        }
    }

    #[test]
    fn columns_of_one_thing_are_told_in_every_language() {
        use GroupPart::{Label, Value};
        for (name, what, number, part) in [
            ("E-mail 1 - Value", "E-mail", 1, Some(Value)),
            ("E-mail 1 - Libellé", "E-mail", 1, Some(Label)),
            ("Téléphone 12 - Valeur", "Téléphone", 12, Some(Value)),
            ("Correo electrónico 1 - Valor", "Correo electrónico", 1, Some(Value)),
            ("E-Mail 1 – Wert", "E-Mail", 1, Some(Value)),
            ("Email 1 - Valore", "Email", 1, Some(Value)),
            ("E-mail 1 - Waarde", "E-mail", 1, Some(Value)),
            ("Sähköposti 2 - Arvo", "Sähköposti", 2, Some(Value)),
            ("E-post 1 – Värde", "E-post", 1, Some(Value)),
            ("E-mail 1 – Wartość", "E-mail", 1, Some(Value)),
            ("Adresse 2 - Rue", "Adresse", 2, None),
        ] {
            let group = Group::of(name).unwrap();
            assert_eq!((group.what, group.number, group.part), (what, number, part), "{name}");
        }
        assert!(Group::of("Person - Email - Work").is_none() && Group::of("E-Mail: Adresse").is_none());
        assert!(is_everybody("myContacts") && is_everybody("Meine Kontakte") && !is_everybody("Friends"));
        assert!(is_about_others("Inviter email") && !is_about_others("Postfach elektronisch"));
    }

    #[test]
    fn lists_of_other_things_are_no_people() {
        let names = |header: &str| header.split(',').map(str::to_owned).collect::<Vec<_>>();
        for header in ["Name,Price", "Name,Proficiency", "Title,Description,Url", "Date,Amount,Note", "a,b"] {
            assert_eq!(people(&names(header)), None, "{header}");
        }
        for header in ["Vorname;Nachname", "Nom;Prénom;Ville", "Name,Email"] {
            assert!(people(&names(&header.replace(';', ","))).is_some(), "{header}");
        }
    }
}
