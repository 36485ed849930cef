//! JSON inside other things: the page that people see, and a callback.

use super::wire;
use crate::catalog::{
    Outcome,
    sources::{SourceError, fetch},
};

/// The track that a page of the site is rendered from; `None` when the page says there is none.
///
/// # Errors
/// [`Outcome::UpstreamChanged`] for a page without that data.
pub(super) fn single(html: &[u8]) -> Result<Option<wire::Single>, SourceError> {
    let changed = |what| SourceError::new(Outcome::UpstreamChanged, what);
    let html = std::str::from_utf8(html).map_err(|_| changed("the page is not UTF-8"))?;
    let (_, script) =
        html.split_once("id=\"__NEXT_DATA__\"").ok_or_else(|| changed("the page has no data"))?;
    let (_, json) = script.split_once('>').ok_or_else(|| changed("the page's data is cut off"))?;
    let (json, _) =
        json.split_once("</script>").ok_or_else(|| changed("the page's data is cut off"))?;
    let data: wire::NextData = fetch::parse(json.as_bytes())?;
    Ok(data.props.page_props.passing_arguments_data.single)
}

/// What is between the parentheses of `Callback({…})`, or all of it where there is no callback.
pub(super) fn without_callback(body: &[u8]) -> &[u8] {
    let body = body.trim_ascii();
    let begins_with_name = body.first().is_some_and(u8::is_ascii_alphabetic);
    let open = body.iter().position(|&byte| byte == b'(');
    let close = body.iter().rposition(|&byte| byte == b')');
    match (begins_with_name, open, close) {
        (true, Some(open), Some(close)) if open < close => &body[open + 1..close],
        _ => body,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_callback_is_taken_off() {
        for (sent, json) in [
            ("MusicInfoCallback({\"code\":0})", "{\"code\":0}"),
            (" cb({\"a\":\")\"});\n", "{\"a\":\")\"}"),
            ("{\"a\":\"f(x)\"}", "{\"a\":\"f(x)\"}"),
            ("cb)(", "cb)("),
            ("", ""),
        ] {
            assert_eq!(without_callback(sent.as_bytes()), json.as_bytes(), "{sent}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_survived(body in any::<Vec<u8>>()) {
            let _ = without_callback(&body);
            prop_assert_eq!(single(&body).unwrap_err().outcome, Outcome::UpstreamChanged);
        }
    }
}
