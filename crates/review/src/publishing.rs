//! Publishing a revision.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use document::Document;

use crate::{
    Action, Actor, Change, CommentId, Commit, Guideline, Happening, Idempotency, NewRevision,
    PlacementCounts, Publish, Published, Review, ReviewError, Status,
    anchor::{Placement, State},
    check::Check,
    identity::{Identified, Upload, revision_digest},
    review::{Access, Setback, aside, insist},
};

impl Review {
    /// Publishes the next revision: carries the ids of blocks over, aligns the translations, finds
    /// every open comment's place, and keeps it all in one commit. With `check`, says what would
    /// happen and keeps nothing.
    pub async fn publish(
        &self,
        actor: &Actor,
        slug: &str,
        publish: Publish,
        once: Option<&Idempotency>,
    ) -> Result<Published, ReviewError> {
        insist(|| self.try_publish(actor, slug, &publish, once)).await
    }

    async fn try_publish(
        &self,
        actor: &Actor,
        slug: &str,
        publish: &Publish,
        once: Option<&Idempotency>,
    ) -> Result<Published, Setback> {
        let access = self.access(actor, slug, Action::Publish).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let guideline = &access.guideline;
        check(guideline, publish)?;
        let latest = guideline.latest_revision.unwrap_or(0);
        if publish.expected.is_some_and(|expected| expected != latest) {
            return Err(ReviewError::Stale { current: latest }.into());
        }
        let identified = self.identify(guideline, publish).await?;
        let placements = self.placements(guideline, latest + 1, &identified).await?;
        let undecided = self.undecided(guideline).await?;
        let (deed, reopened) = self
            .reopen_left_out(actor, access.clone(), &identified)
            .await?;
        let answer = Published {
            number: latest + 1,
            problems: publish.problems.clone(),
            blocks: identified.blocks,
            placements: tally(&placements),
            sha256: revision_digest(&identified.documents),
            undecided: undecided.total(),
            waiting: undecided,
            reopened,
        };
        if !publish.check {
            let mut commit = self.publication(actor, &access, publish, &answer, identified);
            let (changes, events) = deed.into_changes();
            commit.changes.extend(changes);
            commit.events.extend(events);
            commit.changes.extend(places(answer.number, placements));
            commit.receipt = self.receipt(actor, once, &answer)?;
            self.store.commit(commit).await?;
        }
        Ok(answer)
    }

    async fn identify(
        &self,
        guideline: &Guideline,
        publish: &Publish,
    ) -> Result<Identified, ReviewError> {
        let mut documents = publish.documents.clone();
        documents.sort_by_key(|document| document.language != guideline.language);
        let mut previous = HashMap::new();
        for language in documents.iter().map(|document| &document.language) {
            if let Some(number) = self.store.latest_in(&guideline.id, language).await? {
                let text = self.document(guideline, number, language).await?;
                previous.extend(text.map(|text| (language.clone(), text)));
            }
        }
        let upload = Upload {
            documents,
            previous,
            glossary: guideline.glossary.clone(),
            counter: guideline.block_counter,
        };
        aside(move || upload.identify()).await
    }

    pub(crate) async fn placements(
        &self,
        guideline: &Guideline,
        number: u32,
        identified: &Identified,
    ) -> Result<Vec<(CommentId, Placement)>, ReviewError> {
        let open = Some(Status::Open);
        let unplaced = self.store.unplaced(&guideline.id, number, open).await?;
        let targets = by_language(&identified.documents);
        self.place(guideline, number, unplaced, targets).await
    }

    pub(crate) fn publication(
        &self,
        actor: &Actor,
        access: &Access,
        publish: &Publish,
        answer: &Published,
        identified: Identified,
    ) -> Commit {
        let number = answer.number;
        let revision = NewRevision {
            guideline: access.guideline.id.clone(),
            number,
            note: publish.note.clone(),
            published_at: self.clock.now(),
            published_by: actor.person().cloned(),
            sha256: answer.sha256.clone(),
            problems: publish.problems.clone(),
            documents: identified.documents,
            block_counter: identified.counter,
        };
        let event = self.event(actor, Happening::RevisionPublished { number });
        let change = Change::AddRevision(revision);
        Commit::to(access.moving_head(), vec![change], vec![event])
    }
}

/// Texts by their language.
pub(crate) fn by_language(documents: &[Arc<Document>]) -> HashMap<String, Arc<Document>> {
    documents
        .iter()
        .map(|document| (document.language.clone(), Arc::clone(document)))
        .collect()
}

/// Placements to keep.
pub(crate) fn places(
    revision: u32,
    placements: Vec<(CommentId, Placement)>,
) -> impl Iterator<Item = Change> {
    placements
        .into_iter()
        .map(move |(comment, placement)| Change::Place {
            comment,
            revision,
            placement,
        })
}

pub(crate) fn tally(placements: &[(CommentId, Placement)]) -> PlacementCounts {
    let mut counts = PlacementCounts::default();
    for (_, placement) in placements {
        *match placement.state {
            State::Exact => &mut counts.exact,
            State::Shifted => &mut counts.shifted,
            State::Fuzzy => &mut counts.fuzzy,
            State::Ambiguous => &mut counts.ambiguous,
            State::Orphaned => &mut counts.orphaned,
        } += 1;
    }
    counts
}

fn check(guideline: &Guideline, publish: &Publish) -> Result<(), ReviewError> {
    let mut check = Check::default();
    check.note("note", &publish.note, 2_000);
    let mut seen = HashSet::new();
    for document in &publish.documents {
        let language = &document.language;
        let field = file_field(guideline, language);
        check.language(&field, language);
        if !seen.insert(language) {
            check.refuse(&field, "comes twice");
        }
        if document.blocks.is_empty() {
            check.refuse(&field, "has no text in it");
        }
        if let Some(defect) = document.defects().first() {
            check.refuse(&field, defect.to_string());
        }
    }
    if !seen.contains(&guideline.language) {
        let what = format!("is missing: the text in {}", guideline.language);
        check.refuse("file", what);
    }
    check.done()
}

/// The name of the part of the upload that a language's file comes in.
fn file_field(guideline: &Guideline, language: &str) -> String {
    if language == guideline.language {
        "file".to_owned()
    } else {
        format!("file_{language}")
    }
}
