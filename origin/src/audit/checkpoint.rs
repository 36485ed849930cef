use chrono::{DateTime, SecondsFormat, Utc};
use ed25519_compact::{KeyPair, PublicKey, Seed, Signature};
use serde::{Deserialize, Serialize};

use super::Hash;

/// What tells a signature of ours from one of the same key for another purpose.
const LABEL: &[u8] = b"listen-stream audit checkpoint v1";

/// A signed statement of the hashes of a run of records. Who can write to the database can chain
/// altered records anew, but cannot sign them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last record of the checkpoint before; 0 when there is none.
    pub previous: i64,
    /// The last record this speaks of.
    pub number: i64,
    /// Of the records from `previous + 1` to `number`.
    pub hashes: Vec<Hash>,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// Ed25519.
    pub signature: [u8; Signature::BYTES],
}

/// A line of the file: numbers, and hexadecimal.
#[derive(Serialize, Deserialize)]
struct Line {
    previous: i64,
    number: i64,
    signed_at: String,
    hashes: String,
    signature: String,
}

/// The key that signs checkpoints, derived from a seed.
pub fn key(seed: &[u8; 32]) -> KeyPair {
    KeyPair::from_seed(Seed::new(*seed))
}

impl Checkpoint {
    /// Signs the hashes of the records that follow `previous`.
    pub fn sign(key: &KeyPair, previous: i64, hashes: Vec<Hash>, signed_at: DateTime<Utc>) -> Self {
        let length = i64::try_from(hashes.len()).unwrap_or(i64::MAX);
        let number = previous.saturating_add(length);
        let mut checkpoint =
            Self { previous, number, hashes, signed_at, signature: [0; Signature::BYTES] };
        checkpoint.signature = *key.sk.sign(checkpoint.signed(), None);
        checkpoint
    }

    /// Whether it is whole and was signed with this key.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        let length = self.number.checked_sub(self.previous);
        let whole = length.is_some_and(|length| usize::try_from(length) == Ok(self.hashes.len()));
        whole && key.verify(self.signed(), &Signature::new(self.signature)).is_ok()
    }

    /// The hash it states for a record, if it speaks of it.
    pub fn hash_of(&self, number: i64) -> Option<Hash> {
        let index = number.checked_sub(self.previous)?.checked_sub(1)?;
        self.hashes.get(usize::try_from(index).ok()?).copied()
    }

    /// One line of JSON, without its end.
    pub fn to_line(&self) -> String {
        let line = Line {
            previous: self.previous,
            number: self.number,
            signed_at: self.signed_at.to_rfc3339_opts(SecondsFormat::Millis, true),
            hashes: hex::encode(self.hashes.as_flattened()),
            signature: hex::encode(self.signature),
        };
        serde_json::to_string(&line).expect("text and numbers are JSON")
    }

    /// Reads what [`Self::to_line`] wrote; `None` for anything else.
    pub fn from_line(line: &str) -> Option<Self> {
        let line: Line = serde_json::from_str(line).ok()?;
        let hashes = hex::decode(line.hashes).ok()?;
        let (hashes, rest) = hashes.as_chunks();
        if !rest.is_empty() {
            return None;
        }
        let mut signature = [0; Signature::BYTES];
        hex::decode_to_slice(line.signature, &mut signature).ok()?;
        Some(Self {
            previous: line.previous,
            number: line.number,
            hashes: hashes.to_vec(),
            signed_at: DateTime::parse_from_rfc3339(&line.signed_at).ok()?.to_utc(),
            signature,
        })
    }

    fn signed(&self) -> Vec<u8> {
        let mut bytes = LABEL.to_vec();
        bytes.extend(self.previous.to_be_bytes());
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(self.signed_at.timestamp_millis().to_be_bytes());
        bytes.extend(self.hashes.as_flattened());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint() -> Checkpoint {
        let at = DateTime::from_timestamp_millis(1_780_300_800_123).unwrap();
        Checkpoint::sign(&key(&[1; 32]), 4, vec![[5; 32], [6; 32]], at)
    }

    #[test]
    fn every_part_of_it_is_signed() {
        let signed = checkpoint();
        let public = key(&[1; 32]).pk;
        assert!(signed.is_signed_by(&public));
        assert!(!signed.is_signed_by(&key(&[2; 32]).pk));
        let altered: [fn(&mut Checkpoint); 6] = [
            |it| it.previous -= 1,
            |it| it.number += 1,
            |it| it.hashes[0][0] ^= 1,
            |it| it.hashes.truncate(1),
            |it| it.signed_at += chrono::TimeDelta::milliseconds(1),
            |it| it.signature[0] ^= 1,
        ];
        for alter in altered {
            let mut other = signed.clone();
            alter(&mut other);
            assert!(!other.is_signed_by(&public), "{other:?}");
        }
    }

    #[test]
    fn it_speaks_of_its_own_records() {
        let hashes: Vec<_> = (3..8).map(|number| checkpoint().hash_of(number)).collect();
        assert_eq!(hashes, [None, None, Some([5; 32]), Some([6; 32]), None]);
        assert_eq!(checkpoint().hash_of(i64::MIN), None);
    }

    #[test]
    fn a_line_holds_it_whole() {
        let line = checkpoint().to_line();
        assert_eq!(Checkpoint::from_line(&line), Some(checkpoint()));
        for end in 0..line.len() {
            assert_eq!(Checkpoint::from_line(&line[..end]), None);
        }
    }
}
