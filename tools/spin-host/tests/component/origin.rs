use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use jwt_simple::prelude::*;
use tokio::net::TcpListener;
use wasm_shared::auth::{AccessClaims, Jwk, KeySet};

/// As the manifest's settings have it.
const ISSUER: &str = "http://127.0.0.1:8787";

/// An origin that knows every user at token version 1, publishes its key, and takes whatever else it
/// is told.
pub struct Origin {
    pub url: String,
    key: Ed25519KeyPair,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Origin {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let key = Ed25519KeyPair::generate().with_key_id("test");
        let public = key.public_key().to_bytes().try_into().unwrap();
        let jwks = Bytes::from(KeySet::to_json(&[Jwk::ed25519("test", &public)]));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let told = Arc::clone(&asked);
        tokio::spawn(async move {
            loop {
                let (connection, _) = listener.accept().await.unwrap();
                let (jwks, told) = (jwks.clone(), Arc::clone(&told));
                let service = service_fn(move |request: Request<Incoming>| {
                    told.lock().unwrap().push(request.uri().path().to_owned());
                    std::future::ready(Ok::<_, Infallible>(answer(request.uri().path(), &jwks)))
                });
                let connection = TokioIo::new(connection);
                tokio::spawn(http1::Builder::new().serve_connection(connection, service));
            }
        });
        Self { url, key, asked }
    }

    /// How often a path was asked for that ends so.
    pub fn times_asked(&self, end: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.ends_with(end)).count()
    }

    /// An access token of a user at token version 1.
    pub fn token(&self, user_id: &str) -> String {
        let claims = AccessClaims { did: "phone".into(), sid: "session".into(), ver: 1, net: None };
        let claims = Claims::with_custom_claims(claims, Duration::from_mins(10))
            .with_issuer(ISSUER)
            .with_audience("listen-stream")
            .with_subject(user_id)
            .with_jwt_id("1");
        self.key.sign(claims).unwrap()
    }
}

fn answer(path: &str, jwks: &Bytes) -> Response<Full<Bytes>> {
    if path.ends_with("/jwks.json") {
        return Response::new(Full::new(jwks.clone()));
    }
    // `token_version` is the first field.
    let message: &[u8] = if path.ends_with("/GetTokenVersion") { &[8, 1] } else { &[] };
    let mut body = vec![0, 0, 0, 0, u8::try_from(message.len()).unwrap()];
    body.extend(message);
    let trailers = b"grpc-status:0\r\n";
    body.extend([0x80, 0, 0, 0, u8::try_from(trailers.len()).unwrap()]);
    body.extend(trailers);
    Response::new(Full::new(body.into()))
}
