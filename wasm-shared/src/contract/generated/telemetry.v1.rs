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
    #[prost(message, repeated, tag = "8")]
    pub playbacks: ::prost::alloc::vec::Vec<PlaybackCount>,
    /// Every source, as the instance sees it when it sends.
    #[prost(message, repeated, tag = "9")]
    pub source_states: ::prost::alloc::vec::Vec<SourceState>,
    /// The release of the settings that the instance goes by; zero for none.
    #[prost(uint64, tag = "20")]
    pub release: u64,
    /// The one that is rolled out to some of its users.
    #[prost(uint64, optional, tag = "21")]
    pub candidate: ::core::option::Option<u64>,
    /// Why a later release was refused; empty when none was.
    #[prost(string, tag = "22")]
    pub refused_release: ::prost::alloc::string::String,
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
    /// How many took at most 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000 and 10000 ms, each
    /// counted once, at the first bound that holds; the fourteenth number is of those above all bounds.
    /// Empty, or fourteen numbers whose sum is `count`.
    #[prost(uint64, repeated, tag = "8")]
    pub duration_buckets: ::prost::alloc::vec::Vec<u64>,
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
    /// As in RequestCount.
    #[prost(uint64, repeated, tag = "7")]
    pub duration_buckets: ::prost::alloc::vec::Vec<u64>,
}
/// Listeners who asked where to play a track, and were answered alike.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PlaybackCount {
    /// Who plays; empty where nobody does.
    #[prost(string, tag = "1")]
    pub source: ::prost::alloc::string::String,
    /// `ok`, or the code of the problem.
    #[prost(string, tag = "2")]
    pub outcome: ::prost::alloc::string::String,
    /// Whether another track plays than the one asked for.
    #[prost(bool, tag = "3")]
    pub substituted: bool,
    #[prost(uint64, tag = "4")]
    pub count: u64,
}
/// How a source stands with one instance.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SourceState {
    #[prost(string, tag = "1")]
    pub source: ::prost::alloc::string::String,
    /// `closed`, `open` or `half_open`: the worst of its operations.
    #[prost(string, tag = "2")]
    pub breaker: ::prost::alloc::string::String,
    /// `none`, `untested`, `accepted` or `refused`.
    #[prost(string, tag = "3")]
    pub credential: ::prost::alloc::string::String,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ReportResponse {
    /// Of what is to be in force. An edge that knows of an earlier one asks for it.
    #[prost(uint64, tag = "1")]
    pub settings_revision: u64,
}
