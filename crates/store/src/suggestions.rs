//! Suggestions, their replies and supporters: read.

use std::collections::HashMap;

use review::{
    Handling, PersonId, PersonRef, Reply, StoreError, Suggestion, SuggestionId, SuggestionQuery,
    Support, Timestamp, document::BlockId,
};

use crate::{
    engine::{Pool, fetch_all, fetch_among, fetch_optional},
    handling,
    people::RefRow,
    word::{big, ids, read_json, read_word, small, word},
};

#[derive(sqlx::FromRow)]
struct SuggestionRow {
    id: String,
    guideline: String,
    place: i64,
    language: String,
    revision: i64,
    parts: String,
    origin: Option<String>,
    rationale: String,
    written_by: Option<String>,
    created_at: i64,
    edited_at: Option<i64>,
    version: i64,
    status: String,
    supporters: i64,
    supported: i64,
    #[sqlx(flatten)]
    author: RefRow,
}

#[derive(sqlx::FromRow)]
struct ReplyRow {
    id: String,
    suggestion: String,
    body: String,
    created_at: i64,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
    #[sqlx(flatten)]
    author: RefRow,
}

#[derive(sqlx::FromRow)]
struct SupporterRow {
    suggestion: String,
    #[sqlx(flatten)]
    person: RefRow,
}

/// Which suggestion rows and whose support: `$1` viewer.
macro_rules! suggestion_columns {
    () => {
        "SELECT s.id, g.slug AS guideline, s.place, s.language, s.revision, s.parts, s.origin,
                s.rationale, s.written_by, s.created_at, s.edited_at, s.version, s.status,
                (SELECT COUNT(*) FROM suggestion_supports p WHERE p.suggestion = s.id)
                    AS supporters,
                (SELECT COUNT(*) FROM suggestion_supports p
                 WHERE p.suggestion = s.id AND p.person = $1) AS supported,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM suggestions s JOIN guidelines g ON g.id = s.guideline
              JOIN users u ON u.id = s.author
              LEFT JOIN organisations o ON o.id = u.organisation "
    };
}

pub(crate) async fn one(
    pool: &Pool,
    id: &SuggestionId,
    viewer: Option<&PersonId>,
) -> Result<Option<Suggestion>, StoreError> {
    let row = fetch_optional!(
        pool,
        SuggestionRow,
        concat!(suggestion_columns!(), "WHERE s.id = $2"),
        viewer.map(PersonId::as_str),
        id.as_str(),
    );
    let found = row?.map(SuggestionRow::suggestion).transpose()?;
    let mut found: Vec<_> = found.into_iter().collect();
    complete(pool, &mut found).await?;
    Ok(found.pop().map(|(_, suggestion)| suggestion))
}

pub(crate) async fn list(
    pool: &Pool,
    query: SuggestionQuery<'_>,
) -> Result<Vec<(u64, Suggestion)>, StoreError> {
    let filter = query.filter;
    let rows = fetch_all!(
        pool,
        SuggestionRow,
        concat!(
            suggestion_columns!(),
            "WHERE s.guideline = $2 AND s.place > $3
               AND ($4 IS NULL OR s.revision = $4)
               AND ($5 IS NULL OR EXISTS (SELECT 1 FROM suggestion_blocks b
                                          WHERE b.suggestion = s.id AND b.block = $5))
               AND ($6 IS NULL OR s.author = $6)
               AND ($7 IS NULL OR s.status = $7)
               AND ($8 IS NULL OR u.organisation = $8)
               AND ($9 IS NULL OR EXISTS (SELECT 1 FROM decisions d
                                          WHERE d.contribution = s.id AND d.outcome = $9))
               AND ($10 IS NULL OR EXISTS (SELECT 1 FROM assignments a
                                           WHERE a.contribution = s.id AND a.editor = $10))
               AND ($11 IS NULL OR EXISTS (SELECT 1 FROM taggings t
                                           WHERE t.contribution = s.id AND t.tag = $11))
               AND ($12 IS NULL OR s.language = $12)
             ORDER BY s.place LIMIT $13"
        ),
        query.viewer.map(PersonId::as_str),
        query.guideline.as_str(),
        big(query.after),
        filter.revision.map(i64::from),
        filter.block_id.as_ref().map(BlockId::as_str),
        filter.author.as_ref().map(PersonId::as_str),
        filter.status.as_ref().map(word).transpose()?,
        filter.organisation.as_ref().map(|id| id.as_str()),
        filter.outcome.as_ref().map(word).transpose()?,
        filter.assignee.as_ref().map(PersonId::as_str),
        filter.tag.as_deref(),
        filter.language.as_deref(),
        big(query.limit),
    );
    let found: Result<Vec<_>, _> = rows?.into_iter().map(SuggestionRow::suggestion).collect();
    let mut found = found?;
    complete(pool, &mut found).await?;
    Ok(found)
}

