//! Comments, their replies, supporters and placements: read.

use std::collections::HashMap;

use review::{
    Comment, CommentFilter, CommentId, CommentQuery, GuidelineId, Handling, PersonId, Reply,
    Status, StoreError, Support, Timestamp, Unplaced,
};

use crate::{
    engine::{Pool, fetch_all, fetch_among, fetch_optional},
    handling,
    people::RefRow,
    word::{big, ids, read_json, read_word, small, word},
};

#[derive(sqlx::FromRow)]
struct CommentRow {
    id: String,
    guideline: String,
    place: i64,
    language: String,
    anchor: String,
    kind: String,
    body: String,
    created_at: i64,
    edited_at: Option<i64>,
    status: String,
    deleted_at: Option<i64>,
    written_by: Option<String>,
    placement: Option<String>,
    supporters: i64,
    supported: i64,
    #[sqlx(flatten)]
    author: RefRow,
}

#[derive(sqlx::FromRow)]
struct ReplyRow {
    id: String,
    comment: String,
    body: String,
    created_at: i64,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
    written_by: Option<String>,
    #[sqlx(flatten)]
    author: RefRow,
}

#[derive(sqlx::FromRow)]
struct UnplacedRow {
    id: String,
    language: String,
    anchor: String,
    confirmed: Option<String>,
}

/// Comment rows from these comments and whose support: `$1` viewer, `$2` revision of the placements.
macro_rules! comment_rows {
    ($comments:literal) => {
        comment_rows!($comments, "")
    };
    ($before:expr, $after:expr) => {
        concat!(
            "SELECT c.id, g.slug AS guideline, c.place, c.language, c.anchor, c.kind, c.body,
                    c.created_at, c.edited_at, c.status, c.deleted_at, c.written_by, p.placement,
                    (SELECT COUNT(*) FROM supports s WHERE s.comment = c.id) AS supporters,
                    (SELECT COUNT(*) FROM supports s WHERE s.comment = c.id AND s.person = $1)
                        AS supported,
                    u.id AS person_id, u.display_name, o.id AS organisation_id,
                    o.name AS organisation_name, o.stakeholder_group
             FROM ",
            $before,
            $after,
            " c JOIN guidelines g ON g.id = c.guideline
                JOIN users u ON u.id = c.author
                LEFT JOIN organisations o ON o.id = u.organisation
                LEFT JOIN placements p ON p.comment = c.id AND p.revision = $2 "
        )
    };
}

/// The list query. It finds the page's comments first and then what is shown of them. A condition
/// that may not apply keeps an engine from using an index, so the one that narrows most is said
/// again, outright.
macro_rules! comment_list {
    ($narrow:literal) => {
        concat!(
            comment_rows!(
                "(SELECT * FROM comments c
                  WHERE c.guideline = $3 AND c.place > $4
                    AND (c.deleted_at IS NULL OR EXISTS
                         (SELECT 1 FROM replies r WHERE r.comment = c.id AND r.deleted_at IS NULL))
                    AND ($5 IS NULL OR CASE WHEN $2 IS NULL THEN c.anchor_block = $5 ELSE EXISTS
                         (SELECT 1 FROM placements p
                          WHERE p.comment = c.id AND p.revision = $2 AND p.block = $5) END)
                    AND ($6 IS NULL OR c.status = $6)
                    AND ($7 IS NULL OR c.kind = $7)
                    AND ($8 IS NULL OR c.author IN (SELECT id FROM users WHERE organisation = $8))
                    AND ($9 IS NULL OR c.author = $9)
                    AND ($10 IS NULL OR c.search LIKE $10 ESCAPE '\\')
                    AND ($11 IS NULL OR EXISTS (SELECT 1 FROM decisions d
                                                WHERE d.contribution = c.id AND d.outcome = $11))
                    AND ($12 IS NULL OR EXISTS (SELECT 1 FROM assignments a
                                                WHERE a.contribution = c.id AND a.editor = $12))
                    AND ($13 IS NULL OR EXISTS (SELECT 1 FROM taggings t
                                                WHERE t.contribution = c.id AND t.tag = $13))
                    AND ($14 IS NULL OR EXISTS (SELECT 1 FROM grouped_comments m
                                                WHERE m.comment = c.id AND m.comment_group = $14))
                    AND ($15 IS NULL OR EXISTS (SELECT 1 FROM decisions d
                                                WHERE d.contribution = c.id AND d.satisfied = $15))
                    ",
                concat!($narrow, " ORDER BY c.place LIMIT $16)")
            ),
            "ORDER BY c.place"
        )
    };
}

