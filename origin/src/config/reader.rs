use std::{net::SocketAddr, str::FromStr};

use toml::Value;
use url::Url;

use super::{
    ConfigError,
    layers::{Layers, variable},
};

/// A setting could not be read; the reason was noted with the [`Reader`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted;

/// Reads settings one by one and gathers what is wrong with them.
pub(super) struct Reader<'a> {
    layers: &'a Layers,
    asked: Vec<String>,
    problems: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layers: &'a Layers) -> Self {
        Self { layers, asked: Vec::new(), problems: Vec::new() }
    }

    /// A setting that must be there.
    pub(super) fn required<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Result<T, Noted> {
        match self.optional(key, read)? {
            Some(value) => Ok(value),
            None => Err(self.note(key, "is missing")),
        }
    }

    /// A setting that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Result<Option<T>, Noted> {
        self.asked.push(key.to_owned());
        match self.layers.get(key).as_ref().map(read) {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value)),
            Some(Err(reason)) => Err(self.note(key, &reason)),
        }
    }

    /// A setting with a default.
    pub(super) fn or<T>(
        &mut self,
        key: &str,
        default: T,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Result<T, Noted> {
        Ok(self.optional(key, read)?.unwrap_or(default))
    }

    /// The settings of a pattern such as `sms.routes.<country>`, by what stands in place of its end.
    pub(super) fn each<T>(
        &mut self,
        pattern: &str,
        read: impl Fn(&str, &Value) -> Result<T, String>,
    ) -> Result<Vec<T>, Noted> {
        let prefix = pattern.split('<').next().unwrap_or(pattern);
        let names = self.layers.names_under(prefix);
        let values: Vec<_> = names
            .iter()
            .map(|name| self.required(&format!("{prefix}{name}"), |value| read(name, value)))
            .collect();
        values.into_iter().collect()
    }

    /// Lets settings be there that nothing asks for this time.
    pub(super) fn allow(&mut self, prefix: &str) {
        let names = self.layers.names_under(prefix);
        self.asked.extend(names.iter().map(|name| format!("{prefix}{name}")));
    }

    /// Notes what is wrong with `key`.
    pub(super) fn note(&mut self, key: &str, reason: &str) -> Noted {
        self.problems.push(format!("{key} (or {}) {reason}", variable(key)));
        Noted
    }

    /// The settings, or everything that was noted and every key that nobody asked for.
    pub(super) fn finish<T>(mut self, settings: Result<T, Noted>) -> Result<T, ConfigError> {
        let unknown = self.layers.unknown(&self.asked);
        self.problems.extend(unknown.iter().map(|name| format!("{name} is no setting")));
        match settings {
            Ok(settings) if self.problems.is_empty() => Ok(settings),
            _ => Err(ConfigError(self.problems)),
        }
    }
}

/// Text that is not empty.
pub(super) fn text(value: &Value) -> Result<String, String> {
    match value.as_str().map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err("must be text".to_owned()),
    }
}

/// `true` or `false`, in the environment as text.
pub(super) fn boolean(value: &Value) -> Result<bool, String> {
    match value {
        Value::Boolean(value) => Some(*value),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .ok_or_else(|| "must be true or false".to_owned())
}

/// A positive number, written as such or, in the environment, in digits.
pub(super) fn positive<T: TryFrom<i64>>(value: &Value) -> Result<T, String> {
    let number = match value {
        Value::Integer(number) => Some(*number),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number
        .filter(|number| *number > 0)
        .and_then(|number| T::try_from(number).ok())
        .ok_or_else(|| "must be a positive whole number".to_owned())
}

/// An address and port to listen on.
pub(super) fn socket_address(value: &Value) -> Result<SocketAddr, String> {
    text(value)
        .ok()
        .and_then(|text| SocketAddr::from_str(&text).ok())
        .ok_or_else(|| "must be an address and a port, for example 127.0.0.1:8001".to_owned())
}

/// An `http` or `https` address.
pub(super) fn http_url(value: &Value) -> Result<Url, String> {
    text(value)
        .ok()
        .and_then(|text| Url::parse(&text).ok())
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
        .ok_or_else(|| "must be an http or https address".to_owned())
}

/// A list: a TOML array, also in the environment, where texts may be separated by commas instead.
pub(super) fn list(value: &Value) -> Result<Vec<Value>, String> {
    match value {
        Value::Array(items) => Ok(items.clone()),
        Value::String(text) if text.trim_start().starts_with('[') => {
            let document: toml::Table =
                format!("list = {text}").parse().map_err(|_| "must be a TOML array".to_owned())?;
            match document.get("list") {
                Some(Value::Array(items)) => Ok(items.clone()),
                _ => Err("must be a TOML array".to_owned()),
            }
        }
        Value::String(text) => Ok(text.split(',').map(|item| Value::from(item.trim())).collect()),
        _ => Err("must be a list".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_three_spellings() {
        let expected = vec![Value::from("a"), Value::from("b")];
        assert_eq!(list(&Value::Array(expected.clone())).unwrap(), expected);
        assert_eq!(list(&Value::from("a, b")).unwrap(), expected);
        assert_eq!(list(&Value::from("['a', 'b']")).unwrap(), expected);
        assert!(list(&Value::from("['a'")).is_err());
        assert!(list(&Value::from(1)).is_err());
    }

    #[test]
    fn a_number_is_positive_and_fits() {
        assert_eq!(positive::<u32>(&Value::from(7)), Ok(7));
        assert_eq!(positive::<u32>(&Value::from("7")), Ok(7));
        for wrong in [Value::from(0), Value::from(-1), Value::from(1_i64 << 33), Value::from("x")] {
            assert!(positive::<u32>(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_http() {
        assert!(http_url(&Value::from("https://dysmsapi.aliyuncs.com")).is_ok());
        for wrong in ["ftp://x", "dysmsapi.aliyuncs.com", "", "http://"] {
            assert!(http_url(&Value::from(wrong)).is_err(), "{wrong}");
        }
    }
}
