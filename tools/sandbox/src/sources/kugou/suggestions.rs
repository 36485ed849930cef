//! `getSearchTip`: suggestions in groups.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::answer::open;
use crate::catalogue::Source;
use crate::faults::Operation;
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

pub(super) async fn suggestions(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let data = |parameters: &Parameters, empty: bool| {
        let each = parameters.number("MusicTipCount").unwrap_or(10);
        let found = sandbox.catalogue.suggest(Source::Kugou, parameters.text("keyword"), each);
        let tracks = found.tracks.iter().map(|listing| listing.title.as_str()).collect();
        let albums = found.albums.iter().map(|album| album.name.as_str()).collect();
        let groups = [("", tracks), ("专辑", albums)];
        groups.into_iter().filter(|_| !empty).map(|(label, names)| group(label, names)).collect()
    };
    open(&sandbox, &caller, &uri, Operation::Suggestions, data).await
}

/// The first group, of songs, has no label.
fn group(label: &str, names: Vec<&str>) -> Value {
    let records: Vec<Value> = names
        .into_iter()
        .map(|name| json!({ "HintInfo": name, "HintInfo2": "", "Hot": 0, "IsRadio": 0 }))
        .collect();
    json!({ "RecordCount": records.len(), "LableName": label, "RecordDatas": records })
}
