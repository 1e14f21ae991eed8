use serde::Serialize;
use utoipa::ToSchema;

use super::revision::{AtomJson, BlockKind, MarkJson};

/// What changed between two revisions; both texts can be read back from it exactly. Written by
/// `formats::json`; described here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RedlineJson {
    old: SideJson,
    new: SideJson,
    stats: StatsJson,
    /// In reading order of the newer text, deletions where they stood.
    blocks: Vec<ChangeJson>,
}

/// One side of a redline.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SideJson {
    title: String,
    language: String,
    /// How many there are.
    blocks: usize,
    /// Over the text of this language.
    sha256: String,
}

/// Figures, in Unicode scalar values.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatsJson {
    inserted_chars: usize,
    deleted_chars: usize,
    moved_chars: usize,
    hunks: usize,
    blocks_changed: usize,
}

/// What became of one block, or of the blocks of one split or merge.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeJson {
    change: ChangeName,
    #[schema(nullable = false)]
    old_id: Option<String>,
    #[schema(nullable = false)]
    new_id: Option<String>,
    /// Of a merge.
    #[schema(nullable = false)]
    old_ids: Option<Vec<String>>,
    /// Of a split.
    #[schema(nullable = false)]
    new_ids: Option<Vec<String>>,
    #[schema(nullable = false)]
    old_index: Option<usize>,
    #[schema(nullable = false)]
    new_index: Option<usize>,
    /// Pairs the two halves of a move.
    #[schema(nullable = false)]
    r#move: Option<u32>,
    kind: BlockKind,
    #[schema(nullable = false)]
    level: Option<u8>,
    #[schema(nullable = false)]
    ordered: Option<bool>,
    /// The label of the newer block, else of the older one.
    #[schema(nullable = false)]
    number: Option<String>,
    /// Where it differs from `number`; null where the older block had none.
    old_number: Option<String>,
    /// Of a block whose kind changed.
    #[schema(nullable = false)]
    old_kind: Option<BlockKind>,
    /// Where it differs from `level`; null where the older block had none.
    old_level: Option<u8>,
    #[schema(nullable = false)]
    table: Option<String>,
    #[schema(nullable = false)]
    row: Option<u32>,
    #[schema(nullable = false)]
    old_row: Option<u32>,
    #[schema(nullable = false)]
    column: Option<u32>,
    #[schema(nullable = false)]
    row_span: Option<u32>,
    #[schema(nullable = false)]
    column_span: Option<u32>,
    #[schema(nullable = false)]
    header: Option<bool>,
    #[schema(nullable = false)]
    note: Option<String>,
    #[schema(nullable = false)]
    info: Option<String>,
    /// Whose the change is as a whole, where it is one's alone and known.
    #[schema(nullable = false)]
    author: Option<String>,
    /// The id of the suggestion that all of it came from.
    #[schema(nullable = false)]
    suggestion: Option<String>,
    /// The number of the revision that came as a file with all of it.
    #[schema(nullable = false)]
    import: Option<u32>,
    segments: Vec<SegmentJson>,
}

/// What became of a block.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes what formats::json writes")]
pub(crate) enum ChangeName {
    Same,
    Edited,
    Inserted,
    Deleted,
    MovedFrom,
    MovedTo,
    Split,
    Merged,
    Reformatted,
}

/// A piece of text and on which sides it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SegmentJson {
    op: OpName,
    text: String,
    /// Counted from the start of the segment.
    #[schema(nullable = false)]
    marks: Option<Vec<MarkJson>>,
    /// Of the older side, where they differ.
    #[schema(nullable = false)]
    old_marks: Option<Vec<MarkJson>>,
    /// What its placeholders stand for; `at` counts from the start of the segment.
    #[schema(nullable = false)]
    atoms: Option<Vec<AtomJson>>,
    /// A paragraph end gained or lost; the text is empty.
    #[schema(nullable = false)]
    r#break: Option<bool>,
    /// Whose change it is, where that is known.
    #[schema(nullable = false)]
    author: Option<String>,
    /// The id of the suggestion that it came from.
    #[schema(nullable = false)]
    suggestion: Option<String>,
    /// The number of the revision that came as a file with it.
    #[schema(nullable = false)]
    import: Option<u32>,
}

/// On which sides a piece of text stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes what formats::json writes")]
pub(crate) enum OpName {
    Same,
    Insert,
    Delete,
}
