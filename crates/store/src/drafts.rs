//! Drafts: the steps that lead from a revision towards the next one.

use review::{
    CommitError, DraftState, DraftVersion, GuidelineId, NewStep, Step, StoreError, merge::Patch,
};

use crate::{
    deed::current,
    engine::{Connection, Pool, change, fetch_all, fetch_optional},
    word::{big, json, read_json},
};

#[derive(sqlx::FromRow)]
struct StepRow {
    version: i64,
    suggestion: String,
    patch: String,
}

pub(crate) async fn state(
    pool: &Pool,
    guideline: &GuidelineId,
    revision: u32,
    language: &str,
) -> Result<DraftState, StoreError> {
    let row = fetch_optional!(
        pool,
        (i64, i64),
        "SELECT version, rewritten FROM drafts
         WHERE guideline = $1 AND revision = $2 AND language = $3",
        guideline.as_str(),
        i64::from(revision),
        language,
    );
    let state = row?.map(|(version, rewritten)| DraftState {
        version: version.unsigned_abs(),
        rewritten: rewritten.unsigned_abs(),
    });
    Ok(state.unwrap_or_default())
}

pub(crate) async fn steps(
    pool: &Pool,
    guideline: &GuidelineId,
    revision: u32,
    language: &str,
    after: u64,
) -> Result<Vec<Step>, StoreError> {
    let rows = fetch_all!(
        pool,
        StepRow,
        "SELECT version, suggestion, patch FROM draft_steps
         WHERE guideline = $1 AND revision = $2 AND language = $3 AND version > $4
         ORDER BY version",
        guideline.as_str(),
        i64::from(revision),
        language,
        big(after),
    );
    let step = |row: StepRow| -> Result<Step, StoreError> {
        Ok(Step {
            version: row.version.unsigned_abs(),
            suggestion: row.suggestion.into(),
            patch: read_json(&row.patch)?,
        })
    };
    rows?.into_iter().map(step).collect()
}

pub(crate) async fn extend(
    db: &mut Connection,
    draft: &DraftVersion,
    steps: &[NewStep],
) -> Result<(), CommitError> {
    advance(db, draft, draft.seen + steps.len() as u64, None).await?;
    for (version, step) in (draft.seen + 1..).zip(steps) {
        change!(
            db,
            "INSERT INTO draft_steps (guideline, language, revision, version, suggestion, patch)
             VALUES ($1, $2, $3, $4, $5, $6)",
            draft.guideline.as_str(),
            draft.language.as_str(),
            i64::from(draft.revision),
            big(version),
            step.suggestion.as_str(),
            json(&step.patch)?,
        )?;
    }
    Ok(())
}

pub(crate) async fn rewrite(
    db: &mut Connection,
    draft: &DraftVersion,
    without: u64,
    rewritten: &[(u64, Patch)],
) -> Result<(), CommitError> {
    let version = draft.seen + 1;
    advance(db, draft, version, Some(version)).await?;
    current(change!(
        db,
        "DELETE FROM draft_steps
         WHERE guideline = $1 AND language = $2 AND revision = $3 AND version = $4",
        draft.guideline.as_str(),
        draft.language.as_str(),
        i64::from(draft.revision),
        big(without),
    )?)?;
    for (version, patch) in rewritten {
        current(change!(
            db,
            "UPDATE draft_steps SET patch = $1
             WHERE guideline = $2 AND language = $3 AND revision = $4 AND version = $5",
            json(patch)?,
            draft.guideline.as_str(),
            draft.language.as_str(),
            i64::from(draft.revision),
            big(*version),
        )?)?;
    }
    Ok(())
}

/// The compare-and-swap: whoever saw another version than is there changes nothing.
async fn advance(
    db: &mut Connection,
    draft: &DraftVersion,
    to: u64,
    rewritten: Option<u64>,
) -> Result<(), CommitError> {
    if draft.seen == 0 {
        let inserted = change!(
            db,
            "INSERT INTO drafts (guideline, language, revision, version, rewritten)
             VALUES ($1, $2, $3, $4, 0) ON CONFLICT (guideline, language, revision) DO NOTHING",
            draft.guideline.as_str(),
            draft.language.as_str(),
            i64::from(draft.revision),
            big(to),
        )?;
        return current(inserted);
    }
    current(change!(
        db,
        "UPDATE drafts SET version = $1, rewritten = COALESCE($2, rewritten)
         WHERE guideline = $3 AND language = $4 AND revision = $5 AND version = $6",
        big(to),
        rewritten.map(big),
        draft.guideline.as_str(),
        draft.language.as_str(),
        i64::from(draft.revision),
        big(draft.seen),
    )?)
}
