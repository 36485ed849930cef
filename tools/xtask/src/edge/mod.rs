//! The Cloudflare worker: how it is built, and how it is served on this machine.

mod build;
mod wrangler;

pub use build::{SCRIPT, build};
pub use wrangler::{
    Wrangler, configuration, development_variable, moved_variables, overlaid, serve,
};
