use document::{Block, BlockId, Document};
use serde::{Deserialize, Serialize};

use crate::{Conflict, Dispute, Part, Patch, intent::Intent, laying::Laying, names, text::Text};

/// Why a suggestion cannot go into a text without a decision. A value to store, to show, and to
/// resolve later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// One for each block; never empty. `base` is the text that the suggestion was made against,
    /// `ours` the text that it should go into, `theirs` the suggestion.
    pub conflicts: Vec<Conflict>,
}

/// Lays a suggestion that was made against `origin` over `draft`, by three-way merge; no parts are
/// needed but those of the one suggestion. Answers what that does to the draft; nothing when the
/// draft has all of it already. New blocks get their ids from `fresh`, one that the draft has
/// already is asked for again. The glossary holds terms that count as one word.
///
/// # Errors
/// When suggestion and draft changed the same thing, not alike; then nothing goes in.
pub fn accept(
    origin: &Document,
    draft: &Document,
    parts: &[Part],
    fresh: &mut dyn FnMut() -> BlockId,
    glossary: &[String],
) -> Result<Patch, Clash> {
    let (origin, draft) = (Text::of(origin), Text::of(draft));
    lay(&origin, &draft, parts, &mut |_| fresh(), glossary)
}

/// The same for texts that are looked up already; new blocks get ids by what is proposed.
pub(crate) fn lay(
    origin: &Text<'_>,
    draft: &Text<'_>,
    parts: &[Part],
    fresh: &mut dyn FnMut(&Block) -> BlockId,
    glossary: &[String],
) -> Result<Patch, Clash> {
    let mut intent = Intent::read(origin, parts);
    names::make_distinct(&mut intent, origin, draft);
    let mut laying = Laying::new(origin, draft, &intent, fresh);
    laying.merge_kept(glossary);
    laying.place_all();
    laying.remove();
    laying.settle_tables();
    laying.finish()
}

impl Conflict {
    /// About whether a block stands, and where. A side that does not have it is an empty block.
    pub(crate) fn about(
        dispute: Dispute,
        base: &Block,
        ours: Option<&Block>,
        theirs: Option<&Block>,
    ) -> Self {
        let absent = || Block {
            id: base.id.clone(),
            ..Block::default()
        };
        let side = |side: Option<&Block>| side.cloned().unwrap_or_else(absent);
        Self {
            base: base.clone(),
            ours: side(ours),
            theirs: side(theirs),
            disputes: vec![dispute],
        }
    }
}
