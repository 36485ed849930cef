/// What is between the parentheses of `Callback({…})`, or all of it where there is no callback.
pub fn without_callback(body: &[u8]) -> &[u8] {
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
            prop_assert!(without_callback(&body).len() <= body.len());
        }
    }
}
