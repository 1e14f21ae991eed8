//! The conflict board, as the interface shows it.

use review::{
    Contender, Dispute,
    document::Block,
    merge::{Clash, Conflict},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{PersonJson, SuggestionJson, revision::BlockJson};

/// Proposals that cannot all go in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DisputeJson {
    /// The blocks that they are about, as the draft has them.
    #[schema(value_type = Vec<BlockJson>)]
    pub(crate) blocks: Vec<Block>,
    /// In the order of their coming.
    pub(crate) proposals: Vec<ContenderJson>,
    /// Which collide with which.
    pub(crate) collisions: Vec<CollisionJson>,
}

/// One of the proposals.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContenderJson {
    pub(crate) suggestion: SuggestionJson,
    /// Who else wants it.
    pub(crate) supporters: Vec<PersonJson>,
    /// Set when it does not even go in alone, since the draft says something else there by now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<ConflictJson>>)]
    pub(crate) against_draft: Option<Vec<Conflict>>,
}

/// Two proposals that cannot both go in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CollisionJson {
    /// The id of one.
    pub(crate) first: String,
    /// The id of the other.
    pub(crate) second: String,
    /// Over what, block by block: `base` is the draft, `ours` the first, `theirs` the second.
    #[schema(value_type = Vec<ConflictJson>)]
    pub(crate) conflict: Vec<Conflict>,
}

/// Two versions of a block that need a decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConflictJson {
    base: BlockJson,
    ours: BlockJson,
    theirs: BlockJson,
    /// About what they disagree: each has `about` and what belongs to it.
    disputes: Vec<serde_json::Value>,
}

impl From<Dispute> for DisputeJson {
    fn from(dispute: Dispute) -> Self {
        let collision = |(first, second, clash): (review::SuggestionId, _, Clash)| {
            let second: review::SuggestionId = second;
            CollisionJson {
                first: first.to_string(),
                second: second.to_string(),
                conflict: clash.conflicts,
            }
        };
        Self {
            blocks: dispute.blocks,
            proposals: dispute.proposals.into_iter().map(Into::into).collect(),
            collisions: dispute.collisions.into_iter().map(collision).collect(),
        }
    }
}

impl From<Contender> for ContenderJson {
    fn from(contender: Contender) -> Self {
        let supporters = contender.supporters.into_iter();
        Self {
            suggestion: contender.found.into(),
            supporters: supporters.map(Into::into).collect(),
            against_draft: contender.against_draft.map(|clash| clash.conflicts),
        }
    }
}
