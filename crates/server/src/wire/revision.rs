use review::document::Block;
use serde::Serialize;
use utoipa::ToSchema;

use super::PersonJson;

/// A revision, without its text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionJson {
    pub(crate) number: u32,
    /// What the editor said about it.
    pub(crate) note: String,
    /// RFC 3339, UTC.
    pub(crate) published_at: String,
    /// Null when it came from the console.
    #[schema(required)]
    pub(crate) published_by: Option<PersonJson>,
    /// The guideline's first.
    pub(crate) languages: Vec<String>,
    pub(crate) block_count: u32,
    /// Over the texts of all languages.
    pub(crate) sha256: String,
}

/// A revision with its text in one language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionTextJson {
    pub(crate) number: u32,
    /// The slug.
    pub(crate) guideline: String,
    pub(crate) title: String,
    /// Of this text: the one asked for, else the guideline's.
    pub(crate) language: String,
    /// All that the revision has.
    pub(crate) languages: Vec<String>,
    pub(crate) note: String,
    /// RFC 3339, UTC.
    pub(crate) published_at: String,
    pub(crate) sha256: String,
    /// In reading order.
    #[schema(value_type = Vec<BlockJson>)]
    pub(crate) blocks: Vec<Block>,
}

/// An addressable piece of the text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockJson {
    /// Lives across revisions.
    id: String,
    kind: BlockKind,
    /// Depth of a heading, list item or quotation, from 1.
    #[schema(nullable = false)]
    level: Option<u8>,
    /// For list items: numbered or bulleted.
    #[schema(nullable = false)]
    ordered: Option<bool>,
    /// The label a reader sees before the text; not part of it.
    #[schema(nullable = false)]
    number: Option<String>,
    /// For cells: names the table.
    #[schema(nullable = false)]
    table: Option<String>,
    #[schema(nullable = false)]
    row: Option<u32>,
    #[schema(nullable = false)]
    column: Option<u32>,
    /// 1 if left out.
    #[schema(nullable = false)]
    row_span: Option<u32>,
    /// 1 if left out.
    #[schema(nullable = false)]
    column_span: Option<u32>,
    /// The row is the head of its table.
    #[schema(nullable = false)]
    header: Option<bool>,
    /// For footnotes: the key that the `note` mark of its reference names.
    #[schema(nullable = false)]
    note: Option<String>,
    /// For code: its language, or `raw:html`; for footnotes: `endnote` where they stand at the end of the text.
    #[schema(nullable = false)]
    info: Option<String>,
    /// A line break is a line feed; U+FFFC stands for an atom or a note reference.
    text: String,
    marks: Vec<MarkJson>,
    /// What the placeholders stand for.
    #[schema(nullable = false)]
    atoms: Option<Vec<AtomJson>>,
}

/// What a block is to a reader.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes what formats::json writes")]
pub(crate) enum BlockKind {
    Heading,
    Paragraph,
    ListItem,
    Quote,
    Code,
    Cell,
    Figure,
    Footnote,
    Rule,
}

/// A property of a stretch of text, in Unicode scalar values.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MarkJson {
    start: usize,
    end: usize,
    r#type: MarkType,
    /// For links.
    #[schema(nullable = false)]
    href: Option<String>,
    /// For links: their tooltip.
    #[schema(nullable = false)]
    title: Option<String>,
    /// For note references: the footnotes' key.
    #[schema(nullable = false)]
    note: Option<String>,
}

/// What a mark says.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes what formats::json writes")]
pub(crate) enum MarkType {
    Strong,
    Emphasis,
    Code,
    Strike,
    Underline,
    Sub,
    Sup,
    SmallCaps,
    Highlight,
    Link,
    Note,
}

