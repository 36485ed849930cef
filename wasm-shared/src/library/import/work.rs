use std::{pin::pin, time::Duration};

use futures_util::stream::{self, StreamExt};
use prost::Message;

use super::GET_PROCEDURE;
use crate::{
    auth::{
        Principal,
        origin::{self, OriginError},
    },
    cache::{CacheKey, RefreshMark},
    catalog::{self, model::Track},
    contract::{
        shape::Kind,
        wire::{MessageReader, MessageWriter, WireError},
    },
    http::RequestContext,
    library::shapes::LONGEST_MS,
    observe::{Level, log},
    ports::{Clock, Host, Tasks, Timestamp},
    resilience::deadline::within,
};

/// What takes in what was found.
const ADVANCE_PROCEDURE: &str = "/user.v1.UserService/AdvanceImport";
/// Lines of one step: what is lost when the host ends the work.
const STEP: u64 = 20;
/// How many lines are looked up at once.
const AT_ONCE: usize = 4;
/// The longest a step looks lines up.
const STEP_BOUND: Duration = Duration::from_secs(12);
/// How long after the first step began the last may begin.
const BUDGET: Duration = Duration::from_secs(12);
/// How long a job waits for a line about which nothing can be known. After that the line counts as one
/// that no source has, so that those behind it have their turn.
const PATIENCE: Duration = Duration::from_mins(30);
/// Hosts end work after a response at 30 s. It ends itself before that, and takes its mark along.
const BOUND: Duration = Duration::from_secs(28);

/// Bounds that the origin puts on what is kept of a track.
const NAME_LENGTH: usize = 500;
const MOST_ARTISTS: usize = 50;

/// Whether a job is not at its end.
pub fn is_running(job: &MessageReader<'_>) -> bool {
    job.text(3) == "running"
}

/// Works on a job after the response, unless this isolate does so already. Two isolates that work on
/// the same lines do no harm: the origin takes in the first that comes with them.
pub fn go_on<H: Host>(context: &RequestContext<H>, principal: &Principal, id: &str) {
    let key = CacheKey::library(&principal.user_id, &format!("import {id}"));
    let Some(mark) = RefreshMark::take(context, &key, BOUND) else { return };
    let caller = origin::caller(principal).encode_to_vec();
    let job = MessageWriter::default().bytes(1, &caller).text(2, id);
    let background = context.begun_again();
    context.host.tasks().run_after_response(async move {
        let clock = background.host.clock();
        let steps = async {
            while clock.now().since(background.started) < BUDGET
                && matches!(step(&background, &job).await, Ok(true))
            {}
        };
        within(clock, BOUND, steps).await;
        drop(mark);
    });
}

/// Looks the next lines of a job up; `job` says whose and which. Whether there may be more to do.
///
/// At a line about which nothing can be known now the step ends; it is looked up again another time,
/// for [`PATIENCE`].
async fn step<H: Host>(
    context: &RequestContext<H>,
    job: &MessageWriter,
) -> Result<bool, OriginError> {
    let request = job.clone().number(3, STEP).into_bytes();
    let answer = origin::exchange(context, GET_PROCEDURE, request).await?;
    let read = read_job(&answer).map_err(|error| {
        log(context, Level::Error, "library.import", &[("reason", &error.to_string())]);
        OriginError::Unavailable(error.to_string())
    })?;
    let Some(Job { done, lines, went_on_at }) = read else { return Ok(false) };

    let look_up = |line| async move { catalog::recognise(&context.begun_again(), line).await };
    let mut found = pin!(stream::iter(lines.iter().copied()).map(look_up).buffered(AT_ONCE));
    let clock = context.host.clock();
    let started = clock.now();
    let mut message = job.clone().number(3, done);
    let mut looked_up = 0;
    loop {
        let left = STEP_BOUND.saturating_sub(clock.now().since(started));
        let Some(Some(Ok(track))) = within(clock, left, found.next()).await else { break };
        message = message.message(4, &imported_line(track.as_ref()));
        looked_up += 1;
    }
    if looked_up == 0 && started.since(went_on_at) > PATIENCE {
        message = message.message(4, &imported_line(None));
        looked_up = 1;
    }
    if looked_up == 0 {
        return Ok(false);
    }
    origin::exchange(context, ADVANCE_PROCEDURE, message.into_bytes()).await?;
    Ok(looked_up == lines.len())
}

/// What is to be done of a job.
struct Job<'m> {
    done: u64,
    lines: Vec<&'m str>,
    went_on_at: Timestamp,
}

/// `None` when nothing is.
fn read_job(answer: &[u8]) -> Result<Option<Job<'_>>, WireError> {
    let job = MessageReader::read(answer)?.message(1)?.unwrap_or_default();
    let lines: Result<Vec<_>, _> = job.each(10).map(str::from_utf8).collect();
    let lines = lines.map_err(|_| WireError)?;
    let is_left = is_running(&job) && !lines.is_empty();
    let went_on_at = Timestamp::from_millis(job.number(9).cast_signed());
    Ok(is_left.then(|| Job { done: job.number(5), lines, went_on_at }))
}

/// What came of a line: an entry of the playlist, or nothing.
fn imported_line(track: Option<&Track>) -> MessageWriter {
    let Some(track) = track else { return MessageWriter::default() };
    let entry = MessageWriter::default().text(1, &track.id.to_string());
    MessageWriter::default().message(1, &entry.message(2, &snapshot(track)))
}

/// What a track is called, cut to what is kept of one.
fn snapshot(track: &Track) -> MessageWriter {
    let named =
        |id: &str, name: &str| MessageWriter::default().text(1, &cut(id)).text(2, &cut(name));
    let title = if track.title.is_empty() { &track.id.id } else { &track.title };
    let mut snapshot = MessageWriter::default().text(1, &cut(title));
    let artists = track.artists.iter().filter(|artist| !artist.name.is_empty());
    for artist in artists.take(MOST_ARTISTS) {
        snapshot = snapshot.message(2, &named(&artist.id, &artist.name));
    }
    if let Some(album) = track.album.as_ref().filter(|album| !album.name.is_empty()) {
        snapshot = snapshot.message(3, &named(&album.id, &album.name));
    }
    if (1..=LONGEST_MS).contains(&track.duration_ms) {
        snapshot = snapshot.number(4, track.duration_ms);
    }
    let is_kept = |url: &&str| url.len() <= Kind::LONGEST_URL && !url.contains(char::is_control);
    match track.cover_url.as_deref().filter(is_kept) {
        Some(url) => snapshot.text(5, url),
        None => snapshot,
    }
}

fn cut(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .take(NAME_LENGTH)
        .collect()
}
