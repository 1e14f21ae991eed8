//! Comments that say the same, found while one writes and for the editors.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use document::{BlockId, Digest};

use crate::{
    Action, Actor, Comment, CommentId, Gist, GuidelineId, Review, ReviewError,
    check::Check,
    likeness::{Cluster, Corpus, Saying},
    review::aside,
};

/// So many are shown while one writes.
const SHOWN: usize = 5;
/// So many groups are proposed at once.
const PROPOSED: usize = 50;
/// The longest text that is looked for, in characters.
const LONGEST: usize = 2_000;
/// The longest proposed title, in characters.
const TITLE: usize = 80;

/// A text that somebody is writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unwritten {
    /// Up to 2,000 characters.
    pub text: String,
    /// On which block.
    pub block_id: Option<BlockId>,
    /// Only among comments on the text in this language.
    pub language: Option<String>,
}

/// A comment that says much the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The comment.
    pub comment: Comment,
    /// How much, from 0 to 1.
    pub likeness: f64,
}

/// Comments that could be put together.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedGroup {
    /// How the first of them begins.
    pub title: String,
    /// Each with its words and how like the first it is, from 0 to 1.
    pub comments: Vec<(CommentId, String, f64)>,
}

/// The open comments of a guideline, taken apart.
#[derive(Debug)]
struct Known {
    gists: Vec<Gist>,
    corpus: Corpus,
}

/// What was taken apart last: people type, and comments come more slowly.
#[derive(Debug, Default)]
pub(crate) struct Likenesses(Mutex<VecDeque<(GuidelineId, Digest, Arc<Known>)>>);

/// So many guidelines are kept.
const KEPT: usize = 4;

impl Review {
    /// The open comments that are most like what somebody is writing.
    pub async fn similar(
        &self,
        actor: &Actor,
        slug: &str,
        new: &Unwritten,
    ) -> Result<Vec<Alike>, ReviewError> {
        let access = self.access(actor, slug, Action::TakePart).await?;
        Check::default().note("text", &new.text, LONGEST).done()?;
        let known = self.taken_apart(&access.guideline.id).await?;
        let saying = Saying::new(&new.text, new.block_id.as_ref().map(BlockId::as_str));
        let fits = |at: usize| {
            let language = new.language.as_ref();
            language.is_none_or(|language| known.gists[at].language == *language)
        };
        let likest = known.corpus.likest(&saying, usize::MAX).into_iter();
        let mut alike = Vec::new();
        for (at, likeness) in likest.filter(|(at, _)| fits(*at)).take(SHOWN) {
            let id = &known.gists[at].comment;
            let found = self.store.comment(id, actor.person(), None).await?;
            let found = found.filter(|comment| !comment.deleted);
            alike.extend(found.map(|comment| Alike { comment, likeness }));
        }
        Ok(alike)
    }

    /// Groups of undecided comments that say the same and are not put together yet.
    pub async fn proposed_groups(
        &self,
        actor: &Actor,
        slug: &str,
    ) -> Result<Vec<ProposedGroup>, ReviewError> {
        let access = self.access(actor, slug, Action::Decide).await?;
        let mut gists = self.store.gists(&access.guideline.id).await?;
        gists.retain(|gist| !gist.grouped);
        aside(move || {
            let known = Known::of(gists);
            let clusters = known.corpus.clusters();
            let groups = clusters.iter().take(PROPOSED);
            groups.map(|cluster| known.proposed(cluster)).collect()
        })
        .await
    }

    async fn taken_apart(&self, guideline: &GuidelineId) -> Result<Arc<Known>, ReviewError> {
        let gists = self.store.gists(guideline).await?;
        let state = state_of(&gists);
        if let Some(known) = self.likenesses.get(guideline, &state) {
            return Ok(known);
        }
        let known = Arc::new(aside(move || Known::of(gists)).await?);
        let entry = (guideline.clone(), state, Arc::clone(&known));
        self.likenesses.put(entry);
        Ok(known)
    }
}

impl Known {
    fn of(gists: Vec<Gist>) -> Self {
        let saying = |gist: &Gist| {
            let block = gist.block.as_ref().map(BlockId::as_str);
            Saying::new(&gist.body, block)
        };
        Self {
            corpus: Corpus::new(gists.iter().map(saying).collect()),
            gists,
        }
    }

    fn proposed(&self, cluster: &Cluster) -> ProposedGroup {
        let first = &self.gists[cluster.first];
        let all = [(cluster.first, 1.0)].into_iter();
        let all = all.chain(cluster.others.iter().copied());
        let comment = |(at, likeness): (usize, f64)| {
            let gist = &self.gists[at];
            (gist.comment.clone(), gist.body.clone(), likeness)
        };
        ProposedGroup {
            title: beginning(&first.body),
            comments: all.map(comment).collect(),
        }
    }
}

impl Likenesses {
    fn get(&self, guideline: &GuidelineId, state: &Digest) -> Option<Arc<Known>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept
            .iter()
            .find(|(of, at, _)| of == guideline && at == state);
        found.map(|(_, _, known)| Arc::clone(known))
    }

    fn put(&self, entry: (GuidelineId, Digest, Arc<Known>)) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, ..)| *of != entry.0);
        kept.push_front(entry);
        kept.truncate(KEPT);
    }
}

/// What the comments are now, in short.
fn state_of(gists: &[Gist]) -> Digest {
    let mut bytes = Vec::new();
    for gist in gists {
        bytes.extend_from_slice(gist.comment.as_str().as_bytes());
        bytes.extend_from_slice(&gist.edited_at.map_or(0, |at| at.0).to_le_bytes());
    }
    Digest::of_bytes(&bytes)
}

/// The first sentence or line, cut where it is long.
fn beginning(body: &str) -> String {
    let end = |letter: char| matches!(letter, '\n' | '.' | '。' | '!' | '！' | '?' | '？');
    let sentence = body.trim().split(end).next().unwrap_or_default().trim();
    let mut letters = sentence.chars();
    let title: String = letters.by_ref().take(TITLE).collect();
    if letters.next().is_some() {
        title + "…"
    } else {
        title
    }
}
