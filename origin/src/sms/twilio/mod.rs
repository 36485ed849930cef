//! Twilio's Messages of version 2010-04-01.

mod client;
mod wire;

pub use client::Client;
