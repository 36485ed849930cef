use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::config::v1 as wire;

/// What is to be in force, as the origin says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Rises with every change.
    pub revision: u64,
    /// What holds for everybody.
    pub current: Release,
    /// What is being rolled out.
    pub candidate: Option<Candidate>,
}

/// A release of the settings document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// Zero where nothing was published yet.
    pub number: u64,
    /// What differs from the defaults; secrets are sealed.
    pub document: Value,
}

/// A release that holds for some users already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The release.
    pub release: Release,
    /// Of users, 0 to 100.
    pub percent: u8,
}

impl Standing {
    /// From the origin's answer; `None` when it is not as agreed.
    pub(super) fn of_wire(answer: wire::GetReleaseResponse) -> Option<Self> {
        let candidate = match answer.candidate {
            None => None,
            Some(wire::Candidate { release, percent }) => Some(Candidate {
                release: Release::of_wire(&release?)?,
                percent: percent.try_into().ok()?,
            }),
        };
        let current = Release::of_wire(&answer.current?)?;
        Some(Self { revision: answer.revision, current, candidate })
    }
}

impl Release {
    fn of_wire(release: &wire::Release) -> Option<Self> {
        let document = serde_json::from_str(&release.document).ok()?;
        Some(Self { number: release.number, document })
    }
}
