//! The sample guideline as values: its texts, its people, what they said. See sample/README.md.

mod contribution;
mod load;
mod proposing;
mod remarking;
mod story;

pub(crate) use load::load;

use serde::Deserialize;
use server::review::{NewOrganisation, Role};

use crate::failure::Failure;

/// The guideline's name in addresses.
pub(crate) const SLUG: &str = "mining-biodiversity";
/// What lists call it.
const TITLE: &str = "Guidelines for Biodiversity Conservation in the Mining Sector";
/// All people of the sample sign in with it.
pub(crate) const PASSWORD: &str = "avoid-minimise-restore-offset";

/// The guideline's language first; one Markdown file a revision.
const TEXTS: [(&str, [&str; 3]); 2] = [
    (
        "en",
        [
            include_str!("../../sample/en/revision-1.md"),
            include_str!("../../sample/en/revision-2.md"),
            include_str!("../../sample/en/revision-3.md"),
        ],
    ),
    (
        "zh",
        [
            include_str!("../../sample/zh/revision-1.md"),
            include_str!("../../sample/zh/revision-2.md"),
            include_str!("../../sample/zh/revision-3.md"),
        ],
    ),
];

/// What the editors said about each revision.
const NOTES: [&str; 3] = [
    "First draft for consultation",
    "Engagement moved to the front; definitions and thresholds after the first round",
    "Cumulative impacts restored; monitoring and indicators after the second round",
];

/// Terms that are one word when the Chinese texts are compared.
const GLOSSARY: [&str; 6] = [
    "缓解层级",
    "尾矿库",
    "栖息地",
    "净零损失",
    "生物多样性",
    "补偿",
];

/// The stages of the mitigation hierarchy, in their order: the tag and its labels.
const TAGS: [(&str, [(&str, &str); 3]); 4] = [
    ("avoid", [("en", "Avoid"), ("zh", "避让"), ("pt", "Evitar")]),
    (
        "minimise",
        [("en", "Minimise"), ("zh", "最小化"), ("pt", "Minimizar")],
    ),
    (
        "restore",
        [("en", "Restore"), ("zh", "恢复"), ("pt", "Restaurar")],
    ),
    (
        "offset",
        [("en", "Offset"), ("zh", "补偿"), ("pt", "Compensar")],
    ),
];

/// Somebody who takes part in the review.
#[derive(Debug, Deserialize)]
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) display_name: String,
    pub(crate) organisation: NewOrganisation,
    pub(crate) role: Role,
    language: String,
}

/// The people, editors first.
pub(crate) fn people() -> Result<Vec<Person>, Failure> {
    serde_json::from_str(include_str!("../../sample/people.json")).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the sample cannot be loaded: {error}"))
}
