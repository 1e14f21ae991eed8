//! Footnotes and endnotes: both become footnote blocks at the end, in order of first reference.

use std::collections::{HashMap, HashSet};

use document::{Block, ENDNOTE, Kind, MarkKind};

use super::{
    Context, Found,
    story::{NoteStory, Story},
    tracking::Tag,
};
use crate::{
    ReadError,
    docx::{names::Ns, xml::Step},
};

/// How the bookmarks begin by which cross-references find a note's own reference.
pub(super) const OWN_REFERENCE: &str = "_r_";

/// Which note of the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum NoteId {
    Foot(String),
    End(String),
    /// The one whose reference has this bookmark, as long as that was not met.
    Marked(String),
}

impl NoteId {
    fn is_end(&self) -> bool {
        matches!(self, Self::End(_))
    }
}

/// Which notes the text refers to, and what their paragraphs are.
#[derive(Debug, Default)]
pub(super) struct References {
    /// In the order of first mentions on any side.
    seen: Vec<NoteId>,
    places: HashMap<NoteId, usize>,
    /// In the order of first mentions in the text with nothing accepted, as places in `seen`.
    order: Vec<usize>,
    ordered: HashSet<usize>,
    /// Whose reference has a bookmark.
    marked: HashMap<String, NoteId>,
    /// Every mention that depends on a change: which note, on what.
    pub(super) mentions: Vec<(usize, Tag)>,
    /// Referred to only in text that is on no side.
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
    /// Its number among the stories that were kept with all their sides.
    story: Option<usize>,
}

impl References {
    /// The bookmark stands on the reference to this note. Word processors number notes anew, but not
    /// the bookmarks by which cross-references find them.
    pub(super) fn mark(&mut self, bookmark: String, id: NoteId) {
        let waiting = NoteId::Marked(bookmark.clone());
        if self.marked.contains_key(&bookmark) {
            return;
        }
        if let Some(&place) = self.places.get(&waiting)
            && !self.places.contains_key(&id)
        {
            self.places.insert(id.clone(), place);
            self.seen[place] = id.clone();
        }
        self.marked.insert(bookmark, id);
    }

    /// Mentions whose bookmark was met late, or never: they are of the note that has it, else of the
    /// footnote whose number it has.
    fn settle(&mut self) -> HashMap<usize, usize> {
        let mut places = HashMap::new();
        for place in 0..self.seen.len() {
            let NoteId::Marked(bookmark) = &self.seen[place] else {
                continue;
            };
            let number = bookmark.trim_start_matches(OWN_REFERENCE).to_owned();
            let id = self.marked.get(bookmark).cloned();
            let id = id.unwrap_or(NoteId::Foot(number));
            match self.places.get(&id) {
                Some(&known) => {
                    places.insert(place, known);
                }
                None => {
                    self.places.insert(id.clone(), place);
                    self.seen[place] = id;
                }
            }
        }
        if !places.is_empty() {
            self.unite(&places);
        }
        places
    }

    /// What is said of these places is of others.
    fn unite(&mut self, places: &HashMap<usize, usize>) {
        let known = |place: usize| places.get(&place).copied().unwrap_or(place);
        for (place, _) in &mut self.mentions {
            *place = known(*place);
        }
        self.ordered.clear();
        let order = std::mem::take(&mut self.order);
        for place in order.into_iter().map(known) {
            if self.ordered.insert(place) {
                self.order.push(place);
            }
        }
    }

    /// The provisional key of a note: its place in the order of first mentions, from 1.
    pub(super) fn mention(&mut self, id: NoteId, tag: Tag, shown: bool) -> String {
        let id = match &id {
            NoteId::Marked(bookmark) => self.marked.get(bookmark).cloned().unwrap_or(id),
            _ => id,
        };
        let next = self.seen.len();
        let place = *self.places.entry(id.clone()).or_insert(next);
        if place == next {
            self.seen.push(id);
        }
        if shown && self.ordered.insert(place) {
            self.order.push(place);
        }
        self.mentions.push((place, tag));
        (place + 1).to_string()
    }

