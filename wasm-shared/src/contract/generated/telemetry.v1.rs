// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReportRequest {
    /// Random, made once per isolate: tells a batch sent twice from two batches.
    #[prost(string, tag = "1")]
    pub edge_instance: ::prost::alloc::string::String,
    /// `cloudflare` or `spin`.
    #[prost(string, tag = "2")]
    pub edge_kind: ::prost::alloc::string::String,
    /// Rises by one with each batch of an instance.
    #[prost(uint64, tag = "3")]
    pub sequence: u64,
    /// Unix milliseconds.
    #[prost(int64, tag = "4")]
    pub from_ms: i64,
    #[prost(int64, tag = "5")]
    pub to_ms: i64,
    #[prost(message, repeated, tag = "6")]
    pub requests: ::prost::alloc::vec::Vec<RequestCount>,
    #[prost(message, repeated, tag = "7")]
    pub sources: ::prost::alloc::vec::Vec<SourceCount>,
}
/// Requests of one route that ended alike.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RequestCount {
    /// The pattern, for example `/api/v1/tracks/{id}`.
    #[prost(string, tag = "1")]
    pub route: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub method: ::prost::alloc::string::String,
    #[prost(uint32, tag = "3")]
    pub status: u32,
    /// `memory`, `kv`, `stale`, `miss`, or empty where nothing is cached.
    #[prost(string, tag = "4")]
    pub cache: ::prost::alloc::string::String,
    #[prost(uint64, tag = "5")]
    pub count: u64,
    #[prost(uint64, tag = "6")]
    pub duration_ms_sum: u64,
    #[prost(uint64, tag = "7")]
    pub duration_ms_max: u64,
}
/// Calls of one operation of a source that ended alike.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SourceCount {
    #[prost(string, tag = "1")]
    pub source: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub operation: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub outcome: ::prost::alloc::string::String,
    #[prost(uint64, tag = "4")]
    pub count: u64,
    #[prost(uint64, tag = "5")]
    pub duration_ms_sum: u64,
    #[prost(uint64, tag = "6")]
    pub duration_ms_max: u64,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ReportResponse {}
