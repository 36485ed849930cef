//! The functions of `glue.js`.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Request, Response};

#[wasm_bindgen(module = "/src/adapters/glue.js")]
extern "C" {
    #[wasm_bindgen(js_name = readHead)]
    pub fn read_head(request: &Request) -> String;

    #[wasm_bindgen(catch)]
    pub fn respond(
        status: u16,
        headers: &str,
        body: Option<&[u8]>,
        validator: Option<&str>,
    ) -> Result<Response, JsValue>;

    #[wasm_bindgen(catch, js_name = respondAgain)]
    pub fn respond_again(
        status: u16,
        headers: &str,
        validator: &str,
    ) -> Result<Option<Response>, JsValue>;

    #[wasm_bindgen(catch, js_name = passThrough)]
    pub fn pass_through(
        status: u16,
        headers: &str,
        upstream: &Response,
    ) -> Result<Response, JsValue>;

    #[wasm_bindgen(catch, js_name = passSocket)]
    pub fn pass_socket(headers: &str, upstream: &Response) -> Result<Response, JsValue>;

    #[wasm_bindgen(catch, js_name = callHub)]
    pub fn call_hub(
        namespace: &JsValue,
        user_id: &str,
        method: &str,
        value: &str,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_name = openSocket)]
    pub fn open_socket(
        namespace: &JsValue,
        user_id: &str,
        connection: &str,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn send(
        method: &str,
        url: &str,
        headers: &str,
        body: Option<&[u8]>,
    ) -> Result<Array, JsValue>;

    #[wasm_bindgen(js_name = startTimer)]
    pub fn start_timer(milliseconds: f64) -> Array;

    #[wasm_bindgen(js_name = cancelTimer)]
    pub fn cancel_timer(timer: &JsValue);

    #[wasm_bindgen(js_name = readBeginning)]
    pub fn read_beginning(message: &JsValue, length: f64) -> Promise;

    #[wasm_bindgen(js_name = readBody)]
    pub fn read_body(message: &JsValue, limit: f64) -> Promise;
}

/// Names and values in turn, a line each. A line break in a value, which no header may have, is
/// left out.
pub fn header_lines<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut lines = String::with_capacity(512);
    for (name, value) in headers {
        for part in [name, value] {
            if !lines.is_empty() {
                lines.push('\n');
            }
            if part.contains(['\n', '\r']) {
                lines.extend(part.chars().filter(|c| !matches!(c, '\n' | '\r')));
            } else {
                lines.push_str(part);
            }
        }
    }
    lines
}

/// What JavaScript threw, for the log.
pub fn describe(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{thrown:?}"),
    }
}
