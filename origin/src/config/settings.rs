use std::{fmt, net::SocketAddr, time::Duration};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox, SecretString};
use toml::Value;
use url::Url;
use wasm_shared::auth::service_token::ServicePublicKey;

use super::{
    ConfigError, TestPhones,
    layers::Layers,
    production,
    reader::{Noted, Reader, http_url, list, positive, socket_address, text},
};

/// What the origin is told at start.
#[derive(Debug)]
pub struct Settings {
    /// Whether development values are allowed.
    pub mode: Mode,
    /// How it logs.
    pub log: LogSettings,
    /// Where plain HTTP and gRPC-Web are served.
    pub http_address: SocketAddr,
    /// Where native gRPC is served.
    pub grpc_address: SocketAddr,
    /// The database.
    pub database: DatabaseSettings,
    /// What seals and indexes values at rest.
    pub secret_key: SecretKey,
    /// The public halves of the edges' service keys, base64url, each 32 bytes.
    pub edge_public_keys: Vec<String>,
    /// What access tokens say of their origin.
    pub tokens: TokenSettings,
    /// Who sends messages, and how many.
    pub sms: SmsSettings,
    /// Phones with a fixed code.
    pub test_phones: Vec<TestPhones>,
}

/// Whether development values are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// On the developer's own machine.
    Development,
    /// For listeners: no value of `deploy/dev/origin.toml` is accepted.
    Production,
}

/// How the origin logs.
#[derive(Debug, Clone)]
pub struct LogSettings {
    /// The form of a line.
    pub format: LogFormat,
    /// Directives of `tracing-subscriber`'s `EnvFilter`, for example `info,origin=debug`.
    pub filter: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object.
    Json,
    /// For people.
    Text,
}

/// How the database is reached.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// `postgres://…`, the password included.
    pub url: SecretString,
    /// The most connections held open at once.
    pub max_connections: u32,
    /// How long a call waits for a connection before it gives up.
    pub acquire_timeout: Duration,
}

/// The 32 bytes that every key at rest is derived from.
pub struct SecretKey(SecretBox<[u8; 32]>);

