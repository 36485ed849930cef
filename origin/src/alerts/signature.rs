use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The value of `Listen-Signature` for a body: `t=<seconds>,v1=<hex>`, where `v1` is HMAC-SHA256, under
/// the webhook's secret, of the seconds, a full stop and the body. Who checks it should also refuse
/// times more than a few minutes away, so that a call cannot be repeated later.
pub fn signature(secret: &[u8], at: DateTime<Utc>, body: &str) -> String {
    let seconds = at.timestamp();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body.as_bytes());
    format!("t={seconds},v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with `openssl dgst -sha256 -hmac`.
    #[test]
    fn it_is_what_another_implementation_computes() {
        let at = DateTime::from_timestamp(1_780_300_800, 0).unwrap();
        assert_eq!(
            signature(b"0123456789abcdef", at, r#"{"type":"alert.test"}"#),
            "t=1780300800,v1=1e0255f641cb0ae444ac4468de116d5f094cd4c7c20bb785833237cde35de213"
        );
    }
}
