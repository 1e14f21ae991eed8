//! What a suggestion would change, as a small redline.

use formats::html::{Labels, redline_blocks};
use review::{
    SuggestionInText,
    document::{Block, BlockId, Document},
    merge::Part,
    redline::{Ids, Options, compare},
};

/// A proposal of more characters is not shown on a page of many.
const LONGEST: usize = 20_000;

/// The changes of a suggestion as HTML; nothing where they are too long. The ids of its blocks are
/// unlike all others of the page.
pub(super) fn redline(found: &SuggestionInText, number: usize, wording: &str) -> Option<String> {
    let suggestion = &found.suggestion;
    let origin = suggestion.origin.as_deref().unwrap_or(&found.text.blocks);
    let parts = suggestion.parts.iter();
    let sides: Vec<(Vec<Block>, Vec<Block>)> = parts
        .zip(1..)
        .map(|(part, at)| sides(part, origin, &format!("r{number}-{at}-")))
        .collect();
    let all = sides.iter().flat_map(|(old, new)| old.iter().chain(new));
    let length: usize = all.map(|block| block.text.len()).sum();
    if length > LONGEST {
        return None;
    }
    let labels = Labels::for_language(wording);
    let shown = sides.into_iter().map(|(old, new)| {
        let (old, new) = (document(found, old), document(found, new));
        let options = Options {
            ids: Ids::Trust,
            glossary: &found.glossary,
            ..Options::default()
        };
        redline_blocks(&compare(&old, &new, &options), &labels, &[])
    });
    Some(shown.collect())
}

/// What stands there, and what should.
fn sides(part: &Part, origin: &[Block], prefix: &str) -> (Vec<Block>, Vec<Block>) {
    let named = |block: &Block| {
        let mut block = block.clone();
        if !block.id.as_str().is_empty() {
            block.id = format!("{prefix}{}", block.id).as_str().into();
        }
        block
    };
    let stands = |id: &BlockId| origin.iter().find(|block| block.id == *id);
    let old = part.blocks.iter().filter_map(stands);
    (
        old.map(named).collect(),
        part.proposal.iter().map(named).collect(),
    )
}

fn document(found: &SuggestionInText, blocks: Vec<Block>) -> Document {
    Document {
        language: found.text.language.clone(),
        blocks,
        ..Document::default()
    }
}
