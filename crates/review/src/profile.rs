//! The own profile.

use crate::{
    Action, Actor, Change, Commit, Person, ProfilePatch, Review, ReviewError, Subject,
    check::Check,
    may,
    review::{Setback, insist, permit},
};

impl Review {
    /// The actor's own profile.
    pub async fn me(&self, actor: &Actor) -> Result<Person, ReviewError> {
        permit(may(actor, Action::HoldProfile, Subject::System))?;
        let id = actor.person().ok_or(ReviewError::SignInNeeded)?;
        let person = self.store.person(id).await?;
        person.ok_or(ReviewError::SignInNeeded)
    }

    /// Changes the actor's own profile.
    pub async fn change_me(
        &self,
        actor: &Actor,
        patch: ProfilePatch,
    ) -> Result<Person, ReviewError> {
        check(&patch)?;
        insist(|| self.try_change_me(actor, &patch)).await
    }

    async fn try_change_me(&self, actor: &Actor, patch: &ProfilePatch) -> Result<Person, Setback> {
        let person = self.me(actor).await?;
        let mut changes = vec![Change::SetProfile {
            person: person.id.clone(),
            display_name: trimmed(patch.display_name.as_ref()).unwrap_or(person.display_name),
            language: patch.language.clone().or(person.language),
        }];
        if let Some(organisation) = &patch.organisation {
            changes.push(Change::JoinOrganisation {
                person: person.id,
                id: self.ids.fresh().into(),
                organisation: organisation.clone(),
            });
        }
        let commit = Commit {
            head: None,
            changes,
            events: Vec::new(),
            receipt: None,
        };
        self.store.commit(commit).await?;
        Ok(self.me(actor).await?)
    }
}

fn check(patch: &ProfilePatch) -> Result<(), ReviewError> {
    let mut check = Check::default();
    if let Some(name) = &patch.display_name {
        check.name("display_name", name, 200);
    }
    if let Some(organisation) = &patch.organisation {
        check.name("organisation.name", &organisation.name, 200);
    }
    if let Some(language) = &patch.language {
        check.language("language", language);
    }
    check.done()
}

fn trimmed(name: Option<&String>) -> Option<String> {
    name.map(|name| name.trim().to_owned())
}
