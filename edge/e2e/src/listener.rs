use futures_util::future::join_all;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use uuid::Uuid;

use crate::{Answer, Recording, Socket, System, Truth, call_of};

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

    /// A socket to the listener's hub.
    ///
    /// # Errors
    /// The status of an answer that opens none.
    pub async fn socket(&self) -> Result<Socket, u16> {
        self.system.socket(&[("authorization", format!("Bearer {}", self.token()))]).await
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

    /// The words of a track.
    pub async fn lyrics(&self, track_id: &str) -> Answer {
        self.get(&format!("/api/v1/tracks/{}/lyrics", encode(track_id))).await
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

    /// Has every operation of `source` called that `GET /sources` says it has.
    pub async fn touch(&self, source: &Value, truth: &Truth) {
        let name = source["source"].as_str().unwrap_or_default();
        let operations = source["operations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let calls = operations.iter().filter_map(|it| call_of(name, it.as_str()?, truth));
        join_all(calls.map(async |path| self.get(&path).await)).await;
        let whole = |recording: &&Recording| {
            recording.at(name).is_some_and(|listing| recording.is_whole(&listing.track_id))
        };
        // Where one can be heard is known for a while: not always the same, in a quality that nobody
        // else asks for.
        let choice = usize::from(Uuid::new_v4().as_bytes()[0] % 20);
        let some = truth.recordings.iter().filter(whole).cycle().nth(choice);
        if let Some(listing) = some.and_then(|recording| recording.at(name)) {
            self.playback(&listing.track_id, "hires").await;
            self.lyrics(&listing.track_id).await;
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
