//! Comments and suggestions alike: what somebody said, and what was done with it.

use crate::{
    Action, Actor, ContributionId, Handling, Review, ReviewError, Standing,
    review::{Access, unless_unavailable},
};

/// A comment or a suggestion that the actor may do what is asked to.
pub(crate) struct Contributed {
    pub(crate) access: Access,
    pub(crate) handling: Handling,
}

impl Review {
    /// A comment that is not deleted, or a suggestion, if the actor may do this to it.
    pub(crate) async fn contributed(
        &self,
        actor: &Actor,
        id: &ContributionId,
        action: Action,
    ) -> Result<Contributed, ReviewError> {
        match id {
            ContributionId::Comment(id) => {
                let (access, comment) = self.living(actor, id, action).await?;
                Ok(Contributed {
                    access,
                    handling: comment.handling,
                })
            }
            ContributionId::Suggestion(id) => {
                let found = self.store.suggestion(id, actor.person()).await?;
                let suggestion = found.ok_or(ReviewError::NotFound)?;
                let slug = &suggestion.guideline;
                let access = self.access(actor, slug, Action::Read).await;
                let access = access.map_err(unless_unavailable)?;
                access.permit_on(actor, action, &suggestion.author)?;
                Ok(Contributed {
                    access,
                    handling: suggestion.handling,
                })
            }
        }
    }
}

impl Contributed {
    /// What was decided, if it counts.
    pub(crate) fn final_decision(&self) -> Option<&crate::Decision> {
        let decision = self.handling.decision.as_ref();
        decision.filter(|decision| decision.standing == Standing::Final)
    }
}
