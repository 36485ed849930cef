//! The four music sources, each under a prefix of its own with the real hosts' paths below it.

pub mod joox;
pub mod kugou;
mod markup;
pub mod netease;
mod parameters;
pub mod qq;

use std::sync::Arc;

use axum::Router;

use crate::sandbox::Sandbox;

/// Everything under `/qq`, `/joox`, `/netease` and `/kugou`.
pub fn routes() -> Router<Arc<Sandbox>> {
    qq::routes().merge(joox::routes()).merge(netease::routes()).merge(kugou::routes())
}
