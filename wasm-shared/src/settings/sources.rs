use serde::{Deserialize, Serialize};

use super::Secret;
use crate::catalog::model::Source;

/// The four music services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SourcesSettings {
    /// The order they are asked in; one that is left out is not asked.
    pub order: Vec<Source>,
    /// QQ Music.
    pub qq: QqSettings,
    /// JOOX.
    pub joox: JooxSettings,
    /// NetEase Cloud Music.
    pub netease: NeteaseSettings,
    /// Kugou.
    pub kugou: KugouSettings,
}

impl SourcesSettings {
    /// What every source has, of one.
    pub const fn common(&self, source: Source) -> &SourceSettings {
        match source {
            Source::Qq => &self.qq.common,
            Source::Joox => &self.joox.common,
            Source::Netease => &self.netease.common,
            Source::Kugou => &self.kugou.common,
        }
    }

    /// The sources that are asked, in their order.
    pub fn in_use(&self) -> impl Iterator<Item = Source> {
        self.order.iter().copied().filter(|source| self.common(*source).enabled)
    }

    /// Whether `source` is asked at all.
    pub fn is_in_use(&self, source: Source) -> bool {
        self.common(source).enabled && self.order.contains(&source)
    }
}

impl Default for SourcesSettings {
    fn default() -> Self {
        Self {
            order: Source::ALL.to_vec(),
            qq: QqSettings::default(),
            joox: JooxSettings::default(),
            netease: NeteaseSettings::default(),
            kugou: KugouSettings::default(),
        }
    }
}

/// What every source has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SourceSettings {
    /// Whether it is asked at all.
    pub enabled: bool,
    /// How long one call may take, in milliseconds.
    pub timeout_ms: u64,
    /// The operator's session at the source, as a `Cookie` header; empty for none.
    pub cookie: Secret,
}

impl Default for SourceSettings {
    fn default() -> Self {
        Self { enabled: true, timeout_ms: 3_000, cookie: Secret::default() }
    }
}

/// QQ Music.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct QqSettings {
    /// What every source has.
    pub common: SourceSettings,
    /// The host of `/cgi-bin/musicu.fcg`.
    pub api_base: String,
    /// The host of the older calls, for lyrics and suggestions.
    pub c_base: String,
    /// Whether calls are signed and go to `musics.fcg`; reports of its need contradict each other.
    pub sign: bool,
}

impl Default for QqSettings {
    fn default() -> Self {
        Self {
            common: SourceSettings::default(),
            api_base: "https://u.y.qq.com".to_owned(),
            c_base: "https://c.y.qq.com".to_owned(),
            sign: false,
        }
    }
}

/// JOOX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct JooxSettings {
    /// What every source has.
    pub common: SourceSettings,
    /// The host of `/openjoox` and `/page`.
    pub cache_api_base: String,
    /// The host of `/web-fcgi-bin`.
    pub api_base: String,
    /// The host of the pages that people see.
    pub www_base: String,
    /// The mirror that serves the tracks of albums, artists and playlists, and the charts.
    pub mirror_base: String,
    /// `country` of every call.
    pub country: String,
    /// `lang` of every call.
    pub language: String,
    /// Whether the call that many report gone is tried last.
    pub legacy: bool,
}

impl Default for JooxSettings {
    fn default() -> Self {
        Self {
            common: SourceSettings::default(),
            cache_api_base: "https://cache.api.joox.com".to_owned(),
            api_base: "https://api.joox.com".to_owned(),
            www_base: "https://www.joox.com".to_owned(),
            mirror_base: "https://api-jooxtt.sanook.com".to_owned(),
            country: "hk".to_owned(),
            language: "zh_TW".to_owned(),
            legacy: false,
        }
    }
}

/// How calls to NetEase are wrapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum NeteaseTransport {
    /// As a plain form to `/api`.
    #[default]
    Plain,
    /// Encrypted twice, the key by RSA, to `/weapi`.
    Weapi,
    /// Encrypted with a digest to `/eapi`.
    Eapi,
}

/// NetEase Cloud Music.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NeteaseSettings {
    /// What every source has.
    pub common: SourceSettings,
    /// The host of `/api` and `/weapi`.
    pub web_base: String,
    /// The host of `/eapi`.
    pub eapi_base: String,
    /// How calls are wrapped.
    pub transport: NeteaseTransport,
    /// The RSA modulus of `weapi`, hexadecimal.
    pub weapi_modulus: String,
}

impl Default for NeteaseSettings {
    fn default() -> Self {
        Self {
            common: SourceSettings::default(),
            web_base: "https://music.163.com".to_owned(),
            eapi_base: "https://interface.music.163.com".to_owned(),
            transport: NeteaseTransport::Plain,
            weapi_modulus: concat!(
                "e0b509f6259df8642dbc35662901477df22677ec152b5ff68ace615bb7b725152b3ab17a876aea8a",
                "5aa76d2e417629ec4ee341f56135fccf695280104e0312ecbda92557c93870114af6c9d05c4f7f0c",
                "3685b7a46bee255932575cce10b424d813cfe4875d3e82047b97ddef52741d546b8e289dc6935b3e",
                "ce0462db0a22b8e7"
            )
            .to_owned(),
        }
    }
}

/// Kugou.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct KugouSettings {
    /// What every source has.
    pub common: SourceSettings,
    /// The host of `/song_search_v2`.
    pub search_base: String,
    /// The host of `/app/i/getSongInfo.php`.
    pub mobile_base: String,
    /// The host of signed calls such as `/v5/url`.
    pub gateway_base: String,
    /// The host of albums, artists and playlists, `/api/v3`. It and the next are only known to
    /// answer plain HTTP; no session is sent to them.
    pub list_base: String,
    /// The host of charts, `/api/v3/rank` and `/api/v5/rank`.
    pub rank_base: String,
    /// The host of lyrics, `/search` and `/download`.
    pub lyrics_base: String,
    /// The host of suggestions, `/getSearchTip`.
    pub tip_base: String,
    /// Whether qualities above 128 kbit/s are asked for by the signed call; it wants a registered
    /// device or a login at most addresses.
    pub signed_playback: bool,
    /// The registered device, `dfid`; empty for none.
    pub device_id: String,
}

impl Default for KugouSettings {
    fn default() -> Self {
        Self {
            common: SourceSettings::default(),
            search_base: "https://songsearch.kugou.com".to_owned(),
            mobile_base: "https://m.kugou.com".to_owned(),
            gateway_base: "https://gateway.kugou.com".to_owned(),
            list_base: "http://mobilecdn.kugou.com".to_owned(),
            rank_base: "http://mobilecdnbj.kugou.com".to_owned(),
            lyrics_base: "https://lyrics.kugou.com".to_owned(),
            tip_base: "https://searchtip.kugou.com".to_owned(),
            signed_playback: true,
            device_id: String::new(),
        }
    }
}
