use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use tokio::net::TcpListener;

/// What the vendor does with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes the message.
    Accept,
    /// Answers with this code.
    Refuse(&'static str),
    /// Answers what is no JSON.
    Garbage,
    /// Never answers.
    Hang,
}

/// The vendor's API, so far as `SendSms` goes, with the parameters of every call kept.
#[derive(Clone)]
pub struct Vendor {
    endpoint: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    behaviour: Behaviour,
    calls: Vec<HashMap<String, String>>,
}

impl Vendor {
    /// A vendor on a port of its own.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}/sms/", listener.local_addr().unwrap());
        let inner = Inner { behaviour: Behaviour::Accept, calls: Vec::new() };
        let vendor = Self { endpoint, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new().route("/sms/", post(send_sms)).with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        vendor
    }

    /// Where it listens.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// From now on it behaves so.
    pub fn behave(&self, behaviour: Behaviour) {
        self.inner.lock().unwrap().behaviour = behaviour;
    }

    /// How many calls came.
    pub fn call_count(&self) -> usize {
        self.inner.lock().unwrap().calls.len()
    }

    /// The parameters of the last call.
    pub fn last_call(&self) -> HashMap<String, String> {
        self.inner.lock().unwrap().calls.last().expect("a message was sent").clone()
    }

    /// The code in the last message.
    pub fn last_code(&self) -> String {
        let parameters: serde_json::Value =
            serde_json::from_str(&self.last_call()["TemplateParam"]).unwrap();
        parameters["code"].as_str().unwrap().to_owned()
    }
}

async fn send_sms(
    State(vendor): State<Vendor>,
    Query(parameters): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    if let Err(reason) = check_signed(&headers) {
        return (StatusCode::BAD_REQUEST, format!(r#"{{"Code":"{reason}"}}"#)).into_response();
    }
    let behaviour = {
        let mut inner = vendor.inner.lock().unwrap();
        inner.calls.push(parameters);
        inner.behaviour
    };
    match behaviour {
        Behaviour::Accept => {
            r#"{"Code":"OK","Message":"OK","BizId":"9^0","RequestId":"A-1"}"#.into_response()
        }
        Behaviour::Refuse(code) => {
            format!(r#"{{"Code":"{code}","Message":"no","RequestId":"A-2"}}"#).into_response()
        }
        Behaviour::Garbage => "<html>Bad Gateway</html>".into_response(),
        Behaviour::Hang => std::future::pending().await,
    }
}

/// Every header the signature covers is there, and the signature is of the right form.
fn check_signed(headers: &HeaderMap) -> Result<(), &'static str> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if header("x-acs-action") != Some("SendSms") || header("x-acs-version") != Some("2017-05-25") {
        return Err("InvalidAction.NotFound");
    }
    let dated = header("x-acs-date").is_some_and(|date| date.len() == 20 && date.ends_with('Z'));
    let nonce = header("x-acs-signature-nonce").is_some_and(|nonce| nonce.len() == 32);
    let digest = header("x-acs-content-sha256").is_some_and(|digest| digest.len() == 64);
    if !(dated && nonce && digest) {
        return Err("MissingParameter");
    }
    let form = "ACS3-HMAC-SHA256 Credential=test-key-id,SignedHeaders=host;x-acs-action;\
                x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=";
    match header("authorization").and_then(|value| value.strip_prefix(form)) {
        Some(signature) if signature.len() == 64 => Ok(()),
        _ => Err("SignatureDoesNotMatch"),
    }
}
