//! The administrators' API as a browser sees it.

mod admins;
mod alerts;
mod audit;
mod chain;
mod codes;
mod command_line;
mod forgery;
mod lockout;
mod operation;
mod roles;
mod session;
mod settings;
mod stats;
mod users;
mod webhook;

use chrono::{DateTime, Utc};
use origin::{
    administrators::{Role, Totp},
    audit::Actor,
};
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::support::Origin;

/// Where the API is.
pub const PREFIX: &str = "/admin/api/v1";

/// Somebody in a browser: a cookie, a CSRF token, an app with codes.
pub struct AdminClient<'a> {
    pub origin: &'a Origin,
    pub id: String,
    pub email: String,
    pub password: String,
    pub totp: Option<Totp>,
    pub recovery_codes: Vec<String>,
    pub cookie: Option<String>,
    pub csrf_token: String,
    http: reqwest::Client,
    last_code_at: Option<DateTime<Utc>>,
}

/// What the origin answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: Value,
}

impl Answer {
    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{:?}", self.body);
        self.body
    }

    /// The code of a refusal that must have this status.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        self.expect(status)["code"].as_str().unwrap().to_owned()
    }
}

impl Origin {
    /// An owner who is signed in.
    pub async fn owner(&self) -> AdminClient<'_> {
        self.administrator(Role::Owner).await
    }

    /// An operator who is signed in.
    pub async fn operator(&self) -> AdminClient<'_> {
        self.administrator(Role::Operator).await
    }

    /// An auditor who is signed in.
    pub async fn auditor(&self) -> AdminClient<'_> {
        self.administrator(Role::Auditor).await
    }

    /// Somebody new who is signed in, with a second factor of their own.
    pub async fn administrator(&self, role: Role) -> AdminClient<'_> {
        let mut client = self.newcomer(role).await;
        client.enter_password().await.expect(200);
        client.enrol().await;
        client
    }

    /// Somebody new who has a password and nothing else.
    pub async fn newcomer(&self, role: Role) -> AdminClient<'_> {
        let email = format!("{role}-{}@listen.example", uuid::Uuid::new_v4().simple());
        let created = self.administrators.create(&Actor::Cli, &email, "Somebody", role);
        let (administrator, password) = created.await.unwrap();
        let id = administrator.id.to_string();
        AdminClient { id, email, password: password.expose().to_owned(), ..self.stranger() }
    }

    /// Somebody in a browser.
    pub fn stranger(&self) -> AdminClient<'_> {
        AdminClient {
            origin: self,
            id: String::new(),
            email: String::new(),
            password: String::new(),
            totp: None,
            recovery_codes: Vec::new(),
            cookie: None,
            csrf_token: String::new(),
            http: reqwest::Client::new(),
            last_code_at: None,
        }
    }
}

impl AdminClient<'_> {
    /// The first step of sign-in.
    pub async fn enter_password(&mut self) -> Answer {
        let body = json!({ "email": self.email, "password": self.password });
        self.enter("/session", body).await
    }

    /// The second step, with whatever code.
    pub async fn enter_code(&mut self, code: &str) -> Answer {
        self.enter("/session/totp", json!({ "code": code })).await
    }

    /// The second step, with a recovery code.
    pub async fn enter_recovery_code(&mut self, code: &str) -> Answer {
        self.enter("/session/recovery", json!({ "code": code })).await
    }

    /// Signs in again with both factors.
    pub async fn sign_in(&mut self) {
        self.enter_password().await.expect(200);
        let code = self.next_code();
        self.enter_code(&code).await.expect(200);
    }

    /// Takes the second factor into the app and shows a code of it.
    pub async fn enrol(&mut self) {
        let enrolment = self.post("/session/enrolment", json!({})).await.expect(200);
        self.totp = Totp::from_base32(enrolment["secret"].as_str().unwrap());
        let code = self.next_code();
        let answer = self.enter("/session/enrolment/confirm", json!({ "code": code })).await;
        let codes = answer.expect(200)["recovery_codes"].as_array().unwrap().clone();
        self.recovery_codes = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    }

    /// Shows a code again, so that dangerous calls may be made.
    pub async fn step_up(&mut self) {
        let code = self.next_code();
        self.post("/session/step-up", json!({ "code": code })).await.expect(200);
    }

    /// The app's next code that was not used; the clock moves on when there is none yet.
    pub fn next_code(&mut self) -> String {
        let step = chrono::TimeDelta::seconds(30);
        let clock = &self.origin.clock;
        // The app may be a step ahead, and no more.
        let at = self.last_code_at.map_or_else(|| clock.now(), |at| (at + step).max(clock.now()));
        if at > clock.now() + step {
            clock.advance(at - step - clock.now());
        }
        self.last_code_at = Some(at);
        self.totp.as_ref().unwrap().code(at)
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::POST, path).json(&body).send().await.unwrap()).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::PUT, path).json(&body).send().await.unwrap()).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::PATCH, path).json(&body).send().await.unwrap()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        answer(self.request(Method::DELETE, path).send().await.unwrap()).await
    }

    /// A request with the cookie and the CSRF token, to be added to and sent.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.http.request(method, self.origin.url(&format!("{PREFIX}{path}")));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        request.header("x-csrf-token", &self.csrf_token)
    }

    /// A step of sign-in: the cookie and the CSRF token are those of the answer.
    async fn enter(&mut self, path: &str, body: Value) -> Answer {
        let answer = self.post(path, body).await;
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(cookie.to_owned());
            answer.body["csrf_token"].as_str().unwrap().clone_into(&mut self.csrf_token);
        }
        answer
    }
}

/// Reads an answer; null when it has no body.
pub async fn answer(response: Response) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.unwrap();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Answer { status, headers, body }
}
