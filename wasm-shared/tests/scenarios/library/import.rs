//! Lists that are taken over: read here, kept by the origin, looked up step by step.

use std::{cell::RefCell, rc::Rc, time::Duration};

use prost::Message;
use serde_json::{Value, json};
use wasm_shared::{
    auth::service_token::Audience,
    contract::user::v1 as user,
    ports::{Entropy, Host, OutboundRequest},
    testing::{TestReply, TestRequest},
};

use super::{caller, change};
use crate::{
    catalogue_shelves::{Shelves, song},
    edge::{Answer, TestEdge, grpc_ok, origin_key, refusal},
    sources::{Mood, Moods, settings},
};

/// An origin with one job, which it keeps as the contract says.
#[derive(Default)]
struct Jobs {
    lines: Vec<String>,
    done: usize,
    /// What came of each line that is done: the track's id.
    entries: Vec<Option<String>>,
    /// How many lines came with each step.
    steps: Vec<usize>,
    /// Whether somebody else is always faster.
    is_raced: bool,
    went_on_at_ms: i64,
}

impl Jobs {
    fn job(&self, lines: usize) -> user::ImportJob {
        let unmatched = self.entries.iter().zip(&self.lines).filter(|(entry, _)| entry.is_none());
        let total = self.lines.len();
        user::ImportJob {
            id: "j-1".into(),
            playlist_id: "p-1".into(),
            state: if self.done == total { "done" } else { "running" }.into(),
            total: total.try_into().unwrap(),
            done: self.done.try_into().unwrap(),
            matched: self.entries.iter().flatten().count().try_into().unwrap(),
            unmatched: unmatched.map(|(_, line)| line.clone()).collect(),
            created_at_ms: super::NEW_YEAR_MS,
            updated_at_ms: self.went_on_at_ms,
            lines: self.lines.iter().skip(self.done).take(lines).cloned().collect(),
            failure: String::new(),
        }
    }

    fn answer(&mut self, request: &OutboundRequest) -> Option<TestReply> {
        let body = &request.body.get(5..)?;
        let message = match request.url.rsplit('/').next()? {
            "CreateImport" => {
                let asked = user::CreateImportRequest::decode(*body).ok()?;
                assert_eq!(asked.change, change());
                self.lines = asked.lines;
                user::CreateImportResponse { revision: 1, job: Some(self.job(0)) }.encode_to_vec()
            }
            "GetImport" => {
                let asked = user::GetImportRequest::decode(*body).ok()?;
                assert_eq!((asked.caller, asked.id.as_str()), (caller(), "j-1"));
                let job = Some(self.job(asked.lines.try_into().unwrap()));
                user::GetImportResponse { job }.encode_to_vec()
            }
            "AdvanceImport" => {
                let asked = user::AdvanceImportRequest::decode(*body).ok()?;
                if self.is_raced || usize::try_from(asked.done).unwrap() != self.done {
                    return Some(refusal(9, "version_conflict"));
                }
                self.done += asked.lines.len();
                self.steps.push(asked.lines.len());
                let id = |line: user::ImportedLine| line.entry.map(|entry| entry.track_id);
                self.entries.extend(asked.lines.into_iter().map(id));
                user::AdvanceImportResponse { revision: 2, job: Some(self.job(0)) }.encode_to_vec()
            }
            _ => return None,
        };
        Some(TestReply::new(200, grpc_ok(&message)))
    }
}

struct Import {
    edge: TestEdge,
    moods: Moods,
    jobs: Rc<RefCell<Jobs>>,
}

impl Import {
    fn new() -> Self {
        let moods = Moods::good();
        let answering = moods.clone();
        Self { moods, ..Self::over(move |request| answering.answer(request)) }
    }

    /// With other sources.
    fn over(mut sources: impl FnMut(&OutboundRequest) -> TestReply + 'static) -> Self {
        let jobs = Jobs { went_on_at_ms: super::NEW_YEAR_MS, ..Jobs::default() };
        let jobs = Rc::new(RefCell::new(jobs));
        let keeping = Rc::clone(&jobs);
        let edge = TestEdge::new(settings(), move |request| {
            let reply = keeping.borrow_mut().answer(request);
            reply.unwrap_or_else(|| sources(request))
        });
        Self { edge, moods: Moods::good(), jobs }
    }

    fn post(&self, body: &Value) -> Answer {
        let request = TestRequest::post("/api/v1/library/playlists/import", body.to_string());
        Answer::of(self.edge.send(&request.bearer(&self.edge.token())))
    }

    fn job(&self) -> Value {
        let answer = self.edge.get("/api/v1/library/imports/j-1");
        assert_eq!(answer.status, 200);
        answer.json["job"].clone()
    }

    /// Lets what goes on after responses go on.
    fn wait(&self) {
        self.edge.host.clock.advance(Duration::from_secs(30));
    }
}

