//! Alibaba Cloud's Dysmsapi, `SendSms` of version 2017-05-25.

mod client;
mod sign;
mod wire;

pub use client::Client;
