use document::{Block, BlockId};
use merge::Part;
use serde::{Deserialize, Serialize};

use crate::{
    Handling, OrganisationId, Outcome, PersonId, PersonRef, Reply, Status, SuggestionId, Support,
    Timestamp, WrittenBy,
};

/// Proposed wording: what should stand in place of some blocks of a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Names it.
    pub id: SuggestionId,
    /// The slug of its guideline.
    pub guideline: String,
    /// In which language's text.
    pub language: String,
    /// The revision that the blocks are of.
    pub revision: u32,
    /// Where, and what should stand there; at least one. A move has two: gone there, here now.
    pub parts: Vec<Part>,
    /// Why; may be empty.
    pub rationale: String,
    /// Who made it, or brought the file that it stood in.
    pub author: PersonRef,
    /// Under whose name it stood in the file.
    pub written_by: Option<WrittenBy>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its words last changed.
    pub edited_at: Option<Timestamp>,
    /// Counts its wordings from 1: whoever decides names the one that was read.
    pub version: u64,
    /// The blocks before, for an edit of the draft; else they are the revision's.
    pub origin: Option<Vec<Block>>,
    /// Whether the editors have decided.
    pub status: Status,
    /// What they did with it.
    pub handling: Handling,
    /// Oldest first. A deleted one stands only if a later one does not.
    pub replies: Vec<Reply>,
    /// Who else wants this.
    pub support: Support,
}

/// What a suggestion does, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Rewords, reformats, splits or joins blocks.
    Edit,
    /// Adds blocks.
    InsertAfter,
    /// Removes blocks.
    Delete,
    /// Removes blocks here and adds them there.
    Move,
}

/// Which suggestions; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SuggestionFilter {
    /// To this revision.
    pub revision: Option<u32>,
    /// Those that change this block, or add something behind it.
    pub block_id: Option<BlockId>,
    /// By this person.
    pub author: Option<PersonId>,
    /// Those by people of this organisation.
    pub organisation: Option<OrganisationId>,
    /// In this state.
    pub status: Option<Status>,
    /// Decided in this way.
    pub outcome: Option<Outcome>,
    /// Assigned to this editor.
    pub assignee: Option<PersonId>,
    /// Bearing this tag.
    pub tag: Option<String>,
    /// In this language's text.
    pub language: Option<String>,
}

impl Suggestion {
    /// What it does.
    pub fn operation(&self) -> Operation {
        let parts = self.parts.iter();
        Operation::of(parts.map(|part| (part.blocks.is_empty(), part.proposal.is_empty())))
    }
}

impl Operation {
    /// What parts do of which is known whether they take no block's place, and whether they put
    /// nothing there.
    pub fn of(parts: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next(), parts.next()) {
            (Some((true, _)), None, _) => Self::InsertAfter,
            (Some((_, true)), None, _) => Self::Delete,
            (Some((_, true)), Some((true, _)), None) | (Some((true, _)), Some((_, true)), None) => {
                Self::Move
            }
            _ => Self::Edit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Block, Kind};

    fn part(blocks: &[&str], proposal: &[&str]) -> Part {
        Part {
            blocks: blocks.iter().map(|id| BlockId::from(*id)).collect(),
            after: None,
            proposal: proposal
                .iter()
                .map(|text| Block::new(Kind::Paragraph, *text))
                .collect(),
        }
    }

    #[track_caller]
    fn check(parts: &[Part], expect: Operation) {
        let author = PersonRef {
            id: "p".into(),
            display_name: "Ana".to_owned(),
            organisation: None,
        };
        let suggestion = Suggestion {
            id: "s".into(),
            guideline: "mining".to_owned(),
            language: "en".to_owned(),
            revision: 1,
            parts: parts.to_vec(),
            rationale: String::new(),
            author,
            written_by: None,
            created_at: Timestamp(0),
            edited_at: None,
            version: 1,
            origin: None,
            status: Status::Open,
            handling: Handling::default(),
            replies: Vec::new(),
            support: Support::default(),
        };
        assert_eq!(suggestion.operation(), expect);
    }

    #[test]
    fn what_a_suggestion_does_shows_in_its_parts() {
        check(&[part(&["p1"], &["new words"])], Operation::Edit);
        check(&[part(&["p1"], &["two", "halves"])], Operation::Edit);
        check(&[part(&["p1", "p2"], &[])], Operation::Delete);
        check(&[part(&[], &["more"])], Operation::InsertAfter);
        let (gone, here) = (part(&["p1"], &[]), part(&[], &["moved"]));
        check(&[gone.clone(), here.clone()], Operation::Move);
        check(&[here, gone.clone()], Operation::Move);
        check(&[gone.clone(), gone], Operation::Edit);
    }
}
