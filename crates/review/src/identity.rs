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

impl Identified {
    /// The texts of drafts, whose blocks have their ids.
    pub(crate) fn of_drafts(
        documents: Vec<Arc<Document>>,
        before: &Document,
        counter: u64,
    ) -> Self {
        let blocks = documents.first().map(|main| counts(before, main));
        Self {
            documents,
            counter,
            blocks: blocks.unwrap_or_default(),
        }
    }
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
            ..Options::default()
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
            ..Options::default()
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
        let nothing = Arc::default();
        let before = self.previous.get(&main.language).unwrap_or(&nothing);
        counts(before, main)
    }
}

fn counts(before: &Document, after: &Document) -> BlockCounts {
    let ids = |document: &Document| -> HashSet<BlockId> {
        document
            .blocks
            .iter()
            .map(|block| block.id.clone())
            .collect()
    };
    let (old, new) = (ids(before), ids(after));
    BlockCounts {
        kept: count(new.intersection(&old)),
        added: count(new.difference(&old)),
        removed: count(old.difference(&new)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Block, Kind};
    use proptest::prelude::*;

    const WORDS: [&str; 8] = [
        "avoid impacts on critical habitat",
        "minimise what remains of them",
        "restore the land within ten years",
        "offset the residual loss",
        "monitor tailings every month",
        "consult the communities concerned",
        "disclose the results in full",
        "close the site with care",
    ];

    /// A paragraph for each number: two of the phrases above.
    fn text(language: &str, numbers: &[usize]) -> Document {
        let paragraph = |number: &usize| {
            let (a, b) = (WORDS[number % 8], WORDS[number / 8 % 8]);
            Block::new(Kind::Paragraph, format!("Operators shall {a} and {b}."))
        };
        let mut document = Document {
            language: language.to_owned(),
            blocks: numbers.iter().map(paragraph).collect(),
            ..Document::default()
        };
        document.number_blocks();
        document
    }

    fn upload(documents: Vec<Document>, before: Option<&Identified>) -> Upload {
        let previous = before.map_or_else(HashMap::new, |before| {
            let texts = before.documents.iter();
            texts
                .map(|text| (text.language.clone(), Arc::clone(text)))
                .collect()
        });
        Upload {
            documents,
            previous,
            glossary: Vec::new(),
            counter: before.map_or(0, |before| before.counter),
        }
    }

    fn ids(document: &Document) -> Vec<&str> {
        let blocks = document.blocks.iter();
        blocks.map(|block| block.id.as_str()).collect()
    }

    fn numbers() -> impl Strategy<Value = Vec<usize>> {
        proptest::collection::vec(0..64_usize, 1..20)
    }

    proptest! {
        #[test]
        fn ids_are_never_shared_within_a_text_nor_given_twice(
            (old, new, zh_old, zh_new) in (numbers(), numbers(), numbers(), numbers())
        ) {
            let first = upload(vec![text("en", &old), text("zh", &zh_old)], None).identify();
            let second = upload(vec![text("en", &new), text("zh", &zh_new)], Some(&first));
            let second = second.identify();
            for document in first.documents.iter().chain(&second.documents) {
                prop_assert_eq!(document.defects(), []);
            }
            let known: HashSet<&str> = first.documents.iter().flat_map(|text| ids(text)).collect();
            for id in second.documents.iter().flat_map(|text| ids(text)) {
                let number: u64 = id.trim_start_matches('p').parse().unwrap();
                prop_assert!(number <= second.counter);
                prop_assert!(known.contains(id) || number > first.counter, "{} came back", id);
            }
        }

        #[test]
        fn the_same_texts_keep_all_their_ids((en, zh) in (numbers(), numbers())) {
            let first = upload(vec![text("en", &en), text("zh", &zh)], None).identify();
            let again = upload(vec![text("en", &en), text("zh", &zh)], Some(&first)).identify();
            prop_assert_eq!(&again.documents, &first.documents);
            prop_assert_eq!(again.counter, first.counter);
            let kept = BlockCounts { kept: u32::try_from(en.len()).unwrap(), ..again.blocks };
            prop_assert_eq!(again.blocks, kept);
            prop_assert_eq!((kept.added, kept.removed), (0, 0));
        }

        #[test]
        fn correspondence_keeps_the_order((en, zh) in (numbers(), numbers())) {
            let (en, zh) = (text("en", &en), text("zh", &zh));
            let (mut source, mut translation) = (en.blocks, zh.blocks);
            for (index, block) in source.iter_mut().enumerate() {
                block.id = format!("a{}", index / 2 * 2).into();
            }
            for (index, block) in translation.iter_mut().enumerate() {
                block.id = format!("b{index}").into();
            }
            let pairs = correspond(&source, &translation);
            prop_assert!(pairs.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
        }
    }

    #[test]
    fn the_digest_of_a_revision_does_not_depend_on_the_order_of_its_texts() {
        let (en, zh) = (Arc::new(text("en", &[1, 2])), Arc::new(text("zh", &[1, 2])));
        let one = revision_digest(&[Arc::clone(&en), Arc::clone(&zh)]);
        assert_eq!(one, revision_digest(&[zh, Arc::clone(&en)]));
        assert_ne!(one, revision_digest(&[en]));
    }
}