pub(crate) async fn supporters(
    pool: &Pool,
    suggestions: &[SuggestionId],
) -> Result<Vec<(SuggestionId, PersonRef)>, StoreError> {
    let list = ids(suggestions.iter().map(SuggestionId::as_str))?;
    let rows = fetch_among!(
        pool,
        SupporterRow,
        "SELECT p.suggestion, u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM suggestion_supports p JOIN users u ON u.id = p.person
              LEFT JOIN organisations o ON o.id = u.organisation
         WHERE p.suggestion",
        list.as_str(),
        "ORDER BY p.created_at, p.person",
    );
    let supporter = |row: SupporterRow| Ok((row.suggestion.into(), row.person.someone()?));
    rows?.into_iter().map(supporter).collect()
}

/// Gives each suggestion its replies and its handling.
async fn complete(pool: &Pool, found: &mut [(u64, Suggestion)]) -> Result<(), StoreError> {
    if found.is_empty() {
        return Ok(());
    }
    let list = ids(found.iter().map(|(_, suggestion)| suggestion.id.as_str()))?;
    let mut replies = replies(pool, &list).await?;
    let mut handlings = handling::of(pool, &list).await?;
    for (_, suggestion) in found {
        let id = suggestion.id.as_str();
        suggestion.replies = replies.remove(id).unwrap_or_default();
        suggestion.handling = handlings.remove(id).unwrap_or_default();
    }
    Ok(())
}

async fn replies(pool: &Pool, list: &str) -> Result<HashMap<String, Vec<Reply>>, StoreError> {
    let rows = fetch_among!(
        pool,
        ReplyRow,
        "SELECT r.id, r.suggestion, r.body, r.created_at, r.edited_at, r.deleted_at,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM suggestion_replies r JOIN users u ON u.id = r.author
              LEFT JOIN organisations o ON o.id = u.organisation
         WHERE r.suggestion",
        list,
        "ORDER BY r.place",
    );
    let mut replies: HashMap<String, Vec<Reply>> = HashMap::new();
    for mut row in rows? {
        let suggestion = std::mem::take(&mut row.suggestion);
        replies.entry(suggestion).or_default().push(row.reply()?);
    }
    replies
        .values_mut()
        .for_each(crate::comments::drop_last_deleted);
    Ok(replies)
}

impl SuggestionRow {
    fn suggestion(self) -> Result<(u64, Suggestion), StoreError> {
        let suggestion = Suggestion {
            id: self.id.into(),
            guideline: self.guideline,
            language: self.language,
            revision: small(self.revision),
            parts: read_json(&self.parts)?,
            origin: self.origin.as_deref().map(read_json).transpose()?,
            rationale: self.rationale,
            author: self.author.someone()?,
            written_by: self.written_by.as_deref().map(read_json).transpose()?,
            created_at: Timestamp(self.created_at),
            edited_at: self.edited_at.map(Timestamp),
            version: self.version.unsigned_abs(),
            status: read_word(self.status)?,
            handling: Handling::default(),
            replies: Vec::new(),
            support: Support {
                count: small(self.supporters),
                mine: self.supported != 0,
            },
        };
        Ok((self.place.unsigned_abs(), suggestion))
    }
}

impl ReplyRow {
    fn reply(self) -> Result<Reply, StoreError> {
        Ok(Reply {
            id: self.id.into(),
            author: self.author.someone()?,
            written_by: None,
            body: self.body,
            created_at: Timestamp(self.created_at),
            edited_at: self.edited_at.map(Timestamp),
            deleted: self.deleted_at.is_some(),
        })
    }
}
