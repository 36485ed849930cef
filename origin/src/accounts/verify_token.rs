use std::sync::Arc;

use super::{AccessToken, AccessTokenError, Accounts, Client, Denied, Fault, Standing};
use crate::store::sessions;

/// A token that is valid now.
pub type ActiveToken = Arc<AccessToken>;

/// Why a token is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inactive {
    /// Not one of ours, malformed, or altered.
    Invalid,
    /// Too old.
    Expired,
    /// Strict mode: it was made for another network than the client's, or for none.
    NetworkChanged,
    /// Strict mode: the client's address was not told.
    ClientIpMissing,
    /// It does not stand as it says.
    Denied(Denied),
}

impl From<AccessTokenError> for Inactive {
    fn from(error: AccessTokenError) -> Self {
        match error {
            AccessTokenError::Invalid => Self::Invalid,
            AccessTokenError::Expired => Self::Expired,
        }
    }
}

impl Accounts {
    /// Tells whether an access token is valid now, in strict mode for this client.
    ///
    /// That the token is ours is remembered. The session and the token version are read from the
    /// database each time, by one indexed query: this is what the edges' caches lean on.
    pub async fn verify_token(
        &self,
        token: &str,
        client: Client,
    ) -> Result<Result<ActiveToken, Inactive>, Fault> {
        let now = self.clock.now();
        let ring = self.signing_keys.ring();
        let token = match ring.verify(token, &self.tokens, now) {
            Ok(token) => token,
            Err(error) => return Ok(Err(error.into())),
        };
        if self.strict_tokens
            && let Err(inactive) = check_network(&token, client)
        {
            return Ok(Err(inactive));
        }
        let mut connection = self.store.connection().await?;
        let standing =
            sessions::standing(&mut connection, token.user_id, token.session_id, now).await?;
        let judged = Standing::judge(standing, token.token_version);
        Ok(judged.map(|()| token).map_err(Inactive::Denied))
    }
}

fn check_network(token: &AccessToken, client: Client) -> Result<(), Inactive> {
    let here = client.binding(token.session_id).ok_or(Inactive::ClientIpMissing)?;
    if token.network == Some(here) { Ok(()) } else { Err(Inactive::NetworkChanged) }
}
