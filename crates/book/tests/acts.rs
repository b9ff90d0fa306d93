//! Each act does what it says, and undo takes it back exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use goodturn_book::catalog::catalog;
use goodturn_book::people::list::People;
use goodturn_book::people::page::{Page, Show};
use goodturn_book::request::{Answer, Done};
use goodturn_book::{Book, Context, ErrorKind, Site};
use goodturn_store::Location;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

struct World {
    _folder: tempfile::TempDir,
    book: Book,
    ctx: Context,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let book = Book::open(&Location::File(folder.path().join("book")), 7).unwrap();
    // A Wednesday.
    let now: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
    World { _folder: folder, book, ctx: Context::new(now, TimeZone::UTC) }
}

impl World {
    fn ask(&self, name: &str, fields: Value) -> goodturn_book::Result<Answer> {
        let entry = catalog().iter().find(|entry| entry.name == name).unwrap();
        entry.run(fields, &self.book, &self.ctx)
    }

    /// How many people the book lists.
    fn people(&self) -> usize {
        let answer = self.ask("people", json!({ "limit": 500 })).unwrap();
        answer.view::<Vec<goodturn_book::people::list::Listed>>().unwrap().len()
    }

    fn act(&self, name: &str, fields: Value) -> Done {
        match self.ask(name, fields).unwrap() {
            Answer::Done(done) => done,
            other => panic!("{name} answered {other:?}"),
        }
    }

    fn show(&self, who: &str) -> Page {
        self.book.show(&Show { who: who.into(), ..Show::default() }, &self.ctx).unwrap()
    }

    /// Does an act, looks at what it did, takes it back, and finds the book as it was.
    fn there_and_back(&self, name: &str, fields: Value, look: impl FnOnce(&Done)) {
        let before = self.book.dump().unwrap();
        let done = self.act(name, fields);
        assert_ne!(self.book.dump().unwrap(), before, "{name} changed nothing");
        look(&done);
        let after = self.book.dump().unwrap();
        let undo = self.act("undo", json!({ "seq": done.seq.to_string() }));
        assert_eq!(self.book.dump().unwrap(), before, "undo of {name}");
        self.act("undo", json!({ "seq": undo.seq.to_string() }));
        assert_eq!(self.book.dump().unwrap(), after, "redo of {name}");
        self.act("undo", json!({ "seq": done.seq.to_string() }));
        assert_eq!(self.book.dump().unwrap(), before, "second undo of {name}");
    }

    fn today_names(&self) -> Vec<String> {
        self.book.today(&self.ctx).unwrap().into_iter().map(|line| line.person.name().to_owned()).collect()
    }

    fn values(&self, who: &str) -> Vec<String> {
        self.show(who).facts.into_iter().map(|fact| fact.value).collect()
    }

    fn later(&mut self, days: i64) {
        self.ctx.now += SignedDuration::from_hours(24 * days);
    }
}

#[test]
fn add_writes_somebody_down_with_all_that_is_said() {
    let world = world();
    let fields = json!({ "name": "Ada Lovelace", "email": ["Ada@Example.org"], "phone": ["+44 20 7946 0000"],
        "organisation": "Engines", "title": "Analyst", "birthday": "12-10", "note": "sails", "tag": ["maths"] });
    world.there_and_back("add", fields.clone(), |done| {
        assert_eq!(done.summary.to_string(), "added Ada Lovelace");
        let page = world.show("ada@example.org");
        assert_eq!(page.line.name, "Ada Lovelace");
        assert_eq!(Some(page.line.id.clone()), done.person.map(|id| id.to_string()));
        assert_eq!((page.line.organisation.as_str(), page.line.title.as_str()), ("Engines", "Analyst"));
        assert_eq!(page.line.tags, ["maths"]);
        assert!(world.values("ada").contains(&"sails".to_owned()));
    });
    world.act("add", fields.clone());
    let before = world.book.dump().unwrap();
    let refused = world.ask("add", fields).unwrap_err();
    assert!(refused.to_string().contains("Ada Lovelace's already"), "{refused}");
    assert_eq!(world.book.dump().unwrap(), before);
}

