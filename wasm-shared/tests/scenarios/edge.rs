//! An edge in memory: a test host, an isolate, keys that sign tokens, and an origin that serves
//! their public halves.

use std::{cell::RefCell, rc::Rc};

use base64::{Engine, prelude::BASE64_STANDARD};
use jwt_simple::prelude::*;
use prost::Message;
use serde_json::Value;
use wasm_shared::{
    Isolate, IsolateConfig,
    auth::{
        AccessClaims, Jwk, KeySet,
        service_token::{ServiceKey, ServicePublicKey},
    },
    contract::{auth, config::v1 as config},
    crypto::SealingKey,
    http::{self, Body, Response},
    ports::{Clock, Host, OutboundRequest, Timestamp},
    settings::Settings,
    testing::{TestBody, TestHost, TestReply, TestRequest},
};

use crate::described;

/// 32 bytes of 7 in base64url.
pub const SERVICE_SEED: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
pub const ISSUER: &str = "https://listen.stream";
pub const AUDIENCE: &str = "listen-stream";

type Upstream = Box<dyn FnMut(&OutboundRequest) -> TestReply>;

/// An edge whose upstreams answer by a function; the origin's key set, the user's token version and
/// their choices are served beside it.
pub struct TestEdge {
    pub host: TestHost,
    pub isolate: Rc<Isolate>,
    pub key: Ed25519KeyPair,
    version: Rc<RefCell<TestReply>>,
    choices: Rc<RefCell<TestReply>>,
    release: Rc<RefCell<TestReply>>,
}

impl TestEdge {
    pub fn new(
        settings: Settings,
        upstream: impl FnMut(&OutboundRequest) -> TestReply + 'static,
    ) -> Self {
        let key = Ed25519KeyPair::generate().with_key_id("current");
        let jwks = jwks(&[("current", &key)]);
        let version = Rc::new(RefCell::new(version_reply(1)));
        let said = Rc::clone(&version);
        let choices = Rc::new(RefCell::new(TestReply::new(200, grpc_ok(&[]))));
        let chosen = Rc::clone(&choices);
        let nothing = config::GetReleaseResponse {
            current: Some(config::Release { number: 0, document: "{}".to_owned() }),
            ..config::GetReleaseResponse::default()
        };
        let release = Rc::new(RefCell::new(TestReply::new(200, grpc_ok(&nothing.encode_to_vec()))));
        let published = Rc::clone(&release);
        let upstream: RefCell<Upstream> = RefCell::new(Box::new(upstream));
        let host = TestHost::new(move |request| {
            if request.url.ends_with("/.well-known/jwks.json") {
                TestReply::new(200, jwks.clone())
            } else if request.url.ends_with("/GetTokenVersion") {
                said.borrow().clone()
            } else if request.url.contains("/telemetry.v1.TelemetryService/") {
                TestReply::new(200, grpc_ok(&[]))
            } else if request.url.ends_with("/GetRelease") {
                published.borrow().clone()
            } else if request.url.ends_with("/ListSubstitutions") {
                chosen.borrow().clone()
            } else {
                (upstream.borrow_mut())(request)
            }
        });
        Self { isolate: Rc::new(isolate(settings)), host, key, version, choices, release }
    }

    /// A new isolate on the same host: memory is lost, the store is not.
    pub fn restart(&mut self) {
        let settings = self.isolate.config.settings.clone();
        self.isolate = Rc::new(isolate(settings));
    }

    /// A new isolate of a host whose memory ends after a few requests.
    pub fn store_at_once(&mut self) {
        let config = isolate_config(self.isolate.config.settings.clone(), &[&origin_key()]);
        self.isolate = Rc::new(Isolate::new(IsolateConfig { stores_at_once: true, ..config }));
    }

    /// Another edge of the same service: another isolate, in another place.
    pub fn elsewhere(&self) -> Self {
        Self {
            host: self.host.elsewhere(),
            isolate: Rc::new(isolate(self.isolate.config.settings.clone())),
            key: self.key.clone(),
            version: Rc::clone(&self.version),
            choices: Rc::clone(&self.choices),
            release: Rc::clone(&self.release),
        }
    }

    /// What the origin says from now on when it is asked for a token version.
    pub fn origin_says(&self, reply: TestReply) {
        *self.version.borrow_mut() = reply;
    }

    /// What the origin says from now on when it is asked what a listener has chosen: nothing unless
    /// said.
    pub fn choices_are(&self, reply: TestReply) {
        *self.choices.borrow_mut() = reply;
    }

    /// What the origin says from now on when it is asked for the release of the settings: that there
    /// is none unless said.
    pub fn release_is(&self, reply: TestReply) {
        *self.release.borrow_mut() = reply;
    }

    /// A new isolate that has the key of secrets.
    pub fn unseal_with(&mut self, key: SealingKey) {
        let config = isolate_config(self.isolate.config.settings.clone(), &[&origin_key()]);
        let config = IsolateConfig { sealing_key: Some(key), ..config };
        self.isolate = Rc::new(Isolate::new(config));
    }

    /// The token version of every user from now on, as the origin has it.
    pub fn version_is(&self, version: u64) {
        self.origin_says(version_reply(version));
    }

