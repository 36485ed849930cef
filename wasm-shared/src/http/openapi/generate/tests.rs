use std::collections::HashSet;

use serde_json::Value;

use super::generate;
use crate::{
    http::{
        Access,
        openapi::{DOCUMENT, ETAG},
        route::TABLE,
    },
    ports::Method,
};

fn document() -> Value {
    serde_json::from_str(DOCUMENT).unwrap()
}

/// Path, method and what is told of it.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, told)| (path.as_str(), method.as_str(), told))
    });
    of_path.collect()
}

fn references<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn what_is_served_is_what_the_code_says() {
    let generated = generate();
    let is_fresh = generated.document == DOCUMENT && generated.etag == ETAG;
    assert!(is_fresh, "the description is of other code; run `cargo xtask openapi`");
}

#[test]
fn every_public_route_is_told_and_no_other() {
    let document = document();
    let told: HashSet<_> = operations(&document)
        .into_iter()
        .map(|(path, method, _)| (method.to_uppercase(), path.to_owned()))
        .collect();
    let public = TABLE.iter().filter(|row| row.access != Access::Service);
    let served: HashSet<_> =
        public.map(|row| (row.method.as_str().to_owned(), row.path.to_owned())).collect();
    assert_eq!(told, served);
    assert!(!DOCUMENT.contains("/internal/") && !DOCUMENT.contains("service_token"));
}

#[test]
fn every_reference_leads_somewhere_and_nothing_lies_about() {
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    for reference in &found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference}");
    }
    for (sort, named) in document["components"].as_object().unwrap() {
        for name in named.as_object().unwrap().keys().filter(|_| sort != "securitySchemes") {
            let reference = format!("#/components/{sort}/{name}");
            assert!(found.contains(&reference.as_str()), "{reference} is not used");
        }
    }
}

#[test]
fn operations_have_names_of_their_own_and_parameters_their_places() {
    let document = document();
    let mut names = HashSet::new();
    for (path, method, told) in operations(&document) {
        assert!(names.insert(told["operationId"].as_str().unwrap()), "{}", told["operationId"]);
        let parameters = told["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        let declared: HashSet<_> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let parts = path.split('/');
        let wanted: HashSet<_> =
            parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        assert_eq!(declared, wanted, "{method} {path}");
        let responses = told["responses"].as_object().unwrap();
        let is_good = |status: &String| matches!(status.as_bytes()[0], b'1' | b'2' | b'3');
        assert!(responses.keys().any(is_good), "{method} {path} has no good answer");
        let is_changing = !["GET", "HEAD"].map(str::to_lowercase).contains(&method.to_owned());
        let has_body = told.get("requestBody").is_some();
        assert!(is_changing || !has_body, "{method} {path} has a body");
    }
}

#[test]
fn who_has_to_sign_in_is_told_so() {
    let document = document();
    for row in TABLE.iter().filter(|row| row.access != Access::Service) {
        let method = row.method.as_str().to_lowercase();
        let told = &document["paths"][row.path][method.as_str()];
        let is_open = told["security"].as_array().unwrap().is_empty();
        assert_eq!(is_open, matches!(row.access, Access::Open | Access::SignIn), "{}", row.path);
        assert_eq!(
            is_open,
            told["responses"]["401"]["$ref"] != "#/components/responses/Unauthorized"
        );
        let is_counted = row.access != Access::Open;
        assert_eq!(told["responses"].get("429").is_some(), is_counted, "{}", row.path);
        let is_head = row.method == Method::Head;
        let content = told["responses"]["200"].get("content");
        assert!(!(is_head && content.is_some()), "{}", row.path);
    }
}
