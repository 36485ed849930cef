//! Documents as files: JSON, and the keys and values of a Consul tree. Secrets do not leave; on the
//! way in, one that is not sealed is sealed at once.

mod consul;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use wasm_shared::settings::{Settings, tree};

use super::{
    Document, Draft, DraftTag, Kind, ReleaseError, Releases, draft::Saved, secrets::SEALED,
};
use crate::{
    audit::{Action, Actor},
    store,
};

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SettingsFormat)]
pub enum Format {
    /// The document itself.
    Json,
    /// As `consul kv export` prints it, each leaf a key below `listen-stream/settings/`.
    Consul,
}

impl Format {
    /// The name in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Consul => "consul",
        }
    }

    fn write(self, document: &Document) -> String {
        let json = match self {
            Self::Json => document.shown(),
            Self::Consul => consul::write(&document.shown()),
        };
        format!("{json:#}\n")
    }

    fn read(self, content: &str) -> Result<Value, ReleaseError> {
        let json: Value = serde_json::from_str(content)
            .map_err(|error| ReleaseError::invalid("content", format!("is not JSON: {error}")))?;
        match self {
            Self::Json if json.is_object() => Ok(json),
            Self::Json => Err(ReleaseError::invalid("content", "must be an object")),
            Self::Consul => consul::read(&json),
        }
    }
}

/// What a file says. It shows nothing of itself: a secret in it may be in the open.
pub struct SettingsFile {
    format: Format,
    tree: Value,
}

impl SettingsFile {
    /// Reads a file's text.
    ///
    /// # Errors
    /// `Invalid` for what is no such file.
    pub fn read(format: Format, content: &str) -> Result<Self, ReleaseError> {
        Ok(Self { format, tree: format.read(content)? })
    }

    /// Whether there are secrets in it that are not sealed.
    pub fn brings_secrets(&self) -> bool {
        Settings::SECRETS.iter().any(|name| unsealed(&self.tree, name).is_some())
    }
}

/// A secret that is in the open.
fn unsealed<'t>(tree: &'t Value, name: &str) -> Option<&'t str> {
    let text = tree::get(tree, name)?.as_str()?;
    (!text.is_empty() && !text.starts_with(SEALED)).then_some(text)
}

impl Releases {
    /// The release in force as a file, without its secrets.
    pub async fn export(&self, actor: &Actor, format: Format) -> Result<String, store::Error> {
        let change = self.begin().await?;
        let file = format.write(&change.current.document);
        let format = format.as_str().to_owned();
        change.commit(&self.clock, actor, [Action::SettingsExported { format }]).await?;
        Ok(file)
    }

    /// Makes a file the draft. A secret that the file does not have stays what it is.
    ///
    /// # Errors
    /// `Invalid` for a secret that cannot be sealed; `VersionConflict`; `VersionRequired` when there is
    /// a draft and nobody said that they have seen it.
    pub async fn import(
        &self,
        actor: &Actor,
        seen: Option<DraftTag>,
        file: SettingsFile,
    ) -> Result<Draft, ReleaseError> {
        let SettingsFile { format, mut tree } = file;
        for name in Settings::SECRETS {
            if let Some(plaintext) = unsealed(&tree, name) {
                let sealed = self.seal(name, plaintext)?;
                tree::put(&mut tree, name, sealed);
            }
        }
        self.edit(actor, seen, Kind::Import, |known| {
            for name in Settings::SECRETS {
                if let Some(sealed) = tree::get(&known.tree, name)
                    && tree::get(&tree, name).is_none()
                {
                    tree::put(&mut tree, name, sealed.clone());
                }
            }
            Ok((Self::with_secrets(tree, known)?, Saved::Import(format.as_str().to_owned())))
        })
        .await
    }
}
