use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::{Answer, System};

/// Somebody who is signed in.
pub struct Listener<'a> {
    system: &'a System,
    /// The answer to signing in.
    pub session: Value,
}

impl<'a> Listener<'a> {
    pub(crate) fn new(system: &'a System, session: Value) -> Self {
        Self { system, session }
    }

    /// The access token.
    pub fn token(&self) -> &str {
        self.session["access_token"].as_str().unwrap_or_default()
    }

    /// A call with the token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.system.request(method, path).bearer_auth(self.token())
    }

    /// A `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// The chain's answer to a search.
    pub async fn search(&self, text: &str) -> Answer {
        self.get(&format!("/api/v1/search?q={}", encode(text))).await
    }

    /// The track of this title by this performer that the chain finds.
    ///
    /// # Panics
    /// When it finds none.
    pub async fn find(&self, title: &str, artist: &str) -> Value {
        let found = self.search(&format!("{title} {artist}")).await;
        let items = found.json["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        let wanted =
            |track: &&Value| track["title"] == title && track["artists"][0]["name"] == artist;
        items.iter().find(wanted).unwrap_or_else(|| panic!("{title} in {}", found.json)).clone()
    }

    /// Where a track can be heard.
    pub async fn playback(&self, track_id: &str, quality: &str) -> Answer {
        self.get(&format!("/api/v1/tracks/{}/playback?quality={quality}", encode(track_id))).await
    }

    /// The audio, or a part of it.
    pub async fn stream(&self, track_id: &str, quality: &str, range: Option<&str>) -> Answer {
        let path = format!("/api/v1/tracks/{}/stream?quality={quality}", encode(track_id));
        let mut request = self.request(Method::GET, &path);
        if let Some(range) = range {
            request = request.header("range", range);
        }
        Answer::of(request).await
    }

    /// Has every operation of every source called.
    pub async fn touch_every_source(&self) {
        for source in ["qq", "joox", "netease", "kugou"] {
            let text = uuid::Uuid::new_v4().simple().to_string();
            let found = self
                .get(&format!(
                    "/api/v1/search?q={}&source={source}",
                    encode(&format!("茉莉花 {text}"))
                ))
                .await;
            for track in found.json["items"].as_array().into_iter().flatten().take(1) {
                self.playback(track["id"].as_str().unwrap_or_default(), "standard").await;
            }
        }
    }
}

/// Percent-encodes everything that could mean something in a URL.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
