//! `spin.toml`: what of manifest version 2 the edge's has. Anything else in it is refused, so that
//! nothing is written there that this host passes over and Spin would not.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use crate::AllowedHosts;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "spin_manifest_version")]
    version: u8,
    #[serde(rename = "application")]
    _application: Description,
    #[serde(default)]
    variables: BTreeMap<String, Variable>,
    trigger: Triggers,
    component: HashMap<String, ComponentTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "version")]
    _version: String,
    #[serde(rename = "description", default)]
    _text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variable {
    default: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(rename = "secret", default)]
    _secret: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Triggers {
    http: Vec<HttpTrigger>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HttpTrigger {
    route: String,
    component: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComponentTable {
    source: PathBuf,
    #[serde(default)]
    key_value_stores: Vec<String>,
    #[serde(default)]
    allowed_outbound_hosts: Vec<String>,
    #[serde(default)]
    variables: BTreeMap<String, String>,
    build: Build,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Build {
    command: String,
    #[serde(rename = "watch", default)]
    _watch: Vec<String>,
}

/// An application of one component that answers every path.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The component.
    pub source: PathBuf,
    /// What makes it, to be run in the manifest's folder.
    pub build: String,
    /// The stores that it may open.
    pub stores: Vec<String>,
    /// The hosts that it may call.
    pub allowed_hosts: AllowedHosts,
    /// Its variables with their values.
    pub variables: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads a manifest. `given` overrides the defaults of the application's variables, as
    /// `SPIN_VARIABLE_…` does for Spin.
    ///
    /// # Errors
    /// Whatever Spin would refuse it for, and whatever is not known here.
    pub fn read(path: &Path, given: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        Self::parse(&text, folder, given).with_context(|| path.display().to_string())
    }

    fn parse(text: &str, folder: &Path, given: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let document: Document = toml::from_str(text)?;
        ensure!(document.version == 2, "only manifests of version 2 are known");
        let [HttpTrigger { route, component }] = document.trigger.http.as_slice() else {
            bail!("one HTTP trigger is expected");
        };
        ensure!(route == "/...", "the route has to be /...");
        let [(name, table)] =
            Vec::from_iter(document.component).try_into().map_err(|all: Vec<_>| {
                anyhow::anyhow!("one component is expected, not {}", all.len())
            })?;
        ensure!(name == *component, "no component is called {component}");
        let mut values = BTreeMap::new();
        for (name, Variable { default, required, .. }) in document.variables {
            ensure!(default.is_some() != required, "{name}: either a default or required");
            let value = given(&name).or(default);
            values.insert(name.clone(), value.with_context(|| format!("{name} is not set"))?);
        }
        let allowed: Result<Vec<_>> =
            table.allowed_outbound_hosts.iter().map(|host| resolve(host, &values)).collect();
        let variables = table.variables.into_iter();
        let variables = variables.map(|(name, value)| Ok((name, resolve(&value, &values)?)));
        Ok(Self {
            source: folder.join(table.source),
            build: table.build.command,
            stores: table.key_value_stores,
            allowed_hosts: AllowedHosts::parse(&allowed?)?,
            variables: variables.collect::<Result<_>>()?,
        })
    }
}

/// A text with each `{{ variable }}` replaced by its value.
fn resolve(template: &str, values: &BTreeMap<String, String>) -> Result<String> {
    let mut resolved = String::new();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once("{{") {
        let (name, after) = from.split_once("}}").context("a {{ is not closed")?;
        let value = values.get(name.trim());
        resolved.push_str(before);
        resolved.push_str(value.with_context(|| format!("no variable is called {name}"))?);
        rest = after;
    }
    resolved.push_str(rest);
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"
        spin_manifest_version = 2
        application = { name = "a", version = "1.0.0" }
        variables = { host = { default = "http://127.0.0.1:1" }, key = { required = true } }
        trigger.http = [{ route = "/...", component = "edge" }]

        [component.edge]
        source = "edge.wasm"
        key_value_stores = ["default"]
        allowed_outbound_hosts = ["{{ host }}"]
        variables = { at = "{{host}}/x", key = "{{ key }}" }
        build = { command = "make" }
    "#;

    fn given(name: &str) -> Option<String> {
        (name == "key").then(|| "secret".to_owned())
    }

    fn parse(text: &str) -> Result<Manifest> {
        Manifest::parse(text, Path::new("/folder"), given)
    }

    #[test]
    fn variables_are_resolved_wherever_they_may_be_named() {
        let manifest = parse(MANIFEST).unwrap();
        assert_eq!(manifest.source, Path::new("/folder/edge.wasm"));
        assert_eq!(manifest.variables["at"], "http://127.0.0.1:1/x");
        assert_eq!(manifest.variables["key"], "secret");
        assert!(manifest.allowed_hosts.allow(&"http://127.0.0.1:1/y".parse().unwrap()));
    }

    #[test]
    fn what_spin_would_not_take_is_refused() {
        for (from, to) in [
            ("spin_manifest_version = 2", "spin_manifest_version = 1"),
            ("required = true", "required = false"),
            ("{{ key }}", "{{ kye }}"),
            ("component = \"edge\"", "component = \"egde\""),
            ("key_value_stores", "key_value_store"),
            ("\"{{ host }}\"", "\"127.0.0.1\""),
        ] {
            assert!(MANIFEST.contains(from), "{from}");
            assert!(parse(&MANIFEST.replace(from, to)).is_err(), "{to}");
        }
        assert!(Manifest::parse(MANIFEST, Path::new(""), |_| None).is_err(), "key is not set");
    }
}
