//! Whether the sources take the operator's credentials.

use super::{model::Source, outcome::Outcome, sources::Operation};
use crate::settings::Settings;

/// What the sources last made of the credentials they were shown, as one isolate saw it.
#[derive(Debug, Default)]
pub struct CredentialBoard([Option<bool>; Source::ALL.len()]);

impl CredentialBoard {
    /// Learns from how a call ended: playback that is granted shows that they are good, a call for
    /// a sign-in that they are not.
    pub fn record(&mut self, source: Source, operation: Operation, outcome: Outcome) {
        let place = &mut self.0[source.index()];
        match (operation, outcome) {
            (_, Outcome::LoginRequired) => *place = Some(false),
            (Operation::Playback, Outcome::Ok) => *place = Some(true),
            _ => {}
        }
    }

    /// `none` where the settings hold none, otherwise `untested`, `accepted` or `refused`.
    pub fn state(&self, source: Source, settings: &Settings) -> &'static str {
        if settings.sources.common(source).cookie.is_empty() {
            return "none";
        }
        match self.0[source.index()] {
            None => "untested",
            Some(true) => "accepted",
            Some(false) => "refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_follows_the_last_call_that_shows_it() {
        let mut settings = Settings::default();
        let mut board = CredentialBoard::default();
        assert_eq!(board.state(Source::Qq, &settings), "none");
        settings.sources.qq.common.cookie = "uin=o1".into();
        assert_eq!(board.state(Source::Qq, &settings), "untested");
        for (operation, outcome, expected) in [
            (Operation::Search, Outcome::Ok, "untested"),
            (Operation::Playback, Outcome::Ok, "accepted"),
            (Operation::Playback, Outcome::Vip, "accepted"),
            (Operation::Search, Outcome::LoginRequired, "refused"),
            (Operation::Search, Outcome::Ok, "refused"),
            (Operation::Playback, Outcome::Ok, "accepted"),
        ] {
            board.record(Source::Qq, operation, outcome);
            assert_eq!(board.state(Source::Qq, &settings), expected, "{operation:?} {outcome:?}");
        }
        assert_eq!(board.state(Source::Kugou, &settings), "none");
    }
}
