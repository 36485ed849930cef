use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    AccessToken, Accounts, Client, Device, DeviceClaim, EndReason, Fault, MAX_DEVICES,
    PURPOSE_SIGN_IN, Phone, RefreshToken, Session, SmsCode, TokenPair, User,
};
use crate::{
    entropy,
    outbox::Event,
    stats::Presence,
    store::{
        self, active_users, devices, outbox_events,
        sessions::{self, Which},
        sms_codes::{self, Claim},
        users,
    },
};

/// What somebody signs in with.
#[derive(Debug)]
pub struct SignIn<'a> {
    /// Whose account.
    pub phone: &'a Phone,
    /// What the message said.
    pub code: &'a SmsCode,
    /// Where.
    pub device: &'a DeviceClaim,
    /// The device to sign out when there are too many.
    pub replace_device_id: Option<&'a str>,
    /// From where.
    pub client: Client,
}

/// Somebody is signed in.
pub struct NewSession {
    /// What the client holds from now on.
    pub tokens: TokenPair,
    /// Who it is.
    pub user: User,
    /// Where it is.
    pub device: Device,
}

impl fmt::Debug for NewSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewSession")
            .field("user_id", &self.user.id)
            .field("device_id", &self.device.id)
            .finish_non_exhaustive()
    }
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum CreateSessionError {
    /// The code is wrong.
    #[error("the code is wrong")]
    CodeInvalid {
        /// How often it may be tried again.
        attempts_left: u32,
    },
    /// There is no code to compare with: none was sent, or it is used, too old, or tried too often.
    #[error("the code was used or has expired")]
    CodeExpired,
    /// The code is right and stays good; a device must go first.
    #[error("the user is signed in on too many devices")]
    DeviceLimitExceeded {
        /// The devices signed in, last seen first.
        devices: Vec<Device>,
    },
    /// The code is right; the account is banned.
    #[error("the account is banned")]
    Banned,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for CreateSessionError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// Trades a code for a session, making the account on first sign-in.
    ///
    /// One transaction: a code is used exactly when the session exists. When the device limit stops
    /// it, the code stays good for a second try that names a device to replace.
    pub async fn create_session(
        &self,
        sign_in: &SignIn<'_>,
    ) -> Result<NewSession, CreateSessionError> {
        let now = self.clock.now();
        let mut transaction = self.store.begin().await?;
        match self.claim_code(&mut transaction, sign_in, now).await? {
            Some(Claim::Right) => {}
            Some(Claim::Wrong { attempts_left }) => {
                transaction.commit().await.map_err(Fault::Transaction)?;
                return Err(CreateSessionError::CodeInvalid { attempts_left });
            }
            None => return Err(CreateSessionError::CodeExpired),
        }
        let user = self.find_or_create_user(&mut transaction, sign_in.phone, now).await?;
        if user.banned {
            return Err(CreateSessionError::Banned);
        }
        let Room { user, device_is_new } = make_room(&mut transaction, user, sign_in, now).await?;
        let ip_masked = sign_in.client.ip_masked();
        let device =
            devices::upsert(&mut transaction, user.id, sign_in.device, &ip_masked, now).await?;
        if device_is_new {
            let event = Event::device_added(&device);
            outbox_events::insert(&mut transaction, user.id, &event, now).await?;
        }
        let tokens =
            self.open_session(&mut transaction, &user, &device, &sign_in.client, now).await?;
        active_users::mark(&mut transaction, &Presence::new(&self.vault, user.id, now)).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        tracing::info!(user_id = %user.id, device_id = device.id, "signed in");
        Ok(NewSession { tokens, user, device })
    }

    async fn claim_code(
        &self,
        connection: &mut PgConnection,
        sign_in: &SignIn<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<Claim>, store::Error> {
        let phone = sign_in.phone.expose();
        let index = self.vault.phone_index(phone);
        let hash = self.vault.sms_code_hash(PURPOSE_SIGN_IN, phone, sign_in.code.expose());
        let attempts = SmsCode::MAX_ATTEMPTS;
        sms_codes::claim(connection, &index, PURPOSE_SIGN_IN, &hash, attempts, now).await
    }

    /// The phone's user, locked until the transaction ends.
    async fn find_or_create_user(
        &self,
        connection: &mut PgConnection,
        phone: &Phone,
        now: DateTime<Utc>,
    ) -> Result<User, Fault> {
        let phone_index = self.vault.phone_index(phone.expose());
        match users::lock_by_phone(connection, &phone_index).await? {
            None => {}
            // Too late to take the deletion back: who signs in is somebody new.
            Some(User { id, deletes_at: Some(deletes_at), .. }) if deletes_at <= now => {
                users::delete(connection, id).await?;
            }
            Some(user) => {
                if user.deletes_at.is_some() && !user.banned {
                    users::set_deletes_at(connection, user.id, None).await?;
                    tracing::info!(user_id = %user.id, "the account is not to be deleted");
                }
                return Ok(user);
            }
        }
        let id = entropy::id(now);
        let phone_sealed = self
            .vault
            .seal(phone.expose().as_bytes(), &format!("users.phone:{id}"))
            .map_err(|source| Fault::Seal { table: "users", source })?;
        let user = users::NewUser {
            id,
            phone_sealed: &phone_sealed,
            phone_index: &phone_index,
            phone_masked: &phone.masked(),
        };
        users::insert_unless_known(connection, &user, now).await?;
        let user = users::lock_by_phone(connection, &phone_index).await?;
        Ok(user.ok_or(store::Error::Corrupt { table: "users", reason: "a new row is not there" })?)
    }

    async fn open_session(
        &self,
        connection: &mut PgConnection,
        user: &User,
        device: &Device,
        client: &Client,
        now: DateTime<Utc>,
    ) -> Result<TokenPair, Fault> {
        let id = entropy::id(now);
        let key = entropy::bytes();
        let refresh_key_sealed = self
            .vault
            .seal(&key, &Session::seal_context(id))
            .map_err(|source| Fault::Seal { table: "sessions", source })?;
        let session = sessions::NewSession {
            id,
            user_id: user.id,
            device_id: &device.id,
            refresh_key_sealed: &refresh_key_sealed,
            expires_at: now + Session::LIFETIME,
        };
        sessions::insert(connection, &session, now).await?;
        let access = self.sign_access_token(&AccessToken {
            user_id: user.id,
            device_id: device.id.clone(),
            session_id: id,
            token_version: user.token_version,
            network: client.binding(id),
            expires_at: now + AccessToken::LIFETIME,
        })?;
        Ok(TokenPair::new(access, RefreshToken::issue(id, 0, &key)))
    }

    /// Signs with the current key.
    pub(super) fn sign_access_token(&self, token: &AccessToken) -> Result<String, Fault> {
        let ring = self.signing_keys.ring();
        token.sign(&ring.current, &self.tokens, self.clock.now()).map_err(Fault::Sign)
    }
}

/// Where a new session finds its place.
struct Room {
    /// Whose token version making room may have raised.
    user: User,
    /// Whether the user was not signed in there.
    device_is_new: bool,
}

/// Ends what the new session takes the place of: the device's own earlier session, and the device
/// that was named if the limit asks for it.
async fn make_room(
    connection: &mut PgConnection,
    mut user: User,
    sign_in: &SignIn<'_>,
    now: DateTime<Utc>,
) -> Result<Room, CreateSessionError> {
    let own = Which::OnDevice(sign_in.device.id());
    let ended = sessions::end(connection, user.id, own, EndReason::SignedInAgain, now).await?;
    let device_is_new = ended.is_empty();
    let devices = devices::list_signed_in(connection, user.id, now).await?;
    if devices.len() < MAX_DEVICES {
        return Ok(Room { user, device_is_new });
    }
    let replaced = sign_in.replace_device_id.filter(|id| devices.iter().any(|d| d.id == **id));
    let Some(replaced) = replaced else {
        return Err(CreateSessionError::DeviceLimitExceeded { devices });
    };
    let replaced = Which::OnDevice(replaced);
    sessions::end(connection, user.id, replaced, EndReason::DeviceReplaced, now).await?;
    // The replaced device's access token must not outlive its session at the edges.
    user.token_version = users::raise_token_version(connection, user.id, now).await?;
    Ok(Room { user, device_is_new })
}
