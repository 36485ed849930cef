use std::sync::Arc;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use origin::{
    clock::Clock,
    entropy,
    grpc::generated::{
        auth::auth_service_client::AuthServiceClient,
        config::config_service_client::ConfigServiceClient,
        sync::sync_service_client::SyncServiceClient,
        telemetry::telemetry_service_client::TelemetryServiceClient,
        user::user_service_client::UserServiceClient,
    },
};
use prost::Message;
use tonic::{
    Request, Status,
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};
use wasm_shared::{
    auth::service_token::{Audience, ServiceKey},
    contract::auth::v1::{
        Caller, Client, CreateSessionRequest, CreateSessionResponse, DeviceClaim, Problem,
        RefreshTokensRequest, RequestSmsCodeRequest, RequestSmsCodeResponse, Tokens,
        VerifyTokenRequest, VerifyTokenResponse,
    },
};

/// The seed of the edge's service key in these tests.
const SEED: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// An edge: calls the origin with a fresh service token each time.
#[derive(Clone)]
pub struct Edge {
    pub channel: Channel,
    signer: Signer,
}

/// Puts a service token on every call.
#[derive(Clone)]
pub struct Signer {
    key: Arc<ServiceKey>,
    clock: Clock,
}

impl Signer {
    pub fn new(clock: Clock) -> Self {
        Self { key: Arc::new(ServiceKey::from_seed(SEED, "edge-test").unwrap()), clock }
    }

    pub fn public_key(&self) -> String {
        self.key.public_key()
    }

    pub fn token(&self) -> String {
        self.key.sign(Audience::Origin, self.clock.timestamp(), entropy::bytes()).unwrap()
    }
}

impl Interceptor for Signer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let bearer = format!("Bearer {}", self.token()).parse().unwrap();
        request.metadata_mut().insert("authorization", bearer);
        Ok(request)
    }
}

type Signed = InterceptedService<Channel, Signer>;

impl Edge {
    pub fn new(channel: Channel, clock: Clock) -> Self {
        Self { channel, signer: Signer::new(clock) }
    }

    pub fn service_token(&self) -> String {
        self.signer.token()
    }

    pub fn auth(&self) -> AuthServiceClient<Signed> {
        AuthServiceClient::with_interceptor(self.channel.clone(), self.signer.clone())
    }

    pub fn user(&self) -> UserServiceClient<Signed> {
        UserServiceClient::with_interceptor(self.channel.clone(), self.signer.clone())
    }

    pub fn sync(&self) -> SyncServiceClient<Signed> {
        SyncServiceClient::with_interceptor(self.channel.clone(), self.signer.clone())
    }

    pub fn config(&self) -> ConfigServiceClient<Signed> {
        ConfigServiceClient::with_interceptor(self.channel.clone(), self.signer.clone())
    }

    pub fn telemetry(&self) -> TelemetryServiceClient<Signed> {
        TelemetryServiceClient::with_interceptor(self.channel.clone(), self.signer.clone())
    }

    pub async fn request_code(&self, phone: &str) -> Result<RequestSmsCodeResponse, Status> {
        self.request_code_from(phone, "203.0.113.7").await
    }

    pub async fn request_code_from(
        &self,
        phone: &str,
        ip: &str,
    ) -> Result<RequestSmsCodeResponse, Status> {
        self.request_code_on(phone, ip, None).await
    }

    pub async fn request_code_on(
        &self,
        phone: &str,
        ip: &str,
        device_id: Option<&str>,
    ) -> Result<RequestSmsCodeResponse, Status> {
        let request = RequestSmsCodeRequest {
            phone: phone.to_owned(),
            client: Some(client(ip)),
            device_id: device_id.map(str::to_owned),
        };
        Ok(self.auth().request_sms_code(request).await?.into_inner())
    }

    pub async fn create_session(
        &self,
        phone: &str,
        code: &str,
        device: &str,
        replace: Option<&str>,
    ) -> Result<CreateSessionResponse, Status> {
        let request = CreateSessionRequest {
            phone: phone.to_owned(),
            code: code.to_owned(),
            device: Some(DeviceClaim {
                id: device.to_owned(),
                name: format!("the {device}"),
                platform: "test".to_owned(),
            }),
            replace_device_id: replace.map(str::to_owned),
            client: Some(client("203.0.113.7")),
        };
        Ok(self.auth().create_session(request).await?.into_inner())
    }

    pub async fn refresh(&self, refresh_token: &str) -> Result<Tokens, Status> {
        self.refresh_from(refresh_token, "198.51.100.9").await
    }

    pub async fn refresh_from(&self, refresh_token: &str, ip: &str) -> Result<Tokens, Status> {
        let request = RefreshTokensRequest {
            refresh_token: refresh_token.to_owned(),
            client: Some(client(ip)),
        };
        Ok(self.auth().refresh_tokens(request).await?.into_inner().tokens.unwrap())
    }

    pub async fn verify_from(&self, access_token: &str, ip: Option<&str>) -> VerifyTokenResponse {
        let request = VerifyTokenRequest {
            access_token: access_token.to_owned(),
            client_ip: ip.map(str::to_owned),
        };
        self.auth().verify_token(request).await.unwrap().into_inner()
    }

    pub async fn verify(&self, access_token: &str) -> VerifyTokenResponse {
        self.verify_from(access_token, None).await
    }
}

/// Who an access token says is calling, as an edge reads it.
pub fn caller(access_token: &str) -> Caller {
    let claims = claims(access_token);
    let text = |name: &str| claims[name].as_str().unwrap().to_owned();
    Caller {
        user_id: text("sub"),
        device_id: text("did"),
        session_id: text("sid"),
        token_version: claims["ver"].as_u64().unwrap(),
    }
}

/// What an access token says.
fn claims(access_token: &str) -> serde_json::Value {
    let part = access_token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn client(ip: &str) -> Client {
    Client { ip: ip.to_owned(), user_agent: "test".to_owned() }
}

/// What a refused call carries.
pub fn problem<T: std::fmt::Debug>(result: Result<T, Status>) -> Problem {
    let status = result.expect_err("the call is refused");
    let trailer = status.metadata().get_bin("listen-problem-bin");
    let bytes = trailer.unwrap_or_else(|| panic!("no problem in {status:?}")).to_bytes().unwrap();
    Problem::decode(bytes).unwrap()
}
