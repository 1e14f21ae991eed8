//! Names that two suggestions give to different things.

use std::collections::BTreeSet;

use document::{Block, MarkKind};

use crate::{
    intent::{Anchor, Intent, Item, Place, Source},
    laying::reads_like,
    text::Text,
};

/// Gives a new note or table of the suggestion another name where the draft, or the text that it was
/// made against, has another one of that name.
pub(crate) fn make_distinct(intent: &mut Intent<'_>, origin: &Text<'_>, draft: &Text<'_>) {
    let new = new_blocks(&intent.places, |block| {
        block.note.is_some() || block.cell.is_some()
    });
    if new.is_empty() {
        return;
    }
    let notes: BTreeSet<String> = new.iter().filter_map(|block| block.note.clone()).collect();
    let texts = Texts { origin, draft };
    for key in notes {
        let named = |block: &Block, key: &str| block.note.as_deref() == Some(key);
        let new = new_blocks(&intent.places, |block| named(block, &key));
        // A further paragraph of a note needs no new reference, another note does.
        let taken = texts.in_origin(|block| named(block, &key));
        let mut items = intent.places.iter().flat_map(|place| &place.items);
        if taken && !items.any(|item| refers_newly(item, origin, &key)) {
            continue;
        }
        let own = texts.own_name(&key, named, &new);
        if own != key {
            rename_note(intent, origin, &key, &own);
        }
    }
    for place in &mut intent.places {
        rename_tables(place, &texts);
    }
}

fn new_blocks<'p>(places: &'p [Place<'_>], wanted: impl Fn(&Block) -> bool) -> Vec<&'p Block> {
    let items = places
        .iter()
        .flat_map(|place| &place.items)
        .filter(|item| is_new(item));
    items
        .map(|item| &item.block)
        .filter(|block| wanted(block))
        .collect()
}

fn is_new(item: &Item) -> bool {
    item.source == Source::New
}

struct Texts<'a> {
    origin: &'a Text<'a>,
    draft: &'a Text<'a>,
}

impl Texts<'_> {
    fn in_origin(&self, wanted: impl Fn(&Block) -> bool) -> bool {
        self.origin.blocks.iter().any(|block| wanted(block))
    }

    /// The name, or one made from it, that neither text has for anything but what is proposed.
    fn own_name(
        &self,
        name: &str,
        named: impl Fn(&Block, &str) -> bool,
        proposed: &[&Block],
    ) -> String {
        let same = |block: &Block| {
            proposed
                .iter()
                .any(|new| reads_like(&nameless(block), &nameless(new)))
        };
        let is_free = |name: &str| {
            let drafts = self.draft.blocks.iter();
            let mut here = drafts.filter(|block| named(block, name)).peekable();
            let taken = self.in_origin(|block| named(block, name));
            !taken && (here.peek().is_none() || here.any(|block| same(block)))
        };
        let mut candidate = name.to_owned();
        let mut number = 1_u64;
        while !is_free(&candidate) {
            number += 1;
            candidate = format!("{name}-{number}");
        }
        candidate
    }
}

fn nameless(block: &Block) -> Block {
    let mut block = block.clone();
    block.note = block.note.map(|_| String::new());
    if let Some(cell) = &mut block.cell {
        cell.table.clear();
    }
    block
}

fn refers(block: &Block, key: &str) -> bool {
    let is_key = |kind: &MarkKind| matches!(kind, MarkKind::Note { note } if note == key);
    block.marks.iter().any(|mark| is_key(&mark.kind))
}

fn refers_newly(item: &Item, origin: &Text<'_>, key: &str) -> bool {
    let before = item.source.base().map(|base| origin.blocks[base]);
    refers(&item.block, key) && !before.is_some_and(|before| refers(before, key))
}

fn rename_note(intent: &mut Intent<'_>, origin: &Text<'_>, key: &str, own: &str) {
    let items = intent.places.iter_mut().flat_map(|place| &mut place.items);
    for item in items {
        if is_new(item) && item.block.note.as_deref() == Some(key) {
            item.block.note = Some(own.to_owned());
        }
        if !refers_newly(item, origin, key) {
            continue;
        }
        for mark in &mut item.block.marks {
            match &mut mark.kind {
                MarkKind::Note { note } if note == key => own.clone_into(note),
                _ => {}
            }
        }
    }
}

/// Cells belong to the table of the origin of this name where they come to stand in or beside it.
fn rename_tables(place: &mut Place<'_>, texts: &Texts<'_>) {
    let behind = match place.anchor {
        Anchor::Start => 0,
        Anchor::Behind(at) => at + 1,
        Anchor::Unknown(_) => return,
    };
    let beside = behind.saturating_sub(1)..behind + 1;
    let around: Vec<usize> = place.blocks.iter().copied().chain(beside).collect();
    let new = new_blocks(std::slice::from_ref(place), |block| block.cell.is_some());
    let names: BTreeSet<&str> = new.iter().filter_map(|block| table(block)).collect();
    let named = |block: &Block, name: &str| table(block) == Some(name);
    let mut renamed = Vec::new();
    for name in names {
        let here = |at: &usize| {
            let block = texts.origin.blocks.get(*at);
            block.is_some_and(|block| named(block, name))
        };
        if !around.iter().any(here) {
            let new = new.iter().copied().filter(|block| named(block, name));
            let own = texts.own_name(name, named, &new.collect::<Vec<_>>());
            renamed.push((name.to_owned(), own));
        }
    }
    for item in place
        .items
        .iter_mut()
        .filter(|item| item.source == Source::New)
    {
        let Some(cell) = &mut item.block.cell else {
            continue;
        };
        if let Some((_, own)) = renamed.iter().find(|(name, _)| *name == cell.table) {
            cell.table.clone_from(own);
        }
    }
}

fn table(block: &Block) -> Option<&str> {
    block.cell.as_ref().map(|cell| cell.table.as_str())
}
