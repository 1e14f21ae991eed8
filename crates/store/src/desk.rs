//! What editors do with contributions: written.

use review::{
    Answer, Change, CommitError, ContributionId, Decide, GuidelineId, PersonId, Standing, Tag,
    Timestamp,
};

use crate::{
    deed::current,
    engine::{Connection, change},
    handling::Detail,
    word::{big, json, word},
};

/// Applies a change to the handling of contributions, or to the tags and groups that order them.
pub(crate) async fn apply(db: &mut Connection, change: &Change) -> Result<(), CommitError> {
    match change {
        Change::Decide(new) => decide(db, new).await,
        Change::Undecide {
            contribution,
            seen,
            standing,
        } => {
            forget_standing(db, contribution, *seen, *standing).await?;
            set_status(db, contribution, None, "open").await
        }
        Change::AnswerDecision {
            contribution,
            seen,
            answer,
        } => set_answer(db, contribution, *seen, answer.as_ref()).await,
        Change::Assign {
            contribution,
            guideline,
            editor,
            due_at,
            by,
            at,
        } => match editor {
            Some(editor) => change!(
                db,
                "INSERT INTO assignments (contribution, guideline, editor, due_at, assigned_by,
                                          assigned_at)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (contribution) DO UPDATE
                     SET editor = excluded.editor, due_at = excluded.due_at,
                         assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at",
                contribution.as_str(),
                guideline.as_str(),
                editor.as_str(),
                due_at.map(|due| due.0),
                by.as_ref().map(PersonId::as_str),
                at.0,
            )
            .map(drop),
            None => {
                let sql = "DELETE FROM assignments WHERE contribution = $1";
                change!(db, sql, contribution.as_str()).map(drop)
            }
        },
        _ => apply_to_themes(db, change).await,
    }
}

async fn apply_to_themes(db: &mut Connection, change: &Change) -> Result<(), CommitError> {
    match change {
        Change::SetTags { guideline, tags } => set_tags(db, guideline, tags).await,
        Change::SetTaggings {
            contribution,
            guideline,
            tags,
        } => set_taggings(db, contribution, guideline, tags).await,
        Change::AddGroup {
            id,
            guideline,
            title,
            by,
            at,
        } => change!(
            db,
            "INSERT INTO comment_groups (id, guideline, title, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO UPDATE SET title = excluded.title",
            id.as_str(),
            guideline.as_str(),
            title.as_str(),
            by.as_ref().map(PersonId::as_str),
            at.0,
        )
        .map(drop),
        Change::SetGroup { comment, group } => {
            set_group(db, comment.as_str(), group.as_deref()).await
        }
        _ => Ok(()),
    }
}

async fn decide(db: &mut Connection, new: &Decide) -> Result<(), CommitError> {
    let decision = &new.decision;
    match (new.replaces, decision.confirmed_at) {
        (Some(seen), None) => forget(db, &new.contribution, seen).await?,
        (Some(seen), Some(_)) => {
            forget_standing(db, &new.contribution, seen, Standing::Proposed).await?;
        }
        (None, _) => {}
    }
    let detail = Detail {
        wording: decision.wording.clone(),
        supersedes: decision.supersedes.clone(),
    };
    let plain = detail.wording.is_none() && detail.supersedes.is_empty();
    let inserted = change!(
        db,
        "INSERT INTO decisions (contribution, guideline, kind, outcome, target, reason, detail,
                                revision, decided_by, decided_at, standing, confirmed_by,
                                confirmed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        new.contribution.as_str(),
        new.guideline.as_str(),
        new.contribution.kind(),
        word(&decision.outcome)?,
        decision.target.as_deref(),
        decision.reason.as_str(),
        (!plain).then(|| json(&detail)).transpose()?,
        i64::from(decision.revision),
        decision.by.as_ref().map(|by| by.id.as_str()),
        decision.at.0,
        word(&decision.standing)?,
        decision.confirmed_by.as_ref().map(|by| by.id.as_str()),
        decision.confirmed_at.map(|at| at.0),
    );
    match inserted {
        // Somebody else decided meanwhile.
        Err(CommitError::Taken) => return Err(CommitError::Stale),
        other => other?,
    };
    let status = match decision.standing {
        Standing::Proposed => "proposed",
        Standing::Final => "decided",
    };
    set_status(db, &new.contribution, Some(new.seen), status).await
}

