use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use url::Url;
use uuid::Uuid;

use super::{CallerError, Denied, User};
use crate::store::users;

const MAX_NICKNAME: usize = 32;
const MAX_AVATAR_URL: usize = 512;

/// The fields to change, checked; the others stay.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    nickname: Option<String>,
    avatar_url: Option<String>,
}

impl ProfileChange {
    /// Checks the fields. Surrounding white space of the nickname is dropped; an empty address
    /// removes the picture.
    ///
    /// # Errors
    /// Name of the field and what it must be, for each that cannot be taken.
    pub fn new(
        nickname: Option<&str>,
        avatar_url: Option<&str>,
    ) -> Result<Self, Vec<(&'static str, &'static str)>> {
        let nickname = nickname.map(str::trim);
        let mut invalid = Vec::new();
        if !nickname.is_none_or(is_nickname) {
            invalid.push(("nickname", "must be 1 to 32 characters, none of control"));
        }
        if !avatar_url.is_none_or(is_avatar_url) {
            invalid.push(("avatar_url", "must be an https address of up to 512 bytes, or empty"));
        }
        if !invalid.is_empty() {
            return Err(invalid);
        }
        let (nickname, avatar_url) = (nickname.map(str::to_owned), avatar_url.map(str::to_owned));
        Ok(Self { nickname, avatar_url })
    }
}

fn is_nickname(text: &str) -> bool {
    (1..=MAX_NICKNAME).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

fn is_avatar_url(text: &str) -> bool {
    let https = || Url::parse(text).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    text.is_empty() || (text.len() <= MAX_AVATAR_URL && https())
}

/// Changes the profile of a user.
pub async fn update_user(
    connection: &mut PgConnection,
    user_id: Uuid,
    change: &ProfileChange,
    now: DateTime<Utc>,
) -> Result<User, CallerError> {
    let (nickname, avatar_url) = (change.nickname.as_deref(), change.avatar_url.as_deref());
    let user = users::update_profile(connection, user_id, nickname, avatar_url, now).await?;
    Ok(user.ok_or(Denied::Revoked)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_fields_stay_and_an_empty_picture_goes() {
        assert!(ProfileChange::new(None, None).is_ok());
        let change = ProfileChange::new(Some(" 小明 "), Some("")).unwrap();
        assert_eq!(change.nickname.as_deref(), Some("小明"));
        assert_eq!(change.avatar_url.as_deref(), Some(""));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let long = "x".repeat(33);
        for nickname in ["", "  ", "a\u{7}", &long] {
            assert!(ProfileChange::new(Some(nickname), None).is_err(), "{nickname:?}");
        }
        for url in ["http://a.example/x.png", "javascript:alert(1)", "https://", "x"] {
            assert!(ProfileChange::new(None, Some(url)).is_err(), "{url}");
        }
        assert_eq!(ProfileChange::new(Some(""), Some("x")).unwrap_err().len(), 2);
    }
}
