//! What a deployment of an edge sets, in whatever way its host has for that.

use crate::{
    IsolateConfig,
    auth::service_token::{ServiceKey, ServicePublicKey, ServiceTokenError},
    crypto::{SealError, SealingKey},
    settings::{Settings, SettingsError},
};

/// The variables of a deployment, each empty where it is not set.
#[derive(Clone, Default)]
pub struct Variables {
    /// `ORIGIN_URL`, the origin's HTTP port.
    pub origin_url: String,
    /// `SERVICE_KEY`, a secret: the Ed25519 seed in base64url that signs the calls to the origin.
    pub service_key: String,
    /// `ORIGIN_PUBLIC_KEY`: what the origin signs its calls with, several separated by commas.
    /// Without it none is let in.
    pub origin_public_key: String,
    /// `SETTINGS`: what differs from the defaults of the settings document, as JSON; releases are laid
    /// over it.
    pub settings: String,
    /// `SEALING_KEY`, a secret: opens what is sealed in the settings and in releases, 32 bytes in
    /// base64url. Wanted only where something is.
    pub sealing_key: String,
}

/// A variable that cannot be served with.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariableError {
    /// It has to be set.
    #[error("the variable {0} is not set")]
    Missing(&'static str),
    /// A key of the calls between edge and origin.
    #[error("{0}: {1}")]
    Key(&'static str, #[source] ServiceTokenError),
    /// `SEALING_KEY`
    #[error("SEALING_KEY: {0}")]
    SealingKey(#[source] SealError),
    /// `SETTINGS`
    #[error("SETTINGS: {0}")]
    Settings(#[from] SettingsError),
}

impl IsolateConfig {
    /// What a host of this kind, `cloudflare` or `spin`, is started with.
    pub fn from_variables(
        edge_kind: &'static str,
        variables: &Variables,
    ) -> Result<Self, VariableError> {
        let origin_url = required("ORIGIN_URL", &variables.origin_url)?;
        let service_key = required("SERVICE_KEY", &variables.service_key)?;
        let service_key = ServiceKey::from_seed(service_key, "edge")
            .map_err(|error| VariableError::Key("SERVICE_KEY", error))?;
        let keys = variables.origin_public_key.split(',').map(str::trim);
        let origin_public_keys = keys
            .filter(|key| !key.is_empty())
            .map(ServicePublicKey::parse)
            .collect::<Result<_, _>>()
            .map_err(|error| VariableError::Key("ORIGIN_PUBLIC_KEY", error))?;
        let mut settings = match variables.settings.as_str() {
            "" => Settings::default(),
            document => Settings::parse(document)?,
        };
        let sealing_key = match variables.sealing_key.as_str() {
            "" => None,
            key => Some(SealingKey::from_base64url(key).map_err(VariableError::SealingKey)?),
        };
        settings.open_secrets(sealing_key.as_ref())?;
        Ok(Self {
            edge_kind,
            origin_url: origin_url.trim_end_matches('/').to_owned(),
            service_key,
            origin_public_keys,
            settings,
            sealing_key,
            stores_at_once: false,
        })
    }
}

fn required<'v>(name: &'static str, value: &'v str) -> Result<&'v str, VariableError> {
    if value.is_empty() { Err(VariableError::Missing(name)) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> Variables {
        Variables {
            origin_url: "https://origin.example/".to_owned(),
            service_key: "B".repeat(42) + "A",
            ..Variables::default()
        }
    }

    fn refusal(variables: &Variables) -> String {
        IsolateConfig::from_variables("spin", variables).err().unwrap().to_string()
    }

    #[test]
    fn address_and_key_are_enough() {
        let config = IsolateConfig::from_variables("spin", &variables()).unwrap();
        assert_eq!((config.edge_kind, &*config.origin_url), ("spin", "https://origin.example"));
        assert!(config.origin_public_keys.is_empty());
        assert_eq!(config.settings, Settings::default());
    }

    #[test]
    fn several_keys_of_the_origin_count_while_they_are_exchanged() {
        let keys = ["B", "C"]
            .map(|seed| ServiceKey::from_seed(&(seed.repeat(42) + "A"), "origin").unwrap());
        let origin_public_key = keys.map(|key| key.public_key()).join(" ,");
        let variables = Variables { origin_public_key, ..variables() };
        let config = IsolateConfig::from_variables("spin", &variables).unwrap();
        assert_eq!(config.origin_public_keys.len(), 2);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refusal(&Variables::default()), "the variable ORIGIN_URL is not set");
        let key = Variables { service_key: "short".to_owned(), ..variables() };
        assert!(refusal(&key).starts_with("SERVICE_KEY: "), "{}", refusal(&key));
        let key = Variables { origin_public_key: "short".to_owned(), ..variables() };
        assert!(refusal(&key).starts_with("ORIGIN_PUBLIC_KEY: "), "{}", refusal(&key));
        let settings = Variables { settings: r#"{"no":1}"#.to_owned(), ..variables() };
        assert!(refusal(&settings).starts_with("SETTINGS: settings: "), "{}", refusal(&settings));
        let key = Variables { sealing_key: "short".to_owned(), ..variables() };
        assert!(refusal(&key).starts_with("SEALING_KEY: "), "{}", refusal(&key));
    }
}
