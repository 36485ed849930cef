//! The four music sources and the SMS vendor of Listen Stream, simulated on the wire.
//!
//! Clients are tested against this server in place of services that a test may not call. It checks
//! signatures and opens encrypted requests with code of its own, so that a client's mistake does not
//! cancel out against the same mistake here.
//!
//! Where the real shape of an answer is not known, the choice is stated where it is made. The
//! operator's session is [`sandbox::MEMBER`] everywhere: cookie `qm_keyst` (QQ), `session_key`
//! (JOOX), `MUSIC_U` (`NetEase`), `token` (Kugou, also as a parameter). The signed tracker of Kugou
//! takes any `dfid` but an empty one and `-`. The SMS vendor's key is [`sms::aliyun::KEY_ID`].

pub mod app;
pub mod audio;
pub mod catalogue;
pub mod clock;
pub mod connection;
pub mod faults;
pub mod ground_truth;
pub mod requests;
pub mod sandbox;
pub mod sms;
pub mod sources;
