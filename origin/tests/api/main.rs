//! The origin as its callers see it, on a real PostgreSQL. `TEST_DATABASE_URL` names a server where
//! databases may be created; each test has its own.

#![expect(clippy::unwrap_used, reason = "a test ends at what it did not expect, helpers included")]

mod admin;
mod bans;
mod budgets;
mod callers;
mod codes;
mod deletion;
mod devices;
mod gate;
mod http;
mod jobs;
mod keys;
mod library;
mod logs;
mod outbox;
mod process;
mod profile;
mod refresh;
mod schema;
mod sessions;
mod strict;
mod support;
mod telemetry;
mod tokens;
mod vendor;
mod vendor_receipts;
