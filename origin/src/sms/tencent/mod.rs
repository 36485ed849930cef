//! Tencent Cloud's SMS of version 2021-01-11: `SendSms` and `PullSmsSendStatusByPhoneNumber`.

mod client;
mod sign;
mod wire;

pub use client::Client;
