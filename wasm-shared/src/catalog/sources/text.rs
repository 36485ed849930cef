//! Text as the sources send it: markup in names, entities, percent-encoding, addresses without a
//! scheme, numbers as strings.

mod callback;
mod date;
pub mod lenient;
mod lrc;
mod markup;
#[cfg(test)]
pub(super) mod mutation;

use base64::{Engine, prelude::BASE64_STANDARD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

pub use callback::without_callback;
pub use date::{day, day_in_china};
pub use lrc::{is_instrumental, lrc};
pub use markup::plain;

/// All but RFC 3986's unreserved characters, as JavaScript's `encodeURIComponent` does within a
/// few marks.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `value` for one component of a URL; a space becomes `%20`, never `+`.
pub fn encoded(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// `name=value&…` in the order given, both [`encoded`]. Also the body of a form.
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.extend(utf8_percent_encode(name, RESERVED));
        query.push('=');
        query.extend(utf8_percent_encode(value, RESERVED));
    }
    query
}

/// A name that may be percent-encoded as a whole, decoded; any other is left as it is. `100%` and
/// `50% off` are names, not encodings.
pub fn unescaped(name: &str) -> String {
    let bytes = name.as_bytes();
    let is_escape = |at: usize| {
        bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let mut escapes = bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'%').peekable();
    let encoded = name.is_ascii()
        && !bytes.iter().any(u8::is_ascii_whitespace)
        && escapes.peek().is_some()
        && escapes.all(|(at, _)| is_escape(at));
    if !encoded {
        return name.to_owned();
    }
    percent_decode_str(name)
        .decode_utf8()
        .map_or_else(|_| name.to_owned(), std::borrow::Cow::into_owned)
}

/// The text that `sent` is in base64; `None` for anything else.
pub fn of_base64(sent: &str) -> Option<String> {
    String::from_utf8(BASE64_STANDARD.decode(sent.trim()).ok()?).ok()
}

/// `texts` without the empty ones and without repetition, in their order.
pub fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for text in texts {
        if !text.is_empty() && !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}

/// An absolute `https` URL of what a source calls an address: entities removed, `//host/…` and
/// plain `http` raised. An address with a port of its own keeps its scheme, since nothing says
/// that the port speaks TLS. `None` for anything that is no web address.
pub fn secure_url(address: &str) -> Option<String> {
    let address = plain(address.trim());
    if let Some(rest) = address.strip_prefix("//") {
        return has_host(rest).then(|| format!("https://{rest}"));
    }
    if let Some(rest) = address.strip_prefix("https://") {
        return has_host(rest).then_some(address);
    }
    let rest = address.strip_prefix("http://").filter(|rest| has_host(rest))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(if authority.contains(':') { address } else { format!("https://{rest}") })
}

/// Whether an address without its scheme begins with a host.
fn has_host(rest: &str) -> bool {
    rest.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'[')
        && !rest.contains(char::is_whitespace)
}

/// The value of `name` in a `Cookie` header.
pub fn cookie_value<'a>(cookie: &'a str, name: &str) -> Option<&'a str> {
    cookie
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_names_that_are_wholly_encoded_are_decoded() {
        for (sent, meant) in [
            ("%E8%8C%89%E8%8E%89%E8%8A%B1", "茉莉花"),
            ("Auld%20Lang%20Syne", "Auld Lang Syne"),
            ("100%", "100%"),
            ("50% off", "50% off"),
            ("5%2", "5%2"),
            ("%FF%FE", "%FF%FE"),
            ("茉莉花%20", "茉莉花%20"),
        ] {
            assert_eq!(unescaped(sent), meant);
        }
    }

    #[test]
    fn covers_are_https_unless_they_have_a_port_of_their_own() {
        for (sent, meant) in [
            ("http://p1.music.126.net/a.jpg", Some("https://p1.music.126.net/a.jpg")),
            ("//imge.kugou.com/a.jpg", Some("https://imge.kugou.com/a.jpg")),
            ("https://image.joox.com/a?b=1&amp;c=2", Some("https://image.joox.com/a?b=1&c=2")),
            ("http://127.0.0.1:8900/a.jpg", Some("http://127.0.0.1:8900/a.jpg")),
            ("", None),
            ("http://", None),
            ("javascript:alert(1)", None),
            ("/relative.jpg", None),
        ] {
            assert_eq!(secure_url(sent).as_deref(), meant, "{sent}");
        }
    }

    #[test]
    fn a_query_keeps_the_plus_and_the_equals_of_an_id() {
        assert_eq!(
            query([("id", "a+b/c=="), ("key", "茉莉 花")]),
            "id=a%2Bb%2Fc%3D%3D&key=%E8%8C%89%E8%8E%89%20%E8%8A%B1"
        );
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        assert_eq!(cookie_value("a=1; uin=o123; xuin=2", "uin"), Some("o123"));
        assert_eq!(cookie_value("xuin=2; uin=", "uin"), None);
    }

    proptest! {
        #[test]
        fn encoding_is_undone_by_decoding(name in "\\PC{1,20}") {
            let encoded = encoded(&name);
            prop_assert_eq!(percent_decode_str(&encoded).decode_utf8().unwrap(), name);
        }

        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = unescaped(&text);
            let url = secure_url(&text);
            prop_assert!(url.is_none_or(|url| url.starts_with("http")));
        }
    }
}