    /// How often the origin was asked for a token version since it was last looked.
    pub fn times_asked(&self) -> usize {
        let calls = self.host.network.take_calls();
        calls.iter().filter(|call| call.url.ends_with("/GetTokenVersion")).count()
    }

    pub fn now(&self) -> Timestamp {
        self.host.clock().now()
    }

    /// A token of a user, valid for ten minutes.
    pub fn token(&self) -> String {
        self.key.sign(claims(self.now())).unwrap()
    }

    /// A token of a user at a token version.
    pub fn token_of(&self, user_id: &str, version: u64) -> String {
        let mut claims = claims(self.now()).with_subject(user_id);
        claims.custom.ver = version;
        self.key.sign(claims).unwrap()
    }

    /// A token of the user on another device.
    pub fn token_on(&self, device_id: &str) -> String {
        let mut claims = claims(self.now());
        device_id.clone_into(&mut claims.custom.did);
        self.key.sign(claims).unwrap()
    }

    pub fn send(&self, request: &TestRequest) -> Response<TestBody> {
        let response = self.host.clock.run(http::handle(&self.isolate, self.host.clone(), request));
        described::check(request, &response);
        response
    }

    pub fn get(&self, target: &str) -> Answer {
        Answer::of(self.send(&TestRequest::get(target).bearer(&self.token())))
    }
}

/// The key the origin signs its calls to edges with.
pub fn origin_key() -> ServiceKey {
    ServiceKey::from_seed(&("C".repeat(42) + "A"), "origin").unwrap()
}

fn isolate(settings: Settings) -> Isolate {
    isolate_with(settings, &[&origin_key()])
}

/// An isolate that knows these keys of the origin.
pub fn isolate_with(settings: Settings, origin_keys: &[&ServiceKey]) -> Isolate {
    Isolate::new(isolate_config(settings, origin_keys))
}

fn isolate_config(settings: Settings, origin_keys: &[&ServiceKey]) -> IsolateConfig {
    let public = |key: &&ServiceKey| ServicePublicKey::parse(&key.public_key()).unwrap();
    IsolateConfig {
        edge_kind: "test",
        origin_url: "http://origin.test".to_owned(),
        service_key: ServiceKey::from_seed(SERVICE_SEED, "edge").unwrap(),
        origin_public_keys: origin_keys.iter().map(public).collect(),
        settings,
        sealing_key: None,
        stores_at_once: false,
    }
}

/// What the origin answers when a user's token version is this.
pub fn version_reply(token_version: u64) -> TestReply {
    let message = auth::v1::GetTokenVersionResponse { token_version };
    TestReply::new(200, grpc_ok(&message.encode_to_vec()))
}

/// A call that the origin refuses with this code.
pub fn refusal(grpc_status: u8, code: &str) -> TestReply {
    let problem = auth::v1::Problem { code: code.to_owned(), ..auth::v1::Problem::default() };
    let problem = BASE64_STANDARD.encode(problem.encode_to_vec());
    let trailers = format!("grpc-status:{grpc_status}\r\nlisten-problem-bin:{problem}\r\n");
    TestReply::new(200, frame(0x80, trailers.as_bytes()))
}

/// The claims of a valid token made at `now`.
pub fn claims(now: Timestamp) -> JWTClaims<AccessClaims> {
    let custom = AccessClaims { did: "phone".into(), sid: "session".into(), ver: 1, net: None };
    let mut claims = Claims::with_custom_claims(custom, Duration::from_secs(600))
        .with_issuer(ISSUER)
        .with_audience(AUDIENCE)
        .with_subject("user")
        .with_jwt_id("1");
    let now = UnixTimeStamp::from_secs(now.as_secs().try_into().unwrap());
    claims.issued_at = Some(now);
    claims.invalid_before = None;
    claims.expires_at = Some(now + Duration::from_secs(600));
    claims
}

pub fn jwks(keys: &[(&str, &Ed25519KeyPair)]) -> Vec<u8> {
    let keys: Vec<_> = keys
        .iter()
        .map(|(kid, key)| Jwk::ed25519(*kid, &key.public_key().to_bytes().try_into().unwrap()))
        .collect();
    KeySet::to_json(&keys)
}

/// A good gRPC-Web answer with this message.
pub fn grpc_ok(message: &[u8]) -> Vec<u8> {
    let mut body = frame(0, message);
    body.extend(frame(0x80, b"grpc-status:0\r\n"));
    body
}

/// A frame of gRPC-Web.
pub fn frame(flags: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![flags];
    frame.extend(u32::try_from(payload.len()).unwrap().to_be_bytes());
    frame.extend(payload);
    frame
}

/// An answer that has been read.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub json: Value,
}

impl Answer {
    pub fn of(response: Response<TestBody>) -> Self {
        let bytes = match response.body {
            Body::Empty => bytes::Bytes::new(),
            Body::Bytes(bytes) => bytes,
            Body::Stream(body) | Body::Socket(body) => body.bytes,
        };
        Self {
            status: response.status,
            headers: response
                .headers
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect(),
            json: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }
}
