use serde::Serialize;
use utoipa::ToSchema;

use super::{
    CommentKind, Outcome, PersonJson, Status, person::StakeholderGroup, suggestion::Operation,
};

/// A guideline's comments and suggestions in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatisticsJson {
    pub(crate) scope: ScopeJson,
    /// Everything.
    pub(crate) total: TallyJson,
    /// Suggestions that are edits of the draft by editors; `total` has them, too.
    pub(crate) draft_edits: u32,
    pub(crate) voices: VoicesJson,
    /// By clause, in reading order, each without the clauses below it.
    pub(crate) clauses: Vec<ClauseTallyJson>,
    /// Comments on the guideline as a whole.
    pub(crate) whole_guideline: TallyJson,
    /// What stands before the first heading, or where no text has it any more.
    pub(crate) no_clause: TallyJson,
    /// Comments by what they are about.
    pub(crate) kinds: Vec<KindTallyJson>,
    /// Suggestions by what they do.
    pub(crate) operations: Vec<OperationTallyJson>,
    /// By the kind of body that people speak for.
    pub(crate) stakeholder_groups: Vec<GroupTallyJson>,
    /// By organisation, those that said most first.
    pub(crate) organisations: Vec<OrganisationTallyJson>,
    /// By what became of it.
    pub(crate) outcomes: Vec<OutcomeTallyJson>,
    /// By editor, those who decided most first. What authors withdrew is nobody's decision.
    pub(crate) editors: Vec<EditorTallyJson>,
    /// Over time; days on which nothing happened are missing.
    pub(crate) days: Vec<DayTallyJson>,
    pub(crate) answers: AnswersJson,
}

/// What was counted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScopeJson {
    /// What was said on this revision and later ones; null: from the first.
    #[schema(required)]
    pub(crate) from: Option<u32>,
    /// What was said on this revision and earlier ones; null: to the latest.
    #[schema(required)]
    pub(crate) to: Option<u32>,
    /// What was said on the text in this language; null: in any.
    #[schema(required)]
    pub(crate) language: Option<String>,
    /// As of when assignments are overdue; RFC 3339, UTC.
    #[schema(required)]
    pub(crate) at: Option<String>,
}

/// How many of something.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TallyJson {
    pub(crate) comments: u32,
    pub(crate) suggestions: u32,
    /// Both together.
    pub(crate) total: u32,
    /// Of these, decided for good.
    pub(crate) decided: u32,
    /// How often others said that they want the same.
    pub(crate) supports: u32,
}

/// How many people and bodies spoke.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoicesJson {
    /// People with an account who spoke for themselves.
    pub(crate) people: u32,
    /// Further names in files that others brought.
    pub(crate) names_in_files: u32,
    /// Organisations of either.
    pub(crate) organisations: u32,
}

/// What was said on a clause.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseTallyJson {
    /// The block of its heading.
    pub(crate) block_id: String,
    /// Its label, such as `4.2`.
    #[schema(required)]
    pub(crate) number: Option<String>,
    /// The words of its heading.
    pub(crate) title: String,
    /// The headings above it, the highest first, with their labels.
    pub(crate) above: Vec<String>,
    #[serde(flatten)]
    pub(crate) tally: TallyJson,
}

/// Comments of a kind.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KindTallyJson {
    pub(crate) kind: CommentKind,
    #[serde(flatten)]
    pub(crate) tally: TallyJson,
}

/// Suggestions that do the same kind of thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OperationTallyJson {
    pub(crate) operation: Operation,
    #[serde(flatten)]
    pub(crate) tally: TallyJson,
}

/// What a group of stakeholders said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupTallyJson {
    /// Null: not known.
    #[schema(required)]
    pub(crate) stakeholder_group: Option<StakeholderGroup>,
    #[serde(flatten)]
    pub(crate) tally: TallyJson,
}

/// What the people of an organisation said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationTallyJson {
    /// Null: only a file names it, or there is none.
    #[schema(required)]
    pub(crate) id: Option<String>,
    /// Null: people without an organisation, or of whom none is known.
    #[schema(required)]
    pub(crate) name: Option<String>,
    /// Null: not known.
    #[schema(required)]
    pub(crate) stakeholder_group: Option<StakeholderGroup>,
    #[serde(flatten)]
    pub(crate) tally: TallyJson,
}

/// What became of how many.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeTallyJson {
    pub(crate) status: Status,
    /// Null: not decided for good.
    #[schema(required)]
    pub(crate) outcome: Option<Outcome>,
    #[serde(flatten)]
    pub(crate) tally: TallyJson,
}

/// What an editor did and has to do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditorTallyJson {
    /// Null: the console.
    #[schema(required)]
    pub(crate) editor: Option<PersonJson>,
    /// Final decisions.
    pub(crate) decided: u32,
    /// Decisions that wait for a second editor.
    pub(crate) proposed: u32,
    /// Decisions of others that this editor confirmed.
    pub(crate) confirmed: u32,
    /// What was assigned, decided or not.
    pub(crate) assigned: u32,
    /// Of these, not decided for good.
    pub(crate) to_do: u32,
    /// Of these, due before.
    pub(crate) overdue: u32,
}

/// What happened on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayTallyJson {
    /// The day in UTC, such as `2026-11-23`.
    pub(crate) day: String,
    /// Comments received.
    pub(crate) comments: u32,
    /// Suggestions received.
    pub(crate) suggestions: u32,
    /// Both together.
    pub(crate) received: u32,
    /// Comments and suggestions decided for good.
    pub(crate) decided: u32,
}

