//! How the description is made, by whoever has the feature `schema`.

mod account;
mod catalogue;
mod document;
mod ids;
mod library;
mod operation;
mod parameter;
mod refusals;
mod schemas;
mod service;
mod shapes;
mod sync;
#[cfg(test)]
mod tests;

pub use document::{Generated, generate};
