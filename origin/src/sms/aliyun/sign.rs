//! ACS3-HMAC-SHA256, Alibaba Cloud's signature of the third version
//! (help.aliyun.com, "V3 request body and signature").

use chrono::{DateTime, SecondsFormat, Utc};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One call to be signed. Its parameters travel in the query and its body is empty.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// Host and, unless it is the scheme's own, port.
    pub(super) host: &'a str,
    /// Begins with a slash.
    pub(super) path: &'a str,
    pub(super) action: &'a str,
    pub(super) version: &'a str,
    pub(super) parameters: &'a [(&'a str, &'a str)],
    pub(super) at: DateTime<Utc>,
    /// Never used twice.
    pub(super) nonce: &'a str,
}

/// What makes a [`Call`] a signed one.
pub(super) struct Signed {
    /// The query as it was signed.
    pub(super) query: String,
    /// All headers but `host`.
    pub(super) headers: Vec<(&'static str, String)>,
}

impl Call<'_> {
    /// Signs with a key pair.
    pub(super) fn sign(&self, key_id: &str, key_secret: &str) -> Signed {
        let query = self.query();
        // In the order of their names, as they are signed.
        let headers = [
            ("host", self.host.to_owned()),
            ("x-acs-action", self.action.to_owned()),
            ("x-acs-content-sha256", hex::encode(Sha256::digest(b""))),
            ("x-acs-date", self.at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            ("x-acs-signature-nonce", self.nonce.to_owned()),
            ("x-acs-version", self.version.to_owned()),
        ];
        let names = headers.each_ref().map(|(name, _)| *name).join(";");
        let lines = headers.each_ref().map(|(name, value)| format!("{name}:{value}\n")).concat();
        let path = self.path;
        let payload = &headers[2].1;
        let canonical = format!("POST\n{path}\n{query}\n{lines}\n{names}\n{payload}");
        let to_sign =
            format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(canonical.as_bytes())));
        let mut mac = Hmac::<Sha256>::new_from_slice(key_secret.as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(to_sign.as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={names},Signature={signature}"
        );
        let headers =
            headers.into_iter().skip(1).chain([("authorization", authorization)]).collect();
        Signed { query, headers }
    }

    /// The parameters, encoded and in the order of their names.
    fn query(&self) -> String {
        let encode = |text| utf8_percent_encode(text, RESERVED).to_string();
        let mut pairs: Vec<_> =
            self.parameters.iter().map(|(name, value)| (encode(name), encode(value))).collect();
        pairs.sort();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Alibaba Cloud's documentation, with the date and nonce that give its
    /// signature.
    #[test]
    fn the_published_example_is_reproduced() {
        let call = Call {
            host: "ecs.cn-shanghai.aliyuncs.com",
            path: "/",
            action: "RunInstances",
            version: "2014-05-26",
            parameters: &[
                ("RegionId", "cn-shanghai"),
                ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
            ],
            at: "2023-10-26T10:22:32Z".parse().unwrap(),
            nonce: "3156853299f313e23d1673dc12e1703d",
        };
        let signed = call.sign("YourAccessKeyId", "YourAccessKeySecret");
        let authorization = &signed.headers.last().unwrap().1;
        assert!(
            authorization.ends_with(
                "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
            ),
            "{authorization}"
        );
        assert!(authorization.starts_with("ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"));
    }

    #[test]
    fn parameters_are_encoded_and_sorted() {
        let call = Call {
            host: "h",
            path: "/",
            action: "a",
            version: "v",
            parameters: &[("SignName", "听 流"), ("PhoneNumbers", "+86~1*2/3")],
            at: DateTime::UNIX_EPOCH,
            nonce: "n",
        };
        assert_eq!(call.query(), "PhoneNumbers=%2B86~1%2A2%2F3&SignName=%E5%90%AC%20%E6%B5%81");
    }
}
