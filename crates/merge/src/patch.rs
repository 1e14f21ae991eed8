use std::collections::BTreeSet;

use document::{Block, BlockId, Document};
use serde::{Deserialize, Serialize};

/// What one accepted change does to the blocks of a draft. Replaying it needs no merging.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// To be done one after the other.
    pub changes: Vec<BlockChange>,
}

/// What happens to one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum BlockChange {
    /// The block with this id becomes this one.
    Replace {
        /// With the id that it had.
        block: Block,
    },
    /// A block goes.
    Remove {
        /// Which.
        block: BlockId,
    },
    /// A block comes.
    Insert {
        /// Behind which; none: at the start.
        after: Option<BlockId>,
        /// With an id that the draft did not have.
        block: Block,
    },
    /// A block goes elsewhere.
    Move {
        /// Which.
        block: BlockId,
        /// Behind which; none: at the start.
        after: Option<BlockId>,
    },
}

impl Patch {
    /// Does it. Total: a change that does not fit the text is left out.
    pub fn apply(&self, document: &mut Document) {
        for change in &self.changes {
            change.apply(&mut document.blocks);
        }
    }

    /// Whether it does nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The blocks that it changes, removes, adds or moves.
    pub fn touches(&self) -> BTreeSet<&BlockId> {
        self.changes.iter().map(BlockChange::block).collect()
    }

    /// The blocks that it refers to, those beside which it puts others included.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = &BlockId> {
        let mentioned = |change| [Some(BlockChange::block(change)), change.after()];
        self.changes.iter().flat_map(mentioned).flatten()
    }
}

impl BlockChange {
    /// Which block it is about.
    pub fn block(&self) -> &BlockId {
        match self {
            Self::Replace { block } | Self::Insert { block, .. } => &block.id,
            Self::Remove { block } | Self::Move { block, .. } => block,
        }
    }

    fn after(&self) -> Option<&BlockId> {
        match self {
            Self::Insert { after, .. } | Self::Move { after, .. } => after.as_ref(),
            Self::Replace { .. } | Self::Remove { .. } => None,
        }
    }

    fn apply(&self, blocks: &mut Vec<Block>) {
        let place = |id: &BlockId| blocks.iter().position(|block| block.id == *id);
        let here = place(self.block());
        let behind = self.after().map_or(Some(0), |id| Some(place(id)? + 1));
        match (self, here, behind) {
            (Self::Replace { block }, Some(at), _) => blocks[at] = block.clone(),
            (Self::Remove { .. }, Some(at), _) => {
                blocks.remove(at);
            }
            (Self::Insert { block, .. }, None, Some(to)) => blocks.insert(to, block.clone()),
            (Self::Move { .. }, Some(at), Some(to)) if to <= at => blocks[to..=at].rotate_right(1),
            (Self::Move { .. }, Some(at), Some(to)) => blocks[at..to].rotate_left(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::Kind;

    fn block(id: &str) -> Block {
        Block {
            id: id.into(),
            ..Block::new(Kind::Paragraph, id)
        }
    }

    fn check(changes: Vec<BlockChange>, expect: &str) {
        let blocks = ["a", "b", "c"].map(block).to_vec();
        let mut document = Document {
            blocks,
            ..Document::default()
        };
        let patch = Patch { changes };
        let stored = serde_json::to_string(&patch).unwrap();
        assert_eq!(serde_json::from_str::<Patch>(&stored).unwrap(), patch);
        patch.apply(&mut document);
        let texts = document.blocks.iter().map(|block| block.text.as_str());
        assert_eq!(texts.collect::<String>(), expect);
    }

    fn insert(after: Option<&str>, id: &str) -> BlockChange {
        BlockChange::Insert {
            after: after.map(Into::into),
            block: block(id),
        }
    }

    fn r#move(id: &str, after: Option<&str>) -> BlockChange {
        BlockChange::Move {
            block: id.into(),
            after: after.map(Into::into),
        }
    }

    #[test]
    fn changes_are_done_in_order() {
        check(vec![], "abc");
        check(vec![insert(None, "n")], "nabc");
        check(
            vec![insert(Some("c"), "n"), insert(Some("n"), "m")],
            "abcnm",
        );
        check(vec![r#move("a", Some("c"))], "bca");
        check(vec![r#move("c", None)], "cab");
        check(vec![r#move("b", Some("a"))], "abc");
        check(vec![BlockChange::Remove { block: "b".into() }], "ac");
        let mut changed = block("b");
        changed.text.push('!');
        check(vec![BlockChange::Replace { block: changed }], "ab!c");
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        check(vec![insert(Some("x"), "n"), insert(Some("b"), "a")], "abc");
        check(vec![r#move("x", None), r#move("a", Some("x"))], "abc");
        check(vec![r#move("a", Some("a"))], "abc");
        check(vec![BlockChange::Remove { block: "x".into() }], "abc");
        check(vec![BlockChange::Replace { block: block("x") }], "abc");
    }

    #[test]
    fn touched_blocks_are_told() {
        let changes = vec![insert(Some("b"), "n"), r#move("a", Some("c"))];
        let patch = Patch { changes };
        let ids = |ids: Vec<&BlockId>| ids.iter().map(|id| id.as_str()).collect::<String>();
        assert_eq!(ids(patch.touches().into_iter().collect()), "an");
        assert_eq!(ids(patch.mentions().collect()), "nbac");
        assert!(!patch.is_empty());
    }
}
