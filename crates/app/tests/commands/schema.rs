//! What requests and their answers look like, for programs.

use serde_json::Value;

use crate::world::Home;

#[test]
fn a_request_and_its_answer_are_described_as_json_schema() {
    let home = Home::new();
    home.tell("schema log").tell("schema question --json").tell("schema lgo").matches("schema");
    let all = home.json("schema");
    assert!(all.len() > 80, "{} of them", all.len());
    for one in &all {
        let name = one["name"].as_str().unwrap();
        for part in ["request", "answer"] {
            assert_eq!(one[part]["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name} {part}");
        }
        let request = &one["request"];
        let fields = request["properties"].as_object().unwrap();
        assert!(
            request["required"]
                .as_array()
                .unwrap()
                .iter()
                .all(|field| fields.contains_key(field.as_str().unwrap()))
        );
        for (field, schema) in fields {
            let item = if schema["type"] == "array" { &schema["items"] } else { schema };
            assert!(
                item["x-kind"].is_string() && schema["description"].is_string(),
                "{name} {field}: {schema}"
            );
        }
    }
    let of = |name: &str, field: &str| -> Value {
        all.iter().find(|one| one["name"] == name).unwrap()["request"]["properties"][field].clone()
    };
    assert_eq!(of("gave", "weight")["enum"], serde_json::json!(["small", "medium", "large"]));
    assert_eq!(of("promise", "by")["x-kind"], "day to come");
    assert_eq!(of("keep", "id")["x-kind"], "entry");
    assert_eq!(of("log", "about_me")["maximum"], 100);
}

#[test]
fn a_choice_misspelt_is_answered_in_one_sentence_that_names_what_fits() {
    let home = Home::new();
    home.given("add Ada");
    for (line, wrong, fits) in [
        (
            "log Ada lunch --kind lunch",
            "kind cannot be \"lunch\"",
            "use mail, meeting, call, message, visit, event or note",
        ),
        ("gave Ada help --weight huge", "weight cannot be \"huge\"", "use small, medium or large"),
        ("gave Ada help --as hug", "kind cannot be \"hug\"", "use talent-scout"),
        ("log Ada lunch --about-me 101", "about me cannot be 101", "give a number from 0 to 100"),
    ] {
        let ran = home.run(line);
        assert_eq!(ran.code, 2, "{line}");
        assert!(ran.stderr.contains(wrong) && ran.stderr.contains(fits), "{line}: {}", ran.stderr);
    }
    home.given("gave Ada help --as \"Talent Scout\" --weight LARGE");
}
