//! Secrets on their way in.

use serde_json::Value;
use wasm_shared::settings::{FieldProblem, Secret, Settings, tree};

use super::{Document, ReleaseError, Releases, text};
use crate::entropy;

/// How a sealed value begins.
pub(super) const SEALED: &str = "sealed:";
/// A cookie's header has at most this many bytes.
const LONGEST: usize = 8 * 1024;

impl Releases {
    /// Seals the value of a secret, to be put into a document under its dotted name.
    ///
    /// # Errors
    /// `NotFound` for what is no secret; `Invalid` for a value that cannot be one, and where there is
    /// no key.
    pub fn seal(&self, name: &str, plaintext: &str) -> Result<Value, ReleaseError> {
        if !Settings::SECRETS.contains(&name) {
            return Err(ReleaseError::NotFound);
        }
        let fits = (1..=LONGEST).contains(&plaintext.len())
            && plaintext.chars().all(|letter| !letter.is_control());
        if !fits || plaintext.starts_with(SEALED) {
            return Err(ReleaseError::invalid(
                "value",
                "must be 1 to 8192 bytes of text on one line",
            ));
        }
        let Some(key) = &self.sealing_key else {
            let reason = "cannot be sealed: the origin has no edge.sealing_key";
            return Err(ReleaseError::invalid("value", reason));
        };
        Secret::seal(plaintext, name, key, entropy::bytes())
            .map(|sealed| Value::from(&*sealed))
            .map_err(|error| ReleaseError::invalid("value", error.to_string()))
    }

    /// A document as it came from whoever was shown one: where it says that a secret is sealed stands
    /// what `known` has, and nothing where it has none.
    ///
    /// # Errors
    /// `Invalid` for a secret that is not sealed.
    pub(super) fn with_secrets(mut tree: Value, known: &Document) -> Result<Value, ReleaseError> {
        for name in Settings::SECRETS {
            match tree::get(&tree, name) {
                None => {}
                Some(Value::String(text)) if text.starts_with(SEALED) => {}
                Some(Value::String(text)) if text.is_empty() => {
                    tree::remove(&mut tree, name);
                }
                Some(Value::Object(members)) if members.get("sealed") == Some(&true.into()) => {
                    match tree::get(&known.tree, name).cloned() {
                        Some(sealed) => tree::put(&mut tree, name, sealed),
                        None => drop(tree::remove(&mut tree, name)),
                    }
                }
                Some(_) => {
                    let reason = "is a secret, which has a call of its own";
                    return Err(ReleaseError::invalid(name, reason));
                }
            }
        }
        Ok(tree)
    }

    /// Everything that is wrong with a document, a secret that edges could not open included.
    pub fn problems(&self, tree: &Value) -> Vec<FieldProblem> {
        let mut problems = Settings::problems(tree);
        problems.extend(text::problems(tree));
        for name in Settings::SECRETS {
            let Some(Value::String(sealed)) = tree::get(tree, name) else { continue };
            let mut alone = serde_json::json!({});
            tree::put(&mut alone, name, sealed.as_str().into());
            let opens = Settings::default()
                .overlaid(&alone)
                .and_then(|mut settings| settings.open_secrets(self.sealing_key.as_ref()));
            if opens.is_err() || !sealed.starts_with(SEALED) {
                let reason = "does not open with the edges' key".to_owned();
                problems.push(FieldProblem { field: name.to_owned(), reason });
            }
        }
        problems
    }

    /// Everything that is wrong with a document as it came from whoever was shown one.
    pub async fn validate(&self, tree: Value) -> Result<Vec<FieldProblem>, ReleaseError> {
        let known = self.draft().await?.document;
        match Self::with_secrets(tree, &known) {
            Ok(tree) => Ok(self.problems(&tree)),
            Err(ReleaseError::Invalid(problems)) => Ok(problems),
            Err(error) => Err(error),
        }
    }

    /// # Errors
    /// `Invalid` with everything that is wrong.
    pub(super) fn check(&self, tree: &Value) -> Result<(), ReleaseError> {
        let problems = self.problems(tree);
        if problems.is_empty() { Ok(()) } else { Err(ReleaseError::Invalid(problems)) }
    }
}
