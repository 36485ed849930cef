use std::{borrow::Cow, fmt, ops::Deref};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::crypto::{SealError, SealingKey};

/// How a sealed value begins; base64url of the envelope follows.
const SEALED: &str = "sealed:";

/// A secret of the document: sealed as `sealed:…`, or as it is. Opened once, when the host starts;
/// never shown by `Debug`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The form of the document. `context` is the dotted name of the setting: a value moved to
    /// another setting does not open there. `nonce` must be fresh from a generator.
    pub fn seal(
        plaintext: &str,
        context: &str,
        key: &SealingKey,
        nonce: [u8; 12],
    ) -> Result<Self, SealError> {
        let envelope = key.seal(plaintext.as_bytes(), context.as_bytes(), nonce)?;
        Ok(Self(format!("{SEALED}{}", BASE64_URL_SAFE_NO_PAD.encode(envelope))))
    }

    /// Opens a sealed value; one that is not sealed stays as it is.
    ///
    /// # Errors
    /// There is no key, or it is not the one, or the value was sealed for another setting.
    pub(super) fn open(
        &mut self,
        context: &str,
        key: Option<&SealingKey>,
    ) -> Result<(), SealError> {
        let Some(sealed) = self.0.strip_prefix(SEALED) else { return Ok(()) };
        let envelope = BASE64_URL_SAFE_NO_PAD.decode(sealed).map_err(|_| SealError::Unopenable)?;
        let key = key.ok_or(SealError::Unopenable)?;
        let opened = key.open(&envelope, context.as_bytes())?;
        self.0 = String::from_utf8(opened).map_err(|_| SealError::Unopenable)?;
        Ok(())
    }
}

impl Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Secret> for Cow<'static, str> {
    fn from(secret: Secret) -> Self {
        secret.0.into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "Secret(none)" } else { "Secret(…)" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    const NAME: &str = "sources.qq.common.cookie";

    fn sealed(context: &str) -> String {
        let key = SealingKey::new(&[7; 32]).unwrap();
        Secret::seal("uin=o1; qm_keyst=abc", context, &key, [1; 12]).unwrap().0
    }

    fn document(cookie: &str) -> Settings {
        let json = serde_json::json!({"sources": {"qq": {"common": {"cookie": cookie}}}});
        Settings::parse(&json.to_string()).unwrap()
    }

    #[test]
    fn a_sealed_cookie_opens_with_its_key_and_is_never_shown() {
        let mut settings = document(&sealed(NAME));
        settings.open_secrets(Some(&SealingKey::new(&[7; 32]).unwrap())).unwrap();
        assert_eq!(&*settings.sources.qq.common.cookie, "uin=o1; qm_keyst=abc");
        assert!(!format!("{settings:?}").contains("qm_keyst"));
    }

    #[test]
    fn a_value_as_it_is_needs_no_key() {
        let mut settings = document("uin=o1");
        settings.open_secrets(None).unwrap();
        assert_eq!(&*settings.sources.qq.common.cookie, "uin=o1");
    }

    #[test]
    fn what_does_not_open_is_named_without_its_value() {
        let other = SealingKey::new(&[8; 32]).unwrap();
        let right = SealingKey::new(&[7; 32]).unwrap();
        for (cookie, key) in [
            (sealed(NAME), None),
            (sealed(NAME), Some(&other)),
            (sealed("sources.joox.common.cookie"), Some(&right)),
            ("sealed:AAAA".to_owned(), Some(&right)),
            ("sealed:not base64".to_owned(), Some(&right)),
        ] {
            let error = document(&cookie).open_secrets(key).unwrap_err().to_string();
            assert!(error.contains(NAME) && !error.contains(&cookie[7..]), "{error}");
        }
    }
}
