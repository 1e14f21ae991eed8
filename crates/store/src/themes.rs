//! Tags, groups, notices, and what people have read.

use std::collections::HashMap;

use review::{
    Change, CommitError, ContributionId, Gist, Group, GuidelineId, Notice, NoticePlace, PersonId,
    StoreError, Tag, Timestamp,
};

use crate::{
    engine::{Connection, Pool, change, fetch_all, fetch_among, fetch_optional},
    word::{big, json, read_json, read_word, small, word},
};

#[derive(sqlx::FromRow)]
struct GroupRow {
    id: String,
    title: String,
    created_at: i64,
    comment: String,
}

#[derive(sqlx::FromRow)]
struct GistRow {
    id: String,
    language: String,
    anchor_block: Option<String>,
    body: String,
    edited_at: Option<i64>,
    groups: i64,
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    guideline: String,
    title: String,
    sequence: i64,
    contribution: String,
    is_comment: i64,
    kind: String,
    happening: String,
    at: i64,
    read_at: Option<i64>,
}

pub(crate) async fn tags(pool: &Pool, guideline: &GuidelineId) -> Result<Vec<Tag>, StoreError> {
    let rows = fetch_all!(
        pool,
        (String, String),
        "SELECT tag, labels FROM tags WHERE guideline = $1 ORDER BY place",
        guideline.as_str(),
    );
    let tag = |(tag, labels): (String, String)| {
        Ok(Tag {
            tag,
            labels: read_json(&labels)?,
        })
    };
    rows?.into_iter().map(tag).collect()
}

pub(crate) async fn groups(pool: &Pool, guideline: &GuidelineId) -> Result<Vec<Group>, StoreError> {
    let rows = fetch_all!(
        pool,
        GroupRow,
        "SELECT g.id, g.title, g.created_at, m.comment
         FROM comment_groups g JOIN grouped_comments m ON m.comment_group = g.id
              JOIN comments c ON c.id = m.comment
         WHERE g.guideline = $1 AND c.deleted_at IS NULL ORDER BY g.created_at, g.id, c.place",
        guideline.as_str(),
    );
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows? {
        let place = *places.entry(row.id.clone()).or_insert_with(|| {
            groups.push(Group {
                id: row.id,
                title: row.title,
                comments: Vec::new(),
                created_at: Timestamp(row.created_at),
            });
            groups.len() - 1
        });
        groups[place].comments.push(row.comment.into());
    }
    Ok(groups)
}

pub(crate) async fn gists(pool: &Pool, guideline: &GuidelineId) -> Result<Vec<Gist>, StoreError> {
    let rows = fetch_all!(
        pool,
        GistRow,
        "SELECT c.id, c.language, c.anchor_block, c.body, c.edited_at,
                (SELECT COUNT(*) FROM grouped_comments m WHERE m.comment = c.id) AS groups
         FROM comments c
         WHERE c.guideline = $1 AND c.status <> 'decided' AND c.deleted_at IS NULL
         ORDER BY c.place",
        guideline.as_str(),
    );
    let gist = |row: GistRow| Gist {
        comment: row.id.into(),
        language: row.language,
        block: row.anchor_block.map(Into::into),
        body: row.body,
        edited_at: row.edited_at.map(Timestamp),
        grouped: row.groups != 0,
    };
    Ok(rows?.into_iter().map(gist).collect())
}

pub(crate) async fn notices(
    pool: &Pool,
    person: &PersonId,
    before: Option<&NoticePlace>,
    limit: usize,
) -> Result<Vec<(NoticePlace, Notice)>, StoreError> {
    let rows = fetch_all!(
        pool,
        NoticeRow,
        "SELECT g.slug AS guideline, g.title, n.sequence, n.contribution, n.kind, e.happening,
                n.at, n.read_at,
                (SELECT COUNT(*) FROM comments c WHERE c.id = n.contribution) AS is_comment
         FROM notices n JOIN guidelines g ON g.id = n.guideline
              JOIN events e ON e.guideline = n.guideline AND e.sequence = n.sequence
         WHERE n.person = $1 AND ($2 IS NULL OR (n.at, n.sequence, g.slug) < ($2, $3, $4))
         ORDER BY n.at DESC, n.sequence DESC, g.slug DESC LIMIT $5",
        person.as_str(),
        before.map(|before| before.at.0),
        before.map(|before| big(before.sequence)),
        before.map(|before| before.guideline.as_str()),
        big(limit),
    );
    rows?.into_iter().map(NoticeRow::notice).collect()
}

