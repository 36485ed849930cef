//! A document as a tree: laying one over another, its leaves by their dotted names, and what two
//! differ in. What is not an object is a leaf, lists included.

use serde::Serialize;
use serde_json::{Map, Value};

/// Lays `over` on `base`: objects member by member, everything else in place of what was there.
pub fn merge(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (name, value) in over {
                match base.get_mut(name) {
                    Some(below) => merge(below, value),
                    None => {
                        base.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        (base, over) => *base = over.clone(),
    }
}

/// Every leaf with its dotted name, in the order of the tree. An empty object has none.
pub fn leaves(document: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    gather(String::new(), document, &mut found);
    found
}

fn gather<'d>(name: String, value: &'d Value, found: &mut Vec<(String, &'d Value)>) {
    let Value::Object(members) = value else {
        found.push((name, value));
        return;
    };
    for (member, value) in members {
        let name = if name.is_empty() { member.clone() } else { format!("{name}.{member}") };
        gather(name, value, found);
    }
}

/// What stands under a dotted name.
pub fn get<'d>(document: &'d Value, name: &str) -> Option<&'d Value> {
    name.split('.').try_fold(document, |below, part| below.get(part))
}

/// Puts `value` under a dotted name; what is no object on the way there becomes one.
pub fn put(document: &mut Value, name: &str, value: Value) {
    let place = name.split('.').fold(document, |below, part| {
        if !below.is_object() {
            *below = Value::Object(Map::new());
        }
        &mut below[part]
    });
    *place = value;
}

/// Removes what stands under a dotted name, and the objects above it that are empty then.
pub fn remove(document: &mut Value, name: &str) -> Option<Value> {
    let Value::Object(members) = document else { return None };
    let Some((part, rest)) = name.split_once('.') else { return members.remove(name) };
    let below = members.get_mut(part)?;
    let removed = remove(below, rest);
    if below.as_object().is_some_and(Map::is_empty) {
        members.remove(part);
    }
    removed
}

/// A leaf that two documents do not share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The dotted name.
    pub path: String,
    /// What the first has; null where it has nothing.
    pub before: Option<Value>,
    /// What the second has; null where it has nothing.
    pub after: Option<Value>,
}

/// What differs between two documents, in the order of their names.
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let (old, new) = (leaves(before), leaves(after));
    let mut names: Vec<_> = old.iter().chain(&new).map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let find = |leaves: &[(String, &Value)], name: &str| {
        leaves.iter().find(|(known, _)| known == name).map(|(_, value)| (*value).clone())
    };
    names
        .into_iter()
        .filter_map(|path| {
            let (before, after) = (find(&old, &path), find(&new, &path));
            (before != after).then_some(Difference { path, before, after })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_laid_over_and_lists_replaced() {
        let mut base = json!({"a": {"b": 1, "c": [1, 2]}, "d": 4});
        merge(&mut base, &json!({"a": {"c": [3]}, "e": {"f": 5}}));
        assert_eq!(base, json!({"a": {"b": 1, "c": [3]}, "d": 4, "e": {"f": 5}}));
    }

    #[test]
    fn removing_leaves_no_empty_objects() {
        let mut document = json!({"a": {"b": {"c": 1}}, "d": 2});
        assert_eq!(remove(&mut document, "a.b.c"), Some(json!(1)));
        assert_eq!(document, json!({"d": 2}));
        assert_eq!(remove(&mut document, "a.b.c"), None);
        assert_eq!(remove(&mut document, "d.e"), None);
    }

    #[test]
    fn differences_name_what_came_went_and_changed() {
        let differences = differences(
            &json!({"a": {"b": 1, "c": 2}, "same": [1]}),
            &json!({"a": {"b": 3}, "d": {"e": 4}, "same": [1]}),
        );
        let expected = [
            ("a.b", Some(json!(1)), Some(json!(3))),
            ("a.c", Some(json!(2)), None),
            ("d.e", None, Some(json!(4))),
        ];
        let expected = expected.map(|(path, before, after)| Difference {
            path: path.to_owned(),
            before,
            after,
        });
        assert_eq!(differences, expected);
    }

    fn document() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![any::<u8>().prop_map(Value::from), "[a-z]{0,3}".prop_map(Value::from)];
        leaf.prop_recursive(3, 20, 4, |inner| {
            prop::collection::btree_map("[a-d]", inner, 1..4)
                .prop_map(|members| Value::Object(members.into_iter().collect()))
        })
    }

    proptest! {
        /// The leaves are the document.
        #[test]
        fn a_document_is_its_leaves(document in document()) {
            prop_assume!(document.is_object());
            let mut rebuilt = json!({});
            for (name, value) in leaves(&document) {
                prop_assert_eq!(get(&document, &name), Some(value));
                put(&mut rebuilt, &name, value.clone());
            }
            prop_assert_eq!(rebuilt, document);
        }

        /// What is laid over is what is found.
        #[test]
        fn the_upper_document_wins(base in document(), over in document()) {
            prop_assume!(base.is_object() && over.is_object());
            let mut merged = base;
            merge(&mut merged, &over);
            for (name, value) in leaves(&over) {
                prop_assert_eq!(get(&merged, &name), Some(value));
            }
        }
    }
}
