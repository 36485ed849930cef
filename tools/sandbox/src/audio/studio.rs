//! Phrases, synthesised and encoded when first asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;

use super::synthesis::phrase;
use super::{Arrangement, AudioFile, Cut, Take, mp3};
use crate::catalogue::{Catalogue, Quality};

/// Which recording, `None` for the notice, and which encoding.
type Key = (Option<usize>, Quality);

/// Makes audio files. Encoded phrases are kept: at most one per recording and quality, two
/// megabytes at most.
#[derive(Debug)]
pub struct Studio {
    catalogue: Arc<Catalogue>,
    phrases: Mutex<HashMap<Key, Arc<OnceLock<Option<Bytes>>>>>,
}

impl Studio {
    /// A studio for the recordings of `catalogue`.
    pub fn new(catalogue: Arc<Catalogue>) -> Self {
        Self { catalogue, phrases: Mutex::default() }
    }

    /// The file of a take; `None` if it could not be encoded. The first call for a recording and
    /// quality encodes, which blocks for some tenths of a second.
    pub fn file(&self, take: Take) -> Option<AudioFile> {
        let notice = take.cut == Cut::Notice;
        let key = ((!notice).then_some(take.recording), take.quality);
        let cell = {
            let mut phrases = self.phrases.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(phrases.entry(key).or_default())
        };
        let phrase = cell.get_or_init(|| self.record(key)).clone()?;
        let listing = self.catalogue.recordings[take.recording].listing(take.source)?;
        Some(AudioFile::new(take.quality, take.duration_ms(listing), phrase))
    }

    /// Whether [`file`](Self::file) would answer at once.
    pub fn is_ready(&self, take: Take) -> bool {
        let key = ((take.cut != Cut::Notice).then_some(take.recording), take.quality);
        let phrases = self.phrases.lock().unwrap_or_else(PoisonError::into_inner);
        phrases.get(&key).is_some_and(|cell| cell.get().is_some())
    }

    fn record(&self, (recording, quality): Key) -> Option<Bytes> {
        let arrangement = match recording {
            Some(recording) => Arrangement::of(&self.catalogue.recordings[recording]),
            None => Arrangement::notice(&self.catalogue.notice),
        };
        let samples = phrase(&arrangement).ok()?;
        match quality {
            Quality::Standard | Quality::Exhigh => mp3::encode(&samples, quality),
            Quality::Lossless => {
                Some(samples.iter().flat_map(|sample| sample.to_be_bytes()).collect())
            }
        }
    }
}
