//! What is here, to be recognised when a file brings it again.

use std::collections::{HashMap, HashSet};

use document::{Digest, PLACEHOLDER};

use super::brought::{BroughtItem, BroughtWords};
use crate::{Comment, PersonRef, Suggestion, WrittenBy, returning::fingerprint::plain};

/// A comment or a suggestion by its place in the list of those that are here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Here {
    Comment(usize),
    Suggestion(usize),
}

/// What an item is recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recognised {
    pub(super) here: Here,
    /// Nothing else here reads like this.
    pub(super) surely: bool,
}

pub(super) struct Known {
    pub(super) comments: Vec<Comment>,
    pub(super) suggestions: Vec<Suggestion>,
    pub(super) imports: HashMap<Digest, String>,
    by_id: HashMap<String, Here>,
    by_words: HashMap<String, Vec<Here>>,
    /// Recognised in this file already: of several that read alike, each row is another one.
    met: HashSet<Here>,
}

impl Known {
    pub(super) fn new(
        comments: Vec<Comment>,
        suggestions: Vec<Suggestion>,
        imports: HashMap<Digest, String>,
    ) -> Self {
        let mut by_id = HashMap::new();
        let mut by_words: HashMap<String, Vec<Here>> = HashMap::new();
        for (index, comment) in comments.iter().enumerate() {
            by_id.insert(comment.id.to_string(), Here::Comment(index));
            if !comment.deleted {
                let words = remark(&comment.body);
                by_words
                    .entry(words)
                    .or_default()
                    .push(Here::Comment(index));
            }
        }
        for (index, suggestion) in suggestions.iter().enumerate() {
            by_id.insert(suggestion.id.to_string(), Here::Suggestion(index));
            let words = change(&suggestion.rationale, &proposed(suggestion));
            by_words
                .entry(words)
                .or_default()
                .push(Here::Suggestion(index));
        }
        Self {
            comments,
            suggestions,
            imports,
            by_id,
            by_words,
            met: HashSet::new(),
        }
    }

    /// What an item is here: by its id, by what files brought before, or by its words: at its place,
    /// and where `anywhere` is set, under its name in the whole guideline.
    pub(super) fn recognise(
        &mut self,
        item: &BroughtItem,
        print: &Digest,
        anywhere: bool,
    ) -> Option<Recognised> {
        let imported = self.imports.get(print);
        let named = [Some(&item.id), imported].into_iter().flatten();
        let found = named.filter_map(|id| self.by_id.get(id).copied()).next();
        let found = match found {
            Some(here) => Some(Recognised { here, surely: true }),
            None => self.reading_alike(item, anywhere),
        };
        self.met.extend(found.map(|it| it.here));
        found
    }

    fn reading_alike(&self, item: &BroughtItem, anywhere: bool) -> Option<Recognised> {
        let alike: Vec<Here> = keys(&item.words)
            .iter()
            .filter_map(|key| self.by_words.get(key))
            .flatten()
            .copied()
            .collect();
        let block = item.place.block_id.as_ref().map_or("", |id| id.as_str());
        let at_place = |it: &&Here| self.blocks(**it).contains(&block);
        let there: Vec<Here> = alike.iter().filter(at_place).copied().collect();
        let name = item.written_by.as_ref().map(|by| folded(&by.name));
        let by_name = |it: &&Here| {
            name.as_ref()
                .is_some_and(|name| self.names(**it).contains(name))
        };
        let narrowed =
            |from: &[Here]| -> Vec<Here> { from.iter().filter(by_name).copied().collect() };
        let mut found = narrowed(&there);
        if found.is_empty() {
            found = there;
        }
        if found.is_empty() && anywhere {
            found = match name {
                Some(_) => narrowed(&alike),
                None => alike,
            };
            found.retain(|it| !self.met.contains(it));
        }
        let next = found.iter().find(|it| !self.met.contains(it));
        let here = *next.or(found.first())?;
        let surely = found.len() == 1;
        Some(Recognised { here, surely })
    }

    /// The blocks that it is on.
    fn blocks(&self, here: Here) -> Vec<&str> {
        match here {
            Here::Comment(index) => match &self.comments[index].anchor.target {
                anchor::Target::Guideline => vec![""],
                anchor::Target::Block { block } | anchor::Target::Range { block, .. } => {
                    vec![block.as_str()]
                }
            },
            Here::Suggestion(index) => {
                let parts = self.suggestions[index].parts.iter();
                let ids = parts.flat_map(|part| part.blocks.iter().chain(&part.after));
                ids.map(|id| id.as_str()).collect()
            }
        }
    }

    /// Under which names it goes out in tables.
    fn names(&self, here: Here) -> Vec<String> {
        let (author, written) = match here {
            Here::Comment(index) => {
                let comment = &self.comments[index];
                (&comment.author, comment.written_by.as_ref())
            }
            Here::Suggestion(index) => {
                let suggestion = &self.suggestions[index];
                (&suggestion.author, suggestion.written_by.as_ref())
            }
        };
        names(author, written)
    }
}

fn names(author: &PersonRef, written: Option<&WrittenBy>) -> Vec<String> {
    if let Some(written) = written.filter(|it| !it.name.is_empty()) {
        let mut names = vec![folded(&written.name)];
        if let Some((name, body)) = written.name.rsplit_once('(') {
            names.extend([folded(name), folded(body.trim_end_matches(')'))]);
        }
        return names;
    }
    let name = &author.display_name;
    let mut names = vec![folded(name)];
    if let Some(organisation) = &author.organisation {
        let body = &organisation.name;
        names.extend([folded(body), folded(&format!("{name} ({body})"))]);
    }
    names
}

fn folded(name: &str) -> String {
    plain(name).to_lowercase()
}

/// By which words an item may be known: as a remark, and as a change.
fn keys(words: &BroughtWords) -> Vec<String> {
    let proposed = words.proposed.as_ref();
    let as_change = proposed.map(|proposed| change(&words.reason, proposed));
    [remark(&words.remark)]
        .into_iter()
        .chain(as_change)
        .collect()
}

fn remark(body: &str) -> String {
    format!("remark {}", plain(body))
}

fn change(reason: &str, proposed: &str) -> String {
    let (reason, proposed) = (plain(reason), plain(proposed));
    format!("change {} {reason}{proposed}", reason.len())
}

/// What a suggestion puts in the place of what stands there, as a table shows it.
fn proposed(suggestion: &Suggestion) -> String {
    let blocks = suggestion.parts.iter().flat_map(|part| &part.proposal);
    let texts: Vec<String> = blocks
        .map(|block| block.text.replace(PLACEHOLDER, ""))
        .collect();
    texts.join("\n")
}
