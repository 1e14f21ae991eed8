//! Giving the blocks of an upload their ids: content carries them over from the revision before,
//! correspondence from the guideline's language to the translations.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use document::{BlockId, Digest, Document};
use redline::{Ids, Options};

use crate::{BlockCounts, correspondence::correspond};

/// An upload and what stood before.
pub(crate) struct Upload {
    /// The guideline's language first.
    pub(crate) documents: Vec<Document>,
    /// By language, the latest text there is.
    pub(crate) previous: HashMap<String, Arc<Document>>,
    /// Terms that count as one word.
    pub(crate) glossary: Vec<String>,
    /// How many block ids were given out.
    pub(crate) counter: u64,
}

/// An upload whose blocks have their ids.
pub(crate) struct Identified {
    pub(crate) documents: Vec<Arc<Document>>,
    pub(crate) counter: u64,
    pub(crate) blocks: BlockCounts,
}

impl Upload {
    /// Gives every block its id.
    pub(crate) fn identify(mut self) -> Identified {
        let mut documents = std::mem::take(&mut self.documents).into_iter();
        let mut done: Vec<Arc<Document>> = Vec::with_capacity(documents.len());
        if let Some(mut main) = documents.next() {
            self.carry_main(&mut main);
            done.push(Arc::new(main));
        }
        for mut translation in documents {
            self.carry_translation(&done[0], &mut translation);
            done.push(Arc::new(translation));
        }
        let blocks = done.first().map(|main| self.count(main));
        Identified {
            documents: done,
            counter: self.counter,
            blocks: blocks.unwrap_or_default(),
        }
    }

    fn carry_main(&mut self, main: &mut Document) {
        let nothing = Arc::default();
        let previous = self.previous.get(&main.language).unwrap_or(&nothing);
        let options = Options {
            ids: Ids::Trust,
            glossary: &self.glossary,
        };
        let counter = &mut self.counter;
        redline::carry_ids(previous, main, &options, &mut || next_id(counter));
    }

    /// Content first: what the translation's own predecessor has keeps its id. The rest takes the
    /// ids of the blocks it corresponds to, or fresh ones.
    fn carry_translation(&mut self, main: &Document, translation: &mut Document) {
        let nothing = Arc::default();
        let previous = self.previous.get(&translation.language).unwrap_or(&nothing);
        let options = Options {
            ids: Ids::Trust,
            glossary: &self.glossary,
        };
        let mut unmatched = HashSet::new();
        redline::carry_ids(previous, translation, &options, &mut || {
            let id = BlockId::from(format!("?{}", unmatched.len()));
            unmatched.insert(id.clone());
            id
        });
        for (i, j) in correspond(&main.blocks, &translation.blocks) {
            let block = &mut translation.blocks[j];
            if unmatched.remove(&block.id) {
                block.id = main.blocks[i].id.clone();
            }
        }
        for block in &mut translation.blocks {
            if unmatched.contains(&block.id) {
                block.id = next_id(&mut self.counter);
            }
        }
    }

    fn count(&self, main: &Document) -> BlockCounts {
        let ids = |document: &Document| -> HashSet<BlockId> {
            document
                .blocks
                .iter()
                .map(|block| block.id.clone())
                .collect()
        };
        let new = ids(main);
        let old = self.previous.get(&main.language).map(|text| ids(text));
        let old = old.unwrap_or_default();
        BlockCounts {
            kept: count(new.intersection(&old)),
            added: count(new.difference(&old)),
            removed: count(old.difference(&new)),
        }
    }
}

/// The digest of a revision: over the digests of its texts in the order of their languages' tags,
/// each as `language SP digest LF`, so that anyone can compute it.
pub fn revision_digest(documents: &[Arc<Document>]) -> Digest {
    let mut lines: Vec<String> = documents
        .iter()
        .map(|document| format!("{} {}\n", document.language, document.digest()))
        .collect();
    lines.sort();
    Digest::of_bytes(lines.concat().as_bytes())
}

/// `p1`, `p2`, ...: unlike the ids that readers give (`b1`), so that only an id of ours is trusted.
fn next_id(counter: &mut u64) -> BlockId {
    *counter += 1;
    BlockId::from(format!("p{counter}"))
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
