//! `spin.toml` goes with the settings' defaults.

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
