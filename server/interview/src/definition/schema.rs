//! The definition as a JSON Schema (draft 2020-12), for editors and other programs. Made from the same tables that the
//! reader goes by. What a schema cannot say (names that are taken, expressions, circles), the reader says.

use akte_expr::Language;
use serde_json::{Map, Value as Json, json};

use crate::kind::Kind;
use crate::limits;
use crate::template_test::Expectation;

/// The JSON Schema of schema 1 of the definition.
pub fn definition_schema() -> Json {
    let mut schema = object(
        "The questions, pages, rules and template tests of an Akte template.",
        &["schema"],
        json!({
            "schema": { "const": 1, "description": "The version of this format." },
            "title": or_null("#/$defs/wording"),
            "language": { "enum": languages().chain([Json::Null]).collect::<Vec<_>>(), "description": "The language of the document." },
            "empty_paragraphs": { "enum": ["drop", "keep", null], "description": "What becomes of paragraphs that held only mark-up." },
            "anchors": { "enum": ["none", "opaque", null], "description": "By what Akte knows a document of this template again: nothing, or ids that mean nothing to others." },
            "repeats": list(json!({ "$ref": "#/$defs/repeat" }), limits::REPEATS),
            "pages": list(json!({ "$ref": "#/$defs/page" }), limits::PAGES),
            "rules": list(json!({ "$ref": "#/$defs/rule" }), limits::RULES),
            "tests": list(json!({ "$ref": "#/$defs/test" }), limits::TESTS),
        }),
    );
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:akte:template:1",
        "title": "Definition of a template",
    });
    let mut all = head.as_object().cloned().unwrap_or_default();
    all.extend(schema.as_object_mut().map(std::mem::take).unwrap_or_default());
    all.insert("$defs".into(), definitions());
    Json::Object(all)
}

fn definitions() -> Json {
    let wordings: Map<String, Json> = Language::ALL
        .into_iter()
        .map(|language| {
            (
                language.as_str().to_owned(),
                json!({ "type": ["string", "null"], "maxLength": limits::WORDING_CHARS }),
            )
        })
        .collect();
    json!({
        "wording": {
            "description": "A text for every language, or one per language.",
            "anyOf": [
                { "type": "string", "maxLength": limits::WORDING_CHARS },
                { "type": "object", "properties": wordings, "additionalProperties": false, "minProperties": 1 } ],
        },
        "expression": { "type": "string", "description": "An expression of the mark-up, such as `fee > 1000`." },
        "repeat": object("How a repeat of the document numbers.", &["over"], json!({
            "over": described(json!({ "$ref": "#/$defs/expression" }), "What it goes over, as in the mark-up: `parties`."),
            "numbering": { "enum": ["restart", null], "description": "Lists begin anew with every copy." },
        })),
        "page": object("A page of questions, in this order.", &["id"], json!({
            "id": { "type": "string", "maxLength": limits::WORDING_CHARS },
            "title": or_null("#/$defs/wording"),
            "when": described(or_null("#/$defs/expression"), "Shown when this holds."),
            "questions": list(json!({ "$ref": "#/$defs/question" }), limits::QUESTIONS),
        })),
        "rule": object("A named expression.", &["name", "expr"], json!({
            "name": { "type": "string", "maxLength": limits::WORDING_CHARS },
            "expr": { "$ref": "#/$defs/expression" },
            "label": or_null("#/$defs/wording"),
        })),
        "check": object("What must hold for an answer.", &["expr", "message"], json!({
            "expr": { "$ref": "#/$defs/expression" },
            "message": { "$ref": "#/$defs/wording" },
        })),
        "option": {
            "anyOf": [
                { "type": "string", "maxLength": limits::WORDING_CHARS },
                object("An option with its label.", &["value"], json!({
                    "value": { "type": "string", "maxLength": limits::WORDING_CHARS },
                    "label": or_null("#/$defs/wording"),
                })) ],
        },
        "question": { "oneOf": Kind::ALL.map(|kind| question(kind, true)) },
        "item": {
            "description": "What each item of a list is; it has no name of its own.",
            "oneOf": Kind::ALL.map(|kind| question(kind, false)),
        },
        "test": object("Answers, and what must come of them.", &["name", "expect"], json!({
            "name": { "type": "string", "maxLength": limits::WORDING_CHARS },
            "answers": { "type": ["object", "null"] },
            "today": { "type": ["string", "null"], "format": "date", "description": "What `today` is in the test." },
            "expect": { "type": "array", "items": { "$ref": "#/$defs/expectation" }, "minItems": 1, "maxItems": limits::EXPECTATIONS },
        })),
        "expectation": { "oneOf": Expectation::KEYS.map(expectation) },
    })
}

