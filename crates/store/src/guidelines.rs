//! Guidelines, their members and their events.

use review::{
    CommitError, Event, Guideline, GuidelineId, Member, PersonId, Role, StoreError, Timestamp,
    Viewer,
};

use crate::{
    deed::found,
    engine::{Connection, Pool, change, fetch_all, fetch_optional},
    people::RefRow,
    word::{big, json, read_json, read_word, small, word},
};

#[derive(sqlx::FromRow)]
struct GuidelineRow {
    id: String,
    slug: String,
    title: String,
    language: String,
    languages: String,
    visibility: String,
    glossary: String,
    two_step: i64,
    latest_revision: i64,
    head: i64,
    block_counter: i64,
    created_at: i64,
    role: Option<String>,
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    place: i64,
    role: String,
    #[sqlx(flatten)]
    person: RefRow,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    sequence: i64,
    at: i64,
    actor: Option<String>,
    happening: String,
}

/// A guideline with the viewer's membership.
pub(crate) type Found = (Guideline, Option<Role>);

pub(crate) async fn by_slug(
    pool: &Pool,
    slug: &str,
    viewer: Option<&PersonId>,
) -> Result<Option<Found>, StoreError> {
    let row = fetch_optional!(
        pool,
        GuidelineRow,
        "SELECT g.id, g.slug, g.title, g.language, g.languages, g.visibility, g.glossary,
                g.two_step, g.latest_revision, g.head, g.block_counter, g.created_at, m.role
         FROM guidelines g LEFT JOIN members m ON m.guideline = g.id AND m.person = $2
         WHERE g.slug = $1",
        slug,
        viewer.map(PersonId::as_str),
    );
    row?.map(GuidelineRow::found).transpose()
}

pub(crate) async fn list(
    pool: &Pool,
    viewer: Viewer<'_>,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<Found>, StoreError> {
    let (person, all) = match viewer {
        Viewer::Anyone => (None, false),
        Viewer::Person(person) => (Some(person), false),
        Viewer::All(person) => (person, true),
    };
    let rows = fetch_all!(
        pool,
        GuidelineRow,
        "SELECT g.id, g.slug, g.title, g.language, g.languages, g.visibility, g.glossary,
                g.two_step, g.latest_revision, g.head, g.block_counter, g.created_at, m.role
         FROM guidelines g LEFT JOIN members m ON m.guideline = g.id AND m.person = $1
         WHERE g.slug > $2
           AND ($3 = 1 OR m.role IS NOT NULL OR g.visibility IN ('public', 'open'))
         ORDER BY g.slug LIMIT $4",
        person.map(PersonId::as_str),
        after.unwrap_or(""),
        i64::from(all),
        big(limit),
    );
    rows?.into_iter().map(GuidelineRow::found).collect()
}

pub(crate) async fn role(
    pool: &Pool,
    guideline: &GuidelineId,
    person: &PersonId,
) -> Result<Option<Role>, StoreError> {
    let row = fetch_optional!(
        pool,
        (String,),
        "SELECT role FROM members WHERE guideline = $1 AND person = $2",
        guideline.as_str(),
        person.as_str(),
    );
    row?.map(|(role,)| read_word(role)).transpose()
}

pub(crate) async fn editors(pool: &Pool, guideline: &GuidelineId) -> Result<u32, StoreError> {
    let row = fetch_optional!(
        pool,
        (i64,),
        "SELECT COUNT(*) FROM members WHERE guideline = $1 AND role = 'editor'",
        guideline.as_str(),
    );
    Ok(row?.map_or(0, |(count,)| small(count)))
}

pub(crate) async fn members(
    pool: &Pool,
    guideline: &GuidelineId,
    after: u64,
    limit: usize,
) -> Result<Vec<(u64, Member)>, StoreError> {
    let rows = fetch_all!(
        pool,
        MemberRow,
        "SELECT m.place, m.role, u.id AS person_id, u.display_name, o.id AS organisation_id,
                o.name AS organisation_name, o.stakeholder_group
         FROM members m JOIN users u ON u.id = m.person
              LEFT JOIN organisations o ON o.id = u.organisation
         WHERE m.guideline = $1 AND m.place > $2 ORDER BY m.place LIMIT $3",
        guideline.as_str(),
        big(after),
        big(limit),
    );
    let member = |row: MemberRow| -> Result<(u64, Member), StoreError> {
        let (person, role) = (row.person.someone()?, read_word(row.role)?);
        Ok((row.place.unsigned_abs(), Member { person, role }))
    };
    rows?.into_iter().map(member).collect()
}

