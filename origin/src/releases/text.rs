//! Texts on their way in. JSON may hold a NUL, and the database's may not.

use serde_json::Value;
use wasm_shared::settings::FieldProblem;

use super::ReleaseError;

/// # Errors
/// `Invalid` with everything that the database would not keep.
pub(super) fn check(tree: &Value) -> Result<(), ReleaseError> {
    let problems = problems(tree);
    if problems.is_empty() { Ok(()) } else { Err(ReleaseError::Invalid(problems)) }
}

/// What holds a NUL, each thing once, by its dotted name. In a name a NUL is shown as `\0`.
pub(super) fn problems(tree: &Value) -> Vec<FieldProblem> {
    let mut fields = Vec::new();
    gather(String::new(), tree, &mut fields);
    // A list is one thing, however many texts are in it.
    fields.dedup();
    let problem = |field| FieldProblem { field, reason: "must not hold a NUL".to_owned() };
    fields.into_iter().map(problem).collect()
}

fn gather(field: String, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains('\0') => found.push(field),
        Value::Array(items) => {
            for item in items {
                gather(field.clone(), item, found);
            }
        }
        Value::Object(members) => {
            for (name, below) in members {
                let shown = name.replace('\0', "\\0");
                let field = if field.is_empty() { shown } else { format!("{field}.{shown}") };
                if name.contains('\0') {
                    found.push(field);
                } else {
                    gather(field, below, found);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_holds_a_nul_is_named_once() {
        let tree = json!({
            "a": {"b": "x\0y", "c": "\\u0000", "d": 1},
            "list": ["\0", "x", ["\0"]],
            "of\0": {},
        });
        let fields: Vec<_> = problems(&tree).into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["a.b", "list", "of\\0"]);
        assert!(check(&json!({"a": ["x", null, true]})).is_ok());
    }
}
