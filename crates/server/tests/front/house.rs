//! A server over texts that are given and never change, with no storage behind it: for what needs
//! none. The stories over a real storage are told in `crates/cli/tests`.
#![allow(dead_code, reason = "each of its users needs a part")]

use std::sync::Arc;

use async_trait::async_trait;
use auth::{Account, AccountId, Accounts, AccountsError, Created, Email, Millis, PasswordHash};
use auth::{Replaced, Session, SessionId};
use axum::Router;
use formats::{Format, Limits};
use review::document::{Digest, Document, Resource};
use review::{
    Clock, Comment, CommentFilter, CommentId, CommentQuery, Commit, CommitError, Counted,
    DraftState, Event, Gist, Group, Guideline, GuidelineId, Ids, Member, Notice, NoticePlace,
    Person, PersonId, PersonRef, Receipt, Review, Revision, Role, Saying, Status, Step, Store,
    StoreError, Suggestion, SuggestionId, SuggestionQuery, Tag, Timestamp, Unplaced, Viewer,
    Visibility,
};
use server::{Bounds, Config, Server};

/// A storage that holds two guidelines, `mining` (public) and `closed` (for members), each with
/// these texts as revisions 1, 2, ...
pub(crate) struct Given {
    texts: Vec<Document>,
    broken: bool,
}

/// A server over these texts, in Markdown.
pub(crate) fn house(texts: &[&str], bounds: Bounds) -> Router {
    router(texts, bounds, "https://review.example.org", false)
}

/// A server whose storage does not answer.
pub(crate) fn broken_house() -> Router {
    router(&[], Bounds::default(), "https://review.example.org", true)
}

/// A server that is reached by this address.
pub(crate) fn router(texts: &[&str], bounds: Bounds, url: &str, broken: bool) -> Router {
    let read = |text: &&str| {
        let reading = formats::read(Format::Markdown, text.as_bytes(), &Limits::default());
        let mut document = reading.expect("the text is Markdown").document;
        document.language = "en".to_owned();
        document
    };
    let texts = texts.iter().map(read).collect();
    let store = Arc::new(Given { texts, broken });
    let review = Review::new(store.clone(), Arc::new(Fixed), Arc::new(Fixed));
    let config = Config {
        bounds,
        ..Config::new(url, vec![7; 32])
    };
    let server = Server::new(config, review, store, Arc::new(Fixed));
    server::router(&server.expect("the key is long enough"))
}

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(1_795_435_200_000)
    }
}

impl Ids for Fixed {
    fn fresh(&self) -> String {
        "fresh".to_owned()
    }
}

impl Given {
    fn answer<T>(&self, value: T) -> Result<T, StoreError> {
        if self.broken {
            return Err(StoreError("disk I/O error in /var/lib/secret".to_owned()));
        }
        Ok(value)
    }

    fn guideline_of(&self, slug: &str) -> Option<Guideline> {
        let visibility = match slug {
            "mining" => Visibility::Public,
            "closed" => Visibility::Members,
            _ => return None,
        };
        Some(Guideline {
            id: slug.into(),
            slug: slug.to_owned(),
            title: "Mining & biodiversity".to_owned(),
            language: "en".to_owned(),
            languages: vec!["en".to_owned()],
            visibility,
            glossary: Vec::new(),
            two_step: false,
            latest_revision: u32::try_from(self.texts.len())
                .ok()
                .filter(|count| *count > 0),
            created_at: Fixed.now(),
            head: 1,
            block_counter: 0,
        })
    }

    fn text(&self, number: u32) -> Option<&Document> {
        self.texts.get((number as usize).checked_sub(1)?)
    }
}

#[async_trait]
impl Store for Given {
    async fn person(&self, _: &PersonId) -> Result<Option<Person>, StoreError> {
        self.answer(None)
    }

    async fn person_by_email(&self, _: &str) -> Result<Option<Person>, StoreError> {
        self.answer(None)
    }

    async fn guideline(
        &self,
        slug: &str,
        _: Option<&PersonId>,
    ) -> Result<Option<(Guideline, Option<Role>)>, StoreError> {
        self.answer(self.guideline_of(slug).map(|guideline| (guideline, None)))
    }

    async fn guidelines(
        &self,
        _: Viewer<'_>,
        _: Option<&str>,
        _: usize,
    ) -> Result<Vec<(Guideline, Option<Role>)>, StoreError> {
        let public = self.guideline_of("mining").into_iter();
        self.answer(public.map(|guideline| (guideline, None)).collect())
    }

    async fn role(&self, _: &GuidelineId, _: &PersonId) -> Result<Option<Role>, StoreError> {
        self.answer(None)
    }

    async fn members(
        &self,
        _: &GuidelineId,
        _: u64,
        _: usize,
    ) -> Result<Vec<(u64, Member)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn editors(&self, _: &GuidelineId) -> Result<u32, StoreError> {
        self.answer(0)
    }

    async fn revision(&self, _: &GuidelineId, number: u32) -> Result<Option<Revision>, StoreError> {
        let revision = self.text(number).map(|text| Revision {
            number,
            note: String::new(),
            published_at: Fixed.now(),
            published_by: None,
            languages: vec!["en".to_owned()],
            block_count: u32::try_from(text.blocks.len()).unwrap_or(u32::MAX),
            sha256: Digest::of_bytes(&number.to_be_bytes()),
            problems: Vec::new(),
        });
        self.answer(revision)
    }

    async fn revisions(
        &self,
        _: &GuidelineId,
        _: Option<u32>,
        _: usize,
    ) -> Result<Vec<Revision>, StoreError> {
        self.answer(Vec::new())
    }