pub(crate) async fn events(
    pool: &Pool,
    guideline: &GuidelineId,
    after: u64,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let rows = fetch_all!(
        pool,
        EventRow,
        "SELECT sequence, at, actor, happening FROM events
         WHERE guideline = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
        guideline.as_str(),
        big(after),
        big(limit),
    );
    let event = |row: EventRow| -> Result<Event, StoreError> {
        Ok(Event {
            sequence: row.sequence.unsigned_abs(),
            at: Timestamp(row.at),
            actor: row.actor.map(PersonId::from),
            happening: read_json(&row.happening)?,
        })
    };
    rows?.into_iter().map(event).collect()
}

/// The last event's sequence number and time.
pub(crate) async fn last_event(
    pool: &Pool,
    guideline: &GuidelineId,
) -> Result<Option<(u64, Timestamp)>, StoreError> {
    let row: Option<(i64, i64)> = fetch_optional!(
        pool,
        (i64, i64),
        "SELECT sequence, at FROM events WHERE guideline = $1 ORDER BY sequence DESC LIMIT 1",
        guideline.as_str(),
    )?;
    Ok(row.map(|(sequence, at)| (sequence.unsigned_abs(), Timestamp(at))))
}

pub(crate) async fn create(db: &mut Connection, new: &Guideline) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO guidelines (id, slug, title, language, languages, visibility, glossary,
                                 two_step, latest_revision, head, last_event, block_counter,
                                 created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, $9)",
        new.id.as_str(),
        new.slug.as_str(),
        new.title.as_str(),
        new.language.as_str(),
        json(&new.languages)?,
        word(&new.visibility)?,
        json(&new.glossary)?,
        i64::from(new.two_step),
        new.created_at.0,
    )
    .map(drop)
}

pub(crate) async fn set(db: &mut Connection, guideline: &Guideline) -> Result<(), CommitError> {
    found(change!(
        db,
        "UPDATE guidelines SET title = $1, language = $2, languages = $3, visibility = $4,
                               glossary = $5, two_step = $6
         WHERE id = $7",
        guideline.title.as_str(),
        guideline.language.as_str(),
        json(&guideline.languages)?,
        word(&guideline.visibility)?,
        json(&guideline.glossary)?,
        i64::from(guideline.two_step),
        guideline.id.as_str(),
    )?)
}

pub(crate) async fn set_role(
    db: &mut Connection,
    guideline: &GuidelineId,
    person: &PersonId,
    role: Role,
    place: i64,
) -> Result<(), CommitError> {
    change!(
        db,
        "INSERT INTO members (guideline, person, role, place) VALUES ($1, $2, $3, $4)
         ON CONFLICT (guideline, person) DO UPDATE SET role = excluded.role",
        guideline.as_str(),
        person.as_str(),
        word(&role)?,
        place,
    )
    .map(drop)
}

pub(crate) async fn remove_role(
    db: &mut Connection,
    guideline: &GuidelineId,
    person: &PersonId,
) -> Result<(), CommitError> {
    let sql = "DELETE FROM members WHERE guideline = $1 AND person = $2";
    found(change!(db, sql, guideline.as_str(), person.as_str())?)
}

impl GuidelineRow {
    fn found(self) -> Result<Found, StoreError> {
        let latest = small(self.latest_revision);
        let guideline = Guideline {
            id: self.id.into(),
            slug: self.slug,
            title: self.title,
            language: self.language,
            languages: read_json(&self.languages)?,
            visibility: read_word(self.visibility)?,
            glossary: read_json(&self.glossary)?,
            two_step: self.two_step != 0,
            latest_revision: (latest > 0).then_some(latest),
            created_at: Timestamp(self.created_at),
            head: self.head.unsigned_abs(),
            block_counter: self.block_counter.unsigned_abs(),
        };
        Ok((guideline, self.role.map(read_word).transpose()?))
    }
}
