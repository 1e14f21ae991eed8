use serde::{Deserialize, Serialize};

use crate::{
    CommentKind, Operation, OrganisationId, Outcome, PersonRef, StakeholderGroup, Status, Timestamp,
};

/// What is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// What was said on this revision and later ones.
    pub from: Option<u32>,
    /// What was said on this revision and earlier ones.
    pub to: Option<u32>,
    /// What was said on the text in this language.
    pub language: Option<String>,
    /// As of when assignments are overdue; now if not said.
    pub at: Option<Timestamp>,
}

/// A guideline's comments and suggestions in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// What was counted, and when.
    pub scope: Scope,
    /// Everything.
    pub total: Tally,
    /// Suggestions that are edits of the draft by editors; `total` has them, too.
    pub draft_edits: u32,
    /// Who spoke.
    pub voices: Voices,
    /// By clause, in reading order; those without a comment or a suggestion are missing.
    pub clauses: Vec<ClauseTally>,
    /// Comments on the guideline as a whole.
    pub whole_guideline: Tally,
    /// What stands before the first heading, or where no text has it any more.
    pub no_clause: Tally,
    /// Comments by what they are about.
    pub kinds: Vec<KindTally>,
    /// Suggestions by what they do.
    pub operations: Vec<OperationTally>,
    /// By the kind of body that people speak for; those of whom it is not known come last.
    pub stakeholder_groups: Vec<GroupTally>,
    /// By organisation, those that said most first; people without one come last.
    pub organisations: Vec<OrganisationTally>,
    /// By what became of it: open, proposed, and each outcome.
    pub outcomes: Vec<OutcomeTally>,
    /// By editor, those who decided most first. What authors withdrew is nobody's decision.
    pub editors: Vec<EditorTally>,
    /// Over time; days on which nothing happened are missing.
    pub days: Vec<DayTally>,
    /// What authors say to final decisions, other than their own withdrawals.
    pub answers: Answers,
}

/// How many of something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Comments.
    pub comments: u32,
    /// Suggestions.
    pub suggestions: u32,
    /// Both together.
    pub total: u32,
    /// Of these, decided for good.
    pub decided: u32,
    /// How often others said that they want the same.
    pub supports: u32,
}

/// How many people and bodies spoke.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voices {
    /// People with an account who spoke for themselves.
    pub people: u32,
    /// Further names in files that others brought.
    pub names_in_files: u32,
    /// Organisations of either.
    pub organisations: u32,
}

/// What was said on a clause, without the clauses below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseTally {
    /// The block of its heading.
    pub block_id: String,
    /// Its label, such as `4.2`.
    pub number: Option<String>,
    /// The words of its heading, of the latest of the revisions that have it.
    pub title: String,
    /// The headings above it, the highest first, with their labels.
    pub above: Vec<String>,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// Comments of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindTally {
    /// What they are about.
    pub kind: CommentKind,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// Suggestions that do the same kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationTally {
    /// What they do.
    pub operation: Operation,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What a group of stakeholders said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTally {
    /// Which; none: not known.
    pub stakeholder_group: Option<StakeholderGroup>,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What the people of an organisation said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationTally {
    /// Which; none: only a file names it, or there is none.
    pub id: Option<OrganisationId>,
    /// Its name; none: people without an organisation, or of whom none is known.
    pub name: Option<String>,
    /// What kind of body it is, if known.
    pub stakeholder_group: Option<StakeholderGroup>,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What this became of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeTally {
    /// Open, proposed or decided.
    pub status: Status,
    /// What was decided; none while it is not decided for good.
    pub outcome: Option<Outcome>,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What an editor did and has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorTally {
    /// Who; none: the console.
    pub editor: Option<PersonRef>,
    /// Final decisions.
    pub decided: u32,
    /// Decisions that wait for a second editor.
    pub proposed: u32,
    /// Decisions of others that this editor confirmed.
    pub confirmed: u32,
    /// What was assigned, decided or not.
    pub assigned: u32,
    /// Of these, not decided for good.
    pub to_do: u32,
    /// Of these, due before.
    pub overdue: u32,
}

/// What happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTally {
    /// The day in UTC, such as `2026-11-23`.
    pub day: String,
    /// Comments received.
    pub comments: u32,
    /// Suggestions received.
    pub suggestions: u32,
    /// Both together.
    pub received: u32,
    /// Comments and suggestions decided for good.
    pub decided: u32,
}

/// What authors say to decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// They can live with it.
    pub satisfied: u32,
    /// They cannot.
    pub not_satisfied: u32,
    /// They have not said.
    pub none: u32,
}
