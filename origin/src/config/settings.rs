use std::{fmt, net::SocketAddr, path::PathBuf, time::Duration};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use phonenumber::country::Id as Country;
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox, SecretString};
use toml::Value;
use url::{Host, Url};
use wasm_shared::auth::service_token::{ServiceKey, ServicePublicKey};

use super::{
    ConfigError, SmsSettings, TestPhones,
    layers::Layers,
    production,
    reader::{Noted, Reader, boolean, http_url, list, positive, socket_address, text},
    sms,
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
    /// How many proxies in front say in `X-Forwarded-For` who calls.
    pub trusted_proxies: u8,
    /// Where native gRPC is served.
    pub grpc_address: SocketAddr,
    /// The database.
    pub database: DatabaseSettings,
    /// What seals and indexes values at rest.
    pub secret_key: SecretKey,
    /// The public halves of the edges' service keys, base64url, each 32 bytes.
    pub edge_public_keys: Vec<String>,
    /// Whom events are pushed to.
    pub push: PushSettings,
    /// What the edges open the secrets of their settings with.
    pub edge_sealing_key: Option<SecretKey>,
    /// How long an account can be had back once its deletion was asked for.
    pub deletion_grace: TimeDelta,
    /// How long what was played is kept.
    pub history: TimeDelta,
    /// Where the audit's checkpoints are kept apart from the database.
    pub checkpoint_file: Option<PathBuf>,
    /// How long records of the audit are kept; `None` for good.
    pub audit_kept: Option<TimeDelta>,
    /// Whether alerts may be sent to private addresses, and unencrypted.
    pub private_webhooks: bool,
    /// How long statistics are kept.
    pub stats: StatsSettings,
    /// What access tokens say of their origin.
    pub tokens: TokenSettings,
    /// Who sends messages, and how many.
    pub sms: SmsSettings,
    /// Whose national forms of phone numbers are understood.
    pub default_country: Country,
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
    /// Whether a token counts only in the network it was made for.
    pub strict: bool,
}

/// How long statistics are kept.
#[derive(Debug, Clone, Copy)]
pub struct StatsSettings {
    /// Hours; at least the three days in which a day may still change.
    pub hours_kept: TimeDelta,
    /// Days, which are added up from them.
    pub days_kept: TimeDelta,
}

/// Whom events are pushed to.
#[derive(Debug, Clone)]
pub struct PushSettings {
    /// The edges' addresses. None: there is nobody to tell.
    pub urls: Vec<Url>,
    /// The Ed25519 seed that signs the calls, base64url; there when there is somebody to call.
    pub key: Option<SecretString>,
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
        let trusted_proxies = reader.or("http.trusted_proxies", 0, positive);
        let grpc_address = reader.required("grpc.address", socket_address);
        let database = read_database(&mut reader);
        let secret_key = reader.required("secret_key", secret_key_of);
        let edge_sealing_key =
            reader.or("edge.sealing_key", None, |value| secret_key_of(value).map(Some));
        let edge_public_keys = reader.required("edge.public_keys", public_keys);
        let push = read_push(&mut reader, matches!(mode, Ok(Mode::Production)));
        let deletion_grace_days = reader.or("accounts.deletion_grace_days", 30, positive::<u16>);
        let history_days = reader.or("library.history_days", 365, positive::<u16>);
        let checkpoint_file = reader.or("audit.checkpoint_file", None, |value| {
            text(value).map(|path| Some(PathBuf::from(path)))
        });
        let audit_kept_days =
            reader.or("audit.kept_days", None, |value| match positive::<u16>(value) {
                Ok(days) if days >= 30 => Ok(Some(days)),
                _ => Err("must be at least 30".to_owned()),
            });
        let private_webhooks = reader.or("alerts.private_webhooks", false, boolean);
        let stats = read_stats(&mut reader);
        let tokens = read_tokens(&mut reader);
        let sms = sms::read(&mut reader);
        let default_country = reader.or("auth.default_country", Country::CN, sms::country);
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
                trusted_proxies: trusted_proxies?,
                grpc_address: grpc_address?,
                database: database?,
                secret_key: secret_key?,
                edge_public_keys: edge_public_keys?,
                push: push?,
                edge_sealing_key: edge_sealing_key?,
                deletion_grace: TimeDelta::days(deletion_grace_days?.into()),
                history: TimeDelta::days(history_days?.into()),
                checkpoint_file: checkpoint_file?,
                audit_kept: audit_kept_days?.map(|days| TimeDelta::days(days.into())),
                private_webhooks: private_webhooks?,
                stats: stats?,
                tokens: tokens?,
                sms: sms?,
                default_country: default_country?,
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
    let strict = reader.or("tokens.strict", false, boolean);
    Ok(TokenSettings { issuer: issuer?, audience: audience?, strict: strict? })
}

fn read_stats(reader: &mut Reader<'_>) -> Result<StatsSettings, Noted> {
    let hours_kept = reader.or("stats.hours_kept_days", 90, |value| match positive::<u16>(value) {
        Ok(days) if days >= 3 => Ok(days),
        _ => Err("must be at least 3".to_owned()),
    });
    let days_kept = reader.or("stats.days_kept_days", 1_100, positive::<u16>);
    let days = |number: u16| TimeDelta::days(number.into());
    Ok(StatsSettings { hours_kept: days(hours_kept?), days_kept: days(days_kept?) })
}

fn secret_key_of(value: &Value) -> Result<SecretKey, String> {
    value
        .as_str()
        .and_then(SecretKey::parse)
        .ok_or_else(|| "must be 32 bytes in base64url without padding".to_owned())
}

fn read_push(reader: &mut Reader<'_>, production: bool) -> Result<PushSettings, Noted> {
    let urls = reader.or("edge.push_urls", Vec::new(), |value| {
        let urls: Vec<Url> = list(value)?.iter().map(http_url).collect::<Result<_, _>>()?;
        let plain = |url: &Url| url.scheme() == "http" && !is_loopback(url);
        if production && urls.iter().any(plain) {
            return Err("must be https addresses".to_owned());
        }
        Ok(urls)
    });
    let key = reader.or("edge.push_key", None, |value| {
        let seed = text(value)?;
        match ServiceKey::from_seed(&seed, "origin") {
            Ok(_) => Ok(Some(SecretString::from(seed))),
            Err(_) => Err("must be 32 bytes in base64url without padding".to_owned()),
        }
    });
    let (urls, key) = (urls?, key?);
    if !urls.is_empty() && key.is_none() {
        return Err(reader.note("edge.push_key", "is missing, and edge.push_urls is there"));
    }
    Ok(PushSettings { urls, key })
}

/// Where no network is in between.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn public_keys(value: &Value) -> Result<Vec<String>, String> {
    let keys: Vec<String> = list(value)?.iter().map(text).collect::<Result<_, _>>()?;
    let usable = !keys.is_empty() && keys.iter().all(|key| ServicePublicKey::parse(key).is_ok());
    usable
        .then_some(keys)
        .ok_or_else(|| "must list Ed25519 public keys, each 32 bytes in base64url".to_owned())
}
