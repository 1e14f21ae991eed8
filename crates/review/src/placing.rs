//! Finding where comments stand.

use std::{collections::HashMap, sync::Arc};

use document::Document;
use redline::{Detail, Ids, Options};

use crate::{
    Action, Actor, Change, Comment, CommentId, Commit, CommitError, Guideline, Happening,
    NewPlacement, Place, Review, ReviewError, Unplaced,
    anchor::{self, Anchor, AnchorError, Placement, Placer, State, Target},
    publishing::places,
    review::{Setback, aside, insist},
};

/// Comments that were made in one text, and the text in which their places are to be found.
struct Batch {
    unplaced: Vec<Unplaced>,
    origin: Arc<Document>,
    target: Arc<Document>,
}

impl Review {
    /// A person says where a comment stands in a revision: confirms what was found, or corrects
    /// it. Later revisions start from there.
    pub async fn place_comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        new: NewPlacement,
    ) -> Result<Comment, ReviewError> {
        insist(|| self.try_place_comment(actor, id, &new)).await
    }

    async fn try_place_comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        new: &NewPlacement,
    ) -> Result<Comment, Setback> {
        let (access, mut comment) = self.contribution(actor, id, Action::Place).await?;
        if comment.deleted {
            return Err(ReviewError::NotFound.into());
        }
        let text = self
            .written_in(&access.guideline, new.revision, &comment.language)
            .await?;
        let anchor = anchor_at(&text, new.revision, &new.place)?;
        let placement = exact(&anchor);
        let change = Change::Confirm {
            comment: id.clone(),
            revision: new.revision,
            placement: placement.clone(),
            anchor,
            by: actor.person().cloned(),
            at: self.clock.now(),
        };
        let happening = Happening::CommentPlaced {
            comment: id.clone(),
            revision: new.revision,
        };
        let event = self.event(actor, happening);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        self.store.commit(commit).await?;
        comment.placement = Some(placement);
        Ok(comment)
    }

    /// Finds and keeps the places that are not known yet in this revision: of comments that were
    /// made meanwhile or on another revision, and of those that are no longer open.
    pub(crate) async fn ensure_placed(
        &self,
        guideline: &Guideline,
        revision: u32,
    ) -> Result<(), ReviewError> {
        let unplaced = self.store.unplaced(&guideline.id, revision, None).await?;
        if unplaced.is_empty() {
            return Ok(());
        }
        let found = self.store.revision(&guideline.id, revision).await?;
        let mut targets = HashMap::new();
        for language in found.iter().flat_map(|revision| &revision.languages) {
            let text = self.document(guideline, revision, language).await?;
            targets.extend(text.map(|text| (language.clone(), text)));
        }
        let found = self.place(guideline, revision, unplaced, targets).await?;
        let commit = Commit {
            head: None,
            changes: places(revision, found).collect(),
            events: Vec::new(),
            receipt: None,
        };
        match self.store.commit(commit).await {
            Err(CommitError::Unavailable(error)) => Err(error.into()),
            // Whatever else came in between, the next look finds it.
            _ => Ok(()),
        }
    }

    /// The place of each comment in the texts of a revision.
    pub(crate) async fn place(
        &self,
        guideline: &Guideline,
        revision: u32,
        unplaced: Vec<Unplaced>,
        targets: HashMap<String, Arc<Document>>,
    ) -> Result<Vec<(CommentId, Placement)>, ReviewError> {
        let mut groups: HashMap<(u32, String), Vec<Unplaced>> = HashMap::new();
        let mut placed = Vec::new();
        for one in unplaced {
            if one.anchor.revision == revision {
                placed.push((one.comment, exact(&one.anchor)));
            } else {
                let text = (one.anchor.revision, one.language.clone());
                groups.entry(text).or_default().push(one);
            }
        }
        let mut batches = Vec::new();
        for ((number, language), unplaced) in groups {
            let origin = self.document(guideline, number, &language).await?;
            let target = targets.get(&language).cloned();
            batches.push(Batch {
                unplaced,
                origin: origin.unwrap_or_default(),
                // A language that the revision lacks has no place for anything.
                target: target.unwrap_or_default(),
            });
        }
        let glossary = guideline.glossary.clone();
        let work = move || -> Vec<_> {
            let places = batches.iter().flat_map(|batch| batch.places(&glossary));
            places.collect()
        };
        placed.extend(aside(work).await?);
        Ok(placed)
    }

    /// The text that a request names, in exactly this language; `Invalid` if there is none.
    pub(crate) async fn written_in(
        &self,
        guideline: &Guideline,
        revision: u32,
        language: &str,
    ) -> Result<Arc<Document>, ReviewError> {
        if let Some(text) = self.document(guideline, revision, language).await? {
            return Ok(text);
        }
        Err(match self.store.revision(&guideline.id, revision).await? {
            None => ReviewError::invalid("revision", format!("there is no revision {revision}")),
            Some(_) => {
                let what = format!("revision {revision} has no text in \"{language}\"");
                ReviewError::invalid("language", what)
            }
        })
    }
}

impl Batch {
    fn places(&self, glossary: &[String]) -> Vec<(CommentId, Placement)> {
        let options = Options {
            ids: Ids::Trust,
            detail: Detail::Words,
            glossary,
        };
        let redline = redline::compare(&self.origin, &self.target, &options);
        let placer = Placer::of(&redline);
        let place = |one: &Unplaced| (one.comment.clone(), placer.place(&one.anchor));
        self.unplaced.iter().map(place).collect()
    }
}

/// Where an anchor stands in the revision it was written in.
pub(crate) fn exact(anchor: &Anchor) -> Placement {
    let (block_id, start, end) = match &anchor.target {
        Target::Guideline => (None, None, None),
        Target::Block { block } => (Some(block.clone()), None, None),
        Target::Range { block, start, end } => (Some(block.clone()), Some(*start), Some(*end)),
    };
    Placement {
        state: State::Exact,
        block_id,
        start,
        end,
        reason: None,
        candidates: Vec::new(),
    }
}

/// The anchor at a place that a request names; `Invalid` if the text has no such place.
pub(crate) fn anchor_at(
    text: &Document,
    revision: u32,
    place: &Place,
) -> Result<Anchor, ReviewError> {
    let target = match (place.block_id.clone(), place.start, place.end) {
        (None, None, None) => Target::Guideline,
        (Some(block), None, None) => Target::Block { block },
        (Some(block), Some(start), Some(end)) => Target::Range { block, start, end },
        (None, ..) => return Err(ReviewError::invalid("block_id", "is missing for the range")),
        (_, None, _) => return Err(ReviewError::invalid("start", "is missing beside end")),
        (_, _, None) => return Err(ReviewError::invalid("end", "is missing beside start")),
    };
    anchor::write_anchor(text, revision, target).map_err(|error| {
        let field = match error {
            AnchorError::UnknownBlock(_) => "block_id",
            AnchorError::Outside { .. } | AnchorError::Empty { .. } => "end",
        };
        ReviewError::invalid(field, error.to_string())
    })
}
