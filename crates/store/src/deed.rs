//! What the writing task is asked to do, and how it does it.

use std::collections::HashMap;

use crate::{
    accounts::AccountDeed,
    desk, drafts,
    engine::{Connection, change, fetch_written, unavailable},
    guidelines, people, proposals, remarks, returns, revisions, themes,
    word::{big, json},
};
use review::{Change, Commit, CommitError, GuidelineId, Happening, Head, NewEvent, Receipt};

/// Something that happens whole or not at all.
#[derive(Debug)]
pub(crate) enum Deed {
    Review(Commit),
    Account(AccountDeed),
}

/// What came of a deed that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It happened.
    Done,
    /// Its condition did not hold, and nothing changed.
    Declined,
}

/// What a change may need to know of the commit it is part of.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The guideline of the head.
    pub(crate) guideline: Option<&'a GuidelineId>,
    /// The sequence number of the commit's last event.
    pub(crate) last_event: i64,
    /// By the id of what is new, the sequence number of the event that tells of it.
    told: HashMap<&'a str, i64>,
}

impl Deed {
    /// The guideline whose row it locks first.
    pub(crate) fn guideline(&self) -> Option<&GuidelineId> {
        match self {
            Self::Review(commit) => commit.head.as_ref().map(|head| &head.guideline),
            Self::Account(_) => None,
        }
    }

    pub(crate) async fn run(&self, db: &mut Connection) -> Result<Outcome, CommitError> {
        match self {
            Self::Review(commit) => run(db, commit).await.map(|()| Outcome::Done),
            Self::Account(deed) => deed.run(db).await.map_err(|error| refused(&error)),
        }
    }
}

async fn run(db: &mut Connection, commit: &Commit) -> Result<(), CommitError> {
    for change in &commit.changes {
        if let Change::CreateGuideline(guideline) = change {
            guidelines::create(db, guideline).await?;
        }
    }
    let last_event = match &commit.head {
        Some(head) => compare_and_swap(db, head, commit.events.len()).await?,
        None => 0,
    };
    let context = Context::new(commit, last_event);
    for change in &commit.changes {
        apply(db, change, &context).await?;
    }
    add_events(db, &commit.events, &context).await?;
    match &commit.receipt {
        Some(receipt) => add_receipt(db, receipt).await,
        None => Ok(()),
    }
}

/// The first statement of a commit: whoever saw another head than is there changes nothing. It
/// also takes the sequence numbers of the events, and answers the last.
async fn compare_and_swap(
    db: &mut Connection,
    head: &Head,
    events: usize,
) -> Result<i64, CommitError> {
    let row: Option<(i64,)> = fetch_written!(
        db,
        (i64,),
        "UPDATE guidelines SET head = head + $1, last_event = last_event + $2
         WHERE id = $3 AND head = $4 RETURNING last_event",
        i64::from(head.moves),
        big(events),
        head.guideline.as_str(),
        big(head.seen),
    )?;
    row.map(|(last,)| last).ok_or(CommitError::Stale)
}

async fn apply(
    db: &mut Connection,
    change: &Change,
    context: &Context<'_>,
) -> Result<(), CommitError> {
    match change {
        Change::CreateGuideline(_) => Ok(()),
        Change::SetGuideline(guideline) => guidelines::set(db, guideline).await,
        Change::SetRole {
            guideline,
            person,
            role,
        } => match role {
            Some(role) => {
                guidelines::set_role(db, guideline, person, *role, context.last_event).await
            }
            None => guidelines::remove_role(db, guideline, person).await,
        },
        Change::AddRevision(revision) => revisions::add(db, revision).await,
        Change::SetProfile {
            person,
            display_name,
            language,
        } => people::set_profile(db, person, display_name, language.as_deref()).await,
        Change::JoinOrganisation {
            person,
            id,
            organisation,
        } => people::join(db, person, id, organisation).await,
        Change::AddImport {
            guideline,
            fingerprint,
            became,
        } => returns::add_import(db, guideline, fingerprint, became).await,
        Change::AddComment(new) => remarks::apply(db, change, context.place(new.id.as_str())).await,
        Change::AddReply { reply, .. } => {
            remarks::apply(db, change, context.place(reply.as_str())).await
        }
        Change::EditComment { .. }
        | Change::DeleteComment { .. }
        | Change::EditReply { .. }
        | Change::DeleteReply { .. }
        | Change::SetSupport { .. }
        | Change::Place { .. }
        | Change::Confirm { .. } => remarks::apply(db, change, context.last_event).await,
        _ => apply_to_decisions(db, change, context).await,
    }
}

