//! Suggestions, their replies and supporters: written.

use std::collections::BTreeSet;

use review::{
    AddSuggestion, Change, CommitError, Part, PersonId, ReviseSuggestion, SuggestionId, Timestamp,
    document::BlockId,
};

use crate::{
    deed::{current, found},
    engine::{Connection, change},
    word::{big, json},
};

/// Applies a change to a suggestion or what belongs to it; `place` is its place in the order.
pub(crate) async fn apply(
    db: &mut Connection,
    change: &Change,
    place: i64,
) -> Result<(), CommitError> {
    match change {
        Change::AddSuggestion(new) => add(db, new, place).await,
        Change::ReviseSuggestion(new) => revise(db, new).await,
        Change::SetSuggestionSupport {
            suggestion,
            person,
            on,
            at,
        } => set_support(db, suggestion, person, *on, *at).await,
        Change::AddSuggestionReply {
            suggestion,
            reply,
            author,
            body,
            at,
        } => change!(
            db,
            "INSERT INTO suggestion_replies (id, suggestion, place, author, body, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            reply.as_str(),
            suggestion.as_str(),
            place,
            author.as_str(),
            body.as_str(),
            at.0,
        )
        .map(drop),
        Change::EditSuggestionReply { reply, body, at } => {
            let sql = match body {
                Some(_) => {
                    "UPDATE suggestion_replies SET body = $1, edited_at = $2
                     WHERE id = $3 AND deleted_at IS NULL"
                }
                None => {
                    "UPDATE suggestion_replies SET body = $1, deleted_at = $2
                     WHERE id = $3 AND deleted_at IS NULL"
                }
            };
            let body = body.as_deref().unwrap_or_default();
            found(change!(db, sql, body, at.0, reply.as_str())?)
        }
        _ => Ok(()),
    }
}

async fn add(db: &mut Connection, new: &AddSuggestion, place: i64) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO suggestions (id, guideline, place, language, revision, parts, origin,
                                  rationale, author, written_by, created_at, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open')",
        new.id.as_str(),
        new.guideline.as_str(),
        place,
        new.language.as_str(),
        i64::from(new.revision),
        json(&new.parts)?,
        new.origin.as_ref().map(json).transpose()?,
        new.rationale.as_str(),
        new.author.as_str(),
        new.written_by.as_ref().map(json).transpose()?,
        new.created_at.0,
    )?;
    add_blocks(db, &new.id, &new.parts).await
}

/// Only an open suggestion changes, and only the wording that was read.
async fn revise(db: &mut Connection, new: &ReviseSuggestion) -> Result<(), CommitError> {
    let id = new.suggestion.as_str();
    current(change!(
        db,
        "UPDATE suggestions SET parts = $1, rationale = $2, edited_at = $3, version = version + 1
         WHERE id = $4 AND version = $5 AND status = 'open'",
        json(&new.parts)?,
        new.rationale.as_str(),
        new.at.0,
        id,
        big(new.seen),
    )?)?;
    change!(
        db,
        "DELETE FROM suggestion_blocks WHERE suggestion = $1",
        id
    )?;
    add_blocks(db, &new.suggestion, &new.parts).await
}

async fn add_blocks(
    db: &mut Connection,
    suggestion: &SuggestionId,
    parts: &[Part],
) -> Result<(), CommitError> {
    for block in blocks(parts) {
        let sql = "INSERT INTO suggestion_blocks (suggestion, block) VALUES ($1, $2)";
        change!(db, sql, suggestion.as_str(), block.as_str())?;
    }
    Ok(())
}

async fn set_support(
    db: &mut Connection,
    suggestion: &SuggestionId,
    person: &PersonId,
    on: bool,
    at: Timestamp,
) -> Result<(), CommitError> {
    if on {
        let sql = "INSERT INTO suggestion_supports (suggestion, person, created_at)
                   VALUES ($1, $2, $3) ON CONFLICT (suggestion, person) DO NOTHING";
        change!(db, sql, suggestion.as_str(), person.as_str(), at.0).map(drop)
    } else {
        let sql = "DELETE FROM suggestion_supports WHERE suggestion = $1 AND person = $2";
        change!(db, sql, suggestion.as_str(), person.as_str()).map(drop)
    }
}

fn blocks(parts: &[Part]) -> BTreeSet<&BlockId> {
    let blocks = parts
        .iter()
        .flat_map(|part| part.blocks.iter().chain(&part.after));
    blocks.collect()
}