/// What authors say to final decisions, other than their own withdrawals.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnswersJson {
    pub(crate) satisfied: u32,
    pub(crate) not_satisfied: u32,
    /// They have not said.
    pub(crate) none: u32,
}

impl From<review::Statistics> for StatisticsJson {
    fn from(from: review::Statistics) -> Self {
        Self {
            scope: from.scope.into(),
            total: from.total.into(),
            draft_edits: from.draft_edits,
            voices: from.voices.into(),
            clauses: all(from.clauses),
            whole_guideline: from.whole_guideline.into(),
            no_clause: from.no_clause.into(),
            kinds: all(from.kinds),
            operations: all(from.operations),
            stakeholder_groups: all(from.stakeholder_groups),
            organisations: all(from.organisations),
            outcomes: all(from.outcomes),
            editors: all(from.editors),
            days: all(from.days),
            answers: from.answers.into(),
        }
    }
}

fn all<T, U: From<T>>(rows: Vec<T>) -> Vec<U> {
    rows.into_iter().map(Into::into).collect()
}

/// From the value of the same shape.
macro_rules! same {
    ($($json:ident = $inner:ident { $($field:ident),+ $(,)? })+) => {$(
        impl From<review::$inner> for $json {
            fn from(from: review::$inner) -> Self {
                Self { $($field: from.$field.into()),+ }
            }
        }
    )+};
}

same! {
    TallyJson = Tally { comments, suggestions, total, decided, supports }
    VoicesJson = Voices { people, names_in_files, organisations }
    ClauseTallyJson = ClauseTally { block_id, number, title, above, tally }
    KindTallyJson = KindTally { kind, tally }
    OperationTallyJson = OperationTally { operation, tally }
    DayTallyJson = DayTally { day, comments, suggestions, received, decided }
    AnswersJson = Answers { satisfied, not_satisfied, none }
}

impl From<review::Scope> for ScopeJson {
    fn from(scope: review::Scope) -> Self {
        Self {
            from: scope.from,
            to: scope.to,
            language: scope.language,
            at: scope.at.map(|at| at.to_string()),
        }
    }
}

impl From<review::GroupTally> for GroupTallyJson {
    fn from(row: review::GroupTally) -> Self {
        Self {
            stakeholder_group: row.stakeholder_group.map(Into::into),
            tally: row.tally.into(),
        }
    }
}

impl From<review::OrganisationTally> for OrganisationTallyJson {
    fn from(row: review::OrganisationTally) -> Self {
        Self {
            id: row.id.map(|id| id.to_string()),
            name: row.name,
            stakeholder_group: row.stakeholder_group.map(Into::into),
            tally: row.tally.into(),
        }
    }
}

impl From<review::OutcomeTally> for OutcomeTallyJson {
    fn from(row: review::OutcomeTally) -> Self {
        Self {
            status: row.status.into(),
            outcome: row.outcome.map(Into::into),
            tally: row.tally.into(),
        }
    }
}

impl From<review::EditorTally> for EditorTallyJson {
    fn from(row: review::EditorTally) -> Self {
        Self {
            editor: row.editor.map(Into::into),
            decided: row.decided,
            proposed: row.proposed,
            confirmed: row.confirmed,
            assigned: row.assigned,
            to_do: row.to_do,
            overdue: row.overdue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};

    /// Every field with a value of its own.
    fn sample() -> review::Statistics {
        let tally = |suggestions: u32| {
            json!({"comments": 1, "suggestions": suggestions, "total": suggestions + 1,
                   "decided": 1, "supports": 7})
        };
        let row = |own: serde_json::Value| {
            let mut row = tally(3);
            let own = own.as_object().cloned().unwrap_or_default();
            row.as_object_mut().unwrap().extend(own);
            row
        };
        let body = json!({"id": "o", "name": "ABNT", "stakeholder_group": "ngo"});
        let person = json!({"id": "p", "display_name": "Ana", "organisation": body});
        let statistics = json!({
            "scope": {"from": 1, "to": 2, "language": "en", "at": "2026-11-23T12:00:00Z"},
            "total": tally(2), "draft_edits": 4,
            "voices": {"people": 5, "names_in_files": 6, "organisations": 8},
            "clauses": [row(json!({"block_id": "b", "number": "4.2", "title": "Offsets",
                                   "above": ["4 Mitigation"]}))],
            "whole_guideline": tally(4), "no_clause": tally(5),
            "kinds": [row(json!({"kind": "editorial"}))],
            "operations": [row(json!({"operation": "insert_after"}))],
            "stakeholder_groups": [row(json!({"stakeholder_group": null}))],
            "organisations": [row(body)],
            "outcomes": [row(json!({"status": "decided", "outcome": "noted"}))],
            "editors": [{"editor": person, "decided": 1, "proposed": 2, "confirmed": 3,
                         "assigned": 4, "to_do": 5, "overdue": 6}],
            "days": [{"day": "2026-11-23", "comments": 1, "suggestions": 2, "received": 3,
                      "decided": 4}],
            "answers": {"satisfied": 1, "not_satisfied": 2, "none": 3},
        });
        serde_json::from_value(statistics).unwrap()
    }

    #[test]
    fn the_interface_shows_what_packages_hold() {
        let shown = to_value(StatisticsJson::from(sample())).unwrap();
        assert_eq!(shown, to_value(sample()).unwrap());
    }
}
