//! Notes that come or go with their references.

use std::collections::BTreeMap;

use document::{Block, Kind};

use super::alternatives::{Maker, Outcome};
use crate::{
    ReadError,
    docx::{
        Replacement,
        read::{script::StoryRange, tracking::Tag},
    },
};

impl Maker<'_, '_> {
    /// Notes that come or go with their references.
    pub(super) fn notes(
        &mut self,
        chosen: &[Vec<u32>],
        outcomes: &mut [Outcome],
    ) -> Result<(), ReadError> {
        let mut mentions: BTreeMap<usize, Vec<Tag>> = BTreeMap::new();
        for (note, tag) in std::mem::take(&mut self.found.references.mentions) {
            mentions.entry(note).or_default().push(tag);
        }
        for story in &self.script.stories {
            let Some((note, tags)) = story
                .note
                .and_then(|note| Some((note, mentions.get(&note)?)))
            else {
                continue;
            };
            let mut done: Vec<u32> = Vec::new();
            for tag in tags {
                let change = match story.first_block {
                    Some(_) => tag.deleted,
                    None => tag.inserted,
                };
                let group = change.and_then(|change| self.groups.group(change));
                let Some(group) = group.filter(|group| !done.contains(group)) else {
                    continue;
                };
                done.push(group);
                let chosen = &chosen[group as usize];
                let replacement = self.note(note, story, tags, chosen)?;
                outcomes[group as usize].replacements.extend(replacement);
            }
        }
        Ok(())
    }

    fn note(
        &mut self,
        note: usize,
        story: &StoryRange,
        mentions: &[Tag],
        chosen: &[u32],
    ) -> Result<Option<Replacement>, ReadError> {
        let accepted = self.accepted(chosen);
        let referred = mentions.iter().any(|tag| tag.shown(accepted));
        match story.first_block {
            None if referred => self.new_note(note, story).map(Some),
            Some(first) if !referred => Ok(Some(Replacement {
                old: first..first + story.traces.len().max(1),
                blocks: Vec::new(),
            })),
            _ => Ok(None),
        }
    }

    fn new_note(&mut self, note: usize, story: &StoryRange) -> Result<Replacement, ReadError> {
        let sources: Vec<usize> = story.sources.clone().collect();
        let mut chosen: Vec<u32> = Vec::new();
        for (group, entry) in (0..).zip(&self.groups.list) {
            if entry
                .touched
                .iter()
                .any(|touched| story.sources.contains(touched))
            {
                chosen.push(group);
            }
        }
        let accepted = self.accepted(&chosen);
        let mut blocks = self.paragraphs(&sources, story, accepted)?.blocks;
        if blocks.is_empty() {
            let mut empty = Block::new(Kind::Footnote, "");
            empty.note = self.keys.get(note).cloned();
            self.found.references.tell_end(note, &mut empty);
            blocks.push(empty);
        }
        let later = self
            .script
            .stories
            .iter()
            .filter(|other| other.note > Some(note));
        let at = later.filter_map(|other| other.first_block).min();
        let at = at.unwrap_or(self.blocks.len());
        Ok(Replacement {
            old: at..at,
            blocks,
        })
    }
}
