//! One woman on two cards, her husband on a third: made one, worked with for months, and taken apart again.

use crate::told::Story;

const PHONE: &str = "\
BEGIN:VCARD\r
VERSION:4.0\r
UID:phone-1\r
FN:Wanda Kowalska\r
EMAIL:wanda@audit.example\r
BDAY:1970-05-06\r
ADR:;;3 Harbour Road;Hull;;HU1 1AA;\r
END:VCARD\r
";

const TABLE: &str = "\
name,email,phone,birthday,street,city,postcode,organisation
Kowalska Wanda,w.kowalska@home.example,+44 1482 960001,1970-05-06,3 Harbour Rd,Hull,HU1 1AA,Kowalska Audit
Jan Kowalski,jan@boats.example,+44 1482 960001,1968-11-30,3 Harbour Road,Hull,HU1 1AA,Kowalski Boats
";

fn told() -> Story {
    let story = Story::new();
    story.home().write("phone.vcf", PHONE);
    story.home().write("table.csv", TABLE);
    story.does("import phone.vcf");
    let said = story.words("import table.csv --as people");
    // Husband and wife share a number and a house, and are two.
    assert!(said.contains("1 pair may be one person"), "{said}");
    story
}

/// What a field of the first form with this action says.
fn field(page: &str, action: &str, name: &str) -> String {
    let (_, form) = page.split_once(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("{page}"));
    let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn one_woman_on_two_cards_is_one_and_two_again() {
    let story = told();
    story.does("gave wanda@audit.example \"found her a tenant\" --weight large");
    story.does("promise w.kowalska@home.example \"send the plans\" --by 2026-03-10");
    let page = story.page("/duplicates");
    assert!(page.contains("Kowalska Wanda") && !page.contains("Jan Kowalski"), "{page}");
    let (who, other) = (field(&page, "/act/merge", "who"), field(&page, "/act/merge", "other"));
    story.fills("/act/merge", &[("who", &who), ("other", &other), ("back", "/duplicates")]);
    assert!(story.page("/duplicates").contains("Nobody seems to be in the book twice"));

    // All that either had is hers, and what was promised comes up under her name.
    let page = story.page_of("wanda@audit.example");
    for what in ["found her a tenant", "send the plans", "w.kowalska@home.example", "One of several cards"] {
        assert!(page.contains(what), "{what}: {page}");
    }
    assert_eq!(story.id("w.kowalska@home.example"), who);
    let today = story.day("2026-03-10").json("today");
    assert!(today.iter().any(|line| line["kind"] == "promise" && line["person"]["id"] == *who), "{today:?}");
    assert_eq!(story.json("people Kowalska").len(), 1);

    // Months later, after more has come, it turns out that they are mother and daughter of one name.
    story.day("2026-09-01");
    story.does("log wanda@audit.example \"walk along the harbour\" --on 2026-06-01");
    let code = story.one("promises")["id"].as_str().unwrap().to_owned();
    story.does(&format!("keep {code}"));
    let page = story.page(&format!("/person/{who}"));
    let gone = field(&page, "/act/split", "who");
    // What happened since is said to be whose: the walk, and that the promise was kept.
    let since = page.split("name=\"theirs\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let since = since.filter(|id| id.len() > 1);
    let theirs: Vec<(&str, &str)> = since.map(|id| ("theirs", id)).collect();
    assert_eq!(theirs.len(), 2, "{page}");
    assert_eq!(gone, other);
    story.fills("/act/split", &[&[("who", gone.as_str()), ("rest", "true")], theirs.as_slice()].concat());
    let (mother, daughter) = (story.page(&format!("/person/{who}")), story.page(&format!("/person/{gone}")));
    assert!(mother.contains("found her a tenant") && !mother.contains("walk along the harbour"));
    assert!(daughter.contains("walk along the harbour") && daughter.contains("send the plans"), "{daughter}");
    assert!(!mother.contains("send the plans") && !mother.contains("w.kowalska@home.example"), "{mother}");

    // It is not asked again, whatever is imported; and undoing goes back all the way.
    story.does(&format!("distinct {who} {gone}"));
    story.home().write("phone.vcf", &PHONE.replace("END:", "NOTE:likes ferries\r\nEND:"));
    assert!(!story.words("import phone.vcf").contains("may be one person"));
    assert!(story.json("duplicates").is_empty());
    story.does("undo").does("undo").does("undo");
    assert_eq!(story.id("w.kowalska@home.example"), who, "one again");
    assert!(story.page(&format!("/person/{who}")).contains("walk along the harbour"));
}

/// Whoever is written down a second time is asked about where they are written down.
#[test]
fn whoever_comes_a_second_time_is_known() {
    let story = told();
    let place = story.fills("/people/add", &[("name", "Jan Kowalsky"), ("birthday", "1968-11-30")]);
    let page = story.page(&place);
    assert!(page.contains("In the book twice?") && page.contains("Jan Kowalski"), "{page}");
    let (who, other) = (field(&page, "/act/merge", "who"), field(&page, "/act/merge", "other"));
    story.fills("/act/merge", &[("who", &other), ("other", &who), ("back", "/people")]);
    assert_eq!(story.json("people Kowalski").len(), 1);
    let said = story.words("add \"Jan Kowalski\" --birthday 1968-11-30");
    assert!(said.contains("Jan Kowalski is perhaps Jan Kowalski") && !said.contains("Wanda"), "{said}");
}
