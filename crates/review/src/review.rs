use std::{future::Future, sync::Arc};

use document::Digest;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Action, Actor, Clock, Comment, CommentId, Commit, CommitError, Guideline, GuidelineId,
    Happening, Head, Ids, NewEvent, PersonId, PersonRef, Receipt, ReviewError, Role, Store,
    StoreError, Subject, Suggestion, SuggestionId, Verdict, check::Check, drafts::Drafts,
    likening::Likenesses, may, texts::Texts,
};

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct Review {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) texts: Arc<Texts>,
    pub(crate) drafts: Arc<Drafts>,
    pub(crate) likenesses: Arc<Likenesses>,
}

/// Makes a request that creates something safe to repeat: the same key again gives the same answer
/// and creates nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// Chosen by the sender; counts for one person.
    pub key: String,
    /// Of everything that the request asks for.
    pub request: Digest,
}

/// A guideline that the actor may do what is asked to.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) guideline: Guideline,
    pub(crate) membership: Option<Role>,
}

/// Why one attempt at a deed came to nothing.
pub(crate) enum Setback {
    /// Something changed meanwhile: load and decide again.
    Again,
    /// Trying again would not help.
    Final(ReviewError),
}

/// The longest idempotency key, in characters.
const LONGEST_KEY: usize = 200;

/// So often a deed is decided again when others were faster.
const ATTEMPTS: usize = 16;

impl Review {
    /// The use cases over these ports.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        let texts = Arc::new(Texts::default());
        Self {
            store,
            clock,
            ids,
            texts,
            drafts: Arc::default(),
            likenesses: Arc::default(),
        }
    }

    /// Who asks, from the id that an access token names; `SignInNeeded` unless the account is
    /// there and not disabled.
    pub async fn actor(&self, id: &PersonId) -> Result<Actor, ReviewError> {
        match self.store.person(id).await? {
            Some(person) if !person.disabled => Ok(Actor::Person {
                id: person.id,
                admin: person.admin,
            }),
            _ => Err(ReviewError::SignInNeeded),
        }
    }

    /// Whether the storage answers.
    pub async fn ready(&self) -> Result<(), ReviewError> {
        Ok(self.store.ready().await?)
    }

    /// The guideline, if the actor may do this to it.
    pub(crate) async fn access(
        &self,
        actor: &Actor,
        slug: &str,
        action: Action,
    ) -> Result<Access, ReviewError> {
        let found = self.store.guideline(slug, actor.person()).await?;
        let (guideline, membership) = found.ok_or(ReviewError::NotFound)?;
        let subject = Subject::Guideline {
            visibility: guideline.visibility,
            role: membership,
        };
        permit(may(actor, action, subject))?;
        Ok(Access {
            guideline,
            membership,
        })
    }

    /// The comment and its guideline, if the actor may do this to it. What is deleted and has no
    /// reply left does not exist.
    pub(crate) async fn contribution(
        &self,
        actor: &Actor,
        id: &CommentId,
        action: Action,
    ) -> Result<(Access, Comment), ReviewError> {
        let found = self.store.comment(id, actor.person(), None).await?;
        let comment = found.ok_or(ReviewError::NotFound)?;
        let access = self.access(actor, &comment.guideline, Action::Read).await;
        let access = access.map_err(unless_unavailable)?;
        if comment.deleted && comment.replies.is_empty() {
            return Err(ReviewError::NotFound);
        }
        access.permit_on(actor, action, &comment.author)?;
        Ok((access, comment))
    }

    /// The suggestion and its guideline, if the actor may do this to it.
    pub(crate) async fn proposal(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        action: Action,
    ) -> Result<(Access, Suggestion), ReviewError> {
        let found = self.store.suggestion(id, actor.person()).await?;
        let suggestion = found.ok_or(ReviewError::NotFound)?;
        let access = self
            .access(actor, &suggestion.guideline, Action::Read)
            .await;
        let access = access.map_err(unless_unavailable)?;
        access.permit_on(actor, action, &suggestion.author)?;
        Ok((access, suggestion))
    }

    /// The answer that was given to the same request before.
    pub(crate) async fn repeated<T: DeserializeOwned>(
        &self,
        actor: &Actor,
        once: Option<&Idempotency>,
    ) -> Result<Option<T>, ReviewError> {
        let (Some(person), Some(once)) = (actor.person(), once) else {
            return Ok(None);
        };
        Check::default()
            .name("Idempotency-Key", &once.key, LONGEST_KEY)
            .done()?;
        let Some(receipt) = self.store.receipt(person, &once.key).await? else {
            return Ok(None);
        };
        if receipt.request != once.request {
            return Err(ReviewError::KeyReused);
        }
        serde_json::from_str(&receipt.answer)
            .map(Some)
            .map_err(|error| unreadable(&error))
    }

    /// What to keep so that the request can be repeated.
    pub(crate) fn receipt(
        &self,
        actor: &Actor,
        once: Option<&Idempotency>,
        answer: &impl Serialize,
    ) -> Result<Option<Receipt>, ReviewError> {
        let (Some(person), Some(once)) = (actor.person(), once) else {
            return Ok(None);
        };
        Ok(Some(Receipt {
            person: person.clone(),
            key: once.key.clone(),
            request: once.request.clone(),
            answer: serde_json::to_string(answer).map_err(|error| unreadable(&error))?,
            at: self.clock.now(),
        }))
    }

    /// An event of now.
    pub(crate) fn event(&self, actor: &Actor, happening: Happening) -> NewEvent {
        NewEvent {
            at: self.clock.now(),
            actor: actor.person().cloned(),
            happening,
        }
    }

    /// What everybody may know of the actor.
    pub(crate) async fn author(&self, actor: &Actor) -> Result<PersonRef, ReviewError> {
        let id = actor.person().ok_or(ReviewError::SignInNeeded)?;
        let person = self.store.person(id).await?;
        Ok(person.ok_or(ReviewError::SignInNeeded)?.as_ref())
    }
}

