use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What a vendor does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes the message.
    Accept,
    /// Answers with this code.
    Refuse(&'static str),
    /// Answers what is no JSON.
    Garbage,
    /// Answers that it failed.
    Fail,
    /// Never answers.
    Hang,
    /// Takes the message and never says so.
    AcceptAndHang,
}

/// What a vendor says became of the messages it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing: it knows of none.
    Nothing,
    /// It goes on trying.
    Underway,
    /// They arrived.
    Delivered,
    /// They did not, for this reason.
    Undelivered(&'static str),
    /// It does not answer.
    Silence,
}

/// One message as a vendor was sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// `aliyun`, `tencent` or `twilio`.
    pub vendor: &'static str,
    /// In the vendor's spelling.
    pub phone: String,
    pub code: String,
    /// What the origin calls it; empty for Twilio.
    pub reference: String,
    /// Whether the vendor took it.
    pub taken: bool,
}

/// The three vendors on one port, so far as the origin calls them; what they are sent is kept.
#[derive(Clone)]
pub struct Vendor {
    address: SocketAddr,
    endpoint: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    behaviour: HashMap<&'static str, Behaviour>,
    told: Told,
    carried: Vec<Carried>,
    last_call: HashMap<String, String>,
    queries: VecDeque<&'static str>,
}

impl Vendor {
    /// On a port of their own; each takes every message and says that it arrived.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inner = Inner {
            behaviour: HashMap::new(),
            told: Told::Delivered,
            carried: Vec::new(),
            last_call: HashMap::new(),
            queries: VecDeque::new(),
        };
        let address = listener.local_addr().unwrap();
        let endpoint = format!("http://{address}/sms/");
        let vendor = Self { address, endpoint, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/sms/", post(aliyun))
            .route("/tencent/", post(tencent))
            .route("/2010-04-01/Accounts/AC1/Messages.json", post(twilio_create).get(twilio_list))
            .route("/2010-04-01/Accounts/AC1/Messages/{file}", get(twilio_fetch))
            .with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        vendor
    }

    /// Where Aliyun listens.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Settings of the other two, as lines of TOML before any table.
    pub fn others(&self) -> String {
        let address = self.address;
        format!(
            "sms.tencent.endpoint = 'http://{address}/tencent/'\n\
             sms.tencent.secret_id = 'test-secret-id'\n\
             sms.tencent.secret_key = 'test-secret-key'\n\
             sms.tencent.sdk_app_id = '1400000001'\n\
             sms.tencent.sign_name = '听流'\n\
             sms.tencent.template_id = '7'\n\
             sms.twilio.endpoint = 'http://{address}'\n\
             sms.twilio.account_sid = 'AC1'\n\
             sms.twilio.auth_token = 'test-auth-token'\n\
             sms.twilio.from = '+15005550006'\n"
        )
    }

    /// From now on Aliyun behaves so.
    pub fn behave(&self, behaviour: Behaviour) {
        self.behave_as("aliyun", behaviour);
    }

    /// From now on this vendor behaves so.
    pub fn behave_as(&self, vendor: &'static str, behaviour: Behaviour) {
        self.inner().behaviour.insert(vendor, behaviour);
    }

    /// From now on every vendor says this of the messages it took.
    pub fn tell(&self, told: Told) {
        self.inner().told = told;
    }

    /// How many messages were sent to any vendor, taken or not.
    pub fn call_count(&self) -> usize {
        self.inner().carried.len()
    }

    /// Every message that was sent to a vendor.
    pub fn carried(&self) -> Vec<Carried> {
        self.inner().carried.clone()
    }

    /// Who took a message to its phone, in order.
    pub fn takers(&self) -> Vec<&'static str> {
        self.carried().iter().filter(|sent| sent.taken).map(|sent| sent.vendor).collect()
    }

    /// Who was asked what became of a message, in order; forgotten by asking.
    pub fn queries(&self) -> Vec<&'static str> {
        self.inner().queries.drain(..).collect()
    }

    /// The parameters of the last call of Aliyun's `SendSms`.
    pub fn last_call(&self) -> HashMap<String, String> {
        self.inner().last_call.clone()
    }

    /// The code in the last message.
    pub fn last_code(&self) -> String {
        self.inner().carried.last().expect("a message was sent").code.clone()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Notes a message and what becomes of it.
    fn carry(&self, mut carried: Carried) -> Behaviour {
        let mut inner = self.inner();
        let behaviour = inner.behaviour.get(carried.vendor).copied().unwrap_or(Behaviour::Accept);
        carried.taken = matches!(behaviour, Behaviour::Accept | Behaviour::AcceptAndHang);
        inner.carried.push(carried);
        behaviour
    }

    /// The references of the messages a vendor took, and what it says of them.
    fn told(&self, vendor: &'static str) -> (Vec<String>, Told) {
        let mut inner = self.inner();
        inner.queries.push_back(vendor);
        let taken = inner.carried.iter().filter(|sent| sent.vendor == vendor && sent.taken);
        (taken.map(|sent| sent.reference.clone()).collect(), inner.told)
    }
}

