//! The port of `review`.

use async_trait::async_trait;
use review::{
    Comment, CommentId, CommentQuery, Commit, CommitError, Counted, DraftState, Event, Gist, Group,
    Guideline, GuidelineId, Member, Notice, NoticePlace, Person, PersonId, PersonRef, Receipt,
    Revision, Role, Saying, Status, Step, Store, StoreError, Suggestion, SuggestionId,
    SuggestionQuery, Tag, Timestamp, Unplaced, Viewer,
    document::{Digest, Document, Resource},
};

use crate::{
    Database, comments, counted,
    deed::Deed,
    drafts,
    engine::{Pool, fetch_optional},
    guidelines, handling, people, returns, revisions, suggestions, themes,
    word::read_word,
};

#[async_trait]
impl Store for Database {
    async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        people::by_id(&self.pool, id.as_str()).await
    }

    async fn person_by_email(&self, email: &str) -> Result<Option<Person>, StoreError> {
        people::by_email(&self.pool, email).await
    }

    async fn guideline(
        &self,
        slug: &str,
        viewer: Option<&PersonId>,
    ) -> Result<Option<(Guideline, Option<Role>)>, StoreError> {
        guidelines::by_slug(&self.pool, slug, viewer).await
    }

    async fn guidelines(
        &self,
        viewer: Viewer<'_>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(Guideline, Option<Role>)>, StoreError> {
        guidelines::list(&self.pool, viewer, after, limit).await
    }

    async fn role(
        &self,
        guideline: &GuidelineId,
        person: &PersonId,
    ) -> Result<Option<Role>, StoreError> {
        guidelines::role(&self.pool, guideline, person).await
    }

    async fn members(
        &self,
        guideline: &GuidelineId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Member)>, StoreError> {
        guidelines::members(&self.pool, guideline, after, limit).await
    }

    async fn editors(&self, guideline: &GuidelineId) -> Result<u32, StoreError> {
        guidelines::editors(&self.pool, guideline).await
    }

    async fn revision(
        &self,
        guideline: &GuidelineId,
        number: u32,
    ) -> Result<Option<Revision>, StoreError> {
        revisions::one(&self.pool, guideline, number).await
    }

    async fn revisions(
        &self,
        guideline: &GuidelineId,
        before: Option<u32>,
        limit: usize,
    ) -> Result<Vec<Revision>, StoreError> {
        revisions::list(&self.pool, guideline, before, limit).await
    }

    async fn document(
        &self,
        guideline: &GuidelineId,
        number: u32,
        language: &str,
    ) -> Result<Option<Document>, StoreError> {
        revisions::document(&self.pool, guideline, number, language).await
    }

    async fn latest_in(
        &self,
        guideline: &GuidelineId,
        language: &str,
    ) -> Result<Option<u32>, StoreError> {
        revisions::latest_in(&self.pool, guideline, language).await
    }

    async fn resource(
        &self,
        guideline: &GuidelineId,
        digest: &Digest,
    ) -> Result<Option<Resource>, StoreError> {
        revisions::resource(&self.pool, guideline, digest).await
    }

    async fn comment(
        &self,
        id: &CommentId,
        viewer: Option<&PersonId>,
        revision: Option<u32>,
    ) -> Result<Option<Comment>, StoreError> {
        comments::one(&self.pool, id, viewer, revision).await
    }

    async fn comments(&self, query: CommentQuery<'_>) -> Result<Vec<(u64, Comment)>, StoreError> {
        comments::list(&self.pool, query).await
    }

    async fn unplaced(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        status: Option<Status>,
    ) -> Result<Vec<Unplaced>, StoreError> {
        comments::unplaced(&self.pool, guideline, revision, status).await
    }

    async fn suggestion(
        &self,
        id: &SuggestionId,
        viewer: Option<&PersonId>,
    ) -> Result<Option<Suggestion>, StoreError> {
        suggestions::one(&self.pool, id, viewer).await
    }

    async fn suggestions(
        &self,
        query: SuggestionQuery<'_>,
    ) -> Result<Vec<(u64, Suggestion)>, StoreError> {
        suggestions::list(&self.pool, query).await
    }

    async fn supporters(
        &self,
        suggestions: &[SuggestionId],
    ) -> Result<Vec<(SuggestionId, PersonRef)>, StoreError> {
        suggestions::supporters(&self.pool, suggestions).await
    }

    async fn count(
        &self,
        guideline: &GuidelineId,
        status: Status,
    ) -> Result<(u32, u32), StoreError> {
        handling::count(&self.pool, guideline, status).await
    }

    async fn draft(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        language: &str,
    ) -> Result<DraftState, StoreError> {
        drafts::state(&self.pool, guideline, revision, language).await
    }

    async fn draft_steps(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        language: &str,
        after: u64,
    ) -> Result<Vec<Step>, StoreError> {
        drafts::steps(&self.pool, guideline, revision, language, after).await
    }

    async fn tags(&self, guideline: &GuidelineId) -> Result<Vec<Tag>, StoreError> {
        themes::tags(&self.pool, guideline).await
    }

    async fn groups(&self, guideline: &GuidelineId) -> Result<Vec<Group>, StoreError> {
        themes::groups(&self.pool, guideline).await
    }

    async fn gists(&self, guideline: &GuidelineId) -> Result<Vec<Gist>, StoreError> {
        themes::gists(&self.pool, guideline).await
    }

    async fn counted(&self, guideline: &GuidelineId) -> Result<Counted, StoreError> {
        counted::of(&self.pool, guideline).await
    }

    async fn notices(
        &self,
        person: &PersonId,
        before: Option<&NoticePlace>,
        limit: usize,
    ) -> Result<Vec<(NoticePlace, Notice)>, StoreError> {
        themes::notices(&self.pool, person, before, limit).await
    }

    async fn unread(&self, person: &PersonId) -> Result<Vec<(String, u32)>, StoreError> {
        themes::unread(&self.pool, person).await
    }

    async fn reading(
        &self,
        guideline: &GuidelineId,
        person: &PersonId,
    ) -> Result<Option<u32>, StoreError> {
        themes::reading(&self.pool, guideline, person).await
    }

    async fn readings(
        &self,
        person: &PersonId,
        guidelines: &[GuidelineId],
    ) -> Result<Vec<(GuidelineId, u32)>, StoreError> {
        themes::readings(&self.pool, person, guidelines).await
    }

    async fn sayings(&self, guideline: &GuidelineId) -> Result<Vec<Saying>, StoreError> {
        returns::sayings(&self.pool, guideline).await
    }

    async fn imports(&self, guideline: &GuidelineId) -> Result<Vec<(Digest, String)>, StoreError> {
        returns::imports(&self.pool, guideline).await
    }

    async fn events(
        &self,
        guideline: &GuidelineId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Event>, StoreError> {
        guidelines::events(&self.pool, guideline, after, limit).await
    }

    async fn last_event(
        &self,
        guideline: &GuidelineId,
    ) -> Result<Option<(u64, Timestamp)>, StoreError> {
        guidelines::last_event(&self.pool, guideline).await
    }

    async fn receipt(&self, person: &PersonId, key: &str) -> Result<Option<Receipt>, StoreError> {
        receipt(&self.pool, person, key).await
    }

    async fn commit(&self, commit: Commit) -> Result<(), CommitError> {
        self.writer.perform(Deed::Review(commit)).await.map(drop)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        fetch_optional!(&self.pool, (i64,), "SELECT COUNT(*) FROM guidelines").map(drop)
    }
}

#[derive(sqlx::FromRow)]
struct ReceiptRow {
    request: String,
    answer: String,
    created_at: i64,
}

async fn receipt(pool: &Pool, person: &PersonId, key: &str) -> Result<Option<Receipt>, StoreError> {
    let row = fetch_optional!(
        pool,
        ReceiptRow,
        "SELECT request, answer, created_at FROM receipts WHERE person = $1 AND request_key = $2",
        person.as_str(),
        key,
    );
    let Some(row) = row? else {
        return Ok(None);
    };
    Ok(Some(Receipt {
        person: person.clone(),
        key: key.to_owned(),
        request: read_word(row.request)?,
        answer: row.answer,
        at: Timestamp(row.created_at),
    }))
}
