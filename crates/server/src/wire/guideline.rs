use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OrganisationJson, mirror};

mirror! {
    /// Who may read and take part without being a member.
    Visibility = review::Visibility {
        /// Only members; to others it does not exist.
        Members,
        /// Anyone reads.
        Public,
        /// Anyone reads, any signed-in person takes part.
        Open,
    }
}

mirror! {
    /// As what a person belongs to a guideline.
    Role = review::Role { Reader, Participant, FocalPoint, Editor }
}

/// The work under review.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GuidelineJson {
    /// Names it in addresses.
    pub(crate) slug: String,
    pub(crate) title: String,
    /// BCP 47 tag of the language that translations follow.
    pub(crate) language: String,
    /// The languages of the latest revision, the main one first.
    pub(crate) languages: Vec<String>,
    pub(crate) visibility: Visibility,
    /// Null before the first one.
    #[schema(required)]
    pub(crate) latest_revision: Option<u32>,
    /// As what the asker is here; null for nobody.
    #[schema(required)]
    pub(crate) my_role: Option<Role>,
    /// Terms that count as one word when texts are compared.
    pub(crate) glossary: Vec<String>,
    /// Whether a second editor confirms each decision.
    pub(crate) two_step: bool,
    /// RFC 3339, UTC.
    pub(crate) created_at: String,
}

/// A guideline in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedGuidelineJson {
    #[serde(flatten)]
    pub(crate) guideline: GuidelineJson,
    /// The revision that the person signed in last read; null where none is known.
    #[schema(required)]
    pub(crate) last_read: Option<u32>,
}

impl From<review::ListedGuideline> for ListedGuidelineJson {
    fn from(listed: review::ListedGuideline) -> Self {
        Self {
            guideline: listed.view.into(),
            last_read: listed.last_read,
        }
    }
}

/// A new guideline.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuidelineRequest {
    /// 2 to 80 small letters, digits and single hyphens between them.
    pub(crate) slug: String,
    /// 1 to 300 characters.
    pub(crate) title: String,
    /// BCP 47 tag.
    pub(crate) language: String,
    /// `members` if left out.
    pub(crate) visibility: Option<Visibility>,
}

/// What to change of a guideline; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuidelineChange {
    /// 1 to 300 characters.
    pub(crate) title: Option<String>,
    pub(crate) visibility: Option<Visibility>,
    /// BCP 47 tag; after the first revision only one of its languages.
    pub(crate) language: Option<String>,
    /// Up to 2,000 terms of up to 100 characters.
    pub(crate) glossary: Option<Vec<String>>,
    /// Whether a second editor confirms each decision.
    pub(crate) two_step: Option<bool>,
}

/// Somebody with a role in a guideline.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberJson {
    pub(crate) user_id: String,
    pub(crate) display_name: String,
    #[schema(required)]
    pub(crate) organisation: Option<OrganisationJson>,
    pub(crate) role: Role,
}

/// The role that a member shall have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleRequest {
    pub(crate) role: Role,
}

/// Who shall become a member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InviteRequest {
    /// The address of the account.
    pub(crate) email: String,
    pub(crate) role: Role,
}

impl From<review::GuidelineView> for GuidelineJson {
    fn from(view: review::GuidelineView) -> Self {
        let guideline = view.guideline;
        Self {
            slug: guideline.slug,
            title: guideline.title,
            language: guideline.language,
            languages: guideline.languages,
            visibility: guideline.visibility.into(),
            latest_revision: guideline.latest_revision,
            my_role: view.my_role.map(Into::into),
            glossary: guideline.glossary,
            two_step: guideline.two_step,
            created_at: guideline.created_at.to_string(),
        }
    }
}

impl From<review::Member> for MemberJson {
    fn from(member: review::Member) -> Self {
        Self {
            user_id: member.person.id.to_string(),
            display_name: member.person.display_name,
            organisation: member.person.organisation.map(Into::into),
            role: member.role.into(),
        }
    }
}

impl From<GuidelineRequest> for review::NewGuideline {
    fn from(request: GuidelineRequest) -> Self {
        Self {
            slug: request.slug,
            title: request.title,
            language: request.language,
            visibility: request.visibility.map(Into::into).unwrap_or_default(),
        }
    }
}

impl From<GuidelineChange> for review::GuidelinePatch {
    fn from(change: GuidelineChange) -> Self {
        Self {
            title: change.title,
            visibility: change.visibility.map(Into::into),
            language: change.language,
            glossary: change.glossary,
            two_step: change.two_step,
        }
    }
}