macro_rules! reply_columns {
    () => {
        "SELECT r.id, r.comment, r.body, r.created_at, r.edited_at, r.deleted_at,
                r.written_by,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM replies r JOIN comments c ON c.id = r.comment
              JOIN users u ON u.id = r.author
              LEFT JOIN organisations o ON o.id = u.organisation "
    };
}

pub(crate) async fn one(
    pool: &Pool,
    id: &CommentId,
    viewer: Option<&PersonId>,
    revision: Option<u32>,
) -> Result<Option<Comment>, StoreError> {
    let row = fetch_optional!(
        pool,
        CommentRow,
        concat!(comment_rows!("comments"), "WHERE c.id = $3"),
        viewer.map(PersonId::as_str),
        revision.map(i64::from),
        id.as_str(),
    );
    let mut found: Vec<_> = row?
        .map(CommentRow::comment)
        .transpose()?
        .into_iter()
        .collect();
    complete(pool, &mut found).await?;
    Ok(found.pop().map(|(_, comment)| comment))
}

pub(crate) async fn list(
    pool: &Pool,
    query: CommentQuery<'_>,
) -> Result<Vec<(u64, Comment)>, StoreError> {
    let filter = query.filter;
    let rows = fetch_all!(
        pool,
        CommentRow,
        list_by(filter),
        query.viewer.map(PersonId::as_str),
        filter.revision.map(i64::from),
        query.guideline.as_str(),
        big(query.after),
        filter.block_id.as_ref().map(|block| block.as_str()),
        filter.status.as_ref().map(word).transpose()?,
        filter.kind.as_ref().map(word).transpose()?,
        filter.organisation.as_ref().map(|id| id.as_str()),
        filter.author.as_ref().map(PersonId::as_str),
        filter.q.as_deref().map(pattern),
        filter.outcome.as_ref().map(word).transpose()?,
        filter.assignee.as_ref().map(PersonId::as_str),
        filter.tag.as_deref(),
        filter.group.as_deref(),
        filter.satisfied.map(i64::from),
        big(query.limit),
    );
    let mut comments = Vec::new();
    for row in rows? {
        comments.push(row.comment()?);
    }
    complete(pool, &mut comments).await?;
    Ok(comments)
}

/// The list query by what narrows most.
fn list_by(filter: &CommentFilter) -> &'static str {
    if filter.group.is_some() {
        comment_list!(
            "AND c.id IN (SELECT comment FROM grouped_comments WHERE comment_group = $14)"
        )
    } else if filter.tag.is_some() {
        comment_list!(
            "AND c.id IN (SELECT contribution FROM taggings WHERE guideline = $3 AND tag = $13)"
        )
    } else if filter.assignee.is_some() {
        comment_list!(
            "AND c.id IN (SELECT contribution FROM assignments
                          WHERE editor = $12 AND guideline = $3)"
        )
    } else if filter.satisfied.is_some() {
        comment_list!(
            "AND c.id IN (SELECT contribution FROM decisions
                          WHERE guideline = $3 AND satisfied = $15)"
        )
    } else if filter.outcome.is_some() {
        comment_list!(
            "AND c.id IN (SELECT contribution FROM decisions
                          WHERE guideline = $3 AND kind = 'comment' AND outcome = $11)"
        )
    } else {
        list_by_place(filter)
    }
}

fn list_by_place(filter: &CommentFilter) -> &'static str {
    match (&filter.block_id, filter.revision) {
        (Some(_), Some(_)) => comment_list!(
            "AND c.id IN (SELECT comment FROM placements WHERE revision = $2 AND block = $5)"
        ),
        (Some(_), None) => comment_list!("AND c.anchor_block = $5"),
        _ if filter.author.is_some() => comment_list!("AND c.author = $9"),
        _ if filter.status.is_some() => comment_list!("AND c.status = $6"),
        _ if filter.kind.is_some() => comment_list!("AND c.kind = $7"),
        _ => comment_list!(""),
    }
}

