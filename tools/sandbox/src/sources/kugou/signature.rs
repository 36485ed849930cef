//! Signatures of the trackers, computed anew.

use md5::{Digest, Md5};

use crate::sources::parameters::Parameters;

const ANDROID_SALT: &str = "OIlwieks28dk2k092lksi2UIkp";
const LITE_SALT: &str = "LnT6xpN3khm36zse0QzvmgTZ3waWdRSA";
const LITE_APP: &str = "3116";
const TRACKER_SALT: &str = "kgcloudv2";

/// Signature of the Android app over the parameters (but `signature`) and the body. The app id
/// chooses between the standard and the lite app's salt.
pub(super) fn sign(parameters: &Parameters, body: &str) -> String {
    let lite = parameters.text("appid") == LITE_APP;
    let pairs = parameters.iter().filter(|(name, _)| *name != "signature");
    android_signature(pairs, body, lite)
}

/// Signature over pairs that are sorted by name.
pub fn android_signature<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
    body: &str,
    lite: bool,
) -> String {
    let salt = if lite { LITE_SALT } else { ANDROID_SALT };
    let mut text = salt.to_owned();
    for (name, value) in pairs {
        text.extend([name, "=", value]);
    }
    text.extend([body, salt]);
    hex::encode(Md5::digest(text))
}

/// Key of the old tracker for a hash.
pub fn tracker_key(hash: &str) -> String {
    hex::encode(Md5::digest(format!("{hash}{TRACKER_SALT}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_the_known_answers() {
        let pairs = [("a", "1"), ("b", "2"), ("c", "x y")];
        assert_eq!(
            android_signature(pairs.into_iter(), r#"{"z":1}"#, false),
            "124217a54119a67ca25eb958c63e15ec"
        );
        assert_eq!(
            tracker_key("0123456789abcdef0123456789abcdef"),
            "8cb3b3a82fadbe6d27801cba2e87a2ac"
        );
    }
}