impl SecretKey {
    fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        let mut key = SecretBox::new(Box::new([0; 32]));
        key.expose_secret_mut().copy_from_slice(&bytes);
        Some(Self(key))
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

/// Shows nothing of the key.
impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// What access tokens say of their origin.
#[derive(Debug, Clone)]
pub struct TokenSettings {
    /// `iss`: the public address of the service.
    pub issuer: String,
    /// `aud`.
    pub audience: String,
}

/// Who sends messages, and how many.
#[derive(Debug, Clone)]
pub struct SmsSettings {
    /// In the order they are tried.
    pub vendors: Vec<VendorSettings>,
    /// Beside those per phone, which are fixed.
    pub budgets: SmsBudgets,
}

/// How many codes may be asked for within one clock hour.
#[derive(Debug, Clone, Copy)]
pub struct SmsBudgets {
    /// From one address.
    pub per_address_per_hour: u32,
    /// By everybody.
    pub total_per_hour: u32,
}

/// How one vendor is reached.
#[derive(Debug, Clone)]
pub enum VendorSettings {
    /// Alibaba Cloud's Dysmsapi.
    Aliyun(AliyunSettings),
}

/// How Alibaba Cloud's Dysmsapi is reached.
#[derive(Debug, Clone)]
pub struct AliyunSettings {
    /// For example `https://dysmsapi.aliyuncs.com`.
    pub endpoint: Url,
    /// The public half of the key pair.
    pub access_key_id: String,
    /// The secret half.
    pub access_key_secret: SecretString,
    /// The approved signature in front of the text.
    pub sign_name: String,
    /// The approved template; its one parameter is `code`.
    pub template_code: String,
}

impl Settings {
    /// Understands what was given.
    ///
    /// # Errors
    /// Everything that is missing, unknown or wrong; in production also every development value.
    pub fn from_layers(layers: &Layers) -> Result<Self, ConfigError> {
        let mut reader = Reader::new(layers);
        let mode = reader.required("mode", |value| match value.as_str() {
            Some("development") => Ok(Mode::Development),
            Some("production") => Ok(Mode::Production),
            _ => Err("must be development or production".to_owned()),
        });
        let log = read_log(&mut reader);
        let http_address = reader.required("http.address", socket_address);
        let grpc_address = reader.required("grpc.address", socket_address);
        let database = read_database(&mut reader);
        let secret_key = reader.required("secret_key", |value| {
            value
                .as_str()
                .and_then(SecretKey::parse)
                .ok_or_else(|| "must be 32 bytes in base64url without padding".to_owned())
        });
        let edge_public_keys = reader.required("edge.public_keys", public_keys);
        let tokens = read_tokens(&mut reader);
        let sms = read_sms(&mut reader);
        let test_phones = reader.or("auth.test_phones", Vec::new(), |value| {
            list(value)?.iter().map(TestPhones::read).collect()
        });
        if let Ok(Mode::Production) = mode {
            production::refuse_development_values(layers, &mut reader);
        }
        let settings = (|| {
            Ok(Self {
                mode: mode?,
                log: log?,
                http_address: http_address?,
                grpc_address: grpc_address?,
                database: database?,
                secret_key: secret_key?,
                edge_public_keys: edge_public_keys?,
                tokens: tokens?,
                sms: sms?,
                test_phones: test_phones?,
            })
        })();
        reader.finish(settings)
    }
}

fn read_log(reader: &mut Reader<'_>) -> Result<LogSettings, Noted> {
    let format = reader.or("log.format", LogFormat::Json, |value| match value.as_str() {
        Some("json") => Ok(LogFormat::Json),
        Some("text") => Ok(LogFormat::Text),
        _ => Err("must be json or text".to_owned()),
    });
    let filter = reader.or("log.filter", "info".to_owned(), |value| {
        let filter = text(value)?;
        match tracing_subscriber::EnvFilter::try_new(&filter) {
            Ok(_) => Ok(filter),
            Err(_) => Err("must be a filter such as info,origin=debug".to_owned()),
        }
    });
    Ok(LogSettings { format: format?, filter: filter? })
}

fn read_database(reader: &mut Reader<'_>) -> Result<DatabaseSettings, Noted> {
    let url = reader.required("database.url", |value| {
        let url = text(value)?;
        let postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        match url.parse::<sqlx::postgres::PgConnectOptions>() {
            Ok(_) if postgres => Ok(SecretString::from(url)),
            _ => Err("must be a postgres:// address".to_owned()),
        }
    });
    let max_connections = reader.or("database.max_connections", 20, positive);
    let acquire_timeout_ms = reader.or("database.acquire_timeout_ms", 5_000, positive);
    Ok(DatabaseSettings {
        url: url?,
        max_connections: max_connections?,
        acquire_timeout: Duration::from_millis(acquire_timeout_ms?),
    })
}

fn read_tokens(reader: &mut Reader<'_>) -> Result<TokenSettings, Noted> {
    let issuer = reader.required("tokens.issuer", |value| {
        // Kept as written: `iss` is compared as text, and a URL would gain a slash.
        http_url(value).and_then(|_| text(value))
    });
    let audience = reader.or("tokens.audience", "listen-stream".to_owned(), text);
    Ok(TokenSettings { issuer: issuer?, audience: audience? })
}

fn read_sms(reader: &mut Reader<'_>) -> Result<SmsSettings, Noted> {
    let names = reader.required("sms.vendors", |value| {
        let names: Vec<String> = list(value)?.iter().map(text).collect::<Result<_, _>>()?;
        match names.iter().find(|name| *name != "aliyun") {
            None if !names.is_empty() => Ok(()),
            _ => Err("must list vendors out of: aliyun".to_owned()),
        }
    });
    let aliyun = read_aliyun(reader).map(VendorSettings::Aliyun);
    let per_address = reader.or("sms.budgets.per_address_per_hour", 30, positive);
    let total = reader.or("sms.budgets.total_per_hour", 2_000, positive);
    // One vendor so far: the list says nothing but that it is wanted.
    names?;
    Ok(SmsSettings {
        vendors: vec![aliyun?],
        budgets: SmsBudgets { per_address_per_hour: per_address?, total_per_hour: total? },
    })
}

fn read_aliyun(reader: &mut Reader<'_>) -> Result<AliyunSettings, Noted> {
    let endpoint = reader.required("sms.aliyun.endpoint", http_url);
    let access_key_id = reader.required("sms.aliyun.access_key_id", text);
    let access_key_secret = reader.required("sms.aliyun.access_key_secret", text);
    let sign_name = reader.required("sms.aliyun.sign_name", text);
    let template_code = reader.required("sms.aliyun.template_code", text);
    Ok(AliyunSettings {
        endpoint: endpoint?,
        access_key_id: access_key_id?,
        access_key_secret: access_key_secret?.into(),
        sign_name: sign_name?,
        template_code: template_code?,
    })
}

fn public_keys(value: &Value) -> Result<Vec<String>, String> {
    let keys: Vec<String> = list(value)?.iter().map(text).collect::<Result<_, _>>()?;
    let usable = !keys.is_empty() && keys.iter().all(|key| ServicePublicKey::parse(key).is_ok());
    usable
        .then_some(keys)
        .ok_or_else(|| "must list Ed25519 public keys, each 32 bytes in base64url".to_owned())
}
