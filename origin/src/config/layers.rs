use std::{collections::BTreeMap, ffi::OsString, fs, path::Path};

use toml::{Table, Value};

use super::ConfigError;

/// Names that begin like ours and are not: systemd's for a service's sockets, and the file's path,
/// which the command line reads.
const FOREIGN: [&str; 4] = ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "LISTEN_CONFIG"];

/// Every setting that was given, before any is understood.
#[derive(Debug, Default)]
pub struct Layers {
    /// Dotted key → value. Arrays are values, tables are not.
    file: BTreeMap<String, Value>,
    /// Variable → value; ours only.
    environment: BTreeMap<String, String>,
}

impl Layers {
    /// Reads the file and keeps of `environment` what concerns the origin.
    ///
    /// # Errors
    /// The file cannot be read or is not TOML.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let file = match file {
            None => BTreeMap::new(),
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| {
                    ConfigError(vec![format!("{} cannot be read: {error}", path.display())])
                })?;
                Self::parse_file(&text).map_err(|error| {
                    // The error's own text quotes the line, which may hold a secret.
                    let message = error.message();
                    ConfigError(vec![format!("{} is not TOML: {message}", path.display())])
                })?
            }
        };
        let environment = environment
            .into_iter()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with("LISTEN_") || name == "DATABASE_URL")
            .filter(|(name, _)| !FOREIGN.contains(&name.as_str()))
            .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
            .collect();
        Ok(Self { file, environment })
    }

    /// From the text of a file and pairs of variables.
    pub fn parse<'a>(
        file: &str,
        environment: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, toml::de::Error> {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Ok(Self {
            file: Self::parse_file(file)?,
            environment: environment.into_iter().map(owned).collect(),
        })
    }

    fn parse_file(text: &str) -> Result<BTreeMap<String, Value>, toml::de::Error> {
        let mut leaves = BTreeMap::new();
        flatten("", text.parse::<Table>()?, &mut leaves);
        Ok(leaves)
    }

    /// The value of a setting; the environment wins. An empty variable counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<Value> {
        match self.environment.get(&variable(key)) {
            Some(text) if !text.is_empty() => Some(Value::String(text.clone())),
            _ => self.file.get(key).cloned(),
        }
    }

    /// Keys of the file and names of variables that are none of `known`.
    pub(super) fn unknown(&self, known: &[String]) -> Vec<String> {
        let variables: Vec<String> = known.iter().map(|key| variable(key)).collect();
        let keys = self.file.keys().filter(|key| !known.contains(key));
        let names = self.environment.keys().filter(|name| !variables.contains(name));
        keys.chain(names).cloned().collect()
    }

    /// What follows `prefix` in the keys that were given: as written in the file, in capitals for
    /// those that only the environment has.
    pub(super) fn names_under(&self, prefix: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .file
            .keys()
            .filter_map(|key| key.strip_prefix(prefix))
            .map(str::to_owned)
            .collect();
        let variables = self.environment.iter().filter(|(_, text)| !text.is_empty());
        let start = variable(prefix);
        for name in variables.filter_map(|(variable, _)| variable.strip_prefix(&start)) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// The file's values.
    pub(super) fn file(&self) -> &BTreeMap<String, Value> {
        &self.file
    }
}

/// The variable that overrides a key.
pub(super) fn variable(key: &str) -> String {
    if key == "database.url" {
        return "DATABASE_URL".to_owned();
    }
    format!("LISTEN_{}", key.replace('.', "_").to_uppercase())
}

fn flatten(prefix: &str, table: Table, leaves: &mut BTreeMap<String, Value>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner) => flatten(&key, inner, leaves),
            leaf => {
                leaves.insert(key, leaf);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_unless_it_is_empty() {
        let layers = Layers::parse(
            "[sms.aliyun]\nendpoint = 'file'\nregion = 'file'",
            [("LISTEN_SMS_ALIYUN_ENDPOINT", "environment"), ("LISTEN_SMS_ALIYUN_REGION", "")],
        )
        .unwrap();
        assert_eq!(layers.get("sms.aliyun.endpoint"), Some(Value::from("environment")));
        assert_eq!(layers.get("sms.aliyun.region"), Some(Value::from("file")));
        assert_eq!(layers.get("sms.aliyun.other"), None);
    }

    #[test]
    fn foreign_variables_are_left_alone() {
        let environment = [("LISTEN_FDS", "1"), ("PATH", "/bin"), ("LISTEN_MODE", "development")]
            .map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let layers = Layers::read(None, environment).unwrap();
        assert_eq!(layers.unknown(&[]), ["LISTEN_MODE"]);
    }

    #[test]
    fn a_broken_file_is_not_quoted() {
        let path = std::env::temp_dir().join(format!("origin-broken-{}.toml", std::process::id()));
        fs::write(&path, "secret_key = hunter2").unwrap();
        let error = Layers::read(Some(&path), []).unwrap_err().to_string();
        fs::remove_file(&path).unwrap();
        assert!(error.contains("is not TOML"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}
