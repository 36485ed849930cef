//! TC3-HMAC-SHA256, Tencent Cloud's signature of the third version
//! (cloud.tencent.com, "Signature method v3").

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

pub(super) const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// One call to be signed: a POST of JSON.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// Host and, unless it is the scheme's own, port.
    pub(super) host: &'a str,
    /// Begins with a slash.
    pub(super) path: &'a str,
    /// The product, for example `sms`.
    pub(super) service: &'a str,
    pub(super) action: &'a str,
    /// The body as it is sent.
    pub(super) payload: &'a [u8],
    pub(super) at: DateTime<Utc>,
}

impl Call<'_> {
    /// The value of `Authorization`, over `content-type`, `host` and `x-tc-action`.
    pub(super) fn authorization(&self, secret_id: &str, secret_key: &str) -> String {
        const SIGNED: &str = "content-type;host;x-tc-action";
        let (host, path) = (self.host, self.path);
        let action = self.action.to_lowercase();
        let payload = hex::encode(Sha256::digest(self.payload));
        let canonical = format!(
            "POST\n{path}\n\ncontent-type:{CONTENT_TYPE}\nhost:{host}\nx-tc-action:{action}\n\n\
             {SIGNED}\n{payload}"
        );
        let date = self.at.format("%Y-%m-%d").to_string();
        let scope = format!("{date}/{}/tc3_request", self.service);
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{}\n{scope}\n{}",
            self.at.timestamp(),
            hex::encode(Sha256::digest(canonical.as_bytes())),
        );
        let of_date = mac(format!("TC3{secret_key}").as_bytes(), &date);
        let of_service = mac(&of_date, self.service);
        let signing = mac(&of_service, "tc3_request");
        let signature = hex::encode(mac(&signing, &to_sign));
        format!(
            "TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={SIGNED}, \
             Signature={signature}"
        )
    }
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Tencent Cloud's documentation. Its secret key is shown as asterisks, and they
    /// are the key.
    #[test]
    fn the_published_example_is_reproduced() {
        let call = Call {
            host: "cvm.tencentcloudapi.com",
            path: "/",
            service: "cvm",
            action: "DescribeInstances",
            payload: br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#,
            at: DateTime::from_timestamp_secs(1_551_113_065).unwrap(),
        };
        assert_eq!(
            call.authorization("AKID********************************", &"*".repeat(32)),
            "TC3-HMAC-SHA256 \
             Credential=AKID********************************/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host;x-tc-action, \
             Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
        );
    }
}
