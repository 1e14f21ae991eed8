//! What is sent about suggestions and the draft.

use review::{
    DraftEdit, NewSuggestion, NewWording, Outcome as Decided, Part, Ruling, SuggestionPatch, Wish,
    Wording,
    document::{Block, Kind, Mark},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    Outcome,
    revision::{BlockJson, BlockKind, MarkJson},
};
use crate::problem::Problem;

/// What a suggestion shall do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    /// Rewords, reformats or changes the kind of the block `block_id`.
    #[default]
    Edit,
    /// Adds a block behind `block_id`, or at the start without one.
    InsertAfter,
    /// Removes the block `block_id`.
    Delete,
    /// Puts the block `block_id` behind `after`, or at the start without one.
    Move,
}

/// What shall change: one block by `op`, or several by `parts`.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct WishJson {
    /// Which block, or behind which.
    pub(crate) block_id: Option<String>,
    /// `edit` if left out.
    pub(crate) op: Option<Wanted>,
    /// The words, plainly; what is left out stays. A line break is a line feed; U+FFFC stands for
    /// what is not text.
    pub(crate) text: Option<String>,
    /// The formatting; left out, words that stay keep theirs.
    #[schema(value_type = Option<Vec<MarkJson>>)]
    pub(crate) marks: Option<Vec<Mark>>,
    /// What the block shall be.
    #[schema(value_type = Option<BlockKind>)]
    pub(crate) kind: Option<Kind>,
    pub(crate) level: Option<u8>,
    pub(crate) ordered: Option<bool>,
    /// For a move: behind which block.
    pub(crate) after: Option<String>,
    /// Several adjacent blocks, or several places at once, instead of all the above.
    pub(crate) parts: Option<Vec<PartRequest>>,
}

/// One place of a suggestion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartRequest {
    /// Adjacent blocks; none where something is only added.
    #[serde(default)]
    pub(crate) block_ids: Vec<String>,
    /// Behind which block the proposal stands when it takes no block's place; null: at the start.
    pub(crate) after: Option<String>,
    /// What stands there instead; a block that lives on keeps its id, a new one has an empty id.
    #[schema(value_type = Vec<BlockJson>)]
    pub(crate) proposal: Vec<Block>,
}

/// A new suggestion.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SuggestionRequest {
    /// The revision that the proposer reads.
    pub(crate) revision: u32,
    /// The language of the text; the guideline's if left out.
    pub(crate) language: Option<String>,
    #[serde(flatten)]
    pub(crate) wish: WishJson,
    /// Why; up to 10,000 characters.
    #[serde(default)]
    pub(crate) rationale: String,
}

/// What to change of an own suggestion; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SuggestionChange {
    #[serde(flatten)]
    pub(crate) wish: WishJson,
    /// Why; up to 10,000 characters.
    pub(crate) rationale: Option<String>,
    /// The wording that the author saw; another one by now answers 409.
    pub(crate) version: Option<u64>,
}

/// An editor's own change of the draft.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DraftChange {
    /// The language of the text; the guideline's if left out.
    pub(crate) language: Option<String>,
    #[serde(flatten)]
    pub(crate) wish: WishJson,
    /// Why; up to 10,000 characters.
    #[serde(default)]
    pub(crate) rationale: String,
    /// The pending suggestions that this leaves no room for.
    #[serde(default)]
    pub(crate) supersedes: Vec<String>,
}

/// What an editor decides on a suggestion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulingRequest {
    pub(crate) outcome: Outcome,
    /// Why; up to 10,000 characters.
    #[serde(default)]
    pub(crate) reason: String,
    /// `duplicate`: the id of which; `superseded`: by which; `deferred`: to when, in words.
    pub(crate) target: Option<String>,
    /// For a suggestion of one paragraph: the words that go in instead.
    pub(crate) text: Option<String>,
    /// Their formatting.
    #[schema(value_type = Option<Vec<MarkJson>>)]
    pub(crate) marks: Option<Vec<Mark>>,
    /// What goes in instead, for a suggestion of any size.
    pub(crate) parts: Option<Vec<PartRequest>>,
    /// The tag of the draft that `text` or `parts` are written onto, to settle a conflict; a draft
    /// that went on since answers 412. Left out: they are written onto the revision.
    pub(crate) onto: Option<String>,
    /// The numbers of the changes that go in, where not all do.
    pub(crate) hunks: Option<Vec<usize>>,
    /// The suggestions that this one leaves no room for; they are decided with it.
    #[serde(default)]
    pub(crate) supersedes: Vec<String>,
    /// The wording that the editor read; another one by now answers 409.
    pub(crate) version: Option<u64>,
}