/// Something that is not text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AtomJson {
    /// Offset of its placeholder.
    at: usize,
    r#type: AtomType,
    /// For images: the digest under which the resource is found.
    #[schema(nullable = false)]
    resource: Option<String>,
    /// For images: width and height in English Metric Units.
    #[schema(nullable = false)]
    size: Option<Vec<u64>>,
    /// For remote images: their address.
    #[schema(nullable = false)]
    href: Option<String>,
    /// For equations and objects.
    #[schema(nullable = false)]
    notation: Option<String>,
    #[schema(nullable = false)]
    source: Option<String>,
    /// What a reader who cannot see it is told.
    #[schema(nullable = false)]
    alt: Option<String>,
}

/// What an atom is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes what formats::json writes")]
pub(crate) enum AtomType {
    Image,
    RemoteImage,
    Equation,
    Object,
}

/// What publishing did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PublishedJson {
    pub(crate) number: u32,
    pub(crate) sha256: String,
    /// What could not be represented.
    pub(crate) problems: Vec<RevisionProblemJson>,
    /// What became of the blocks of the guideline's language.
    pub(crate) blocks: BlockCounts,
    /// Where the open comments stand now.
    pub(crate) placements: PlacementCounts,
    /// How many comments and suggestions are not decided.
    pub(crate) undecided: u32,
    /// The same, parted.
    pub(crate) waiting: WaitingJson,
    /// The ids of accepted suggestions that the published files do not have; they are open again.
    pub(crate) reopened: Vec<String>,
}

/// What is not decided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitingJson {
    pub(crate) comments: WaitingCounts,
    pub(crate) suggestions: WaitingCounts,
}

/// How many wait for what.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitingCounts {
    /// For a decision.
    pub(crate) open: u32,
    /// For a second editor, to confirm what is proposed.
    pub(crate) proposed: u32,
}

/// Something in an uploaded file that did not come through as it was.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionProblemJson {
    pub(crate) language: String,
    pub(crate) place: String,
    pub(crate) what: String,
}

/// What became of blocks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockCounts {
    pub(crate) kept: u32,
    pub(crate) added: u32,
    pub(crate) removed: u32,
}

/// How many open comments have each placement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlacementCounts {
    pub(crate) exact: u32,
    pub(crate) shifted: u32,
    pub(crate) fuzzy: u32,
    pub(crate) ambiguous: u32,
    pub(crate) orphaned: u32,
}

impl From<review::Revision> for RevisionJson {
    fn from(revision: review::Revision) -> Self {
        Self {
            number: revision.number,
            note: revision.note,
            published_at: revision.published_at.to_string(),
            published_by: revision.published_by.map(Into::into),
            languages: revision.languages,
            block_count: revision.block_count,
            sha256: revision.sha256.to_string(),
        }
    }
}

impl From<review::Published> for PublishedJson {
    fn from(published: review::Published) -> Self {
        let (blocks, placements) = (published.blocks, published.placements);
        Self {
            number: published.number,
            sha256: published.sha256.to_string(),
            undecided: published.undecided,
            waiting: WaitingJson {
                comments: published.waiting.comments.into(),
                suggestions: published.waiting.suggestions.into(),
            },
            reopened: published.reopened.iter().map(ToString::to_string).collect(),
            problems: published.problems.into_iter().map(Into::into).collect(),
            blocks: BlockCounts {
                kept: blocks.kept,
                added: blocks.added,
                removed: blocks.removed,
            },
            placements: PlacementCounts {
                exact: placements.exact,
                shifted: placements.shifted,
                fuzzy: placements.fuzzy,
                ambiguous: placements.ambiguous,
                orphaned: placements.orphaned,
            },
        }
    }
}

impl From<review::Waiting> for WaitingCounts {
    fn from(waiting: review::Waiting) -> Self {
        Self {
            open: waiting.open,
            proposed: waiting.proposed,
        }
    }
}

impl From<review::RevisionProblem> for RevisionProblemJson {
    fn from(problem: review::RevisionProblem) -> Self {
        Self {
            language: problem.language,
            place: problem.place,
            what: problem.what,
        }
    }
}
