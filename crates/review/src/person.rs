use serde::{Deserialize, Serialize};

use crate::{OrganisationId, PersonId, Timestamp};

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Names the person.
    pub id: PersonId,
    /// Shown to the person and to nobody else.
    pub email: String,
    /// The name others see.
    pub display_name: String,
    /// On whose behalf the person speaks.
    pub organisation: Option<Organisation>,
    /// BCP 47 tag of the language the person reads in, if told.
    pub language: Option<String>,
    /// May create guidelines, read all of them and manage their members.
    pub admin: bool,
    /// May not sign in.
    pub disabled: bool,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// What everybody may know of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// Names the person.
    pub id: PersonId,
    /// The name others see.
    pub display_name: String,
    /// On whose behalf the person speaks.
    pub organisation: Option<Organisation>,
}

/// A body that people belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Names it.
    pub id: OrganisationId,
    /// Unique but for case and white space.
    pub name: String,
    /// What kind of body it is.
    pub stakeholder_group: StakeholderGroup,
}

/// The groups whose voices a review balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StakeholderGroup {
    /// A government agency.
    Government,
    /// A body of several governments.
    Intergovernmental,
    /// A non-governmental organisation.
    Ngo,
    /// A company.
    Company,
    /// An association of companies.
    IndustryAssociation,
    /// A bank, insurer or investor.
    Finance,
    /// A university or research institute.
    Academia,
    /// Indigenous peoples and local communities.
    Community,
    /// None of these.
    Other,
}

/// What a person changes of the own profile; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfilePatch {
    /// The name others see; 1 to 200 characters.
    pub display_name: Option<String>,
    /// Joins the organisation of this name, which comes to be if there is none; its stakeholder
    /// group is what the first member said.
    pub organisation: Option<NewOrganisation>,
    /// BCP 47 tag.
    pub language: Option<String>,
}

/// An organisation as a person names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrganisation {
    /// 1 to 200 characters.
    pub name: String,
    /// What kind of body it is.
    pub stakeholder_group: StakeholderGroup,
}

impl Person {
    /// What everybody may know.
    pub fn as_ref(&self) -> PersonRef {
        PersonRef {
            id: self.id.clone(),
            display_name: self.display_name.clone(),
            organisation: self.organisation.clone(),
        }
    }
}

impl Organisation {
    /// The form of a name under which two spellings are the same organisation.
    pub fn key(name: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.join(" ").to_lowercase()
    }
}
