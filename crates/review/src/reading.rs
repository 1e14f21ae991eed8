//! Revisions and their texts.

use std::{collections::BTreeMap, sync::Arc};

use document::{AtomKind, Digest, Document, Resource};
use serde::Serialize;

use crate::{
    Action, Actor, Event, Guideline, Page, PageRequest, Review, ReviewError, Revision,
    RevisionText, Timestamp, page::place_in_list, review::Access,
};

/// A point in the story of a guideline: while it stays the same, nothing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Moment {
    /// The sequence number of the last event; 0 before the first.
    pub sequence: u64,
    /// When that was.
    pub at: Timestamp,
}

impl Review {
    /// The revisions of a guideline, newest first.
    pub async fn revisions(
        &self,
        actor: &Actor,
        slug: &str,
        page: &PageRequest,
    ) -> Result<Page<Revision>, ReviewError> {
        let before = place_in_list(page)?.map(|place| u32::try_from(place).unwrap_or(u32::MAX));
        let access = self.access(actor, slug, Action::Read).await?;
        let found = self
            .store
            .revisions(&access.guideline.id, before, page.size() + 1);
        Ok(Page::cut(found.await?, page.size(), |revision| {
            revision.number.to_string()
        }))
    }

    /// A revision with its text in this language, or in the guideline's where there is none.
    pub async fn revision(
        &self,
        actor: &Actor,
        slug: &str,
        number: u32,
        language: Option<&str>,
    ) -> Result<RevisionText, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        self.text(&access, number, language).await
    }

    /// The latest revision, in the same way.
    pub async fn latest(
        &self,
        actor: &Actor,
        slug: &str,
        language: Option<&str>,
    ) -> Result<RevisionText, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        let latest = access.guideline.latest_revision;
        self.text(&access, latest.ok_or(ReviewError::NotFound)?, language)
            .await
    }

    /// Two revisions to compare, both in this language if both have it, else in the guideline's.
    pub async fn redline_sides(
        &self,
        actor: &Actor,
        slug: &str,
        from: u32,
        to: u32,
        language: Option<&str>,
    ) -> Result<(RevisionText, RevisionText), ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        let old = self.text(&access, from, language).await?;
        let new = self.text(&access, to, Some(&old.language)).await?;
        if old.language == new.language {
            return Ok((old, new));
        }
        let old = self.text(&access, from, Some(&new.language)).await?;
        Ok((old, new))
    }

    /// The text with the bytes of its pictures.
    pub async fn with_resources(&self, text: &RevisionText) -> Result<Document, ReviewError> {
        let mut document = Document::clone(&text.document);
        document.resources = BTreeMap::new();
        for digest in images(&text.document) {
            if let Some(resource) = self.store.resource(&text.guideline.id, &digest).await? {
                document.resources.insert(digest, resource);
            }
        }
        Ok(document)
    }

    /// The bytes of a picture of some revision of the guideline.
    pub async fn resource(
        &self,
        actor: &Actor,
        slug: &str,
        digest: &Digest,
    ) -> Result<Resource, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        let found = self.store.resource(&access.guideline.id, digest).await?;
        found.ok_or(ReviewError::NotFound)
    }

    /// What happened in a guideline after this sequence number, in order.
    pub async fn events(
        &self,
        actor: &Actor,
        slug: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Event>, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        let id = &access.guideline.id;
        Ok(self.store.events(id, after, limit).await?)
    }

    /// Up to where the story of a guideline goes.
    pub async fn moment(&self, actor: &Actor, slug: &str) -> Result<Moment, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        let guideline = &access.guideline;
        let last = self.store.last_event(&guideline.id).await?;
        let (sequence, at) = last.unwrap_or((0, guideline.created_at));
        Ok(Moment { sequence, at })
    }

    async fn text(
        &self,
        access: &Access,
        number: u32,
        language: Option<&str>,
    ) -> Result<RevisionText, ReviewError> {
        let guideline = &access.guideline;
        let found = self.store.revision(&guideline.id, number).await?;
        let revision = found.ok_or(ReviewError::NotFound)?;
        let language = chosen(guideline, &revision, language);
        let document = self.document(guideline, number, &language).await?;
        Ok(RevisionText {
            guideline: guideline.clone(),
            revision,
            document: document.ok_or(ReviewError::NotFound)?,
            language,
        })
    }

    /// The text of a revision in exactly this language.
    pub(crate) async fn document(
        &self,
        guideline: &Guideline,
        number: u32,
        language: &str,
    ) -> Result<Option<Arc<Document>>, ReviewError> {
        let key = (guideline.id.clone(), number, language.to_owned());
        if let Some(text) = self.texts.get(&key) {
            return Ok(Some(text));
        }
        let found = self.store.document(&guideline.id, number, language).await?;
        let Some(text) = found.map(Arc::new) else {
            return Ok(None);
        };
        self.texts.put(key, Arc::clone(&text));
        Ok(Some(text))
    }
}

/// The language asked for if the revision has it, else the guideline's, else the revision's first.
fn chosen(guideline: &Guideline, revision: &Revision, wanted: Option<&str>) -> String {
    let has = |language: &&str| revision.languages.iter().any(|other| other == language);
    let fallback = || revision.languages.first().cloned().unwrap_or_default();
    [wanted, Some(&*guideline.language)]
        .into_iter()
        .flatten()
        .find(has)
        .map_or_else(fallback, str::to_owned)
}

fn images(document: &Document) -> Vec<Digest> {
    let atoms = document.blocks.iter().flat_map(|block| &block.atoms);
    atoms
        .filter_map(|atom| match &atom.kind {
            AtomKind::Image { resource, .. } => Some(resource.clone()),
            _ => None,
        })
        .collect()
}
