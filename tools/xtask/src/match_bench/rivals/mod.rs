//! The rules of three projects, written anew from a description of what they do. Each is given the
//! candidates in their order, as its search would list them, and says which it would play.

pub mod downloader;
pub mod finder;
pub mod unblocker;
