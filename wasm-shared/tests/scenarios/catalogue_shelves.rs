//! NetEase and Kugou with as many songs as a test puts on their shelves, on the wire.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use wasm_shared::{ports::OutboundRequest, testing::TestReply};

use crate::{
    edge::TestEdge,
    sources::{Mood, settings},
};

/// A song as a source lists it.
#[derive(Debug, Clone)]
pub struct Song {
    pub id: u64,
    pub title: String,
    pub artist: &'static str,
    pub duration_ms: u64,
    pub lyrics: Option<&'static str>,
    pub picture: &'static str,
}

/// A song of three minutes without words and picture.
pub fn song(id: u64, title: &str) -> Song {
    Song {
        id,
        title: title.to_owned(),
        artist: "江南民乐团",
        duration_ms: 182_000,
        lyrics: None,
        picture: "",
    }
}

/// What one source has, and what it does with calls. Lists (albums, artists, playlists, charts) are
/// known by a number and hold all songs.
#[derive(Clone)]
pub struct Shelf {
    pub songs: Rc<RefCell<Vec<Song>>>,
    pub lists: Rc<RefCell<Vec<(u64, &'static str)>>>,
    pub suggestions: Rc<RefCell<Vec<&'static str>>>,
    pub mood: Rc<Cell<Mood>>,
}

impl Shelf {
    fn empty() -> Self {
        Self {
            songs: Rc::default(),
            lists: Rc::default(),
            suggestions: Rc::default(),
            mood: Rc::new(Cell::new(Mood::Good)),
        }
    }

    pub fn put(&self, songs: impl IntoIterator<Item = Song>) {
        self.songs.borrow_mut().extend(songs);
    }

    /// The songs with the query's first word in their title: as loose as real searches are.
    fn found(&self, query: &str) -> Vec<Song> {
        let word = query.split(' ').next().unwrap().to_lowercase();
        let songs = self.songs.borrow();
        songs.iter().filter(|song| song.title.to_lowercase().contains(&word)).cloned().collect()
    }

    fn lists_named(&self, query: &str) -> Vec<(u64, &'static str)> {
        self.lists.borrow().iter().filter(|(_, name)| name.contains(query)).copied().collect()
    }

    fn song(&self, id: u64) -> Option<Song> {
        self.songs.borrow().iter().find(|song| song.id == id).cloned()
    }

    fn list(&self, id: u64) -> Option<(u64, &'static str)> {
        self.lists.borrow().iter().find(|(known, _)| *known == id).copied()
    }
}

/// Both sources.
#[derive(Clone)]
pub struct Shelves {
    pub netease: Shelf,
    pub kugou: Shelf,
}

impl Shelves {
    pub fn empty() -> Self {
        Self { netease: Shelf::empty(), kugou: Shelf::empty() }
    }

    pub fn set_all(&self, mood: Mood) {
        self.netease.mood.set(mood);
        self.kugou.mood.set(mood);
    }

    /// An edge whose upstreams they are.
    pub fn edge(&self) -> TestEdge {
        let shelves = self.clone();
        TestEdge::new(settings(), move |request| shelves.answer(request))
    }

    /// Answers as both sources do.
    pub fn answer(&self, request: &OutboundRequest) -> TestReply {
        let netease = request.url.contains("music.163.com");
        let asked = if netease { &self.netease } else { &self.kugou };
        match asked.mood.get() {
            Mood::Failing => return TestReply::new(500, "oops"),
            Mood::Hanging => return TestReply::hang(),
            _ => {}
        }
        let call = Call::of(request);
        let body = if netease { netease_answer(asked, &call) } else { kugou_answer(asked, &call) };
        let reply = TestReply::new(200, body.to_string());
        match asked.mood.get() {
            Mood::Slow(millis) => reply.after(Duration::from_millis(millis)),
            _ => reply,
        }
    }
}

/// The path of a call and its parameters, from the query or the form.
struct Call {
    path: String,
    parameters: HashMap<String, String>,
}

impl Call {
    fn of(request: &OutboundRequest) -> Self {
        let url = url::Url::parse(&request.url).unwrap();
        let form = url::form_urlencoded::parse(&request.body);
        let parameters = url.query_pairs().chain(form);
        Self {
            path: url.path().to_owned(),
            parameters: parameters.map(|(name, value)| (name.into(), value.into())).collect(),
        }
    }

