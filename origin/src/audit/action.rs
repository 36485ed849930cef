use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Everything that is recorded, by resource. No payload holds a secret, a code or a whole phone
/// number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "action", content = "payload")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Action {
    #[serde(rename = "admin.created")]
    AdminCreated { admin_id: Uuid, email: String, name: String, role: String },
    #[serde(rename = "admin.updated")]
    AdminUpdated { admin_id: Uuid, changes: Vec<Change> },
    #[serde(rename = "admin.deleted")]
    AdminDeleted { admin_id: Uuid, email: String },
    #[serde(rename = "admin.password_reset")]
    AdminPasswordReset { admin_id: Uuid },
    /// The second factor is off until its owner enrols again.
    #[serde(rename = "admin.totp_reset")]
    AdminTotpReset { admin_id: Uuid },
    /// One of them, or all.
    #[serde(rename = "admin.sessions_ended")]
    AdminSessionsEnded { admin_id: Uuid, session_id: Option<Uuid> },

    #[serde(rename = "alert.acknowledged")]
    AlertAcknowledged { event_id: Uuid, rule: String, note: Option<String> },
    #[serde(rename = "alert.rule_changed")]
    AlertRuleChanged { rule: String, changes: Vec<Change> },
    #[serde(rename = "alert.webhook_changed")]
    AlertWebhookChanged { changes: Vec<Change>, secret_replaced: bool },
    #[serde(rename = "alert.webhook_tested")]
    AlertWebhookTested { delivered: bool },

    /// Recorded before the first line leaves.
    #[serde(rename = "audit.exported")]
    AuditExported { format: String, filter: Value },
    /// The records up to this one were let go, being old enough.
    #[serde(rename = "audit.pruned")]
    AuditPruned { number: i64 },
    #[serde(rename = "audit.verified")]
    AuditVerified { checked: i64, first_broken: Option<i64> },

    /// The signing keys, by their ids: the one that signs from now on, and the one that will be next.
    #[serde(rename = "keys.rotated")]
    KeysRotated { current: String, next: String },

    #[serde(rename = "outbox.event_dropped")]
    OutboxEventDropped { event_id: i64, edge: String, kind: String },
    #[serde(rename = "outbox.event_retried")]
    OutboxEventRetried { event_id: i64, edge: String, kind: String },

    /// Signed in, with both factors.
    #[serde(rename = "session.created")]
    SessionCreated { session_id: Uuid },
    #[serde(rename = "session.ended")]
    SessionEnded { session_id: Uuid },
    /// A wrong password or code; the address may be nobody's.
    #[serde(rename = "session.failed")]
    SessionFailed { email: String, step: String },
    #[serde(rename = "session.locked")]
    SessionLocked { email: String, locked_for_s: u32 },
    #[serde(rename = "session.password_changed")]
    SessionPasswordChanged { admin_id: Uuid },
    #[serde(rename = "session.recovery_code_used")]
    SessionRecoveryCodeUsed { admin_id: Uuid, left: u32 },
    #[serde(rename = "session.recovery_codes_made")]
    SessionRecoveryCodesMade { admin_id: Uuid },
    #[serde(rename = "session.stepped_up")]
    SessionSteppedUp { session_id: Uuid },
    #[serde(rename = "session.totp_enrolled")]
    SessionTotpEnrolled { admin_id: Uuid },

    #[serde(rename = "settings.draft_discarded")]
    SettingsDraftDiscarded {},
    #[serde(rename = "settings.draft_saved")]
    SettingsDraftSaved { version: i64, changes: Vec<Change> },
    #[serde(rename = "settings.exported")]
    SettingsExported { format: String },
    #[serde(rename = "settings.imported")]
    SettingsImported { format: String, changes: Vec<Change> },
    #[serde(rename = "settings.published")]
    SettingsPublished { release: i64, reason: String, rollout_percent: u32, changes: Vec<Change> },
    #[serde(rename = "settings.rolled_back")]
    SettingsRolledBack { release: i64, to: i64, reason: String, changes: Vec<Change> },
    #[serde(rename = "settings.rollout_changed")]
    SettingsRolloutChanged { release: i64, before: u32, after: u32 },
    #[serde(rename = "settings.secret_removed")]
    SettingsSecretRemoved { path: String },
    #[serde(rename = "settings.secret_set")]
    SettingsSecretSet { path: String },
    /// The changes are those for whom it was rolled out to.
    #[serde(rename = "settings.withdrawn")]
    SettingsWithdrawn { release: i64, reason: String, changes: Vec<Change> },

    #[serde(rename = "sms.deliveries_viewed")]
    SmsDeliveriesViewed {},
    #[serde(rename = "sms.order_changed")]
    SmsOrderChanged { before: Vec<String>, after: Vec<String>, reason: String },
    #[serde(rename = "sms.tested")]
    SmsTested { phone_masked: String, vendor: Option<String> },

    #[serde(rename = "source.credential_set")]
    SourceCredentialSet { source: String, reason: String },
    #[serde(rename = "source.order_changed")]
    SourceOrderChanged { before: Vec<String>, after: Vec<String>, reason: String },
    #[serde(rename = "source.switched")]
    SourceSwitched { source: String, enabled: bool, reason: String },

    #[serde(rename = "user.banned")]
    UserBanned { user_id: Uuid, reason: String },
    #[serde(rename = "user.device_ended")]
    UserDeviceEnded { user_id: Uuid, device_id: String },
    #[serde(rename = "user.devices_viewed")]
    UserDevicesViewed { user_id: Uuid },
    /// By what, not for what: that may be a phone number.
    #[serde(rename = "user.searched")]
    UserSearched { by: String, found: Vec<Uuid> },
    #[serde(rename = "user.signed_out")]
    UserSignedOut { user_id: Uuid },
    #[serde(rename = "user.unbanned")]
    UserUnbanned { user_id: Uuid },
    #[serde(rename = "user.viewed")]
    UserViewed { user_id: Uuid },
}

