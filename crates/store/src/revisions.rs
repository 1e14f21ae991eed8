//! Revisions, their texts and their pictures.

use review::{
    CommitError, GuidelineId, NewRevision, Revision, StoreError, Timestamp,
    document::{Digest, Document, Resource},
};

use crate::{
    chunk,
    deed::found,
    engine::{Connection, Pool, change, fetch_all, fetch_optional},
    people::RefRow,
    word::{big, json, read_json, small},
};

#[derive(sqlx::FromRow)]
struct RevisionRow {
    number: i64,
    note: String,
    published_at: i64,
    languages: String,
    block_count: i64,
    sha256: String,
    problems: String,
    #[sqlx(flatten)]
    publisher: RefRow,
}

#[derive(sqlx::FromRow)]
struct ResourceRow {
    media_type: String,
    bytes: Vec<u8>,
}

pub(crate) async fn one(
    pool: &Pool,
    guideline: &GuidelineId,
    number: u32,
) -> Result<Option<Revision>, StoreError> {
    // One more than the number, so that the list's statement serves.
    let rows = list(pool, guideline, Some(number.saturating_add(1)), 1).await?;
    Ok(rows.into_iter().find(|revision| revision.number == number))
}

pub(crate) async fn list(
    pool: &Pool,
    guideline: &GuidelineId,
    before: Option<u32>,
    limit: usize,
) -> Result<Vec<Revision>, StoreError> {
    let rows = fetch_all!(
        pool,
        RevisionRow,
        "SELECT r.number, r.note, r.published_at, r.languages, r.block_count, r.sha256, r.problems,
                u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM revisions r LEFT JOIN users u ON u.id = r.published_by
              LEFT JOIN organisations o ON o.id = u.organisation
         WHERE r.guideline = $1 AND r.number < $2 ORDER BY r.number DESC LIMIT $3",
        guideline.as_str(),
        before.map_or(i64::MAX, i64::from),
        big(limit),
    );
    rows?.into_iter().map(RevisionRow::revision).collect()
}

pub(crate) async fn document(
    pool: &Pool,
    guideline: &GuidelineId,
    number: u32,
    language: &str,
) -> Result<Option<Document>, StoreError> {
    let title = fetch_optional!(
        pool,
        (String,),
        "SELECT title FROM revision_texts WHERE guideline = $1 AND number = $2 AND language = $3",
        guideline.as_str(),
        i64::from(number),
        language,
    );
    let Some((title,)) = title? else {
        return Ok(None);
    };
    let runs = fetch_all!(
        pool,
        (String,),
        "SELECT c.body FROM revision_chunks r JOIN chunks c ON c.digest = r.chunk
         WHERE r.guideline = $1 AND r.number = $2 AND r.language = $3 ORDER BY r.place",
        guideline.as_str(),
        i64::from(number),
        language,
    );
    let mut document = Document {
        title,
        language: language.to_owned(),
        ..Document::default()
    };
    for (body,) in runs? {
        document.blocks.extend(chunk::read(&body)?);
    }
    Ok(Some(document))
}

pub(crate) async fn latest_in(
    pool: &Pool,
    guideline: &GuidelineId,
    language: &str,
) -> Result<Option<u32>, StoreError> {
    let row = fetch_optional!(
        pool,
        (Option<i64>,),
        "SELECT MAX(number) FROM revision_texts WHERE guideline = $1 AND language = $2",
        guideline.as_str(),
        language,
    );
    Ok(row?.and_then(|(number,)| number).map(small))
}

pub(crate) async fn resource(
    pool: &Pool,
    guideline: &GuidelineId,
    digest: &Digest,
) -> Result<Option<Resource>, StoreError> {
    let row = fetch_optional!(
        pool,
        ResourceRow,
        "SELECT r.media_type, r.bytes FROM guideline_resources g
              JOIN resources r ON r.digest = g.resource
         WHERE g.guideline = $1 AND g.resource = $2",
        guideline.as_str(),
        digest.as_str(),
    );
    Ok(row?.map(|row| Resource {
        media_type: row.media_type,
        bytes: row.bytes,
    }))
}

pub(crate) async fn add(db: &mut Connection, new: &NewRevision) -> Result<(), CommitError> {
    let languages: Vec<&str> = new.documents.iter().map(|text| &*text.language).collect();
    let blocks = new.documents.first().map_or(0, |text| text.blocks.len());
    let publisher = new.published_by.as_ref().map(|person| person.as_str());
    change!(
        db,
        "INSERT INTO revisions (guideline, number, note, published_at, published_by, languages,
                                block_count, sha256, problems)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.guideline.as_str(),
        i64::from(new.number),
        new.note.as_str(),
        new.published_at.0,
        publisher,
        json(&languages)?,
        big(blocks),
        new.sha256.as_str(),
        json(&new.problems)?,
    )?;
    for text in &new.documents {
        add_text(db, new, text).await?;
        add_resources(db, &new.guideline, text).await?;
    }
    found(change!(
        db,
        "UPDATE guidelines SET latest_revision = $1, languages = $2, block_counter = $3
         WHERE id = $4",
        i64::from(new.number),
        json(&languages)?,
        big(new.block_counter),
        new.guideline.as_str(),
    )?)
}

async fn add_text(
    db: &mut Connection,
    new: &NewRevision,
    text: &Document,
) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO revision_texts (guideline, number, language, title) VALUES ($1, $2, $3, $4)",
        new.guideline.as_str(),
        i64::from(new.number),
        text.language.as_str(),
        text.title.as_str(),
    )?;
    for (place, chunk) in chunk::cut(&text.blocks)?.iter().enumerate() {
        let sql =
            "INSERT INTO chunks (digest, body) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
        change!(db, sql, chunk.digest.as_str(), chunk.body.as_str())?;
        change!(
            db,
            "INSERT INTO revision_chunks (guideline, number, language, place, chunk)
             VALUES ($1, $2, $3, $4, $5)",
            new.guideline.as_str(),
            i64::from(new.number),
            text.language.as_str(),
            big(place),
            chunk.digest.as_str(),
        )?;
    }
    Ok(())
}

async fn add_resources(
    db: &mut Connection,
    guideline: &GuidelineId,
    text: &Document,
) -> Result<(), CommitError> {
    for (digest, resource) in &text.resources {
        change!(
            db,
            "INSERT INTO resources (digest, media_type, bytes) VALUES ($1, $2, $3)
             ON CONFLICT (digest) DO NOTHING",
            digest.as_str(),
            resource.media_type.as_str(),
            resource.bytes.as_slice(),
        )?;
        change!(
            db,
            "INSERT INTO guideline_resources (guideline, resource) VALUES ($1, $2)
             ON CONFLICT (guideline, resource) DO NOTHING",
            guideline.as_str(),
            digest.as_str(),
        )?;
    }
    Ok(())
}

impl RevisionRow {
    fn revision(self) -> Result<Revision, StoreError> {
        Ok(Revision {
            number: small(self.number),
            note: self.note,
            published_at: Timestamp(self.published_at),
            published_by: self.publisher.person()?,
            languages: read_json(&self.languages)?,
            block_count: small(self.block_count),
            sha256: crate::word::read_word(self.sha256)?,
            problems: read_json(&self.problems)?,
        })
    }
}
