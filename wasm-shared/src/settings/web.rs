use serde::{Deserialize, Serialize};

/// Which hosts audio may be fetched from and covers may be on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StreamSettings {
    /// A host name, or `.` and a domain for all hosts below it.
    pub allowed_hosts: Vec<String>,
    /// The same for covers, which listeners are sent to.
    pub cover_hosts: Vec<String>,
    /// `host:port` pairs that are allowed although their address is private. For development.
    pub allowed_private: Vec<String>,
}

impl Default for StreamSettings {
    fn default() -> Self {
        let hosts = [
            ".stream.qqmusic.qq.com",
            "aqqmusic.tc.qq.com",
            ".music.126.net",
            ".stream.music.joox.com",
            ".kugou.com",
        ];
        let cover_hosts = [
            "y.gtimg.cn",
            "y.qq.com",
            ".music.126.net",
            "image.joox.com",
            "imgcache.joox.com",
            ".kugou.com",
        ];
        Self {
            allowed_hosts: hosts.map(str::to_owned).to_vec(),
            cover_hosts: cover_hosts.map(str::to_owned).to_vec(),
            allowed_private: Vec::new(),
        }
    }
}

/// Browsers of other origins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WebSettings {
    /// Origins that may read answers, for example `https://app.listen.stream`.
    pub allowed_origins: Vec<String>,
}

/// Bounds on what callers send, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LimitSettings {
    /// A request's body in bytes.
    pub body_bytes: usize,
    /// A search's text in bytes.
    pub query_bytes: usize,
    /// Open sign-in calls of one network (an IPv4 address or an IPv6 /64) in a minute at one isolate;
    /// 0 for no bound. Many homes may share an address.
    pub sign_in_per_minute: u32,
    /// Calls of one signed-in user in a minute at one isolate; 0 for no bound.
    pub calls_per_minute: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            body_bytes: 64 << 10,
            query_bytes: 200,
            sign_in_per_minute: 300,
            calls_per_minute: 1_200,
        }
    }
}

/// What is logged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// The share of requests, 0 to 1, that a line is written for. Errors are always logged.
    pub request_sample: f64,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { request_sample: 0.01 }
    }
}