#[test]
fn edit_says_it_better_and_keeps_the_rest() {
    let world = world();
    world.act("add", json!({ "name": "Ada", "organisation": "Engines", "email": ["ada@example.org"] }));
    let fields = json!({ "who": "ada", "name": "Ada Lovelace", "email": ["countess@example.org"], "circle": 1,
        "cadence": "30", "kind": "organisation", "title": "Analyst", "remove": ["ada@example.org"] });
    world.there_and_back("edit", fields, |_| {
        let page = world.show("countess@example.org");
        assert_eq!((page.line.name.as_str(), page.line.circle), ("Ada Lovelace", Some(1)));
        assert_eq!((page.kind, page.kind_why.as_str()), ("organisation", "by hand"));
        assert_eq!((page.line.organisation.as_str(), page.line.title.as_str()), ("Engines", "Analyst"));
        assert!(!world.values("ada").contains(&"ada@example.org".to_owned()));
    });
    let wrong = world.ask("edit", json!({ "who": "ada", "circle": 9 })).unwrap_err();
    assert_eq!(wrong.kind, ErrorKind::Usage);
    let wrong = world.ask("edit", json!({ "who": "ada", "remove": ["no such value"] })).unwrap_err();
    assert!(wrong.to_string().contains("no such value"), "{wrong}");
}

#[test]
fn log_takes_the_day_from_the_text_or_beside_it() {
    let world = world();
    world.act("add", json!({ "name": "Ada" }));
    for (fields, day, kind) in [
        (json!({ "who": "ada", "text": "Called about the roof" }), "2024-05-15", "call"),
        (json!({ "who": "ada", "text": "yesterday lunch" }), "2024-05-14", "meeting"),
        (json!({ "who": "ada", "text": "coffee", "on": "2024-05-01" }), "2024-05-01", "meeting"),
        (
            json!({ "who": "ada", "text": "coffee", "on": "3 days ago", "kind": "visit" }),
            "2024-05-12",
            "visit",
        ),
        (json!({ "who": "ada", "text": "coffee", "on": "last Friday" }), "2024-05-10", "meeting"),
    ] {
        world.there_and_back("log", fields, |done| {
            assert!(done.summary.to_string().ends_with(&format!("on {day}")), "{}", done.summary);
            let page = world.show("ada");
            assert_eq!(page.timeline.len(), 1);
            assert_eq!((page.timeline[0].kind.name(), page.timeline[0].direction.name()), (kind, "both"));
            assert_eq!(TimeZone::UTC.to_datetime(page.timeline[0].at.unwrap()).date().to_string(), day);
            assert_eq!(page.line.interactions, 1);
            assert!(page.line.strength > 0.0);
        });
    }
    let before = world.book.dump().unwrap();
    for fields in [
        json!({ "who": "ada", "text": "coffee", "on": "2024-05-16" }),
        json!({ "who": "ada", "text": "coffee", "on": "someday" }),
        json!({ "who": "ada", "text": " " }),
        json!({ "who": "ada", "text": "coffee", "kind": "dance" }),
    ] {
        assert_eq!(world.ask("log", fields).unwrap_err().kind, ErrorKind::Usage);
    }
    assert_eq!(world.book.dump().unwrap(), before);
}

#[test]
fn tags_go_on_and_off() {
    let world = world();
    world.act("add", json!({ "name": "Ada" }));
    world.there_and_back("tag", json!({ "who": "ada", "tags": "maths, Poet" }), |_| {
        assert_eq!(world.show("ada").line.tags, ["maths", "Poet"]);
        assert_eq!(world.show("poet").line.name, "Ada");
    });
    world.act("tag", json!({ "who": "ada", "tags": "maths,poet" }));
    world.there_and_back("tag", json!({ "who": "ada", "tags": "MATHS", "off": true }), |_| {
        assert_eq!(world.show("ada").line.tags, ["poet"]);
    });
}

/// Ada, who was met weekly until eight weeks ago and should be met each month.
fn overdue() -> World {
    let world = world();
    world.act("add", json!({ "name": "Ada" }));
    for days in [56, 63, 70, 77, 84] {
        world.act("log", json!({ "who": "ada", "text": "coffee", "on": format!("{days} days ago") }));
    }
    world.act("edit", json!({ "who": "ada", "cadence": "30" }));
    assert_eq!(world.today_names(), ["Ada"]);
    world
}