#[test]
fn a_list_becomes_a_playlist_and_names_what_no_source_has() {
    let import = Import::new();
    let content = "1. 茉莉花 - 江南民乐团\n江南民乐团 – 茉莉花\nnetease:7\n茉莉花 - 别人\n茉莉花\n";
    let answer = import.post(&json!({ "format": "text", "content": content, "name": "夏天" }));
    assert_eq!((answer.status, answer.header("cache-control")), (202, "no-store"));
    let expected = json!({ "job": {
        "id": "j-1", "playlist_id": "p-1", "state": "running", "total": 5, "done": 0,
        "matched": 0, "unmatched": [], "failure": null,
        "created_at": "2026-01-01T00:00:00.000Z", "updated_at": "2026-01-01T00:00:00.000Z",
    }});
    assert_eq!(answer.json, expected);
    import.wait();
    let job = import.job();
    assert_eq!(
        (&job["state"], &job["done"], &job["matched"]),
        (&json!("done"), &json!(5), &json!(3))
    );
    assert_eq!(job["unmatched"], json!(["茉莉花 - 别人", "茉莉花"]));
    let found = Some("netease:7".to_owned());
    assert_eq!(import.jobs.borrow().entries, [found.clone(), found.clone(), found, None, None]);
}

#[test]
fn what_one_source_lacks_the_next_may_have() {
    let import = Import::new();
    import.moods.netease.set(Mood::Empty);
    import.post(&json!({ "format": "csv", "content": "title,artist\n茉莉花,江南民乐团" }));
    import.wait();
    assert!(import.jobs.borrow().entries[0].as_ref().is_some_and(|id| id.starts_with("kugou:")));
}

#[test]
fn a_long_list_goes_step_by_step_and_on_with_every_look() {
    let import = Import::new();
    // Each search takes a quarter of a second, and no two are of the same words.
    import.moods.netease.set(Mood::Slow(1_000));
    let lines: Vec<_> = (0..200).map(|number| format!("茉莉花 - 江南民乐团 & {number}")).collect();
    import.post(&json!({ "format": "json", "content": json!(lines).to_string() }));
    import.wait();
    let first = import.jobs.borrow().done;
    assert!((20..200).contains(&first), "{first} after the first response");
    assert!(import.jobs.borrow().steps.iter().all(|lines| *lines <= 20));
    assert_eq!(import.job()["state"], "running");
    import.wait();
    assert!(import.jobs.borrow().done > first);
    for _ in 0..10 {
        import.job();
        import.wait();
    }
    assert_eq!(import.job()["state"], "done");
    assert_eq!(import.jobs.borrow().entries.len(), 200, "every line once");
    import.edge.host.network.take_calls();
    import.job();
    import.wait();
    assert_eq!(import.edge.host.network.take_calls().len(), 1, "nothing is left to do");
}

#[test]
fn what_cannot_be_known_now_is_looked_up_again() {
    let import = Import::new();
    import.moods.set_all(Mood::Failing);
    import.post(&json!({ "format": "text", "content": "茉莉花 - 江南民乐团\nnetease:7" }));
    import.wait();
    assert_eq!(import.jobs.borrow().done, 0, "no line is given up for lost");
    import.edge.host.clock.advance(Duration::from_mins(20));
    import.job();
    import.wait();
    assert_eq!(import.jobs.borrow().done, 0, "nor soon after");
    import.moods.set_all(Mood::Good);
    import.edge.host.clock.advance(Duration::from_mins(1));
    import.job();
    import.wait();
    assert_eq!(import.job()["matched"], 2);
}

#[test]
fn a_line_about_which_nothing_is_ever_known_does_not_hold_up_the_others() {
    let import = Import::new();
    import.moods.kugou.set(Mood::Failing);
    import.post(&json!({ "format": "text", "content": "kugou:0123456789abcdef0123456789abcdef\nnetease:7" }));
    import.wait();
    assert_eq!(import.jobs.borrow().done, 0);
    import.edge.host.clock.advance(Duration::from_mins(31));
    import.job();
    import.wait();
    import.edge.host.clock.advance(Duration::from_mins(1));
    let job = import.job();
    assert_eq!(
        (&job["unmatched"], &job["matched"]),
        (&json!(["kugou:0123456789abcdef0123456789abcdef"]), &json!(1)),
        "{job}"
    );
}

#[test]
fn what_is_sent_again_is_known_though_the_playlist_has_changed() {
    let fingerprint = |songs: u64, id: &str| {
        let shelves = Shelves::empty();
        shelves.netease.put((1..=songs).map(|id| song(id, &format!("song {id}"))));
        shelves.netease.lists.borrow_mut().extend([(5, "夏天"), (6, "冬天")]);
        let import = Import::over(move |request| shelves.answer(request));
        import.post(&json!({ "source_playlist_id": id }));
        let calls = import.edge.host.network.take_calls();
        let create = calls.iter().find(|call| call.url.ends_with("/CreateImport")).unwrap();
        let asked = user::CreateImportRequest::decode(&create.body[5..]).unwrap();
        (asked.lines.len(), asked.fingerprint)
    };
    let ((few, before), (more, after)) = (fingerprint(3, "netease:5"), fingerprint(4, "netease:5"));
    assert_eq!((few, more, before.len()), (3, 4, 32));
    assert_eq!(before, after);
    assert_ne!(fingerprint(3, "netease:6").1, before);
}

