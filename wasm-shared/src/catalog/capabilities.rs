//! Who is asked for what: only those who can.

use super::{
    model::Source,
    sources::{self, Operation},
};
use crate::{
    http::{Parameters, Problem},
    settings::Settings,
};

/// Whether `source` has `operation`.
pub fn has(source: Source, operation: Operation) -> bool {
    sources::operations(source).contains(&operation)
}

/// The sources that have `operation`, in the chain's order.
pub fn in_order(settings: &Settings, operation: Operation) -> Vec<Source> {
    settings.sources.order.iter().copied().filter(|source| has(*source, operation)).collect()
}

/// The `source` parameter; `None` for every source that can.
///
/// # Errors
/// `invalid_fields` for what is no source, and for one that does not have `operation`.
pub fn read_source(
    parameters: &Parameters<'_>,
    operation: Operation,
) -> Result<Option<Source>, Problem> {
    let named = parameters.parse(
        "source",
        |name| if name == "auto" { Some(None) } else { Source::parse(name).map(Some) },
        "must be auto, qq, joox, netease or kugou",
    )?;
    match named.flatten() {
        Some(source) if !has(source, operation) => {
            Err(Problem::invalid_field("source", "does not have this"))
        }
        named => Ok(named),
    }
}