/// The draft, to be published as the next revision.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseRequest {
    /// What to say about the revision.
    #[serde(default)]
    pub(crate) note: String,
    /// The latest revision that the sender saw; another one by now answers 409.
    pub(crate) expected: Option<u32>,
    /// `true`: the sender knows that comments or suggestions are not decided.
    #[serde(default)]
    pub(crate) undecided: bool,
    /// How many, as far as the sender knows; if there are others by now, 409 counts them.
    pub(crate) known: Option<KnownJson>,
    /// `true`: says what would happen and stores nothing.
    #[serde(default)]
    pub(crate) check: bool,
}

/// How many comments and suggestions the sender knows to be undecided.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownJson {
    comments: u32,
    suggestions: u32,
}

impl From<KnownJson> for review::Known {
    fn from(known: KnownJson) -> Self {
        Self {
            comments: known.comments,
            suggestions: known.suggestions,
        }
    }
}

impl WishJson {
    /// Whether anything is wished.
    fn is_empty(&self) -> bool {
        self.parts.is_none()
            && self.op.is_none()
            && self.block_id.is_none()
            && self.text.is_none()
            && self.marks.is_none()
            && self.kind.is_none()
    }

    pub(crate) fn wish(self) -> Result<Wish, Problem> {
        if let Some(parts) = self.parts {
            return Ok(Wish::Parts(parts.into_iter().map(Into::into).collect()));
        }
        let wording = NewWording {
            text: self.text,
            marks: self.marks,
            kind: self.kind,
            level: self.level,
            ordered: self.ordered,
        };
        let missing = || Problem::invalid("block_id", "is missing");
        let block = self.block_id.map(Into::into);
        Ok(match self.op.unwrap_or_default() {
            Wanted::Edit => Wish::Edit {
                block: block.ok_or_else(missing)?,
                wording,
            },
            Wanted::InsertAfter if wording.text.is_none() => {
                return Err(Problem::invalid("text", "is missing"));
            }
            Wanted::InsertAfter => Wish::InsertAfter {
                after: block,
                wording,
            },
            Wanted::Delete => Wish::Delete {
                block: block.ok_or_else(missing)?,
            },
            Wanted::Move => Wish::Move {
                block: block.ok_or_else(missing)?,
                after: self.after.map(Into::into),
            },
        })
    }
}

impl SuggestionRequest {
    pub(crate) fn suggestion(self) -> Result<NewSuggestion, Problem> {
        Ok(NewSuggestion {
            revision: self.revision,
            language: self.language,
            wish: self.wish.wish()?,
            rationale: self.rationale,
        })
    }
}

impl SuggestionChange {
    pub(crate) fn patch(self) -> Result<SuggestionPatch, Problem> {
        let wish = (!self.wish.is_empty()).then(|| self.wish.wish());
        Ok(SuggestionPatch {
            wish: wish.transpose()?,
            rationale: self.rationale,
            version: self.version,
        })
    }
}

impl DraftChange {
    pub(crate) fn edit(self, seen: String) -> Result<DraftEdit, Problem> {
        Ok(DraftEdit {
            language: self.language,
            wish: self.wish.wish()?,
            rationale: self.rationale,
            seen,
            supersedes: self.supersedes.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<PartRequest> for Part {
    fn from(part: PartRequest) -> Self {
        Self {
            blocks: part.block_ids.into_iter().map(Into::into).collect(),
            after: part.after.map(Into::into),
            proposal: part.proposal,
        }
    }
}

impl RulingRequest {
    pub(crate) fn ruling(self) -> Result<Ruling, Problem> {
        self.check_one_wording()?;
        let parts = |parts: Vec<PartRequest>| parts.into_iter().map(Into::into).collect();
        let parts = self.parts.map(|it| Wording::Parts(parts(it)));
        let text = (self.text.is_some() || self.marks.is_some()).then_some(NewWording {
            text: self.text,
            marks: self.marks,
            ..NewWording::default()
        });
        let outcome = match Decided::from(self.outcome) {
            // Other words were named: so it is.
            Decided::Accepted if text.is_some() || parts.is_some() => {
                Decided::AcceptedWithModification
            }
            outcome => outcome,
        };
        Ok(Ruling {
            outcome,
            target: self.target,
            reason: self.reason,
            wording: parts.or(self.hunks.map(Wording::Hunks)),
            text,
            onto: self.onto,
            supersedes: self.supersedes.into_iter().map(Into::into).collect(),
            version: self.version,
        })
    }

    /// What goes in is said in one way, so that none of it is passed over in silence.
    fn check_one_wording(&self) -> Result<(), Problem> {
        let words = if self.text.is_some() { "text" } else { "marks" };
        let ways = [
            ("hunks", self.hunks.is_some()),
            ("parts", self.parts.is_some()),
            (words, self.text.is_some() || self.marks.is_some()),
        ];
        let mut said = ways.into_iter().filter(|(_, said)| *said);
        let (Some((field, _)), Some((other, _))) = (said.next(), said.next()) else {
            return Ok(());
        };
        let what = format!("and {other} say different things of what goes in; send one of them");
        Err(Problem::invalid(field, what))
    }
}
