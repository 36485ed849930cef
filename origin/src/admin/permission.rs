//! Who may call what: one table for the whole API. A call that is not in it is refused, whoever makes
//! it; a test walks it over the API's description.

use axum::http::Method;
use serde::Serialize;
use utoipa::ToSchema;

use crate::administrators::Role;

/// Something that a role may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Permission {
    #[serde(rename = "admins.read")]
    AdminsRead,
    #[serde(rename = "admins.write")]
    AdminsWrite,
    #[serde(rename = "alerts.acknowledge")]
    AlertsAcknowledge,
    #[serde(rename = "alerts.read")]
    AlertsRead,
    /// Rules and webhook.
    #[serde(rename = "alerts.write")]
    AlertsWrite,
    #[serde(rename = "audit.export")]
    AuditExport,
    /// And verify.
    #[serde(rename = "audit.read")]
    AuditRead,
    #[serde(rename = "jobs.read")]
    JobsRead,
    #[serde(rename = "outbox.read")]
    OutboxRead,
    /// Retry and drop.
    #[serde(rename = "outbox.write")]
    OutboxWrite,
    #[serde(rename = "settings.read")]
    SettingsRead,
    /// Draft, publish, roll back.
    #[serde(rename = "settings.write")]
    SettingsWrite,
    #[serde(rename = "sms.read")]
    SmsRead,
    /// Order and test message.
    #[serde(rename = "sms.write")]
    SmsWrite,
    #[serde(rename = "sources.read")]
    SourcesRead,
    /// Order, switches, credentials.
    #[serde(rename = "sources.write")]
    SourcesWrite,
    #[serde(rename = "stats.read")]
    StatsRead,
    /// Personal data; each look is recorded.
    #[serde(rename = "users.read")]
    UsersRead,
    /// Ban, sign out, end a device.
    #[serde(rename = "users.write")]
    UsersWrite,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::AdminsRead,
        Self::AdminsWrite,
        Self::AlertsAcknowledge,
        Self::AlertsRead,
        Self::AlertsWrite,
        Self::AuditExport,
        Self::AuditRead,
        Self::JobsRead,
        Self::OutboxRead,
        Self::OutboxWrite,
        Self::SettingsRead,
        Self::SettingsWrite,
        Self::SmsRead,
        Self::SmsWrite,
        Self::SourcesRead,
        Self::SourcesWrite,
        Self::StatsRead,
        Self::UsersRead,
        Self::UsersWrite,
    ];

    /// Whether a role has it.
    pub const fn is_of(self, role: Role) -> bool {
        match role {
            Role::Owner => true,
            Role::Operator => {
                !matches!(self, Self::AdminsRead | Self::AdminsWrite | Self::AuditExport)
            }
            Role::Auditor => matches!(
                self,
                Self::AdminsRead
                    | Self::AlertsRead
                    | Self::AuditExport
                    | Self::AuditRead
                    | Self::JobsRead
                    | Self::OutboxRead
                    | Self::SettingsRead
                    | Self::SmsRead
                    | Self::SourcesRead
                    | Self::StatsRead
                    | Self::UsersRead
            ),
        }
    }

    /// What a role has.
    pub fn of(role: Role) -> Vec<Self> {
        Self::ALL.into_iter().filter(|permission| permission.is_of(role)).collect()
    }
}

/// Who a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Whoever has shown a password, or more.
    Begun,
    /// Every administrator.
    SignedIn,
    /// Every administrator who has shown a code of late.
    SteppedUp,
    /// The administrator whom the path names; others as [`NeedsStepUp`](Self::NeedsStepUp) for writes,
    /// [`Needs`](Self::Needs) for reads.
    OwnOr(Permission),
    /// Administrators whose role has the permission.
    Needs(Permission),
    /// The same, who have also shown a code of late.
    NeedsStepUp(Permission),
}

use Access::{Begun, Needs, NeedsStepUp, Open, OwnOr, SignedIn, SteppedUp};
use Permission as P;

