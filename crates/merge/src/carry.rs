use document::{Block, BlockId, Document};
use serde::{Deserialize, Serialize};

use crate::{Clash, Dispute, Part, accept::lay, text::Text};

/// How a suggestion fares in another text than that it was made against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "placement", rename_all = "snake_case")]
pub enum Carried {
    /// What it is about stands there unchanged.
    Exact,
    /// What it is about has changed, and it goes in nevertheless.
    Merges,
    /// The text has all of it.
    AlreadyDone,
    /// It goes in only after a decision.
    Clashes(Clash),
    /// Nothing of what it is about is there any more.
    Gone,
}

/// How a suggestion that was made against `origin` fares in `target`, such as the next revision.
pub fn carry(origin: &Document, target: &Document, parts: &[Part], glossary: &[String]) -> Carried {
    let (origin, target) = (Text::of(origin), Text::of(target));
    let mut count = 0_u64;
    let mut fresh = |_: &Block| {
        count += 1;
        BlockId::from(format!("new-{count}"))
    };
    match lay(&origin, &target, parts, &mut fresh, glossary) {
        Ok(patch) if patch.is_empty() => Carried::AlreadyDone,
        Ok(_) if unchanged(&origin, &target, parts) => Carried::Exact,
        Ok(_) => Carried::Merges,
        Err(clash) if all_gone(&clash, &target, parts) => Carried::Gone,
        Err(clash) => Carried::Clashes(clash),
    }
}

/// Whether every block that the parts name stands in both texts, and reads the same.
fn unchanged(origin: &Text<'_>, target: &Text<'_>, parts: &[Part]) -> bool {
    let block = |text: &Text<'_>, id| text.place(id).map(|at| text.blocks[at].content_digest());
    let named = parts.iter().flat_map(|part| &part.blocks);
    let same = |id| match (block(origin, id), block(target, id)) {
        (None, there) => there.is_none(),
        (here, there) => here == there,
    };
    let mut anchors = parts.iter().filter(|part| part.blocks.is_empty());
    let stands = |id: &BlockId| target.place(id).is_some();
    named.into_iter().all(same) && anchors.all(|part| part.after.as_ref().is_none_or(stands))
}

fn all_gone(clash: &Clash, target: &Text<'_>, parts: &[Part]) -> bool {
    let gone = |dispute: &Dispute| matches!(dispute, Dispute::Gone | Dispute::Place);
    let mut disputes = clash
        .conflicts
        .iter()
        .flat_map(|conflict| &conflict.disputes);
    let mut named = parts.iter().flat_map(|part| &part.blocks);
    disputes.all(gone) && named.all(|id| target.place(id).is_none())
}
