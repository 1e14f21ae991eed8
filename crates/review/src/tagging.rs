//! Tags: what a guideline's comments and suggestions are about.

use std::collections::HashSet;

use crate::{
    Action, Actor, Change, Commit, ContributionId, Guideline, Happening, Review, ReviewError, Tag,
    check::Check,
    review::{Setback, insist},
};

/// The most tags of a guideline.
const MOST: usize = 100;
/// The longest label, in characters.
const LONGEST_LABEL: usize = 100;

impl Review {
    /// The tags of a guideline, in order.
    pub async fn tags(&self, actor: &Actor, slug: &str) -> Result<Vec<Tag>, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        Ok(self.store.tags(&access.guideline.id).await?)
    }

    /// Says which tags a guideline has; one that goes is taken from all that bear it.
    pub async fn set_tags(
        &self,
        actor: &Actor,
        slug: &str,
        tags: Vec<Tag>,
    ) -> Result<Vec<Tag>, ReviewError> {
        insist(|| self.try_set_tags(actor, slug, &tags)).await?;
        Ok(tags)
    }

    async fn try_set_tags(&self, actor: &Actor, slug: &str, tags: &[Tag]) -> Result<(), Setback> {
        let access = self.access(actor, slug, Action::Decide).await?;
        check_tags(tags)?;
        let change = Change::SetTags {
            guideline: access.guideline.id.clone(),
            tags: tags.to_vec(),
        };
        let changed = Happening::TagsChanged { contribution: None };
        let event = self.event(actor, changed);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Says which of the guideline's tags something bears.
    pub async fn tag(
        &self,
        actor: &Actor,
        id: &ContributionId,
        tags: &[String],
    ) -> Result<(), ReviewError> {
        insist(|| self.try_tag(actor, id, tags)).await
    }

    async fn try_tag(
        &self,
        actor: &Actor,
        id: &ContributionId,
        tags: &[String],
    ) -> Result<(), Setback> {
        let found = self.contributed(actor, id, Action::Decide).await?;
        let guideline = &found.access.guideline;
        self.check_known(guideline, "tags", tags).await?;
        let change = tagged(guideline, id, tags);
        let event = self.event(actor, tags_changed(id));
        let commit = Commit::to(found.access.head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Whether these are tags of the guideline.
    pub(crate) async fn check_known(
        &self,
        guideline: &Guideline,
        field: &str,
        tags: &[String],
    ) -> Result<(), ReviewError> {
        let known = self.store.tags(&guideline.id).await?;
        let is_known = |tag: &String| known.iter().any(|known| known.tag == *tag);
        match tags.iter().find(|tag| !is_known(tag)) {
            Some(tag) => {
                let what = format!("\"{tag}\" is no tag of this guideline");
                Err(ReviewError::invalid(field, what))
            }
            None => Ok(()),
        }
    }
}

/// Something bears these tags, each once.
pub(crate) fn tagged(guideline: &Guideline, id: &ContributionId, tags: &[String]) -> Change {
    let mut seen = HashSet::new();
    let once = tags.iter().filter(|tag| seen.insert(tag.as_str()));
    Change::SetTaggings {
        contribution: id.clone(),
        guideline: guideline.id.clone(),
        tags: once.cloned().collect(),
    }
}

pub(crate) fn tags_changed(id: &ContributionId) -> Happening {
    Happening::TagsChanged {
        contribution: Some(id.clone()),
    }
}

fn check_tags(tags: &[Tag]) -> Result<(), ReviewError> {
    let mut check = Check::default();
    if tags.len() > MOST {
        check.refuse("tags", format!("are more than {MOST}"));
    }
    let mut seen = HashSet::new();
    for tag in tags {
        check.slug("tag", &tag.tag);
        if !seen.insert(&tag.tag) {
            check.refuse("tag", format!("\"{}\" is there twice", tag.tag));
        }
        if tag.labels.is_empty() {
            check.refuse("labels", format!("of \"{}\" are missing", tag.tag));
        }
        for (language, label) in &tag.labels {
            check.language("labels", language);
            check.name("labels", label, LONGEST_LABEL);
        }
    }
    check.done()
}
