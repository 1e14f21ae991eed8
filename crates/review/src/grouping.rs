//! Groups of comments that say the same.

use std::collections::HashSet;

use crate::{
    Action, Actor, Change, CommentId, Commit, Group, Guideline, Happening, Idempotency, Review,
    ReviewError,
    check::Check,
    review::{Access, Setback, insist},
};

/// The most comments of a group.
const MOST: usize = 1_000;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// Comments to be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// What they say, in a few words.
    pub title: String,
    /// Which they are; one that belongs to another group leaves it.
    pub comments: Vec<CommentId>,
}

impl Review {
    /// The groups of comments of a guideline, in the order of their coming.
    pub async fn groups(&self, actor: &Actor, slug: &str) -> Result<Vec<Group>, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        Ok(self.store.groups(&access.guideline.id).await?)
    }

    /// Puts comments together.
    pub async fn add_group(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewGroup,
        once: Option<&Idempotency>,
    ) -> Result<Group, ReviewError> {
        insist(|| self.try_add_group(actor, slug, &new, once)).await
    }

    async fn try_add_group(
        &self,
        actor: &Actor,
        slug: &str,
        new: &NewGroup,
        once: Option<&Idempotency>,
    ) -> Result<Group, Setback> {
        let access = self.access(actor, slug, Action::Decide).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let comments = self.members_of(&access.guideline, new).await?;
        let group = Group {
            id: self.ids.fresh(),
            title: new.title.trim().to_owned(),
            comments,
            created_at: self.clock.now(),
        };
        let changes = self.put_together(&access, actor, &group, &[]);
        let mut commit = self.group_commit(&access, actor, &group.id, changes);
        commit.receipt = self.receipt(actor, once, &group)?;
        self.store.commit(commit).await?;
        Ok(group)
    }

    /// Gives a group another title and other comments.
    pub async fn set_group(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        new: NewGroup,
    ) -> Result<Group, ReviewError> {
        insist(|| self.try_set_group(actor, slug, id, &new)).await
    }

    async fn try_set_group(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        new: &NewGroup,
    ) -> Result<Group, Setback> {
        let access = self.access(actor, slug, Action::Decide).await?;
        let before = self.group(&access, id).await?;
        let group = Group {
            title: new.title.trim().to_owned(),
            comments: self.members_of(&access.guideline, new).await?,
            ..before.clone()
        };
        let stay: HashSet<_> = group.comments.iter().collect();
        let gone = before.comments.iter().filter(|id| !stay.contains(id));
        let gone: Vec<CommentId> = gone.cloned().collect();
        let changes = self.put_together(&access, actor, &group, &gone);
        let commit = self.group_commit(&access, actor, id, changes);
        self.store.commit(commit).await?;
        Ok(group)
    }

    /// Takes a group apart; its comments stay as they are.
    pub async fn dissolve_group(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
    ) -> Result<(), ReviewError> {
        insist(|| async move {
            let access = self.access(actor, slug, Action::Decide).await?;
            let group = self.group(&access, id).await?;
            let changes = group.comments.iter().map(leaves);
            let commit = self.group_commit(&access, actor, id, changes.collect());
            Ok(self.store.commit(commit).await?)
        })
        .await
    }

    async fn group(&self, access: &Access, id: &str) -> Result<Group, ReviewError> {
        let groups = self.store.groups(&access.guideline.id).await?;
        let group = groups.into_iter().find(|group| group.id == id);
        group.ok_or(ReviewError::NotFound)
    }

    /// The comments that are meant, each once, if all are there.
    async fn members_of(
        &self,
        guideline: &Guideline,
        new: &NewGroup,
    ) -> Result<Vec<CommentId>, ReviewError> {
        let mut check = Check::default();
        check.name("title", &new.title, LONGEST_TITLE);
        if new.comments.is_empty() || new.comments.len() > MOST {
            check.refuse("comments", format!("are none or more than {MOST}"));
        }
        check.done()?;
        let mut seen = HashSet::new();
        let once = new.comments.iter().filter(|id| seen.insert(*id));
        let comments: Vec<CommentId> = once.cloned().collect();
        for id in &comments {
            let found = self.store.comment(id, None, None).await?;
            let here =
                found.is_some_and(|found| found.guideline == guideline.slug && !found.deleted);
            if !here {
                let what = format!("\"{id}\" is no comment of this guideline");
                return Err(ReviewError::invalid("comments", what));
            }
        }
        Ok(comments)
    }

    fn put_together(
        &self,
        access: &Access,
        actor: &Actor,
        group: &Group,
        gone: &[CommentId],
    ) -> Vec<Change> {
        let new = Change::AddGroup {
            id: group.id.clone(),
            guideline: access.guideline.id.clone(),
            title: group.title.clone(),
            by: actor.person().cloned(),
            at: self.clock.now(),
        };
        let joins = group.comments.iter().map(|comment| Change::SetGroup {
            comment: comment.clone(),
            group: Some(group.id.clone()),
        });
        let leave = gone.iter().map(leaves);
        [new].into_iter().chain(joins).chain(leave).collect()
    }

    fn group_commit(
        &self,
        access: &Access,
        actor: &Actor,
        id: &str,
        changes: Vec<Change>,
    ) -> Commit {
        let changed = Happening::GroupChanged {
            group: id.to_owned(),
        };
        let event = self.event(actor, changed);
        Commit::to(access.head(), changes, vec![event])
    }
}

fn leaves(comment: &CommentId) -> Change {
    Change::SetGroup {
        comment: comment.clone(),
        group: None,
    }
}
