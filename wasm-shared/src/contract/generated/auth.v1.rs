// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

/// Who asks for something, as their access token says. The origin checks session and token version
/// again before it does what is asked, and refuses with `token_revoked`.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Caller {
    #[prost(string, tag = "1")]
    pub user_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub device_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub session_id: ::prost::alloc::string::String,
    #[prost(uint64, tag = "4")]
    pub token_version: u64,
}
/// Where a call comes from, as the edge saw it.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Client {
    #[prost(string, tag = "1")]
    pub ip: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub user_agent: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct User {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub phone_masked: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub nickname: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub avatar_url: ::prost::alloc::string::String,
    /// Unix milliseconds.
    #[prost(int64, tag = "5")]
    pub created_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Device {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub platform: ::prost::alloc::string::String,
    #[prost(int64, tag = "4")]
    pub last_seen_at_ms: i64,
    /// The last two groups are masked.
    #[prost(string, tag = "5")]
    pub last_ip_masked: ::prost::alloc::string::String,
    #[prost(int64, tag = "6")]
    pub created_at_ms: i64,
}
/// A refused call, in the words of the public contract.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Problem {
    /// The stable code, for example `code_invalid`.
    #[prost(string, tag = "1")]
    pub code: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub detail: ::prost::alloc::string::String,
    /// Name of the field → what is wrong with it.
    #[prost(map = "string, string", tag = "3")]
    pub fields:
        ::std::collections::HashMap<::prost::alloc::string::String, ::prost::alloc::string::String>,
    #[prost(uint32, optional, tag = "4")]
    pub retry_after_seconds: ::core::option::Option<u32>,
    #[prost(uint32, optional, tag = "5")]
    pub attempts_left: ::core::option::Option<u32>,
    #[prost(message, repeated, tag = "6")]
    pub devices: ::prost::alloc::vec::Vec<Device>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RequestSmsCodeRequest {
    /// E.164, or a national form of the default country.
    #[prost(string, tag = "1")]
    pub phone: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub client: ::core::option::Option<Client>,
    /// The device that asks, when it says so: a budget of its own.
    #[prost(string, optional, tag = "3")]
    pub device_id: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RequestSmsCodeResponse {
    #[prost(uint32, tag = "1")]
    pub expires_in_seconds: u32,
    #[prost(uint32, tag = "2")]
    pub resend_after_seconds: u32,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CreateSessionRequest {
    #[prost(string, tag = "1")]
    pub phone: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub code: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub device: ::core::option::Option<DeviceClaim>,
    #[prost(string, optional, tag = "4")]
    pub replace_device_id: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "5")]
    pub client: ::core::option::Option<Client>,
}
/// A device as it names itself.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeviceClaim {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub platform: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Tokens {
    #[prost(string, tag = "1")]
    pub access_token: ::prost::alloc::string::String,
    #[prost(uint32, tag = "2")]
    pub expires_in_seconds: u32,
    #[prost(string, tag = "3")]
    pub refresh_token: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CreateSessionResponse {
    #[prost(message, optional, tag = "1")]
    pub tokens: ::core::option::Option<Tokens>,
    #[prost(message, optional, tag = "2")]
    pub user: ::core::option::Option<User>,
    #[prost(message, optional, tag = "3")]
    pub device: ::core::option::Option<Device>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RefreshTokensRequest {
    #[prost(string, tag = "1")]
    pub refresh_token: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub client: ::core::option::Option<Client>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RefreshTokensResponse {
    #[prost(message, optional, tag = "1")]
    pub tokens: ::core::option::Option<Tokens>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct VerifyTokenRequest {
    #[prost(string, tag = "1")]
    pub access_token: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "2")]
    pub client_ip: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct VerifyTokenResponse {
    #[prost(bool, tag = "1")]
    pub active: bool,
    /// Empty when active.
    #[prost(string, tag = "2")]
    pub reason: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub user_id: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub device_id: ::prost::alloc::string::String,
    #[prost(uint64, tag = "5")]
    pub token_version: u64,
    #[prost(int64, tag = "6")]
    pub expires_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndSessionRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<Caller>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndSessionResponse {}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndAllSessionsRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<Caller>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndAllSessionsResponse {}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListDevicesRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<Caller>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListDevicesResponse {
    #[prost(message, repeated, tag = "1")]
    pub devices: ::prost::alloc::vec::Vec<Device>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RenameDeviceRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<Caller>,
    #[prost(string, tag = "2")]
    pub device_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub name: ::prost::alloc::string::String,
    /// As in user.v1.Change.
    #[prost(string, optional, tag = "4")]
    pub idempotency_key: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RenameDeviceResponse {
    #[prost(message, optional, tag = "1")]
    pub device: ::core::option::Option<Device>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndDeviceRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<Caller>,
    #[prost(string, tag = "2")]
    pub device_id: ::prost::alloc::string::String,
    /// As in user.v1.Change.
    #[prost(string, optional, tag = "3")]
    pub idempotency_key: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EndDeviceResponse {}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetTokenVersionRequest {
    #[prost(string, tag = "1")]
    pub user_id: ::prost::alloc::string::String,
}
/// `NOT_FOUND` for a user that does not exist (any more).
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetTokenVersionResponse {
    #[prost(uint64, tag = "1")]
    pub token_version: u64,
}