/// A question of one kind, with the keys that it takes.
fn question(kind: Kind, named: bool) -> Json {
    let mut keys = json!({
        "type": { "const": kind.as_str() },
        "label": or_null("#/$defs/wording"),
        "help": or_null("#/$defs/wording"),
        "placeholder": or_null("#/$defs/wording"),
        "required": { "type": ["boolean", "string", "null"], "description": "Whether the document needs an answer: true, false, or an expression." },
        "checks": list(json!({ "$ref": "#/$defs/check" }), limits::CHECKS),
    });
    let mut needed = vec!["type"];
    let mut key = |name: &str, schema: Json| {
        if let Json::Object(keys) = &mut keys {
            keys.insert(name.to_owned(), schema);
        }
    };
    if named {
        needed.push("name");
        key(
            "name",
            json!({ "type": "string", "maxLength": limits::WORDING_CHARS, "description": "What the mark-up calls it: `client.name`." }),
        );
        key(
            "ask",
            json!({ "enum": ["needed", "always", null], "description": "Asked when the document needs it, or always." }),
        );
    }
    if !kind.is_composite() {
        key("default", described(or_null("#/$defs/expression"), "The answer until there is one."));
    }
    if kind.has_options() {
        needed.push("options");
        let options = json!({ "type": "array", "items": { "$ref": "#/$defs/option" }, "minItems": 1, "maxItems": limits::OPTIONS });
        let from = described(json!({ "$ref": "#/$defs/expression" }), "A list among the answers.");
        key("options", json!({ "anyOf": [options, from] }));
    }
    if kind.has_bounds() {
        let counts = matches!(kind, Kind::List | Kind::MultipleChoice);
        let bound = if counts {
            json!({ "type": ["integer", "null"], "minimum": 0, "maximum": limits::LIST_ITEMS })
        } else {
            json!({ "type": ["number", "null"] })
        };
        key("min", bound.clone());
        key("max", bound);
    }
    if kind == Kind::List {
        needed.push("item");
        key("item", json!({ "$ref": "#/$defs/item" }));
    }
    if kind == Kind::Group {
        needed.push("questions");
        key("questions", list(json!({ "$ref": "#/$defs/question" }), limits::QUESTIONS));
    }
    object(&format!("Takes {}.", kind.noun()), &needed, keys)
}

fn expectation(key: &str) -> Json {
    let value = match key {
        "text" => json!({ "type": "array", "items": { "type": "string" } }),
        _ => json!({ "type": "string", "minLength": 1, "maxLength": limits::WORDING_CHARS }),
    };
    let about = match key {
        "contains" => "A paragraph has this text.",
        "absent" => "No paragraph has this text.",
        "matches" => "A paragraph matches this regular expression.",
        "asked" => "This question is shown.",
        "not_asked" => "This question is not shown.",
        "error" => "The answer of this name is refused.",
        _ => "The paragraphs of the whole document.",
    };
    let mut keys = Map::new();
    keys.insert(key.to_owned(), value);
    object(about, &[key], Json::Object(keys))
}

fn object(about: &str, needed: &[&str], keys: Json) -> Json {
    json!({ "description": about, "type": "object", "properties": keys, "required": needed, "additionalProperties": false })
}

fn list(items: Json, most: usize) -> Json {
    json!({ "type": ["array", "null"], "items": items, "maxItems": most })
}

fn or_null(reference: &str) -> Json {
    json!({ "anyOf": [{ "$ref": reference }, { "type": "null" }] })
}

fn described(mut schema: Json, about: &str) -> Json {
    schema["description"] = about.into();
    schema
}

