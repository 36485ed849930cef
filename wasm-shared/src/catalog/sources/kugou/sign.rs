//! How Kugou's clients sign. The salts are constants of the public clients and protect nothing.

use md5::{Digest, Md5};

/// Salt of the Android client's `signature`.
const ANDROID_SALT: &str = "OIlwieks28dk2k092lksi2UIkp";
/// Salt of the Android client's `key`.
const KEY_SALT: &str = "57ae12eb6890223e355ccfcb74edf70d";
/// The Android client's number.
pub(super) const APP_ID: &str = "1005";
/// Its version.
pub(super) const CLIENT_VERSION: &str = "20489";

fn md5_hex(text: &str) -> String {
    hex::encode(Md5::digest(text))
}

/// The Android client's `signature` over the parameters of a call, given as they are before
/// encoding, and its body.
pub(super) fn android(parameters: &[(&str, &str)], body: &str) -> String {
    let mut sorted = parameters.to_vec();
    sorted.sort_unstable();
    let joined: String = sorted.iter().flat_map(|(name, value)| [name, "=", value]).collect();
    md5_hex(&format!("{ANDROID_SALT}{joined}{body}{ANDROID_SALT}"))
}

/// The `key` that goes with the `hash` of a file.
pub(super) fn file_key(hash: &str, device: &str, user: &str) -> String {
    md5_hex(&format!("{}{KEY_SALT}{APP_ID}{device}{user}", hash.to_lowercase()))
}

/// The `mid` of a device: the MD5 of its `dfid` as a decimal number.
pub(super) fn device_number(device_id: &str) -> String {
    u128::from_be_bytes(Md5::digest(device_id).into()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn android_signature_of_the_known_parameters() {
        let parameters = [("b", "2"), ("a", "1"), ("c", "x y")];
        assert_eq!(android(&parameters, r#"{"z":1}"#), "124217a54119a67ca25eb958c63e15ec");
    }

    #[test]
    fn md5_of_the_known_text() {
        let text = "0123456789abcdef0123456789abcdefkgcloudv2";
        assert_eq!(md5_hex(text), "8cb3b3a82fadbe6d27801cba2e87a2ac");
    }

    #[test]
    fn a_key_does_not_depend_on_the_case_of_the_hash() {
        assert_eq!(file_key("ABCDEF", "1", "0"), file_key("abcdef", "1", "0"));
        assert_ne!(file_key("abcdef", "1", "0"), file_key("abcdef", "2", "0"));
    }

    #[test]
    fn a_device_number_is_decimal() {
        // MD5("-") = 336d5ebc5436534e61d16e63ddfca327
        assert_eq!(device_number("-"), 0x336d_5ebc_5436_534e_61d1_6e63_ddfc_a327_u128.to_string());
    }
}
