//! `spin.toml` is a manifest of version 2, and goes with the settings' defaults.

use spin_host::manifest::Manifest;
use wasm_shared::settings::Settings;

use crate::edge::root;

/// Every address in a document, wherever it stands.
fn addresses(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if text.starts_with("http") => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| addresses(item, found)),
        serde_json::Value::Object(members) => {
            members.values().for_each(|member| addresses(member, found));
        }
        _ => {}
    }
}

#[test]
fn every_source_may_be_called_and_every_host_of_audio() {
    let manifest = Manifest::read(&root().join("spin.toml"), |_| None).unwrap();
    let settings = Settings::default();
    let mut called = Vec::new();
    addresses(&serde_json::to_value(&settings.sources).unwrap(), &mut called);
    assert!(called.len() > 10, "{called:?}");
    for host in &settings.stream.allowed_hosts {
        let host = if host.starts_with('.') { format!("a{host}") } else { host.clone() };
        called.extend([format!("https://{host}/x"), format!("http://{host}/x")]);
    }
    for address in called {
        assert!(manifest.allowed_hosts.allow(&address.parse().unwrap()), "{address}");
    }
    for address in ["https://example.com/", "http://169.254.169.254/", "http://127.0.0.1:9/"] {
        assert!(!manifest.allowed_hosts.allow(&address.parse().unwrap()), "{address}");
    }
}

/// The schema of manifest version 2, as Spin's own types (`spin-manifest`, revision 94a8fc8a7804,
/// Apache-2.0 with the LLVM exception) give it through `schemars`.
const SCHEMA: &str = include_str!("manifest-v2.schema.json");

#[test]
fn the_manifest_is_one_of_version_2() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let text = std::fs::read_to_string(root().join("spin.toml")).unwrap();
    let manifest: serde_json::Value = toml::from_str(&text).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&manifest).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    for pointer in ["", "/application", "/variables/origin_url", "/component/edge"] {
        let mut wrong = manifest.clone();
        wrong.pointer_mut(pointer).unwrap()["no_such_field"] = 1.into();
        assert!(!validator.is_valid(&wrong), "{pointer}");
    }
}
