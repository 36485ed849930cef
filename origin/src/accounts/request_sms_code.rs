use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{Accounts, Client, Fault, PURPOSE_SIGN_IN, Phone, SmsCode};
use crate::{
    config::SmsBudgets,
    entropy,
    sms::{Message, SendError},
    store::{
        self,
        sms_budgets::{self, Scope},
        sms_codes::{self, NewCode},
    },
    vault::Digest,
};

/// What a listener is told who has a test phone, which no budget bounds.
const TEST_RESEND_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A code is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmsCodeRequested {
    /// How long it is good for.
    pub expires_in: TimeDelta,
    /// When the next one may be asked for.
    pub resend_after: TimeDelta,
}

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum RequestSmsCodeError {
    /// A budget is used up.
    #[error("too many codes were asked for")]
    RateLimited {
        /// When it is filled again.
        retry_after: TimeDelta,
    },
    /// No vendor delivers to this number.
    #[error("the number cannot be sent messages")]
    NumberRefused,
    /// No vendor took the message.
    #[error("no vendor took the message")]
    Unavailable(#[source] SendError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for RequestSmsCodeError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// Sends a sign-in code. Whether the phone is known makes no difference.
    ///
    /// When it is not certain whether a vendor sent it, the code is kept and the listener is
    /// answered as ever: the message may arrive, and if it does not, there is the next one.
    pub async fn request_sms_code(
        &self,
        phone: &Phone,
        client: &Client,
        device_id: Option<&str>,
    ) -> Result<SmsCodeRequested, RequestSmsCodeError> {
        let now = self.clock.now();
        let test_code = self
            .test_phones
            .iter()
            .find_map(|phones| phones.code_of(phone.expose(), now))
            .and_then(SmsCode::parse);
        let code = test_code.clone().unwrap_or_else(SmsCode::generate);
        let row = NewCode {
            id: entropy::id(now),
            phone_index: &self.vault.phone_index(phone.expose()),
            purpose: PURPOSE_SIGN_IN,
            code_hash: &self.vault.sms_code_hash(PURPOSE_SIGN_IN, phone.expose(), code.expose()),
            expires_at: now + SmsCode::LIFETIME,
        };

        let mut transaction = self.store.begin().await?;
        let resend_after = if test_code.is_some() {
            TEST_RESEND_AFTER
        } else {
            let spending = Spending { phone_index: row.phone_index, client, device_id };
            self.spend_budgets(&mut transaction, &spending, now).await?
        };
        sms_codes::insert(&mut transaction, &row, now).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;

        if test_code.is_none() {
            let message = Message { code_id: row.id, phone, code: &code };
            if let Err(error) = self.sms.send(&message).await {
                let mut connection = self.store.connection().await?;
                sms_codes::delete(&mut connection, row.id).await?;
                return Err(match error {
                    SendError::NumberRefused => RequestSmsCodeError::NumberRefused,
                    error => RequestSmsCodeError::Unavailable(error),
                });
            }
        }
        Ok(SmsCodeRequested { expires_in: SmsCode::LIFETIME, resend_after })
    }

    /// Spends from every budget, or from none, and answers when the phone may be sent the next code.
    /// The phone's lock is held until the transaction ends, so that two requests at once do not both
    /// find room.
    async fn spend_budgets(
        &self,
        connection: &mut PgConnection,
        spending: &Spending<'_>,
        now: DateTime<Utc>,
    ) -> Result<TimeDelta, RequestSmsCodeError> {
        let budgets = self.sms_budgets;
        let phone_index = spending.phone_index;
        sms_codes::lock_phone(connection, phone_index).await?;
        let longest = now - TimeDelta::days(1);
        let mut sent = sms_codes::sent_since(connection, phone_index, longest).await?;
        if let Some(retry_after) = phone_retry_after(&budgets, &sent, now) {
            return Err(RequestSmsCodeError::RateLimited { retry_after });
        }

        let hour = TimeDelta::hours(1);
        let window = now.duration_trunc(hour).unwrap_or(now);
        let network = spending.client.network();
        let address = network.map(|network| self.vault.address_index(&network.to_string()));
        let device = spending.device_id.map(|id| self.vault.device_index(id));
        let hourly = [
            (Scope::Address, address.as_ref().map(|d| &d[..]), budgets.per_address_per_hour),
            (Scope::Device, device.as_ref().map(|d| &d[..]), budgets.per_device_per_hour),
            (Scope::Total, Some(&[][..]), budgets.total_per_hour),
        ];
        for (scope, subject, limit) in hourly {
            let Some(subject) = subject else { continue };
            if !sms_budgets::spend(connection, scope, subject, window, limit).await? {
                let retry_after = window + hour - now;
                return Err(RequestSmsCodeError::RateLimited { retry_after });
            }
        }
        sent.insert(0, now);
        Ok(phone_retry_after(&budgets, &sent, now).unwrap_or_default())
    }
}

/// Whose budgets a code is spent from.
struct Spending<'a> {
    phone_index: &'a Digest,
    client: &'a Client,
    device_id: Option<&'a str>,
}

/// How long a phone must wait that was sent codes at `sent`, newest first; `None` when not at all.
fn phone_retry_after(
    budgets: &SmsBudgets,
    sent: &[DateTime<Utc>],
    now: DateTime<Utc>,
) -> Option<TimeDelta> {
    [
        (TimeDelta::minutes(1), budgets.per_phone_per_minute),
        (TimeDelta::hours(1), budgets.per_phone_per_hour),
        (TimeDelta::days(1), budgets.per_phone_per_day),
    ]
    .into_iter()
    .filter_map(|(window, limit)| {
        // The budget is free again when the limit-th newest leaves the window.
        let blocking = sent.get(usize::try_from(limit).ok()?.checked_sub(1)?)?;
        Some(*blocking + window - now).filter(|wait| *wait > TimeDelta::zero())
    })
    .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGETS: SmsBudgets = SmsBudgets {
        per_phone_per_minute: 1,
        per_phone_per_hour: 5,
        per_phone_per_day: 10,
        per_address_per_hour: 1,
        per_device_per_hour: 1,
        total_per_hour: 1,
    };

    fn sent(minutes_ago: &[i64]) -> Option<i64> {
        let now = DateTime::from_timestamp_secs(1_800_000_000).unwrap();
        let times: Vec<_> =
            minutes_ago.iter().map(|minutes| now - TimeDelta::minutes(*minutes)).collect();
        phone_retry_after(&BUDGETS, &times, now).map(|wait| wait.num_minutes())
    }

    #[test]
    fn one_a_minute() {
        assert_eq!(sent(&[]), None);
        assert_eq!(sent(&[0]), Some(1));
        assert_eq!(sent(&[1]), None);
    }

    #[test]
    fn five_an_hour() {
        assert_eq!(sent(&[2, 10, 20, 30]), None);
        assert_eq!(sent(&[2, 10, 20, 30, 40]), Some(20));
        assert_eq!(sent(&[2, 10, 20, 30, 60]), None);
    }

    #[test]
    fn ten_a_day() {
        let hours: Vec<i64> = (1..=10).map(|hour| hour * 120).collect();
        assert_eq!(sent(&hours[..9]), None);
        assert_eq!(sent(&hours), Some(24 * 60 - 1200));
    }
}
