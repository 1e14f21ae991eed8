//! What is new in a file, and what was here already.

use std::collections::HashMap;

use anchor::Anchor;
use document::{Digest, Document};

use super::{
    FileProblem, Ground, KnownCounts, LeftOut, LeftOutKind, Misfit, discussion,
    file::{ReturnedChange, ReturnedFile},
    fingerprint::{Fingerprint, Prints},
    sayings::Sayings,
    tracked, untracked,
};
use crate::{CommentId, Part, Saying, WrittenBy};

/// A file, and what it is held against.
pub(crate) struct Sifting<'a> {
    /// The revision that the file was made from.
    pub(crate) number: u32,
    pub(crate) revision: &'a Document,
    pub(crate) file: &'a ReturnedFile,
    /// Terms that count as one word.
    pub(crate) glossary: &'a [String],
    /// The id of the person who brings it: whose what was changed without tracking is.
    pub(crate) bringer: &'a str,
    /// What files brought before, and what became of it.
    pub(crate) imports: &'a [(Digest, String)],
    /// What was said here before.
    pub(crate) sayings: &'a [Saying],
}

/// What a file brings.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    pub(crate) proposals: Vec<Proposal>,
    pub(crate) remarks: Vec<Remark>,
    /// Replies to comments that are here.
    pub(crate) answers: Vec<(CommentId, Answer)>,
    pub(crate) known: KnownCounts,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) problems: Vec<FileProblem>,
}

/// A change that is new.
#[derive(Debug)]
pub(crate) struct Proposal {
    pub(crate) parts: Vec<Part>,
    /// None: of the person who brings the file.
    pub(crate) written_by: Option<WrittenBy>,
    pub(crate) fingerprint: Digest,
}

/// A comment that is new.
#[derive(Debug)]
pub(crate) struct Remark {
    pub(crate) anchor: Anchor,
    pub(crate) body: String,
    pub(crate) written_by: WrittenBy,
    pub(crate) fingerprint: Digest,
    pub(crate) answers: Vec<Answer>,
}

/// A reply that is new.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: String,
    pub(crate) written_by: WrittenBy,
    pub(crate) fingerprint: Digest,
}

/// Tells what is new in a file from what was here, and finds its place in the revision.
pub(crate) fn sift(sifting: &Sifting<'_>) -> Sifted {
    let file = sifting.file;
    let ground = Ground::new(sifting.revision, &file.text, sifting.glossary);
    let mut sieve = Sieve {
        sifting,
        ground: &ground,
        imports: sifting
            .imports
            .iter()
            .map(|(print, id)| (print, &**id))
            .collect(),
        sayings: Sayings::new(sifting.sayings),
        seen: Prints::default(),
        sifted: Sifted {
            problems: file.problems.clone(),
            ..Sifted::default()
        },
    };
    for change in &file.changes {
        sieve.tracked(change);
    }
    sieve.untracked();
    discussion::sift(&mut sieve);
    sieve.sifted
}

pub(super) struct Sieve<'a> {
    pub(super) sifting: &'a Sifting<'a>,
    pub(super) ground: &'a Ground<'a>,
    imports: HashMap<&'a Digest, &'a str>,
    pub(super) sayings: Sayings<'a>,
    /// Fingerprints that this file brought.
    pub(super) seen: Prints,
    pub(super) sifted: Sifted,
}

impl<'a> Sieve<'a> {
    fn tracked(&mut self, change: &ReturnedChange) {
        let by = WrittenBy::in_file(&change.author, "", change.date.as_deref());
        match tracked::parts(self.ground, change, self.sifting.glossary) {
            Ok(parts) => {
                let print = Fingerprint::new("tracked").by(&by).parts(&parts).digest();
                self.propose(parts, Some(by), print);
            }
            Err(misfit) => {
                let text = change.replacements.iter().flat_map(|it| &it.blocks);
                let text: Vec<&str> = text.map(|block| block.text.as_str()).collect();
                let quote = self.quote(change);
                let words = (text.join("\n"), quote);
                self.leave_out(LeftOutKind::Change, Some(&by), words, &misfit);
            }
        }
    }

    fn untracked(&mut self) {
        let found = untracked::untracked(self.ground);
        for parts in found.changes {
            match tracked::measured(parts) {
                Ok(parts) => {
                    let print = Fingerprint::new("untracked").with(self.sifting.bringer);
                    let print = print.parts(&parts).digest();
                    self.propose(parts, None, print);
                }
                Err(misfit) => {
                    self.leave_out(LeftOutKind::Change, None, Default::default(), &misfit);
                }
            }
        }
        if found.reformatted > 0 {
            self.sifted.problems.push(FileProblem {
                place: "whole file".to_owned(),
                what: format!(
                    "{} paragraphs differ from revision {} in formatting alone; what was formatted \
                     without tracking is not taken over",
                    found.reformatted, self.sifting.number
                ),
            });
        }
    }

    fn propose(&mut self, parts: Vec<Part>, written_by: Option<WrittenBy>, fingerprint: Digest) {
        let known = self.imports.contains_key(&fingerprint);
        if known || !self.seen.insert(&fingerprint) {
            self.sifted.known.suggestions += 1;
            return;
        }
        self.sifted.proposals.push(Proposal {
            parts,
            written_by,
            fingerprint,
        });
    }

    /// The words of the revision that a change is about.
    fn quote(&self, change: &ReturnedChange) -> String {
        let blocks = change.replacements.iter().filter_map(|replacement| {
            let blocks = self.ground.text().get(replacement.old.clone())?;
            blocks.first().map(|block| block.text.clone())
        });
        blocks.collect::<Vec<_>>().join("\n")
    }

    /// Whether a file brought this before, or this file a moment ago; answers what became of it.
    pub(super) fn imported(&self, fingerprint: &Digest) -> Option<&'a str> {
        self.imports.get(fingerprint).copied()
    }

    pub(super) fn leave_out(
        &mut self,
        what: LeftOutKind,
        by: Option<&WrittenBy>,
        (text, quote): (String, String),
        misfit: &Misfit,
    ) {
        self.sifted.left_out.push(LeftOut {
            what,
            author: by.map_or_else(String::new, |by| by.name.clone()),
            date: by.and_then(|by| by.date),
            text,
            quote,
            reason: misfit.to_string(),
        });
    }
}
