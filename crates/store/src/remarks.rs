//! Comments, their replies, supporters and placements: written.

use review::{
    AddComment, Change, CommentId, CommitError, PersonId, Timestamp,
    anchor::{Anchor, Placement, Target},
    document::BlockId,
};

use crate::{
    deed::found,
    engine::{Connection, change},
    word::{json, word},
};

/// Applies a change to a comment or what belongs to it; `place` is its place in the order.
pub(crate) async fn apply(
    db: &mut Connection,
    change: &Change,
    place: i64,
) -> Result<(), CommitError> {
    match change {
        Change::AddComment(new) => add(db, new, place).await,
        Change::EditComment {
            comment,
            body,
            kind,
            at,
        } => edit(db, comment, body, &word(kind)?, *at).await,
        Change::DeleteComment { comment, at } => {
            let sql = "UPDATE comments SET deleted_at = $1, body = '', search = ''
                       WHERE id = $2 AND deleted_at IS NULL";
            found(change!(db, sql, at.0, comment.as_str())?)
        }
        Change::SetSupport {
            comment,
            person,
            on,
            at,
        } => set_support(db, comment, person, *on, *at).await,
        Change::Place {
            comment,
            revision,
            placement,
        } => set_placement(db, comment, *revision, placement, false).await,
        Change::Confirm {
            comment,
            revision,
            placement,
            anchor,
            by,
            at,
        } => {
            confirm(db, comment, *revision, anchor, by.as_ref(), *at).await?;
            set_placement(db, comment, *revision, placement, true).await
        }
        _ => apply_to_reply(db, change, place).await,
    }
}

async fn apply_to_reply(
    db: &mut Connection,
    change: &Change,
    place: i64,
) -> Result<(), CommitError> {
    match change {
        Change::AddReply {
            comment,
            reply,
            author,
            written_by,
            body,
            at,
        } => change!(
            db,
            "INSERT INTO replies (id, comment, place, author, written_by, body, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            reply.as_str(),
            comment.as_str(),
            place,
            author.as_str(),
            written_by.as_ref().map(json).transpose()?,
            body.as_str(),
            at.0,
        )
        .map(drop),
        Change::EditReply { reply, body, at } => {
            let sql = "UPDATE replies SET body = $1, edited_at = $2
                       WHERE id = $3 AND deleted_at IS NULL";
            found(change!(db, sql, body.as_str(), at.0, reply.as_str())?)
        }
        Change::DeleteReply { reply, at } => {
            let sql = "UPDATE replies SET deleted_at = $1, body = ''
                       WHERE id = $2 AND deleted_at IS NULL";
            found(change!(db, sql, at.0, reply.as_str())?)
        }
        _ => Ok(()),
    }
}

async fn add(db: &mut Connection, new: &AddComment, place: i64) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO comments (id, guideline, place, language, anchor, anchor_block, kind, body,
                               search, author, written_by, created_at, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open')",
        new.id.as_str(),
        new.guideline.as_str(),
        place,
        new.language.as_str(),
        json(&new.anchor)?,
        block(&new.anchor).map(BlockId::as_str),
        word(&new.kind)?,
        new.body.as_str(),
        search(&new.body, &new.anchor.quote),
        new.author.as_str(),
        new.written_by.as_ref().map(json).transpose()?,
        new.created_at.0,
    )
    .map(drop)
}

async fn edit(
    db: &mut Connection,
    comment: &CommentId,
    body: &str,
    kind: &str,
    at: Timestamp,
) -> Result<(), CommitError> {
    let quote = fetch_anchor(db, comment).await?.quote;
    found(change!(
        db,
        "UPDATE comments SET body = $1, search = $2, kind = $3, edited_at = $4
         WHERE id = $5 AND deleted_at IS NULL",
        body,
        search(body, &quote),
        kind,
        at.0,
        comment.as_str(),
    )?)
}

async fn fetch_anchor(db: &mut Connection, comment: &CommentId) -> Result<Anchor, CommitError> {
    let row = crate::engine::fetch_written!(
        db,
        (String,),
        "SELECT anchor FROM comments WHERE id = $1",
        comment.as_str(),
    )?;
    let (anchor,) = row.ok_or(CommitError::Gone)?;
    Ok(crate::word::read_json(&anchor)?)
}

async fn set_support(
    db: &mut Connection,
    comment: &CommentId,
    person: &PersonId,
    on: bool,
    at: Timestamp,
) -> Result<(), CommitError> {
    if on {
        let sql = "INSERT INTO supports (comment, person, created_at) VALUES ($1, $2, $3)
                   ON CONFLICT (comment, person) DO NOTHING";
        change!(db, sql, comment.as_str(), person.as_str(), at.0).map(drop)
    } else {
        let sql = "DELETE FROM supports WHERE comment = $1 AND person = $2";
        change!(db, sql, comment.as_str(), person.as_str()).map(drop)
    }
}

/// What a person confirmed stays, whatever is computed.
async fn set_placement(
    db: &mut Connection,
    comment: &CommentId,
    revision: u32,
    placement: &Placement,
    confirmed: bool,
) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO placements (comment, revision, block, placement, confirmed)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (comment, revision) DO UPDATE
             SET block = excluded.block, placement = excluded.placement,
                 confirmed = excluded.confirmed
             WHERE placements.confirmed <= excluded.confirmed",
        comment.as_str(),
        i64::from(revision),
        placement.block_id.as_ref().map(BlockId::as_str),
        json(placement)?,
        i64::from(confirmed),
    )
    .map(drop)
}

/// Keeps the witness, and forgets what was computed for later revisions without it.
async fn confirm(
    db: &mut Connection,
    comment: &CommentId,
    revision: u32,
    anchor: &Anchor,
    by: Option<&PersonId>,
    at: Timestamp,
) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO confirmations (comment, revision, anchor, person, created_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (comment, revision) DO UPDATE
             SET anchor = excluded.anchor, person = excluded.person,
                 created_at = excluded.created_at",
        comment.as_str(),
        i64::from(revision),
        json(anchor)?,
        by.map(PersonId::as_str),
        at.0,
    )?;
    let sql = "DELETE FROM placements WHERE comment = $1 AND revision > $2 AND confirmed = 0";
    change!(db, sql, comment.as_str(), i64::from(revision)).map(drop)
}

fn block(anchor: &Anchor) -> Option<&BlockId> {
    match &anchor.target {
        Target::Guideline => None,
        Target::Block { block } | Target::Range { block, .. } => Some(block),
    }
}

/// What a search looks into.
fn search(body: &str, quote: &str) -> String {
    format!("{body}\n{quote}").to_lowercase()
}