#[test]
fn today_no_longer_names_whom_one_has_met() {
    let world = overdue();
    world.there_and_back("log", json!({ "who": "ada", "text": "coffee" }), |_| {
        assert!(world.today_names().is_empty());
    });
    assert_eq!(world.today_names(), ["Ada"]);
}

#[test]
fn any_two_way_contact_begins_the_wait_anew() {
    for text in ["coffee", "called", "she wrote and I wrote back", "chatted"] {
        let mut world = overdue();
        world.act("log", json!({ "who": "ada", "text": text, "on": "2 days ago" }));
        assert!(world.today_names().is_empty(), "{text}");
        world.later(27);
        assert!(world.today_names().is_empty(), "{text}");
        world.later(10);
        assert_eq!(world.today_names(), ["Ada"], "{text}");
    }
}

#[test]
fn what_is_written_down_begins_the_wait_anew_in_either_direction() {
    for direction in ["in", "out"] {
        let world = overdue();
        world
            .act("log", json!({ "who": "ada", "text": "wrote", "on": "2 days ago", "direction": direction }));
        assert!(world.today_names().is_empty(), "{direction}");
    }
}

#[test]
fn snooze_leaves_out_for_a_while_and_mute_for_good() {
    let mut world = overdue();
    world.there_and_back("snooze", json!({ "who": "ada", "days": 5 }), |_| {
        assert!(world.today_names().is_empty());
    });
    world.there_and_back("mute", json!({ "who": "ada" }), |_| {
        assert!(world.today_names().is_empty());
        assert_eq!(world.show("ada").cadence, "muted");
    });
    world.act("snooze", json!({ "who": "ada", "days": 5 }));
    world.later(4);
    assert!(world.today_names().is_empty());
    world.later(2);
    assert_eq!(world.today_names(), ["Ada"]);
    world.act("mute", json!({ "who": "ada" }));
    world.later(400);
    assert!(world.today_names().is_empty());
    world.act("mute", json!({ "who": "ada", "off": true }));
    assert_eq!(world.show("ada").cadence, "by closeness");
}

#[test]
fn forget_takes_somebody_out() {
    let world = overdue();
    world.act("add", json!({ "name": "Bob" }));
    world.there_and_back("forget", json!({ "who": "ada" }), |_| {
        assert_eq!(world.people(), 1);
        assert!(world.ask("show", json!({ "who": "ada" })).is_err());
    });
    assert_eq!(world.show("ada").line.interactions, 5);
}

