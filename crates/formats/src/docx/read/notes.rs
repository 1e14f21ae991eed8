//! Footnotes and endnotes: both become footnote blocks at the end, in order of first reference.

use std::collections::{HashMap, HashSet};

use document::{Block, Kind, MarkKind};

use super::{Context, Found, story::Story};
use crate::{
    ReadError,
    docx::{names::Ns, xml::Step},
};

/// Which note of the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct NoteId {
    end: bool,
    id: String,
}

impl NoteId {
    pub(super) fn foot(id: String) -> Self {
        Self { end: false, id }
    }

    pub(super) fn end(id: String) -> Self {
        Self { end: true, id }
    }
}

/// Which notes the text refers to, and what their paragraphs are.
#[derive(Debug, Default)]
pub(super) struct References {
    order: Vec<NoteId>,
    places: HashMap<NoteId, usize>,
    /// Referred to only in text that the view leaves out.
    dropped: HashSet<NoteId>,
    notes: HashMap<NoteId, Note>,
    /// Notes in the order of the file.
    read: Vec<NoteId>,
}

#[derive(Debug, Default)]
struct Note {
    blocks: Vec<Block>,
    /// What the file calls it, where our writer noted that.
    key: Option<String>,
    /// There only because a reference needs something to refer to.
    filler: bool,
}

impl References {
    /// The provisional key of a note: its place in the order of first references, from 1.
    pub(super) fn key(&mut self, id: NoteId) -> String {
        let next = self.order.len();
        let place = *self.places.entry(id.clone()).or_insert(next);
        if place == next {
            self.order.push(id);
        }
        (place + 1).to_string()
    }

    pub(super) fn drop(&mut self, id: NoteId) {
        self.dropped.insert(id);
    }
}

/// Reads the notes of one part.
pub(super) fn read(
    context: &Context<'_>,
    found: &mut Found,
    part: &str,
    element: &str,
) -> Result<(), ReadError> {
    let relationships = context.package.relationships(part)?;
    context.package.stream(part, |source| {
        source.step()?;
        loop {
            match source.step()? {
                Step::End => return Ok(()),
                Step::Close => {}
                Step::Open if source.head().is(Ns::W, element) => {
                    let id = source.head().w("id").unwrap_or_default().to_owned();
                    let separator = matches!(
                        source.head().w("type"),
                        Some("separator" | "continuationSeparator" | "continuationNotice")
                    );
                    if separator {
                        source.skip()?;
                        continue;
                    }
                    let end = element == "endnote";
                    let id = NoteId { end, id };
                    let place = format!("{element} {}", id.id);
                    let mut story = Story::note(context, found, &relationships, place);
                    story.inside(source)?;
                    let (blocks, key, filler) = story.into_note();
                    let note = Note {
                        blocks,
                        key,
                        filler,
                    };
                    found.references.read.push(id.clone());
                    found.references.notes.insert(id, note);
                }
                Step::Open => source.skip()?,
            }
        }
    })?;
    Ok(())
}

/// Puts the notes after the text and gives references their final keys.
pub(super) fn append(blocks: &mut Vec<Block>, found: &mut Found) {
    let mut references = std::mem::take(&mut found.references);
    let stray: Vec<NoteId> = references
        .read
        .iter()
        .filter(|id| !references.places.contains_key(id) && !references.dropped.contains(id))
        .cloned()
        .collect();
    for id in stray {
        let has_text = |note: &Note| note.blocks.iter().any(|block| !block.text.is_empty());
        if references.notes.get(&id).is_some_and(has_text) {
            let key = references.key(id);
            found.problem(
                &format!("note {key}"),
                "nothing refers to it; it stands after the other notes",
            );
        }
    }
    let keys = final_keys(&references);
    rename(blocks, &keys);
    for (id, key) in references.order.iter().zip(&keys) {
        let note = references.notes.remove(id).unwrap_or_default();
        if note.filler {
            continue;
        }
        let first = blocks.len();
        blocks.extend(note.blocks);
        if blocks.len() == first {
            blocks.push(Block::new(Kind::Footnote, ""));
        }
        rename(&mut blocks[first..], &keys);
        for block in &mut blocks[first..] {
            block.note = Some(key.clone());
        }
    }
}

/// The file's own key where it is free, else the number.
fn final_keys(references: &References) -> Vec<String> {
    let own = |id: &NoteId| references.notes.get(id).and_then(|note| note.key.clone());
    let stated: Vec<Option<String>> = references.order.iter().map(own).collect();
    let mut taken = HashSet::new();
    let stated: Vec<Option<String>> = stated
        .into_iter()
        .map(|key| key.filter(|key| taken.insert(key.clone())))
        .collect();
    let mut fresh = |place: usize| {
        let mut numbers = (place + 1..).map(|number| number.to_string());
        numbers.find(|key| taken.insert(key.clone()))
    };
    let keys = stated.into_iter().enumerate();
    keys.map(|(place, key)| key.or_else(|| fresh(place)).unwrap_or_default())
        .collect()
}

/// Turns provisional keys (places) into final ones.
fn rename(blocks: &mut [Block], keys: &[String]) {
    for mark in blocks.iter_mut().flat_map(|block| &mut block.marks) {
        if let MarkKind::Note { note } = &mut mark.kind
            && let Some(key) = note.parse::<usize>().ok().and_then(|at| keys.get(at - 1))
        {
            note.clone_from(key);
        }
    }
}