async fn forget(
    db: &mut Connection,
    contribution: &ContributionId,
    seen: Timestamp,
) -> Result<(), CommitError> {
    let sql = "DELETE FROM decisions WHERE contribution = $1 AND decided_at = $2";
    current(change!(db, sql, contribution.as_str(), seen.0)?)
}

/// A confirmed decision has the time of the proposed one.
async fn forget_standing(
    db: &mut Connection,
    contribution: &ContributionId,
    seen: Timestamp,
    standing: Standing,
) -> Result<(), CommitError> {
    let sql = "DELETE FROM decisions
               WHERE contribution = $1 AND decided_at = $2 AND standing = $3";
    let standing = word(&standing)?;
    current(change!(db, sql, contribution.as_str(), seen.0, standing)?)
}

/// A suggestion must have the version that was seen, if one is named.
async fn set_status(
    db: &mut Connection,
    contribution: &ContributionId,
    seen: Option<u64>,
    status: &str,
) -> Result<(), CommitError> {
    match contribution {
        ContributionId::Comment(id) => {
            let sql = "UPDATE comments SET status = $1 WHERE id = $2 AND deleted_at IS NULL";
            current(change!(db, sql, status, id.as_str())?)
        }
        ContributionId::Suggestion(id) => {
            let sql = "UPDATE suggestions SET status = $1
                       WHERE id = $2 AND version = COALESCE($3, version)";
            current(change!(db, sql, status, id.as_str(), seen.map(big))?)
        }
    }
}

async fn set_answer(
    db: &mut Connection,
    contribution: &ContributionId,
    seen: Timestamp,
    answer: Option<&Answer>,
) -> Result<(), CommitError> {
    current(change!(
        db,
        "UPDATE decisions SET satisfied = $1, answer = $2, answered_at = $3
         WHERE contribution = $4 AND decided_at = $5",
        answer.map(|answer| i64::from(answer.satisfied)),
        answer.map(|answer| answer.note.as_str()),
        answer.map(|answer| answer.at.0),
        contribution.as_str(),
        seen.0,
    )?)
}

/// Those that go are first taken from what bears them.
async fn set_tags(
    db: &mut Connection,
    guideline: &GuidelineId,
    tags: &[Tag],
) -> Result<(), CommitError> {
    change!(
        db,
        "UPDATE tags SET place = -1 WHERE guideline = $1",
        guideline.as_str()
    )?;
    for (place, tag) in tags.iter().enumerate() {
        change!(
            db,
            "INSERT INTO tags (guideline, tag, labels, place) VALUES ($1, $2, $3, $4)
             ON CONFLICT (guideline, tag) DO UPDATE
                 SET labels = excluded.labels, place = excluded.place",
            guideline.as_str(),
            tag.tag.as_str(),
            json(&tag.labels)?,
            big(place),
        )?;
    }
    change!(
        db,
        "DELETE FROM taggings WHERE guideline = $1
           AND tag IN (SELECT tag FROM tags WHERE guideline = $1 AND place = -1)",
        guideline.as_str(),
    )?;
    let sql = "DELETE FROM tags WHERE guideline = $1 AND place = -1";
    change!(db, sql, guideline.as_str()).map(drop)
}

async fn set_taggings(
    db: &mut Connection,
    contribution: &ContributionId,
    guideline: &GuidelineId,
    tags: &[String],
) -> Result<(), CommitError> {
    let sql = "DELETE FROM taggings WHERE contribution = $1";
    change!(db, sql, contribution.as_str())?;
    for tag in tags {
        change!(
            db,
            "INSERT INTO taggings (contribution, guideline, tag) VALUES ($1, $2, $3)",
            contribution.as_str(),
            guideline.as_str(),
            tag.as_str(),
        )?;
    }
    Ok(())
}

/// A group that nobody belongs to any more goes.
async fn set_group(
    db: &mut Connection,
    comment: &str,
    group: Option<&str>,
) -> Result<(), CommitError> {
    let sql = "DELETE FROM grouped_comments WHERE comment = $1";
    change!(db, sql, comment)?;
    if let Some(group) = group {
        let sql = "INSERT INTO grouped_comments (comment, comment_group) VALUES ($1, $2)";
        change!(db, sql, comment, group)?;
    }
    change!(
        db,
        "DELETE FROM comment_groups
         WHERE guideline = (SELECT guideline FROM comments WHERE id = $1)
           AND NOT EXISTS (SELECT 1 FROM grouped_comments c
                           WHERE c.comment_group = comment_groups.id)",
        comment,
    )
    .map(drop)
}
