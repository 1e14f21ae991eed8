use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mirror;

/// What everybody may know of a person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PersonJson {
    pub(crate) id: String,
    pub(crate) display_name: String,
    #[schema(required)]
    pub(crate) organisation: Option<OrganisationJson>,
}

/// A body that people belong to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OrganisationJson {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) stakeholder_group: StakeholderGroup,
}

/// An organisation as a person names it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationRequest {
    /// 1 to 200 characters.
    pub(crate) name: String,
    pub(crate) stakeholder_group: StakeholderGroup,
}

mirror! {
    /// The groups whose voices a review balances.
    StakeholderGroup = review::StakeholderGroup {
        Government, Intergovernmental, Ngo, Company, IndustryAssociation, Finance, Academia,
        Community, Other,
    }
}

/// The signed-in person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeJson {
    pub(crate) id: String,
    /// Shown to nobody else.
    pub(crate) email: String,
    pub(crate) display_name: String,
    #[schema(required)]
    pub(crate) organisation: Option<OrganisationJson>,
    /// BCP 47 tag of the language the person reads in, if told.
    #[schema(required)]
    pub(crate) language: Option<String>,
    pub(crate) admin: bool,
}

/// What to change of the own profile; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeChange {
    /// 1 to 200 characters.
    pub(crate) display_name: Option<String>,
    /// Joins the organisation of this name, which comes to be if there is none.
    pub(crate) organisation: Option<OrganisationRequest>,
    /// BCP 47 tag.
    pub(crate) language: Option<String>,
}

impl From<review::PersonRef> for PersonJson {
    fn from(person: review::PersonRef) -> Self {
        Self {
            id: person.id.to_string(),
            display_name: person.display_name,
            organisation: person.organisation.map(Into::into),
        }
    }
}

impl From<review::Organisation> for OrganisationJson {
    fn from(organisation: review::Organisation) -> Self {
        Self {
            id: organisation.id.to_string(),
            name: organisation.name,
            stakeholder_group: organisation.stakeholder_group.into(),
        }
    }
}

impl From<review::Person> for MeJson {
    fn from(person: review::Person) -> Self {
        Self {
            id: person.id.to_string(),
            email: person.email,
            display_name: person.display_name,
            organisation: person.organisation.map(Into::into),
            language: person.language,
            admin: person.admin,
        }
    }
}

impl From<MeChange> for review::ProfilePatch {
    fn from(change: MeChange) -> Self {
        Self {
            display_name: change.display_name,
            organisation: change.organisation.map(|named| review::NewOrganisation {
                name: named.name,
                stakeholder_group: named.stakeholder_group.into(),
            }),
            language: change.language,
        }
    }
}