/// Suggestions, what is decided on them and on comments, and the draft that it makes.
async fn apply_to_decisions(
    db: &mut Connection,
    change: &Change,
    context: &Context<'_>,
) -> Result<(), CommitError> {
    match change {
        Change::AddSuggestion(new) => {
            proposals::apply(db, change, context.place(new.id.as_str())).await
        }
        Change::AddSuggestionReply { reply, .. } => {
            proposals::apply(db, change, context.place(reply.as_str())).await
        }
        Change::ReviseSuggestion(_)
        | Change::EditSuggestionReply { .. }
        | Change::SetSuggestionSupport { .. } => {
            proposals::apply(db, change, context.last_event).await
        }
        Change::ExtendDraft { draft, steps } => drafts::extend(db, draft, steps).await,
        Change::RewriteDraft {
            draft,
            without,
            rewritten,
        } => drafts::rewrite(db, draft, *without, rewritten).await,
        Change::Notify { contribution, .. } => {
            themes::apply(db, change, context.place(contribution.as_str())).await
        }
        Change::ReadNotices { .. } | Change::SetReading { .. } => {
            themes::apply(db, change, context.last_event).await
        }
        _ => desk::apply(db, change).await,
    }
}

impl<'a> Context<'a> {
    fn new(commit: &'a Commit, last_event: i64) -> Self {
        let first = last_event + 1 - big(commit.events.len());
        let events = commit.events.iter().zip(first..);
        Self {
            guideline: commit.head.as_ref().map(|head| &head.guideline),
            last_event,
            told: events
                .filter_map(|(event, sequence)| Some((is_new(&event.happening)?, sequence)))
                .collect(),
        }
    }

    /// The place in its list of what has this id.
    fn place(&self, id: &str) -> i64 {
        self.told.get(id).copied().unwrap_or(self.last_event)
    }
}

/// The id of what an event tells to be new, or to have changed so that people are told.
fn is_new(happening: &Happening) -> Option<&str> {
    match happening {
        Happening::CommentAdded { comment } => Some(comment.as_str()),
        Happening::ReplyAdded { reply, .. } => Some(reply.as_str()),
        Happening::SuggestionAdded { suggestion } => Some(suggestion.as_str()),
        Happening::SuggestionDiscussed { reply, .. } => Some(reply.as_str()),
        Happening::Decided { contribution, .. }
        | Happening::DecisionUndone { contribution, .. }
        | Happening::DecisionAnswered { contribution, .. }
        | Happening::Assigned { contribution, .. } => Some(contribution.as_str()),
        _ => None,
    }
}

async fn add_events(
    db: &mut Connection,
    events: &[NewEvent],
    context: &Context<'_>,
) -> Result<(), CommitError> {
    let Some(guideline) = context.guideline else {
        return Ok(());
    };
    let first = context.last_event + 1 - big(events.len());
    for (event, sequence) in events.iter().zip(first..) {
        change!(
            db,
            "INSERT INTO events (guideline, sequence, at, actor, happening)
             VALUES ($1, $2, $3, $4, $5)",
            guideline.as_str(),
            sequence,
            event.at.0,
            event.actor.as_ref().map(|actor| actor.as_str()),
            json(&event.happening)?,
        )?;
    }
    Ok(())
}

async fn add_receipt(db: &mut Connection, receipt: &Receipt) -> Result<(), CommitError> {
    let added = change!(
        db,
        "INSERT INTO receipts (person, request_key, request, answer, created_at)
         VALUES ($1, $2, $3, $4, $5)",
        receipt.person.as_str(),
        receipt.key.as_str(),
        receipt.request.as_str(),
        receipt.answer.as_str(),
        receipt.at.0,
    );
    match added {
        Err(CommitError::Taken) => Err(CommitError::Repeated),
        other => other.map(|_| ()),
    }
}

/// What a statement's failure means to a commit.
pub(crate) fn refused(error: &sqlx::Error) -> CommitError {
    let kind = error.as_database_error().map(|error| {
        (
            error.is_unique_violation(),
            error.is_foreign_key_violation(),
        )
    });
    match kind {
        Some((true, _)) => CommitError::Taken,
        Some((_, true)) => CommitError::Gone,
        _ => CommitError::Unavailable(unavailable(error)),
    }
}

/// A statement that must have found its row.
pub(crate) fn found(rows: u64) -> Result<(), CommitError> {
    if rows == 0 {
        return Err(CommitError::Gone);
    }
    Ok(())
}

/// A statement that must have found its row as it was seen.
pub(crate) fn current(rows: u64) -> Result<(), CommitError> {
    if rows == 0 {
        return Err(CommitError::Stale);
    }
    Ok(())
}
