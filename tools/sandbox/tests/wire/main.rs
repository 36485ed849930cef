//! The sandbox's answers, through its router, as a client sees them.

mod audio;
mod bench;
mod catalogue;
mod collections;
mod connection;
mod faults;
mod joox;
mod joox_collections;
mod kugou;
mod kugou_lists;
mod netease;
mod netease_collections;
mod qq;
mod qq_collections;
mod search;
mod sms;
mod sms_tencent;
mod sms_twilio;