    async fn document(
        &self,
        _: &GuidelineId,
        number: u32,
        _: &str,
    ) -> Result<Option<Document>, StoreError> {
        self.answer(self.text(number).cloned())
    }

    async fn latest_in(&self, _: &GuidelineId, _: &str) -> Result<Option<u32>, StoreError> {
        self.answer(None)
    }

    async fn resource(&self, _: &GuidelineId, _: &Digest) -> Result<Option<Resource>, StoreError> {
        self.answer(None)
    }

    async fn comment(
        &self,
        _: &CommentId,
        _: Option<&PersonId>,
        _: Option<u32>,
    ) -> Result<Option<Comment>, StoreError> {
        self.answer(None)
    }

    async fn comments(&self, query: CommentQuery<'_>) -> Result<Vec<(u64, Comment)>, StoreError> {
        let _: &CommentFilter = query.filter;
        self.answer(Vec::new())
    }

    async fn unplaced(
        &self,
        _: &GuidelineId,
        _: u32,
        _: Option<Status>,
    ) -> Result<Vec<Unplaced>, StoreError> {
        self.answer(Vec::new())
    }

    async fn suggestion(
        &self,
        _: &SuggestionId,
        _: Option<&PersonId>,
    ) -> Result<Option<Suggestion>, StoreError> {
        self.answer(None)
    }

    async fn supporters(
        &self,
        _: &[SuggestionId],
    ) -> Result<Vec<(SuggestionId, PersonRef)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn count(&self, _: &GuidelineId, _: Status) -> Result<(u32, u32), StoreError> {
        self.answer((0, 0))
    }

    async fn draft(&self, _: &GuidelineId, _: u32, _: &str) -> Result<DraftState, StoreError> {
        self.answer(DraftState::default())
    }

    async fn draft_steps(
        &self,
        _: &GuidelineId,
        _: u32,
        _: &str,
        _: u64,
    ) -> Result<Vec<Step>, StoreError> {
        self.answer(Vec::new())
    }

    async fn tags(&self, _: &GuidelineId) -> Result<Vec<Tag>, StoreError> {
        self.answer(Vec::new())
    }

    async fn groups(&self, _: &GuidelineId) -> Result<Vec<Group>, StoreError> {
        self.answer(Vec::new())
    }

    async fn notices(
        &self,
        _: &PersonId,
        _: Option<&NoticePlace>,
        _: usize,
    ) -> Result<Vec<(NoticePlace, Notice)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn gists(&self, _: &GuidelineId) -> Result<Vec<Gist>, StoreError> {
        self.answer(Vec::new())
    }

    async fn counted(&self, _: &GuidelineId) -> Result<Counted, StoreError> {
        self.answer(Counted::default())
    }

    async fn unread(&self, _: &PersonId) -> Result<Vec<(String, u32)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn reading(&self, _: &GuidelineId, _: &PersonId) -> Result<Option<u32>, StoreError> {
        self.answer(None)
    }

    async fn readings(
        &self,
        _: &PersonId,
        _: &[GuidelineId],
    ) -> Result<Vec<(GuidelineId, u32)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn suggestions(
        &self,
        _: SuggestionQuery<'_>,
    ) -> Result<Vec<(u64, Suggestion)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn sayings(&self, _: &GuidelineId) -> Result<Vec<Saying>, StoreError> {
        self.answer(Vec::new())
    }

    async fn imports(&self, _: &GuidelineId) -> Result<Vec<(Digest, String)>, StoreError> {
        self.answer(Vec::new())
    }

    async fn events(&self, _: &GuidelineId, _: u64, _: usize) -> Result<Vec<Event>, StoreError> {
        self.answer(Vec::new())
    }

    async fn last_event(&self, _: &GuidelineId) -> Result<Option<(u64, Timestamp)>, StoreError> {
        self.answer(None)
    }

    async fn receipt(&self, _: &PersonId, _: &str) -> Result<Option<Receipt>, StoreError> {
        self.answer(None)
    }

    async fn commit(&self, _: Commit) -> Result<(), CommitError> {
        Ok(self.answer(())?)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.answer(())
    }
}

/// Nobody has an account here.
#[async_trait]
impl Accounts for Given {
    async fn account(&self, _: &AccountId) -> Result<Option<Account>, AccountsError> {
        Ok(None)
    }

    async fn account_by_email(&self, _: &Email) -> Result<Option<Account>, AccountsError> {
        Ok(None)
    }

    async fn accounts(&self) -> Result<Vec<Account>, AccountsError> {
        Ok(Vec::new())
    }

    async fn create_account(&self, _: &Account) -> Result<Created, AccountsError> {
        Ok(Created::New)
    }

    async fn set_password(
        &self,
        _: &AccountId,
        _: &PasswordHash,
        _: Millis,
    ) -> Result<(), AccountsError> {
        Ok(())
    }

    async fn set_admin(&self, _: &AccountId, _: bool) -> Result<(), AccountsError> {
        Ok(())
    }

    async fn set_disabled(&self, _: &AccountId, _: bool, _: Millis) -> Result<(), AccountsError> {
        Ok(())
    }

    async fn session(&self, _: &SessionId) -> Result<Option<Session>, AccountsError> {
        Ok(None)
    }

    async fn create_session(&self, _: &Session) -> Result<(), AccountsError> {
        Ok(())
    }

    async fn replace_session(&self, _: u64, _: &Session) -> Result<Replaced, AccountsError> {
        Ok(Replaced::Stale)
    }

    async fn forget_sessions(&self, _: Millis) -> Result<(), AccountsError> {
        Ok(())
    }
}