    /// Says of a paragraph of the note at this place whether that is an endnote.
    pub(super) fn tell_end(&self, place: usize, block: &mut Block) {
        if self.seen.get(place).is_some_and(NoteId::is_end) {
            block.info = Some(ENDNOTE.to_owned());
        }
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
                    let place = format!("{element} {id}");
                    let id = match element {
                        "endnote" => NoteId::End(id),
                        _ => NoteId::Foot(id),
                    };
                    let mention = found.references.places.get(&id).copied();
                    let mut story = Story::note(context, found, &relationships, place);
                    story.inside(source)?;
                    let note = Note::of(story.into_note(mention));
                    found.references.read.push(id.clone());
                    found.references.notes.insert(id, note);
                }
                Step::Open => source.skip()?,
            }
        }
    })?;
    Ok(())
}

impl Note {
    fn of(read: NoteStory) -> Self {
        Self {
            blocks: read.blocks,
            key: read.key,
            filler: read.filler,
            story: read.story,
        }
    }
}

/// Puts the notes after the text and gives references their final keys, which are returned by the
/// provisional ones.
pub(super) fn append(blocks: &mut Vec<Block>, found: &mut Found) -> Vec<String> {
    let mut references = std::mem::take(&mut found.references);
    let same = references.settle();
    adopt_strays(&mut references, found);
    let mut keys = final_keys(&references);
    for (place, known) in same {
        keys[place] = keys[known].clone();
    }
    rename(blocks, &keys);
    for &place in &references.order {
        let note = references.notes.remove(&references.seen[place]);
        let note = note.unwrap_or_default();
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
            block.note = Some(keys[place].clone());
            references.tell_end(place, block);
        }
        if let (Some(story), Some(script)) = (note.story, &mut found.script) {
            let story = &mut script.stories[story];
            (story.note, story.first_block) = (Some(place), Some(first));
        }
    }
    found.references = references;
    keys
}

/// Notes that nothing refers to stand after the others.
fn adopt_strays(references: &mut References, found: &mut Found) {
    let stray =
        |id: &&NoteId| !references.places.contains_key(id) && !references.dropped.contains(id);
    let strays: Vec<NoteId> = references.read.iter().filter(stray).cloned().collect();
    for id in strays {
        let has_text = |note: &Note| note.blocks.iter().any(|block| !block.text.is_empty());
        if references.notes.get(&id).is_some_and(has_text) {
            let key = references.mention(id, Tag::default(), true);
            found.problem(
                &format!("note {key}"),
                "nothing refers to it; it stands after the other notes",
            );
        }
    }
}

/// By place in the order of mentions: the file's own key where it is free, else the number. Notes
/// that the text does not have yet come after all others.
fn final_keys(references: &References) -> Vec<String> {
    let later = (0..references.seen.len()).filter(|place| !references.ordered.contains(place));
    let order: Vec<usize> = references.order.iter().copied().chain(later).collect();
    let mut keys = vec![String::new(); order.len()];
    let mut taken = HashSet::new();
    for &place in &order {
        let note = references.notes.get(&references.seen[place]);
        let own = note.and_then(|note| note.key.clone());
        if let Some(own) = own.filter(|key| taken.insert(key.clone())) {
            keys[place] = own;
        }
    }
    for (number, &place) in order.iter().enumerate() {
        if keys[place].is_empty() {
            let mut fresh = (number + 1..).map(|number| number.to_string());
            let free = fresh.find(|key| taken.insert(key.clone()));
            keys[place] = free.unwrap_or_default();
        }
    }
    keys
}

/// Turns provisional keys (places) into final ones.
pub(super) fn rename(blocks: &mut [Block], keys: &[String]) {
    for mark in blocks.iter_mut().flat_map(|block| &mut block.marks) {
        if let MarkKind::Note { note } = &mut mark.kind
            && let Some(key) = place_of(note).and_then(|place| keys.get(place))
        {
            note.clone_from(key);
        }
    }
}

/// The place that a provisional key names.
fn place_of(key: &str) -> Option<usize> {
    key.parse::<usize>().ok()?.checked_sub(1)
}
