//! Who belongs to a guideline, and as what.

use crate::{
    Action, Actor, Change, Commit, Conflict, Happening, Invitee, Member, Page, PageRequest, Person,
    PersonId, Review, ReviewError, Role,
    page::place_in_list,
    review::{Access, Setback, insist},
};

impl Review {
    /// The members of a guideline, in the order of their coming.
    pub async fn members(
        &self,
        actor: &Actor,
        slug: &str,
        page: &PageRequest,
    ) -> Result<Page<Member>, ReviewError> {
        let after = place_in_list(page)?.unwrap_or(0);
        let access = self.access(actor, slug, Action::ManageMembers).await?;
        let found = self
            .store
            .members(&access.guideline.id, after, page.size() + 1);
        let found = Page::cut(found.await?, page.size(), |(place, _)| place.to_string());
        Ok(found.map(|(_, member)| member))
    }

    /// Makes a person a member, or gives a member another role.
    pub async fn set_member(
        &self,
        actor: &Actor,
        slug: &str,
        who: &Invitee,
        role: Role,
    ) -> Result<Member, ReviewError> {
        insist(|| async move {
            let access = self.access(actor, slug, Action::ManageMembers).await?;
            let person = self.invited(who).await?.ok_or(ReviewError::NotFound)?;
            self.commit_role(actor, &access, &person.id, Some(role))
                .await?;
            let person = person.as_ref();
            Ok(Member { person, role })
        })
        .await
    }

    /// Ends a membership.
    pub async fn remove_member(
        &self,
        actor: &Actor,
        slug: &str,
        person: &PersonId,
    ) -> Result<(), ReviewError> {
        insist(|| async move {
            let access = self.access(actor, slug, Action::ManageMembers).await?;
            self.commit_role(actor, &access, person, None).await
        })
        .await
    }

    async fn invited(&self, who: &Invitee) -> Result<Option<Person>, ReviewError> {
        Ok(match who {
            Invitee::Person(id) => self.store.person(id).await?,
            Invitee::Email(email) => {
                let email = email.trim().to_lowercase();
                self.store.person_by_email(&email).await?
            }
        })
    }

    async fn commit_role(
        &self,
        actor: &Actor,
        access: &Access,
        person: &PersonId,
        role: Option<Role>,
    ) -> Result<(), Setback> {
        let guideline = &access.guideline.id;
        let current = self.store.role(guideline, person).await?;
        if role.is_none() && current.is_none() {
            return Err(ReviewError::NotFound.into());
        }
        let editors = self.store.editors(guideline).await?;
        if current == Some(Role::Editor) && role != current && editors == 1 {
            return Err(ReviewError::Conflict(Conflict::LastEditor).into());
        }
        let change = Change::SetRole {
            guideline: guideline.clone(),
            person: person.clone(),
            role,
        };
        let person = person.clone();
        let event = self.event(actor, Happening::MemberChanged { person, role });
        let commit = Commit::to(access.moving_head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }
}