pub(crate) async fn unread(
    pool: &Pool,
    person: &PersonId,
) -> Result<Vec<(String, u32)>, StoreError> {
    let rows = fetch_all!(
        pool,
        (String, i64),
        "SELECT g.slug, COUNT(*) FROM notices n JOIN guidelines g ON g.id = n.guideline
         WHERE n.person = $1 AND n.read_at IS NULL GROUP BY g.slug ORDER BY g.slug",
        person.as_str(),
    );
    let rows = rows?.into_iter();
    Ok(rows.map(|(slug, count)| (slug, small(count))).collect())
}

pub(crate) async fn reading(
    pool: &Pool,
    guideline: &GuidelineId,
    person: &PersonId,
) -> Result<Option<u32>, StoreError> {
    let row = fetch_optional!(
        pool,
        (i64,),
        "SELECT revision FROM readings WHERE guideline = $1 AND person = $2",
        guideline.as_str(),
        person.as_str(),
    );
    Ok(row?.map(|(revision,)| small(revision)))
}

pub(crate) async fn readings(
    pool: &Pool,
    person: &PersonId,
    guidelines: &[GuidelineId],
) -> Result<Vec<(GuidelineId, u32)>, StoreError> {
    let ids: Vec<&str> = guidelines.iter().map(GuidelineId::as_str).collect();
    let rows = fetch_among!(
        pool,
        (String, i64),
        "SELECT guideline, revision FROM readings WHERE guideline",
        json(&ids)?,
        "AND person = $2",
        person.as_str(),
    );
    let rows = rows?.into_iter();
    let reading = |(guideline, revision): (String, i64)| (guideline.into(), small(revision));
    Ok(rows.map(reading).collect())
}

/// Applies a change to what a person is told or has read; `place` is that of the event that tells.
pub(crate) async fn apply(
    db: &mut Connection,
    change: &Change,
    place: i64,
) -> Result<(), CommitError> {
    match change {
        Change::Notify {
            person,
            guideline,
            contribution,
            kind,
            at,
        } => change!(
            db,
            "INSERT INTO notices (person, guideline, sequence, contribution, kind, at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (person, guideline, sequence) DO NOTHING",
            person.as_str(),
            guideline.as_str(),
            place,
            contribution.as_str(),
            word(kind)?,
            at.0,
        ),
        Change::ReadNotices { person, until, at } => {
            let sql = "UPDATE notices SET read_at = $1
                       WHERE person = $2 AND at <= $3 AND read_at IS NULL";
            change!(db, sql, at.0, person.as_str(), until.0)
        }
        Change::SetReading {
            person,
            guideline,
            revision,
            at,
        } => change!(
            db,
            "INSERT INTO readings (person, guideline, revision, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person, guideline) DO UPDATE
                 SET revision = excluded.revision, at = excluded.at",
            person.as_str(),
            guideline.as_str(),
            i64::from(*revision),
            at.0,
        ),
        _ => Ok(0),
    }
    .map(drop)
}

impl NoticeRow {
    fn notice(self) -> Result<(NoticePlace, Notice), StoreError> {
        let contribution = match self.is_comment {
            0 => ContributionId::Suggestion(self.contribution.into()),
            _ => ContributionId::Comment(self.contribution.into()),
        };
        let place = NoticePlace {
            at: Timestamp(self.at),
            sequence: self.sequence.unsigned_abs(),
            guideline: self.guideline.clone(),
        };
        let notice = Notice {
            guideline: self.guideline,
            title: self.title,
            contribution,
            kind: read_word(self.kind)?,
            happening: read_json(&self.happening)?,
            at: Timestamp(self.at),
            read_at: self.read_at.map(Timestamp),
        };
        Ok((place, notice))
    }
}