/// The vendor's answer, by how it behaves; `refuse` gives it its own words.
async fn answer(
    behaviour: Behaviour,
    accepted: Response,
    refuse: impl FnOnce(&'static str) -> Response,
) -> Response {
    match behaviour {
        Behaviour::Accept => accepted,
        Behaviour::Refuse(code) => refuse(code),
        Behaviour::Garbage => "<html>Bad Gateway</html>".into_response(),
        Behaviour::Fail => (StatusCode::INTERNAL_SERVER_ERROR, "failed").into_response(),
        Behaviour::Hang | Behaviour::AcceptAndHang => std::future::pending().await,
    }
}

async fn aliyun(
    State(vendor): State<Vendor>,
    Query(parameters): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    if let Err(reason) = check_acs3(&headers) {
        return (StatusCode::BAD_REQUEST, format!(r#"{{"Code":"{reason}"}}"#)).into_response();
    }
    if headers["x-acs-action"] == "QuerySendDetails" {
        let (references, told) = vendor.told("aliyun");
        let (status, code) = match told {
            Told::Nothing => return axum::Json(json!({"Code": "OK"})).into_response(),
            Told::Silence => std::future::pending().await,
            Told::Underway => (1, ""),
            Told::Delivered => (3, "DELIVERED"),
            Told::Undelivered(code) => (2, code),
        };
        let details: Vec<Value> = references
            .iter()
            .map(|reference| {
                json!({"OutId": reference, "SendStatus": status, "ErrCode": code,
                       "Content": "听".repeat(71), "ReceiveDate": "2026-06-01 16:00:07"})
            })
            .collect();
        let details = json!({"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": details}});
        return axum::Json(details).into_response();
    }
    let template: Value = serde_json::from_str(&parameters["TemplateParam"]).unwrap();
    let behaviour = vendor.carry(Carried {
        vendor: "aliyun",
        phone: parameters["PhoneNumbers"].clone(),
        code: template["code"].as_str().unwrap().to_owned(),
        reference: parameters["OutId"].clone(),
        taken: false,
    });
    vendor.inner().last_call = parameters;
    let accepted = r#"{"Code":"OK","Message":"OK","BizId":"9^0","RequestId":"A-1"}"#;
    answer(behaviour, accepted.into_response(), |code| {
        format!(r#"{{"Code":"{code}","Message":"no","RequestId":"A-2"}}"#).into_response()
    })
    .await
}

async fn tencent(State(vendor): State<Vendor>, headers: HeaderMap, body: Bytes) -> Response {
    let refused = |code: &str| {
        axum::Json(json!({"Response": {"Error": {"Code": code, "Message": "no"}}})).into_response()
    };
    if !is_tc3(&headers) {
        return refused("AuthFailure.SignatureFailure");
    }
    let request: Value = serde_json::from_slice(&body).unwrap();
    if headers["x-tc-action"] == "PullSmsSendStatusByPhoneNumber" {
        let (references, told) = vendor.told("tencent");
        let (status, description) = match told {
            Told::Nothing | Told::Underway => return pulled(&[]),
            Told::Silence => std::future::pending().await,
            Told::Delivered => ("SUCCESS", "DELIVRD"),
            Told::Undelivered(code) => ("FAIL", code),
        };
        let receipts: Vec<Value> = references
            .iter()
            .map(|reference| {
                json!({"SerialNo": "2640:1", "SessionContext": reference, "ReportStatus": status,
                       "Description": description, "UserReceiveTime": 1_780_300_807})
            })
            .collect();
        return pulled(&receipts);
    }
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let behaviour = vendor.carry(Carried {
        vendor: "tencent",
        phone: text(&request["PhoneNumberSet"][0]),
        code: text(&request["TemplateParamSet"][0]),
        reference: text(&request["SessionContext"]),
        taken: false,
    });
    let sent = |code: &str, serial: &str| {
        let status = json!({"SerialNo": serial, "Fee": 1, "Code": code, "Message": ""});
        axum::Json(json!({"Response": {"SendStatusSet": [status]}})).into_response()
    };
    answer(behaviour, sent("Ok", "2640:1"), |code| sent(code, "")).await
}

fn pulled(receipts: &[Value]) -> Response {
    axum::Json(json!({"Response": {"PullSmsSendStatusSet": receipts}})).into_response()
}

async fn twilio_create(State(vendor): State<Vendor>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_account(&headers) {
        return problem(StatusCode::UNAUTHORIZED, "20003");
    }
    let form: HashMap<_, _> = url::form_urlencoded::parse(&body).into_owned().collect();
    assert_eq!(form["From"], "+15005550006");
    let behaviour = vendor.carry(Carried {
        vendor: "twilio",
        phone: form["To"].clone(),
        code: form["Body"].split(' ').next().unwrap().to_owned(),
        reference: String::new(),
        taken: false,
    });
    let accepted = (StatusCode::CREATED, axum::Json(message("queued", None))).into_response();
    answer(behaviour, accepted, |code| problem(StatusCode::BAD_REQUEST, code)).await
}

async fn twilio_list(State(vendor): State<Vendor>) -> Response {
    let messages = twilio_messages(&vendor).await;
    axum::Json(json!({"messages": messages})).into_response()
}

async fn twilio_fetch(State(vendor): State<Vendor>, Path(file): Path<String>) -> Response {
    assert_eq!(file, "SM1.json");
    match twilio_messages(&vendor).await.pop() {
        Some(message) => axum::Json(message).into_response(),
        None => problem(StatusCode::NOT_FOUND, "20404"),
    }
}

async fn twilio_messages(vendor: &Vendor) -> Vec<Value> {
    let (references, told) = vendor.told("twilio");
    let message = match told {
        Told::Nothing => return Vec::new(),
        Told::Silence => std::future::pending().await,
        Told::Underway => message("sent", None),
        Told::Delivered => message("delivered", None),
        Told::Undelivered(code) => message("undelivered", Some(code)),
    };
    vec![message; references.len()]
}

fn message(status: &str, error: Option<&str>) -> Value {
    json!({"sid": "SM1", "status": status, "num_segments": "2",
           "error_code": error.map(|code| code.parse::<u32>().unwrap()),
           "date_created": "Mon, 01 Jun 2026 08:00:01 +0000",
           "date_updated": "Mon, 01 Jun 2026 08:00:07 +0000"})
}

fn problem(status: StatusCode, code: &str) -> Response {
    let code: u32 = code.parse().unwrap();
    (status, axum::Json(json!({"code": code, "status": status.as_u16()}))).into_response()
}

/// Every header the signature covers is there, and the signature is of the right form. That it is
/// the right one is tested with the vendors' published examples, and against the sandbox.
fn check_acs3(headers: &HeaderMap) -> Result<(), &'static str> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let known = matches!(header("x-acs-action"), Some("SendSms" | "QuerySendDetails"));
    if !known || header("x-acs-version") != Some("2017-05-25") {
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

fn is_tc3(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let form = "TC3-HMAC-SHA256 Credential=test-secret-id/2026-06-01/sms/tc3_request, \
                SignedHeaders=content-type;host;x-tc-action, Signature=";
    header("x-tc-version") == Some("2021-01-11")
        && header("x-tc-timestamp").is_some_and(|time| time.parse::<i64>().is_ok())
        && header("authorization")
            .and_then(|value| value.strip_prefix(form))
            .is_some_and(|signature| signature.len() == 64)
}

fn is_account(headers: &HeaderMap) -> bool {
    let expected = format!("Basic {}", BASE64_STANDARD.encode("AC1:test-auth-token"));
    headers.get("authorization").is_some_and(|value| *value == *expected)
}
