//! Alibaba Cloud's Dysmsapi of version 2017-05-25: `SendSms` and `QuerySendDetails`.

mod client;
mod sign;
mod wire;

pub use client::Client;
