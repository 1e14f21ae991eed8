//! Which editor is to decide on what, and until when.

use crate::{
    Action, Actor, Change, Commit, ContributionId, Guideline, Happening, NoticeKind, PersonId,
    Review, ReviewError, Role, Timestamp,
    deciding::notice,
    review::{Setback, insist},
};

/// Who is to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssignment {
    /// An editor of the guideline.
    pub editor: PersonId,
    /// Until when.
    pub due_at: Option<Timestamp>,
}

impl Review {
    /// Says who is to decide on something; nothing leaves it to all editors.
    pub async fn assign(
        &self,
        actor: &Actor,
        id: &ContributionId,
        new: Option<NewAssignment>,
    ) -> Result<(), ReviewError> {
        insist(|| self.try_assign(actor, id, new.as_ref())).await
    }

    async fn try_assign(
        &self,
        actor: &Actor,
        id: &ContributionId,
        new: Option<&NewAssignment>,
    ) -> Result<(), Setback> {
        let found = self.contributed(actor, id, Action::Decide).await?;
        let guideline = &found.access.guideline;
        self.check_assignee(guideline, new).await?;
        let at = self.clock.now();
        let changes = assigned(guideline, actor, id, new, at);
        let event = self.event(actor, assignment_of(id, new));
        let commit = Commit::to(found.access.head(), changes, vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Only editors of the guideline decide.
    pub(crate) async fn check_assignee(
        &self,
        guideline: &Guideline,
        new: Option<&NewAssignment>,
    ) -> Result<(), ReviewError> {
        let Some(new) = new else {
            return Ok(());
        };
        match self.store.role(&guideline.id, &new.editor).await? {
            Some(Role::Editor) => Ok(()),
            _ => Err(ReviewError::invalid("editor", "is no editor here")),
        }
    }
}

/// The assignment, and what the editor is told.
pub(crate) fn assigned(
    guideline: &Guideline,
    actor: &Actor,
    id: &ContributionId,
    new: Option<&NewAssignment>,
    at: Timestamp,
) -> Vec<Change> {
    let assign = Change::Assign {
        contribution: id.clone(),
        guideline: guideline.id.clone(),
        editor: new.map(|new| new.editor.clone()),
        due_at: new.and_then(|new| new.due_at),
        by: actor.person().cloned(),
        at,
    };
    let kind = NoticeKind::Assigned;
    let told = new.and_then(|new| notice(guideline, id, &new.editor, actor, kind, at));
    [assign].into_iter().chain(told).collect()
}

pub(crate) fn assignment_of(id: &ContributionId, new: Option<&NewAssignment>) -> Happening {
    Happening::Assigned {
        contribution: id.clone(),
        editor: new.map(|new| new.editor.clone()),
    }
}
