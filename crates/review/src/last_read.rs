//! Which revision a person last read.

use crate::{
    Action, Actor, Change, Commit, PersonId, Review, ReviewError,
    review::{Setback, insist},
};

impl Review {
    /// The revision of a guideline that the actor last read.
    pub async fn last_read(&self, actor: &Actor, slug: &str) -> Result<Option<u32>, ReviewError> {
        let person = reader(actor)?;
        let access = self.access(actor, slug, Action::Read).await?;
        Ok(self.store.reading(&access.guideline.id, person).await?)
    }

    /// The actor has read this revision.
    pub async fn set_last_read(
        &self,
        actor: &Actor,
        slug: &str,
        revision: u32,
    ) -> Result<(), ReviewError> {
        insist(|| self.try_set_last_read(actor, slug, revision)).await
    }

    async fn try_set_last_read(
        &self,
        actor: &Actor,
        slug: &str,
        revision: u32,
    ) -> Result<(), Setback> {
        let person = reader(actor)?;
        let access = self.access(actor, slug, Action::Read).await?;
        if !(1..=access.guideline.latest_revision.unwrap_or(0)).contains(&revision) {
            let what = format!("there is no revision {revision}");
            return Err(ReviewError::invalid("revision", what).into());
        }
        let read = Change::SetReading {
            person: person.clone(),
            guideline: access.guideline.id.clone(),
            revision,
            at: self.clock.now(),
        };
        let commit = Commit {
            head: None,
            changes: vec![read],
            events: Vec::new(),
            receipt: None,
        };
        Ok(self.store.commit(commit).await?)
    }
}

/// Only somebody has read something.
pub(crate) fn reader(actor: &Actor) -> Result<&PersonId, ReviewError> {
    actor.person().ok_or(ReviewError::SignInNeeded)
}
