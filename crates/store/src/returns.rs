//! What is known of files that came back.

use review::{
    CommitError, GuidelineId, Saying, StoreError, Timestamp, WrittenBy,
    anchor::{Anchor, Target},
    document::Digest,
};

use crate::{
    engine::{Connection, Pool, change, fetch_all},
    word::{read_json, read_word},
};

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
    status: String,
}

pub(crate) async fn sayings(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Vec<Saying>, StoreError> {
    let rows = fetch_all!(
        pool,
        SayingRow,
        "SELECT c.id AS comment, NULL AS reply, u.display_name AS name, c.written_by,
                c.created_at, c.body, c.anchor, c.edited_at, c.deleted_at, c.place,
                c.status
         FROM comments c JOIN users u ON u.id = c.author WHERE c.guideline = $1
         UNION ALL
         SELECT r.comment, r.id AS reply, u.display_name AS name, r.written_by,
                r.created_at, r.body, NULL AS anchor, r.edited_at, r.deleted_at, r.place,
                'open' AS status
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

pub(crate) async fn add_import(
    db: &mut Connection,
    guideline: &GuidelineId,
    fingerprint: &Digest,
    became: &str,
) -> Result<(), CommitError> {
    let sql = "INSERT INTO imports (guideline, fingerprint, became) VALUES ($1, $2, $3)";
    change!(db, sql, guideline.as_str(), fingerprint.as_str(), became).map(drop)
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
            decided: self.status == "decided",
        })
    }
}
