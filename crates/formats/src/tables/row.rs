use serde::{Deserialize, Serialize};

/// A comment or a suggestion with everything that any layout shows of it. What is not known is
/// empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Its number in the table, as the table has it.
    pub number: String,
    /// Its id with us.
    pub id: String,
    /// A comment or a suggestion.
    pub form: Option<Form>,
    /// What it is about.
    pub kind: Option<Kind>,
    /// How far it is.
    pub state: Option<State>,
    /// The short name of the body for which it was made, such as a member body's.
    pub member: String,
    /// The name of that body.
    pub organisation: String,
    /// The stakeholder group of the author.
    pub group: String,
    /// Who made it.
    pub author: String,
    /// The clause it is on: label and heading (`4.2 Offsets`).
    pub clause: String,
    /// The paragraph, figure or table in it, as people name it.
    pub place: String,
    /// Pages and lines of the clean text.
    pub span: Span,
    /// The words it is on.
    pub quote: String,
    /// The remark, or the reason for the change.
    pub body: String,
    /// The text that is proposed instead.
    pub proposed: String,
    /// What was decided.
    pub outcome: Option<Outcome>,
    /// Why, or what is observed.
    pub response: String,
    /// Of which it is a duplicate, or to when it is deferred.
    pub refers_to: String,
    /// Who decided.
    pub decided_by: String,
    /// When it was decided.
    pub decided: String,
    /// Themes.
    pub tags: Vec<String>,
    /// Answers, oldest first.
    pub replies: Vec<Reply>,
    /// How many others want it.
    pub support: Option<u32>,
    /// Whether its author is satisfied with the decision.
    pub satisfied: Option<bool>,
    /// What its author says of the decision.
    pub answer: String,
    /// When it was made.
    pub created: String,
    /// The revision that it was made on.
    pub revision: Option<u32>,
    /// Cells that have no column with us: heading and text.
    pub notes: Vec<(String, String)>,
}

/// Pages and lines, each from 1 as printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// Where it begins.
    pub from_page: Option<u32>,
    /// The first line, on that page.
    pub from_line: Option<u32>,
    /// Where it ends.
    pub to_page: Option<u32>,
    /// The last line, on that page.
    pub to_line: Option<u32>,
}

/// An answer to a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Whose.
    pub author: String,
    /// When.
    pub date: String,
    /// What it says.
    pub body: String,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A remark.
    Comment,
    /// A change of the text.
    Suggestion,
}

/// What a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The text as a whole.
    General,
    /// Its substance.
    Technical,
    /// Its wording.
    Editorial,
    /// How it was translated.
    Translation,
}

/// How far a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has decided.
    Open,
    /// A decision is proposed, not confirmed.
    Proposed,
    /// It is decided.
    Decided,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it is.
    Accepted,
    /// In other words.
    AcceptedWithModification,
    /// In part.
    PartlyAccepted,
    /// Taken note of.
    Noted,
    /// Not accepted.
    Rejected,
    /// Said by another.
    Duplicate,
    /// Not of this guideline.
    OutOfScope,
    /// Later.
    Deferred,
    /// Taken back.
    Withdrawn,
    /// Overtaken by another.
    Superseded,
}

impl Span {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same with an end, where only a beginning is said: on the same page, on the same line.
    #[must_use]
    pub fn completed(self) -> Self {
        let to_page = self.to_page.or(self.from_page);
        let same_page = to_page == self.from_page;
        Self {
            to_page,
            to_line: self.to_line.or(self.from_line.filter(|_| same_page)),
            ..self
        }
    }
}

impl Row {
    /// Whether it says nothing that could be a comment.
    pub fn says_nothing(&self) -> bool {
        self.body.is_empty() && self.proposed.is_empty()
    }
}
