// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetUserResponse {
    #[prost(message, optional, tag = "1")]
    pub user: ::core::option::Option<super::super::auth::v1::User>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdateUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, optional, tag = "2")]
    pub nickname: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub avatar_url: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdateUserResponse {
    #[prost(message, optional, tag = "1")]
    pub user: ::core::option::Option<super::super::auth::v1::User>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteUserResponse {
    /// Unix milliseconds: when the personal data goes.
    #[prost(int64, tag = "1")]
    pub deletes_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExportUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExportUserResponse {
    /// One JSON document, as `GET /api/v1/me/export` answers it.
    #[prost(bytes = "vec", tag = "1")]
    pub document: ::prost::alloc::vec::Vec<u8>,
}