/// Gives each of these comments its replies and its handling.
async fn complete(pool: &Pool, comments: &mut [(u64, Comment)]) -> Result<(), StoreError> {
    if comments.is_empty() {
        return Ok(());
    }
    let list = ids(comments.iter().map(|(_, comment)| comment.id.as_str()))?;
    let mut replies = replies(pool, &list).await?;
    let mut handlings = handling::of(pool, &list).await?;
    for (_, comment) in comments {
        let id = comment.id.as_str();
        comment.replies = replies.remove(id).unwrap_or_default();
        comment.handling = handlings.remove(id).unwrap_or_default();
    }
    Ok(())
}

async fn replies(pool: &Pool, list: &str) -> Result<HashMap<String, Vec<Reply>>, StoreError> {
    let rows = fetch_among!(
        pool,
        ReplyRow,
        concat!(reply_columns!(), "WHERE r.comment"),
        list,
        "ORDER BY r.place",
    );
    let mut replies: HashMap<String, Vec<Reply>> = HashMap::new();
    for mut row in rows? {
        let comment = std::mem::take(&mut row.comment);
        replies.entry(comment).or_default().push(row.reply()?);
    }
    replies.values_mut().for_each(drop_last_deleted);
    Ok(replies)
}

pub(crate) async fn unplaced(
    pool: &Pool,
    guideline: &GuidelineId,
    revision: u32,
    status: Option<Status>,
) -> Result<Vec<Unplaced>, StoreError> {
    let rows = fetch_all!(
        pool,
        UnplacedRow,
        "SELECT c.id, c.language, c.anchor,
                (SELECT f.anchor FROM confirmations f
                 WHERE f.comment = c.id AND f.revision <= $2
                 ORDER BY f.revision DESC LIMIT 1) AS confirmed
         FROM comments c LEFT JOIN placements p ON p.comment = c.id AND p.revision = $2
         WHERE c.guideline = $1 AND p.comment IS NULL AND c.deleted_at IS NULL
           AND ($3 IS NULL OR c.status = $3 OR (c.status = 'proposed' AND $3 = 'open'))
         ORDER BY c.place",
        guideline.as_str(),
        i64::from(revision),
        status.as_ref().map(word).transpose()?,
    );
    let unplaced = |row: UnplacedRow| -> Result<Unplaced, StoreError> {
        Ok(Unplaced {
            comment: row.id.into(),
            language: row.language,
            anchor: read_json(row.confirmed.as_deref().unwrap_or(&row.anchor))?,
        })
    };
    rows?.into_iter().map(unplaced).collect()
}

/// What LIKE finds this text by, in small letters.
fn pattern(q: &str) -> String {
    let mut pattern = String::from("%");
    for character in q.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// A deleted reply stands only while a later one does.
pub(crate) fn drop_last_deleted(replies: &mut Vec<Reply>) {
    let living = replies.iter().rposition(|reply| !reply.deleted);
    replies.truncate(living.map_or(0, |last| last + 1));
}

impl CommentRow {
    fn comment(self) -> Result<(u64, Comment), StoreError> {
        let comment = Comment {
            id: self.id.into(),
            guideline: self.guideline,
            language: self.language,
            anchor: read_json(&self.anchor)?,
            kind: read_word(self.kind)?,
            body: self.body,
            author: self.author.someone()?,
            written_by: self.written_by.as_deref().map(read_json).transpose()?,
            created_at: Timestamp(self.created_at),
            edited_at: self.edited_at.map(Timestamp),
            status: read_word(self.status)?,
            handling: Handling::default(),
            deleted: self.deleted_at.is_some(),
            replies: Vec::new(),
            support: Support {
                count: small(self.supporters),
                mine: self.supported != 0,
            },
            placement: self.placement.as_deref().map(read_json).transpose()?,
        };
        Ok((self.place.unsigned_abs(), comment))
    }
}

impl ReplyRow {
    fn reply(self) -> Result<Reply, StoreError> {
        Ok(Reply {
            id: self.id.into(),
            author: self.author.someone()?,
            written_by: self.written_by.as_deref().map(read_json).transpose()?,
            body: self.body,
            created_at: Timestamp(self.created_at),
            edited_at: self.edited_at.map(Timestamp),
            deleted: self.deleted_at.is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_looks_for_is_no_pattern() {
        assert_eq!(pattern("50 %_Ü\\"), "%50 \\%\\_ü\\\\%");
    }
}
