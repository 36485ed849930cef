use data_encoding::BASE32_NOPAD;

use crate::{
    entropy,
    vault::{Digest, Vault},
};

/// How many somebody has.
pub const RECOVERY_CODES: usize = 10;
/// 80 random bits: 16 letters and digits.
const BYTES: usize = 10;
const GROUP: usize = 4;

/// What signs in once in place of the second factor, as `abcd-efgh-ijkl-mnop`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A fresh one.
    pub fn random() -> Self {
        Self(BASE32_NOPAD.encode(&entropy::bytes::<BYTES>()))
    }

    /// Reads a code as people copy it: in either case, with or without hyphens and spaces.
    pub fn parse(text: &str) -> Option<Self> {
        let code: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| c.to_ascii_uppercase())
            .take(2 * BYTES)
            .collect();
        let bytes = BASE32_NOPAD.decode(code.as_bytes()).ok()?;
        (bytes.len() == BYTES).then_some(Self(code))
    }

    /// For its owner, once.
    pub fn show(&self) -> String {
        let code = self.0.to_lowercase();
        let groups = (0..code.len()).step_by(GROUP).map(|start| &code[start..start + GROUP]);
        groups.collect::<Vec<_>>().join("-")
    }

    /// What is kept of it.
    pub fn hash(&self, vault: &Vault) -> Digest {
        vault.recovery_code_hash(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        let code = RecoveryCode::random();
        let shown = code.show();
        assert_eq!(shown.len(), 19);
        for text in [shown.clone(), shown.to_uppercase(), shown.replace('-', " ")] {
            assert_eq!(RecoveryCode::parse(&text), Some(code.clone()));
        }
        for wrong in ["", "123456", &shown[..18], &format!("{shown}a"), "ÄÄÄÄ-efgh-ijkl-mnop"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }
}
