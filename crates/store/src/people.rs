//! People and organisations.

use review::{
    CommitError, NewOrganisation, Organisation, OrganisationId, Person, PersonId, PersonRef,
    StoreError, Timestamp,
};

use crate::{
    deed::found,
    engine::{Connection, Pool, change, fetch_optional},
    word::{read_word, word},
};

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: String,
    email: String,
    display_name: String,
    language: Option<String>,
    admin: i64,
    disabled: i64,
    created_at: i64,
    organisation_id: Option<String>,
    organisation_name: Option<String>,
    stakeholder_group: Option<String>,
}

/// The columns that tell what everybody may know of a person, as other rows carry them.
#[derive(sqlx::FromRow)]
pub(crate) struct RefRow {
    pub(crate) person_id: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) organisation_id: Option<String>,
    pub(crate) organisation_name: Option<String>,
    pub(crate) stakeholder_group: Option<String>,
}

pub(crate) async fn by_id(pool: &Pool, id: &str) -> Result<Option<Person>, StoreError> {
    let row = fetch_optional!(
        pool,
        PersonRow,
        "SELECT u.id, u.email, u.display_name, u.language, u.admin, u.disabled, u.created_at,
                o.id AS organisation_id, o.name AS organisation_name, o.stakeholder_group
         FROM users u LEFT JOIN organisations o ON o.id = u.organisation WHERE u.id = $1",
        id,
    );
    row?.map(PersonRow::person).transpose()
}

pub(crate) async fn by_email(pool: &Pool, email: &str) -> Result<Option<Person>, StoreError> {
    let row = fetch_optional!(
        pool,
        PersonRow,
        "SELECT u.id, u.email, u.display_name, u.language, u.admin, u.disabled, u.created_at,
                o.id AS organisation_id, o.name AS organisation_name, o.stakeholder_group
         FROM users u LEFT JOIN organisations o ON o.id = u.organisation WHERE u.email = $1",
        email,
    );
    row?.map(PersonRow::person).transpose()
}

pub(crate) async fn set_profile(
    db: &mut Connection,
    person: &PersonId,
    display_name: &str,
    language: Option<&str>,
) -> Result<(), CommitError> {
    let sql = "UPDATE users SET display_name = $1, language = $2 WHERE id = $3";
    found(change!(db, sql, display_name, language, person.as_str())?)
}

pub(crate) async fn join(
    db: &mut Connection,
    person: &PersonId,
    id: &OrganisationId,
    organisation: &NewOrganisation,
) -> Result<(), CommitError> {
    let key = Organisation::key(&organisation.name);
    change!(
        db,
        "INSERT INTO organisations (id, name, name_key, stakeholder_group)
         VALUES ($1, $2, $3, $4) ON CONFLICT (name_key) DO NOTHING",
        id.as_str(),
        organisation.name.trim(),
        key.as_str(),
        word(&organisation.stakeholder_group)?,
    )?;
    let sql = "UPDATE users SET organisation = (SELECT id FROM organisations WHERE name_key = $1)
               WHERE id = $2";
    found(change!(db, sql, key.as_str(), person.as_str())?)
}

impl PersonRow {
    fn person(self) -> Result<Person, StoreError> {
        Ok(Person {
            id: self.id.into(),
            email: self.email,
            display_name: self.display_name,
            organisation: organisation(
                self.organisation_id,
                self.organisation_name,
                self.stakeholder_group,
            )?,
            language: self.language,
            admin: self.admin != 0,
            disabled: self.disabled != 0,
            created_at: Timestamp(self.created_at),
        })
    }
}

impl RefRow {
    pub(crate) fn person(self) -> Result<Option<PersonRef>, StoreError> {
        let (Some(id), Some(display_name)) = (self.person_id, self.display_name) else {
            return Ok(None);
        };
        Ok(Some(PersonRef {
            id: id.into(),
            display_name,
            organisation: organisation(
                self.organisation_id,
                self.organisation_name,
                self.stakeholder_group,
            )?,
        }))
    }

    /// The person of a column that is never empty.
    pub(crate) fn someone(self) -> Result<PersonRef, StoreError> {
        self.person()?
            .ok_or_else(|| StoreError("a row names nobody".to_owned()))
    }
}

fn organisation(
    id: Option<String>,
    name: Option<String>,
    group: Option<String>,
) -> Result<Option<Organisation>, StoreError> {
    let (Some(id), Some(name), Some(group)) = (id, name, group) else {
        return Ok(None);
    };
    Ok(Some(Organisation {
        id: id.into(),
        name,
        stakeholder_group: read_word(group)?,
    }))
}
