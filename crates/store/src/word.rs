//! Values as columns keep them.

use review::StoreError;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The word that stands for a unit variant, the same as in JSON.
pub(crate) fn word(variant: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(variant) {
        Ok(Value::String(word)) => Ok(word),
        _ => Err(StoreError("a variant has no name".to_owned())),
    }
}

/// The variant that a word stands for.
pub(crate) fn read_word<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(word)).map_err(damaged)
}

/// A value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(damaged)
}

/// The value that JSON stands for.
pub(crate) fn read_json<T: DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(damaged)
}

/// Ids as a JSON list, as `fetch_among!` takes them.
pub(crate) fn ids<'a>(ids: impl Iterator<Item = &'a str>) -> Result<String, StoreError> {
    json(&ids.collect::<Vec<_>>())
}

/// A count as the engines keep it: in signed 64-bit integers, which no count of ours outgrows.
pub(crate) fn big(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// A count as we keep it.
pub(crate) fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(if count < 0 { 0 } else { u32::MAX })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err asks for"
)]
fn damaged(error: serde_json::Error) -> StoreError {
    StoreError(format!("a stored value cannot be read: {error}"))
}
