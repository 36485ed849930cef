use super::{AccessToken, AccessTokenError, Accounts, Fault};
use crate::store::{self, sessions};

/// A token that is valid now.
pub type ActiveToken = AccessToken;

/// Why a token is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inactive {
    /// Not one of ours, malformed, or altered.
    Invalid,
    /// Too old.
    Expired,
    /// Its session is over, or its user's token version was raised.
    Revoked,
}

/// The token could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum VerifyTokenError {
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for VerifyTokenError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// Tells whether an access token is valid now. The session and the token version are read from
    /// the database each time, by one indexed query: this is what the edges' caches lean on.
    pub async fn verify_token(
        &self,
        token: &str,
    ) -> Result<Result<ActiveToken, Inactive>, VerifyTokenError> {
        let ring = self.signing_keys.ring();
        let token =
            match AccessToken::verify(token, &ring.verifying, &self.tokens, self.clock.now()) {
                Ok(token) => token,
                Err(AccessTokenError::Invalid) => return Ok(Err(Inactive::Invalid)),
                Err(AccessTokenError::Expired) => return Ok(Err(Inactive::Expired)),
            };
        let mut connection = self.store.connection().await?;
        let standing = sessions::standing(&mut connection, token.user_id, token.session_id).await?;
        Ok(match standing {
            Some(standing) if !standing.ended && standing.token_version == token.token_version => {
                Ok(token)
            }
            _ => Err(Inactive::Revoked),
        })
    }
}