    fn get(&self, name: &str) -> &str {
        self.parameters.get(name).map(String::as_str).unwrap_or_default()
    }

    fn number(&self, name: &str) -> u64 {
        self.get(name).parse().unwrap_or_default()
    }

    /// The page of `whole` that `offset` and `limit` ask for.
    fn cut<T: Clone>(&self, whole: &[T]) -> Vec<T> {
        let (offset, limit) = (self.number("offset"), self.number("limit"));
        page(whole, offset, limit)
    }

    /// The page of `whole` that `page`, from 1, and `pagesize` ask for.
    fn cut_by_page<T: Clone>(&self, whole: &[T]) -> Vec<T> {
        let size = self.number("pagesize");
        page(whole, (self.number("page") - 1) * size, size)
    }
}

fn page<T: Clone>(whole: &[T], offset: u64, limit: u64) -> Vec<T> {
    let (offset, limit) = (usize::try_from(offset).unwrap(), usize::try_from(limit).unwrap());
    whole.iter().skip(offset).take(limit).cloned().collect()
}

fn netease_answer(shelf: &Shelf, call: &Call) -> Value {
    let songs = |songs: &[Song]| songs.iter().map(netease_song).collect::<Vec<_>>();
    let empty = shelf.mood.get() == Mood::Empty;
    match call.path.as_str() {
        "/api/cloudsearch/pc" if empty => json!({"code": 200, "result": {"songCount": 0}}),
        "/api/cloudsearch/pc" => {
            let (count, name, items) = match call.get("type") {
                "1" => {
                    let found = shelf.found(call.get("s"));
                    (found.len(), "song", songs(&call.cut(&found)))
                }
                kind => {
                    let found = shelf.lists_named(call.get("s"));
                    let name = match kind {
                        "10" => "album",
                        "100" => "artist",
                        _ => "playlist",
                    };
                    let items = call.cut(&found).into_iter().map(netease_list).collect();
                    (found.len(), name, items)
                }
            };
            let mut result = json!({ (format!("{name}Count")): count });
            if !items.is_empty() {
                result[format!("{name}s")] = items.into();
            }
            json!({"code": 200, "result": result})
        }
        "/api/search/suggest/keyword" => {
            let matches: Vec<_> =
                shelf.suggestions.borrow().iter().map(|text| json!({"keyword": text})).collect();
            json!({"code": 200, "result": {"allMatch": matches}})
        }
        "/api/v3/song/detail" => {
            let asked: Vec<Value> = serde_json::from_str(call.get("c")).unwrap();
            let ids = asked.iter().map(|song| song["id"].as_u64().unwrap());
            let found: Vec<Song> = ids.filter_map(|id| shelf.song(id)).collect();
            json!({"code": 200, "songs": songs(&found), "privileges": []})
        }
        "/api/song/lyric" => match shelf.song(call.number("id")).and_then(|song| song.lyrics) {
            Some("") => json!({"code": 200, "nolyric": true}),
            Some(lyrics) => json!({"code": 200, "lrc": {"lyric": lyrics}}),
            None => json!({"code": 200, "uncollected": true}),
        },
        "/api/v6/playlist/detail" => match shelf.list(call.number("id")) {
            Some(list) => {
                let all = shelf.songs.borrow();
                let ids: Vec<_> = all.iter().map(|song| json!({"id": song.id})).collect();
                let mut playlist = netease_list(list);
                playlist["trackIds"] = ids.into();
                playlist["tracks"] = songs(&page(&all, 0, call.number("n"))).into();
                json!({"code": 200, "playlist": playlist, "privileges": []})
            }
            None => json!({"code": 404}),
        },
        "/api/toplist" => {
            let lists: Vec<_> = shelf.lists.borrow().iter().copied().map(netease_list).collect();
            json!({"code": 200, "list": lists})
        }
        path => netease_opened(shelf, path, &songs(&shelf.songs.borrow())),
    }
}

fn netease_opened(shelf: &Shelf, path: &str, songs: &[Value]) -> Value {
    let (kind, id) = path.trim_start_matches("/api/v1/").split_once('/').unwrap();
    match (kind, shelf.list(id.parse().unwrap())) {
        (_, None) => json!({"code": 404}),
        ("album", Some(list)) => {
            json!({"code": 200, "album": netease_list(list), "songs": songs})
        }
        ("artist", Some(list)) => {
            json!({"code": 200, "artist": netease_list(list), "hotSongs": songs})
        }
        (kind, _) => panic!("nobody asked for {kind}"),
    }
}

fn netease_song(song: &Song) -> Value {
    json!({
        "id": song.id, "name": song.title, "ar": [{"id": 1, "name": song.artist}],
        "al": {"id": 9, "name": "民歌集", "picUrl": song.picture}, "dt": song.duration_ms,
        "alia": [], "fee": 8, "l": {"br": 128_000, "size": 2_912_000, "fid": 0},
        "privilege": {"id": song.id, "fee": 8, "st": 0, "pl": 320_000}
    })
}

fn netease_list((id, name): (u64, &str)) -> Value {
    json!({"id": id, "name": name, "picUrl": "http://p1.music.126.net/a.jpg", "artists": []})
}

/// The id of a song at Kugou.
pub fn kugou_hash(id: u64) -> String {
    format!("{id:032x}")
}

fn kugou_answer(shelf: &Shelf, call: &Call) -> Value {
    let list = |data: Value| json!({"status": 1, "errcode": 0, "error_code": 0, "data": data});
    match call.path.as_str() {
        "/song_search_v2" => {
            let found = shelf.found(call.get("keyword"));
            let songs: Vec<_> = call.cut_by_page(&found).iter().map(kugou_song).collect();
            list(json!({"total": found.len(), "lists": songs}))
        }
        "/app/i/getSongInfo.php" => {
            let id = u64::from_str_radix(call.get("hash"), 16).unwrap();
            match shelf.song(id) {
                Some(song) => kugou_info(&song),
                None => json!({"status": 0, "errcode": 0, "hash": "", "url": "", "error": ""}),
            }
        }
        "/getSearchTip" => {
            let tips: Vec<_> =
                shelf.suggestions.borrow().iter().map(|text| json!({"HintInfo": text})).collect();
            list(json!([{"LableName": "", "RecordDatas": tips}]))
        }
        "/api/v5/rank/list" => {
            let charts: Vec<_> = shelf
                .lists
                .borrow()
                .iter()
                .map(|(id, name)| json!({"rankid": id, "rankname": name}))
                .collect();
            list(json!({"info": charts}))
        }
        "/search" => {
            let id = u64::from_str_radix(call.get("hash"), 16).unwrap();
            let known = shelf.song(id).filter(|song| song.lyrics.is_some());
            let candidates: Vec<_> = known
                .iter()
                .map(
                    |song| json!({"id": song.id, "accesskey": "key", "duration": song.duration_ms}),
                )
                .collect();
            json!({"status": 200, "errcode": 200, "candidates": candidates})
        }
        "/download" => {
            let lyrics = shelf.song(call.number("id")).and_then(|song| song.lyrics).unwrap();
            let content = BASE64_STANDARD.encode(lyrics);
            json!({"status": 200, "error_code": 0, "fmt": "lrc", "content": content})
        }
        path => panic!("nobody asked for {path}"),
    }
}

fn kugou_song(song: &Song) -> Value {
    json!({
        "SongName": song.title, "SingerName": song.artist,
        "Singers": [{"id": 1, "name": song.artist}], "AlbumName": "民歌集", "AlbumID": "9",
        "MixSongID": "11", "Audioid": 12, "Duration": song.duration_ms / 1000,
        "FileHash": kugou_hash(song.id).to_uppercase(), "FileSize": 2_928_000,
        "Privilege": 0, "PayType": 0, "Suffix": "", "Image": song.picture
    })
}

fn kugou_info(song: &Song) -> Value {
    let hash = kugou_hash(song.id);
    json!({
        "status": 1, "errcode": 0, "hash": hash, "songName": song.title,
        "singerName": song.artist, "url": "http://sharefs.kugou.com/a.mp3", "backup_url": [],
        "timeLength": song.duration_ms / 1000, "bitRate": 128, "fileSize": 2_928_000,
        "extName": "mp3", "privilege": 0, "album_img": song.picture,
        "extra": {"128hash": hash, "128filesize": 2_928_000}
    })
}
