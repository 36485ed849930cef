//! Requests and answers as the core sees them, the route table, and the one way every request
//! goes: route, guard, handler, finish.

mod admission;
mod context;
mod cors;
mod handle;
mod health;
pub mod openapi;
mod page;
pub mod problem;
mod request;
mod response;
mod route;

pub use admission::Callers;
pub use context::RequestContext;
pub use handle::handle;
pub use page::{Cursor, ListParameters, read_opaque, read_size, write_opaque};
pub use problem::{Code, Problem};
pub use request::{
    BodyError, LONGEST_KEY, Parameters, RequestView, idempotency_key, read_json, read_json_within,
};
pub use response::{Body, Response};
pub use route::{Access, Matched, Route, Router};
