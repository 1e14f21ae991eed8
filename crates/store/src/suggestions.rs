//! Suggestions, and what is known of files that came back.

use std::collections::BTreeSet;

use review::{
    AddSuggestion, CommitError, GuidelineId, Part, PersonId, Saying, StoreError, Suggestion,
    SuggestionId, SuggestionQuery, Timestamp, WrittenBy,
    anchor::{Anchor, Target},
    document::{BlockId, Digest},
};

use crate::{
    engine::{Connection, Pool, change, fetch_all, fetch_optional},
    people::RefRow,
    word::{big, json, read_json, read_word, small, word},
};

#[derive(sqlx::FromRow)]
struct SuggestionRow {
    id: String,
    guideline: String,
    place: i64,
    language: String,
    revision: i64,
    parts: String,
    rationale: String,
    written_by: Option<String>,
    created_at: i64,
    status: String,
    #[sqlx(flatten)]
    author: RefRow,
}

#[derive(sqlx::FromRow)]
struct SayingRow {
    comment: String,
    reply: Option<String>,
    name: String,
    written_by: Option<String>,
    created_at: i64,
    body: String,
    anchor: Option<String>,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
}

macro_rules! suggestion_columns {
    () => {
        "SELECT s.id, g.slug AS guideline, s.place, s.language, s.revision, s.parts, s.rationale,
                s.written_by, s.created_at, s.status,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM suggestions s JOIN guidelines g ON g.id = s.guideline
              JOIN users u ON u.id = s.author
              LEFT JOIN organisations o ON o.id = u.organisation "
    };
}

pub(crate) async fn one(pool: &Pool, id: &SuggestionId) -> Result<Option<Suggestion>, StoreError> {
    let row = fetch_optional!(
        pool,
        SuggestionRow,
        concat!(suggestion_columns!(), "WHERE s.id = $1"),
        id.as_str(),
    );
    let found = row?.map(SuggestionRow::suggestion).transpose()?;
    Ok(found.map(|(_, suggestion)| suggestion))
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
            "WHERE s.guideline = $1 AND s.place > $2
               AND ($3 IS NULL OR s.revision = $3)
               AND ($4 IS NULL OR EXISTS (SELECT 1 FROM suggestion_blocks b
                                          WHERE b.suggestion = s.id AND b.block = $4))
               AND ($5 IS NULL OR s.author = $5)
               AND ($6 IS NULL OR s.status = $6)
             ORDER BY s.place LIMIT $7"
        ),
        query.guideline.as_str(),
        big(query.after),
        filter.revision.map(i64::from),
        filter.block_id.as_ref().map(BlockId::as_str),
        filter.author.as_ref().map(PersonId::as_str),
        filter.status.as_ref().map(word).transpose()?,
        big(query.limit),
    );
    rows?.into_iter().map(SuggestionRow::suggestion).collect()
}

pub(crate) async fn sayings(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Vec<Saying>, StoreError> {
    let rows = fetch_all!(
        pool,
        SayingRow,
        "SELECT c.id AS comment, NULL AS reply, u.display_name AS name, c.written_by,
                c.created_at, c.body, c.anchor, c.edited_at, c.deleted_at, c.place
         FROM comments c JOIN users u ON u.id = c.author WHERE c.guideline = $1
         UNION ALL
         SELECT r.comment, r.id AS reply, u.display_name AS name, r.written_by,
                r.created_at, r.body, NULL AS anchor, r.edited_at, r.deleted_at, r.place
         FROM replies r JOIN comments c ON c.id = r.comment JOIN users u ON u.id = r.author
         WHERE c.guideline = $1
         ORDER BY 10",
        guideline.as_str(),
    );
    rows?.into_iter().map(SayingRow::saying).collect()
}

pub(crate) async fn imports(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Vec<(Digest, String)>, StoreError> {
    let rows = fetch_all!(
        pool,
        (String, String),
        "SELECT fingerprint, became FROM imports WHERE guideline = $1",
        guideline.as_str(),
    );
    let import = |(fingerprint, became)| Ok((read_word(fingerprint)?, became));
    rows?.into_iter().map(import).collect()
}

pub(crate) async fn add(
    db: &mut Connection,
    new: &AddSuggestion,
    place: i64,
) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO suggestions (id, guideline, place, language, revision, parts, rationale,
                                  author, written_by, created_at, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')",
        new.id.as_str(),
        new.guideline.as_str(),
        place,
        new.language.as_str(),
        i64::from(new.revision),
        json(&new.parts)?,
        new.rationale.as_str(),
        new.author.as_str(),
        new.written_by.as_ref().map(json).transpose()?,
        new.created_at.0,
    )?;
    for block in blocks(&new.parts) {
        let sql = "INSERT INTO suggestion_blocks (suggestion, block) VALUES ($1, $2)";
        change!(db, sql, new.id.as_str(), block.as_str())?;
    }
    Ok(())
}

pub(crate) async fn add_import(
    db: &mut Connection,
    guideline: &GuidelineId,
    fingerprint: &Digest,
    became: &str,
) -> Result<(), CommitError> {
    let sql = "INSERT INTO imports (guideline, fingerprint, became) VALUES ($1, $2, $3)";
    change!(db, sql, guideline.as_str(), fingerprint.as_str(), became).map(drop)
}

fn blocks(parts: &[Part]) -> BTreeSet<&BlockId> {
    let blocks = parts
        .iter()
        .flat_map(|part| part.blocks.iter().chain(&part.after));
    blocks.collect()
}

impl SuggestionRow {
    fn suggestion(self) -> Result<(u64, Suggestion), StoreError> {
        let suggestion = Suggestion {
            id: self.id.into(),
            guideline: self.guideline,
            language: self.language,
            revision: small(self.revision),
            parts: read_json(&self.parts)?,
            rationale: self.rationale,
            author: self.author.someone()?,
            written_by: self.written_by.as_deref().map(read_json).transpose()?,
            created_at: Timestamp(self.created_at),
            status: read_word(self.status)?,
        };
        Ok((self.place.unsigned_abs(), suggestion))
    }
}

impl SayingRow {
    /// The name and time under which it leaves in a file.
    fn saying(self) -> Result<Saying, StoreError> {
        let written: Option<WrittenBy> = self.written_by.as_deref().map(read_json).transpose()?;
        let date = written.as_ref().and_then(|written| written.date);
        let anchor: Option<Anchor> = self.anchor.as_deref().map(read_json).transpose()?;
        let block = anchor.as_ref().and_then(|anchor| match &anchor.target {
            Target::Guideline => None,
            Target::Block { block } | Target::Range { block, .. } => Some(block.clone()),
        });
        Ok(Saying {
            brought: written.is_some(),
            comment: self.comment.into(),
            reply: self.reply.map(Into::into),
            name: written.map_or(self.name, |written| written.name),
            at: date.unwrap_or(Timestamp(self.created_at)),
            body: self.body,
            block,
            quote: anchor.map_or_else(String::new, |anchor| anchor.quote),
            edited: self.edited_at.is_some(),
            deleted: self.deleted_at.is_some(),
        })
    }
}
