//! JOOX: search, lists, and a track's data, words and URLs by up to three ways.
//!
//! Its calls come and go: the one behind a track's page is asked first, then the page itself is
//! read, then, where the settings allow, the older call that many report gone. A way that fails or
//! changed leads to the next; an answer, a denial among them, is final.
//!
//! A track that only subscribers may hear is answered with a clip: with the clip's length in place
//! of the whole's, and with the clip among the play URLs.

mod client;
mod collections;
mod denial;
mod file;
mod lyrics;
mod older;
mod page;
#[cfg(test)]
mod tests;
mod wire;

pub use collections::{charts, collection, cover_of_size, search_collections, suggestions};
pub use lyrics::lyrics;

use std::time::Duration;

use super::{Operation, Page, SourceContext, SourceError, text};
use crate::{
    catalog::{
        Outcome, matching,
        model::{
            Album, Artist, AudioLocation, Availability, Quality, QualityOffer, Source, Track,
            TrackId,
        },
    },
    ports::{Clock, Host, Timestamp},
};

/// How long a URL has been seen to live when it does not say.
const URL_LIFETIME: Duration = Duration::from_mins(100);

/// What can be asked of it.
pub const OPERATIONS: &[Operation] = &[
    Operation::Search,
    Operation::SearchAlbums,
    Operation::SearchArtists,
    Operation::SearchPlaylists,
    Operation::Detail,
    Operation::Playback,
    Operation::Lyrics,
    Operation::Album,
    Operation::Artist,
    Operation::Playlist,
    Operation::Charts,
    Operation::Chart,
];

/// Tracks for `query`. The source gives about 30 in one answer; pages are cut from that.
pub async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
    page: Page,
) -> Result<Vec<Track>, SourceError> {
    Ok(found(client::search(context, client::Kind::Tracks, query).await?, page))
}

/// The track `id`; `None` when there is none.
pub async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<Track>, SourceError> {
    match answer(context, id).await? {
        Some(Answer::Single(single)) => Ok(Some(described(*single))),
        Some(Answer::SongInfo(info)) => Ok(older::described(&info, id)),
        None => Ok(None),
    }
}

/// Where the audio of `track` is.
pub async fn playback<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
    quality: Quality,
) -> Result<AudioLocation, SourceError> {
    let now = context.host.clock().now();
    match answer(context, &track.id.id).await? {
        Some(Answer::Single(single)) => location(&single, track, quality, now),
        Some(Answer::SongInfo(info)) => older::location(&info, quality, now),
        None => Err(SourceError::new(Outcome::NotFound, "no such track")),
    }
}

/// What one of the ways answered.
enum Answer {
    Single(Box<wire::Single>),
    SongInfo(Box<wire::SongInfo>),
}

async fn answer<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<Answer>, SourceError> {
    let first = match client::single(context, id).await {
        Err(error) if denial::leads_on(&error) => error,
        answer => return Ok(answer?.map(|single| Answer::Single(Box::new(single)))),
    };
    match client::single_in_page(context, id).await {
        Err(page) if denial::is_absent(&first) && denial::is_absent(&page) => return Ok(None),
        Err(error) if denial::leads_on(&error) => {}
        answer => return Ok(answer?.map(|single| Answer::Single(Box::new(single)))),
    }
    if context.settings.sources.joox.legacy {
        match client::song_info(context, id).await {
            Err(error) if denial::leads_on(&error) => {}
            answer => return Ok(Some(Answer::SongInfo(Box::new(answer?)))),
        }
    }
    Err(first)
}

fn found(search: wire::Search, page: Page) -> Vec<Track> {
    let songs = search.tracks.into_iter().filter_map(wire::Found::into_hit);
    let songs: Vec<wire::Song> = songs.filter(|song| !song.id.is_empty()).collect();
    page.cut(songs).map(|song| track(song, Vec::new())).collect()
}

fn credits(artists: Vec<wire::Artist>) -> Vec<Artist> {
    artists
        .into_iter()
        .map(|artist| Artist { id: artist.id, name: text::plain(&artist.name) })
        .collect()
}

fn described(single: wire::Single) -> Track {
    let clip_only = denial::states_clip(&single);
    let urls = file::whole(&single);
    let denied = denial::of_single(&single, &urls).map(|denied| denied.outcome);
    let qualities = if denied.is_none() { file::offers(&urls) } else { Vec::new() };
    let mut track = track(single.song, qualities);
    if clip_only {
        track.duration_ms = 0;
    }
    track.availability = match denied {
        None => Availability::Full,
        Some(Outcome::Vip) => Availability::Vip,
        Some(Outcome::Region) => Availability::Region,
        Some(Outcome::TrialOnly) => Availability::Trial,
        Some(_) => Availability::Unknown,
    };
    track
}

fn track(song: wire::Song, qualities: Vec<QualityOffer>) -> Track {
    let title = text::plain(&song.name);
    Track {
        id: TrackId::new(Source::Joox, song.id),
        source: Source::Joox,
        version_tags: matching::version_tags(&title, []),
        title,
        artists: credits(song.artist_list),
        album: Some(Album { id: song.album_id, name: text::plain(&song.album_name) })
            .filter(|album| !album.name.is_empty()),
        duration_ms: song.play_duration.saturating_mul(1000),
        cover_url: cover(&song.images),
        // A hit for subscribers may be called playable: its clip is.
        availability: match (song.vip_flag, song.is_playable) {
            (true, _) => Availability::Vip,
            (false, Some(true)) => Availability::Full,
            (false, _) => Availability::Unknown,
        },
        qualities,
    }
}

/// The smallest picture of at least 300 pixels, or the largest there is.
fn cover(images: &[wire::Image]) -> Option<String> {
    const ENOUGH: u32 = 300;
    images
        .iter()
        .min_by_key(|image| (image.width < ENOUGH, image.width.abs_diff(ENOUGH)))
        .and_then(|image| text::secure_url(&image.url))
}

fn location(
    single: &wire::Single,
    track: &Track,
    quality: Quality,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    /// Catalogue and file differ by a few seconds.
    const SLACK_MS: u64 = 10_000;
    let urls = file::whole(single);
    if let Some(denied) = denial::of_single(single, &urls) {
        return Err(denied);
    }
    let length_ms = single.song.play_duration.saturating_mul(1000);
    if denial::states_clip(single) || length_ms.saturating_add(SLACK_MS) < track.duration_ms {
        return Err(SourceError::new(Outcome::TrialOnly, "the length is a clip's"));
    }
    let files: Vec<file::AudioFile> = urls.into_iter().filter_map(file::AudioFile::read).collect();
    file::located(files, quality, Some(length_ms), now)
}
