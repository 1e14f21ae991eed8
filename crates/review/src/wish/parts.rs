//! Whether a text can take the parts of a suggestion.

use std::collections::HashSet;

use document::{AtomKind, Block, BlockId, Digest, Document, MarkKind, PLACEHOLDER};
use merge::Part;

use crate::{ReviewError, check::Check};

/// So many places a suggestion has at most.
const MOST_PARTS: usize = 100;
/// So many blocks it touches or proposes at most.
const MOST_BLOCKS: usize = 1_000;
/// The longest text of a proposed block, in characters.
const LONGEST_TEXT: usize = 100_000;

/// Whether the parts name blocks of the text, and propose what a text can hold.
pub(crate) fn check(text: &Document, parts: &[Part]) -> Result<(), ReviewError> {
    let blocks = |part: &Part| part.blocks.len() + part.proposal.len();
    if parts.is_empty() || parts.iter().any(|part| blocks(part) == 0) {
        return Err(ReviewError::invalid("parts", "propose nothing"));
    }
    if parts.len() > MOST_PARTS || parts.iter().map(blocks).sum::<usize>() > MOST_BLOCKS {
        let what = format!("are more than {MOST_PARTS} places or {MOST_BLOCKS} blocks at once");
        return Err(ReviewError::invalid("parts", what));
    }
    check_places(text, parts)?;
    let known: HashSet<&BlockId> = parts.iter().flat_map(|part| &part.blocks).collect();
    let images = images(&text.blocks);
    let mut check = Check::default();
    let mut seen = HashSet::new();
    for block in parts.iter().flat_map(|part| &part.proposal) {
        let is_new = block.id.as_str().is_empty();
        let lives_on = known.contains(&block.id) && seen.insert(&block.id);
        if !is_new && !lives_on {
            check.refuse("parts", format!("propose block {} out of place", block.id));
        }
        check_block(&mut check, block, &images);
    }
    check.done()
}

fn check_places(text: &Document, parts: &[Part]) -> Result<(), ReviewError> {
    let mut named = HashSet::new();
    for part in parts {
        let mut behind = None;
        for id in &part.blocks {
            let place = text.find(id).map(|(place, _)| place);
            let Some(place) = place else {
                let what = format!("the text has no block {id}");
                return Err(ReviewError::invalid("block_id", what));
            };
            if !named.insert(id) || behind.is_some_and(|behind| behind + 1 != place) {
                let what = format!("name block {id} twice or out of order");
                return Err(ReviewError::invalid("parts", what));
            }
            behind = Some(place);
        }
        if let Some(after) = &part.after
            && text.find(after).is_none()
        {
            let what = format!("the text has no block {after}");
            return Err(ReviewError::invalid("after", what));
        }
    }
    Ok(())
}

fn check_block(check: &mut Check, block: &Block, images: &HashSet<&Digest>) {
    check.note("text", &block.text.replace(PLACEHOLDER, " "), LONGEST_TEXT);
    for label in [&block.number, &block.note, &block.info]
        .into_iter()
        .flatten()
    {
        check.note("parts", label, 200);
    }
    for mark in &block.marks {
        if let MarkKind::Link { href, title } = &mark.kind {
            check.note("marks", href, 4_000);
            check.note("marks", title.as_deref().unwrap_or_default(), 1_000);
        }
    }
    let strange = |atom: &&document::Atom| match &atom.kind {
        AtomKind::Image { resource, .. } => !images.contains(resource),
        _ => false,
    };
    if block.atoms.iter().any(|atom| strange(&atom)) {
        check.refuse("atoms", "show a picture that the revision does not have");
    }
    let alone = Document {
        blocks: vec![block.clone()],
        ..Document::default()
    };
    if let Some(defect) = alone.defects().first() {
        check.refuse("parts", defect.to_string());
    }
}

fn images(blocks: &[Block]) -> HashSet<&Digest> {
    let atoms = blocks.iter().flat_map(|block| &block.atoms);
    let images = atoms.filter_map(|atom| match &atom.kind {
        AtomKind::Image { resource, .. } => Some(resource),
        _ => None,
    });
    images.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wish::tests::text;
    use document::Kind;

    #[test]
    fn parts_that_do_not_fit_the_text_are_refused() {
        let part = |blocks: &[&str], proposal: Vec<Block>| Part {
            blocks: blocks.iter().map(|id| BlockId::from(*id)).collect(),
            after: None,
            proposal,
        };
        let refused = |parts: Vec<Part>| check(&text(), &parts).is_err();
        assert!(refused(vec![]));
        assert!(refused(vec![part(&[], vec![])]));
        assert!(refused(vec![part(&["p2", "p1"], vec![])]));
        assert!(refused(vec![part(&["p1"], vec![]), part(&["p1"], vec![])]));
        let mut foreign = Block::new(Kind::Paragraph, "Words.");
        foreign.id = "p2".into();
        assert!(refused(vec![part(&["p1"], vec![foreign])]));
        assert!(!refused(vec![part(&["p1", "p2"], vec![])]));
    }
}
