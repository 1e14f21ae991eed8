//! What editors do with contributions: read.

use std::collections::HashMap;

use review::{
    Answer, Assignment, Decision, GuidelineId, Handling, PersonRef, Status, StoreError,
    SuggestionId, Timestamp, Wording,
};
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Pool, fetch_among, fetch_optional},
    people::RefRow,
    word::{read_json, read_word, small, word},
};

/// What a decision says beside its columns.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Detail {
    pub(crate) wording: Option<Wording>,
    pub(crate) supersedes: Vec<SuggestionId>,
}

#[derive(sqlx::FromRow)]
struct DecisionRow {
    contribution: String,
    outcome: String,
    target: Option<String>,
    reason: String,
    detail: Option<String>,
    revision: i64,
    decided_at: i64,
    standing: String,
    confirmed_at: Option<i64>,
    satisfied: Option<i64>,
    answer: Option<String>,
    answered_at: Option<i64>,
    #[sqlx(flatten)]
    by: RefRow,
    #[sqlx(flatten)]
    confirmer: ConfirmerRow,
}

/// The second editor, in columns that are not the first one's.
#[derive(sqlx::FromRow)]
struct ConfirmerRow {
    confirmer_id: Option<String>,
    confirmer_name: Option<String>,
    confirmer_organisation: Option<String>,
    confirmer_organisation_name: Option<String>,
    confirmer_group: Option<String>,
}

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    contribution: String,
    due_at: Option<i64>,
    assigned_by: Option<String>,
    assigned_at: i64,
    #[sqlx(flatten)]
    editor: RefRow,
}

/// What was done with each of these contributions, whose ids come as a JSON list; those with which
/// nothing was done are missing.
pub(crate) async fn of(pool: &Pool, list: &str) -> Result<HashMap<String, Handling>, StoreError> {
    let mut handlings: HashMap<String, Handling> = HashMap::new();
    add_decisions(pool, list, &mut handlings).await?;
    add_assignments(pool, list, &mut handlings).await?;
    add_themes(pool, list, &mut handlings).await?;
    Ok(handlings)
}

/// How many comments and suggestions have this status.
pub(crate) async fn count(
    pool: &Pool,
    guideline: &GuidelineId,
    status: Status,
) -> Result<(u32, u32), StoreError> {
    let row = fetch_optional!(
        pool,
        (i64, i64),
        "SELECT (SELECT COUNT(*) FROM comments
                 WHERE guideline = $1 AND status = $2 AND deleted_at IS NULL),
                (SELECT COUNT(*) FROM suggestions WHERE guideline = $1 AND status = $2)",
        guideline.as_str(),
        word(&status)?,
    );
    Ok(row?.map_or((0, 0), |(comments, suggestions)| {
        (small(comments), small(suggestions))
    }))
}

async fn add_decisions(
    pool: &Pool,
    list: &str,
    handlings: &mut HashMap<String, Handling>,
) -> Result<(), StoreError> {
    let rows = fetch_among!(
        pool,
        DecisionRow,
        "SELECT d.contribution, d.outcome, d.target, d.reason, d.detail, d.revision, d.decided_at,
                d.standing, d.confirmed_at, d.satisfied, d.answer, d.answered_at,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group,
                c.id AS confirmer_id, c.display_name AS confirmer_name,
                co.id AS confirmer_organisation, co.name AS confirmer_organisation_name,
                co.stakeholder_group AS confirmer_group
         FROM decisions d LEFT JOIN users u ON u.id = d.decided_by
              LEFT JOIN organisations o ON o.id = u.organisation
              LEFT JOIN users c ON c.id = d.confirmed_by
              LEFT JOIN organisations co ON co.id = c.organisation
         WHERE d.contribution",
        list,
        "",
    );
    for mut row in rows? {
        let contribution = std::mem::take(&mut row.contribution);
        handlings.entry(contribution).or_default().decision = Some(row.decision()?);
    }
    Ok(())
}

async fn add_assignments(
    pool: &Pool,
    list: &str,
    handlings: &mut HashMap<String, Handling>,
) -> Result<(), StoreError> {
    let rows = fetch_among!(
        pool,
        AssignmentRow,
        "SELECT a.contribution, a.due_at, a.assigned_by, a.assigned_at,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM assignments a JOIN users u ON u.id = a.editor
              LEFT JOIN organisations o ON o.id = u.organisation
         WHERE a.contribution",
        list,
        "",
    );
    for row in rows? {
        let assignment = Assignment {
            editor: row.editor.someone()?,
            due_at: row.due_at.map(Timestamp),
            by: row.assigned_by.map(Into::into),
            at: Timestamp(row.assigned_at),
        };
        let handling = handlings.entry(row.contribution).or_default();
        handling.assignment = Some(assignment);
    }
    Ok(())
}

async fn add_themes(
    pool: &Pool,
    list: &str,
    handlings: &mut HashMap<String, Handling>,
) -> Result<(), StoreError> {
    let tags = fetch_among!(
        pool,
        (String, String),
        "SELECT b.contribution, b.tag FROM taggings b
         JOIN tags t ON t.guideline = b.guideline AND t.tag = b.tag WHERE b.contribution",
        list,
        "ORDER BY t.place",
    );
    for (contribution, tag) in tags? {
        handlings.entry(contribution).or_default().tags.push(tag);
    }
    let groups = fetch_among!(
        pool,
        (String, String),
        "SELECT comment, comment_group FROM grouped_comments WHERE comment",
        list,
        "",
    );
    for (comment, group) in groups? {
        handlings.entry(comment).or_default().group = Some(group);
    }
    Ok(())
}

impl DecisionRow {
    fn decision(self) -> Result<Decision, StoreError> {
        let detail: Option<Detail> = self.detail.as_deref().map(read_json).transpose()?;
        let detail = detail.unwrap_or_default();
        let answer = self.satisfied.zip(self.answered_at);
        let note = self.answer.unwrap_or_default();
        Ok(Decision {
            outcome: read_word(self.outcome)?,
            target: self.target,
            reason: self.reason,
            wording: detail.wording,
            supersedes: detail.supersedes,
            revision: small(self.revision),
            by: self.by.person()?,
            at: Timestamp(self.decided_at),
            standing: read_word(self.standing)?,
            confirmed_by: self.confirmer.person()?,
            confirmed_at: self.confirmed_at.map(Timestamp),
            answer: answer.map(|(satisfied, at)| Answer {
                satisfied: satisfied != 0,
                note,
                at: Timestamp(at),
            }),
        })
    }
}

impl ConfirmerRow {
    fn person(self) -> Result<Option<PersonRef>, StoreError> {
        let row = RefRow {
            person_id: self.confirmer_id,
            display_name: self.confirmer_name,
            organisation_id: self.confirmer_organisation,
            organisation_name: self.confirmer_organisation_name,
            stakeholder_group: self.confirmer_group,
        };
        row.person()
    }
}