fn languages() -> impl Iterator<Item = Json> {
    Language::ALL.into_iter().map(|language| language.as_str().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Definition;

    #[test]
    fn the_file_in_docs_is_this_schema() {
        let kept: Json =
            serde_json::from_str(include_str!("../../../../docs/definition.schema.json")).unwrap();
        assert!(
            kept == definition_schema(),
            "docs/definition.schema.json is stale: run `cargo run -p akte-web -- schema docs/definition.schema.json`"
        );
    }

    /// The reader and the schema take and refuse the same shapes.
    #[test]
    fn the_schema_and_the_reader_agree() {
        let validator = jsonschema::validator_for(&definition_schema()).unwrap();
        let question =
            |question: Json| json!({ "schema": 1, "pages": [{ "id": "p", "questions": [question] }] });
        let named = |kind: Kind| {
            let mut one = json!({ "name": "q", "type": kind.as_str(), "label": "Q" });
            match kind {
                Kind::List => one["item"] = json!({ "type": "text" }),
                Kind::Group => one["questions"] = json!([{ "name": "r", "type": "date" }]),
                kind if kind.has_options() => {
                    one["options"] = json!(["a", { "value": "b", "label": { "nl": "B" } }])
                }
                _ => {}
            }
            one
        };
        let mut table: Vec<Json> = Kind::ALL.map(|kind| question(named(kind))).to_vec();
        for kind in Kind::ALL {
            for (key, value) in [
                ("default", json!("x")),
                ("options", json!("x")),
                ("options", json!([])),
                ("min", json!(1)),
                ("max", json!(1.5)),
                ("item", json!({ "type": "text", "name": "q" })),
                ("questions", json!([])),
                ("required", json!("x")),
                ("required", json!(3)),
                ("ask", json!("always")),
                ("ask", json!("never")),
                ("colour", json!("red")),
                ("label", json!({ "xx": "x" })),
                ("label", json!(5)),
                ("help", json!(null)),
                ("type", json!("strange")),
                ("checks", json!([{ "expr": "q", "message": "m" }])),
                ("checks", json!([{ "expr": "q" }])),
            ] {
                let mut one = named(kind);
                one[key] = value;
                table.push(question(one));
            }
        }
        let expect = |expect: Json| json!({ "schema": 1, "tests": [{ "name": "t", "answers": {}, "expect": expect }] });
        table.extend([
            json!({}), json!({ "schema": 2 }), json!({ "schema": 1 }), json!({ "schema": 1, "version": 1 }),
            json!({ "schema": 1, "language": "nl" }), json!({ "schema": 1, "language": "xx" }),
            json!({ "schema": 1, "empty_paragraphs": "keep" }), json!({ "schema": 1, "anchors": "opaque" }),
            json!({ "schema": 1, "anchors": "clear" }), json!({ "schema": 1, "anchors": null }), json!({ "schema": 1, "rules": [{ "name": "r" }] }),
            json!({ "schema": 1, "repeats": [{ "over": "r", "numbering": "restart" }] }), json!({ "schema": 1, "repeats": [{ "over": "r" }] }),
            json!({ "schema": 1, "repeats": [{ "numbering": "restart" }] }), json!({ "schema": 1, "repeats": [{ "over": "r", "numbering": "go on" }] }),
            json!({ "schema": 1, "rules": [{ "name": "r", "expr": "1", "label": "R" }] }),
            json!({ "schema": 1, "pages": [{}] }), json!({ "schema": 1, "pages": {} }),
            expect(json!([])), expect(json!([{}])), expect(json!([{ "contains": "x" }])), expect(json!([{ "contains": "" }])),
            expect(json!([{ "contains": "x", "absent": "y" }])), expect(json!([{ "text": ["x"] }])), expect(json!([{ "text": "x" }])),
            expect(json!([{ "asked": "a[0].b" }, { "not_asked": "c" }, { "error": "d" }, { "matches": "[0-9]+" }])),
            expect(json!([{ "asks": "a" }])),
        ]);
        for definition in table {
            let read = Definition::read(&definition.to_string());
            assert_eq!(validator.is_valid(&definition), read.is_ok(), "{definition}\n{read:?}");
        }
    }
}
