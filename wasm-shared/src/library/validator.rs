use sha2::{Digest, Sha256};

/// Raised when the form of lists changes, so that no old copy is taken for a new one.
const GENERATION: u8 = 1;

/// What the validators of a listener's lists begin with: `"1-9f86d081-17"` is of revision 17. The
/// listener is in it, because what a browser keeps by address may be another's who signed in there
/// before.
pub struct Validator(String);

impl Validator {
    /// Of the lists of a listener.
    pub fn of(user_id: &str) -> Self {
        let digest = Sha256::digest(user_id.as_bytes());
        Self(format!("{GENERATION}-{}-", hex::encode(&digest[..4])))
    }

    /// The validator of a list at a revision.
    pub fn write(&self, revision: u64) -> String {
        format!("\"{}{revision}\"", self.0)
    }

    /// The latest revision of which a copy is held by whoever sends these validators.
    pub fn read(&self, tags: &str) -> Option<u64> {
        let revision = |tag: &str| {
            let tag = tag.trim().trim_start_matches("W/").trim_matches('"');
            tag.strip_prefix(&self.0)?.parse().ok()
        };
        tags.split(',').filter_map(revision).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_comes_back_to_the_same_listener_alone() {
        let validator = Validator::of("a");
        assert_eq!(validator.read(&validator.write(17)), Some(17));
        let several = format!("\"x\", W/{}, {}", validator.write(2), validator.write(1));
        assert_eq!(validator.read(&several), Some(2));
        for tags in ["", "*", "\"17\"", "\"1-ca978112-\"", &Validator::of("b").write(17)] {
            assert_eq!(validator.read(tags), None, "{tags}");
        }
    }
}
