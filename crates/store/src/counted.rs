//! What statistics count: read in few statements, without the words.

use review::{
    Counted, CountedContribution, CountedDecision, CountedWhat, GuidelineId, Operation, PersonId,
    StoreError, Timestamp, document::BlockId,
};
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    engine::{Pool, fetch_all},
    people::RefRow,
    word::{read_json, read_word, small},
};

#[derive(sqlx::FromRow)]
struct ContributionRow {
    language: String,
    author: String,
    written_by: Option<String>,
    created_at: i64,
    status: String,
    supporters: i64,
    editor: Option<String>,
    due_at: Option<i64>,
    outcome: Option<String>,
    standing: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<i64>,
    confirmed_by: Option<String>,
    confirmed_at: Option<i64>,
    satisfied: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct CommentRow {
    anchor: String,
    anchor_block: Option<String>,
    kind: String,
    #[sqlx(flatten)]
    contribution: ContributionRow,
}

#[derive(sqlx::FromRow)]
struct SuggestionRow {
    revision: i64,
    parts: String,
    draft: i64,
    #[sqlx(flatten)]
    contribution: ContributionRow,
}

/// What is counted of an anchor.
#[derive(Deserialize)]
struct Anchored {
    revision: u32,
}

/// What is counted of a part of a suggestion.
#[derive(Deserialize)]
struct PartShape {
    blocks: Vec<BlockId>,
    after: Option<BlockId>,
    proposal: Vec<IgnoredAny>,
}

/// The columns of `x`, a comment or a suggestion, that both have; `supports` by whom it is wanted.
macro_rules! contribution_columns {
    ($supports:literal) => {
        concat!(
            "x.language, x.author, x.written_by, x.created_at, x.status,
             (SELECT COUNT(*) FROM ",
            $supports,
            " = x.id) AS supporters,
             a.editor, a.due_at, d.outcome, d.standing, d.decided_by, d.decided_at,
             d.confirmed_by, d.confirmed_at, d.satisfied "
        )
    };
}

/// The tables behind them.
macro_rules! contribution_tables {
    ($table:literal) => {
        concat!(
            "FROM ",
            $table,
            " x LEFT JOIN decisions d ON d.contribution = x.id
                LEFT JOIN assignments a ON a.contribution = x.id
              WHERE x.guideline = $1 "
        )
    };
}

pub(crate) async fn of(pool: &Pool, guideline: &GuidelineId) -> Result<Counted, StoreError> {
    let mut contributions = comments(pool, guideline).await?;
    contributions.extend(suggestions(pool, guideline).await?);
    Ok(Counted {
        contributions,
        people: people(pool, guideline).await?,
    })
}

async fn comments(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Vec<CountedContribution>, StoreError> {
    let rows = fetch_all!(
        pool,
        CommentRow,
        concat!(
            "SELECT x.anchor, x.anchor_block, x.kind, ",
            contribution_columns!("supports s WHERE s.comment"),
            contribution_tables!("comments"),
            "AND x.deleted_at IS NULL ORDER BY x.place"
        ),
        guideline.as_str(),
    );
    rows?.into_iter().map(CommentRow::counted).collect()
}

async fn suggestions(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Vec<CountedContribution>, StoreError> {
    let rows = fetch_all!(
        pool,
        SuggestionRow,
        concat!(
            "SELECT x.revision, x.parts, CASE WHEN x.origin IS NULL THEN CAST(0 AS BIGINT) ELSE 1 END AS draft, ",
            contribution_columns!("suggestion_supports s WHERE s.suggestion"),
            contribution_tables!("suggestions"),
            "ORDER BY x.place"
        ),
        guideline.as_str(),
    );
    rows?.into_iter().map(SuggestionRow::counted).collect()
}

/// Authors and editors.
async fn people(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Vec<review::PersonRef>, StoreError> {
    let rows = fetch_all!(
        pool,
        RefRow,
        "SELECT u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM users u LEFT JOIN organisations o ON o.id = u.organisation
         WHERE u.id IN (SELECT author FROM comments WHERE guideline = $1
                        UNION SELECT author FROM suggestions WHERE guideline = $1
                        UNION SELECT decided_by FROM decisions WHERE guideline = $1
                        UNION SELECT confirmed_by FROM decisions WHERE guideline = $1
                        UNION SELECT editor FROM assignments WHERE guideline = $1)
         ORDER BY u.id",
        guideline.as_str(),
    );
    rows?.into_iter().map(RefRow::someone).collect()
}

impl CommentRow {
    fn counted(self) -> Result<CountedContribution, StoreError> {
        let anchored: Anchored = read_json(&self.anchor)?;
        let what = CountedWhat::Comment(read_word(self.kind)?);
        let block = self.anchor_block.map(BlockId::from);
        self.contribution.counted(what, anchored.revision, block)
    }
}

impl SuggestionRow {
    fn counted(self) -> Result<CountedContribution, StoreError> {
        let parts: Vec<PartShape> = read_json(&self.parts)?;
        let shapes = parts
            .iter()
            .map(|part| (part.blocks.is_empty(), part.proposal.is_empty()));
        let what = CountedWhat::Suggestion {
            operation: Operation::of(shapes),
            draft: self.draft != 0,
        };
        let block = parts
            .into_iter()
            .find_map(|part| part.blocks.into_iter().next().or(part.after));
        self.contribution.counted(what, small(self.revision), block)
    }
}

impl ContributionRow {
    fn counted(
        mut self,
        what: CountedWhat,
        revision: u32,
        block: Option<BlockId>,
    ) -> Result<CountedContribution, StoreError> {
        let due = self.due_at.map(Timestamp);
        let editor = self.editor.take().map(PersonId::from);
        Ok(CountedContribution {
            what,
            revision,
            block,
            decision: self.decision()?,
            assigned: editor.map(|editor| (editor, due)),
            language: self.language,
            author: self.author.into(),
            written_by: self.written_by.as_deref().map(read_json).transpose()?,
            created_at: Timestamp(self.created_at),
            status: read_word(self.status)?,
            supports: small(self.supporters),
        })
    }

    fn decision(&mut self) -> Result<Option<CountedDecision>, StoreError> {
        let columns = (self.outcome.take(), self.standing.take(), self.decided_at);
        let (Some(outcome), Some(standing), Some(at)) = columns else {
            return Ok(None);
        };
        Ok(Some(CountedDecision {
            outcome: read_word(outcome)?,
            standing: read_word(standing)?,
            by: self.decided_by.take().map(PersonId::from),
            at: Timestamp(at),
            confirmed_by: self.confirmed_by.take().map(PersonId::from),
            confirmed_at: self.confirmed_at.map(Timestamp),
            satisfied: self.satisfied.map(|satisfied| satisfied != 0),
        }))
    }
}