#[test]
fn set_says_who_one_is() {
    let world = world();
    world.act("set", json!({ "me": ["old@example.org"] }));
    world.there_and_back("set", json!({ "me": ["Me@Example.org", "i@example.org"], "region": "gb" }), |_| {
        let settings = world.book.settings().unwrap();
        assert_eq!(settings.region.as_deref(), Some("GB"));
        let mut me = settings.me;
        me.sort();
        assert_eq!(me, ["i@example.org", "me@example.org"]);
    });
    assert_eq!(world.ask("set", json!({})).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(world.ask("set", json!({ "region": "GBR" })).unwrap_err().kind, ErrorKind::Usage);
}

#[test]
fn the_sample_comes_and_goes_without_a_trace() {
    let world = world();
    let empty = world.book.dump().unwrap();
    world.act("demo", json!({}));
    assert!(world.book.has_sample().unwrap());
    assert!(world.people() > 10);
    assert!(world.ask("demo", json!({})).is_err(), "a second sample came");
    let removal = world.act("demo", json!({ "remove": true }));
    assert_eq!(world.book.dump().unwrap(), empty);
    assert!(!world.book.has_sample().unwrap());
    assert!(world.ask("demo", json!({ "remove": true })).is_err());
    let refused = world.ask("undo", json!({ "seq": removal.seq.to_string() })).unwrap_err();
    assert!(refused.message.contains("comes back by bringing it again"), "{refused}");
    let again = world.act("demo", json!({}));
    assert!(world.book.has_sample().unwrap());
    world.act("undo", json!({ "seq": again.seq.to_string() }));
    assert!(!world.book.has_sample().unwrap(), "it is known to be there from what goes with it");
}

#[test]
fn a_name_that_fits_two_is_listed_and_nothing_is_done() {
    let world = world();
    world.act("add", json!({ "name": "Ada Byron", "organisation": "Engines" }));
    world.act("add", json!({ "name": "Ada King" }));
    let before = world.book.dump().unwrap();
    for (act, fields) in [
        ("log", json!({ "who": "ada", "text": "coffee" })),
        ("forget", json!({ "who": "ada" })),
        ("mute", json!({ "who": "ada" })),
        ("tag", json!({ "who": "ada", "tags": "x" })),
    ] {
        let refused = world.ask(act, fields).unwrap_err().to_string();
        assert!(refused.contains("Ada Byron, Engines") && refused.contains("Ada King"), "{refused}");
    }
    assert_eq!(world.book.dump().unwrap(), before);
    world.act("log", json!({ "who": "ada k", "text": "coffee" }));
    assert_eq!(world.show("Ada King").line.interactions, 1);
    assert!(world.ask("log", json!({ "who": "nobody", "text": "coffee" })).is_err());
}

#[test]
fn undo_without_a_number_goes_back_one_act_at_a_time() {
    let world = world();
    let empty = world.book.dump().unwrap();
    world.act("add", json!({ "name": "Ada" }));
    world.act("tag", json!({ "who": "ada", "tags": "maths" }));
    world.act("undo", json!({}));
    assert!(world.show("ada").line.tags.is_empty());
    world.act("undo", json!({}));
    assert_eq!(world.book.dump().unwrap(), empty);
    assert!(world.ask("undo", json!({})).unwrap_err().to_string().contains("nothing to undo"));
    let history = world.ask("history", json!({})).unwrap();
    let lines = history.view::<Vec<goodturn_book::journal::history::Line>>().unwrap();
    let undone: Vec<bool> = lines.iter().map(|line| line.undone).collect();
    assert_eq!(undone, [false, false, true, true]);
}

/// Strengths fall each at its own pace from the day they were stored, so that the stored order is not today's.
#[test]
fn people_are_listed_by_their_strength_of_today_page_by_page() {
    let mut world = world();
    for n in 0..24 {
        world.act("add", json!({ "name": format!("Friend {n}"), "email": [format!("f{n}@example.org")] }));
    }
    // Some are met often and then no more, some seldom and evenly, some never.
    for round in 0..12 {
        for n in (0..20).filter(|n| if n % 2 == 0 { round < 6 } else { round % (n / 4 + 1) == 0 }) {
            let who = format!("f{n}@example.org");
            world.act("log", json!({ "who": who, "text": "lunch" }));
        }
        world.later(if round < 6 { 2 } else { 40 });
    }
    world.later(400);
    for query in [None, Some("friend".to_owned())] {
        listed_by_strength(&world, query);
    }
}

fn listed_by_strength(world: &World, query: Option<String>) {
    let people = |after: Option<&String>, limit: u32| {
        let query = query.clone();
        let ask = People { query, after: after.cloned(), limit: Some(limit), ..People::default() };
        world.book.people(&ask, &world.ctx).unwrap()
    };
    let whole = people(None, 500);
    assert_eq!(whole.len(), 24);
    assert!(whole.is_sorted_by(|a, b| a.strength >= b.strength), "{whole:?}");
    let mut pages = people(None, 5);
    loop {
        let page = people(pages.last().map(|line| &line.id), 5);
        if page.is_empty() {
            break;
        }
        pages.extend(page);
    }
    assert_eq!(pages, whole);
}

#[test]
fn a_value_is_taken_away_by_its_id_or_by_text_that_is_one_kinds_alone() {
    let world = world();
    world.act("add", json!({ "name": "Ada", "organisation": "Hope", "tag": ["Hope"], "note": "a\r\nb" }));
    let refused = world.ask("edit", json!({ "who": "ada", "remove": ["Hope"] })).unwrap_err();
    assert!(refused.message.starts_with("2 values of Ada are \"Hope\":"), "{refused}");
    assert!(refused.message.contains("organisation") && refused.message.contains("tag"), "{refused}");
    assert!(refused.hint.to_string().contains("id"), "{}", refused.hint);
    let tag = world.show("ada").facts.into_iter().find(|fact| fact.kind == "tag").unwrap();
    world.there_and_back("edit", json!({ "who": "ada", "remove": [tag.id] }), |_| {
        assert_eq!(world.values("ada"), ["Ada", "Hope", "a\r\nb"]);
        assert_eq!(world.show("ada").line.organisation, "Hope");
    });
    // As a command gives it, and as a page sends it.
    for note in ["a\nb", "a\r\nb"] {
        world.there_and_back("edit", json!({ "who": "ada", "remove": [note] }), |_| {
            assert_eq!(world.values("ada").len(), 3, "{note:?}");
        });
    }
}

#[test]
fn an_address_is_one_persons() {
    let world = world();
    world.act("add", json!({ "name": "Ada", "email": ["ada@example.org"] }));
    world.act("add", json!({ "name": "Bo" }));
    let before = world.book.dump().unwrap();
    for (name, fields) in [
        ("edit", json!({ "who": "bo", "email": ["Ada@Example.org"] })),
        ("add", json!({ "name": "Cy", "email": ["ada@example.org"] })),
    ] {
        let refused = world.ask(name, fields).unwrap_err();
        assert_eq!(refused.message, "ada@example.org is Ada's already", "{name}");
    }
    assert_eq!(world.book.dump().unwrap(), before);
    assert_eq!(world.act("edit", json!({ "who": "ada", "email": ["ada@example.org"] })).seq, 0);
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let world = world();
    world.act("add", json!({ "name": "Ada" }));
    world.act("edit", json!({ "who": "ada", "cadence": "30" }));
    world.act("set", json!({ "me": ["eva@home.example", "e@work.example"], "region": "GB" }));
    world.act("snooze", json!({ "who": "ada", "days": 3 }));
    let before = world.book.dump().unwrap();
    for (name, fields, said) in [
        ("mute", json!({ "who": "ada", "off": true }), "nothing changed: Ada is not muted"),
        (
            "snooze",
            json!({ "who": "ada", "days": 3 }),
            "nothing changed: Ada is left out of today until 2024-05-18 already",
        ),
        (
            "set",
            json!({ "me": ["e@work.example", "eva@home.example"], "region": "gb" }),
            "nothing changed: that is what is set already",
        ),
    ] {
        let done = world.act(name, fields);
        assert_eq!((done.seq, done.summary.to_string().as_str()), (0, said));
    }
    assert_eq!(world.book.dump().unwrap(), before);
    assert_eq!(world.show("ada").cadence, "every 30 days", "who was not muted keeps their rhythm");
    world.there_and_back("snooze", json!({ "who": "ada", "days": 0 }), |_| {
        assert_eq!(world.act("snooze", json!({ "who": "ada", "days": 0 })).seq, 0);
    });
    world.act("mute", json!({ "who": "ada" }));
    let again = world.act("mute", json!({ "who": "ada" }));
    assert_eq!((again.seq, again.summary.to_string().as_str()), (0, "nothing changed: Ada is muted already"));
}

#[test]
fn a_birthday_on_29_february_is_kept_on_the_28th_in_common_years() {
    let mut world = world();
    world.act("add", json!({ "name": "Ada", "birthday": "1996-02-29" }));
    for (day, named) in [
        ("2025-02-24", false),
        ("2025-02-25", true),
        ("2025-02-28", true),
        ("2025-03-01", false),
        ("2028-02-29", true),
    ] {
        world.ctx.now = format!("{day}T10:00:00Z").parse().unwrap();
        assert_eq!(!world.today_names().is_empty(), named, "{day}");
    }
}

/// A server keeps the whole network in memory; what comes back by a restore is another book, even where as much was done
/// in it.
#[test]
fn after_a_restore_the_network_in_memory_is_of_the_book_that_came_back() {
    let (world, other) = (world(), world());
    for name in ["Ada Brook", "Ben Carver"] {
        world.act("add", json!({ "name": name }));
    }
    other.act("add", json!({ "name": "Cleo Dunn" }));
    let backup = other._folder.path().join("backup");
    other.book.backup(&backup, None).unwrap();
    assert_eq!(world.book.network(&world.ctx).unwrap().ids().len(), 3);
    let _ = world.book.duplicates(&world.ctx, 10).unwrap();
    let location = world.book.location().clone();
    let site = Site { location, seed: 8, folders: Vec::new(), is_own: false };
    Book::restore(&site, &world.ctx, &backup).unwrap();
    // The act of the restore has the number that the last act had before, were it only counted on.
    assert_eq!(world.book.network(&world.ctx).unwrap().ids().len(), 2);
    assert_eq!(world.people(), 1);
    assert!(world.book.duplicates(&world.ctx, 10).unwrap().is_empty());
}

#[test]
fn what_happened_is_corrected_or_taken_out_and_undone_exactly() {
    let world = world();
    world.act("add", json!({ "name": "Ada" }));
    for days in [80, 60, 40, 20] {
        world.act("log", json!({ "who": "ada", "text": "coffee", "on": format!("{days} days ago") }));
    }
    let never = world.show("ada");
    world.act("log", json!({ "who": "ada", "text": "long lunch", "on": "3 days ago", "about_me": 70 }));
    world.there_and_back(
        "amend",
        json!({ "who": "ada", "on": "yesterday", "text": "short lunch" }),
        |done| {
            assert!(done.summary.to_string().ends_with("on 2024-05-14: short lunch"), "{}", done.summary);
            assert_eq!(world.show("ada").timeline[0].title, "short lunch");
        },
    );
    world.there_and_back("amend", json!({ "who": "ada", "kind": "note" }), |_| {
        let explained = world.show("ada").strength_explained.unwrap();
        assert_eq!(explained.contacts[0], 4, "a note is no contact");
    });
    world.there_and_back("amend", json!({ "who": "ada", "remove": true }), |_| {
        let page = world.show("ada");
        assert_eq!((page.line, page.timeline), (never.line.clone(), never.timeline.clone()));
        assert_eq!(page.strength_explained, never.strength_explained, "as if it had never been");
    });
}

#[test]
fn what_counts_as_contact_is_taken_back_exactly() {
    let world = world();
    for name in ["Ada", "Ben"] {
        world.act("add", json!({ "name": name }));
    }
    let talked = |who: &str| world.show(who).timeline.first().map(|moment| moment.direction.name());
    world.there_and_back("gave", json!({ "who": "ada", "what": "a tenant" }), |_| {
        assert_eq!(talked("ada"), Some("out"));
        // The day has one contact both ways, and not two.
        world.there_and_back("log", json!({ "who": "ada", "text": "lunch" }), |_| {
            assert_eq!(world.show("ada").timeline.len(), 1);
            assert_eq!(talked("ada"), Some("both"));
        });
    });
    world.there_and_back("got", json!({ "who": "ada", "what": "advice", "on": "yesterday" }), |_| {
        assert_eq!(talked("ada"), Some("in"));
    });
    world.there_and_back("learn", json!({ "who": "ada", "what": "grows dahlias" }), |_| {
        assert_eq!(talked("ada"), Some("both"));
    });
    world.there_and_back("refer", json!({ "from": "me", "to": "ada", "about": "ben" }), |_| {
        assert_eq!((talked("ada"), talked("ben")), (Some("out"), None));
    });
    world.there_and_back("spread", json!({ "about": "me", "to": "ben", "by": "ada" }), |_| {
        assert_eq!((talked("ada"), talked("ben")), (None, None), "they spoke with each other");
    });
    world.act("promise", json!({ "who": "ada", "what": "the plans" }));
    world.there_and_back("keep", json!({ "id": "ada" }), |_| assert_eq!(talked("ada"), Some("out")));
    world.act("promise", json!({ "who": "ada", "what": "her plans", "theirs": true, "on": "yesterday" }));
    assert_eq!(world.ask("keep", json!({ "id": "ada" })).unwrap_err().kind, ErrorKind::Refused, "two fit");
}
