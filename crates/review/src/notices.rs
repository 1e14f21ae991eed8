//! What people are told of what happened to what they said.

use std::collections::HashMap;

use crate::{
    Action, Actor, Change, Commit, Notice, NoticePlace, Page, PageRequest, PersonId, Review,
    ReviewError, Subject, Timestamp, may,
    review::{Setback, insist, permit},
};

/// A stretch of what a person was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// Newest first.
    pub page: Page<Notice>,
    /// How many of all are not read yet.
    pub unread: u32,
}

impl Review {
    /// What the actor was told, newest first; of guidelines that the actor may still read.
    pub async fn notices(&self, actor: &Actor, page: &PageRequest) -> Result<Notices, ReviewError> {
        let person = holder(actor)?;
        let before = page.cursor.as_deref().map(NoticePlace::parse);
        let before = before.transpose()?;
        let found = self
            .store
            .notices(person, before.as_ref(), page.size() + 1)
            .await?;
        let found = Page::cut(found, page.size(), |(place, _)| place.to_string());
        let next_cursor = found.next_cursor;
        let notices = found.items.into_iter().map(|(_, notice)| notice).collect();
        let items = self.still_readable(actor, notices).await?;
        Ok(Notices {
            page: Page { items, next_cursor },
            unread: self.unread(actor, person).await?,
        })
    }

    async fn still_readable(
        &self,
        actor: &Actor,
        notices: Vec<Notice>,
    ) -> Result<Vec<Notice>, ReviewError> {
        let mut readable: HashMap<String, bool> = HashMap::new();
        for notice in &notices {
            let slug = &notice.guideline;
            if !readable.contains_key(slug) {
                readable.insert(slug.clone(), self.reads(actor, slug).await?);
            }
        }
        let mut notices = notices;
        notices.retain(|notice| readable.get(&notice.guideline) == Some(&true));
        Ok(notices)
    }

    /// How many notices the actor has not read, of guidelines that the actor may still read.
    async fn unread(&self, actor: &Actor, person: &PersonId) -> Result<u32, ReviewError> {
        let mut unread = 0;
        for (slug, count) in self.store.unread(person).await? {
            if self.reads(actor, &slug).await? {
                unread += count;
            }
        }
        Ok(unread)
    }

    async fn reads(&self, actor: &Actor, slug: &str) -> Result<bool, ReviewError> {
        match self.access(actor, slug, Action::Read).await {
            Ok(_) => Ok(true),
            Err(error @ ReviewError::Unavailable(_)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// The actor has read what was told up to and with this moment; answers how many notices are
    /// left unread.
    pub async fn read_notices(&self, actor: &Actor, until: Timestamp) -> Result<u32, ReviewError> {
        let person = holder(actor)?;
        insist(|| async move {
            let read = Change::ReadNotices {
                person: person.clone(),
                until,
                at: self.clock.now(),
            };
            let commit = Commit {
                head: None,
                changes: vec![read],
                events: Vec::new(),
                receipt: None,
            };
            Ok::<_, Setback>(self.store.commit(commit).await?)
        })
        .await?;
        self.unread(actor, person).await
    }
}

fn holder(actor: &Actor) -> Result<&PersonId, ReviewError> {
    permit(may(actor, Action::HoldProfile, Subject::System))?;
    actor.person().ok_or(ReviewError::SignInNeeded)
}
