//! Every example of the catalog does what it is there for: it runs, in a book that holds what it names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod world;

use goodturn_book::catalog::catalog;
use goodturn_book::request::{Entry, Example, Field, Run, Shape};
use goodturn_book::{Book, ErrorKind};
use goodturn_core::deed::Deed;
use serde_json::{Map, Value, json};
use world::World;

impl World {
    /// The same, with the book of which the others are copies.
    fn with_book() -> World {
        let mut world = World::new();
        let book = world.open("world.db");
        world.populate(&book);
        book.put_away().unwrap();
        world
    }

    /// The world, as often as one likes.
    fn copy(&self, name: &str) -> Book {
        std::fs::copy(self.folder.path().join("world.db"), self.folder.path().join(name)).unwrap();
        self.open(name)
    }

    /// What is wrong with the examples of an entry, a sentence each. An example runs in this world, behind those before it,
    /// or in an empty book.
    fn wrong(&self, entry: &Entry, examples: &[Example]) -> Vec<String> {
        let (name, empty) = (format!("{}.db", entry.name), format!("{}-empty.db", entry.name));
        let mut book = self.copy(&name);
        let mut wrong = Vec::new();
        for example in examples {
            let Err(error) = self.example(&book, entry, example) else { continue };
            let other = [self.copy(&format!("anew-{name}")), self.open(&empty)]
                .into_iter()
                .find(|book| self.example(book, entry, example).is_ok());
            if let Some(other) = other {
                book = other;
                continue;
            }
            let field = error.field.as_deref().map(|field| format!(", {field}")).unwrap_or_default();
            let given = entry.request(&example.deed);
            wrong.push(format!("{}{field}: {}; {} ({given})", entry.name, error.message, error.hint));
        }
        wrong
    }
}

#[test]
fn every_example_runs() {
    let world = World::with_book();
    let wrong: Vec<String> =
        catalog().iter().flat_map(|entry| world.wrong(entry, &(entry.examples)())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_example_that_does_not_run_is_told_in_one_sentence() {
    let world = World::with_book();
    let gave = goodturn_book::catalog::entry("gave").unwrap();
    let told = |field: &'static str, text: &str| {
        let deed = Deed::new("gave").text("who", "Ada").text("what", "a lift").text(field, text);
        world.wrong(gave, &[Example { deed, what: "" }]).join("\n")
    };
    let huge = told("weight", "huge");
    assert!(
        huge.starts_with(r#"gave, weight: weight cannot be "huge"; use small, medium or large"#),
        "{huge}"
    );
    let unknown = told("whom", "Ada");
    assert!(unknown.starts_with(r#"gave, whom: gave has no field "whom"; did you mean who?"#), "{unknown}");
}

#[test]
fn a_field_that_is_given_something_else_says_which_it_is_and_what_fits() {
    let world = World::with_book();
    let book = world.copy("wrong.db");
    let run = |entry: &Entry, fields: Value| match entry.run {
        Run::Alone(run) => run(fields, &world.site(&Deed::new(entry.name)), &world.ctx),
        _ => entry.run(fields, &book, &world.ctx),
    };
    for entry in catalog() {
        let fitting = |field: &&Field| {
            let text = json!(field.kind.choices().first().copied().unwrap_or("Ada"));
            let value = if field.shape == Shape::Several { json!([text]) } else { text };
            (field.name.to_owned(), value)
        };
        let needed: Map<String, Value> =
            entry.fields.iter().filter(|field| field.is_required()).map(|field| fitting(&field)).collect();
        for field in entry.fields {
            let wrong = match field.shape {
                Shape::Number => json!("many"),
                Shape::Switch => json!("on"),
                Shape::Many | Shape::Several => json!("Ada"),
                _ => json!(3),
            };
            let mut fields = needed.clone();
            fields.insert(field.name.to_owned(), wrong);
            let error = run(entry, Value::Object(fields)).unwrap_err();
            let of = format!("{}, {}: {error}", entry.name, field.name);
            assert_eq!((error.field.as_deref(), error.kind), (Some(field.name), ErrorKind::Usage), "{of}");
            assert!(error.message.contains(" cannot be ") && !error.hint.is_empty(), "{of}");
        }
        let error = run(entry, json!({ "nothing_like_it": 1 })).unwrap_err();
        assert_eq!(error.message, format!("{} has no field \"nothing_like_it\"", entry.name));
        assert!(run(entry, json!([])).unwrap_err().message.starts_with("a request is an object"));
    }
}

#[test]
fn whatever_takes_something_shows_how_it_is_used() {
    for entry in catalog() {
        let examples = (entry.examples)();
        assert!(!examples.is_empty() || entry.fields.is_empty(), "{} shows no example", entry.name);
        for example in examples {
            assert!(!example.what.ends_with('.'), "{}: {}", entry.name, example.what);
        }
    }
}