#[test]
fn work_that_another_has_done_is_not_done_again() {
    let import = Import::new();
    import.jobs.borrow_mut().is_raced = true;
    import.post(&json!({ "format": "text", "content": "茉莉花 - 江南民乐团" }));
    import.wait();
    let calls = import.edge.host.network.take_calls();
    let of = |name: &str| calls.iter().filter(|call| call.url.ends_with(name)).count();
    assert_eq!((of("/AdvanceImport"), of("/GetImport")), (1, 1));
}

#[test]
fn two_looks_at_once_work_once() {
    let import = Import::new();
    import.moods.netease.set(Mood::Slow(2_000));
    import.post(&json!({ "format": "text", "content": "茉莉花 - 江南民乐团" }));
    import.job();
    import.job();
    import.wait();
    assert_eq!(import.jobs.borrow().steps, [1]);
    let calls = import.edge.host.network.take_calls();
    assert_eq!(calls.iter().filter(|call| call.url.ends_with("/AdvanceImport")).count(), 1);
}

#[test]
fn an_export_is_taken_over_by_its_ids() {
    let import = Import::new();
    let content =
        "#EXTM3U\n#PLAYLIST:夏 天\n#EXTINF:182,x - y\n/api/v1/tracks/netease%3A7/stream\n";
    import.post(&json!({ "format": "m3u8", "content": content }));
    assert_eq!(import.jobs.borrow().lines, ["netease:7"]);
    let calls = import.edge.host.network.take_calls();
    let create = calls.iter().find(|call| call.url.ends_with("/CreateImport")).unwrap();
    let asked = user::CreateImportRequest::decode(&create.body[5..]).unwrap();
    assert_eq!(asked.name, "夏 天", "by the list's own name");
}

#[test]
fn a_sources_playlist_is_taken_over_whole_or_not_at_all() {
    let shelves = Shelves::empty();
    shelves.netease.put((1..=250).map(|id| song(id, &format!("song {id}"))));
    shelves.netease.lists.borrow_mut().push((5, "夏天"));
    let answering = shelves.clone();
    let import = Import::over(move |request| answering.answer(request));
    let answer = import.post(&json!({ "source_playlist_id": "netease:5" }));
    assert_eq!((answer.status, &answer.json["job"]["total"]), (202, &json!(250)));
    import.wait();
    for _ in 0..20 {
        import.job();
        import.wait();
    }
    let ids: Vec<_> = (1..=250).map(|id| Some(format!("netease:{id}"))).collect();
    assert_eq!(import.jobs.borrow().entries, ids);

    let unknown = import.post(&json!({ "source_playlist_id": "netease:6" }));
    assert_eq!((unknown.status, unknown.code()), (404, "not_found"));
    shelves.set_all(Mood::Failing);
    let failed = import.post(&json!({ "source_playlist_id": "netease:5" }));
    assert_eq!((failed.status, failed.code()), (503, "sources_unavailable"));
}

/// An offer of the origin for the user that the tests act as.
fn offer(import: &Import, items: usize) -> u16 {
    let item = json!({
        "id": "j-1", "user_id": "user", "device_id": "phone", "session_id": "session",
        "token_version": 1,
    });
    let items = vec![item; items];
    let edge = &import.edge;
    let token = origin_key().sign(Audience::Edge, edge.now(), edge.host.entropy().bytes());
    let body = json!({ "items": items }).to_string();
    let request = TestRequest::post("/internal/v1/imports", body).bearer(&token.unwrap());
    Answer::of(edge.send(&request)).status
}

#[test]
fn a_job_that_nobody_looks_at_goes_on_when_the_origin_offers_it() {
    let import = Import::new();
    import.jobs.borrow_mut().lines = vec!["茉莉花 - 江南民乐团".to_owned(); 3];
    assert_eq!(offer(&import, 1), 204);
    import.wait();
    assert_eq!(import.jobs.borrow().done, 3);
}

#[test]
fn an_offer_is_the_origins_and_small() {
    let import = Import::new();
    import.jobs.borrow_mut().lines = vec!["茉莉花 - 江南民乐团".to_owned()];
    for items in [0, 5] {
        assert_eq!(offer(&import, items), 422, "{items}");
    }
    let request = TestRequest::post("/internal/v1/imports", r#"{"items":[]}"#);
    let answer = Answer::of(import.edge.send(&request.bearer(&import.edge.token())));
    assert_eq!(answer.status, 401);
    import.wait();
    assert_eq!(import.jobs.borrow().done, 0);
}