/// One value before and after. Secrets are left out by whoever makes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The field, dotted.
    pub path: String,
    /// Null when it was not there.
    pub before: Value,
    /// Null when it is gone.
    pub after: Value,
}

impl Change {
    /// `None` when nothing changed.
    pub fn of(path: &str, before: impl Into<Value>, after: impl Into<Value>) -> Option<Self> {
        let (before, after) = (before.into(), after.into());
        (before != after).then(|| Self { path: path.to_owned(), before, after })
    }
}

impl Action {
    /// The name, `resource.verb`, and the payload's text: an object whose names are sorted.
    pub(crate) fn encode(&self) -> (String, String) {
        let mut action = serde_json::to_value(self).expect("text, numbers and lists are JSON");
        action.sort_all_objects();
        let name = action["action"].as_str().unwrap_or_default().to_owned();
        (name, action["payload"].to_string())
    }

    /// What it is done to, `kind:id`.
    pub fn target(&self) -> String {
        match self {
            Self::AdminCreated { admin_id, .. }
            | Self::AdminUpdated { admin_id, .. }
            | Self::AdminDeleted { admin_id, .. }
            | Self::AdminPasswordReset { admin_id }
            | Self::AdminTotpReset { admin_id }
            | Self::AdminSessionsEnded { admin_id, .. }
            | Self::SessionPasswordChanged { admin_id }
            | Self::SessionRecoveryCodeUsed { admin_id, .. }
            | Self::SessionRecoveryCodesMade { admin_id }
            | Self::SessionTotpEnrolled { admin_id } => format!("admin:{admin_id}"),
            Self::SessionFailed { email, .. } | Self::SessionLocked { email, .. } => {
                format!("email:{email}")
            }
            Self::SessionCreated { session_id }
            | Self::SessionEnded { session_id }
            | Self::SessionSteppedUp { session_id } => format!("session:{session_id}"),
            Self::AlertAcknowledged { rule, .. } | Self::AlertRuleChanged { rule, .. } => {
                format!("alert:{rule}")
            }
            Self::AlertWebhookChanged { .. } | Self::AlertWebhookTested { .. } => {
                "alert:webhook".to_owned()
            }
            Self::AuditExported { .. } | Self::AuditPruned { .. } | Self::AuditVerified { .. } => {
                "audit:records".to_owned()
            }
            Self::KeysRotated { current, .. } => format!("key:{current}"),
            Self::OutboxEventDropped { event_id, .. }
            | Self::OutboxEventRetried { event_id, .. } => format!("outbox:{event_id}"),
            Self::SettingsDraftDiscarded {}
            | Self::SettingsDraftSaved { .. }
            | Self::SettingsImported { .. }
            | Self::SettingsExported { .. } => "settings:draft".to_owned(),
            Self::SettingsSecretSet { path } | Self::SettingsSecretRemoved { path } => {
                format!("settings:{path}")
            }
            Self::SettingsPublished { release, .. }
            | Self::SettingsRolledBack { release, .. }
            | Self::SettingsRolloutChanged { release, .. }
            | Self::SettingsWithdrawn { release, .. } => format!("release:{release}"),
            Self::SmsDeliveriesViewed {} => "sms:deliveries".to_owned(),
            Self::SmsOrderChanged { .. } => "sms:order".to_owned(),
            Self::SmsTested { phone_masked, .. } => format!("phone:{phone_masked}"),
            Self::SourceOrderChanged { .. } => "source:order".to_owned(),
            Self::SourceCredentialSet { source, .. } | Self::SourceSwitched { source, .. } => {
                format!("source:{source}")
            }
            Self::UserSearched { .. } => "user:search".to_owned(),
            Self::UserBanned { user_id, .. }
            | Self::UserDeviceEnded { user_id, .. }
            | Self::UserDevicesViewed { user_id }
            | Self::UserSignedOut { user_id }
            | Self::UserUnbanned { user_id }
            | Self::UserViewed { user_id } => format!("user:{user_id}"),
        }
    }
}
