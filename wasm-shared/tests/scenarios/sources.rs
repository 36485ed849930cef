//! NetEase and Kugou with one song, enough to walk a chain of two.

use std::{cell::Cell, rc::Rc, time::Duration};

use serde_json::{Value, json};
use wasm_shared::{
    catalog::model::Source,
    ports::OutboundRequest,
    settings::{Lifetime, Settings},
    testing::TestReply,
};

pub const NETEASE_TRACK: &str = "/api/v1/tracks/netease%3A7";
pub const KUGOU_HASH: &str = "0123456789abcdef0123456789abcdef";

/// What a source does with calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Good,
    /// Answers 500.
    Failing,
    /// Does not answer.
    Hanging,
    /// Answers well after this many milliseconds.
    Slow(u64),
    /// Has the song for subscribers only.
    Vip,
    /// Finds nothing.
    Empty,
}

/// The moods of both, to be changed while the edge runs.
#[derive(Clone)]
pub struct Moods {
    pub netease: Rc<Cell<Mood>>,
    pub kugou: Rc<Cell<Mood>>,
    /// The title Kugou lists the song under.
    pub kugou_title: Rc<Cell<&'static str>>,
}

impl Moods {
    pub fn good() -> Self {
        let good = || Rc::new(Cell::new(Mood::Good));
        Self { netease: good(), kugou: good(), kugou_title: Rc::new(Cell::new("茉莉花")) }
    }

    pub fn set_all(&self, mood: Mood) {
        self.netease.set(mood);
        self.kugou.set(mood);
    }

    /// Answers as both sources do.
    pub fn answer(&self, request: &OutboundRequest) -> TestReply {
        if is_audio(&request.url) {
            let whole = !request.headers.iter().any(|(name, _)| *name == "range");
            return if whole { TestReply::new(200, "audio") } else { audio(2_928_000) };
        }
        let netease = request.url.contains("music.163.com");
        let mood = if netease { self.netease.get() } else { self.kugou.get() };
        match mood {
            Mood::Failing => return TestReply::new(500, "oops"),
            Mood::Hanging => return TestReply::hang(),
            _ => {}
        }
        let body =
            if netease { netease_body(request, mood) } else { self.kugou_body(request, mood) };
        let reply = TestReply::new(200, body.to_string());
        if let Mood::Slow(millis) = mood {
            reply.after(Duration::from_millis(millis))
        } else {
            reply
        }
    }

    fn kugou_body(&self, request: &OutboundRequest, mood: Mood) -> Value {
        let title = self.kugou_title.get();
        if request.url.contains("song_search_v2") {
            let songs = json!([{
                "SongName": title, "SingerName": "江南民乐团",
                "Singers": [{"id": 1, "name": "江南民乐团"}],
                "AlbumName": "民歌集", "AlbumID": "9", "MixSongID": "11", "Audioid": 12,
                "Duration": 183, "FileHash": KUGOU_HASH.to_uppercase(), "FileSize": 2_928_000,
                "HQFileHash": "", "HQFileSize": 0, "SQFileHash": "", "SQFileSize": 0,
                "Privilege": 0, "PayType": 0, "Suffix": "", "Image": ""
            }]);
            let songs = if mood == Mood::Empty { json!([]) } else { songs };
            return json!({"status": 1, "error_code": 0, "data": {"total": 1, "lists": songs}});
        }
        if mood == Mood::Vip {
            return json!({"status": 0, "errcode": 0, "url": "", "error": "需要付费",
                "pay_type": 3, "privilege": 10, "hash": KUGOU_HASH});
        }
        self.kugou_info()
    }

    /// What Kugou says of its song.
    pub fn kugou_info(&self) -> Value {
        let title = self.kugou_title.get();
        json!({
            "status": 1, "errcode": 0, "hash": KUGOU_HASH, "songName": title,
            "singerName": "江南民乐团", "fileName": format!("江南民乐团 - {title}"),
            "url": "http://sharefs.kugou.com/202601010000/s/v3/h/yp/full/a.mp3",
            "backup_url": [], "timeLength": 183, "bitRate": 128, "fileSize": 2_928_000,
            "extName": "mp3", "privilege": 0, "pay_type": 0,
            "extra": {"128hash": KUGOU_HASH, "128filesize": 2_928_000}
        })
    }
}

/// Whether a URL is that of a file.
pub fn is_audio(url: &str) -> bool {
    url.contains(".mp3")
}

/// The beginning of a file of 128 kbit/s.
pub fn audio(size_bytes: u64) -> TestReply {
    let mut frame = vec![0xff, 0xfb, 0x90, 0x00];
    frame.resize(417, 0);
    TestReply::new(206, frame.repeat(19))
        .header("content-type", "audio/mpeg")
        .header("content-range", format!("bytes 0-7922/{size_bytes}"))
}

fn netease_body(request: &OutboundRequest, mood: Mood) -> Value {
    let song = json!({
        "id": 7, "name": "茉莉花", "ar": [{"id": 1, "name": "江南民乐团"}],
        "al": {"id": 9, "name": "民歌集", "picUrl": ""}, "dt": 182_000, "alia": [], "fee": 8,
        "l": {"br": 128_000, "size": 2_912_000, "fid": 0},
        "privilege": {"id": 7, "fee": 8, "st": 0, "pl": 320_000, "fl": 128_000, "maxbr": 320_000}
    });
    if request.url.contains("cloudsearch") {
        let songs = if mood == Mood::Empty { json!([]) } else { json!([song]) };
        return json!({"code": 200, "result": {"songCount": 1, "songs": songs}});
    }
    if request.url.contains("song/detail") {
        return json!({"code": 200, "songs": [song], "privileges": [song["privilege"]]});
    }
    let item = if mood == Mood::Vip {
        json!({"id": 7, "url": null, "br": 0, "size": 0, "code": -110, "expi": 1200, "fee": 1})
    } else {
        json!({"id": 7, "url": "http://m7.music.126.net/20260101080000/x/y.mp3", "br": 128_000,
            "size": 2_912_000, "code": 200, "expi": 1200, "type": "mp3", "level": "standard",
            "fee": 8, "freeTrialInfo": null, "time": 182_000})
    };
    json!({"code": 200, "data": [item]})
}

/// A chain of NetEase and Kugou with short lives, so that tests read well.
pub fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.sources.order = vec![Source::Netease, Source::Kugou];
    settings.cache.search = Lifetime { fresh_s: 60, revalidate_s: 60, stale_s: 3600 };
    settings.cache.absent = Lifetime { fresh_s: 30, revalidate_s: 0, stale_s: 0 };
    settings.breaker.consecutive_faults = 3;
    settings.breaker.open_ms = 10_000;
    settings
}
