use serde::Serialize;
use uuid::Uuid;

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// An administrator, by the e-mail address they had then.
    Admin {
        /// Of the account.
        id: Uuid,
        /// Then.
        email: String,
    },
    /// Whoever has a shell on the origin's machine.
    Cli,
    /// The origin by itself, or somebody who has not signed in.
    System,
}

impl Actor {
    /// `admin`, `cli` or `system`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Admin { .. } => "admin",
            Self::Cli => "cli",
            Self::System => "system",
        }
    }
}
