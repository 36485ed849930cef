use anyhow::{Context as _, Result};
use wasm_shared::catalog::matching::labelled::Listing;

use super::{Dice, Draft};

/// A work of the seed catalogue, in the spellings that catalogues have for it.
pub struct Work {
    pub title: String,
    pub title_other_script: String,
    pub title_translated: String,
    pub performer: String,
    pub performer_other_script: String,
    pub performer_romanised: String,
    pub album: String,
    pub duration_ms: u64,
    /// Another song of the performer.
    pub sibling: String,
}

impl Work {
    pub fn read_all(text: &str) -> Result<Vec<Self>> {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| Self::read(line).with_context(|| line.to_owned())).collect()
    }

    fn read(line: &str) -> Result<Self> {
        let mut fields = line.split(" | ").map(str::to_owned);
        let mut field = || fields.next().context("a field is missing");
        Ok(Self {
            title: field()?,
            title_other_script: field()?,
            title_translated: field()?,
            performer: field()?,
            performer_other_script: field()?,
            performer_romanised: field()?,
            album: field()?,
            duration_ms: milliseconds(&field()?)?,
            sibling: field()?,
        })
    }

    /// As the first catalogue lists it.
    pub fn listed(&self) -> Listing {
        self.titled(&self.title)
    }

    /// The same facts under another title.
    pub fn titled(&self, title: &str) -> Listing {
        Listing {
            source: None,
            title: title.to_owned(),
            artists: vec![self.performer.clone()],
            album: Some(self.album.clone()),
            duration_ms: self.duration_ms,
        }
    }

    /// The same recording under a title, as another catalogue may list it: in the other script, of
    /// another release or none, a second or two longer or shorter.
    pub fn elsewhere(&self, title: &str, dice: &mut Dice) -> Listing {
        let title = if dice.one_in(2) {
            title.replace(&self.title, &self.title_other_script)
        } else {
            title.to_owned()
        };
        let performer = dice.of(&[&self.performer, &self.performer_other_script]).clone();
        let compilation = format!("{} 精选", self.performer);
        let album = match dice.below(4) {
            0 => None,
            1 => Some(compilation),
            _ => Some(self.album.clone()),
        };
        let listing = Listing { artists: vec![performer], album, ..self.titled(&title) };
        shifted(listing, 2_000, dice)
    }

    /// Songs that any search also finds, and nobody would take for this one.
    pub fn add_noise(&self, draft: &mut Draft, dice: &mut Dice) {
        if dice.one_in(2) {
            let sibling = self.titled(&self.sibling);
            draft.wrong.push(Listing { duration_ms: self.duration_ms + 47_000, ..sibling });
        }
        if dice.one_in(3) {
            let artists = vec!["王小北".to_owned()];
            let duration_ms = self.duration_ms - 31_000;
            draft.wrong.push(Listing { artists, album: None, duration_ms, ..self.listed() });
        }
    }
}

/// A listing made longer or shorter by up to `bound_ms`.
pub fn shifted(listing: Listing, bound_ms: u64, dice: &mut Dice) -> Listing {
    let by = u64::try_from(dice.below(201)).expect("it is small") * bound_ms / 100;
    Listing { duration_ms: listing.duration_ms + by - bound_ms, ..listing }
}

/// Reads `m:ss`.
pub fn milliseconds(text: &str) -> Result<u64> {
    let (minutes, seconds) = text.split_once(':').context("a length is m:ss")?;
    Ok((minutes.parse::<u64>()? * 60 + seconds.parse::<u64>()?) * 1000)
}
