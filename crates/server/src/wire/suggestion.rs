use formats::json::RedlineValue;
use review::{
    Part, SuggestionInText,
    document::{Block, Document},
    merge::Carried,
    redline::{Ids, Options, compare},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    HandlingJson, PersonJson, RedlineJson, ReplyJson, Status, SupportJson, mirror,
    revision::BlockJson,
};

mirror! {
    /// What a suggestion does.
    Operation = review::Operation {
        /// Rewords, reformats, splits or joins blocks.
        Edit,
        /// Adds blocks.
        InsertAfter,
        /// Removes blocks.
        Delete,
        /// Removes blocks here and adds them there.
        Move,
    }
}

/// Proposed wording.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionJson {
    pub(crate) id: String,
    /// The revision that it is about.
    pub(crate) revision: u32,
    /// The language of the text that it is about.
    pub(crate) language: String,
    pub(crate) op: Operation,
    /// Where, and what should stand there; a move has two.
    pub(crate) parts: Vec<PartJson>,
    /// What it changes one by one, so that some of it can be accepted.
    pub(crate) hunks: Vec<HunkJson>,
    /// Why; may be empty.
    pub(crate) rationale: String,
    /// Who made it, or brought the file that it stood in.
    pub(crate) author: PersonJson,
    /// Under whose name it stood in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written_by: Option<WrittenByJson>,
    /// RFC 3339, UTC.
    pub(crate) created_at: String,
    /// RFC 3339, UTC.
    #[schema(required)]
    pub(crate) edited_at: Option<String>,
    /// Counts its wordings; whoever decides may name the one that was read.
    pub(crate) version: u64,
    pub(crate) status: Status,
    #[serde(flatten)]
    pub(crate) handling: HandlingJson,
    /// How it fares in the text that was asked about: `exact`, `merges`, `already_done`, `clashes`
    /// or `gone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) placement: Option<&'static str>,
    /// Oldest first.
    pub(crate) replies: Vec<ReplyJson>,
    pub(crate) support: SupportJson,
}

/// One place of a suggestion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartJson {
    /// Adjacent blocks of the revision; none where something is only added.
    pub(crate) block_ids: Vec<String>,
    /// Behind which block the proposal stands when it takes no block's place; null: at the start.
    #[schema(required)]
    pub(crate) after: Option<String>,
    /// What stands there instead; a new block has an empty id.
    #[schema(value_type = Vec<BlockJson>)]
    pub(crate) proposal: Vec<Block>,
    /// What changes, from the blocks of the revision to the proposal; its indices count in these.
    #[schema(value_type = RedlineJson)]
    pub(crate) redline: serde_json::Value,
}

mirror! {
    /// What a change of a suggestion does.
    HunkKind = review::merge::HunkKind {
        /// Changes words of a block.
        Text,
        /// Changes the formatting of words.
        Marks,
        /// Changes what the block is.
        Property,
        /// Adds a block.
        Insert,
        /// Removes a block.
        Remove,
        /// Puts a block elsewhere.
        Move,
    }
}

/// One change of a suggestion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HunkJson {
    /// Counts from 0; a decision names it.
    pub(crate) index: usize,
    pub(crate) kind: HunkKind,
    /// In which part.
    pub(crate) part: usize,
    /// To which block of the revision; null for a new one.
    #[schema(required)]
    pub(crate) block_id: Option<String>,
    /// First Unicode scalar value that changes, in the text of the revision.
    pub(crate) start: usize,
    /// One past the last.
    pub(crate) end: usize,
    pub(crate) deleted: String,
    pub(crate) inserted: String,
}

impl From<review::merge::Hunk> for HunkJson {
    fn from(hunk: review::merge::Hunk) -> Self {
        Self {
            index: hunk.index,
            kind: hunk.kind.into(),
            part: hunk.part,
            block_id: hunk.block.map(|id| id.to_string()),
            start: hunk.start,
            end: hunk.end,
            deleted: hunk.deleted,
            inserted: hunk.inserted,
        }
    }
}

/// The name that a file bears; no account is meant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WrittenByJson {
    /// As the file says; may be empty.
    pub(crate) name: String,
    /// As the file says; may be empty.
    pub(crate) initials: String,
    /// As the file says; RFC 3339, UTC.
    #[schema(required)]
    pub(crate) date: Option<String>,
}

impl From<review::WrittenBy> for WrittenByJson {
    fn from(written: review::WrittenBy) -> Self {
        Self {
            name: written.name,
            initials: written.initials,
            date: written.date.map(|date| date.to_string()),
        }
    }
}

impl From<SuggestionInText> for SuggestionJson {
    fn from(found: SuggestionInText) -> Self {
        let SuggestionInText {
            suggestion,
            text,
            glossary,
            carried,
        } = found;
        let op = suggestion.operation().into();
        let hunks = review::merge::hunks_of(&text, &suggestion.parts, &glossary);
        let parts = suggestion.parts.into_iter();
        Self {
            hunks: hunks.into_iter().map(Into::into).collect(),
            id: suggestion.id.to_string(),
            revision: suggestion.revision,
            language: suggestion.language,
            op,
            parts: parts
                .map(|part| part_json(part, &text, &glossary))
                .collect(),
            rationale: suggestion.rationale,
            author: suggestion.author.into(),
            written_by: suggestion.written_by.map(Into::into),
            created_at: suggestion.created_at.to_string(),
            edited_at: suggestion.edited_at.map(|at| at.to_string()),
            version: suggestion.version,
            status: suggestion.status.into(),
            handling: suggestion.handling.into(),
            placement: carried.map(|carried| placement(&carried)),
            replies: suggestion.replies.into_iter().map(Into::into).collect(),
            support: suggestion.support.into(),
        }
    }
}

fn placement(carried: &Carried) -> &'static str {
    match carried {
        Carried::Exact => "exact",
        Carried::Merges => "merges",
        Carried::AlreadyDone => "already_done",
        Carried::Clashes(_) => "clashes",
        Carried::Gone => "gone",
    }
}

fn part_json(part: Part, text: &Document, glossary: &[String]) -> PartJson {
    let of = |blocks| Document {
        title: text.title.clone(),
        language: text.language.clone(),
        blocks,
        ..Document::default()
    };
    let stands = part.blocks.iter().filter_map(|id| text.find(id));
    let old = of(stands.map(|(_, block)| block.clone()).collect());
    let new = of(part.proposal);
    let options = Options {
        ids: Ids::Trust,
        glossary,
        ..Options::default()
    };
    let redline = compare(&old, &new, &options);
    let redline = serde_json::to_value(RedlineValue::new(&redline)).unwrap_or_default();
    PartJson {
        block_ids: part.blocks.iter().map(ToString::to_string).collect(),
        after: part.after.map(|id| id.to_string()),
        proposal: new.blocks,
        redline,
    }
}
