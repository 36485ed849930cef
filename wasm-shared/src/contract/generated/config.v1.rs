// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetReleaseRequest {}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetReleaseResponse {
    /// Rises with every change of what is to be in force.
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    /// What holds for everybody.
    #[prost(message, optional, tag = "2")]
    pub current: ::core::option::Option<Release>,
    /// What is being rolled out, if anything is.
    #[prost(message, optional, tag = "3")]
    pub candidate: ::core::option::Option<Candidate>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Release {
    /// Zero where nothing was published yet.
    #[prost(uint64, tag = "1")]
    pub number: u64,
    /// What differs from the defaults, JSON; secrets are sealed.
    #[prost(string, tag = "2")]
    pub document: ::prost::alloc::string::String,
}
/// A release that holds for some users already.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Candidate {
    #[prost(message, optional, tag = "1")]
    pub release: ::core::option::Option<Release>,
    /// Of users, in percent.
    #[prost(uint32, tag = "2")]
    pub percent: u32,
}
