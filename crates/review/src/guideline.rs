use serde::{Deserialize, Serialize};

use crate::{GuidelineId, PersonRef, Role, Timestamp};

/// The work under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guideline {
    /// Names it inside.
    pub id: GuidelineId,
    /// Names it in addresses: small letters, digits and hyphens.
    pub slug: String,
    /// The title that lists show.
    pub title: String,
    /// BCP 47 tag of the language that translations follow.
    pub language: String,
    /// The languages of the latest revision, the main one first.
    pub languages: Vec<String>,
    /// Who may read and take part without being a member.
    pub visibility: Visibility,
    /// Terms that count as one word when texts are compared.
    pub glossary: Vec<String>,
    /// Whether a second editor confirms each decision.
    #[serde(default)]
    pub two_step: bool,
    /// The number of the latest revision.
    pub latest_revision: Option<u32>,
    /// When it was created.
    pub created_at: Timestamp,
    /// Counts the changes of settings, members and revisions; the compare-and-swap of a commit.
    pub head: u64,
    /// How many block ids were given out.
    pub block_counter: u64,
}

/// Who may read and take part without being a member.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Only members; to others it does not exist.
    #[default]
    Members,
    /// Anyone reads.
    Public,
    /// Anyone reads, and any signed-in person takes part.
    Open,
}

/// A guideline as one reader meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidelineView {
    /// The guideline.
    pub guideline: Guideline,
    /// As what the reader is here, by membership or by the guideline's openness.
    pub my_role: Option<Role>,
}

/// A guideline in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedGuideline {
    /// The guideline.
    pub view: GuidelineView,
    /// The revision that the reader last read, if that is known.
    pub last_read: Option<u32>,
}

/// What it takes to create a guideline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGuideline {
    /// 2 to 80 small letters, digits and single hyphens between them.
    pub slug: String,
    /// 1 to 300 characters.
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    /// Who may read and take part.
    pub visibility: Visibility,
}

/// What an editor changes of a guideline; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuidelinePatch {
    /// 1 to 300 characters.
    pub title: Option<String>,
    /// Who may read and take part.
    pub visibility: Option<Visibility>,
    /// BCP 47 tag; after the first revision only one of its languages.
    pub language: Option<String>,
    /// Up to 2,000 terms of up to 100 characters.
    pub glossary: Option<Vec<String>>,
    /// Whether a second editor confirms each decision.
    pub two_step: Option<bool>,
}

/// Somebody with a role in a guideline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonRef,
    /// As what.
    pub role: Role,
}

/// How an editor names the person to become a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invitee {
    /// By id.
    Person(crate::PersonId),
    /// By the e-mail address of the account.
    Email(String),
}
