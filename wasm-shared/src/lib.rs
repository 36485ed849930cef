//! The core of Listen Stream.
