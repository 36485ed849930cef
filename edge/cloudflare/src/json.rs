//! What the worker and its objects hand each other, and what objects keep.

use serde::{Serialize, de::DeserializeOwned};
use wasm_shared::ports::HubFault;

/// As JSON.
pub fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("what is handed over has texts for keys")
}

/// From JSON that [`write`] or the runtime has written.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, HubFault> {
    serde_json::from_str(text).map_err(|error| HubFault(format!("it is not as written: {error}")))
}
