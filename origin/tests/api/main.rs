//! The origin as its callers see it, on a real PostgreSQL. `TEST_DATABASE_URL` names a server where
//! databases may be created; each test has its own.

#![expect(clippy::unwrap_used, reason = "a test ends at what it did not expect, helpers included")]

mod budgets;
mod codes;
mod devices;
mod gate;
mod http;
mod keys;
mod logs;
mod process;
mod profile;
mod refresh;
mod schema;
mod support;
mod telemetry;
mod tokens;
mod vendor;
