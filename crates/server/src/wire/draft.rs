//! The draft, as the interface shows it.

use formats::json::RedlineValue;
use review::{
    DraftText, Provenance,
    document::Block,
    redline::{Ids, Options, compare},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{RedlineJson, SuggestionJson, revision::BlockJson};
use crate::imprint::credits;

/// The editors' text towards the next revision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DraftJson {
    /// The revision that it goes on from.
    pub(crate) revision: u32,
    pub(crate) language: String,
    /// Names its state; the same as the `ETag`, without quotation marks.
    pub(crate) tag: String,
    pub(crate) title: String,
    #[schema(value_type = Vec<BlockJson>)]
    pub(crate) blocks: Vec<Block>,
    /// The ids of the suggestions that went in, in order.
    pub(crate) suggestions: Vec<String>,
    /// What changed since the revision, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RedlineJson>)]
    pub(crate) redline: Option<serde_json::Value>,
}

/// An edit of the draft, and where the draft is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DraftedJson {
    /// Names the state of the draft.
    pub(crate) tag: String,
    /// What the edit became.
    pub(crate) suggestion: SuggestionJson,
    /// The blocks that the edit is about, as the draft has them now.
    #[schema(value_type = Vec<BlockJson>)]
    pub(crate) blocks: Vec<Block>,
}

impl DraftJson {
    /// The draft; with what was done to it, also what changed and whose that is.
    pub(crate) fn of(text: &DraftText, provenance: Option<&Provenance>) -> Self {
        let draft = &text.draft;
        let redline = provenance.map(|provenance| {
            let options = Options {
                ids: Ids::Trust,
                detail: provenance.detail(),
                glossary: &text.guideline.glossary,
            };
            let redline = compare(&text.revision, &draft.document, &options);
            let known = credits(provenance, &redline);
            let value = RedlineValue::new(&redline).credited(&known.words, &known.changes);
            serde_json::to_value(value).unwrap_or_default()
        });
        let steps = draft.steps.iter();
        Self {
            revision: draft.revision,
            language: draft.language.clone(),
            tag: draft.tag(),
            title: draft.document.title.clone(),
            blocks: draft.document.blocks.clone(),
            suggestions: steps.map(|step| step.suggestion.to_string()).collect(),
            redline,
        }
    }
}

impl From<review::Drafted> for DraftedJson {
    fn from(drafted: review::Drafted) -> Self {
        let parts = &drafted.suggestion.suggestion.parts;
        let named = parts.iter().flat_map(|part| &part.blocks);
        let stands = named.filter_map(|id| drafted.draft.document.find(id));
        Self {
            tag: drafted.draft.tag(),
            blocks: stands.map(|(_, block)| block.clone()).collect(),
            suggestion: drafted.suggestion.into(),
        }
    }
}
