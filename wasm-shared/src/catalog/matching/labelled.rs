//! Groups of which it is known which candidates are the recording that is wanted, and how a way of
//! choosing is judged by them.
//!
//! A set is JSON Lines, a group a line:
//! `{id, class, query:{title, artists:[…], album|null, duration_ms}, candidates:[{source, title,
//! artists:[…], album|null, duration_ms}], answer: index | [indices] | null}`.
//!
//! Of each group a judge accepts one candidate or none. Over the groups of a set or class:
//!
//! - *precision*: accepted candidates that are an answer, of all accepted;
//! - *recall*: groups whose accepted candidate is an answer, of the groups that have one;
//! - *wrong-version rate*: groups whose accepted candidate is no answer although its base title and a
//!   performer are those of the query, of all groups. The base title is what is left without
//!   anything in brackets and behind a dash, folded; one that begins with the other counts as it;
//! - *right*: groups with an answer where an answer is accepted, and without one where nothing is,
//!   of all groups.

use serde::{Deserialize, Serialize};

use super::{artists::Artists, artists::Relation, fold, rank, version_tags};
use crate::catalog::model::{Album, Artist, Availability, Source, Track, TrackId};

/// The set of this repository. `cargo xtask match-bench --generate` makes it.
pub const BUILT_IN: &str = include_str!("../../../fixtures/matching/set.jsonl");

/// A listing, as a set states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Which catalogue lists it; the query has none, and an unknown name is taken for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// As the catalogue shows it.
    pub title: String,
    /// As the catalogue shows them.
    #[serde(default)]
    pub artists: Vec<String>,
    /// The release, where it is known.
    pub album: Option<String>,
    /// Milliseconds; 0 or `null` where it is not known.
    #[serde(default, deserialize_with = "milliseconds")]
    pub duration_ms: u64,
}

fn milliseconds<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let given: Option<f64> = Option::deserialize(deserializer)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length is positive and far below 2^53; the cast saturates"
    )]
    Ok(given.unwrap_or_default() as u64)
}

impl Listing {
    fn track(&self, index: usize) -> Track {
        let source = self.source.as_deref().and_then(Source::parse).unwrap_or(Source::Qq);
        let artist = |name: &String| Artist { id: String::new(), name: name.clone() };
        Track {
            id: TrackId::new(source, index.to_string()),
            source,
            title: self.title.clone(),
            version_tags: version_tags(&self.title, []),
            artists: self.artists.iter().map(artist).collect(),
            album: self.album.clone().map(|name| Album { id: String::new(), name }),
            duration_ms: self.duration_ms,
            cover_url: None,
            availability: Availability::Unknown,
            qualities: Vec::new(),
        }
    }

    fn base(&self) -> String {
        let mut depth = 0_usize;
        let outside: String = self
            .title
            .chars()
            .filter(|character| match character {
                '(' | '（' | '[' | '【' | '{' | '<' | '〔' | '〖' => {
                    depth += 1;
                    false
                }
                ')' | '）' | ']' | '】' | '}' | '>' | '〕' | '〗' => {
                    depth = depth.saturating_sub(1);
                    false
                }
                _ => depth == 0,
            })
            .collect();
        fold::key(outside.split(" -").next().unwrap_or_default())
    }

    /// Whether this is the wanted song by the wanted performer, whatever the version.
    fn is_version_of(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.base(), other.base());
        let titles = !ours.is_empty() && (ours.starts_with(&theirs) || theirs.starts_with(&ours));
        let read = |of: &Self| Artists::read(of.artists.iter().map(String::as_str));
        titles && !matches!(read(self).relation(&read(other)), Relation::Different)
    }
}

/// Which candidates are right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// This one.
    One(usize),
    /// Any of these.
    Several(Vec<usize>),
    /// None.
    Nothing(()),
}

/// A query, what a search for it gave, and which of that is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Unique in its set.
    pub id: String,
    /// The kind of difficulty.
    pub class: String,
    /// What is wanted.
    pub query: Listing,
    /// What was found, in the order it was listed.
    pub candidates: Vec<Listing>,
    /// Which of them are right.
    pub answer: Answer,
}

/// The halves of a set: thresholds are fitted on one, and what is claimed is measured on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// For choosing thresholds.
    Fit,
    /// For reporting.
    Report,
}

impl Group {
    /// Reads a set, passing over empty lines.
    ///
    /// # Errors
    /// When a line is no group; the message names its number.
    pub fn read_all(lines: &str) -> Result<Vec<Self>, String> {
        let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(at, line)| {
                serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))
            })
            .collect()
    }

    /// Which half the group is in: by a hash of its id, so that it stays there when groups are added.
    pub fn half(&self) -> Half {
        let hash = self.id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        // FNV-1a leaves ids that end alike close together; the highest bit of a product of all of its
        // bits does not.
        let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if mixed >> 63 == 0 { Half::Fit } else { Half::Report }
    }

    /// Whether a candidate is right.
    pub fn is_answer(&self, index: usize) -> bool {
        match &self.answer {
            Answer::One(answer) => *answer == index,
            Answer::Several(answers) => answers.contains(&index),
            Answer::Nothing(()) => false,
        }
    }

    /// Whether any candidate is right.
    pub fn has_answer(&self) -> bool {
        (0..self.candidates.len()).any(|index| self.is_answer(index))
    }

    /// The candidates as [`rank`] ranks them.
    pub fn ranked(&self) -> Vec<super::Ranked> {
        let candidates: Vec<Track> =
            self.candidates.iter().enumerate().map(|(at, listing)| listing.track(at)).collect();
        rank(&self.query.track(0), &candidates)
    }

    /// The candidate that this matcher accepts.
    pub fn choose(&self, threshold: f64) -> Option<usize> {
        let best = self.ranked().into_iter().next()?;
        (best.same_recording && best.score >= threshold).then_some(best.index)
    }
}

/// How often a judge was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Groups judged.
    pub groups: u32,
    /// Of these, with a right candidate.
    pub answerable: u32,
    /// In which a candidate was accepted.
    pub accepted: u32,
    /// In which a right one was.
    pub found: u32,
    /// In which another version was.
    pub wrong_version: u32,
    /// Without a right candidate, in which none was accepted.
    pub refused: u32,
}

impl Tally {
    /// Counts a judgement; whether it was right.
    pub fn add(&mut self, group: &Group, accepted: Option<usize>) -> bool {
        let answerable = group.has_answer();
        let found = accepted.is_some_and(|index| group.is_answer(index));
        let refused = !answerable && accepted.is_none();
        let wrong_version = !found
            && accepted
                .and_then(|index| group.candidates.get(index))
                .is_some_and(|listing| listing.is_version_of(&group.query));
        self.groups += 1;
        self.answerable += u32::from(answerable);
        self.accepted += u32::from(accepted.is_some());
        self.found += u32::from(found);
        self.wrong_version += u32::from(wrong_version);
        self.refused += u32::from(refused);
        found || refused
    }

    /// See the module; 1 where nothing was accepted.
    pub fn precision(&self) -> f64 {
        share(self.found, self.accepted)
    }

    /// See the module; 1 where there was nothing to find.
    pub fn recall(&self) -> f64 {
        share(self.found, self.answerable)
    }

    /// See the module.
    pub fn wrong_version_rate(&self) -> f64 {
        if self.groups == 0 { 0.0 } else { share(self.wrong_version, self.groups) }
    }

    /// See the module.
    pub fn right(&self) -> f64 {
        share(self.found + self.refused, self.groups)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}
