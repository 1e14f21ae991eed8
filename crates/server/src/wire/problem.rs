use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDocument {
    /// Names the kind of problem, such as `/problems/stale-revision`.
    pub(crate) r#type: String,
    /// The kind of problem in words.
    pub(crate) title: String,
    /// The status of the answer.
    pub(crate) status: u16,
    /// This problem, as a sentence.
    pub(crate) detail: String,
    /// What some problems say besides.
    #[serde(flatten)]
    #[schema(value_type = ProblemMembers)]
    pub(crate) more: Map<String, Value>,
}

/// What some problems say besides.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemMembers {
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<FieldErrorJson>>,
    /// The latest revision by now, 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<u32>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldErrorJson {
    /// Its name.
    pub(crate) field: String,
    /// What is wrong.
    pub(crate) what: String,
}
