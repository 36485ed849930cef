use uuid::Uuid;

/// Who asks for something, as their access token said when the edge read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// `sub`
    pub user_id: Uuid,
    /// `did`
    pub device_id: String,
    /// `sid`
    pub session_id: Uuid,
    /// `ver`
    pub token_version: u64,
}
