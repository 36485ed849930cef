/// How a session and its user stand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The user's.
    pub token_version: u64,
    /// Whether the session is neither over nor expired.
    pub open: bool,
    /// Whether the account is banned.
    pub banned: bool,
    /// Whether the account is to be deleted.
    pub leaving: bool,
}

/// Why an access token counts no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Its session is over, or its user's token version was raised.
    #[error("the access token was revoked")]
    Revoked,
    /// Its user is banned.
    #[error("the account is banned")]
    Banned,
}

impl Standing {
    /// Whether a token of this version counts; `standing` is `None` when the user has no such
    /// session.
    pub fn judge(standing: Option<Self>, token_version: u64) -> Result<(), Denied> {
        match standing {
            Some(Self { banned: true, .. }) => Err(Denied::Banned),
            Some(Self { token_version: now, open: true, leaving: false, .. })
                if now == token_version =>
            {
                Ok(())
            }
            _ => Err(Denied::Revoked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_counts_while_everything_stands_as_it_says() {
        let good = Standing { token_version: 3, open: true, banned: false, leaving: false };
        assert_eq!(Standing::judge(Some(good), 3), Ok(()));
        for (standing, version, denied) in [
            (None, 3, Denied::Revoked),
            (Some(good), 2, Denied::Revoked),
            (Some(good), 4, Denied::Revoked),
            (Some(Standing { open: false, ..good }), 3, Denied::Revoked),
            (Some(Standing { leaving: true, ..good }), 3, Denied::Revoked),
            (Some(Standing { banned: true, ..good }), 3, Denied::Banned),
            (Some(Standing { banned: true, open: false, ..good }), 2, Denied::Banned),
        ] {
            assert_eq!(Standing::judge(standing, version), Err(denied), "{standing:?} {version}");
        }
    }
}
