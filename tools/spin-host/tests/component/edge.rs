use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use spin_host::{Application, Host, KeyValue, Reuse, manifest::Manifest, serve};
use tokio::net::TcpListener;
use wasm_shared::auth::service_token::{Audience, ServiceKey};
use wasm_shared::ports::Timestamp;

use crate::origin::Origin;

/// `edge.push_key` of deploy/dev/origin.toml, whose public half the manifest has.
fn push_key() -> ServiceKey {
    let config = std::fs::read_to_string(root().join("deploy/dev/origin.toml")).unwrap();
    let config: toml::Table = config.parse().unwrap();
    ServiceKey::from_seed(config["edge"]["push_key"].as_str().unwrap(), "origin").unwrap()
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf()
}

/// An edge that runs, on a folder of its own.
pub struct Edge {
    pub application: Arc<Application>,
    url: String,
    client: Client,
    folder: PathBuf,
}

impl Edge {
    pub async fn start(origin: &Origin) -> Self {
        Self::start_with(origin, &origin.url, Reuse::default()).await
    }

    /// One whose manifest allows this host beside the sources.
    pub async fn start_with(origin: &Origin, allowed: &str, reuse: Reuse) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("spin-host-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let given = |name: &str| match name {
            // What is asked for is not what is allowed where the two differ.
            "origin_url" | "extra_host" => Some(allowed.to_owned()),
            _ => None,
        };
        let mut manifest = Manifest::read(&root().join("spin.toml"), given).unwrap();
        manifest.variables.insert("origin_url".to_owned(), origin.url.clone());
        let component = std::fs::read(&manifest.source).expect("`cargo xtask build spin` ran");
        let application = Arc::new(Application::open(&manifest, &folder).unwrap());
        let host = Host::new(&component, Arc::clone(&application), reuse).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(host, listener));
        Self { application, url, client: Client::new(), folder }
    }

    pub fn store(&self) -> &KeyValue {
        self.application.store("default").unwrap()
    }

    /// Status and body.
    pub async fn get(&self, path: &str, token: Option<&str>) -> (u16, Value) {
        self.ask(Method::GET, path, token, None).await
    }

    /// Pushes an event as the origin does, and gives what is said of it.
    pub async fn push(&self, event: &Value) -> Value {
        let mut id = [0; 16];
        getrandom::fill(&mut id).unwrap();
        let token = push_key().sign(Audience::Edge, now(), id).unwrap();
        let body = json!({ "items": [event] });
        let (status, answer) =
            self.ask(Method::POST, "/internal/v1/events", Some(&token), Some(&body)).await;
        assert_eq!(status, 200, "{answer}");
        answer["items"][0].clone()
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or_default())
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[expect(clippy::disallowed_methods, reason = "tokens are judged by the real time")]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_millis(since.as_millis().try_into().unwrap())
}