impl Access {
    /// What a commit compares when it leaves settings, members and revisions alone.
    pub(crate) fn head(&self) -> Head {
        Head {
            guideline: self.guideline.id.clone(),
            seen: self.guideline.head,
            moves: false,
        }
    }

    /// What a commit compares when it changes them.
    pub(crate) fn moving_head(&self) -> Head {
        Head {
            moves: true,
            ..self.head()
        }
    }

    /// Whether the actor may do this to what the author wrote here.
    pub(crate) fn permit_on(
        &self,
        actor: &Actor,
        action: Action,
        author: &PersonRef,
    ) -> Result<(), ReviewError> {
        let subject = Subject::Contribution {
            visibility: self.guideline.visibility,
            role: self.membership,
            mine: actor.person() == Some(&author.id),
        };
        permit(may(actor, action, subject))
    }
}

impl Commit {
    /// A commit of these changes to a guideline, with what others are told.
    pub(crate) fn to(head: Head, changes: Vec<crate::Change>, events: Vec<NewEvent>) -> Self {
        Self {
            head: Some(head),
            changes,
            events,
            receipt: None,
        }
    }
}

/// Tries a deed until nobody was faster.
pub(crate) async fn insist<T, F>(attempt: impl Fn() -> F) -> Result<T, ReviewError>
where
    F: Future<Output = Result<T, Setback>>,
{
    for _ in 0..ATTEMPTS {
        match attempt().await {
            Ok(done) => return Ok(done),
            Err(Setback::Again) => {}
            Err(Setback::Final(error)) => return Err(error),
        }
    }
    let why = format!("others were faster {ATTEMPTS} times");
    Err(ReviewError::Unavailable(why))
}

/// Runs what takes long on a thread of its own, so that other requests are answered meanwhile.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ReviewError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| ReviewError::Unavailable(error.to_string()))
}

/// The error of whoever may not.
///
/// # Errors
/// What the verdict says, unless it is [`Verdict::Allowed`].
pub fn permit(verdict: Verdict) -> Result<(), ReviewError> {
    match verdict {
        Verdict::Allowed => Ok(()),
        Verdict::Forbidden => Err(ReviewError::Forbidden),
        Verdict::SignIn => Err(ReviewError::SignInNeeded),
        Verdict::Hidden => Err(ReviewError::NotFound),
    }
}

/// Whatever keeps an actor from a comment's guideline, the comment does not exist for the actor.
pub(crate) fn unless_unavailable(error: ReviewError) -> ReviewError {
    match error {
        ReviewError::Unavailable(_) => error,
        _ => ReviewError::NotFound,
    }
}

fn unreadable(error: &serde_json::Error) -> ReviewError {
    ReviewError::Unavailable(format!("a kept answer: {error}"))
}

impl From<StoreError> for ReviewError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(error.0)
    }
}

impl From<ReviewError> for Setback {
    fn from(error: ReviewError) -> Self {
        Self::Final(error)
    }
}

impl From<StoreError> for Setback {
    fn from(error: StoreError) -> Self {
        Self::Final(error.into())
    }
}

impl From<CommitError> for Setback {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Unavailable(error) => error.into(),
            CommitError::Stale | CommitError::Gone | CommitError::Taken | CommitError::Repeated => {
                Self::Again
            }
        }
    }
}

/// Which text is meant, in the cache of texts.
pub(crate) type TextKey = (GuidelineId, u32, String);
