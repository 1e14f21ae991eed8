//! Texts in runs of blocks, each kept once under the digest of its content.
//!
//! Where a run ends depends on the blocks themselves (content-defined chunking, after A. Muthitacharoen
//! et al., "A low-bandwidth network file system", SOSP 2001), so that an edit, a deletion or an
//! insertion changes the run it is in and leaves all others as they were.

use review::{
    StoreError,
    document::{Block, Digest},
};

use crate::word::{json, read_json};

/// The longest run; the usual one has 16 blocks.
const LONGEST: usize = 64;

/// A run of blocks as it is kept.
pub(crate) struct Chunk {
    /// Of the body.
    pub(crate) digest: Digest,
    /// The blocks as JSON.
    pub(crate) body: String,
}

/// Cuts a text into runs.
pub(crate) fn cut(blocks: &[Block]) -> Result<Vec<Chunk>, StoreError> {
    let mut chunks = Vec::with_capacity(blocks.len() / 16 + 1);
    let mut start = 0;
    for (index, block) in blocks.iter().enumerate() {
        let length = index + 1 - start;
        if ends_run(block) || length == LONGEST || index + 1 == blocks.len() {
            chunks.push(chunk(&blocks[start..=index])?);
            start = index + 1;
        }
    }
    Ok(chunks)
}

/// The blocks of a run.
pub(crate) fn read(body: &str) -> Result<Vec<Block>, StoreError> {
    read_json(body)
}

fn chunk(blocks: &[Block]) -> Result<Chunk, StoreError> {
    let body = json(&blocks)?;
    Ok(Chunk {
        digest: Digest::of_bytes(body.as_bytes()),
        body,
    })
}

/// One block in sixteen ends its run, whatever stands around it.
fn ends_run(block: &Block) -> bool {
    block.content_digest().as_str().ends_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use review::document::Kind;
    use std::collections::HashSet;

    fn text(count: usize) -> Vec<Block> {
        let block = |index: usize| {
            let mut block = Block::new(Kind::Paragraph, format!("Paragraph {index}."));
            block.id = format!("p{index}").into();
            block
        };
        (0..count).map(block).collect()
    }

    fn digests(blocks: &[Block]) -> HashSet<String> {
        let chunks = cut(blocks).unwrap();
        chunks
            .iter()
            .map(|chunk| chunk.digest.to_string())
            .collect()
    }

    #[test]
    fn a_text_reads_back() {
        for count in [0, 1, 15, 1_000] {
            let blocks = text(count);
            let chunks = cut(&blocks).unwrap();
            let back = chunks.iter().map(|chunk| read(&chunk.body).unwrap());
            assert_eq!(back.collect::<Vec<_>>().concat(), blocks);
        }
    }

    #[test]
    fn a_change_costs_only_the_runs_it_touches() {
        let old = text(1_000);
        let mut edited = old.clone();
        edited[500].text.push_str(" Edited.");
        edited.remove(300);
        edited.insert(700, Block::new(Kind::Paragraph, "New."));
        let before = digests(&old);
        let new: Vec<_> = digests(&edited).difference(&before).cloned().collect();
        assert!((30..=120).contains(&before.len()), "{}", before.len());
        assert!(new.len() <= 6, "{} runs are new", new.len());
    }

    #[test]
    fn a_text_of_equal_blocks_is_cut_too() {
        let mut blocks = vec![Block::new(Kind::Paragraph, "Equal 1"); 1_000];
        blocks.retain(|block| !ends_run(block));
        assert!(cut(&blocks).unwrap().len() >= blocks.len() / LONGEST);
    }
}
