//! Recognising comments and replies that left in a file and come back in one.

use std::collections::HashSet;

use super::fingerprint::{plain, second};
use crate::{CommentId, Saying, WrittenBy, written_by::clean_name};

/// What was said here before; each is recognised once.
pub(super) struct Sayings<'a> {
    all: &'a [Saying],
    taken: HashSet<usize>,
}

/// What a file says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) by: &'a WrittenBy,
    pub(super) body: &'a str,
    /// The id of the block that it is put on.
    pub(super) block: Option<&'a str>,
    pub(super) quote: &'a str,
}

/// How sure it must be that two are the same, beyond name, second and words: several remarks of one
/// minute may read alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// On the same words of the same block.
    SameWords,
    /// On the same block.
    SameBlock,
    /// Anywhere.
    Anywhere,
    /// Whatever it says: it was reworded or taken back here after it left in the file.
    Changed,
}

impl Sure {
    /// From the surest.
    pub(super) const STEPS: [Self; 4] = [
        Self::SameWords,
        Self::SameBlock,
        Self::Anywhere,
        Self::Changed,
    ];
}

impl<'a> Sayings<'a> {
    pub(super) fn new(all: &'a [Saying]) -> Self {
        Self {
            all,
            taken: HashSet::new(),
        }
    }

    /// The comment with this id is recognised already.
    pub(super) fn take(&mut self, id: &str) {
        let at = self.all.iter().position(|saying| {
            let own = saying
                .reply
                .as_ref()
                .map_or(saying.comment.as_str(), |id| id.as_str());
            own == id
        });
        self.taken.extend(at);
    }

    /// The comment that this is.
    pub(super) fn comment(&mut self, said: Said<'_>, sure: Sure) -> Option<CommentId> {
        let at = self.find(said, sure, |saying| saying.reply.is_none())?;
        Some(self.all[at].comment.clone())
    }

    /// The comment that this is a reply to: some programs write replies as comments of their own.
    pub(super) fn stray_reply(&mut self, said: Said<'_>) -> Option<CommentId> {
        let at = self.find(said, Sure::Anywhere, |saying| saying.reply.is_some())?;
        Some(self.all[at].comment.clone())
    }

    /// Whether this is a reply to that comment.
    pub(super) fn reply(&mut self, to: &CommentId, said: Said<'_>) -> bool {
        let of = |saying: &Saying| saying.reply.is_some() && saying.comment == *to;
        let steps = [Sure::Anywhere, Sure::Changed];
        steps
            .into_iter()
            .any(|sure| self.find(said, sure, of).is_some())
    }

    /// Whether the editors have decided on a comment.
    pub(super) fn is_decided(&self, comment: &CommentId) -> bool {
        let mut of = self.all.iter().filter(|saying| saying.comment == *comment);
        of.any(|saying| saying.decided)
    }

    /// Whether a comment takes replies: it was not taken back, or stands for the sake of others.
    pub(super) fn takes_replies(&self, comment: &CommentId) -> bool {
        let of = self.all.iter().filter(|saying| saying.comment == *comment);
        of.into_iter().any(|saying| !saying.deleted)
    }

    fn find(
        &mut self,
        said: Said<'_>,
        sure: Sure,
        among: impl Fn(&Saying) -> bool,
    ) -> Option<usize> {
        let mut candidates = self.all.iter().enumerate();
        let (at, _) = candidates.find(|(at, saying)| {
            !self.taken.contains(at) && among(saying) && is_it(saying, said, sure)
        })?;
        self.taken.insert(at);
        Some(at)
    }
}

fn is_it(saying: &Saying, said: Said<'_>, sure: Sure) -> bool {
    if second(Some(saying.at)) != second(said.by.date) || clean_name(&saying.name) != said.by.name {
        return false;
    }
    let same_body = plain(&saying.body) == plain(said.body);
    let same_block = saying.block.as_ref().map(|id| id.as_str()) == said.block;
    match sure {
        Sure::SameWords => same_body && same_block && plain(&saying.quote) == plain(said.quote),
        Sure::SameBlock => same_body && same_block,
        Sure::Anywhere => same_body,
        Sure::Changed => !saying.brought && (saying.deleted || saying.edited),
    }
}