/// Every call: method, path behind `/admin/api/v1`, access.
pub const CALLS: &[(&str, &str, Access)] = &[
    ("GET", "/session", Begun),
    ("POST", "/session", Open),
    ("DELETE", "/session", Begun),
    ("POST", "/session/totp", Begun),
    ("POST", "/session/recovery", Begun),
    ("POST", "/session/enrolment", Begun),
    ("POST", "/session/enrolment/confirm", Begun),
    ("POST", "/session/step-up", SignedIn),
    ("PUT", "/session/password", SignedIn),
    ("POST", "/session/recovery-codes", SteppedUp),
    ("GET", "/admins", Needs(P::AdminsRead)),
    ("POST", "/admins", NeedsStepUp(P::AdminsWrite)),
    ("GET", "/admins/{id}", Needs(P::AdminsRead)),
    ("PATCH", "/admins/{id}", NeedsStepUp(P::AdminsWrite)),
    ("DELETE", "/admins/{id}", NeedsStepUp(P::AdminsWrite)),
    ("GET", "/admins/{id}/sessions", OwnOr(P::AdminsRead)),
    ("DELETE", "/admins/{id}/sessions", OwnOr(P::AdminsWrite)),
    ("DELETE", "/admins/{id}/sessions/{session_id}", OwnOr(P::AdminsWrite)),
    ("POST", "/admins/{id}/totp/reset", NeedsStepUp(P::AdminsWrite)),
    ("POST", "/admins/{id}/password/reset", NeedsStepUp(P::AdminsWrite)),
    ("GET", "/settings/schema", Needs(P::SettingsRead)),
    ("GET", "/settings/draft", Needs(P::SettingsRead)),
    ("PUT", "/settings/draft", Needs(P::SettingsWrite)),
    ("DELETE", "/settings/draft", Needs(P::SettingsWrite)),
    ("POST", "/settings/draft/validate", Needs(P::SettingsWrite)),
    ("GET", "/settings/draft/diff", Needs(P::SettingsRead)),
    ("PUT", "/settings/draft/secrets/{path}", NeedsStepUp(P::SettingsWrite)),
    ("DELETE", "/settings/draft/secrets/{path}", NeedsStepUp(P::SettingsWrite)),
    ("GET", "/settings/releases", Needs(P::SettingsRead)),
    ("POST", "/settings/releases", NeedsStepUp(P::SettingsWrite)),
    ("GET", "/settings/releases/{number}", Needs(P::SettingsRead)),
    ("PATCH", "/settings/releases/{number}", NeedsStepUp(P::SettingsWrite)),
    ("GET", "/settings/releases/{number}/diff", Needs(P::SettingsRead)),
    ("POST", "/settings/releases/{number}/withdraw", NeedsStepUp(P::SettingsWrite)),
    ("POST", "/settings/releases/{number}/rollback", NeedsStepUp(P::SettingsWrite)),
    ("GET", "/settings/edges", Needs(P::SettingsRead)),
    ("GET", "/settings/export", Needs(P::SettingsRead)),
    // With secrets in the open it wants a step-up too, which its handler sees to.
    ("POST", "/settings/import", Needs(P::SettingsWrite)),
    ("GET", "/sources", Needs(P::SourcesRead)),
    ("PUT", "/sources/order", NeedsStepUp(P::SourcesWrite)),
    ("PATCH", "/sources/{source}", NeedsStepUp(P::SourcesWrite)),
    ("PUT", "/sources/{source}/credential", NeedsStepUp(P::SourcesWrite)),
    ("POST", "/users/search", Needs(P::UsersRead)),
    ("GET", "/users/{id}", Needs(P::UsersRead)),
    ("POST", "/users/{id}/ban", NeedsStepUp(P::UsersWrite)),
    ("DELETE", "/users/{id}/ban", NeedsStepUp(P::UsersWrite)),
    ("POST", "/users/{id}/sign-out", Needs(P::UsersWrite)),
    ("GET", "/users/{id}/devices", Needs(P::UsersRead)),
    ("DELETE", "/users/{id}/devices/{device_id}", Needs(P::UsersWrite)),
    ("GET", "/sms/vendors", Needs(P::SmsRead)),
    ("PUT", "/sms/order", NeedsStepUp(P::SmsWrite)),
    ("GET", "/sms/deliveries", Needs(P::SmsRead)),
    ("POST", "/sms/test", Needs(P::SmsWrite)),
    ("GET", "/jobs", Needs(P::JobsRead)),
    ("GET", "/outbox", Needs(P::OutboxRead)),
    ("POST", "/outbox/{id}/retry", Needs(P::OutboxWrite)),
    ("DELETE", "/outbox/{id}", Needs(P::OutboxWrite)),
    ("GET", "/audit", Needs(P::AuditRead)),
    ("GET", "/audit/{number}", Needs(P::AuditRead)),
    ("POST", "/audit/verify", Needs(P::AuditRead)),
    ("GET", "/audit/export", NeedsStepUp(P::AuditExport)),
    ("GET", "/alerts/rules", Needs(P::AlertsRead)),
    ("PATCH", "/alerts/rules/{name}", Needs(P::AlertsWrite)),
    ("GET", "/alerts/events", Needs(P::AlertsRead)),
    ("POST", "/alerts/events/{id}/acknowledge", Needs(P::AlertsAcknowledge)),
    ("GET", "/alerts/webhook", Needs(P::AlertsRead)),
    ("PUT", "/alerts/webhook", NeedsStepUp(P::AlertsWrite)),
    ("POST", "/alerts/webhook/test", NeedsStepUp(P::AlertsWrite)),
    ("GET", "/stats/overview", Needs(P::StatsRead)),
    ("GET", "/stats/series", Needs(P::StatsRead)),
    ("GET", "/stats/live", Needs(P::StatsRead)),
];

/// Who the call is for; `None` when it is not in the table. `HEAD` is answered as `GET` is.
pub(super) fn access(method: &Method, path: &str) -> Option<Access> {
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    CALLS.iter().find(|call| (call.0, call.1) == (method, path)).map(|call| call.2)
}
