//! The operations of the API that take ids, as its own description tells them, and requests for each: a new operation is tried by
//! itself, and one that this file does not know how to fill in fails.

use akte_tests::docx;
use akte_tests::picture::png;
use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};

use crate::browser::{Browser, DOCX};

/// An operation.
pub struct Operation {
    pub method: Method,
    pub path: String,
    /// Where ids belong.
    pub places: Vec<Place>,
    headers: Vec<String>,
    body: Body,
}

/// Where an id belongs in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    at: At,
    /// What it names, by the folder of its path: `answer-sets`.
    pub kind: String,
    /// Whether the request can do without.
    pub optional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    Path(String),
    Query(String),
    Body(String),
}

enum Body {
    None,
    File,
    Picture,
    /// What must be in it besides ids.
    Json(Map<String, Value>),
}

/// Every operation of the description.
pub fn operations(api: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, methods) in api["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            operations.push(Operation::read(api, method, path, operation));
        }
    }
    operations
}

impl Operation {
    fn read(api: &Value, method: &str, path: &str, operation: &Value) -> Self {
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let name = format!("{method} {path}");
        let (mut places, mut headers) = (Vec::new(), Vec::new());
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let (called, schema) = (parameter["name"].as_str().unwrap().to_owned(), &parameter["schema"]);
            match parameter["in"].as_str().unwrap() {
                // Whatever it is called and whatever its form: what stands in a path names something.
                "path" => {
                    places.push(Place { kind: kind_in(path, &called), at: At::Path(called), optional: false })
                }
                "header" => headers.push(called),
                "query" if is_id(schema) => {
                    let kind = kind_called(&name, &called);
                    places.push(Place {
                        kind,
                        at: At::Query(called),
                        optional: parameter["required"] != true,
                    });
                }
                "query" => {
                    assert_ne!(parameter["required"], true, "{name}: teach this test to fill in {called}")
                }
                other => panic!("{name}: a parameter in {other}"),
            }
        }
        let content = operation["requestBody"]["content"].as_object();
        let body = match content.and_then(|content| content.iter().next()) {
            None => Body::None,
            Some((kind, _)) if kind == DOCX => Body::File,
            Some((kind, _)) if kind == "application/octet-stream" => Body::Picture,
            Some((kind, content)) => {
                assert_eq!(kind, "application/json", "{name}: teach this test to make such a body");
                read_body(api, &name, &content["schema"], &mut places)
            }
        };
        Self { method, path: path.to_owned(), places, headers, body }
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The request with an id in one place; in the others those that `own` gives by kind. Optional ones are left out.
    pub fn request(
        &self,
        browser: &Browser,
        of: &Place,
        id: &str,
        key: &str,
        own: &dyn Fn(&str) -> String,
    ) -> RequestBuilder {
        let (mut path, mut query) = (self.path.clone(), String::new());
        let mut body = match &self.body {
            Body::Json(body) => body.clone(),
            _ => Map::new(),
        };
        for place in self.places.iter().filter(|place| *place == of || !place.optional) {
            let id = if place == of { id.to_owned() } else { own(&place.kind) };
            match &place.at {
                At::Path(name) => path = path.replace(&format!("{{{name}}}"), &id),
                At::Query(name) => query = format!("{query}&{name}={id}"),
                At::Body(name) => drop(body.insert(name.clone(), Value::String(id))),
            }
        }
        let path = if query.is_empty() { path } else { format!("{path}?{}", &query[1..]) };
        let mut request = browser.request(self.method.clone(), &path);
        for header in &self.headers {
            request = match header.as_str() {
                "If-Match" => request.header("if-match", "\"1\""),
                "Idempotency-Key" => request.header("idempotency-key", key),
                other => panic!("{}: teach this test to fill in the header {other}", self.name()),
            };
        }
        match self.body {
            Body::None => request,
            Body::File => request.header("content-type", DOCX).body(docx(&["{{ naam }}"])),
            Body::Picture => request.body(png(1, 1)),
            Body::Json(_) => request.json(&body),
        }
    }
}

/// Finds the places of ids in a JSON body, and what else must be in it.
fn read_body(api: &Value, name: &str, schema: &Value, places: &mut Vec<Place>) -> Body {
    let mut body = Map::new();
    let schema = resolve(api, schema);
    let is_required = |property: &str| {
        schema["required"].as_array().into_iter().flatten().any(|required| required == property)
    };
    for (property, of) in schema["properties"].as_object().into_iter().flatten() {
        let of = resolve(api, of);
        if is_id(of) {
            let (kind, at) = (kind_called(name, property), At::Body(property.clone()));
            places.push(Place { kind, at, optional: !is_required(property) });
        } else if is_required(property) {
            let filling = match of["type"].as_str() {
                _ if !of["example"].is_null() => of["example"].clone(),
                Some("string") => json!("x"),
                Some("array") => json!([]),
                Some("boolean") => json!(true),
                other => panic!("{name}: teach this test to fill in {property} of type {other:?}"),
            };
            body.insert(property.clone(), filling);
        }
    }
    Body::Json(body)
}

fn resolve<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.map_or(schema, |pointer| api.pointer(pointer).unwrap())
}

fn is_id(schema: &Value) -> bool {
    schema["format"] == "uuid"
}

/// What an id in a path names: the folder that it stands in.
fn kind_in(path: &str, parameter: &str) -> String {
    let before = path.split(&format!("/{{{parameter}}}")).next().unwrap();
    before.rsplit('/').next().unwrap().to_owned()
}

/// What an id by another name names.
fn kind_called(operation: &str, name: &str) -> String {
    let kind = match name {
        "template" => "templates",
        "version" | "before" => "template-versions",
        "answer_set" | "from" => "answer-sets",
        "matter" => "matters",
        "category" => "categories",
        "on_behalf_of" => "people",
        _ => panic!("{operation}: teach this test what the id {name} names"),
    };
    kind.to_owned()
}
