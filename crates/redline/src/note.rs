use std::collections::{HashMap, HashSet};

use document::{Block, Document};

use crate::plan::Link;

/// Which notes of the two documents are the same note. Keys are labels that numbering gives, so a
/// reference whose note is the same has not changed.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    new_of_old: HashMap<String, String>,
    old_of_new: HashMap<String, String>,
    old_keys: HashSet<String>,
    new_keys: HashSet<String>,
}

/// What a note reference refers to, equal on both sides where it is the same note.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum NoteIdentity {
    /// The note that has this key in the newer document, or in neither.
    Common(String),
    /// A note that only one side has.
    OneSided { new: bool, key: String },
}

impl Notes {
    pub(crate) fn of(old: &Document, new: &Document, links: &[Link]) -> Self {
        let mut notes = Self {
            old_keys: keys(&old.blocks),
            new_keys: keys(&new.blocks),
            ..Self::default()
        };
        for link in links {
            let old_key = old.blocks[link.old.start].note.as_ref();
            let new_key = new.blocks[link.new.start].note.as_ref();
            if let (Some(old_key), Some(new_key)) = (old_key, new_key) {
                notes.pair(old_key, new_key);
            }
        }
        notes
    }

    fn pair(&mut self, old: &str, new: &str) {
        if !self.new_of_old.contains_key(old) && !self.old_of_new.contains_key(new) {
            self.new_of_old.insert(old.to_owned(), new.to_owned());
            self.old_of_new.insert(new.to_owned(), old.to_owned());
        }
    }

    pub(crate) fn of_old(&self, key: &str) -> NoteIdentity {
        match self.new_of_old.get(key) {
            Some(new) => NoteIdentity::Common(new.clone()),
            None if self.old_keys.contains(key) => NoteIdentity::OneSided {
                new: false,
                key: key.to_owned(),
            },
            None => NoteIdentity::Common(key.to_owned()),
        }
    }

    pub(crate) fn of_new(&self, key: &str) -> NoteIdentity {
        if self.new_keys.contains(key) && !self.old_of_new.contains_key(key) {
            return NoteIdentity::OneSided {
                new: true,
                key: key.to_owned(),
            };
        }
        NoteIdentity::Common(key.to_owned())
    }
}

fn keys(blocks: &[Block]) -> HashSet<String> {
    blocks
        .iter()
        .filter_map(|block| block.note.clone())
        .collect()
}
